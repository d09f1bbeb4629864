"""Readings of one sentence that say the same words twice: which of them stands.

`Falk replied in a statement that …` has three words that may report; each was read by itself, with contents that are nearly
the same. A linear scorer weighs each reading again beside the one that it shares most with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stance.extract.scoring import Scorer, rate, sigmoid
from stance.extract.templates import Key

if TYPE_CHECKING:
    from stance.extract.outline import Sentence
    from stance.extract.reporting import Reading

__all__ = ["rival_keys", "weigh"]

_SURE = 1.5  #: a quotation inside another's words, rated below this by itself, stands or falls by the rival model


def rival_keys(sentence: Sentence, readings: list[Reading], ratings: list[float]) -> list[list[Key] | None]:
    """For each reading the keys of the rival model; None where it shares nothing with another.

    `ratings` are what the accept model says of each.
    """
    if len(readings) < 2:
        return [None] * len(readings)
    starts, ends = sentence.starts, sentence.ends
    contents = [[(starts[first], ends[end - 1]) for first, end in reading.content] for reading in readings]
    found: list[list[Key] | None] = []
    for number, (reading, mine) in enumerate(zip(readings, contents, strict=True)):
        rival = -1
        most = common = 0.0
        size = _size(mine)
        for other, theirs in enumerate(contents):
            if other == number:
                continue
            shared = _shared(mine, theirs)
            if shared:
                share = shared / (size + _size(theirs) - shared)
                if share > most or (share == most and ratings[other] > ratings[rival]):
                    rival, most, common = other, share, shared
        if rival < 0:
            found.append(None)
            continue
        one = readings[rival]
        inside = any(first <= reading.place < end for first, end in one.content)
        outside = any(first <= one.place < end for first, end in reading.content)
        nested = "i" if inside else "o" if outside else "f"
        if most >= 0.5:
            share_ = "9" if most >= 0.9 else "5"
        else:
            share_ = "c" if common == size else "h" if common == _size(contents[rival]) else "x"
        lead = ratings[number] - ratings[rival]
        ahead = str(max(-4, min(4, round(lead))))
        own = str(max(-3, min(4, round(2 * ratings[number]))))
        same = (
            "s"
            if reading.source == one.source
            else "b"
            if reading.source and one.source and reading.source[0] == one.source[0]
            else "d"
        )
        found.append(
            [
                (nested, share_, ahead, own),
                (nested, share_, same),
                (nested, share_, reading.layout.kind + one.layout.kind),
                (nested, share_, one.cue.group),
            ]
        )
    return found


def weigh(sentence: Sentence, readings: list[Reading], ratings: list[float], scorer: Scorer) -> list[float]:
    """The probability that each reading stands, in view of the others."""
    found = []
    for reading, rating, keys in zip(readings, ratings, rival_keys(sentence, readings, ratings), strict=True):
        if keys is not None:
            beside = rate(scorer.rows(reading.cue, sentence.tags[reading.place])["rival"], keys)
            # a view inside another's words is worth keeping where the corpus would leave it out
            whole = keys[0][0] == "f" or (
                rating < _SURE
                and any(first <= quote < end for quote in sentence.quotes for first, end in reading.content)
            )
            rating = beside if whole else (beside + rating) / 2
        found.append(sigmoid(rating))
    return found


def _size(spans: list[tuple[int, int]]) -> int:
    return sum([end - start for start, end in spans])


def _shared(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> int:
    shared = 0
    for start, end in one:
        for other, stop in two:
            low = start if start > other else other
            high = end if end < stop else stop
            if high > low:
                shared += high - low
    return shared
