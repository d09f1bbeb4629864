"""How many hold what: positions by country, by kind of actor, by month or quarter, with those of whom nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stance.analysis.catalog import Catalog
from stance.analysis.current import ANONYMOUS, current, turns_by_actor
from stance.model import Confidence, Statement, Status


@dataclass(frozen=True)
class Tally:
    """One row of a summary."""

    key: str  #: a country, a kind, `2023-07`, `2023-Q3`, or empty for all together
    counts: Mapping[str, int]  #: by position
    no_record: int  #: actors of whom no position is known; 0 where statements are counted

    @property
    def total(self) -> int:
        """Those with a position; shares are shares of these."""
        return sum(self.counts.values())


def tally_actors(
    statements: Iterable[Statement],
    catalog: Catalog,
    as_of: date,
    key_of: Callable[[str], str],
    population: Iterable[str],
) -> list[Tally]:
    """Actors by the position they hold as of a day; `population` are the actors that could have one."""
    counts: dict[str, Counter[str]] = {}
    silent: Counter[str] = Counter()
    seen = set()
    for one in current(statements, as_of, catalog.order):
        seen.add(one.actor)
        counts.setdefault(key_of(one.actor), Counter())[one.position] += 1
    for actor in population:
        if actor not in seen and actor != ANONYMOUS:
            silent[key_of(actor)] += 1
    return [Tally(key, counts.get(key, {}), silent[key]) for key in sorted({*counts, *silent})]


def tally_statements(statements: Iterable[Statement], key_of: Callable[[Statement], str]) -> list[Tally]:
    """Statements of named actors by position."""
    counts: dict[str, Counter[str]] = {}
    for one in statements:
        if one.actor == ANONYMOUS:
            continue
        counts.setdefault(key_of(one), Counter())[one.position] += 1
    return [Tally(key, counts[key], 0) for key in sorted(counts)]


def tally_periods(
    statements: Iterable[Statement],
    order: Mapping[str, int],
    since: date,
    until: date,
    by: str,
    population: int,
) -> list[Tally]:
    """Actors by the position they held at the end of each month or quarter (of the last: at `until`)."""
    ends = period_ends(since, until, by)
    counts: list[Counter[str]] = [Counter() for _ in ends]
    for _, held in turns_by_actor(statements, order, until):
        place, position = 0, ""
        for count, (_, end) in zip(counts, ends, strict=True):
            while place < len(held) and held[place].day <= end:
                position = held[place].position
                place += 1
            if position:
                count[position] += 1
    return [
        Tally(key, count, max(0, population - sum(count.values())))
        for (key, _), count in zip(ends, counts, strict=True)
    ]


def period_of(day: date, by: str) -> str:
    """`2023-07` by month, `2023-Q3` by quarter, `2023` by year."""
    if by == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}" if by == "quarter" else f"{day.year:04}"


def period_ends(since: date, until: date, by: str) -> list[tuple[str, date]]:
    """The months, quarters or years from `since` to `until`, each with its last day, the last cut at `until`."""
    step = {"month": 1, "quarter": 3}.get(by, 12)
    index = since.year * 12 + since.month - 1
    index -= index % step
    found = []
    while (start := date(index // 12, index % 12 + 1, 1)) <= until:
        index += step
        if index >= 10_000 * 12:
            found.append((period_of(start, by), until))
            break
        end = date(index // 12, index % 12 + 1, 1) - timedelta(1)
        found.append((period_of(start, by), min(end, until)))
    return found


# -- what became of proposals -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fate:
    """What review made of a proposal."""

    word: str  #: accepted, edited or rejected
    position: str | None  #: the one proposed, where it was changed; None: it was not


@dataclass(frozen=True)
class Quality:
    """How proposals of one sort fared in review."""

    key: str
    accepted: int  #: as they were proposed
    edited: int  #: accepted after a change
    rejected: int
    waiting: int

    @property
    def decided(self) -> int:
        return self.accepted + self.edited + self.rejected

    @property
    def right(self) -> float | None:
        """The share accepted as it was, of those decided; None: none decided."""
        return self.accepted / self.decided if self.decided else None


Fields = Mapping[str, Any]
_BESIDE = frozenset({"status", "note", "coder", "recorded_at"})  # a change of these is no correction


def trace_fates(changes: Iterable[tuple[str, Fields, Fields]]) -> dict[str, Fate]:
    """What became of proposals: out of the changes of statements (id, fields as they were, as they became), in order.

    Statements that were accepted as they came in were never decided on, and have no fate.
    """
    fates: dict[str, Fate] = {}
    corrected: dict[str, str | None] = {}
    for id, was, now in changes:
        touched = {*was, *now} - _BESIDE
        old, new = (str(fields.get("status", "accepted")) for fields in (was, now))
        moved = "status" in was or "status" in now
        if touched and (not moved or old == "proposed") and id not in fates:
            corrected[id] = corrected.get(id) or was.get("position")
        if moved and old == "proposed":
            word = "rejected" if new != "accepted" else "edited" if id in corrected else "accepted"
            fates[id] = Fate(word, corrected.get(id))
        elif moved and new == "proposed":
            fates.pop(id, None)
            corrected.pop(id, None)
    return fates


def review_quality(
    statements: Iterable[Statement],
    fates: Mapping[str, Fate],
    key_of: Callable[[Statement, Fate | None], Iterable[str]],
) -> list[Quality]:
    """How often proposals were accepted, edited or rejected, by keys of the statement; high confidence first."""
    found: dict[str, Counter[str]] = {}
    for one in statements:
        fate = fates.get(one.id)
        if one.confidence is None or (fate is None and one.status is not Status.PROPOSED):
            continue
        for key in key_of(one, fate):
            found.setdefault(key, Counter())[fate.word if fate else "waiting"] += 1
    rank = {confidence.value: str(confidence.rank) for confidence in Confidence}
    return [
        Quality(key, count["accepted"], count["edited"], count["rejected"], count["waiting"])
        for key, count in sorted(found.items(), key=lambda item: rank.get(item[0], item[0]))
    ]
