"""Speakers that no name and no pronoun stands for: bodies and states, offices, groups, documents, nobody known."""

from __future__ import annotations

import re
from dataclasses import replace

from stance.countries import names
from stance.extract.bodies import Bodies
from stance.extract.cast import Person
from stance.extract.collectives import whole_of
from stance.extract.documents import Documents
from stance.extract.holders import COUNTED, Holders
from stance.extract.offices_in_text import head_of, heads
from stance.extract.people import People
from stance.extract.pronouns import Pronouns
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    DETERMINER,
    DOCUMENTS,
    EPITHETS,
    NUMBERS,
    PERSON_NOUNS,
    PLURAL_OFFICES,
    names_outlet,
    peoples,
)
from stance.extract.roles import folded as fold
from stance.extract.stage import Speaker, Stage
from stance.extract.subjects import Subjects
from stance.model import ActorKind, Span
from stance.offices import find_place

__all__ = ["Unnamed"]

_AND = re.compile(r"\band\b")
# What follows a plural that speaks without a name: "Russian officials who asked not to be named".
_UNNAMED_AFTER = re.compile(
    r",?\s(?:who|speaking|familiar|close|on condition|with knowledge|have told|told|had told)\b"
)
_LAST = re.compile(r",\s((?:the|his|her|its)\s[^,]+)$", re.I)
_STATEMENT_OF = re.compile(
    r"^(?:an?|the|in an?|in the|in)\s(?:[\w-]+\s){0,3}?(?:statement|document|declaration|resolution|report|note|letter|message|post|text|press release|"
    r"communiqué|source|sources|official|officials|spokes\w+|representative|representatives|diplomat|diplomats|people)\s(?:from|of|by|at|in|issued by|inside|within|close to)\s(?:the\s)?(?P<body>.+)$",
    re.I | re.S,
)


#: Some out of many, none of whom is named: "one of the officials", "another of them".
_SOME_OF = re.compile(
    r"(?:one|two|three|some|several|many|most|another|others|a (?:second|third|fourth))(?:\sof\s(?:the|them|those|its|his|her|their)\b.*)?",
    re.I | re.S,
)
_OF_PARTY = re.compile(
    r"\b(?:of|from)\s(?:the\s)?(?:[a-z-]+\s){0,3}(?P<name>[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:and|of|for|the)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,4})$"
)
_TOP_DIPLOMAT = re.compile(r"\b(?:top|chief)\sdiplomat$", re.I)
_AND_ITS_PARTNERS = re.compile(
    r"(?P<who>[A-ZÀ-Ž][^,]{2,40}?)\s(?:and|together with|along with)\s(?:its|his|her|their|some of its|most of its)\s(?:[\w-]+\s){0,3}(?:partners|allies|supporters|backers|neighbou?rs|friends)"
)
_UNNAMED_NEAR = 1200  # characters within which "the diplomat" is the unnamed one of before
#: Words for so many who were named before.
_COUNTED_NOUNS = {
    **{word: word for word in COUNTED},
    "pair": "two",
    "duo": "two",
    "couple": "two",
    "trio": "three",
    "quartet": "four",
}


def _singular(noun: str) -> str:
    return f"{noun[:-3]}man" if noun.endswith("men") else noun.removesuffix("s")


