"""What the reading commands show: on terminals of three widths, in colour and without, in ASCII, and on a pipe."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from invented import ACTORS, EVENTS, POSITIONS, SOURCES, STATEMENTS, check_golden, day, said

from stance.export.fields import ALL, BRIEF
from stance.model import Actor, Confidence, Kind, PartialDate, Position, Source, SourceRef, Statement, Status
from stance.render.measure import width
from stance.store import Store

NOW = "2023-12-31T12:00:00+00:00"


@pytest.fixture
def invented(store_path: Path) -> Path:
    waiting = [
        said("s31", "anna-berg", "now", "2023-11-11", quote="soon", status=Status.PROPOSED, confidence=Confidence.LOW),
        said("s32", "nguyen", "now", "2023-11-12", status=Status.PROPOSED, confidence=Confidence.HIGH),
    ]
    Store.create(
        store_path, actors=ACTORS, events=EVENTS, positions=POSITIONS, sources=SOURCES,
        statements=[*STATEMENTS, *waiting], now=NOW, coder="eva",
    )  # fmt: skip
    return store_path


@pytest.fixture
def read(invented: Path, run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a reading command; it looks from the end of 2023."""

    def give(*arguments: object, today: str = "2023-12-31", code: int = 0, **more: Any) -> Any:
        result = run(*arguments, env={"STANCE_TODAY": today, **more.pop("env", {})}, **more)
        assert result.exit_code == code, result.output
        return result

    return give


def rows(result: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return found


# -- drawings ---------------------------------------------------------------------------------------------------------

SCREENS = {
    "table": ["table"],
    "table-eve": ["table", "--as-of", "2023-07-11"],
    "table-by-country": ["table", "--by", "country"],
    "table-by-kind": ["table", "--by", "kind"],
    "table-by-group": ["table", "--by", "group"],
    "timeline": ["timeline"],
    "timeline-summer": ["timeline", "--since", "2023-07-01", "--until", "2023-07-20", "--events", "all"],
    "shifts": ["shifts"],
    "between": ["shifts", "--between", "2023-03-01", "2023-12-31"],
    "list": ["list"],
    "show-actor": ["show", "Berg"],
    "show-event": ["show", "summit"],
    "show-source": ["show", "a2"],
    "show-statement": ["show", "s04"],
    "summary": ["summary"],
    "summary-kind": ["summary", "--by", "kind"],
    "summary-month": ["summary", "--by", "month", "--since", "2023-03"],
}


@pytest.mark.parametrize("columns", [50, 60, 80, 120])
@pytest.mark.parametrize("name", SCREENS)
def test_on_a_terminal(read: Callable[..., Any], name: str, columns: int) -> None:
    shown = read(*SCREENS[name], "--width", columns, "--color", "never").stdout
    assert all(width(line) <= columns for line in shown.splitlines() if "https://" not in line)
    check_golden(f"{name}-{columns}.txt", shown)


@pytest.mark.parametrize("name", ["table", "timeline", "shifts", "list", "summary-kind", "show-actor"])
def test_in_colour(read: Callable[..., Any], name: str) -> None:
    shown = read(*SCREENS[name], "--width", 80, "--color", "always").stdout
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain == read(*SCREENS[name], "--width", 80, "--color", "never").stdout
    check_golden(f"{name}-colour.txt", shown)


@pytest.mark.parametrize("name", SCREENS)
def test_in_ascii(read: Callable[..., Any], name: str) -> None:
    shown = read(*SCREENS[name], "--width", 80, "--ascii", "--color", "never").stdout
    names = "".join(actor.name for actor in ACTORS) + "".join(one.quote for one in STATEMENTS) + "Анна Берґ"
    assert not {char for char in shown if not char.isascii()} - set(names)
    check_golden(f"{name}-ascii.txt", shown)


@pytest.mark.parametrize("name", SCREENS)
def test_on_a_pipe(read: Callable[..., Any], name: str) -> None:
    shown = read(*SCREENS[name]).stdout
    assert "\x1b" not in shown
    assert "…" not in shown
    assert not re.search("[│┃|]", shown)
    check_golden(f"{name}-pipe.txt", shown)


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(read: Callable[..., Any], environ: dict[str, str]) -> None:
    assert "\x1b" not in read("table", "--width", 80, env=environ).stdout


def test_a_terminal_is_known_and_its_width_kept_to(invented: Path) -> None:
    ours, theirs = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 70, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    env |= {
        "STANCE_STORE": str(invented),
        "STANCE_TODAY": "2023-12-31",
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "stance", "table"], stdout=theirs, stderr=subprocess.PIPE, env=env
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass
    os.close(ours)
    assert process.wait() == 0, process.stderr and process.stderr.read()
    text = shown.decode().replace("\r\n", "\n")
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert plain.startswith("Positions on 2023-12-31 · 8 of 9 actors\nACTOR ")
    assert "\u200eדליה לוי\u200e" in plain
    assert max(width(line) for line in plain.splitlines()) <= 70


def test_an_output_that_cannot_encode_glyphs_gets_ascii(invented: Path) -> None:
    env = {**os.environ, "STANCE_STORE": str(invented), "STANCE_TODAY": "2023-12-31", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "stance", "table"], capture_output=True, env=env, check=True)
    assert b"* now" in done.stdout
    assert b"Zoe Nguyen" in done.stdout
    assert b"Traceback" not in done.stderr


