"""Nothing that data holds steers a terminal: every command that shows data, in every format, on a terminal and a pipe."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

#: Formats by terminal (True) and pipe; what is left out of the short run goes the same way as what is in it.
FORMATS = {True: ("table", "csv", "json"), False: ("table", "json")}
ALL_FORMATS = ("table", "csv", "json", "jsonl", "md")

#: What shows records; each is tried in every format it has.
READING = [
    ["table"],
    ["table", "--by", "country"],
    ["table", "--by", "kind", "--ascii"],
    ["timeline"],
    ["shifts"],
    ["shifts", "--between", "2023-07-11", "2024-07-01"],
    ["list", "--status", "all"],
    ["show", "Uno"],
    ["show", "s100000000"],
    ["show", "a100000001"],
    ["show", "meet"],
    ["summary"],
    ["summary", "--by", "country"],
    ["summary", "--review"],
    ["actors", "list"],
    ["actors", "show", "Uno"],
    ["events", "list"],
    ["events", "show", "meet"],
    ["codebook", "list"],
    ["codebook", "show", "now"],
    ["codebook", "path"],
    ["sources", "list"],
    ["sources", "show", "a100000001"],
    ["log"],
    ["log", "s100000000"],
    ["check"],
    ["backup", "list"],
]
#: What writes, or says what it would write.
WRITING = [
    ["reread", "--dry-run"],
    ["add", "--actor", "Uno", "--position", "odd", "--date", "2023-07-11", "--summary", "x", "--dry-run"],
    ["edit", "s100000000", "--note", "x", "--dry-run"],
    ["edit", "--where", "status=all", "--country", "PL", "--yes"],
    ["remove", "s100000000", "--dry-run"],
    ["undo", "--dry-run"],
    ["undo"],
    ["merge", "OTHER", "--dry-run"],
    ["merge", "OTHER"],
    ["actors", "add", "Neu", "--dry-run"],
    ["actors", "edit", "Uno", "--note", "x", "--dry-run"],
    ["actors", "alias", "Uno", "Eins", "--dry-run"],
    ["actors", "role", "Uno", "Chair", "--dry-run"],
    ["actors", "merge", "one", "two", "--dry-run"],
    ["actors", "rename", "Uno", "Eins", "--dry-run"],
    ["actors", "update", "--dry-run"],
    ["update", "--dry-run", "--sample"],
    ["events", "add", "Talks", "2023-07-11", "--dry-run"],
    ["events", "edit", "meet", "--place", "x", "--dry-run"],
    ["codebook", "rename", "third", "fourth", "--dry-run"],
    ["codebook", "check"],
    ["sources", "add", "--title", "x", "--dry-run"],
    ["sources", "edit", "a100000001", "--title", "x", "--dry-run"],
    ["backup"],
    ["backup", "restore", "--dry-run"],
    ["check", "--fix"],
    ["init"],
    ["agreement", "--coders", "a,b"],
    ["review"],
    ["review", "--accept", "s100000004"],
    ["report", "-o", "-"],
]
EXPORTS = ["csv", "json", "jsonl", "md", "dna", "graphml", "csl-json", "bibtex", "vega-lite", "cite"]
#: Tried below, with data of their own.
ELSEWHERE = {"import", "extract", "export"}


def takes_format(command: list[str]) -> bool:
    import typer

    from stance.cli.app import app

    found: Any = typer.main.get_command(app)
    context = typer.Context(found)
    for word in command:
        inner = found.get_command(context, word) if hasattr(found, "get_command") else None
        found = inner or found
    return any("--format" in parameter.opts for parameter in found.params)


def test_every_command_is_tried() -> None:
    from stance.cli.app import COMMANDS

    tried = {command[0] for command in READING + WRITING} | ELSEWHERE
    assert {entry.name for entry in COMMANDS} == tried


def check_shown(shown: Any, steering: Any, *, csv: bool) -> None:
    """No traceback, a documented exit code, and nothing that steers; on a pipe CSV is the data to the letter."""
    said = shown.err.decode() + ("" if csv else shown.text)
    assert "Traceback" not in said and "Traceback" not in shown.text, f"{shown.arguments}: {said[-2000:]}"
    assert shown.code in (0, 1, 2, 3, 4, 5), shown.arguments
    assert not steering(shown.err), shown.arguments
    if not csv:
        assert not steering(shown.out), (shown.arguments, steering(shown.out)[:3])


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_reading(
    command: list[str], terminal: bool, show: Any, hostile_path: Path, find_steering: Any, long_run: bool
) -> None:
    formats = (ALL_FORMATS if long_run else FORMATS[terminal]) if takes_format(command) else ("",)
    for form in formats:
        shown = show([*command, *(["--format", form] if form else []), "--store", hostile_path], terminal=terminal)
        check_shown(shown, find_steering, csv=form == "csv" and not terminal)
        assert shown.code in (0, 4), (shown.arguments, shown.text[-500:], shown.err[-500:])
        if form == "json" and not terminal:
            json.loads(shown.text)
        elif form == "jsonl" and not terminal:
            [json.loads(line) for line in shown.text.splitlines()]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_reading_where_ids_are_hostile_too(
    command: list[str], show: Any, hostile_ids_path: Path, find_steering: Any
) -> None:
    shown = show([*command, "--store", hostile_ids_path], terminal=True)
    check_shown(shown, find_steering, csv=False)


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
@pytest.mark.parametrize("form", EXPORTS)
def test_exporting(form: str, terminal: bool, show: Any, hostile_path: Path, find_steering: Any) -> None:
    ways: list[list[str]] = [[], ["--long"], ["--wide"]] if form in ("csv", "json", "jsonl", "md") else [[]]
    for way in ways + ([["--excel"]] if form == "csv" else []):
        shown = show(["export", form, *way, "--store", hostile_path], terminal=terminal)
        raw = form in ("csv", "dna", "graphml", "bibtex") and not terminal
        check_shown(shown, find_steering, csv=raw)
        assert shown.code == 0


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_pictures(ending: str, show: Any, hostile_path: Path, tmp_path: Path) -> None:
    """No script, link or element out of the data; XML that can be read; no control characters."""
    from xml.etree import ElementTree

    for command in (["table"], ["timeline"], ["list"], ["shifts"], ["show", "Uno"], ["summary"]):
        path = tmp_path / f"{command[0]}.{ending}"
        shown = show([*command, "-o", path, "--store", hostile_path], terminal=False)
        assert shown.code == 0, shown.err
        page = path.read_text(encoding="utf-8")
        assert not [
            char for char in page if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 or char == "\u202e"
        ]
        assert "<b>" not in page and "<a>" not in page and "<a " not in page and "<script" not in page
        if ending == "svg":
            names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(page).iter()}
            assert names <= {"svg", "title", "desc", "style", "rect", "text", "tspan", "g", "line", "path", "circle", "polygon", "polyline", "defs", "clipPath"}  # fmt: skip


def test_a_report_shows_what_the_data_says_and_runs_none_of_it(show: Any, hostile_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    shown = show(["report", "-o", path, "--store", hostile_path], terminal=False)
    assert shown.code == 0, shown.err
    page = path.read_text(encoding="utf-8")
    assert "<b>" not in page and "&lt;b&gt;" in page
    assert 'href="javascript' not in page.lower() and "<script" not in page.lower()


@pytest.mark.parametrize("terminal", [True, pytest.param(False, marks=pytest.mark.long)], ids=["terminal", "pipe"])
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_writing(command: list[str], terminal: bool, show: Any, hostile_path: Path, tmp_path: Path, find_steering: Any) -> None:  # fmt: skip
    path, other = tmp_path / "stance.json", tmp_path / "other.json"
    for to in (path, other):
        shutil.copy(hostile_path, to)
        shutil.copytree(hostile_path.with_name("stance.texts"), to.with_name(to.stem + ".texts"))
    if command[0] == "merge":  # a conflict: both changed one field since they met
        for to, note in ((path, "mine \x1b[2J"), (other, "theirs \x9b2J")):
            done = show(["edit", "s100000000", "--note", note, "--yes", "--coder", note, "--store", to], terminal=False)
            assert done.code == 0, done.err
    words = [str(other) if word == "OTHER" else word for word in command]
    typed = "e\nnote\n\x1b[31mtyped\u202e\n\na\ns\nq\n" if command[0] == "review" else "n\nn\no\nn\n\n"
    shown = show([*words, "--store", path], terminal=terminal, typed=typed)
    check_shown(shown, find_steering, csv=False)


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_importing_and_extracting(
    terminal: bool, show: Any, tmp_path: Path, find_steering: Any, evil: Any, long_run: bool
) -> None:
    """Articles in every form with controls in text, title, outlet and the file's own name."""
    text = (
        f"{evil('title')}\n\nVilnius, 11 July 2023\n\nPresident Andrzej Duda said on Tuesday that \u202eUkraine must be "
        f"\x9b31minvited to join NATO now. “Ukraine should become\x1b[2J a member of NATO now,” Duda{evil('x')} said.\n"
    ).replace("\x00", "")
    folder = tmp_path / "in\x1b[31m\u202e"
    folder.mkdir()
    (folder / "a\x1b]0;x\x07\x9b.txt").write_text(f"Title: {evil('t')}\n\n{text}".replace("\x00", ""), encoding="utf-8")
    (folder / "b.md").write_text(f"---\ntitle: {evil('t')}\n---\n{text}".replace("\x00", ""), encoding="utf-8")
    record = {"id": evil("id"), "title": evil("t"), "url": evil("u"), "outlet": evil("o"), "text": text, evil("k"): 1}
    (folder / "c.jsonl").write_text(json.dumps(record) + "\n{broken \x1b[31m\n", encoding="utf-8")
    row = {
        "actor": evil("who"),
        "position": evil("what"),
        "quote": evil("q"),
        "source_title": evil("s"),
        evil("y"): "z",
    }
    (folder / "d.json").write_text(json.dumps([row, {**row, "position": "now"}]), encoding="utf-8")
    (folder / "e.csv").write_text('actor,position,"\x1b[31mcol"\nx,"now\x9b",\x1b]0;y\x07\nDuda,now,\u202e\n', "utf-8")
    (folder / "f.xml").write_text("<rss><channel><title>\x1b[31m\x9b</title><item></item></channel></rss>", "utf-8")
    store = tmp_path / "stance.json"
    assert show(["init", "--store", store], terminal=False).code == 0
    looking = [["extract", folder, "--format", "jsonl"], ["extract", folder, "--explain"]]
    more = [
        ["extract", folder, "--format", "table"], ["extract", folder, "--attributions"], ["import", folder],
        ["import", folder, "--accept", "all", "--dry-run"],
    ]  # fmt: skip
    bringing = [["import", folder, "--accept", "all", "--format", "json"], ["import", tmp_path / "no\x1b[31mwhere"]]
    after = [["list", "--status", "all"], ["actors", "list"], ["log"], ["sources", "list"], ["undo", "--yes"]]
    for words in (more if long_run else []) + (looking if terminal or long_run else looking[:1]) + bringing + after:
        shown = show([*words, "--store", store], terminal=terminal)
        check_shown(shown, find_steering, csv=False)


