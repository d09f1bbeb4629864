"""From cues and the learned opinion to the positions that the words of one sentence express.

Method: each position's score is the weight of its heaviest cue, plus what the regression thinks of it, less what it gives
to no position at all. One position is taken, and a second where its own cue stands clear of the first's: guarantees may
stand beside a view on the time. A long text speaks of many things: the longer it is, the surer the regression must be
of words that themselves name no more than one of candidate, organisation and step. Without weights the cues decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import ref

from stance.codebook import Codebook
from stance.extract.positions import Finding, Part, heaviest_findings, names_little, names_near, slots_of
from stance.extract.topic import Discourse
from stance.extract.wording import Model, word_tags
from stance.model import Span

__all__ = ["Decider", "Decision"]

NONE = "none"


@dataclass(frozen=True)
class Decision:
    """A position that words of one sentence express, and what speaks for it."""

    position: str
    score: float
    margin: float
    topic: float
    span: Span  #: of the cue, or of the words that weigh most
    part: Part
    finding: Finding | None  #: None: by the learned opinion alone
    chance: float | None  #: what the regression gives it; None without one

    @property
    def cued(self) -> bool:
        return self.finding is not None

    @property
    def condition(self) -> str:
        return self.finding.condition if self.finding else ""


@dataclass(frozen=True)
class Limits:
    """The numbers of the method, as they do best on articles that the weights had not seen."""

    cued: float = 0.85  #: what counts of a cue's weight where there is a learned opinion as well
    learned: float = 7.5  #: what a chance of 1 adds to a position
    none: float = 4.0  #: what a chance of 1 for "none" takes off
    alone: float = 0.4  #: least chance at which the learned opinion stands without a cue
    unnamed: float = 0.5  #: the same in words that leave unnamed what is not carried far (the step)
    alone_topic: float = 0.0  #: least topic at which it may
    short: int = 20  #: sentences up to which a text keeps to its question
    longer: float = 0.02  #: what each further sentence adds to the chance that words need which name little of it
    surest: float = 0.6  #: the most that they need
    least: float = 1.5  #: least score
    least_cued: float = 2.0  #: least score where there are no weights
    specific: float = 4.5  #: least cue weight at which a position ousts those it outranks
    beside: float = 5.5  #: least cue weight of a second position

    def needed(self, sentences: int) -> float:
        """The least chance of a position in words that name little of the question, in a text of so many sentences."""
        return min(self.surest, max(0.0, self.alone + self.longer * (sentences - self.short)))


class Decider:
    """Judges sentences of articles by one codebook."""

    def __init__(self, codebook: Codebook, model: Model | None, limits: Limits | None = None) -> None:
        self.codebook = codebook
        self.model = model
        self.tags = word_tags(codebook, model)
        self.limits = limits or Limits()
        self._ids = codebook.ids
        self._looks_wide = any(cue.scope == "passage" for cue in codebook.rules.cues)
        self._of: ref[Discourse] | None = None
        self._known: dict[tuple[int, int, int], list[Decision]] = {}  # of that article, by sentence and words

    def decide(self, discourse: Discourse, part: Part, passage: Sequence[Part]) -> list[Decision]:
        """The positions of a part, the likeliest first; none where its words are not on the question."""
        key = (part.sentence.index, part.first, part.last)
        known = self._known if self._of is not None and self._of() is discourse else None
        if known is None:
            self._of, self._known = ref(discourse), {}
            known = self._known
        if key not in known or self._looks_wide:
            known[key] = self._decide(discourse, part, passage)
        return known[key]

    def _decide(self, discourse: Discourse, part: Part, passage: Sequence[Part]) -> list[Decision]:
        limits, sentence = self.limits, part.sentence
        best = heaviest_findings(discourse, part, passage or [part])
        topic = slots_of(discourse, part)
        asked = sentence.reading.words[part.last - 1] == "?"
        # Without a cue the learned opinion counts only where `_choose` would heed it.
        if not best and (self.model is None or asked or topic <= max(0.0, limits.alone_topic)):
            return []
        weights = {position: finding.weight for position, finding in best.items()}
        chances: dict[str, float] = {}
        if self.model is not None and part.last - part.first >= 3 and not sentence.ignored:
            least = 0.0 if best else limits.alone
            chances = self.model.chances_of(part.reading, self.tags, weights.items(), least)
            if _likeliest(chances) < limits.needed(len(discourse.sentences)) and names_little(discourse, part):
                return []
            if not best and _likeliest(chances) < limits.unnamed and not names_near(discourse, part):
                return []
        return self._choose(best, weights, chances, topic, part) if best or chances else []

    def _choose(
        self, best: dict[str, Finding], weights: dict[str, float], chances: dict[str, float], topic: float, part: Part
    ) -> list[Decision]:
        limits = self.limits
        if not weights and _likeliest(chances) < limits.alone:
            return []
        asked = part.reading.words[-1] == "?"
        scores: dict[str, float] = {}
        for position in self._ids:
            weight, chance = weights.get(position, 0.0), chances.get(position, 0.0)
            if not weight and (chance < limits.alone or topic <= limits.alone_topic or asked):
                continue
            cued = limits.cued * weight if chances else weight
            scores[position] = cued + limits.learned * chance - limits.none * chances.get(NONE, 0.0)
        for position in [one for one in scores if weights.get(one, 0.0) >= limits.specific]:
            for general in self.codebook.position(position).extra.get("outranks", ()):
                scores.pop(general, None)
        ranked = sorted(scores, key=lambda one: (-scores[one], self.codebook.rank(one)))
        least = limits.least if chances else limits.least_cued
        found: list[Decision] = []
        for place, position in enumerate(ranked):
            if scores[position] < least:
                break
            if place and not self._stands_beside(position, found[0], weights, best):
                continue
            other = max((scores[one] for one in ranked if one != position), default=0.0)
            finding = best.get(position)
            found.append(
                Decision(
                    position, scores[position], scores[position] - other, finding.topic if finding else topic,
                    finding.span if finding else part.span, part, finding, chances.get(position) if chances else None,
                )
            )  # fmt: skip
        return found

    def _stands_beside(
        self, position: str, first: Decision, weights: dict[str, float], best: dict[str, Finding]
    ) -> bool:
        """A second position needs a strong cue of its own, apart from the first's, and may not contradict it."""
        if weights.get(position, 0.0) < self.limits.beside or first.finding is None:
            return False
        mine, theirs = self.codebook.position(position), self.codebook.position(first.position)
        pair = {mine.id, theirs.id}
        beside = set(mine.extra.get("beside", ())) | set(theirs.extra.get("beside", ()))
        return bool(pair & beside) and not best[position].span.overlaps(first.finding.span)


def _likeliest(chances: dict[str, float]) -> float:
    """The chance of the likeliest position."""
    return max((chance for name, chance in chances.items() if name != NONE), default=0.0)
