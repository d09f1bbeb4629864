"""A learned second opinion on the position that a sentence expresses, where a codebook brings weights for it.

Method: multinomial logistic regression over words, pairs and triples of neighbouring words, the codebook's lists that
words belong to and pairs of lists in order, classes of words under a negation, a condition or neither, and the cues
that matched. Names are masked, so that nothing is learned of who says what. `benchmarks/train_positions.py` makes the weights from `benchmarks/training/`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
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


# The number of a stem's own feature, then by the stem after it: the pair's and, by a third, the triple's; then by the
# stem after the next, whatever stands between.
_Follow: TypeAlias = tuple[int, dict[str, tuple[int, dict[str, int]]], dict[str, int]]


_NOTHING: tuple[int, dict[str, int]] = (0, {})


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

    def chances(self, found: Iterable[str]) -> dict[str, float]:
        """The probability of each class for features, the position's id or "none"."""
        get = self.weights.get
        return self._share([row for row in map(get, found) if row])

    def chances_of(self, reading: Reading, tags: Tags, hits: Iterable[tuple[str, float]] = ()) -> dict[str, float]:
        """The same for a sentence's `features`, of which only those that have weights are looked for."""
        stems, listed = _outline(reading, reading.capitals, tags)
        index, pairs = self._index, self._pairs
        found: set[int] = set()  # of numbers, whose order is the same in every run: so are the last digits of the sums
        add = found.add
        for one, two, three in zip(stems, [*stems[1:], ""], [*stems[2:], "", ""], strict=True):
            known = index.get(one)
            if known is None:
                continue
            alone, follow, skip = known
            add(alone)
            follows = follow.get(two)
            if follows is not None:
                add(follows[0])
                if three in follows[1]:
                    add(follows[1][three])
            if three in skip:
                add(skip[three])
        for place, (word, name) in enumerate(listed, 1):
            alone, after = pairs.get(name, _NOTHING)
            add(alone)
            if after:
                for other, follower in listed[place : place + _PAIRS]:
                    if other > word and follower in after:
                        if other > word + _WITHIN:
                            break
                        add(after[follower])
        rows = self._rows
        chosen = [rows[number] for number in found if number]
        if self.word_classes:
            chosen += [row for row in map(self.weights.get, _of_classes(reading, tags)) if row]
        chosen += [row for row in map(self.weights.get, _of_cues(hits)) if row]
        return self._share(chosen)

    def _share(self, rows: Sequence[Sequence[float]]) -> dict[str, float]:
        if not rows:
            return dict.fromkeys(self.classes, 1 / len(self.classes))
        totals = [sum(column) for column in zip(*rows, strict=True)]
        top = max(totals)
        shares = [math.exp(total - top) for total in totals]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self.classes, shares, strict=True)}

    @cached_property
    def _rows(self) -> tuple[Sequence[float], ...]:
        """The weights by number; 0 stands for a feature that has none."""
        return ((), *self.weights.values())

    @cached_property
    def _index(self) -> dict[str, _Follow]:
        """For each stem the numbers of the features that begin with it."""
        index: dict[str, _Follow] = {}
        for number, feature in enumerate(self.weights, 1):
            kind, _, words = feature.partition(" ")
            if kind not in ("1", "2", "3", "s"):
                continue
            one, *others = words.split(" ")
            alone, follow, skip = index.get(one) or (0, {}, {})
            if kind == "1":
                alone = number
            elif kind == "s":
                skip[others[-1]] = number
            else:
                pair, thirds = follow.get(others[0]) or (0, {})
                if kind == "2":
                    pair = number
                else:
                    thirds[others[1]] = number
                follow[others[0]] = pair, thirds
            index[one] = alone, follow, skip
        return index

    @cached_property
    def _pairs(self) -> dict[str, tuple[int, dict[str, int]]]:
        """For each list the number of its own feature, and of those for a list after it."""
        pairs: dict[str, tuple[int, dict[str, int]]] = {}
        for number, feature in enumerate(self.weights, 1):
            kind, _, names = feature.partition(" ")
            if kind in ("L", "P"):
                name, _, after = names.partition(" ")
                alone, follow = pairs.get(name, (0, {}))
                if after:
                    follow[after] = number
                pairs[name] = (alone if after else number), follow
        return pairs


@lru_cache(maxsize=4)
def load_model(path: Path) -> Model:
    """The weights of a file that `benchmarks/train_positions.py` wrote."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Model(data["classes"], data["weights"], data.get("words"))
