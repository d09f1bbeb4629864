"""Linear scorers: sums of feature weights, learned once and read from a data file of ours.

data/attribution_weights.json holds, for each model and template (features.py), the weights by outer and inner part;
benchmarks/train_attribution.py writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from stance.extract.features import TEMPLATES, Key, outer_keys
from stance.extract.words import Cue
from stance.resources import data_file

__all__ = ["Scorer", "best", "scorer", "sigmoid"]

FIXED = 6  #: the first templates of the cue model look at nothing but the form
_NOTHING: dict[Key, float] = {}
Rows = list[dict[Key, float]]


class Scorer:
    """The weights, with those of a cue gathered once."""

    def __init__(self, document: dict[str, Any]) -> None:
        scale = float(document["scale"])
        self.tables: dict[str, list[dict[str, dict[Key, float]]]] = {
            model: [
                {outer: {_inner(key): value / scale for key, value in row.items()} for outer, row in template.items()}
                for template in document["weights"][model]
            ]
            for model in TEMPLATES
        }
        self._gathered: dict[tuple[Cue, str], dict[str, Rows]] = {}
        self._priors: dict[tuple[Cue, str], float] = {}

    def rows(self, cue: Cue, tag: str) -> dict[str, Rows]:
        """For each model, the weights by inner part that hold for a cue tagged so."""
        found = self._gathered.get((cue, tag))
        if found is None:
            found = self._gathered[cue, tag] = {
                model: [
                    table.get(outer, _NOTHING) for table, outer in zip(tables, outer_keys(model, cue, tag), strict=True)
                ]
                for model, tables in self.tables.items()
            }
        return found

    def prior(self, cue: Cue, tag: str) -> float:
        """What the cue model says of a form by itself, whatever stands round it."""
        found = self._priors.get((cue, tag))
        if found is None:
            found = self._priors[cue, tag] = sum(row.get("", 0.0) for row in self.rows(cue, tag)["cue"][:FIXED])
        return found


def _inner(key: str) -> Key:
    return tuple(key.split("\t")) if "\t" in key else key


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """The scorer with the weights that ship with stance, read once."""
    return Scorer(json.loads(data_file("attribution_weights.json").read_text(encoding="utf-8")))


def rate(rows: Rows, keys: Iterable[Key]) -> float:
    """The sum of the weights of the keys, row by row; unknown ones count nothing."""
    total = 0.0
    for row, key in zip(rows, keys):  # noqa: B905  one key a row, and this is the innermost loop
        if key in row:
            total += row[key]
    return total


def sigmoid(score: float) -> float:
    """The score as a probability."""
    return 1 / (1 + math.exp(-score)) if score > -60 else 0.0


def best(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the highest score and its share among all (softmax)."""
    top = max(scores)
    return scores.index(top), 1 / sum([math.exp(score - top) if score - top > -30 else 0.0 for score in scores])
