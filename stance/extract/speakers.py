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
from stance.countries import code_of
from stance.extract.bodies import Bodies
from stance.extract.cast import Mention, Person
from stance.extract.holders import Holders
from stance.extract.offices_in_text import head_of, heads
from stance.extract.people import People
from stance.extract.pronouns import Pronouns
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    DETERMINER,
    DOCUMENTS,
    EPITHETS,
    NUMBERS,
    PERSON_NOUNS,
    PLURAL_OFFICES,
    PLURAL_PRONOUNS,
    PRONOUNS,
    kind_of_word,
    names_outlet,
    peoples,
)  # fmt: skip
from stance.extract.roles import (
    folded as fold,
)
from stance.extract.stage import Speaker, Stage
from stance.extract.subjects import Subjects
from stance.extract.titles import Titles
from stance.model import ActorKind, Article, Attribution, Span
from stance.offices import find_place
from stance.text import Quotation

__all__ = ["Speaker", "Speakers", "find_speakers"]

_STATEMENT_OF = re.compile(
    r"^(?:an?|the|in an?|in the|in)\s(?:[\w-]+\s){0,3}?(?:statement|document|declaration|resolution|report|note|letter|message|post|text|press release|"
    r"communiqué|source|sources|official|officials|spokes\w+|representative|representatives|diplomat|diplomats|people)\s(?:from|of|by|at|in|issued by|inside|within|close to)\s(?:the\s)?(?P<body>.+)$",
    re.I | re.S,
)

