"""One reporting cue in one sentence: whether it reports, what, and whose words they are.

The decisions are taken one after the other, each by a linear scorer: is this word a cue here (most are dismissed at once);
how does the content lie to it; where does it end; which noun phrase speaks; and, all in view, does the attribution stand.
"""

from __future__ import annotations

from typing import NamedTuple

from stance.extract.clauses import Layout, boundaries, layouts, ranges
from stance.extract.features import (
    accept_features,
    cue_candidates,
    cue_features,
    edge_features,
    layout_features,
    source_candidates,
    source_features,
)
from stance.extract.outline import Sentence
from stance.extract.scoring import Weights, best, rate, sigmoid
from stance.extract.words import Cue, lexicon

__all__ = ["Reading", "read_cues"]

SourceRange = tuple[int, int, str, int, str]
DISMISS = -2.2  #: a cue scored below this is not looked at further


class Reading(NamedTuple):
    """An attribution inside one sentence, in tokens."""

    place: int  #: the cue's token
    cue: Cue
    layout: Layout
    content: list[tuple[int, int]]
    source: SourceRange | None
    speech: float  #: probability that it is a statement rather than a belief
    score: float  #: probability that the attribution stands
    edge: str = ""


def choose_layout(
    sentence: Sentence, place: int, cue: Cue, description: str, table: dict[str, float]
) -> tuple[Layout, float] | None:
    options = layouts(sentence, place)
    if not options:
        return None
    number, share = best(
        [rate(table, layout_features(sentence, place, cue, description, option)) for option in options]
    )
    return options[number], share


def choose_edge(
    sentence: Sentence, cue: Cue, place: int, layout: Layout, table: dict[str, float]
) -> tuple[int, str, float] | None:
    options = boundaries(sentence, place, layout)
    if not options:
        return None
    if len(options) == 1:
        return options[0][0], options[0][1], 1.0
    number, share = best(
        [
            rate(table, edge_features(sentence, cue, layout, edge, kind, rank, abs(edge - layout.anchor)))
            for rank, (edge, kind) in enumerate(options)
        ]
    )
    return options[number][0], options[number][1], share


def choose_source(
    sentence: Sentence,
    place: int,
    cue: Cue,
    description: str,
    layout: Layout,
    content: list[tuple[int, int]],
    table: dict[str, float],
) -> SourceRange | None:
    options: list[SourceRange | None] = [None, *source_candidates(sentence, place, content)]
    scores = [
        rate(table, source_features(sentence, place, cue, description, layout, content, option)) for option in options
    ]
    return options[best(scores)[0]]


def read_cue(sentence: Sentence, place: int, cue: Cue, tables: Weights) -> tuple[Reading, list[str]] | None:
    """The likeliest attribution of one cue with the features by which it is accepted; None where it is none."""
    features, description = cue_features(sentence, place, cue)
    score = rate(tables["cue"], features)
    if score < DISMISS:
        return None
    chosen = choose_layout(sentence, place, cue, description, tables["layout"])
    if not chosen:
        return None
    layout, placed = chosen
    ended = choose_edge(sentence, cue, place, layout, tables["edge"])
    if not ended:
        return None
    content = ranges(sentence, layout, ended[0])
    if not content:
        return None
    source = choose_source(sentence, place, cue, description, layout, content, tables["source"])
    sure = sigmoid(score)
    final = accept_features(
        sentence, place, cue, description, layout, content, ended[1], source, (sure, placed, ended[2])
    )
    speech = sigmoid(rate(tables["speech"], features))
    return Reading(place, cue, layout, content, source, speech, sure, ended[1]), final


def read_cues(sentence: Sentence, tables: Weights, threshold: float) -> list[Reading]:
    """The attributions of a sentence, in the order of their cues."""
    found: list[Reading] = []
    for place, cue in cue_candidates(sentence, lexicon().cues):
        read = read_cue(sentence, place, cue, tables)
        if read:
            score = sigmoid(rate(tables["accept"], read[1]))
            if score >= threshold:
                found.append(read[0]._replace(score=score))
    return found
