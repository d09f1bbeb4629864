"""What the scorer looks at: keys of cues, layouts, boundaries, speakers and whole attributions.

A key is a string or a tuple of tags, closed-class words and flags; templates.py says what features it stands for. No other
word of a text enters a feature. The same functions serve training (benchmarks/train_attribution.py) and extraction, so
that the weights always fit.
"""

from __future__ import annotations

import re

from stance.extract.clauses import Layout
from stance.extract.outline import BESIDE, Sentence
from stance.extract.templates import Key
from stance.extract.words import Cue

__all__ = [
    "FINITE", "Setting", "accept_keys", "adjacent_speaker", "can_speak", "cue_candidates", "cue_keys", "edge_keys", "layout_keys", "nobody_keys", "source_candidates",
    "source_keys", "speech_keys",
]  # fmt: skip

_POSSESSIVE = frozenset(str.split("his her their its my our your whose"))
_HAVE = frozenset(str.split("has have had having 's ’s 've ’ve 'd ’d"))
_BE = frozenset(str.split("is are was were be been being am 're ’re 'm ’m isn't wasn't aren't weren't"))
_NOT = frozenset(str.split("not never n't"))


def cue_candidates(sentence: Sentence, cues: dict[str, tuple[Cue, ...]]) -> list[tuple[int, Cue]]:
    """The tokens that may report, with the reading of their form that fits their tag."""
    found: list[tuple[int, Cue]] = []
    if not sentence.hints:
        return found
    tags, lows = sentence.tags, sentence.lows
    for place in sentence.hints:
        low = lows[place]
        readings = cues.get(low)
        if readings is not None:
            tag = tags[place]
            if tag in "XL":
                continue
            if len(readings) == 1:
                found.append((place, readings[0]))
            else:
                wanted = "n" if tag in "nA" else tag
                found.append((place, next((cue for cue in readings if cue.form == wanted), readings[0])))
        elif tags[place] in ":-" and _is_heading(sentence, place):
            found.append((place, _COLON if tags[place] == ":" else _DASH))
    return found


_COLON = Cue(":", "mark", ":", True)
_DASH = Cue("-", "mark", "-", True)


def _is_heading(sentence: Sentence, place: int) -> bool:
    """A colon after a name that opens the sentence, or stands between a dash and a quotation; a dash or colon before a name that closes it."""
    chunks = sentence.chunk()
    if not chunks:
        return False
    count = len(sentence.tags)
    while count and sentence.tags[count - 1] == ".":
        count -= 1
    if chunks[0][0] == 0 and chunks[0][1] == place and place <= 8 and place + 1 < count:
        return True
    if sentence.tags[place] == ":" and place + 1 in sentence.quotes and place:
        number = sentence.chunk_of[place - 1]
        return number >= 0 and chunks[number][1] == place and sentence.tags[chunks[number][0] - 1] == "-"
    return chunks[-1][0] == place + 1 and chunks[-1][1] == count and place > 2 and chunks[-1][2] == "x"


def _auxiliaries(sentence: Sentence, cue: int) -> tuple[str, int]:
    """The chain of auxiliaries before a verb, as a word, and the token before it."""
    tags, lows = sentence.tags, sentence.lows
    place = cue - 1
    have = be = modal = negated = to = False
    while place >= 0 and tags[place] in "MRT":
        low = lows[place]
        if low in _NOT or low.endswith(("n't", "n’t")):
            negated = True
        if tags[place] == "T":
            to = True
        elif low in _BE:
            be = True
        elif low in _HAVE:
            have = True
        elif tags[place] == "M":
            modal = True
        place -= 1
    chain = (
        ("t" if to else "")
        + ("m" if modal else "")
        + ("h" if have else "")
        + ("b" if be else "")
        + ("!" if negated else "")
    )
    return chain, place


def _near_quote(sentence: Sentence, place: int) -> str:
    """How far the nearest quotation right and left of a token is: 1 to 6, or 0 for none near."""
    if not sentence.quotes:
        return "-"
    right = left = 0
    for quote in sentence.quotes:
        if place < quote <= place + 6 and not right:
            right = quote - place
        elif place > quote >= place - 6:
            left = place - quote
    return f"{right} {min(left, 3)}"


_SMALL = tuple(str(number) for number in range(10))


FINITE = re.compile("[MVZ]")
_THAT = re.compile("[^H.;Q]*H")