def test_what_is_typed_comes_back_clean_in_errors(show: Any, hostile_path: Path, find_steering: Any, evil: Any) -> None:
    typed = evil("x").replace("\x00", "")
    for number, words in enumerate((
        [typed], ["table", "--actor", typed], ["table", "--since", typed], ["show", typed], ["table", typed], ["--" + typed],
        ["table", "--sort", typed], ["table", "--format", typed], ["export", typed], ["undo", typed], ["codebook", "show", typed],
        ["table", "--store", typed], ["table", "--codebook", typed], ["import", typed], ["table", "--width", typed],
        ["table", "--today", typed], ["edit", typed, "--note", typed], ["list", "--where", typed],
    )):  # fmt: skip
        for terminal in (True,) if number % 4 else (True, False):
            shown = show(["--store", hostile_path, *words], terminal=terminal)
            check_shown(shown, find_steering, csv=False)
            assert shown.code in (1, 2, 3), (shown.arguments, shown.text)


def test_rich_reads_no_markup_in_data(show: Any, hostile_path: Path) -> None:
    """Brackets, links and emoji codes stand there as they are; no hyperlink is made."""
    for command in (
        ["list", "--status", "all", "--width", "400"],
        ["show", "Uno", "--width", "400"],
        ["actors", "show", "Uno", "--width", "400"],
    ):
        shown = show([*command, "--store", hostile_path], terminal=True)
        assert "[bold red]:smile:[/bold red][[/]]" in shown.text, shown.arguments
        assert "\x1b]8" not in shown.text
