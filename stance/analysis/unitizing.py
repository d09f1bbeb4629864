"""Where in a text codes stand: Krippendorff's alpha for unitizing, by position and for all together.

It follows K. Krippendorff, *Measuring the Reliability of Qualitative Text Analysis Data*, Quality & Quantity 38 (2004),
787-800. A text is a continuum; what a coder marked for a position are its units, what lies between them its gaps. Two
units that overlap disagree by the squares of how far their beginnings and their ends lie apart, a unit that lies in a
gap of the other by the square of its length. Several articles count as one continuum, laid end to end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations

from stance.model import Statement

Units = Sequence[tuple[int, int]]  #: begin and end, in order, without overlaps


@dataclass(frozen=True)
class Unitizing:
    """How far coders agree on where the codes stand; None where nothing was marked."""

    value: float | None = None
    units: int = 0  #: what all coders marked, of all positions
    by_position: Mapping[str, float | None] = field(default_factory=dict)


def unitize(
    codings: Mapping[str, Iterable[Statement]], articles: Iterable[str], length_of: Callable[[str], int]
) -> Unitizing:
    """Compare where in the articles the coders' evidence stands. `length_of` an article whose text is gone is 0."""
    starts: dict[str, int] = {}
    lengths: dict[str, int] = {}
    length = 0
    for article in sorted(articles):
        if own := length_of(article):
            starts[article], lengths[article] = length, own
            length += own
    marks: dict[str, dict[str, list[tuple[int, int]]]] = {}  # by position, then coder
    for coder, statements in codings.items():
        for one in statements:
            for ref in one.sources:
                if ref.source in starts and ref.start is not None and ref.end is not None:
                    first = starts[ref.source]
                    begin, end = first + max(0, ref.start), first + min(ref.end, lengths[ref.source])
                    if begin < end:
                        marks.setdefault(one.position, {}).setdefault(coder, []).append((begin, end))
    by_position = {
        position: [united(found.get(coder, ())) for coder in codings] for position, found in sorted(marks.items())
    }
    return Unitizing(
        unitizing_alpha(by_position.values(), length),
        sum(len(units) for coders in by_position.values() for units in coders),
        {position: unitizing_alpha([coders], length) for position, coders in by_position.items()},
    )


def united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one: a coder marks a place once, be it for two actors."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def unitizing_alpha(categories: Iterable[Sequence[Units]], length: int) -> float | None:
    """Alpha of categories, each with the units of every coder, on a continuum of this length; None without variation."""
    every = list(categories)
    expected = sum(expected_disagreement(coders, length) for coders in every)
    if not expected:
        return None
    return 1 - sum(observed_disagreement(coders, length) for coders in every) / expected


def observed_disagreement(coders: Sequence[Units], length: int) -> float:
    """The mean squared difference of the sections of each pair of coders, as a share of the squared length."""
    total = 0
    for one, other in combinations(coders, 2):
        for begin, end in one:
            crossing = _crossing(other, begin, end)
            total += sum((begin - left) ** 2 + (end - right) ** 2 for left, right in crossing)
            total += 0 if crossing else (end - begin) ** 2
        total += sum((end - begin) ** 2 for begin, end in other if not _crossing(one, begin, end))
    many = len(coders)
    return 2 * total / (many * (many - 1) * length**2) if many > 1 and length else 0.0


def _crossing(units: Units, begin: int, end: int) -> Units:
    """The units that share something with a stretch."""
    first = bisect_left(units, (begin,))
    if first and units[first - 1][1] > begin:
        first -= 1
    return units[first : bisect_left(units, (end,))]


def expected_disagreement(coders: Sequence[Units], length: int) -> float:
    """The same if the sections stood anywhere on the continuum, whoever made them."""
    sizes = [end - begin for units in coders for begin, end in units]
    if not sizes:
        return 0.0
    gaps = sorted(gap for units in coders for gap in _gaps(units, length))
    sums = list(accumulate(gaps, initial=0))
    total = 0.0
    for size in sizes:
        longer = bisect_left(gaps, size)
        many = len(gaps) - longer
        room = sums[-1] - sums[longer] - many * (size - 1)  # places for the unit in the gaps that hold it
        total += (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    whole = len(coders) * length
    return 2 / length * total / (whole * (whole - 1) - sum(size * (size - 1) for size in sizes))


def _gaps(units: Units, length: int) -> list[int]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [gap for at in range(0, len(edges), 2) if (gap := edges[at + 1] - edges[at])]
