"""What may be said to be said: for a cue in a sentence, the stretches of words that its content may be.

Two choices are laid out for scoring.py to take: a layout (content right of the cue, left of it, round it, the subject of a
passive), each with the token where its open side is anchored; then, for that layout, where the content ends (or, lying left,
begins). All scans are bounded, so a sentence costs at most a constant for each cue.
"""

from __future__ import annotations

from typing import NamedTuple

from stance.extract.outline import Sentence
from stance.extract.sources import whole_phrase

__all__ = ["Layout", "Quoted", "boundaries", "layouts", "quoted_person", "ranges"]

_REACH = 60  #: tokens that a scan goes to either side
_MOST_ENDS = 14


class Layout(NamedTuple):
    """One way for the content to lie: `kind` R right, L left, W left and right, S subject and right, B subject only."""

    kind: str
    anchor: int  #: R, S: first token of the right part; L, W: end of the left part; B: end of the subject
    via: str  #: what leads there: "next", "that", "to", ":", ",Q", "object", …
    right: int = 0  #: W: first token of the right part; S, B: first token of the subject
    middle: int = 0  #: S: end of the subject


def layouts(sentence: Sentence, cue: int) -> list[Layout]:
    """Where the content of the cue at this token may lie."""
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    found: list[Layout] = []
    place = cue + 1
    while place < count and tags[place] == "R" and place < cue + 3:
        place += 1
    seen: set[int] = set()

    def right(first: int, via: str) -> None:
        if first < count and first not in seen and tags[first] not in ".)":
            seen.add(first)
            found.append(Layout("R", first, via))

    if place < count:
        tag = tags[place]
        if tag in ":,-" and place + 1 < count:
            right(place + 1, tag + ("Q" if tags[place + 1] == "Q" else ""))
        elif tag == "I":
            right(place + 1, "prep")
        elif tag not in ".;)":
            right(
                place,
                "Q"
                if tag == "Q"
                else "that"
                if tag == "H"
                else "to"
                if tag == "T"
                else "wh"
                if tag in "WS"
                else "next",
            )
    sentence.chunk()
    stop = min(count, cue + 24)
    number = 0
    scan = place
    while scan < stop and number < 4:
        tag = tags[scan]
        if tag == "H" or (tag == "T" and scan + 1 < count and tags[scan + 1] in "BnRM"):
            right(scan, "that" if tag == "H" else "to")
            number += 1
        elif tag == "Q" and scan > place and sentence.chunk_of[scan] < 0:
            right(scan, "laterQ")
            number += 1
        elif tag == ":" and scan > place:
            right(scan + 1, "later:")
            number += 1
        elif (tag == "W" or lows[scan] in ("if", "whether")) and scan > place and number < 2:
            right(scan, "wh")
            number += 1
        elif tag in ".;":
            break
        scan += 1
    if place < count and sentence.chunk_of[place] >= 0:
        end = sentence.chunks[sentence.chunk_of[place]][1]  # type: ignore[index]
        if end < count and tags[end] not in ".,;:)":
            right(end + 1 if tags[end] == "I" else end, "object" if tags[end] != "I" else "object " + lows[end])
    elif place + 1 < count and tags[place] == "I" and sentence.chunk_of[place + 1] >= 0:
        end = sentence.chunks[sentence.chunk_of[place + 1]][1]  # type: ignore[index]
        if end < count and tags[end] == "," and end + 1 < count:
            end += 1
        if end < count and tags[end] not in ".;)":
            right(end, "pp" + lows[place])
    if cue < 5:
        number = 0
        for scan in range(place + 1, min(count - 1, cue + 30)):
            if tags[scan] == ",":
                number += 1
                right(scan + 1, f"comma{number}")
                if number == 2:
                    break
    _left(sentence, cue, found)
    _subject(sentence, cue, place, found)
    return found


