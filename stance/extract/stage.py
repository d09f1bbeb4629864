"""What all that tells speakers shares: the text, its people, and who spoke so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from stance.actors import Gazetteer
from stance.countries import capitals
from stance.extract.cast import Cast, Person
from stance.extract.roles import folded as fold
from stance.extract.roles import place_words
from stance.model import ActorKind, Article, Span
from stance.spelling import name_key
from stance.text import TextParts

__all__ = ["ANONYMOUS", "DATELINE", "POSSESSIVE", "SENTENCE_END", "Speaker", "Stage"]


ANONYMOUS = "anonymous"

POSSESSIVE = re.compile(r"['’][sS]?\s+(?=\S)")


@dataclass(frozen=True)
class Speaker:
    """Who says something."""

    name: str  #: canonical where the roster has it, else as the text gives it in full; "anonymous" for the unnamed
    actor_id: str | None = None
    role: str = ""  #: in the text's words, else the roster's for the day
    country: str = ""  #: ISO 3166 alpha-2, an organisation's acronym, or empty
    kind: ActorKind = ActorKind.PERSON
    anonymous: bool = False
    group: bool = False  #: several unnamed people taken as one
    span: Span | None = None  #: of the name or phrase that names the speaker
    why: str = ""

    @property
    def key(self) -> str:
        """The same for the same speaker within an article."""
        return self.actor_id or name_key(self.name)


SENTENCE_END = re.compile(r"[.!?][”\"’»]?\s")
_END_BEFORE = re.compile(r"[.!?][”\"’»]?\Z")  # right before a quotation
DATELINE = re.compile(
    r"(?:[A-ZÀ-Ž][A-ZÀ-Ž .’'/-]{2,}|[A-Z]\w+)(?:,?\s[^–—\n]{0,40}?)?(?:\s\([^()]{2,30}\))?\s?(?:[–—]|\s-)\s"
)
_DATELINE_PLACE = re.compile(
    r"(?:[^\n]{10,120}\n\s*)?([A-ZÀ-Ž][\w.’'-]+(?:\s[A-ZÀ-Ž][\w.’'-]+)?)(?=,?\s[^\n]{0,40}(?:–|—|-)\s|,\s(?:\d|[A-Z]))"
)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


_REMEMBERED = 60  # acts of speaking that are looked back on
_BACK = 12  # sentences of a paragraph that are looked back on
_PLACE = itemgetter(0)


class Stage:
    """One article with its people, its quotations, and those who spoke up to where it has been read."""

    def __init__(self, article: Article, gazetteer: Gazetteer, parts: TextParts | None = None) -> None:
        self.parts = parts = parts or TextParts(article.text)
        self.text = article.text
        self.gazetteer = gazetteer
        self.cast = Cast(article.text, gazetteer, article.title)
        self.day: date | None = article.published.first if article.published else None
        self.blocks = parts.paragraphs
        self.block_starts = parts.starts
        self.quoted = [quotation.outer for quotation in parts.quotations]
        self.quoted_starts = [span.start for span in self.quoted]
        self.quoted_ends = [span.end for span in self.quoted]
        self._spoken: list[tuple[int, tuple[Speaker, ...], list[Person]]] = []  # in the order of the text
        self.offices: dict[int, int] = {}  # where offices that stand alone end, by their place
        self.called: dict[str, Person] = {}  # an office named alone → whom it stood for
        self._sentence_starts: dict[int, list[int]] = {}
        self.acted: set[int] = set()  # places of what was noted and is no speech: an order, a wish
        self._told: list[tuple[int, Speaker]] = []

    @cached_property
    def home(self) -> str:
        """The state that an article is about at home, if it names one far more often than others; Ukraine and Russia,
        which all these articles name, do not count."""
        places = place_words()
        codes = (
            places.get(fold(word.removesuffix("’s").removesuffix("'s"))) for word in _CAPITALISED.findall(self.text)
        )
        counts = Counter(code for code in codes if code and len(code) == 2 and code not in ("UA", "RU", "EU"))
        if not counts:
            return ""
        code, number = counts.most_common(1)[0]
        if number >= 2 and number * 2 >= counts.total() and self._is_dateline_of(code):
            return code
        return code if number >= 3 and number * 10 >= counts.total() * 7 else ""

    def _is_dateline_of(self, code: str) -> bool:
        """Whether the article's date line names the capital of a state."""
        first = _DATELINE_PLACE.match(self.text)
        return first is not None and capitals().get(fold(first[1])) == code

    def bounds(self, place: int) -> tuple[int, int]:
        number = bisect_right(self.block_starts, place) - 1
        if number < 0:
            return 0, len(self.text)
        block = self.blocks[number]
        return block.start, block.end

    def is_quoted(self, place: int) -> bool:
        at = bisect_right(self.quoted_starts, place) - 1
        return at >= 0 and place < self.quoted[at].end

    def opens_sentence(self, place: int) -> bool:
        """Whether a word at a place is the first of its sentence, as far as the marks before it tell."""
        before = self.text[max(0, place - 2) : place]
        return not before or before[-1] in '\n“"' or before in (". ", "! ", "? ", "” ", '" ')

    def sentences_back(self, place: int, blocks: int) -> list[Span]:
        """The sentences before a place, the nearest first: its own up to there, and those of so many paragraphs in all."""
        number = bisect_right(self.block_starts, place) - 1
        found: list[Span] = []
        for at in range(number, max(-1, number - blocks), -1):
            first = bisect_left(self._starts_of(at), place)
            own = self.parts.sentences_of(at)[max(0, first - _BACK) : first]
            if own and own[-1].end > place:
                own[-1] = Span(own[-1].start, place)
            found += reversed(own)
        return found

    def _starts_of(self, number: int) -> list[int]:
        """Where the sentences of a paragraph begin."""
        known = self._sentence_starts.get(number)
        if known is None:
            known = self._sentence_starts[number] = [one.start for one in self.parts.sentences_of(number)]
        return known

    def sentence_start(self, place: int) -> int:
        """Where the sentence of a place begins."""
        number = bisect_right(self.block_starts, place) - 1
        starts = self._starts_of(number) if number >= 0 else []
        at = bisect_right(starts, place) - 1
        return starts[at] if at >= 0 else place

    def sentences_after(self, place: int, count: int) -> list[Span]:
        """The sentences of a place's paragraph that begin after it."""
        number = bisect_right(self.block_starts, place) - 1
        first = bisect_left(self._starts_of(number), place) if number >= 0 else 0
        return self.parts.sentences_of(number)[first : first + count] if number >= 0 else []

    def ends_told(self, start: int, end: int) -> int:
        """How many sentences end in the narration of a stretch of text; a quotation is one."""
        marks, ends = self._ends
        quoted = bisect_left(self.quoted_starts, end) - bisect_right(self.quoted_ends, start)
        return max(0, quoted) + max(0, bisect_right(ends, end) - bisect_left(marks, start))

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        """Where sentences of the narration end: the places of their marks, and up to where one must look to see it."""
        text = self.text
        marks: list[int] = []
        ends: list[int] = []
        begin = 0
        for start, end in [*((span.start, span.end) for span in self.quoted), (len(text), 0)]:
            for match in SENTENCE_END.finditer(text, begin, start):
                marks.append(match.start())
                ends.append(match.end())
            if end and (last := _END_BEFORE.search(text, max(begin, start - 2), start)):
                marks.append(last.start())
                ends.append(start + 1)
            begin = end
        return marks, ends

    def narrated(self, start: int, end: int) -> str:
        """The text of a stretch without its quotations."""
        at = bisect_right(self.quoted_starts, start) - 1
        at = max(at, 0)
        words, place = [], start
        for span in self.quoted[at:]:
            if span.start >= end:
                break
            if span.end <= place:
                continue
            words.append(self.text[place : max(place, span.start)] + " x. ")
            place = span.end
        words.append(self.text[min(place, end) : end])
        return "".join(words)

    def note(self, place: int, speakers: tuple[Speaker, ...], people: list[Person]) -> None:
        if speakers and not speakers[0].anonymous:
            insort(self._spoken, (place, speakers, people), key=_PLACE)
            for speaker in speakers:
                if speaker.kind is not ActorKind.PERSON:
                    insort(self._told, (place, speaker), key=_PLACE)

    def spoken_before(self, place: int) -> list[tuple[int, tuple[Speaker, ...], list[Person]]]:
        """Who spoke up to a place, the last ones: where, the speakers, the people among them."""
        at = bisect_right(self._spoken, place, key=_PLACE)
        return self._spoken[max(0, at - _REMEMBERED) : at]

    def told_before(self, place: int) -> list[tuple[int, Speaker]]:
        """The bodies and states that spoke before a place, the last ones."""
        at = bisect_left(self._told, place, key=_PLACE)
        return self._told[max(0, at - _REMEMBERED) : at]