class Setting:
    """What the features of all options of one cue share."""

    __slots__ = (
        "adjacent",
        "after",
        "after2",
        "before",
        "chain",
        "ending",
        "form",
        "frame",
        "near",
        "prior",
        "quoted",
        "that",
        "verb_left",
    )

    def __init__(self, sentence: Sentence, place: int) -> None:
        tags = sentence.tags
        count = len(tags)
        if sentence.chunks is None:
            sentence.chunk()
        self.chain, before = _auxiliaries(sentence, place)
        self.before = before
        _, self.prior, _, self.after, self.after2 = sentence.forms[place + BESIDE - 2 : place + BESIDE + 3]
        self.adjacent = "<"
        if before >= 0:
            number = sentence.chunk_of[before]
            self.adjacent = sentence.chunks[number][2] if number >= 0 else tags[before]  # type: ignore[index]
            if self.adjacent == "x" and tags[before] == "Q":
                self.adjacent = "q"
        self.quoted = "q" if sentence.quotes else ""
        self.near = _near_quote(sentence, place)
        self.that = "that" if _THAT.match(sentence.line, place + 1, place + 8) else ""
        self.ending = "e" if count - place < 3 else ""
        self.form = tags[place]
        self.frame = _frame(sentence, place)

    def look_left(self, sentence: Sentence) -> None:
        """What only the layouts need."""
        self.verb_left = ""
        before = self.before
        if before > 0 and FINITE.search(sentence.line, before - 25 if before > 25 else 0, before):
            self.verb_left = "v"


def _frame(sentence: Sentence, place: int) -> str:
    """What the cue governs: the kind of the noun phrase after it, and what stands after that."""
    tags = sentence.tags
    count = len(tags)
    after = place + 1
    while after < count and after < place + 3 and tags[after] == "R":
        after += 1
    if after >= count:
        return ""
    number = sentence.chunk_of[after]
    if number < 0:
        return ""
    _, end, kind = sentence.chunks[number]  # type: ignore[index]
    return kind + sentence.forms[end + BESIDE]


def cue_keys(sentence: Sentence, place: int, setting: Setting) -> list[Key]:
    """The keys of the cue model."""
    tags = sentence.tags
    next_tag = tags[place + 1] if place + 1 < len(tags) else ">"
    left_tag = tags[place - 1] if place else "<"
    left, right = setting.prior, setting.after
    return [
        "", (left, left_tag), (right, next_tag, setting.after2), (left, right),
        (setting.chain, setting.adjacent, setting.quoted), (setting.adjacent, next_tag), setting.near,
        (setting.that, setting.ending, _SMALL[place if place < 3 else 3]), setting.frame,
    ]  # fmt: skip


def speech_keys(setting: Setting) -> list[Key]:
    """The keys that tell statements from beliefs."""
    return [(setting.chain, setting.near), setting.after, setting.prior]


def _size(number: int) -> str:
    return _SIZES[number] if number < 23 else "40"


_SIZES = [str(number) if number < 4 else "6" if number < 7 else "11" if number < 12 else "22" for number in range(23)]


def layout_keys(sentence: Sentence, place: int, setting: Setting, layout: Layout) -> list[Key]:
    """The keys of one way for the content to lie."""
    kind, anchor, via = layout[0], layout[1], layout[2]
    name = kind + via
    near = _size(abs(anchor - place))
    right = kind == "R" or kind == "S"
    first = sentence.forms[anchor + BESIDE if right else anchor + BESIDE - 1]
    ending = setting.ending
    finite = ending
    if right:
        finite = "v" if FINITE.search(sentence.line, anchor, anchor + 12) else ""
    return [
        (name, setting.chain, ending, setting.that), (name, first, near), (name, setting.prior, setting.after),
        (name, setting.after, setting.after2), (name, finite, setting.verb_left, setting.adjacent), (name, setting.near),
        (name, setting.frame),
    ]  # fmt: skip


def _ahead(sentence: Sentence, edge: int, form: str) -> str:
    """Another word that may report, at a boundary or after a conjunction there; "=" where its form is that of the cue."""
    tags, hints = sentence.tags, sentence.hints
    for place in range(edge, min(edge + 4, len(tags))):
        tag = tags[place]
        if tag in "VZGEB":
            return (
                (("=" if tag == form else tag) + ("c" if place in hints else ""))
                if tag != "B" or place in hints
                else ""
            )
        if tag not in ",CRPMX":
            return ""
    return ""


