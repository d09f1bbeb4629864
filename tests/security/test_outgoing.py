"""What leaves: formulas in spreadsheets, names of files made from data, permissions, temporary files."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from stance.cli.app import app
from stance.export.summary import _tame
from stance.model import Actor, Kind, PartialDate, Position, Source, SourceRef, Statement
from stance.readers.structured import unquote_formula
from stance.store import Store

runner = CliRunner()
NOW = "2024-07-20T12:00:00+00:00"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1", "\n=1", " =1"]


def store_of(path: Path, value: str) -> Store:
    """A store in which every field of every record is the value."""
    return Store.create(
        path,
        actors=[Actor("a", value, country=value, aliases=(value + "x",))],
        positions=[Position("now", value or "now")],
        sources=[Source("a100000001", value, value, value, language=value, author=value)],
        statements=[
            Statement(
                "s100000001", "a", "now", Kind.DIRECT, PartialDate(2023, 7, 11), value, value, value, value,
                sources=(SourceRef("a100000001"),), condition=value, cues=(value,), coder=value, note=value, recorded_at=value,
                extra={value: value},
            )
        ],
        now=NOW,
        coder=value,
    )  # fmt: skip


@pytest.mark.parametrize("way", [["--long"], [], ["--wide"]], ids=["long", "table", "wide"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_for_excel_begins_as_a_formula(formula: str, way: list[str], tmp_path: Path) -> None:
    path = tmp_path / "stance.json"
    store_of(path, formula)
    result = runner.invoke(app, ["export", "csv", "--excel", *way, "--store", str(path)])
    assert result.exit_code == 0
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    cells = [cell for row in rows for cell in row]
    assert len(rows) == 2 and any(formula.strip() in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell[:1]], cells


@pytest.mark.parametrize("formula", FORMULAS[:4])
def test_cells_made_harmless_come_back_as_they_were(formula: str, tmp_path: Path) -> None:
    here, there, table = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "t.csv"
    store_of(here, formula)
    assert (
        runner.invoke(app, ["export", "csv", "--excel", "--long", "-o", str(table), "--store", str(here)]).exit_code
        == 0
    )
    Store.create(there, positions=[Position("now", "now")], now=NOW, coder="x")
    result = runner.invoke(app, ["import", str(table), "--accept", "all", "--store", str(there)])
    assert result.exit_code == 0, result.stderr
    (one,) = Store.open(there).statements(None)
    assert one.quote.strip() == formula.strip()


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


WAYS_OUT = ["../../evil", "/tmp/evil", "..\\..\\evil", "a\x00b", "x" * 300]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_data_names_a_file_outside(name: str, tmp_path: Path) -> None:
    """Ids, hashes, titles and coders with paths in them, through every command that writes files."""
    home = tmp_path / "a" / "b" / "c"
    home.mkdir(parents=True)
    path = home / "stance.json"
    store = store_of(path, name or "x")
    with store.change("x", coder=name, now=NOW) as batch:
        batch.put(Source("a200000002", "t", sha256=name))
        batch.put(Actor("../../evil", "Evil"))
        batch.put(
            Statement(
                "../../../s", "../../evil", "now", stated_on=PartialDate(2023), sources=(SourceRef("a200000002"),)
            )
        )
    outside = tree(tmp_path) - {item for item in tree(tmp_path) if item.startswith("a/b/c/")}
    for words in (
        ["export", "datapackage", "-o", str(home / "out")], ["export", "datapackage", "-o", str(home / "out.zip")], ["backup"],
        ["report", "-o", str(home / "r.html")], ["table", "-o", str(home / "t.svg")], ["show", "a200000002"], ["check", "--fix"],
        ["export", "graphml", "-o", str(home / "g.graphml")], ["export", "csv", "-o", str(home / "t.csv")],
    ):  # fmt: skip
        result = runner.invoke(app, [*words, "--store", str(path)])
        assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
    assert tree(tmp_path) - {item for item in tree(tmp_path) if item.startswith("a/b/c/")} == outside
    assert store.text(name) is None


def test_texts_beside_a_bibliography_are_read_in_its_folder_only(tmp_path: Path) -> None:
    from stance.readers import Article, read

    (tmp_path / "secret.txt").write_text("Secret words of the other folder.")
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "link.txt").symlink_to(tmp_path / "secret.txt")
    items = [
        f"TY  - NEWS\nTI  - t{number}\nID  - {name}\nL1  - {name}\nER  - \n"
        for number, name in enumerate(
            ["../secret", "../secret.txt", f"file://{tmp_path}/secret.txt", "link", "link.txt"]
        )
    ]
    (inner / "x.ris").write_text("\n".join(items))
    found = list(read([inner / "x.ris"]))
    assert len(found) == 5 and not [one for one in found if isinstance(one, Article)], found


def test_a_package_does_not_replace_a_folder_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "stance.json"
    store_of(path, "x")
    for target in ("thesis", "stance.texts"):
        (tmp_path / target).mkdir(exist_ok=True)
        (tmp_path / target / "mine.txt").write_text("mine")
        result = runner.invoke(app, ["export", "datapackage", "-o", str(tmp_path / target), "--store", str(path)])
        # The ending of the second is none of a package's: that is refused before anything is looked at.
        assert result.exit_code == (2 if "." in target else 1)
        assert (tmp_path / target / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("words", [["table", "--format", "csv"], ["export", "csv"], ["list"], ["report"], ["log", "--format", "csv"], ["actors", "list"], ["check"], ["extract", __file__]])  # fmt: skip
def test_no_output_replaces_the_store(words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "stance.json"
    store_of(path, "x")
    before = path.read_bytes()
    (tmp_path / "link.csv").symlink_to(path)
    for name in ("stance.json", "./stance.json", "link.csv"):
        result = runner.invoke(app, [*words, "-o", str(tmp_path / name), "--store", str(path)])
        assert result.exit_code in (2, 3), (name, result.output)
        assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize("mask", [0o000, pytest.param(0o022, marks=pytest.mark.long)])
def test_what_is_new_is_for_the_user_alone(mask: int, tmp_path: Path) -> None:
    """Whatever the umask: store, texts, copies, lock."""
    (tmp_path / "a.txt").write_text("Vilnius, 11 July 2023\n\nJoe Biden said Ukraine should join NATO now.\n")
    code = f"import os; os.umask({mask}); from stance.cli import main; main()"
    env = {**os.environ, "STANCE_STORE": str(tmp_path / "s" / "stance.json"), "STANCE_TODAY": "2024-07-20"}
    for words in (["init"], ["import", str(tmp_path / "a.txt")], ["backup"]):
        subprocess.run([sys.executable, "-c", code, *words], env=env, check=True, capture_output=True)
    made = list((tmp_path / "s").rglob("*"))
    assert {path.suffix for path in made if path.is_file()} >= {".json", ".txt"}
    for path in [tmp_path / "s", *made]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, (path, oct(mode))
    assert not [path for path in made if path.suffix == ".tmp"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_shared_store_stays_shared(tmp_path: Path) -> None:
    path = tmp_path / "stance.json"
    store = store_of(path, "x")
    path.chmod(0o660)
    with store.change("x", coder="x", now=NOW) as batch:
        batch.put_text("a text")
        batch.put(Source("a300000003", "t"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    (text,) = (tmp_path / "stance.texts").iterdir()
    assert stat.S_IMODE(text.stat().st_mode) == 0o660


def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    """A temporary file's name that somebody has taken before: the link goes, its target stays."""
    path, victim = tmp_path / "stance.json", tmp_path / "victim"
    store = store_of(path, "x")
    victim.write_text("mine")
    (tmp_path / f".stance.json.{os.getpid()}.tmp").symlink_to(victim)
    with store.change("x", coder="x", now=NOW) as batch:
        batch.put(Source("a300000003", "t"))
    assert victim.read_text() == "mine" and not path.is_symlink()
    assert Store.open(path).source("a300000003")


def test_a_text_that_was_tampered_with_is_found(tmp_path: Path) -> None:
    path = tmp_path / "stance.json"
    store = store_of(path, "x")
    with store.change("x", coder="x", now=NOW) as batch:
        sha256 = batch.put_text("He said: now.")
        batch.put(Source("a300000003", "t", sha256=sha256))
        batch.put(
            Statement(
                "s300000003",
                "a",
                "now",
                stated_on=PartialDate(2023),
                quote="now",
                sources=(SourceRef("a300000003", 9, 12),),
            )
        )
    (tmp_path / "stance.texts" / f"{sha256}.txt").write_text("He said: non.")
    result: Any = runner.invoke(app, ["check", "--format", "json", "--store", str(path)])
    assert result.exit_code == 4 and "a300000003" in result.stdout


@given(st.text(st.sampled_from("=+-@|%＝'; \t\n\r\u200e\u00a0ab"), max_size=12))
def test_what_is_put_before_formulas_comes_off_again(words: str) -> None:
    tamed = _tame(words)
    assert unquote_formula(tamed) == words
    assert not re.match(r"[\s\u200e]*[=+\-@|%＝]", tamed)
