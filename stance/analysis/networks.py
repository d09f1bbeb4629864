"""Statements of a window of time as networks: actors and positions, and actors who agree.

The two kinds are those of discourse network analysis (P. Leifeld, *Discourse Network Analysis*, 2017): an affiliation
network of actors and what they hold, and a congruence network of actors who hold the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from stance.model import PartialDate, Statement

__all__ = ["Affiliation", "Congruence", "affiliations", "congruence"]


@dataclass(frozen=True)
class Affiliation:
    """That an actor took a position, how often, and from when to when."""

    actor: str
    position: str
    weight: int  #: statements
    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True)
class Congruence:
    """That two actors took the same positions; `first` sorts before `second`."""

    first: str
    second: str
    weight: int  #: positions that both took
    share: float  #: of the positions that either took (Jaccard)


def affiliations(statements: Iterable[Statement]) -> list[Affiliation]:
    """An edge for each actor and position, sorted by both; undated statements count but give no days."""
    counts: Counter[tuple[str, str]] = Counter()
    days: dict[tuple[str, str], list[PartialDate]] = defaultdict(list)
    for one in statements:
        counts[one.actor, one.position] += 1
        if one.stated_on:
            days[one.actor, one.position].append(one.stated_on)
    return [
        Affiliation(*pair, counts[pair], min(days[pair], default=None), max(days[pair], default=None))
        for pair in sorted(counts)
    ]


def congruence(edges: Iterable[Affiliation]) -> list[Congruence]:
    """An edge for each two actors with a position in common, sorted by both."""
    held: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        held[edge.actor].add(edge.position)
        holders[edge.position].append(edge.actor)
    common: Counter[tuple[str, str]] = Counter()
    for actors in holders.values():
        common.update(combinations(sorted(actors), 2))
    return [
        Congruence(one, other, weight, round(weight / len(held[one] | held[other]), 6))
        for (one, other), weight in sorted(common.items())
    ]