def edge_keys(sentence: Sentence, layout: Layout, edge: int, kind: str, rank: int, form: str) -> list[Key]:
    """The keys of one boundary; `rank` counts boundaries from the content's fixed side."""
    tags = sentence.tags
    side, anchor = layout[0], layout[1]
    name = side + layout[2]
    right = side == "R" or side == "S"
    first, end = (anchor, edge) if right else (edge, anchor)
    inner = sentence.line[first : end if end < first + 40 else first + 40]
    finite = inner.count("M") + inner.count("V") + inner.count("Z")
    whole = "q" if "Q" in inner else ""
    verbs = _SMALL[finite if finite < 2 else 2]
    beyond, outside, inside, further = sentence.forms[edge + BESIDE - 2 : edge + BESIDE + 2]
    if right:
        beyond, outside, inside = further, inside, outside
    long = _size(end - first) if end > first else "0"
    ordinal = _SMALL[min(rank, 5)]
    later = ""
    ahead = _ahead(sentence, edge, form) if right else ""
    if right and FINITE.search(sentence.line, edge, edge + 12):
        later = "v"
    more = ""
    for quote in sentence.quotes:
        if (quote >= edge) is right:
            more = "m"
            break
    head = tags[first] if first < len(tags) else ">"
    return [
        (kind, name, verbs, later), (kind, long, ordinal), (outside, side, verbs), (inside, outside, kind),
        (beyond, outside, kind), (head, kind, verbs), (more, whole, outside, inside),
        (ahead, kind, verbs, "q" if inner.strip(",H") == "Q" else ""),
    ]  # fmt: skip


def source_candidates(
    sentence: Sentence, place: int, content: list[tuple[int, int]]
) -> list[tuple[int, int, str, int, str]]:
    """Who may be the speaker: token ranges with kind, rank from the cue and side (l, r, or s: a possessive at the cue)."""
    chunks = sentence.chunk()
    tags, lows = sentence.tags, sentence.lows
    found: list[tuple[int, int, str, int, str]] = []
    for first, end, _ in chunks:
        if first <= place < end:
            for scan in range(first, place):
                if lows[scan] in _POSSESSIVE:
                    found.append((scan, scan + 1, "p", 0, "s"))
                elif tags[scan] == "s" and scan > first:
                    found.append((first, scan, "x" if tags[scan - 1] == "X" else "n", 0, "s"))
            if place > first and not found and tags[place - 1] in "Xn":
                found.append((first, place, "x" if tags[place - 1] == "X" else "n", 0, "s"))
    left = [
        chunk
        for chunk in chunks
        if chunk[1] <= place and can_speak(sentence, chunk) and not _is_set_in(sentence, chunk, place)
    ][-7:]
    for rank, (first, end, kind) in enumerate(reversed(left)):
        found.append((first, end, kind, rank, "l"))
    for rank, (first, end, kind) in enumerate(
        [chunk for chunk in chunks if chunk[0] > place and can_speak(sentence, chunk)][:3]
    ):
        found.append((first, end, kind, rank, "r"))
    return found


def adjacent_speaker(sentence: Sentence, place: int, before: int) -> tuple[int, int, str, int, str] | None:
    """The noun phrase that ends at the token `before` the cue, as a candidate; None where it can't speak."""
    chunks = sentence.chunk()
    chunk = chunks[sentence.chunk_of[before]]
    if chunk[1] != before + 1 or not can_speak(sentence, chunk) or _is_set_in(sentence, chunk, place):
        return None
    return chunk[0], chunk[1], chunk[2], 0, "l"


def can_speak(sentence: Sentence, chunk: tuple[int, int, str]) -> bool:
    """Not a time, an article before a quotation, nor what stands in brackets: `who has led it since 2009, said`, `Berg (D-Oslo), on Friday, said`."""
    first, end, _ = chunk
    tags = sentence.tags
    if first and tags[first - 1] == "(" and end < len(tags) and tags[end] in "),":
        return False
    if sentence.lows[end - 1] in _TIMES:
        return False
    if end - first == 1 and tags[end : end + 1] == ["Q"] and sentence.lows[first] in _ARTICLES:
        return False
    return not (end - first == 1 and first > 0 and tags[first] == "0" and tags[first - 1] in "IS")


_ARTICLES = ("a", "an", "the")


