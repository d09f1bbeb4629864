"""Who appears in an article: every name of a person, joined to one person each, with office, gender and roster entry.

Method: runs of capitalised words are cut by what each word is (office, place, body, function word, or perhaps a name).
Names of two words and more introduce people; single words are their surnames, or unique surnames of the roster. Names
are compared folded; a misspelt one is joined to a person of the same article within an edit distance of two letters, to
one of the roster within one or two (`stance.spelling.allowed`), or by sound across transliterations. A given name that
differs makes another person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from operator import attrgetter
from weakref import WeakKeyDictionary

from stance.actors import Gazetteer
from stance.countries import inhabitants
from stance.extract.headline_people import HeadlinePerson, people_in_headline
from stance.extract.names_in_text import Mention, find_names, folded_name
from stance.extract.namesakes import given_agree, near_person
from stance.extract.roles import FEMALE_TITLES, MALE_TITLES, gender_of, is_given_name
from stance.extract.roles import folded as fold
from stance.model import Actor, ActorKind, Span
from stance.spelling import distance, name_key, sound

__all__ = ["Cast", "Mention", "Person"]


@dataclass
class Person:
    """Someone named in the article."""

    name: str
    actor: Actor | None = None
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    sure: bool = False  #: an office, an honorific or the roster says that this is a person
    roles: list[tuple[str, str]] | None = None  #: (words, place) read from the text, when first asked for
    headed: tuple[str, str] | None = None  #: (words, place) of the office that the headline gives
    nationality: str = ""  #: the state that a noun right before the name tells: "the Dane, Mads Hjort"
    _ordered: list[Mention] = field(default_factory=list, repr=False, compare=False)

    @property
    def surname(self) -> str:
        return self.name.split()[-1]

    def named_between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch of the text, in its order."""
        if len(self._ordered) != len(self.mentions):  # mentions are added, and never go
            self._ordered = sorted(self.mentions, key=_start_of)
        first = bisect_left(self._ordered, start, key=_start_of)
        return self._ordered[first : bisect_left(self._ordered, end, first, key=_start_of)]

    def last_before(self, place: int) -> Mention | None:
        """The last mention that begins before a place."""
        if len(self._ordered) != len(self.mentions):
            self._ordered = sorted(self.mentions, key=_start_of)
        at = bisect_left(self._ordered, place, key=_start_of)
        return self._ordered[at - 1] if at else None


_start_of = attrgetter("start")


_NATIONALITY = re.compile(r"\b[Tt]he\s([A-Z][a-z]+),?\s$")
#: The ends of words for place, time and manner that open a sentence.
_ADVERBIAL = (
    "ly",
    "side",
    "stairs",
    "stage",
    "nearby",
    "doors",
    "while",
    "wards",
    "time",
    "broad",
    "board",
    "shore",
    "again",
    "noon",
    "night",
    "ing",
)
_COURTESY = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "professor"])
_MOST_KNOWN = 20_000
_MEMORY: WeakKeyDictionary[Gazetteer, dict[tuple[str, ...], Actor | None]] = WeakKeyDictionary()


