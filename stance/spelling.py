"""Names across spellings and scripts: a key for comparing, Latin letters for Cyrillic and Greek, distance in letters."""

from __future__ import annotations

import re
from functools import lru_cache

from stance.letters import fold

_PUNCTUATION = str.maketrans(dict.fromkeys("-‐‑‒–—−/_,", " ") | dict.fromkeys(".'‘’ʼ`´\"“”„«»()", ""))
# As Ukrainian is romanised; where Russian differs (г, и, й) `sound` makes both alike.
_LETTERS = """
а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts
ч=ch ш=sh щ=shch ь= ъ= ю=iu я=ia ё=e ы=y э=e ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
"""
_LATIN = dict(pair.split("=") for pair in _LETTERS.split())
_CYRILLIC_OR_GREEK = str.maketrans(_LATIN)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
# What spellings of one sound have in common between English, German, French, Polish and Hungarian usage.
_SOUNDS = (
    ("shch", "s"), ("schtsch", "s"), ("szcz", "s"), ("tsch", "c"), ("sch", "s"), ("dzh", "j"), ("dsch", "j"),
    ("tch", "c"), ("tz", "c"), ("ts", "c"), ("cz", "c"), ("ch", "c"), ("kh", "h"), ("zh", "z"), ("sz", "s"),
    ("sh", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"),
    ("w", "v"), ("x", "ks"), ("q", "k"), ("y", "i"), ("j", "i"), ("z", "s"), ("g", "h"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def name_key(name: str) -> str:
    """A name as names are compared: folded, without punctuation and without a leading "the"."""
    key = name.casefold() if name.isascii() else fold(name)
    return " ".join(key.translate(_PUNCTUATION).split()).removeprefix("the ")


def romanize(name: str) -> str:
    """Cyrillic and Greek letters in Latin ones, case-folded; other text as it is."""
    if not _FOREIGN.search(name):
        return name
    return name.casefold().translate(_CYRILLIC_OR_GREEK)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A rough key that spellings of one name in several languages share; empty if too short to tell anything."""
    key = name_key(romanize(word)).replace(" ", "")
    for spelling, simple in _SOUNDS:
        if spelling in key:
            key = key.replace(spelling, simple)
    key = _DOUBLED.sub(r"\1", key).rstrip("i")
    key = _DOUBLED.sub(r"\1", key.replace("ii", "i"))
    return key if len(key) >= 4 else ""


def shortened(name: str, other: str) -> bool:
    """Whether one of two names of people may be the other cut short: an initial for a name ("J. Biden"), one word alone."""
    short, full = sorted((name_key(name).split(), name_key(other).split()), key=lambda words: sum(map(len, words)))
    if short == full or not short:
        return False
    if len(short) == 1:
        return len(short[0]) > 2 and short[0] in (full[0], full[-1])
    return short[-1] == full[-1] and len(short[0]) == 1 and full[0].startswith(short[0])


def distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, delete, change or swap with a neighbour to make `b` of `a`; `limit + 1` if more than that.

    Optimal string alignment with an early end: cost grows with len(a) * limit.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        earlier, before, row = before, row, [i, *([limit + 1] * len(b))]
        for j in range(max(1, i - limit), min(len(b), i + limit) + 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != b[j - 1]))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, earlier[j - 2] + 1)
            row[j] = best
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def allowed(length: int) -> int:
    """How many letters a name of that length may be off and still be meant: none below five, two from seven on."""
    return 0 if length < 5 else 1 if length < 7 else 2
