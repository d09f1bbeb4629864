"""A learned second opinion on the position that a sentence expresses, where a codebook brings weights for it.

Method: multinomial logistic regression over words, pairs and triples of neighbouring words, the codebook's lists that
words belong to and pairs of lists in order, classes of words under a negation, a condition or neither, and the cues
that matched. Names are masked, so that nothing is learned of who says what. `benchmarks/train_positions.py` makes the weights from `benchmarks/training/`.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise, repeat
from operator import add
from pathlib import Path
from typing import Any, TypeAlias

from stance.codebook import Codebook
from stance.reading import Reading, WordMemory

__all__ = ["Model", "features", "load_model", "word_tags"]

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ied", "es", "ed", "ly", "s")
_MASKED = frozenset({"i"})
_ENDS = frozenset(".?:;")
_PAIRS, _WITHIN = 11, 10  # listed words that one is paired with, and words within which they stand
_CLAUSE_ENDS = frozenset({".", "?", ":", ";", ",", "but"})  # a negation reaches no further
_CONDITION_ENDS = _CLAUSE_ENDS - {","}
_NEGATIONS = frozenset({"not", "no", "never", "nobody", "none", "neither", "nor", "without", "hardly", "nothing"})
_DENIED = 6  # words that a negation reaches
_CONDITIONS = frozenset({"after", "during", "condition", "before"})  # classes of words that begin a condition


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


_Known: TypeAlias = tuple[str, tuple[str, ...], bool]  # its stem or mask, its lists, whether a capital makes it a name


class Tags:
    """Which of a codebook's lists a single word belongs to, and of which class of `word_classes` it is.

    A class is the words of it, apart by spaces, with a star for any ending; a word is of the first that has it.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], word_classes: Mapping[str, str] | None = None) -> None:
        self._classes: dict[str, str] = {}
        for name, words in (word_classes or {}).items():
            for word in words.split():
                self._classes.setdefault(word, name)
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for name in lists:
            for entry in self._words(lists, name, set()):
                if entry.endswith("*"):
                    self._stems.setdefault(entry[:2], []).append((entry[:-1], name))
                else:
                    self._exact.setdefault(entry, set()).add(name)
        self.names = tuple(sorted(lists))  #: of the lists
        self.known = WordMemory(self._know)  #: what the regression sees of a word
        self.classes = WordMemory(self._classify)  #: the class of a word, empty for one that has none

    def _words(self, lists: Mapping[str, Sequence[str]], name: str, seen: set[str]) -> Iterable[str]:
        if name in seen:
            return
        seen.add(name)
        for entry in lists.get(name, ()):
            if entry.startswith("@") and " " not in entry:
                yield from self._words(lists, entry[1:], seen)
            elif " " not in entry and not set(entry[:-1]) & set("|(){}?*@"):
                yield entry

    def of(self, word: str) -> tuple[str, ...]:
        """The names of the lists, in order."""
        return self.known[word][1]

    def _classify(self, word: str) -> str:
        if word in self._classes:
            return self._classes[word]
        beginnings = [self._classes.get(word[:size] + "*", "") for size in range(len(word), 2, -1)]
        return next(filter(None, beginnings), "")

    def _know(self, word: str) -> _Known:
        found = set(self._exact.get(word, ()))
        found |= {name for stem, name in self._stems.get(word[:2], ()) if word.startswith(stem)}
        names = tuple(sorted(found))
        if names and names[-1] in ("ukraine", "nato"):
            return f"<{names[-1]}>", names, False
        if word[:1].isdigit():
            return "<number>", names, False
        if "season" in names:
            return "<season>", names, False
        return _stem(word), names, not names and word not in _MASKED


def word_tags(codebook: Codebook, model: Model | None) -> Tags:
    """The lists of a codebook and the classes of words that a model was learned with."""
    return Tags(codebook.raw.get("lists", {}), model.word_classes if model else None)


