"""`stance reread` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import stance.extract
from stance.store import Store

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture
def store(run: Callable[..., Any], store_path: Path) -> Path:
    assert run("init").exit_code == 0
    assert run("import", ARTICLES).exit_code == 0
    return store_path


def test_reading_anew_with_the_same_program_finds_nothing_new(run: Callable[..., Any], store: Path) -> None:
    before = store.read_bytes()
    told = run("reread")
    waiting = len(Store.open(store).statements(None))
    assert told.stderr == (
        f"Read 7 texts again: nothing new.\nNext: `stance review` goes through what waits ({waiting}).\n"
    )
    assert told.stdout == "" and store.read_bytes() == before


def test_reading_anew_with_another_program(
    run: Callable[..., Any], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = {one.id for one in Store.open(store).statements(None)}
    monkeypatch.setattr(stance.extract, "propose", lambda *given: [])
    trial = run("reread", "--dry-run", "--format", "json")
    summary = json.loads(trial.stdout)
    assert set(summary["removed"]) == every and summary["batch"] is None and "(--dry-run)" in trial.stderr
    assert run("review", "--accept", sorted(every)[0]).exit_code == 0
    done = run("reread")
    assert (
        f"Read 7 texts again: {len(every) - 1} gone." in done.stderr
        and "1 decided statement left as it was." in done.stderr
    )
    assert [one.id for one in Store.open(store).statements(None)] == [sorted(every)[0]]
    assert run("undo", "--yes").exit_code == 0
    assert {one.id for one in Store.open(store).statements(None)} == every


def test_sources_are_named_by_id_or_outlet(run: Callable[..., Any], store: Path) -> None:
    source = Store.open(store).sources()[0]
    assert "Read 1 text again" in run("reread", source.id[:6]).stderr
    missing = run("reread", "No Such Paper")
    assert missing.exit_code == 3 and "No source 'No Such Paper'." in missing.stderr
    assert run("reread", "--format", "xml").exit_code == 2


def test_a_store_without_texts_says_so(run: Callable[..., Any], store_path: Path) -> None:
    run("init")
    assert "keeps no texts" in run("reread").stderr
