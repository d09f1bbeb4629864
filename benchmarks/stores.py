"""Stores of 1,000, 10,000 and 100,000 statements, in units of `json.load` on the same file, beside a plain TinyDB script."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import Row, median_seconds, peak_megabytes, run, stance_command
from stance.codebook import load_codebook
from stance.ids import source_id, statement_id
from stance.model import Actor, Confidence, Kind, PartialDate, Role, Source, SourceRef, Statement
from stance.store import Store

_WORDS = "the ally seat door summit answer war peace road step promise table treaty guarantee speech invitation day".split()
_COUNTRIES = "EE LV LT PL CZ SK HU RO BG DE FR GB US CA ES IT".split()


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
        sources.append(Source(source_id(url=url), f"Title of {n}", url, f"Outlet {n % 40}", PartialDate.of(first + timedelta(n % 1460))))
    made = []
    for n in range(statements):
        actor = dice.choice(actors)
        said = PartialDate.of(first + timedelta(dice.randrange(1460)))
        position = dice.choice(positions)
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


_TINYDB = "import sys; from tinydb import TinyDB, where; db = TinyDB(sys.argv[1]); print(len(db.table('statements').search(where('position') == 'now')))"

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
    """Each command against `json.load` of the file, process start included in both."""
    rows: list[Row] = []
    stance = stance_command()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = make_store(Path(folder) / "stance.json", size)
            env = {**os.environ, "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}
            load = [sys.executable, "-c", "import json,sys; json.load(open(sys.argv[1], encoding='utf-8'))", str(store)]
            unit = median_seconds(lambda: run(load, env), times)
            label = f"{size:,} statements ({store.stat().st_size / 1e6:.0f} MB)"
            rows.append(Row(f"{label}: json.load", unit * 1000, "ms"))
            rows.append(Row("… plain TinyDB, one search", median_seconds(lambda: run([sys.executable, "-c", _TINYDB, str(store)], env), times) / unit, "×"))
            for what, (arguments, bar) in _READING.items():
                bar = bar if size == max(sizes) else None
                seconds = median_seconds(lambda a=arguments: _run_reading([stance, *a], env), times)
                rows.append(Row(f"… stance {what}", seconds / unit, "×", bar))
            counter = iter(range(1000))

            def add() -> None:
                run(
                    [stance, "add", "--no-input", "--actor", "actor-00001", "--position", "now", "--kind", "indirect",
                     "--stated-on", "2023-07-11", "--summary", f"Says so for the time {next(counter)}."],
                    env,
                )  # fmt: skip

            rows.append(Row("… stance add", median_seconds(add, times) / unit, "×", 3.0 if size == max(sizes) else None))
            some = Store.open(store).statements()[0].id
            notes = iter(range(1000))
            edit = lambda: run([stance, "edit", some, "--note", f"note {next(notes)}", "--yes"], env)  # noqa: E731
            rows.append(Row("… stance edit", median_seconds(edit, times) / unit, "×"))
            rows.append(Row("… peak memory of table", peak_megabytes([stance, "table"], env), "MB"))
    return rows


def _run_reading(command: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    if done.returncode not in (0, 4):  # 4: check found faults
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