class Unnamed:
    """Reads sources that are common nouns or names of bodies."""

    def __init__(
        self, stage: Stage, people: People, bodies: Bodies, holders: Holders, pronouns: Pronouns, subjects: Subjects
    ) -> None:
        self.stage = stage
        self.text = stage.text
        self.people = people
        self.bodies = bodies
        self.holders = holders
        self.pronouns = pronouns
        self.subjects = subjects
        self.documents = Documents(stage, people, bodies, subjects, self.phrase)

    def phrase(self, source: Span) -> tuple[Speaker, ...]:
        """The speakers that a phrase names, by name or otherwise."""
        named = self.people.named(source)
        speakers = self.people.speakers(named, source)[0] if named else ()
        return speakers or self.read(" ".join(source.of(self.text).split()), source, source.start)[0]

    def heading_body(self) -> tuple[Speaker, ...]:
        """The body whose name stands in the heading of its report: "we" in it."""
        best: Speaker | None = None
        for block in self.stage.blocks[:4]:
            for line in re.finditer(r"[^\n]+", block.of(self.text)[:400]):
                span = Span(block.start + line.start(), block.start + line.end())
                words = line.group().strip()
                if len(words) > 100 or not words[:1].isupper():
                    continue
                if found := self.bodies.lookup(words, span):
                    return (found,)
                if (
                    heads(words)
                    or not (words.split()[-1].lower() in BODY_NOUNS or self._opens_as_body(words))
                    or len(words.split()) < 3
                    or words[-1] in ".?!"
                ):
                    continue
                place = find_place(fold(words))[0]
                # The house comes first, the committee of it after.
                best = Speaker(words, None, "", place, ActorKind.BODY, span=span, why="the body of the heading")
        return (best,) if best else ()

    def read(self, words: str, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        host = self.subjects.apposition(source)
        if host:
            return host, []
        first, comma, _ = words.partition(",")
        if comma and not _AND.search(words):
            state = self.bodies.lookup(first, Span(source.start, source.start + len(first)))
            if state is not None:
                return (state,), []
        last = _LAST.search(source.of(self.text)) if "," in source.of(self.text) else None
        if last and head_of(DETERMINER.sub("", first)) not in PERSON_NOUNS | BODY_NOUNS | ANONYMOUS_NOUNS:
            # "Membership of NATO, the ministry said, remains": the words before the comma are those said.
            source = Span(source.start + last.start(1), source.start + last.end(1))
            words = " ".join(last[1].split())
        if partners := _AND_ITS_PARTNERS.fullmatch(words):
            words = partners["who"]
            source = Span(source.start, source.start + len(words))
        bare = DETERMINER.sub("", words)
        match = _STATEMENT_OF.match(words)
        low = fold(bare)
        tokens = low.replace("-", " ").split()
        if not tokens:
            return (), []
        if together := self._together(words, source):
            return together
        if _SOME_OF.fullmatch(words) and (low in ("one", "another", "others") or " of " in low or bare != words):
            return (self.holders.anonymous(bare, source),), []
        found = self.bodies.named_in(words, source)
        determiner = fold(words)[: len(fold(words)) - len(low)].strip()
        if found and not (heads(words) and not self.bodies.make_up(words, found)):
            return tuple(found), []
        head = head_of(bare)
        if match and not found:
            inner = self.bodies.named_in(match["body"], source)
            if inner and head in DOCUMENTS:
                return tuple(inner), []
        if head in DOCUMENTS:
            known = determiner in ("the", "this", "that")
            return (self.documents.issuers(bare, source) if known else self.documents.unintroduced(source)), []
        if head in PLURAL_OFFICES or tokens[-1] in PLURAL_OFFICES:
            return self._group(bare, source, place, determiner, words)
        if (whole := whole_of(words)) and not _UNNAMED_AFTER.match(self.text, source.end):
            found_whole = self.bodies.whole(whole, source)
            return ((found_whole,) if found_whole else ()), []
        if self._is_anonymous(head, determiner, source):
            return (self.holders.anonymous(bare, source),), []
        if head in PERSON_NOUNS or head.split("-")[-1] in PERSON_NOUNS:
            return self.holders.holder(bare, source, place, determiner, self._home(determiner, source))
        if head in BODY_NOUNS or any(token in BODY_NOUNS for token in tokens):
            if determiner in ("his", "her") and (own := self._own_body(bare, determiner, source)):
                return (own,), []
            return self._body(bare, source, place), []
        if party := self.bodies.by_name(words, source):
            return (party,), []
        if determiner in ("the", "this") and EPITHETS.fullmatch(bare.split()[-1].lower()) and not find_place(low)[0]:
            return self.pronouns.epithet(source, words)
        if head in ANONYMOUS_NOUNS:
            return (self.holders.anonymous(bare, source),), []
        if code := peoples().get(low):
            return (self.bodies.of_state(code, source),), []
        if self.bodies.names_body(bare, tokens, words):
            if longer := self.bodies.introduced(bare, source):
                return (longer,), []
            return (
                Speaker(
                    bare, None, "", find_place(low)[0], ActorKind.BODY, span=source, why="a body named in the text"
                ),
            ), []
        return (), []

    def _own_body(self, bare: str, determiner: str, source: Span) -> Speaker | None:
        """ "Her party", "his government": that of the one told of before."""
        owner = self.pronouns.antecedent(source.start, "m" if determiner == "his" else "f")
        if owner is None:
            return None
        head = head_of(bare)
        if head in ("party", "faction", "group"):
            for mention in owner.mentions[:6]:
                if (title := self.holders.titles.at(mention)) and (named := _OF_PARTY.search(title.words)):
                    found = self.bodies.lookup(named["name"], source)
                    return found or Speaker(
                        named["name"],
                        None,
                        "",
                        owner.nationality,
                        ActorKind.BODY,
                        span=source,
                        why=f"the {head} of {owner.name}",
                    )
            return None
        code = self.people.speaker(owner, None, source).country
        if head == "government" and len(code) == 2:
            return self.bodies.of_kind(f"{names()[code]} government", source)
        return None

    def _home(self, determiner: str, source: Span) -> str:
        """The state that "its", "his" or "her" before an office stands for."""
        if determiner in ("its", "their"):
            found = self.subjects.it(source)[0]
            code = found[0].country if len(found) == 1 and found[0].kind is ActorKind.STATE else ""
        elif determiner in ("his", "her"):
            owner = self.pronouns.antecedent(source.start, "m" if determiner == "his" else "f")
            code = self.people.speaker(owner, None, source).country if owner else ""
        else:
            code = ""
        return code if len(code) == 2 else ""

    @staticmethod
    def _opens_as_body(words: str) -> bool:
        """Whether a heading is a body's name that goes on: "Committee on European Security"."""
        tokens = words.removeprefix("The ").split()
        return (
            tokens[0].lower() in BODY_NOUNS
            and tokens[1] in ("on", "of", "for")
            and all(token[0].isupper() or token in ("and", "the", "of", "on", "for", "in") for token in tokens)
        )

    def _together(self, words: str, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """ "The pair", "both", "the two men": those who were named together last; None for any other words."""
        low = fold(words)
        tokens = low.removeprefix("the ").split()
        number = next((token for token in tokens if token in _COUNTED_NOUNS), "")
        if not number or len(tokens) > 3 or not low.startswith(("the ", "both", "these ")):
            return None
        noun = "" if tokens[-1] == number else _singular(tokens[-1])
        if noun and noun not in PERSON_NOUNS:
            return None
        people = self.holders.together(noun, _COUNTED_NOUNS[number], source.start)
        if people:
            return tuple(self.people.speaker(person, None, source) for person in people), people
        return None

    def _is_anonymous(self, head: str, determiner: str, source: Span) -> bool:
        if head == "diplomat" and _TOP_DIPLOMAT.search(source.of(self.text)):
            return False  # the foreign minister
        known = determiner in ("the", "his", "her", "this", "that") and head.rstrip("s") == head
        return head in ANONYMOUS_NOUNS and (not known or self._came_unnamed(head, determiner, source))

    def _came_unnamed(self, head: str, determiner: str, source: Span) -> bool:
        """Whether "the diplomat" is one told of before without a name: "A NATO diplomat said …"."""
        if determiner not in ("the", "this"):
            return False
        before = self.text[max(0, source.start - _UNNAMED_NEAR) : source.start]
        came = list(
            re.finditer(
                rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){{0,4}}{re.escape(head)}\b(?!,?\s[A-ZÀ-Ž])", before
            )
        )
        return bool(came) and not re.search(rf"\b{re.escape(head)},?\s[A-ZÀ-Ž]", before[came[-1].end() :])

    def _group(
        self, bare: str, source: Span, place: int, determiner: str, words: str
    ) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Several by their office: those who signed, or whom the text gives it; else one group."""
        if determiner in ("the", "both", "all", *NUMBERS):
            if signed := self.people.signatories(place):
                return signed, []
            number = next((word for word in fold(words).split() if word in NUMBERS), determiner)
            people = self.holders.several(_singular(head_of(bare)), number, place)
            if people:
                return tuple(self.people.speaker(person, None, source) for person in people), people
        return (self.bodies.group(bare, source),), []

    def _at_home(self, low: str, source: Span) -> tuple[Speaker, ...]:
        """ "The foreign ministry" in an article about one state at home is that state's."""
        if not (home := self.stage.home):
            return ()
        if own := self.bodies.of_place(low, home):
            return (self.bodies.of_actor(own, source),)
        name = f"{low.capitalize()} of {names()[home]}"
        return (Speaker(name, None, "", home, ActorKind.BODY, span=source, why="a body of the article's own state"),)

    def _body(self, bare: str, source: Span, place: int) -> tuple[Speaker, ...]:
        """A body that the roster lacks, or "the ministry", "the committee": the one told of before."""
        low = fold(bare)
        head = head_of(bare)
        if len(low.split()) <= 2 and (bare[:1].islower() or low in BODY_NOUNS):
            for _, speaker in reversed(self.stage.told_before(place)):
                if head in fold(speaker.name).split() or (head in ("alliance", "bloc") and speaker.name == "NATO"):
                    return (replace(speaker, span=source),)
            if before := self.bodies.introduced(bare, source):
                return (before,)
            if head in ("alliance", "bloc"):
                found = self.bodies.lookup("NATO", source)
                return (found,) if found else ()
            if len(low.split()) == 1 and head in (
                "government",
                "administration",
                "party",
                "ministry",
                "committee",
                "parliament",
                "office",
                "group",
                "side",
            ):
                return ()
        if names_outlet(bare):
            return ()
        if bare[:1].isupper() and (longer := self.bodies.introduced(bare, source)):
            return (longer,)
        if found := self.bodies.of_kind(bare, source) or self.bodies.by_name(bare, source):
            return (found,)
        code = find_place(low)[0]
        if bare[:1].islower() and not code:
            return self._at_home(low, source) if head in ("ministry", "department") and low != head else ()
        return (Speaker(bare, None, "", code, ActorKind.BODY, span=source, why="a body named in the text"),)
