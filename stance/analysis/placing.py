"""Where statements without a day stand in time: by the publication of their earliest source, at the latest.

A text often does not say when words were said; they were said by the day it was printed. For positions over time such a
statement counts from that day, marked "by"; its record keeps no day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from stance.model import PartialDate, Source, Statement

__all__ = ["place"]


def place(statements: Iterable[Statement], sources: Mapping[str, Source]) -> list[Statement]:
    """The statements, those without a day with the last day on which they can have been said, where a source tells it.

    Such a day has the precision "by". The order stays; what no source dates keeps no day.
    """
    return [one if one.stated_on is not None else _by_its_source(one, sources) for one in statements]


def _by_its_source(one: Statement, sources: Mapping[str, Source]) -> Statement:
    printed = [
        source.published.last
        for ref in one.sources
        if (source := sources.get(ref.source)) is not None and source.published is not None
    ]
    if not printed:
        return one
    first = min(printed)
    return replace(one, stated_on=PartialDate(first.year, first.month, first.day, by=True))
