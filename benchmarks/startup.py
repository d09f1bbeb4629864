"""Start-up, in units of `python -c pass`, beside a bare program of typer and rich; and what Tab takes in a large store."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.stores import make_store
from benchmarks.timing import Row, Run, environment, in_turn, run, stance_command

_BARE = """
import typer
app = typer.Typer()
@app.command()
def hello() -> None:
    from rich.console import Console
    from rich.table import Table
    table = Table("a", "b")
    table.add_row("1", "2")
    Console().print(table)
app()
"""
_LARGE = 10_000


def measure(times: int = 15) -> list[Row]:
    """Medians of `times` runs each; the unit is measured in the same rounds."""
    stance = stance_command()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(_BARE)
        env = surroundings(make_store(Path(folder) / "small.json", 100))
        large = surroundings(make_store(Path(folder) / "large.json", _LARGE))
        numbers = count()

        def add() -> Run:
            words = f"Wants it now, said {next(numbers)} times."
            options = {"--actor": "actor-00001", "--position": "now", "--stated-on": "2023-07-11", "--summary": words}
            given = [part for option in options.items() for part in option]
            return run([stance, "add", "--no-input", *given, "--url", "https://news.example/0"], env)

        actions: dict[str, Callable[[], Run]] = {
            "python -c pass": partial(run, [sys.executable, "-c", "pass"], env),
            "typer + rich, bare": partial(run, [sys.executable, str(bare)], env),
            "stance --version": partial(run, [stance, "--version"], env),
            "stance --help": partial(run, [stance, "--help"], env),
            "completion of an actor": partial(run, [stance], env | completing("table --actor a")),
            "stance table, 100 statements, pipe": partial(run, [stance, "table"], env),
            "stance table, 100 statements, terminal": partial(run, [stance, "table"], env, terminal=True),
            "stance add, 100 statements": add,
        }
        bars = {
            "stance --version": 7.0, "completion of an actor": 7.0, "stance --help": 13.0,
            "stance table, 100 statements, pipe": 8.0, "stance table, 100 statements, terminal": 14.0,
        }  # fmt: skip
        words = {"an actor": "table --actor a", "a position": "table --position n", "an id": "show s0"}
        waits = {
            f"Tab for {what}, {_LARGE:,} statements": partial(run, [stance], large | completing(typed))
            for what, typed in words.items()
        }
        found = in_turn({**actions, **waits}, times)
    unit = found["python -c pass"].seconds
    rows = [Row("python -c pass", unit * 1000, "ms")]
    rows += [Row(what, found[what].seconds / unit, "×", bars.get(what)) for what in list(actions)[1:]]
    return rows + [Row(what, found[what].seconds * 1000, "ms", 300) for what in waits]


def surroundings(store: Path) -> dict[str, str]:
    """The environment of a command that works on this store."""
    return {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}


def completing(typed: str) -> dict[str, str]:
    """What a shell sets when Tab is pressed after these words."""
    line = f"stance {typed}"
    return {
        "_STANCE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1),
        "_TYPER_COMPLETE_ARGS": line,
    }  # fmt: skip
