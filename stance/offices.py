"""Offices as people write them → one key and the state or organisation they belong to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stance.countries import adjectives, capitals, organizations, seats, states
from stance.letters import fold


class Office(NamedTuple):
    """An office in comparable form."""

    key: str  #: "foreign minister", "president", "secretary general", "deputy defence minister", …; or what is left
    place: str  #: ISO 3166 alpha-2, an organisation's acronym, or empty
    former: bool = False  #: no longer held
    elect: bool = False  #: not yet held


_FORMER = re.compile(r"\b(?:former(?:ly)?|previously|ex|one time|onetime|retired|then|late|outgoing)\b|^once\b")
_ELECT = re.compile(r"\b(?:elect|designate|candidate|nominee|hopeful|incoming|in waiting)\b")
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|under ?secretary|parliamentary state secretary)\b")
# The first that fits names the office; what stands further down is more general.
_KEYS = [
    (re.compile(pattern), key)
    for pattern, key in (
        (r"spokes(?:man|woman|person|people)|press (?:secretary|officer|attache)|spox", "spokesperson"),
        (r"ambassador|permanent representative|permrep|envoy|head of (?:the )?mission|charge d.affaires", "ambassador"),
        (r"head of (?:the )?(?:office of the president|president.s office|presidential (?:office|administration))|chief of staff", "chief of staff"),
        (r"\b(?:foreign|foreign policy|foreign affairs) committee", "foreign affairs committee"),
        (r"defen[cs]e committee", "defence committee"),
        (r"prime minister|\bpremier\b|head of (?:the )?government|government head|taoiseach|\bpm\b", "prime minister"),
        (r"chancellor of the exchequer|financ|treasur", "finance minister"),
        (r"chancellor(?:or)?\b", "prime minister"),
        (r"(?:minister|secretary|ministers) (?:of state )?(?:of|for) (?:the )?(?:national )?defen[cs]e", "defence minister"),
        (r"defen[cs]e (?:minister|secretary|chief)|armed forces minister|ministers? (?:of|for) (?:the )?armed forces|pentagon chief", "defence minister"),
        (r"high representative|foreign (?:policy|affairs) chief|(?:top|chief) diplomat of the eu", "high representative"),
        (r"minist\w+ (?:of|for) [\w ]*(?:foreign|external) (?:and \w+ )?affairs|foreign (?:and \w+ |affairs )?minister", "foreign minister"),
        (r"foreign secretary|external affairs minister|(?:top|chief) diplomat|head of (?:\w+ )?diplomacy|diplomacy chief", "foreign minister"),
        (r"ministry of foreign affairs|foreign (?:and european affairs )?ministry|foreign office|\bmfa\b", "foreign ministry"),
        (r"secretary of state$|state secretary$", "foreign minister"),
        (r"(?:interior|home) (?:minister|secretary)|minister of (?:the )?interior", "interior minister"),
        (r"secretary general|general secretary|\bsg\b", "secretary general"),
        (r"national security (?:advis[eo]r|chief)", "national security adviser"),
        (r"head of state|\bpresident\b", "president"),
        (r"commander in chief|army chief|top (?:general|commander)", "commander"),
        (r"\b(?:senator|sens?)\b", "senator"),
        (r"\b(?:mp|mep|lawmaker|^deputy$|member of parliament|parliamentarian|legislator|congressman|congresswoman|reps?|member of congress)\b", "lawmaker"),
    )
]  # fmt: skip
_CHIEF = re.compile(r"\b(?:chief|head|boss|leader)\b")
_EU_PARTS = {"european commission": "president", "european council": "president", "european parliament": "president"}
# Offices whose name also stands in others ("president of the Institute of …"): nothing else may stand beside.
_ALONE = {
    "president": {"president", "head", "state", "mr", "madam"},
    "secretary general": {"secretary", "general", "sg", "alliance", "chief"},
}
_AIDE = re.compile(r"\b(?:advis[eo]r|aide|assistant|director|lawyer|counsel|wife|husband|son|daughter) (?:to|of)\b")
_FILLER = re.compile(
    r"\b(?:of|the|for|to|and|in|a|an|on|at|his|her|its|their|republic|federal|kingdom|acting|current|new)\b"
)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\W_]")


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """Every word for a state or an organisation, folded → its code; longer ones are tried first by the reader."""
    found: dict[str, str] = {}
    for table in (capitals(), seats(), organizations(), adjectives(), states()):
        found |= {fold(words).replace("-", " "): code for words, code in table.items()}
    return found


_LONGEST = 5  # words of a place


@lru_cache(maxsize=1)
def _openings() -> dict[str, int]:
    """First words of places → how many words the longest of those has."""
    found: dict[str, int] = {}
    for place in _places():
        words = place.split()
        found[words[0]] = max(found.get(words[0], 0), min(_LONGEST, len(words)))
    return found


#: What makes an alliance a party's or a movement's name.
_OTHER_ALLIANCES = frozenset(
    str.split("national democratic people's peoples social progressive liberal new green left civic electoral election opposition united centre conservative")
)  # fmt: skip


def find_place(text: str) -> tuple[str, str, str]:
    """The code of the first state or organisation in folded words, the words that name it, and the words without it."""
    words = _WORDS.findall(text)
    places, openings = _places(), _openings()
    for start, word in enumerate(words):
        most = max(openings.get(word, 0), openings.get(word.removesuffix("'s").removesuffix("’s"), 0))
        for length in range(min(most, len(words) - start), 0, -1):
            named = " ".join(words[start : start + length]).removesuffix("'s").removesuffix("’s")
            if named in places and not (named == "alliance" and start and words[start - 1] in _OTHER_ALLIANCES):
                rest = [*words[:start], *words[start + length :]]
                return places[named], named, " ".join(rest)
    return "", "", " ".join(words)


@lru_cache(maxsize=8192)
def read_office(phrase: str, place: str = "") -> Office:
    """The office a phrase names; `place` is the state or organisation where the phrase names none.

    "Minister of Foreign Affairs of the Republic of Latvia" → ("foreign minister", "LV"), "NATO chief" →
    ("secretary general", "NATO"), "Deputy Secretary General" with place "NATO" → ("deputy secretary general", "NATO").
    """
    text = fold(phrase.replace("-", " ").replace(".", "")).strip()
    former, elect = bool(_FORMER.search(text)), bool(_ELECT.search(text))
    deputy = "deputy " if _DEPUTY.search(text) else ""
    posted = re.search(r"(?:ambassador|representative|envoy|mission)\b.*?\b(?:to|for|in) (?:the )?(.*)", text)
    target = ""
    if posted:
        # "US ambassador to NATO": the place is the sender's, the target is part of the office.
        code, _, _ = find_place(posted[1])
        if code:
            target = " to " + code
            text = text[: posted.start(1)]
    code, named, rest = find_place(text)
    place = code or place
    if named in _EU_PARTS and re.search(r"president|chief|head", text):
        return Office(f"{deputy}{named} president", "EU", former, elect)
    for pattern, key in _KEYS if not _AIDE.search(text) else ():
        if key and pattern.search(text if key in ("foreign ministry",) else rest):
            break
    else:
        key = ""
    if key == "spokesperson":
        whom = "president" if re.search(r"president|kremlin|white house|elysee|bankova", text) else (
            "foreign ministry" if re.search(r"foreign|state department", text) else
            "government" if re.search(r"government|cabinet|downing|chancell|prime minister", text) else place)  # fmt: skip
        return Office(f"{deputy}spokesperson {whom}".strip(), place, former, elect)
    if key == "ambassador":
        return Office(deputy + key + target, place, former, elect)
    if not key and place in ("NATO", "EU") and _CHIEF.search(rest):
        key = "secretary general" if place == "NATO" else "high representative"
    if key == "lawmaker":
        deputy = ""
    bare = set(_FILLER.sub(" ", _FORMER.sub(" ", _ELECT.sub(" ", rest))).split()) - {"deputy", "vice"}
    if not key or (key in _ALONE and bare - _ALONE[key]):
        key = " ".join(sorted(bare))
    return Office(deputy + key, place, former, elect)