# -- what they say ----------------------------------------------------------------------------------------------------


def test_table_rows(read: Callable[..., Any]) -> None:
    found = {row["actor_id"]: row for row in rows(read("table", "--format", "json"))}
    berg, costa = found["anna-berg"], found["bruno-costa"]
    assert {name: berg[name] for name in ("position", "also", "since", "last_said", "statements", "previous_position", "changed_on", "change", "silent", "kind", "statement")} == {
        "position": "guarantees-first", "also": [], "since": "2023-07-11", "last_said": "2023-08-01", "statements": 5,
        "previous_position": "in-principle", "changed_on": "2023-07-11", "change": "up", "silent": False, "kind": "direct", "statement": "s05",
    }  # fmt: skip
    assert (costa["since"], costa["since_precision"], costa["statements"], costa["silent"]) == (
        "2023-05",
        "month",
        2,
        True,
    )
    assert "quiet" not in found


def test_as_of_and_its_ranges(read: Callable[..., Any]) -> None:
    at = {row["actor_id"]: row["position"] for row in rows(read("table", "--as-of", "2023-07-10", "--format", "json"))}
    assert (at["anna-berg"], at["nguyen"]) == ("in-principle", "after-war")
    month = rows(read("table", "--as-of", "2023-07", "--format", "json"))
    assert {row["actor_id"]: row["position"] for row in month}["nguyen"] == "now"
    assert rows(read("table", "--until", "2023-07-10", "--format", "json")) == rows(
        read("table", "--as-of", "2023-07-10", "--format", "json")
    )


def test_filters_pick_statements_and_position_picks_what_is_held(read: Callable[..., Any]) -> None:
    held = rows(read("table", "--position", "now", "--format", "json"))
    assert [row["actor_id"] for row in held] == ["bruno-costa", "riksdag", "nguyen", "dalia-levi"]
    assert rows(read("table", "--position", "in-principle", "--actor", "Berg", "--format", "json")) == []
    direct = {row["actor_id"]: row["position"] for row in rows(read("table", "--kind", "direct", "--format", "json"))}
    assert direct["nguyen"] == "after-war"
    assert [row["actor_id"] for row in rows(read("table", "--country", "dk", "--format", "json"))] == [
        "anna-berg",
        "riksdag",
    ]
    assert [row["actor_id"] for row in rows(read("table", "--country", "Denmark", "--format", "json"))] == [
        "anna-berg",
        "riksdag",
    ]
    assert [row["statement"] for row in rows(read("list", "APRES la guerre", "--format", "json"))] == ["s10"]
    assert [row["statement"] for row in rows(read("list", "--source", "harbour", "--format", "json"))] == ["s03", "s04"]
    assert {row["status"] for row in rows(read("list", "--status", "proposed", "--format", "json"))} == {"proposed"}
    assert len(rows(read("list", "--status", "all", "--format", "json"))) == 17


