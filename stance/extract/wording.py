"""A learned second opinion on the position that a sentence expresses, where a codebook brings weights for it.

Method: multinomial logistic regression over words, pairs and triples of neighbouring words, the codebook's lists that
words belong to and pairs of lists in order, and the cues that matched. Names are masked, so that nothing is learned of
who says what. `benchmarks/train_positions.py` makes the weights from `benchmarks/training/`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from stance.codebook import Codebook
from stance.phrases import Reading

__all__ = ["Model", "features", "load_model", "word_tags"]

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ied", "es", "ed", "ly", "s")
_MASKED = frozenset({"i"})


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Tags:
    """Which of a codebook's lists a single word belongs to."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for name in lists:
            for entry in self._words(lists, name, set()):
                if entry.endswith("*"):
                    self._stems.setdefault(entry[:2], []).append((entry[:-1], name))
                else:
                    self._exact.setdefault(entry, set()).add(name)
        self._seen: dict[str, tuple[str, ...]] = {}

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
        found = self._seen.get(word)
        if found is None:
            names = set(self._exact.get(word, ()))
            names |= {name for stem, name in self._stems.get(word[:2], ()) if word.startswith(stem)}
            found = tuple(sorted(names))
            if len(self._seen) < 50_000:
                self._seen[word] = found
        return found


@lru_cache(maxsize=4)
def _tags_of(codebook: Codebook) -> Tags:
    return Tags(codebook.raw.get("lists", {}))


def word_tags(codebook: Codebook) -> Tags:
    return _tags_of(codebook)


def features(reading: Reading, text: str, tags: Tags, hits: Iterable[tuple[str, float]] = ()) -> set[str]:
    """What the regression sees of a sentence; `hits` are positions of cues that matched, with their weight."""
    stems: list[str] = []
    listed: list[tuple[int, str]] = []
    first = True
    for place, word in enumerate(reading.words):
        names = tags.of(word)
        for name in names:
            listed.append((place, name))
        if names and names[-1] in ("ukraine", "nato"):
            stems.append("<" + names[-1] + ">")
        elif word[0].isdigit():
            stems.append("<number>")
        elif not first and not names and text[reading.spans[place][0]].isupper() and word not in _MASKED:
            if not stems or stems[-1] != "<name>":
                stems.append("<name>")
        elif "season" in names:
            stems.append("<season>")
        else:
            stems.append(_stem(word))
        first = word in ".?:;"
    stems = ["<s>", *stems, "</s>"]
    found = {f"1 {one}" for one in stems}
    found |= {f"2 {one} {two}" for one, two in pairwise(stems)}
    found |= {f"3 {one} {two} {three}" for one, two, three in zip(stems, stems[1:], stems[2:], strict=False)}
    found |= {f"s {one} _ {two}" for one, two in zip(stems, stems[2:], strict=False)}
    found |= {f"L {name}" for _, name in listed}
    for index, (place, name) in enumerate(listed):
        for other, after in listed[index + 1 : index + 12]:
            if other - place > 10:
                break
            if other > place:
                found.add(f"P {name} {after}")
    for position, weight in hits:
        found.add(f"C {position}")
        if weight >= 5:
            found.add(f"C+ {position}")
    found.add("bias")
    return found


class Model:
    """Weights of the regression: feature → one number a class."""

    def __init__(self, classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
        self.classes = tuple(classes)
        self.weights = weights

    def chances(self, found: Iterable[str]) -> dict[str, float]:
        """The probability of each class, "" for none of the positions."""
        get = self.weights.get
        rows = [row for row in map(get, found) if row]
        if not rows:
            return dict.fromkeys(self.classes, 1 / len(self.classes))
        totals = [sum(column) for column in zip(*rows, strict=True)]
        top = max(totals)
        shares = [math.exp(total - top) for total in totals]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self.classes, shares, strict=True)}


@lru_cache(maxsize=4)
def load_model(path: Path) -> Model:
    """The weights of a file that `benchmarks/train_positions.py` wrote."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Model(data["classes"], data["weights"])
