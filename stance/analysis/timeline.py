"""Positions over time: what each actor held in a range of days, and the days that a column of a drawing means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from stance.analysis.current import SILENT_DAYS, Turn, turns_by_actor
from stance.model import Statement


@dataclass(frozen=True)
class Track:
    """One actor in a range of days."""

    actor: str
    carried: Turn | None  #: the last word before the range; None: nothing said yet
    turns: tuple[Turn, ...]  #: the days on which something was said in the range
    since: date
    until: date
    silent_days: int = SILENT_DAYS

    @property
    def marks(self) -> tuple[Turn, ...]:
        """The turn carried in, if there is one, and those of the range."""
        return (self.carried, *self.turns) if self.carried else self.turns

    @property
    def shifts(self) -> list[Turn]:
        """The turns that brought another position than the one before, the one carried in included."""
        before = self.carried
        found = []
        for turn in self.turns:
            if before is not None and before.position != turn.position:
                found.append(turn)
            before = turn
        return found

    @property
    def stretches(self) -> list[Stretch]:
        """What was held when, without gaps from the first position on, oldest first."""
        marks = self.marks
        found: list[Stretch] = []
        for place, turn in enumerate(marks):
            start = max(turn.day, self.since)
            following = marks[place + 1].day if place + 1 < len(marks) else self.until + timedelta(1)
            end = following - timedelta(1)
            if end < start:
                continue
            spoken = min(turn.date.last, end)  # a month may mean any of its days: silence runs from the last of them
            hush = spoken + timedelta(self.silent_days + 1)
            if hush > end:
                found.append(Stretch(turn, start, end, False))
            elif hush <= start:
                found.append(Stretch(turn, start, end, True))
            else:
                found += [Stretch(turn, start, hush - timedelta(1), False), Stretch(turn, hush, end, True)]
        return found

    @property
    def last(self) -> Turn | None:
        """The last word known at the end of the range."""
        return self.turns[-1] if self.turns else self.carried


class Stretch(NamedTuple):
    """Days, both included, on which a position was held."""

    turn: Turn  #: the last word before or at the start
    start: date
    end: date
    silent: bool

    @property
    def position(self) -> str:
        return self.turn.position


def timeline(
    statements: Iterable[Statement],
    since: date,
    until: date,
    order: Mapping[str, int],
    silent_days: int = SILENT_DAYS,
) -> list[Track]:
    """What each actor held from `since` to `until`, both included, with the position held before; by actor id."""
    found = []
    for actor, held in turns_by_actor(statements, order, until):
        cut = bisect_right([turn.day for turn in held], since - timedelta(1)) if since > date.min else 0
        carried = held[cut - 1] if cut else None
        found.append(Track(actor, carried, tuple(held[cut:]), since, until, silent_days))
    found.sort(key=attrgetter("actor"))
    return found


# -- columns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    """Days laid over columns: several days a column, give or take one, or several columns a day."""

    since: date
    until: date  #: included
    columns: int

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def column(self, day: date) -> int:
        """The (first) column of a day; days outside the range give a column outside 0 … columns-1."""
        return (day - self.since).days * self.columns // self.days

    def last_column(self, day: date) -> int:
        """The last column of a day."""
        return max(self.column(day), ((day - self.since).days + 1) * self.columns // self.days - 1)

    def first_day(self, column: int) -> date:
        """The first day that begins in a column or after it."""
        return self.since + timedelta(-(-column * self.days // self.columns))

    @property
    def scale(self) -> str:
        """What a column is, in words."""
        if self.columns > self.days:
            return f"a day is {self.columns // self.days} columns"
        least = self.days // self.columns
        days = f"{least} day{'s' * (least != 1)}" if not self.days % self.columns else f"{least} or {least + 1} days"
        return f"a column is {days}"


MOST_A_DAY = 6  #: columns


def fit_axis(since: date, until: date, columns: int) -> Axis:
    """An axis of at most that many columns; days of a short range are several columns wide, each the same."""
    days = (until - since).days + 1
    return Axis(since, until, max(1, columns) if days > columns else days * min(MOST_A_DAY, columns // days))


#: Calendar divisions, the finest first: name, columns that a mark needs, months in one (0: counted in days).
DIVISIONS = (
    ("day", 3, 0), ("week", 3, 0), ("month", 4, 1), ("quarter", 3, 3), ("year", 5, 12), ("5 years", 5, 60),
    ("decade", 5, 120), ("50 years", 5, 600), ("century", 5, 1200),
)  # fmt: skip


def periods(since: date, until: date, months: int) -> list[date]:
    """The first days of the calendar's stretches of so many months (1, 3, 12, 60, …) that begin in the range."""
    index = since.year * 12 + since.month - 1
    index -= index % months
    found = []
    while index < 10_000 * 12:
        day = date(max(1, index // 12), index % 12 + 1, 1)
        if day > until:
            break
        if day >= since:
            found.append(day)
        index += months
    return found


def ticks(axis: Axis) -> tuple[str, list[date]]:
    """The finest calendar division whose marks find room on the axis: its name and its first days (weeks: Mondays)."""
    for name, room, months in DIVISIONS:
        step = {"day": 1, "week": 7}.get(name)
        if step:
            if (axis.days // step + 1) * room > axis.columns + room - 1:
                continue
            start = axis.since + timedelta(-axis.since.weekday() % 7 if step == 7 else 0)
            found = [start + timedelta(offset) for offset in range(0, (axis.until - start).days + 1, step)]
        else:
            found = periods(axis.since, axis.until, months)
        columns = [axis.column(day) for day in found]
        if found and all(later - earlier >= room for earlier, later in pairwise(columns)):
            return name, found
    return "century", []


def order_tracks(
    tracks: Sequence[Track], by: str, names: Mapping[str, str], countries: Mapping[str, str]
) -> list[Track]:
    """The tracks by `name`, by `country`, or by `shift`: the first to move first, then who never moved by first word."""

    def by_shift(track: Track) -> tuple[bool, date, date, str]:
        moved = track.shifts
        spoken = track.carried or (track.turns[0] if track.turns else None)
        return not moved, moved[0].day if moved else date.max, spoken.day if spoken else date.max, key(track)

    def key(track: Track) -> str:
        return names.get(track.actor, track.actor)

    if by == "shift":
        return sorted(tracks, key=by_shift)
    if by == "country":
        return sorted(tracks, key=lambda track: (countries.get(track.actor, "") or "~", key(track)))
    return sorted(tracks, key=key)
