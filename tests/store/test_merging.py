"""Two coders' stores become one: nothing is lost, nothing is decided silently, everything can be undone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from stance.errors import StoreError
from stance.model import Actor, PartialDate, Position, Source, SourceRef, Statement, Status
from stance.store import Store
from stance.store.merging import merge, plan_merge
from stance.store.undoing import batch_to_undo, undo

NOW = "2024-07-21T09:00:00+00:00"
TABLES = ("actors", "events", "positions", "sources", "statements")


def state(store: Store) -> dict:
    return {table: dict(store.documents(table)) for table in TABLES}


def write(store: Store, *records, coder: str = "eva", remove=()):
    with store.change("edit", coder=coder, now=NOW) as batch:
        for record in records:
            batch.put(record)
        for kind, id_ in remove:
            batch.remove(kind, id_)


def bring_in(store: Store, other: Store, rule: str = "refuse"):
    def decide(conflict):
        assert rule != "refuse", str(conflict)
        return rule

    with store.change("merge", coder="eva", now=NOW) as batch:
        plan = merge(batch, other, decide)
    return plan


@pytest.fixture
def theirs(sample_store: Store, tmp_path: Path) -> Store:
    """A copy of the sample store, as a colleague takes it home."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(sample_store.path, home / "stance.json")
    shutil.copytree(tmp_path / "stance.texts", home / "stance.texts")
    return Store.open(home / "stance.json")


def one_of(store: Store, id_: str = "s100000001") -> Statement:
    found = store.statement(id_)
    assert found
    return found


def test_what_one_side_did_is_taken_over(sample_store: Store, theirs: Store) -> None:
    with theirs.change("import", coder="bo", now=NOW) as batch:
        batch.put(Source("a5", "Theirs", sha256=batch.put_text("Their text.")))
        batch.put(Statement("s500000001", "anna-berg", "now", summary="x", sources=(SourceRef("a5"),), coder="bo"))
    write(theirs, replace(one_of(theirs), note="theirs"), remove=[(Statement, "s200000003")])
    write(sample_store, replace(one_of(sample_store), condition="ours"), Source("a6", "Ours"))
    before = state(sample_store)
    plan = bring_in(sample_store, theirs)
    assert not plan.conflicts
    assert one_of(sample_store) == replace(one_of(theirs), condition="ours")
    assert (
        sample_store.statement("s500000001")
        and sample_store.source("a6")
        and sample_store.statement("s200000003") is None
    )
    source = sample_store.source("a5")
    assert source and sample_store.text(source.sha256) == "Their text."
    after = state(sample_store)
    assert not bring_in(sample_store, theirs).states and state(sample_store) == after  # again: nothing
    with sample_store.change("undo", coder="eva", now=NOW) as batch:
        undo(batch, batch_to_undo(sample_store, None))
    assert state(sample_store) == before
    bring_in(sample_store, theirs)
    assert state(sample_store) == after


def test_what_both_changed_is_a_conflict_with_both_versions(sample_store: Store, theirs: Store) -> None:
    write(sample_store, replace(one_of(sample_store), note="ours", position="after-war"))
    write(theirs, replace(one_of(theirs), note="theirs", position="after-war", condition="theirs"))
    plan = plan_merge(sample_store, theirs)
    assert [str(one) for one in plan.conflicts] == ['statement s100000001, note: ours "ours", theirs "theirs"']
    bring_in(sample_store, theirs, "ours")
    assert one_of(sample_store) == replace(one_of(theirs), note="ours")
    assert not plan_merge(sample_store, theirs).conflicts  # decided once, not asked again
    write(theirs, replace(one_of(theirs), note="theirs again"))
    assert [one.theirs for one in plan_merge(sample_store, theirs).conflicts] == ["theirs again"]
    bring_in(sample_store, theirs, "theirs")
    assert one_of(sample_store).note == "theirs again"


def test_a_merge_that_only_decided_can_be_undone_and_bars_no_way(sample_store: Store, theirs: Store) -> None:
    write(sample_store, replace(one_of(sample_store), note="ours"))
    write(theirs, replace(one_of(theirs), note="theirs"))
    bring_in(sample_store, theirs, "ours")
    for expected in ("ours", ""):  # the decision, then the edit
        with sample_store.change("undo", coder="eva", now=NOW) as batch:
            undo(batch, batch_to_undo(batch.store, None))
        assert one_of(sample_store).note == expected
    assert not plan_merge(sample_store, theirs).conflicts and len(sample_store.history()) == 6


