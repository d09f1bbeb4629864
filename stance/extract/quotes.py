"""Quotations find their attribution: split round the speaker, going on over sentences and paragraphs, or on their own."""

from __future__ import annotations

from dataclasses import dataclass, field

from stance.extract.features import can_speak
from stance.extract.outline import Paragraph, Sentence
from stance.extract.reporting import Reading
from stance.extract.sources import whole_phrase
from stance.model import Span

__all__ = ["Draft", "gather"]

_LONG = 5  #: words; a shorter quotation without a cue is taken for a scare quote or a title
_HEADING = 8  #: words; a shorter quotation on its own that nobody speaks is a heading
_PULLED = 40  #: characters by which a quotation is found again
_MARKS = "“”„‟«»‹›‘’‚\"'` \xa0.…"
_UNCUED = 0.45  #: score of an attribution that its layout alone supports


@dataclass
class Draft:
    """An attribution in the making."""

    content: list[Span]
    source: Span | None
    cue: Span | None
    score: float
    speech: float
    form: str
    direct: bool = False
    addressee: Span | None = None
    sentence: Sentence | None = field(default=None, repr=False)


class _Gatherer:
    """Walks through the text and remembers who spoke last."""

    def __init__(self, text: str, threshold: float) -> None:
        self.text = text
        self.threshold = threshold
        self.drafts: list[Draft] = []
        self.last: Draft | None = None  # the latest direct attribution
        self.last_at = -9  # the paragraph up to which it reaches
        self.before: Sentence | None = None  # the sentence before this one
        self.spoke: list[Draft] = []  # statements of the sentence before
        self.weak: list[Reading] = []  # readings of the sentence before that don't stand
        self.following: Sentence | None = None  # the first sentence of the next paragraph
        self.after: Sentence | None = None  # the sentence after this one
        self.waiting: list[Span] = []  # quotations before the sentence that names their speaker
        self.led: tuple[Span | None, Span | None] = (None, None)  # who speaks them by the sentence before, and its cue
        self.announced = False  # that sentence ends with a colon

    def paragraph(self, number: int, paragraph: Paragraph, readings: list[list[Reading]]) -> None:
        for place, (sentence, found) in enumerate(zip(paragraph.sentences, readings, strict=True)):
            self.after = paragraph.sentences[place + 1] if place + 1 < len(paragraph.sentences) else self.following
            self._sentence(number, place, sentence, found)
        if self.waiting:
            source, cue = (None, None) if self._is_signed_next() else self.led
            if not self.announced and _is_heading(self.text, self.waiting):
                source = cue = None
            self._remember(Draft(self.waiting, source, cue, _UNCUED, 0.9, "quote", direct=True), number)
            self.waiting = []

    def _is_signed_next(self) -> bool:
        return self.after is not None and _signature(self.after) is not None

    def _sentence(self, number: int, place: int, sentence: Sentence, found: list[Reading]) -> None:
        if sentence.raw[0] == "-" and self.before is not None and _is_bare(self.before):
            if self.waiting:
                self._remember(Draft(self.waiting, None, None, _UNCUED, 0.9, "quote", direct=True), number)
                self.waiting = []
            if self.signed(number, sentence):
                return
        here = _stand(sentence, found, self.threshold)
        new = [_draft(sentence, reading) for reading in here]
        quotes = sentence.quotes
        if quotes:
            taken = {quote for reading in here for quote in quotes if _takes(reading, quote)}
            free = [quote for quote in quotes if quote not in taken and self._is_said(sentence, quote)]
            direct = [draft for draft in new if draft.direct]
            if direct:
                self._with_cue(number, sentence, direct, free)
            elif _is_bare(sentence):
                self._bare(number, place, [quotes[quote].outer for quote in quotes])
            elif free and not self._extend(number, sentence, here, new, free):
                self._free(number, sentence, free)
        self.drafts.extend(new)
        self.spoke = [draft for draft in new if draft.speech >= 0.5]
        self.weak = [reading for reading in found if reading not in here]
        self.before = sentence

    def _with_cue(self, number: int, sentence: Sentence, direct: list[Draft], free: list[int]) -> None:
        best = max(direct, key=lambda draft: draft.score + draft.speech)
        best.content.extend(self.waiting)
        self.waiting = []
        for quote in sentence.quotes:
            if quote in free or (quote == 0 and sentence.edges[quote][1] in ",?!"):
                span = sentence.quotes[quote].outer
                if not any(span.overlaps(each) for each in best.content):
                    best.content.append(span)
        self.last, self.last_at = best, number

    def _bare(self, number: int, place: int, spans: list[Span]) -> None:
        """A sentence of quotations only: it goes on, or waits for its speaker."""
        colon = self.before is not None and self.before.raw[-1] == ":"
        if not self.waiting:
            self.led = self._lead()
            self.announced = colon
        if not place and self._is_signed_next():
            self.waiting.extend(spans)
        elif self.last is not None and self.last_at == number and not self.waiting:
            self.last.content.extend(spans)
        elif place and self.spoke and not self.waiting:
            draft = max(self.spoke, key=lambda draft: draft.score)
            draft.content.extend(spans)
            draft.direct = True
            self.last, self.last_at = draft, number
        elif (
            self.last is not None
            and self.last_at == number - 1
            and not place
            and not colon
            and self.last.form != "signature"
        ):
            self.last.content.extend(spans)
            self.last_at = number
        else:
            self.waiting.extend(spans)

    def _free(self, number: int, sentence: Sentence, free: list[int]) -> None:
        """Quotations in a sentence without a cue: they go on if one opens it; else the sentence's subject speaks."""
        spans = [sentence.quotes[quote].outer for quote in free]
        if self.last is not None and self.last_at == number:
            self.last.content.append(sentence.span(0, len(sentence.tags)))
            return
        self._remember(Draft(spans, _subject(sentence), None, _UNCUED, 0.9, "quote", direct=True), number)

    def _extend(self, number: int, sentence: Sentence, here: list[Reading], new: list[Draft], free: list[int]) -> bool:
        """`She said that it was late, but that they "had never been so near"`: what is quoted later in it, is still said."""
        before = [
            place
            for place, reading in enumerate(here)
            if reading.layout.kind == "R" and reading.content[-1][1] <= free[0]
        ]
        if not before:
            return False
        place = max(before, key=lambda place: here[place].content[-1][1])
        draft = new[place]
        draft.content[-1] = Span(draft.content[-1].start, sentence.ends[free[-1]])
        draft.direct = True
        self.last, self.last_at = draft, number
        return True

    def _lead(self) -> tuple[Span | None, Span | None]:
        """Speaker and cue for quotations that stand alone: from the sentence before, `He put it this way:`."""
        if self.before is None:
            return None, None
        for reading in sorted(self.weak, key=lambda each: -each.score):
            if reading.cue.speech and reading.source and reading.place > len(self.before.tags) - 12:
                return _span_of(self.before, reading)
        if self.spoke and self.spoke[-1].source:
            return self.spoke[-1].source, self.spoke[-1].cue
        return (_subject(self.before, strict=True) if self.before.raw[-1] == ":" else None), None

    def _remember(self, draft: Draft, number: int) -> None:
        self.drafts.append(draft)
        self.last, self.last_at = draft, number

    def signed(self, number: int, sentence: Sentence) -> bool:
        """A name under a quotation without a cue, `Mircea Geoană, Deputy Secretary General`: takes it as the speaker."""
        last = self.last
        if last is None or last.form != "quote":
            return False
        chunk = _signature(sentence)
        if chunk is None or (last.cue is not None and not chunk[0]):
            return False
        last.source = sentence.span(chunk[0], chunk[1])
        last.cue = sentence.span(0, 1) if chunk[0] else None
        last.form = "signature"
        return True

    def _is_said(self, sentence: Sentence, quote: int) -> bool:
        """Long enough for speech, and no title of a book or a film."""
        inner = sentence.quotes[quote].inner
        words = inner.of(self.text).split()
        if len(words) < _LONG:
            return False
        long = [word for word in words if len(word) > 3]
        return sum(word[0].isupper() for word in long) * 3 < len(long) * 2 + 2


