"""A small language of phrases for cues: words, choices, lists and bounded gaps, made into patterns that cannot run away.

    invit* @ukraine {0-4} now          a word or its beginning, a named list, a gap of at most four words
    (as soon as | once) {3} war ends   a choice of word sequences, a gap of up to three words
    fast|quick track|lane              `|` between words chooses; outside brackets it binds tighter than the space
    the? door is open                  `?` makes an item optional
    want … accession                   `…` is a gap of up to six words

Case, diacritics, white space, hyphens, quotation marks and the way contractions are written make no difference: "can't"
reads "can not". A gap stays inside its sentence and inside the part of it before a colon or semicolon. A comma in a
phrase is a comma or a dash in the text; `.` is the end of a sentence, `^` its beginning.

There is no repetition but the gap, and `MAX_STEPS` bounds what the gaps of one phrase can try from one place, so the
time to match grows with the length of the text and with nothing else, whoever wrote the phrase.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias, TypeVar

from stance.model import Span
from stance.text import fold

MAX_GAP = 12  #: words a single gap may span
MAX_STEPS = 20_000  #: combinations that the gaps of one phrase may try from one place
MAX_LENGTH = 400  #: characters of a phrase
MAX_WRITTEN = 40_000  #: characters of its pattern, with every list written out
MAX_TOTAL = 5_000_000  #: characters of the patterns of all phrases that share their lists
_DEPTH = 4

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*|[.,;:?!…]|(?<!\w)-(?!\w)|[–—]|\n[ \t\r\xa0]*\n"
)
_STOPS = {"…": ".", "!": ".", "–": ",", "—": ",", "-": ","}
_IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall", "ain't": "is"}
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would", "s": "'s"}
_ACRONYMS = {"u.s.": "usa", "u.k.": "uk", "e.u.": "eu", "u.n.": "un", "u.s.a.": "usa"}
# A gap does not run on into another main clause: ", we …", ", but …".
_GAP_WORD = " (?!(?:,|and|but|while) (?:we|i|you|they|he|she|it|but|while) (?!said|says|insisted|added|told|noted|argued))[^ .?!;:]+"


_T = TypeVar("_T")
_Meaning: TypeAlias = tuple[int, tuple[int, ...]]  # needs that a word meets, as bits; phrases that are looked up by it


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


# -- reading a text ---------------------------------------------------------------------------------------------------


class Reading:
    """A stretch of text as the phrases see it: folded words with one space around each, and where each stands.

    Contractions are written out, possessive endings stand apart, hyphens part words; quotation marks are left out.
    `words[i]` stands at `spans[i]` (offsets in the whole text); both halves of a contraction share their span.
    """

    __slots__ = ("_capitals", "_edges", "_line", "_marks", "_source", "_spans", "_tokens", "words")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        end = len(text) if end is None else end
        tokens = _WORD.findall(text, start, end)
        self._set(list(chain.from_iterable(map(_SPELT.__getitem__, tokens))), tokens, (text, start, end))

    def _set(self, words: list[str], tokens: list[str], source: tuple[str | Reading, int, int]) -> None:
        self.words = words
        self._tokens = tokens  # as they are written; none in a part
        self._source = source
        # Most sentences are looked at by their words alone, so all else waits until it is asked for.
        self._spans: list[tuple[int, int]] | None = None
        self._line: str | None = None
        self._edges: list[int] | None = None
        self._capitals: list[bool] | None = None
        self._marks: dict[PhraseSet, list[tuple[int, _Meaning]]] = {}  # what sets of phrases have seen in it

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
                tokens = _WORD.finditer(source, first, last)
                self._spans = [token.span() for token in tokens for _ in _SPELT[token[0]]]
        return self._spans

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
                self._capitals = [token[0].isupper() for token in self._tokens for _ in _SPELT[token]]
        return self._capitals

    @property
    def edges(self) -> list[int]:
        """For each word the place in `line` of the space before it."""
        if self._edges is None:
            at = 0
            edges = []
            for word in self.words:
                edges.append(at)
                at += len(word) + 1
            self._edges = edges
        return self._edges

    def word_at(self, place: int) -> int:
        """The index of the word that begins at, or covers, a place in `line`."""
        return max(0, bisect_right(self.edges, place) - 1)

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to `last`, excluded, stand in the text."""
        return Span(self.spans[first][0], self.spans[last - 1][1])


class WordMemory(dict[str, _T]):
    """What a function says of words, remembered for so many of them that memory stays bounded."""

    def __init__(self, say: Callable[[str], _T]) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, word: str) -> _T:
        said = self._say(word)
        if len(self) < 50_000 and len(word) <= 50:
            self[word] = said
        return said


