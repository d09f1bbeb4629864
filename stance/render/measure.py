"""What a text measures on a terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def width(text: str) -> int:
    """The terminal columns that a text takes: wide characters two, combining marks and format characters none."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=16384)
def _width(text: str) -> int:
    return sum(map(char_width, text))


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    """The columns of one character: 0, 1 or 2."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if "\u1160" <= char <= "\u11ff":  # Hangul vowels and finals join the syllable before them
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
