"""Start-up, in units of `python -c pass`, beside a bare program of typer and rich."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.stores import make_store
from benchmarks.timing import Row, environment, median_seconds, run, run_in_terminal, stance_command

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


def measure(times: int = 15) -> list[Row]:
    """Medians of `times` runs each; the unit is measured in the same round."""
    stance = stance_command()
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "stance.json", 100)
        bare = Path(folder) / "bare.py"
        bare.write_text(_BARE)
        env = {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}
        completion = {
            **env,
            "_STANCE_COMPLETE": "complete_bash",
            "COMP_WORDS": "stance table --actor a",
            "COMP_CWORD": "3",
        }
        completion["_TYPER_COMPLETE_ARGS"] = "stance table --actor a"
        add = [stance, "add", "--no-input", "--dry-run", "--actor", "actor-00001", "--position", "now"]
        add += ["--stated-on", "2023-07-11", "--summary", "Wants it now.", "--url", "https://news.example/0"]
        plain = [
            ("python -c pass", [sys.executable, "-c", "pass"], env, run, None),
            ("typer + rich, bare", [sys.executable, str(bare)], env, run, None),
            ("stance --version", [stance, "--version"], env, run, 7.0),
            ("stance --help", [stance, "--help"], env, run, 13.0),
            ("completion of an actor", [stance], completion, run, 7.0),
            ("stance table, 100 statements, pipe", [stance, "table"], env, run, 8.0),
            ("stance table, 100 statements, terminal", [stance, "table"], env, run_in_terminal, 14.0),
            ("stance add --dry-run", add, env, run, None),
        ]
        seconds = {what: [] for what, *_ in plain}  # type: dict[str, list[float]]
        for _ in range(times):  # in turn, so that a busy moment of the machine falls on all alike
            for what, command, surroundings, runner, _bar in plain:
                seconds[what].append(median_seconds(lambda r=runner, c=command, s=surroundings: r(c, s), 1))
    medians = {what: sorted(taken)[len(taken) // 2] for what, taken in seconds.items()}
    unit = medians["python -c pass"]
    rows = [Row("python -c pass", unit * 1000, "ms")]
    rows += [Row(what, medians[what] / unit, "×", bar) for what, _, _, _, bar in plain[1:]]
    return rows
