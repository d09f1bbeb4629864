"""The office that a text gives a person: the words before a name, the apposition after it, the bracket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from stance.extract.roles import BODY_NOUNS, OFFICE_ABBREVIATIONS, OFFICE_WORDS, PERSON_NOUNS, kind_of_word, place_words
from stance.extract.roles import folded as fold
from stance.model import Span
from stance.offices import Office, find_place, read_office

__all__ = ["Title", "after_name", "before_name", "head_of", "heads", "lone_offices", "read_title"]

_BACK = re.compile(r"(?:[A-Z]\.){2,}|[^\s,;:.!?()\"“”„«»‘—–]+[.]?|[,;:.!?()\"“”„«»‘—–\n]")
_CONNECT = frozenset({"of", "for", "the", "to", "and", "in", "at", "on", "&", "de"})
_ABBREVIATED = frozenset(
    {
        "gen.",
        "sen.",
        "rep.",
        "gov.",
        "lt.",
        "col.",
        "adm.",
        "dr.",
        "mr.",
        "ms.",
        "mrs.",
        "prof.",
        "u.s.",
        "u.k.",
        "st.",
        "sgt.",
        "capt.",
        "maj.",
        "amb.",
    }
)
# Words that never stand inside an office: they begin or end the phrase.
_NEVER = frozenset(
    [
        "with",
        "by",
        "from",
        "as",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "said",
        "says",
        "told",
        "was",
        "is",
        "were",
        "are",
        "has",
        "have",
        "had",
        "will",
        "would",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "but",
        "or",
        "nor",
        "than",
        "then",
        "when",
        "while",
        "where",
        "after",
        "before",
        "about",
        "against",
        "between",
        "among",
        "including",
        "like",
        "met",
        "held",
        "also",
        "not",
        "if",
        "be",
        "been",
        "being",
    ]
)
_NO_OFFICE = _NEVER | _CONNECT
_WORD = re.compile(r"[\w’'-]+")
_BRACKET = re.compile(r",?\s\(([^()\n]{3,90})\)")
_CHAIRS = re.compile(
    r"(?:who\s)?(?:(?:also|now|currently|once|who)\s)*(?:(?P<verb>chairs|chaired|heads|headed|leads|led|runs|represents|represented|speaks for|commands|directs|directed)|"
    r"(?:serves?|served|works?|worked) as|(?:is|was|has been)(?: (?:once|now|currently|also|until \w+))?)\s(?P<rest>.+)"
)
_STOP = re.compile(
    r"[,;:—–()“”\"«»„]|\.(?:\s|$)|\s(?:said|says|told|added|wrote|who|which|that|while|and (?:his|her|the|a|its|led|sits?|has|was|is)|has|had|was|is|will|would|warned|"
    r"noted|argued|called|urged|insisted|explained|stressed|stated|announced|declared|put|believes?|thinks?|wants?|replied|asked)\b"
)
_AFTER = re.compile(r",\s(?=(?:the|a|an|who|his|her|their|its|former|ex-|then|one of|now|once|which)\b|[A-ZÀ-Ž]|[a-z])")
_CHARGE = re.compile(r"(?:in charge of|responsible for) .{3,80}")
_DURATION = re.compile(
    r"\s(?:for (?:[\w-]+ )?(?:years?|decades?|months)|since \w+(?: \d{4})?|(?:from|between) \d{4}.*|in \d{4}|until \d{4})$"
)
_OFFICE = 90  # characters in which the words of an office stand
_SETTLES = 48  # characters before a name that mostly tell whether an office stands there
# Where a body's name ends: another name, or a verb after its last capital.
_LEAVES = re.compile(
    r"\s(?:on|in|at|after|before|by|went|to)\s|\sand\s(?=[A-ZÀ-Ž]\w+\s[A-ZÀ-Ž])|(?<=\w)\s(?=[a-z]+ed\b|(?:drew|took|gave|made|spoke|came|put|saw)\b)"
)
_OF = re.compile(r"\s?,?\s(?:of|from|at|with)\s(?:the\s)?(?=[A-ZÀ-Ž])")


@dataclass(frozen=True)
class Title:
    """An office or function in the text's words, and what it comes to."""

    words: str
    office: Office

    @property
    def place(self) -> str:
        return self.office.place


@lru_cache(maxsize=8192)
def read_title(words: str) -> Title:
    return Title(words, read_office(words))


@lru_cache(maxsize=16384)
def _low(word: str) -> str:
    return fold(word).removesuffix("'s").strip("'.-")


