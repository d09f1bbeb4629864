"""Plausible articles for the benchmarks: people of the roster, offices, quotations, days and much that is beside the point.

Every sentence is invented; nobody said them. The same seed makes the same articles.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stance.actors import load_roster
from stance.model import Actor, ActorKind, Article, PartialDate
from stance.resources import data_file

WORDS = 350
_CITIES = [
    "Kyiv",
    "Brussels",
    "Vilnius",
    "Warsaw",
    "Berlin",
    "Paris",
    "Washington",
    "Riga",
    "Tallinn",
    "Prague",
    "Rome",
    "Oslo",
]
_OUTLETS = [
    f"{first} {second}"
    for first in ("Morning", "Evening", "Northern", "Capital", "Baltic")
    for second in ("Wire", "Post", "Courier", "Times")
]
_QUOTES = [
    "We want an invitation to NATO for Ukraine at this summit, and we want it in writing",
    "Ukraine should become a member of NATO as soon as the war is over and not before",
    "Until accession we need security guarantees that will hold when it matters",
    "Ukraine’s place is in NATO, and the door of the Alliance remains open",
    "We will not agree to Ukraine joining NATO, neither now nor later",
    "It is for the thirty allies to decide on membership, and I will not speak for them",
    "No country can be taken into the Alliance while it is at war",
    "The time has come for a clear timetable for the membership of Ukraine",
]
_REPORTS = [
    "said that Ukraine should be invited to NATO without delay",
    "called on the allies to offer Ukraine a simplified accession to the Alliance",
    "said that membership of Ukraine in NATO was impossible before the end of the war",
    "reaffirmed support for Ukraine’s future membership in NATO",
    "ruled out the accession of Ukraine to NATO",
    "urged the allies to give Ukraine security guarantees on its way to membership",
    "declined to say whether an invitation for Ukraine was on the table",
]
_OTHER_QUOTES = [
    "The harvest was good, and the ports are working again",
    "Our armed forces need shells and air defence before the winter",
    "We talked about trade, about grain and about the border",
    "The talks were open, long and useful for both countries",
    "I am grateful to the people of this city for their welcome",
]
_FILLERS = [
    "The meeting lasted for about {n} hours and was followed by a dinner in the old town.",
    "Before that the guests laid flowers at the memorial and spoke with soldiers who had come back from the front.",
    "According to the ministry of finance, trade between the two countries grew by {n} per cent in the past year.",
    "The delegation also visited a plant in which {n} vehicles are repaired every month.",
    "Police closed {n} streets around the building, and the trams did not run until the evening.",
    "The next round of consultations is planned for the coming month, officials at the chancellery explained.",
    "Observers recall that a similar meeting took place {n} months ago and ended without a communiqué.",
    "The opposition had asked for a debate in the chamber, which was put off by {n} days.",
    "A survey among {n}00 people shows that most of them follow the talks in the news.",
    "The two sides signed {n} agreements on railways, on energy and on the exchange of students.",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def articles(count: int, seed: int = 1, words: int = WORDS) -> Iterator[Article]:
    """So many articles of about so many words; one in thirty is another outlet's version of the one before."""
    chance = random.Random(seed)
    people = [
        actor for actor in load_roster(data_file("actors.toml"))[0] if actor.kind is ActorKind.PERSON and actor.roles
    ]
    before: Article | None = None
    for number in range(count):
        outlet = chance.choice(_OUTLETS)
        if before is not None and chance.random() < 1 / 30:
            text = f"{before.text}\nRead also: what {outlet} wrote on {chance.choice(_DAYS)} number {number}.\n"
            yield Article(
                text,
                title=before.title,
                outlet=f"{outlet} {number % 7}",
                url=f"https://news.example/{number}",
                published=before.published,
            )
            continue
        day = date(2022, 10, 1) + timedelta(days=chance.randrange(900))
        title, text = _write(chance, people, day, number, words)
        before = Article(
            text, title=title, outlet=outlet, url=f"https://news.example/{number}", published=PartialDate.of(day)
        )
        yield before


def _write(chance: random.Random, people: list[Actor], day: date, number: int, words: int) -> tuple[str, str]:
    city = chance.choice(_CITIES)
    first, second = chance.sample(people, 2)
    title = f"{first.name} in {city}: talks number {number} and what comes of them"
    said = _DAYS[(day - timedelta(days=chance.randrange(3))).weekday()]
    on_topic = chance.random() < 0.6
    quotes = _QUOTES if on_topic else _OTHER_QUOTES
    role = first.roles[-1].title
    paragraphs = [
        title,
        f"{city}, {day:%B} {day.day}, {day.year}. {role} {first.name} met {second.name} in {city} on {said}.",
        f"“{chance.choice(quotes)},” {first.name.split()[-1]} said on {said} after the talks, answering question {number}.",
    ]
    if on_topic:
        paragraphs.append(f"{second.roles[-1].title} {second.name} {chance.choice(_REPORTS)}.")
        paragraphs.append(f"According to {first.name.split()[-1]}, “{chance.choice(quotes).lower()}.”")
    length = sum(len(paragraph.split()) for paragraph in paragraphs)
    while length < words:
        filler = " ".join(chance.choice(_FILLERS).format(n=chance.randrange(2, 90)) for _ in range(3))
        paragraphs.append(filler)
        length += len(filler.split())
        if chance.random() < 0.2:
            third = chance.choice(people)
            paragraphs.append(f"“{chance.choice(_OTHER_QUOTES)},” added {third.name}.")
            length += 12
    return title, "\n\n".join(paragraphs) + "\n"


def write_lines(path: Path, count: int, seed: int = 1) -> None:
    """The articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(articles(count, seed)):
            record = {
                "id": f"n{number}",
                "url": one.url,
                "title": one.title,
                "outlet": one.outlet,
                "published": str(one.published),
                "text": one.text,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_folder(folder: Path, count: int, seed: int = 1) -> None:
    """The articles as text files with header lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(articles(count, seed)):
        head = f"Title: {one.title}\nURL: {one.url}\nOutlet: {one.outlet}\nPublished: {one.published}\n\n"
        (folder / f"{number:06}.txt").write_text(head + one.text, encoding="utf-8")