def test_since_carries_in_what_was_held_before(read: Callable[..., Any]) -> None:
    found = {row["actor_id"]: row for row in rows(read("table", "--since", "2023-08-01", "--format", "json"))}
    assert (found["anna-berg"]["statements"], found["anna-berg"]["since"]) == (1, "2023-07-11")
    assert (found["portugal"]["statements"], found["portugal"]["position"]) == (0, "in-principle")
    points = rows(read("timeline", "Berg", "--since", "2023-07-01", "--format", "json"))
    assert [(row["date"], row["what"]) for row in points] == [
        ("2023-02-20", "carried"),
        ("2023-07-11", "change"),
        ("2023-08-01", "again"),
    ]
    moved = rows(read("shifts", "--since", "2023-07-11", "--format", "json"))
    assert [(row["actor_id"], row["from_position"]) for row in moved] == [
        ("anna-berg", "in-principle"),
        ("nguyen", "after-war"),
    ]


def test_changed_since_is_about_the_day_of_the_change(read: Callable[..., Any]) -> None:
    assert [row["actor_id"] for row in rows(read("table", "--changed-since", "2023-07-12", "--format", "json"))] == [
        "nguyen"
    ]
    assert len(rows(read("table", "--changed-since", "2023-07-11", "--format", "json"))) == 2


def test_silence_can_be_set(read: Callable[..., Any]) -> None:
    assert all(row["silent"] for row in rows(read("table", "--silent", 1, "--format", "json")))
    assert not any(row["silent"] for row in rows(read("table", "--silent", 10_000, "--format", "json")))


