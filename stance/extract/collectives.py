"""The whole that a plural stands for: "NATO leaders", "the allies" and "all 32 members" are NATO, "Russian officials" are Russia.

Words that pick some out of all leave a group of its own: "eastern allies", "several NATO members", "two Russian officials".
"""

from __future__ import annotations

import re
from functools import lru_cache

from stance.extract.roles import folded as fold
from stance.extract.roles import place_words

__all__ = ["are_members", "whole_of"]

_MEMBERS = frozenset(
    str.split("leaders allies members states countries governments ministers heads nations presidents premiers")
)
_ORGANISATIONS = {
    "nato": "NATO", "alliance": "NATO", "allied": "NATO", "atlantic": "NATO", "eu": "EU", "union": "EU",
}  # fmt: skip
_BESIDE_MEMBERS = frozenset(
    str.split(
        "all the of its our both and member state government foreign defence defense prime north european treaty organization organisation "
        "military transatlantic trans-atlantic western us-led nuclear 30-member 31-member 32-member 30-nation 31-nation 32-nation 27 30 31 32 thirty thirty-one thirty-two 's s council"
    )
)
#: How many the members of the alliance have been: nobody else counts so many.
_ALL_OF_THEM = frozenset(str.split("30 31 32 thirty thirty-one thirty-two"))
_OFFICIALS = frozenset(str.split("officials authorities leaders policymakers"))
_BESIDE_OFFICIALS = frozenset(str.split("the government state"))
_BARE_MEMBERS = frozenset(["leaders", "members", "states", "countries", "nations", "government"])
_BESIDE_BARE = frozenset(["the", "member", "all", "heads", "of", "state", "and", "both"])
_TOKEN = re.compile(r"[\w-]+")


def are_members(words: str) -> bool:
    """Whether a plural stands for all members of an organisation that it does not name: "leaders", "the member states"."""
    tokens = _TOKEN.findall(fold(words))
    return tokens[-1:] != [] and tokens[-1] in _BARE_MEMBERS and set(tokens) <= _BARE_MEMBERS | _BESIDE_BARE


@lru_cache(maxsize=4096)
def whole_of(words: str) -> str:
    """The organisation ("NATO", "EU"), the state (its code) or the seat ("Kremlin") that a plural stands for; else nothing."""
    if not words[-1:].isalpha():
        return ""
    tokens = _TOKEN.findall(fold(words).replace("’", "'").replace("'s", ""))
    nouns = [token for token in tokens if token in _MEMBERS | _OFFICIALS]
    if not nouns:
        return ""
    if "european" in tokens and "union" not in tokens:
        return ""
    named = {_ORGANISATIONS[token] for token in tokens if token in _ORGANISATIONS}
    rest = set(tokens) - _ORGANISATIONS.keys() - _MEMBERS
    if rest <= _BESIDE_MEMBERS and _MEMBERS.intersection(nouns):
        if len(named) == 1:
            return named.pop()
        if not named and _ALL_OF_THEM.intersection(tokens):
            return "NATO"
        return "NATO" if set(tokens) - {"the", "all", "our", "32", "31", "30"} == {"allies"} else ""
    if tokens[-1] not in _OFFICIALS:
        return ""
    place = " ".join(token for token in tokens[:-1] if token not in _BESIDE_OFFICIALS)
    if place == "kremlin":
        return "Kremlin"
    code = place_words().get(place, "")
    return code if len(code) == 2 else ""