@lru_cache(maxsize=16384)
def _is_office_word(word: str) -> bool:
    low = _low(word)
    return (
        low in OFFICE_WORDS
        or low in BODY_NOUNS
        or (word[-1:] == "." and low in OFFICE_ABBREVIATIONS)
        or low.removesuffix("s") in PERSON_NOUNS
        or any(part in PERSON_NOUNS for part in low.split("-"))
    )


@lru_cache(maxsize=16384)
def _is_head(word: str) -> bool:
    low = _low(word)
    return (
        low in PERSON_NOUNS
        or (word[-1:] == "." and low in OFFICE_ABBREVIATIONS)
        or low.removesuffix("s") in PERSON_NOUNS
        or any(part in PERSON_NOUNS for part in low.split("-"))
    )


@lru_cache(maxsize=8192)
def heads(words: str) -> tuple[str, ...]:
    """The nouns in a phrase that name one person by office or trade, folded, in order."""
    return tuple([_low(word) for word in _WORD.findall(words) if _is_head(word)])


_TAIL = re.compile(
    r",|\s(?:of|for|from|to|in|at|on|who|that|which|with|and|close|familiar|speaking|involved|briefed|responsible)\s"
)


def head_of(phrase: str) -> str:
    """The noun that a phrase is about, folded: the last one before "of", "for", "who" …"""
    words = fold(_TAIL.split(f" {phrase} ")[0]).split()
    return words[-1].removesuffix("'s") if words else ""


def lone_offices(text: str, start: int, end: int, known: dict[int, int]) -> list[Span]:
    """The offices in a stretch of text that stand for their holder without a name: "the prime minister", in order.

    `known` keeps, for the same text, where those end that were read already.
    """
    found: list[Span] = []
    at = text.find("he ", start, end)
    while at >= 0:
        if at and text[at - 1] in "tT" and (at < 2 or not text[at - 2].isalpha()):
            if at not in known:
                known[at] = _office_end(text, at + 3, len(text))
            last = known[at] if max(at + 3 + _OFFICE, known[at]) <= end else _office_end(text, at + 3, end)
            if last:
                found.append(Span(at - 1, last))
        at = text.find("he ", at + 3, end)
    return found


_OF_PLACE = re.compile(r"\sof\s(?:the\s)?(?:[A-ZÀ-Ž][\w-]+(?:\s[A-ZÀ-Ž][\w-]+){0,3}|state\b|government\b)")


def _office_end(text: str, start: int, end: int) -> int:
    """Where an office that begins at a place ends, 0 if none begins there or a name belongs to it."""
    last = 0
    for number, match in enumerate(_WORD.finditer(text, start, min(end, start + _OFFICE))):
        if number > 5 or (number and text[match.start() - 1] not in " \xa0") or match.start() > (last or start) + 60:
            break
        low = _low(match.group())
        if match.group().endswith(("'s", "’s")):
            return 0
        if low in PERSON_NOUNS:
            last = match.end()
        elif last or (match.group()[0].islower() and low in _NO_OFFICE):
            break
    if not last:
        return 0
    if place := _OF_PLACE.match(text, last, end):
        last = place.end()
    following = text[last : last + 2]
    named = following[:1].isspace() and following[1:].isupper()
    return 0 if named or following[:2] in ("'s", "’s") or text[last : last + 1] in "-’'" else last


def _is_proper(word: str) -> bool:
    """Whether a capitalised word may begin an office: a place, an organisation, a party's letters."""
    return word[0].isupper() and (kind_of_word(word) == "p" or (word.isupper() and len(word) > 1))


def before_name(text: str, start: int, floor: int, closed: bool) -> Title | None:
    """The office right before a name that begins at `start`; `closed`: the name is set off by a comma or ends its clause.

    "NATO Secretary General Jens …", "the President of Latvia, …," ; `floor` bounds the search on the left.
    """
    window = text[max(floor, start - 130) : start].rstrip(" \xa0\n")
    comma = window.endswith(",")
    if comma:
        if not closed:
            return None
        window = window[:-1]
    # Most names have no office, or a short one: all of the window is read only where its end does not settle it.
    begin = window.find(" ", len(window) - _SETTLES) + 1 if len(window) > _SETTLES else 0
    tokens = _BACK.findall(window, begin)
    first, settled = _first_of_office(tokens, comma)
    if not settled and begin:
        tokens = _BACK.findall(window)
        first, _ = _first_of_office(tokens, comma)
    if first < 0:
        return None
    for at in range(first, len(tokens) - 1):
        # "the Minister held talks with her counterpart": what follows the noun of the office must belong to it.
        following = tokens[at + 1]
        if _is_head(tokens[at]) and not (
            following.lower() in _CONNECT
            or _is_office_word(following)
            or following[0].isupper()
            or following[0].isdigit()
        ):
            first = at + 2
    phrase = _joined(tokens[first:])
    return read_title(phrase) if heads(phrase) or _is_head(tokens[-1]) else None