def test_sort_and_limit(read: Callable[..., Any]) -> None:
    result = read("table", "--sort", "-statements", "--limit", 2, "--format", "json")
    assert [row["statements"] for row in rows(result)] == [5, 2]
    assert "2 of 8" in result.stderr
    assert "2 of 8" in read("table", "--limit", 2, "--width", 80).stdout
    empty_last = [
        row["previous_position"] for row in rows(read("table", "--sort", "previous_position", "--format", "json"))
    ]
    assert empty_last == ["after-war", "in-principle", "opposed", *[None] * 5]
    assert "Did you mean position" in read("table", "--sort", "positon", code=2).stderr
    assert rows(read("list", "--limit", 0, "--format", "json")) == []


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["table", "--actor", "Bregg"], 3, "No actor 'Bregg'."),
        (["table", "--position", "nwo"], 3, "No position 'nwo'. Did you mean now?"),
        (["table", "--event", "sumit"], 3, "No event 'sumit'. Did you mean summit?"),
        (["list", "--source", "Nobody"], 3, "No source 'Nobody'."),
        (["list", "--kind", "loud"], 2, "No kind 'loud'. Choose from direct, indirect, reported."),
        (["list", "--status", "lost"], 2, "No status 'lost'."),
        (["table", "--as-of", "03/04/2023"], 2, "03/04/2023"),
        (["table", "--as-of", "2023-02-30"], 2, "2023-02-30"),
        (["table", "--since", "2023-07", "--until", "2023-06"], 2, "lies before"),
        (["table", "--format", "xml"], 2, "No format 'xml'."),
        (["table", "--by", "colour"], 2, "Choose from country, kind, group."),
        (["summary", "--by", "week"], 2, "cannot be made by 'week'"),
        (["summary", "--count", "words"], 2, "counts actors or statements"),
        (["timeline", "--sort", "mood"], 2, "cannot be sorted by 'mood'"),
        (["timeline", "--since", "2030"], 2, "would begin on 2030-01-01"),
        (["timeline", "--page", "9", "--limit", "3"], 2, "There is no page 9: there are 3."),
        (["timeline", "--events", "sumit"], 3, "No event 'sumit'."),
        (["shifts", "--between", "2023-07-11", "2023-07-11"], 2, "takes the earlier day first"),
        (["shifts", "--between", "2022", "2023", "--since", "2022"], 2, "goes without --since"),
        (["table", "--country", "Portugl"], 3, "No country or organisation 'Portugl'. Did you mean Portugal?"),
        (["list", "--country", "ZZ"], 3, "No country or organisation 'ZZ'."),
        (["summary", "--position", "xyzzy"], 3, "Choose from now, guarantees-first, after-war"),
        (["table", "-o", "t.pdf"], 2, "A .pdf file cannot be written. Choose from .csv, .json"),
        (["timeline", "-o", "t.png"], 2, "A .png file cannot be written."),
        (["shifts", "--format", "csv", "-o", "t.xlsx"], 2, "A .xlsx file cannot be written."),
        (["table", "--format", "csv", "-o", "t.json"], 2, "t.json would be json by its name, and --format says csv."),
        (["report", "-o", "t.pdf"], 2, "t.pdf is no name for a report. Let it end in .html"),
        (["show", "nobody-at-all"], 3, "No actor, statement, source or event 'nobody-at-all'."),
        (["show", "p"], 2, "fits several"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_code(
    read: Callable[..., Any], arguments: list[str], code: int, line: str
) -> None:
    result = read(*arguments, code=code)
    assert result.stdout == ""
    assert line in result.stderr
    assert [said.startswith("stance: ") for said in result.stderr.splitlines()][-1:] == [True]
    assert result.stderr.count("stance: ") == 1
    assert not list(Path().glob("t.*"))


@pytest.mark.parametrize(
    "command",
    [["table"], ["table", "--by", "country"], ["timeline"], ["shifts"], ["list"], ["summary"], ["summary", "--review"]],
)
def test_an_empty_store_is_friendly_and_no_failure(
    store_path: Path, run: Callable[..., Any], command: list[str]
) -> None:
    Store.create(store_path, actors=ACTORS, positions=POSITIONS, now=NOW, coder="eva")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "stance import" in result.stderr
    assert rows(run(*command, "--format", "json")) == []
    assert len(run(*command, "--format", "csv").stdout.splitlines()) == 1
    assert run(*command, "--format", "jsonl").stdout == ""


def test_filters_that_fit_nothing_say_so(read: Callable[..., Any]) -> None:
    result = read("table", "--text", "zeppelin")
    assert (result.stdout, "no statement fits" in result.stderr) == ("", True)


def test_statements_without_a_date_are_named_not_hidden(read: Callable[..., Any]) -> None:
    assert "1 statement without a date left out" in read("table").stderr
    assert rows(read("list", "--format", "json"))[-1]["date"] is None


def test_what_has_no_day_stands_by_the_day_it_was_printed(tmp_path: Path, read: Callable[..., Any]) -> None:
    path = tmp_path / "undated" / "stance.json"
    printed = Source("a9", "Round-up", "https://example.org/9", "Wire", PartialDate(2023, 7, 6))
    one = Statement("s9", "anna-berg", "now", summary="Wants it now.", sources=(SourceRef("a9"),))
    path.parent.mkdir()
    Store.create(
        path,
        actors=ACTORS,
        positions=POSITIONS,
        sources=[printed],
        statements=[one],
        now="2023-07-06T12:00:00+00:00",
        coder="x",
    )
    (row,) = rows(read("table", "--store", str(path), "--format", "json"))
    assert (row["since"], row["since_precision"], row["last_said_precision"]) == ("2023-07-06", "by", "by")
    assert "by 2023-07-06" in read("table", "--store", str(path)).stdout
    assert "by 2023-07-06  Anna Berg: now" in read("timeline", "--store", str(path), "--list").stdout
    assert rows(read("list", "--store", str(path), "--format", "json"))[0]["date"] is None
    marked = read("table", "--store", str(path), "--format", "md").stdout.splitlines()[2]
    assert marked == "| Anna Berg | now |  | by 2023-07-06 | by 2023-07-06 |  | 1 | [Wire](https://example.org/9) |"
    assert rows(read("table", "--store", str(path), "--as-of", "2023-07-05", "--format", "json")) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Анна Берґ", "Anna Berg"),
        ("summit of the coast", "Summit of the coast"),
        ("a3", "Notes"),
        ("https://example.org/2", "What was said in Vale"),
        ("port", "Portugal"),
    ],
)
def test_show_finds_by_name_id_and_address(read: Callable[..., Any], typed: str, first: str) -> None:
    if typed == "port":
        typed = "portug"
    assert read("show", typed).stdout.startswith(first)