def _outline(reading: Reading, capitals: Sequence[bool], tags: Tags) -> tuple[list[str], list[tuple[int, str]]]:
    """The stems of a sentence with names and numbers masked, and its words that are listed: which word, which list."""
    stems: list[str] = ["<s>"]
    listed: list[tuple[int, str]] = []
    first = True
    known = tags.known
    for place, word in enumerate(reading.words):
        stem, names, may_name = known[word]
        if may_name and capitals[place] and not first:
            if stems[-1] != "<name>":
                stems.append("<name>")
        else:
            stems.append(stem)
            for name in names:
                listed.append((place, name))
        first = word in _ENDS
    stems.append("</s>")
    return stems, listed


def features(reading: Reading, text: str, tags: Tags, hits: Iterable[tuple[str, float]] = ()) -> set[str]:
    """What the regression sees of a sentence; `hits` are positions of cues that matched, with their weight."""
    stems, listed = _outline(reading, [text[start].isupper() for start, _ in reading.spans], tags)
    found = {f"1 {one}" for one in stems}
    found |= {f"2 {one} {two}" for one, two in pairwise(stems)}
    found |= {f"3 {one} {two} {three}" for one, two, three in zip(stems, stems[1:], stems[2:], strict=False)}
    found |= {f"s {one} _ {two}" for one, two in zip(stems, stems[2:], strict=False)}
    found |= {f"L {name}" for _, name in listed}
    found |= {
        f"P {name} {after}"
        for index, (place, name) in enumerate(listed)
        for other, after in listed[index + 1 : index + 1 + _PAIRS]
        if place < other <= place + _WITHIN
    }
    found.update(_of_classes(reading, tags))
    found.update(_of_cues(hits))
    return found


def _of_classes(reading: Reading, tags: Tags) -> set[str]:
    """The classes of a sentence's words, each with whether it is denied, and those under a condition with its kind."""
    found: set[str] = set()
    condition = ""
    denied = 0  # words that a negation still reaches
    for word, one in zip(reading.words, map(tags.classes.__getitem__, reading.words), strict=True):
        if word in _CLAUSE_ENDS:
            denied = 0
            if word in _CONDITION_ENDS:
                condition = ""
        elif word in _NEGATIONS:
            denied = _DENIED
            found.add("n")
            continue
        elif one:
            if one in _CONDITIONS:
                condition = one
            found.add(f"n {one}" if denied > 0 else f"a {one}")
            if condition and one != condition:
                found.add(f"k {condition} {one}")
        denied -= 1
    return found


def _of_cues(hits: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield "bias"
    for position, weight in hits:
        yield f"C {position}"
        if weight >= 5:
            yield f"C+ {position}"


_SCALE = 100_000  # weights are added up as whole numbers of this fraction: no order of adding changes the sum
_FIELD = 32  # bits that a class has in the number that holds the weights of a feature
_HALF = 1 << _FIELD - 1
_OF_STEMS = ("1", "2", "3", "s")  # kinds of features that are made of stems: one, pairs, triples, pairs round a stem
_MOST_LISTED = 50_000  # lists with those after them whose weights are remembered


class Model:
    """Weights of the regression: feature → one number a class."""

    def __init__(
        self,
        classes: Sequence[str],
        weights: Mapping[str, Sequence[float]],
        word_classes: Mapping[str, str] | None = None,
    ) -> None:
        self.classes = tuple(classes)
        self.word_classes = word_classes or {}
        self.weights = weights
        self._lookup: _Lookup | None = None

    def chances(self, found: Iterable[str]) -> dict[str, float]:
        """The probability of each class for features, the position's id or "none"."""
        get = self.weights.get
        rows = [row for row in map(get, found) if row]
        if not rows:
            return self._shares([0] * len(self.classes))
        return self._shares([sum([round(one * _SCALE) for one in column]) for column in zip(*rows, strict=True)])

    def chances_of(
        self, reading: Reading, tags: Tags, hits: Iterable[tuple[str, float]] = (), least: float = 0.0
    ) -> dict[str, float]:
        """The same for a sentence's `features`, of which only those that have weights are looked for.

        Empty where no position can have a chance of `least` because that of none is too great.
        """
        if self._lookup is None or self._lookup.tags is not tags:
            self._lookup = _Lookup(self, tags)
        totals = self._lookup.totals(reading, hits)
        if self._none is not None and 0.0 < least < 1.0:
            others = max(totals[: self._none] + totals[self._none + 1 :], default=0)
            if others - totals[self._none] < _SCALE * math.log(least / (1 - least)) - 1:
                return {}
        return self._shares(totals)

    def _shares(self, totals: Sequence[int]) -> dict[str, float]:
        top = max(totals)
        shares = [math.exp((total - top) / _SCALE) for total in totals]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self.classes, shares, strict=True)}

    @cached_property
    def _none(self) -> int | None:
        return self.classes.index("none") if "none" in self.classes else None


