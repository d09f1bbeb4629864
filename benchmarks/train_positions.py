"""Learn the weights by which wordings show positions; writes data/codebook_weights.json.

    python benchmarks/train_positions.py [--folds N]

Learns from benchmarks/training/POSITION.txt (a sentence a line; none.txt: sentences that show no position), from
tests/extract/wordings.tsv and from the sentences of tests/gold, all of them invented or retold under invented names;
of those that tell a view 2,000 do not name the step: they find more and are wrong more often, about even on unread articles;
benchmarks/training/words.toml holds the classes of words that it sees beside the words. --folds N writes nothing, but holds
out each Nth part in turn and prints how many of its sentences come out right; for the gold articles whole articles are
held out. Pure Python, a fixed order, no chance: the same texts give the same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add, sub
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from stance.codebook import Codebook, load_codebook
from stance.extract.positions import Part, find_positions, parts_of
from stance.extract.topic import Discourse
from stance.extract.wording import Model, Tags, features
from stance.model import Span

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Ukraine and NATO"  # what single sentences are read under
STRENGTH = 0.06  # of the weights against the loss, by cross-validation over articles
AVERAGED = 8  # last rounds whose weights are averaged, so that the order of the examples matters less
LEAST = 3  # sentences a feature must stand in
SMALL = 0.04  # weights below this are left out of the file


@dataclass(frozen=True)
class Example:
    features: tuple[str, ...]
    label: str
    text: str
    group: str  #: examples of one group are held out together


def read_word_classes(path: Path) -> dict[str, str]:
    """The words of each class, apart by spaces."""
    with path.open("rb") as file:
        return {name: " ".join(words.split()) for name, words in tomllib.load(file).items()}


def read_part(discourse: Discourse, part: Part, tags: Tags) -> tuple[str, ...]:
    best: dict[str, float] = {}
    for found in find_positions(discourse, [part]):
        best[found.position] = max(best.get(found.position, 0.0), found.weight)
    return tuple(sorted(features(part.reading, discourse.text, tags, best.items())))


def single(text: str, label: str, codebook: Codebook, tags: Tags) -> Example:
    discourse = Discourse(text, TITLE, codebook.rules)
    part = parts_of(discourse, [Span(0, len(text))])[0]
    return Example(read_part(discourse, part, tags), label, text, text)


def from_training(codebook: Codebook, tags: Tags) -> list[Example]:
    found = []
    for path in sorted((ROOT / "benchmarks" / "training").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [single(line.strip(), path.stem, codebook, tags) for line in lines if line.strip()]
    rows = (ROOT / "tests" / "extract" / "wordings.tsv").read_text(encoding="utf-8").splitlines()
    found += [single(row.split("\t")[1], row.split("\t")[0], codebook, tags) for row in rows if row.strip()]
    return found


def from_gold(folder: Path, codebook: Codebook, tags: Tags) -> list[Example]:
    """The sentences of labelled articles: of the position whose evidence they are, else of none."""
    with (folder / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = {one["id"]: one["rows"] for one in map(json.loads, lines)}
    found = []
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            text = article["text"]
            discourse = Discourse(text, article["title"], codebook.rules)
            told = [
                (text.index(row["evidence"]), len(row["evidence"]), row["position"]) for row in labels[article["id"]]
            ]
            for sentence in discourse.sentences:
                span = sentence.span
                here = {position for start, size, position in told if start < span.end and span.start < start + size}
                part = Part(sentence, 0, len(sentence.reading.words))
                if len(here) < 2 and part.last:
                    label = here.pop() if here else "none"
                    found.append(Example(read_part(discourse, part, tags), label, span.of(text), article["id"]))
    return found


def train(
    examples: Sequence[Example],
    classes: Sequence[str],
    *,
    epochs: int = 16,
    rate: float = 0.03,
    strength: float = STRENGTH,
) -> Model:
    """Stochastic gradient descent on the logistic loss, with weights drawn towards nothing the more, the less `strength`."""
    counts = Counter(one for example in examples for one in example.features)
    ready = [
        ([one for one in example.features if counts[one] >= LEAST], classes.index(example.label))
        for example in examples
    ]
    weights: dict[str, list[float]] = {one: [0.0] * len(classes) for one, count in counts.items() if count >= LEAST}
    order = random.Random(7)
    every = len(ready) // 10 + 1
    sums = {one: [0.0] * len(classes) for one in weights}
    for epoch in range(epochs):
        order.shuffle(ready)
        step = rate / (1 + 0.3 * epoch)
        kept = math.exp(-step * every / len(ready) / strength)
        for number, (found, wanted) in enumerate(ready, 1):
            rows = [weights[one] for one in found]
            totals = [sum(column) for column in zip(*rows, strict=True)]
            top = max(totals)
            shares = [math.exp(total - top) for total in totals]
            whole = sum(shares)
            slopes = [step * (share / whole - (place == wanted)) for place, share in enumerate(shares)]
            for row in rows:
                row[:] = map(sub, row, slopes)
            if number % every == 0:
                for row in weights.values():
                    row[:] = [value * kept for value in row]
        if epoch >= epochs - AVERAGED:
            for one, row in weights.items():
                sums[one][:] = map(add, sums[one], row)
    return Model(classes, {one: [value / AVERAGED for value in row] for one, row in sums.items()})


def judge(model: Model, examples: Sequence[Example]) -> tuple[int, Counter[tuple[str, str]]]:
    wrong: Counter[tuple[str, str]] = Counter()
    for example in examples:
        chances = model.chances(example.features)
        best = max(chances, key=lambda one: chances[one])
        if best != example.label:
            wrong[example.label, best] += 1
    return len(examples) - wrong.total(), wrong


def folds(examples: Sequence[Example], number: int) -> list[tuple[list[Example], list[Example]]]:
    """Pairs of what is learned from and what is held out, by groups."""
    groups = sorted({example.group for example in examples})
    random.Random(5).shuffle(groups)
    place = {group: index % number for index, group in enumerate(groups)}
    return [
        ([one for one in examples if place[one.group] != fold], [one for one in examples if place[one.group] == fold])
        for fold in range(number)
    ]


def write(model: Model, word_classes: dict[str, str], path: Path) -> None:
    kept = {
        name: [round(value, 3) for value in row]
        for name, row in sorted(model.weights.items())
        if max(map(abs, row)) >= SMALL
    }
    body = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}" for name, row in kept.items()
    )
    words = ",\n".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in word_classes.items())
    path.write_text(
        f'{{"classes":{json.dumps(model.classes)},\n"words":{{\n{words}\n}},\n"weights":{{\n{body}\n}}}}\n',
        encoding="utf-8",
    )
    print(f"{len(kept)} weights in {path.stat().st_size:,} bytes: {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    codebook = load_codebook()
    word_classes = read_word_classes(ROOT / "benchmarks" / "training" / "words.toml")
    tags = Tags(codebook.raw["lists"], word_classes)
    classes = ("none", *codebook.ids)
    examples = from_training(codebook, tags) + from_gold(ROOT / "tests" / "gold", codebook, tags)
    if not args.folds:
        write(train(examples, classes), word_classes, ROOT / "data" / "codebook_weights.json")
        return
    right, wrong = 0, Counter[tuple[str, str]]()
    for known, held in folds(examples, args.folds):
        good, bad = judge(train(known, classes), held)
        right += good
        wrong += bad
    print(f"{right / len(examples):.3f} of {len(examples)} held-out sentences right; most often wrong:")
    for (label, found), count in wrong.most_common(12):
        print(f"  {count:4}  {label} taken for {found}")


if __name__ == "__main__":
    main()
