"""What a text measures on a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def width(text: str) -> int:
    """The terminal columns that a text takes: wide characters two, combining marks and format characters none."""
    return len(text) if is_narrow(text) else _width(text)


def is_narrow(text: str) -> bool:
    """Whether every character is known to take one column; False also where one is only not known to."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


# Latin letters and what is printed between them: asking for each character would take ten times as long.
_NARROW = re.compile("[\x00-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u254f\u25a0-\u25f9]*")


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
