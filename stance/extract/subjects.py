"""The subject of a clause: the people, bodies and states at its head, and what "it" and an apposition stand for."""

from __future__ import annotations

import re
from itertools import islice

from stance.countries import adjectives, names
from stance.extract.bodies import Bodies
from stance.extract.cast import Mention, Person
from stance.extract.collectives import whole_of
from stance.extract.holders import Holders
from stance.extract.offices_in_text import before_name, heads
from stance.extract.parties import Parties
from stance.extract.people import People
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    DETERMINER,
    HONORIFICS,
    NUMBERS,
    PERSON_NOUNS,
    PLURAL_OFFICES,
)
from stance.extract.roles import folded as fold
from stance.extract.stage import POSSESSIVE, Speaker, Stage
from stance.model import ActorKind, Span
from stance.offices import find_place

__all__ = ["Subjects"]


_LEAD = re.compile(
    r"(?:[A-ZÀ-Ž][A-ZÀ-Ž .’'/-]{2,30}(?:,\s[\w. ]{3,30})?(?:\s\([^()\n]{2,30}\))?\s(?:[–—-]|--)\s)?"
    r"(?:[–—•*-]\s+)?(?:\d[\d.:/–-]*\s+(?:[–—-]\s)?)*[\s“\"'‘»«„]*(?:(?:that|and|but|while|whereas|although)\s|By [^,.;:]{3,80},\s|(?:Earlier|Meanwhile|Later|Also|However|Separately),?\s|"
    r"(?:In|On|At|For|By|With|After|Before|During|As|Under|From|Since|Until|Despite|Unlike|Asked|Speaking|Addressing)\s[^,.;:]{2,80},\s(?=[A-Z]|the\s)|"
    r"(?:On|In)\s(?:(?:early|late|mid-?)\s?)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\d{1,2}\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s\d{4},?)?|(?:19|20)\d\d)\s(?=[A-Z]|the\s)|"
    r"In\s(?:return|turn|addition|contrast|response|private|public)\s|(?:With|By)\s[^,.;:]{0,24}?\bvotes?\s(?:to\s\S+\s)?(?=the\s|[A-Z])|"
    r"[Tt]he\s(?:[a-z][\w’'-]*\s){0,3}[a-z][\w’'-]*,\s(?=[A-Z])|"
    r"(?:Only|Even|So|For (?:his|her|its|their) part),?\s)*"
)

_LEADING_OFFICE = re.compile(
    r"((?:[Tt]he|[A-ZÀ-Ž][\w-]+['’]s?)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+)(?=,\s(?:who|for|in|which|he|she|they|[A-Z][\w’'-]+\s(?:said|says|told|added|noted|argued|claimed))\b|\s(?:(?:now|still|also|always|never|already|even|once|long|again|simply|only|\w+ly)\s)?(?:has|had|is|was|will|would|wants?|\w+ed|\w{4,}s|said|says|also|then|wrote|told|took|"
    r"made|gave|put|came|went|sought|held|spoke|thinks?|saw|sees?|could|can|cannot|does|did)\b)"
)


#: "The National Rally (RN) is …": an article, a name of several words, and what it is or does.
_THE_NAMED = re.compile(
    r"The\s(?P<name>[A-ZÀ-Ž][\w’'-]+(?:\s(?:(?:of|for|and)\s)?[A-ZÀ-Ž][\w’'-]+){1,4})(?:\s\([A-Z]{2,6}\))?\s(?:is|was|has|had|wants|says|said|remains|won|leads|led|opposes|backs|supports|rejects)\b"
)
_ENDS = re.compile(r"[\s,]|$|:(?=\s)|['’]s\b")  # where a phrase at the head of a clause may end
#: A name that goes on; what is told with a day after it does not ("Germany Tuesday rejected").
_LONGER = re.compile(r"\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-Ž][a-zà-ž]+")
_FOLLOWING = re.compile(r"\s([a-z]+)")
_HOST_BEFORE = re.compile(r"(?:^|[.!?\n“”\"]\s*|\b(?:while|and|but)\s)([^.,!?\n]{3,60}),\s$")
_SEVERAL = re.compile(r"([Tt]he(?:\s\w+){0,2}|[Bb]oth(?:\sthe)?|[Tt]wo|[Tt]hree)\s(\w+s)\s(?=\w)")
# What may follow a subject: a verb, an adverb, a conjunction; anything else makes the name an adjective.
_VERB = re.compile(
    r"\w+(?:s|ed|ly)|has|had|have|will|would|can|could|may|might|must|should|shall|are|were|do|did|and|or|but|also|still|now|never|not|then|too|both|in|on|at|by|for|to|with|who|that|which|"
    r"while|if|as|put|let|set|cut|want|think|hold|held|see|saw|say|told|take|took|made|make|gave|give|went|came|kept|keep|sent|send|sought|seek|stood|stand|left|led|lead|met|chose|became|"
    r"felt|knew|know|believe|insist|demand|reject|oppose|support|back|agree|remain|hope|expect|argue|urge|call|ask|favour|favor|prefer|need|warn|wrote|spoke|began|won|lost|once|long|alone|itself|"
    r"after|before|from|of|until|when"
)
#: "The presidents of Georgia and Moldova, " before their names.
_OFFICES_OF = re.compile(r"(?:[Tt]he\s)?(?:[\w-]+\s){0,3}?([A-Za-z]+s)\sof\s(?:the\s)?[A-ZÀ-Ž][^.;:\n“”\"]{2,80},\s")
_AFTER_PARTY = re.compile(r",\s|\s([a-z]+)")
_STATE_NOUNS = frozenset(
    {"side", "authorities", "leadership", "answer", "position", "view", "line", "state", *PLURAL_OFFICES}
)