def test_show_has_the_record_and_its_statements_as_data(read: Callable[..., Any]) -> None:
    data = json.loads(read("show", "Berg", "--format", "json").stdout)
    assert (data["kind"], data["id"], data["record"]["name"]) == ("actor", "anna-berg", "Anna Berg")
    assert [row["statement"] for row in data["rows"]] == ["s01", "s02", "s03", "s04", "s05", "s31"]


def test_the_words_stand_in_their_text(run: Callable[..., Any], sample_store: Store) -> None:
    shown = run("show", "s100000001").stdout
    assert "As it stands in Kyiv Wire" in shown
    assert "“We will not wait for ever,” the president said on Tuesday." in shown


def test_countries_by_code_name_or_as_a_record_has_them(read: Callable[..., Any]) -> None:
    for typed in ("PT", "pt", "Portugal", "Portuguese", "necs", "NECS"):
        assert rows(read("table", "--country", typed, "--format", "json")), typed
    assert rows(read("table", "--country", "Kenya", "--format", "json")) == []  # a state of which nothing is known


def test_a_timeline_names_who_has_nothing_in_it(read: Callable[..., Any]) -> None:
    result = read("timeline", "Berg", "Quiet Person", "Nguyễn", "--until", "2023-06-30")
    assert "Anna Berg" in result.stdout and "Quiet Person" not in result.stdout
    assert "Nothing to draw of Quiet Person, Zoë Nguyễn: no dated statement up to 2023-06-30." in normalize("NFC", result.stderr)  # fmt: skip
    assert "Nothing to draw" not in read("timeline", "Berg").stderr


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_pictures_say_what_they_are_about_and_cut_nothing(
    read: Callable[..., Any], tmp_path: Path, suffix: str
) -> None:
    for command in ("table", "list", "shifts", "timeline"):
        path = tmp_path / f"{command}.{suffix}"
        read(command, "-o", path)
        shown = unescape(path.read_text(encoding="utf-8"))
        assert "Ukraine's accession to NATO · " in shown, command
        assert "…" not in re.sub("<[^>]+>", "", shown), command
    words = " ".join(re.sub("<[^>]+>", " ", (tmp_path / f"list.{suffix}").read_text(encoding="utf-8")).split())
    assert "and they must be more than words on paper" in words


def test_a_month_without_a_word_is_a_row_too(read: Callable[..., Any]) -> None:
    found = rows(read("summary", "--count", "statements", "--by", "month", "--actor", "Berg", "--format", "json"))
    counts: dict[str, int] = {}
    for row in found:
        counts[row["key"]] = counts.get(row["key"], 0) + row["count"]
    assert list(counts.items()) == [
        (f"2023-{month:02}", said) for month, said in enumerate((1, 1, 0, 0, 0, 0, 2, 1), 1)
    ]
    assert {row["share"] for row in found if row["key"] == "2023-04"} == {None}
    assert (
        "2023-04" in read("summary", "--count", "statements", "--by", "month", "--actor", "Berg", "--width", 80).stdout
    )


def test_shifts_for_an_article_have_words_and_links_on_both_sides(read: Callable[..., Any]) -> None:
    lines = read("shifts", "--actor", "Berg", "--format", "md").stdout.splitlines()
    assert lines[0] == (
        "| date | actor | from | to | confirmed | nearest event | days from it | source before | source after |"
    )
    assert lines[2].startswith(
        "| 2023-07-11 | Anna Berg | timing open | guarantees first | yes | Summit of the coast | 0 |"
    )
    assert lines[2].count("](https://example.org/") == 2


