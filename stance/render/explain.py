"""The extraction's view of an article: the text with its marks, each proposal with its reasons, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from stance.model import Proposal, Span
from stance.render.style import FAINT, HEADER, NAME, Look

if TYPE_CHECKING:
    from stance.extract.explanation import Explanation, Mark, Reason

__all__ = ["explanation_texts"]

_STYLES = {"content": "underline", "cue": "italic bold", "speaker": "bold #2a7fd4", "date": "bold #b87800"}
_WORDS = 160  #: characters of left-out words that are shown


def explanation_texts(explanation: Explanation, look: Look, *, marked: bool = True) -> Iterator[Text]:
    """The lines to show; each is one paragraph, to be wrapped by whoever prints it.

    `marked`: the article itself comes first, with its marks in colour; without colours it would say nothing.
    """
    article = explanation.article
    yield Text(look.clean(article.title or article.id or article.place or "Article"), style=HEADER)
    if explanation.problem is not None:
        yield Text(look.clean(str(explanation.problem)))
        return
    if marked:
        yield _legend(look)
        yield Text("")
        yield from _marked(explanation, look)
        yield Text("")
    if not explanation.on_topic:
        yield Text("Nothing in the text is on the question of the codebook.")
    yield Text(f"Proposals ({len(explanation.proposals)})", style=HEADER)
    for proposal in explanation.proposals:
        yield from _proposal(proposal, article.text, look)
    left = [reason for reason in explanation.reasons if reason.why]
    yield Text(f"Left out ({len(left)})", style=HEADER)
    for reason in left:
        yield _left_out(reason, article.text, look)


def _legend(look: Look) -> Text:
    legend = Text("Marked: ", style=FAINT)
    for label, style in _STYLES.items():
        legend.append(label, style=style)
        legend.append("  ")
    for position in look.positions:
        for piece, style in look.mark(position):
            legend.append(piece, style=f"reverse {style}".strip())
        legend.append("  ")
    return legend


def _marked(explanation: Explanation, look: Look) -> Iterator[Text]:
    """The article, line by line; where marks overlap the finer one shows on top."""
    text = explanation.article.text
    order = {"content": 0, "cue": 1, "speaker": 2, "date": 3, "position": 4}
    marks = sorted(explanation.marks, key=lambda mark: (order[mark.label], mark.span.start))
    at = 0
    for line in text.splitlines(keepends=True):
        span = Span(at, at + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")))
        at += len(line)
        if span.start < span.end:
            yield _line(text, span, [mark for mark in marks if mark.span.overlaps(span)], look)


def _line(text: str, span: Span, marks: list[Mark], look: Look) -> Text:
    edges = {span.start, span.end}
    for mark in marks:
        edges |= {max(span.start, mark.span.start), min(span.end, mark.span.end)}
    cuts = sorted(edges)
    shown = Text()
    for start, end in pairwise(cuts):
        styles = [_style(mark, look) for mark in marks if mark.span.start <= start and end <= mark.span.end]
        shown.append(look.clean(text[start:end]), style=" ".join(dict.fromkeys(filter(None, styles))))
    return shown


def _style(mark: Mark, look: Look) -> str:
    if mark.label == "position":
        return f"reverse {look.color(mark.note)}".strip()
    return _STYLES[mark.label]


def _proposal(proposal: Proposal, text: str, look: Look) -> Iterator[Text]:
    head = Text("  ")
    for piece, style in look.mark(proposal.position):
        head.append(piece, style=style)
    head.append("  ")
    head.append(look.clean(proposal.actor), style=NAME)
    office = ", ".join(filter(None, (proposal.role, proposal.country)))
    dot = f" {look.sign('dot')} "
    rest = [office, str(proposal.stated_on or "no date"), str(proposal.kind), f"{proposal.confidence} confidence"]
    head.append(dot + look.clean(dot.join(filter(None, rest))))
    yield head
    yield Text(f"    {look.sign('bar')} {look.clean(_squeezed(proposal.evidence.of(text)))}")
    found = [
        ("speaker", proposal.speaker), ("said with", proposal.cue), ("shown by", proposal.position_cue), ("dated by", proposal.date_span),
    ]  # fmt: skip
    told = [f"{name} {look.excerpt(_squeezed(span.of(text)))}" for name, span in found if span]
    if told:
        yield Text("      " + dot.join(told), style=FAINT)
    if proposal.condition:
        yield Text(f"      condition {look.excerpt(_squeezed(proposal.condition))}", style=FAINT)
    for why in proposal.why:
        yield Text(f"      {look.sign('dash')} {look.clean(why)}", style=FAINT)


def _left_out(reason: Reason, text: str, look: Look) -> Text:
    words = _squeezed(" ".join(region.of(text) for region in reason.regions))
    if len(words) > _WORDS:
        words = words[:_WORDS].rsplit(" ", 1)[0] + look.sign("more")
    line = Text("  ")
    line.append(look.clean(reason.speaker or "?"), style=NAME)
    line.append(f": {look.excerpt(words)} {look.sign('dash')} ")
    line.append(look.clean(reason.why), style=FAINT)
    return line


def _squeezed(words: str) -> str:
    return " ".join(words.split())
