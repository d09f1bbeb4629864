"""The day on which words were said, as far as the text supports one.

Method: the text is read sentence by sentence with every time it names outside quoted or reported words. An act of
speaking takes the time that stands by its cue; else that of the same speaker's words before it, of the event that is
being told, or of the text's date line; a speaker's first words may take that of the ones that follow. Times that are
still to come, that belong to another act in the sentence, or that stand in the words said date nothing, and nor does
the day of publication. What others tell of somebody's view has a date only where its own sentence names it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from stance.dates import DateLine, find_date_line
from stance.extract.act_times import Act, Dated, TimeReader, contains
from stance.extract.day_words import (
    AWAY,
    BEFORE_THAT,
    BREAK,
    ENTRY,
    EVENT,
    HOLDS,
    LINK,
    LONG,
    OWN_OUTLET,
    PAST,
    PERFECT,
    PRONOUN,
    RELATIVE,
    SEASON,
    THINK_TANK,
    TIED,
)
from stance.extract.timing import Time, find_times
from stance.model import Article, PartialDate, Span
from stance.text import TextParts, fold, quotations

__all__ = ["Act", "Dated", "date_acts", "stated_on"]


#: A line that gives only the hour at which words were taken down: "2:46 P.M. EDT".
_HOUR = re.compile(r"^\W*\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,5})?\W*$", re.M)
_HEAD = 700  # characters of a transcript in which that line stands
_RECORDED = frozenset(["transcript", "speech"])  # forms of a text whose words were all said on one day
_SHARE = 0.4  # the least share of a text that is a record of words over which such a form goes
_TOLD = 1000  # characters before a cue that may tell about its act
_GAP = re.compile(r"[\s-]")  # between the words of a name
_LEAD = 2  # paragraphs in which news are told before their day
_BEFORE = 10  # days: what is told as news happened at most so long before publication


def stated_on(article: Article, sentence: Span, context: Sequence[Act] = ()) -> tuple[PartialDate | None, Span | None]:
    """The day the words of one sentence were said, and the words that tell it; `context` are the other acts known."""
    quoted = [quotation.outer for quotation in quotations(article.text) if quotation.outer.overlaps(sentence)]
    act = Act(tuple(quoted) or (), cue=Span(sentence.start, sentence.start) if not quoted else None)
    if not act.content:
        act = Act((Span(sentence.start, sentence.start),), cue=Span(sentence.start, sentence.start))
    dated = date_acts(article, [*context, act])[-1]
    return dated.date, dated.span


def date_acts(
    article: Article,
    acts: Sequence[Act],
    *,
    parts: TextParts | None = None,
    wanted: Collection[int] | None = None,
) -> list[Dated]:
    """The date of each act, in the order given. All acts of the article should be given: each may date others.

    `parts` are those of the article's text, where they are known already; `wanted` are the numbers of the acts whose
    day is asked for, where not all are.
    """
    reader = _Reader(article, acts, parts or TextParts(article.text), wanted)
    return reader.read()


def _is_past_day(time: Time) -> bool:
    """Whether a time is a day, and one that had come when the text was written."""
    return time.date is not None and bool(time.date.day) and not time.future


@dataclass
class _Scene:
    """The day of what is being told, from its words on."""

    dated: Dated
    paragraph: int
    place: int  #: number of its sentence
    sentence: Span
    left: int = -1  #: the paragraph in which something of another time was told since
    quoted: bool = False  #: the day stands in the words of an act, whose narration may tell of an event all the same


class _Reader:
    def __init__(
        self,
        article: Article,
        acts: Sequence[Act],
        parts: TextParts,
        wanted: Collection[int] | None,
    ) -> None:
        self.text = text = article.text
        # A view that the paper tells has no cue: its whole sentence tells when.
        self.acts = [
            replace(act, content=(Span(act.content[0].start, act.content[0].start),)) if act.form == "view" else act
            for act in acts
        ]
        # Of other speakers only what moves the scene is read.
        self.asked = {acts[number].speaker for number in range(len(acts)) if wanted is None or number in wanted}
        published = article.published
        near = published.first if published and published.day else None
        self.line: DateLine | None = find_date_line(text, near)
        if near is None and self.line:
            near, published = self.line.date.first, self.line.date
        self.near = near
        self.recorded = self._recorded_on(article)
        self.reader = TimeReader(text, near)
        self.blocks = parts.paragraphs
        self.sentences = parts.sentences
        self.quoted = [quotation.outer for quotation in parts.quotations]
        self.events: dict[int, bool] = {}
        self.folded: dict[int, str] = {}  # start of a sentence → its first words, folded
        self.quoted_starts = [span.start for span in self.quoted]
        self.quoted_ends = [span.end for span in self.quoted]
        self.block_starts = parts.starts
        starts = [sentence.start for sentence in self.sentences]
        self.times: list[list[Time]] = [[] for _ in self.sentences]
        begin = self.line.end if self.line else 0
        for time in find_times(text, published):
            if time.span.start < begin and self.line and time.span.end > self.line.start:
                continue
            at = bisect_right(starts, time.span.start) - 1
            if at >= 0 and not self._is_quoted(time.span):
                self.times[at].append(time)
        self.at_sentence: list[list[int]] = [[] for _ in self.sentences]
        for number, act in enumerate(acts):
            place = self._home(act, starts)
            if place >= 0:
                self.at_sentence[place].append(number)

    def _recorded_on(self, article: Article) -> Dated | None:
        """The day of a text that is a transcript or a speech: by its date line, its headline, or the day it came out
        where its head gives the hour."""
        said = [span for act in self.acts if act.form in _RECORDED for span in act.content]
        if not said or max(one.end for one in said) - min(one.start for one in said) < _SHARE * len(self.text):
            return None
        if self.line is not None:
            words = self.text[self.line.start : self.line.end]
            return Dated(self.line.date, Span(self.line.start, self.line.end), f"the date line “{words}”")
        for time in find_times(article.title[:400], article.published):
            if _is_past_day(time):
                return Dated(time.date, None, f"“{time.span.of(article.title)}” in the headline")
        begin = min(one.start for one in said)
        for line in re.finditer(r"[^\n]{6,80}(?=\n)", self.text[: min(begin, _HEAD)]):
            for time in find_times(line.group(), article.published):
                if _is_past_day(time) and any(map(str.isdigit, time.span.of(line.group()))):
                    span = Span(line.start() + time.span.start, line.start() + time.span.end)
                    return Dated(time.date, span, f"“{span.of(self.text)}” at the head")
        hour = _HOUR.search(self.text, 0, _HEAD)
        if hour and article.published and article.published.day:
            why = f"the day of publication, whose hour stands at the head: “{hour.group().strip()}”"
            return Dated(article.published, Span(*hour.span()), why)
        return None

    @staticmethod
    def _home(act: Act, starts: list[int]) -> int:
        """The sentence in which an act is told: that of its cue, its source, or the first of its words."""
        anchor = act.cue or (act.content[0] if act.content else act.source)
        return bisect_right(starts, anchor.start) - 1 if anchor else -1

    def _is_quoted(self, span: Span) -> bool:
        at = bisect_right(self.quoted_starts, span.start) - 1
        return at >= 0 and span.end <= self.quoted[at].end

    def _paragraph(self, place: int) -> int:
        return bisect_right(self.block_starts, place) - 1

    # -- the sweep --

    def read(self) -> list[Dated]:
        found: list[Dated | None] = [None] * len(self.acts)
        spoke: dict[str, Dated] = {}
        scene: _Scene | None = None
        spoken_first: dict[str, list[int]] = {}
        leads: dict[str, list[int]] = {}  # told in the present perfect, because they are the news
        for place, sentence in enumerate(self.sentences):
            times = self.times[place]
            here = self.at_sentence[place]
            if not times and not here:
                continue
            block = self._paragraph(sentence.start)
            told = scene.dated.date if scene else None  # for the whole sentence: "a day earlier" is counted once
            for number in here:
                act = self.acts[number]
                if self.recorded and act.form in _RECORDED and not act.reported:
                    found[number] = self.recorded
                    continue
                own = self.reader.own(act, times, sentence, told)
                if own is not None:
                    found[number] = own
                    if not act.reported or own.date:
                        if own.date and own.date.day and (told is None or own.relative >= 0):
                            swallowed = own.span is not None and contains(act.content, own.span)
                            scene = _Scene(own, block, place, sentence, quoted=swallowed)
                        elif scene:
                            scene = replace(scene, left=block)
                        if act.speaker:
                            spoke[act.speaker] = own
                    continue
                if act.reported:
                    found[number] = Dated(why="told by somebody else, and the text does not say when it was said")
                    continue
                if act.speaker not in self.asked:
                    continue
                taken = self._taken(act, sentence, block, scene, spoke)
                if taken is not None and taken.date is None and block < _LEAD and self._is_news(act, sentence):
                    if act.speaker:
                        leads.setdefault(act.speaker, []).append(number)
                elif taken is not None:
                    found[number] = taken
                    if act.speaker:
                        spoke.setdefault(act.speaker, taken)
                elif act.speaker:
                    spoken_first.setdefault(act.speaker, []).append(number)
            used = {dated.span for number in here if (dated := found[number])}
            if not any(time.span in used for time in times):
                scene = self._narrated(place, sentence, times, block, scene)
        self._backward(found, spoken_first)
        self._backward(found, leads, own=True)
        return [dated or self._fallback(act) for dated, act in zip(found, self.acts, strict=True)]

    def _is_event(self, scene: _Scene) -> bool:
        """Whether the narrated words of a sentence tell of a gathering or an act at which several people speak."""
        sentence, place = scene.sentence, scene.place
        known = self.events.get(place)
        if known is None:
            end = min(sentence.end, sentence.start + 3000)
            words, at = [], sentence.start
            for span in sorted(
                (span for number in self.at_sentence[place] for span in self.acts[number].content),
                key=lambda span: span.start,
            ):
                words.append(self.text[at : min(end, max(at, span.start))])
                at = max(at, span.end)
            words.append(self.text[at:end])
            known = self.events[place] = bool(EVENT.search(" ".join(words)))
        if known or not scene.quoted:
            return known
        return bool(EVENT.search(self._unquoted(sentence.start, min(sentence.end, sentence.start + 3000))))

    def _taken(
        self, act: Act, sentence: Span, block: int, scene: _Scene | None, spoke: dict[str, Dated]
    ) -> Dated | None:
        """The day of the same speaker's words before, or of the event that is being told."""
        words = self._told(sentence, act)
        if BREAK.search(words) and (LONG.search(words) or not self._in_live_blog(block)):
            return Dated(why="told without a day of its own")
        if self._in_a_season(act, sentence):
            return Dated(why="told of a season, not of a day")
        before = spoke.get(act.speaker) if act.speaker else None
        if before and before.date is None and not (scene and scene.paragraph == block):
            return before
        if before and before.date:
            return Dated(before.date, before.span, f"{before.why}, of the same speaker", own=before.own)
        if (
            scene
            and scene.dated.date
            and scene.dated.date.day
            and not self._is_elsewhere(act, sentence, block, scene, words)
        ):
            near = scene.paragraph == block or (self._is_event(scene) and not THINK_TANK.search(words))
            goes_on = self._is_named(act, scene) or (
                act.source is not None and block - scene.paragraph <= 2 and PRONOUN.fullmatch(act.source.of(self.text))
            )
            if near or goes_on or LINK.search(self._lead(sentence, block)):
                return Dated(scene.dated.date, scene.dated.span, f"{scene.dated.why}, of the event told", own=False)
        return None

    def _is_news(self, act: Act, sentence: Span) -> bool:
        """Whether an act is told in the present perfect because it is the news: "The minister has called on allies …"."""
        words = self._told(sentence, act)
        return bool(PERFECT.search(words)) and not (LONG.search(words) or RELATIVE.search(words))

    def _in_a_season(self, act: Act, sentence: Span) -> bool:
        """Whether the words beside the cue place the act in a season: "said at a conference in the fall"."""
        if act.cue is None:
            return False
        season = SEASON.search(self.text, act.cue.end, min(sentence.end, act.cue.end + 120))
        return season is not None and not contains([*act.content, *self.quoted], Span(*season.span()))

    def _in_live_blog(self, block: int) -> bool:
        """Whether a paragraph is an entry under a clock time: "18.47", on its own line or before the words."""
        return any(
            ENTRY.match(self.text, self.blocks[number].start, self.blocks[number].start + 16)
            for number in range(max(0, block - 2), block + 1)
        )

    def _is_elsewhere(self, act: Act, sentence: Span, block: int, scene: _Scene, words: str) -> bool:
        """Whether the text has gone over to another time or place than the scene's; `words` tell of the act."""
        if not TIED.search(words) and (OWN_OUTLET.search(words) or BEFORE_THAT.search(words)):
            return True
        if scene.left == block:
            return True
        if act.cue is not None and HOLDS.fullmatch(act.cue.of(self.text)):
            return not PAST.search(self._unquoted(max(sentence.start, act.cue.start - 200), act.cue.start))
        if act.form == "view" and not PAST.search(
            self._unquoted(sentence.start, min(sentence.end, sentence.start + 400))
        ):
            return True
        if block == scene.paragraph:
            return False
        return bool(AWAY.search(self._lead(sentence, block)))

    def _is_named(self, act: Act, scene: _Scene) -> bool:
        """Whether the speaker is the one whom the sentence that gave the day tells of."""
        surname = _GAP.split(act.speaker)[-1]
        if len(surname) <= 3:
            return False
        start, end = scene.sentence.start, scene.sentence.end
        if start not in self.folded:
            self.folded[start] = fold(self.text[start : min(end, start + 400)])
        return surname in self.folded[start]

    def _lead(self, sentence: Span, block: int) -> str:
        """The narrated words of a paragraph up to the end of the sentence."""
        start = self.blocks[block].start if block >= 0 else sentence.start
        return self._unquoted(max(start, sentence.start - 1500), min(sentence.end, sentence.start + 3000))

    def _unquoted(self, start: int, end: int) -> str:
        words, at = [], start
        for number in range(bisect_right(self.quoted_ends, start), len(self.quoted)):
            span = self.quoted[number]
            if span.start >= end:
                break
            words.append(self.text[at : max(at, span.start)])
            at = span.end
        words.append(self.text[at:end])
        return " ".join(words)

    def _told(self, sentence: Span, act: Act) -> str:
        """The words of a sentence about the act itself: up to a little after its cue, neither quoted nor its own."""
        end = min(sentence.end, (act.cue.end + 60) if act.cue else sentence.start + 90)
        start = max(sentence.start, end - _TOLD)
        words = self._unquoted(start, end)
        for span in act.content[:4]:
            content = self._unquoted(max(span.start, start), min(span.end, end)) if span.overlaps(sentence) else ""
            if len(content) > 3:
                words = words.replace(content, " ")
        return words

    def _narrated(
        self, place: int, sentence: Span, times: list[Time], block: int, scene: _Scene | None
    ) -> _Scene | None:
        """A sentence that only tells moves the scene to the day it names."""
        contents = [span for number in self.at_sentence[place] for span in self.acts[number].content]
        for time in times[:12]:
            if time.future or contains(contents, time.span):
                continue
            if time.date is not None and (not time.date.day or self._far(time.date)):
                continue
            start = Span(sentence.start, sentence.start)
            if self.reader.elsewhere(time, start, sentence):
                continue
            dated = self.reader.dated(time, scene.dated.date if scene else None)
            if dated:
                return _Scene(dated, block, place, sentence)
        return scene

    def _far(self, day: PartialDate) -> bool:
        """Too long before publication to be the day of the news told."""
        return self.near is not None and day.first < self.near - timedelta(days=_BEFORE)

    def _backward(self, found: list[Dated | None], waiting: dict[str, list[int]], *, own: bool = False) -> None:
        """A lead tells first what is dated further down; `own`: by a day that stands with the speaker's words there."""
        for speaker, numbers in waiting.items():
            for number in numbers:
                home = self._paragraph(self.acts[number].content[0].start) if self.acts[number].content else 0
                for later in range(number + 1, min(number + 60, len(self.acts))):
                    dated = found[later]
                    act = self.acts[later]
                    if act.speaker == speaker and dated and dated.date and dated.span and not act.reported:
                        if own and not (dated.date.day and dated.own):
                            break
                        near = self._paragraph(dated.span.start) - home
                        if home <= 3 or near <= 1:
                            why = f"{dated.why}, further down, of the same speaker"
                            found[number] = Dated(dated.date, dated.span, why)
                        break

    def _fallback(self, act: Act) -> Dated:
        line = self.line
        if act.reported or line is None or (line.kind == "published" and act.form not in ("transcript", "signed")):
            return Dated()
        if act.cue is not None and BEFORE_THAT.search(self.text, max(0, act.cue.start - 30), act.cue.end):
            return Dated(why="told as something that had been said before")
        return Dated(line.date, Span(line.start, line.end), f"the date line “{self.text[line.start : line.end]}”")
