"""One reporting cue in one sentence: whether it reports, what, and whose words they are.

The decisions are taken one after the other, each by a linear scorer: is this word a cue here (most are dismissed at once);
how does the content lie to it; where does it end; which noun phrase speaks; and, all in view, does the attribution stand.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from stance.extract.clauses import Layout, Quoted, boundaries, layouts, quoted_person, ranges
from stance.extract.features import (
    FINITE,
    Setting,
    accept_keys,
    adjacent_speaker,
    can_speak,
    cue_candidates,
    cue_keys,
    edge_keys,
    layout_keys,
    nobody_keys,
    source_candidates,
    source_keys,
    speech_keys,
)
from stance.extract.outline import Sentence
from stance.extract.rivals import weigh
from stance.extract.scoring import Rows, Scorer, best, rate, sigmoid
from stance.extract.templates import Key
from stance.extract.words import Cue, lexicon

__all__ = ["Reading", "read_cues"]

SourceRange = tuple[int, int, str, int, str]
UNLIKELY = -1.0  #: a form scored below this by itself is not looked at
QUOTING = ("quote", "cite")  #: lemmas of cues whose object may be the speaker
QUOTED = 1.0  #: the least rating of words that a cue names the speaker of: `X quotes Y as saying …`
DISMISS = -0.9  #: a cue scored below this is not looked at further
OTHER = 0.2  #: the least share of a second layout that is weighed, as a whole attribution, beside the first


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


class Read(NamedTuple):
    """What a cue would report, with what the decisions about it need."""

    reading: Reading  #: its `speech` is not settled yet
    keys: list[Key]  #: of the accept model
    rows: dict[str, Rows]
    setting: Setting
    quoted: Quoted | None
    inserted: bool  #: a clause of its own amid or after what it reports


def read_cue(sentence: Sentence, place: int, cue: Cue, scorer: Scorer) -> list[Read]:
    """What one cue may report, the likeliest way for its content to lie first; nothing where it is no cue."""
    tag = sentence.tags[place]
    if scorer.prior(cue, tag) < UNLIKELY:
        return []
    rows = scorer.rows(cue, tag)
    setting = Setting(sentence, place)
    score = rate(rows["cue"], cue_keys(sentence, place, setting))
    quoted = quoted_person(sentence, place) if cue.lemma in QUOTING else None
    first = None if quoted else _inserted(sentence, place, cue)
    if score < DISMISS and not quoted and first is None:
        return []
    sure = sigmoid(score)
    ways = [(quoted.layout, 1.0)] if quoted else _ways(sentence, place, cue, setting, rows["layout"], first)
    found = []
    for layout, placed in ways:
        edge, kind, ended = _choose_edge(sentence, place, layout, rows["edge"])
        content = ranges(sentence, layout, edge)
        if content:
            source = quoted.source if quoted else _choose_source(sentence, place, setting, layout, content, rows, first)
            keys = accept_keys(sentence, setting, layout, content, kind, source, (sure, placed, ended))
            reading = Reading(place, cue, layout, content, source, 0.0, sure, kind)
            found.append(Read(reading, keys, rows, setting, quoted, first is not None))
    return found


def _ways(
    sentence: Sentence, place: int, cue: Cue, setting: Setting, weights: Rows, inserted: int | None
) -> list[tuple[Layout, float]]:
    """The likeliest layout and, beside a quotation, the second where it is likely too, each with its share of all."""
    setting.look_left(sentence)
    options = layouts(sentence, place)
    if inserted is not None:
        options = [one for one in options if one.kind in "LW" and one.anchor < inserted and one.via[:1] == ","]
    if not options:
        return []
    scores = [rate(weights, layout_keys(sentence, place, setting, option)) for option in options]
    number, placed = best(scores)
    turned = _turned(sentence, place, cue, options)
    if turned:
        return [(turned, placed)]
    found = [(options[number], placed)]
    if sentence.quotes and placed <= 1 - OTHER:
        top, scores[number] = scores[number], -math.inf
        second = max(scores)
        share = placed * math.exp(second - top)
        if share >= OTHER:
            found.append((options[scores.index(second)], share))
    return found


def _choose_edge(sentence: Sentence, place: int, layout: Layout, weights: Rows) -> tuple[int, str, float]:
    """Where the content ends (lying left, begins), the kind of that boundary, and how sure it is."""
    edges = boundaries(sentence, place, layout)
    if len(edges) == 1:
        return *edges[0], 1.0
    tag = sentence.tags[place]
    scores = [rate(weights, edge_keys(sentence, layout, at, kind, rank, tag)) for rank, (at, kind) in enumerate(edges)]
    number, ended = best(scores)
    if ended < 0.7:
        number = _safest(sentence, layout, [at for at, _ in edges], scores)
    return *edges[number], ended


def _inserted(sentence: Sentence, place: int, cue: Cue) -> int | None:
    """The first token of a reporting clause that is set into its content or after it: `There is no hurry, the envoy objected, …`.

    What stands before it is a whole clause; the verb governs nothing itself, so that nothing but that clause can be said.
    """
    tags, line = sentence.tags, sentence.line
    if tags[place] not in "VZ" or cue.lemma not in _INSERTED or not (place + 1 == len(tags) or tags[place + 1] in ",."):
        return None
    first = _start_of_phrase(sentence, place)
    if first and tags[place - 1] == ",":  # `the minister, Anna Berg, objected`
        first = _start_of_phrase(sentence, first - 1)
    if (
        first < 3
        or tags[first - 1] != ","
        or tags[0] in "SWVBI"
        or "Q" in line[:first]
        or line[place + 2 : place + 3] == "Q"
    ):
        return None
    return first if FINITE.search(line, 0, first) and not _RELATIVE.search(line, 0, first) else None


def _start_of_phrase(sentence: Sentence, end: int) -> int:
    """The first token of the noun phrase right before a token, a comma between them left out; 0 where there is none."""
    chunks, tags = sentence.chunk(), sentence.tags
    end -= end > 0 and tags[end - 1] == ","
    number = sentence.chunk_of[end - 1] if end > 0 else -1
    if number < 0:
        return 0
    first = chunks[number][0]
    while first > 1 and sentence.lows[first - 1] in ("of", "for") and sentence.chunk_of[first - 2] >= 0:
        first = chunks[sentence.chunk_of[first - 2]][0]
    return first


_INSERTED = frozenset(
    str.split(
        "acknowledge add admit agree answer argue caution clarify concede conclude contend counter emphasise emphasize explain insist maintain note object observe "
        "predict recall reiterate remark repeat reply respond retort say stress underline underscore warn"
    )
)


def _turned(sentence: Sentence, place: int, cue: Cue, options: list[Layout]) -> Layout | None:
    """How the content lies where grammar alone decides it, of the ways there are; None elsewhere.

    Verbs of saying take a clause for their object, so that in `The plan is dead, says Minister Berg` the name after the
    verb speaks; and `told the members that …` is never turned round.
    """
    tags = sentence.tags
    count = len(tags)
    if tags[place] not in "VZ" or not place or tags[place - 1] not in ",Q" or place + 1 >= count:
        return None
    number = sentence.chunk_of[place + 1]
    if number < 0:
        return None
    _, end, kind = (sentence.chunks or [])[number]
    if cue.lemma == "tell":
        if tags[place - 1] == "," and any(tag in "HQ" for tag in tags[end : end + 8]):
            return next((one for one in options if one.kind == "R" and one.via in ("that", "laterQ", "later:")), None)
        return None
    named = kind == "x" or (kind == "n" and cue.lemma in _OF_NO_NOUN)
    if cue.lemma not in _OF_CLAUSES or not named or not (end == count or tags[end] in ".,"):
        return None
    if not FINITE.search(sentence.line, 0, place) or _RELATIVE.search(sentence.line, 0, place):
        return None
    return next((one for one in options if one.kind == "L" and one.anchor >= place - 1), None)


_OF_CLAUSES = frozenset(
    str.split("say argue believe think insist add explain state conclude claim note stress write reckon")
)
_OF_NO_NOUN = frozenset(str.split("say add insist think"))
_RELATIVE = re.compile(",[WwH]")


def _safest(sentence: Sentence, layout: Layout, edges: list[int], scores: list[float]) -> int:
    """Where several boundaries are likely, the one whose content agrees with the others best, weighed by likelihood.

    Two contents agree when the shorter is at least half of the longer.
    """
    starts, ends = sentence.starts, sentence.ends
    if layout.kind in "LW":
        sizes = [max(1, ends[layout.anchor - 1] - starts[edge]) for edge in edges]
    else:
        sizes = [max(1, ends[edge - 1] - starts[layout.anchor]) for edge in edges]
    top = max(scores)
    shares = [math.exp(max(score - top, -30.0)) for score in scores]
    worth = []
    for mine in sizes:
        total = 0.0
        for share, other in zip(shares, sizes, strict=True):
            common = mine / other if mine < other else other / mine
            total += share * (common + 2 if common >= 0.5 else common)
        worth.append(total)
    return worth.index(max(worth))


def _choose_source(
    sentence: Sentence,
    place: int,
    setting: Setting,
    layout: Layout,
    content: list[tuple[int, int]],
    rows: dict[str, Rows],
    inserted: int | None = None,
) -> SourceRange | None:
    if (
        setting.adjacent in "xp"
        and "b" not in setting.chain
        and "t" not in setting.chain
        and sentence.tags[place] in "VZ"
    ):
        one = adjacent_speaker(sentence, place, setting.before)
        if one and (one[2] == "p" or not one[0]):
            return one  # `he said`, or a sentence that begins `Anna Berg says`: nothing to weigh
    candidates = source_candidates(sentence, place, content)
    if inserted is not None:
        candidates = [one for one in candidates if layout.anchor < one[0] <= inserted < one[1] <= place]
    if (
        layout.kind in "LW"
        and sentence.tags[place] in "VZ"
        and setting.before < layout.anchor + (sentence.tags[layout.anchor] in ",-")
    ):
        for one in candidates:  # `“…,” said Berg, who …`
            if one[4] == "r":
                if one[0] == place + 1 and one[2] in "pxn":
                    return one
                break
    if inserted is None and (one := _opening_subject(sentence, place, setting, content)):
        return one
    weights = rows["source"]
    scores = [rate(weights, source_keys(sentence, place, setting, layout, content, each)) for each in candidates]
    nobody = rate(rows["nobody"], nobody_keys(place, setting, layout))
    if not scores or nobody > max(scores):
        return None
    return candidates[scores.index(max(scores))]


def _opening_subject(
    sentence: Sentence, place: int, setting: Setting, content: list[tuple[int, int]]
) -> SourceRange | None:
    """Whom a sentence opens with, where only what is set in after the name parts it from the verb; None elsewhere.

    `Berg, the mayor of Riga, Latvia, said`, `Berg, who won in May, said`, `an official speaking to the paper said`.
    """
    chunks = sentence.chunks
    if not chunks or chunks[0][0] or sentence.tags[place] not in "VZ" or setting.chain.strip("mh!"):
        return None
    first, end, kind = chunks[0]
    if end > setting.before or sentence.tags[end] not in ",GE" or kind not in "xnp":
        return None
    if not can_speak(sentence, chunks[0]):
        return None
    if not _SET_IN.fullmatch(sentence.line, end, setting.before + 1) or any(start < end for start, _ in content):
        return None
    return first, end, kind, sum(end < other <= place for _, other, _ in chunks), "l"


_SET_IN = re.compile(r",[^VZMPQ.;:]*,|,w[^Q.;:]*,|[GE][^VZMPHCQ,.;:]*")


def _added_by(sentence: Sentence, place: int, found: list[Reading], ratings: list[float]) -> SourceRange | None:
    """`…, Berg said, adding that …`: who said the words before adds those after; None for any other cue."""
    tags = sentence.tags
    if not found or tags[place] != "G" or tags[place - 1] != "," or ratings[-1] < 0:
        return None
    return found[-1].source if found[-1].layout.kind in "LW" and tags[found[-1].place] in "VZ" else None


def read_cues(sentence: Sentence, scorer: Scorer, threshold: float) -> list[Reading]:
    """The attributions of a sentence that are at least as likely as the threshold, in the order of their cues."""
    found: list[Reading] = []
    ratings: list[float] = []
    settled = -1
    for place, cue in cue_candidates(sentence, lexicon().cues):
        reads = read_cue(sentence, place, cue, scorer) if place != settled else []
        if reads:
            read = reads[0]
            rating = rate(read.rows["accept"], read.keys)
            for other in reads[1:]:
                second = rate(other.rows["accept"], other.keys)
                if second > rating:
                    read, rating = other, second
            if read.quoted:
                rating, settled = max(rating, QUOTED), read.quoted.verb
            elif read.inserted:
                rating = max(rating, QUOTED)
            if sigmoid(rating) >= threshold:
                speech = sigmoid(rate(read.rows["speech"], speech_keys(read.setting)))
                source = _added_by(sentence, place, found, ratings) or read.reading.source
                found.append(read.reading._replace(speech=speech, source=source))
                ratings.append(rating)
    scores = weigh(sentence, found, ratings, scorer)
    return [reading._replace(score=score) for reading, score in zip(found, scores, strict=True)]
