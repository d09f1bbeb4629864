"""What each sentence of an article speaks of: the slots of the codebook's topic, filled by its words or carried over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stance.codebook import Rules
from stance.model import Span
from stance.reading import Reading
from stance.text import TextParts

Hit = tuple[int, int]  #: index of a first word, and of the word after the last

# How much a slot is worth, by where it was filled.
HERE, SAME_SENTENCE, SAME_PARAGRAPH, NEAR, FAR, TITLE = 1.0, 0.9, 0.8, 0.6, 0.4, 0.5
_SHORT = 4  # paragraphs over which a slot of the reach "paragraph" still carries weakly
_FOLLOWS_UP = 12  # words of a question, up to which it may go on with what was spoken of before it
_MAX_WORDS = 120  # longer "sentences" are tables, lists or code: they are cut, so that work stays linear


@dataclass(slots=True)
class Sentence:
    """A sentence, or a piece of one that is too long, as the cues read it."""

    index: int
    paragraph: int
    span: Span
    reading: Reading
    ignored: bool = False  #: a phrase of the topic's `ignore` stands in it, and none of `unless`
    filled: tuple[list[Hit], ...] = ()  #: per slot, where its words stand
    others: tuple[list[Hit], ...] = ()  #: per slot, where words for something else stand


class Discourse:
    """The sentences of a text with the state of the topic; `title` is read before the first."""

    def __init__(self, text: str, title: str, rules: Rules, spans: list[tuple[int, Span]] | None = None) -> None:
        self.text = text
        self.rules = rules
        self.sentences: list[Sentence] = []
        self.parts = parts = TextParts(text)
        self._nothing: tuple[list[Hit], ...] = tuple([[] for _ in rules.slots])
        for paragraph, span in (
            ((number, one) for number in range(len(parts.paragraphs)) for one in parts.sentences_of(number))
            if spans is None
            else spans
        ):
            reading = Reading(text, span.start, span.end)
            count = len(reading.words)
            for first in range(0, count, _MAX_WORDS):
                last = min(first + _MAX_WORDS, count)
                whole = last - first == count
                part = reading if whole else reading.part(first, last)
                place = span if whole else part.span(0, last - first)
                self.sentences.append(Sentence(len(self.sentences), paragraph, place, part, *self._look(part)))
        self._starts = [sentence.span.start for sentence in self.sentences]
        self._answers: dict[
            int, tuple[int, bool]
        ] = {}  # sentence → first one of the question it answers, if that follows up
        self._strengths: dict[tuple[int, Hit], tuple[float, ...]] = {}
        self._carry(title)

    def _look(self, reading: Reading) -> tuple[bool, tuple[list[Hit], ...], tuple[list[Hit], ...]]:
        """Whether a reading is to be ignored; per slot where it is filled, and where something else fills it."""
        topic, owners = self.rules.topic, self.rules.topic_of
        ignored = lifted = False
        filled, others = self._nothing, self._nothing
        for number, starts in topic.tried(reading):
            hits = topic.places(number, reading, starts)
            if not hits:
                continue
            kind, owner = owners[number]
            if kind == "ignore":
                ignored = True
            elif kind == "unless":
                lifted = True
            elif kind == "slot":
                filled = tuple([[*held, *hits] if slot == owner else held for slot, held in enumerate(filled)])
            else:
                others = tuple([[*held, *hits] if slot == owner else held for slot, held in enumerate(others)])
        if others is not self._nothing:
            # Words that speak of something else ("EU membership", "invited to dinner") do not fill the slot as well.
            filled = tuple(
                [
                    [hit for hit in mine if not any(a <= hit[0] and hit[1] <= b for a, b in theirs)]
                    for mine, theirs in zip(filled, others, strict=True)
                ]
            )
        return ignored and not lifted, filled, others

    def _carry(self, title: str) -> None:
        _, head, _ = self._look(Reading(title))
        slots = range(len(self.rules.slots))
        self._title = [bool(head[slot]) for slot in slots]
        state = tuple([(-1, -1) for _ in slots])
        self._last: list[tuple[tuple[int, int], ...]] = []  # before each sentence, per slot: last filled, last other
        nothing = self._nothing
        for index, sentence in enumerate(self.sentences):
            self._last.append(state)
            filled, others = sentence.filled, sentence.others
            if filled is not nothing or others is not nothing:
                state = tuple(
                    [
                        (index if filled[slot] else mine, index if others[slot] else other)
                        for slot, (mine, other) in enumerate(state)
                    ]
                )

    @property
    def on_topic(self) -> bool:
        """Whether every slot is filled somewhere: else nothing in the text can be on the question."""
        count = len(self.rules.slots)
        return all(
            self._title[slot]
            or self.rules.slots[slot].assumed
            or any(sentence.filled[slot] for sentence in self.sentences)
            for slot in range(count)
        )

    def note_questions(self, asked: Sequence[Span]) -> None:
        """Tell which paragraphs are questions: what one speaks of carries over to all of its answer, and no further.

        A question of a few words ("And when?") may go on with what was spoken of before. Call before anything is judged.
        """
        numbers: list[int] = []
        sizes: dict[int, int] = {}  # first sentence of a paragraph that asks → its words
        for span in asked:
            first, last = max(0, self.at(span.start)), self.at(span.end - 1)
            numbers += [number for number in range(first, last + 1) if not numbers or number > numbers[-1]]
            sizes[first] = len(span.of(self.text).split())
        first = words = 0
        for place, number in enumerate(numbers):
            if not place or number != numbers[place - 1] + 1:
                first, words = number, 0
            words += sizes.get(number, 0)
            until = numbers[place + 1] if place + 1 < len(numbers) else len(self.sentences)
            for answer in range(number + 1, until):
                self._answers[answer] = first, words <= _FOLLOWS_UP

    def at(self, place: int) -> int:
        """The index of the sentence at an offset, or of the one before it; -1 before the first."""
        return bisect_right(self._starts, place) - 1

    def strengths(self, sentence: Sentence, part: Hit) -> tuple[float, ...]:
        """For each slot how surely it is filled for a part of a sentence, whichever words of it are a cue."""
        key = (sentence.index, part)
        known = self._strengths.get(key)
        if known is None:
            filled, others = sentence.filled, sentence.others
            if filled is self._nothing and others is self._nothing:
                made = [self._carried(sentence, slot) for slot in range(len(filled))]
            else:
                made = [self.strength(sentence, slot, part, part) for slot in range(len(filled))]
            known = self._strengths[key] = tuple(made)
        return known

    def strength(self, sentence: Sentence, slot: int, part: Hit, cue: Hit) -> float:
        """How surely a slot is filled for words of a sentence: 0 not at all, 1 by those words themselves."""
        mine, others = sentence.filled[slot], sentence.others[slot]
        if not mine and not others:
            return self._carried(sentence, slot)
        inside = [hit for hit in mine if part[0] <= hit[0] and hit[1] <= part[1]]
        outside = [hit for hit in others if part[0] <= hit[0] and hit[1] <= part[1]]
        if inside:
            return 0.0 if outside and _nearer(outside, inside, cue) else HERE
        if outside:
            return 0.0
        return SAME_SENTENCE if mine else 0.0

    def names_other(self, sentence: Sentence, slot: int, part: Hit) -> bool:
        """Whether words of a part fill a slot with something else."""
        return any(part[0] <= first and last <= part[1] for first, last in sentence.others[slot])

    def _carried(self, sentence: Sentence, slot: int) -> float:
        reach = self.rules.slots[slot].reach
        if reach == "sentence":
            return 0.0
        mine, other = self._last[sentence.index][slot]
        if other > mine or (other == mine >= 0 and self._about_other(mine, slot)):
            away = sentence.paragraph - self.sentences[other].paragraph
            known = (away > 2 and self._title[slot]) or (away and self._prevails(slot))
            return FAR if known and reach == "article" else 0.0
        if mine >= 0:
            away = sentence.paragraph - self.sentences[mine].paragraph
            if away == 0:
                return SAME_PARAGRAPH
            if reach == "paragraph" and (answers := self._answers.get(sentence.index)):
                question, follows_up = answers
                if mine < question and not follows_up:
                    return 0.0
                if away <= 2 * _SHORT:
                    return NEAR if mine >= question else TITLE
            if reach == "paragraph":
                return NEAR if away == 1 else TITLE if away <= _SHORT else FAR if self._title[slot] else 0.0
            return NEAR if away <= 2 else FAR
        if self._title[slot] and reach == "article":
            return TITLE
        if self.rules.slots[slot].assumed:
            return FAR
        return FAR if reach == "article" and self._prevails(slot) else 0.0  # it is named only further on

    def _prevails(self, slot: int) -> bool:
        """Whether the text names what fills a slot so much more often than others that it comes back to it unnamed."""
        mine, others = self._named[slot]
        return mine > 2 * others

    def _about_other(self, at: int, slot: int) -> bool:
        """Whether a sentence that names both speaks of the other: it comes first there, and more often in the text."""
        sentence = self.sentences[at]
        if sentence.others[slot][0] > sentence.filled[slot][0]:
            return False
        return self._named[slot][1] > self._named[slot][0]

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        """Per slot, how often it is filled in the text, and how often by something else."""
        return [
            (sum(len(one.filled[slot]) for one in self.sentences), sum(len(one.others[slot]) for one in self.sentences))
            for slot in range(len(self.rules.slots))
        ]


def _nearer(others: list[Hit], mine: list[Hit], cue: Hit) -> bool:
    """Whether words for something else stand so much nearer to the cue that it must be about that."""

    def away(hit: Hit) -> int:
        return max(0, hit[0] - cue[1] + 1, cue[0] - hit[1] + 1)

    return min(map(away, others)) + 2 < min(map(away, mine))
