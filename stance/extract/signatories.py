"""Who signed a text: the lists of names in sentences that tell of signing, and the lines of names at its end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter

from stance.extract.names_in_text import Mention
from stance.extract.stage import Stage
from stance.model import Span

__all__ = ["Signing", "find_signings"]

#: Where a signing stands in the text, and the names that signed.
Signing = tuple[int, list[Mention]]

_TEXT = r"statement|declaration|letter|appeal|resolution|article|op-ed|commentary|essay|memorandum|message|petition|manifesto|text|paper|column|piece|motion|bill|plea"
_TELLS = re.compile(
    r"\b(?:(?:co-?)?sign(?:ed|s|ing|atures?|ator(?:y|ies)|ers?)|(?:endorsed|issued|adopted|drafted|written|penned|published|initiated|tabled|sponsored|presented|submitted|co-?\w+ed)\s(?:\w+\s)?by|"
    r"names? (?:to|under|on)\b|undersigned|co-?authors?|"
    rf"(?:joint(?:ly)?|common|open)\s(?:[\w-]+\s){{0,3}}?(?:{_TEXT})|"
    rf"(?:wrote|penned|published|issued|tabled|submitted|introduced|initiated|sent)\s(?:an?|the|their)\s(?:[\w-]+\s){{0,3}}?(?:{_TEXT}))",
    re.I,
)
_BY = re.compile(r"\s(?:\w+\s){0,2}by\b")
_ACTIVE = re.compile(r"(?:co-?)?sign(?:ed|s)?", re.I)
_LONGEST = 1200  # characters of a sentence that lists names
_JOINT_TEXT = re.compile(r"\b(?:[Jj]oint|[Ww]e, the|[Dd]eclar|[Cc]ommuniqu|[Ss]tatement)")
_MARK = re.compile(r"\s*(?:\([–—-]\)|/s/|[Ss]igned:?|[–—•*-])?\s*")
_OFFICE_LINE = re.compile(r",\s[^\n.]{5,90}(?:\n|$)")
_TAIL = 900  # characters at the end of a text in which it is signed
_start_of = attrgetter("start")


def find_signings(stage: Stage, chains: Callable[[Span], list[list[Mention]]]) -> list[Signing]:
    """Every place where the text tells that two and more named people signed, in text order; `chains` lists names."""
    text = stage.text
    found: list[Signing] = []
    done = -1
    for match in _TELLS.finditer(text):
        if match.start() < done:
            continue
        number = bisect_right(stage.block_starts, match.start()) - 1
        sentences = stage.parts.sentences_of(number) if number >= 0 else []
        at = bisect_right(sentences, match.start(), key=_start_of) - 1
        sentence = sentences[at] if at >= 0 and match.start() < sentences[at].end else None
        if sentence is None:
            continue
        done = sentence.end
        listed = chains(Span(sentence.start, min(sentence.end, sentence.start + _LONGEST)))
        if _BY.match(text, match.end()) or match.group().endswith("by"):
            listed = [names for names in listed if names[0].start > match.end()]
        elif _ACTIVE.fullmatch(match.group()):
            listed = [names for names in listed if names[-1].end <= match.start()]
        names = max(listed, key=len, default=[])
        if len(names) > 1:
            found.append((sentence.start, names))
    if lines := _lines(stage):
        found.append((lines[0].start, lines))
    return sorted(found, key=lambda one: one[0])


def _lines(stage: Stage) -> list[Mention]:
    """Those who signed line by line, with their offices or, at the end of a joint text, without."""
    text, cast = stage.text, stage.cast
    known = [mention for mention in cast.mentions if len(mention.words) > 1 and mention.person >= 0]
    mentions = [
        mention
        for mention in known
        if (mention.start == 0 or text[max(0, mention.start - 4) : mention.start].rstrip(" \t").endswith("\n"))
        and _OFFICE_LINE.match(text[mention.end : mention.end + 110])
    ]
    if len(mentions) < 2 and _JOINT_TEXT.search(text[:_TAIL]):
        mentions = [
            mention
            for mention in known
            if mention.start > len(text) - _TAIL
            and _MARK.fullmatch(text[text.rfind("\n", 0, mention.start) + 1 : mention.start])
            and not text[mention.end : mention.end + 40].partition("\n")[0].strip()
        ]
    return mentions if len(mentions) > 1 else []
