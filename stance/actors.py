"""The roster of actors: read from its file, found by any spelling, with the office held on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from stance.countries import code_of, organizations
from stance.errors import Ambiguous, NotFound
from stance.model import Actor, ActorKind, Role
from stance.offices import Office, read_office
from stance.roster import load_events, load_roster
from stance.spelling import allowed, distance, name_key, romanize, shortened, sound

_MOST_ROLES = 20_000

__all__ = ["Gazetteer", "load_events", "load_roster", "spoken_for"]


def spoken_for(role: Role) -> str:
    """The country an office speaks for: ISO 3166 alpha-2, the organisation's acronym, or empty."""
    return role.country or organizations().get(role.organization.casefold(), "")


class Gazetteer:
    """Finds actors by what people type and what articles print. Each index is built when first asked for."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = tuple(actors)
        self._roles: dict[tuple[str, date | None], tuple[Actor, Role | None]] = {}  # what `role_on` found

    @cached_property
    def _ids(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def names(self) -> dict[str, tuple[Actor, ...]]:
        """Every name and alias as `stance.spelling.name_key` folds it → the actors that bear it."""
        found: dict[str, tuple[Actor, ...]] = {}
        for actor in self.actors:
            for name in (actor.name, *actor.aliases):
                key = name_key(name)
                known = found.get(key)
                if known is None:
                    found[key] = (actor,)
                elif actor not in known:
                    found[key] = (*known, actor)
        found.pop("", None)
        return found

    @cached_property
    def surnames(self) -> dict[str, tuple[Actor, ...]]:
        """The last one, two and three words of people's names, folded → the people; also where no alias says so."""
        found: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in self.actors:
            if actor.kind is ActorKind.PERSON:
                words = name_key(actor.name).split()
                for start in range(max(1, len(words) - 3), len(words)):
                    found[" ".join(words[start:])][actor.id] = actor
        return {key: tuple(people.values()) for key, people in found.items()}

    @cached_property
    def _sounds(self) -> dict[str, dict[str, Actor]]:
        found: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in self.actors:
            if actor.kind is ActorKind.PERSON:
                for name in (actor.name, actor.name.split()[-1], *actor.aliases):
                    if key := sound(name):
                        found[key][actor.id] = actor
        return found

    @cached_property
    def _offices(self) -> dict[Office, list[tuple[Actor, Role]]]:
        found: dict[Office, list[tuple[Actor, Role]]] = defaultdict(list)
        for actor in self.actors:
            if actor.kind is ActorKind.PERSON:
                for role in actor.roles:
                    found[read_office(role.title, spoken_for(role))].append((actor, role))
        return found

    @cached_property
    def _near(self) -> dict[tuple[str, int], list[tuple[str, tuple[Actor, ...]]]]:
        found: dict[tuple[str, int], list[tuple[str, tuple[Actor, ...]]]] = defaultdict(list)
        for name, actors in (*self.names.items(), *self.surnames.items()):
            people = tuple(actor for actor in actors if actor.kind is ActorKind.PERSON)
            if people and len(name) >= 5:
                found[name[0], name.count(" ")].append((name, people))
        return found

    def near_names(self, key: str) -> list[tuple[str, tuple[Actor, ...]]]:
        """People's folded names with the first letter and the number of words of a folded one, to measure it against."""
        return self._near.get((key[:1], key.count(" ")), [])

    def by_id(self, id: str) -> Actor | None:
        return self._ids.get(id)

    def lookup(self, name: str) -> tuple[Actor, ...]:
        """The actors with exactly this name or alias, whatever its case, diacritics and punctuation."""
        return self.names.get(name_key(name), ())

    def sounding_like(self, name: str) -> tuple[Actor, ...]:
        """The people whose name is the same in another transliteration or script ("Selenskyj", "Зеленський")."""
        return tuple(self._sounds.get(sound(name), {}).values())

    def alike(self, name: str) -> tuple[Actor, ...]:
        """The people who may be the one of this name: it sounds like theirs, or one is the other cut short."""
        people = (one for one in self.actors if one.kind is ActorKind.PERSON and one.name != name)
        short = (one for one in people if shortened(name, one.name))
        return self._distinct((*(one for one in self.sounding_like(name) if one.name != name), *short))

    def find(self, typed: str) -> Actor:
        """The one actor that a person meant: by name or alias, else by a unique beginning of a name, alias, id or word.

        Ambiguous names the candidates; NotFound suggests near ones. Nothing is guessed.
        """
        key = name_key(typed)
        found = self.names.get(key, ()) if key else ()
        if not found and typed in self._ids:
            return self._ids[typed]
        if not found and key:
            hyphened = key.replace(" ", "-")
            found = self._distinct(
                actor for name, actors in self.names.items() if name.startswith(key) for actor in actors
            )
            found = found or tuple(actor for id, actor in self._ids.items() if id.startswith(hyphened))
            found = found or self._distinct(
                actor for name, actors in self.names.items() if f" {key}" in name for actor in actors
            )
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous("actor", typed, [actor.name for actor in found])
        raise NotFound("actor", typed, self.suggest(typed))

    @staticmethod
    def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
        return tuple({actor.id: actor for actor in actors}.values())

    def suggest(self, typed: str) -> list[str]:
        """Up to three names near to what was typed, the nearest first: by letters, and by sound across scripts."""
        key = name_key(romanize(typed))
        ranked: dict[str, float] = {actor.name: 0.5 for actor in self.sounding_like(typed)}
        limit = max(2, allowed(len(key)))
        for name, actors in self.names.items():
            for written in {name, *name.split()}:
                if key[:1] != written[:1] and len(key) < 6:
                    continue
                off = distance(key, written, limit) if len(written) > 3 else limit + 1
                if off <= limit and off < len(key) / 2:
                    for actor in actors:
                        ranked[actor.name] = min(ranked.get(actor.name, 9.0), off + (written != name))
        return sorted(ranked, key=lambda name: (ranked[name], name))[:3]

    def role_on(self, actor: Actor, day: date | None) -> Role | None:
        """The office held on a day: among several the latest begun, but "elect" and "former" last.

        None if no office covers the day. Without a day: the newest office.
        """
        key = actor.id, day
        known = self._roles.get(key)
        if known is None or known[0] is not actor:
            if len(self._roles) >= _MOST_ROLES:
                self._roles.clear()
            known = self._roles[key] = actor, self._role_on(actor, day)
        return known[1]

    @staticmethod
    def _role_on(actor: Actor, day: date | None) -> Role | None:
        held = [role for role in actor.roles if day is None or role.covers(day)]

        def rank(role: Role) -> tuple[bool, date]:
            office = read_office(role.title)
            return not (office.elect or office.former), role.since.first if role.since else date.min

        return max(held, key=rank, default=None) if day else max(held, key=lambda role: rank(role)[1], default=None)

    def holders(self, title: str, country: str = "", day: date | None = None) -> tuple[Actor, ...]:
        """The people in the roster who hold an office on a day, whatever its wording ("Foreign Secretary" = foreign minister).

        `country` (ISO 3166 alpha-2 or an organisation's acronym) is used where the title names none. Without a day:
        all who ever held it. A title without any place finds nobody.
        """
        office = read_office(title, country)
        return self.holding(office, day)

    def holding(self, office: Office, day: date | None = None) -> tuple[Actor, ...]:
        """As `holders`, for an office that was read already."""
        if not office.place:
            return ()
        key = office._replace(former=False, elect=False)
        found = self._offices.get(key, []) if not office.elect else self._offices.get(office._replace(former=False), [])
        if day is None:
            return self._distinct(actor for actor, _ in found)
        if office.former:
            ended = [(actor, role) for actor, role in found if role.until and role.until.last < day]
            return self._distinct(actor for actor, _ in ended)
        now = [(actor, role) for actor, role in found if role.covers(day)]
        if len({actor.id for actor, _ in now}) > 1:
            # On the day of a handover, and where only months are known, the one who came in.
            newest = max((role.since.first if role.since else date.min) for _, role in now)
            later = [pair for pair in now if pair[1].since and pair[1].since.first == newest]
            now = later if read_office(later[0][1].title).key in _SINGLE else now
        return self._distinct(actor for actor, _ in now)

    def country_of(self, actor: Actor, day: date | None = None) -> str:
        """The country an actor speaks for on a day: of the office held, else the actor's own; or an organisation's acronym."""
        role = self.role_on(actor, day) or (self.role_on(actor, None) if actor.kind is ActorKind.PERSON else None)
        place = spoken_for(role) if role else ""
        if place:
            return place
        if actor.country:
            return actor.country
        own = code_of(actor.name)
        return own if actor.kind is not ActorKind.PERSON else ""


_SINGLE = {
    "president", "prime minister", "foreign minister", "defence minister", "secretary general", "interior minister",
    "finance minister", "deputy secretary general", "deputy president", "high representative", "chief of staff",
}  # fmt: skip
