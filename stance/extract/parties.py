"""Parties that the roster lacks, told by what stands round their names: "the far-left Red Party", "Slovakia's ruling Smer party"."""

from __future__ import annotations

import re

from stance.countries import code_of
from stance.extract.bodies import Bodies
from stance.extract.cast import Mention
from stance.extract.roles import BODY_NOUNS, is_given_name, kind_of_word
from stance.extract.stage import Speaker, Stage
from stance.model import ActorKind, Span

__all__ = ["Parties"]

_LEANING = (
    r"(?:(?:far|hard|radical|centre|center|left|right)[- ](?:left|right|wing)|(?:ultra-?|neo-?|pro-|anti-|co-|non-)?(?:left-?wing|right-?wing|opposition|ruling|governing|"
    r"liberal|conservative|centrist|nationalist|populist|socialist|communist|social[- ]democratic|christian[- ]democratic|agrarian|green|libertarian|"
    r"eurosceptic|euroskeptic|european|russian|western|kremlin|independence|environmentalist|separatist|fascist|radical|moderate|leftist|rightist))"
)
_CAPITAL = r"[A-ZÀ-Ž][\w’'&-]*[\w]"
_PARTY = re.compile(
    rf"(?:[Tt]he\s)?(?:(?P<place>{_CAPITAL})(?:['’]s)?\s)?(?P<leaning>(?:(?:(?:small|smaller|largest|main|junior|newly|formed|new|once|formerly)\s)*{_LEANING}(?:,\s|\s(?:and\s)?))+)?"
    rf"(?P<name>{_CAPITAL}(?:(?:\s(?:for|of|and|the|to|on|in)){{0,2}}\s{_CAPITAL}){{0,5}})"
    r"(?:\s\((?P<short>[A-ZÀ-Ž][\w/-]{0,7})\))?(?:\s(?P<noun>party|movement|alliance|bloc|grouping|faction|group|coalition))?(?![\w’'-])"
)
_LONGEST = 120


class Parties:
    """Reads phrases for parties; any other phrase is none."""

    def __init__(self, stage: Stage, bodies: Bodies) -> None:
        self.stage = stage
        self.text = stage.text
        self.bodies = bodies

    def whole(self, source: Span) -> Speaker | None:
        """The party that a whole phrase stands for, apart from what a comma adds to it."""
        found = self.at(source)
        if found is None or found.span is None:
            return None
        rest = self.text[found.span.end : source.end]
        return found if not rest.strip() or rest.lstrip().startswith((",", "(")) else None

    def at(self, span: Span) -> Speaker | None:
        """The party whose phrase a stretch of text begins with."""
        text = self.text
        end = min(span.end, span.start + _LONGEST)
        match = _PARTY.match(text, span.start, end)
        if match is None or not (match["leaning"] or match["noun"]) or text[match.end() : match.end() + 1] == "\n":
            return None
        name = Span(*match.span("name"))
        if not self._names_no_other(name, bool(match["leaning"])):
            return None
        if match["noun"] == "group" and not match["leaning"]:
            return None
        phrase = Span(span.start, match.end())
        known = self.bodies.lookup(name.of(text), phrase)
        if known is not None:
            return known if known.kind is ActorKind.BODY else None
        place = code_of(match["place"]) if match["place"] else ""
        if match["place"] and not place:
            return None
        return Speaker(
            " ".join(name.of(text).split()),
            None,
            "",
            place or self.stage.home,
            ActorKind.BODY,
            span=phrase,
            why="a party named in the text",
        )

    def _names_no_other(self, name: Span, leaning: bool) -> bool:
        """Whether capitalised words after "far-left" may be a party's: no person's, no state's, no office."""
        words = name.of(self.text).split()
        kinds = {kind_of_word(word) for word in words if word[0].isupper()}
        if (
            kinds <= {"f"}
            or words[0] == "The"
            or kinds & {"o", "h", "d"}
            or kinds == {"p"}
            or (kinds == {"b"} and len(words) == 1)
        ):
            return False
        if words[-1].lower() in BODY_NOUNS - {
            "party",
            "movement",
            "alliance",
            "union",
            "coalition",
            "league",
            "bloc",
            "front",
        }:
            return False
        return not any(self._is_somebody(mention) for mention in self.stage.cast.within(name))

    def _is_somebody(self, mention: Mention) -> bool:
        cast = self.stage.cast
        if mention.title or (len(mention.words) > 1 and is_given_name(mention.words[0])):
            return True
        if mention.person < 0:
            return False
        person = cast.people[mention.person]
        return person.actor is not None or (person.name != " ".join(mention.words) and " " in person.name)
