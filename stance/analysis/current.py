"""Where each actor stands as of a day, by the rules that people can quote.

*Position as of a day*: that of the latest statement not after it; of several on one day the direct one, then the
indirect, then the reported, then the codebook's order; what else was said that day is "also". A date known to the
month or the year counts from its first day.
"""

# Annotations are values here, not words: reading words takes time at every start.

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from stance.model import Kind, PartialDate, Statement

ANONYMOUS = "anonymous"  #: the actor of unnamed sources: several people, who hold no position together
SILENT_DAYS = 180  #: days without a word after which a position counts as silent

# Of several statements of a day: said on that very day before said by then, the kind, the codebook's order; in one number.
_BY = 100_000
_KIND_RANK = {kind: kind.rank * 10_000 for kind in Kind}
_LAST = 9_999


class Turn(NamedTuple):
    """What an actor held on a day on which something was said."""

    statement: Statement  #: the one that decides
    others: tuple[Statement, ...] = ()  #: the rest of that day, in the order of the rule

    @property
    def day(self) -> date:
        """The first day that the statement's date may mean."""
        stated_on = self.statement.stated_on
        assert stated_on is not None  # turns are made of dated statements
        return stated_on.first

    @property
    def date(self) -> PartialDate:
        """The statement's date, as precise as it is known."""
        stated_on = self.statement.stated_on
        assert stated_on is not None
        return stated_on

    @property
    def position(self) -> str:
        return self.statement.position

    @property
    def also(self) -> tuple[str, ...]:
        """Other positions taken on that day, each once."""
        if not self.others:
            return ()
        return tuple(dict.fromkeys(one.position for one in self.others if one.position != self.position))

    @property
    def statements(self) -> tuple[Statement, ...]:
        return (self.statement, *self.others)


class Standing(NamedTuple):
    """An actor's position as of a day, with what it rests on."""

    actor: str
    turn: Turn  #: the latest day on which the actor spoke
    since: Turn  #: the day from which this position has been held
    before: Turn | None  #: the last day on which another position was held; None: this is the first
    statements: int  #: dated statements up to the day
    silent_for: int  #: days since the last word
    silent: bool  #: longer than the days allowed

    @property
    def statement(self) -> Statement:
        return self.turn.statement

    @property
    def position(self) -> str:
        return self.turn.position

    @property
    def also(self) -> tuple[str, ...]:
        return self.turn.also


def turns(statements: Iterable[Statement], order: Mapping[str, int]) -> list[Turn]:
    """The days on which somebody said something, oldest first; statements without a date are left out."""
    keyed: list[_Keyed] = []
    for number, one in enumerate(statements):
        said = one.stated_on
        if said is not None:
            keyed.append((said.ordinal, _rank(one, said, order), one.id, number, one))
    return _by_day(keyed)


def turns_by_actor(
    statements: Iterable[Statement], order: Mapping[str, int], as_of: date | None = None
) -> Iterator[tuple[str, list[Turn]]]:
    """The turns of each named actor who has any, those up to `as_of` only; actors in the order in which they come."""
    grouped: dict[str, list[_Keyed]] = {}
    last = (as_of or date.max).toordinal()
    for number, one in enumerate(statements):
        said = one.stated_on
        if said is None or (day := said.ordinal) > last:
            continue
        entry = day, _rank(one, said, order), one.id, number, one
        mine = grouped.get(one.actor)
        if mine is None:
            grouped[one.actor] = [entry]
        else:
            mine.append(entry)
    grouped.pop(ANONYMOUS, None)
    for actor, keyed in grouped.items():
        yield actor, _by_day(keyed)


#: Day, rank within the day, id, number and the statement: no two have one number, so that records are never compared.
_Keyed = tuple[int, int, str, int, Statement]


def _rank(one: Statement, said: PartialDate, order: Mapping[str, int]) -> int:
    """The place of a statement among those of its day; the lowest decides."""
    rank = _KIND_RANK[one.kind] + order.get(one.position, _LAST)
    return rank + _BY if said.by else rank


def _by_day(keyed: list[_Keyed]) -> list[Turn]:
    keyed.sort()
    if len({entry[0] for entry in keyed}) == len(keyed):  # most people say one thing a day
        return [Turn(entry[4]) for entry in keyed]
    found: list[Turn] = []
    start, count = 0, len(keyed)
    while start < count:
        end, day = start + 1, keyed[start][0]
        while end < count and keyed[end][0] == day:
            end += 1
        others = tuple([entry[4] for entry in keyed[start + 1 : end]]) if end > start + 1 else ()
        found.append(Turn(keyed[start][4], others))
        start = end
    return found


def actors_heard(statements: Iterable[Statement], as_of: date) -> set[str]:
    """The named actors who have said something by a day."""
    found = {one.actor for one in statements if one.stated_on is not None and one.stated_on.first <= as_of}
    return found - {ANONYMOUS}


def current(
    statements: Iterable[Statement], as_of: date, order: Mapping[str, int], silent_days: int = SILENT_DAYS
) -> list[Standing]:
    """Where each actor stands as of a day, actors by id; `order` is the codebook's order of positions."""
    found = [standing(actor, held, as_of, silent_days) for actor, held in turns_by_actor(statements, order, as_of)]
    found.sort(key=attrgetter("actor"))
    return found


def standing(actor: str, held: Sequence[Turn], as_of: date, silent_days: int = SILENT_DAYS) -> Standing:
    """The standing that follows from an actor's turns, all of them not after `as_of`."""
    latest = since = held[-1]
    before = None
    for turn in reversed(held):
        if turn.position != latest.position:
            before = turn
            break
        since = turn
    # A month or a year may mean any of its days up to the day asked for: silence runs from the last of them.
    silent_for = max(0, (as_of - min(latest.date.last, as_of)).days)
    return Standing(
        actor=actor,
        turn=latest,
        since=since,
        before=before,
        statements=len(held) + sum([len(turn.others) for turn in held]),
        silent_for=silent_for,
        silent=silent_for > silent_days,
    )