def test_removed_here_and_changed_there(sample_store: Store, theirs: Store) -> None:
    write(sample_store, remove=[(Statement, "s100000001")])
    write(theirs, replace(one_of(theirs), note="x"), remove=[(Statement, "s200000003")])
    write(sample_store, replace(one_of(sample_store, "s200000003"), note="y"))
    plan = plan_merge(sample_store, theirs)
    assert sorted(map(str, plan.conflicts)) == [
        "statement s100000001: removed here, changed there",
        "statement s200000003: removed there, changed here",
    ]
    bring_in(sample_store, theirs, "theirs")
    assert one_of(sample_store).note == "x" and sample_store.statement("s200000003") is None


def test_lists_are_united(sample_store: Store, theirs: Store) -> None:
    write(
        sample_store,
        Source("a2"),
        replace(one_of(sample_store), sources=(*one_of(sample_store).sources, SourceRef("a2"))),
    )
    write(theirs, Source("a3"), replace(one_of(theirs), sources=(*one_of(theirs).sources, SourceRef("a3", 1, 2))))
    actor = theirs.actor("anna-berg")
    assert actor
    write(theirs, replace(actor, aliases=("Berg", "A. Berg")))  # one went, one came
    bring_in(sample_store, theirs)
    assert [ref.source for ref in one_of(sample_store).sources] == ["a100000001", "a2", "a3"]
    merged = sample_store.actor("anna-berg")
    assert merged and merged.aliases == ("Berg", "A. Berg")


def test_after_a_first_merge_only_what_came_since_counts(sample_store: Store, theirs: Store) -> None:
    write(theirs, Statement("s500000001", "anna-berg", "now", summary="first", coder="bo"))
    bring_in(sample_store, theirs)
    write(sample_store, replace(one_of(sample_store, "s500000001"), note="ours"))
    write(theirs, replace(one_of(theirs, "s500000001"), condition="theirs"))
    bring_in(sample_store, theirs)
    assert one_of(sample_store, "s500000001") == replace(one_of(theirs, "s500000001"), note="ours")
    bring_in(theirs, sample_store)
    assert state(theirs) == state(sample_store)


def test_a_change_unseen_by_the_other_is_not_overwritten_silently(sample_store: Store, theirs: Store) -> None:
    write(sample_store, replace(one_of(sample_store), note="ours"))
    write(theirs, Source("a9"))
    bring_in(sample_store, theirs)
    write(theirs, replace(one_of(theirs), note="theirs"))  # never having seen ours
    assert [one.field for one in plan_merge(sample_store, theirs).conflicts] == ["note"]


def test_stores_that_never_met(sample_store: Store, tmp_path: Path) -> None:
    """The same statement, recorded by two: one, by whom recorded first; a decision stands above a proposal."""
    path = tmp_path / "other" / "stance.json"
    other = Store.create(path, actors=[Actor("anna-berg", "Anna Berg", aliases=("Bergen",))], now=NOW, coder="bo")
    mine, two = one_of(sample_store), one_of(sample_store, "s100000002")
    write(
        other,
        replace(mine, coder="bo", recorded_at="2024-01-01T00:00:00+00:00", note="bo's", confidence=None),
        replace(two, status=Status.ACCEPTED, coder="bo"),
        Position("new", "a new one"),
        coder="bo",
    )
    plan = bring_in(sample_store, other)
    assert not plan.conflicts
    merged = one_of(sample_store)
    assert (merged.coder, merged.recorded_at, merged.note) == ("bo", "2024-01-01T00:00:00+00:00", "bo's")
    assert one_of(sample_store, two.id).status is Status.ACCEPTED
    actor = sample_store.actor("anna-berg")
    assert actor and actor.aliases == ("Berg", "Анна Берґ", "Bergen") and actor.country == "DK"
    assert [one.id for one in sample_store.positions()][:3] == ["now", "after-war", "opposed"]
    write(other, replace(one_of(other), stated_on=PartialDate(2023), summary="Words."))
    assert [one.field for one in plan_merge(sample_store, other).conflicts] == []