def _is_set_in(sentence: Sentence, chunk: tuple[int, int, str], place: int) -> bool:
    """`Berg, who, a minister says, still insists`: the subject of a clause set in before the cue."""
    first, end, _ = chunk
    tags = sentence.tags
    return first > 0 and end + 1 < place and tags[first - 1] == "," and tags[end] in "VZ" and tags[end + 1] == ","


_TIMES = frozenset(
    str.split(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
        "october november december today yesterday tomorrow tonight week weeks weekend month months year years day days "
        "morning afternoon evening night hour hours time times minute minutes decade decades"
    )
)


def nobody_keys(place: int, setting: Setting, layout: Layout) -> list[Key]:
    """The keys of there being no speaker."""
    shape = layout[0] + layout[2]
    opening = "o" if place < 2 else ""
    return [(shape, setting.chain, opening), setting.prior]


def source_keys(
    sentence: Sentence, place: int, setting: Setting, layout: Layout, content: list[tuple[int, int]],
    candidate: tuple[int, int, str, int, str],
) -> list[Key]:  # fmt: skip
    """The keys of one candidate speaker."""
    shape = layout[0] + layout[2]
    tags = sentence.tags
    first, end, kind, rank, side = candidate
    inside = ""
    for start, stop in content:
        if start <= first < stop:
            inside = "i"
    before = sentence.forms[first + BESIDE - 1]
    after = sentence.forms[end + BESIDE]
    low, high = (end, place) if side == "l" else (place + 1, first) if side == "r" else (0, 0)
    span = sentence.line[low:high]
    commas = span.count(",")
    verbs = span.count("V") + span.count("Z")
    verbs = 2 if verbs > 2 else verbs
    relatives = "W" in span or "H" in span or "w" in span
    other = span.strip(",VZIWHwCMRT") != ""
    between = _BETWEEN[2 if commas > 2 else commas, verbs, "I" in span, relatives, "C" in span, other]
    subject = "s" if end < len(tags) and tags[end] in "MRVZ" else ""
    near = side + _SMALL[4 if rank > 4 else rank]
    comma = ("," if not first or tags[first - 1] == "," else "") + (";" if end < len(tags) and tags[end] == "," else "")
    opening = "o" if not first else ""
    relative = "r" if relatives else ""
    agrees = ""
    if side == "l":
        scan = end
        while scan < place and tags[scan] in "MR":
            scan += 1
        if tags[scan] in "VZ":
            agrees = ("=" if tags[scan] == setting.form else tags[scan]) + ("c" if scan in sentence.hints else "")
            agrees += "0" if scan == place else ""
    lies = layout[0]
    chain = setting.chain
    return [
        (near, kind, chain, shape), (lies, near, kind, between), (inside, near, lies, comma, kind, relative),
        (before, near, chain), (subject, kind, side, opening, _SMALL[verbs], relative), (before, after, side),
        (setting.prior, setting.after, near, kind), (agrees, kind, setting.prior, opening, _SMALL[verbs], relative),
    ]  # fmt: skip


_BETWEEN = {
    (a, b, c, d, e, f): f"{a}{b}{c}{d}{e}{f}"
    for a in range(3) for b in range(3) for c in range(2) for d in range(2) for e in range(2) for f in range(2)
}  # fmt: skip


def accept_keys(
    sentence: Sentence, setting: Setting, layout: Layout, content: list[tuple[int, int]], edge: str,
    source: tuple[int, int, str, int, str] | None, margins: tuple[float, float, float],
) -> list[Key]:  # fmt: skip
    """The keys of a finished attribution: does it stand?"""
    size = 0
    quoted = verbs = ""
    for first, end in content:
        size += end - first
        stop = end if end < first + 60 else first + 60
        if sentence.line.find("Q", first, stop) >= 0:
            quoted = "q"
        if FINITE.search(sentence.line, first, stop):
            verbs = "v"
    lies = layout[0]
    name = lies + layout[2]
    who = "none" if source is None else source[4] + source[2]
    near = "" if source is None else source[4] + _SMALL[min(source[3], 3)]
    sure, placed, ended = (_SMALL[min(4, int(margin * 5))] for margin in margins)
    long = _size(size)
    headline = "h" if sentence.headline else ""
    return [
        (name, quoted, verbs, edge), (who, near, lies), (verbs, lies, long), (sure, placed, ended, lies),
        (setting.chain, headline, lies), (setting.frame, name), (setting.near, name),
    ]  # fmt: skip
