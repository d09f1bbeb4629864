"""What readers are told and what they give: options, and coded statements as a file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Union

from stance.errors import StanceError, Unmapped
from stance.model import Actor, Article, Event, PartialDate, Problem, Source

__all__ = ["FIELDS", "Coded", "Found", "Options", "Reading", "problem_of"]


@dataclass(frozen=True)
class Options:
    """How to read: what the user says of the article, and how far to go."""

    title: str = ""  #: these four are put in place of what the article says of itself
    url: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    form: str = ""  #: name of a format, where neither the file's name nor its content shall decide
    columns: Mapping[str, str] = field(default_factory=dict)  #: our field → the spreadsheet's column
    positions: Mapping[str, str] = field(default_factory=dict)  #: the spreadsheet's value → position id
    since: date | None = None  #: articles known to be published before it are left out
    today: date | None = None  #: the day of access
    allow_private: bool = False  #: addresses of the own network may be fetched
    follow: bool = False  #: fetch the page behind each entry of a feed
    dates: str = ""  #: "dmy" or "mdy": how a table writes 03/04/2023
    doubts: list[Problem] | None = None  #: where readers put what they passed over in a record; set by the reader
    excel: bool = False  #: the table was written for Excel; set by the reader
    folder: Path | None = None  #: where the file lies, for texts beside a bibliography; set by the reader

    @property
    def mapped(self) -> bool:
        return bool(self.columns)


@dataclass(frozen=True)
class Found:
    """A source of a coded statement, and where in its text the words stand, in code points (None: not located)."""

    source: Source  #: its id may be empty: then it is made from what the record says
    start: int | None = None
    end: int | None = None
    text: str = ""  #: the source's text, where the file carries it


@dataclass(frozen=True)
class Coded:
    """A statement that somebody coded elsewhere, in the words of their file; not yet checked against a store."""

    place: str
    line: int | None
    fields: Mapping[str, str]  #: by the names in FIELDS; empty ones left out
    sources: tuple[Found, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)  #: columns of no meaning to us, kept


#: The fields of a coded statement.
FIELDS = (
    "id", "actor", "actor_id", "actor_kind", "role", "country", "position", "kind", "stated_on", "quote", "summary",
    "event", "condition", "status", "confidence", "cues", "coder", "note", "recorded_at",
)  # fmt: skip

#: What a reader gives: an article to look into, a source alone, a statement coded elsewhere, or a fault; our own data
#: package also gives the actors and events that its statements name.
Reading = Union[Article, Source, Coded, Actor, Event, Problem]  # noqa: UP007  a value, so that Python 3.10 can make it


def problem_of(error: StanceError, place: str, line: int | None = None) -> Problem:
    """What is wrong with a record, at its place."""
    return Problem(place, str(error), line, unmapped=error.value if isinstance(error, Unmapped) else "")
