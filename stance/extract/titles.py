"""The offices that a text gives its people, at each mention and in all."""

from __future__ import annotations

import re
from bisect import bisect_right

from stance.extract.cast import Mention, Person
from stance.extract.offices_in_text import Title, after_name, before_name, heads, read_title
from stance.extract.roles import is_given_name
from stance.extract.stage import Stage
from stance.offices import Office

__all__ = ["Titles"]


_COUNTERPART = re.compile(r"\b(?:counterpart|colleague|opposite number|homologue|fellow)\b", re.I)

_OF_ANOTHER = re.compile(
    r"(?:\w+\s){0,2}(?:[Ss]pokes\w+|[Aa]dvis[eo]r|[Aa]ide|[Aa]ssistant|[Ll]awyer|[Aa]lly|[Rr]epresentative|[Oo]ffice)\s(?:for|to|of)\s(?:the\s)?(.+)"
)
#: "The SNP's Anna Berg": whose party or house a name at the head of a sentence is of.
_OWNED = re.compile(r"(?:^|[.!?”\"]\s|\n)[Tt]he\s[A-ZÀ-Ž][\w-]+(?:\s[A-ZÀ-Ž][\w-]+)?['’]s?\s$")
_SUBJECT_AFTER = re.compile(
    r",\s(?:who|whose|one|a|an|the|now|once|from|of)\b|\s(?:\w+ed|wants|was|is|has|had|took|went|came|said|told|thinks?|sees?|saw|put|felt|knew)\b"
)


def _written(key: str) -> str:
    return " ".join(word.capitalize() if word not in ("of", "to", "for") else word for word in key.split())


class Titles:
    """Reads and remembers what the text calls each person."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self._written: dict[tuple[int, int], tuple[Title | None, bool]] = {}

    def best(self, person: Person, mention: Mention | None, owner: Person | None = None) -> Title | None:
        """The office given at this mention, else at the first mention that gives one."""
        if mention is not None and (title := self.at(mention, owner)):
            return title
        for words, _ in self.all(person):
            return read_title(words)
        return None

    def all(self, person: Person) -> list[tuple[str, str]]:
        if person.roles is None:
            person.roles = []
            for mention in person.mentions[:12]:
                title = self.at(mention)
                if title and (title.words, title.place) not in person.roles:
                    person.roles.append((title.words, title.place))
            if person.headed:
                person.roles.insert(0, person.headed)
        return person.roles

    def at(self, mention: Mention, owner: Person | None = None) -> Title | None:
        """The office given at this mention; `owner` is whose counterpart it may be."""
        key = mention.start, mention.person
        if key not in self._written:
            self._written[key] = self._read(mention)
        title, is_counterpart = self._written[key]
        if is_counterpart and title:
            return self.counterpart(title, mention, owner) or title
        return title

    def _read(self, mention: Mention) -> tuple[Title | None, bool]:
        """The office as it is written at a mention, and whether it is that of a counterpart."""
        text = self.text
        floor, ceiling = self.stage.bounds(mention.start)
        if text[mention.start - 1 : mention.start] == "\n" and text[mention.end : mention.end + 1] == ",":
            # Lines of signatories: each has its own office.
            floor, ceiling = mention.start, min(ceiling, (text.find("\n", mention.end) + 1 or ceiling + 1) - 1)
        at = bisect_right(self.cast.starts, mention.start - 1) - 1
        if at >= 0 and len(self.cast.mentions[at].words) > 1:
            floor = max(floor, self.cast.mentions[at].end)
        closed = (
            text[mention.end : mention.end + 1] in ("", ",", ".", ";", ")", "\n")
            or text[mention.end : mention.end + 5] == " and "
        )
        before = before_name(text, mention.start, floor, closed)
        if before and (other := _OF_ANOTHER.match(before.words)) and self._holds(mention, other[1]):
            # "a spokesman for President Z.": what is before the name is another's office, and his is its end.
            before = read_title(other[1])
        if before and _COUNTERPART.search(before.words):
            return before, True
        if before and (before.office.key or before.place):
            if (
                len(mention.words) > 1
                and not before.place
                and (after := after_name(text, mention.end, ceiling))
                and heads(after.words)
                and after.place
            ):
                return after if len(after.words) < 90 else before, False
            return before, False
        if len(mention.words) > 1 or text[mention.end : mention.end + 2] in (" (", ", "):
            return after_name(text, mention.end, ceiling), False
        return None, False

    def after(self, mention: Mention) -> Title | None:
        return after_name(self.text, mention.end, self.stage.bounds(mention.start)[1])

    def _holds(self, mention: Mention, words: str) -> bool:
        """Whether the roster knows a named person by that office rather than as somebody's spokesperson."""
        person = self.cast.people[mention.person] if mention.person >= 0 else None
        if person is None or person.actor is None:
            return False
        key = read_title(words).office.key
        return any(read_title(role.title).office.key == key for role in person.actor.roles)

    def counterpart(self, title: Title, mention: Mention, owner: Person | None) -> Title | None:
        """ "his Polish counterpart": the office of the one whose counterpart it is, in the other country."""
        if owner is None:
            spoken = reversed(self.stage.spoken_before(mention.start))
            owner = next((people[-1] for _, _, people in spoken if people), None)
            earlier = self.earlier_subject(mention.start)
            owner = earlier or owner
        office = self.office_of(owner) if owner else None
        if office is None or not office.key:
            return None
        words = re.sub(r"(?i)\b(?:counterpart|colleague|opposite number|homologue)\b", "", title.words)
        words = re.sub(r"(?i)^(?:his|her|its|their|the)\b", "", words.strip()).strip()
        home = office.place or (self.gazetteer.country_of(owner.actor, self.day) if owner and owner.actor else "")
        return Title(f"{words} {_written(office.key)}".strip(), Office(office.key, title.place or home))

    def earlier_subject(self, place: int) -> Person | None:
        """The person named last before a place, in the narration."""
        at = bisect_right(self.cast.starts, place - 1) - 1
        while at >= 0:
            mention = self.cast.mentions[at]
            if mention.person >= 0 and mention.start < place and not self.stage.is_quoted(mention.start):
                person = self.cast.people[mention.person]
                if person.sure or self.all(person):
                    return person
            at -= 1
        return None

    def office_of(self, person: Person) -> Office | None:
        for words, _ in self.all(person):
            office = read_title(words).office
            if office.key and not _COUNTERPART.search(words):
                return office
        if person.actor and (role := self.gazetteer.role_on(person.actor, self.day)):
            return read_title(role.title).office
        return None

    def is_somebody(self, person: Person, mention: Mention) -> bool:
        """Whether a name is a person's as far as the text tells: by the roster, an office, or the place of a subject."""
        if person.sure or self.all(person):
            return True
        text = self.text
        if len(mention.words) > 1 and is_given_name(mention.words[0]):
            return True
        if len(mention.words) > 1 and _OWNED.search(text, max(0, mention.start - 40), mention.start):
            return bool(_SUBJECT_AFTER.match(text, mention.end))
        if len(mention.words) < 2 or text[mention.start - 2 : mention.start].strip(" \n\xa0") not in (
            "",
            ".",
            "”",
            '"',
            "»",
            "“",
        ):
            return False
        return bool(_SUBJECT_AFTER.match(text, mention.end))
