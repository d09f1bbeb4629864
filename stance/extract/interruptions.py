"""A reporting clause set into what it reports: "The French president, her aides were told, is against it"."""

from __future__ import annotations

import re

from stance.extract.offices_in_text import heads
from stance.extract.roles import PRONOUNS
from stance.extract.roles import folded as fold
from stance.extract.scene import Scene, Utterance
from stance.extract.sides import same_side
from stance.extract.topic import Sentence
from stance.model import Attribution, Span

__all__ = ["SAYS", "interrupted_subject", "is_told_by_another"]

# The end of the reporting clause, and the verb of the clause that it interrupts.
_GOES_ON = re.compile(
    r"[^.,;:!?\n“”\"]{0,60},\s(?:(?:also|still|now|never|always|even|simply|\w+ly)\s)?"
    r"(?:is|was|has|had|will|would|can|cannot|could|may|might|must|should|does|did|wants|wo[nu]|do|are|were|have|[a-z]{3,}s)(?:n['’]t)?\s"
)
_TELLER = re.compile(r",\s(?:(?:an?|the|one|his|her|two|some)\s)?[^,.;:!?\n“”\"]{2,60}\s?$")
_LONGEST = 600  # characters of a sentence that are looked at
_SUBJECT = 6  # words of a subject that a reporting clause sets apart
_AUXILIARY = re.compile(r"\s(?:(?:has|had|have|also|then|once|later|recently)\s){0,2}")

_NAME = r"[A-ZÀ-Ž][\w’-]+(?:\s[A-ZÀ-Ž][\w’-]+){0,3}"
SAYS = re.compile(
    r"(?:sa(?:id|ys?)|told|tells?|added|adds|wrote|writes|stressed|declared|replied|announced|posted)", re.I
)
# Who tells it, in the sentence of a view: ", she says,", "in her account", …
_TOLD = re.compile(
    rf",\s(?P<one>he|she|{_NAME}|one\sof\s(?:them|those\s\w+)|an?\s(?:[\w-]+\s){{1,3}})\s?"
    r"(?:said|says|reports?|reported|conceded|concedes|added|adds|noted|complained|claimed|claims|recalled|recalls|explained|explains|thinks|finds|found)(?=[,.;])"
    rf"|\bin\s(?P<account>his|her|{_NAME}(?=['’]s))(?:['’]s)?\s(?:account|telling|version|description|reading)\b"
)
# … or that somebody does, whoever it is.
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|(?:is|are|was|were)\s(?:said|understood|reported|rumoured|rumored)\sto"
    r"|[Aa]ccording\sto\s(?:[\w’'-]+\s){0,3}?(?:reports|media|sources|documents|rumours|leaks|diplomats|insiders|officials|people|aides))\b"
)


def is_told_by_another(scene: Scene, one: Utterance, sentence: Sentence) -> bool:
    """Whether a sentence of the paper says that a third party tells the view: "Hungary, in her account, rejects it"."""
    text = scene.article.text
    if one.attribution.cue and SAYS.fullmatch(one.attribution.cue.of(text)):
        return False  # the paper itself has the words of the speaker
    end = min(sentence.span.end, sentence.span.start + _LONGEST)
    if hearsay := _HEARSAY.search(text, sentence.span.start, end):
        return not scene.is_quoted(Span(*hearsay.span())) and not one.speakers[0].anonymous
    for told in _TOLD.finditer(text, sentence.span.start, end):
        source = Span(*told.span(told.lastgroup or 0))
        if scene.is_quoted(source) or any(speaker.span == source for speaker in one.speakers):
            continue
        if told["one"] and not told["one"][0].isupper() and " " in told["one"]:
            return True  # "one of them reports"
        tellers = scene.speakers.speakers_of(Attribution((sentence.span,), source, None, form="view"))
        if tellers and not same_side(tellers, one.speakers):
            return True
    return False


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
    if text.startswith("who, ", source.start - 5) and text.startswith(",", cue.end):
        return Span(source.start - 5, source.start - 2), source
    first = attribution.content[0]
    if (
        len(attribution.content) > 1
        and not attribution.direct
        and first.end <= source.start < attribution.content[1].start
        and len(first.of(text).split()) <= _SUBJECT
        and _GOES_ON.match(text, cue.end)
    ):
        return first, source  # "The Danes, she said, are against it": what was said is given without the clause
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
