"""Bodies and states by the words that name them: as the roster has them, in other words, by a capital."""

from __future__ import annotations

import re
from dataclasses import replace
from weakref import WeakKeyDictionary

from stance.actors import Gazetteer
from stance.countries import adjectives, capitals, code_of, names, seats, states
from stance.extract.collectives import are_members, whole_of
from stance.extract.roles import (
    ANONYMOUS_NOUNS,
    BODY_NOUNS,
    DETERMINER,
    PERSON_NOUNS,
    PLURAL_OFFICES,
    kind_of_word,
    names_outlet,
    peoples,
)
from stance.extract.roles import (
    folded as fold,
)
from stance.extract.stage import Speaker, Stage
from stance.extract.state_bodies import country_near, read_state_body, state_body_name
from stance.model import Actor, ActorKind, Span
from stance.offices import find_place
from stance.spelling import name_key

__all__ = ["Bodies"]


def _adjective(code: str) -> str:
    return next((word for word, place in adjectives().items() if place == code), "")


_CAPITALS = re.compile(r"[A-ZÀ-Ž][\w’'-]+(?:\s(?:(?:of|for|and|the|und|et|y|de|di)\s){0,2}[A-ZÀ-Ž][\w’'-]+){0,7}")


_INTRODUCED = 6000  # characters before a short form in which the long one is looked for
_OCCURRENCES = 12
_NAME_BEFORE = re.compile(r"(?:[A-ZÀ-Ž][\w-]+\s(?:(?:of|and)\s)?){1,6}$")
_OWNED = re.compile(r"\b([A-ZÀ-Ž][\w-]+)['’]s?\s$")
_NAME_AFTER = re.compile(
    r"(?:\s(?:(?:of|for|on|and|in|to|against|with|&)\s(?:the\s|its\s|an?\s)?)?[A-ZÀ-Ž][\w’'-]*[^\W_]){1,9}"
)


# "The opposition Reform Party", "Germany's Social Democrats", "the Greens".
_PROPER_BODY = re.compile(
    r"(?:(?:[Tt]he|[A-ZÀ-Ž][\w-]+['’]s?)\s)?(?:(?:U\.S\.|U\.K\.|US|UK|EU)\s)?(?:(?:opposition|ruling|governing|far-right|far-left|centre-right|centre-left|co-governing|party)\s){0,2}"
    r"(?P<name>[A-ZÀ-Ž][\w’-]+(?:\s(?:(?:of|for|and|the|on)\s){0,2}[A-ZÀ-Ž][\w’-]+){0,6})"
)
_PEOPLE_ENDS = ("sh", "ch", "ese", "ss")
_LED_BODY = re.compile(r"(?:[Tt]he\s)?(?P<who>[A-ZÀ-Ž][\w-]+)\s(?P<body>administration|government|cabinet)")
_PARTIES = frozenset(
    str.split("Democrats Liberals Greens Conservatives Socialists Republicans Tories Christians Radicals Nationalists Populists Communists Progressives Centrists Labour")
)  # fmt: skip
_PROPER_ENDS = frozenset(
    str.split(
        "party committee parliament assembly council commission movement coalition federation league front union institute foundation "
        "ministry congress senate chamber delegation group association"
    )
)
_BEFORE_BODY = re.compile(r"^(?:the|both|official|neighbouring)\s+", re.I)
_SO_MANY = re.compile(r"^3\d-(?:member|nation|country|strong)\s(?:\w+\s)?(?:alliance|bloc)$")
_SIDE = re.compile(
    r"(?P<who>[\w.-]+(?:\s[\w.-]+)?)(?:['’]s)?\s(?:side|authorities|leadership|answer|position|view|line|state)"
)
_JOINED = re.compile(r"(?:(?!,?\s(?:and|or)\s|,\s).)+")
_JOIN = re.compile(r"^(?:,\s|,?\s?(?:and|or)\s|\s)+(?:both\s)?")
_CUT = re.compile(r"(.+?)(?:,|\s\(|['’]s?\s(?:governing|ruling|current|new)\b)")
_MEMBERS_NEAR = 600  # characters before "the member states" in which their organisation is named
_ALLIANCE = re.compile(r"\b(?:NATO|Nato|nato|[Aa]lliance|[Aa]llies)\b")
_AT_A_SUMMIT = re.compile(
    r"\b(?:[Aa]t (?:the|last year['’]s|this year['’]s|their) (?:[A-Z]\w+ )?summit|In (?:Vilnius|Washington))\b"
)
_OTHERS = re.compile(
    r"\b(?:EU|E\.U\.|European Union|European Council|G7|G-7|G20|United Nations|U\.?N\.?|Commonwealth|BRICS|Bucharest Nine|B9|Congress|[Ss]enate|[Pp]arliament|[Hh]ouse|[Cc]ommittee|[Pp]arty)\b"
)
_MOST_KNOWN = 20_000
# What phrases name in a roster: the same ones come in every article.
_MEMORY: WeakKeyDictionary[Gazetteer, dict[str, Actor | str | None]] = WeakKeyDictionary()


