"""How far coders agree: on finding a statement at all, and on its position.

The unit is one actor in one article. Where coders gave an actor several positions in an article, equal positions are
paired first and then the nearest by degree of support, so that nobody is marked down for the order of entry.
Krippendorff's alpha follows K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), with its difference
functions for nominal, ordinal and interval data; Cohen's kappa is that of J. Cohen, *A Coefficient of Agreement for
Nominal Scales* (1960). Intervals are percentile bootstraps over articles, because statements of one article are not
independent of each other; the random numbers are seeded, so that the same data give the same interval.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from stance.analysis.unitizing import Unitizing, unitize
from stance.model import Statement, Status

__all__ = ["Agreement", "Estimate", "Finding", "Unit", "cohen_kappa", "compare", "krippendorff_alpha", "make_units"]

NOT_FOUND = ""  #: stands in the confusion table for a coder who recorded nothing
_SEED = 20230711
Coincidences = Counter[tuple[int, int]]  #: by values' ranks; each pair of values weighted 1 / (values in the unit - 1)


@dataclass(frozen=True)
class Unit:
    """What the coders made of one actor in one article; `codes` lacks the coders who recorded nothing."""

    article: str  #: id of a Source
    actor: str  #: with several positions in the article as many units
    codes: Mapping[str, Statement]  #: by coder

    @property
    def positions(self) -> dict[str, str]:
        return {coder: statement.position for coder, statement in self.codes.items()}


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its 95 % interval; `value` is None where the data leave it undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None
    units: int = 0  #: units with at least two values


@dataclass(frozen=True)
class Finding:
    """Whether two coders found the same statements, before asking what they made of them."""

    coders: tuple[str, str]
    both: int  #: units that both recorded
    only_first: int
    only_second: int
    overlap: float | None  #: characters marked by both over characters marked by either; None: no spans recorded

    @property
    def agreement(self) -> float | None:
        """Positive agreement, 2·both / (2·both + only one): the F1 of either coder against the other."""
        total = 2 * self.both + self.only_first + self.only_second
        return 2 * self.both / total if total else None


@dataclass(frozen=True)
class Agreement:
    """All that `stance agreement` tells."""

    coders: tuple[str, ...]
    articles: tuple[str, ...]
    units: tuple[Unit, ...]
    nominal: Estimate
    ordinal: Estimate  #: by degree of support; positions outside the scale are left out
    kappa: Mapping[tuple[str, str], float | None]
    finding: tuple[Finding, ...]
    confusion: Mapping[tuple[str, str], Mapping[tuple[str, str], int]]  #: by pair of coders; NOT_FOUND for nothing
    disagreements: tuple[Unit, ...]
    unitizing: Unitizing = field(default_factory=Unitizing)  #: where in the articles the codes stand


def compare(
    codings: Mapping[str, Sequence[Statement]],
    support: Mapping[str, int | None],
    articles: Collection[str] | None = None,
    resamples: int = 1000,
    length_of: Callable[[str], int] = lambda article: 0,
) -> Agreement:
    """Compare the accepted statements of two or more coders on the articles that they share.

    `codings` maps a coder to statements, `support` a position to its degree. `articles` are the ids of the sources
    that all of them read; None means those in which each of them recorded something. `length_of` an article is that of
    its text; where it is 0, nothing is said of where in it the codes stand.
    """
    codings = {coder: [one for one in codings[coder] if one.status is Status.ACCEPTED] for coder in codings}
    if articles is None:
        cited = [{ref.source for one in statements for ref in one.sources} for statements in codings.values()]
        articles = set.intersection(*cited) if cited else set()
    units = make_units(codings, support, articles)
    order = {position: rank for rank, position in enumerate(support)}
    names = [{coder: order.get(one, len(order)) for coder, one in unit.positions.items()} for unit in units]
    degrees = [_degrees(unit, support) for unit in units]
    pairs = list(combinations(codings, 2))
    return Agreement(
        coders=tuple(codings),
        articles=tuple(sorted(articles)),
        units=tuple(units),
        nominal=_estimate(units, names, "nominal", resamples),
        ordinal=_estimate(units, degrees, "ordinal", resamples),
        kappa={pair: _kappa_of(units, pair) for pair in pairs},
        finding=tuple(_finding(units, pair) for pair in pairs),
        confusion={pair: _confusion(units, pair) for pair in pairs},
        disagreements=tuple(
            unit for unit in units if len(unit.codes) < len(codings) or len(set(unit.positions.values())) > 1
        ),
        unitizing=unitize(codings, articles, length_of),
    )


# -- units ------------------------------------------------------------------------------------------------------------


def make_units(
    codings: Mapping[str, Sequence[Statement]], support: Mapping[str, int | None], articles: Collection[str]
) -> list[Unit]:
    """The units of the articles, sorted by article and actor."""
    wanted = set(articles)
    held: dict[tuple[str, str], dict[str, dict[str, Statement]]] = defaultdict(lambda: defaultdict(dict))
    for coder, statements in codings.items():
        for statement in sorted(statements, key=lambda one: (one.kind.rank, one.id)):
            for source in sorted({ref.source for ref in statement.sources} & wanted):
                held[source, statement.actor][coder].setdefault(statement.position, statement)
    return [
        Unit(article, actor, slot)
        for (article, actor), by_coder in sorted(held.items())
        for slot in _pair_up(by_coder, support)
    ]


def _pair_up(
    by_coder: Mapping[str, dict[str, Statement]], support: Mapping[str, int | None]
) -> list[dict[str, Statement]]:
    """Slots with at most one statement a coder: equal positions together, then the nearest by support."""
    slots: list[dict[str, Statement]] = []
    for coder, statements in by_coder.items():
        rest = sorted(statements)
        for position in list(rest):
            fitting = [slot for slot in slots if any(one.position == position for one in slot.values())]
            if fitting:
                fitting[0][coder] = statements[position]
                rest.remove(position)
        for position in rest:
            free = [slot for slot in slots if coder not in slot]
            if free:
                min(free, key=lambda slot: _distance(slot, position, support))[coder] = statements[position]
            else:
                slots.append({coder: statements[position]})
    return slots


def _distance(slot: Mapping[str, Statement], position: str, support: Mapping[str, int | None]) -> float:
    degree = support.get(position)
    others = [support.get(one.position) for one in slot.values()]
    known = [abs(other - degree) for other in others if other is not None and degree is not None]
    return min(known, default=float("inf"))


def _degrees(unit: Unit, support: Mapping[str, int | None]) -> dict[str, int]:
    found = {coder: support.get(position) for coder, position in unit.positions.items()}
    return {coder: degree for coder, degree in found.items() if degree is not None}


# -- Krippendorff's alpha ---------------------------------------------------------------------------------------------


def krippendorff_alpha(units: Iterable[Sequence[int]], level: str = "nominal") -> float | None:
    """Alpha of units, each with the values that the coders gave it; units of fewer than two values do not count.

    `level` is `nominal`, `ordinal` or `interval`. None where no two values can be paired, or all are the same: without
    variation nothing tells agreement from chance.
    """
    total: Coincidences = Counter()
    for values in units:
        total.update(_coincidences(values))
    return _alpha(total, level)


def _coincidences(values: Sequence[int]) -> Coincidences:
    found: Coincidences = Counter()
    if len(values) < 2:
        return found
    weight = 1 / (len(values) - 1)
    counts = Counter(values)
    for one, many in counts.items():
        for other, more in counts.items():
            found[one, other] += weight * many * (more - (one == other))  # type: ignore[assignment]
    return found


def _alpha(coincidences: Coincidences, level: str) -> float | None:
    totals: dict[int, float] = defaultdict(float)
    for (one, _), weight in coincidences.items():
        totals[one] += weight
    n = sum(totals.values())
    values = sorted(value for value, count in totals.items() if count)
    differ = _differences(values, totals, level)
    observed = sum(weight * differ.get(pair, 0.0) for pair, weight in coincidences.items())
    expected = sum(totals[one] * totals[other] * delta for (one, other), delta in differ.items())
    if n < 2 or not expected:
        return None
    return 1 - (n - 1) * observed / expected


def _differences(values: Sequence[int], totals: Mapping[int, float], level: str) -> dict[tuple[int, int], float]:
    """The squared difference of each ordered pair of unequal values."""
    found: dict[tuple[int, int], float] = {}
    for at, low in enumerate(values):
        between = 0.0
        for high in values[at + 1 :]:
            if level == "nominal":
                delta = 1.0
            elif level == "ordinal":
                delta = ((totals[low] + totals[high]) / 2 + between) ** 2
            elif level == "interval":
                delta = float(high - low) ** 2
            else:
                raise ValueError(f"no level {level!r}")
            found[low, high] = found[high, low] = delta
            between += totals[high]
    return found


def _estimate(units: Sequence[Unit], values: Sequence[Mapping[str, int]], level: str, resamples: int) -> Estimate:
    by_article: dict[str, Coincidences] = defaultdict(Counter)
    for unit, codes in zip(units, values, strict=True):
        by_article[unit.article].update(_coincidences(list(codes.values())))
    paired = sum(len(codes) > 1 for codes in values)
    value = krippendorff_alpha((list(codes.values()) for codes in values), level)
    if value is None or len(by_article) < 2:
        return Estimate(value, units=paired)
    draw = random.Random(_SEED)
    blocks = list(by_article.values())
    found: list[float] = []
    for _ in range(resamples):
        total: Coincidences = Counter()
        for block in draw.choices(blocks, k=len(blocks)):
            for pair, weight in block.items():
                total[pair] += weight
        one = _alpha(total, level)
        if one is not None:
            found.append(one)
    found.sort()
    if not found:
        return Estimate(value, units=paired)
    low, high = found[int(0.025 * (len(found) - 1))], found[-1 - int(0.025 * (len(found) - 1))]
    return Estimate(value, low, high, paired)


# -- two coders -------------------------------------------------------------------------------------------------------


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Kappa of the codes that two coders gave the same units; None where chance alone would agree on all."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[code] * second[code] for code in first) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _kappa_of(units: Iterable[Unit], pair: tuple[str, str]) -> float | None:
    codes = [unit.positions for unit in units]
    return cohen_kappa([(one[pair[0]], one[pair[1]]) for one in codes if pair[0] in one and pair[1] in one])


def _confusion(units: Iterable[Unit], pair: tuple[str, str]) -> dict[tuple[str, str], int]:
    counts: Counter[tuple[str, str]] = Counter()
    for unit in units:
        codes = unit.positions
        counts[codes.get(pair[0], NOT_FOUND), codes.get(pair[1], NOT_FOUND)] += 1
    counts.pop((NOT_FOUND, NOT_FOUND), None)  # found by a third coder only
    return dict(counts)


def _finding(units: Sequence[Unit], pair: tuple[str, str]) -> Finding:
    # By unit, as the confusion table counts: a second position of an actor that one coder lacks is something not found.
    sets = Counter(frozenset(unit.codes.keys() & set(pair)) for unit in units)
    marked = [_marked(units, coder) for coder in pair]
    either = marked[0] | marked[1]
    overlap = len(marked[0] & marked[1]) / len(either) if marked[0] and marked[1] else None
    return Finding(
        pair, sets[frozenset(pair)], sets[frozenset(pair[:1])], sets[frozenset(pair[1:])], overlap
    )  # fmt: skip


def _marked(units: Iterable[Unit], coder: str) -> set[tuple[str, int]]:
    """Every character of an article that the coder marked as evidence."""
    return {
        (unit.article, at)
        for unit in units
        if coder in unit.codes
        for ref in unit.codes[coder].sources
        if ref.source == unit.article and ref.start is not None and ref.end is not None
        for at in range(ref.start, ref.end)
    }
