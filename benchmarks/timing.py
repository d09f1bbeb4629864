"""How the benchmarks measure: medians of repeated runs, in units of what a reader can rerun beside them.

Commands are measured in turn, round by round, so that a busy moment of the machine falls on all alike.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


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
        digits = 0 if abs(row.figure) >= 100 else 1 if abs(row.figure) >= 1 else 2
        figure = f"{row.figure:,.{digits}f}"
        print(
            f"| {row.what} | {figure} {row.unit} | {bar} | {' '.join(filter(None, [verdict, row.note]))} |", flush=True
        )


class Run(NamedTuple):
    """What a command took."""

    seconds: float  #: by the clock, from its start to its end
    megabytes: float  #: the most memory that it held at a time


# A small process starts the command: of a large one the system would count the memory as the command's.
_RUNNER = """
import os, pty, resource, subprocess, sys, time
terminal, codes, *command = sys.argv[1:]
began = time.perf_counter()
if terminal == "yes":
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # Linux answers so when the other side is closed
        pass
    code, said = process.wait(), b""
else:
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    code, said = done.returncode, done.stderr
taken = time.perf_counter() - began
if str(code) not in codes.split(","):
    sys.exit(f"{command} ended with {code}: {said.decode()}")
print(taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def run(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, terminal: bool = False, codes: str = "0"
) -> Run:
    """The command with its output on a pipe, or on a terminal; RuntimeError if it ends with another code."""
    settings = ["yes" if terminal else "no", codes]
    done = subprocess.run([sys.executable, "-c", _RUNNER, *settings, *command], capture_output=True, text=True, env=env)
    if done.returncode:
        raise RuntimeError(done.stderr)
    seconds, size = done.stdout.split()
    return Run(float(seconds), int(size) / (1024 if sys.platform != "darwin" else 1024 * 1024))


def in_turn(actions: Mapping[str, Callable[[], Run]], times: int) -> dict[str, Run]:
    """The medians of so many rounds, in each of which every action has its turn."""
    taken: dict[str, list[Run]] = {what: [] for what in actions}
    for _ in range(times):
        for what, action in actions.items():
            taken[what].append(action())
    return {
        what: Run(statistics.median(one.seconds for one in runs), max(one.megabytes for one in runs))
        for what, runs in taken.items()
    }


def median_seconds(action: Callable[[], object], times: int) -> float:
    """Of the processor: for what runs in this process and waits for nothing."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        action()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


@contextmanager
def as_the_program_collects() -> Iterator[None]:
    """Garbage is looked for as `stance` has it looked for (stance/cli/__init__.py), and not in the data made before."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def environment() -> dict[str, str]:
    """The surroundings of a measured command: byte code is kept, as it is on a user's machine."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "STANCE_STORE", "STANCE_TODAY", "STANCE_CODEBOOK", "NO_COLOR", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def stance_command() -> str:
    """The `stance` that belongs to this Python."""
    return str(Path(sys.executable).with_name("stance"))
