"""Statements without a day count from the publication of their earliest source, and say so."""

from __future__ import annotations

from datetime import date

from stance.analysis.current import current
from stance.analysis.placing import place
from stance.model import PartialDate, Source, SourceRef, Statement

ORDER = {"now": 0, "after-war": 1}
SOURCES = {
    "a1": Source("a1", published=PartialDate(2023, 7, 6)),
    "a2": Source("a2", published=PartialDate(2023, 6)),
    "a3": Source("a3"),
}


def said(id_: str, position: str, day: PartialDate | None, *sources: str) -> Statement:
    return Statement(id_, "anna", position, stated_on=day, sources=tuple(SourceRef(one) for one in sources))


def test_the_earliest_publication_is_the_bound_a_month_its_last_day() -> None:
    one, both, none = place(
        [said("s1", "now", None, "a1"), said("s2", "now", None, "a1", "a2"), said("s3", "now", None, "a3")], SOURCES
    )
    assert (str(one.stated_on), one.stated_on.precision, one.stated_on.shown) == ("2023-07-06", "by", "by 2023-07-06")
    assert str(both.stated_on) == "2023-06-30"
    assert none.stated_on is None


def test_a_day_that_is_known_stays_as_it_is() -> None:
    dated = said("s1", "now", PartialDate(2023, 7, 5), "a1")
    assert place([dated], SOURCES) == [dated]


def test_words_of_the_day_itself_beat_words_said_by_then() -> None:
    day = PartialDate(2023, 7, 6)
    held = place([said("s1", "now", None, "a1"), said("s2", "after-war", day, "a1")], SOURCES)
    (standing,) = current(held, date(2023, 8, 1), ORDER)
    assert (standing.position, standing.also) == ("after-war", ("now",))


def test_a_bound_counts_from_that_day_on_and_not_before() -> None:
    held = place([said("s1", "now", None, "a1")], SOURCES)
    assert current(held, date(2023, 7, 5), ORDER) == []
    (standing,) = current(held, date(2023, 7, 6), ORDER)
    assert standing.since.date.shown == "by 2023-07-06"
