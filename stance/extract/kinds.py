"""Whether a statement is direct, indirect or reported: by quotation marks, by the text's own form, by who tells it."""

from __future__ import annotations

from stance.extract.deciding import Decision
from stance.extract.scene import Scene, Utterance
from stance.model import Kind

__all__ = ["kind_of"]

_OURS = frozenset({"we", "our", "us", "i"})
_FRAGMENT = 3  # words of a quotation that may carry a view by naming the step
_CLAUSE = 5  # words of one that may carry it as a clause


def kind_of(scene: Scene, utterance: Utterance, decision: Decision, reported: bool) -> Kind:
    """The kind of a statement whose position is decided; `reported` if a third party tells it."""
    if reported:
        return Kind.REPORTED
    if utterance.layout or _is_own_text(scene, utterance):
        return Kind.DIRECT
    return Kind.DIRECT if scene.is_quoted(decision.span) or _quotes_step(scene, decision) else Kind.INDIRECT


def _is_own_text(scene: Scene, utterance: Utterance) -> bool:
    """Whether the text itself is the speakers': a report in the first person, a declaration signed below."""
    text, source = scene.article.text, utterance.attribution.source
    if source is not None:
        return source.of(text).lower() in _OURS and not scene.is_quoted(source)
    end = utterance.regions[-1].end
    signed = [speaker.span for speaker in utterance.speakers if speaker.span and speaker.span.start > end]
    return len(signed) == len(utterance.speakers) > 1 and all(
        not any(char.isalpha() for char in text[text.rfind("\n", 0, span.start) + 1 : span.start]) for span in signed
    )


def _quotes_step(scene: Scene, decision: Decision) -> bool:
    """Whether a quotation of several words in the part carries what the view is about: "a state at war “cannot become a member”"."""
    part = decision.part
    places = part.sentence.reading.spans
    inside = [
        places[first][0]
        for hits in part.sentence.filled[-1:]
        for first, last in hits
        if part.first <= first and last <= part.last
    ]
    for quote in scene.quoted_in(part.span):
        size = len(quote.of(scene.article.text).split())
        if size >= _FRAGMENT and any(quote.start <= place < quote.end for place in inside):
            return True
        told = decision.finding is not None and not quote.overlaps(decision.span)  # the cue stands in the paper's words
        if not told and size >= _CLAUSE and (quote.end - quote.start) * 5 >= (part.span.end - part.span.start) * 2:
            return True
    return False