class Subjects:
    """Reads the heads of clauses."""

    def __init__(self, stage: Stage, people: People, bodies: Bodies, holders: Holders, parties: Parties) -> None:
        self.stage = stage
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self.people = people
        self.bodies = bodies
        self.holders = holders
        self.parties = parties

    def leading(self, span: Span) -> tuple[Speaker, ...]:
        """The bodies, states or people named at the head of a clause: its subject, as "Turkey" in "Turkey was not …"."""
        text = self.text
        words = text[span.start : min(span.end, span.start + 180)]
        lead = _LEAD.match(words)
        base = span.start + (lead.end() if lead else 0)
        rest = text[base : span.start + len(words)]
        if (
            (party := self.parties.at(Span(base, base + len(rest))))
            and party.span
            and (ahead := _AFTER_PARTY.match(text, party.span.end))
        ):
            return (party,) if not ahead[1] or _VERB.fullmatch(ahead[1]) else ()
        named = [
            mention
            for mention in self.cast.within(Span(base, base + min(len(rest), 110)))
            if self.people.is_person(mention)
        ]
        # "Democrat leader G. P.": an unknown word before the name is part of the office.
        first = next(
            (mention for mention in named if mention.person >= 0 or mention.words[-1] in self.people.namesakes), None
        )
        if first is None and named:
            first = named[0]
        if first is not None and (
            (first.person < 0 and first.words[-1] not in self.people.namesakes)
            or not (first.start == base or self._begins(first, base))
        ):
            first = None
        ends = [match.start() for match in islice(_ENDS.finditer(rest), 9)]
        for end in reversed(ends):
            phrase = rest[:end].strip(" ,")
            if not phrase or not phrase[0].isalpha() or (first is not None and base + end > first.start):
                continue
            if rest[:end].rstrip().endswith(","):
                continue
            last = phrase.rsplit(None, 1)[-1]
            if not (last[0].isupper() or last in BODY_NOUNS or last in _STATE_NOUNS):
                continue
            following = _FOLLOWING.match(rest, end)
            nouns = following is not None and (following[1].endswith("s") or not _VERB.fullmatch(following[1]))
            if nouns and fold(phrase).removeprefix("the ") in adjectives():
                continue  # "the Spanish prime minister", "the Spanish troops", not "the Spanish want"
            found = self.bodies.named_in(phrase, Span(base, base + end))
            if not found and (body := self.bodies.by_name(phrase, Span(base, base + end))):
                found = [body]
                if following is None:
                    continue
                # Nobody where the name goes on as another's: "the Reform Party leader".
                return tuple(found) if _VERB.fullmatch(following[1]) else ()
            if (
                not found
                and phrase.endswith("s")
                and (whole := whole_of(phrase))
                and (body := self.bodies.whole(whole, Span(base, base + end)))
            ):
                found = [body]
                if following and _VERB.fullmatch(following[1]):
                    return (body,)
                continue
            if found and self.bodies.make_up(phrase, found):
                if _LONGER.match(rest, end):
                    break  # "the U.S. Senate committee": part of another's name
                if rest[end : end + 2] in ("'s", "’s"):
                    break
                if following and following[1] in PLURAL_OFFICES:
                    group = Span(base, base + following.end())
                    return (self.bodies.group(group.of(text), group),)
                if following and following[1] in PERSON_NOUNS and phrase.lower().startswith("the "):
                    break  # "the Ukrainian leader": an office
                if following and (
                    following[1] in ANONYMOUS_NOUNS or following[1].rstrip("s") in PERSON_NOUNS | BODY_NOUNS
                ):
                    return ()
                if following and following[1] == "to" and text[max(0, base - 2) : base - 1].isalnum():
                    return ()  # "called on the allies to offer it": an object with its infinitive
                if following and not _VERB.fullmatch(following[1]):
                    return ()  # "NATO membership is …"
                return tuple(found)
        if first is not None:
            return self._leading_people(first, base, span)
        if several := _SEVERAL.match(rest):
            noun = several[2].lower().removesuffix("s")
            number = next((word for word in several[1].lower().split() if word in NUMBERS), "the")
            found_people = self.holders.several(noun, number, base) if noun in PERSON_NOUNS else []
            signed = self.people.signatories(base) if not found_people else ()
            if found_people or signed:
                return signed or tuple(
                    self.people.speaker(person, None, Span(base, base + several.end())) for person in found_people
                )
        if office := _LEADING_OFFICE.match(rest):
            source = Span(base, base + office.end(1))
            bare = DETERMINER.sub("", office[1])
            if len(heads(bare)) and (
                find_place(fold(bare))[0] or self.stage.called.get(fold(bare)) or self.holders.is_own(bare, source)
            ):
                return tuple(
                    one
                    for one in self.holders.holder(bare, source, base, "the")[0]
                    if not one.anonymous and one.name != bare
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
                self.bodies.rewritten(f"{names()[place]} {owned[2]}", Span(base, owned.end()))
                if len(place) == 2
                else None
            )
            return (found,) if found else ()
        together = Span(base, min(span.end, base + 300))
        joined = self.people.named(together)
        if POSSESSIVE.match(text, first.end):
            # "Z.'s chief of staff, A. Y., urged": the one set in apposition, or nobody.
            after = [mention for mention in joined if mention.start - first.end < 60]
            joined = after[:1] if after and before_name(text, after[0].start, first.end, closed=True) else []
        elif not joined or joined[0] is not first:
            joined = [first]
        return self.people.speakers(joined, Span(base, joined[-1].end))[0] if joined else ()

    def _begins(self, mention: Mention, base: int) -> bool:
        """Whether a clause that begins at `base` begins with the office of a name, or with whose it is."""
        lead = self.text[base : mention.start]
        if (offices := _OFFICES_OF.fullmatch(lead)) and offices[1].lower() in PLURAL_OFFICES:
            return True
        title = before_name(self.text, mention.start, base, closed=True)
        if title is not None:
            if self.people.subordinate(lead, mention):
                return False
            rest = re.sub(r"\W", "", fold(lead))
            return len(rest) <= len(re.sub(r"\W", "", fold(title.words))) + 6
        if fold(lead).strip(" .") in HONORIFICS:
            return True
        return bool(re.fullmatch(r"(?:[Tt]he\s)?[\w’'-]+['’][sS]?\s", lead))

    def it(self, source: Span) -> tuple[tuple[Speaker, ...], list[Person]]:
        """The body or state that "it" stands for: the subject of its own sentence, else of the one before."""
        for sentence in self.stage.sentences_back(source.start, 2)[:3]:
            if self.stage.is_quoted(sentence.start):
                continue
            found = self.leading(sentence)
            if found and all(speaker.kind is not ActorKind.PERSON for speaker in found):
                return found, []
            if not found and (party := self._named_at_head(sentence)):
                return (party,), []
        near = [speaker for place, speaker in self.stage.told_before(source.start) if source.start - place <= 400]
        return ((near[-1],), []) if near else ((), [])

    def _named_at_head(self, sentence: Span) -> Speaker | None:
        """A body that the roster lacks, by its name at the head of a sentence: "The National Rally is now …"."""
        match = _THE_NAMED.match(self.text, sentence.start, sentence.end)
        if match is None or any(self.people.is_person(one) for one in self.cast.within(Span(*match.span("name")))):
            return None
        span = Span(*match.span("name"))
        known = self.bodies.lookup(match["name"], span)
        if known is not None or find_place(fold(match["name"]))[0]:
            return known
        return Speaker(match["name"], None, "", "", ActorKind.BODY, span=span, why="a body named in the text")

    def apposition(self, source: Span) -> tuple[Speaker, ...]:
        """ "Lithuania, the host, insists": the source found is the apposition of the one before it."""
        text = self.text
        if text[source.end : source.end + 1] != ",":
            return ()
        before = _HOST_BEFORE.search(text[max(0, source.start - 70) : source.start])
        if not before:
            return ()
        start = source.start - 2 - len(before[1])
        named = [mention for mention in self.cast.within(Span(start, source.start)) if self.people.is_person(mention)]
        if named:
            return ()
        found = self.bodies.named_in(before[1], Span(start, start + len(before[1])))
        return tuple(found) if found and self.bodies.make_up(before[1], found) else ()
