"""A store whose every field holds what could steer a terminal, and a terminal to look at it with."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from stance.model import (
    Actor,
    ActorKind,
    Confidence,
    Event,
    Kind,
    PartialDate,
    Position,
    Role,
    Source,
    SourceRef,
    Statement,
    Status,
)
from stance.store import Store

NOW = "2024-07-20T12:00:00+00:00"

#: What drives terminals: colours, the window's title, links, device queries, C1 as one character, NUL, bell, backspace,
#: carriage return; what turns lines round or hides in them; and what rich reads as markup.
CONTROLS = (
    "\x1b[31m\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil.example\x1b\\\x1bP$q\x1b\\\x1b[6n\x1bc"
    "\x9b31m\x9d0;owned\x9c\x90x\x9c\x84\x85\x00\x07\x08\x7f\r\x0b\x0c\x0e"
    "\u202e\u202d\u2066\u2067\u2069\u200f\u061c\u2028\u2029\ufeff\u2060\U000e0041\ufffa"
)
MARKUP = "[/x][link=http://evil.example]here[/link][bold red]:smile:[/bold red][[/]]"


def evil(name: str) -> str:
    """A value for the field `name`."""
    return f"{name}{CONTROLS}=1+1 {MARKUP}\n| <b>&amp;`end-{name}`"


TEXT = f"Title\n\nHe said: “{evil('quote')}” and left. {evil('text')}\n"


def make_hostile(path: Path, *, ids: bool = False) -> Store:
    """A store with such a value in each field; with `ids`, in the ids of its records as well."""
    mark = CONTROLS + MARKUP if ids else ""
    extra = {evil("extra"): evil("extra"), "odd": [evil("list")]}
    role = Role(evil("role"), evil("organization"), evil("rc"), PartialDate(2020), PartialDate(2029), {"x": evil("rx")})
    actors = [
        Actor(
            f"one{mark}", evil("One"), ActorKind.PERSON, evil("land"), (evil("alias"), "Uno"), (role,), evil("Q"),
            evil("note"), extra,
        ),
        Actor(f"two{mark}", evil("Two"), ActorKind.STATE, "UA", (), (Role("President", "", "UA"),)),
    ]  # fmt: skip
    positions = [
        Position("now", "now", glyph="●", ascii="#", color="#00915a", support=3),
        Position(f"odd{mark}", evil("label"), evil("definition"), "\x1b[31m", "\x9b", "link http://evil.example", 1),
        Position("third", evil("third"), glyph="\u202e", ascii="\x07", color='#"/><a>'),
    ]
    events = [
        Event(f"meet{mark}", evil("event"), PartialDate(2023, 7, 11), PartialDate(2023, 7, 12), evil("place"), extra)
    ]
    store = Store.create(
        path, actors=actors, events=events, positions=positions, codebook=evil("book"), now=NOW, coder=evil("coder")
    )
    with store.change(evil("import"), coder=evil("coder"), now=NOW) as batch:
        sha256 = batch.put_text(TEXT)
        batch.put(
            Source(
                f"a100000001{mark}", evil("title"), "http://x/" + evil("url"), evil("outlet"), PartialDate(2023, 7, 12),
                evil("language"), sha256, PartialDate(2023, 7, 13), evil("author"), (evil("urls"),), evil("earlier"), "",
                extra,
            )
        )  # fmt: skip
        start = TEXT.index(evil("quote"))
        for number, (actor, position, status, day) in enumerate(
            [
                ("one", "odd", Status.ACCEPTED, PartialDate(2023, 7, 11)),
                ("one", "third", Status.ACCEPTED, PartialDate(2023, 8)),
                ("one", "now", Status.ACCEPTED, PartialDate(2024, 2, 1)),
                ("two", "odd", Status.ACCEPTED, PartialDate(2023, 7, 12)),
                ("two", "now", Status.PROPOSED, None),
                ("two", "third", Status.TRASHED, PartialDate(2022)),
            ]
        ):
            batch.put(
                Statement(
                    f"s10000000{number}{mark}", f"{actor}{mark}", position + (mark if position == "odd" else ""),
                    Kind.DIRECT if number % 2 else Kind.INDIRECT, day, evil("office"), evil("for"), evil("quote"),
                    evil("summary"), f"meet{mark}", (SourceRef(f"a100000001{mark}", start, start + len(evil("quote")), extra),),
                    evil("condition"), status, Confidence.LOW, (evil("cue"),), evil("coder"), evil("note"), evil("at"), extra,
                )
            )  # fmt: skip
    return store


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a hostile store; tests must not write to it."""
    path = tmp_path_factory.mktemp("hostile") / "stance.json"
    make_hostile(path)
    return path


