"""Who moved: changes of position between two dated statements, and the difference between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stance.analysis.current import Turn, turns_by_actor
from stance.model import Event, Statement


class Shift(NamedTuple):
    """A change of position, with the evidence on both sides."""

    actor: str
    before: Turn  #: the last day on which the old position was held
    after: Turn  #: the first day on which the new one was
    confirmations: int  #: further statements of the new position before the next change
    event: Event | None = None  #: the event nearest to the change
    distance: int | None = None  #: days from the event to the change: negative before it, 0 during it

    @property
    def day(self) -> date:
        return self.after.day

    @property
    def confirmed(self) -> bool:
        """Whether a second statement bears it out; until then it is "single"."""
        return self.confirmations > 0


class Difference(NamedTuple):
    """What an actor held on two days, where the two are not the same; None: nothing said yet."""

    actor: str
    before: Turn | None
    after: Turn
    shifts: int  #: changes between the two days


def shifts(
    statements: Iterable[Statement], order: Mapping[str, int], events: Iterable[Event] = (), until: date | None = None
) -> list[Shift]:
    """Every change of position up to `until`, oldest first, then by actor."""
    found = list(shifts_by_actor(statements, order, events, until))
    found.sort(key=lambda shift: (shift.day, shift.actor))
    return found


def shifts_by_actor(
    statements: Iterable[Statement], order: Mapping[str, int], events: Iterable[Event] = (), until: date | None = None
) -> Iterator[Shift]:
    """The same, each found when it is asked for: all of one actor, oldest first, then all of another."""
    dated = sorted(events, key=lambda event: (event.start.first, event.id))
    nearest_on: dict[date, tuple[Event | None, int | None]] = {}  # many shifts fall on few days
    for actor, held in turns_by_actor(statements, order, until):
        before: Turn | None = None
        for first, last, said in _runs(held):
            if before is not None:
                day = first.day
                if day not in nearest_on:
                    nearest_on[day] = nearest(day, dated)
                yield Shift(actor, before, first, said - 1, *nearest_on[day])
            before = last


def _runs(held: list[Turn]) -> Iterator[tuple[Turn, Turn, int]]:
    """The stretches of one position: the first turn of each, the last, and how many statements of it there are."""
    first = last = held[0]
    position, said = first.statement.position, 0
    for turn in held:
        if turn.statement.position != position:
            yield first, last, said
            first, position, said = turn, turn.statement.position, 0
        said += 1
        if turn.others:
            said += sum(one.position == position for one in turn.others)
        last = turn
    yield first, last, said


def nearest(day: date, events: Iterable[Event]) -> tuple[Event | None, int | None]:
    """The event nearest to a day and the days from it: negative before its start, 0 during it, positive after its end.

    Of two as near the one that has begun counts, then the one with the smaller id.
    """
    best: tuple[Event | None, int | None] = (None, None)
    rank: tuple[int, bool, str] | None = None
    for event in events:
        start, end = event.start.first, (event.end or event.start).last
        distance = (day - start).days if day < start else (day - end).days if day > end else 0
        candidate = (abs(distance), distance < 0, event.id)
        if rank is None or candidate < rank:
            rank, best = candidate, (event, distance)
    return best


def compare(statements: Iterable[Statement], first: date, second: date, order: Mapping[str, int]) -> list[Difference]:
    """Who stands elsewhere on the second day than on the first, newcomers included, by the day of the last change."""
    found = []
    for actor, held in turns_by_actor(statements, order, second):
        earlier = [turn for turn in held if turn.day <= first]
        later = held[len(earlier) :]
        if not later:
            continue
        before, after = (earlier[-1] if earlier else None), later[-1]
        if before is not None and before.position == after.position:
            continue
        path = ([before] if before else []) + later
        changes = sum(one.position != other.position for one, other in pairwise(path))
        found.append(Difference(actor, before, _first_of_run(later), changes))
    found.sort(key=lambda one: (one.after.day, one.actor))
    return found


def _first_of_run(held: list[Turn]) -> Turn:
    """The first turn of the position held at the end."""
    place = len(held) - 1
    while place and held[place - 1].position == held[-1].position:
        place -= 1
    return held[place]
