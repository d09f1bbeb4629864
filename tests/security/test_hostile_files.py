"""Files made to harm their reader: each gives a clear line, within a bound of memory, and the store stays as it was."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DEEP = 100_000
MANY = 30_000  # enough to show what grows with the square


def bombs(folder: Path) -> dict[str, str]:
    """Files by name, each with words of the line that says why it was not taken in (empty: it may be)."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    made: dict[str, tuple[bytes, str]] = {
        "laughs.xml": (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss><channel><item><title>&l11;</title></item></channel></rss>'.encode(), "entities"),
        "outside.xml": (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&x;</description></item></channel></rss>', "entities"),
        "nested.html": (b"<html><body>" + b"<div>" * DEEP + b"Ukraine" + b"</div>" * DEEP, "tags"),
        "nested.xml": (b"<rss>" + b"<channel>" * DEEP, "tags"),
        "comments.html": (b"<html>" + b"<!--" * MANY, ""),
        "scripts.html": (b"<html>" + b"<script>" * MANY, ""),
        "angles.html": (b"<html>" + b"<" * MANY * 5, ""),
        "summary.xml": (b"<rss version='2.0'><channel><item><title>t</title><description><![CDATA[" + b"<a " * MANY + b"<!--" * MANY + b"]]></description></item></channel></rss>", ""),
        "doctypes.xml": (b"<rss>" + b"<!DOCTYPE " * MANY, ""),
        "lists.json": (b"[" * DEEP, "deeply"),
        "objects.json": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "deeply"),
        "deep.jsonl": (b'{"text":' + b"[" * 10_000 + b"]" * 10_000 + b"}\n", "deeply"),
        "twice.json": (b'{"text": "a", "text": "b"}', "twice"),
        "number.json": (b'{"text": "a", "id": ' + b"9" * 200_000 + b"}", "JSON"),
        "nan.json": (b'{"text": NaN}', "NaN"),
        "commas.json": (b"[" + b"[]," * 3_000_000 + b"[]]", "JSON lines"),
        "bomb.txt": (gzip.compress(b"\n" * (70 * 1024 * 1024), 9), "MB"),
        "bomb.jsonl": (gzip.compress(b"{}\n" * (30 * 1024 * 1024), 9), "MB"),
        "cut.txt": (gzip.compress(os.urandom(5000))[:3000], "gzip"),
        "nul.txt": (b"Ukraine\x00NATO", "NUL"),
        "nul.json": (b'{"text": "a\\u0000b"}', "NUL"),
        "mixed.txt": ("“NATO”".encode() + "“NATO”".encode("cp1252") + "“NATO”".encode("utf-16-le"), "binary"),
        "cut16.txt": (b"\xff\xfeN\x00A", "utf-16"),
        "latin.txt": (b"\x81\x8d\x8f\x90\x9d" * 50, "UTF-8"),
        "marked.csv": (b"\xef\xbb\xbfactor,actor\nx,y\n", "twice"),
        "ragged.csv": (b"actor,position\n" + b'"' + b"x,\n" * 50_000, "table"),
        "stars.md": (b"**a " * MANY + b"[" * MANY + b"__b " * MANY, ""),
        "endless.ris": (b"TY  - NEWS\n" + b"AU  - x\n" * DEEP, "end"),
        "none.ris": (b"ER  - \n" * 5, "RIS"),
        "not.dna": (b"SQLite format 3\x00" + b"\xff" * 4000, "database"),
        "empty.txt": (b" \n\n ", "empty"),
        "page.pdf": (b"%PDF-1.7", ""),
    }  # fmt: skip
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "book.csv", "w") as archive:
        archive.writestr("x", "y")
    return {**{name: reason for name, (_, reason) in made.items()}, "book.csv": "ZIP"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bombs")


def state_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder with their content, but locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def test_each_bad_file_is_a_clear_line_in_bounded_memory(folder: Path, tmp_path: Path) -> None:
    """One process reads them all, under a limit of memory that one bomb that went off would break."""
    reasons = bombs(folder)
    store = tmp_path / "stance.json"
    env = {**os.environ, "STANCE_STORE": str(store), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-m", "stance", "init"], env=env, check=True, capture_output=True)
    before = state_of(tmp_path)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (900 << 20, 900 << 20)); resource.setrlimit(resource.RLIMIT_CPU, (120, 120));"
    bad = [str(folder / name) for name, reason in reasons.items() if reason]
    code = f"{limit} from stance.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "import", "--jobs", "1", "--format", "json", *bad], env=env, capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == 1, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    problems = {Path(one["place"].partition("#")[0]).name: one["reason"] for one in json.loads(done.stdout)["problems"]}
    for name, reason in reasons.items():
        if reason:
            assert reason in problems.get(name, ""), (name, problems.get(name))
    assert state_of(tmp_path) == before
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_000_000  # kilobytes


def test_files_that_are_odd_but_not_refused_end_soon(folder: Path) -> None:
    """Marks without an end, on which patterns that go back would try for hours."""
    from stance.readers import Article, Problem, read

    for name, reason in bombs(folder).items():
        if not reason:
            (found, *_) = list(read([folder / name]))
            assert isinstance(found, (Article, Problem)), name


@pytest.mark.long
def test_every_bad_file_alone_ends_with_a_documented_code(folder: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from stance.cli.app import app

    reasons, store, runner = bombs(folder), tmp_path / "stance.json", CliRunner()
    assert runner.invoke(app, ["init", "--store", str(store)]).exit_code == 0
    before = state_of(tmp_path)
    for name in reasons:
        result = runner.invoke(app, ["import", str(folder / name), "--store", str(store), "--dry-run"])
        assert result.exception is None or isinstance(result.exception, SystemExit), name
        assert result.exit_code in (0, 1), (name, result.stderr)
    assert state_of(tmp_path) == before


def test_a_mark_of_the_byte_order_and_both_line_ends(tmp_path: Path) -> None:
    """A table as a spreadsheet writes it comes in whole."""
    from stance.readers import Coded, read

    (tmp_path / "x.csv").write_bytes(b'\xef\xbb\xbfactor;position;quote\r\nA;now;"one\r\ntwo"\r\nB;now;x\r')
    found = list(read([tmp_path / "x.csv"]))
    assert [one.fields["actor"] for one in found if isinstance(one, Coded)] == ["A", "B"], found


@pytest.mark.parametrize(
    "opening",
    ["{" * 50_000, '{"meta": ' + "[" * 50_000, '{\n"meta": {\n"store": ' + '{"a":' * 50_000, '{"statements": 1}', "[]", "\x00", '{"meta": {"store": {"schema_version": 1}}, "meta": 2}',
     '{\n"meta": {\n"store": {"schema_version": 1}\n},\n"statements": {\n"s1": {"actor": ' + "9" * 5000 + "}\n}\n}\n"],
)  # fmt: skip
def test_stores_made_to_harm(opening: str, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from stance.cli.app import COMMANDS, app

    store, runner = tmp_path / "stance.json", CliRunner()
    store.write_text(opening)
    for entry in COMMANDS:
        words = {
            "show": ["x"],
            "import": [str(tmp_path / "n.txt")],
            "merge": [str(store)],
            "export": ["csv"],
            "add": ["--no-input"],
        }
        if entry.name in ("init", "extract", "actors", "events", "codebook", "sources", "backup", "report"):
            continue
        result = runner.invoke(app, [entry.name, *words.get(entry.name, []), "--store", str(store)])
        assert result.exception is None or isinstance(result.exception, SystemExit), (entry.name, result.exception)
        assert result.exit_code in (0, 1, 2, 3, 4), (entry.name, result.output)
    assert store.read_text() == opening


@pytest.mark.parametrize(
    "number", ["1e999", "-1e999", "1e30", "-5", "null", "true", '"x"', "[1]", "99999999999999999999999"]
)
def test_numbers_that_are_none(number: str, tmp_path: Path) -> None:
    """In places of statements, in dates of bibliographies, in databases."""
    import sqlite3

    from stance.readers import read

    (tmp_path / "a.json").write_text(f'{{"actor": "x", "position": "now", "quote": "q", "sources": [{{"id": "a", "start": {number}, "end": 3}}]}}')  # fmt: skip
    (tmp_path / "b.json").write_text(f'{{"type": "article", "title": "x", "issued": {{"date-parts": [[{number}]]}}}}')
    base = sqlite3.connect(tmp_path / "c.dna")
    tables = {"DOCUMENTS": "ID,Title,Text,Author,Source,Date", "STATEMENTS": "ID,DocumentId,Start,Stop", "VARIABLES": "ID,Variable", "ENTITIES": "ID,Value",
              "DATASHORTTEXT": "StatementId,VariableId,Entity", "DATALONGTEXT": "StatementId,VariableId,Value", "DATABOOLEAN": "StatementId,VariableId,Value",
              "DATAINTEGER": "StatementId,VariableId,Value"}  # fmt: skip
    for name, columns in tables.items():
        base.execute(f"CREATE TABLE {name} ({columns})")
    value = {"1e999": 9e999, "-1e999": -9e999, "1e30": 1e30, "-5": -5, "null": None, "true": 1}.get(number, "x")
    base.execute("INSERT INTO DOCUMENTS VALUES (1, 't', 'Ünion', 'a', 's', ?)", (value,))
    base.execute("INSERT INTO STATEMENTS VALUES (1, 1, ?, 3)", (value,))
    base.execute("INSERT INTO VARIABLES VALUES (1, 'concept')")
    base.execute("INSERT INTO ENTITIES VALUES (1, 'now')")
    base.execute("INSERT INTO DATASHORTTEXT VALUES (1, 1, 1)")
    base.commit()
    base.close()
    assert len(list(read([tmp_path / name for name in ("a.json", "b.json", "c.dna")]))) >= 3


def test_ids_out_of_files_are_ids_or_made_anew(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from stance.cli.app import app
    from stance.store import Store

    row = {"position": "now", "summary": "s", "stated_on": "2023"}
    rows = [
        {**row, "actor": f"a{n}", "id": id, "sources": [{"id": id, "title": f"t{n}"}]}
        for n, id in enumerate(["../../s", "\x1b[31m", "a b", "s" * 300, "ok-1"])
    ]
    (tmp_path / "x.json").write_text(json.dumps(rows))
    store, runner = tmp_path / "stance.json", CliRunner()
    runner.invoke(app, ["init", "--store", str(store)])
    result = runner.invoke(app, ["import", str(tmp_path / "x.json"), "--store", str(store)])
    assert result.exit_code == 0, result.stderr
    found = Store.open(store)
    ids = [one.id for one in (*found.statements(None), *found.sources())]
    assert len(ids) == 10 and ids.count("ok-1") == 2
    assert all(id == "ok-1" or (id[0] in "sa" and len(id) == 11) for id in ids), ids
