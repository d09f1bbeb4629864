"""Linear scorers: sums of feature weights, learned once and read from a data file of ours.

data/attribution_weights.json holds a table of weights for each decision; benchmarks/train_attribution.py writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache

from stance.resources import data_file

__all__ = ["Weights", "sigmoid", "weights"]

#: model -> feature -> weight
Weights = dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship with stance, read once."""
    document = json.loads(data_file("attribution_weights.json").read_text(encoding="utf-8"))
    scale = float(document["scale"])
    return {
        name: {feature: value / scale for feature, value in table.items()}
        for name, table in document["weights"].items()
    }


def sigmoid(score: float) -> float:
    """The score as a probability."""
    return 1 / (1 + math.exp(-score)) if score > -60 else 0.0


def rate(table: dict[str, float], features: Sequence[str]) -> float:
    """The sum of the weights of the features; unknown ones count nothing."""
    get = table.get
    total = 0.0
    for feature in features:
        value = get(feature)
        if value is not None:
            total += value
    return total


def best(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the highest score and its share among all (softmax)."""
    top = max(scores)
    return scores.index(top), 1 / sum(math.exp(max(score - top, -60.0)) for score in scores)
