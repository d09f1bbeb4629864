"""How sure a proposal is; `benchmarks/score_gold.py` measures how often each word of it is right."""

from __future__ import annotations

from dataclasses import dataclass

from stance.model import Confidence

__all__ = ["Evidence", "confidence"]


@dataclass(frozen=True)
class Evidence:
    """What speaks for a proposal."""

    weight: float  #: of the position's cues and of the learned opinion together
    margin: float  #: by how much it outweighs the next position in the same words
    topic: float  #: how surely the words are on the question, 0 to 1
    attribution: float  #: how surely somebody said them, 0 to 1
    named: bool  #: the speaker is named, by name, office or body
    cued: bool  #: a cue of the codebook matched, not the learned opinion alone
    agreed: bool = True  #: the learned opinion, if there is one, has the same position first


def confidence(evidence: Evidence) -> Confidence:
    """High: cue, topic and speaker all clear and unopposed; low: a guess, or cue and learned opinion at odds; medium: between."""
    weak = evidence.topic < 0.45 or not evidence.cued or evidence.weight < 4
    if not evidence.named or not evidence.agreed or (evidence.weight < 4 and not evidence.cued):
        return Confidence.LOW
    if weak:
        return Confidence.LOW if evidence.margin < 2 else Confidence.MEDIUM
    if evidence.margin >= 2 and evidence.attribution >= 0.55 and evidence.weight >= 8:
        return Confidence.HIGH
    return Confidence.MEDIUM
