"""Learn the weights of the attribution finder from labelled articles (PolNeAR's format, as JSON lines).

    python benchmarks/train_attribution.py train.jsonl -o data/attribution_weights.json

Linear models are fitted by AdaGrad on log loss, in pure Python: cue, layout, edge, source, nobody, speech, accept and rival.
The accept model sees the first ones as they perform on articles they were not fitted on (jackknife), so that it learns how
far they can be trusted, and so does the rival model the accept model. The weights name tags, classes and cue lemmas only;
no text of an article is in them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.extract.attribution import LEAST
from stance.extract.clauses import boundaries, layouts, ranges
from stance.extract.features import (
    Setting,
    cue_candidates,
    cue_keys,
    edge_keys,
    layout_keys,
    nobody_keys,
    source_candidates,
    source_keys,
    speech_keys,
)
from stance.extract.outline import outline
from stance.extract.reporting import Reading, read_cue
from stance.extract.rivals import rival_keys
from stance.extract.scoring import SCALE, Scorer, sigmoid
from stance.extract.templates import PARTS, Key, spread
from stance.extract.words import lexicon

Feature = tuple[str, int, str, Key]  # model, template, outer part, inner part
_WORD = re.compile(r"\w+")


class Labelled:
    """An article's sentences with the gold attributions whose cue lies in them."""

    def __init__(self, article: dict[str, Any]) -> None:
        self.id = article["id"]
        text = article["text"]
        self.sentences = [sentence for paragraph in outline(text) for sentence in paragraph.sentences]
        words = [match.start() for match in _WORD.finditer(text)]
        self.cases: list[tuple[Any, list[tuple[int, Any]], dict[int, dict[str, Any]], set[int], list[int]]] = []
        golds = article["attributions"]
        for sentence in self.sentences:
            candidates = cue_candidates(sentence, lexicon().cues)
            first, last = sentence.starts[0], sentence.ends[-1]
            counts = [bisect_left(words, place) for place in [*sentence.starts, last]]
            places = {sentence.starts[place]: place for place, _ in candidates}
            marked: dict[int, dict[str, Any]] = {}
            ignored: set[int] = set()
            for gold in golds:
                cue = gold["cue"]
                if not cue:
                    continue
                spans = cue.get("spans") or [(cue["start"], cue["end"])]
                inside = [place for start, place in places.items() if any(s <= start < e for s, e in spans)]
                if not inside:
                    continue
                content = gold["content"]
                parts = content.get("spans") or [(content["start"], content["end"])]
                mine = {
                    k
                    for s, e in parts
                    for k in range(bisect_left(words, max(s, first)), bisect_left(words, min(e, last)))
                }
                source = gold["source"]
                sources = (source.get("spans") or [(source["start"], source["end"])]) if source else []
                head = max(inside, key=lambda place: _PRIOR.get(sentence.lows[place], 0.0))
                ignored.update(inside)
                marked[head] = {"words": mine, "sources": sources, "speech": gold["speech"]}
            self.cases.append((sentence, candidates, marked, ignored - set(marked), counts))


_PRIOR: dict[str, float] = {}


def learn_priors(articles: list[dict[str, Any]]) -> None:
    """How often each word form stands in a gold cue, for choosing the head among several words of one cue."""
    inside: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for article in articles:
        everywhere.update(word.lower() for word in _WORD.findall(article["text"]))
        for gold in article["attributions"]:
            if gold["cue"]:
                inside.update(set(_WORD.findall(gold["cue"]["text"].lower())))
    _PRIOR.update({word: count / (everywhere[word] + 3) for word, count in inside.items()})


_BRACKET = re.compile(r"\[(s|q-?|c) ([^\]]*)\]")


