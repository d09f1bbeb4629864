"""When two articles are one report, and when two statements are one utterance.

Articles are compared by their shingles, runs of five words; a sketch of sixteen min-hashes of them, made in one pass
(one-permutation hashing, Li, Owen and Zhang 2012), finds the few that are worth comparing. Statements follow the rule
that people can quote: same actor, same position, days at most two apart, words alike.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from stance.model import PartialDate, Statement
from stance.text import fold

_SHINGLE = 5
_BINS = 16
_BIN_SIZE = 2**32 // _BINS
_LEAST_BINS = 6  # of 16: a text with six tenths of the shingles in common has as many with a chance of 98 %
_LONGEST_LIST = 100  # keys for one min-hash: more share it by a phrase that everybody prints
#: Share of common shingles from which two texts are one report.
SAME_REPORT = 0.6
#: Share of the shorter text's shingles that the longer holds, from which it is a shortened version.
SHORTENED = 0.8
_LEAST_WORDS = 40
DAYS_APART = 2
ANONYMOUS = "anonymous"  #: the actor of statements by unnamed sources
_WORD = re.compile(r"\w+")
_Word = TypeVar("_Word", str, bytes)
_PLAIN_ADDRESS = re.compile(r"https?://([a-z0-9.-]+)(/[A-Za-z0-9/._~-]*)?", re.ASCII)
_LAST_SLASH = re.compile(r"/(?:amp/?|index\.html?)?$")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|ref|ref_src|cmpid|ocid|at_\w+", re.I)


# -- articles ---------------------------------------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """The words of a text without case, marks and white space."""
    return _WORD.findall(text.casefold())


def _runs(words: list[_Word]) -> Iterator[tuple[_Word, ...]]:
    return zip(*(words[start:] for start in range(min(_SHINGLE, len(words)))), strict=False)


@lru_cache(maxsize=512)
def shingles(text: str) -> frozenset[int]:
    """All runs of five words of a text, each as its hash; all of it where it is shorter."""
    return frozenset(map(hash, _runs(words_of(text))))


def sketch(text: str) -> str:
    """Sixteen min-hashes of the text's shingles, four hexadecimal digits each; empty for a text without words."""
    words = " ".join(words_of(text)).encode("utf-8", "replace").split()
    if not words:
        return ""
    # CRC spreads badly over its high bits; a multiplication mixes them (Knuth, 6.4).
    mixed = [crc * 2654435761 & 0xFFFFFFFF for crc in map(zlib.crc32, map(b" ".join, _runs(words)))]
    spread = sorted([value ^ value >> 15 for value in mixed])
    lowest = []
    for start in range(0, _BINS * _BIN_SIZE, _BIN_SIZE):
        place = bisect_left(spread, start)
        found = place < len(spread) and spread[place] < start + _BIN_SIZE
        lowest.append(spread[place] - start if found else -1)
    # An empty bin takes the value of the next one that is not.
    for number in range(_BINS):
        step = number
        while lowest[step % _BINS] < 0:
            step += 1
        lowest[number] = lowest[step % _BINS] if step == number else (lowest[step % _BINS] + step - number) % _BIN_SIZE
    return "".join(f"{value & 0xFFFF:04x}" for value in lowest)


@dataclass
class SketchIndex:
    """Finds the keys whose sketches agree with a given one in several places."""

    _places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, sketch: str) -> None:
        for place in _places(sketch):
            keys = self._places.setdefault(place, [])
            if len(keys) < _LONGEST_LIST:
                keys.append(key)

    def like(self, sketch: str) -> list[str]:
        """The keys added that may be the same report, the likeliest first, then in order of adding."""
        counts = Counter(chain.from_iterable(self._places.get(place, ()) for place in _places(sketch)))
        return sorted((key for key in counts if counts[key] >= _LEAST_BINS), key=lambda key: -counts[key])


