"""An article as acts of speaking: what each is and where its words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stance.extract.coordination import part_of
from stance.extract.dating import Dated
from stance.extract.layouts import Layout
from stance.extract.speakers import Speaker, Speakers
from stance.extract.topic import Discourse
from stance.model import Article, Attribution, Span
from stance.text import Quotation

__all__ = ["MARKED", "NAMED_AT_END", "Scene", "Utterance", "anchor"]

MARKED = re.compile(r"[“\"‘'«„»]")
NAMED_AT_END = re.compile(r"\s[–—-]\s((?:[A-ZÀ-Ž][\w’'-]+\s?){1,5})$")


@dataclass
class Utterance:
    """Words of one or several speakers, as found: an act of speaking or a view told."""

    attribution: Attribution
    speakers: tuple[Speaker, ...]
    regions: tuple[
        Span, ...
    ]  #: words in which the position stands; the cue's and the sentence's where they carry it too
    reported: bool = False  #: told by a third party
    layout: str = (
        ""  #: "transcript", "interview", "signed", "quote": the words are the speaker's own without quotation marks
    )
    headline: bool = False
    view: bool = False  #: from a sentence of the paper itself
    inner: list[Utterance] = field(
        default_factory=list
    )  #: acts told inside it: their words are not this speaker's view
    dated: Dated = field(default_factory=Dated)
    number: int = 0  #: its place among the scene's utterances

    @property
    def named(self) -> bool:
        return bool(self.speakers) and not self.speakers[0].anonymous


@dataclass
class Scene:
    """An article with all its acts of speaking, in text order."""

    article: Article
    discourse: Discourse
    speakers: Speakers
    quoted: list[Quotation]
    utterances: list[Utterance]
    layout: Layout
    joints: Sequence[int] = ()  #: where reports of several speakers are joined within sentences

    def part_at(self, place: int) -> Span | None:
        """The part of a sentence of several speakers in which a place lies; None where the whole sentence has one."""
        sentence = self.discourse.sentences[max(0, self.discourse.at(place))].span
        part = part_of(sentence, place, self.joints)
        return part if part != sentence else None

    def is_quoted(self, span: Span) -> bool:
        """Whether most of a stretch of text stands in quotation marks."""
        inside = 0
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self.quoted) and self.quoted[at].outer.start < span.end:
            quote = self.quoted[at].outer
            inside += max(0, min(quote.end, span.end) - max(quote.start, span.start))
            at += 1
        return inside * 2 > span.end - span.start

    def quoted_in(self, span: Span) -> list[Span]:
        """The words in quotation marks that overlap a stretch of text, without the marks."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while at < len(self.quoted) and self.quoted[at].outer.start < span.end:
            if self.quoted[at].inner.overlaps(span):
                found.append(self.quoted[at].inner)
            at += 1
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [quote.outer.start for quote in self.quoted]


def anchor(one: Attribution) -> int:
    """Where an attribution stands in the order of the text."""
    return (one.source or one.cue or one.content[0]).start
