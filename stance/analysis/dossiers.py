"""All that is known of one actor, statement, source or event, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stance.analysis.current import SILENT_DAYS, Standing, current
from stance.analysis.shifts import Shift, shifts
from stance.analysis.timeline import Track, timeline
from stance.model import Actor, Event, Role, Source, Statement, Status


@dataclass(frozen=True)
class ActorDossier:
    """An actor's offices, positions and words up to a day."""

    actor: Actor
    as_of: date
    roles: tuple[Role, ...]  #: the latest begun first
    standing: Standing | None
    track: Track | None  #: from the month of the first statement on
    shifts: tuple[Shift, ...]
    statements: tuple[Statement, ...]  #: accepted, oldest first, those without a date last
    waiting: tuple[Statement, ...]  #: proposals to review


@dataclass(frozen=True)
class EventDossier:
    """Who stood where on the eve of an event, and what was said at it."""

    event: Event
    eve: date
    standings: tuple[Standing, ...]
    said: tuple[Statement, ...]  #: tied to it by the coder, or said on its days; oldest first
    moved: tuple[Shift, ...]  #: changes of position that these statements brought


@dataclass(frozen=True)
class SourceDossier:
    """A source and the statements that it carries."""

    source: Source
    statements: tuple[Statement, ...]


def actor_dossier(
    actor: Actor,
    statements: Sequence[Statement],
    as_of: date,
    order: Mapping[str, int],
    events: Sequence[Event] = (),
    silent_days: int = SILENT_DAYS,
) -> ActorDossier:
    """The dossier of an actor out of statements of any status."""
    mine = [one for one in statements if one.actor == actor.id]
    accepted = [one for one in mine if one.status is Status.ACCEPTED and _by(one, as_of)]
    dated = [one for one in accepted if one.stated_on]
    standing = next(iter(current(dated, as_of, order, silent_days)), None)
    track = None
    if dated:
        first = min(one.stated_on.first for one in dated if one.stated_on)
        track = next(iter(timeline(dated, first.replace(day=1), as_of, order, silent_days)), None)
    return ActorDossier(
        actor,
        as_of,
        tuple(sorted(actor.roles, key=lambda role: role.since.first if role.since else date.min, reverse=True)),
        standing,
        track,
        tuple(shifts(dated, order, events)),
        tuple(sorted(accepted, key=_when)),
        tuple(sorted((one for one in mine if one.status is Status.PROPOSED), key=_when)),
    )


def event_dossier(event: Event, statements: Sequence[Statement], order: Mapping[str, int]) -> EventDossier:
    """The dossier of an event out of accepted statements."""
    start, end = event.start.first, (event.end or event.start).last
    eve = start - timedelta(1)
    said = sorted((one for one in statements if one.event == event.id or _during(one, start, end)), key=_when)
    ids = {one.id for one in said}
    moved = [one for one in shifts(statements, order, [event]) if one.after.statement.id in ids]
    return EventDossier(event, eve, tuple(current(statements, eve, order)), tuple(said), tuple(moved))


def source_dossier(source: Source, statements: Sequence[Statement]) -> SourceDossier:
    """The dossier of a source out of statements of any status."""
    found = [one for one in statements if any(ref.source == source.id for ref in one.sources)]
    return SourceDossier(source, tuple(sorted(found, key=_when)))


def cited(statements: Sequence[Statement]) -> list[str]:
    """The ids of the sources of statements, each once, in the order of the statements."""
    return list(dict.fromkeys(ref.source for one in statements for ref in one.sources))


def _by(one: Statement, day: date) -> bool:
    return one.stated_on is None or one.stated_on.first <= day


def _during(one: Statement, start: date, end: date) -> bool:
    return one.stated_on is not None and one.stated_on.day is not None and start <= one.stated_on.first <= end


def _when(one: Statement) -> tuple[date, str]:
    return one.stated_on.first if one.stated_on else date.max, one.id
