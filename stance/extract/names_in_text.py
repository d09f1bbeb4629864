"""Where a text names people: runs of capitalised words, cut by what each word is."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from weakref import WeakKeyDictionary

from stance.actors import Gazetteer
from stance.countries import seats
from stance.extract.roles import OFFICE_ABBREVIATIONS, PARTICLES, kind_of_word, place_words
from stance.model import ActorKind, Span
from stance.spelling import name_key

__all__ = ["Mention", "find_names", "folded_name", "without_ending"]

_UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper()) + "".join(
    chr(code) for code in range(0x1E00, 0x1F00) if chr(code).isupper()
)
_CAP = rf"(?:[{_UPPER}]\.)+|[{_UPPER}][\w’'‑-]*"
_PARTICLE = "|".join(sorted(PARTICLES, key=len, reverse=True))
_RUN = re.compile(  # a set of characters comes first, so that the engine can run from one to the next
    rf"[{_UPPER}](?<![\w@][{_UPPER}])(?:\.(?:[{_UPPER}]\.)*|[\w’'‑-]*)"
    rf"(?:[ \xa0\n](?:(?:{_PARTICLE})[ \xa0]){{0,3}}(?:[dD]['’])?(?:{_CAP})){{0,9}}"
)
_MOST_KNOWN = 20_000
_Cut: TypeAlias = tuple[tuple[int, int, tuple[str, ...], int, str], ...]  # the mentions of a run, seen from its start
# How runs of capitalised words are cut by a roster, with the office abbreviated before them: most come again and again.
_MEMORY: WeakKeyDictionary[Gazetteer, dict[tuple[str, str], _Cut]] = WeakKeyDictionary()
_TOKEN = re.compile(r"[^\s]+")
_SEATED_FIRST = frozenset(name.split()[0].title() for name in seats() if " " in name)
_SURNAME_LIKE = frozenset(
    {
        "king",
        "prince",
        "major",
        "marshal",
        "pope",
        "judge",
        "chancellor",
        "governor",
        "may",
        "august",
        "west",
        "north",
        "post",
        "church",
        "hall",
        "page",
        "bush",
    }
)


@dataclass
class Mention:
    """A name as it stands in the text, without its possessive ending."""

    start: int
    end: int
    words: tuple[str, ...]
    lead: int  #: where the run of capitalised words begins that it ends (office and nationality stand between)
    title: str = ""  #: the honorific or office word right before it
    person: int = -1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@lru_cache(maxsize=65536)
def folded_name(word: str) -> str:
    """A word of a name as names are compared."""
    return sys.intern(name_key(word))


def find_names(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Every stretch of capitalised words that may be a person's name, in text order."""
    return _Names(text, gazetteer).find()


