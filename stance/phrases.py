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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stance.reading import Reading

MAX_GAP = 12  #: words a single gap may span
MAX_STEPS = 20_000  #: combinations that the gaps of one phrase may try from one place
MAX_LENGTH = 400  #: characters of a phrase
MAX_WRITTEN = 40_000  #: characters of its pattern, with every list written out
MAX_TOTAL = 5_000_000  #: characters of the patterns of all phrases that share their lists
_DEPTH = 4

# A gap does not run on into another main clause: ", we …", ", but …".
_GAP_WORD = " (?!(?:,|and|but|while) (?:we|i|you|they|he|she|it|but|while) (?!said|says|insisted|added|told|noted|argued))[^ .?!;:]+"


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


class Need(NamedTuple):
    """Words of which one must stand where a phrase does: so many words after its first, at least and at most."""

    words: frozenset[str]  #: a `*` at the end stands for any ending
    least: int = 0
    most: int = 0


# -- reading a phrase -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Node:
    """A piece of a parsed phrase: its pattern, what it costs, how many words it takes and which must be among them."""

    pattern: str
    steps: int
    shortest: int
    longest: int
    needs: tuple[Need, ...] = ()
    empty: bool = False  # can match nothing
    lead: frozenset[str] | None = None  # words of which one begins it, where that is known
    plain: tuple[str, ...] = ()  # the single words it stands for, where it is nothing else
    alone: frozenset[str] = frozenset()  # words that are all of it
    longer: frozenset[str] | None = frozenset()  # words of which one begins it where it has more words, if known


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
        needs: list[Need] = []
        shortest = longest = 0
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
            needs += [Need(one.words, one.least + shortest, one.most + longest) for one in node.needs]
            shortest += node.shortest
            longest += node.longest
            empty = empty and node.empty
            if self.peek() == "|" and not self.depth:
                raise PhraseError("`|` outside brackets stands between single words")
        if last == "gap" and not self.depth:
            raise PhraseError("it ends with a gap")
        if count == 1:
            return node
        return _Node(pattern, steps, shortest, longest, tuple(needs), empty, lead, longer=lead)

    def item(self) -> _Node:
        kind, match = self.tokens[self.at]
        self.at += 1
        if kind == "gap":
            low, high = (0, 6) if match.group(1)[0] != "{" else self._bounds(match)
            return _Node(f"(?:{_GAP_WORD}){{{low},{high}}}?", high - low + 1, low, high, empty=low == 0, longer=None)
        if kind == "(":
            node = self.choice()
        elif kind in ("list", "word"):
            node = self.tight(kind, match)
        elif kind == "^":
            return _Node(r"(?:(?<= \.)|^)(?: ,)?", 1, 0, 1, empty=True, longer=None)
        elif kind in ",.;:":
            return _Node(re.escape(" " + kind), 1, 1, 1, longer=None)
        else:
            raise PhraseError(f"{kind!r} stands where a word should")
        if self.peek() == "?":
            self.at += 1
            return _Node(
                f"(?:{node.pattern})?", node.steps if node.steps > 1 else 2, 0, node.longest, empty=True, longer=None
            )
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
            return _Node(
                " 's(?= )", 1, 1, 1, (Need(frozenset({"'s"})),), lead=frozenset({"'s"}), alone=frozenset({"'s"})
            )
        stem = typed[:-1] if typed.endswith("*") else typed
        if "*" in stem or (typed != stem and len(stem) < 2):
            raise PhraseError(f"{typed!r}: `*` stands at the end of at least two letters")
        spelt = Reading(stem).words
        if not spelt or any(not word[0].isalnum() for word in spelt if word != "'s"):
            raise PhraseError(f"{typed!r} is not a word")
        pattern = "".join(" " + re.escape(word) for word in spelt)
        key = frozenset({spelt[0] + ("*" if typed != stem and len(spelt) == 1 else "")})
        ending = "[^ ]*" if typed != stem else ""
        if len(spelt) == 1:
            return _Node(
                pattern + ending + "(?= )", 1, 1, 1, (Need(key),), lead=key, plain=(pattern[1:] + ending,), alone=key
            )
        size = len(spelt)
        return _Node(pattern + ending + "(?= )", 1, size, size, (Need(key),), lead=key, longer=key)


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
    needs: tuple[Need, ...] = ()
    if all(node.needs for node in options):
        rarest = [rarest_of(node.needs) for node in options]
        words = frozenset().union(*(one.words for one in rarest))
        needs = (Need(words, min(one.least for one in rarest), max(one.most for one in rarest)),)
    written = patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
    return _Node(
        written, max(node.steps for node in options), min(node.shortest for node in options),
        max(node.longest for node in options), needs, lead=_union([node.lead for node in options]), plain=plain if alone else (),
        alone=frozenset().union(*(node.alone for node in options)), longer=_union([node.longer for node in options]),
    )  # fmt: skip


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """All words of some sets; None where one of them is not known."""
    known = [one for one in sets if one is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def rarest_of(needs: Iterable[Need], common: Collection[str] = ()) -> Need:
    """The need that is least likely to be met in a sentence; `common` are words that stand in many."""

    def share(word: str) -> int:
        return 40 if word in _COMMON or word in common else 12 if word[-1] == "*" else 1

    return min(needs, key=lambda need: sum([share(word) for word in need.words]))


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
        self.longer = node.longer  #: the same for where it has more words than one
        self.alone = node.alone  #: words that are all of it
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