def gather(
    text: str, paragraphs: list[Paragraph], readings: list[list[list[Reading]]], threshold: float
) -> list[Draft]:
    """All attributions of the text: the readings that stand, and the quotations joined to them or standing alone."""
    gatherer = _Gatherer(text, threshold)
    for number, (paragraph, found) in enumerate(zip(paragraphs, readings, strict=True)):
        if (
            number == gatherer.last_at + 1
            and len(paragraph.sentences) == 1
            and gatherer.signed(number, paragraph.sentences[0])
        ):
            continue
        after = paragraphs[number + 1].sentences if number + 1 < len(paragraphs) else []
        gatherer.following = after[0] if after else None
        gatherer.paragraph(number, paragraph, found)
    return [draft for draft in gatherer.drafts if draft.source or draft.cue or not _is_display(text, draft)]


def _is_display(text: str, draft: Draft) -> bool:
    """A heading in quotation marks, or a quotation set apart that the text has again with its speaker."""
    if _is_heading(text, draft.content):
        return True
    return len(draft.content) == 1 and text.count(draft.content[0].of(text).strip(_MARKS)[:_PULLED]) > 1


def _is_heading(text: str, spans: list[Span]) -> bool:
    return len(spans) == 1 and len(spans[0].of(text).split()) < _HEADING


