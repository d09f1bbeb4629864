"""How fast the extraction is: articles a second on one core, by stage and by length.

    python benchmarks/extraction.py [--repeat N]

Articles are those of tests/gold, brought to 350 words each; processor time is counted, so other work on the machine
matters little. "On the question" are the articles that hold a position, "beside it" the same with the candidate's and
the organisation's names exchanged. The second table lengthens one text up to a megabyte: the time per character must
stay level. The third feeds texts that are made to be awkward.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from stance.actors import Gazetteer, load_roster
from stance.codebook import load_codebook
from stance.extract import propose
from stance.extract.attribution import find_attributions
from stance.extract.language import language_problem
from stance.extract.proposing import decider_of, telling_sentences
from stance.extract.speakers import Speakers
from stance.extract.topic import Discourse
from stance.extract.utterances import date_scene, read_scene
from stance.model import Article

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

from score_gold import load_articles  # noqa: E402

WORDS = 350


def to_length(article: Article, words: int) -> Article:
    """The article's paragraphs, repeated or cut to about so many words."""
    blocks = article.text.split("\n\n")
    text, count, at = "", 0, 0
    while count < words:
        block = blocks[at % len(blocks)]
        text += block + "\n\n"
        count += len(block.split())
        at += 1
    return replace(article, text=text)


def seconds(work: Callable[[Article], object], articles: Sequence[Article], repeat: int) -> float:
    """Least processor time of a run over all articles, for one of them."""
    best = float("inf")
    for _ in range(repeat):
        started = time.process_time()
        for article in articles:
            work(article)
        best = min(best, time.process_time() - started)
    return best / len(articles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    args = parser.parse_args()
    codebook = load_codebook()
    gazetteer = Gazetteer(load_roster(ROOT / "tests" / "gold" / "actors.json")[0])
    gold = [to_length(one, WORDS) for one in load_articles(ROOT / "tests" / "gold" / "articles.jsonl")]
    on = [one for one in gold if propose(one, codebook, gazetteer)]
    beside = [
        replace(one, title="", text=one.text.replace("Ukrain", "Finland").replace("NATO", "EU").replace("Kyiv", "Oslo"))
        for one in on
    ]

    def whole(article: Article) -> object:
        return propose(article, codebook, gazetteer)

    print(f"{WORDS} words each{'':20}articles/s")
    for name, articles in (("on the question", on), ("beside it", beside)):
        print(f"  {name:32}{1 / seconds(whole, articles, args.repeat):8.0f}")

    decider = decider_of(codebook)
    discourses = {id(one): Discourse(one.text, one.title, codebook.rules) for one in on}
    telling = {id(one): telling_sentences(discourses[id(one)], decider) for one in on}
    scenes = {id(one): read_scene(one, discourses[id(one)], gazetteer, telling[id(one)]) for one in on}
    stages: list[tuple[str, Callable[[Article], object]]] = [
        ("language", language_problem),
        ("topic", lambda one: Discourse(one.text, one.title, codebook.rules)),
        ("positions", lambda one: telling_sentences(Discourse(one.text, one.title, codebook.rules), decider)),
        ("attribution", lambda one: find_attributions(one.text)),
        ("names", lambda one: Speakers(one, gazetteer)),
        (
            "scene (attribution, speakers)",
            lambda one: read_scene(one, discourses[id(one)], gazetteer, telling[id(one)]),
        ),
        ("dates", lambda one: date_scene(scenes[id(one)])),
    ]
    print(f"\nby stage{'':26}ms an article")
    for name, work in stages:
        print(f"  {name:32}{1000 * seconds(work, on, args.repeat):8.2f}")

    print(f"\nby length{'':22}characters   ns a character")
    base = on[0].text
    for size in (2_000, 16_000, 128_000, 1_000_000):
        article = replace(on[0], text=(base * (size // len(base) + 1))[:size])
        print(f"  {'prose':28}{size:12,} {1e9 * seconds(whole, [article], 1) / size:12.0f}")

    print(f"\nawkward, 200,000 characters{'':18}seconds")
    for name, piece in AWKWARD.items():
        article = Article((piece * (200_000 // len(piece) + 1))[:200_000])
        print(f"  {name:40}{seconds(whole, [article], 1):8.2f}")


AWKWARD = {
    "one line of prose": "Ukraine must be invited to join NATO now, he said, but not while the war lasts. ",
    "quotation marks only": "“”\"'«»„‘’",
    "openings only": "“Ukraine should join NATO ",
    "one word": "Ukraine ",
    "gaps that never close": "want want want need invitation the of and to ",
    "guarantees and bridges": "guarantees of the on its way and the for until commitments the ",
    "a table": "Ukraine | NATO | 2023 | yes | no |\n",
    "a list": "- Ukraine, NATO, membership, invitation\n",
    "code": "if (ukraine && nato) { invite(ukraine, now); } // said\n",
    "names and titles": "President Ivan Petrenko and Foreign Minister Anna Kowalska said ",
    "control characters": "Ukraine\x00 \x1b[31mNATO\u202e said\u200b that ",
}


if __name__ == "__main__":
    main()
