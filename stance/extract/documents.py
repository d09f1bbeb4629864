"""Who stands behind a document: whose it is said to be, who signed or adopted it, a body told of before."""

from __future__ import annotations

import re
from collections.abc import Callable

from stance.extract.bodies import Bodies
from stance.extract.offices_in_text import head_of
from stance.extract.people import People
from stance.extract.roles import DOCUMENTS
from stance.extract.roles import folded as fold
from stance.extract.stage import Speaker, Stage
from stance.extract.subjects import Subjects
from stance.model import ActorKind, Span

__all__ = ["Documents"]

_SUMMIT = re.compile(r"\b(?:summit|[Ll]eaders|allied|[Aa]llies|NATO|Nato|[Aa]lliance)\b")
_ISSUE = (
    "sign|issu|adopt|pass|approv|endors|publish|releas|tabl|submit|draft|present|circulat|initiat|sponsor|co-sponsor"
)
_BY = re.compile(
    rf"\b(?:{_ISSUE})(?:n?t?ed)\s(?:\w+\s)?by\s(?:the\s)?(?:(?:group|faction|party|members|deputies|office|leaders)\sof\s(?:the\s)?)?"
    r"(?P<who>[^,.;:()\n“”\"]{3,90})"
)
_ISSUED = re.compile(
    rf"\b(?:{_ISSUE})(?:t?ed|s|es)\b|\b(?:has|have|had)\s(?:{_ISSUE})(?:t?ed)\b|\b(?:wrote|writes|sent|voted|votes|put forward|unveiled|agreed on)\b"
)
_SUMMIT_TEXT = re.compile(r"declaration|communiqu|statement|document|text|sentence|wording", re.I)
_WHOSE_AFTER = re.compile(r"\s(?:\w+\s)?by\s(?P<who>(?:the\s)?(?:[a-z-]+\s){0,4}[A-ZÀ-Ž][^.;:()\n“”\"]{3,300})")
_FROM_AFTER = re.compile(
    r"\s(?:from|of)\s(?P<who>(?:the\s)?[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:of|for|and|the|on)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,6})"
)
_OWNER = re.compile(r"\b(?:of|by|from)\s(?:the\s)?(.+)$")
_IN_A_DOCUMENT = re.compile(
    r"\s(?:\w+\s)?(?:in|at the end of|on)\s(?P<the>the|its|this|that|their)\s(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+)\b"
)
_NO_ISSUER = frozenset(["it", "he", "she", "this", "that", "there", "these", "those"])
_NEAR_BACK = 5  # sentences before a document that may tell whose it is
_TOLD = 900  # characters back to a body that spoke


class Documents:
    """Finds who issued a document; `read` reads a phrase as a speaker."""

    def __init__(
        self,
        stage: Stage,
        people: People,
        bodies: Bodies,
        subjects: Subjects,
        read: Callable[[Span], tuple[Speaker, ...]],
    ) -> None:
        self.stage = stage
        self.text = stage.text
        self.people = people
        self.bodies = bodies
        self.subjects = subjects
        self.read = read

    def named_after(self, place: int) -> Span | None:
        """The document of "it says in the text", from the place after the verb."""
        match = _IN_A_DOCUMENT.match(self.text, place)
        return Span(match.start("the"), match.end("noun")) if match and fold(match["noun"]) in DOCUMENTS else None

    def issuers(self, bare: str, source: Span) -> tuple[Speaker, ...]:
        """Those who speak in a document: "the resolution", "the letter of the ministers"."""
        if told := self._by(source, _WHOSE_AFTER):
            return told
        if owner := _OWNER.search(bare):
            start = source.start + source.of(self.text).find(owner[1])
            if found := self.bodies.named_in(owner[1], Span(max(start, source.start), source.end)):
                return tuple(found)
        if signed := self.people.signatories(source.start):
            return signed
        if told := self._issued(source):
            return told
        for at, speaker in reversed(self.stage.told_before(source.start)):
            if source.start <= at + _TOLD and not speaker.group and speaker.kind is ActorKind.BODY:
                return (speaker,)
        if near := self.bodies.nearest(source.start):
            return (near,)
        if _SUMMIT_TEXT.search(bare) and _SUMMIT.search(self.text, max(0, source.start - 500), source.end + 60):
            nato = self.bodies.lookup("NATO", source)
            return (nato,) if nato else ()
        return ()

    def _by(self, source: Span, words: re.Pattern[str]) -> tuple[Speaker, ...]:
        """Those whose text the words after it say it is: "a joint declaration by A and B"."""
        by = words.match(self.text, source.end)
        return self.read(Span(*by.span("who"))) if by else ()

    def unintroduced(self, source: Span) -> tuple[Speaker, ...]:
        """Those who speak in "a statement published on Sunday": whose it is said to be there, or who signed it near by."""
        return (
            self._by(source, _WHOSE_AFTER)
            or self.people.signatories(source.start)
            or self._issued(source, by_only=True)
            or self._by(source, _FROM_AFTER)
        )

    def _issued(self, source: Span, by_only: bool = False) -> tuple[Speaker, ...]:
        """Those of whom a sentence near by tells that they signed, adopted or published something."""
        text = self.text
        for sentence in self.stage.sentences_after(source.end, 2):
            if by := _BY.search(text, sentence.start, min(sentence.end, sentence.start + 400)):
                return self.read(Span(*by.span("who")))
        for sentence in self.stage.sentences_back(source.start, 3)[:_NEAR_BACK]:
            if self.stage.is_quoted(sentence.start):
                continue
            end = min(sentence.end, sentence.start + 400)
            if by := _BY.search(text, sentence.start, end):
                return self.read(Span(*by.span("who")))
            if by_only:
                continue
            if issued := _ISSUED.search(text, sentence.start, end):
                found = self.subjects.leading(sentence)
                if found or self.stage.is_quoted(issued.start()):
                    return found
                words = text[sentence.start : issued.start()].strip()
                if (
                    2 <= len(words.split()) <= 7
                    and "," not in words
                    and words.split()[0].lower() not in _NO_ISSUER
                    and head_of(words) not in DOCUMENTS
                ):
                    return (self.bodies.group(words, Span(sentence.start, sentence.start + len(words))),)
        return ()
