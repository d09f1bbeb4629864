"""Which speakers hold which positions by which words: the claims from which an article's proposals are taken.

Method: the words of each act of speaking are judged sentence by sentence, and each position found is its speaker's, or
that of whoever else holds the view told in its clause. A sentence that tells a position only as a whole ("“Not soon,”
she said of an invitation") goes to the one who alone speaks in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stance.extract.deciding import Decider, Decision
from stance.extract.interruptions import SAYS, is_told_by_another
from stance.extract.kinds import kind_of
from stance.extract.offices_in_text import head_of
from stance.extract.positions import clauses_of, parts_in, parts_of
from stance.extract.scene import Scene, Utterance, anchor
from stance.extract.speakers import Speaker
from stance.extract.topic import Sentence
from stance.extract.views import has_attitude, has_will, other_holder
from stance.matching import PhraseSet
from stance.model import ActorKind, Kind, Span
from stance.phrases import Phrase

__all__ = ["Claim", "claims_of", "claims_of_whole", "undoubled"]

_LEAST_VIEW = 3.5  # least score of a view that no act of speaking carries
_REASONS = frozenset(["because", "since", "though", "although", "whereas"])
_MEANS = re.compile(
    rf"{SAYS.pattern}|believe[sd]?|thinks?|thought|wants?|wanted|hope[sd]?|supports?|backs?|insist(?:s|ed)?|maintain(?:s|ed)?",
    re.I,
)
_SIGNED_TEXTS = frozenset(
    [
        "declaration",
        "statement",
        "communiqué",
        "communique",
        "resolution",
        "agreement",
        "memorandum",
        "conclusions",
        "pact",
    ]
)
_HEAD = 30  # characters in which the subject of a sentence begins


@dataclass
class Claim:
    """One speaker holding one position in words of one sentence."""

    speaker: Speaker
    decision: Decision
    utterance: Utterance
    kind: Kind
    rank: float  #: how good the evidence is; the best of several is proposed


def claims_of(scene: Scene, utterance: Utterance, decider: Decider, hot: set[int]) -> Iterable[Claim]:
    if not utterance.speakers:
        return
    parts = parts_of(scene.discourse, utterance.regions)
    for part in parts:
        if part.sentence.index not in hot:
            continue
        for decision in decider.decide(scene.discourse, part, parts):
            if any(region.overlaps(decision.span) for one in utterance.inner for region in one.regions if one.speakers):
                continue
            holders, reported = utterance.speakers, utterance.reported
            if utterance.attribution.form != "view":  # whose holder is the subject, or stands in a frame
                clause = _clause(decision)
                other = other_holder(scene, utterance, clause, part.sentence)
                if other:
                    holders, reported = other, not _is_document(utterance, scene)
            if utterance.view and decision.score < _LEAST_VIEW and not has_will(holders[0], part.sentence.reading):
                continue
            if not decision.cued and (
                (reported and not _says(utterance, scene)) or (utterance.view and not has_attitude(part.reading))
            ):
                continue
            if _is_asked(decision) or (_asks(utterance, scene) and part.reading.words[-1] == "?"):
                continue
            reported = reported or (not utterance.layout and is_told_by_another(scene, utterance, part.sentence))
            reported = reported or _is_told_in_briefing(scene, utterance)
            kind = kind_of(scene, utterance, decision, reported)
            for speaker in holders:
                if utterance.view and not _precedes(speaker, decision, holders):
                    continue
                yield Claim(speaker, decision, utterance, kind, _rank(decision, kind, utterance))


def claims_of_whole(
    scene: Scene, telling: Sequence[Sentence], claims: Sequence[Claim], decider: Decider
) -> list[Claim]:
    """Claims of sentences that tell a position only as a whole: "“Not soon,” she said of an invitation".

    Only who alone speaks in such a sentence, and tells no position elsewhere (`claims`), gets one.
    """
    claimed = {claim.decision.part.sentence.index for claim in claims}
    known = {claim.speaker.key for claim in claims}
    found: list[Claim] = []
    left = [one for one in telling if one.index not in claimed and "?" not in one.reading.words]
    acts = _acts_by_sentence(scene) if left else {}
    for sentence in left:
        act = _only_act(scene, sentence, acts.get(sentence.index, []))
        if act is None or any(speaker.key in known for speaker in act.speakers):
            continue
        people = all(one.kind is ActorKind.PERSON for one in act.speakers)
        parts = parts_in(sentence)
        for part in parts:
            for decision in decider.decide(scene.discourse, part, parts):
                if act.attribution.form != "view" and other_holder(scene, act, _clause(decision), sentence):
                    continue  # a view of somebody else, told too weakly to be taken
                if _is_asked(decision) or (not decision.cued and (not people or _ASKED_WHETHER.any(part.reading))):
                    continue
                spoken = act.attribution.direct and not decision.cued and not act.reported
                kind = Kind.DIRECT if spoken else kind_of(scene, act, decision, act.reported)
                found += [Claim(one, decision, act, kind, _rank(decision, kind, act)) for one in act.speakers]
    return found


def _acts_by_sentence(scene: Scene) -> dict[int, list[Utterance]]:
    """For each sentence the acts that are told in it or whose words reach into it; and some that only come near."""
    discourse = scene.discourse
    sentences = discourse.sentences
    found: dict[int, list[Utterance]] = {}
    for one in scene.utterances:
        touched = {discourse.at(anchor(one.attribution))}
        for region in one.regions:
            at = max(0, discourse.at(region.start))
            while at < len(sentences) and sentences[at].span.start < region.end:
                touched.add(at)
                at += 1
        for at in touched:
            found.setdefault(at, []).append(one)
    return found


def _only_act(scene: Scene, sentence: Sentence, near: Sequence[Utterance]) -> Utterance | None:
    """The act of speaking told in a sentence, if all in it are of the same people, or of the body or state at its head."""
    start, end = sentence.span.start, sentence.span.end
    acts = [
        one
        for one in near
        if (one.speakers or not one.view)
        and (start <= anchor(one.attribution) < end or any(region.overlaps(sentence.span) for region in one.regions))
        and not _is_asking(one, scene)
    ]
    told = [one for one in acts if not one.view and one.named]
    if not told or len({tuple(speaker.key for speaker in one.speakers) for one in acts}) != 1:
        return None
    act = told[0]
    if any(one.kind is not ActorKind.PERSON for one in act.speakers):
        known = all(one.actor_id for one in act.speakers)
        return act if known and start <= anchor(act.attribution) < start + _HEAD else None
    return act


def _is_asking(one: Utterance, scene: Scene) -> bool:
    """Whether an act is a question put to the one who speaks, or that of somebody unnamed beside them."""
    return (bool(one.speakers) and one.speakers[0].anonymous) or _asks(one, scene)


def _says(one: Utterance, scene: Scene) -> bool:
    """Whether an act that another tells is one of speaking or of belief itself: "Moe, by her account, said that …"."""
    cue = one.attribution.cue
    return one.reported and cue is not None and _MEANS.match(cue.of(scene.article.text)) is not None


def _asks(one: Utterance, scene: Scene) -> bool:
    cue, text = one.attribution.cue, scene.article.text
    return cue is not None and cue.of(text).lower() in _ASKING and not text.startswith(" for ", cue.end)


def _is_document(one: Utterance, scene: Scene) -> bool:
    """Whether words are a document's, which tells the views of those who signed it: "Oslo “supports …”, the declaration reads"."""
    source = one.attribution.source
    return source is not None and head_of(source.of(scene.article.text)) in _SIGNED_TEXTS


