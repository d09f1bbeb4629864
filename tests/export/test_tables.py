"""Statements as flat tables, and what a CSV file says of itself."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.errors import BadUsage
from stance.export.fields import LONG
from stance.export.formats import write_records
from stance.export.origin import Origin, describe_csv
from stance.export.summary import first_day, harmless, long_rows, periods, wide_fields, wide_rows
from stance.model import PartialDate, Statement

Exported = Any


def as_csv(fields: Any, rows: Iterable[Any]) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_records(stream, "csv", fields, rows, {})
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline=""), strict=True))


# -- a row a statement ------------------------------------------------------------------------------------------------


def test_long_rows_are_tidy_and_in_order(sample: Exported) -> None:
    rows = as_csv(LONG, long_rows(sample.statements, sample.catalog))
    assert len(rows) == len(sample.statements)
    assert [row["stated_on_first"] for row in rows] == sorted(row["stated_on_first"] for row in rows)
    first = rows[0]
    assert (first["actor_id"], first["position"], first["support"]) == ("jake-sullivan", "after-war", "2")
    assert (first["stated_on"], first["stated_on_precision"], first["stated_on_last"]) == (
        "2022-09-30",
        "day",
        "2022-09-30",
    )
    assert {row["support"] for row in rows if row["position"] == "noncommittal"} == {
        str(sample.catalog.support("noncommittal") if sample.catalog.support("noncommittal") is not None else "")
    }
    several = [json.loads(row["sources"]) for row in rows if row["sources"]]
    assert len(several) == 9
    assert all(len(found) == 2 for found in several)


def test_hostile_values_come_back_from_csv_as_they_were(hostile: Exported) -> None:
    rows = {row["id"]: row for row in as_csv(LONG, long_rows(hostile.statements, hostile.catalog))}
    for one in hostile.statements:
        for name in ("quote", "summary", "condition", "note", "role", "coder"):
            assert rows[one.id][name] == getattr(one, name)
    assert rows["s1"]["actor"] == hostile.catalog.name("evil")
    assert (rows["s1"]["source_start"], rows["s1"]["source_end"]) == ("3", "9")
    assert rows["s3"]["stated_on"] == rows["s3"]["stated_on_precision"] == ""
    assert json.loads(rows["s4"]["extra"]) == {"mood": ["=a"]}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.text(), st.text(), st.text(alphabet='\r\n",; =\t\x00', max_size=12))
def test_any_text_comes_back_from_csv(quote: str, note: str, odd: str) -> None:
    from stance.analysis.catalog import Catalog

    one = Statement("s", "a", "p", quote=quote, summary=odd, note=note)
    (row,) = as_csv(LONG, long_rows([one], Catalog()))
    lost = "\0" if sys.version_info < (3, 11) else ""  # csv could not hold NUL before
    assert (row["quote"], row["summary"], row["note"]) == tuple(text.replace(lost, "") for text in (quote, odd, note))


def test_rows_do_not_depend_on_the_order_of_statements(sample: Exported) -> None:
    turned = list(reversed(sample.statements))
    assert list(long_rows(turned, sample.catalog)) == list(long_rows(sample.statements, sample.catalog))


# -- actors against periods -------------------------------------------------------------------------------------------


def test_wide_rows_hold_the_position_at_each_end(sample: Exported) -> None:
    spans = periods(date(2023, 4, 1), date(2023, 9, 30), "month")
    rows = {row["actor_id"]: row for row in wide_rows(sample.statements, sample.catalog, spans, sample.catalog.order)}
    cleverly = rows["james-cleverly"]
    assert [cleverly[f"2023-{month:02}"] for month in range(4, 10)] == ["after-war", "after-war", *["now"] * 4]
    assert "viktor-orban" not in rows  # heard of later only
    assert [field.name for field in wide_fields(spans)] == [
        "actor",
        "actor_id",
        *(f"2023-{month:02}" for month in range(4, 10)),
    ]
    assert len(as_csv(wide_fields(spans), rows.values())) == len(rows)


def test_a_period_that_runs_ends_with_the_day_asked_for() -> None:
    assert periods(date(2022, 11, 20), date(2023, 4, 10), "quarter") == [
        ("2022-Q4", date(2022, 12, 31)),
        ("2023-Q1", date(2023, 3, 31)),
        ("2023-Q2", date(2023, 4, 10)),
    ]
    with pytest.raises(BadUsage):
        periods(date(2022, 1, 1), date(2023, 1, 1), "week")


def test_periods_end_with_the_calendar() -> None:
    assert periods(date(9999, 11, 1), date.max, "month")[-1] == ("9999-12", date.max)
    assert periods(date.max, date(2020, 1, 1), "month") == []


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2000), st.sampled_from(["month", "quarter"]))
def test_periods_meet_without_gaps(first: date, days: int, by: str) -> None:
    spans = periods(first, first + timedelta(days), by)
    ends = [end for _, end in spans]
    assert ends == sorted(set(ends))
    assert ends[-1] == first + timedelta(days)
    assert all((later - earlier).days <= 92 for earlier, later in pairwise(ends))
    assert len({name for name, _ in spans}) == len(spans)


def test_first_day() -> None:
    assert first_day([]) is None
    undated = Statement("s", "a", "p")
    assert first_day([undated]) is None
    assert first_day([undated, Statement("t", "a", "p", stated_on=PartialDate(2023, 7))]) == date(2023, 7, 1)


# -- spreadsheets and metadata ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n@x",
        "|cmd",
        "%x",
        "＝1",
        "\ufeff=1",
        "\u200b=1",
        "\xa0=1",
    ],
)
def test_no_formula_is_left_alive(text: str) -> None:
    (row,) = harmless([{"a": text, "n": -1, "l": ["=1", "x"]}])
    assert row["a"].startswith("'")
    assert row["a"].replace("'", "") == text
    assert row["n"] == -1
    assert row["l"] == "'=1; x"


def test_a_formula_behind_a_list_separator_is_tamed_too() -> None:
    assert list(harmless([{"a": "x;=1+1", "b": "x\t @y"}])) == [{"a": "x;'=1+1", "b": "x\t '@y"}]


@pytest.mark.parametrize("text", ["plain", "a=b", "2023-07-11", "", "“−1”"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert list(harmless([{"a": text}])) == [{"a": text}]


def test_the_metadata_of_a_csv_file(sample: Exported) -> None:
    document = json.loads(describe_csv("long.csv", LONG, sample.origin))
    assert document["url"] == "long.csv"
    assert document["notes"][0]["as_of"] == "2026-04-01"
    assert document["notes"][0]["filters"] == {"country": ["UA", "US"]}
    columns = {column["name"]: column for column in document["tableSchema"]["columns"]}
    assert columns["support"]["datatype"] == "integer"
    assert list(columns) == [field.name for field in LONG]


def test_the_sentence_of_an_origin_is_one_line() -> None:
    origin = Origin(date(2023, 7, 1), "1", filters={"text": "a\nb", "actor": ["x", "y"]})
    assert origin.sentence == "As of 2023-07-01; text: a b; actor: x, y; stance 1."
