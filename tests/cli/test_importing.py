"""`stance init`, `import` and `extract` as they are typed: output, exit codes, and that a store stays as it was."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import stance.extract
from stance.model import Article, Confidence, Kind, Proposal, Span
from stance.store import Store

Run = Callable[..., Any]
WORDS = "Ukraine must be invited to NATO at this summit"
FILLER = " ".join(f"Point {number} of the agenda was put off." for number in range(30))


def propose(one: Article, codebook: Any, gazetteer: Any) -> list[Proposal]:
    """Finds one quotation, so that these tests do not depend on what the extraction learns."""
    start = one.text.find(WORDS)
    if start < 0:
        return []
    sure = Confidence.HIGH if "“" in one.text else Confidence.LOW
    evidence = Span(start, start + len(WORDS))
    return [Proposal("Gitanas Nausėda", None, "President of Lithuania", "LT", "now", Kind.DIRECT, one.published, sure, evidence, quote=WORDS)]  # fmt: skip


@pytest.fixture(autouse=True)
def known_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance.extract, "propose", propose)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(f"Title: A talk\nPublished: 2023-07-06\n\n“{WORDS},” Nausėda said.\n\n{FILLER}\n", encoding="utf-8")
    return path


@pytest.fixture
def store(run: Run, store_path: Path) -> Path:
    assert run("init").exit_code == 0
    return store_path


# -- init -------------------------------------------------------------------------------------------------------------


def test_init_makes_a_store_and_says_what_comes_next(run: Run, store_path: Path) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "stance import" in result.stderr
    store = Store.open(store_path)
    assert len(store.positions()) == 6
    assert len(store.actors()) > 200
    assert store.statements(None) == ()


def test_init_with_the_sample(run: Run, store_path: Path) -> None:
    assert run("init", "--sample").exit_code == 0
    store = Store.open(store_path)
    assert len(store.statements()) > 100
    assert all(one.recorded_at for one in store.statements())


def test_init_never_replaces_a_store(run: Run, store: Path) -> None:
    before = store.read_bytes()
    assert run("init").exit_code == 1
    result = run("init", "--force")
    assert result.exit_code == 2
    assert "never replaces" in result.stderr
    assert store.read_bytes() == before


def test_init_with_a_codebook_of_ones_own(run: Run, store_path: Path) -> None:
    source = Path(__file__).parents[2] / "examples" / "codebooks" / "ceasefire.toml"
    result = run("init", "--codebook", source)
    assert result.exit_code == 0, result.stderr
    assert store_path.with_name("codebook.toml").read_text() == source.read_text()
    assert "now" not in {position.id for position in Store.open(store_path).positions()}


def test_init_with_a_faulty_codebook_makes_nothing(run: Run, store_path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[[position]\n")
    result = run("init", "--codebook", tmp_path / "mine.toml")
    assert result.exit_code == 1
    assert not store_path.exists()
    assert not store_path.with_name("codebook.toml").exists()


def test_the_sample_needs_the_positions_it_speaks_of(run: Run, store_path: Path) -> None:
    source = Path(__file__).parents[2] / "examples" / "codebooks" / "ceasefire.toml"
    result = run("init", "--sample", "--codebook", source)
    assert result.exit_code == 2
    assert not store_path.exists()


# -- import -----------------------------------------------------------------------------------------------------------


def test_import_says_what_it_did_and_what_comes_next(run: Run, store: Path, article: Path) -> None:
    result = run("import", article)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Read 1 item: 1 new. 1 statement: 1 to review." in result.stderr
    assert "now · Gitanas Nausėda · 2023-07-06 · high" in result.stderr
    batch = Store.open(store).history()[-1]
    assert f"Undo: stance undo {batch.id}" in result.stderr
    assert "Next: `stance review`" in result.stderr


def test_import_again_changes_nothing_and_says_so(run: Run, store: Path, article: Path) -> None:
    run("import", article)
    before = store.read_bytes()
    result = run("import", article)
    assert result.exit_code == 0
    assert "Nothing new: it was known already." in result.stderr
    assert "Undo" not in result.stderr
    assert store.read_bytes() == before


def test_the_summary_for_scripts(run: Run, store: Path, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    result = run("import", article, tmp_path / "bad.txt", "--accept", "high", "--no-input", "--format", "json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert summary["schema_version"] == 1
    assert {name: summary[name] for name in ("read", "new", "known", "proposals", "accepted", "waiting")} == {
        "read": 1, "new": 1, "known": 0, "proposals": 1, "accepted": 1, "waiting": 0,
    }  # fmt: skip
    assert summary["batch"] == Store.open(store).history()[-1].id
    assert [(one["place"], one["serious"]) for one in summary["problems"]] == [(str(tmp_path / "bad.txt"), True)]
    again = json.loads(run("import", article, "--format", "json").stdout)
    assert (again["known"], again["batch"]) == (1, None)


@pytest.mark.parametrize(("level", "status"), [("high", "proposed"), ("medium", "proposed"), ("all", "accepted")])
def test_accept_takes_what_is_sure_enough(run: Run, store: Path, article: Path, level: str, status: str) -> None:
    article.write_text(article.read_text(encoding="utf-8").replace("“", '"'), encoding="utf-8")
    run("import", article, "--accept", level)
    (statement,) = Store.open(store).statements(None)
    assert statement.status == status


def test_flags_describe_one_article(run: Run, store: Path, article: Path) -> None:
    run("import", article, "--title", "Mine", "--url", "https://e.example/1", "--outlet", "O", "--published", "2023-07")
    (source,) = Store.open(store).sources()
    assert (source.title, source.url, source.outlet, str(source.published)) == (
        "Mine",
        "https://e.example/1",
        "O",
        "2023-07",
    )
    result = run("import", article, article, "--title", "Mine")
    assert result.exit_code == 2
    assert "one article" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--accept", "some"], 2),
        (["--published", "03/04/2023"], 2),
        (["--published", "2023-02-30"], 2),
        (["--since", "whenever"], 2),
        (["--from", "docx"], 2),
        (["--map", "nonsense"], 2),
        (["--format", "xml"], 2),
        (["--jobs", "-1"], 2),
    ],
)
def test_what_cannot_be_understood(run: Run, store: Path, article: Path, arguments: list[str], code: int) -> None:
    before = store.read_bytes()
    result = run("import", article, *arguments)
    assert result.exit_code == code, result.stderr
    assert store.read_bytes() == before


def test_nothing_to_read_is_a_failure(run: Run, store: Path, tmp_path: Path) -> None:
    result = run("import", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "No such file." in result.stderr
    (tmp_path / "old.csv").write_text("actor,position,summary\nNauseda,perhaps,x\n")
    assert run("import", tmp_path / "old.csv").exit_code == 1


def test_an_article_without_a_day(run: Run, store: Path, article: Path) -> None:
    article.write_text(article.read_text(encoding="utf-8").replace("Published: 2023-07-06\n", ""), encoding="utf-8")
    result = run("import", article, "--format", "json")
    assert json.loads(result.stdout)["undated"] == 1
    assert "1 statement has no day" in result.stderr
    (statement,) = Store.open(store).statements(None)
    assert statement.stated_on is None


def test_an_article_without_a_position(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine in the capital.\n")
    result = run("import", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert "No statement on the question was found." in result.stderr
    assert "known already" in run("import", tmp_path / "a.txt").stderr


def test_strict_is_all_or_nothing(run: Run, store: Path, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    before = store.read_bytes()
    result = run("import", article, tmp_path / "bad.txt", "--strict")
    assert result.exit_code == 1
    assert "--strict" in result.stderr
    assert store.read_bytes() == before
    assert run("import", article, "--strict").exit_code == 0


def test_dry_run(run: Run, store: Path, article: Path) -> None:
    before = store.read_bytes()
    result = run("import", article, "--dry-run", "--format", "json")
    assert json.loads(result.stdout)["dry_run"] is True
    assert json.loads(result.stdout)["proposals"] == 1
    assert "Nothing was written" in result.stderr
    assert store.read_bytes() == before


def test_a_batch_is_one_undo(run: Run, store: Path, article: Path) -> None:
    batch = json.loads(run("import", article, "--format", "json").stdout)["batch"]
    assert run("undo", batch, "--yes").exit_code == 0
    assert Store.open(store).statements(None) == ()
    assert "1 new" in run("import", article).stderr


def test_a_page_that_changed(run: Run, store: Path, article: Path) -> None:
    run("import", article, "--url", "https://e.example/1")
    article.write_text(article.read_text(encoding="utf-8") + "\nCorrection: it was Monday.\n", encoding="utf-8")
    result = run("import", article, "--url", "https://e.example/1")
    assert "Changed: https://e.example/1" in result.stderr
    assert "+ Correction: it was Monday." in result.stderr


def test_since_leaves_out_older_articles(run: Run, store: Path, article: Path) -> None:
    result = run("import", article, "--since", "2024", "--format", "json")
    assert json.loads(result.stdout)["read"] == 0
    assert result.exit_code == 0


def test_problems_of_one_kind_are_told_once_with_the_mapping_to_give(run: Run, store: Path, tmp_path: Path) -> None:
    head = "statement_id,start_position,stop_position,document_id,document_title,time,text,person,organization,concept,agreement"
    rows = [
        f"{n},1,5,{n},Doc,2023-07-0{n % 9 + 1},Words,Duda,,{('Fast, and soon', 'Weapons')[n % 2]},{n % 2}"
        for n in range(10)
    ]
    (tmp_path / "events.csv").write_text("\n".join([head, *rows]).replace(",Fast, and soon,", ',"Fast, and soon",'))
    result = run("import", tmp_path / "events.csv")
    place = tmp_path / "events.csv"
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{place}:2, {place}:4, {place}:6 and 2 more places: What disagreement with")
    assert lines[1].startswith(f"{place}:3, {place}:5, {place}:7 and 2 more places: No position 'Weapons'")
    maps = "--map 'position:not Fast, and soon=…' --map 'position:Weapons=…'"
    assert lines[2] == f"All that --map has to say, with the ids of positions for …: {maps}"
    assert "10 problems" in lines[3]
    given = ["--map", "position:not Fast, and soon=opposed", "--map", "position:Weapons=now"]
    done = run("import", tmp_path / "events.csv", *given)
    assert done.exit_code == 0 and "problem" not in done.stderr


def test_a_name_with_a_line_break_stays_on_its_line(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a\nstance: all is well.json").write_text("x", encoding="utf-8")
    for command in ("import", "extract"):
        lines = run(command, tmp_path / "a\nstance: all is well.json").stderr.splitlines()
        assert not any(line.startswith("stance: all is well") for line in lines)


def test_notes_are_not_counted_as_problems(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(f"“{WORDS},” Nausėda said. Caf\xe9.".encode("latin-1", "replace"))
    told = run("import", tmp_path / "old.txt").stderr
    assert "Note: " in told and "1 note." in told and "problem" not in told


def test_a_spreadsheet_by_a_mapping(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(
        "Speaker,View,When,Said\nNauseda,yes,2023-07-03,Be bold\nNauseda,maybe,2023-07-03,x\n"
    )
    mapping = "actor=Speaker,position=View,stated_on=When,summary=Said,position:yes=now"
    result = run("import", tmp_path / "old.csv", "--map", mapping)
    assert result.exit_code == 0
    assert "old.csv:3: No position 'maybe'" in result.stderr
    (statement,) = Store.open(store).statements()
    assert (statement.actor, statement.position, statement.coder) == ("gitanas-nauseda", "now", "eva")


@pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
def test_our_own_exports_come_back_without_loss(run: Run, store: Path, tmp_path: Path, format: str) -> None:
    store.unlink()
    run("init", "--sample")
    out = tmp_path / f"all.{format}"
    assert run("export", format, "--long", "--status", "all", "-o", out, "--no-metadata").exit_code == 0
    other = {"STANCE_STORE": str(tmp_path / "other" / "stance.json")}
    assert run("init", env=other).exit_code == 0
    result = run("import", out, env=other)
    assert result.exit_code == 0, result.stderr
    again = tmp_path / f"again.{format}"
    run("export", format, "--long", "--status", "all", "-o", again, "--no-metadata", env=other)
    assert again.read_bytes() == out.read_bytes()
    assert "known already" in run("import", out, env=other).stderr


def test_titles_and_names_cannot_steer_the_terminal(run: Run, store: Path, article: Path) -> None:
    place = article.with_name("bad\x1b[31m\u202e.txt")
    place.write_bytes(b"")
    result = run("import", place, article, "--url", "https://e.example/\x1b]0;x\x07")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


# -- extract ----------------------------------------------------------------------------------------------------------


def test_extract_touches_no_store(run: Run, article: Path, store_path: Path) -> None:
    result = run("extract", article, "--format", "jsonl")
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert (record["title"], record["published"]) == ("A talk", "2023-07-06")
    (proposal,) = record["proposals"]
    text = article.read_text(encoding="utf-8").partition("\n\n")[2]
    evidence = proposal["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["text"] == WORDS
    assert {
        "actor",
        "actor_id",
        "role",
        "country",
        "position",
        "kind",
        "stated_on",
        "confidence",
        "cues",
    } <= proposal.keys()
    assert proposal["actor_id"] is None
    assert not store_path.exists()


def test_extract_of_json_lines_keeps_ids_and_order(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"x{number}", "text": f"Text {number}. {WORDS if number % 2 else ''}"})
        for number in range(40)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    records = [
        json.loads(line) for line in run("extract", tmp_path / "a.jsonl", "--format", "jsonl").stdout.splitlines()
    ]
    assert [record["id"] for record in records] == [f"x{number}" for number in range(40)]
    assert [len(record["proposals"]) for record in records] == [0, 1] * 20


def test_extract_as_a_table(run: Run, article: Path) -> None:
    result = run("extract", article, "--format", "table", "--ascii")
    assert "2023-07-06 · A talk" in result.stdout
    assert "Gitanas Nausėda (President of Lithuania) · 2023-07-06" in result.stdout
    assert f"      {WORDS}" in result.stdout


def test_extract_to_a_file_and_of_nothing(run: Run, article: Path, tmp_path: Path) -> None:
    assert run("extract", article, "-o", tmp_path / "out.jsonl").stdout == ""
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["proposals"]
    assert run("extract", tmp_path / "none.txt").exit_code == 1
    assert run("extract", article, "--format", "csv").exit_code == 2


# -- as processes -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_keeps_what_was_complete(store: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "late.txt"
    (tmp_path / "first.txt").write_text("Published: 2023-07-06\n\nThe first article, complete.\n")
    env = {**os.environ, "STANCE_STORE": str(store)}
    code = (
        # A shell that runs the tests in the background hands SIGINT down as ignored.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import stance.readers, time\n"
        "real = stance.readers.read_unit\n"
        "def slow(unit, *rest):\n"
        "    if unit.place.endswith('late.txt'): print('waiting', flush=True); time.sleep(30)\n"
        "    return real(unit, *rest)\n"
        "import stance.intake.gathering as g; g.read_unit = slow\n"
        "from stance.cli import main; main()\n"
    )
    pipe.write_text("Late.")
    child = subprocess.Popen(
        [sys.executable, "-c", code, "import", str(tmp_path / "first.txt"), str(pipe), "--jobs", "1"],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "waiting\n"
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert "what was complete was taken in" in err
    assert len(Store.open(store).sources()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_shows_on_a_terminal_only() -> None:
    code = (
        "import time, sys; from stance.cli.progress import ProgressLine\n"
        "line = ProgressLine(); line.begun -= 2; line.shown -= 2\n"
        "line(3, 10, 7); line.close(); print('end', file=sys.stderr)"
    )
    ours, theirs = pty.openpty()
    child = subprocess.Popen([sys.executable, "-c", code], stderr=theirs)
    os.close(theirs)
    seen = b""
    until = time.monotonic() + 10
    while b"end" not in seen and time.monotonic() < until:
        if select.select([ours], [], [], 0.1)[0]:
            seen += os.read(ours, 4096)
    child.wait()
    os.close(ours)
    assert b"Reading: 3 of 10 files" in seen
    assert b"left" in seen
    quiet = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, check=True)
    assert quiet.stderr == b"end\n"


def test_a_publication_day_given_later_dates_the_statements(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    path.write_text(f"“{WORDS},” Nausėda said.\n\n{FILLER}\n", encoding="utf-8")
    run("import", path, "--accept", "all")
    (before,) = Store.open(store).statements()
    assert before.stated_on is None
    result = run("import", path, "--published", "2023-07-06", "--outlet", "The Wire")
    (after,) = Store.open(store).statements()
    assert (after.id, str(after.stated_on)) == (before.id, "2023-07-06")
    assert (
        "known already, but the date and outlet of 1 source were added. 1 undated statement got a day" in result.stderr
    )
    assert "Undo: stance undo b" in result.stderr
    again = run("import", path, "--published", "2023-07-06", "--outlet", "The Wire")
    assert "Nothing new: it was known already.\n" in again.stderr
    assert "Undo" not in again.stderr


@pytest.mark.parametrize("typed", ["dym", "iso", "DMY "])
def test_an_order_of_dates_that_is_none(run: Run, store: Path, article: Path, typed: str) -> None:
    result = run("import", article, "--dates", typed)
    assert result.exit_code == 2
    assert "--dates takes dmy or mdy" in result.stderr
