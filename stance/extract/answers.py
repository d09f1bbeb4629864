"""Answers that only agree: "Do you still expect an invitation? – We do." holds what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from stance.extract.claims import Claim
from stance.extract.deciding import Decider
from stance.extract.positions import Part, parts_in
from stance.extract.scene import Scene, Utterance
from stance.extract.topic import Sentence
from stance.model import Kind, Span

__all__ = ["claims_of_answers"]

_YES = re.compile(
    r"[\s“\"«„–—-]*(?:yes|yeah|yep|we do|i do|we are|i am|we would|i would|we will|they do|they should|it should|he does|she does|absolutely|certainly|definitely|"
    r"of course|indeed|correct|exactly|that['’]s (?:right|correct)|very much so|without (?:a )?doubt)\b(?:,?\s(?:yes|indeed|absolutely|we do|i do|very much|of course))?"
    r"\s*(?P<ends>[.!,;:—–-])",
    re.I,
)
_TAKES_BACK = re.compile(
    r"\b(?:but|if|when|once|after|until|unless|only|provided|not|never|though|although)\b|n['’]t\b", re.I
)
_WHETHER = re.compile(
    r"\b(?i:do|does|did|is|are|will|would|should|can|could|has|have|must)\s(?:you|we|they|he|she|it|the|your|our|this|that|[A-ZÀ-Ž][\w’'-]*)\b"
)
_ASKS_MORE = re.compile(r"\b(?:what|why|when|how|who|whom|which|where|or)\b", re.I)
_LEAST = 2.0  #: score of a question's position below which an answer takes nothing from it


def claims_of_answers(scene: Scene, decider: Decider) -> Iterator[Claim]:
    """The positions that questions ask for, as those of who answers "yes"; only turns of transcripts and interviews answer."""
    for one in scene.utterances:
        if not one.layout or not one.named or not scene.layout.asked:
            continue
        question = _agreed_to(scene, one)
        if question is None:
            continue
        parts = parts_in(question)
        for part in parts:
            for decision in decider.decide(scene.discourse, part, parts):
                if decision.cued and decision.score >= _LEAST:
                    heard = _with_answer(scene, one, part)
                    for speaker in one.speakers:
                        # Own words of the same position tell it better.
                        yield Claim(speaker, replace(decision, part=heard), one, Kind.DIRECT, decision.score)


def _agreed_to(scene: Scene, one: Utterance) -> Sentence | None:
    """The last sentence of the question before a turn that opens with nothing but a yes."""
    text, discourse = scene.article.text, scene.discourse
    region = one.regions[0]
    number = discourse.at(region.start)
    if number < 1:
        return None
    answer = discourse.sentences[number].span
    yes = _YES.match(text, region.start, region.end)
    if yes is None or (yes["ends"] not in ".!" and _TAKES_BACK.search(text, yes.end(), max(answer.end, yes.end()))):
        return None
    question = discourse.sentences[number - 1]
    words = question.span.of(text).rstrip(' *_”"’)')
    asked = any(span.start < question.span.end <= span.end + 1 for span in scene.layout.asked)
    if not asked or not words.endswith("?") or _ASKS_MORE.search(words) or not _WHETHER.search(words):
        return None
    return question


def _with_answer(scene: Scene, one: Utterance, part: Part) -> Part:
    """The words of a question together with the sentence that agrees to them."""
    answer = scene.discourse.sentences[scene.discourse.at(one.regions[0].start)].span
    end = max(answer.end, part.sentence.span.end)
    return replace(part, sentence=replace(part.sentence, span=Span(part.sentence.span.start, end)))