_Seen: TypeAlias = tuple[int, tuple[str, ...], bool]  # the number of a word's stem, its lists, whether it may be a name


class _Lookup:
    """The weights of a model as sentences are looked up in it.

    The stems that the weights speak of are numbered, and a feature is known by the numbers of its stems put together in
    one. The weights that a feature gives the classes stand side by side in one whole number, so that adding up those of
    a sentence is one sum. Which lists come after one in a sentence are the bits of one number as well.
    """

    def __init__(self, model: Model, tags: Tags) -> None:
        self.tags = tags
        self._unpack = struct.Struct(f"<{len(model.classes)}I").unpack
        self._size = _FIELD // 8 * len(model.classes)
        self._bias = sum([_HALF << _FIELD * place for place in range(len(model.classes))])  # so that none is negative
        features = [(one.replace(" _ ", " ").split(" "), row) for one, row in model.weights.items()]
        stems = {stem for (kind, *words), _ in features if kind in _OF_STEMS for stem in words}
        self._numbers = {stem: number for number, stem in enumerate(sorted(stems | {"<name>"}), 1)}
        self._base = len(self._numbers) + 1
        self._bits = {name: 1 << place for place, name in enumerate(tags.names)}
        # The weights of stems, of pairs, of two with one between and of triples.
        self._singles = [0] * self._base
        self._pairs: dict[int, int] = {}
        self._round: dict[int, int] = {}
        self._triples: dict[int, int] = {}
        self._of_lists: dict[str, dict[int, int]] = {name: {} for name in tags.names}  # list → bit after it, 0: its own
        self._of_turns: dict[tuple[str, ...], int] = {}  # "n" or "a" or a condition, and the class after it
        self._others: dict[str, int] = {}  # the features of cues
        for (kind, *words), row in features:
            weights = sum([round(weight * _SCALE) << _FIELD * field for field, weight in enumerate(row)])
            if kind in _OF_STEMS:
                stems_of = [self._numbers[stem] for stem in words]
                feature = stems_of[0] * self._base + stems_of[-1]
                if kind == "1":
                    self._singles[stems_of[0]] = weights
                elif kind == "2":
                    self._pairs[feature] = weights
                elif kind == "s":
                    self._round[feature] = weights
                else:
                    self._triples[feature * self._base + stems_of[1]] = weights
            elif kind in ("L", "P"):
                if all(name in self._bits for name in words):
                    self._of_lists[words[0]][self._bits[words[1]] if kind == "P" else 0] = weights
            elif kind in ("a", "n", "k"):
                self._of_turns[tuple(words) if kind == "k" else (kind, *words)] = weights
            else:
                self._others[" ".join([kind, *words])] = weights
        self._opens = frozenset(
            [triple // self._base for triple in self._triples]
        )  # what stands round the middle of one
        # What a word does to classes of words: it ends clauses or conditions, denies, or is of a class.
        self._turns = WordMemory(self._turn) if model.word_classes else None
        self._seen = WordMemory(self._see)
        self._listed: dict[tuple[str, int], int] = {}  # weights of a list and of those after it

    def _see(self, word: str) -> _Seen:
        stem, names, may_name = self.tags.known[word]
        return self._numbers.get(stem, 0), names, may_name

    def totals(self, reading: Reading, hits: Iterable[tuple[str, float]]) -> tuple[int, ...]:
        """The sum of the weights of each class, above one number that is the same for all."""
        stems, listed = self._outline(reading)
        base, nothing = self._base, repeat(0)
        scaled = [stem * base for stem in stems]
        apart = list(map(add, scaled, stems[2:]))
        opens = self._opens
        triples = {pair * base + stems[place] for place, pair in enumerate(apart, 1) if pair in opens}
        # What stands twice in a sentence counts once.
        whole = self._bias + sum(map(self._singles.__getitem__, set(stems)))
        whole += sum(map(self._pairs.get, set(map(add, scaled, stems[1:])), nothing))
        whole += sum(map(self._round.get, set(apart), nothing))
        whole += sum(map(self._triples.get, triples, nothing))
        whole += sum(map(self._others.get, _of_cues(hits), nothing))
        if self._turns is not None:
            whole += self._weigh_classes(reading.words)
        if listed:
            whole += self._weigh_lists(listed)
        return self._unpack(whole.to_bytes(self._size, "little"))

    def _outline(self, reading: Reading) -> tuple[list[int], list[tuple[int, str, int]]]:
        """The same as the function above, with numbers for stems, and with the bit of each list."""
        numbers, bits = self._numbers, self._bits
        name_of_somebody = numbers["<name>"]
        stems = [numbers.get("<s>", 0)]
        listed: list[tuple[int, str, int]] = []
        first = True
        for place, (word, (stem, names, may_name), capital) in enumerate(
            zip(reading.words, map(self._seen.__getitem__, reading.words), reading.capitals, strict=True)
        ):
            if may_name and capital and not first:
                if stems[-1] != name_of_somebody:
                    stems.append(name_of_somebody)
            else:
                stems.append(stem)
                for name in names:
                    listed.append((place, name, bits[name]))
            first = word in _ENDS
        stems.append(numbers.get("</s>", 0))
        return stems, listed

    def _turn(self, word: str) -> str:
        if word in _CLAUSE_ENDS:
            return "." if word in _CONDITION_ENDS else ","
        return "n" if word in _NEGATIONS else self.tags.classes[word]

    def _weigh_classes(self, words: Sequence[str]) -> int:
        """The weights of what `_of_classes` finds."""
        assert self._turns is not None
        found: set[tuple[str, ...]] = set()
        condition = ""
        reach = -1  # the last word that a negation reaches
        for place, turn in enumerate(map(self._turns.__getitem__, words)):
            if not turn:
                continue
            if turn == ",":
                reach = -1
            elif turn == ".":
                reach, condition = -1, ""
            elif turn == "n":
                reach = place + _DENIED
                found.add(("n",))
            else:
                if turn in _CONDITIONS:
                    condition = turn
                found.add(("n" if place <= reach else "a", turn))
                if condition and turn != condition:
                    found.add((condition, turn))
        return sum(map(self._of_turns.get, found, repeat(0)))

    def _weigh_lists(self, listed: list[tuple[int, str, int]]) -> int:
        """The weights of the lists of a sentence and of their pairs."""
        after: dict[str, int] = {}
        for index, (place, name, _) in enumerate(listed, 1):
            later = after.get(name, 0)
            for other, _, bit in listed[index : index + _PAIRS]:
                if other > place:
                    if other > place + _WITHIN:
                        break
                    later |= bit
            after[name] = later
        whole = 0
        for pair in after.items():
            known = self._listed.get(pair)
            if known is None:
                name, later = pair
                weights = self._of_lists[name]
                known = sum([weight for bit, weight in weights.items() if not bit or bit & later])
                if len(self._listed) >= _MOST_LISTED:
                    self._listed.clear()
                self._listed[pair] = known
            whole += known
        return whole


@lru_cache(maxsize=4)
def load_model(path: Path) -> Model:
    """The weights of a file that `benchmarks/train_positions.py` wrote."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Model(data["classes"], data["weights"], data.get("words"))
