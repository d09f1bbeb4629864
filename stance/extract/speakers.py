"""From the words that name a speaker to the actor: a person, a body, a state, several of them, or nobody known.

Method: the article's names are joined to people first (stance.extract.cast). A source is then read as names, as a
pronoun, as an office ("the minister"), as a body or a state, or as an unnamed group, in this order. Offices are matched
with those that the text gives people, then with the roster's for the day; pronouns go to the latest person that fits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from stance.actors import Gazetteer
from stance.countries import capitals
from stance.extract.bodies import Bodies
from stance.extract.cast import Mention, Person
from stance.extract.epithets import Epithets
from stance.extract.holders import Holders
from stance.extract.hosts import Hosts
from stance.extract.lead_lines import LeadLines
from stance.extract.parties import Parties
from stance.extract.people import People
from stance.extract.pronouns import Pronouns
from stance.extract.roles import (
    PLURAL_PRONOUNS,
    PRONOUNS,
)  # fmt: skip
from stance.extract.roles import (
    folded as fold,
)
from stance.extract.source_phrases import SourcePhrases
from stance.extract.stage import DATELINE, SENTENCE_END, Speaker, Stage
from stance.extract.subjects import Subjects
from stance.extract.titles import Titles
from stance.extract.unnamed import Unnamed
from stance.model import ActorKind, Article, Attribution, Span
from stance.text import TextParts

__all__ = ["Speaker", "Speakers", "find_speakers"]


_TURNS = frozenset(["transcript", "interview"])  # forms in which somebody speaks for more than a sentence
_IN_HER_WORDS = re.compile(r"\bin (his|her|their|its) (?:own )?words,?[:\s]*$")


_SIGNED_WITH = re.compile(
    r"\b(?:declaration|statement|document|letter|memorandum|agreement|text|communiqué)\s(?:that\s|which\s)?(?P<who>he|she|[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+){0,3})\s"
    r"(?:has\s|had\s)?(?:signed|issued|adopted|initialled|published)\s(?:together\s|jointly\s)?(?:with|alongside)\s(?:the\s)?$"
)
_LINES = 4  # first paragraphs in which a date line may stand
_HOLDS = re.compile(
    r"\s(?:\w+ly\s|still\s|also\s)?(?:want|oppose|back|support|reject|demand|insist|favou?r|prefer|call|ask|urge)(?:ed)?\b"
)
_ADDRESSED = re.compile(
    r"\b(?:[Ll]etter|[Nn]ote|[Pp]etition|[Mm]essage|[Aa]ddress|[Mm]emo|[Aa]ppeal|[Mm]emorandum|[Qq]uestion|[Tt]elegram)\s(?:sent\s|addressed\s)?to\s(?:the\s)?(?:[A-ZÀ-Ž][\w’'-]*\s){0,3}$"
)
_FACED = re.compile(
    r"\s(?:also\s|now\s|still\s|again\s)?(?:faces?|faced|hears?|heard|receive[sd]?|met|reject(?:s|ed)|dismisse[sd]|ignore[sd]?|resist(?:s|ed)|turn(?:s|ed)\sdown|brush(?:es|ed)\saside)\s"
    r"(?:with\s)?(?:(?:an?|the|all|new|more|growing|repeated|such|fresh|his|her|their)\s)*"
)
_WHOSE = re.compile(r",\swhose\s")
_NOBODY = frozenset(str.split("the a an this that these those such here there first second third last one"))
_NO_ATTRIBUTION = Attribution((), None, None)

_SAID = re.compile(r"\b(?:said|says|wrote|writes|added|told|tells|asked)\s$")
_THE = re.compile(r"(?:(?:When|While|As|After|Before|Since|If|Although|Because)\s(?=the\s))?[Tt]he\s")
_FIRST = re.compile(r"^(?:I|we|me|us|my|our)$", re.I)


def find_speakers(
    article: Article,
    attributions: Sequence[Attribution],
    gazetteer: Gazetteer,
    *,
    parts: TextParts | None = None,
) -> list[tuple[Speaker, ...]]:
    """The speakers of each attribution, in order: none where nobody can be told, several for a joint statement."""
    return Speakers(article, gazetteer, parts=parts).resolve(attributions)


class Speakers:
    """Tells who speaks in one article. Roles are those of the day of publication unless the text gives them."""

    def __init__(self, article: Article, gazetteer: Gazetteer, *, parts: TextParts | None = None) -> None:
        self.stage = stage = Stage(article, gazetteer, parts)
        self.text = stage.text
        self.cast = stage.cast
        self.titles = Titles(stage)
        self.people = People(stage, self.titles)
        self.bodies = Bodies(stage)
        self.hosts = Hosts(stage, self.people)
        self.holders = Holders(stage, self.titles, self.people, self.hosts)
        self.pronouns = Pronouns(stage, self.titles, self.people, self.holders)
        self.parties = Parties(stage, self.bodies)
        self.subjects = Subjects(stage, self.people, self.bodies, self.holders, self.parties)
        self.phrases = SourcePhrases(stage, self.people, self.bodies)
        self.unnamed = Unnamed(stage, self.people, self.bodies, self.holders, self.pronouns, self.subjects)
        self.lead_lines = LeadLines(stage, self.unnamed)
        self.epithets = Epithets(stage, self.titles, self.people, self.holders, self.pronouns)

    def leading(self, span: Span) -> tuple[Speaker, ...]:
        """The bodies, states or people named at the head of a clause: its subject, as "Turkey" in "Turkey was not …"."""
        return self._without_others(self.subjects.leading(span))

    @staticmethod
    def _without_others(found: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """Without the unnamed rest beside those named: "Norway and other allies"."""
        if len(found) < 2:
            return found
        return tuple(one for one in found if not (one.group and fold(one.name).startswith("other "))) or found

    def somebody_else(self, source: Span, but: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Whom "his" or "she" means in the words of others."""
        word = fold(source.of(self.text))
        return (
            self.pronouns.he_or_she(word, source, but)[0] if word in PRONOUNS else self.pronouns.they(source.start)[0]
        )

    def names_person(self, span: Span) -> bool:
        """Whether a person is named in a stretch of text."""
        return any(self.people.is_person(mention) for mention in self.cast.within(span))

    def resolve(self, attributions: Sequence[Attribution]) -> list[tuple[Speaker, ...]]:
        order = sorted(range(len(attributions)), key=lambda number: _place(attributions[number]))
        found: list[tuple[Speaker, ...]] = [()] * len(attributions)
        for number in order:
            attribution = attributions[number]
            speakers = self.speakers_of(attribution)
            found[number] = speakers
        return found

    def speakers_of(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """The speakers of one attribution; call in text order, for pronouns look back."""
        place = _place(attribution)
        start = attribution.content[0].start if attribution.content else 0
        begin = max(0, start - 30)
        if self.text.find("words", begin, start) >= 0 and (words := _IN_HER_WORDS.search(self.text, begin, start)):
            attribution = replace(attribution, source=Span(*words.span(1)))
        if attribution.form == "speech":
            return self._heard(attribution, self.hosts.giver(attribution))
        if attribution.source is None or (attribution.direct and self._is_no_source(attribution.source)):
            return self._unsourced(attribution)
        if self._is_place_line(attribution) or self._is_addressed(attribution):
            return ()
        source = attribution.source
        if signed := self._signer(source):
            speakers, people = signed
        elif after := self._after_dateline(attribution):
            speakers, people = after, self._people_of(after)
        else:
            source = self.phrases.whole(attribution.source, attribution.cue)
            speakers, people = self._read(source, place, attribution)
            speakers = self._without_others(speakers)
        if attribution.form in _TURNS:
            speakers = speakers or self.hosts.labelled(source)
            self.hosts.note(attribution, speakers)
        self.stage.note(place, speakers, people)
        if not (attribution.speech or attribution.direct):
            self.stage.acted.add(place)
        return speakers

    def _heard(self, attribution: Attribution, speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        self.hosts.note(attribution, speakers)
        self.stage.note(attribution.content[0].start, speakers, self._people_of(speakers))
        return speakers

    def _after_dateline(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """The subject of a first sentence whose date line was taken for the source: "Oslo, May 2 (NTB) – The minister on Friday said …"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or cue.start < source.end:
            return ()
        number = bisect_right(self.stage.block_starts, source.start) - 1
        if not 0 <= number < _LINES:
            return ()
        line = DATELINE.match(self.text, self.text.rfind("\n", 0, source.start) + 1, cue.start)
        if line is None or source.end > line.end():
            return ()
        return self.subjects.leading(Span(line.end(), cue.start))

    def _office_before(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Whom "he" stands for in the sentence of an office: "The Ukrainian leader did not hide that he hopes …"."""
        floor = max(self.stage.bounds(source.start)[0], source.start - 200)
        start = floor + max(
            (match.end() for match in SENTENCE_END.finditer(self.text[floor : source.start])), default=0
        )
        led = _THE.match(self.text, start, source.start)
        if led is None or self.cast.within(Span(start, source.start)):
            return None
        start = led.end() - len("The ")
        found = self.subjects.leading(Span(start, source.start))
        if len(found) != 1 or found[0].kind is not ActorKind.PERSON or found[0].anonymous:
            return None
        return found, self._people_of(found)

    def _is_no_source(self, source: Span) -> bool:
        """Whether words taken for the source name nobody: "the", "such"."""
        return fold(source.of(self.text)) in _NOBODY

    def _is_place_line(self, attribution: Attribution) -> bool:
        """Whether the source is the place at the head of a report: "ISLAMABAD: The leaders …"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or cue.of(self.text) != ":":
            return False
        words = source.of(self.text)
        return len(words) > 3 and words.isupper() and bool(capitals().get(fold(words)))

    def _is_addressed(self, attribution: Attribution) -> bool:
        """Whether the source is whom words are meant for: "a letter to the premier demands …", "Berg faces a demand that …"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or cue.start < source.end:
            return False
        if _FACED.fullmatch(self.text, source.end, min(cue.start, source.end + 60)):
            return True
        line = max(self.text.rfind("\n", 0, source.start) + 1, source.start - 90)
        return _ADDRESSED.search(self.text, line, source.start) is not None

    def _signer(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Who signed a document that speaks: "the declaration she signed with President N. N. says" is hers."""
        line = max(self.text.rfind("\n", 0, source.start) + 1, source.start - 120)
        if not self.text[line : source.start].rstrip().endswith(("with", "alongside", "the")):
            return None
        match = _SIGNED_WITH.search(self.text, line, source.start)
        if match is None:
            return None
        found = self._read(Span(match.start("who"), match.end("who")), match.start("who"), _NO_ATTRIBUTION)
        return found if found[0] else None

    def _read(self, source: Span, place: int, attribution: Attribution) -> tuple[tuple[Speaker, ...], list[Person]]:
        text = self.text
        words = " ".join(source.of(text).split()).strip(" ,;:—–-")
        low = fold(words)
        if _FIRST.match(words) and attribution.form != "transcript":
            known = self.pronouns.first_person(place)
            return known if known[0] or not low.startswith(("we", "our", "us")) else (self.unnamed.heading_body(), [])
        if low in ("he", "she") and (own := self._office_before(source)):
            return own
        if low in PRONOUNS:
            return self.pronouns.he_or_she(low, source)
        if low in ("who", "whom", "whose"):
            named = [
                m for m in self.cast.within(Span(max(0, source.start - 60), source.start)) if self.people.is_person(m)
            ]
            if (
                named
                and source.start - named[-1].end <= 45
                and not re.search(r"[.;!?]", text[named[-1].end : source.start])
            ):
                return self.people.speakers(self._chained(named[-1:]), Span(named[-1].start, named[-1].end))
            return (), []
        if low in ("it", "which", "that"):
            cue = attribution.cue
            document = self.unnamed.documents.named_after(cue.end) if cue else None
            if document is None and cue and cue.of(text) in ("reads", "read"):
                document = source  # only a text reads so
            if document and (found := self.unnamed.documents.issuers(document.of(text), document)):
                return found, []
            return self.subjects.it(source)
        if low in PLURAL_PRONOUNS and low != "both":
            told = low == "they" and (attribution.cue is not None or bool(_HOLDS.match(text, source.end)))
            known = self.pronouns.they(place, named=told)
            return self.subjects.it(source) if told and not known[0] and not self.stage.is_quoted(place) else known
        if whose := _WHOSE.search(text, source.start, source.end):
            source = Span(whose.end(), source.end)
        if (meant := self.epithets.read(words, source)) is not None:
            return meant
        if party := self.parties.whole(source):
            return (party,), []
        named = self.people.named(source)
        if named:
            named = self._chained(named)
            speakers, people = self.people.speakers(named, source)
            if speakers:
                return speakers, people
        return self.unnamed.read(words, source, place)

    def _chained(self, named: list[Mention]) -> list[Mention]:
        """With the names before that a list joins to the first: "the Speaker A, the Speaker B and the Speaker C adopted"."""
        first = named[0]
        at = bisect_right(self.cast.starts, first.start - 1) - 1
        found: list[Mention] = []
        while at >= 0 and len(found) < 12:
            before = self.cast.mentions[at]
            between = self.text[before.end : first.start]
            if (
                (len(before.words) < 2 and before.person < 0)
                or len(between) > 120
                or not self.people.coordinated(between)
            ):
                break
            if not found and not re.match(r",?\sand\s", between):
                break
            found.append(before)
            first, at = before, at - 1
        if not found or not self.pronouns.is_subject(found[-1]):
            return named
        line = self.text[max(0, found[-1].lead - 20) : found[-1].lead]
        if _SAID.search(line):
            return named  # "…”, said Berg, and Olsen called it wrong": two clauses
        return [*reversed(found), *named]

    def _unsourced(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Words without a named source: a paragraph that is all quotation goes to who was told of right before it."""
        if not attribution.direct or not attribution.content:
            return ()
        content = attribution.content[0]
        number = bisect_right(self.stage.block_starts, content.start) - 1
        if number >= 0 and (led := self.lead_lines.before(content, number)):
            self.stage.note(content.start, led, self._people_of(led))
            return led
        if number < 1 or self.stage.blocks[number].start < content.start - 2 or content.end - content.start < 30:
            return ()
        place = content.start
        for back in range(number - 1, max(-1, number - 4), -1):
            block = self.stage.blocks[back]
            spoken = [entry for entry in self.stage.spoken_before(block.end) if block.start <= entry[0] < block.end]
            if spoken:
                return spoken[-1][1]
            told = self.stage.narrated(block.start, block.end)
            if len(told.strip(" .x\n")) > 20:
                if told.rstrip().endswith(":") or number - back == 1 or back < number - 1:
                    person = self.pronouns.antecedent(place, "")
                    found = self.subjects.leading(block)
                    if found:
                        self.stage.note(place, found, self._people_of(found))
                        return found
                    if person is not None and block.start <= max(
                        (m.start for m in person.mentions if m.start < place), default=-1
                    ):
                        speaker = self.people.speaker(person, None, None)
                        self.stage.note(place, (speaker,), [person])
                        return (speaker,)
                return ()
        return ()

    def _people_of(self, speakers: Sequence[Speaker]) -> list[Person]:
        """The people of the cast among speakers."""
        return [
            person
            for person in self.cast.people
            if any(person.name == one.name or (person.actor and person.actor.id == one.actor_id) for one in speakers)
        ]


def _place(attribution: Attribution) -> int:
    anchor = attribution.source or attribution.cue or (attribution.content[0] if attribution.content else Span(0, 0))
    return anchor.start