def _left(sentence: Sentence, cue: int, found: list[Layout]) -> None:
    """Content before the reporting clause: `…, said X`, `…, X said`, `…, X said, …`."""
    tags = sentence.tags
    count = len(tags)
    place = cue - 1
    low = max(0, cue - 28)
    seen = 0
    while place >= low and seen < 3:
        tag = tags[place]
        edge = -1
        if tag == "Q" and sentence.chunk_of[place] < 0:
            edge = place + 1
        elif tag in ",-" and place > 0:
            edge = place
            if tags[place - 1] == "Q" and sentence.chunk_of[place - 1] < 0:
                place -= 1
        elif tag in ":;.":
            break
        if edge > 0:
            via = ("Q" if tags[edge - 1] == "Q" else tags[place]) + (
                "0" if edge >= cue - 1 else "1" if seen == 0 else "2"
            )
            found.append(Layout("L", edge, via))
            right = _after_comma(sentence, cue)
            if right and right < count - 1 and seen < 2:
                found.append(Layout("W", edge, via + ("Q" if tags[right] == "Q" else ""), right))
            seen += 1
        place -= 1
    if not seen and cue > 0 and tags[cue - 1] not in "DMTN" and cue > 3:
        found.append(Layout("L", cue, "bare"))


def _after_comma(sentence: Sentence, cue: int) -> int:
    """The token where content goes on after `X said,`; 0 where it doesn't."""
    tags = sentence.tags
    for place in range(cue + 1, min(len(tags), cue + 20)):
        if tags[place] == "Q" and sentence.chunk_of[place] < 0:
            return place
        if tags[place] in ",-:":
            if tags[place + 1 : place + 2] == ["G"] and place + 1 in sentence.hints:
                return 0  # `…, Berg said, adding that …`
            return place + 1
        if tags[place] in ".;H":
            return 0
    return 0


def _subject(sentence: Sentence, cue: int, place: int, found: list[Layout]) -> None:
    """The subject as content: `Kyiv is expected to join`, `the plan was criticized by X`, `which he called "a mistake"`."""
    tags = sentence.tags
    before = cue - 1
    while before >= 0 and tags[before] in "MRT":
        before -= 1
    if before < 0 or sentence.chunk_of[before] < 0:
        return
    number = sentence.chunk_of[before]
    chunks = sentence.chunks or []
    first, end, _ = chunks[number]
    while number > 0 and first - chunks[number - 1][1] == 1 and sentence.lows[first - 1] == "of":
        number -= 1
        first = chunks[number][0]
    if place < len(tags) and tags[place] not in ".,;" and not (tags[place] == "I" and sentence.lows[place] == "by"):
        found.append(Layout("S", place, "to" if tags[place] == "T" else tags[place], first, end))
    if cue - before > 1 or tags[cue] in "VE":
        found.append(Layout("B", end, "by" if place < len(tags) and sentence.lows[place] == "by" else "", first))


def boundaries(sentence: Sentence, cue: int, layout: Layout) -> list[tuple[int, str]]:
    """Where the open side of the content may end (R, S: exclusive end tokens) or begin (L, W), each with its kind."""
    if layout.kind == "B":
        return [(layout.right, "B")]
    if layout.kind in "LW":
        return _begins(sentence, layout.anchor)
    return _ends(sentence, layout.anchor)


def _begins(sentence: Sentence, end: int) -> list[tuple[int, str]]:
    tags, lows = sentence.tags, sentence.lows
    found: list[tuple[int, str]] = []
    low = max(0, end - _REACH)
    place = end - 1
    if place >= 0 and tags[place] == ",":
        place -= 1
    if place >= 0 and tags[place] == "Q":
        found.append((place, "Q"))
    while place > low and len(found) < 8:
        tag = tags[place]
        if tag in ";:-(" or (tag == "C" and lows[place] != "&") or tag == "S" or tag == "H":
            found.append((place + 1 if tag not in "SH" else place, tag))
        elif tag == "," and tags[place + 1] not in "CS":
            found.append((place + 1, ","))
        place -= 1
    start = 1 if low == 0 and tags[0] == "C" and end > 2 else low
    if not found or found[-1][0] != start:
        found.append((start, "start"))
    return found


