"""The gold set: what the extraction reaches on it must not fall below the floors.

`python benchmarks/score_gold.py --show` prints all figures and every miss.
"""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from stance.actors import Gazetteer, load_roster
from stance.codebook import load_codebook

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def figures() -> dict[str, float]:
    bench, scorer = load(ROOT / "benchmarks" / "score_gold.py"), load(FOLDER / "score.py")
    articles = bench.load_articles(FOLDER / "articles.jsonl")
    gazetteer = Gazetteer(load_roster(FOLDER / "actors.json")[0])
    predicted = bench.propose_all(articles, load_codebook(), gazetteer)
    names = scorer.Names(json.loads((FOLDER / "actors.json").read_text(encoding="utf-8")))
    gold = scorer.load(FOLDER / "labels.jsonl")
    counts, hits, false, miss, *_ = scorer.score(gold, predicted, names)
    tp, fp, fn = hits.total(), false.total(), miss.total()
    sure: dict[str, Any] = bench.confidences(gold, predicted, names)
    return {
        "actor": 2 * counts["actor_tp"] / (2 * counts["actor_tp"] + counts["actor_fp"] + counts["actor_fn"]),
        "actor and position": 2 * tp / (2 * tp + fp + fn),
        "kind": counts["kind_ok"] / tp,
        "date": counts["date_ok"] / counts["dated"],
        "evidence": counts["evidence_ok"] / tp,
        "high confidence": sure["high"]["right"] / sure["high"]["all"],
        "high or medium": sum(sure[word]["right"] for word in ("high", "medium"))
        / sum(sure[word]["all"] for word in ("high", "medium")),
    }


FLOORS = {
    "actor": 0.95,
    "actor and position": 0.94,
    "kind": 0.93,
    "date": 0.92,
    "evidence": 0.95,
    "high confidence": 0.95,
    "high or medium": 0.93,
}


@pytest.mark.parametrize("name", FLOORS)
def test_the_extraction_stays_above_its_floors(name: str) -> None:
    assert figures()[name] >= FLOORS[name], figures()


def test_labels_scored_against_themselves_are_perfect() -> None:
    scorer = load(FOLDER / "score.py")
    gold = scorer.load(FOLDER / "labels.jsonl")
    names = scorer.Names(json.loads((FOLDER / "actors.json").read_text(encoding="utf-8")))
    _, hits, false, miss, *_ = scorer.score(gold, gold, names)
    assert hits.total() == 120 and not false and not miss


def test_evidence_of_the_labels_stands_once_in_its_article() -> None:
    bench = load(ROOT / "benchmarks" / "score_gold.py")
    texts = {one.id: one.text for one in bench.load_articles(FOLDER / "articles.jsonl")}
    with (FOLDER / "labels.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for row in record["rows"]:
                assert texts[record["id"]].count(row["evidence"]) == 1
