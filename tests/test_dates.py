"""Dates that people type, and the date lines of articles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.dates import find_date_line, find_published, latest_weekday, parse_day, parse_range, parse_written
from stance.errors import BadUsage
from stance.model import PartialDate

TODAY = date(2023, 7, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2023-07-11", "2023-07-11"),
        ("2023-07", "2023-07"),
        ("2023", "2023"),
        (" 2023-7-1 ", "2023-07-01"),
        ("today", "2023-07-12"),
        ("Yesterday", "2023-07-11"),
        ("the day before yesterday", "2023-07-10"),
        ("last thursday", "2023-07-06"),
        ("thursday", "2023-07-06"),
        ("wednesday", "2023-07-12"),
        ("last wednesday", "2023-07-05"),
        ("Tues", "2023-07-11"),
        ("3 months ago", "2023-04-12"),
        ("a week ago", "2023-07-05"),
        ("two weeks ago", "2023-06-28"),
        ("1 year ago", "2022-07-12"),
        ("11 July 2023", "2023-07-11"),
        ("July 11, 2023", "2023-07-11"),
        ("1st of March 2022", "2022-03-01"),
        ("Sept. 5, 2022", "2022-09-05"),
        ("may 2022", "2022-05"),
    ],
)
def test_a_typed_day(typed: str, meant: str) -> None:
    assert str(parse_day(typed, TODAY)) == meant


def test_months_ago_end_with_the_shorter_month() -> None:
    assert str(parse_day("1 month ago", date(2023, 3, 31))) == "2023-02-28"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("03/04/2023", "day or month first"),
        ("3.4.2023", "day or month first"),
        ("2023-02-30", "February 2023 has no day 30"),
        ("31 April 2023", "April 2023 has no day 31"),
        ("2023-13", "no month 13"),
        ("2023-Q3", "a span of time"),
        ("last month", "a span of time"),
        ("", "empty"),
        ("0000-01-01", "out of range"),
        ("9999 years ago", "outside the calendar"),
        ("soon", "cannot be read"),
        ("٢٠٢٣", "cannot be read"),
    ],
)
def test_a_day_that_is_refused_says_why(typed: str, reason: str) -> None:
    with pytest.raises(BadUsage, match=reason):
        parse_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("Q4 2023", "2023-10-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-07-11", "2023-07-11", "2023-07-11"),
        ("last month", "2023-06-01", "2023-06-30"),
        ("this week", "2023-07-10", "2023-07-16"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("2022-09..2023-Q1", "2022-09-01", "2023-03-31"),
        ("2022 to yesterday", "2022-01-01", "2023-07-11"),
    ],
)
def test_a_typed_range_includes_both_ends(typed: str, first: str, last: str) -> None:
    assert parse_range(typed, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadUsage, match="before it begins"):
        parse_range("2023..2022", TODAY)


_typed = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"[0-9]{1,5}[-/. ][0-9]{1,3}([-/. ][0-9]{1,5})?", fullmatch=True),
    st.from_regex(r"(last |this )?(week|month|year|monday|[0-9]{1,5} (day|month|year)s ago)", fullmatch=True),
)


@given(_typed, st.dates(min_value=date(1900, 1, 1)))
def test_whatever_is_typed_becomes_a_date_or_bad_usage(typed: str, today: date) -> None:
    for read in (parse_day, parse_range):
        try:
            found = read(typed, today)
        except BadUsage as error:
            assert len(str(error)) < 400
        else:
            assert isinstance(found, PartialDate) or found[0] <= found[1]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)))
def test_a_written_day_reads_back(day: date) -> None:
    assert parse_day(str(PartialDate.of(day)), TODAY) == PartialDate.of(day)
    assert parse_range(f"{day:%Y-%m}", TODAY)[0] == day.replace(day=1)


_partial = st.builds(
    lambda day, precision: PartialDate(
        day.year, day.month if precision > 0 else None, day.day if precision > 1 else None
    ),
    st.dates(),
    st.integers(0, 2),
)


@given(_partial, _partial, _partial)
def test_partial_dates_are_ordered(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a < b and b < c) or a < c
    if a < b:
        assert a.first <= b.first
    assert a.first <= a.last


def test_the_latest_weekday() -> None:
    assert latest_weekday(2, TODAY) == TODAY
    assert latest_weekday(2, TODAY, before=True) == date(2023, 7, 5)
    assert latest_weekday(3, TODAY) == date(2023, 7, 6)


# --- date lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "found", "kind"),
    [
        ("KYIV, July 6 (Some Agency) — The president spoke.", "2023-07-06", "wire"),
        ("BRUSSELS, 8 November – Ministers met.", "2023-11-08", "wire"),
        ("VILNIUS, Lithuania, July 11, 2022 (XYZ) -- They met.", "2022-07-11", "wire"),
        ("A title\n\nOslo, 1 June 2023\n\nOn 1 June the minister spoke.", "2023-06-01", "event"),
        ("A title\nTuesday, 11 July 2023. All times are local.\n", "2023-07-11", "event"),
        ("A title\n20 January 2023, 21:07\nText", "2023-01-20", "published"),
        ("A title\nPublished: July 6, 2023\nText", "2023-07-06", "published"),
        ("A title\nJuly 6, 2023\nText", "2023-07-06", "published"),
    ],
)
def test_a_date_line_is_found(head: str, found: str, kind: str) -> None:
    line = find_date_line(head, date(2023, 7, 12))
    assert line is not None
    assert (str(line.date), line.kind) == (found, kind)
    assert 0 <= line.start < line.end <= line.body <= len(head)


@pytest.mark.parametrize(
    "text",
    [
        "On 6 July, he said no.",
        "6 July 2023 was a day to remember.",
        "PARIS (ABC) — He spoke.",
        "03.04.2023\nText",
        "Prague, 31 June 2023\nText",
        "",
    ],
)
def test_no_date_line(text: str) -> None:
    assert find_date_line(text, date(2023, 7, 12)) is None


def test_published_needs_its_year() -> None:
    assert find_published("KYIV, July 6 (A) — He spoke.") is None
    assert str(find_published("Kyiv, July 6, 2023. He spoke.")) == "2023-07-06"


@given(st.text(alphabet="KYIV, July6203.:()—\nOslo", max_size=120))
def test_date_lines_of_anything(text: str) -> None:
    line = find_date_line(text, TODAY)
    assert line is None or 0 <= line.start <= line.end <= len(text)


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [("31/12/2023", "", "2023-12-31"), ("12/31/2023", "", "2023-12-31"), ("2023/07/06", "", "2023-07-06"),
     ("04.04.2023", "", "2023-04-04"), ("03/04/2023", "dmy", "2023-04-03"), ("03/04/2023", "mdy", "2023-03-04")],
)  # fmt: skip
def test_days_in_figures(typed: str, order: str, day: str) -> None:
    assert str(parse_written(typed, order)) == day


@pytest.mark.parametrize(("typed", "order"), [("03/04/2023", ""), ("12/31/2023", "dmy"), ("31/02/2023", ""), ("yesterday", "")])  # fmt: skip
def test_days_in_figures_that_are_none(typed: str, order: str) -> None:
    with pytest.raises(BadUsage):
        parse_written(typed, order)