def _is_one(words: str) -> bool:
    """Whether a phrase joins nothing, as far as is seen at once."""
    return words.isascii() and words.isprintable() and not ("," in words or " and " in words or " or " in words)


class Bodies:
    """Finds the bodies and states that a phrase names."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.text = stage.text
        self.cast = stage.cast
        self.gazetteer = stage.gazetteer
        self.day = stage.day
        self._known = _MEMORY.setdefault(stage.gazetteer, {})

    def named_in(self, words: str, source: Span) -> list[Speaker]:
        """Bodies and states of the roster, and states by capital, that make up the phrase or head it."""
        base = self.text.find(words, source.start, source.end + 1)
        base = source.start if base < 0 else base
        whole = self.lookup(words, Span(base, base + len(words)))
        if whole:
            return [whole]
        parts = [] if _is_one(words) else [match.span() for match in _JOINED.finditer(words)]
        if len(parts) > 1:
            found: list[Speaker] = []
            for start, end in parts:
                piece = words[start:end]
                piece_start = base + start
                stripped = _JOIN.sub("", piece)
                piece_start += len(piece) - len(stripped)
                speaker = self.lookup(stripped, Span(piece_start, piece_start + len(stripped)))
                if speaker is None and stripped.split() and stripped.split()[-1].lower() in PLURAL_OFFICES:
                    speaker = self.group(DETERMINER.sub("", stripped), Span(piece_start, piece_start + len(stripped)))
                if speaker is None:
                    bare_list = start and words[parts[0][1]] == "," and not re.search(r"\b(?:and|or)\b", words)
                    return found if found and bare_list else []
                found.append(speaker)
            return found
        cut = _CUT.match(words) if "," in words or "(" in words or "'" in words or "’" in words else None
        if cut and (speaker := self.lookup(cut[1], Span(base, base + cut.end(1)))):
            return [speaker]
        return []

    def group(self, bare: str, source: Span) -> Speaker:
        """Several, none of them named, taken as one: "ministers from eight countries"; as the whole where they are all of it."""
        if (whole := whole_of(" ".join(source.of(self.text).split()))) and (body := self.whole(whole, source)):
            return body
        if are_members(bare) and (body := self._organisation_of(source)):
            return body
        place = find_place(fold(bare))[0]
        return Speaker(bare, None, "", place, ActorKind.BODY, group=True, span=source, why="a group, nobody named")

    def _organisation_of(self, source: Span) -> Speaker | None:
        """The alliance, where it is told of right before its "leaders" or "member states", and no other organisation is."""
        floor = max(
            0, self.stage.bounds(max(0, self.stage.bounds(source.start)[0] - 3))[0], source.start - _MEMBERS_NEAR
        )
        before = self.text[floor : source.start]
        if _OTHERS.search(before) or not (_ALLIANCE.search(before) or _AT_A_SUMMIT.search(before[-60:])):
            return None
        return self.lookup("NATO", source)

    def whole(self, key: str, source: Span) -> Speaker | None:
        """The state or body that a plural stands for, by what `whole_of` gives."""
        return self.of_state(key, source) if len(key) == 2 and key != "EU" else self.lookup(key, source)

    def make_up(self, words: str, found: list[Speaker]) -> bool:
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

    def lookup(self, words: str, span: Span) -> Speaker | None:
        """The body or state that words name; they stand at `span`."""
        known = self._known
        if words not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[words] = self._named(words)
        named = known[words]
        if named is None:
            return None
        return self.of_state(named, span) if isinstance(named, str) else self.of_actor(named, span)

    def _named(self, words: str) -> Actor | str | None:
        """The body of the roster or the code of the state that words name."""
        bare = _BEFORE_BODY.sub("", words.strip())
        bare = _SO_MANY.sub("NATO", bare)
        actors = [actor for actor in self.gazetteer.lookup(bare) if actor.kind is not ActorKind.PERSON]
        if len(actors) == 1:
            return actors[0]
        key = fold(bare)
        code = states().get(key.replace(".", "")) or capitals().get(key)
        if code and (bare[:1].isupper()):
            return code
        match = _SIDE.fullmatch(bare)
        if match and code_of(match["who"]) in ("NATO", "EU") and (body := self._named(code_of(match["who"]))):
            return body
        if match and (code := code_of(match["who"])) and len(code) == 2:
            return code
        if key in peoples() and bare[:1].isupper():
            return peoples()[key]
        if key in adjectives() and key.endswith(_PEOPLE_ENDS) and bare[:1].isupper() and bare != words.strip():
            return adjectives()[key]  # "the French", "the Dutch"
        return self._rewritten(bare)

    def rewritten(self, bare: str, span: Span) -> Speaker | None:
        """A body under another order of words: "Germany's government", "the Polish parliament", "Croatia's foreign ministry"."""
        actor = self._rewritten(bare)
        return self.of_actor(actor, span) if actor else None

    def _rewritten(self, bare: str) -> Actor | None:
        code, _, rest = find_place(fold(bare.replace("-", " ")))
        tokens = rest.split()
        if not code or not tokens or len(code) != 2 or tokens[-1] not in BODY_NOUNS | {"ministry"} or len(tokens) > 4:
            return None
        if any(word in PERSON_NOUNS and word not in ("state",) for word in tokens[:-1]) and tokens[-1] not in (
            "office",
        ):
            return None
        return self.of_place(" ".join(word for word in tokens if word not in ("of", "the", "'s", "s")), code)

    def of_kind(self, words: str, span: Span) -> Speaker | None:
        """A ministry, government or parliament of a state, by the roster's name or one that is the same for all wordings."""
        kind, code = read_state_body(words)
        if kind.endswith("ministry") and not code:
            code = country_near(self.stage, span.start)
        if not kind or code not in names():
            return None
        if actor := self.of_place(kind, code):
            return self.of_actor(actor, span)
        name = state_body_name(kind, code)
        return Speaker(name, None, "", code, ActorKind.BODY, span=span, why="a body of a state")

    def by_name(self, words: str, span: Span) -> Speaker | None:
        """A body that the roster lacks, known as one by its words alone: "the opposition Reform Party", "Germany's Social Democrats"."""
        if led := _LED_BODY.fullmatch(words):
            return self._of_leader(led["who"], led["body"], span)
        match = _PROPER_BODY.fullmatch(words)
        if match is None or names_outlet(words):
            return None
        name = match["name"]
        last = name.rsplit(None, 1)[-1]
        if not (last in _PARTIES or (last[0].isupper() and fold(last) in _PROPER_ENDS and " " in name)):
            return None
        own = find_place(fold(words))[0]
        code = own if len(own) == 2 and own != "EU" else ""
        return Speaker(name, None, "", code, ActorKind.BODY, span=span, why="a body named in the text")

    def _of_leader(self, surname: str, noun: str, span: Span) -> Speaker | None:
        """ "The Berg administration": the government of the state whose leader bears the name."""
        people = self.gazetteer.surnames.get(name_key(surname), ())
        code = self.gazetteer.country_of(people[0], self.day) if len(people) == 1 else ""
        if len(code) != 2:
            return None
        found = self.lookup(f"{code} {noun}", span)
        return found if found and found.kind is ActorKind.BODY else self.of_kind(f"{names()[code]} government", span)

    def of_place(self, noun: str, code: str) -> Actor | None:
        """The roster's body of a state by what it is: "government", "foreign ministry"."""
        if code not in names():
            return None
        name = names()[code]
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
                return actors[0]
        return None

    def of_actor(self, actor: Actor, span: Span) -> Speaker:
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

    def of_state(self, code: str, span: Span) -> Speaker:
        name = names().get(code, code)
        actor = next((a for a in self.gazetteer.lookup(name) if a.kind is not ActorKind.PERSON), None)
        if actor:
            return self.of_actor(actor, span)
        return Speaker(name, None, "", code, ActorKind.STATE, span=span, why="a state named in the text")

    @staticmethod
    def names_body(bare: str, tokens: list[str], words: str) -> bool:
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

    def nearest(self, place: int) -> Speaker | None:
        """The body of the roster that was named last, some sentences before a place at most."""
        start = max(0, place - 500)
        best: Speaker | None = None
        for match in _CAPITALS.finditer(self.text, start, place):
            for words in (match.group(), match.group().partition(" ")[2]):
                actors = (
                    [actor for actor in self.gazetteer.lookup(words) if actor.kind is ActorKind.BODY] if words else []
                )
                if len(actors) == 1 and actors[0].name not in ("NATO", "European Union"):
                    best = self.of_actor(actors[0], Span(match.start(), match.end()))
        return best

    def introduced(self, short: str, source: Span) -> Speaker | None:
        """The body whose longer name before a place holds a short form: "the Working Group" for "Baltic Working Group on …"."""
        text = self.text
        low = max(0, source.start - _INTRODUCED)
        form = short if short[:1].isupper() else short.title()
        best: Speaker | None = None
        at = text.rfind(form, low, source.start)
        for _ in range(_OCCURRENCES):
            if at < 0:
                break
            span = self._extended(Span(at, at + len(form)))
            words = text[span.start : span.end]
            if (owner := _OWNED.search(text, max(0, span.start - 40), span.start)) and code_of(owner[1]):
                span, words = (
                    Span(owner.start(), span.end),
                    text[owner.start() : span.end],
                )  # "Russia's Foreign Ministry"
            if span.end - span.start > len(form) and span.end < source.start:
                found = self.lookup(words, span) or self.of_kind(words, span)
                if found is not None:
                    return replace(found, span=source)
                name = " ".join(words.split())
                best = best or Speaker(
                    name, None, "", find_place(fold(name))[0], ActorKind.BODY, span=source, why=f"short for “{name}”"
                )
            at = text.rfind(form, low, at)
        return best

    def _extended(self, span: Span) -> Span:
        """A name with the capitalised words that belong to it on both sides."""
        text = self.text
        start, end = span.start, span.end
        if text[end : end + 1].isalnum() or text[start - 1 : start].isalnum():
            return span
        if before := _NAME_BEFORE.search(text, max(0, start - 90), start):
            start = before.start()
            while start < span.start and (
                kind_of_word(first := text[start : span.start].split(None, 1)[0]) == "f"
                or fold(first) in PLURAL_OFFICES | ANONYMOUS_NOUNS
            ):
                start += len(first) + 1
        if after := _NAME_AFTER.match(text, end):
            end = after.end()
        return Span(start, end)
