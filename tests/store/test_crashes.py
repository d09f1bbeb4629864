"""Killed writers and many writers: short here; `--long` and benchmarks/keeping.py run them at length."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

keeping = pytest.importorskip("benchmarks.keeping")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")


def check_kills(path: Path, kills: int, statements: int, longest: float) -> None:
    keeping.make_store(path, statements)
    report = keeping.kill_writers(path, kills, longest=longest)
    assert report.faults == [] and report.kills == kills


def test_a_killed_writer_leaves_the_old_or_the_new_state(store_path: Path) -> None:
    check_kills(store_path, 6, 300, 0.15)


@pytest.mark.long
def test_many_killed_writers(store_path: Path) -> None:
    check_kills(store_path, 200, 3000, 0.4)


def test_writers_at_once_lose_nothing(store_path: Path) -> None:
    keeping.make_store(store_path, 0)
    assert keeping.write_at_once(store_path, 4, 10) == (40, 40)


@pytest.mark.long
def test_many_writers_at_once(store_path: Path) -> None:
    keeping.make_store(store_path, 0)
    assert keeping.write_at_once(store_path, 8, 100) == (800, 800)
