"""Which position some words express: cues of the codebook, on the topic, with negation, condition and contrast.

Method: the words are read sentence by sentence; a cue counts where its phrase stands, its companions (`with`) stand in
its scope and its excluders (`without`) do not, and every slot of the topic it needs is filled there or carried over from
before (see topic.py). A negation before it in its clause turns it into the position that the codebook names for that,
or drops it; a cue in a clause that tells of the past, or of a view given up, is dropped; in a concession ("even if …")
it weighs less. Of positions that exclude one another the one with the heavier cues is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stance.codebook import Cue
from stance.extract.topic import FAR, HERE, Discourse, Hit, Sentence
from stance.matching import PhraseSet, Vocabulary
from stance.model import Span
from stance.phrases import Phrase
from stance.reading import Reading

_NEGATORS = frozenset(
    ["not", "never", "no", "nobody", "none", "neither", "nor", "without", "hardly", "nothing", "nowhere", "impossible"]
)
_WINDOW = 5  # words before a cue in which a negation reaches it
_CONDITIONAL = frozenset(
    ["if", "when", "once", "until", "till", "unless", "after", "while", "as", "before", "provided", "during", "first"]
)
_MAX_CONDITION = 18  # words
_STOPS = frozenset([",", ".", ";", ":", "?", "and"])
_BREAKS = frozenset({";", ":", ".", "?"})
_TURNS = frozenset({"but", "although", "though", "whereas", "yet", "however"})
_EDGES = _BREAKS | _TURNS | {","}  # where a clause may end
_CLAUSE_HEADS = frozenset({"while", "and", "which", "who", "even", "so", "now"})  # begin a clause after a comma


_VOCABULARY = Vocabulary()


def _set(*phrases: str) -> PhraseSet:
    return PhraseSet([Phrase(phrase) for phrase in phrases], _VOCABULARY)


_GIVEN_UP = _set(
    "(had | has | have) (long | once | previously | originally | initially) (opposed | rejected | resisted | been {3} (against | opposed | sceptical | skeptical))",
    "used to", "no longer (opposes | opposed | rejects | demands | insists | asks | seeks | wants | supports)", "formerly",
    "long (opposed | resisted | rejected)", "once (opposed | supported | backed | rejected)", "until (now | recently | then) {0-3} (opposed | against | resisted | rejected)",
    "(dropped | abandoned | gave up | lifted | withdrew | withdrawn | given up) {0-3} (opposition | objection* | demand | veto | resistance)",
    "(i | we) was|were (wrong | against)", "changed his|her|its|their mind", "previously",
)  # fmt: skip
_CONCESSION = _set(
    "even (if | though | when)",
    "although",
    "though",
    "regardless (of | whether)",
    "whether or not",
    "whatever",
    "irrespective of",
    "no matter",
)
_DOUBLE = _set(
    "not {0-2} (rule* out | exclude* | oppose* | object* | refuse* | reject* | deny | denied | stand in the way | block | veto)",
    "no (alternative | doubt | question | reason {2} not)",
    "not only",
    "not just",
    "without (delay | waiting | further | hesitation | exception)",
    "no longer",
)


@dataclass(frozen=True)
class Finding:
    """A position found in words of one sentence."""

    position: str
    cue: str  #: id of the codebook's cue
    weight: float
    span: Span  #: of the cue's words
    sentence: int
    topic: float  #: how surely the words are on the question, 0 to 1
    negated: bool = False
    condition: str = ""
    why: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Part:
    """Words of one sentence that belong to a passage: from word `first` up to `last`, excluded."""

    sentence: Sentence
    first: int
    last: int
    _reading: Reading | None = None

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            words = self.sentence.reading
            whole = self.first == 0 and self.last == len(words.words)
            self._reading = words if whole else words.part(self.first, self.last)
        return self._reading

    @property
    def span(self) -> Span:
        return self.sentence.reading.span(self.first, self.last)


def parts_of(discourse: Discourse, spans: Sequence[Span]) -> list[Part]:
    """The words of the given spans, sentence by sentence and parted at semicolons, in text order."""
    found: list[Part] = []
    for span in spans:
        at = max(0, discourse.at(span.start))
        while at < len(discourse.sentences) and discourse.sentences[at].span.start < span.end:
            sentence = discourse.sentences[at]
            at += 1
            first, last = 0, len(sentence.reading.words)
            if sentence.span.start < span.start or sentence.span.end > span.end:
                places = sentence.reading.spans
                while first < last and places[first][0] < span.start:
                    first += 1
                while last > first and places[last - 1][1] > span.end:
                    last -= 1
            for a, b in _semicolons(sentence.reading.words, first, last):
                found.append(Part(sentence, a, b))
    return found


def _semicolons(words: Sequence[str], first: int, last: int) -> list[Hit]:
    if ";" not in words:
        return [(first, last)] if first < last else []
    edges = [first, *(place + 1 for place in range(first, last) if words[place] == ";"), last]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def parts_in(sentence: Sentence) -> list[Part]:
    """A sentence parted at semicolons."""
    words = sentence.reading.words
    if ";" not in words:
        return [Part(sentence, 0, len(words))]
    return [Part(sentence, first, last) for first, last in _semicolons(words, 0, len(words))]


def find_positions(discourse: Discourse, parts: Sequence[Part], passage: Sequence[Part] = ()) -> list[Finding]:
    """Every position the words show, sentence by sentence; several cues of one position in a sentence are all there.

    `passage` is what cues of the scope "passage" look at; else `parts` themselves.
    """
    found: list[Finding] = []
    for part in parts:
        judged = _Judged(discourse, part, passage or parts)
        for number, starts in judged.tried():
            found += [judged.finding(one) for one in judged.shown_by(number, starts)]
    return found


def heaviest_findings(discourse: Discourse, part: Part, passage: Sequence[Part]) -> dict[str, Finding]:
    """For each position that a part shows its heaviest finding; of such the surest on the topic, then the first.

    Cues are tried from the heaviest on, and none that could not be the heaviest of a position any more.
    """
    judged = _Judged(discourse, part, passage)
    tried = judged.tried()
    if not tried:
        return {}
    cue_of, topics = discourse.rules.cue_of, judged.topics
    best: dict[str, _Shown] = {}
    for number, starts in tried:
        cue = cue_of[number]
        limit = (float(cue.weight), topics[cue.needs], -cue.place, -number)
        for position in cue.shows:
            if position not in best or best[position].rank < limit:
                break
        else:
            continue
        for one in judged.shown_by(number, starts):
            held = best.get(one.position)
            if held is None or held.rank < one.rank:
                best[one.position] = one
    return {position: judged.finding(one) for position, one in best.items()}


def slots_of(discourse: Discourse, part: Part) -> float:
    """How surely a part is on the question by its own words and those before: the weakest of its slots, 0 to 1."""
    words = (part.first, part.last)
    known = discourse.strengths(part.sentence, words)
    if 0.0 not in known:
        return min(known, default=1.0)
    strengths = list(known)
    if strengths.count(0.0) == 1 and sum(one == HERE for one in strengths) >= 2:
        # All but one are named in these very words, and nothing else fills the last: weakly on the question.
        empty = strengths.index(0.0)
        if not discourse.names_other(part.sentence, empty, words):
            strengths[empty] = FAR
    return min(strengths, default=1.0)


def names_little(discourse: Discourse, part: Part) -> bool:
    """Whether a part names in its own words no more than one of the slots that the question is made of."""
    return sum(one == HERE for one in discourse.strengths(part.sentence, (part.first, part.last))) < 2


def names_near(discourse: Discourse, part: Part) -> bool:
    """Whether a part names in its own words each slot that is carried over some paragraphs only, and not all the text."""
    strengths = zip(discourse.strengths(part.sentence, (part.first, part.last)), discourse.rules.slots, strict=True)
    return all(one == HERE for one, slot in strengths if slot.reach != "article")


class _Shown(NamedTuple):
    """A position that a cue shows: what a finding is made from, where it is needed."""

    position: str
    rank: tuple[float, float, int, int]  #: weight, topic, and its place in the file turned round: the greatest is best
    cue: Cue
    words: Hit  #: of the cue, in the part
    clause: Hit
    conceded: bool


@lru_cache(maxsize=5000)
def _topics(
    needs: frozenset[tuple[int, ...]], filled: tuple[float, ...], contested: bool
) -> dict[tuple[int, ...], float]:
    """How surely the slots that cues need are filled, at most; those that are not are left out."""
    return {
        slots: 1.0 if contested else min([filled[slot] for slot in slots], default=1.0)
        for slots in needs
        if all(filled[slot] for slot in slots)
    }


class _Judged:
    """A part of a sentence whose cues are judged; what several of them ask for is found out once."""

    def __init__(self, discourse: Discourse, part: Part, passage: Sequence[Part]) -> None:
        self.discourse, self.part, self.passage = discourse, part, passage
        self.reading = part.reading
        self.filled = discourse.strengths(part.sentence, (part.first, part.last))
        self.contested = any(part.sentence.others)
        #: how surely the slots that cues need are filled; of cues that need others none can count
        self.topics = _topics(discourse.rules.needs, self.filled, self.contested)
        self._clauses: list[Hit] = []
        self._given_up: set[int] = set()
        self._scoped: dict[tuple[str, int], bool] = {}

    def tried(self) -> list[tuple[int, int]]:
        """The phrases of cues to be tried, heaviest cues first, and where from; those with all slots that they need."""
        if not self.topics or self.part.sentence.ignored:
            return []
        rules, topics = self.discourse.rules, self.topics
        found = rules.matcher.tried(self.reading)
        if len(topics) == len(rules.needs):
            return found
        return [one for one in found if rules.cue_of[one[0]].needs in topics]

    def shown_by(self, number: int, starts: int) -> list[_Shown]:
        """What one phrase of a cue shows, at each of its places."""
        reading, rules = self.reading, self.discourse.rules
        places = rules.matcher.places(number, reading, starts)
        if not places:
            return []
        if not self._clauses:
            self._clauses = clauses_of(reading)
            self._given_up = {_clause_at(self._clauses, word) for _, word, _ in _GIVEN_UP.find(reading)}
        cue, words = rules.cue_of[number], reading.words
        found = []
        for first, last in places:
            while first < last - 1 and not words[first][0].isalnum():
                first += 1
            clause = _clause_at(self._clauses, first)
            if clause in self._given_up and cue.negated != "same":
                continue
            one = self._judge(number, cue, (first, last), clause)
            if one is not None:
                found.append(one)
        return found

    def _judge(self, number: int, cue: Cue, own: Hit, clause_number: int) -> _Shown | None:
        topic = self._topic(cue, own)
        if not topic or not self._has_companions(cue, clause_number):
            return None
        clause = self._clauses[clause_number]
        position = cue.position
        if cue.negated != "same" and is_negated(self.reading, own[0], clause):
            position = cue.negated
        if not position:
            return None
        weight = float(cue.weight)
        if self.reading.words[-1] == "?":
            weight -= 3
        conceded = _conceded(self.reading, own[0], clause)
        if conceded:
            weight -= 3
        if topic < 0.5:
            weight -= 1
        rank = (weight, topic, -cue.place, -number)
        return _Shown(position, rank, cue, own, clause, conceded)

    def _topic(self, cue: Cue, own: Hit) -> float:
        if not self.contested:
            return self.topics[cue.needs]
        part = self.part
        hit = (own[0] + part.first, own[1] + part.first)
        topic = 1.0
        for slot in cue.needs:
            topic = min(topic, self.discourse.strength(part.sentence, slot, (part.first, part.last), hit))
        return topic

    def _has_companions(self, cue: Cue, clause_number: int) -> bool:
        """Whether one of the phrases that must stand near a cue does, and none of those that may not."""
        if cue.near is None and cue.apart is None:
            return True
        clause = self._clauses[clause_number]
        narrow = cue.scope == "clause" and clause != (0, len(self.reading.words))
        key = (cue.id, clause_number if narrow else -1)
        known = self._scoped.get(key)
        if known is None:
            texts = [self.reading]
            if cue.scope == "passage":
                texts = [one.reading for one in self.passage]
            elif narrow:
                texts = [self.reading.part(*clause)]
            known = (cue.near is None or any(cue.near.any(text) for text in texts)) and not (
                cue.apart is not None and any(cue.apart.any(text) for text in texts)
            )
            self._scoped[key] = known
        return known

    def finding(self, one: _Shown) -> Finding:
        """The finding in full."""
        cue = one.cue
        negated = cue.negated != "same" and is_negated(self.reading, one.words[0], one.clause)
        why = [f"cue {cue.id}" + (", negated" if negated else "")]
        if self.reading.words[-1] == "?":
            why.append("in a question")
        if one.conceded:
            why.append("in a concession")
        condition = ""
        if cue.condition and not negated:
            condition = _condition(self.reading, one.words, one.clause).of(self.discourse.text)
        span = self.reading.span(*one.words)
        weight, topic, _, _ = one.rank
        return Finding(
            one.position, cue.id, weight, span, self.part.sentence.index, topic, negated, condition, tuple(why)
        )


def _condition(reading: Reading, own: Hit, clause: Hit) -> Span:
    """The words of a condition: from its conjunction in the cue to the end of the clause or the next comma."""
    first, last = own
    first = next((place for place in range(first, last) if reading.words[place] in _CONDITIONAL), first)
    if first and reading.words[first - 1] == "only":
        first -= 1
    while last < min(clause[1], first + _MAX_CONDITION) and reading.words[last] not in _STOPS:
        last += 1
    return reading.span(first, last)


def clauses_of(reading: Reading) -> list[Hit]:
    """The clauses of a sentence, as ranges of words: parted at colons, semicolons, "but", and commas before "and" or "while"."""
    words = reading.words
    if _EDGES.isdisjoint(words):
        return [(0, len(words))]
    edges = [0]
    for index in [place for place, word in enumerate(words) if word in _EDGES]:
        word = words[index]
        if word == ",":
            if index + 1 < len(words) and words[index + 1] in _CLAUSE_HEADS:
                edges.append(index + 1)
        elif word in _BREAKS:
            edges.append(index + 1)
        elif index and index != edges[-1]:
            edges.append(index)
    edges.append(len(words))
    return [(a, b) for a, b in pairwise(edges) if a < b] or [(0, len(words))]


def _clause_at(clauses: Sequence[Hit], word: int) -> int:
    return next((number for number, (_, last) in enumerate(clauses) if word < last), len(clauses) - 1)


def is_negated(reading: Reading, first: int, clause: Hit) -> bool:
    """Whether a negation before a word, in its clause and not far, reaches it."""
    start = max(clause[0], first - _WINDOW)
    window = reading.words[start:first]
    if _NEGATORS.isdisjoint(window):
        return False
    here = reading.part(start, min(first + 2, len(reading.words)))
    if _DOUBLE.any(here):
        return False
    return sum(word in _NEGATORS for word in window) % 2 == 1


def _conceded(reading: Reading, first: int, clause: Hit) -> bool:
    if not _CONCESSION.present(reading):
        return False
    before = reading.part(max(clause[0], first - 8), first)
    return bool(before.words) and _CONCESSION.any(before)
