"""Texts whose lines were broken to a width, as mail and old pages have them: read as if the lines ran on.

A line is broken by its width where the next line's first word would not have fitted on it. If nearly all breaks inside
paragraphs are of that kind, each of them becomes a space, so that every offset stays what it was.
"""

from __future__ import annotations

import re

__all__ = ["unwrapped"]

_BREAK = re.compile(r"(?<=\S)[ \t\xa0]?\n(?=\S)")
_FEWEST = 5  # breaks
_NARROW, _WIDE = 45, 110  # characters of a full line
_FULL = 0.95  # the share of lines that are no longer than a full one
_SHARE = 0.8  # of the breaks that the width must explain
_SLACK = 2
_LONGEST = 400  # characters of a line that are looked at


def unwrapped(text: str) -> str:
    """The text with a space for each break that only the width of its lines explains; the same where few are of that kind."""
    if text.count("\n") - 2 * text.count("\n\n") < _FEWEST:
        return text
    breaks = [match.end() - 1 for match in _BREAK.finditer(text)]
    if len(breaks) < _FEWEST:
        return text
    sizes = [at - (text.rfind("\n", max(0, at - _LONGEST), at) + 1 or max(0, at - _LONGEST)) for at in breaks]
    width = sorted(sizes)[int(_FULL * (len(sizes) - 1))]
    if not _NARROW <= width <= _WIDE:
        return text
    forced = [at for at, size in zip(breaks, sizes, strict=True) if size + 1 + _first_word(text, at) >= width - _SLACK]
    if len(forced) < _SHARE * len(breaks):
        return text
    letters = list(text)
    for at in forced:
        letters[at] = " "
    return "".join(letters)


def _first_word(text: str, at: int) -> int:
    """How long the first word of the line after a break is."""
    word = text[at + 1 : at + 1 + _WIDE].split(None, 1)
    return len(word[0]) if word else 0
