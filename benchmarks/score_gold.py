"""Score the extraction on a set of labelled articles, and print how often each confidence is right.

    python benchmarks/score_gold.py [FOLDER] [--show] [--write FILE]

FOLDER holds articles.jsonl, labels.jsonl, actors.json and score.py (default: tests/gold, described in its README).
--show lists misses and false alarms, --write keeps the proposals as JSON lines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from stance.actors import Gazetteer, load_roster
from stance.codebook import Codebook, load_codebook
from stance.extract import propose
from stance.model import Article, PartialDate, Proposal

ROOT = Path(__file__).resolve().parent.parent


def load_articles(path: Path) -> list[Article]:
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [
        Article(
            one["text"], id=one["id"], title=one.get("title", ""), url=one.get("url", ""), outlet=one.get("outlet", ""),
            published=PartialDate.parse(one["published"]) if one.get("published") else None,
        )
        for one in records
    ]  # fmt: skip


def as_row(proposal: Proposal, text: str) -> dict[str, Any]:
    span = proposal.evidence
    return {
        "actor": proposal.actor, "position": proposal.position, "kind": str(proposal.kind),
        "stated_on": str(proposal.stated_on or ""), "confidence": str(proposal.confidence),
        "evidence": {"text": span.of(text), "start": span.start, "end": span.end}, "cues": list(proposal.cues),
    }  # fmt: skip


def load_scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def propose_all(articles: list[Article], codebook: Codebook, gazetteer: Gazetteer) -> dict[str, list[dict[str, Any]]]:
    return {one.id: [as_row(found, one.text) for found in propose(one, codebook, gazetteer)] for one in articles}


def confidences(gold: dict[str, Any], predicted: dict[str, Any], names: Any) -> dict[str, Counter[str]]:
    """For each confidence, how many proposals there are and how many are right in actor and position."""
    counts: dict[str, Counter[str]] = {word: Counter() for word in ("high", "medium", "low")}
    for key, rows in predicted.items():
        labelled = [(names.key(row["actor"]), row["position"]) for row in gold[key]]
        for row in rows:
            if names.key(row["actor"]) == "anonymous":
                continue
            actor = names.key(row["actor"])
            right = any(
                position == row["position"] and (actor == other or names.same(other, actor))
                for other, position in labelled
            )
            counts[row["confidence"]]["all"] += 1
            counts[row["confidence"]]["right"] += right
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "gold")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    articles = load_articles(args.folder / "articles.jsonl")
    actors, _ = load_roster(args.folder / "actors.json")
    started = time.perf_counter()
    predicted = propose_all(articles, load_codebook(), Gazetteer(actors))
    took = time.perf_counter() - started
    target = args.write or Path(sys.argv[0]).with_suffix(".out.jsonl")
    lines = [json.dumps({"id": key, "proposals": rows}, ensure_ascii=False) for key, rows in predicted.items()]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    scorer = load_scorer(args.folder)
    sys.argv = ["score.py", str(args.folder / "labels.jsonl"), str(target), *(["--show"] if args.show else [])]
    scorer.main()
    if not args.write:
        target.unlink()
    names = scorer.Names(json.loads((args.folder / "actors.json").read_text(encoding="utf-8")))
    print("\nconfidence   right of all")
    for word, count in confidences(scorer.load(args.folder / "labels.jsonl"), predicted, names).items():
        share = f"{count['right'] / count['all']:6.3f}" if count["all"] else "     -"
        print(f"  {word:10}{share}   {count['right']} of {count['all']}")
    print(f"\n{len(articles) / took:.0f} articles a second, with loading")


if __name__ == "__main__":
    main()
