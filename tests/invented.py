"""Invented records that the tests of reading look at, and the drawings they are held to.

`STANCE_GOLDEN=write pytest tests/…` writes the drawings anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from stance.analysis.catalog import Catalog
from stance.model import (
    Actor,
    ActorKind,
    Event,
    Kind,
    PartialDate,
    Position,
    Role,
    Source,
    SourceRef,
    Statement,
)

GOLDEN = Path(__file__).parent / "golden"
AS_OF = date(2023, 12, 31)

POSITIONS = [
    Position("now", "now", glyph="●", ascii="*", color="#00915a", support=4),
    Position("guarantees-first", "guarantees first", glyph="◕", ascii="%", color="#2a7fd4", support=3),
    Position("after-war", "after the war", glyph="◑", ascii="+", color="#b87800", support=2),
    Position("in-principle", "timing open", glyph="◔", ascii=".", color="#a96bb8", support=1),
    Position("noncommittal", "no position", glyph="○", ascii="o", color="#7d7d7d", support=0),
    Position("opposed", "opposed", glyph="×", ascii="x", color="#d5502a", support=-1),
    Position("silent-treaty", "by treaty", glyph="◇", ascii="t", color="magenta"),
]
ORDER = {position.id: place for place, position in enumerate(POSITIONS)}
EVENTS = [
    Event("port-talks", "Talks in the port", PartialDate(2023, 3, 1), place="Old Port"),
    Event("summit", "Summit of the coast", PartialDate(2023, 7, 11), PartialDate(2023, 7, 12), "Vale"),
    Event("eve", "Dinner before the summit", PartialDate(2023, 7, 10), place="Vale"),
]
ACTORS = [
    Actor("anna-berg", "Anna Berg", ActorKind.PERSON, "DK", ("Berg", "Анна Берґ"), (
        Role("Prime Minister of Denmark", "Government", "DK", PartialDate(2022, 12, 15)),
        Role("Minister of Finance", "Government", "DK", PartialDate(2019), PartialDate(2022, 12, 14)),
    )),
    Actor("bruno-costa", "Bruno Costa", ActorKind.PERSON, "PT", ("Costa",), (
        Role("Foreign Minister", "", "PT", PartialDate(2020), PartialDate(2023, 6, 30)),
        Role("Former Foreign Minister", "", "PT", PartialDate(2023, 7)),
    )),
    Actor("chen-wei", "陳偉", ActorKind.PERSON, "CN", ("Chen Wei",)),
    Actor("dalia-levi", "דליה לוי", ActorKind.PERSON, "IL", ("Dalia Levi",)),
    Actor("nguyen", "Zoe\u0308 Nguye\u0302\u0303n", ActorKind.PERSON, "FR"),
    Actor("conference", "Permanent Conference of Ministers of the Northern and Eastern Coastal States", ActorKind.BODY),
    Actor("riksdag", "Danish Parliament", ActorKind.BODY, "DK"),
    Actor("portugal", "Portugal", ActorKind.STATE, "PT"),
    Actor("quiet", "Quiet Person", ActorKind.PERSON, "SE"),
]  # fmt: skip
SOURCES = [
    Source("a1", "Berg: the door is open", "https://example.org/1", "Coast Daily", PartialDate(2023, 1, 11)),
    Source("a2", "What was said in Vale", "https://example.org/2", "The Harbour Gazette of the Northern Coast", PartialDate(2023, 7, 12)),
    Source("a3", "Notes", "", "", PartialDate(2023, 5)),
    Source("a4", "A leaflet", "https://example.org/1", "Coast Daily"),
]  # fmt: skip


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def said(id: str, actor: str, position: str, when: str | None, kind: Kind = Kind.DIRECT, **more: object) -> Statement:
    """A statement in few words."""
    more.setdefault("sources", (SourceRef("a1"),))
    return Statement(id, actor, position, kind, day(when) if when else None, **more)  # type: ignore[arg-type]


STATEMENTS = [
    said("s01", "anna-berg", "in-principle", "2023-01-10", role="Prime Minister of Denmark", country="DK", quote="the door is open"),
    said("s02", "anna-berg", "in-principle", "2023-02-20", Kind.INDIRECT, country="DK", role="Prime Minister of Denmark", summary="Repeats that the door is open."),
    said("s03", "anna-berg", "after-war", "2023-07-11", Kind.INDIRECT, country="DK", role="Prime Minister of Denmark", summary="Wants the war to end first.", event="summit", sources=(SourceRef("a2"),)),
    said("s04", "anna-berg", "guarantees-first", "2023-07-11", country="DK", role="Prime Minister of Denmark", quote="guarantees must come first, and they must be more than words on paper", event="summit", sources=(SourceRef("a2"), SourceRef("a1"))),
    said("s05", "anna-berg", "guarantees-first", "2023-08-01", country="DK", role="Prime Minister of Denmark", quote="first of all guarantees"),
    said("s06", "bruno-costa", "opposed", "2022", Kind.REPORTED, country="PT", role="Foreign Minister", summary="Is said to have been against it."),
    said("s07", "bruno-costa", "now", "2023-05", country="PT", role="Foreign Minister", quote="why not now?", sources=(SourceRef("a3"),)),
    said("s08", "chen-wei", "noncommittal", "2023-03-01", country="CN", quote="看情况", event="port-talks"),
    said("s09", "dalia-levi", "now", "2023-06-30", country="IL", quote="עכשיו"),
    said("s10", "nguyen", "after-war", "2023-07-10", country="FR", quote="après la guerre", event="eve"),
    said("s11", "nguyen", "now", "2023-07-12", Kind.INDIRECT, country="FR", summary="Changes her mind overnight.", event="summit"),
    said("s12", "conference", "silent-treaty", "2023-03-02", Kind.REPORTED, summary="Wants a treaty, and later another one.", country="NECS"),
    said("s13", "riksdag", "now", "2023-09-01", Kind.REPORTED, country="DK", summary="Votes for accession at once."),
    said("s14", "portugal", "in-principle", "2023-04-04", Kind.REPORTED, country="PT", summary="Signs a declaration."),
    said("s15", "bruno-costa", "now", None, country="PT", summary="Said so, nobody knows when.", sources=(SourceRef("a4"),)),
]  # fmt: skip


def catalog() -> Catalog:
    return Catalog(actors=ACTORS, sources=SOURCES, events=EVENTS, positions=POSITIONS)


def check_golden(name: str, text: str) -> None:
    """Hold a drawing to the one that was looked at and kept."""
    path = GOLDEN / name
    if os.environ.get("STANCE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"no golden file {name}: STANCE_GOLDEN=write makes it"
    assert text == path.read_text(encoding="utf-8")
