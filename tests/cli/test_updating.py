"""`stance update`: what ships comes in, what the user changed stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stance.actors
import stance.codebook
import stance.curated
import stance.resources
from stance.model import PartialDate, Statement, Status
from stance.store import Store

Run = Callable[..., Any]


@pytest.fixture
def store(run: Run, store_path: Path) -> Path:
    assert run("init", "--sample").exit_code == 0
    return store_path


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> dict[str, Statement]:
    """A package whose first statements are: one with another note, one with another day (and id), one that is gone."""
    statements, sources, problems = stance.curated.load_statements()
    noted, moved, gone, *rest = statements
    again = replace(moved, id="s00000000ff", stated_on=PartialDate(2024, 2, 29))
    data = [replace(noted, note="Better known now."), again, *rest], sources, problems
    monkeypatch.setattr(stance.curated, "load_statements", lambda: data)
    events, _ = stance.actors.load_events(stance.resources.data_file("events.toml"))
    changed = [replace(events[0], place="Elsewhere"), *events[1:]]
    monkeypatch.setattr(stance.actors, "load_events", lambda path: (changed, []))
    return {"noted": noted, "moved": moved, "gone": gone, "again": again}


def test_a_store_of_today_is_up_to_date(run: Run, store: Path) -> None:
    before = store.read_bytes()
    told = run("update")
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "The data are up to date.\n")
    assert store.read_bytes() == before


def test_newer_data_come_in_and_can_be_taken_back(run: Run, store: Path, newer: dict[str, Statement]) -> None:
    before = {table: dict(Store.open(store).documents(table)) for table in ("events", "statements")}
    assert run("update").exit_code == 2  # consent is needed
    trial = run("update", "--dry-run")
    assert f"{newer['noted'].id}" in trial.stdout and '→ "Better known now."' in trial.stdout
    told = run("update", "--yes")
    assert "1 statement added" in told.stderr and "2 statements moved to the trash" in told.stderr
    assert "1 event changed" in told.stderr
    now = Store.open(store)
    assert now.statement(newer["noted"].id).note == "Better known now."  # type: ignore[union-attr]
    assert now.statement(newer["again"].id).stated_on == PartialDate(2024, 2, 29)  # type: ignore[union-attr]
    for name in ("moved", "gone"):
        assert now.statement(newer[name].id).status is Status.TRASHED  # type: ignore[union-attr]
    assert "up to date" in run("update").stderr
    assert run("undo", "--yes").exit_code == 0
    assert {table: dict(Store.open(store).documents(table)) for table in ("events", "statements")} == before


def test_what_the_user_changed_stays(run: Run, store: Path, newer: dict[str, Statement]) -> None:
    run("edit", newer["noted"].id, "--note", "mine")
    run("edit", newer["gone"].id, "--summary", "In my words.")
    told = run("update", "--yes").stderr
    assert f"Kept yours: statement {newer['noted'].id}: note mine, not Better known now." in told
    assert f"Kept yours: statement {newer['gone'].id}, which stance no longer ships." in told
    now = Store.open(store)
    assert now.statement(newer["noted"].id).note == "mine"  # type: ignore[union-attr]
    assert now.statement(newer["gone"].id).status is Status.ACCEPTED  # type: ignore[union-attr]
    again = run("update").stderr  # what was kept once is not asked again
    assert "up to date" in again and "Better known" not in again


def test_a_store_without_the_sample_gets_it_only_if_asked(run: Run, store_path: Path) -> None:
    run("init")
    assert "up to date" in run("update").stderr
    told = run("update", "--sample", "--yes")
    assert "132 statements added" in told.stderr
    assert all(one.recorded_at for one in Store.open(store_path).statements())


def test_a_codebook_of_ones_own_is_left_alone(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = stance.codebook.load_codebook(None)
    renamed = replace(book.positions[0], label="at once")
    newer = replace(book, positions=(renamed, *book.positions[1:]))
    monkeypatch.setattr(stance.codebook, "load_codebook", lambda path=None: newer)
    assert '→ "at once"' in run("update", "--dry-run").stdout
    store.with_name("codebook.toml").write_text(
        stance.resources.data_file("codebook.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert "Would change: nothing" in run("update", "--dry-run").stderr
