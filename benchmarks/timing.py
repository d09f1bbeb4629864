"""How the benchmarks measure: medians of repeated runs, in units of what a reader can rerun beside them."""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """A measured figure and the bar it is held against; `unit` says what one means."""

    what: str
    figure: float
    unit: str
    bar: float | None = None
    at_least: bool = False  #: the bar is a floor, not a ceiling
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.figure >= self.bar if self.at_least else self.figure <= self.bar


def print_rows(title: str, rows: Sequence[Row]) -> None:
    """A Markdown table, as it stands in the README."""
    print(f"\n### {title}\n")
    print("| what | measured | bar | |")
    print("|---|---:|---:|---|")
    for row in rows:
        bar = "" if row.bar is None else f"{'≥' if row.at_least else '≤'} {row.bar:g}"
        verdict = {None: "", True: "met", False: "MISSED"}[row.met]
        figure = f"{row.figure:,.0f}" if abs(row.figure) >= 100 else f"{row.figure:.1f}"
        print(
            f"| {row.what} | {figure} {row.unit} | {bar} | {' '.join(filter(None, [verdict, row.note]))} |", flush=True
        )


def median_seconds(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def run(command: Sequence[str], env: dict[str, str] | None = None) -> None:
    """The command with its output on a pipe; CalledProcessError if it fails."""
    subprocess.run(command, capture_output=True, env=env, check=True)


def run_in_terminal(command: Sequence[str], env: dict[str, str] | None = None) -> None:
    """The command with a pseudo-terminal for its output, read to the end."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # Linux answers EIO when the other side is closed
        pass
    os.close(ours)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, list(command))


def peak_megabytes(command: Sequence[str], env: dict[str, str] | None = None) -> float:
    """The most memory the command held at a time."""
    code = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, env=env, check=True)
    return int(done.stdout.split()[-1]) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def environment() -> dict[str, str]:
    """The surroundings of a measured command: byte code is kept, as it is on a user's machine."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "STANCE_STORE", "STANCE_TODAY", "STANCE_CODEBOOK", "NO_COLOR", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def stance_command() -> str:
    """The `stance` that belongs to this Python."""
    return str(Path(sys.executable).with_name("stance"))