class Cast:
    """The people of one article; built once, in time linear in its length. `title` is its headline."""

    def __init__(self, text: str, gazetteer: Gazetteer, title: str = "") -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.title = title
        self.people: list[Person] = []
        self.mentions: list[Mention] = []
        self._by_key: dict[str, int] = {}  # full name folded → person
        self._by_surname: dict[str, list[int]] = {}
        self._given: dict[str, list[int]] | None = None  # given name folded → people, when first asked for
        singles: list[Mention] = []
        doubtful: list[Mention] = []
        for mention in find_names(text, gazetteer):
            if self._is_nationality(mention):
                continue
            if len(mention.words) < 2:
                singles.append(mention)
            elif self._may_begin_otherwise(mention):
                doubtful.append(mention)
            else:
                self._introduce(mention)
        for mention in doubtful:
            self._without_opening(mention)
            if len(mention.words) < 2:
                singles.append(mention)
            else:
                self._introduce(mention)
        for mention in singles:
            self._join(mention)
        self.mentions.sort(key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]

    # -- words that are no part of a name --

    def _is_nationality(self, mention: Mention) -> bool:
        """Whether what looks like a name is "Dane" in "the Dane"; in "the Dane Mads Hjort" it is cut off."""
        if (
            fold(mention.words[0]) not in inhabitants()
            or self.text[mention.start - 4 : mention.start].lower() != "the "
        ):
            return False
        if len(mention.words) == 1:
            return True
        self._cut_first(mention)
        return False

    def _may_begin_otherwise(self, mention: Mention) -> bool:
        """Whether the first word of a name opens its sentence as an adverb may: "Upstairs Berg told …"."""
        first = mention.words[0]
        if not first.endswith(_ADVERBIAL) or mention.title or is_given_name(first):
            return False
        before = self.text[max(0, mention.start - 2) : mention.start]
        return not before or before[-1] in '\n“"' or before in (". ", "! ", "? ", "” ", '" ')

    def _without_opening(self, mention: Mention) -> None:
        """Cut the first word off, where the rest is the name of somebody of the text or of the roster."""
        keys = [folded_name(word) for word in mention.words]
        rest = " ".join(keys[1:])
        if " ".join(keys) in self._by_key or self._look_up(mention.words, keys) is not None:
            return
        known = rest in self._by_key or rest in self._by_surname
        if known or _one_person(self.gazetteer.names.get(rest, ())) is not None:
            self._cut_first(mention)

    @staticmethod
    def _cut_first(mention: Mention) -> None:
        first, *rest = mention.words
        mention.start += len(first) + 1
        mention.words = tuple(rest)

    # -- joining them to people --

    def _introduce(self, mention: Mention) -> None:
        keys = [folded_name(word) for word in mention.words]
        full = " ".join(keys)
        known = self._by_key.get(full)
        if known is None:
            known = self._same_person(keys)
        if known is None:
            actor = self._roster(mention.words, keys)
            if actor is not None:
                known = next((number for number, person in enumerate(self.people) if person.actor is actor), None)
            if known is None:
                known = self._new(mention, actor)
        self._by_key[full] = known
        for start in range(max(1, len(keys) - 3), len(keys)):
            owners = self._by_surname.setdefault(" ".join(keys[start:]), [])
            if known not in owners:
                owners.append(known)
        self._attach(mention, known)

    def _new(self, mention: Mention, actor: Actor | None) -> int:
        name = actor.name if actor else _proper(mention.words)
        self.people.append(Person(name, actor, sure=actor is not None))
        if actor:
            self.people[-1].gender = gender_of(actor.name.split()[0]) if " " in actor.name else ""
            own = name_key(actor.name).split()
            for start in range(max(0, len(own) - 3), len(own)):
                owners = self._by_surname.setdefault(" ".join(own[start:]), [])
                if len(self.people) - 1 not in owners:
                    owners.append(len(self.people) - 1)
        return len(self.people) - 1

    def _attach(self, mention: Mention, number: int) -> None:
        person = self.people[number]
        mention.person = number
        person.mentions.append(mention)
        self.mentions.append(mention)
        self._note_title(mention, person)
        if not person.nationality and (
            told := _NATIONALITY.search(self.text, max(0, mention.start - 24), mention.start)
        ):
            person.nationality = inhabitants().get(told[1].lower(), "")
        if not person.gender and len(mention.words) > 1:
            person.gender = gender_of(mention.words[0])

    @staticmethod
    def _note_title(mention: Mention, person: Person) -> None:
        """What an honorific or an office right before a name tells of the person."""
        title = mention.title.lower().strip(".")
        if title:
            person.sure = True
            if title in FEMALE_TITLES:
                person.gender = "f"
            elif title in MALE_TITLES:
                person.gender = "m"

    def _same_person(self, keys: list[str]) -> int | None:
        """Someone introduced before under a longer, shorter or misspelt form of the same name."""
        if (owners := self._by_surname.get(" ".join(keys), ())) and not is_given_name(keys[0]):
            return owners[0]  # a surname of several words: "Van der Bellen"
        for number in self._by_surname.get(keys[-1], ()):
            other = name_key(self.people[number].name).split()
            if given_agree(keys[0], other[0]):
                return number
        whole = " ".join(keys)
        # A misspelt name is looked for among the last ones only, so that a long list of names stays linear.
        for known, number in islice(reversed(self._by_key.items()), 60):
            if (
                known[:1] == whole[:1]
                and len(known) > 7
                and distance(known, whole, 2) <= 2
                and known.count(" ") == whole.count(" ")
            ):
                return number
        return None

    def _roster(self, words: tuple[str, ...], keys: list[str]) -> Actor | None:
        """The roster's person of that name, remembered."""
        known = _MEMORY.setdefault(self.gazetteer, {})
        if words not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[words] = self._look_up(words, keys)
        return known[words]

    def _look_up(self, words: tuple[str, ...], keys: list[str]) -> Actor | None:
        """The roster's person of that name: exact, without middle names, by a letter or two, by sound."""
        gazetteer = self.gazetteer
        for start in range(len(keys) - 1):
            # A longer run may begin with a word that is none of the name.
            found = _one_person(gazetteer.names.get(" ".join(keys[start:]), ()))
            if found:
                return found
        if len(keys) > 2 and (found := _one_person(gazetteer.names.get(f"{keys[0]} {keys[-1]}", ()))):
            return found
        for start in range(1, len(keys)):
            surname = " ".join(keys[start:])
            for actor in (*gazetteer.surnames.get(surname, ()), *_people(gazetteer.names.get(surname, ()))):
                if given_agree(keys[0], name_key(actor.name).split()[0]):
                    return actor
        for actor in gazetteer.sounding_like("".join(words)) or gazetteer.sounding_like(words[-1]):
            given = name_key(actor.name).split()[0]
            if given_agree(keys[0], given) or sound(keys[0]) == sound(given) != "":
                return actor
        return near_person(gazetteer, " ".join(keys))

    def _join(self, mention: Mention) -> None:
        """A single capitalised word: a surname of someone in the article, or a unique one of the roster."""
        key = folded_name(mention.words[0])
        owners = self._by_surname.get(key) or self._from_headline(key)
        if owners:
            self._attach(mention, self._nearest(owners, mention.start))
            return
        actor = _one_person(self.gazetteer.names.get(key, ()))
        if actor is None and (mention.title or mention.words[0][0] > "ʯ"):
            actor = self._surname(key, mention.words[0])
        if actor is not None:
            number = next((place for place, person in enumerate(self.people) if person.actor is actor), None)
            number = self._new(mention, actor) if number is None else number
            self._by_surname.setdefault(key, []).append(number)
            self._attach(mention, number)
            return
        if (number := self._by_given(key)) is not None:
            self._attach(mention, number)
            return
        if fold(mention.title).strip(".") in _COURTESY:
            number = self._new(mention, None)  # "Ms Berg", whom nobody names in full
            self._by_surname.setdefault(key, []).append(number)
            self._attach(mention, number)
            return
        self.mentions.append(mention)

    @cached_property
    def _headline(self) -> dict[str, HeadlinePerson]:
        return people_in_headline(self.title, self.gazetteer) if self.title else {}

    def _from_headline(self, key: str) -> list[int]:
        """The person whom only the headline names in full: "MS. HOLM" below "Press briefing by Ida Holm"."""
        named = self._headline.get(key)
        if named is None:
            return []
        mention = named.mention
        actor = self._roster(mention.words, [folded_name(word) for word in mention.words])
        number = next((place for place, person in enumerate(self.people) if actor and person.actor is actor), None)
        if number is None:
            number = self._new(mention, actor)
            person = self.people[number]
            person.sure = True
            person.gender = person.gender or gender_of(mention.words[0])
            person.headed = (named.role, named.place) if named.role else None
        owners = self._by_surname.setdefault(key, [])
        if number not in owners:
            owners.append(number)
        return owners

    def called(self, surname: str) -> Person | None:
        """The one person of the text, its headline or the roster who bears a surname."""
        key = folded_name(surname)
        owners = self._by_surname.get(key) or self._from_headline(key)
        if owners:
            return self.people[owners[-1]]
        actor = self._surname(key, surname)
        return Person(actor.name, actor, sure=True) if actor else None

    def _by_given(self, key: str) -> int | None:
        """The one person of the text with that given name, as papers of many countries call people: "Maryam"."""
        if self._given is None:
            self._given = {}
            for number, person in enumerate(self.people):
                given, _, rest = person.name.partition(" ")
                if rest:
                    self._given.setdefault(folded_name(given), []).append(number)
        owners = self._given.get(key, ())
        return owners[0] if len(owners) == 1 and len(key) > 2 else None

    def _surname(self, key: str, word: str) -> Actor | None:
        people = self.gazetteer.surnames.get(key, ()) or self.gazetteer.sounding_like(word)
        return people[0] if len(people) == 1 else None

    def _nearest(self, owners: list[int], at: int) -> int:
        """Of several bearers of a surname the one named last before the place."""
        if len(owners) == 1:
            return owners[0]
        return max(
            owners, key=lambda number: max((m.start for m in self.people[number].mentions if m.start <= at), default=-1)
        )

    # -- asking --

    def within(self, span: Span) -> list[Mention]:
        """The names inside a stretch of text, in order."""
        at = bisect_left(self.starts, span.start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < span.end:
            if self.mentions[at].end <= span.end + 2:
                found.append(self.mentions[at])
            at += 1
        return found

    def identify(self, mention: Mention) -> Person:
        """The person of a mention that speaks, if need be by a misspelt name; a new person where nobody fits."""
        if mention.person >= 0:
            person = self.people[mention.person]
            person.sure = True
            return person
        key = folded_name(mention.words[-1])
        number = self._misspelt(key, mention.words[0][0].isupper() and key)
        if number is None:
            actor = self._surname(key, mention.words[-1]) or near_person(self.gazetteer, key)
            number = next((n for n, person in enumerate(self.people) if actor and person.actor is actor), None)
            if number is None:
                number = self._new(mention, actor)
        self._by_surname.setdefault(key, []).append(number)
        for other in self.mentions:
            if other.person < 0 and folded_name(other.words[-1]) == key:
                other.person = number
                self.people[number].mentions.append(other)
                self._note_title(other, self.people[number])
        person = self.people[number]
        person.sure = True
        return person

    def assign(self, mention: Mention, actor: Actor) -> Person:
        """Join a mention, and the others of the same surname, to an actor of the roster."""
        number = next((place for place, person in enumerate(self.people) if person.actor is actor), None)
        if number is None:
            number = self._new(mention, actor)
        key = folded_name(mention.words[-1])
        self._by_surname.setdefault(key, []).append(number)
        for other in self.mentions:
            if other.person < 0 and folded_name(other.words[-1]) == key:
                other.person = number
                self.people[number].mentions.append(other)
        self.people[number].sure = True
        return self.people[number]

    def _misspelt(self, key: str, _: object = None) -> int | None:
        """Somebody of the article whose surname is a letter or two away."""
        limit = 2 if len(key) >= 6 else 1 if len(key) == 5 else 0
        best: tuple[int, int] | None = None
        if limit:
            for surname, numbers in islice(reversed(self._by_surname.items()), 400):
                if surname[:1] == key[:1] and surname != key and len(surname) >= 5:
                    off = distance(surname, key, limit)
                    if off <= limit and (best is None or off < best[0]):
                        best = off, numbers[-1]
            if best is None and (heard := sound(key)):
                for surname, numbers in islice(reversed(self._by_surname.items()), 400):
                    if sound(surname) == heard:
                        return numbers[-1]
        return best[1] if best else None


def _proper(words: tuple[str, ...]) -> str:
    """A name as names are written; a transcript's capitals lowered."""
    name = " ".join(words)
    return name.title() if name.isupper() and len(name) > 3 else name


def _people(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if actor.kind is ActorKind.PERSON)


def _one_person(actors: tuple[Actor, ...]) -> Actor | None:
    people = _people(actors)
    return people[0] if len(people) == 1 else None
