"""Many phrases tried together on a reading.

A regular expression says where a phrase stands, and nothing else does; but to run hundreds of them over every sentence
would take most of the time of an extraction. So each phrase is asked for in three steps, each dearer than the one before:

1. Every phrase has needs: sets of words of which one must stand in it, each so many words after its first. A vocabulary
   numbers these sets and says for a word which of them it belongs to, as the bits of one whole number. The bits of all
   words of a reading together tell which phrases cannot stand in it. A phrase is looked up by its rarest need.
2. A phrase that is left is tried only at words that can begin it, and there only if each need is met within its reach:
   where the words of a set stand is again one whole number, a bit a word, so that this is a shift and a comparison.
3. What is left then is matched.

The phrases of one codebook share a vocabulary, so that the words of a reading are looked up once for all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from stance.phrases import Phrase, rarest_of
from stance.reading import Reading, WordMemory

__all__ = ["PhraseSet", "Vocabulary"]


class Vocabulary:
    """The sets of words that phrases need: to each belongs a number, and the bit of that number."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = {}  # word → the sets it belongs to
        self._stems: dict[str, list[tuple[str, int]]] = {}  # first two letters → stems, and the set each belongs to
        self._meanings = WordMemory(self._meaning)
        self._state = object()  # another one for each state: what was seen by an older one no longer holds

    def number(self, words: frozenset[str]) -> int:
        """The number of a set of words; a `*` at the end of a word stands for any ending."""
        known = self._numbers.get(words)
        if known is None:
            known = self._numbers[words] = len(self._numbers)
            for word in words:
                if word.endswith("*"):
                    self._stems.setdefault(word[:2], []).append((word[:-1], known))
                else:
                    self._exact.setdefault(word, []).append(known)
            self._meanings.clear()
            self._state = object()
        return known

    def _meaning(self, word: str) -> _Meaning | None:
        sets = frozenset(self._exact.get(word, ()))
        sets = sets.union([number for stem, number in self._stems.get(word[:2], ()) if word.startswith(stem)])
        return (sum([1 << number for number in sets]), sets) if sets else None

    def bits(self, word: str) -> int:
        """The bits of the sets that a word belongs to."""
        meaning = self._meanings[word]
        return meaning[0] if meaning else 0

    def sight(self, reading: Reading) -> Sight:
        """What the words of a reading are to these sets; found once for each reading."""
        sight: Sight | None = reading.seen.get(self._state)
        if sight is None:
            sight = reading.seen[self._state] = Sight(map(self._meanings.__getitem__, reading.words))
        return sight


_Meaning: TypeAlias = tuple[int, frozenset[int]]  # the sets a word belongs to: their bits, and their numbers


class Sight(dict[int, int]):
    """For the number of a set of words where such words stand in a reading: the bits of one number, a bit a word."""

    __slots__ = ("_marks", "there")

    def __init__(self, meanings: Iterable[_Meaning | None]) -> None:
        self._marks = marks = [(1 << place, meaning) for place, meaning in enumerate(meanings) if meaning]
        there = 0
        for _, (bits, _) in marks:
            there |= bits
        self.there = there  #: the bits of all sets that have a word here

    def __missing__(self, number: int) -> int:
        found = 0
        for place, (_, numbers) in self._marks:
            if number in numbers:
                found |= place
        self[number] = found
        return found


class _Plan(NamedTuple):
    """How a phrase is tried."""

    number: int
    wanted: int  #: the bits of all its needs
    lead: int  #: the set of words it begins with; -1 where they are not known
    longer: int  #: the set of those it begins with where it is more than one word; -1 where they are not known
    reach: tuple[
        tuple[int, int, int], ...
    ]  #: its needs: set, words after the first at least, a bit for each further one


