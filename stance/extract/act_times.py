"""Which of the times that a sentence names is that of an act of speaking."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stance.extract.day_words import (
    DID,
    FINITE,
    NAMED_THING,
    NOW,
    PAST,
    PAST_EVENT,
    RELATIVE,
    SAYING,
    THERE,
    TOOK_PLACE,
)
from stance.extract.timing import Time
from stance.model import PartialDate, Span

__all__ = ["Act", "Dated", "TimeReader", "contains"]


@dataclass(frozen=True)
class Act:
    """Somebody saying something, as far as dating needs to know."""

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str = ""  #: any key that is the same for the same speaker; empty if unknown
    reported: bool = False  #: a third party tells it
    direct: bool = False
    form: str = ""
    part: Span | None = None  #: of a sentence in which several speak, the part that tells of this act


@dataclass(frozen=True)
class Dated:
    """A date with the words it comes from and the reason in words; no date where the text supports none."""

    date: PartialDate | None = None
    span: Span | None = None
    why: str = "the text names no day"
    own: bool = True  #: told of the speaker's own words, not of an event at which others speak as well
    relative: int = 0  #: days from the event told, where the words count from it ("a day earlier")


_COLON = re.compile(r"[^.!?\n“”\"«»]{0,30}:\s")
_NEAR = 60  # characters between a cue and a month or a year that dates it
_REACH = 600  # characters: what is farther from a cue in a sentence without end is not looked at


def _hull(act: Act) -> Span:
    """From the first to the last word of an act."""
    spans = [*act.content, *(span for span in (act.cue, act.source) if span)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def contains(spans: Iterable[Span], span: Span) -> bool:
    """Whether a span lies inside one of others."""
    return any(other.start <= span.start and span.end <= other.end for other in spans)


class TimeReader:
    """Tells which time belongs to an act; `near` is the day of publication."""

    def __init__(self, text: str, near: date | None) -> None:
        self.text = text
        self.near = near

    def own(self, act: Act, times: list[Time], sentence: Span, told: PartialDate | None) -> Dated | None:
        """The time that stands by the cue itself; `told` is the day of the event that is being told."""
        cue = act.cue or act.source or act.content[0]
        usable = []
        for time in self._near_times(times, cue):
            if time.future or (time.date is None and told is None):
                continue
            if act.part is not None and not contains([act.part], time.span):
                continue
            if act.reported:
                if not contains([_hull(act)], time.span):
                    continue
            elif contains(act.content, time.span) and not self._trails(act, time, sentence):
                continue
            if self.elsewhere(time, cue, sentence):
                continue
            usable.append(time)
        if not usable:
            return None
        days = [time for time in usable if time.date is None or time.date.day]
        if not days:
            usable = [
                time
                for time in usable
                if self._gap(time.span, cue) <= _NEAR
                or (time.span.start - sentence.start <= 1 and time.span.end < cue.start)
            ]
            if not usable:
                return None
        best = min(days or usable, key=lambda time: self._gap(time.span, cue))
        return self.dated(best, told)

    @staticmethod
    def _near_times(times: list[Time], cue: Span) -> list[Time]:
        """The times of a sentence; of very many only those near the cue."""
        if len(times) < 12:
            return times
        at = bisect_right(times, cue.start, key=lambda time: time.span.start)
        return times[max(0, at - 6) : at + 6]

    @staticmethod
    def _gap(a: Span, b: Span) -> int:
        return a.start - b.end if a.start >= b.end else 2 * (b.start - a.end) if b.start >= a.end else 0

    def dated(self, time: Time, told: PartialDate | None) -> Dated | None:
        """The day that a time means."""
        words = time.span.of(self.text)
        if time.date:
            return Dated(time.date, time.span, f"“{words}”")
        if told is None or not told.day:
            return None
        day = PartialDate.of(told.first + timedelta(days=time.shift or 0))
        return Dated(day, time.span, f"“{words}”, seen from {told}", relative=time.shift or 0)

    def _trails(self, act: Act, time: Time, sentence: Span) -> bool:
        """ "… ruled out an invitation on Wednesday": a time at an edge belongs to the cue, if the words have no verb."""
        span = next(span for span in act.content if span.start <= time.span.start and time.span.end <= span.end)
        if act.direct:
            # "told the Senate on Monday: “…”"
            return time.span.start - span.start < 4 and bool(_COLON.match(self.text, time.span.end))
        if time.span.start - span.start < 3 and self.text[max(0, span.start - 6) : span.start].rstrip().endswith(
            " that"
        ):
            return False
        lead = self.text[span.start : time.span.start]
        after = self.text[time.span.end : time.span.end + 24]
        if (
            len(lead.split()) <= 4
            and not FINITE.search(lead)
            and lead.split()[-1:] != ["that"]
            and not (NOW.match(time.span.of(self.text)) and after[:1] != ",")
            and not FINITE.match(after.strip())
        ):
            return True
        rest = self.text[time.span.end : span.end].strip(" .,;:")
        return len(rest.split()) <= 3 and not FINITE.search(lead) and " on " in f"{lead[-4:]} "

    def elsewhere(self, time: Time, cue: Span, sentence: Span) -> bool:
        """Whether the time belongs to another act than the one of the cue: in an aside, of a named thing, of the past."""
        text = self.text
        before = text[max(sentence.start, time.span.start - 90) : time.span.start]
        if time.span.of(text).lower() == "today" and not (
            DID.search(before)
            or (text[time.span.end : time.span.end + 1] in (".", ",", ";") and PAST.search(before))
            or time.span.start == sentence.start
            or TOOK_PLACE.search(before)
        ):
            return True  # "today" for "nowadays"
        if before.endswith("that "):
            return True
        if PAST_EVENT.search(before):
            return True
        named = NAMED_THING.search(before)
        if (
            named
            and sentence.start < cue.end <= time.span.start - len(before) + named.start() + 1
            and not SAYING.search(before)
        ):
            return True
        if self.near and time.date and time.date.last < self.near - timedelta(days=400):
            return True
        for aside in RELATIVE.finditer(text, max(sentence.start, time.span.start - _REACH), time.span.start):
            closed = text.find(",", aside.end(), min(sentence.end, aside.end() + _REACH))
            closed = sentence.end if closed < 0 else closed
            if aside.end() <= time.span.start < closed and not aside.end() <= cue.start < closed:
                lead = text[max(sentence.start, aside.start() - 40) : aside.start()]
                inside = text[aside.start() : time.span.start]
                there = THERE.search(text, closed, min(sentence.end, closed + _NEAR))
                return not (SAYING.search(lead) or SAYING.search(inside) or there)
        return False
