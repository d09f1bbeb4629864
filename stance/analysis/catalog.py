"""What statements point to, by id: actors, sources, events, positions, as tables need them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from stance.model import Actor, Event, Position, Role, Source, Statement

Record = TypeVar("Record")


_MANY = 1000  # fetched one by one a record costs three times as much as among all


class ById(Mapping[str, Record]):
    """Records that are fetched by id when they are needed: a table of ten actors reads no ten thousand sources.

    After a thousand of them the rest is read at once.
    """

    def __init__(
        self,
        fetch: Callable[[str], Record | None],
        ids: Callable[[], Iterable[str]],
        everything: Callable[[], Iterable[Any]],
    ) -> None:
        self.fetch = fetch
        self.ids = ids
        self.everything = everything
        self.known: dict[str, Record | None] = {}
        self.whole = False

    def __getitem__(self, id: str) -> Record:
        found = self.get(id)
        if found is None:
            raise KeyError(id)
        return cast("Record", found)

    def get(self, id: str, default: Any = None) -> Any:
        known = self.known
        if id not in known:
            if len(known) >= _MANY and not self.whole:
                known.update((one.id, one) for one in self.everything())
                self.whole = True
            if id not in known:
                known[id] = self.fetch(id)
        found = known[id]
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids())

    def __len__(self) -> int:
        return sum(1 for _ in self.ids())


class Catalog:
    """Lookups that never fail: an id without a record stands for itself."""

    def __init__(
        self,
        *,
        actors: Mapping[str, Actor] | Iterable[Actor] = (),
        sources: Mapping[str, Source] | Iterable[Source] = (),
        events: Mapping[str, Event] | Iterable[Event] = (),
        positions: Iterable[Position] = (),
    ) -> None:
        self.actors = actors if isinstance(actors, Mapping) else {one.id: one for one in actors}
        self.sources = sources if isinstance(sources, Mapping) else {one.id: one for one in sources}
        self.events = events if isinstance(events, Mapping) else {one.id: one for one in events}
        self.positions = {position.id: position for position in positions}
        self._directions: dict[tuple[str, str], int] = {}

    @cached_property
    def order(self) -> dict[str, int]:
        """The codebook's order; a position that it lacks comes last."""
        return {identifier: place for place, identifier in enumerate(self.positions)}

    def name(self, actor: str) -> str:
        """The name of an actor."""
        record = self.actors.get(actor)
        return record.name if record else actor

    def label(self, position: str) -> str:
        """The label of a position."""
        record = self.positions.get(position)
        return record.label if record else position

    def event_name(self, event: str) -> str:
        """The name of an event."""
        record = self.events.get(event)
        return record.name if record else event

    def country(self, statement: Statement) -> str:
        """Whom the actor spoke for, else where the actor belongs."""
        if statement.country:
            return statement.country
        record = self.actors.get(statement.actor)
        return record.country if record else ""

    def support(self, position: str) -> int | None:
        """The degree of support; None for a position outside the scale."""
        record = self.positions.get(position)
        return record.support if record else None

    def direction(self, before: str, after: str) -> int:
        """1: nearer to "yes", -1: farther from it, 0: neither, or one of the two stands outside the scale."""
        found = self._directions.get((before, after))
        if found is None:
            old, new = self.support(before), self.support(after)
            found = 0 if old is None or new is None else (new > old) - (new < old)
            self._directions[before, after] = found
        return found

    def best_source(self, statement: Statement) -> Source | None:
        """The source to cite: one with an address, then the one published first, then by id."""
        sources = statement.sources
        if len(sources) == 1:
            return self.sources.get(sources[0].source)
        found = [one for one in (self.sources.get(ref.source) for ref in sources) if one]
        if len(found) < 2:
            return found[0] if found else None
        return min(
            found,
            key=lambda source: (
                not source.url,
                source.published.first if source.published else date.max,
                source.id,
            ),
        )

    def role_on(self, actor: str, day: date) -> Role | None:
        """The office held on a day: of several the one begun last."""
        record = self.actors.get(actor)
        held = [role for role in record.roles if role.covers(day)] if record else []
        return max(held, key=lambda role: role.since.first if role.since else date.min, default=None)