_SPECIAL = frozenset({"US", "cannot", "Cannot"})


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
        return (word,)
    if word.endswith("n't"):
        return (_IRREGULAR.get(word, word[:-3]), "not")
    head, _, tail = word.rpartition("'")
    if tail in _ENDINGS:
        return (head.replace("'", ""), _ENDINGS[tail])
    return (word.replace("'", ""),)


_SPELT = WordMemory(_spell)


# -- reading a phrase -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Node:
    """A piece of a parsed phrase: its pattern, what it costs, and sets of words of which one must stand there."""

    pattern: str
    steps: int
    needs: tuple[frozenset[str], ...]
    empty: bool = False  # can match nothing
    lead: frozenset[str] | None = None  # words of which one begins it, where that is known
    plain: tuple[str, ...] = ()  # the single words it stands for, where it is nothing else


_ITEM = re.compile(r"\s*(?:(\{(\d{1,2})?(?:-(\d{1,2}))?\}|…|\.\.\.)|(@[\w-]+)|([()|?,.;:^])|([^\s()|?,.;:^{}@…]+))")


class Lists(dict[str, Sequence[str]]):
    """The named lists of a codebook: each is read once, however many phrases name it, so that none can blow up."""

    def __init__(self, lists: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(lists or {})
        self.nodes: dict[str, _Node | PhraseError] = {}
        self.written = 0  #: characters of all patterns made with them


class _Parser:
    def __init__(self, phrase: str, lists: Lists, inside: tuple[str, ...] = ()) -> None:
        if len(phrase) > MAX_LENGTH:
            raise PhraseError(f"it is longer than {MAX_LENGTH} characters")
        self.lists, self.inside = lists, inside
        self.tokens: list[tuple[str, re.Match[str]]] = []
        at = 0
        phrase = phrase.rstrip()
        while at < len(phrase):
            match = _ITEM.match(phrase, at)
            if not match:
                raise PhraseError(f"{phrase[at:].strip()[:20]!r} cannot be read")
            kind = "gap" if match.group(1) else "list" if match.group(4) else match.group(5) or "word"
            self.tokens.append((kind, match))
            at = match.end()
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def whole(self) -> _Node:
        if not self.tokens:
            raise PhraseError("it is empty")
        node = self.sequence()
        if self.at < len(self.tokens):
            raise PhraseError(
                "a bracket closes that was never opened" if self.peek() == ")" else "`|` has nothing before it"
            )
        if node.empty:
            raise PhraseError("it would match nothing at all: make one word of it required")
        if node.steps > MAX_STEPS:
            raise PhraseError(f"its gaps could try {node.steps} combinations from one place; {MAX_STEPS} is the most")
        return node

    def sequence(self) -> _Node:
        pattern, steps, empty = "", 1, True
        lead: frozenset[str] | None = None
        needs: list[frozenset[str]] = []
        last, count = "", 0
        while self.peek() not in ("", ")", "|"):
            last = self.peek()
            node = self.item()
            count += 1
            lead = node.lead if not pattern else lead
            pattern += node.pattern
            if len(pattern) > MAX_WRITTEN:
                raise PhraseError(f"with its lists written out it has more than {MAX_WRITTEN:,} characters")
            steps *= node.steps
            needs += node.needs
            empty = empty and node.empty
            if self.peek() == "|" and not self.depth:
                raise PhraseError("`|` outside brackets stands between single words")
        if last == "gap" and not self.depth:
            raise PhraseError("it ends with a gap")
        if count == 1:
            return node
        return _Node(pattern, steps, tuple(needs), empty, lead)

    def item(self) -> _Node:
        kind, match = self.tokens[self.at]
        self.at += 1
        if kind == "gap":
            low, high = (0, 6) if match.group(1)[0] != "{" else self._bounds(match)
            return _Node(f"(?:{_GAP_WORD}){{{low},{high}}}?", high - low + 1, (), low == 0)
        if kind == "(":
            node = self.choice()
        elif kind in ("list", "word"):
            node = self.tight(kind, match)
        elif kind == "^":
            return _Node(r"(?:(?<= \.)|^)(?: ,)?", 1, (), True)
        elif kind in ",.;:":
            return _Node(re.escape(" " + kind), 1, ())
        else:
            raise PhraseError(f"{kind!r} stands where a word should")
        if self.peek() == "?":
            self.at += 1
            return _Node(f"(?:{node.pattern})?", node.steps if node.steps > 1 else 2, (), True)
        return node

    @staticmethod
    def _bounds(match: re.Match[str]) -> tuple[int, int]:
        first, second = match.group(2), match.group(3)
        if first is None:
            raise PhraseError("a gap is written {3} or {0-3}")
        low, high = (int(first), int(second)) if second is not None else (0, int(first))
        if low > high:
            raise PhraseError(f"the gap {match.group(1)} ends before it begins")
        if high > MAX_GAP:
            raise PhraseError(f"the gap {match.group(1)} is longer than {MAX_GAP} words")
        return low, high

    def choice(self) -> _Node:
        self.depth += 1
        if self.depth > _DEPTH:
            raise PhraseError(f"its brackets stand more than {_DEPTH} deep")
        options = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.sequence())
        if self.peek() != ")":
            raise PhraseError("a bracket is not closed")
        self.at += 1
        self.depth -= 1
        return _either(options)

    def named(self, name: str) -> _Node:
        if name not in self.lists:
            raise PhraseError(f"there is no list @{name}")
        if name in self.inside:
            raise PhraseError(f"the list @{name} contains itself")
        known = self.lists.nodes.get(name)
        if known is None:
            try:
                inside = (*self.inside, name)
                known = _either([_Parser(entry, self.lists, inside).whole() for entry in self.lists[name]])
            except PhraseError as error:
                known = error
            self.lists.nodes[name] = known
        if isinstance(known, PhraseError):
            raise known
        return known

    def tight(self, kind: str, match: re.Match[str]) -> _Node:
        """A word or a list, and outside brackets those that `|` joins to it."""
        options = [self.atom(kind, match)]
        while not self.depth and self.peek() == "|":
            self.at += 1
            if self.peek() not in ("word", "list"):
                raise PhraseError("`|` needs a word on both sides")
            options.append(self.atom(*self.tokens[self.at]))
            self.at += 1
        return _either(options)

    def atom(self, kind: str, match: re.Match[str]) -> _Node:
        return self.named(match.group(4)[1:]) if kind == "list" else self.word(match.group(6))

    def word(self, typed: str) -> _Node:
        if typed in ("'s", "’s"):
            return _Node(" 's(?= )", 1, (frozenset({"'s"}),), lead=frozenset({"'s"}))
        stem = typed[:-1] if typed.endswith("*") else typed
        if "*" in stem or (typed != stem and len(stem) < 2):
            raise PhraseError(f"{typed!r}: `*` stands at the end of at least two letters")
        spelt = Reading(stem).words
        if not spelt or any(not word[0].isalnum() for word in spelt if word != "'s"):
            raise PhraseError(f"{typed!r} is not a word")
        pattern = "".join(" " + re.escape(word) for word in spelt)
        key = frozenset({spelt[0] + ("*" if typed != stem and len(spelt) == 1 else "")})
        ending = "[^ ]*" if typed != stem else ""
        plain = (pattern[1:] + ending,) if len(spelt) == 1 else ()
        return _Node(pattern + ending + "(?= )", 1, (key,), lead=key, plain=plain)