def test_damaged_records_do_not_come_in(sample_store: Store, theirs: Store) -> None:
    write(theirs, replace(one_of(theirs), id="s500000001"))
    theirs.path.write_text(theirs.path.read_text().replace('"kind": "direct"', '"kind": "overheard"'))
    before = sample_store.path.read_bytes()
    with pytest.raises(StoreError, match="kind 'overheard'"):
        bring_in(sample_store, Store.open(theirs.path), "theirs")
    assert sample_store.path.read_bytes() == before


def test_what_names_a_record_of_neither_store_is_told(sample_store: Store, theirs: Store) -> None:
    with theirs.change("edit", coder="jan", now=NOW) as batch:
        stray = replace(theirs.statement("s100000001"), id="s1000000ff", event="no-such-event")
        batch.put(replace(stray, sources=(SourceRef("gone"),)))
    plan = bring_in(sample_store, theirs)
    assert plan.dangling == [
        "Statement s1000000ff names event 'no-such-event', which neither store has.",
        "Statement s1000000ff names source 'gone', which neither store has.",
    ]
    assert not bring_in(sample_store, theirs).dangling  # nothing more came in


def test_a_merge_that_settles_conflicts_and_changes_nothing_is_undone_and_redone_by_its_id(
    sample_store: Store, theirs: Store
) -> None:
    write(sample_store, replace(one_of(sample_store), note="ours"))
    write(theirs, replace(one_of(theirs), note="theirs"), coder="bo")
    bring_in(sample_store, theirs, "ours")
    for _ in range(2):
        with sample_store.change("undo", coder="eva", now=NOW) as batch:
            undo(batch, batch_to_undo(batch.store, sample_store.history()[-1].id))
        assert batch.id == sample_store.history()[-1].id  # what the user is told to undo next
    assert one_of(sample_store).note == "ours"


# -- git --------------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_merge_driver_in_a_real_repository(sample_store: Store, tmp_path: Path) -> None:
    folder, path = tmp_path, sample_store.path
    git(folder, "init", "-b", "main")
    git(folder, "config", "merge.stance.driver", f"{sys.executable} -m stance merge --driver %O %A %B")
    (folder / ".gitattributes").write_text("stance.json merge=stance\n")
    (folder / ".gitignore").write_text("*.lock\n*.backups/\n")
    git(folder, "add", ".")
    assert git(folder, "commit", "-m", "start").returncode == 0
    git(folder, "checkout", "-b", "bo")
    store = Store.open(path)
    write(store, replace(one_of(store), note="bo's"), Source("a8", "Bo's"), coder="bo")
    git(folder, "commit", "-am", "bo")
    git(folder, "checkout", "main")
    store = Store.open(path)
    write(store, replace(one_of(store), condition="eva's"), Source("a80", "Eva's"))
    git(folder, "commit", "-am", "eva")
    merged = git(folder, "merge", "bo", "-m", "merge")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    store = Store.open(path)
    assert (one_of(store).note, one_of(store).condition) == ("bo's", "eva's")
    assert {one.id for one in store.sources()} == {"a100000001", "a8", "a80"}
    assert sorted(batch.coder for batch in store.history()) == ["bo", "eva", "eva", "eva"]
    with store.change("undo", coder="eva", now=NOW) as batch:  # of the other branch, by name
        undo(batch, batch_to_undo(store, next(one.id for one in store.history() if one.coder == "bo")))
    assert (one_of(store).note, one_of(store).condition) == ("", "eva's")

    git(folder, "commit", "-am", "undo")
    git(folder, "checkout", "bo")
    store = Store.open(path)
    write(store, replace(one_of(store), condition="bo's"), coder="bo")
    git(folder, "commit", "-am", "bo again")
    git(folder, "checkout", "main")
    clash = git(folder, "merge", "bo", "-m", "merge")
    assert clash.returncode != 0 and 'condition: ours "eva\'s", theirs "bo\'s"' in clash.stdout + clash.stderr
    assert one_of(Store.open(path)).condition == "eva's"  # a whole store, for people to mend
