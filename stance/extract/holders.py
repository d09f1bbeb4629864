"""Who holds an office that is named alone: somebody whom the text gives it, else the roster's holder on the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extract.cast import Person
from stance.extract.hosts import Hosts
from stance.extract.introductions import Introductions
from stance.extract.offices_in_text import Title, head_of, heads, lone_offices, read_title
from stance.extract.people import People
from stance.extract.roles import DETERMINER, PERSON_NOUNS, kind_of_word, place_words
from stance.extract.roles import folded as fold
from stance.extract.stage import ANONYMOUS, POSSESSIVE, Speaker, Stage
from stance.extract.titles import Titles
from stance.model import ActorKind, Span
from stance.offices import Office, find_place

__all__ = ["COUNTED", "Holders"]


_SYNONYMS = {
    "leader": {"president", "prime minister", "chancellor", "leader", "premier"},
    "head": {"president", "prime minister", "secretary general", "head", "director", "leader", "chair"},
    "chief": {"secretary general", "high representative", "chief", "commander", "foreign minister", "defence minister"},
    "diplomat": {"ambassador", "foreign minister", "envoy", "spokesperson foreign ministry", "high representative"},
    "politician": {"lawmaker", "leader", "senator", "chair", "chairman"},
    "lawmaker": {"lawmaker", "senator", "chair", "defence committee", "foreign affairs committee"},
    "parliamentarian": {"lawmaker", "senator"},
    "mp": {"lawmaker"},
    "deputy": {"lawmaker"},
    "secretary": {"defence minister", "foreign minister", "secretary general", "secretary", "spokesperson president"},
    "envoy": {"ambassador"},
    "representative": {"ambassador", "high representative"},
    "statesman": {"president", "prime minister"},
    "official": set(),
}

#: Words for how many people are meant.
COUNTED = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
#: Offices of which a state has one: "the president" is not whoever was named last.
_HIGH = (
    "president",
    "prime minister",
    "chancellor",
    "foreign minister",
    "defence minister",
    "secretary general",
    "king",
    "monarch",
)
_SEX = {"man": "m", "woman": "f", "men": "m", "women": "f", "gentleman": "m", "lady": "f"}
_ANYBODY = frozenset(
    str.split(
        "politician official leader head statesman colleague counterpart interlocutor speaker guest host delegate"
    )
)
#: States that a president governs.
_PRESIDENTIAL = frozenset(str.split("US UA RU FR TR BY CY CN BR MX ZA KR AR ID EG KZ UZ AZ VE SY"))
_SMALL = frozenset(
    ["the", "of", "for", "and", "to", "'s", "senior", "top", "leading", "veteran", "prominent", "influential"]
)
_WORDS = re.compile(r"[\w-]+")
_TOLD_LAST = 800  # characters since a woman spoke who is "the chairwoman"
_SAME_WORDS = 0.3  # "the Defence Secretary" is the one so called rather than his German counterpart
_MOST = 5  # people whom "the ministers" may mean
_MANY = 80  # people in an article, above which only the near ones are asked
_REMARKS = re.compile(
    r"\b(?:remarks?|comments?|speech|words|statement|interview|appearance|visit|arrival|ideas?|plan|proposal|address|letter|article|post)\s(?:of|by|from|with)\s$"
)

_PLACE_TOKENS = frozenset(word for words in place_words() for word in words.split())


def _place_tokens() -> frozenset[str]:
    return _PLACE_TOKENS


#: Seats that stand for whoever holds the office there: "the man in the White House".
_SEATED = {
    **dict.fromkeys(("white house", "oval office", "kremlin", "bankova", "elysee", "elysee palace", "quirinale"), "president"),
    **dict.fromkeys(("downing street", "10 downing street", "no 10", "number 10", "chancellery", "palazzo chigi", "moncloa"), "prime minister"),
    "pentagon": "defence minister",
}  # fmt: skip
_SITTING = frozenset(
    str.split("man woman fellow guy gentleman lady occupant tenant resident incumbent inhabitant boss chief head host leader master")
)  # fmt: skip


def _words_of_office(bare: str) -> tuple[set[str], str]:
    """The words of an office that tell it from others, and its noun."""
    phrase = {word.removesuffix("'s") for word in fold(bare).replace("’", "'").replace("-", " ").split()} - _SMALL
    head = heads(bare)
    return phrase, head[-1] if head else ""


class Holders:
    """Matches offices with people."""

    def __init__(self, stage: Stage, titles: Titles, people: People, hosts: Hosts) -> None:
        self.stage = stage
        self.hosts = hosts
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self.titles = titles
        self.people = people

    def holder(
        self, bare: str, source: Span, place: int, determiner: str, home: str = ""
    ) -> tuple[tuple[Speaker, ...], list[Person]]:
        """The holder of an office named alone: somebody the text gives it to, else the roster's holder on the day.

        `home` is the state that "its" or "her" before the office stands for.
        """
        title = self._seated(bare) or read_title(bare)
        if home and (not title.place or title.office.key.startswith("ambassador")):
            title = replace(title, office=title.office._replace(place=home))
        if determiner in ("the", "our") and (own := self.hosts.own_holder(title.office, source)):
            return own
        person = self.holder_in_text(bare, title.office, source.start)
        if person is not None:
            self.stage.called[fold(bare)] = person
            mention = person.last_before(source.start)
            speaker = self.people.speaker(person, mention, source)
            return (replace(speaker, span=source, why=f"“{bare}” is {speaker.name}, so called in the text"),), [person]
        office = title.office
        if not office.place and office.key in ("secretary general", "deputy secretary general"):
            office = office._replace(place="NATO")
        at_home = office._replace(place=self.stage.home)
        if determiner == "the" and not office.place and office.key in _HIGH and len(self.stage.home) == 2:
            office = at_home if len(self.gazetteer.holding(at_home, self.day)) == 1 and not office.former else office
        if office.key == "leader" and len(office.place) == 2:
            office = self._executive(office)
        later = None if office.key in _HIGH else self._introduced(bare, title.office, source)
        if later:
            return self._named_later(later, bare, office, source)
        indefinite = determiner in ("a", "an", "one", "another")
        found = self.gazetteer.holding(office, self.day) if office.place else ()
        if len(found) == 1 and not (indefinite and office.former):
            actor = found[0]
            person = next((p for p in self.cast.people if p.actor is actor), None) or Person(
                actor.name, actor, sure=True
            )
            country = self.gazetteer.country_of(actor, self.day)
            speaker = Speaker(
                actor.name, actor.id, bare, country, actor.kind, span=source, why=f"held the office of {bare} then"
            )
            return (speaker,), [person]
        if office.key in _HIGH and (later := self._introduced(bare, title.office, source)):
            return self._named_later(later, bare, office, source)
        if indefinite or (not determiner and not office.place):
            return (self.anonymous(bare, source),), []
        if determiner in ("the", "this") and (member := self._of_party(bare, source.start)):
            speaker = self.people.speaker(member, None, source)
            why = f"“{bare}” is of the party or body of {speaker.name}"
            return (replace(speaker, span=source, why=why),), [member]
        if determiner in ("the", "this") and not office.key.endswith(_HIGH) and (alone := self.alone(source.start)):
            speaker = self.people.speaker(alone, None, source)
            why = f"the only one named in the paragraph before “{bare}”"
            return (replace(speaker, span=source, why=why),), [alone]
        person = self.untitled(source.start)
        if person is not None:
            speaker = self.people.speaker(person, None, source)
            why = f"the only one named before “{bare}” whose office is not told"
            return (replace(speaker, role=bare, country=speaker.country or office.place, why=why),), [person]
        if not office.place or (determiner in ("its", "their", "his", "her") and not (home and " " in bare)):
            return (), []
        return (
            Speaker(
                bare,
                None,
                bare,
                office.place,
                ActorKind.PERSON,
                span=source,
                why="an office; its holder is not in the roster",
            ),
        ), []

    def _executive(self, office: Office) -> Office:
        """The office of a state's "leader": its president where that is who governs, else its prime minister."""
        key = "president" if office.place in _PRESIDENTIAL else "prime minister"
        led = office._replace(key=key)
        return led if len(self.gazetteer.holding(led, self.day)) == 1 else office

    def is_own(self, bare: str, source: Span) -> bool:
        """Whether an office is that of the state whose official speaks at length: "the President" in a briefing."""
        return self.hosts.own_holder(read_title(bare).office, source) is not None

    def _named_later(
        self, person: Person, bare: str, office: Office, source: Span
    ) -> tuple[tuple[Speaker, ...], list[Person]]:
        speaker = self.people.speaker(person, None, source)
        role, country = speaker.role or bare, speaker.country or office.place
        return (replace(speaker, role=role, country=country, why=f"named right after “{bare}”"),), [person]

    def _introduced(self, bare: str, office: Office, source: Span) -> Person | None:
        """Who is named right after an office, and bears it or none."""
        phrase, noun = _words_of_office(bare)
        return Introductions(self.stage, self.titles, lambda one: self.fit(one, phrase, noun, office) > 0).after(source)

    @staticmethod
    def _seated(bare: str) -> Title | None:
        """ "The man in the White House": the office that sits there."""
        if head_of(bare) not in _SITTING:
            return None
        code, named, _ = find_place(fold(bare))
        key = _SEATED.get(named)
        return Title(bare, Office(key, code)) if key else None

    def _of_party(self, bare: str, place: int) -> Person | None:
        """ "The PML-N leader", "the Reform chairwoman": who was named last with that party, or the woman who spoke last."""
        party = {word for word in _WORDS.findall(bare) if word[0].isupper() and kind_of_word(word) == "n"}
        best: tuple[int, Person] | None = None
        for person in self._near(place) if party else ():
            if not any(party & set(_WORDS.findall(words)) for words, _ in self.titles.all(person)):
                continue
            last = person.last_before(place)
            if last is not None and (best is None or last.start > best[0]):
                best = last.start, person
        if best:
            return best[1]
        spoken = self.stage.spoken_before(place) if head_of(bare).endswith("woman") else []
        if spoken and spoken[-1][2]:
            at, _, people = spoken[-1]
            return people[-1] if people[-1].gender == "f" and place - at < _TOLD_LAST else None
        return None

    def alone(self, place: int) -> Person | None:
        """The one person whom a paragraph names outside quotations before a place, if there is only one."""
        floor, _ = self.stage.bounds(place)
        named = {
            mention.person
            for mention in self.cast.within(Span(floor, place))
            if mention.person >= 0
            and not self.stage.is_quoted(mention.start)
            and self.titles.is_somebody(self.cast.people[mention.person], mention)
        }
        return self.cast.people[named.pop()] if len(named) == 1 else None

    def untitled(self, place: int) -> Person | None:
        """The one person named shortly before whose office nobody tells: "remarks of Grant E. … the deputy secretary told"."""
        found = [
            person
            for person in self._near(place)
            if person.actor is None and not self.titles.all(person) and len(person.name.split()) > 1
            and any(
                0 < place - mention.start < 600
                and (_REMARKS.search(self.text, max(0, mention.start - 40), mention.start) or self.titles.is_somebody(person, mention))
                for mention in person.mentions
            )
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _near(self, place: int) -> list[Person]:
        """The people of the article; of very many those named within some thousands of characters."""
        if len(self.cast.people) <= _MANY:
            return self.cast.people
        named = self.cast.within(Span(max(0, place - 4000), place + 400))
        return list(
            {id(self.cast.people[m.person]): self.cast.people[m.person] for m in named if m.person >= 0}.values()
        )

    def several(self, noun: str, number: str, place: int) -> list[Person]:
        """The people whom "the two presidents" means: those of that office in the text, if their number fits."""
        wanted = COUNTED.get(number, 0)
        if not wanted and number not in ("the", "all"):
            return []
        found = []
        for person in self._near(place):
            offices = [words for words, _ in self.titles.all(person)]
            if any({noun, f"{noun}s"} & set(re.findall(r"[\w-]+", fold(words))) for words in offices) and not any(
                fold(words).startswith(("former", "ex")) for words in offices
            ):
                found.append(person)
        if len(found) == wanted or (not wanted and 2 <= len(found) <= 9):
            return found
        return self.together(noun, number, place)

    def together(self, noun: str, number: str, place: int) -> list[Person]:
        """The people whom "both politicians", "the two leaders", "the pair" means: those named last before a place.

        Of `number` "the" stands for two and more, whom one sentence right before must name, with that office if it is one.
        """
        wanted = COUNTED.get(number, 0)
        found: list[Person] = []
        for sentence in self.stage.sentences_back(place, 2 if wanted else 1):
            here = [
                person
                for person in self.present(sentence.start, sentence.end)
                if not any(person is one for one in found)
            ]
            found = [*here, *found]
            if len(found) >= (wanted or 2):
                fits = len(found) == wanted if wanted else len(found) <= _MOST
                return found if fits and self._could_be(found, noun, bool(wanted)) else []
        return []

    def present(self, start: int, end: int) -> list[Person]:
        """The people of a stretch of narration, by name or by an office that stands alone, in text order."""
        found: list[tuple[int, Person]] = [
            (mention.start, self.cast.people[mention.person])
            for mention in self.cast.within(Span(start, end))
            if mention.person >= 0
            and not self.stage.is_quoted(mention.start)
            and not POSSESSIVE.match(self.text, mention.end)
            and self.titles.is_somebody(self.cast.people[mention.person], mention)
        ]
        for office in lone_offices(self.text, start, end, self.stage.offices):
            if not self.stage.is_quoted(office.start):
                _, people = self.holder(DETERMINER.sub("", office.of(self.text)), office, office.start, "the")
                found += [(office.start, person) for person in people]
        found.sort(key=lambda pair: pair[0])
        return list({id(person): person for _, person in found}.values())

    def _could_be(self, people: Sequence[Person], noun: str, counted: bool) -> bool:
        """Whether a noun for several fits each of some people: by sex, or by the office where it names one.

        Of as many people as were `counted`, either each is so called in the text or nobody: "the two co-chairs".
        """
        if noun in _SEX:
            return all(person.gender in ("", _SEX[noun]) for person in people)
        if noun not in PERSON_NOUNS or noun in _ANYBODY:
            return True
        office = read_title(noun).office
        fitting = sum(self.fit(person, {noun}, noun, office) > 0 for person in people)
        return fitting == len(people) or (counted and not fitting)

    def holder_in_text(self, bare: str, office: Office, place: int) -> Person | None:
        phrase, noun = _words_of_office(bare)
        best: tuple[float, Person] | None = None
        acts = self.stage.spoken_before(place)
        for person in self._near(place):
            before = person.last_before(place)
            spoke = [at for at, _, people in acts if person in people]
            if not before and not spoke and (not person.mentions or person.mentions[0].start > place + 400):
                continue
            fit = self.fit(person, phrase, noun, office)
            if fit <= 0:
                continue
            if any(fold(words) == fold(bare) for words, _ in self.titles.all(person)):
                fit += _SAME_WORDS
            last = max([before.start if before else -1, *spoke])
            near = (place - last) / 1000 if last >= 0 else 2.5
            value = (
                fit
                - min(near, 3.0) * 0.4
                + (0.3 if spoke else 0.0)
                + (0.8 if self.stage.called.get(fold(bare)) is person else 0.0)
            )
            if best is None or value > best[0]:
                best = value, person
        return best[1] if best else None

    def fit(self, person: Person, phrase: set[str], noun: str, office: Office) -> float:
        """How well an office phrase fits one of a person's titles; 0 if it does not."""
        titles = [(read_title(words), 1.0) for words, _ in self.titles.all(person)]
        if person.actor and (role := self.gazetteer.role_on(person.actor, self.day)):
            place = role.country or role.organization
            known = read_title(role.title)
            if not known.office.place:
                known = Title(
                    known.words,
                    known.office._replace(place=place if len(place) == 2 or place in ("NATO", "EU") else ""),
                )
            titles.append((known, 0.7))
        best = 0.0
        home = self.home(person, [title for title, _ in titles]) if office.place else ""
        for title, weight in titles:
            other = title.office
            place = other.place or home
            if office.place and place and office.place != place:
                continue
            words = set(fold(title.words).replace("-", " ").split())
            if office.key and office.key == other.key:
                fit = 3.0
            elif ("deputy" in phrase) != ("deputy" in words or "vice" in words) and "deputy" in phrase:
                continue
            elif phrase - _place_tokens() <= words:
                fit = 2.0 if not ({"deputy", "vice"} & words) else 1.3
            elif (
                noun in _SYNONYMS
                and (other.key in _SYNONYMS[noun] or any(part in _SYNONYMS[noun] for part in other.key.split()))
                and len(phrase - _place_tokens()) <= 1
            ):
                fit = 1.6
            elif noun == "official" and other.place and (office.place == other.place or not office.place):
                fit = 1.0
            elif (
                noun in ("minister", "secretary")
                and phrase - _place_tokens() == {noun}
                and other.key.endswith("minister")
            ):
                fit = 1.8 if other.key != "prime minister" else 0.9
            else:
                continue
            if (office.former and not other.former) or (office.elect and not other.elect):
                continue
            best = max(best, fit * weight + (0.5 if office.place and office.place == other.place else 0.0))
        return best

    def home(self, person: Person, titles: Sequence[Title]) -> str:
        """The state or organisation that a person speaks for, as far as an office in the text or the roster tells."""
        place = next((title.place for title in titles if title.place and not title.office.former), "")
        return place or (self.gazetteer.country_of(person.actor, self.day) if person.actor else "")

    def anonymous(self, bare: str, source: Span) -> Speaker:
        group = head_of(bare).endswith("s")
        place = find_place(fold(bare))[0]
        return Speaker(
            ANONYMOUS,
            None,
            bare,
            place,
            ActorKind.PERSON,
            anonymous=True,
            group=group,
            span=source,
            why="nobody is named",
        )
