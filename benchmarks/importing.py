"""How long an import of many articles takes, and how much memory: a folder of text files, and one file of JSON lines."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.articles import write_folder, write_lines
from benchmarks.timing import Row, Run, environment, run, stance_command


def measure(count: int = 10_000) -> list[Row]:
    """One import each way into a fresh store, and the same import once more; with one process, too."""
    rows = []
    stance = stance_command()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_lines(folder / "articles.jsonl", count)
        write_folder(folder / "articles", count, seed=2)

        def bring_in(name: str, *options: str, fresh: bool = True) -> Run:
            store = folder / "store" / "stance.json"
            env = {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2025-06-01"}
            if fresh:
                shutil.rmtree(store.parent, ignore_errors=True)
                run([stance, "init"], env)
            return run([stance, "import", str(folder / name), "--accept", "high", *options], env)

        for name, what in (("articles.jsonl", "JSON lines"), ("articles", "text files")):
            first, again = bring_in(name), bring_in(name, fresh=False)
            note = f"{count / first.seconds:,.0f} a second, {cores} cores, {first.megabytes:.0f} MB the largest process"
            rows.append(Row(f"{count:,} articles, {what}", first.seconds, "s", 60, note=note))
            rows.append(Row("… once more, all known", again.seconds, "s", note=f"{again.megabytes:.0f} MB"))
        alone = bring_in("articles.jsonl", "--jobs", "1")
        rows.append(Row("JSON lines with --jobs 1", alone.seconds, "s", note=f"{alone.megabytes:.0f} MB"))
    return rows