class _Names:
    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.known = _MEMORY.setdefault(gazetteer, {})

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        text = self.text
        names = self.gazetteer.names
        for run in _RUN.finditer(text):
            words = run.group()
            start = run.start()
            if start > 1 and text[start - 1] in "'’" and self._is_particle(start - 2):
                start -= 2
                words = text[start : run.end()]
            if text.startswith(".", run.end()) and words.split()[-1].lower() in OFFICE_ABBREVIATIONS:
                words = words.rpartition(" ")[0]  # "U.S. Rep." is whoever is named after it
                if not words:
                    continue
            if " " not in words and "\n" not in words and "\xa0" not in words:
                kind = kind_of_word(words)
                if kind == "n":
                    bare = without_ending(words)
                    if len(bare) > 1:
                        found.append(Mention(start, start + len(bare), (bare,), start))
                elif kind in "pdt" and any(
                    actor.kind is ActorKind.PERSON for actor in names.get(folded_name(without_ending(words)), ())
                ):
                    bare = without_ending(words)
                    found.append(Mention(start, start + len(bare), (bare,), start))
                continue
            if "." in words or "\n" in words or words.isupper():
                self._cut(words, start, found)
            else:
                found += [
                    Mention(start + first, start + end, name, start + lead, title)
                    for first, end, name, lead, title in self._cut_known(words, start)
                ]
        return found

    def _is_particle(self, at: int) -> bool:
        """Whether the "d" of "d'Arc" stands there."""
        before = self.text[at - 1 : at]
        return self.text[at] == "d" and not (before.isalnum() or before in ("_", "@"))

    def _cut_known(self, run: str, at: int) -> _Cut:
        """The mentions in a run of a single line without full stops: what stands around it tells no more than a title."""
        key = run, self._abbreviated(at)
        cut = self.known.get(key)
        if cut is None:
            found: list[Mention] = []
            self._cut(run, at, found)
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            cut = tuple((one.start - at, one.end - at, one.words, one.lead - at, one.title) for one in found)
            self.known[key] = cut
        return cut

    def _abbreviated(self, at: int) -> str:
        """The office abbreviated right before a place: "Gen. "."""
        if self.text[at - 2 : at] != ". ":
            return ""
        short = self.text[max(0, at - 12) : at - 2].split()[-1:]
        return short[0] if short and short[0].lower() in OFFICE_ABBREVIATIONS else ""

    def _cut(self, run: str, at: int, found: list[Mention]) -> None:
        tokens = [(match.start() + at, match.group()) for match in _TOKEN.finditer(run)]
        text = self.text
        if len(tokens) > 2 and run.isupper():
            self._cut_capitals(tokens, found)
            return
        kinds = [
            "n"
            if (word.lower() in PARTICLES and word[0].islower()) or (len(word) == 2 and word[1] == ".")
            else kind_of_word(word)
            for _, word in tokens
        ]
        if tokens[0][1] == "Ed" and len(tokens) > 1 and kinds[1] == "n":
            kinds[0] = "n"  # not "Ed." for the editor
        for place in range(1, len(tokens)):
            if tokens[place][1] == "Ed" and place + 1 < len(tokens) and kinds[place + 1] == "n":
                kinds[place] = "n"
            # A surname that is also another word: "Angus King", "Theresa May", "Luís Montenegro".
            if kinds[place - 1] == "n" and kinds[place] in "odtp" and place == len(tokens) - 1:
                low = without_ending(tokens[place][1]).lower()
                pair = f"{folded_name(tokens[place - 1][1])} {folded_name(low)}"
                if low in _SURNAME_LIKE or pair in self.gazetteer.names:
                    kinds[place] = "n"
        if len(set(kinds)) > 1 or tokens[0][1] in _SEATED_FIRST:
            self._mark_bodies(tokens, kinds)
        lead = at
        first = 0
        for place in range(len(tokens) + 1):
            broken = place == len(tokens) or kinds[place] != "n"
            if not broken and place > first:
                gap = text[tokens[place - 1][0] + len(tokens[place - 1][1]) : tokens[place][0]]
                ended = tokens[place - 1][1].endswith(("’s", "'s")) or (
                    "\n" in gap and self._short_line(tokens[place - 1][0])
                )
                if ended:
                    self._add(tokens[first:place], lead, kinds, first, found)
                    first, lead = place, tokens[place][0]
                continue
            if broken:
                thing = any(kind in "tb" for kind in kinds[place : place + 3]) and not tokens[place - 1][1].endswith(
                    ("’s", "'s")
                )
                if first < place and not (thing and not self._known(tokens[first:place])):
                    self._add(tokens[first:place], lead, kinds, first, found)
                first = place + 1
                if place < len(tokens) and tokens[place][1].endswith((".",)) and len(tokens[place][1]) > 4:
                    lead = tokens[place][0]

    def _mark_bodies(self, tokens: list[tuple[int, str]], kinds: list[str]) -> None:
        """Words that look like a name and belong to a body's or a seat's are marked so: "Verkhovna Rada", "Palazzo Chigi"."""
        words = [folded_name(without_ending(word)) for _, word in tokens]
        for place, kind in enumerate(kinds):
            if kind not in "nt":
                continue
            for length in (2, 3):
                key = " ".join(words[place : place + length])
                actors = self.gazetteer.names.get(key, ())
                if key in place_words() or (actors and all(actor.kind is not ActorKind.PERSON for actor in actors)):
                    kinds[place : place + length] = ["b"] * len(kinds[place : place + length])

    def _cut_capitals(self, tokens: list[tuple[int, str]], found: list[Mention]) -> None:
        """In a line of capitals every word looks like a name: only those that the roster or the text knows are taken."""
        place = 0
        while place < len(tokens):
            for length in (3, 2, 1):
                words = [without_ending(word) for _, word in tokens[place : place + length]]
                key = " ".join(folded_name(word) for word in words)
                named = len(words) == length and (
                    any(actor.kind is ActorKind.PERSON for actor in self.gazetteer.names.get(key, ()))
                    or (length == 1 and key in self.gazetteer.surnames)
                )
                if named or (length == 1 and kind_of_word(words[0].title()) == "n" and self._elsewhere(words[0])):
                    start = tokens[place][0]
                    last_start = tokens[place + length - 1][0]
                    found.append(Mention(start, last_start + len(words[-1]), tuple(words), tokens[0][0]))
                    place += length - 1
                    break
            place += 1

    def _elsewhere(self, word: str) -> bool:
        """Whether a word in capitals stands in the text as a name as well."""
        return len(word) > 3 and f" {word.title()}" in self.text

    def _known(self, tokens: list[tuple[int, str]]) -> bool:
        """Whether words before a word like "Times" or "Centre" are a person of the roster all the same."""
        return (
            len(tokens) > 1
            and " ".join(folded_name(without_ending(word)) for _, word in tokens) in self.gazetteer.names
        )

    def _short_line(self, at: int) -> bool:
        """Whether the line of a place is too short to be a wrapped one."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return (end if end >= 0 else len(self.text)) - start < 45

    def _add(
        self, tokens: list[tuple[int, str]], lead: int, kinds: list[str], first: int, found: list[Mention]
    ) -> None:
        while tokens and tokens[0][1].lower() in PARTICLES and len(tokens) == 1:
            return
        start = tokens[0][0]
        last_start, last = tokens[-1]
        bare = without_ending(last)
        if not bare:
            return
        words = (*(word for _, word in tokens[:-1]), bare)
        title = ""
        if first and kinds[first - 1] in "ho":
            before = self.text[lead:start].split()
            title = before[-1] if before else ""
        else:
            title = self._abbreviated(start)
        found.append(Mention(start, last_start + len(bare), words, lead, title))


def without_ending(word: str) -> str:
    """A word without a possessive ending and trailing marks."""
    bare = word.rstrip("’'-‑")
    return bare[:-2] if bare.endswith(("’s", "'s", "’S", "'S")) else bare
