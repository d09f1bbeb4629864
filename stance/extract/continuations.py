"""Who goes on where a sentence names nobody: whoever was quoted or told of right before it, or is named right after.

Method: a quotation that stands alone goes on with the last one of its paragraph; words before a reporting clause belong
to that clause's speaker; a sentence of what should be, right after somebody's words or after how somebody took a stand
("Berg was blunt."), is that one's thought.
"""

from __future__ import annotations

import re

from stance.extract.interruptions import SAYS
from stance.extract.offices_in_text import heads
from stance.extract.scene import Scene, Utterance, anchor
from stance.extract.speakers import Speaker
from stance.extract.topic import Sentence
from stance.matching import PhraseSet
from stance.model import ActorKind, Span
from stance.phrases import Phrase

__all__ = ["QUOTED_IN", "goes_on", "leading", "thought_on", "told_after", "told_before"]

_BACK = 12  # utterances looked back through
QUOTED_IN = re.compile(r"[“\"‘«„»]|(?<!\w)'")  # not the apostrophe of "O'Neill"
_OTHER_CLAUSE = re.compile(r"\b(?:while|but|and|whereas|as|who|which|when|because|although)\b")
#: What is held to be right or possible, told as a fact.
_NORM_TOLD = PhraseSet(
    [
        Phrase("should|must|ought|cannot|shall|deserve*|belong*"),
        Phrase("never"),
        Phrase("can|could|will {0-4} not|never|only"),
        Phrase("(has | have | had | needs | needed) to"),
    ]
)
_MANNER = re.compile(
    r"(?:\s(?:of|from|for)\s(?:the\s)?[A-ZÀ-Ž][^,.;]{2,60})?(?:,[^.;]{3,90},)?\s(?:\w+ly\s|also\s|once\smore\s|even\s)?(?:(?:was|is|were|remained|remains|sounded|sounds|had\sbeen)\s(?:\w+ly\s|more\s|less\s|even\s|rather\s|quite\s)?(?:blunt|clear|firm|frank|adamant|categorical|"
    r"unequivocal|unambiguous|explicit|open|direct|terse|cautious|careful|sceptical|skeptical|reserved|unmoved|unimpressed|uncompromising|optimistic|pessimistic|of\s(?:the\s(?:same|opposite)|another|a\sdifferent)\s(?:view|mind|opinion))"
    r"|(?:takes?|took)\s(?:the|an?)\s(?:\w+\s){0,2}(?:line|view|position|stance)|(?:sees?|saw)\s(?:it|things|the\smatter)\s\w+|did\s?n[o’']t\smince|did\snot\smince|went\s(?:further|first|even)|"
    r"(?:dis)?agree[sd]?|echoed|objects?|objected|argue[sd]?|replie[sd]|explained|reasoned|warned|struck)"
)
_DETERMINED = re.compile(r"(?:The|An?|His|Her|Its|Their)\s")
_LED = 50  # characters of a sentence in which an office at its head stands


def leading(scene: Scene, span: Span) -> tuple[Speaker, ...]:
    """The subject at the head of a clause; a quotation set in after it is no part of its name."""
    found = scene.speakers.leading(span)
    if found and any(QUOTED_IN.search(speaker.name) for speaker in found):
        comma = scene.article.text.find(",", span.start, span.end)
        found = scene.speakers.leading(Span(span.start, comma)) if comma > span.start else ()
    return found


def told_before(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    """For a quotation without a reporting verb: the subject of the sentence before it in its paragraph."""
    at = scene.discourse.at(one.attribution.content[0].start)
    if at < 1:
        return ()
    here, before = scene.discourse.sentences[at], scene.discourse.sentences[at - 1]
    if before.paragraph != here.paragraph and not before.span.of(scene.article.text).rstrip().endswith(":"):
        return ()
    return leading(scene, before.span)


def told_after(scene: Scene, one: Utterance, span: Span) -> tuple[Speaker, ...]:
    """For words before a reporting clause whose attribution has only what follows: "…, the premier told the Senate: “…”"."""
    text = scene.article.text
    for other in scene.utterances[one.number + 1 : one.number + 4]:
        source, cue = other.attribution.source, other.attribution.cue
        if source is None or cue is None or not other.speakers or not span.start < source.start <= span.end + 2:
            continue
        if scene.discourse.at(source.start) != scene.discourse.at(span.start):
            break
        before = text[span.start : source.start].rstrip()
        while before and not before.endswith((",", "”", '"')) and len(before) > source.start - span.start - 40:
            before = before.rpartition(" ")[0].rstrip()
        between = text[span.start + len(before) : source.start]
        if before.endswith((",", "”", '"')) and len(before.split()) >= 5 and not _OTHER_CLAUSE.search(between):
            return other.speakers
    return ()


def goes_on(scene: Scene, one: Utterance, sentence: Sentence) -> tuple[Speaker, ...]:
    """For a quotation that stands alone: whoever was quoted last before it in its paragraph."""
    for other in reversed(scene.utterances[max(0, one.number - _BACK) : one.number]):
        if other.attribution.direct and other.speakers:
            at = scene.discourse.sentences[max(0, scene.discourse.at(other.attribution.content[0].start))]
            return other.speakers if at.paragraph == sentence.paragraph else ()
    return ()


def thought_on(scene: Scene, one: Utterance, sentence: Sentence) -> tuple[Speaker, ...]:
    """Whose thought a sentence without a holder goes on with: "Berg was blunt. Ukraine must never be invited."."""
    if one.headline or not _NORM_TOLD.any(sentence.reading) or scene.speakers.names_person(sentence.span):
        return ()
    text = scene.article.text
    if _DETERMINED.match(text, sentence.span.start) and heads(text[sentence.span.start : sentence.span.start + _LED]):
        return ()
    before = scene.discourse.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.paragraph != sentence.paragraph:
        return ()
    for other in reversed(scene.utterances[max(0, one.number - _BACK) : one.number]):
        if other.view or not before.span.start <= anchor(other.attribution) < before.span.end:
            continue
        cue = other.attribution.cue
        spoke = SAYS.match(cue.of(text)) if cue else other.attribution.direct
        own = other.named and other.speakers[0].kind is ActorKind.PERSON and not (other.reported or other.inner)
        if spoke:
            return other.speakers if own else ()
    manner = scene.speakers.leading(before.span)
    told = len(manner) == 1 and manner[0].span and _MANNER.match(text, manner[0].span.end, before.span.end)
    return manner if told else ()
