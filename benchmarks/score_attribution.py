"""How well, and how fast, attributions are found: figures for a file of labelled articles.

    python benchmarks/score_attribution.py articles.jsonl [--speech] [--repeat 3]

A line of the file is an article: `id`, `text`, and `attributions` with `source`, `content` (offsets, or `spans`) and `speech`.
A found content is right when the words that it shares with a labelled one are at least half of the words of both together
(pairs one to one, the best first); an attribution is right when its content is and its source overlaps the labelled one, or
neither has a source. Direct are those with some content between quotation marks.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.extract.attribution import find_attributions
from stance.model import Attribution, Span
from stance.text import quotations

_WORD = re.compile(r"\w+")
CLASSES = ("direct", "indirect", "all")


@dataclass
class Tally:
    """Counts for one class: labelled, found, contents matched and attributions right, seen from either side."""

    gold: int = 0
    found: int = 0
    gold_matched: int = 0
    found_matched: int = 0
    gold_right: int = 0
    found_right: int = 0

    def figures(self, right: bool = True) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1: of whole attributions, or of contents alone."""
        hits, recalled = (self.found_right, self.gold_right) if right else (self.found_matched, self.gold_matched)
        precision = hits / self.found if self.found else 0.0
        recall = recalled / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass
class Item:
    """One side of a comparison."""

    words: set[int]
    source: list[Span]
    speech: bool
    direct: bool = field(default=False)


def spans_of(label: dict[str, Any] | None) -> list[Span]:
    if not label:
        return []
    return [Span(*pair) for pair in label.get("spans") or [(label["start"], label["end"])]]


def item(text: str, content: Iterable[Span], source: Iterable[Span], speech: bool, quoted: set[int]) -> Item:
    words = {match.start() for span in content for match in _WORD.finditer(text, span.start, span.end)}
    return Item(words, list(source), speech, bool(words & quoted))


def compare(gold: Sequence[Item], found: Sequence[Item], tallies: dict[str, Tally], speech_only: bool) -> None:
    """Count one article into the tallies."""
    pairs = sorted(
        (
            (len(one.words & two.words) / len(one.words | two.words), -i, -j)
            for i, one in enumerate(gold)
            for j, two in enumerate(found)
            if one.words & two.words
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= 0.5 and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    right = {
        i
        for i, j in partner.items()
        if any(a.overlaps(b) for a in gold[i].source for b in found[j].source)
        or not (gold[i].source or found[j].source)
    }
    back = {j: i for i, j in partner.items()}
    for i, one in enumerate(gold):
        if speech_only and not one.speech:
            continue
        for tally in (tallies["direct" if one.direct else "indirect"], tallies["all"]):
            tally.gold += 1
            tally.gold_matched += i in partner
            tally.gold_right += i in right
    for j, two in enumerate(found):
        if speech_only and (not two.speech or (j in back and not gold[back[j]].speech)):
            continue
        for tally in (tallies["direct" if two.direct else "indirect"], tallies["all"]):
            tally.found += 1
            tally.found_matched += j in back
            tally.found_right += back.get(j) in right


def score(articles: Sequence[dict[str, Any]], speech_only: bool = False) -> dict[str, Tally]:
    """The tallies of find_attributions on labelled articles, by class."""
    tallies = {name: Tally() for name in CLASSES}
    for article in articles:
        text = article["text"]
        quoted = {m.start() for q in quotations(text) for m in _WORD.finditer(text, q.outer.start, q.outer.end)}
        gold = [
            item(text, spans_of(label["content"]), spans_of(label["source"]), label.get("speech", True), quoted)
            for label in article["attributions"]
        ]
        found: list[Attribution] = find_attributions(text)
        ours = [item(text, one.content, [one.source] if one.source else [], one.speech, quoted) for one in found]
        compare(gold, [one for one in ours if one.words], tallies, speech_only)
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--speech", action="store_true", help="statements only: no beliefs, hopes, polls")
    parser.add_argument("--repeat", type=int, default=1, help="time it so often and take the best")
    options = parser.parse_args()
    articles = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    print(f"{'':9}{'gold':>6}{'found':>6}  content P     R    F1   whole P     R    F1")
    for name, tally in score(articles, options.speech).items():
        shown = "  ".join("".join(f"{100 * each:6.1f}" for each in tally.figures(right)) for right in (False, True))
        print(f"{name:9}{tally.gold:6}{tally.found:6}   {shown}")
    words = sum(len(article["text"].split()) for article in articles)
    best = min(_seconds(articles) for _ in range(options.repeat))
    print(
        f"{1000 * best / words * 350:.2f} ms for 350 words, {words / 350 / best:.0f} articles of that length a second"
    )


def _seconds(articles: Sequence[dict[str, Any]]) -> float:
    start = time.process_time()
    for article in articles:
        find_attributions(article["text"])
    return time.process_time() - start


if __name__ == "__main__":
    main()