def test_pages_of_a_timeline(read: Callable[..., Any]) -> None:
    first = read("timeline", "--limit", 3, "--page", 1).stdout
    last = read("timeline", "--limit", 3, "--page", 3).stdout
    assert "1–3, page 1 of 3 (--page 2 shows more)" in first
    assert "7–8, page 3 of 3" in last
    assert "Anna Berg" in first
    assert "Anna Berg" not in last


def test_a_timeline_as_lines(read: Callable[..., Any]) -> None:
    assert read("timeline", "Berg", "--since", "2023-07", "--list").stdout.splitlines() == [
        "2023-07-01  Anna Berg: timing open, held before 2023-07-01, last said 2023-02-20",
        "2023-07-11  event: Summit of the coast",
        "2023-07-11  Anna Berg: guarantees first (also after the war), changed from timing open of 2023-02-20; direct; "
        "“guarantees must come first, and they must be more than words on paper”",
        "2023-08-01  Anna Berg: guarantees first; direct; “first of all guarantees”",
    ]


def test_summary_shares(read: Callable[..., Any]) -> None:
    found = {row["position"]: (row["count"], row["share"]) for row in rows(read("summary", "--format", "json"))}
    assert found == {
        "now": (4, 0.5), "guarantees-first": (1, 0.125), "in-principle": (1, 0.125), "noncommittal": (1, 0.125),
        "silent-treaty": (1, 0.125), "no-record": (1, None),
    }  # fmt: skip
    said_then = rows(read("summary", "--count", "statements", "--by", "quarter", "--format", "json"))
    assert sum(row["count"] for row in said_then) == 14
    assert not any(row["position"] == "no-record" for row in said_then)


def test_summary_of_reviews(read: Callable[..., Any], invented: Path) -> None:
    store = Store.open(invented)
    with store.change("review", coder="eva", now=NOW) as batch:
        for id, status, position in (("s31", Status.ACCEPTED, "opposed"), ("s32", Status.ACCEPTED, None)):
            one = store.statement(id)
            assert one is not None
            batch.put(replace(one, status=status, position=position or one.position))
    found = {(row["by"], row["key"]): row for row in rows(read("summary", "--review", "--format", "json"))}
    assert (found["confidence", "high"]["accepted"], found["confidence", "low"]["edited"]) == (1, 1)
    assert found["position", "now"]["edited"] == 1
    assert found["confidence", "high"]["right"] == 1.0
    assert "Review of 2 proposals" in read("summary", "--review", "--width", 80).stdout


# -- formats and files ------------------------------------------------------------------------------------------------

DATA = {
    "table": ["table"], "table --by": ["table", "--by", "country"], "timeline": ["timeline"], "shifts": ["shifts"],
    "list": ["list"], "show": ["show", "Berg"], "summary": ["summary", "--by", "kind"], "summary --review": ["summary", "--review", "--status", "all"],
}  # fmt: skip


@pytest.mark.parametrize("schema", DATA)
def test_every_format_has_the_documented_fields_and_only_those(read: Callable[..., Any], schema: str) -> None:
    names = [field.name for field in ALL[schema]]
    assert len(names) == len(set(names))
    data = json.loads(read(*DATA[schema], "--format", "json").stdout)
    assert list(data)[:4] == ["schema_version", "command", "as_of", "filters"]
    assert data["rows"]
    for row in data["rows"]:
        assert list(row) == names
    table = list(csv.DictReader(io.StringIO(read(*DATA[schema], "--format", "csv").stdout)))
    assert list(table[0]) == names
    lines = [json.loads(line) for line in read(*DATA[schema], "--format", "jsonl").stdout.splitlines()]
    assert lines == data["rows"]
    assert len(table) == len(lines)
    marked = read(*DATA[schema], "--format", "md").stdout.splitlines()
    assert len(marked) == len(lines) + 2
    assert set(BRIEF.get(schema, ())) <= set(names)


