"""Who said which words, in any English news text: content, cue and source as spans, of any subject.

The text is outlined into sentences in which a quotation is one token (outline.py); every word that may report is read by
linear scorers (reporting.py); then quotations are gathered (quotes.py): those that go on after the speaker or over
paragraphs join their attribution, and those without a cue of their own find their speaker in the layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stance.extract.outline import outline
from stance.extract.parentheses import find_parentheses
from stance.extract.quotes import Draft, gather
from stance.extract.reporting import read_cues
from stance.extract.scoring import Scorer, scorer
from stance.extract.transcripts import Layout, find_interview, find_transcript
from stance.model import Attribution, Span
from stance.text import TextParts

__all__ = ["THRESHOLD", "attribution_record", "find_attributions"]

THRESHOLD = 0.38  #: attributions less likely than this are left out
LEAST = 0.1  #: readings less likely than this are not even kept for quotations without another cue
SPEECH = 0.5  #: at or above this probability an attribution counts as a statement


def find_attributions(
    text: str | TextParts,
    threshold: float = THRESHOLD,
    rater: Scorer | None = None,
    wanted: Sequence[int] | None = None,
    layout: Layout | None = None,
) -> list[Attribution]:
    """Every attribution in the text, in text order; offsets are code points of `text`.

    `threshold` is the least probability (0 to 1) at which an attribution stands; `rater` holds other weights than ours;
    `wanted` are the numbers of the paragraphs to look at, as if the text had no others. `layout` is
    what the text's layout tells, where that is known already: its turns are read for what they tell of others, and are
    not given once more.
    """
    rater = scorer() if rater is None else rater
    parts = TextParts(text) if isinstance(text, str) else text
    text = parts.text
    paragraphs = outline(parts, wanted)
    spoken: tuple[Attribution, ...] = ()
    if layout is None:
        layout = find_transcript(text, parts.paragraphs) or find_interview(text, parts.paragraphs) or Layout()
        spoken = layout.attributions
        paragraphs = [paragraph for paragraph in paragraphs if not layout.covers(paragraph.span)]
    readings = [[read_cues(sentence, rater, LEAST) for sentence in paragraph.sentences] for paragraph in paragraphs]
    found = [*spoken, *(_finish(draft, text) for draft in gather(text, paragraphs, readings, threshold))]
    numbers = range(len(parts.paragraphs)) if wanted is None else wanted
    found += find_parentheses(text, [one for number in numbers for one in parts.sentences_of(number)], found)
    return sorted(found, key=lambda one: (one.content[0].start, one.content[0].end, one.cue.start if one.cue else -1))


def _finish(draft: Draft, text: str) -> Attribution:
    spans: list[Span] = []
    for span in sorted(draft.content, key=lambda each: (each.start, each.end)):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return Attribution(
        content=tuple(spans),
        source=_outside(draft.source, spans, text) if draft.source else None,
        cue=draft.cue,
        direct=draft.direct,
        speech=draft.speech >= SPEECH,
        addressee=draft.addressee,
        form=draft.form,
        score=round(draft.score, 3),
    )


def _outside(source: Span, content: Sequence[Span], text: str) -> Span:
    """The source without what was said before it: "Ukraine" in `Ukraine, the minister repeated, will be a member`."""
    for span in content:
        if span.start <= source.start < span.end < source.end:
            rest = text[span.end : source.end].lstrip(" ,\xa0")
            return Span(source.end - len(rest), source.end) if rest else source
    return source


def attribution_record(text: str, attributions: list[Attribution]) -> list[dict[str, Any]]:
    """The attributions as plain dicts, as `stance extract --attributions` prints them; offsets into `text`."""
    return [
        {
            "content": {"spans": [[span.start, span.end] for span in found.content]},
            "source": {"start": found.source.start, "end": found.source.end} if found.source else None,
            "source_text": found.source.of(text) if found.source else "",
            "cue": {"start": found.cue.start, "end": found.cue.end} if found.cue else None,
            "direct": found.direct,
            "speech": found.speech,
        }
        for found in attributions
    ]
