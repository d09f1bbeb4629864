"""A reporting clause set into what it reports: "The French president, her aides were told, is against it"."""

from __future__ import annotations

import re

from stance.extract.offices_in_text import heads
from stance.extract.roles import PRONOUNS
from stance.extract.roles import folded as fold
from stance.extract.scene import Scene
from stance.model import Attribution, Span

__all__ = ["interrupted_subject"]

# The end of the reporting clause, and the verb of the clause that it interrupts.
_GOES_ON = re.compile(
    r"[^.,;:!?\n“”\"]{0,60},\s(?:(?:also|still|now|never|always|even|simply|\w+ly)\s)?"
    r"(?:is|was|has|had|will|would|can|cannot|could|may|might|must|should|does|did|wants|wo[nu]|do|are|were|have|[a-z]{3,}s)(?:n['’]t)?\s"
)
_TELLER = re.compile(r",\s(?:(?:an?|the|one|his|her|two|some)\s)?[^,.;:!?\n“”\"]{2,60}\s?$")
_AUXILIARY = re.compile(r"\s(?:(?:has|had|have|also|then|once|later|recently)\s){0,2}")


def interrupted_subject(scene: Scene, attribution: Attribution) -> tuple[Span, Span] | None:
    """The subject of a clause that a reporting clause interrupts, and who tells it; None for any other attribution."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or source.start >= cue.start:
        return None
    text = scene.article.text
    words = source.of(text)
    if words in ("who", "which"):
        # "N. N., who, a minister says, still holds that …": the one who tells stands between.
        told = _TELLER.fullmatch(text, source.end, cue.start)
        return (source, Span(source.end + 2, cue.start)) if told else None
    head, comma, teller = words.rpartition(", ")
    if not comma or "," in head or not _AUXILIARY.fullmatch(text, source.end, cue.start):
        return None
    if not _GOES_ON.match(text, cue.end) or (heads(teller) and not heads(head)):
        return None
    start = source.end - len(teller)
    alone = len(teller.split()) == 1 and (teller[0].isupper() or fold(teller) in PRONOUNS)
    if not alone and not (heads(head) and scene.speakers.names_person(Span(start, source.end))):
        return None
    return Span(source.start, source.start + len(head)), Span(start, source.end)
