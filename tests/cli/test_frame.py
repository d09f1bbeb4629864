"""The frame of the command line: start-up, the one error boundary, the options that all commands share."""

from __future__ import annotations

import importlib
import inspect
import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from stance import __version__
from stance.cli.app import COMMANDS, PANELS, app
from stance.cli.common import Project, say
from stance.errors import Ambiguous, BadData, BadUsage, FaultsFound, Locked, NotFound, StanceError, StoreError

runner = CliRunner()


def test_version() -> None:
    result = runner.invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"stance {__version__}\n")


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_loads_and_its_summary_is_its_docstrings_first_line(entry) -> None:
    assert entry.panel in PANELS
    module, _, attribute = entry.target.partition(":")
    target = getattr(importlib.import_module(module), attribute)
    if isinstance(target, typer.Typer):
        text = target.info.help or inspect.getdoc(target.registered_callback.callback)
    else:
        text = inspect.getdoc(target)
    assert text.splitlines()[0] == entry.summary


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_help_with_the_common_options(entry) -> None:
    result = runner.invoke(app, [entry.name, "--help"])
    assert result.exit_code == 0
    module, _, attribute = entry.target.partition(":")
    if not isinstance(getattr(importlib.import_module(module), attribute), typer.Typer):
        assert "--store" in result.stdout
        assert "--color" in result.stdout


def test_help_shows_the_panels_in_order_and_every_command() -> None:
    shown = runner.invoke(app, ["--help"]).stdout
    places = [shown.index(f"\n{panel}:") for panel in PANELS if any(entry.panel == panel for entry in COMMANDS)]
    assert places == sorted(places)
    assert all(f"  {entry.name} " in shown for entry in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["int"], "stance: No command 'int'. Did you mean init?"),
        (["init", "--stroe", "x"], "stance: No such option: --stroe"),
        (["--store"], "stance: Option '--store' requires an argument. See `stance --help`."),
        (["init", "--color", "pink"], "stance: --color takes auto, always or never, not 'pink'."),
        (["init", "--width", "0"], "stance: --width takes a number above 0, not 0."),
        (["init", "--width", "wide"], "stance: Invalid value for '--width': 'wide' is not a valid int"),
    ],
)
def test_what_cannot_be_understood_is_one_line_and_exit_code_2(arguments: list[str], line: str) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (StanceError("It failed.", "Do this."), 1, "It failed. Do this."),
        (BadData("Not a codebook."), 1, "Not a codebook."),
        (BadUsage("Which?"), 2, "Which?"),
        (Ambiguous("Actor", "duda", ["Andrzej Duda", "Otto Duda"]), 2, "Actor 'duda' fits several: Andrzej Duda, Otto Duda."),
        (NotFound("actor", "dudu", ["Duda"]), 3, "No actor 'dudu'. Did you mean Duda?"),
        (FaultsFound("2 faults."), 4, "2 faults."),
        (StoreError("Damaged."), 1, "Damaged."),
        (Locked("Another process writes."), 5, "Another process writes."),
    ],
)  # fmt: skip
def test_each_error_owns_its_sentence_and_exit_code(error: StanceError, code: int, sentence: str) -> None:
    from stance.cli.common import error_boundary

    assert sentence in str(error)
    with pytest.raises(typer.Exit) as caught, error_boundary():
        raise error
    assert caught.value.exit_code == code


def test_an_error_line_carries_no_control_characters(capsys) -> None:
    from stance.cli.common import error_boundary

    with pytest.raises(typer.Exit), error_boundary():
        raise NotFound("actor", "\x1b]0;owned\x07\u202e\x9b31m")
    assert not any(ord(char) < 32 and char != "\n" for char in capsys.readouterr().err)


def test_talk_is_broken_between_words_on_a_terminal_and_not_at_all_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "  s123  now · Somebody with a long name · 2023-07-11 · high, and more words than there is room for"
    paste = "All: --map 'position:not a short value=…' --map 'position:another value that is long=…'"
    monkeypatch.setenv("COLUMNS", "50")
    say(words)
    assert capsys.readouterr().err == words + "\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    say(words)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 1 and all(len(line) <= 50 for line in lines) and lines[1].startswith("    ")
    assert " ".join(" ".join(lines).split()) == words.strip().replace("  ", " ")
    say(paste)
    assert capsys.readouterr().err == paste + "\n"


def test_a_closed_pipe_is_silent() -> None:
    code = "import sys; sys.argv = ['stance', '--help']; from stance.cli import main; main()"
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    program.stdout.close()
    assert program.stderr.read() == b""
    program.wait()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["table"]])
def test_start_up_imports_nothing_heavy(arguments: list[str], sample_store: Any, store_path: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = sys.argv[1:]\n"
        "from stance.cli.app import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    environ = os.environ | {"STANCE_STORE": str(store_path)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert done.stdout
    loaded = set(done.stderr.split())
    heavy = {"pydantic", "trafilatura", "feedparser", "filelock", "dateutil", "lxml", "rich", "tinydb", "csv"}
    assert not loaded & heavy


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_closed_streams_are_silent(sample_store: Any, store_path: Path) -> None:
    environ = os.environ | {"STANCE_STORE": str(store_path)}
    for closed, code in (("<&-", 0), (">&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0)):
        command = ["sh", "-c", f'exec "{sys.executable}" -m stance table {closed}']
        done = subprocess.run(command, capture_output=True, text=True, env=environ)
        assert (done.returncode, done.stderr) == (code, "")
        assert bool(done.stdout) == (">&-" not in closed.replace("2>&-", ""))


@pytest.mark.parametrize(
    ("code", "before", "ends"),
    [
        (0, "", 0),
        (None, "", 0),
        (3, "", 3),
        ("words", "", 1),
        (4, "import threading, time; threading.Thread(target=lambda: (time.sleep(0.2), print('late'))).start()", 4),
        (5, "sys.setprofile(lambda *_: None)", 5),
        (0, "sys.stdout.close()", 0),
    ],
)
def test_leaving_flushes_and_waits_for_threads(code: object, before: str, ends: int) -> None:
    program = f"import sys; from stance.cli import leave; print('said'); {before or 'pass'}\nleave({code!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == ends
    assert done.stdout == "said\n" + ("late\n" if "late" in before else "")
    assert done.stderr == ("words\n" if code == "words" else "")


def test_each_moment_has_its_own_time_unless_the_day_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        seconds = 0

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            cls.seconds += 1
            return datetime(2024, 7, 20, 12, 0, cls.seconds, tzinfo=timezone.utc)

    monkeypatch.setattr("stance.cli.common.datetime", Clock)
    project = Project(environ={})
    assert project.now < project.now
    given = Project(today_option="2023-07-11", environ={})
    assert given.now == given.now == "2023-07-11T12:00:00+00:00"


def test_a_coder_nobody_knows_is_told_how_to_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("stance.cli.common._login_name", lambda: "")
    project = Project(environ={})
    assert (project.coder, project.coder) == ("unknown", "unknown")
    assert capsys.readouterr().err.count("STANCE_CODER") == 1
    monkeypatch.setattr("stance.cli.common._login_name", lambda: "eva")
    assert Project(environ={}).coder == "eva"