def _either(options: Sequence[_Node]) -> _Node:
    if len(options) == 1:
        return options[0]
    if any(node.empty for node in options):
        raise PhraseError("a choice in brackets has an empty side")
    # Single words share one space and one end, which keeps patterns short; sequences come first, the longest before others.
    plain = tuple(sorted({word for node in options for word in node.plain}))
    patterns = sorted({node.pattern for node in options if not node.plain}, key=len, reverse=True)
    alone = not patterns
    if plain:
        patterns.append(f" (?:{'|'.join(plain)})(?= )")
    if sum(map(len, patterns)) > MAX_WRITTEN:
        raise PhraseError(f"a choice or a list in it, written out, has more than {MAX_WRITTEN:,} characters")
    needs = (
        (frozenset().union(*(_rarest(node.needs) for node in options)),) if all(node.needs for node in options) else ()
    )
    written = patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
    leads = [node.lead for node in options if node.lead is not None]
    lead = frozenset().union(*leads) if len(leads) == len(options) else None
    return _Node(written, max(node.steps for node in options), needs, lead=lead, plain=plain if alone else ())


def _rarest(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    """The set of words of which one is least likely to stand in a sentence."""
    return min(needs, key=lambda need: sum(40 if word in _COMMON else 12 if word[-1] == "*" else 1 for word in need))


_COMMON = frozenset([
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "had", "has", "have", "he", "in", "is", "it", "its",
    "no", "not", "of", "on", "or", "our", "that", "the", "they", "this", "to", "was", "we", "were", "what", "when",
    "will", "with", "would", "'s",
])  # fmt: skip


class Phrase:
    """A phrase that was read and checked; its pattern is compiled when it is first tried."""

    def __init__(self, phrase: str, lists: Mapping[str, Sequence[str]] | None = None) -> None:
        lists = lists if isinstance(lists, Lists) else Lists(lists)
        node = _Parser(phrase, lists).whole()
        lists.written += len(node.pattern)
        if lists.written > MAX_TOTAL:
            raise PhraseError(f"all phrases, written out, have more than {MAX_TOTAL:,} characters")
        self.text = phrase
        self.needs = node.needs
        self.lead = node.lead  #: words of which one begins it, if they are known
        self.single = bool(node.plain)  #: it is any one word that can begin it
        self._source = node.pattern

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def find(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Each place where it stands: index of the first word, and of the word after the last."""
        for match in self.pattern.finditer(reading.line):
            start, end = match.span()
            if end > start:
                # A match begins with the space before its first word and ends with the last letter of its last.
                yield reading.word_at(start), reading.word_at(end - 1) + 1


class PhraseSet:
    """Many phrases, tried together: only those are run of which every needed word stands in the reading."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._lead: list[int] = []  # per phrase, the bit of the words it begins with; 0 where they are not known
        bits: dict[frozenset[str], int] = {}
        self._wanted: list[int] = []  # per phrase, the needs it has, as bits
        keys: dict[int, list[int]] = {}  # need → phrases that are looked up by it, the one with the fewest words
        self._always: list[int] = []
        for index, phrase in enumerate(self.phrases):
            numbers = [bits.setdefault(need, len(bits)) for need in phrase.needs]
            self._wanted.append(sum({1 << number for number in numbers}))
            self._lead.append(1 << bits.setdefault(phrase.lead, len(bits)) if phrase.lead else 0)
            if numbers:
                keys.setdefault(bits[_rarest(phrase.needs)], []).append(index)
            else:
                self._always.append(index)
        self._exact: dict[str, tuple[int, list[int]]] = {}
        self._stems: dict[str, list[tuple[str, int, list[int]]]] = {}
        for need, number in bits.items():
            for word in need:
                if word.endswith("*"):
                    self._stems.setdefault(word[:2], []).append((word[:-1], 1 << number, keys.get(number, [])))
                else:
                    mask, indexes = self._exact.get(word, (0, []))
                    self._exact[word] = (mask | 1 << number, indexes + keys.get(number, []))
        self._meanings = WordMemory(self._meaning)

    def _meaning(self, word: str) -> _Meaning | None:
        """Which needs a word meets, as bits, and which phrases are looked up by it; None where it meets none."""
        mask, indexes = self._exact.get(word, (0, []))
        found = list(indexes)
        for stem, bit, more in self._stems.get(word[:2], ()):
            if word.startswith(stem):
                mask |= bit
                found += more
        return (mask, tuple(dict.fromkeys(found))) if mask else None

    def _marked(self, reading: Reading) -> list[tuple[int, _Meaning]]:
        """The words of a reading that meet a need: their index and what they mean."""
        marks = reading._marks.get(self)
        if marks is None:
            meanings = map(self._meanings.__getitem__, reading.words)
            marks = reading._marks[self] = [(place, meaning) for place, meaning in enumerate(meanings) if meaning]
        return marks

    def present(self, reading: Reading) -> list[int]:
        """The indexes of the phrases that may stand in the reading, in order."""
        there = 0
        found: set[int] = set()
        for _, (mask, indexes) in self._marked(reading):
            there |= mask
            found.update(indexes)
        if not found:
            return self._always
        wanted, lacking = self._wanted, ~there
        return sorted([index for index in found if not wanted[index] & lacking] + self._always)

    def places(self, index: int, reading: Reading) -> list[tuple[int, int]]:
        """Each place of one phrase: index of the first word, and of the word after the last.

        It is tried only at words that can begin it.
        """
        lead, phrase = self._lead[index], self.phrases[index]
        if not lead:
            return list(phrase.find(reading))
        starts = [word for word, (mask, _) in self._marked(reading) if mask & lead]
        if phrase.single:
            return [(word, word + 1) for word in starts]
        match, line, edges, after = phrase.pattern.match, reading.line, reading.edges, -1
        places = []
        for word in starts:
            found = match(line, edges[word]) if word >= after else None
            if found is not None and found.end() > found.start():
                after = reading.word_at(found.end() - 1) + 1
                places.append((word, after))
        return places

    def find(self, reading: Reading) -> Iterator[tuple[int, int, int]]:
        """Each match: index of the phrase, first word, word after the last."""
        for index in self.present(reading):
            for first, last in self.places(index, reading):
                yield index, first, last

    def any(self, reading: Reading) -> bool:
        """Whether one of the phrases stands in the reading."""
        return any(self.places(index, reading) for index in self.present(reading))
