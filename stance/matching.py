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

from collections.abc import Iterable, Iterator

from stance.phrases import Phrase, rarest_of
from stance.reading import Reading, WordMemory

__all__ = ["PhraseSet", "Vocabulary"]

_FEW = 8  # phrases that are gone through faster than they are looked up


class Vocabulary:
    """The sets of words that phrases need: to each belongs a bit."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._exact: dict[str, int] = {}  # word → the sets it belongs to
        self._stems: dict[str, list[tuple[str, int]]] = {}  # first two letters → stems, and the sets they belong to
        self._masks = WordMemory(self._mask)
        self._state = object()  # another one for each state: what was seen by an older one no longer holds

    def bit(self, words: frozenset[str]) -> int:
        """The bit of a set of words; a `*` at the end of a word stands for any ending."""
        known = self._bits.get(words)
        if known is None:
            known = self._bits[words] = 1 << len(self._bits)
            for word in words:
                if word.endswith("*"):
                    self._stems.setdefault(word[:2], []).append((word[:-1], known))
                else:
                    self._exact[word] = self._exact.get(word, 0) | known
            self._masks.clear()
            self._state = object()
        return known

    def _mask(self, word: str) -> int:
        mask = self._exact.get(word, 0)
        for stem, bit in self._stems.get(word[:2], ()):
            if word.startswith(stem):
                mask |= bit
        return mask

    def sight(self, reading: Reading) -> Sight:
        """What the words of a reading are to these sets; found once for each reading."""
        sight: Sight | None = reading.seen.get(self._state)
        if sight is None:
            whole, first = reading.whole
            known: Sight | None = whole.seen.get(self._state)
            if known is None:
                masks = map(self._masks.__getitem__, reading.words)
                marks = [(place, mask) for place, mask in enumerate(masks) if mask]
            else:
                last = first + len(reading.words)
                marks = [(place - first, mask) for place, mask in known.marks if first <= place < last]
            sight = reading.seen[self._state] = Sight(marks)
        return sight


class Sight:
    """The words of a reading that belong to sets of a vocabulary."""

    __slots__ = ("_places", "marks", "there")

    def __init__(self, marks: list[tuple[int, int]]) -> None:
        self.marks = marks  #: index of a word, and the bits of the sets it belongs to
        there = 0
        for _, mask in marks:
            there |= mask
        self.there = there  #: all bits together
        self._places: dict[int, tuple[list[int], int]] = {}

    def places(self, bit: int) -> tuple[list[int], int]:
        """Where the words of a set stand: their indexes, and the same as the bits of one number."""
        known = self._places.get(bit)
        if known is None:
            places = [place for place, mask in self.marks if mask & bit]
            whole = 0
            for place in places:
                whole |= 1 << place
            known = self._places[bit] = (places, whole)
        return known


class PhraseSet:
    """Many phrases, tried together: only those are run of which every needed word stands in the reading."""

    def __init__(self, phrases: Iterable[Phrase], vocabulary: Vocabulary | None = None) -> None:
        self.phrases = tuple(phrases)
        self.vocabulary = vocabulary or Vocabulary()
        bit_of = self.vocabulary.bit
        self._wanted: list[int] = []  # per phrase, the bits of all its needs
        self._lead: list[int] = []  # per phrase, the bit of the words it begins with; 0 where they are not known
        self._longer: list[int] = []  # the bit of those it begins with where it is more than one word; -1: not known
        self._reach: list[list[tuple[int, int, int]]] = []  # per phrase, its needs: bit, least, as many bits as words
        self._by_need: dict[int, list[int]] = {}  # bit → phrases that are looked up by it
        self._always: list[int] = []
        for index, phrase in enumerate(self.phrases):
            bits = {bit_of(need.words) for need in phrase.needs}
            self._wanted.append(sum(bits))
            self._lead.append(bit_of(phrase.lead) if phrase.lead else 0)
            known = bool(phrase.alone) and phrase.longer is not None
            self._longer.append((bit_of(phrase.longer) if phrase.longer else 0) if known else -1)
            self._reach.append(
                [
                    (bit_of(need.words), need.least, (2 << need.most - need.least) - 1)
                    for need in phrase.needs
                    if need.most or need.words != phrase.lead
                ]
            )
            if bits:
                self._by_need.setdefault(bit_of(rarest_of(phrase.needs).words), []).append(index)
            else:
                self._always.append(index)
        self._keys = sum(self._by_need)

    def present(self, reading: Reading) -> list[int]:
        """The indexes of the phrases that may stand in the reading, in order."""
        there = self.vocabulary.sight(reading).there
        keys = there & self._keys
        if not keys:
            return self._always
        wanted, lacking = self._wanted, ~there
        if len(wanted) <= _FEW:
            return [index for index, bits in enumerate(wanted) if not bits & lacking]
        found = list(self._always)
        by_need = self._by_need
        while keys:
            key = keys & -keys
            keys ^= key
            for index in by_need[key]:
                if not wanted[index] & lacking:
                    found.append(index)
        found.sort()
        return found

    def places(self, index: int, reading: Reading) -> list[tuple[int, int]]:
        """Each place of one phrase: index of the first word, and of the word after the last."""
        lead, longer = self._lead[index], self._longer[index]
        if not lead:
            return list(self.phrases[index].find(reading))
        sight = self.vocabulary.sight(reading)
        starts, there = sight.places(lead)
        several = sight.places(longer)[1] if longer > 0 else 0  # words at which more than one word may match
        if longer >= 0 and not there & several:
            return [(word, word + 1) for word in starts]
        reach = [(sight.places(bit)[1] >> least, window) for bit, least, window in self._reach[index]]
        after = 0
        places = []
        for word in starts:
            if word < after:
                continue
            if longer >= 0 and not several >> word & 1:
                after = word + 1
                places.append((word, after))
                continue
            for needed, window in reach:
                if not needed >> word & window:
                    break
            else:
                found = self.phrases[index].pattern.match(reading.line, reading.edges[word])
                if found is not None:
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
