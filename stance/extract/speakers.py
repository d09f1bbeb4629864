"""From the words that name a speaker to the actor: a person, a body, a state, several of them, or nobody known.

Method: the article's names are joined to people first (stance.extract.cast). A source is then read as names, as a
pronoun, as an office ("the minister"), as a body or a state, or as an unnamed group, in this order. Offices are matched
with those that the text gives people, then with the roster's for the day; pronouns go to the latest person that fits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from stance.actors import Gazetteer
from stance.countries import capitals, code_of, names, seats, states
from stance.extract.cast import Cast, Mention, Person
from stance.extract.offices_in_text import Title, after_name, before_name, heads, read_title
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    DOCUMENTS,
    FEMALE_TITLES,
    MALE_TITLES,
    OFFICE_WORDS,
    PERSON_NOUNS,
    PLURAL_PRONOUNS,
    PRONOUNS,
    kind_of_word,
    names_outlet,
    peoples,
    place_words,
)  # fmt: skip
from stance.extract.roles import (
    folded as fold,
)
from stance.model import Actor, ActorKind, Article, Attribution, Span
from stance.offices import Office, find_place
from stance.spelling import name_key
from stance.text import Quotation, paragraphs, quotations

__all__ = ["Speaker", "Speakers", "find_speakers"]

ANONYMOUS = "anonymous"


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


_POSSESSIVE = re.compile(r"['’]s?\s+(?=\S)")
_JOINT = re.compile(r"\s*(?:,|;|,?\s(?:and|&|as well as|along with|together with)\b|/)\s*")
_SUBORDINATE = re.compile(
    r"\b(?:of|to|for|from|with|by|in|at|near|on behalf of|after|against|under|between|about|including)\s(?:[\w’'-]+\s)*$",
    re.I,
)
_STATEMENT_OF = re.compile(
    r"^(?:an?|the|in an?|in the|in)\s(?:[\w-]+\s){0,3}?(?:statement|document|declaration|resolution|report|note|letter|message|post|text|press release|"
    r"communiqué|source|sources|official|officials|spokes\w+|representative|representatives|diplomat|diplomats|people)\s(?:from|of|by|at|in|issued by|inside|within|close to)\s(?:the\s)?(?P<body>.+)$",
    re.I | re.S,
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|its|their|our|my|this|that|these|those|both|all|some|several|many|two|three|four|five|six|seven|eight|nine|ten|one|another|each)\s+",
    re.I,
)
_COUNTERPART = re.compile(r"\b(?:counterpart|colleague|opposite number|homologue|fellow)\b", re.I)
_NUMBER = frozenset(
    {
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "several",
        "some",
        "many",
        "both",
        "few",
    }
)
_PLURAL_OFFICES = frozenset(
    [
        "presidents",
        "ministers",
        "leaders",
        "senators",
        "heads",
        "chancellors",
        "premiers",
        "chairs",
        "members",
        "deputies",
        "governments",
        "countries",
        "nations",
        "states",
        "allies",
        "capitals",
        "parliaments",
        "parliamentarians",
        "mps",
        "ambassadors",
        "signatories",
        "ministries",
        "delegations",
        "parties",
    ]
)
_SYNONYMS = {
    "leader": {"president", "prime minister", "chancellor", "leader", "premier"},
    "head": {"president", "prime minister", "secretary general", "head", "director", "leader", "chair"},
    "chief": {"secretary general", "high representative", "chief", "commander", "foreign minister", "defence minister"},
    "diplomat": {"ambassador", "foreign minister", "envoy", "spokesperson foreign ministry", "high representative"},
    "politician": {"lawmaker", "leader", "senator", "chair", "chairman"},
    "lawmaker": {"lawmaker", "senator", "chair", "defence committee", "foreign affairs committee"},
    "parliamentarian": {"lawmaker", "senator"},
    "mp": {"lawmaker"},
    "deputy": {"lawmaker"},
    "secretary": {"defence minister", "foreign minister", "secretary general", "secretary", "spokesperson president"},
    "envoy": {"ambassador"},
    "representative": {"ambassador", "high representative"},
    "statesman": {"president", "prime minister"},
    "official": set(),
}
_SUBJECT_AFTER = re.compile(
    r",\s(?:who|whose|one|a|an|the|now|once|from|of)\b|\s(?:\w+ed|was|is|has|had|took|went|came|said|told|thinks?|sees?|saw|put|felt|knew)\b"
)
# The beginning of an office or a body whose end alone was taken for the source.
_CUT_OFF = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?)\s)?(?:[A-ZÀ-Ž][\w’'.-]*\s){0,4}(?:[a-z]+\s)?(?:[Mm]inist(?:er|ry|ers)|[Ss]ecretary|[Pp]resident|[Dd]epartment|[Cc]ommittee|[Hh]ead|[Cc]hief|"
    r"[Cc]hair\w*|[Ss]pokes\w+|[Ll]eader|[Dd]irector|[Oo]ffice|[Cc]ommission|[Cc]ouncil|[Cc]hancellor|[Aa]mbassador|[Cc]ommander|[Oo]fficial|[Dd]iplomat|[Mm]ember)"
    r"(?:[\s-][Gg]eneral)?\s(?:of|for|to|from)\s(?:the\s|an?\s)?(?:[A-ZÀ-Ž][\w’'-]*,?\s(?:(?:and|of|for|the)\s){0,2}){0,4}$"
)
_GOES_ON = re.compile(
    r"\s(?:of|for|to)\s(?:the\s)?[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:of|and|for|the)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,5}"
)
_REMARKS = re.compile(
    r"\b(?:remarks?|comments?|speech|words|statement|interview|appearance|visit|arrival|ideas?|plan|proposal|address|letter|article|post)\s(?:of|by|from|with)\s$"
)
_LAST_CLAUSE = re.compile(r"[.!?]['\"”’»]?\s+|\n|[:;“”\"]\s*|\b(?:while|but|whereas|as|after|when)\s")
_VERBAL = re.compile(
    r"\b(?:said|says|told|is|are|was|were|has|have|had|met|will|would|to|that|who|which|with|(?!Unit|All)[A-Za-z]{2,}ed|wants?|urges?|supports?|says|by|between|from|in|on)\b"
)
_SPEAKS_FOR = re.compile(
    r"\b(?:[Ss]pokes\w+|[Aa]dvis[eo]rs?|[Aa]ides?|[Aa]ssistants?|[Ll]awyers?|[Aa]ll(?:y|ies)|[Rr]epresentatives?|[Oo]ffice|[Ss]upporters?|[Cc]ritics?|[Cc]onfidants?)\s"
    r"(?:for|to|of)\s(?:the\s)?(?:[\w’'-]+\s){0,4}$"
)
_LEAD = re.compile(
    r"[\s“\"'‘»«„]*(?:(?:that|and|but|while|whereas|although)\s|By [^,]{3,40},\s|(?:Earlier|Meanwhile|Later|Also|However|Separately|(?:On|In) [\w ]{2,24}),?\s|"
    r"(?:Only|Even|Both|So|For (?:his|her|its|their) part),?\s)*"
)
_LEADING_OFFICE = re.compile(
    r"([Tt]he\s(?:[\w’'-]+\s){0,4}?[\w’'-]+)(?=,\s(?:who|for|in|which)\b|\s(?:has|had|is|was|will|would|wants?|\w+ed|said|says|also|then)\b)"
)
_OF_PLACE = re.compile(
    r"\s(?:of|from)\s(?:the\s)?[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?|\s\([^()]{2,60}\)|,\s(?:of|from)\s[A-ZÀ-Ž][\w’'-]+,?"
)
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
        self.article = article
        self.text = article.text
        self.gazetteer = gazetteer
        self.cast = Cast(article.text, gazetteer)
        self.day: date | None = article.published.first if article.published else None
        self.blocks = paragraphs(self.text)
        self.block_starts = [block.start for block in self.blocks]
        self.quoted = [quotation.outer for quotation in (quotations(self.text) if quoted is None else quoted)]
        self.quoted_starts = [span.start for span in self.quoted]
        self.spoken: list[tuple[int, tuple[Speaker, ...], list[Person]]] = []  # place, speakers, the people among them
        self.called: dict[str, Person] = {}  # an office named alone → whom it stood for
        self.bodies: list[tuple[int, Speaker]] = []

    @cached_property
    def _namesakes(self) -> frozenset[str]:
        """Surnames in the text that several people of the roster bear."""
        found = {mention.words[-1] for mention in self.cast.mentions if mention.person < 0}
        return frozenset(word for word in found if len(self.gazetteer.surnames.get(name_key(word), ())) > 1)

    # -- all of them --

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
        if attribution.source is None:
            return self._unsourced(attribution)
        speakers, people = self._read(self._widened(attribution.source), place, attribution)
        self._note(place, speakers, people)
        return speakers

    def _note(self, place: int, speakers: tuple[Speaker, ...], people: list[Person]) -> None:
        if speakers and not speakers[0].anonymous:
            self.spoken.append((place, speakers, people))
            self.bodies.extend((place, speaker) for speaker in speakers if speaker.kind is not ActorKind.PERSON)

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
            if self._lookup_body(wider.of(text), wider):
                source = wider
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

    # -- one source --

    def _read(self, source: Span, place: int, attribution: Attribution) -> tuple[tuple[Speaker, ...], list[Person]]:
        text = self.text
        words = " ".join(source.of(text).split()).strip(" ,;:—–-")
        low = fold(words)
        if _FIRST.match(words) and attribution.form != "transcript":
            return self._first_person(place)
        if low in PRONOUNS:
            return self._pronoun(low, source, place)
        if low in ("who", "whom", "whose"):
            named = [m for m in self.cast.within(Span(max(0, source.start - 60), source.start)) if self._is_person(m)]
            if (
                named
                and source.start - named[-1].end <= 45
                and not re.search(r"[.;!?]", text[named[-1].end : source.start])
            ):
                return self._people(named[-1:], Span(named[-1].start, named[-1].end))
            return (), []
        if low in ("it", "which", "that"):
            return self._it(source)
        if low in PLURAL_PRONOUNS:
            return self._plural(place)
        named = self._named(source)
        if named:
            speakers, people = self._people(named, source)
            if speakers:
                others = self._states_beside(source, named)
                return (*speakers, *others), people
        return self._unnamed(words, source, place)

    def _named(self, source: Span) -> list[Mention]:
        """The names in a source that speak: not possessors, not those behind a preposition, not parts of bodies."""
        text = self.text
        found: list[Mention] = []
        for mention in self.cast.within(source):
            if not self._is_person(mention) or (
                mention.person < 0 and names_outlet(text[source.start : mention.start])
            ):
                continue
            rest = text[mention.end : source.end]
            if _POSSESSIVE.match(rest) and re.search(r"\w", rest[2:]):
                continue
            if found:
                between = text[found[-1].end : mention.start]
                if not self._coordinated(between):
                    continue
            else:
                lead = text[source.start : mention.start]
                if self._subordinate(lead, mention):
                    continue
            found.append(mention)
        return found

    def _is_person(self, mention: Mention) -> bool:
        if mention.person >= 0 and (self.cast.people[mention.person].sure or len(mention.words) > 1):
            return True
        return mention.person >= 0 or self._could_be_name(mention)

    def _could_be_name(self, mention: Mention) -> bool:
        word = mention.words[-1]
        low = fold(word)
        if (
            len(word) < 3
            or "’" in word
            or "'" in word
            or word.isupper()
            or low in ANONYMOUS_NOUNS
            or low.rstrip("s") in PERSON_NOUNS | BODY_NOUNS
        ):
            return False
        actors = self.gazetteer.lookup(word)
        return not actors and not code_of(word)

    def _coordinated(self, between: str) -> bool:
        """Whether what stands between two names joins them as speakers: "and his Polish counterpart"."""
        if (of := _OF_PLACE.match(between)) and _JOINT.match(between, of.end()):
            between = between[of.end() :]
        match = _JOINT.match(between)
        if not match or not match.group().strip():
            return False
        rest = between[match.end() :]
        rest = re.sub(r"\([^()]*\)", "", rest)
        parts = re.split(r",|;|\band\b", rest)
        last = parts[-1]
        if re.search(r"\b(?:that|which|who|said|told|when|where)\b", last):
            return False
        if not last.strip():
            return bool(re.search(r"\band\b|,|;|&|/", match.group() + rest))
        return (
            bool(heads(last))
            or bool(re.fullmatch(r"\s*(?:(?:his|her|its|the|also|then)\s*)*[\w’'-]*['’]s\s*", last))
            or not last.strip(" \n\xa0")
        )

    def _subordinate(self, lead: str, mention: Mention) -> bool:
        """Whether what stands before the first name makes it part of another's phrase: "a spokesman for President"."""
        bare = lead.strip()
        if not bare:
            return False
        match = re.search(r"\b(?:for|to|of|from|with|by|under|close to|at)\s(?:[\w’'-]+[\s,]+){0,5}$", lead)
        if not match:
            return False
        if _SPEAKS_FOR.search(lead) and not self._is_spokesperson(mention):
            return True
        head = heads(lead[: match.start()])
        after = lead[match.start() :]
        title = before_name(self.text, mention.start, mention.start - len(lead), closed=True)
        if title and title.words and fold(title.words) in fold(lead) and len(title.words) + 12 >= len(bare):
            return False  # "the President of Ukraine Volodymyr …": all of it is the office of the name
        if lead.rstrip().endswith(","):
            return False
        inner = heads(after)
        body = any(word in BODY_NOUNS for word in fold(lead[: match.start()]).split())
        return bool(head and inner) or body or bool(head and not _place_only(after))

    def _is_spokesperson(self, mention: Mention) -> bool:
        """Whether the roster knows a named person as somebody's spokesperson, adviser or envoy."""
        person = self.cast.people[mention.person] if mention.person >= 0 else None
        if person is None or person.actor is None:
            return False
        return any(
            read_title(role.title).office.key.startswith(("spokesperson", "advis", "ambassador"))
            for role in person.actor.roles
        )

    def _people(self, mentions: list[Mention], source: Span) -> tuple[tuple[Speaker, ...], list[Person]]:
        people = [self._identify(mention) for mention in mentions]
        speakers = []
        for number, (mention, person) in enumerate(zip(mentions, people, strict=True)):
            owner = people[number - 1] if number else None
            speakers.append(self._speaker(person, mention, source, owner))
        speakers = self._share_office(speakers, mentions)
        unique = {speaker.key: speaker for speaker in reversed(speakers)}
        return tuple(reversed(unique.values())), people

    def _identify(self, mention: Mention) -> Person:
        """The person of a mention; of several in the roster with that surname the one whose office the text names."""
        if mention.person < 0:
            namesakes = self.gazetteer.surnames.get(name_key(mention.words[-1]), ())
            if len(namesakes) > 1 and (title := self._title_at(mention) or self._title_after(mention)):
                fitting = [
                    actor for actor in namesakes
                    if any(read_title(role.title).office.key == title.office.key for role in actor.roles)
                    and (not title.place or title.place in {actor.country, *(role.country or role.organization for role in actor.roles)})
                ]  # fmt: skip
                if len(fitting) == 1:
                    return self.cast.assign(mention, fitting[0])
        return self.cast.identify(mention)

    def _title_after(self, mention: Mention) -> Title | None:
        return after_name(self.text, mention.end, self._bounds(mention.start)[1])

    def _share_office(self, speakers: list[Speaker], mentions: list[Mention]) -> list[Speaker]:
        """ "The presidents of A and B, N. and M.": to each the office and the place."""
        head = next(
            (
                word
                for word in re.findall(r"[\w-]+", fold(speakers[0].role))
                if word.endswith("s") and word[:-1] in PERSON_NOUNS
            ),
            "",
        )
        if not head or len(speakers) < 2:
            return speakers
        role = speakers[0].role
        noun = re.sub(rf"(?i)\b{head}\b", head[:-1], re.split(r"\s(?:of|from)\s", role)[0])
        places = [
            code
            for code in (
                code_of(word)
                for word in re.findall(
                    r"[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?|[A-ZÀ-Ž][\w’'-]+", role.partition(" of ")[2]
                )
            )
            if code
        ]
        shared = []
        for number, (speaker, mention) in enumerate(zip(speakers, mentions, strict=True)):
            place = places[number] if len(places) == len(speakers) else ""
            if not place and (
                own := re.compile(
                    r"\s(?:of|from)\s(?:the\s)?([A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)?)|\s\(([^()]+)\)"
                ).match(self.text, mention.end)
            ):
                place = code_of(own[1] or own[2]) or code_of((own[1] or own[2]).split()[0])
            if place and len(place) == 2:
                speaker = replace(speaker, role=f"{noun} of {names()[place]}", country=place)
            elif number == 0:
                speaker = replace(speaker, role=noun)
            shared.append(speaker)
        return shared

    def _states_beside(self, source: Span, named: list[Mention]) -> tuple[Speaker, ...]:
        return ()

    def _speaker(
        self, person: Person, mention: Mention | None, source: Span | None, owner: Person | None = None
    ) -> Speaker:
        title = self._title(person, mention, owner)
        role = title.words if title else ""
        country = title.place if title else ""
        if person.actor:
            held = self.gazetteer.role_on(person.actor, self.day)
            if not role and held:
                role = held.title
            country = (
                country
                if country and not (title and title.office.former)
                else self.gazetteer.country_of(person.actor, self.day)
            )
            return Speaker(
                person.actor.name, person.actor.id, role, country, person.actor.kind, span=mention.span if mention else source,
                why=f"“{mention.span.of(self.text)}” is {person.actor.name} of the roster" if mention else "",
            )  # fmt: skip
        return Speaker(
            person.name,
            None,
            role,
            country or self._home_of(person),
            span=mention.span if mention else source,
            why=f"named in the text as {person.name}",
        )

    def _home_of(self, person: Person) -> str:
        for words, place in person.roles or ():
            if place:
                return place
        return ""

    # -- titles --

    def _bounds(self, place: int) -> tuple[int, int]:
        number = bisect_right(self.block_starts, place) - 1
        if number < 0:
            return 0, len(self.text)
        block = self.blocks[number]
        return block.start, block.end

    def _title(self, person: Person, mention: Mention | None, owner: Person | None = None) -> Title | None:
        """The office given at this mention, else at the first mention that gives one."""
        if mention is not None and (title := self._title_at(mention, owner)):
            return title
        for words, _ in self._titles(person):
            return read_title(words)
        return None

    def _titles(self, person: Person) -> list[tuple[str, str]]:
        if person.roles is None:
            person.roles = []
            for mention in person.mentions[:12]:
                title = self._title_at(mention)
                if title and (title.words, title.place) not in person.roles:
                    person.roles.append((title.words, title.place))
        return person.roles

    def _title_at(self, mention: Mention, owner: Person | None = None) -> Title | None:
        text = self.text
        floor, ceiling = self._bounds(mention.start)
        at = bisect_right(self.cast.starts, mention.start - 1) - 1
        if at >= 0 and len(self.cast.mentions[at].words) > 1:
            floor = max(floor, self.cast.mentions[at].end)
        closed = (
            text[mention.end : mention.end + 1] in ("", ",", ".", ";", ")", "\n")
            or text[mention.end : mention.end + 5] == " and "
        )
        before = before_name(text, mention.start, floor, closed)
        if before and _COUNTERPART.search(before.words):
            return self._counterpart(before, mention, owner) or before
        if before and (before.office.key or before.place):
            if (
                len(mention.words) > 1
                and not before.place
                and (after := after_name(text, mention.end, ceiling))
                and heads(after.words)
                and after.place
            ):
                return after if len(after.words) < 90 else before
            return before
        if len(mention.words) > 1 or text[mention.end : mention.end + 2] in (" (", ", "):
            return after_name(text, mention.end, ceiling)
        return None

    def _counterpart(self, title: Title, mention: Mention, owner: Person | None) -> Title | None:
        """ "his Polish counterpart": the office of the one whose counterpart it is, in the other country."""
        if owner is None:
            place = next((at for at in range(len(self.spoken) - 1, -1, -1) if self.spoken[at][2]), None)
            owner = self.spoken[place][2][-1] if place is not None else None
            earlier = self._earlier_subject(mention.start)
            owner = earlier or owner
        office = self._office_of(owner) if owner else None
        if office is None or not office.key:
            return None
        words = re.sub(r"(?i)\b(?:counterpart|colleague|opposite number|homologue)\b", "", title.words)
        words = re.sub(r"(?i)^(?:his|her|its|their|the)\b", "", words.strip()).strip()
        home = office.place or (self.gazetteer.country_of(owner.actor, self.day) if owner and owner.actor else "")
        return Title(f"{words} {_written(office.key)}".strip(), Office(office.key, title.place or home))

    def _earlier_subject(self, place: int) -> Person | None:
        """The person named last before a place, in the narration."""
        at = bisect_right(self.cast.starts, place - 1) - 1
        while at >= 0:
            mention = self.cast.mentions[at]
            if mention.person >= 0 and mention.start < place and not self._is_quoted(mention.start):
                person = self.cast.people[mention.person]
                if person.sure or self._titles(person):
                    return person
            at -= 1
        return None

    def _office_of(self, person: Person) -> Office | None:
        for words, _ in self._titles(person):
            office = read_title(words).office
            if office.key and not _COUNTERPART.search(words):
                return office
        if person.actor and (role := self.gazetteer.role_on(person.actor, self.day)):
            return read_title(role.title).office
        return None

    # -- pronouns --

    def _is_quoted(self, place: int) -> bool:
        at = bisect_right(self.quoted_starts, place) - 1
        return at >= 0 and place < self.quoted[at].end

    def _first_person(self, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        for _, speakers, people in reversed(self.spoken):
            if people:
                return speakers, people
        return (), []

    def _plural(self, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        for at, speakers, people in reversed(self.spoken):
            if place - at > 1500:
                break
            if len(speakers) > 1 or speakers[0].kind is not ActorKind.PERSON or speakers[0].group:
                return speakers, people
        return (), []

    def _it(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]]:
        """The body or state that "it" stands for: the subject of its own sentence, else of the one before."""
        text = self.text
        floor, _ = self._bounds(source.start)
        told = self._narrated(floor, source.start)
        if len(told) != source.start - floor:
            told = text[floor : source.start]
        bounds = [0, *(match.end() for match in re.finditer(r"[.!?:]\s", told)), len(told)]
        for at in range(len(bounds) - 2, max(-1, len(bounds) - 4), -1):
            start = floor + bounds[at]
            if found := self.leading(Span(start, floor + bounds[at + 1])):
                return found, []
        return (), []

    def leading(self, span: Span) -> tuple[Speaker, ...]:
        """The bodies, states or people named at the head of a clause: its subject, as "Turkey" in "Turkey was not …"."""
        text = self.text
        words = text[span.start : min(span.end, span.start + 180)]
        lead = _LEAD.match(words)
        base = span.start + (lead.end() if lead else 0)
        rest = text[base : span.start + len(words)]
        first = next(
            (
                mention
                for mention in self.cast.within(Span(base, base + min(len(rest), 110)))
                if self._is_person(mention)
            ),
            None,
        )
        if first is not None and (
            (first.person < 0 and first.words[-1] not in self._namesakes)
            or not (first.start == base or self._begins(first, base))
        ):
            first = None
        ends = [match.start() for match in re.finditer(r"\s|,|$|['’]s\b", rest)][:9]
        for end in reversed(ends):
            phrase = rest[:end].strip(" ,")
            if not phrase or not phrase[0].isalpha() or (first is not None and base + end > first.start):
                continue
            found = self._bodies(phrase, Span(base, base + end))
            if found and self._whole(phrase, found):
                if rest[end : end + 2] in ("'s", "’s"):
                    break
                following = re.match(r"\s([a-z]+)", rest[end:])
                if following and following[1] in _PLURAL_OFFICES:
                    group = Span(base, base + end + following.end())
                    return self._group(group.of(text), group, base, "")
                if following and (
                    following[1] in ANONYMOUS_NOUNS or following[1].rstrip("s") in PERSON_NOUNS | BODY_NOUNS
                ):
                    return ()
                return tuple(found)
        if first is not None:
            return self._leading_people(first, base, span)
        if office := _LEADING_OFFICE.match(rest):
            source = Span(base, base + office.end(1))
            bare = _DETERMINER.sub("", office[1])
            if len(heads(bare)) and (find_place(fold(bare))[0] or self.called.get(fold(bare))):
                return tuple(
                    one for one in self._office(bare, source, base, "the")[0] if not one.anonymous and one.name != bare
                )
        return ()

    def _leading_people(self, first: Mention, base: int, span: Span) -> tuple[Speaker, ...]:
        """The people who are a clause's subject, from the first name on; "Orbán's government" is the government."""
        text = self.text
        if owned := re.compile(r"['’]s?\s((?:[\w-]+\s){0,4}?)(government|administration|cabinet)\b").match(
            text, first.end
        ):
            person = self.cast.identify(first)
            place = self.gazetteer.country_of(person.actor, self.day) if person.actor else ""
            found = (
                self._rewritten(f"{names()[place]} {owned[2]}", Span(base, owned.end())) if len(place) == 2 else None
            )
            return (found,) if found else ()
        together = Span(base, min(span.end, base + 300))
        joined = self._named(together)
        if _POSSESSIVE.match(text, first.end):
            # "Z.'s chief of staff, A. Y., urged": the one set in apposition, or nobody.
            after = [mention for mention in joined if mention.start - first.end < 60]
            joined = after[:1] if after and before_name(text, after[0].start, first.end, closed=True) else []
        elif not joined or joined[0] is not first:
            joined = [first]
        return self._people(joined, Span(base, joined[-1].end))[0] if joined else ()

    def _begins(self, mention: Mention, base: int) -> bool:
        """Whether a clause that begins at `base` begins with the office of a name, or with whose it is."""
        lead = self.text[base : mention.start]
        title = before_name(self.text, mention.start, base, closed=True)
        if title is not None:
            if self._subordinate(lead, mention):
                return False
            rest = re.sub(r"\W", "", fold(lead))
            return len(rest) <= len(re.sub(r"\W", "", fold(title.words))) + 6
        return bool(re.fullmatch(r"(?:[Tt]he\s)?[\w’'-]+['’]s?\s", lead))

    def _pronoun(self, word: str, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        gender = "f" if word in ("she", "her", "hers") else "m" if word in ("he", "him", "his") else ""
        person = self._antecedent(source.start, gender)
        if person is None:
            return (), []
        mention = max((m for m in person.mentions if m.start < source.start), key=lambda m: m.start, default=None)
        speaker = self._speaker(person, mention, source)
        return (replace(speaker, span=source, why=f"“{word}” is {speaker.name}, named before"),), [person]

    def _antecedent(self, place: int, gender: str) -> Person | None:
        """The person a pronoun stands for: near, subject or speaker rather than object, and of the same gender."""
        text = self.text
        floor, _ = self._bounds(place)
        last_spoken = next((entry for entry in reversed(self.spoken) if entry[2] and entry[0] < place), None)
        best: tuple[float, Person] | None = None
        at = bisect_right(self.cast.starts, place - 1) - 1
        looked = 0
        while at >= 0 and looked < 14 and place - self.cast.mentions[at].start < 2500:
            mention = self.cast.mentions[at]
            at -= 1
            if mention.person < 0 or self._is_quoted(mention.start):
                continue
            person = self.cast.people[mention.person]
            if not self._is_somebody(person, mention):
                continue
            looked += 1
            cost = self._cost(mention, place, floor)
            if gender and person.gender and person.gender != gender:
                cost += 20.0 if self._gender_sure(person) else 5.0
            if last_spoken and person is last_spoken[2][-1]:
                cost -= 1.2
            if best is None or cost < best[0] - 1e-9:
                best = cost, person
        if last_spoken:
            # Somebody who spoke under an office or a pronoun since, and was not named again.
            for person in last_spoken[2]:
                if gender and person.gender and person.gender != gender:
                    continue
                span = text[last_spoken[0] : place]
                cost = 0.9 * _stops(span) + 2.0 * span.count("\n\n") + 0.5
                if best is None or cost < best[0]:
                    best = cost, person
        return best[1] if best else None

    def _is_somebody(self, person: Person, mention: Mention) -> bool:
        """Whether a name is a person's as far as the text tells: by the roster, an office, or the place of a subject."""
        if person.sure or self._titles(person):
            return True
        text = self.text
        if len(mention.words) < 2 or text[mention.start - 2 : mention.start].strip(" \n\xa0") not in (
            "",
            ".",
            "”",
            '"',
            "»",
            "“",
        ):
            return False
        return bool(_SUBJECT_AFTER.match(text, mention.end))

    @staticmethod
    def _gender_sure(person: Person) -> bool:
        return any(mention.title.lower().strip(".") in FEMALE_TITLES | MALE_TITLES for mention in person.mentions)

    def _cost(self, mention: Mention, place: int, floor: int) -> float:
        text = self.text
        between = text[mention.end : place]
        cost = 1.0 * _stops(self._narrated(mention.end, place)) + (2.0 if mention.start < floor else 0.0)
        cost += 1.0 * max(0, between.count("\n") - 1) * 0.5
        if not self._is_subject(mention):
            cost += 1.6
        if _POSSESSIVE.match(text, mention.end):
            cost += 0.8
        return cost

    def _narrated(self, start: int, end: int) -> str:
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

    def _is_subject(self, mention: Mention) -> bool:
        """Whether a name stands where subjects stand: at the head of its clause, or right after or before a verb of saying."""
        text = self.text
        floor, _ = self._bounds(mention.start)
        before = (
            text[max(floor, mention.lead - 80) : mention.start].lstrip()
            if mention.lead > floor
            else text[mention.lead : mention.start]
        )
        head = re.split(r"[.!?;:]\s|[”“\"»«]|,\s(?=[a-z]*\b(?:but|while|and)\b)", before)[-1]
        if re.search(
            r"\b(?:said|says|added|noted|told|explained|stressed|wrote|concluded|insisted|argued|replied)\s(?:[\w’'-]+\s){0,6}$",
            head,
        ):
            return True
        return not re.search(
            r"\b(?:to|with|of|by|for|from|against|after|on|in|told|asked|met|thanked|urged|called|invited|between|between|about|said|and|including|like|than)\s"
            r"(?:[\w’'-]+\s){0,7}$", head
        )  # fmt: skip

    # -- offices, bodies, states, groups --

    def _unnamed(self, words: str, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        host = self._apposition(source)
        if host:
            return host, []
        bare = _DETERMINER.sub("", words)
        match = _STATEMENT_OF.match(words)
        low = fold(bare)
        tokens = low.replace("-", " ").split()
        if not tokens:
            return (), []
        found = self._bodies(words, source)
        determiner = fold(words)[: len(fold(words)) - len(low)].strip()
        if found and not (heads(words) and not self._whole(words, found)):
            return tuple(found), []
        head = self._head(bare)
        if match and not found:
            inner = self._bodies(match["body"], source)
            if inner and head in DOCUMENTS:
                return tuple(inner), []
        if head in DOCUMENTS:
            return self._document(source, place) if determiner in ("the", "this", "that") else ((), [])
        if head in _PLURAL_OFFICES or tokens[-1] in _PLURAL_OFFICES:
            return self._group(bare, source, place, determiner), []
        if self._is_anonymous(head, determiner, words):
            return (self._anonymous(bare, source),), []
        if head in PERSON_NOUNS or head.split("-")[-1] in PERSON_NOUNS:
            return self._office(bare, source, place, determiner)
        if head in BODY_NOUNS or any(token in BODY_NOUNS for token in tokens):
            return self._body(bare, source, place), []
        if head in ANONYMOUS_NOUNS:
            return (self._anonymous(bare, source),), []
        if code := peoples().get(low):
            return (self._state(code, source),), []
        if self._names_body(bare, tokens, words):
            return (
                Speaker(
                    bare, None, "", find_place(low)[0], ActorKind.BODY, span=source, why="a body named in the text"
                ),
            ), []
        return (), []

    @staticmethod
    def _names_body(bare: str, tokens: list[str], words: str) -> bool:
        """Whether capitalised words that are nobody's name are at least a body's."""
        if not (words[:1].isupper() and bare[:1].isupper()) or names_outlet(words) or len(tokens) > 6:
            return False
        kinds = {kind_of_word(word) for word in bare.split() if word[0].isupper()}
        if len(tokens) == 1:
            return (
                fold(bare) in seats()
                or kinds <= {"b"}
                or (words.lower().startswith("the ") and kinds <= {"b", "t", "n"})
            )
        return bool(kinds) and kinds <= {"n", "t", "b", "p", "o"} and kinds != {"p"}

    @staticmethod
    def _head(bare: str) -> str:
        """The noun that a phrase is about: the last one before "of", "for", "who" …"""
        low = fold(
            re.split(
                r",|\s(?:of|for|from|to|in|at|on|who|that|which|with|and|close|familiar|speaking|involved|briefed|responsible)\s",
                f" {bare} ",
            )[0]
        )
        tokens = low.split()
        return tokens[-1].removesuffix("'s") if tokens else ""

    def _apposition(self, source: Span) -> tuple[Speaker, ...]:
        """ "Lithuania, the host, insists": the source found is the apposition of the one before it."""
        text = self.text
        before = re.compile(r"(?:^|[.!?\n“”\"]\s*|\b(?:while|and|but)\s)([^.,!?\n]{3,60}),\s$").search(
            text[max(0, source.start - 70) : source.start]
        )
        if not before or text[source.end : source.end + 1] != ",":
            return ()
        start = source.start - 2 - len(before[1])
        named = [mention for mention in self.cast.within(Span(start, source.start)) if self._is_person(mention)]
        if named:
            return ()
        found = self._bodies(before[1], Span(start, start + len(before[1])))
        return tuple(found) if found and self._whole(before[1], found) else ()

    def _whole(self, words: str, found: list[Speaker]) -> bool:
        """Whether the bodies found make up the whole phrase."""
        rest = fold(words)
        for speaker in found:
            if speaker.span:
                rest = rest.replace(fold(speaker.span.of(self.text)), " ")
        return not [
            word
            for word in rest.split()
            if word not in ("the", "and", "both", "of", ",", "'s", "also", "for", "its", "part")
        ]

    def _bodies(self, words: str, source: Span) -> list[Speaker]:
        """Bodies and states of the roster, and states by capital, that make up the phrase or head it."""
        base = self.text.find(words, source.start, source.end + 1)
        base = source.start if base < 0 else base
        whole = self._lookup_body(words, Span(base, base + len(words)))
        if whole:
            return [whole]
        parts = [(match.start(), match.end()) for match in re.finditer(r"(?:(?!,?\s(?:and|or)\s|,\s).)+", words)]
        if len(parts) > 1:
            found: list[Speaker] = []
            for start, end in parts:
                piece = words[start:end]
                piece_start = base + start
                stripped = re.sub(r"^(?:,\s|,?\s?(?:and|or)\s|\s)+(?:both\s)?", "", piece)
                piece_start += len(piece) - len(stripped)
                speaker = self._lookup_body(stripped, Span(piece_start, piece_start + len(stripped)))
                if speaker is None and stripped.split() and stripped.split()[-1].lower() in _PLURAL_OFFICES:
                    speaker = self._group(
                        _DETERMINER.sub("", stripped), Span(piece_start, piece_start + len(stripped)), piece_start, ""
                    )[0]
                if speaker is None:
                    bare_list = start and words[parts[0][1]] == "," and not re.search(r"\b(?:and|or)\b", words)
                    return found if found and bare_list else []
                found.append(speaker)
            return found
        cut = re.match(r"(.+?)(?:,|\s\(|['’]s?\s(?:governing|ruling|current|new)\b)", words)
        if cut and (speaker := self._lookup_body(cut[1], Span(base, base + cut.end(1)))):
            return [speaker]
        return []

    def _lookup_body(self, words: str, span: Span) -> Speaker | None:
        bare = re.sub(r"^(?:the|both|official|neighbouring)\s+", "", words.strip(), flags=re.I)
        actors = [actor for actor in self.gazetteer.lookup(bare) if actor.kind is not ActorKind.PERSON]
        if len(actors) == 1:
            return self._actor(actors[0], span)
        key = fold(bare)
        code = states().get(key.replace(".", "")) or capitals().get(key)
        if code and (bare[:1].isupper()):
            return self._state(code, span)
        match = re.fullmatch(
            r"(?P<who>[\w.-]+(?:\s[\w.-]+)?)(?:['’]s)?\s(?:side|authorities|leadership|answer|position|view|line|state)",
            bare,
        )
        if match and (code := code_of(match["who"])) and len(code) == 2:
            return self._state(code, span)
        if key in peoples() and bare[:1].isupper():
            return self._state(peoples()[key], span)
        return self._rewritten(bare, span)

    def _rewritten(self, bare: str, span: Span) -> Speaker | None:
        """A body under another order of words: "Germany's government", "the Polish parliament", "Croatia's foreign ministry"."""
        code, named, rest = find_place(fold(bare.replace("-", " ")))
        tokens = rest.split()
        if not code or not tokens or len(code) != 2 or tokens[-1] not in BODY_NOUNS | {"ministry"} or len(tokens) > 4:
            return None
        if any(word in PERSON_NOUNS and word not in ("state",) for word in tokens[:-1]) and tokens[-1] not in (
            "office",
        ):
            return None
        name = names()[code]
        noun = " ".join(word for word in tokens if word not in ("of", "the", "'s", "s"))
        full = {
            "foreign ministry": "ministry of foreign affairs",
            "defence ministry": "ministry of defence",
            "defense ministry": "ministry of defence",
        }.get(noun, noun)
        adjective = _adjective(code)
        for spelling in (
            f"{adjective} {noun}",
            f"{noun} of {name}",
            f"{full} of {name}",
            f"{full} of the {name}",
            f"{name} {noun}",
            f"{full} of {adjective}",
        ):
            actors = [actor for actor in self.gazetteer.lookup(spelling) if actor.kind is not ActorKind.PERSON]
            if len(actors) == 1:
                return self._actor(actors[0], span)
        return None

    def _actor(self, actor: Actor, span: Span) -> Speaker:
        country = self.gazetteer.country_of(actor, self.day)
        return Speaker(
            actor.name,
            actor.id,
            "",
            country,
            actor.kind,
            span=span,
            why=f"“{span.of(self.text)}” is {actor.name} of the roster",
        )

    def _state(self, code: str, span: Span) -> Speaker:
        name = names().get(code, code)
        actor = next((a for a in self.gazetteer.lookup(name) if a.kind is not ActorKind.PERSON), None)
        if actor:
            return self._actor(actor, span)
        return Speaker(name, None, "", code, ActorKind.STATE, span=span, why="a state named in the text")

    def _is_anonymous(self, head: str, determiner: str, words: str) -> bool:
        known = determiner in ("the", "his", "her", "this", "that") and head.rstrip("s") == head
        return head in ANONYMOUS_NOUNS and not known

    def _anonymous(self, bare: str, source: Span) -> Speaker:
        group = self._head(bare).endswith("s")
        place = find_place(fold(bare))[0]
        return Speaker(
            ANONYMOUS,
            None,
            bare,
            place,
            ActorKind.PERSON,
            anonymous=True,
            group=group,
            span=source,
            why="nobody is named",
        )

    def _group(self, bare: str, source: Span, place: int, determiner: str) -> tuple[Speaker, ...]:
        if determiner in ("the", "both", "all", *_NUMBER) or not determiner:
            signed = self._signatories()
            if signed and determiner:
                return signed
        return (
            Speaker(
                bare,
                None,
                "",
                find_place(fold(bare))[0],
                ActorKind.BODY,
                group=True,
                span=source,
                why="a group, nobody named",
            ),
        )

    def _document(self, source: Span, place: int) -> tuple[tuple[Speaker, ...], list[Person]]:
        """Who stands behind "the document": its signatories, else the body told of last."""
        signed = self._signatories()
        if signed:
            return signed, []
        before = [
            speaker
            for at, speaker in self.bodies
            if at < place <= at + 900 and not speaker.group and speaker.kind is ActorKind.BODY
        ]
        if before:
            return (before[-1],), []
        return (), []

    def _signatories(self) -> tuple[Speaker, ...]:
        """Those who signed the text's joint statement: in a sentence "signed by …", or line by line at its end."""
        text = self.text
        match = re.search(r"\b(?:signed|endorsed|issued|adopted) by\b([^.]{20,900})", text)
        mentions: list[Mention] = []
        if match:
            mentions = [
                m
                for m in self.cast.within(Span(match.start(1), match.end(1)))
                if len(m.words) > 1 and self._title_at(m)
            ]
        if len(mentions) < 2:
            mentions = [
                mention
                for mention in self.cast.mentions
                if len(mention.words) > 1 and mention.person >= 0
                and (mention.start == 0 or text[: mention.start].rstrip(" \t").endswith("\n"))
                and re.match(r",\s[^\n.]{5,90}(?:\n|$)", text[mention.end : mention.end + 110])
            ]  # fmt: skip
        if len(mentions) < 2:
            return ()
        return self._people(mentions, Span(mentions[0].start, mentions[-1].end))[0]

    # -- offices --

    def _office(self, bare: str, source: Span, place: int, determiner: str) -> tuple[tuple[Speaker, ...], list[Person]]:
        """The holder of an office named alone: somebody the text gives it to, else the roster's holder on the day."""
        title = read_title(bare)
        person = self._holder_in_text(bare, title.office, source.start)
        if person is not None:
            self.called[fold(bare)] = person
            mention = max((m for m in person.mentions if m.start < source.start), key=lambda m: m.start, default=None)
            speaker = self._speaker(person, mention, source)
            return (replace(speaker, span=source, why=f"“{bare}” is {speaker.name}, so called in the text"),), [person]
        office = title.office
        if not office.place and office.key in ("secretary general", "deputy secretary general"):
            office = office._replace(place="NATO")
        found = self.gazetteer.holding(office, self.day) if office.place else ()
        if len(found) == 1:
            actor = found[0]
            person = next((p for p in self.cast.people if p.actor is actor), None) or Person(
                actor.name, actor, sure=True
            )
            country = self.gazetteer.country_of(actor, self.day)
            speaker = Speaker(
                actor.name, actor.id, bare, country, actor.kind, span=source, why=f"held the office of {bare} then"
            )
            return (speaker,), [person]
        if determiner in ("a", "an", "one", "another") or (not determiner and not office.place):
            return (self._anonymous(bare, source),), []
        person = self._untitled(source.start)
        if person is not None:
            speaker = self._speaker(person, None, source)
            why = f"the only one named before “{bare}” whose office is not told"
            return (replace(speaker, role=bare, country=speaker.country or office.place, why=why),), [person]
        if not office.place or determiner in ("its", "their", "his", "her"):
            return (), []
        return (
            Speaker(
                bare,
                None,
                bare,
                office.place,
                ActorKind.PERSON,
                span=source,
                why="an office; its holder is not in the roster",
            ),
        ), []

    def _untitled(self, place: int) -> Person | None:
        """The one person named shortly before whose office nobody tells: "remarks of Grant E. … the deputy secretary told"."""
        found = [
            person
            for person in self.cast.people
            if person.actor is None and not self._titles(person) and len(person.name.split()) > 1
            and any(
                0 < place - mention.start < 600
                and (_REMARKS.search(self.text, max(0, mention.start - 40), mention.start) or self._is_somebody(person, mention))
                for mention in person.mentions
            )
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _holder_in_text(self, bare: str, office: Office, place: int) -> Person | None:
        phrase = set(fold(bare).replace("-", " ").split()) - {"the", "of", "for", "and", "to", "'s"}
        head = heads(bare)
        noun = head[-1] if head else ""
        best: tuple[float, Person] | None = None
        for person in self.cast.people:
            before = [m.start for m in person.mentions if m.start < place]
            spoke = [at for at, _, people in self.spoken if person in people and at <= place]
            if not before and not spoke and (not person.mentions or person.mentions[0].start > place + 400):
                continue
            fit = self._fit(person, phrase, noun, office)
            if fit <= 0:
                continue
            last = max([*before, *spoke], default=-1)
            near = (place - last) / 1000 if last >= 0 else 2.5
            value = (
                fit
                - min(near, 3.0) * 0.4
                + (0.3 if spoke else 0.0)
                + (0.8 if self.called.get(fold(bare)) is person else 0.0)
            )
            if best is None or value > best[0]:
                best = value, person
        return best[1] if best else None

    def _fit(self, person: Person, phrase: set[str], noun: str, office: Office) -> float:
        """How well an office phrase fits one of a person's titles; 0 if it does not."""
        titles = [(read_title(words), 1.0) for words, _ in self._titles(person)]
        if person.actor and (role := self.gazetteer.role_on(person.actor, self.day)):
            place = role.country or role.organization
            known = read_title(role.title)
            if not known.office.place:
                known = Title(
                    known.words,
                    known.office._replace(place=place if len(place) == 2 or place in ("NATO", "EU") else ""),
                )
            titles.append((known, 0.7))
        best = 0.0
        for title, weight in titles:
            other = title.office
            if office.place and other.place and office.place != other.place:
                continue
            words = set(fold(title.words).replace("-", " ").split())
            if office.key and office.key == other.key:
                fit = 3.0
            elif ("deputy" in phrase) != ("deputy" in words or "vice" in words) and "deputy" in phrase:
                continue
            elif phrase - _place_tokens() <= words:
                fit = 2.0 if not ({"deputy", "vice"} & words) else 1.3
            elif (
                noun in _SYNONYMS
                and (other.key in _SYNONYMS[noun] or any(part in _SYNONYMS[noun] for part in other.key.split()))
                and len(phrase - _place_tokens()) <= 1
            ):
                fit = 1.6
            elif noun == "official" and other.place and (office.place == other.place or not office.place):
                fit = 1.0
            elif (
                noun in ("minister", "secretary")
                and phrase - _place_tokens() == {noun}
                and other.key.endswith("minister")
            ):
                fit = 1.8 if other.key != "prime minister" else 0.9
            else:
                continue
            if office.former != other.former and office.former:
                continue
            best = max(best, fit * weight + (0.5 if office.place and office.place == other.place else 0.0))
        return best

    def _body(self, bare: str, source: Span, place: int) -> tuple[Speaker, ...]:
        """A body that the roster lacks, or "the ministry", "the committee": the one told of before."""
        low = fold(bare)
        head = self._head(bare)
        if len(low.split()) <= 2 and bare[:1].islower():
            for _, speaker in reversed([entry for entry in self.bodies if entry[0] < place]):
                if head in fold(speaker.name).split() or (head in ("alliance", "bloc") and speaker.name == "NATO"):
                    return (replace(speaker, span=source),)
            before = self._body_before(head, source)
            if before:
                return (before,)
            if head in ("alliance", "bloc"):
                found = self._lookup_body("NATO", source)
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

    def _body_before(self, head: str, source: Span) -> Speaker | None:
        """The last body of that kind that was named in full before a place."""
        window = self.text[max(0, source.start - 1500) : source.start]
        pattern = re.compile(
            rf"(?:[A-ZÀ-Ž][\w’'-]+\s(?:(?:of|for|and|the)\s)*){{0,5}}{re.escape(head.title())}(?:\s(?:of|for|and|the|[A-ZÀ-Ž][\w’'-]+)){{0,8}}"
        )
        for match in reversed(list(pattern.finditer(window))):
            words = re.sub(r"\s(?:of|for|and|the)$", "", match.group())
            start = max(0, source.start - 1500) + match.start()
            found = self._lookup_body(words, Span(start, start + len(words)))
            if found:
                return found
        return None

    # -- no source --

    def _unsourced(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Words without a named source: a paragraph that is all quotation goes to who was told of right before it."""
        if not attribution.direct or not attribution.content:
            return ()
        content = attribution.content[0]
        number = bisect_right(self.block_starts, content.start) - 1
        if number < 1 or self.blocks[number].start < content.start - 2 or content.end - content.start < 30:
            return ()
        place = content.start
        for back in range(number - 1, max(-1, number - 4), -1):
            block = self.blocks[back]
            spoken = [entry for entry in self.spoken if block.start <= entry[0] < block.end]
            if spoken:
                return spoken[-1][1]
            told = self._narrated(block.start, block.end)
            if len(told.strip(" .x\n")) > 20:
                if told.rstrip().endswith(":") or number - back == 1 or back < number - 1:
                    person = self._antecedent(place, "")
                    found = self.leading(block)
                    if found:
                        self._note(
                            place,
                            found,
                            [p for p in self.cast.people if any(p.actor and p.actor.id == f.actor_id for f in found)],
                        )
                        return found
                    if person is not None and block.start <= max(
                        (m.start for m in person.mentions if m.start < place), default=-1
                    ):
                        speaker = self._speaker(person, None, None)
                        self._note(place, (speaker,), [person])
                        return (speaker,)
                return ()
        return ()


def _place(attribution: Attribution) -> int:
    anchor = attribution.source or attribution.cue or (attribution.content[0] if attribution.content else Span(0, 0))
    return anchor.start


def _stops(text: str) -> int:
    return len(re.findall(r"[.!?][”\"’»]?\s", text))


def _place_only(text: str) -> bool:
    """Whether words hold nothing but a place and small words: "of Ukraine"."""
    tokens = [
        word
        for word in re.findall(r"[\w’'-]+", fold(text))
        if word not in ("of", "the", "for", "to", "from", "republic")
    ]
    return all(word in place_words() or word in OFFICE_WORDS for word in tokens)


def _place_tokens() -> frozenset[str]:
    return _PLACE_TOKENS


def _written(key: str) -> str:
    return " ".join(word.capitalize() if word not in ("of", "to", "for") else word for word in key.split())


def _adjective(code: str) -> str:
    from stance.countries import adjectives

    return next((word for word, place in adjectives().items() if place == code), "")


_PLACE_TOKENS = frozenset(word for words in place_words() for word in words.split())
