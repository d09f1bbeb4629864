"""Text as phrases see it: folded words, and where each of them stands.

A text is parted at its white space, and what a piece comes to ("Kyiv’s," is the words "kyiv", "'s" and ",") is
remembered: the same pieces return in every text, so most of a text is read by looking them up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, chain
from typing import Any, TypeVar

from stance.letters import fold
from stance.model import Span

__all__ = ["Reading", "WordMemory"]

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*|[.,;:?!…]|(?<!\w)-(?!\w)|[–—]|\n[ \t\r\xa0]*\n"
)
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")
_STOPS = {"…": ".", "!": ".", "–": ",", "—": ",", "-": ","}
_IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall", "ain't": "is"}
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would", "s": "'s"}
_ACRONYMS = {"u.s.": "usa", "u.k.": "uk", "e.u.": "eu", "u.n.": "un", "u.s.a.": "usa"}
_SPECIAL = frozenset({"US", "cannot", "Cannot"})
_MOST = 50_000  # words that a memory holds

_T = TypeVar("_T")


class WordMemory(dict[str, _T]):
    """What a function says of words, remembered for so many of them that memory stays bounded."""

    def __init__(self, say: Callable[[str], _T]) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, word: str) -> _T:
        said = self._say(word)
        if len(word) <= 50:
            if len(self) >= _MOST:
                self.clear()  # what is common is soon there again
            self[word] = said
        return said


class Reading:
    """A stretch of text as the phrases see it: folded words with one space around each, and where each stands.

    Contractions are written out, possessive endings stand apart, hyphens part words; quotation marks are left out.
    `words[i]` stands at `spans[i]` (offsets in the whole text); both halves of a contraction share their span.
    """

    __slots__ = ("_capitals", "_edges", "_line", "_pieces", "_source", "_spans", "seen", "words")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        end = len(text) if end is None else end
        stretch = text[start:end]
        if "\n" in stretch:
            stretch = _BLANK_LINE.sub(" . ", stretch)
        pieces = stretch.split()
        self._set(list(chain.from_iterable(map(_WORDS.__getitem__, pieces))), pieces, (text, start, end))

    def _set(self, words: list[str], pieces: list[str], source: tuple[str | Reading, int, int]) -> None:
        self.words = words
        self._pieces = pieces  # as they are written; none in a part
        self._source = source
        # Most sentences are looked at by their words alone, so all else waits until it is asked for.
        self._spans: list[tuple[int, int]] | None = None
        self._line: str | None = None
        self._edges: list[int] | None = None
        self._capitals: list[bool] | None = None
        self.seen: dict[object, Any] = {}  #: what others found out about the words, by who did

    def part(self, first: int, last: int) -> Reading:
        """The words from `first` up to `last`, excluded, as a reading of their own."""
        made = Reading.__new__(Reading)
        made._set(self.words[first:last], [], (self, first, last))
        return made

    @property
    def spans(self) -> list[tuple[int, int]]:
        """For each word where it stands in the whole text."""
        if self._spans is None:
            source, first, last = self._source
            if isinstance(source, Reading):
                self._spans = source.spans[first:last]
            else:
                self._spans = self._find_spans(source, first, last)
        return self._spans

    def _find_spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        if text.find("\n", start, end) >= 0:  # a blank line is a word, and in no piece
            return [token.span() for token in _WORD.finditer(text, start, end) for _ in _SPELT[token[0]]]
        spans: list[tuple[int, int]] = []
        find = text.find
        for piece in self._pieces:
            at = find(piece, start)
            start = at + len(piece)
            for first, last in _PLACES[piece]:
                spans.append((at + first, at + last))
        return spans

    @property
    def line(self) -> str:
        """The words with one space around each."""
        if self._line is None:
            self._line = f" {' '.join(self.words)} "
        return self._line

    @property
    def capitals(self) -> list[bool]:
        """For each word whether it begins with a capital in the text."""
        if self._capitals is None:
            source, first, last = self._source
            if isinstance(source, Reading):
                self._capitals = source.capitals[first:last]
            else:
                self._capitals = list(chain.from_iterable(map(_CAPITALS.__getitem__, self._pieces)))
        return self._capitals

    @property
    def edges(self) -> list[int]:
        """For each word the place in `line` of the space before it."""
        if self._edges is None:
            self._edges = [0, *accumulate([len(word) + 1 for word in self.words[:-1]])]
        return self._edges

    def word_at(self, place: int) -> int:
        """The index of the word that begins at, or covers, a place in `line`."""
        return max(0, bisect_right(self.edges, place) - 1)

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to `last`, excluded, stand in the text."""
        return Span(self.spans[first][0], self.spans[last - 1][1])


def _spell(token: str) -> tuple[str, ...]:
    if token.isascii() and token.isalpha() and token not in _SPECIAL:
        return (token.lower(),)
    if not token.strip():
        return (".",)
    if token in _STOPS:
        return (_STOPS[token],)
    if token == "US":
        return ("usa",)
    word = token.lower()
    if word.isascii() and word.isalpha():
        return ("can", "not") if word == "cannot" else (word,)
    if "." in word and word in _ACRONYMS:
        return (_ACRONYMS[word],)
    word = fold(word) or word
    if "'" not in word:
        return tuple(word.split())  # a single character can stand for several words
    if word.endswith("n't"):
        return (_IRREGULAR.get(word, word[:-3]), "not")
    head, _, tail = word.rpartition("'")
    if tail in _ENDINGS:
        return (head.replace("'", ""), _ENDINGS[tail])
    return (word.replace("'", ""),)


_SPELT = WordMemory(_spell)


def _words_of(piece: str) -> tuple[str, ...]:
    return tuple([word for token in _WORD.findall(piece) for word in _SPELT[token]])


def _capitals_of(piece: str) -> tuple[bool, ...]:
    return tuple([token[0].isupper() for token in _WORD.findall(piece) for _ in _SPELT[token]])


def _places_in(piece: str) -> tuple[tuple[int, int], ...]:
    return tuple([token.span() for token in _WORD.finditer(piece) for _ in _SPELT[token[0]]])


_PLACES = WordMemory(_places_in)
_WORDS = WordMemory(_words_of)  # of pieces between white space
_CAPITALS = WordMemory(_capitals_of)