def _ends(sentence: Sentence, start: int) -> list[tuple[int, str]]:
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    last = count
    while last > start + 1 and tags[last - 1] == ".":
        last -= 1
    found: list[tuple[int, str]] = []
    depth = 0
    stop = min(last, start + _REACH)
    place = start + 1
    while place < stop and len(found) < _MOST_ENDS:
        tag = tags[place]
        kind = ""
        if tag == "(":
            depth += 1
            if depth == 1:
                kind = "("
        elif tag == ")":
            depth = max(0, depth - 1)
        elif depth:
            pass
        elif tag == ",":
            after = tags[place + 1] if place + 1 < count else "."
            kind = "," + (after if after in "CSWGIQEM" else "w" if lows[place + 1 : place + 2] == ["who"] else "")
        elif tag in ";:-":
            kind = tag
        elif tag == "C" and tags[place - 1] != ",":
            after = tags[place + 1] if place + 1 < count else "."
            kind = "C" + (after if after in "VZMGTPH" else "")
        elif tag == "S" and tags[place - 1] != ",":
            kind = "S" + (lows[place] if lows[place] in ("as", "when", "after", "if", "because") else "")
        elif tag == "W" and tags[place - 1] not in ",I":
            kind = "W"
        elif tag == "I" and lows[place] != "of" and place < start + 16:
            kind = "I" + (lows[place] if lows[place] in ("in", "on", "at", "for", "during", "by", "with") else "")
        elif tag == "Q" and place + 1 < stop and tags[place + 1] not in ",":
            found.append((place + 1, "Q"))
        elif tag in "MVZ" and place > start + 1 and tags[place - 1] in "nX0," and place < start + 16:
            kind = "V"
        elif tag == "T" and place < start + 12:
            kind = "T"
        elif tag == "R" and lows[place].endswith("day") and place < start + 16:
            kind = "day"
        if kind:
            found.append((place, kind))
        place += 1
    if last > start:
        found.append((last, "end"))
    return found


def ranges(sentence: Sentence, layout: Layout, edge: int) -> list[tuple[int, int]]:
    """The token ranges of the content for a layout and the boundary chosen for it; empty ones left out."""
    tags = sentence.tags
    if layout.kind == "R":
        found = [(layout.anchor, edge)]
    elif layout.kind == "L":
        found = [(edge, layout.anchor)]
    elif layout.kind == "W":
        last = len(tags)
        while last > layout.right + 1 and tags[last - 1] == ".":
            last -= 1
        found = [(edge, layout.anchor), (layout.right, last)]
    elif layout.kind == "S":
        found = [(layout.right, layout.middle), (layout.anchor, edge)]
    else:
        found = [(layout.right, layout.anchor)]
    trimmed = []
    for first, end in found:
        while first < end and tags[first] in ",;:-.)":
            first += 1
        while end > first and tags[end - 1] in ",;:-(":
            end -= 1
        if first < end:
            trimmed.append((first, end))
    return trimmed


class Quoted(NamedTuple):
    """`X quotes Y as saying …`: the words are those of Y, whoever quotes them."""

    layout: Layout
    source: tuple[int, int, str, int, str]  #: as source_candidates gives it
    verb: int  #: the token of `saying`, which reports nothing further; -1 where there is none


def quoted_person(sentence: Sentence, cue: int) -> Quoted | None:
    """Whom a word such as `quote` names as the speaker: its object, or in the passive its subject; None where nobody."""
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    sentence.chunk()
    chunks = sentence.chunks or []
    place = cue + 1
    before = cue - 1
    while before >= 0 and tags[before] in "MR":
        before -= 1
    number = sentence.chunk_of[place] if place < count else -1
    if (
        number >= 0
        and chunks[number][0] == place
        and (chunks[number][2] in "pxn" or lows[chunks[number][1] - 1] == "her")
        and tags[place] != "Q"
    ):
        source = (place, chunks[number][1], chunks[number][2], 0, "r")
        place = whole_phrase(sentence, place, chunks[number][1], cue)[1]
    elif before >= 0 and before < cue - 1 and sentence.chunk_of[before] >= 0:
        first, end, kind = chunks[sentence.chunk_of[before]]
        source = (first, end, kind, 0, "l")
        while place < count and place < cue + 12 and lows[place] != "as":
            place += 1  # `was quoted by Reuters on Monday as saying`
    else:
        return None
    if place < count and tags[place] == ",":
        place += 1
    verb = -1
    if place + 2 < count and lows[place] == "as" and tags[place + 1] == "G":
        verb = place + 1
        anchor = place + 2
    elif place + 3 < count and lows[place] == "with" and lows[place + 2] in ("words", "sentence", "line", "remark"):
        anchor = place + 3
    elif place + 1 < count and tags[place] == ":" and tags[place + 1] == "Q" and source[2] in "px" and source[4] == "r":
        anchor = place + 1
    else:
        return None
    if tags[anchor] in ",:" and anchor + 1 < count:
        anchor += 1
    via = "Q" if tags[anchor] == "Q" else "that" if tags[anchor] == "H" else "next"
    return Quoted(Layout("R", anchor, via), source, verb)