# The beginning of an office or a body whose end alone was taken for the source.
_CUT_OFF = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?)\s)?(?:[A-ZÀ-Ž][\w’'.-]*\s){0,4}(?:[a-z]+\s)?(?:[Mm]inist(?:er|ry|ers)|[Ss]ecretary|[Pp]resident|[Dd]epartment|[Cc]ommittee|[Hh]ead|[Cc]hief|"
    r"[Cc]hair\w*|[Ss]pokes\w+|[Ll]eader|[Dd]irector|[Oo]ffice|[Cc]ommission|[Cc]ouncil|[Cc]hancellor|[Aa]mbassador|[Cc]ommander|[Oo]fficial|[Dd]iplomat|[Mm]ember)"
    r"(?:[\s-][Gg]eneral)?\s(?:of|for|to|from)\s(?:the\s|an?\s)?(?:[A-ZÀ-Ž][\w’'-]*,?\s(?:(?:and|of|for|the)\s){0,2}){0,4}$"
)

_IN_HER_WORDS = re.compile(r"\bin (his|her|their|its) (?:own )?words,?[:\s]*$")
_SUMMIT = re.compile(r"\b(?:summit|[Ll]eaders|allied|[Aa]llies|NATO|Nato|[Aa]lliance)\b")
_ASIDE = re.compile(r",\swho\s[^,;.:?!\n“”\"]{3,120}$")
_APPOSITION = re.compile(
    r",\s(?:the\s|an?\s|now\s|former\s)?(?:[\w’'-]+\s){0,4}?(?:head|chair\w*|leader|director|member|spokes\w+|minister|secretary|president|ambassador|adviser|advisor|chief|representative|envoy|"
    r"deputy|speaker|commissioner|commander|professor|analyst|fellow|founder|governor|mayor)\s(?:of|for|at|in|to)\s[^,;.:?!\n“”\"]{0,90}$"
)
_GOES_ON = re.compile(
    r"\s(?:of|for|to)\s(?:the\s)?[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:of|and|for|the)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,5}"
)

_LAST_CLAUSE = re.compile(r"[.!?]['\"”’»]?\s+|\n|[:;“”\"]\s*|\b(?:while|but|whereas|as|after|when)\s")

_VERBAL = re.compile(
    r"\b(?:said|says|told|is|are|was|were|has|have|had|met|will|would|to|that|who|which|with|(?!Unit|All)[A-Za-z]{2,}ed|wants?|urges?|supports?|says|by|between|from|in|on)\b"
)

_TURN = re.compile(r",\s(?:but|and|while|though|whereas)\s")
_BEFORE_VERB = re.compile(r",?\s(?:has|had|have|also|then|later|now)?\s?")
_SIGNED_WITH = re.compile(
    r"\b(?:declaration|statement|document|letter|memorandum|agreement|text|communiqué)\s(?:that\s|which\s)?(?P<who>he|she|[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+){0,3})\s"
    r"(?:has\s|had\s)?(?:signed|issued|adopted|initialled|published)\s(?:together\s|jointly\s)?(?:with|alongside)\s(?:the\s)?$"
)
_NO_ATTRIBUTION = Attribution((), None, None)

_FIRST = re.compile(r"^(?:I|we|me|us|my|our)$", re.I)


def find_speakers(
    article: Article,
    attributions: Sequence[Attribution],
    gazetteer: Gazetteer,
    *,
    quoted: Sequence[Quotation] | None = None,
) -> list[tuple[Speaker, ...]]:
    """The speakers of each attribution, in order: none where nobody can be told, several for a joint statement."""
    return Speakers(article, gazetteer, quoted=quoted).resolve(attributions)


class Speakers:
    """Tells who speaks in one article. Roles are those of the day of publication unless the text gives them."""

    def __init__(self, article: Article, gazetteer: Gazetteer, *, quoted: Sequence[Quotation] | None = None) -> None:
        self.stage = stage = Stage(article, gazetteer, quoted)
        self.text = stage.text
        self.cast = stage.cast
        self.titles = Titles(stage)
        self.people = People(stage, self.titles)
        self.bodies = Bodies(stage)
        self.holders = Holders(stage, self.titles, self.people)
        self.pronouns = Pronouns(stage, self.titles, self.people)
        self.subjects = Subjects(stage, self.people, self.bodies, self.holders)

    def leading(self, span: Span) -> tuple[Speaker, ...]:
        """The bodies, states or people named at the head of a clause: its subject, as "Turkey" in "Turkey was not …"."""
        return self.subjects.leading(span)

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
        if attribution.content and (
            words := _IN_HER_WORDS.search(
                self.text, max(0, attribution.content[0].start - 30), attribution.content[0].start
            )
        ):
            attribution = replace(attribution, source=Span(*words.span(1)))
        if attribution.source is None:
            return self._unsourced(attribution)
        if signed := self._signer(attribution.source):
            speakers, people = signed
        else:
            source = self._after_adverb(attribution.source, attribution.cue)
            source = self._turned(source, attribution.cue) or self._widened(source)
            speakers, people = self._read(source, place, attribution)
        self.stage.note(place, speakers, people)
        return speakers

    def _heading_body(self) -> tuple[Speaker, ...]:
        """The body whose name stands in the heading of its report: "we" in it."""
        for block in self.stage.blocks[:4]:
            for line in re.finditer(r"[^\n]+", block.of(self.text)[:400]):
                span = Span(block.start + line.start(), block.start + line.end())
                words = line.group().strip()
                if len(words) > 100 or not words[:1].isupper():
                    continue
                if found := self.bodies.lookup(words, span):
                    return (found,)
                if (
                    heads(words)
                    or words.split()[-1].lower() not in BODY_NOUNS
                    or len(words.split()) < 3
                    or words[-1] in ".?!"
                ):
                    continue
                return (
                    Speaker(
                        words,
                        None,
                        "",
                        find_place(fold(words))[0],
                        ActorKind.BODY,
                        span=span,
                        why="the body of the heading",
                    ),
                )
        return ()

    def _office_before(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Whom "he" stands for in the sentence of an office: "The Ukrainian leader did not hide that he hopes …"."""
        floor = max(self.stage.bounds(source.start)[0], source.start - 200)
        start = floor + max(
            (match.end() for match in re.finditer(r"[.!?][”\"’»]?\s", self.text[floor : source.start])), default=0
        )
        if not re.match(r"The\s", self.text[start : source.start]) or self.cast.within(Span(start, source.start)):
            return None
        found = self.subjects.leading(Span(start, source.start))
        if len(found) != 1 or found[0].kind is not ActorKind.PERSON or found[0].anonymous:
            return None
        return found, [
            p for p in self.cast.people if p.name == found[0].name or (p.actor and p.actor.id == found[0].actor_id)
        ]

    def _after_adverb(self, source: Span, cue: Span | None) -> Span:
        """The subject after an adverb that was taken for it: "Afterwards the US president told …"."""
        if cue is None or not source.end + 4 < cue.start < source.end + 80:
            return source
        words = source.of(self.text)
        if kind_of_word(words) != "f" or fold(words) in PRONOUNS or fold(words) in PLURAL_PRONOUNS:
            return source
        rest = re.match(
            r"\s((?:the|an?)\s[^,.;:!?\n“”\"]{3,70}?)\s(?:has\s|had\s)?$", self.text[source.end : cue.start]
        )
        return Span(source.end + rest.start(1), source.end + rest.end(1)) if rest else source

    def _turned(self, source: Span, cue: Span | None) -> Span | None:
        """Another subject between the source found and its cue: "N. leaves in silence, but his director, A. B., has posted"."""
        if cue is None or not source.end + 20 < cue.start < source.end + 300:
            return None
        between = self.text[source.end : cue.start]
        turn = _TURN.search(between)
        if turn is None or "\n" in between:
            return None
        named = [
            mention
            for mention in self.cast.within(Span(source.end + turn.end(), cue.start))
            if self.people.is_person(mention)
        ]
        if named and _BEFORE_VERB.fullmatch(self.text[named[-1].end : cue.start]):
            return named[-1].span
        return None

    def _signer(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]] | None:
        """Who signed a document that speaks: "the declaration she signed with President N. N. says" is hers."""
        line = max(self.text.rfind("\n", 0, source.start) + 1, source.start - 120)
        match = _SIGNED_WITH.search(self.text, line, source.start)
        if match is None:
            return None
        found = self._read(Span(match.start("who"), match.end("who")), match.start("who"), _NO_ATTRIBUTION)
        return found if found[0] else None

    def _widened(self, source: Span) -> Span:
        """The whole phrase, where the source found is only its end ("… of Defense") or lacks the name after it."""
        text = self.text
        before = text[max(0, source.start - 90) : source.start]
        inside = before.endswith((" of ", " the ", " for ", " to ", " from ", " a ", " an ", " and "))
        if inside and (cut := _CUT_OFF.search(before)):
            source = Span(source.start - len(before) + cut.start(), source.end)
        elif (
            inside
            and (part := re.search(r"(?:(?:[Tt]he)\s)?[A-ZÀ-Ž][\w’'-]+\s(?:of|for)\s(?:the\s)?$", before))
            and code_of(source.of(text))
        ):
            wider = Span(source.start - len(before) + part.start(), source.end)
            if self.bodies.lookup(wider.of(text), wider):
                source = wider
        if article_ := re.search(r"(?:[Tt]he|[Tt]his)\s(?:\w+-)?$", before):
            source = Span(source.start - len(before) + article_.start(), source.end)
        told = text[max(0, source.start - 160) : source.start]
        if aside := _ASIDE.search(told) or (
            _APPOSITION.search(told) if told.rstrip()[-3:] in (" of", "for", "the", " in", " to", " at") else None
        ):
            # "N. N., who chairs the committee of the parliament, said": the one whom the clause is about.
            place = source.start - len(told) + aside.start()
            about = [
                mention
                for mention in self.cast.within(Span(max(0, place - 60), place))
                if self.people.is_person(mention)
            ]
            if about and place - about[-1].end <= 2:
                return about[-1].span
        source = self._joined_before(source)
        if (ahead := _GOES_ON.match(text, source.end)) and heads(source.of(text)):
            source = Span(source.start, ahead.end())
        words = source.of(text)
        names_ = self.cast.within(source)
        if not names_ and heads(words):
            after = re.compile(r",?\s").match(text, source.end)
            if after:
                following = self.cast.within(Span(after.end(), after.end() + 60))
                if (
                    following
                    and following[0].start == after.end()
                    and (len(following[0].words) > 1 or following[0].person >= 0)
                ):
                    comma = text[source.end] == ","
                    if not comma or text[following[0].end : following[0].end + 1] in (",", ".", ";"):
                        return Span(source.start, following[0].end)
        return source

    def _joined_before(self, source: Span) -> Span:
        """With the subjects that "and" joins to the source found, if they begin the sentence: "Germany and …"."""
        text = self.text
        before = text[max(0, source.start - 220) : source.start]
        if not before.endswith((" and ", " and the ", ", ")):
            return source
        joined = _LAST_CLAUSE.split(before)[-1]
        lead = re.match(r"(?:Earlier|Meanwhile|Later|Also|Both|Separately|(?:On|In) [\w ]{2,24}),?\s", joined)
        start = source.start - len(joined) + (lead.end() if lead else 0)
        words = text[start : source.start]
        if (
            not re.search(r"\sand\s(?:the\s)?$", words)
            or len(words) < 6
            or not words[0].isupper()
            or _VERBAL.search(words)
        ):
            return source
        return Span(start, source.end)

    def _read(self, source: Span, place: int, attribution: Attribution) -> tuple[tuple[Speaker, ...], list[Person]]:
        text = self.text
        words = " ".join(source.of(text).split()).strip(" ,;:—–-")
        low = fold(words)
        if _FIRST.match(words) and attribution.form != "transcript":
            known = self.pronouns.first_person(place)
            return known if known[0] or not low.startswith(("we", "our", "us")) else (self._heading_body(), [])
        if low in ("he", "she") and (own := self._office_before(source)):
            return own
        if low in PRONOUNS:
            return self.pronouns.he_or_she(low, source, place)
        if low in ("who", "whom", "whose"):
            named = [
                m for m in self.cast.within(Span(max(0, source.start - 60), source.start)) if self.people.is_person(m)
            ]
            if (
                named
                and source.start - named[-1].end <= 45
                and not re.search(r"[.;!?]", text[named[-1].end : source.start])
            ):
                return self.people.speakers(named[-1:], Span(named[-1].start, named[-1].end))
            return (), []
        if low in ("it", "which", "that"):
            return self.subjects.it(source)
        if low in PLURAL_PRONOUNS:
            return self.pronouns.they(place)
        named = self.people.named(source)
        if named:
            named = self._chained(named)
            speakers, people = self.people.speakers(named, source)
            if speakers:
                return speakers, people
        return self._unnamed(words, source, place)

    def _chained(self, named: list[Mention]) -> list[Mention]:
        """With the names before that a list joins to the first: "the Speaker A, the Speaker B and the Speaker C adopted"."""
        first = named[0]
        at = bisect_right(self.cast.starts, first.start - 1) - 1
        found: list[Mention] = []
        while at >= 0 and len(found) < 12:
            before = self.cast.mentions[at]
            between = self.text[before.end : first.start]
            if len(before.words) < 2 or len(between) > 120 or not self.people.coordinated(between):
                break
            if not found and not re.match(r",?\sand\s", between):
                break
            found.append(before)
            first, at = before, at - 1
        if not found or not self.pronouns.is_subject(found[-1]):
            return named
        return [*reversed(found), *named]

    def _unnamed(self, words: str, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        host = self.subjects.apposition(source)
        if host:
            return host, []
        first, comma, _ = words.partition(",")
        if comma and not re.search(r"\band\b", words):
            state = self.bodies.lookup(first, Span(source.start, source.start + len(first)))
            if state is not None:
                return (state,), []
        last = re.search(r",\s((?:the|his|her|its)\s[^,]+)$", source.of(self.text), re.I)
        if last and head_of(DETERMINER.sub("", first)) not in PERSON_NOUNS | BODY_NOUNS | ANONYMOUS_NOUNS:
            # "Membership of NATO, the ministry said, remains": the words before the comma are those said.
            source = Span(source.start + last.start(1), source.start + last.end(1))
            words = " ".join(last[1].split())
        bare = DETERMINER.sub("", words)
        match = _STATEMENT_OF.match(words)
        low = fold(bare)
        tokens = low.replace("-", " ").split()
        if not tokens:
            return (), []
        found = self.bodies.named_in(words, source)
        determiner = fold(words)[: len(fold(words)) - len(low)].strip()
        if found and not (heads(words) and not self.bodies.make_up(words, found)):
            return tuple(found), []
        head = head_of(bare)
        if match and not found:
            inner = self.bodies.named_in(match["body"], source)
            if inner and head in DOCUMENTS:
                return tuple(inner), []
        if head in DOCUMENTS:
            return self._document(bare, source, place) if determiner in ("the", "this", "that") else ((), [])
        if head in PLURAL_OFFICES or tokens[-1] in PLURAL_OFFICES:
            return self._group(bare, source, place, determiner, words)
        if self._is_anonymous(head, determiner, words):
            return (self.holders.anonymous(bare, source),), []
        if head in PERSON_NOUNS or head.split("-")[-1] in PERSON_NOUNS:
            return self.holders.holder(bare, source, place, determiner)
        if head in BODY_NOUNS or any(token in BODY_NOUNS for token in tokens):
            return self._body(bare, source, place), []
        if determiner in ("the", "this") and EPITHETS.fullmatch(bare.split()[-1].lower()) and not find_place(low)[0]:
            return self.pronouns.epithet(source, words)
        if head in ANONYMOUS_NOUNS:
            return (self.holders.anonymous(bare, source),), []
        if code := peoples().get(low):
            return (self.bodies.of_state(code, source),), []
        if self.bodies.names_body(bare, tokens, words):
            return (
                Speaker(
                    bare, None, "", find_place(low)[0], ActorKind.BODY, span=source, why="a body named in the text"
                ),
            ), []
        return (), []

    def _is_anonymous(self, head: str, determiner: str, words: str) -> bool:
        known = determiner in ("the", "his", "her", "this", "that") and head.rstrip("s") == head
        return head in ANONYMOUS_NOUNS and not known

    def _group(
        self, bare: str, source: Span, place: int, determiner: str, words: str
    ) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Several by their office: those who signed, or whom the text gives it; else one group."""
        if determiner in ("the", "both", "all", *NUMBERS):
            if signed := self.people.signatories:
                return signed, []
            number = next((word for word in fold(words).split() if word in NUMBERS), determiner)
            people = self.holders.several(head_of(bare).removesuffix("s"), number, place)
            if people:
                return tuple(self.people.speaker(person, None, source) for person in people), people
        return (self.bodies.group(bare, source),), []

    def _document(self, bare: str, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Who stands behind "the document": whose it is said to be, its signatories, else a body told of before."""
        if owner := re.search(r"\b(?:of|by|from)\s(?:the\s)?(.+)$", bare):
            start = source.start + source.of(self.text).find(owner[1])
            if found := self.bodies.named_in(owner[1], Span(max(start, source.start), source.end)):
                return tuple(found), []
        if signed := self.people.signatories:
            return signed, []
        for at, speaker in reversed(self.stage.told[-60:]):
            if at < place <= at + 900 and not speaker.group and speaker.kind is ActorKind.BODY:
                return (speaker,), []
        if near := self.bodies.nearest(place):
            return (near,), []
        if re.search(r"declaration|communiqu|statement|document|text|sentence|wording", bare, re.I) and _SUMMIT.search(
            self.text, max(0, source.start - 500), source.end + 60
        ):
            nato = self.bodies.lookup("NATO", source)
            return ((nato,), []) if nato else ((), [])
        return (), []

    def _body(self, bare: str, source: Span, place: int) -> tuple[Speaker, ...]:
        """A body that the roster lacks, or "the ministry", "the committee": the one told of before."""
        low = fold(bare)
        head = head_of(bare)
        if len(low.split()) <= 2 and (bare[:1].islower() or low in BODY_NOUNS):
            for _, speaker in reversed([entry for entry in self.stage.told[-60:] if entry[0] < place]):
                if head in fold(speaker.name).split() or (head in ("alliance", "bloc") and speaker.name == "NATO"):
                    return (replace(speaker, span=source),)
            before = self.bodies.body_before(head, source)
            if before:
                return (before,)
            if head in ("alliance", "bloc"):
                found = self.bodies.lookup("NATO", source)
                return (found,) if found else ()
            if len(low.split()) == 1 and head in (
                "government",
                "administration",
                "party",
                "ministry",
                "committee",
                "parliament",
                "office",
                "group",
                "side",
            ):
                return ()
        if names_outlet(bare):
            return ()
        code = find_place(low)[0]
        if bare[:1].islower() and not code:
            return ()
        return (Speaker(bare, None, "", code, ActorKind.BODY, span=source, why="a body named in the text"),)

    def _unsourced(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Words without a named source: a paragraph that is all quotation goes to who was told of right before it."""
        if not attribution.direct or not attribution.content:
            return ()
        content = attribution.content[0]
        number = bisect_right(self.stage.block_starts, content.start) - 1
        if number < 1 or self.stage.blocks[number].start < content.start - 2 or content.end - content.start < 30:
            return ()
        place = content.start
        for back in range(number - 1, max(-1, number - 4), -1):
            block = self.stage.blocks[back]
            spoken = [entry for entry in self.stage.spoken[-60:] if block.start <= entry[0] < block.end]
            if spoken:
                return spoken[-1][1]
            told = self.stage.narrated(block.start, block.end)
            if len(told.strip(" .x\n")) > 20:
                if told.rstrip().endswith(":") or number - back == 1 or back < number - 1:
                    person = self.pronouns.antecedent(place, "")
                    found = self.subjects.leading(block)
                    if found:
                        self.stage.note(
                            place,
                            found,
                            [p for p in self.cast.people if any(p.actor and p.actor.id == f.actor_id for f in found)],
                        )
                        return found
                    if person is not None and block.start <= max(
                        (m.start for m in person.mentions if m.start < place), default=-1
                    ):
                        speaker = self.people.speaker(person, None, None)
                        self.stage.note(place, (speaker,), [person])
                        return (speaker,)
                return ()
        return ()


def _place(attribution: Attribution) -> int:
    anchor = attribution.source or attribution.cue or (attribution.content[0] if attribution.content else Span(0, 0))
    return anchor.start
