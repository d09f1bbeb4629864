"""Characters: which of them may be shown, and how spellings are made comparable. Light, as every command needs it."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls, bidirectional controls and marks, line and paragraph separators, BOM, tags, surrogates: what can
# drive a terminal, reorder a line or hide in it.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "’": "'", "ʼ": "'"}
)


def printable(text: str, keep: str = "") -> str:
    """The text without characters that could steer a terminal; each becomes a space or nothing.

    `keep` names control characters that stay, such as a line break.
    """
    bare = text
    for char in keep:
        bare = bare.replace(char, "")
    if bare.isprintable():  # much faster than to look for each of the others
        return text

    def swap(match: re.Match[str]) -> str:
        char = match.group()
        return char if char in keep else " " if char in "\t\n\r\x0b\x0c\x85\u2028\u2029" else ""

    return re.sub(_UNSAFE, swap, text)  # compiled when there is something to look for: few texts have it


class _WithoutMarks(dict[int, int | None]):
    """Each character → itself, combining marks → nothing; looked up when a text first has it."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def fold(text: str) -> str:
    """Lower case, without diacritics, one space between words: for comparing what people type and papers print."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join(folded.translate(_WITHOUT_MARKS).lower().split())  # signs such as ™ come out as capitals
