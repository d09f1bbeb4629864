"""What the exports are tried on: the curated statements, and records full of hostile text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from stance.actors import load_events, load_roster
from stance.analysis.catalog import Catalog
from stance.codebook import load_codebook
from stance.curated import load_statements
from stance.export.origin import Origin
from stance.model import Actor, Kind, PartialDate, Position, Role, Source, SourceRef, Statement
from stance.resources import data_file

AS_OF = date(2026, 4, 1)


@dataclass(frozen=True)
class Exported:
    statements: Sequence[Statement]
    catalog: Catalog
    origin: Origin


def _origin() -> Origin:
    return Origin(AS_OF, "0.0.test", "export", {"country": ["UA", "US"]}, "Whether Ukraine should join")


@pytest.fixture(scope="session")
def sample() -> Exported:
    actors, events = load_roster(data_file("actors.toml"))[0], load_events(data_file("events.toml"))[0]
    statements, sources, _ = load_statements()
    positions = load_codebook().positions
    return Exported(statements, Catalog(actors=actors, sources=sources, events=events, positions=positions), _origin())


NASTY = '=1+1;"x",\r\n\ttwo\x00\x1b[31m\u202e <b>&amp;</b> | `code` {\\TeX} $%_#~^ \ufffe 😀'
if sys.version_info < (3, 11):  # csv could not hold NUL before
    NASTY = NASTY.replace("\0", "")


@pytest.fixture(scope="session")
def hostile() -> Exported:
    """Every field that text can come into holds what breaks formats; and dates, sources and spans of every sort."""
    actors = [
        Actor("evil", NASTY, country="XX", roles=(Role(NASTY, NASTY),), aliases=(NASTY,)),
        Actor("plain", "@SUM(A1)", note=NASTY),
    ]
    sources = [
        Source("a1", NASTY, "https://example.org/?q={x}&y=%20", NASTY, PartialDate(2023, 7), author=NASTY),
        Source("a2", "", "", "", None),
    ]
    positions = [Position("now", "n<o>w|", support=4), Position("never", "-never", support=None)]
    statements = [
        Statement("s1", "evil", "now", Kind.DIRECT, PartialDate(2023, 7, 6), NASTY, "XX", NASTY, NASTY, "", (SourceRef("a1", 3, 9), SourceRef("a2")), NASTY, note=NASTY, coder=NASTY),
        Statement("s2", "plain", "never", Kind.REPORTED, PartialDate(2023), summary="+1", sources=(SourceRef("a2"),), event="gone", coder="anna"),
        Statement("s3", "stranger", "lost", stated_on=None, quote="\r", sources=(SourceRef("missing"),), coder="anna"),
        Statement("s4", "plain", "now", stated_on=PartialDate(2023, 8), quote="Yes", extra={"mood": ["=a"]}),
    ]  # fmt: skip
    return Exported(statements, Catalog(actors=actors, sources=sources, positions=positions), _origin())
