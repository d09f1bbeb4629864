"""How fast the extraction is: articles a second on one core, by stage, by length and on awkward texts.

Articles are those of tests/gold, brought to 350 words each; processor time is counted, so other work on the machine
matters little. "On the question" are the articles that hold a position, "beside it" the same with the candidate's and
the organisation's names exchanged. One text is lengthened up to a megabyte: the time per character must stay level.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.score_gold import load_articles
from benchmarks.timing import Row, as_the_program_collects
from stance.actors import Gazetteer, load_roster
from stance.codebook import Codebook, load_codebook
from stance.extract import propose
from stance.extract.attribution import find_attributions
from stance.extract.language import language_problem
from stance.extract.proposing import decider_of, telling_sentences
from stance.extract.speakers import Speakers
from stance.extract.topic import Discourse
from stance.extract.utterances import date_scene, read_scene
from stance.model import Article

ROOT = Path(__file__).resolve().parent.parent
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
    with as_the_program_collects():
        for _ in range(repeat):
            started = time.process_time()
            for article in articles:
                work(article)
            best = min(best, time.process_time() - started)
    return best / len(articles)


def measure(times: int = 5) -> list[Row]:
    """Articles a second on the question and beside it; what each stage, each length and each awkward text takes."""
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

    rows = [
        Row(f"{name}, {WORDS} words", 1 / seconds(whole, articles, times), "a second", 500, at_least=True)
        for name, articles in (("articles on the question", on), ("articles beside it", beside))
    ]
    rows += [
        Row(f"{name}, an article on the question", 1e6 * seconds(work, on, times), "µs")
        for name, work in _stages(on, codebook, gazetteer)
    ]
    base = on[0].text
    for size in (2_000, 16_000, 128_000, 1_000_000):
        article = replace(on[0], text=(base * (size // len(base) + 1))[:size])
        rows.append(Row(f"prose of {size:,} characters, a character", 1e9 * seconds(whole, [article], 1) / size, "ns"))
    for name, piece in AWKWARD.items():
        article = Article((piece * (200_000 // len(piece) + 1))[:200_000])
        rows.append(Row(f"{name}, 200,000 characters", 1e3 * seconds(whole, [article], 1), "ms"))
    return rows


def _stages(
    articles: Sequence[Article], codebook: Codebook, gazetteer: Gazetteer
) -> list[tuple[str, Callable[[Article], object]]]:
    """The steps of the extraction, each to be run on its own."""
    decider, rules = decider_of(codebook), codebook.rules
    discourses = {id(one): Discourse(one.text, one.title, rules) for one in articles}
    telling = {id(one): telling_sentences(discourses[id(one)], decider) for one in articles}
    scenes = {id(one): read_scene(one, discourses[id(one)], gazetteer, telling[id(one)]) for one in articles}
    return [
        ("language", language_problem),
        ("topic", lambda one: Discourse(one.text, one.title, rules)),
        ("topic and positions", lambda one: telling_sentences(Discourse(one.text, one.title, rules), decider)),
        ("attribution", lambda one: find_attributions(one.text)),
        ("names", lambda one: Speakers(one, gazetteer)),
        (
            "scene (attribution, speakers)",
            lambda one: read_scene(one, discourses[id(one)], gazetteer, telling[id(one)]),
        ),
        ("dates", lambda one: date_scene(scenes[id(one)])),
    ]


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
