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
from functools import cached_property
from itertools import pairwise

from stance.codebook import Cue
from stance.extract.topic import FAR, HERE, Discourse, Hit, Sentence
from stance.matching import PhraseSet
from stance.model import Span
from stance.phrases import Phrase
from stance.reading import Reading

_NEGATORS = frozenset(
    ["not", "never", "no", "nobody", "none", "neither", "nor", "without", "hardly", "nothing", "nowhere"]
)
_WINDOW = 5  # words before a cue in which a negation reaches it
_CONDITIONAL = frozenset(
    ["if", "when", "once", "until", "till", "unless", "after", "while", "as", "before", "provided", "during", "first"]
)
_MAX_CONDITION = 18  # words
_STOPS = frozenset([",", ".", ";", ":", "?", "and"])
_BREAKS = frozenset({";", ":", ".", "?"})
_TURNS = frozenset({"but", "although", "though", "whereas", "yet", "however"})


def _set(*phrases: str) -> PhraseSet:
    return PhraseSet(Phrase(phrase) for phrase in phrases)


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


@dataclass(frozen=True)
class Part:
    """Words of one sentence that belong to a passage: from word `first` up to `last`, excluded."""

    sentence: Sentence
    first: int
    last: int

    @cached_property
    def reading(self) -> Reading:
        words = self.sentence.reading
        return words if self.first == 0 and self.last == len(words.words) else words.part(self.first, self.last)

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


def find_positions(discourse: Discourse, parts: Sequence[Part], passage: Sequence[Part] = ()) -> list[Finding]:
    """Every position the words show, in text order; several cues of one position in a sentence are all there.

    `passage` is what cues of the scope "passage" look at; else `parts` themselves.
    """
    found: list[Finding] = []
    for part in parts:
        if part.sentence.cues and not part.sentence.ignored:
            found += _in_part(discourse, part, passage or parts)
    return found


def slots_of(discourse: Discourse, part: Part) -> float:
    """How surely a part is on the question by its own words and those before: the weakest of its slots, 0 to 1."""
    words = (part.first, part.last)
    strengths = list(discourse.strengths(part.sentence, words))
    if strengths.count(0.0) == 1 and sum(one == HERE for one in strengths) >= 2:
        # All but one are named in these very words, and nothing else fills the last: weakly on the question.
        empty = strengths.index(0.0)
        if not discourse.names_other(part.sentence, empty, words):
            strengths[empty] = FAR
    return min(strengths, default=1.0)


def _in_part(discourse: Discourse, part: Part, passage: Sequence[Part]) -> list[Finding]:
    rules, sentence = discourse.rules, part.sentence
    filled = discourse.strengths(sentence, (part.first, part.last))
    on_topic = all(filled)
    reading = part.reading
    clauses: list[Hit] = []
    given_up: set[int] = set()
    found: list[Finding] = []
    for number in sentence.cues:
        cue = rules.cues[rules.owner[number][1]]
        if not on_topic and not all(filled[slot] for slot in cue.needs):
            continue
        for first, last in rules.matcher.places(number, reading):
            while first < last - 1 and not reading.words[first][0].isalnum():
                first += 1
            if not clauses:
                clauses = clauses_of(reading)
                given_up = {_clause_at(clauses, word) for _, word, _ in _GIVEN_UP.find(reading)}
            clause = _clause_at(clauses, first)
            if clause in given_up and cue.negated != "same":
                continue
            hit = (first + part.first, last + part.first)
            finding = _judge(discourse, part, reading, cue, (first, last), hit, clauses[clause], passage)
            if finding is not None:
                found.append(finding)
    return found


def _judge(
    discourse: Discourse,
    part: Part,
    reading: Reading,
    cue: Cue,
    own: Hit,
    hit: Hit,
    clause: Hit,
    passage: Sequence[Part],
) -> Finding | None:
    sentence = part.sentence
    topic = 1.0
    for slot in cue.needs:
        topic = min(topic, discourse.strength(sentence, slot, (part.first, part.last), hit))
        if not topic:
            return None
    if cue.near is not None or cue.apart is not None:
        texts = [reading]
        if cue.scope == "passage":
            texts = [one.reading for one in passage]
        elif cue.scope == "clause" and clause != (0, len(reading.words)):
            texts = [reading.part(*clause)]
        if cue.near is not None and not any(cue.near.any(text) for text in texts):
            return None
        if cue.apart is not None and any(cue.apart.any(text) for text in texts):
            return None
    position, negated = cue.position, False
    if cue.negated != "same" and is_negated(reading, own[0], clause):
        position, negated = cue.negated, True
    if not position:
        return None
    weight = float(cue.weight)
    why = [f"cue {cue.id}" + (", negated" if negated else "")]
    if reading.words[-1] == "?":
        weight -= 3
        why.append("in a question")
    if _conceded(reading, own[0], clause):
        weight -= 3
        why.append("in a concession")
    if topic < 0.5:
        weight -= 1
    span = reading.span(*own)
    condition = _condition(reading, own, clause).of(discourse.text) if cue.condition and not negated else ""
    return Finding(position, cue.id, weight, span, sentence.index, topic, negated, condition, tuple(why))


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
    edges = [0]
    words = reading.words
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        if word in _BREAKS or (word == "," and after in ("while", "and", "which", "who", "even", "so", "now")):
            edges.append(index + 1)
        elif word in _TURNS and index and index != edges[-1]:
            edges.append(index)
    edges.append(len(words))
    return [(a, b) for a, b in pairwise(edges) if a < b] or [(0, len(words))]


def _clause_at(clauses: Sequence[Hit], word: int) -> int:
    return next((number for number, (_, last) in enumerate(clauses) if word < last), len(clauses) - 1)


def is_negated(reading: Reading, first: int, clause: Hit) -> bool:
    """Whether a negation before a word, in its clause and not far, reaches it."""
    start = max(clause[0], first - _WINDOW)
    window = reading.words[start:first]
    if not _NEGATORS.intersection(window):
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
