"""What becomes of a store when its writers are killed, and when many write at once.

    python -m benchmarks.keeping --kills 200 --megabytes 50     kill -9 at random moments
    python -m benchmarks.keeping --writers 8 --each 100         processes that write at the same time

Every write is announced and acknowledged in a journal beside the store. After each kill the store must be readable
whole, hold all that was acknowledged, and of the write that was cut off either all or nothing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stance.model import Actor, Kind, PartialDate, Position, Source, SourceRef, Statement, Status
from stance.store import Store
from stance.store.documents import TABLES, write_record

NOW = "2026-01-01T12:00:00+00:00"
_WORDS = [
    "the",
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
    "guarantee",
    "speech",
    "invitation",
]
KINDS = ("add", "edit", "remove", "purge", "import", "undo")


def make_statement(number: int, dice: random.Random, source: str = "a0000000000") -> Statement:
    """An invented statement of about 600 bytes."""
    return Statement(
        f"s{number:010}", f"actor-{number % 20}", dice.choice(("now", "after-war")), dice.choice(list(Kind)),
        PartialDate(2022 + number % 4, 1 + number % 12, 1 + number % 28), "Minister", "EE",
        " ".join(dice.choice(_WORDS) for _ in range(30)), " ".join(dice.choice(_WORDS) for _ in range(20)),
        sources=(SourceRef(source, 0, 10),), coder="benchmark", recorded_at=NOW,
    )  # fmt: skip


def make_store(path: Path, statements: int) -> None:
    """A store of that many statements."""
    dice = random.Random(1)
    Store.create(
        path,
        actors=[Actor(f"actor-{number}", f"Actor {number}") for number in range(20)],
        positions=[Position("now", "now"), Position("after-war", "after the war")],
        sources=[Source("a0000000000", "First")],
        statements=[make_statement(number, dice) for number in range(statements)],
        now=NOW,
        coder="benchmark",
    )


# -- writers that are killed ------------------------------------------------------------------------------------------


def keep_writing(path: Path, journal: Path, seed: int) -> None:
    """Write at random until killed: announce each batch in the journal, and acknowledge it when `change` has ended."""
    dice = random.Random(seed)
    log = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    store = Store.open(path)
    number = 1_000_000_000 + seed * 10_000
    killer = os.getppid()
    while os.getppid() == killer:
        number += 10
        kind = dice.choice(KINDS)
        with store.change(kind, coder=f"seed {seed}", now=NOW) as batch:
            _do(kind, batch, dice, number)
            told = {"kind": kind, "changes": [[one.table, one.id, one.after] for one in batch.changes]}
            os.write(log, (json.dumps(told) + "\n").encode())
        os.write(log, b"done\n")


def _do(kind: str, batch: Any, dice: random.Random, number: int) -> None:
    ids = list(batch.store.documents("statements"))
    some = batch.store.statement(dice.choice(ids)) if ids else None
    if kind == "add" or some is None:
        batch.put(make_statement(number, dice))
    elif kind == "edit":
        batch.put(replace(some, note=f"edit {number}"))
    elif kind == "remove":
        batch.put(replace(some, status=Status.TRASHED, note=f"remove {number}"))
    elif kind == "purge":
        batch.remove(Statement, some.id)
    elif kind == "import":
        source = Source(f"a{number}", f"Import {number}", sha256=batch.put_text(f"Text {number}. " * 200))
        batch.put(source)
        for one in range(5):
            batch.put(make_statement(number + one, dice, source.id))
    else:
        from stance.store.undoing import batch_to_undo, undo

        if len(batch.store.history()) > 1:
            undo(batch, batch_to_undo(batch.store, batch.store.history()[-1].id))


@dataclass
class Report:
    """What killing writers did."""

    kills: int = 0
    acknowledged: int = 0
    cut_off: Counter[str] = field(default_factory=Counter)  #: writes under way when killed, by what became of them
    leftovers: int = 0
    faults: list[str] = field(default_factory=list)


def kill_writers(path: Path, kills: int, seed: int = 1, longest: float = 0.05) -> Report:
    """Kill a writer of the store so many times, each after a random while of at most `longest` seconds."""
    dice = random.Random(seed)
    report = Report()
    store = Store.open(path)
    expected = {table: dict(store.documents(table)) for table in TABLES}
    fork = multiprocessing.get_context("fork")
    for number in range(kills):
        journal = path.with_name(f"journal-{number}")
        writer = fork.Process(target=keep_writing, args=(path, journal, seed * 1000 + number))
        writer.start()
        time.sleep(dice.uniform(0, longest))
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        report.kills += 1
        if kills > 20 and number % 20 == 19:
            print(f"  {number + 1} kills, {report.acknowledged} acknowledged, {len(report.faults)} faults", flush=True)
        report.leftovers += len(list(path.parent.rglob("*.tmp")))
        _compare(path, journal, expected, report)
        journal.unlink(missing_ok=True)
    with Store.open(path).change("last", coder="benchmark", now=NOW, wait=5) as batch:  # no lock left, and it cleans up
        batch.put(Source("a-last", sha256=batch.put_text("The last one.")))
    if left := [str(one) for one in path.parent.rglob("*.tmp")]:
        report.faults.append(f"left over: {left}")
    return report


def _compare(path: Path, journal: Path, expected: dict[str, dict[str, Any]], report: Report) -> None:
    """Hold the store against what was acknowledged; of a write that was cut off all or nothing must be there."""
    lines = journal.read_text(encoding="utf-8").split("\n") if journal.exists() else [""]
    under_way = None
    for line in lines:
        if line == "done":
            _apply(expected, under_way)
            under_way = None
            report.acknowledged += 1
        elif line.endswith("}"):
            under_way = json.loads(line)
    try:
        json.loads(path.read_bytes())
        store = Store.open(path)
        found = {table: store.documents(table) for table in TABLES}
        store.statements(None)
        for record in store.sources():
            if record.sha256 and store.text(record.sha256) is None:
                report.faults.append(f"kill {report.kills}: the text of {record.id} is missing")
    except Exception as error:  # whatever it is, it is what is looked for
        report.faults.append(f"kill {report.kills}: {error!r}")
        return
    if found == expected:
        if under_way:
            report.cut_off["nothing of it written"] += 1
        return
    if under_way:
        _apply(expected, under_way)
        if found == expected:
            report.cut_off["all of it written"] += 1
            return
    report.faults.append(f"kill {report.kills}: the store differs from what was acknowledged")
    expected.clear()
    expected.update({table: dict(documents) for table, documents in found.items()})


def _apply(expected: dict[str, dict[str, Any]], told: Any) -> None:
    for table, id_, document in told["changes"] if told else ():
        if document is None:
            expected[table].pop(id_, None)
        else:
            expected[table][id_] = document


# -- many writers -----------------------------------------------------------------------------------------------------


def write_some(path: Path, writer: int, each: int) -> None:
    """Write so many statements, a batch each."""
    dice = random.Random(writer)
    for number in range(each):
        store = Store.open(path)
        with store.change("add", coder=f"writer {writer}", now=NOW) as batch:
            batch.put(make_statement(writer * 100_000 + number, dice))


def write_at_once(path: Path, writers: int, each: int) -> tuple[int, int]:
    """Let processes write at the same time, while another reads; statements and batches that came of it."""
    spawn = multiprocessing.get_context("fork")
    processes = [spawn.Process(target=write_some, args=(path, writer, each)) for writer in range(writers)]
    for process in processes:
        process.start()
    seen = 0
    while any(process.is_alive() for process in processes):
        now = len(Store.open(path).statements())
        assert now >= seen, "a reader saw less than before"
        seen = now
    for process in processes:
        process.join()
        assert process.exitcode == 0
    store = Store.open(path)
    return len(store.statements(None)), len(store.history()) - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        if given.kills:
            path = Path(folder) / "stance.json"
            size = len(json.dumps(write_record(make_statement(1, random.Random(1)))))
            make_store(path, int(given.megabytes * 1e6 / size))
            started = time.perf_counter()
            for number in range(3):
                with Store.open(path).change("time", coder="x", now=NOW) as batch:
                    batch.put(Source(f"a-{number}"))
            once = (time.perf_counter() - started) / 3
            print(f"Store of {path.stat().st_size / 1e6:.0f} MB, {once:.2f} s a write.")
            started = time.perf_counter()
            report = kill_writers(path, given.kills, given.seed, longest=1.6 * once)
            print(
                f"{report.kills} kills in {time.perf_counter() - started:.0f} s: {report.acknowledged} writes acknowledged, "
                f"{sum(report.cut_off.values())} cut off ({dict(report.cut_off)}), {report.leftovers} temporary files left, "
                f"{len(report.faults)} faults."
            )
            print("\n".join(report.faults))
            failed = bool(report.faults)
        if given.writers:
            path = Path(folder) / "many.json"
            make_store(path, 0)
            started = time.perf_counter()
            records, batches = write_at_once(path, given.writers, given.each)
            print(
                f"{given.writers} writers × {given.each}: {records} records, {batches} batches "
                f"in {time.perf_counter() - started:.1f} s."
            )
            failed = failed or records != given.writers * given.each or batches != records
    sys.exit(failed)


if __name__ == "__main__":
    main()
