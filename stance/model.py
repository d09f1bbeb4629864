"""The records of the tracker: immutable, with every field described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache, total_ordering
from typing import Any

from stance.record import record, record_of

__all__ = [
    "Actor", "ActorKind", "Article", "Attribution", "Confidence", "Event", "Kind", "PartialDate", "Position",
    "Problem", "Proposal", "Role", "Source", "SourceRef", "Span", "Statement", "Status", "replace",
]  # fmt: skip

_DIGITS = [4], [4, 2], [4, 2, 2]  # of a date's parts


class _Word(str, Enum):
    """An enumeration whose members are their own words, in JSON as on the screen."""

    def __str__(self) -> str:
        return str(self.value)


class Kind(_Word):
    """Whose words carry the position; the better evidence has the smaller `rank`."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    REPORTED = "reported"

    @property
    def rank(self) -> int:
        return list(Kind).index(self)


class Status(_Word):
    """Where a statement stands in review; only `accepted` ones count in tables and timelines."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TRASHED = "trashed"


class Confidence(_Word):
    """How sure the extraction is of a proposal; stance/docs/extraction.md says how often each is right."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        return list(Confidence).index(self)


class ActorKind(_Word):
    PERSON = "person"
    BODY = "body"
    STATE = "state"


@total_ordering
@record
class PartialDate:
    """A day, a month or a year, as precise as it is known.

    It sorts by its first day, the more precise first. The empty date is not a PartialDate but `None`.
    """

    year: int
    month: int | None = None
    day: int | None = None
    by: bool = field(default=False, kw_only=True)  #: no later than this day (see analysis/placing.py); never stored

    def __post_init__(self) -> None:
        self.first  # noqa: B018  raises ValueError on a date that the calendar lacks

    @staticmethod
    @lru_cache(maxsize=65536)
    def parse(text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raise ValueError on anything else."""
        parts = text.split("-")
        if [len(part) for part in parts] not in _DIGITS or not "".join(parts).isdecimal():
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (*map(int, parts), None, None)[:3]
        when = record_of(PartialDate, {"year": year, "month": month, "day": day, "by": False})
        when.first  # noqa: B018  as in __post_init__
        return when

    @staticmethod
    def of(day: date) -> PartialDate:
        return PartialDate(day.year, day.month, day.day)

    @cached_property
    def precision(self) -> str:
        """`day`, `month` or `year`; `by` where it is only known that it was no later."""
        if self.by:
            return "by"
        return "day" if self.day else "month" if self.month else "year"

    @cached_property
    def first(self) -> date:
        """The first day it may mean; from here it counts for "since"."""
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def ordinal(self) -> int:
        """The number of that day, as `date.toordinal` counts: for those who order many dates."""
        return self.first.toordinal()

    @cached_property
    def last(self) -> date:
        """The last day it may mean."""
        if self.day:
            return self.first
        from calendar import monthrange

        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @cached_property
    def iso(self) -> str:
        """As it is stored: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        if self.day:
            return self.first.isoformat()
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    def __str__(self) -> str:
        return self.iso

    @property
    def shown(self) -> str:
        """As a reader should see it: `by 2023-07-06` where the day is a bound."""
        return f"by {self}" if self.by else str(self)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)