def read_snippets(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of bracketed sentences as labelled articles of one attribution each."""
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        text, last, spans, speech = "", 0, {}, True
        for match in _BRACKET.finditer(line):
            text += line[last : match.start()]
            words = match.group(2)
            spans[match.group(1)[0]] = {"start": len(text), "end": len(text) + len(words), "text": words}
            speech = speech and match.group(1) != "q-"
            text += words
            last = match.end()
        text += line[last:]
        found = (
            [{"source": spans.get("s"), "cue": spans["q"], "content": spans["c"], "speech": speech}] if spans else []
        )
        articles.append({"id": f"snippet {number}", "text": text, "attributions": found})
    return articles


def overlap(counts: list[int], content: list[tuple[int, int]], wanted: set[int]) -> float:
    """Jaccard overlap of token ranges with the gold words of the sentence."""
    mine = {
        word
        for first, end in content
        for word in range(counts[first], counts[end] if end < len(counts) else counts[-1])
    }
    return len(mine & wanted) / len(mine | wanted) if mine and wanted else 0.0


class Table:
    """One linear model under training: AdaGrad with a lasso-like cut at the end."""

    def __init__(self) -> None:
        self.index: dict[Feature, int] = {}
        self.groups: list[tuple[list[list[int]], list[float]]] = []

    def add(self, options: list[list[Feature]], target: list[float]) -> None:
        index = self.index
        self.groups.append(([[index.setdefault(f, len(index)) for f in option] for option in options], target))

    def fit(self, epochs: int, rate: float, ridge: float, least: int, seed: int = 1) -> dict[Feature, float]:
        seen = Counter(f for options, _ in self.groups for option in options for f in option)
        size = len(self.index)
        keep = [seen[k] >= least for k in range(size)]
        groups = [([[f for f in option if keep[f]] for option in options], target) for options, target in self.groups]
        weight, squares = [0.0] * size, [1e-2] * size
        order = list(range(len(groups)))
        shuffler = random.Random(seed)
        kept = [0.0] * size
        for epoch in range(epochs):
            shuffler.shuffle(order)
            for number in order:
                options, target = groups[number]
                scores = [sum(weight[f] for f in option) for option in options]
                if len(options) == 1:
                    shares = [1 / (1 + math.exp(-max(-40.0, min(40.0, scores[0]))))]
                else:
                    top = max(scores)
                    parts = [math.exp(score - top) for score in scores]
                    whole = sum(parts)
                    shares = [part / whole for part in parts]
                for option, share, wanted in zip(options, shares, target, strict=True):
                    slope = share - wanted
                    if -0.001 < slope < 0.001:
                        continue
                    for f in option:
                        step = slope + ridge * weight[f]
                        squares[f] += step * step
                        weight[f] -= rate * step / math.sqrt(squares[f])
            if epoch >= epochs // 2:  # the mean of the later epochs wavers less than the last one
                share = 1 / (epochs - epochs // 2)
                kept = [old + share * new for old, new in zip(kept, weight, strict=True)]
        return {f: kept[k] for f, k in self.index.items() if keep[k] and abs(kept[k]) > 0.02}


def collect(articles: list[Labelled]) -> dict[str, Table]:
    """The training cases of the first four models and of the speech model."""
    tables = {name: Table() for name in ("cue", "layout", "edge", "source", "speech")}
    for article in articles:
        for sentence, candidates, marked, ignored, counts in article.cases:
            for place, cue in candidates:
                if place in ignored:
                    continue
                setting = Setting(sentence, place)

                def features(
                    model: str, keys: list[Key], cue: Any = cue, tag: str = sentence.tags[place]
                ) -> list[Feature]:
                    return named(model, cue, tag, keys)

                gold = marked.get(place)
                tables["cue"].add([features("cue", cue_keys(sentence, place, setting))], [1.0 if gold else 0.0])
                if not gold:
                    continue
                tables["speech"].add([features("speech", speech_keys(setting))], [1.0 if gold["speech"] else 0.0])
                setting.look_left(sentence)
                options = layouts(sentence, place)
                rated = []
                for option in options:
                    edges = boundaries(sentence, place, option)
                    worth = [overlap(counts, ranges(sentence, option, edge), gold["words"]) for edge, _ in edges]
                    rated.append((max(worth, default=0.0), edges, worth))
                top = max((worth for worth, _, _ in rated), default=0.0)
                if top < 0.4:
                    continue
                goal = [1.0 if worth >= top - 0.02 else 0.0 for worth, _, _ in rated]
                tables["layout"].add(
                    [features("layout", layout_keys(sentence, place, setting, option)) for option in options],
                    [each / sum(goal) for each in goal],
                )
                number = max(range(len(options)), key=lambda k: (rated[k][0], -k))
                layout, (_, edges, worth) = options[number], rated[number]
                goal = [1.0 if each >= top - 0.02 else 0.0 for each in worth]
                tables["edge"].add(
                    [
                        features("edge", edge_keys(sentence, layout, edge, kind, rank, sentence.tags[place]))
                        for rank, (edge, kind) in enumerate(edges)
                    ],
                    [each / sum(goal) for each in goal],
                )
                content = ranges(sentence, layout, edges[max(range(len(edges)), key=worth.__getitem__)][0])
                people = source_candidates(sentence, place, content)
                right = [_is_source(sentence, each, gold["sources"]) for each in people]
                if gold["sources"] and not any(right):
                    continue
                goal = [0.0 if gold["sources"] else 1.0, *(1.0 if each else 0.0 for each in right)]
                tables["source"].add(
                    [
                        features("nobody", nobody_keys(place, setting, layout)),
                        *(
                            features("source", source_keys(sentence, place, setting, layout, content, each))
                            for each in people
                        ),
                    ],
                    [each / sum(goal) for each in goal],
                )
    return tables


def named(model: str, cue: Any, tag: str, keys: list[Key]) -> list[Feature]:
    """The full features of a model for a cue."""
    return [(model, number, outer, inner) for number, (outer, inner) in enumerate(spread(model, cue, tag, keys))]


def _is_source(sentence: Any, candidate: Any, sources: list[tuple[int, int]]) -> bool:
    span = sentence.span(candidate[0], candidate[1])
    return any(start < span.end and span.start < end for start, end in sources)


def fit(articles: list[Labelled], options: argparse.Namespace) -> dict[Feature, float]:
    fitted: dict[Feature, float] = {}
    for table in collect(articles).values():
        fitted.update(table.fit(options.epochs, options.rate, options.ridge, 2))
    return fitted


def document(fitted: dict[Feature, float]) -> dict[str, Any]:
    """The weights in the layout of the data file: model, template, outer part, inner part; in hundredths."""
    weights: dict[str, list[dict[str, dict[str, int]]]] = {
        model: [{} for letters, _ in parts for _ in letters] for model, parts in PARTS.items()
    }
    for (model, number, outer, key), value in sorted(fitted.items(), key=lambda item: (*item[0][:3], str(item[0][3]))):
        if round(value * SCALE):
            inner = "\t".join(key) if isinstance(key, tuple) else key
            weights[model][number].setdefault(outer, {})[inner] = round(value * SCALE)
    return {"scale": SCALE, "weights": weights}


@dataclass
class Case:
    """A reading of a held-out article, for the accept and the rival model."""

    reading: Reading
    tag: str
    features: list[Feature]
    right: bool


def read_held(articles: list[Labelled], scorer: Scorer, tally: Counter[str]) -> list[tuple[Any, list[Case]]]:
    """The readings of each sentence, and whether each is right."""
    found: list[tuple[Any, list[Case]]] = []
    for article in articles:
        for sentence, candidates, marked, ignored, counts in article.cases:
            cases: list[Case] = []
            for place, cue in candidates:
                if place in ignored:
                    continue
                gold = marked.get(place)
                reads = read_cue(sentence, place, cue, scorer)
                tally["gold"] += gold is not None
                tally["kept"] += bool(reads)
                tally["gold kept"] += bool(reads and gold)
                tag = sentence.tags[place]
                for read in reads:
                    reading = read.reading
                    right = False
                    if gold:
                        matched = overlap(counts, reading.content, gold["words"]) >= 0.5
                        said = (
                            _is_source(sentence, reading.source, gold["sources"])
                            if reading.source
                            else not gold["sources"]
                        )
                        right = matched and said
                        if read is reads[0]:
                            tally["matched"] += matched
                            tally["source right"] += right
                    cases.append(Case(reading, tag, named("accept", cue, tag, read.keys), right))
            if cases:
                found.append((sentence, cases))
    return found


def train(articles: list[Labelled], options: argparse.Namespace) -> dict[str, Any]:
    """All weights, those of the accept and the rival model on jackknifed cases."""
    tally: Counter[str] = Counter()
    held: list[list[tuple[Any, list[Case]]]] = []
    for fold in range(options.folds):
        rest = [article for number, article in enumerate(articles) if number % options.folds != fold]
        held.append(read_held(articles[fold :: options.folds], Scorer(document(fit(rest, options))), tally))
    print(dict(tally))
    fitted = fit(articles, options)
    fitted.update(fit_accept(held, options))
    rivals = Table()
    for fold, mine in enumerate(held):
        others = [each for number, each in enumerate(held) if number != fold]
        add_rivals(mine, fit_accept(others, options), rivals)
    fitted.update(rivals.fit(options.epochs, options.rate, 0.01, 3))
    return document(fitted)


def fit_accept(held: list[list[tuple[Any, list[Case]]]], options: argparse.Namespace) -> dict[Feature, float]:
    table = Table()
    for fold in held:
        for _, cases in fold:
            for case in cases:
                table.add([case.features], [1.0 if case.right else 0.0])
    return table.fit(options.epochs, options.rate, 0.01, 3)


def add_rivals(held: list[tuple[Any, list[Case]]], accept: dict[Feature, float], table: Table) -> None:
    """Readings that share words with another, as the accept model sees them on articles that it was not fitted on."""
    for sentence, cases in held:
        chosen: dict[int, tuple[Case, float]] = {}
        for case in cases:
            rating = sum(accept.get(feature, 0.0) for feature in case.features)
            if case.reading.place not in chosen or rating > chosen[case.reading.place][1]:
                chosen[case.reading.place] = case, rating
        kept = [(case, rating) for case, rating in chosen.values() if sigmoid(rating) >= LEAST]
        keys = rival_keys(sentence, [case.reading for case, _ in kept], [rating for _, rating in kept])
        for (case, _), mine in zip(kept, keys, strict=True):
            if mine is not None:
                table.add([named("rival", case.reading.cue, case.tag, mine)], [1.0 if case.right else 0.0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("data/attribution_weights.json"))
    parser.add_argument("--snippets", type=Path, default=Path(__file__).with_name("attribution_snippets.txt"))
    parser.add_argument("--repeat", type=int, default=4, help="how often each snippet counts")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--ridge", type=float, default=0.01)
    options = parser.parse_args()
    raw = [json.loads(line) for line in options.articles.open(encoding="utf-8") if line.strip()]
    raw += read_snippets(options.snippets) * options.repeat
    learn_priors(raw)
    weights = train([Labelled(article) for article in raw], options)
    write(weights, options.output)


def write(weights: dict[str, Any], path: Path) -> None:
    """One template a line, so that changes can be read in a diff."""
    models = [
        f'"{model}": [\n'
        + ",\n".join(json.dumps(template, ensure_ascii=False, separators=(",", ":")) for template in templates)
        + "\n]"
        for model, templates in weights["weights"].items()
    ]
    path.write_text(f'{{"scale": {SCALE}, "weights": {{\n' + ",\n".join(models) + "\n}}\n", encoding="utf-8")
    print({model: sum(len(row) for each in t for row in each.values()) for model, t in weights["weights"].items()})


if __name__ == "__main__":
    main()