class PhraseSet:
    """Many phrases, tried together: only those are run of which every needed word stands in the reading.

    None is looked up by `common` words, which stand in most of the readings, if it has others.
    """

    def __init__(
        self, phrases: Iterable[Phrase], vocabulary: Vocabulary | None = None, common: Collection[str] = ()
    ) -> None:
        self.phrases = tuple(phrases)
        self.vocabulary = vocabulary or Vocabulary()
        number_of = self.vocabulary.number
        self._plans: list[_Plan] = []
        self._by_need: dict[int, list[_Plan]] = {}  # bit → phrases that are looked up by it
        self._always: list[int] = []
        for index, phrase in enumerate(self.phrases):
            needs = {number_of(need.words) for need in phrase.needs}
            known = bool(phrase.alone) and phrase.longer is not None
            plan = _Plan(
                index,
                wanted=sum([1 << number for number in needs]),
                lead=number_of(phrase.lead) if phrase.lead else -1,
                longer=number_of(phrase.longer or frozenset()) if known else -1,
                reach=tuple(
                    (number_of(need.words), need.least, (2 << need.most - need.least) - 1)
                    for need in phrase.needs
                    if need.most or need.words != phrase.lead
                ),
            )
            self._plans.append(plan)
            if needs:
                key = number_of(rarest_of(phrase.needs, common).words)
                self._by_need.setdefault(1 << key, []).append(plan)
            else:
                self._always.append(index)
        self._keys = sum(self._by_need)
        # Whether a phrase is looked up by a word: most readings have none, and need no closer look.
        self._opens = WordMemory(lambda word: bool(self.vocabulary.bits(word) & self._keys))

    def present(self, reading: Reading) -> list[int]:
        """The indexes of the phrases that may stand in the reading by its words, in whatever order they stand."""
        found = list(self._always)
        if any(map(self._opens.__getitem__, reading.words)):
            there = self.vocabulary.sight(reading).there
            for key, plans in self._by_need.items():
                if key & there:
                    found += [plan.number for plan in plans if plan.wanted & there == plan.wanted]
        return sorted(found)

    def tried(self, reading: Reading) -> list[tuple[int, int]]:
        """The indexes of the phrases to be tried, in order, and the words to try each from, as bits; 0: from any."""
        found = [(index, 0) for index in self._always]
        if not any(map(self._opens.__getitem__, reading.words)):
            return found
        sight = self.vocabulary.sight(reading)
        keys, lacking = sight.there & self._keys, ~sight.there
        while keys:
            key = keys & -keys
            keys ^= key
            for index, wanted, lead, _, reach in self._by_need[key]:
                if wanted & lacking:
                    continue
                if lead < 0:
                    found.append((index, 0))
                    continue
                starts = sight[lead]
                if reach:
                    left, starts = starts, 0
                    while left:
                        first = left & -left
                        left ^= first
                        word = first.bit_length() - 1
                        for number, least, window in reach:
                            if not sight[number] >> word + least & window:
                                break
                        else:
                            starts |= first
                    if not starts:
                        continue
                found.append((index, starts))
        found.sort()
        return found

    def places(self, index: int, reading: Reading, starts: int) -> list[tuple[int, int]]:
        """Each place of one phrase, tried from where `tried` says: index of the first word, and of that after the last."""
        phrase = self.phrases[index]
        if not starts:
            return list(phrase.find(reading))
        longer = self._plans[index].longer
        several = starts if longer < 0 else starts & self.vocabulary.sight(reading)[longer]
        if not several:
            found = []
            while starts:
                first = starts & -starts
                starts ^= first
                found.append((first.bit_length() - 1, first.bit_length()))
            return found
        return self._matched(phrase, reading, starts, several)

    @staticmethod
    def _matched(phrase: Phrase, reading: Reading, starts: int, several: int) -> list[tuple[int, int]]:
        """The same where more than one word may match, from the words of `several`."""
        match, line, edges = phrase.pattern.match, reading.line, reading.edges
        after = 0
        places = []
        while starts:
            first = starts & -starts
            starts ^= first
            word = first.bit_length() - 1
            if word < after:
                continue
            if not several & first:
                after = word + 1
            else:
                found = match(line, edges[word])
                if found is None:
                    continue
                after = bisect_right(edges, found.end() - 1)
            places.append((word, after))
        return places

    def find(self, reading: Reading) -> Iterator[tuple[int, int, int]]:
        """Each match: index of the phrase, first word, word after the last."""
        for index, starts in self.tried(reading):
            for first, last in self.places(index, reading, starts):
                yield index, first, last

    def any(self, reading: Reading) -> bool:
        """Whether one of the phrases stands in the reading."""
        return any(self.places(index, reading, starts) for index, starts in self.tried(reading))