@pytest.mark.parametrize("schema", DATA)
def test_every_field_is_sometimes_filled(read: Callable[..., Any], schema: str) -> None:
    """A field that is never filled is a promise that nobody keeps."""
    found = rows(read(*DATA[schema], "--format", "json"))
    if schema.startswith("table"):
        found += rows(read(*DATA[schema], "--as-of", "2023-07-11", "--format", "json"))
    if schema == "shifts":
        found += rows(read("shifts", "--between", "2023-01-31", "2023-12-31", "--format", "json"))
    if schema in ("list", "show"):
        found += rows(read("list", "--status", "all", "--format", "json"))
    never = {name for name in found[0] if all(row[name] in (None, "", []) for row in found)}
    assert never <= {"condition", "coder", "note", "right", "event"}


def test_files_by_the_end_of_their_name_the_same_bytes_each_time(read: Callable[..., Any], tmp_path: Path) -> None:
    for command in (["table"], ["timeline"], ["shifts"], ["list"], ["show", "Berg"], ["summary"]):
        for suffix in ("csv", "json", "jsonl", "md", "svg", "html", "txt"):
            paths = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
            for path in paths:
                result = read(*command, "-o", path)
                assert (result.stdout, f"Wrote {path}." in result.stderr) == ("", True)
            one, two = (path.read_bytes() for path in paths)
            assert one == two
            assert one
    assert read("table", "-o", "-").stdout == read("table").stdout


def test_the_store_is_never_written_over(read: Callable[..., Any], invented: Path) -> None:
    before = invented.read_bytes()
    assert "is the store itself" in read("table", "--format", "json", "-o", invented, code=2).stderr
    assert invented.read_bytes() == before


def test_a_file_that_cannot_be_written_is_one_line(read: Callable[..., Any], tmp_path: Path) -> None:
    assert "No such file or directory" in read("table", "-o", tmp_path / "no" / "t.csv", code=1).stderr


def test_five_thousand_actors(store_path: Path, run: Callable[..., Any]) -> None:
    actors = [Actor(f"actor-{n}", f"Actor {n}") for n in range(5000)]
    made = [said(f"s{n}", f"actor-{n}", "now", "2023-01-01", sources=()) for n in range(5000)]
    Store.create(store_path, actors=actors, positions=POSITIONS, statements=made, now=NOW, coder="eva")
    assert len(run("table").stdout.splitlines()) == 5001
    assert "page 1 of 125" in run("timeline", "--page", 1).stdout
    assert "20 of 5,000" in run("table", "--limit", 20, "--width", 80).stdout


def test_another_codebook_changes_the_looks_only(read: Callable[..., Any], tmp_path: Path) -> None:
    shown = read("table", "--position", "by treaty", "--width", 80).stdout
    assert "◇ by treaty" in shown


def test_one_actor_and_codes_that_nobody_knows(store_path: Path, run: Callable[..., Any]) -> None:
    lost = said("s1", "stranger", "lost", "2023-01-01", Kind.REPORTED, event="gone", sources=())
    Store.create(store_path, positions=[Position("now", "now")], statements=[lost], now=NOW, coder="eva")
    for command in (["table"], ["timeline"], ["list"], ["summary"], ["show", "s1"], ["report", "-o", "-"]):
        result = run(*command, "--width", "80") if command[0] != "report" else run(*command)
        assert result.exit_code == 0
        assert "lost" in result.stdout
    assert day("2023").first.year == 2023


def test_actors_are_named_beside_the_filters(read: Callable[..., Any]) -> None:
    for command in ("table", "shifts"):
        named = rows(read(command, "Berg", "Costa", "--format", "json"))
        assert named and named == rows(read(command, "--actor", "Berg", "--actor", "Costa", "--format", "json"))
    nobody = read("table", "Nobodyatall", code=3)
    assert nobody.stderr == "stance: No actor 'Nobodyatall'. `stance actors list` lists them.\n"
