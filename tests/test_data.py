"""The data that ships: complete, sorted, in our own words, and without a dangling reference."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from stance.curated import load_statements
from stance.errors import BadData
from stance.model import ActorKind, Kind, PartialDate
from stance.resources import data_file
from stance.text import fold, printable

try:
    import tomllib
except ImportError:  # Python 3.10
    import tomli as tomllib

ORGANISATIONS = {"NATO", "EU", "G7", "NATO PA", "B9"}
NEAR = timedelta(days=10)  # how far from an event words about it may be said


def read(name: str) -> list[dict[str, Any]]:
    return tomllib.loads(data_file(f"{name}s.toml").read_text(encoding="utf-8"))[name]


ACTORS, EVENTS, STATEMENTS = read("actor"), read("event"), read("statement")
ACTOR = {actor["id"]: actor for actor in ACTORS}
EVENT = {event["id"]: event for event in EVENTS}
POSITIONS = {"now", "after-war", "guarantees-first", "in-principle", "opposed", "noncommittal"}


def label(entry: dict[str, Any]) -> str:
    return f"{entry['stated_on']} {entry['actor']} {entry['position']}"


# -- actors -----------------------------------------------------------------------------------------------------------


def test_actors_are_sorted_and_unique() -> None:
    ids = [actor["id"] for actor in ACTORS]
    assert ids == sorted(set(ids))
    assert len(ids) == 219
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)


def test_no_name_leads_to_two_actors() -> None:
    owner: dict[str, str] = {}
    for actor in ACTORS:
        for name in {fold(name) for name in (actor["id"], actor["name"], *actor.get("aliases", []))}:
            assert owner.setdefault(name, actor["id"]) == actor["id"], f"{name} is an alias of two actors"


def test_nobody_stands_there_twice_under_a_turned_name() -> None:
    turned = [" ".join(sorted(fold(actor["name"]).split())) for actor in ACTORS]
    assert len(set(turned)) == len(turned)


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor["id"])
def test_an_actor_is_whole(actor: dict[str, Any]) -> None:
    assert set(actor) <= {"id", "name", "kind", "country", "aliases", "role", "wikidata", "note"}
    ActorKind(actor["kind"])
    assert re.fullmatch(r"[A-Z]{2}", actor["country"]) if "country" in actor else actor["kind"] == "body"
    assert len(set(actor.get("aliases", []))) == len(actor.get("aliases", []))
    assert actor["name"] not in actor.get("aliases", [])
    for role in actor.get("role", []):
        assert set(role) <= {"title", "organization", "country", "from", "to"}
        assert role["title"]
        start, end = PartialDate.parse(role["from"]), PartialDate.parse(role.get("to", "9999-12-31"))
        assert start.first <= end.last
    if actor["kind"] == "person":
        assert actor["role"], "a person without an office or function"
    starts = [role["from"] for role in actor.get("role", [])]
    assert starts == sorted(starts), "roles go by their first day"


# -- events -----------------------------------------------------------------------------------------------------------


def test_events_are_sorted_unique_and_dated() -> None:
    assert len(EVENT) == len(EVENTS) == 33
    assert [event["start"] for event in EVENTS] == sorted(event["start"] for event in EVENTS)
    for event in EVENTS:
        assert set(event) <= {"id", "name", "start", "end", "place"}
        start = PartialDate.parse(event["start"])
        assert start.first <= PartialDate.parse(event.get("end", event["start"])).last, event["id"]
        assert event["name"] and event["place"]


# -- statements -------------------------------------------------------------------------------------------------------


def test_statements_are_sorted_and_cover_the_years() -> None:
    order = [(entry["stated_on"], entry["actor"]) for entry in STATEMENTS]
    assert order == sorted(order)
    assert order[0][0] == "2022-09-30"
    assert order[-1][0] == "2026-03-12"


def test_the_loader_takes_every_entry() -> None:
    statements, sources, problems = load_statements()
    assert problems == []
    assert len(statements) == len(STATEMENTS) == 132
    assert {ref.source for one in statements for ref in one.sources} == {source.id for source in sources}


@pytest.mark.parametrize("entry", STATEMENTS, ids=label)
def test_a_statement_holds_the_rules(entry: dict[str, Any]) -> None:
    day = date.fromisoformat(entry["stated_on"])
    actor = ACTOR[entry["actor"]]
    assert entry["position"] in POSITIONS
    Kind(entry["kind"])

    held = [role for role in actor.get("role", []) if role["from"] <= entry["stated_on"] <= role.get("to", "9999")]
    if actor["kind"] == "person":
        assert held, f"{actor['name']} held no office on {day}"
        assert entry["role"]
        organisations = {role.get("organization") for role in held}
        assert entry["country"] in {role.get("country") for role in held} | organisations
    else:
        assert "role" not in entry, "a body has no office"
        assert entry["kind"] == "reported"
    assert re.fullmatch(r"[A-Z]{2}", entry.get("country", "XX")) or entry["country"] in ORGANISATIONS

    if "event" in entry:
        event = EVENT[entry["event"]]
        start, end = date.fromisoformat(event["start"]), date.fromisoformat(event.get("end", event["start"]))
        assert start - NEAR <= day <= end + NEAR

    summary, quote = entry["summary"], entry.get("quote", "")
    assert summary.endswith(".")
    assert len(re.findall(r"[.!?](?=\s+[A-ZÀ-Ž])", summary)) == 0, "one sentence"
    assert len(quote.split()) <= 15
    assert not quote.startswith(("“", '"')) and quote == quote.strip()
    assert '"' not in summary and "“" not in summary, "summaries quote nobody"
    for value in (summary, quote):
        assert printable(value) == value

    for source in entry["source"]:
        assert re.fullmatch(r"https://[^\s/]+\.[a-z]+/\S*", source["url"])
        assert source["title"] and source["outlet"]
        assert PartialDate.parse(source["published"]).last >= day, "a source older than the words"


def test_both_first_articles_are_covered() -> None:
    held = {(entry["actor"], entry["position"], entry["stated_on"]) for entry in STATEMENTS}
    kyiv, brussels = "2023-04-20", "2023-07-06"
    assert held >= {
        ("volodymyr-zelenskyy", "guarantees-first", kyiv),
        ("volodymyr-zelenskyy", "now", kyiv),
        ("jens-stoltenberg", "in-principle", kyiv),
        ("mircea-geoana", "guarantees-first", brussels),
        ("mircea-geoana", "after-war", brussels),
        ("james-cleverly", "now", "2023-07-05"),
        ("zbigniew-rau", "now", "2023-07-05"),
        ("volodymyr-zelenskyy", "now", "2023-07-02"),
        ("gitanas-nauseda", "now", "2023-07-03"),
        ("bulgarian-foreign-policy-committee", "after-war", "2023-07-04"),
    }


def test_the_readme_counts_right() -> None:
    text = data_file("README.md").read_text(encoding="utf-8")
    for count, what in ((len(ACTORS), "people"), (len(EVENTS), "events"), (len(STATEMENTS), "statements")):
        assert f"{count} {what}" in text


# -- the loader -------------------------------------------------------------------------------------------------------

GOOD = """
[[statement]]
actor = "a"
position = "now"
stated_on = "2023-07"
quote = "Yes"
[statement.source]
url = "https://example.org/1"
"""


def test_a_single_source_table_and_a_month_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(GOOD)
    (statement,), (source,), problems = load_statements(path)
    assert problems == []
    assert statement.stated_on == PartialDate(2023, 7)
    assert statement.sources[0].source == source.id


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"2023-07"', '"2023-02-30"', "day is out of range"),
        ('"2023-07"', "2023-07-01", "stated_on is not text"),
        ('quote = "Yes"', "", "neither a quote nor a summary"),
        ('actor = "a"', 'akter = "a"', "unknown field 'akter'"),
        ('url = "https://example.org/1"', "", "no source"),
        ('stated_on = "2023-07"', 'stated_on = "2023-07"\nkind = "loud"', "kind 'loud' is none of direct"),
        ('url = "https://example.org/1"', 'outlet = "X"', "an address or a title"),
    ],
)
def test_a_fault_is_named_with_its_line_and_leaves_the_rest(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(GOOD + GOOD.replace(old, new).replace('"a"', '"b"'))
    statements, _, (problem,) = load_statements(path)
    assert [statement.actor for statement in statements] == ["a"]
    assert problem.line == GOOD.count("\n") + 2
    assert reason in problem.reason


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("[[statement]\n")
    with pytest.raises(BadData, match="line 1"):
        load_statements(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData):
        load_statements(path)