def _signature(sentence: Sentence) -> tuple[int, int] | None:
    """The name in a line that is nothing but a name, its office and a dash before them; None in any other sentence."""
    if sentence.quotes or len(sentence.words) > 16:
        return None
    tags = sentence.tags
    first = 1 if tags[0] == "-" else 0
    if len(tags) <= first or any(tag in "MVZPWH:" for tag in tags):
        return None
    if (not first and tags[-1] == ".") or "-" in tags[max(1, len(tags) - 2) :]:
        return None  # `– Old hands –` is a heading
    for start, end, kind in sentence.chunk():
        if start == first and (kind == "x" or first):
            return start, end
    return None


def _stand(sentence: Sentence, found: list[Reading], threshold: float) -> list[Reading]:
    """The readings that stand; for a quotation that none takes, the likeliest one that would."""
    here = [reading for reading in found if reading.score >= threshold]
    if sentence.quotes and len(here) < len(found):
        for place in sentence.quotes:
            quotation = sentence.quotes[place]
            if (quotation.inner.end - quotation.inner.start) // 5 < _LONG or any(
                _takes(reading, place) for reading in here
            ):
                continue
            other = [reading for reading in found if _takes(reading, place)]
            if other:
                here.append(max(other, key=lambda reading: reading.score))
    return here


def _takes(reading: Reading, place: int) -> bool:
    return any(first <= place < end for first, end in reading.content)


def _is_bare(sentence: Sentence) -> bool:
    return all(tag in "Q.,-" for tag in sentence.raw)


def _span_of(sentence: Sentence, reading: Reading) -> tuple[Span | None, Span]:
    source = None
    if reading.source:
        source = sentence.span(*whole_phrase(sentence, reading.source[0], reading.source[1], reading.place))
    return source, sentence.span(reading.place, reading.place + 1)


def _draft(sentence: Sentence, reading: Reading) -> Draft:
    content = [sentence.span(first, end) for first, end in reading.content]
    direct = any(_takes(reading, place) for place in sentence.quotes)
    source, cue = _span_of(sentence, reading)
    form = "quote" if direct else reading.layout.kind + reading.layout.via
    return Draft(
        content, source, cue, reading.score, reading.speech, form, direct, _addressee(sentence, reading), sentence
    )


def _addressee(sentence: Sentence, reading: Reading) -> Span | None:
    """Who is told or asked: the noun phrase right after such a verb, where it is neither content nor speaker."""
    after = reading.place + 1
    if "tell" not in reading.cue.group and reading.cue.lemma not in ("ask", "urge", "assure"):
        return None
    if after >= len(sentence.tags) or sentence.chunk_of[after] < 0:
        return None
    first, end, _ = sentence.chunk()[sentence.chunk_of[after]]
    taken = [*reading.content, *([reading.source[:2]] if reading.source else [])]
    if first != after or any(start < end and first < stop for start, stop in taken):
        return None
    return sentence.span(first, end)


def _subject(sentence: Sentence, strict: bool = False) -> Span | None:
    """The first noun phrase before a finite verb, else, unless strict, the first name or pronoun."""
    tags = sentence.tags
    fallback = None
    for first, end, kind in sentence.chunk():
        if tags[first] == "Q" or kind == "w" or not can_speak(sentence, (first, end, kind)):
            continue
        verb = end + 1 if end + 1 < len(tags) and tags[end] == "," and tags[end + 1] in "MVZ" else end
        if verb < len(tags) and tags[verb] in "MVZR":
            return sentence.span(*(whole_phrase(sentence, first, end, verb) if strict else (first, end)))
        if fallback is None and kind in "px":
            fallback = sentence.span(first, end)
    return None if strict else fallback
