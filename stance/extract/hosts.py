"""Where somebody speaks at length: whose house it is, and whom "the President" means in the words of an official."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from stance.countries import seats
from stance.extract.cast import Person
from stance.extract.headline_people import people_in_headline
from stance.extract.offices_in_text import read_title
from stance.extract.people import People
from stance.extract.roles import folded as fold
from stance.extract.speeches import speaker_in_headline
from stance.extract.stage import Speaker, Stage
from stance.model import ActorKind, Attribution, Span
from stance.offices import Office, find_place

__all__ = ["Hosts"]

_OWN = ("president", "prime minister", "chancellor", "foreign minister", "defence minister", "vice president")
_STOP = re.compile(r"\s(?:at|on|to|in|before|during|after|following|ahead|about|regarding|with)\s|[,:|–—;(]")
_TO_PEOPLE = re.compile(r"\bto\s(?:the\s(?:people\sof\s)?)?([A-ZÀ-Ž][\w-]+)")
_BRIEFING = re.compile(
    r"\W*(?:on-the-record\s|background\s|joint\s)?(?:press|news|media|daily|special)?\s?(?:briefing|gaggle|call|conference|availability|statement|remarks)\b",
    re.I,
)
_HEAD = 500  # characters of a text in which it says where it was taken down


class Hosts:
    """Notes whose turn each stretch of a transcript, an interview or a speech is."""

    def __init__(self, stage: Stage, people: People) -> None:
        self.stage = stage
        self.people = people
        self._starts: list[int] = []
        self._turns: list[tuple[int, Speaker, str]] = []  # end, who speaks, the state spoken for

    @cached_property
    def house(self) -> str:
        """The state whose body's or house's name stands in the headline or the head of the text: "White House" → US."""
        head = f" {fold(self.stage.cast.title)} {fold(self.stage.text[:_HEAD])} "
        places = {code for name, code in seats().items() if re.search(rf"\W{re.escape(fold(name))}\W", head)}
        return places.pop() if len(places) == 1 else ""

    @cached_property
    def briefed(self) -> str:
        """The state for which the officials speak whose briefing, gaggle or remarks the headline announces."""
        title = self.stage.cast.title
        if not _BRIEFING.match(title):
            return ""
        actors = [one.actor for one in self._announced if one.actor]
        codes = {self.stage.gazetteer.country_of(actor, self.stage.day) for actor in actors}
        return codes.pop() if len(codes) == 1 else self.house

    @cached_property
    def briefers(self) -> frozenset[str]:
        """The keys of those whom the headline of a briefing names."""
        return frozenset(self.people.speaker(one, None, None).key for one in self._announced)

    @cached_property
    def _announced(self) -> list[Person]:
        """The people whom the headline names."""
        named = people_in_headline(self.stage.cast.title, self.stage.gazetteer).values()
        people = [self.stage.cast.called(one.mention.words[-1]) for one in named]
        return [one for one in people if one]

    def note(self, attribution: Attribution, speakers: tuple[Speaker, ...]) -> None:
        """Remember whose words an attribution's are; call in text order."""
        if len(speakers) != 1 or speakers[0].kind is not ActorKind.PERSON or not attribution.content:
            return
        start = attribution.content[0].start
        country = speakers[0].country or self.house
        if len(country) == 2 and (not self._starts or start > self._starts[-1]):
            self._starts.append(start)
            self._turns.append((attribution.content[-1].end, speakers[0], country))

    def own_holder(self, office: Office, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Whom an official of a state means by "the President": that state's own, unless it is the one who speaks."""
        at = bisect_right(self._starts, source.start) - 1
        if office.place or office.key not in _OWN:
            return None
        in_turn = at >= 0 and source.start < self._turns[at][0]
        country = self._turns[at][2] if in_turn else self.briefed
        found = self.stage.gazetteer.holding(office._replace(place=country), self.stage.day) if country else ()
        if len(found) != 1 or (in_turn and found[0].id == self._turns[at][1].actor_id):
            return None
        actor = found[0]
        person = next((one for one in self.stage.cast.people if one.actor is actor), None)
        person = person or Person(actor.name, actor, sure=True)
        told = self.people.speaker(person, None, source)
        return (told,), [person]

    def labelled(self, label: Span) -> tuple[Speaker, ...]:
        """Who speaks under the label of an office: THE PRESIDENT below "Remarks by President Berg", or in the own house."""
        words = " ".join(label.of(self.stage.text).split())
        office = read_title(words.title() if words.isupper() else words).office
        if not office.key:
            return ()
        for one in people_in_headline(self.stage.cast.title, self.stage.gazetteer).values():
            if one.role and read_title(one.role).office.key == office.key:
                return self._named(one.mention.words[-1], label)
        place = office.place or self.house
        return self._holding(office._replace(place=place), label) if place else ()

    def giver(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Who gives the speech that a headline, or the first line of the text, announces."""
        source = attribution.source
        title = source.of(self.stage.text) if source else self.stage.cast.title
        who = Span(0, len(title)) if source else speaker_in_headline(title)
        if who is None:
            return ()
        words = who.of(title)
        named = people_in_headline(words, self.stage.gazetteer)
        first = min(named.values(), key=lambda one: one.mention.start, default=None)
        stop = _STOP.search(words, first.mention.end if first else 0)
        words = words[: stop.start()] if stop else words
        inside = [one for one in named.values() if one.mention.start < len(words)]
        if len(inside) > 1:
            return ()  # several people: nothing tells which of them says what
        if inside:
            return self._named(inside[0].mention.words[-1], source)
        bare = read_title(words)
        if (surname := words.split()[-1]) and (found := self._named(surname, source)):
            return found
        place = bare.place or self.house or _addressed(title)
        return self._holding(bare.office._replace(place=place), source) if bare.office.key and place else ()

    def _named(self, surname: str, span: Span | None) -> tuple[Speaker, ...]:
        person = self.stage.cast.called(surname)
        if person is None:
            return ()
        return (self.people.speaker(person, None, span),)

    def _holding(self, office: Office, span: Span | None) -> tuple[Speaker, ...]:
        found = self.stage.gazetteer.holding(office, self.stage.day)
        if len(found) != 1:
            return ()
        person = next((one for one in self.stage.cast.people if one.actor is found[0]), None)
        return (self.people.speaker(person or Person(found[0].name, found[0], sure=True), None, span),)


def _addressed(title: str) -> str:
    """The state whose people a speech is addressed to: "to Norwegians", "to the people of Norway"."""
    for match in _TO_PEOPLE.finditer(title):
        word = fold(match[1])
        if code := find_place(word)[0] or find_place(word.removesuffix("s"))[0]:
            return code
    return ""