def _places(sketch: str) -> Iterator[str]:
    for number in range(len(sketch) // 4):
        yield f"{number:x}{sketch[4 * number : 4 * number + 4]}"


def same_report(one: str, other: str) -> bool:
    """Whether two texts are one report: alike on the whole, or one a shortened version of the other."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return False
    common = len(first & second)
    if common / (len(first) + len(second) - common) >= SAME_REPORT:
        return True
    shorter = min(len(first), len(second))
    return shorter >= _LEAST_WORDS and common / shorter >= SHORTENED


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space, marks and case only."""
    return words_of(one) == words_of(other)


@lru_cache(maxsize=65536)
def address_key(url: str) -> str:
    """An address without what does not matter to which page it names: scheme, `www.`, tracking, fragment, last slash."""
    if plain := _PLAIN_ADDRESS.fullmatch(url):  # most are, and a store may have a hundred thousand
        return _host_key(plain[1]) + _LAST_SLASH.sub("", plain[2] or "")
    try:
        parts = urlsplit(url.strip())
        host = _host_key(parts.hostname or "")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)]
    return host + port + _LAST_SLASH.sub("", parts.path) + (f"?{urlencode(sorted(query))}" if query else "")


def _host_key(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def changes_between(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that left a page and those that came, compared by their words."""
    before, after = (
        {tuple(words_of(line)): line.strip() for line in text.splitlines() if line.strip()} for text in (old, new)
    )
    gone = [line for key, line in before.items() if key not in after]
    come = [line for key, line in after.items() if key not in before]
    return gone, come


# -- statements -------------------------------------------------------------------------------------------------------


def same_statement(one: Statement, other: Statement, *, one_report: bool = False) -> bool:
    """Whether two statements are one utterance: same actor, same position, days at most two apart, words alike.

    Undated ones count as of one time only where their words agree almost wholly, or where they stand in one report
    (`one_report`); a date known to the month is not compared with a day.
    """
    if one.actor != other.actor or one.position != other.position:
        return False
    if one_report:
        return _alike(one, other, 0.4)
    if one.actor == ANONYMOUS:  # two unnamed people need not be one
        return one.stated_on == other.stated_on and _alike(one, other, 0.85)
    if one.stated_on is None or other.stated_on is None:
        return one.stated_on is other.stated_on and _alike(one, other, 0.85)
    return days_alike(one.stated_on, other.stated_on) and _alike(one, other, 0.5)


def days_alike(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates are of the same precision and at most two days apart."""
    return one.precision == other.precision and abs((one.first - other.first).days) <= DAYS_APART


def _alike(one: Statement, other: Statement, share: float) -> bool:
    if one.quote and other.quote:
        return words_alike(one.quote, other.quote, share)
    mine, theirs = (f"{item.quote}\n{item.summary}" for item in (one, other))
    return words_alike(mine, theirs, share)


def words_alike(one: str, other: str, share: float = 0.5) -> bool:
    """Whether the shorter wording's pairs of neighbouring words stand, to at least this share, in the longer."""
    first, second = _pairs(one), _pairs(other)
    if len(first) > len(second):
        first, second = second, first
    if len(first) < 3:
        return bool(first) and first == second
    return len(first & second) / len(first) >= share


@lru_cache(maxsize=16384)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = _WORD.findall(fold(text).replace("'", ""))
    return frozenset(pairwise(words)) or frozenset((word, "") for word in words)


@dataclass
class StatementIndex:
    """Finds the statement that another repeats, among those of the same actor and position."""

    _by_view: dict[tuple[str, str], dict[str, Statement]] = field(default_factory=dict)

    @staticmethod
    def of(statements: Iterable[Statement]) -> StatementIndex:
        index = StatementIndex()
        for statement in statements:
            index.add(statement)
        return index

    def add(self, statement: Statement) -> None:
        """Add a statement, or put a changed one in place of what it was."""
        self._by_view.setdefault((statement.actor, statement.position), {})[statement.id] = statement

    def repeated_by(self, statement: Statement, reports: frozenset[str] = frozenset()) -> Statement | None:
        """The earliest added statement that this one repeats; `reports` are sources that are one report with its own."""
        for known in self._by_view.get((statement.actor, statement.position), {}).values():
            carried = any(ref.source in reports for ref in known.sources)
            if same_statement(known, statement) or (carried and same_statement(known, statement, one_report=True)):
                return known
        return None
