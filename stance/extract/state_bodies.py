"""Ministries, governments and parliaments of states under one name, however a text words them, and whose a bare one is."""

from __future__ import annotations

import re
from functools import lru_cache

from stance.countries import names
from stance.extract.roles import folded as fold
from stance.extract.roles import place_words
from stance.extract.stage import Stage
from stance.offices import find_place

__all__ = ["country_near", "read_state_body", "state_body_name"]

# What is left of each without its small words.
_KINDS = (
    (re.compile(r"foreign (?:affairs )?ministry|ministry foreign affairs|mfa|foreign office"), "foreign ministry"),
    (re.compile(r"defen[cs]e ministry|ministry (?:national )?defen[cs]e"), "defence ministry"),
    (re.compile(r"government"), "government"),
    (re.compile(r"parliament"), "parliament"),
)
_NAMES = {
    "foreign ministry": "Ministry of Foreign Affairs", "defence ministry": "Ministry of Defence",
    "government": "Government", "parliament": "Parliament",
}  # fmt: skip
_SMALL = re.compile(r"\b(?:of|in|the|for|republic|'s|s)\b|'s?")
_WITH_ARTICLE = ("CZ", "US", "GB", "NL", "AE", "PH", "DO")
_PLACE = re.compile(r"[A-ZÀ-Ž][\w-]*[^\W_](?:\s[A-ZÀ-Ž][\w-]*[^\W_])?")
_IN = re.compile(r"\b[Ii]n\s(?:the\s)?$")
_ROOM = 700  # characters before a bare ministry in which its country may be told


@lru_cache(maxsize=4096)
def read_state_body(words: str) -> tuple[str, str]:
    """What a body of a state is ("foreign ministry", "government") and of which state; empty where words name none."""
    code, _, rest = find_place(fold(words.replace("-", " ").replace("’", "'")))
    rest = " ".join(_SMALL.sub(" ", rest).split())
    for pattern, kind in _KINDS:
        if pattern.fullmatch(rest):
            return (kind, code) if not code or (len(code) == 2 and code != "EU") else ("", "")
    return "", ""


def state_body_name(kind: str, code: str) -> str:
    """ "Ministry of Foreign Affairs of Latvia" for "foreign ministry" and LV."""
    return f"{_NAMES[kind]} of {'the ' if code in _WITH_ARTICLE else ''}{names()[code]}"


def country_near(stage: Stage, place: int) -> str:
    """The state whose ministry is told of at a place without saying whose: the capital that the paragraph or the one before it
    is set in ("In Kyiv the remarks …"), else the article's own state, else the only one named shortly before."""
    number = max(0, stage.bounds(place)[0] - 3)
    floor = max(stage.bounds(number)[0], place - _ROOM)
    seen: dict[str, None] = {}
    for match in _PLACE.finditer(stage.text, floor, place):
        words = match.group()
        for name in (words, words.partition(" ")[0]):
            code = place_words().get(fold(name).removesuffix("'s").removesuffix("’s"), "")
            if len(code) == 2 and code != "EU":
                if _IN.search(stage.text, floor, match.start()):
                    return code
                seen[code] = None
                break
    return stage.home or (next(iter(seen)) if len(seen) == 1 else "")
