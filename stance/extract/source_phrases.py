"""The whole phrase that names a speaker, where the source found is only a part of it, or stands beside it."""

from __future__ import annotations

import re

from stance.countries import code_of
from stance.extract.bodies import Bodies
from stance.extract.offices_in_text import heads
from stance.extract.people import AMONG_THEM, People
from stance.extract.roles import PLURAL_PRONOUNS, PRONOUNS, kind_of_word, place_words
from stance.extract.roles import folded as fold
from stance.extract.stage import POSSESSIVE, Stage
from stance.model import Span

__all__ = ["SourcePhrases"]

# The beginning of an office or a body whose end alone was taken for the source.
_CUT_OFF = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?)\s)?(?:[A-ZÀ-Ž](?:[\w’'-]*|\.(?:[A-Z]\.)*)\s){0,4}(?:[a-z]+\s)?(?:[Mm]inist(?:er|ry|ers)|[Ss]ecretary|[Pp]resident|[Dd]epartment|[Cc]ommittee|[Hh]eads?|[Cc]hief|[Ee]nvoy|[Cc]oordinator|[Rr]epresentative|[Aa]dvis[eo]r|[Cc]ommissioner|[Rr]apporteur|[Ss]peaker|"
    r"[Cc]hair\w*|[Ss]pokes\w+|[Ll]eaders?|[Pp]residents|[Hh]eads (?:of (?:state|government)(?: and government)?)?|[Cc]hairs|[Dd]irector|[Oo]ffice|[Cc]ommission|[Cc]ouncil|[Cc]hancellor|[Aa]mbassador|[Cc]ommander|[Ss]enator|[Cc]ongress(?:wo)?man|[Gg]overnor|[Ll]awmaker|[Mm]ayor|[Pp]rofessor|[Oo]fficial|[Dd]iplomat|[Mm]ember)"
    r"(?:[\s-][Gg]eneral)?\s(?:of|for|to|from)\s(?:the\s|an?\s)?(?:[A-ZÀ-Ž][\w’'-]*,?\s(?:(?:and|of|for|the)\s){0,2}){0,4}$"
)

_ASIDE = re.compile(r",\swho\s[^,;.:?!\n“”\"]{3,120}$")

_APPOSITION = re.compile(
    r",\s(?:the\s|an?\s|now\s|former\s)?(?:[\w’'-]+\s){0,4}?(?:head|chair\w*|leader|director|member|spokes\w+|minister|secretary|president|ambassador|adviser|advisor|chief|representative|envoy|"
    r"deputy|speaker|commissioner|commander|professor|analyst|fellow|founder|governor|mayor)\s(?:of|for|at|in|to)\s[^,;.:?!\n“”\"]{0,90}$"
)

_GOES_ON = re.compile(
    r"\s(?:of|for|to)\s(?:the\s)?[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:of|and|for|the)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,5}"
)

_LAST_CLAUSE = re.compile(
    r"[.!?]['\"”’»]?\s+|\n|[:;“”\"]\s*|\b(?:while|but|whereas|as|after|when|because|since|that)\s"
)

_SO_FAR = re.compile(r"\b([Tt]hey|[Hh]e|[Ss]he|[Ii]t|[Ww]e)\s(?:have\s|has\s|had\s)?(?:so\s|thus\s)?$")
_DETERMINER = re.compile(r"(?:[Tt]he|[Tt]his|[Bb]oth(?:\sthe)?|[Tt]he\s(?:two|three|four|five))\s(?:\w+-)?$")
_DETERMINED = ("he", "his", "oth", "two", "three", "four", "five", "-")  # the ends of what it finds
_BODY_OF = re.compile(r"(?:(?:[Tt]he)\s)?[A-ZÀ-Ž][\w’'-]+\s(?:of|for)\s(?:the\s)?$")
_NEXT = re.compile(r",?\s")

_VERBAL = re.compile(
    r"\b(?:said|says|told|is|are|was|were|has|have|had|met|will|would|to|that|who|which|with|(?!Unit|All)[A-Za-z]{2,}ed|wants?|urges?|supports?|says|by|between|from|in|on)\b"
)

_TURN = re.compile(r",\s(?:but|and|while|though|whereas)\s")

_BEFORE_VERB = re.compile(r",?\s(?:has|had|have|also|then|later|now)?\s?")


_ONE_OF_THEM = re.compile(r"the\s[A-ZÀ-Ž][\w-]+\sone")  # "and Jan Ek, the Swedish one, said"
_SO_MANY = re.compile(r"\sand\s((?:(?:\d+|[a-z]{2,8})\s)?(?:other\s)?)$")  # "and five other heads of state"
_SEAT = re.compile(r"\sin\s([A-ZÀ-Ž][\w-]+)")
_BODY_IN = re.compile(r"(?:[Tt]he\s)?(?:[A-Za-z]+\s){0,2}(?:[Mm]inistry|[Gg]overnment|[Pp]arliament|[Cc]abinet)\sin\s$")
_STATES = re.compile(r"\s(?:states|countries|nations|republics)\b")
_SUCH_AS = re.compile(AMONG_THEM)
_ADDED = re.compile(r"\b(?:and|as well as|along with|together with)\b")
_ACTS = re.compile(
    r"\s(?:\w+ly\s|also\s|then\s)?(?:said|told|is|are|was|were|has|have|had|will|would|can|could|may|might|went|put|saw|made|took|gave|\w{3,}ed|\w{3,}s)\b"
)
_LIST = 600  # characters after a source in which those named with it stand


class SourcePhrases:
    """Mends the bounds of sources."""

    def __init__(self, stage: Stage, people: People, bodies: Bodies) -> None:
        self.text = stage.text
        self.stage = stage
        self.cast = stage.cast
        self.people = people
        self.bodies = bodies

    def whole(self, source: Span, cue: Span | None) -> Span:
        """The phrase of the speaker whom a source stands for."""
        source = self._after_adverb(source, cue)
        return self._turned(source, cue) or self._widened(source, cue)

    def _after_adverb(self, source: Span, cue: Span | None) -> Span:
        """The subject after an adverb that was taken for it: "Afterwards the US president told …"."""
        words = source.of(self.text)
        if words in ("far", "long") and (before := _SO_FAR.search(self.text, max(0, source.start - 16), source.start)):
            return Span(*before.span(1))  # "They so far have resisted"
        if cue is None or not source.end + 4 < cue.start < source.end + 80:
            return source
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

    def _widened(self, source: Span, cue: Span | None) -> Span:
        """The whole phrase, where the source found is only its end ("… of Defense") or lacks the name after it."""
        text = self.text
        before = text[max(0, source.start - 90) : source.start]
        if before.endswith(" in ") and (seat := _BODY_IN.search(before)) and place_words().get(fold(source.of(text))):
            return Span(
                source.start - len(before) + seat.start(), source.end
            )  # "the Foreign Ministry in Kyiv recalled"
        inside = before.endswith((" of ", " the ", " for ", " to ", " from ", " a ", " an ", " and "))
        if inside and (cut := _CUT_OFF.search(before)):
            source = Span(source.start - len(before) + cut.start(), source.end)
        elif inside and (part := _BODY_OF.search(before)) and code_of(source.of(text)):
            wider = Span(source.start - len(before) + part.start(), source.end)
            if self.bodies.lookup(wider.of(text), wider):
                source = wider
        elif before.endswith(" of ") and fold(source.of(text).split(",")[0]) in place_words():
            # "Anna Berg of Norway": the name, not its place.
            near = self.cast.within(Span(max(0, source.start - 60), source.start))
            if (
                near
                and near[-1].end == source.start - 4
                and len(near[-1].words) > 1
                and self.people.is_person(near[-1])
            ):
                return Span(near[-1].start, source.end)
        if before.rstrip().endswith(_DETERMINED) and (article_ := _DETERMINER.search(before)):
            source = Span(source.start - len(before) + article_.start(), source.end)
        told = text[max(0, source.start - 160) : source.start]
        if aside := ("who" in told and _ASIDE.search(told)) or (
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
        if _ONE_OF_THEM.fullmatch(source.of(text)):
            near = self.cast.within(Span(max(0, source.start - 60), source.start))
            if near and near[-1].end == source.start - 2 and self.people.is_person(near[-1]):
                source = near[-1].span
        source = self._of_states(self._joined_before(source))
        source = self._with_others(source, cue)
        seat = _SEAT.match(text, source.end)
        if seat and place_words().get(fold(seat[1])) and _BODY_IN.fullmatch(f"{source.of(text)} in "):
            source = Span(source.start, seat.end())
        if (ahead := _GOES_ON.match(text, source.end)) and heads(source.of(text)):
            source = Span(source.start, ahead.end())
        words = source.of(text)
        names_ = self.cast.within(source)
        if not names_ and heads(words):
            after = _NEXT.match(text, source.end)
            if after:
                following = self.cast.within(Span(after.end(), after.end() + 60))
                if (
                    following
                    and following[0].start == after.end()
                    and (len(following[0].words) > 1 or following[0].person >= 0)
                ):
                    comma = text[source.end] == ","
                    if comma and len(following) > 1 and text[following[0].end : following[1].lead] == " and ":
                        return Span(source.start, following[1].end)  # "The presidents of A and B, N. and M., called"
                    if not comma or text[following[0].end : following[0].end + 1] in (",", ".", ";"):
                        return Span(source.start, following[0].end)
        return source

    def _of_states(self, source: Span) -> Span:
        """With the noun that the last adjective belongs to: "the ministers of the Baltic states"."""
        follows = _STATES.match(self.text, source.end)
        last = fold(source.of(self.text)).rsplit(" ", 1)[-1]
        if follows is None or not (
            last in ("member", "members") or last in place_words() or kind_of_word(last.title()) == "t"
        ):
            return source
        return Span(source.start, follows.end())

    def _with_others(self, source: Span, cue: Span | None) -> Span:
        """With those whom the text adds: "A, as well as B", "eleven chairs, including A (Poland) and B"."""
        text = self.text
        if text[source.end : source.end + 1] not in (",", " ", "("):
            return source
        among = _SUCH_AS.match(text, source.end)
        named = [mention for mention in self.cast.within(source) if self.people.is_person(mention)]
        if among is None and not named:
            return source
        end, last = source.end, among.end() if among else named[-1].end
        first = bool(among)
        for mention in self.cast.within(Span(source.end, source.end + _LIST)):
            between = text[last : mention.start]
            joined = first and (not between.strip() or bool(heads(between)))
            joined = joined or (self.people.coordinated(between) and not self.people.subordinate(between, mention))
            if not joined or not self.people.is_person(mention) or POSSESSIVE.match(text, mention.end):
                break
            if among or _ADDED.search(between):
                end = mention.end
            first, last = False, mention.end
        if cue and cue.start >= source.end:
            return Span(source.start, end) if end < cue.start else source
        return source if _ACTS.match(text, end) else Span(source.start, end)

    def _joined_before(self, source: Span) -> Span:
        """With the subjects that "and" joins to the source found, if they begin the sentence: "Germany and …"."""
        text = self.text
        before = text[max(0, source.start - 220) : source.start]
        if not before.endswith((" and ", " and the ", ", ")):
            others = _SO_MANY.search(before)
            if others is None:
                return source
            source = Span(source.start - len(before) + others.start(1), source.end)
            before = before[: others.start(1)]
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
