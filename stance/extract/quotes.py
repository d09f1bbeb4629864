"""Quotations find their attribution: split round the speaker, going on over sentences and paragraphs, or on their own."""

from __future__ import annotations

from dataclasses import dataclass, field

from stance.extract.outline import Paragraph, Sentence
from stance.extract.reporting import Reading
from stance.model import Span

__all__ = ["Draft", "gather"]

_LONG = 5  #: words; a shorter quotation without a cue is taken for a scare quote or a title


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
    paragraph: int = 0
    sentence: Sentence | None = field(default=None, repr=False)


def gather(
    text: str, paragraphs: list[Paragraph], readings: list[list[list[Reading]]], threshold: float
) -> list[Draft]:
    """All attributions of the text: the readings that stand, and the quotations joined to them or standing alone."""
    drafts: list[Draft] = []
    last: Draft | None = None  # the latest direct attribution
    for number, (paragraph, read) in enumerate(zip(paragraphs, readings, strict=True)):
        waiting: list[Span] = []  # bare quotations before the sentence that names their speaker
        for sentence, found in zip(paragraph.sentences, read, strict=True):
            here = _stand(sentence, found, threshold)
            new = [_draft(sentence, reading, number) for reading in here]
            drafts.extend(new)
            if not sentence.quotes:
                continue
            taken = {
                place
                for reading in here
                for first, end in reading.content
                for place in sentence.quotes
                if first <= place < end
            }
            direct = [
                draft
                for draft in new
                if draft.direct
                and any(sentence.quotes[place].outer.overlaps(span) for span in draft.content for place in taken)
            ]
            free = [place for place in sentence.quotes if place not in taken and _words(sentence, place) >= _LONG]
            bare = _is_bare(sentence)
            if bare and not direct:
                spans = [sentence.quotes[place].outer for place in sentence.quotes if place not in taken]
                if last is not None and last.paragraph == number:
                    last.content.extend(spans)
                elif (
                    last is not None
                    and last.paragraph == number - 1
                    and number
                    and sentence is paragraph.sentences[0]
                    and _all_bare(paragraph)
                ):
                    last.content.extend(spans)
                    last.paragraph = number
                else:
                    waiting.extend(spans)
                continue
            if direct:
                best = max(direct, key=lambda draft: draft.score)
                if waiting:
                    best.content.extend(waiting)
                    waiting = []
                for place in free:
                    best.content.append(sentence.quotes[place].outer)
                last = best
            elif free:
                last = _orphan(sentence, free, number)
                drafts.append(last)
        if waiting:
            last = Draft(waiting, None, None, 0.4, 0.9, "quote", direct=True, paragraph=number)
            drafts.append(last)
    return drafts


def _stand(sentence: Sentence, found: list[Reading], threshold: float) -> list[Reading]:
    """The readings that stand; for a quotation that none takes, the likeliest one that would."""
    here = [reading for reading in found if reading.score >= threshold]
    if sentence.quotes and len(here) < len(found):
        for place in sentence.quotes:
            if _words(sentence, place) < _LONG or any(_takes(reading, place) for reading in here):
                continue
            other = [reading for reading in found if _takes(reading, place)]
            if other:
                here.append(max(other, key=lambda reading: reading.score))
    return here


def _takes(reading: Reading, place: int) -> bool:
    return any(first <= place < end for first, end in reading.content)


def _words(sentence: Sentence, place: int) -> int:
    quotation = sentence.quotes[place]
    return (quotation.inner.end - quotation.inner.start) // 5


def _is_bare(sentence: Sentence) -> bool:
    return all(tag in "Q.,-" for tag in sentence.tags)


def _all_bare(paragraph: Paragraph) -> bool:
    return _is_bare(paragraph.sentences[0])


def _draft(sentence: Sentence, reading: Reading, number: int) -> Draft:
    content = [sentence.span(first, end) for first, end in reading.content]
    direct = any(_takes(reading, place) for place in sentence.quotes)
    source = sentence.span(reading.source[0], reading.source[1]) if reading.source else None
    return Draft(
        content, source, sentence.span(reading.place, reading.place + 1), reading.score, reading.speech,
        "quote" if direct else reading.layout.kind + reading.layout.via, direct, None, number, sentence,
    )  # fmt: skip


def _orphan(sentence: Sentence, free: list[int], number: int) -> Draft:
    """A quotation in a sentence without a cue: the sentence's subject is taken to speak."""
    spans = [sentence.quotes[place].outer for place in free]
    source = None
    for first, end, kind in sentence.chunk():
        if kind in "px" and sentence.tags[first] != "Q":
            source = sentence.span(first, end)
            break
    return Draft(spans, source, None, 0.4, 0.9, "quote", direct=True, paragraph=number, sentence=sentence)