@pytest.fixture(scope="session")
def hostile_ids_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `hostile_path`, with ids that are hostile too."""
    path = tmp_path_factory.mktemp("ids") / "stance.json"
    make_hostile(path, ids=True)
    return path


# Runs commands one after the other, each in a fork of its own, with stdin, stdout and stderr on a new terminal, or
# (on a pipe) with stdout and stderr apart: one start of Python instead of hundreds.
_DRIVER = r"""
import base64, json, os, select, signal, sys, time
import stance.cli.app, stance.store, rich.console, rich.style, rich.segment, tinydb
import stance.codebook, stance.extract, stance.readers, stance.intake.bringing, trafilatura, feedparser
import stance.render.screen, stance.render.tables, stance.render.plain, stance.export.formats, stance.cli.output

import gc
import typer
for name in stance.cli.app.StanceGroup.entries.values():
    __import__(name.target.partition(":")[0])
gc.freeze(); gc.disable()  # forks share what is loaded

def child(arguments):
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, open(number, "r" if not number else "w", encoding="utf-8", buffering=1))
    sys.argv = ["stance", *arguments]
    code = 70
    try:
        stance.cli.app.app()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        import traceback
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush(); sys.stderr.flush()
        except Exception:
            pass
        os._exit(code)

def drain(fd, pid):
    parts, latest = [], time.monotonic() + 20
    while True:
        if not select.select([fd], [], [], max(0, latest - time.monotonic()))[0]:
            parts.append(b"Traceback: the command waits for ever")
            os.kill(pid, signal.SIGKILL)
            break
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)

def on_terminal(arguments, typed):
    import pty, fcntl, termios, struct
    pid, fd = pty.fork()
    if not pid:
        child(arguments)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    settings = termios.tcgetattr(fd)
    settings[3] &= ~termios.ECHO  # what is typed comes not back
    termios.tcsetattr(fd, termios.TCSANOW, settings)
    os.write(fd, typed.encode() + b"\x04\x04\x04\x04")  # then the end of what is typed
    out = drain(fd, pid)
    os.close(fd)
    return out, b"", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

def on_pipe(arguments, typed):
    import tempfile
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write(typed.encode()); given.seek(0)
        pid = os.fork()
        if not pid:
            os.dup2(given.fileno(), 0); os.dup2(out.fileno(), 1); os.dup2(err.fileno(), 2)
            child(arguments)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        out.seek(0); err.seek(0)
        return out.read(), err.read(), code

for line in sys.stdin:
    job = json.loads(line)
    out, err, code = (on_terminal if job["terminal"] else on_pipe)(job["arguments"], job["typed"])
    print(json.dumps([base64.b64encode(out).decode(), base64.b64encode(err).decode(), code]), flush=True)
"""


@dataclass(frozen=True)
class Shown:
    """What a command wrote: to its terminal (stdout and stderr together in `out`), or to two pipes."""

    arguments: tuple[str, ...]
    out: bytes
    err: bytes
    code: int

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def show(tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Give a command: `show(["table"], terminal=True)`; on a terminal of 100 columns, or on pipes."""
    pytest.importorskip("pty")
    home = tmp_path_factory.mktemp("home")
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("STANCE_", "COLUMNS", "LINES"))},
        "HOME": str(home), "TERM": "xterm-256color", "STANCE_TODAY": "2024-07-20", "STANCE_CODER": "eva",
        "PYTHONUTF8": "1",
    }  # fmt: skip
    for name in ("NO_COLOR", "FORCE_COLOR"):
        env.pop(name, None)
    driver = subprocess.Popen(
        [sys.executable, "-c", _DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=home
    )
    assert driver.stdin and driver.stdout

    def give(arguments: Sequence[object], *, terminal: bool, typed: str = "") -> Shown:
        words = [str(one) for one in arguments]
        driver.stdin.write(json.dumps({"arguments": words, "terminal": terminal, "typed": typed}) + "\n")
        driver.stdin.flush()
        out, err, code = json.loads(driver.stdout.readline())
        return Shown(tuple(words), base64.b64decode(out), base64.b64decode(err), code)

    yield give  # type: ignore[misc]
    driver.stdin.close()
    driver.wait(10)


_OWN = re.compile(r"\x1b\[[0-9;]*m")
_PROGRESS = re.compile(r"\r(?:Reading: [^\r\n]*| *)\r")
_STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def steering(shown: bytes) -> list[str]:
    """What in the bytes could steer a terminal, besides colours, bold and line ends; each with what is round it.

    U+200E is ours: it sets right-to-left words apart.
    """
    text = _PROGRESS.sub("", _OWN.sub("", shown.decode("utf-8").replace("\r\n", "\n")))
    return [repr(text[max(0, m.start() - 30) : m.end() + 30]) for m in _STEERS.finditer(text)]


@pytest.fixture(scope="session")
def find_steering() -> Callable[[bytes], list[str]]:
    return steering


@pytest.fixture(scope="session")
def long_run(pytestconfig: pytest.Config) -> bool:
    """Whether the long versions of the tests run."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(name="evil", scope="session")
def evil_fixture() -> Callable[[str], str]:
    """Makes a hostile value for a field."""
    return evil
