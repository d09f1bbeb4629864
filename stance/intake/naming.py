"""Actors and events as a plan names them: those of the store, and those that it adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stance.actors import Gazetteer
from stance.ids import slug
from stance.model import Actor, ActorKind, Event, PartialDate
from stance.store import Store
from stance.text import fold


class Names:
    """Finds actors and events by what articles and files call them; somebody new gets a record, handed to `put`."""

    def __init__(self, store: Store, put: Callable[[Actor | Event], None]) -> None:
        self.gazetteer = Gazetteer(store.actors())
        self.events = {event.id: event for event in store.events()}
        self._put = put
        self._actors: dict[str, Actor] = {actor.id: actor for actor in store.actors()}
        self._new: dict[str, Actor] = {}  # by folded name
        self._places = [
            (event, [word for word in (fold(event.place), fold(event.name)) if word]) for event in self.events.values()
        ]

    def has_actor(self, id: str) -> bool:
        """Whether an id is that of an actor of the store or of this plan."""
        return id in self._actors

    def actor(self, id: str) -> Actor | None:
        return self._actors.get(id)

    def take(self, record: Actor | Event) -> None:
        """Take in an actor or an event of a data package; what is known already, by id or by name, stays as it is."""
        if isinstance(record, Event):
            if record.id not in self.events:
                self.events[record.id] = record
                self._put(record)
        elif record.id not in self._actors and not self._known(record.name):
            self._actors[record.id] = self._new[fold(record.name)] = record
            self._put(record)

    def actor_for(self, name: str, id: str | None, kind: ActorKind = ActorKind.PERSON, country: str = "") -> str:
        """The id of an actor; someone the roster lacks is added to it under a slug of the name."""
        if id and id in self._actors:
            return id
        known = self._known(name)
        if known:
            return known
        key = fold(name)
        if key not in self._new:
            id = free_slug(id or slug(name), name, self._actors)
            actor = self._actors.get(id) or Actor(
                id=id, name=name, kind=kind, country=country if len(country) == 2 else ""
            )
            if id not in self._actors:
                self._actors[id] = actor
                self._put(actor)
            self._new[key] = actor
        return self._new[key].id

    def _known(self, name: str) -> str:
        """The id of the one actor of this name, also where an office stands before the name in full."""
        words = name.split()
        for start in range(max(1, len(words) - 1)):
            found = self.gazetteer.lookup(" ".join(words[start:]))
            if len(found) == 1 and (start == 0 or found[0].kind is ActorKind.PERSON):
                return found[0].id
        return ""

    def event_on(self, day: PartialDate | None, text: str) -> str:
        """The event that an article speaks of (by place or name) and whose days hold the day of a statement."""
        if day is None or day.precision != "day":
            return ""
        held = [
            (event, words)
            for event, words in self._places
            if event.start.first <= day.first <= (event.end or event.start).last
        ]
        folded = fold(text) if held else ""
        return next((event.id for event, words in held if any(word in folded for word in words)), "")


def free_slug(id: str, name: str, taken: Mapping[str, Actor]) -> str:
    """The slug, with a number where someone of another name has it."""
    number = 1
    candidate = id
    while candidate in taken and fold(taken[candidate].name) != fold(name):
        number += 1
        candidate = f"{id}-{number}"
    return candidate