@record
class Span:
    """A stretch of an article's text; offsets are 0-based code points, the end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@record
class Problem:
    """A fault in data that was read: a value with a place, not an exception."""

    place: str  #: file or address as the user gave it
    reason: str
    line: int | None = None  #: 1-based, where a line can be named
    serious: bool = True  #: False: a warning, the record went in
    unmapped: str = ""  #: a value of theirs for a position, which `--map 'position:VALUE=…'` would translate

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.reason}" if self.line else f"{self.place}: {self.reason}"


@record
class Article:
    """A text as it was read, with what is known of its origin."""

    text: str
    id: str = ""  #: the id its file gave it (JSON lines), else the id of its Source
    title: str = ""
    url: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    language: str = ""  #: ISO 639-1; empty when nobody said
    accessed: PartialDate | None = None
    place: str = ""  #: file or address it was read from, for messages
    author: str = ""


@record
class Source:
    """Where words were found; the text lies beside the store under its SHA-256."""

    id: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    language: str = ""
    sha256: str = ""  #: of the UTF-8 text; empty where no text is kept
    accessed: PartialDate | None = None
    author: str = ""
    urls: tuple[str, ...] = ()  #: further addresses of the same text
    earlier: str = ""  #: id of the Source that holds an earlier text of the same page
    sketch: str = ""  #: min-hashes of the text, by which a text much like it is found (analysis/sameness.py)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)  #: unknown fields, kept as they came


@record
class Role:
    """An office held from–to; an empty `until` means still held, or end unknown. Both ends are included."""

    title: str
    organization: str = ""
    country: str = ""  #: ISO 3166 alpha-2 of the state represented; empty for an international organisation
    since: PartialDate | None = None
    until: PartialDate | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def covers(self, day: date) -> bool:
        return (not self.since or self.since.first <= day) and (not self.until or day <= self.until.last)


@record
class Actor:
    """A person, a body or a state that can hold a position."""

    id: str  #: a slug of the name
    name: str
    kind: ActorKind = ActorKind.PERSON
    country: str = ""  #: nationality or seat, ISO 3166 alpha-2; empty for international bodies
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    wikidata: str = ""
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@record
class Event:
    """Something with a date that positions are read against: a summit, an application, an election."""

    id: str
    name: str
    start: PartialDate
    end: PartialDate | None = None  #: included; None: the same day as `start`
    place: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@record
class Position:
    """A code of the codebook, with what tables need to show it."""

    id: str
    label: str
    definition: str = ""
    glyph: str = "•"
    ascii: str = "*"
    color: str = ""  #: a colour as rich names it ("#rrggbb" or a name)
    support: int | None = None  #: degree of support, higher is nearer to "yes"; None stands outside the scale
    core: bool = True  #: part of the tracker's core question
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@record
class Attribution:
    """Who said which words: of any subject, in any article."""

    content: tuple[Span, ...]  #: in text order; several where a quotation is split or goes on
    source: Span | None  #: the speaker as written; None where none is named
    cue: Span | None  #: the words that say that something was said
    direct: bool = False  #: some of the content stands in quotation marks (or is a transcript)
    speech: bool = True  #: False: a belief, a hope, a poll rather than a statement
    addressee: Span | None = None
    form: str = ""  #: how it was found: "quote", "that-clause", "according-to", "transcript", "signature", …
    score: float = 1.0  #: 0 to 1, how sure the attribution is


@record
class Proposal:
    """A statement as the extraction proposes it, with all that explains it."""

    actor: str  #: canonical name where the roster has it, else the name as found
    actor_id: str | None  #: None: not in the roster
    role: str
    country: str  #: ISO 3166 alpha-2, the acronym of an organisation ("NATO"), or empty
    position: str
    kind: Kind
    stated_on: PartialDate | None
    confidence: Confidence
    evidence: Span
    quote: str = ""  #: the actor's own words, verbatim from the text
    quote_span: Span | None = None
    actor_kind: ActorKind = ActorKind.PERSON
    speaker: Span | None = None
    cue: Span | None = None  #: the reporting cue
    position_cue: Span | None = None
    date_span: Span | None = None
    cues: tuple[str, ...] = ()  #: names of the codebook cues and rules behind the position
    condition: str = ""
    why: tuple[str, ...] = ()  #: sentences for `--explain`


@record
class SourceRef:
    """A source of a statement and where in its text the words stand (None: not located)."""

    source: str
    start: int | None = None
    end: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@record
class Statement:
    """Who said what, when, where: the unit that is counted."""

    id: str
    actor: str  #: id of an Actor
    position: str  #: id of a Position
    kind: Kind = Kind.DIRECT
    stated_on: PartialDate | None = None  #: the day the words were said, not printed
    role: str = ""  #: as of that day
    country: str = ""  #: spoken for on that day: ISO 3166 alpha-2, or an organisation's acronym
    quote: str = ""  #: the actor's own words, verbatim
    summary: str = ""  #: in the coder's words, or the article's sentence
    event: str = ""  #: id of an Event
    sources: tuple[SourceRef, ...] = ()
    condition: str = ""
    status: Status = Status.ACCEPTED
    confidence: Confidence | None = None  #: None: coded by hand
    cues: tuple[str, ...] = ()
    coder: str = ""
    note: str = ""
    recorded_at: str = ""  #: ISO 8601 with time zone
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
