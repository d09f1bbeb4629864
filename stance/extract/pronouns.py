"""Whom a pronoun stands for: the latest person that fits, subjects and speakers before objects."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from stance.extract.cast import Mention, Person
from stance.extract.holders import Holders
from stance.extract.offices_in_text import lone_offices
from stance.extract.people import People
from stance.extract.roles import DETERMINER, FEMALE_TITLES, MALE_TITLES
from stance.extract.stage import POSSESSIVE, Speaker, Stage
from stance.extract.titles import Titles
from stance.model import ActorKind, Span

__all__ = ["Pronouns"]


_MEMBERS = re.compile(
    r"(?:^|[.,;:]\s|\b(?:the|of|by|and|from|what|that|all|its|The)\s)(?:(?:NATO|Nato|[Aa]lliance)(?:['’]s)?\s(?:\d\d\s)?(?:member\s)?(?:states|governments|leaders|allies|members|countries|ministers)|[Aa]llies)\b",
    re.M,
)
_STOP = re.compile(r"[.!?][”\"’»]?\s")
_HEAD_OF_CLAUSE = re.compile(r"[.!?;:]\s|[”“\"»«]|,\s(?=[a-z]*\b(?:but|while|and)\b)")
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|added|noted|told|explained|stressed|wrote|concluded|insisted|argued|replied)\s(?:[\w’'-]+\s){0,6}$"
)
_NO_SUBJECT = re.compile(
    r"\b(?:to|with|of|by|for|from|against|after|on|in|told|asked|met|thanked|urged|called|invited|between|about|said|and|including|like|than)\s"
    r"(?:[\w’'-]+\s){0,7}$"
)


def _stops(text: str) -> int:
    return len(_STOP.findall(text))


_WAS_ASKED = re.compile(r"(?:When |Being )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed|[Cc]hallenged|[Tt]old)\s")
_ANSWERS = re.compile(r"(?:,[^,.]{2,60},)?\s(?:\w+ly\s)?(?:\w+ed|said|says|told|shook|\w+s)\b")
#: A verb right before a name or its office: who is thanked or offered something is no subject, unless words stand before
#: the verb that it reports.
_ACTED_ON = re.compile(
    r"(?P<before>\S+\s)(?:[a-z]{3,}(?:ed|ing)|met|told|gave|sent|saw)\s(?:(?:the|his|her|its|[A-Z][\w’'.-]*)\s){0,4}$"
)
_ASKED = re.compile(r"(?:,[^,.]{2,60},)?\s(?:then\s|also\s)?(?:asked|wondered|wanted to know|inquired)\b")
_HEAD = re.compile(
    r"(?:^|[.!?][”\"’»]?\s|\n|\b[Aa]s (?:for|to)\s|(?:But|And|Yet|Then|When|While|After|Before|Since|Because|Although|Though|If)\s|,\s(?:but|and|while)\s)$"
)
_CHEAP = 1.5  # a person who costs no more is not compared with offices that stand alone
_THEY_NEAR = 1500  # characters
_OFFICE_NEAR = 500  # characters
_SPOKE = 1.2  # whoever spoke last is told of sooner than others
_ASKER = 4.0  # who has just asked is seldom the one who then speaks


class Pronouns:
    """Resolves "he", "she", "they" and "I" in the order of the text."""

    def __init__(self, stage: Stage, titles: Titles, people: People, holders: Holders) -> None:
        self.stage = stage
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self.titles = titles
        self.people = people
        self._subjects: dict[int, bool] = {}  # start of a name → whether it is a subject
        self.holders = holders

    def first_person(self, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        for _, speakers, people in reversed(self.stage.spoken_before(place)):
            if people:
                return speakers, people
        return (), []

    def they(self, place: int, *, named: bool = False) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Several who spoke together; where nobody did, the body or state that spoke last, or else, if `named` allows it,
        those named together in the sentence before."""
        body: tuple[tuple[Speaker, ...], list[Person]] = (), []
        if named and (whole := self._members_before(place)):
            return (whole,), []
        for at, speakers, people in reversed(self.stage.spoken_before(place)):
            if place - at > _THEY_NEAR:
                break
            if speakers[0].group and (signed := self.people.signatories(place)):
                return signed, []
            if len(speakers) > 1 or speakers[0].group:
                return speakers, people
            if not body[0] and speakers[0].kind is not ActorKind.PERSON:
                body = speakers, people
        if not body[0] and (signed := self.people.signatories(place, back=True)):
            return signed, []
        if body[0] or not named or self.stage.is_quoted(place):
            return body
        together = self.holders.together("", "the", place)
        return tuple(self.people.speaker(person, None, Span(place, place + 4)) for person in together), together

    def _members_before(self, place: int) -> Speaker | None:
        """The alliance, if the sentence before tells of its members and of nobody else: "NATO governments met. They …"."""
        start = self.stage.sentence_start(place)
        for sentence in self.stage.sentences_back(start, 2)[:1]:
            found = _MEMBERS.search(self.text, sentence.start, sentence.end)
            if found and not self.stage.is_quoted(found.start()) and not self.cast.within(sentence):
                actors = [one for one in self.gazetteer.lookup("NATO") if one.kind is not ActorKind.PERSON]
                if len(actors) == 1:
                    return Speaker(
                        actors[0].name,
                        actors[0].id,
                        "",
                        "NATO",
                        actors[0].kind,
                        span=Span(*found.span()),
                        why="its members, told of right before",
                    )
        return None

    def he_or_she(
        self, word: str, source: Span, but: Sequence[Speaker] = ()
    ) -> tuple[tuple[Speaker, ...], list[Person]]:
        """The person that "he" or "her" stands for; `but` are those in whose words it stands, who mean somebody else."""
        gender = "f" if word in ("she", "her", "hers") else "m" if word in ("he", "him", "his") else ""
        person = self._asked(source.start, gender) or self.antecedent(source.start, gender, but)
        if person is None:
            return (), []
        person.gender = person.gender or gender
        mention = person.last_before(source.start)
        speaker = self.people.speaker(person, mention, source)
        return (replace(speaker, span=source, why=f"“{word}” is {speaker.name}, named before"),), [person]

    def _asked(self, place: int, gender: str) -> Person | None:
        """Whom a question was put to, for a pronoun in it: "Asked by Anna Berg whether he agreed, Knut Moe said …"."""
        floor, ceiling = self.stage.bounds(place)
        start = max([floor, *(match.end() for match in _STOP.finditer(self.text, max(floor, place - 240), place))])
        if not _WAS_ASKED.match(self.text, start, place):
            return None
        for mention in self.cast.within(Span(place, min(ceiling, place + 240))):
            lead = self.text[place : mention.lead]
            if _STOP.search(lead):
                break
            if lead.endswith(", ") and mention.person >= 0 and _ANSWERS.match(self.text, mention.end):
                person = self.cast.people[mention.person]
                return person if person.gender in ("", gender) or not gender else None
        return None

    def epithet(self, source: Span, words: str) -> tuple[tuple[Speaker, ...], list[Person]]:
        """ "The 46-year-old centrist" is the person told of before."""
        person = self.antecedent(source.start, "")
        if person is None:
            return (), []
        speaker = self.people.speaker(person, None, source)
        return (replace(speaker, span=source, why=f"“{words}” is {speaker.name}, named before"),), [person]

    def antecedent(self, place: int, gender: str, but: Sequence[Speaker] = ()) -> Person | None:
        """The person a pronoun stands for: near, subject or speaker rather than object, and of the same gender."""
        text = self.text
        floor, _ = self.stage.bounds(place)
        names = {speaker.name for speaker in but}
        last_spoken = next(
            (
                entry
                for entry in reversed(self.stage.spoken_before(place))
                if entry[0] < place and any(one.gender in ("", gender or one.gender) for one in entry[2])
            ),
            None,
        )
        best: tuple[float, Person] | None = None
        at = bisect_right(self.cast.starts, place - 1) - 1
        looked = 0
        while at >= 0 and looked < 14 and place - self.cast.mentions[at].start < 2500:
            mention = self.cast.mentions[at]
            at -= 1
            if mention.person < 0 or self.stage.is_quoted(mention.start):
                continue
            person = self.cast.people[mention.person]
            if not self.titles.is_somebody(person, mention) or (names and self._name(person) in names):
                continue
            looked += 1
            ends = self.stage.ends_told(mention.end, place)
            if best is not None and ends - _SPOKE >= best[0]:
                break  # nor can anybody named before
            cost = self.cost(mention, ends, place, floor)
            if gender and person.gender and person.gender != gender:
                cost += 20.0 if self.gender_sure(person) else 5.0
            elif gender and not person.gender:
                cost += 1.0
            if _ASKED.match(text, mention.end):
                cost += _ASKER
            if last_spoken and person is last_spoken[2][-1] and last_spoken[0] not in self.stage.acted:
                cost -= _SPOKE
            if best is None or cost < best[0] - 1e-9:
                best = cost, person
        if last_spoken:
            # Somebody who spoke under an office or a pronoun since, and was not named again.
            for person in last_spoken[2]:
                if (gender and person.gender and person.gender != gender) or (names and self._name(person) in names):
                    continue
                span = text[last_spoken[0] : place]
                cost = 0.9 * _stops(span) + 2.0 * span.count("\n\n") + 0.5
                if gender and not person.gender:
                    cost += 1.0
                if any(_ASKED.match(text, mention.end) for mention in person.named_between(last_spoken[0] - 40, place)):
                    cost += _ASKER
                if best is None or cost < best[0]:
                    best = cost, person
        if best is None or best[0] > _CHEAP:
            best = self._by_office(place, gender, best)
        return best[1] if best else None

    def _by_office(self, place: int, gender: str, best: tuple[float, Person] | None) -> tuple[float, Person] | None:
        """The holder of an office that stands alone at the head of a sentence nearer by: "As for the Prime Minister, he …"."""
        floor = max(self.stage.bounds(place)[0], place - _OFFICE_NEAR)
        for office in reversed(lone_offices(self.text, floor, place, self.stage.offices)):
            if self.stage.is_quoted(office.start) or not _HEAD.search(
                self.text, max(0, office.start - 12), office.start
            ):
                continue
            cost = 1.0 * self.stage.ends_told(office.end, place) + 0.5
            if best is not None and cost >= best[0]:
                break
            bare = DETERMINER.sub("", office.of(self.text))
            speakers, people = self.holders.holder(bare, office, office.start, "the")
            if people and not speakers[0].anonymous and people[0].gender in ("", gender or people[0].gender):
                return cost, people[0]
        return best

    @staticmethod
    def _name(person: Person) -> str:
        return person.actor.name if person.actor else person.name

    @staticmethod
    def gender_sure(person: Person) -> bool:
        return any(mention.title.lower().strip(".") in FEMALE_TITLES | MALE_TITLES for mention in person.mentions)

    def cost(self, mention: Mention, ends: int, place: int, floor: int) -> float:
        """How little a name fits what is told of at a place, `ends` sentences later."""
        text = self.text
        cost = 1.0 * ends + (2.0 if mention.start < floor else 0.0)
        cost += 1.0 * max(0, text.count("\n", mention.end, place) - 1) * 0.5
        if not self.is_subject(mention):
            cost += 1.6
        if POSSESSIVE.match(text, mention.end):
            cost += 0.8
        return cost

    def is_subject(self, mention: Mention) -> bool:
        """Whether a name stands where subjects stand: at the head of its clause, or right after or before a verb of saying."""
        known = self._subjects.get(mention.start)
        if known is None:
            known = self._subjects[mention.start] = self._leads(mention)
        return known

    def _leads(self, mention: Mention) -> bool:
        text = self.text
        floor, _ = self.stage.bounds(mention.start)
        before = (
            text[max(floor, mention.lead - 80) : mention.start].lstrip()
            if mention.lead > floor
            else text[mention.lead : mention.start]
        )
        head = _HEAD_OF_CLAUSE.split(before)[-1]
        if _SAID_BEFORE.search(head):
            return True
        acted = _ACTED_ON.search(head)
        return not (_NO_SUBJECT.search(head) or (acted and acted["before"].strip()[-1:].isalnum()))
