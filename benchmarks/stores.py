"""Stores of 1,000, 10,000 and 100,000 statements, in units of `json.load` on the same file, beside a plain TinyDB script."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.timing import Row, environment, median_seconds, peak_megabytes, run, stance_command
from stance.codebook import load_codebook
from stance.ids import source_id, statement_id
from stance.model import Actor, Confidence, Kind, PartialDate, Role, Source, SourceRef, Statement
from stance.store import Store

_WORDS = [
    "ally",
    "seat",
    "door",
    "summit",
    "answer",
    "war",
    "peace",
    "road",
    "step",
    "promise",
    "table",
    "treaty",
    "speech",
    "day",
]
_COUNTRIES = ["EE", "LV", "LT", "PL", "CZ", "SK", "HU", "RO", "BG", "DE", "FR", "GB", "US", "CA", "ES", "IT"]


def make_records(statements: int, seed: int = 1) -> tuple[list[Actor], list[Source], list[Statement]]:
    """Invented actors, sources and statements over four years; the same for the same seed."""
    dice = random.Random(seed)
    positions = load_codebook().ids
    first = date(2022, 1, 1)
    actors = [
        Actor(f"actor-{n:05}", f"Actor Nº {n:05}", country=dice.choice(_COUNTRIES), aliases=(f"Nº {n:05}",),
              roles=(Role("Foreign Minister", "Ministry", "EE", PartialDate(2020), None),))
        for n in range(max(20, min(5000, statements // 20)))
    ]  # fmt: skip
    sources = []
    for n in range(max(10, statements // 5)):
        url = f"https://news.example/{n}"
        sources.append(
            Source(
                source_id(url=url),
                f"Title of {n}",
                url,
                f"Outlet {n % 40}",
                PartialDate.of(first + timedelta(n % 1460)),
            )
        )
    made: list[Statement] = []
    held: dict[str, str] = {}
    for n in range(statements):
        actor = dice.choice(actors)
        said = PartialDate.of(first + timedelta(dice.randrange(1460)))
        # People mostly keep their view; every twelfth statement may bring another.
        if actor.id not in held or dice.random() < 0.08:
            held[actor.id] = dice.choice(positions)
        position = held[actor.id]
        quote = f"{n} " + " ".join(dice.choice(_WORDS) for _ in range(18))
        source = dice.choice(sources)
        made.append(
            Statement(
                statement_id(actor.id, position, said, quote, [source.id]), actor.id, position,
                dice.choice(list(Kind)), said, "Foreign Minister", actor.country, quote,
                " ".join(dice.choice(_WORDS) for _ in range(12)), sources=(SourceRef(source.id, 10, 120),),
                confidence=Confidence.HIGH, cues=("now.invite",), coder="benchmark", recorded_at="2026-01-01T12:00:00+00:00",
            )
        )  # fmt: skip
    return actors, sources, made


def make_store(path: Path, statements: int) -> Path:
    """A store of that many statements, written by the program itself."""
    actors, sources, made = make_records(statements)
    book = load_codebook()
    Store.create(
        path, actors=actors, positions=book.positions, sources=sources, statements=made, codebook=book.id,
        now="2026-01-01T12:00:00+00:00", coder="benchmark",
    )  # fmt: skip
    return path


_TINYDB = "import sys; from tinydb import TinyDB, where; db = TinyDB(sys.argv[1]); db.table_class.document_id_class = str; print(len(db.table('statements').search(where('position') == 'now')))"

_READING = {
    "table": (["table"], 2.5),
    "timeline": (["timeline"], None),
    "shifts": (["shifts"], 2.5),
    "list --limit 20": (["list", "--limit", "20"], None),
    "summary": (["summary"], None),
    "show (an actor)": (["show", "actor-00001"], None),
    "export csv": (["export", "csv"], 2.5),
    "check": (["check"], None),
}


def measure(sizes: tuple[int, ...] = (1_000, 10_000, 100_000), times: int = 3) -> list[Row]:
    """Each command against `json.load` of the file, process start included in both; bars hold for the largest size."""
    rows: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = make_store(Path(folder) / "stance.json", size)
            rows += _measure_one(store, f"{size:,} statements", times, barred=size == max(sizes))
    return rows


def _measure_one(store: Path, label: str, times: int, barred: bool) -> list[Row]:
    stance = stance_command()
    env = {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}
    load = [sys.executable, "-c", "import json,sys; json.load(open(sys.argv[1], encoding='utf-8'))", str(store)]
    search = [sys.executable, "-c", _TINYDB, str(store)]
    unit = median_seconds(lambda: run(load, env), times)
    rows = [Row(f"{label} ({store.stat().st_size / 1e6:.0f} MB): json.load", unit * 1000, "ms")]
    rows.append(Row("… plain TinyDB, one search", median_seconds(lambda: run(search, env), times) / unit, "×"))
    for what, (arguments, bar) in _READING.items():
        command = [stance, *arguments]
        seconds = median_seconds(partial(_run_reading, command, env), times)
        rows.append(Row(f"… stance {what}", seconds / unit, "×", bar if barred else None))
    numbers = count()
    add = [stance, "add", "--no-input", "--actor", "actor-00001", "--position", "now", "--kind", "indirect"]
    add += ["--stated-on", "2023-07-11", "--url", "https://news.example/0", "--summary"]
    seconds = median_seconds(lambda: run([*add, f"Says so for the time {next(numbers)}."], env), times)
    rows.append(Row("… stance add", seconds / unit, "×", 3.0 if barred else None))
    some = Store.open(store).statements()[0].id
    seconds = median_seconds(
        lambda: run([stance, "edit", some, "--note", f"note {next(numbers)}", "--yes"], env), times
    )
    rows.append(Row("… stance edit", seconds / unit, "×"))
    rows.append(Row("… peak memory of table", peak_megabytes([stance, "table"], env), "MB"))
    return rows


def _run_reading(command: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, capture_output=True, env=env)
    if done.returncode not in (0, 4):  # 4: check found faults
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
