"""The people that a phrase names as speakers, each with the office the text or the roster gives."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from stance.countries import code_of, names
from stance.extract.cast import Mention, Person
from stance.extract.offices_in_text import before_name, heads, read_title
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    OFFICE_WORDS,
    PERSON_NOUNS,
    PLURAL_OFFICES,
    is_given_name,
    kind_of_word,
    names_outlet,
    place_words,
)
from stance.extract.roles import (
    folded as fold,
)
from stance.extract.signatories import Signing, find_signings
from stance.extract.stage import POSSESSIVE, Speaker, Stage
from stance.extract.titles import Titles
from stance.model import Span
from stance.spelling import name_key

__all__ = ["AMONG_THEM", "People"]


_JOINT = re.compile(r"\s*(?:,|;|,?\s(?:and|&|as well as|along with|together with)\b|/)\s*")

_BETWEEN = 160  # characters between two names of a list
_BREAK = re.compile(r"\n\s*\n|\w{4,}[.!?][”\"’»]?\s|[“”\"]")

_NOUN_AFTER = re.compile(r"[ \xa0]([a-z][\w-]+)")

_SPEAKS_FOR = re.compile(
    r"\b(?:[Ss]pokes\w+|[Aa]dvis[eo]rs?|[Aa]ides?|[Aa]ssistants?|[Ll]awyers?|[Aa]ll(?:y|ies)|[Rr]epresentatives?|[Oo]ffice|[Ss]upporters?|[Cc]ritics?|[Cc]onfidants?)\s"
    r"(?:for|to|of)\s(?:the\s)?(?:[\w’'-]+\s){0,4}$"
)

#: "Eleven chairs, including": the name that follows is one of those who speak.
AMONG_THEM = r",\s(?:including|among them|among others|such as|led by|headed by)\s(?:the\s)?"
_AMONG_THEM = re.compile(rf"{AMONG_THEM}(?:[\w’'-]+\s){{0,4}}$")

#: What somebody is to the one whose name stands before it: "Trump loyalist Eva Moe".
_WHOSE = re.compile(r"[ \xa0]((?:[a-z][a-z-]+[ \xa0]){1,2})(?=[A-ZÀ-Ž])")
_NO_TIE = frozenset(
    str.split(
        "and or but with to of from for by in on at as than while when after before against like over about the a an his her also not nor is was has had did met told said says asks asked"
    )
)
_OF_PLACE = re.compile(
    r",\s[RDI]-[A-Z]\w*\.?(?=,)|\s(?:of|from)\s(?:the\s)?[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?|\s\([^()]{2,60}\)|,\s(?:of|from)\s[A-ZÀ-Ž][\w’'-]+,?"
)


_BELONGS_TO = re.compile(r"\w\s(?:at|of|with|for|in|from)\s(?:the\s)?(?P<part>(?:[A-ZÀ-Ž][\w’'-]+\s){0,2})$")
_OF_BODY = re.compile(
    r"\s(?:party|movement|group|bloc|alliance|newspaper|magazine|agency|channel|portal|website|institute|faction)\s$"
)

_SIGNED_NEAR = 2500  # characters from words to the sentence that tells who signed them
# Offices that a paper names without the country when they are its own.
_NATIONAL = re.compile(
    r"\b(?:[Mm]inister|[Pp]resident|[Cc]hancellor|[Pp]remier|MPs?|[Ss]enator|[Ll]awmaker|[Oo]pposition|[Gg]overnment|[Pp]arliament|[Ss]ecretary)\b"
)


def _place_only(text: str) -> bool:
    """Whether words hold nothing but a place and small words: "of Ukraine"."""
    tokens = [
        word
        for word in re.findall(r"[\w’'-]+", fold(text))
        if word not in ("of", "the", "for", "to", "from", "republic")
    ]
    return all(word in place_words() or word in OFFICE_WORDS for word in tokens)


class People:
    """Reads names as speakers: which of them speak, and who they are."""

    def __init__(self, stage: Stage, titles: Titles) -> None:
        self.stage = stage
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self.titles = titles

    def identify(self, mention: Mention) -> Person:
        """The person of a mention; of several in the roster with that surname the one whose office the text names."""
        if mention.person < 0:
            namesakes = self.gazetteer.surnames.get(name_key(mention.words[-1]), ())
            if len(namesakes) > 1 and (title := self.titles.at(mention) or self.titles.after(mention)):
                fitting = [
                    actor for actor in namesakes
                    if any(read_title(role.title).office.key == title.office.key for role in actor.roles)
                    and (not title.place or title.place in {actor.country, *(role.country or role.organization for role in actor.roles)})
                ]  # fmt: skip
                if len(fitting) == 1:
                    return self.cast.assign(mention, fitting[0])
        return self.cast.identify(mention)

    def speakers(self, mentions: list[Mention], source: Span) -> tuple[tuple[Speaker, ...], list[Person]]:
        people = [self.identify(mention) for mention in mentions]
        speakers = []
        for number, (mention, person) in enumerate(zip(mentions, people, strict=True)):
            owner = people[number - 1] if number else None
            speakers.append(self.speaker(person, mention, source, owner))
        speakers = self.share_office(speakers, mentions)
        unique = {speaker.key: speaker for speaker in reversed(speakers)}
        return tuple(reversed(unique.values())), people

    def share_office(self, speakers: list[Speaker], mentions: list[Mention]) -> list[Speaker]:
        """ "The presidents of A and B, N. and M.": to each the office and the place."""
        head = next(
            (
                word
                for word in re.findall(r"[\w-]+", fold(speakers[0].role))
                if word.endswith("s") and word[:-1] in PERSON_NOUNS
            ),
            "",
        )
        if not head or len(speakers) < 2:
            return speakers
        role = speakers[0].role
        noun = re.sub(rf"(?i)\b{head}\b", head[:-1], re.split(r"\s(?:of|from)\s", role)[0])
        places = [
            code
            for code in (
                code_of(word)
                for word in re.findall(
                    r"[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?|[A-ZÀ-Ž][\w’'-]+", role.partition(" of ")[2]
                )
            )
            if code
        ]
        shared = []
        for number, (speaker, mention) in enumerate(zip(speakers, mentions, strict=True)):
            place = places[number] if len(places) == len(speakers) else ""
            if not place and (
                own := re.compile(
                    r"\s(?:of|from)\s(?:the\s)?([A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?)|\s\(([^()]+)\)"
                ).match(self.text, mention.end)
            ):
                place = code_of(own[1] or own[2]) or code_of((own[1] or own[2]).split()[0])
            if place and len(place) == 2:
                speaker = replace(speaker, role=f"{noun} of {names()[place]}", country=place)
            elif number == 0:
                speaker = replace(speaker, role=noun)
            shared.append(speaker)
        return shared

    def speaker(
        self, person: Person, mention: Mention | None, source: Span | None, owner: Person | None = None
    ) -> Speaker:
        title = self.titles.best(person, mention, owner)
        role = title.words if title else ""
        country = title.place if title else ""
        if person.actor:
            held = self.gazetteer.role_on(person.actor, self.day)
            if not role and held:
                role = held.title
            country = (
                country
                if country and not (title and title.office.former)
                else self.gazetteer.country_of(person.actor, self.day)
            )
            return Speaker(
                person.actor.name, person.actor.id, role, country, person.actor.kind, span=mention.span if mention else source,
                why=f"“{mention.span.of(self.text)}” is {person.actor.name} of the roster" if mention else "",
            )  # fmt: skip
        return Speaker(
            person.name,
            None,
            role,
            country or self.home_of(person, role),
            span=mention.span if mention else source,
            why=f"named in the text as {person.name}",
        )

    def home_of(self, person: Person, role: str) -> str:
        """The country of somebody the roster lacks: told with another mention, else the article's own for its ministers."""
        for _, place in person.roles or ():
            if place:
                return place
        return self.stage.home if _NATIONAL.search(role) else ""

    def _is_outlet(self, mention: Mention, source: Span) -> bool:
        """Whether a name is a newspaper's or an agency's rather than a person's."""
        if mention.person >= 0 and self.cast.people[mention.person].actor:
            return False
        return names_outlet(" ".join(mention.words)) or (
            mention.person < 0 and names_outlet(self.text[source.start : mention.start])
        )

    def is_person(self, mention: Mention) -> bool:
        if mention.person >= 0 and (self.cast.people[mention.person].sure or len(mention.words) > 1):
            return True
        return mention.person >= 0 or self.could_be_name(mention)

    def could_be_name(self, mention: Mention) -> bool:
        word = mention.words[-1]
        low = fold(word)
        if (
            len(word) < 3
            or "’" in word
            or "'" in word
            or word.isupper()
            or low in ANONYMOUS_NOUNS
            or low in PLURAL_OFFICES
            or low.rstrip("s") in PERSON_NOUNS | BODY_NOUNS
            or (low.endswith("ing") and self.stage.opens_sentence(mention.start))
        ):
            return False
        actors = self.gazetteer.lookup(word)
        return not actors and not code_of(word)

    def coordinated(self, between: str) -> bool:
        """Whether what stands between two names joins them as speakers: "and his Polish counterpart"."""
        if len(between) > _BETWEEN or _BREAK.search(between):
            return False
        if (of := _OF_PLACE.match(between)) and _JOINT.match(between, of.end()):
            between = between[of.end() :]
        match = _JOINT.match(between)
        if not match or not match.group().strip():
            return False
        rest = between[match.end() :]
        rest = re.sub(r"\([^()]*\)", "", rest)
        parts = re.split(r",|;|\band\b", rest)
        last = parts[-1]
        if re.search(r"\b(?:that|which|who|said|told|when|where|met|(?!retired)[a-z]{2,}ed)\b", last):
            return False
        if (of := _BELONGS_TO.search(last)) and all(kind_of_word(word) in "tb" for word in of["part"].split()):
            return False  # "N. N., a fellow at the Foundation", "…, the leader of United Left": where, not who
        if _OF_BODY.search(last):
            return False  # "the chairman of the nationalist party Bayrak Partisi"
        if not last.strip():
            return bool(re.search(r"\band\b|,|;|&|/", match.group() + rest))
        return (
            bool(heads(last))
            or bool(re.fullmatch(r"\s*(?:(?:his|her|its|the|also|then)\s*)*[\w’'-]*['’]s\s*", last))
            or not last.strip(" \n\xa0")
        )

    def subordinate(self, lead: str, mention: Mention) -> bool:
        """Whether what stands before the first name makes it part of another's phrase: "a spokesman for President"."""
        bare = lead.strip()
        if not bare:
            return False
        match = re.search(r"\b(?:for|to|of|from|with|by|under|close to|at)\s(?:[\w’'-]+[\s,]+){0,5}$", lead)
        if not match:
            return False
        if _AMONG_THEM.search(lead):
            return False
        if _SPEAKS_FOR.search(lead) and not self.is_spokesperson(mention):
            return True
        head = heads(lead[: match.start()])
        after = lead[match.start() :]
        title = before_name(self.text, mention.start, mention.start - len(lead), closed=True)
        if title and title.words and fold(title.words) in fold(lead) and len(title.words) + 12 >= len(bare):
            return False  # "the President of Ukraine Volodymyr …": all of it is the office of the name
        if lead.rstrip().endswith(","):
            return False
        inner = heads(after)
        body = any(word in BODY_NOUNS for word in fold(lead[: match.start()]).split())
        return bool(head and inner) or body or bool(head and not _place_only(after))

    def is_spokesperson(self, mention: Mention) -> bool:
        """Whether a named person is the spokesperson, adviser or envoy just told of: the roster knows no other office."""
        person = self.cast.people[mention.person] if mention.person >= 0 else None
        if person is None or person.actor is None:
            return not any(other.start < mention.start for other in person.mentions) if person else True
        return any(
            read_title(role.title).office.key.startswith(("spokesperson", "advis", "ambassador"))
            for role in person.actor.roles
        )

    def named(self, source: Span) -> list[Mention]:
        """The names in a source that speak: not possessors, not those behind a preposition, not parts of bodies."""
        text = self.text
        found: list[Mention] = []
        for mention in self.cast.within(source):
            if not self.is_person(mention) or self._is_outlet(mention, source):
                continue
            rest = text[mention.end : source.end]
            if (
                (noun := _NOUN_AFTER.match(rest))
                and fold(noun[1]).removesuffix("s") in PERSON_NOUNS | BODY_NOUNS
                and len(mention.words) == 1
            ):
                continue  # "Green lawmaker Anna Berg", "a Fidesz politician": whose, not who
            if (whose := _WHOSE.match(rest)) and self._names_another(mention.end + whose.end(), source.end, whose[1]):
                continue  # "Putin pal Henry Kissinger"
            if POSSESSIVE.match(rest) and re.search(r"\w", rest[2:]):
                continue
            if found:
                between = text[found[-1].end : mention.start]
                if not self.coordinated(between):
                    continue
                if _SPEAKS_FOR.search(between) and not self.is_spokesperson(mention):
                    continue
            else:
                lead = text[source.start : mention.start]
                if self.subordinate(lead, mention):
                    continue
            found.append(mention)
        return found

    def _names_another(self, start: int, end: int, tie: str) -> bool:
        """Whether a full name follows a noun that tells what its bearer is to the one named before."""
        words = tie.split()
        if _NO_TIE.intersection(words) or words[-1].endswith(("ed", "ly", "s")):
            return False
        return any(one.start == start and len(one.words) > 1 for one in self.cast.within(Span(start, end)))

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """Surnames in the text that several people of the roster bear."""
        found = {mention.words[-1] for mention in self.cast.mentions if mention.person < 0}
        return frozenset(word for word in found if len(self.gazetteer.surnames.get(name_key(word), ())) > 1)

    def chains(self, span: Span) -> list[list[Mention]]:
        """The names of people in a stretch of text, those that a list joins together; full names and those with an office."""
        found: list[list[Mention]] = []
        for mention in self.cast.within(span):
            full = len(mention.words) > 1 and (bool(self.titles.at(mention)) or is_given_name(mention.words[0]))
            if not (full or (mention.person >= 0 and self.cast.people[mention.person].sure)):
                continue
            if found and self.coordinated(self.text[found[-1][-1].end : mention.start]):
                found[-1].append(mention)
            else:
                found.append([mention])
        return found

    @cached_property
    def _signings(self) -> list[Signing]:
        return find_signings(self.stage, self.chains)

    def signatories(self, place: int, back: bool = False) -> tuple[Speaker, ...]:
        """Those who signed the text that speaks at a place: as the nearest sentence tells, or the lines of names at the end.

        With `back` only what stands before the place in its paragraph and the one before counts.
        """
        if back:
            floor = self.stage.bounds(max(0, self.stage.bounds(place)[0] - 3))[0]
            near = [one for one in self._signings if floor <= one[0] < place]
        else:
            near = [one for one in self._signings if abs(one[0] - place) <= _SIGNED_NEAR or len(self._signings) == 1]
        if not near:
            return ()
        _, mentions = min(near, key=lambda one: abs(one[0] - place))
        return self.speakers(mentions, Span(mentions[0].start, mentions[-1].end))[0]