def _is_told_in_briefing(scene: Scene, one: Utterance) -> bool:
    """Whether an act is somebody's whom the officials who brief tell of, in a text that is all their words."""
    hosts = scene.speakers.hosts
    return not one.layout and bool(hosts.briefed) and not any(speaker.key in hosts.briefers for speaker in one.speakers)


def _clause(decision: Decision) -> Span:
    """The clause that the cue stands in, in the part's words."""
    part = decision.part
    reading = part.reading
    if decision.finding is None:
        return part.span
    first = bisect_left(reading.spans, (decision.span.start,))
    first = first if first < len(reading.spans) else 0
    for a, b in clauses_of(reading):
        if a <= first < b:
            begin = next((at for at in range(first - 1, a, -1) if _gives_reason(reading.words, at)), a)
            return reading.span(begin, b)
    return part.span


def _gives_reason(words: Sequence[str], at: int) -> bool:
    """Whether a clause of its own begins at a word: ", because Norway and Denmark reject it"."""
    return words[at] in _REASONS and words[at - 1] == ","


_ASKING = frozenset(
    ["asked", "asks", "ask", "asking", "wondered", "question", "pressed", "questioned", "quizzed", "grilled"]
)
_ASKED_WHETHER = PhraseSet([Phrase("(asked | asks | pressed | questioned | quizzed | grilled) {0-4} (whether | if)")])
_ASKED = PhraseSet(
    [
        Phrase("(asked | asks | ask | asking | wondered | question) {0-5} (whether | if | about)"),
        Phrase("(pressed | questioned | quizzed | grilled) {0-4} (whether | if | about | on | over)"),
    ]
)


def _is_asked(decision: Decision) -> bool:
    """Whether the words are a question that somebody was asked: "was asked whether Britain would push for …"."""
    reading = decision.part.sentence.reading
    if _ASKING.isdisjoint(reading.words):
        return False
    first = bisect_left(reading.spans, (decision.span.start,))
    last = bisect_left(reading.spans, (decision.span.end,)) if decision.cued else first
    floor = max(0, first - 12)
    before = reading.part(floor, last)
    return any("," not in before.words[end : max(end, first - floor)] for _, _, end in _ASKED.find(before))


def _precedes(speaker: Speaker, decision: Decision, holders: Sequence[Speaker]) -> bool:
    """In a sentence of the paper a subject stands before the words of its view; later names belong to another clause."""
    if speaker.span is None or speaker.span.start <= decision.span.start:
        return True
    return all(one.span is None or one.span.start > decision.span.start for one in holders)


def _rank(decision: Decision, kind: Kind, utterance: Utterance) -> float:
    rank = decision.score + decision.topic
    rank += 2.0 if kind is Kind.DIRECT else 0.0
    rank -= 4.0 if utterance.headline else 0.0
    rank -= 4.0 if kind is Kind.REPORTED else 0.0  # what an actor says tells more than what others tell of it
    return rank


def undoubled(claims: Sequence[Claim]) -> list[Claim]:
    """Without those who merely report: words that tell another's view are nobody else's in a second reading."""
    told = [claim for claim in claims if claim.kind is Kind.REPORTED]
    return [
        claim
        for claim in claims
        if claim.kind is not Kind.INDIRECT
        or not any(
            one.decision.span.overlaps(claim.decision.span)
            and one.decision.part.sentence is claim.decision.part.sentence
            and one.speaker.key != claim.speaker.key
            for one in told
        )
    ]
