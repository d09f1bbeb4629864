"""Who is told of by office first and named after: "Russia's ambassador in Oslo said … ⏎ “…”, Lev Orlov wrote on Friday".

Agencies give the news first and the name of somebody little known in the next paragraph. Whoever is new there, speaks,
and bears either that office or none is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from stance.extract.cast import Mention, Person
from stance.extract.stage import Stage
from stance.extract.titles import Titles
from stance.model import Span

__all__ = ["Introductions"]

_SPEAKS = re.compile(
    r"(?:,\s[^,“”\"\n]{2,110},)?\s(?:(?:has|had|also|then|later|once)\s|\w+ly\s|on\s[A-Z]\w+\s){0,2}"
    r"(?:said|says|told|tells|wrote|writes|added|adds|warned|warns|argued|argues|explained|explains|stressed|insisted|insists|posted|noted|notes|declared|replied|recalled|"
    r"called|urged|pointed|reiterated|emphasi[sz]ed|remarked|stated|maintained|believes?|thinks?)\b"
)
_SPOKE_BEFORE = re.compile(
    r"\b(?:said|says|wrote|writes|added|warned|argued|explained|stressed|insisted|noted|declared|replied|told\s\w+)\s(?:[\w’'.-]+\s){0,6}$"
)
_UNNAMED = re.compile(
    r"\b(?:on condition of anonymity|(?:not to|declined to|refused to) be (?:named|identified)|anonymously)\b"
)
_REACH = 900  # characters after an office in which the name stands
_PARAGRAPHS = 2  # after that of the office


class Introductions:
    """Finds the name that follows an office; `fits` tells whether an office of a person is the one named before."""

    def __init__(self, stage: Stage, titles: Titles, fits: Callable[[Person], bool]) -> None:
        self.stage = stage
        self.titles = titles
        self.fits = fits

    def after(self, source: Span) -> Person | None:
        """The person introduced after an office that stands at `source`."""
        text, stage = self.stage.text, self.stage
        number = min(bisect_right(stage.block_starts, source.start) - 1 + _PARAGRAPHS, len(stage.blocks) - 1)
        end = min(source.end + _REACH, stage.blocks[number].end if number >= 0 else len(text))
        if _UNNAMED.search(text, source.end, min(end, stage.bounds(source.start)[1])):
            return None
        for mention in stage.cast.within(Span(source.end, end)):
            if mention.person < 0 or len(mention.words) < 2 or stage.is_quoted(mention.start):
                continue
            person = stage.cast.people[mention.person]
            if any(other.start < source.start for other in person.mentions):
                continue
            if not self._speaks(mention):
                continue
            titled = bool(self.titles.all(person)) or person.actor is not None
            return person if not titled or self.fits(person) else None
        return None

    def _speaks(self, mention: Mention) -> bool:
        text = self.stage.text
        return bool(
            _SPEAKS.match(text, mention.end) or _SPOKE_BEFORE.search(text, max(0, mention.start - 90), mention.start)
        )
