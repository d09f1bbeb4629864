"""Who said which words, in any news text: content, cue and source as spans."""

from __future__ import annotations

import re
from typing import Any

from stance.model import Attribution, Span
from stance.text import paragraphs, quotations, sentences

__all__ = ["attribution_record", "find_attributions"]

_SAID = (
    r"(?:said|says|say|told|added|adds|wrote|writes|noted|announced|declared|stated|stressed|claimed|argued|warned|"
    r"insisted|suggested|explained|concluded|continued|acknowledged|urged|called on|expects?|believes?|pointed out)"
)
_NAME = r"(?:(?:[Tt]he |[Aa] )?(?:[A-Z][\w’'.-]+ ){0,5}[A-Z][\w’'.-]+|[Hh]e|[Ss]he|[Tt]hey|[Tt]he (?:[\w-]+ ){1,4})"
_BEFORE = re.compile(rf"({_NAME})\s*(?:, [^,]{{1,80}},)? (?:(?:also|has|have|had|then) ){{0,2}}({_SAID})\b")
_AFTER = re.compile(rf"\b({_SAID}) ({_NAME})")


def find_attributions(text: str) -> list[Attribution]:
    """Every attribution in the text, in text order; offsets are code points of `text`."""
    found: list[Attribution] = []
    quoted = quotations(text)
    for block in paragraphs(text):
        inside = [q for q in quoted if block.start <= q.outer.start < block.end]
        last: Attribution | None = None
        for sentence in sentences(text, block):
            match = next(
                (m for m in _BEFORE.finditer(text, sentence.start, sentence.end) if not _within(m.start(2), inside)),
                None,
            )
            back = match is None
            if match is None:
                match = next(
                    (m for m in _AFTER.finditer(text, sentence.start, sentence.end) if not _within(m.start(1), inside)),
                    None,
                )
            here = tuple(q.outer for q in inside if q.outer.overlaps(sentence))
            if match is None:
                continue
            source, cue = (
                (Span(*match.span(2)), Span(*match.span(1))) if back else (Span(*match.span(1)), Span(*match.span(2)))
            )
            if here:
                last = Attribution(tuple(q.outer for q in inside), source, cue, direct=True, form="quote", score=0.8)
                found.append(last)
                break
            start = cue.end
            if text.startswith(" that ", start):
                start += 5
            while start < sentence.end and text[start] in " ,:":
                start += 1
            if start < sentence.end - 3:
                found.append(Attribution((Span(start, sentence.end),), source, cue, form="clause", score=0.5))
    return found


def _within(place: int, quoted: list[Any]) -> bool:
    return any(q.outer.start <= place < q.outer.end for q in quoted)


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
