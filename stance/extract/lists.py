"""Lists of speakers round a noun phrase: `said Berg, Olsen and the Dane Holm`, `Berg, Olsen and six others said`."""

from __future__ import annotations

from stance.extract.outline import Sentence

__all__ = ["list_begin", "list_end"]

_LONGEST = 40  #: chunks of a list that are looked at
_AND = ("and", "&")


def list_end(sentence: Sentence, number: int) -> int:
    """The token where the list ends whose first item ends with a chunk; the chunk's own end if it begins none.

    A list closes with "and", after which no verb follows: `said Berg, and Olsen agreed` is none.
    """
    chunks, tags, lows = sentence.chunk(), sentence.tags, sentence.lows
    closed = chunks[number][1]
    for _ in range(_LONGEST):
        if number + 1 >= len(chunks):
            break
        one, two = chunks[number], chunks[number + 1]
        between = "".join(tags[one[1] : two[0]])
        join = between.lstrip(")")
        if two[2] in "pwk" or (join not in (",", "C", ",C") and between != "("):
            break
        number = _item_end(sentence, number + 1)
        if join[-1:] == "C" and lows[two[0] - 1] in _AND:
            end = chunks[number][1]
            while end < len(tags) and tags[end] == ")":
                end += 1
            if end < len(tags) and tags[end] in "VZBM":
                break
            closed = end
    return closed


def list_begin(sentence: Sentence, first: int, last: int) -> int:
    """The chunk with which a list of names begins that ends with the chunks `first` to `last`; `first` if none does.

    It begins the sentence or its clause: `In Oslo, Berg and Olsen said` is a list of two.
    """
    chunks, tags, lows = sentence.chunk(), sentence.tags, sentence.lows
    if not any(lows[at] in _AND for at in range(chunks[first][0], chunks[last][1])):
        return first
    begin = first
    while begin and chunks[begin - 1][2] == "x" and tags[chunks[begin - 1][1] : chunks[begin][0]] == [","]:
        begin -= 1
    opener = chunks[begin][0] - 1
    return begin if opener < 0 or tags[opener] in ":;-" or lows[opener] == "both" else first


def _item_end(sentence: Sentence, number: int) -> int:
    """The last chunk of an item: with its "of" phrase, `the president of Latvia`, `the head of state Anna Berg`."""
    chunks, lows = sentence.chunk(), sentence.lows
    while number + 1 < len(chunks):
        one, two = chunks[number], chunks[number + 1]
        if two[0] - one[1] != 1 or lows[one[1]] not in ("of", "for") or two[2] in "pwk":
            break
        number += 1
    return number