def _first_of_office(tokens: list[str], comma: bool) -> tuple[int, bool]:
    """Which of the words before a name begins its office, -1 if none does; and whether that is so whatever stands before them."""
    best = -1
    unknown = 0
    place = len(tokens) - 1
    head = False
    while place >= 0:
        token = tokens[place]
        if not (token[0].isalnum() or token == "&") or (
            token[-1] == "." and token.count(".") < 2 and token.lower() not in _ABBREVIATED
        ):
            break
        low = token.lower()
        if low in _NEVER:
            break
        if low in _CONNECT:
            if best < 0 and not comma and (place == len(tokens) - 1 or not tokens[place + 1][0].isupper()):
                break
            if low == "the" and best >= 0 and place and tokens[place - 1].lower() not in _CONNECT:
                break  # the phrase begins here
        elif low in ("a", "an"):
            break
        elif _is_office_word(token):
            best = place
            head = head or _is_head(token)
        elif _low(token) in place_words() or _low(token).replace(".", "") in ("us", "uk", "eu", "un"):
            if best >= 0:
                best = place
            elif not comma and not token[0].isupper():
                break
        elif token[0].isupper() and kind_of_word(token) in "ntbpo":
            if best >= 0 and place + 1 < len(tokens) and tokens[place + 1].lower() not in _CONNECT:
                best = place
            else:
                unknown += 1
        elif comma or best >= 0:
            unknown += 1
            if unknown == 1 and not place:
                return (best if head else -1), False  # what stands before decides
            inside = unknown == 1 and _is_proper(tokens[place - 1])  # "UN climate chief"
            if (not comma and not inside) or unknown > 4:
                break
        else:
            break
        if unknown > 6:
            break
        place -= 1
    return best if head else -1, place >= 0


_SMALL_FIRST = re.compile(r"(?:the|and|of|for|to|in|at|on)\s", re.I)


def _joined(tokens: list[str]) -> str:
    words = " ".join(tokens).strip()
    small = _SMALL_FIRST.match(words)
    return words[small.end() :] if small else words


def after_name(text: str, end: int, ceiling: int) -> Title | None:
    """The office after a name that ends at `end`: bracket, apposition, relative clause, "of the Institute …"."""
    piece = text[end : min(ceiling, end + 170)]
    if match := _BRACKET.match(piece):
        words = " ".join(match[1].split())
        return read_title(words) if heads(words) or find_place(fold(words))[0] else None
    if (match := _AFTER.match(piece)) and not piece.startswith((", from ", ", of ", ", and ", ", or ")):
        rest = piece[match.end() :]
        verb = _CHAIRS.match(rest)
        offset = verb.start("rest") if verb else 0
        stop = _STOP.search(rest, offset)
        words = " ".join(rest[offset : stop.start() if stop else len(rest)].split())
        words = _DURATION.sub("", words)
        bare = re.sub(r"^(?:the|a|an|one of the)\s", "", words)
        introduced, words = len(bare) < len(words), bare
        if verb and verb["verb"]:
            chair = {"c": "chair of the", "h": "head of the", "l": "leader of the"}.get(verb["verb"][0], "")
            words = f"{chair} {words}" if chair and not words.startswith("the ") else f"{chair} {words}".strip()
            return read_title(words)
        if charge := _CHARGE.match(words):
            return read_title(charge[0])
        if not words or len(words) > 140:
            return None
        if verb and "was" in verb.group(0)[:12] and heads(words):
            return read_title(f"former {words}")
        first = words.split()[0]
        if (re.fullmatch(r"[a-z]+(?:ed|ing)", first) and first != "retired") or not heads(" ".join(words.split()[:5])):
            return None
        if heads(words) and (
            introduced
            or first[0].islower()
            or _is_office_word(first)
            or _low(first) in place_words()
            or "’s" in words
            or "'s" in words
        ):
            return read_title(words)
        return None
    if match := _OF.match(piece):
        rest = piece[match.end() :]
        stop = _STOP.search(rest)
        words = " ".join(rest[: stop.start() if stop else len(rest)].split())
        words = _LEAVES.split(words)[0]
        return Title(words, Office("", find_place(fold(words))[0])) if 3 < len(words) < 80 else None
    return None
