"""The whole noun phrase of a speaker, from the chunk that was chosen: its titles, "of" phrases, partners and appositions."""

from __future__ import annotations

from stance.extract.lists import list_begin, list_end
from stance.extract.outline import Sentence

__all__ = ["whole_phrase"]

_INNER = frozenset(str.split("of for in at from"))
_REACH = 8  #: chunks that are looked at to either side


def whole_phrase(sentence: Sentence, first: int, end: int, cue: int) -> tuple[int, int]:
    """The tokens of the noun phrase that the chunk `first` to `end` belongs to, not reaching over the cue.

    `The head of the council, Anna Berg, said` is one phrase whichever of its parts was chosen, and so is `A and B`,
    and a list of names. Relative clauses are left out.
    """
    chunks = sentence.chunk()
    number = sentence.chunk_of[first]
    if number < 0 or chunks[number][2] in "pwk":
        return first, end
    if chunks[number][0] != first or chunks[number][1] != end:  # a possessive inside a chunk
        return first, end
    tags = sentence.tags
    left = right = number
    if end <= cue:
        while left > 0 and number - left < _REACH and _joins(sentence, chunks[left - 1], chunks[left], before=True):
            left -= 1
        while (
            right + 1 < len(chunks)
            and chunks[right + 1][1] <= cue
            and _joins(sentence, chunks[right], chunks[right + 1])
        ):
            right += 1
        return chunks[list_begin(sentence, left, right)][0], chunks[right][1]
    while right + 1 < len(chunks) and right - number < _REACH and _joins(sentence, chunks[right], chunks[right + 1]):
        stop = chunks[right + 1][1]
        if tags[chunks[right][1]] == "," and not (stop >= len(tags) or tags[stop] in ",.QI-"):
            break  # the next clause begins: `said Berg, the council voted`
        right += 1
    return first, list_end(sentence, right)


def _joins(sentence: Sentence, one: tuple[int, int, str], two: tuple[int, int, str], before: bool = False) -> bool:
    """Whether two neighbouring chunks are parts of one phrase."""
    if two[0] - one[1] != 1 or one[2] in "pw" or two[2] in "pw":
        return False
    tags, lows = sentence.tags, sentence.lows
    between, low = tags[one[1]], lows[one[1]]
    opener = tags[one[0] - 1] if one[0] else ""
    if between == "I":
        # `In Oslo at the summit Berg said`: a place that opens the sentence is no part of the speaker
        if low == "on":  # `the Commission on the Security of the Flank`
            return one[2] == two[2] == "x" and tags[two[0]] == "D" and opener not in ("I", "T")
        if low == "of" and opener == "I" and lows[one[0] - 1] in ("of", "on"):
            return True
        return low in _INNER and opener not in ("I", "T") and (low == "of" or one[2] == "n")
    if between == "C" and low in ("and", "&"):
        return one[2] in "xn" and opener in ("", ",", ":", "C", ";", "-", "I")
    if between == ",":
        if before and opener == "I" and lows[one[0] - 1] != "of":
            return False  # `In Oslo, Berg said`
        if one[2] == "x" and two[2] == "x":
            return tags[one[0]] in "DL" or tags[two[0]] in "DL"
        name, office = (one, two) if one[2] == "x" else (two, one)
        return (
            name[2] == "x"
            and office[2] in "nx"
            and (tags[office[0]] in "DLn" or office[2] == "n")
            and tags[name[0]] not in "DR"
        )
    return False
