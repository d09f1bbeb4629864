"""The line of its own that stands before words and says whose they are: a name, an office, the handle of an account."""

from __future__ import annotations

import re
from dataclasses import replace

from stance.actors import Gazetteer
from stance.extract.cast import Person
from stance.extract.namesakes import given_agree
from stance.extract.offices_in_text import heads
from stance.extract.roles import folded as fold
from stance.extract.roles import is_given_name
from stance.extract.stage import Speaker, Stage
from stance.extract.unnamed import Unnamed
from stance.model import Actor, Span
from stance.offices import find_place, read_office
from stance.spelling import name_key

__all__ = ["LeadLines", "actor_of_handle"]

_LONGEST = 160  # characters of a line that leads in
_ENDS = re.compile(r"(?<!\b[A-Z])[.!?…][”\"’»)]?$")
_BRACKET = re.compile(r"\(([^()\n]{3,90})\)")
_ACCOUNT = re.compile(
    r"^(?:the\s)?(?:official\s)?(?:X\s|Twitter\s)?(?:account|feed|page|channel|spokes\w+)\s(?:of|for)\s(?:the\s)?", re.I
)
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{2,30})")
_CLOCK = re.compile(r"^[\d\s.:)–—-]+|[\s,–—-]*(?:at\s)?\d{1,2}[.:]\d{2}.*$|[\s:–—-]+$")
_PARTS = re.compile(r"[_\d]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PREFIXES = ("president", "senator", "minister", "pres", "sen", "rep", "gov", "min", "pm", "mp", "dr")
_OFFICES = {
    "pm": "prime minister", "premier": "prime minister", "primeminister": "prime minister", "president": "president", "pres": "president", "potus": "us president",
    "mfa": "foreign ministry", "gov": "government", "govt": "government", "government": "government", "mod": "ministry of defence",
    "defence": "ministry of defence", "foreignminister": "foreign minister", "fm": "foreign minister", "chancellor": "chancellor",
}  # fmt: skip


class LeadLines:
    """Reads the lines before words without a source."""

    def __init__(self, stage: Stage, unnamed: Unnamed) -> None:
        self.stage = stage
        self.text = stage.text
        self.unnamed = unnamed

    def before(self, content: Span, number: int) -> tuple[Speaker, ...]:
        """Whose words a line before names; `number` is that of the paragraph in which they begin."""
        block = self.stage.blocks[number]
        lead = self.text[block.start : content.start].strip(" “\"‘'«„")
        if lead:
            return self._once_more(number, block, lead)
        if number < 1:
            return ()
        line = self.stage.blocks[number - 1]
        words = line.of(self.text)
        if len(words) > _LONGEST or _ENDS.search(words) or self.stage.is_quoted(line.start):
            return ()
        return self._named(line, words)

    def _once_more(self, number: int, block: Span, lead: str) -> tuple[Speaker, ...]:
        """ "Followed at 08:31 by:": words of whoever was quoted in the paragraph before."""
        if not lead.endswith(":") or len(lead) > 60 or number < 1 or heads(lead):
            return ()
        named = self.stage.cast.within(Span(block.start, block.start + len(lead)))
        if any(mention.person >= 0 for mention in named):
            return ()
        before = self.stage.blocks[number - 1]
        spoken = [entry for entry in self.stage.spoken_before(block.start) if before.start <= entry[0] < before.end]
        return spoken[-1][1] if spoken else ()

    def _named(self, line: Span, words: str) -> tuple[Speaker, ...]:
        people = self.unnamed.people
        named = people.named(line)
        if named and (speakers := people.speakers(named[:1], line)[0]):
            return speakers
        handle = _HANDLE.search(words)
        if bracket := _BRACKET.search(words):
            start = bracket.start(1) + (account.end() if (account := _ACCOUNT.match(bracket[1])) else 0)
            found = self.unnamed.phrase(Span(line.start + start, line.start + bracket.end(1)))
            if found and handle and found[0].name == found[0].role:
                return (replace(found[0], name=_name_of(handle[1])),)  # the roster knows no holder
            if found and not found[0].anonymous:
                return found
        if handle:
            return self._of_handle(handle[1], Span(line.start + handle.start(), line.start + handle.end()))
        if not words.rstrip().endswith(":"):
            return ()
        bare = _CLOCK.sub("", _CLOCK.sub("", words)).strip()
        at = words.find(bare)
        found = (
            self.unnamed.phrase(Span(line.start + at, line.start + at + len(bare))) if bare and len(bare) < 80 else ()
        )
        return found if found and not found[0].anonymous else ()

    def _of_handle(self, handle: str, span: Span) -> tuple[Speaker, ...]:
        gazetteer = self.stage.gazetteer
        if actor := actor_of_handle(handle, gazetteer):
            person = next((one for one in self.stage.cast.people if one.actor is actor), None) or Person(
                actor.name, actor, sure=True
            )
            return (self.unnamed.people.speaker(person, None, span),)
        parts = [part.lower() for part in _PARTS.split(handle) if part]
        office = next((_OFFICES[part] for part in parts if part in _OFFICES), "")
        place = find_place(" ".join(fold(part) for part in parts if part not in _OFFICES or part == "potus"))[0]
        if not office or not (place or "us" in office):
            return ()
        if office.endswith(("ministry", "government")):
            body = self.unnamed.bodies.of_place(office, place)
            return (self.unnamed.bodies.of_actor(body, span),) if body else ()
        holders = gazetteer.holding(read_office(office, place), self.stage.day)
        if len(holders) != 1:
            return ()
        return (self.unnamed.people.speaker(Person(holders[0].name, holders[0], sure=True), None, span),)


def _name_of(handle: str) -> str:
    """The name that a handle spells, given name first where it is known as one; else the handle."""
    parts = [part.title() for part in _PARTS.split(handle) if len(part) > 1]
    if len(parts) != 2:
        return f"@{handle}"
    first, last = parts
    return f"{last} {first}" if is_given_name(last) and not is_given_name(first) else f"{first} {last}"


def actor_of_handle(handle: str, gazetteer: Gazetteer) -> Actor | None:
    """The one person of the roster whose name an account bears: "@tadeuszwilk", "@Wilk_T", "@senwilk"."""
    parts = [name_key(part) for part in _PARTS.split(handle) if part]
    for number, part in enumerate(parts):
        others = [other for at, other in enumerate(parts) if at != number and other not in _PREFIXES]
        for surname in (part, *(part.removeprefix(prefix) for prefix in _PREFIXES if part.startswith(prefix))):
            people = [
                actor
                for actor in gazetteer.surnames.get(surname, ())
                if not others or any(given_agree(other, name_key(actor.name).split()[0]) for other in others)
            ]
            if len(people) == 1 and len(surname) > 2:
                return people[0]
    whole = "".join(parts)
    for cut in range(2, len(whole) - 2):
        for actor in gazetteer.surnames.get(whole[cut:], ()):
            if given_agree(whole[:cut], name_key(actor.name).split()[0]):
                return actor
    return None
