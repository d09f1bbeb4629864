"""Who is told of by nationality or as somebody's counterpart: "the Dane", "his Polish colleague".

Method: the state that the words name is compared with that of each person told of before, by office, by the roster, or by
the nationality that stands beside a name; the one named last is meant. A counterpart whom the text does not name holds
the same office in the roster.
"""

from __future__ import annotations

import re
from dataclasses import replace

from stance.countries import inhabitants
from stance.extract.cast import Person
from stance.extract.holders import Holders
from stance.extract.people import People
from stance.extract.pronouns import Pronouns
from stance.extract.roles import folded as fold
from stance.extract.stage import Speaker, Stage
from stance.extract.titles import Titles
from stance.model import ActorKind, Span
from stance.offices import Office, find_place

__all__ = ["Epithets"]

_NATIONAL = re.compile(r"(?:the|this|that)\s(?:(?:former|young|old|\w+-year-old)\s)?(?P<who>[a-z]+)")
_OPPOSITE = re.compile(
    r"(?:his|her|its|their|the)\s(?P<place>.{3,30}?)\s(?:(?P<office>.{3,30})\s)?(?:counterpart|colleague|opposite number|homologue)"
)
_NEAR = 4000  # characters before a place in which a person may have been told of


class Epithets:
    """Reads nationalities and counterparts as the people they stand for."""

    def __init__(self, stage: Stage, titles: Titles, people: People, holders: Holders, pronouns: Pronouns) -> None:
        self.stage = stage
        self.cast = stage.cast
        self.titles = titles
        self.people = people
        self.holders = holders
        self.pronouns = pronouns

    def read(self, words: str, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Whom a phrase means that names no person but a nationality; None where it is another kind of phrase."""
        low = fold(words)
        if match := _NATIONAL.fullmatch(low):
            code = inhabitants().get(match["who"], "")
            person = self._of_state(code, source.start) if code else None
            return self._speaker(person, source, words) if person else ((), []) if code else None
        if match := _OPPOSITE.fullmatch(low):
            code, _, rest = find_place(match["place"])
            return self._counterpart(code, source, words) if code and not rest.strip() else None
        return None

    def _of_state(self, code: str, place: int, but: Person | None = None) -> Person | None:
        """The person of a state who was told of last before a place."""
        for mention in reversed(self.cast.within(Span(max(0, place - _NEAR), place))):
            if mention.person < 0 or self.stage.is_quoted(mention.start):
                continue
            person = self.cast.people[mention.person]
            if person is not but and self._home(person) == code:
                return person
        return None

    def _home(self, person: Person) -> str:
        told = self.holders.home(
            person, [title for mention in person.mentions[:12] if (title := self.titles.at(mention))]
        )
        return told or person.nationality

    def _counterpart(self, code: str, source: Span, words: str) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Whoever of that state was told of, else the roster's holder there of the office that the one before holds."""
        owner = self.pronouns.antecedent(source.start, "")
        office = self.titles.office_of(owner) if owner else None
        person = self._of_state(code, source.start, owner)
        if person is not None:
            return self._speaker(person, source, words)
        if office is None or not office.key:
            return (), []
        gazetteer = self.stage.gazetteer
        held = gazetteer.holding(Office(office.key, code), self.stage.day)
        if len(held) != 1:
            return (), []
        actor = held[0]
        known = next((one for one in self.cast.people if one.actor is actor), None) or Person(
            actor.name, actor, sure=True
        )
        return self._speaker(known, source, words)

    def _speaker(self, person: Person, source: Span, words: str) -> tuple[tuple[Speaker, ...], list[Person]]:
        speaker = self.people.speaker(person, None, source)
        if speaker.kind is not ActorKind.PERSON:
            return (), []
        return (replace(speaker, span=source, why=f"“{words}” is {speaker.name}, told of before"),), [person]
