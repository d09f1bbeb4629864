"""Which statements are looked at."""

# Annotations are values here, not words: reading words takes time at every start.

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from stance.letters import fold
from stance.model import Actor, Kind, Source, Statement, Status


class Query(NamedTuple):
    """What a statement must be; all that is given must hold, several values of one field are alternatives.

    A date known to the month or the year counts by its first day; ranges include both ends. A statement without a
    date lies in no range.
    """

    actors: frozenset[str] = frozenset()  #: ids
    countries: frozenset[str] = frozenset()  #: upper case: whom the actor spoke for, else where the actor belongs
    positions: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()  #: ids
    statuses: frozenset[Status] = frozenset({Status.ACCEPTED})
    since: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()  #: folded; each must stand in quote, summary, condition, note, or the actor's name
    homes: Mapping[str, str] = MappingProxyType({})  #: country of each actor, for `countries`
    names: Mapping[str, str] = MappingProxyType({})  #: name of each actor, for `words`

    def within(self, one: Statement) -> bool:
        """Whether the statement's day lies in the range."""
        if self.since is None and self.until is None:
            return True
        if one.stated_on is None:
            return False
        day = one.stated_on.first
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def fits(self, one: Statement) -> bool:
        """Whether the statement is what is asked for."""
        return (
            one.status in self.statuses
            and (not self.actors or one.actor in self.actors)
            and (not self.positions or one.position in self.positions)
            and (not self.kinds or one.kind in self.kinds)
            and (not self.events or one.event in self.events)
            and (not self.countries or (one.country or self.homes.get(one.actor, "")).upper() in self.countries)
            and (not self.sources or any(ref.source in self.sources for ref in one.sources))
            and self.within(one)
            and (not self.words or self.mentions(one))
        )

    def mentions(self, one: Statement) -> bool:
        """Whether all words stand in what was said, by whom or in what was noted."""
        said = (one.quote, one.summary, one.condition, one.note, one.role, self.names.get(one.actor, ""))
        text = fold(" ".join(said))
        return all(word in text for word in self.words)

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but the status."""
        return not (
            self.actors or self.countries or self.positions or self.kinds or self.events or self.sources
            or self.since or self.until or self.words
        )  # fmt: skip


def select(statements: Iterable[Statement], query: Query) -> list[Statement]:
    """The statements that fit, in the order in which they come."""
    if query.is_plain:
        return [one for one in statements if one.status in query.statuses]
    return [one for one in statements if query.fits(one)]


def homes_of(actors: Iterable[Actor]) -> dict[str, str]:
    """The country of each actor that has one."""
    return {actor.id: actor.country for actor in actors if actor.country}


def sources_like(typed: str, sources: Iterable[Source]) -> list[Source]:
    """The sources that a name means: an id or its beginning, an outlet, else words of a title or an address."""
    wanted = fold(typed)
    known = list(sources)
    exact = [one for one in known if one.id == typed or fold(one.outlet) == wanted]
    if exact:
        return exact
    near = [one for one in known if len(typed) > 3 and one.id.startswith(typed)]
    return near or [
        one
        for one in known
        if wanted and (wanted in fold(one.outlet) or wanted in fold(one.title) or wanted in one.url)
    ]
