"""Linear scorers: sums of feature weights, learned once and read from a data file of ours.

data/attribution_weights.json holds, for each model and feature (templates.py), the weights by outer and inner part;
benchmarks/train_attribution.py writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import getitem
from typing import Any

from stance.extract.templates import PARTS, Key, outer_parts
from stance.extract.words import Cue
from stance.resources import data_file

__all__ = ["SCALE", "Row", "Scorer", "best", "scorer", "sigmoid"]

SCALE = 100  #: weights are whole hundredths, so that a sum is the same in any order
_NOTHING: dict[Key, int] = {}
_MOST = 4096  #: sums that a row remembers


class Row(dict[Any, int]):
    """The sums of the weights that a key stands for, worked out when first asked for; unknown features count nothing."""

    __slots__ = ("_spread", "_tables")

    def __init__(self, spread: Callable[[Any], tuple[Key, ...]], tables: list[dict[Key, int]]) -> None:
        super().__init__()
        self._spread = spread
        self._tables = tables

    def __missing__(self, key: Any) -> int:
        total = 0
        for table, inner in zip(self._tables, self._spread(key), strict=True):
            total += table.get(inner, 0)
        if len(self) >= _MOST:
            self.clear()
        self[key] = total
        return total


Rows = list[Row]


class Scorer:
    """The weights, with those of a cue gathered once."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._parts: dict[str, list[tuple[str, Any, list[dict[str, dict[Key, int]]], Row | None]]] = {}
        for model, parts in PARTS.items():
            templates = iter(document["weights"][model])
            self._parts[model] = mine = []
            for letters, spread in parts:
                tables = [
                    {outer: {_inner(key): value for key, value in row.items()} for outer, row in template.items()}
                    for template in (next(templates) for _ in letters)
                ]
                shared = None
                if not letters.strip("b"):  # the same for all cues
                    shared = Row(spread, [table.get("", _NOTHING) for table in tables])
                mine.append((letters, spread, tables, shared))
        self._gathered: dict[tuple[Cue, str], dict[str, Rows]] = {}
        self._priors: dict[tuple[Cue, str], float] = {}

    def rows(self, cue: Cue, tag: str) -> dict[str, Rows]:
        """For each model, the weights by key that hold for a cue tagged so."""
        found = self._gathered.get((cue, tag))
        if found is None:
            outer = outer_parts(cue, tag)
            found = self._gathered[cue, tag] = {
                model: [
                    shared
                    if shared is not None
                    else Row(
                        spread,
                        [table.get(outer[letter], _NOTHING) for letter, table in zip(letters, tables, strict=True)],
                    )
                    for letters, spread, tables, shared in parts
                ]
                for model, parts in self._parts.items()
            }
        return found

    def prior(self, cue: Cue, tag: str) -> float:
        """What the cue model says of a form by itself, whatever stands round it."""
        found = self._priors.get((cue, tag))
        if found is None:
            found = self._priors[cue, tag] = self.rows(cue, tag)["cue"][0][""] / SCALE
        return found


def _inner(key: str) -> Key:
    return tuple(key.split("\t")) if "\t" in key else key


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """The scorer with the weights that ship with stance, read once."""
    return Scorer(json.loads(data_file("attribution_weights.json").read_text(encoding="utf-8")))


def rate(rows: Rows, keys: Iterable[Key]) -> float:
    """The sum of the weights of the keys, row by row."""
    return sum(map(getitem, rows, keys)) / SCALE


def sigmoid(score: float) -> float:
    """The score as a probability."""
    return 1 / (1 + math.exp(-score)) if score > -60 else 0.0


def best(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the highest score and its share among all (softmax)."""
    top = max(scores)
    return scores.index(top), 1 / sum([math.exp(score - top) if score - top > -30 else 0.0 for score in scores])
