"""How long an import of many articles takes, and how much memory: a folder of text files, and one file of JSON lines."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.articles import write_folder, write_lines
from benchmarks.timing import Row, peak_megabytes, run


def measure(count: int = 10_000) -> list[Row]:
    """One import each way into a fresh store, and the same import once more."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_lines(folder / "articles.jsonl", count)
        write_folder(folder / "articles", count, seed=2)
        env = {**os.environ, "STANCE_STORE": str(folder / "stance.json"), "STANCE_TODAY": "2025-06-01"}
        for name, what in (("articles.jsonl", "JSON lines"), ("articles", "text files")):
            for old in folder.glob("stance.*"):
                run(["rm", "-rf", str(old)])
            run(["stance", "init"], env=env)
            command = ["stance", "import", str(folder / name), "--accept", "high"]
            began = time.perf_counter()
            peak = peak_megabytes(command, env=env)
            taken = time.perf_counter() - began
            rows.append(
                Row(
                    f"{count:,} articles, {what}",
                    taken,
                    "s",
                    60,
                    note=f"{count / taken:,.0f} a second, {len(os.sched_getaffinity(0))} cores",
                )
            )
            rows.append(Row("peak memory of a process", peak, "MB"))
            began = time.perf_counter()
            run(command, env=env)
            rows.append(Row("the same once more (all known)", time.perf_counter() - began, "s"))
        run(["rm", "-rf", str(folder / "stance.json"), str(folder / "stance.texts")])
        run(["stance", "init"], env=env)
        began = time.perf_counter()
        run(["stance", "import", str(folder / "articles.jsonl"), "--jobs", "1"], env=env)
        rows.append(Row("JSON lines with --jobs 1", time.perf_counter() - began, "s"))
    return rows
