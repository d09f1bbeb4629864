"""Undo takes back exactly what a batch did, refuses what later work stands on, and can be undone itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stance.errors import Ambiguous, NotFound, StoreError
from stance.model import Actor, Source, SourceRef, Statement, Status
from stance.store import Store
from stance.store.backups import back_up, find_backup, list_backups, replace_damaged, restore_into
from stance.store.recoding import correct_roles, merge_actors, rename_actor, rename_position
from stance.store.undoing import batch_to_undo, plan_undo, record_history, state_after, undo

NOW = "2024-07-21T09:00:00+00:00"
TABLES = ("actors", "events", "positions", "sources", "statements")


def state(store: Store) -> dict:
    return {table: dict(store.documents(table)) for table in TABLES}


def write(store: Store, *records, command: str = "edit", remove=()):
    with store.change(command, coder="eva", now=NOW) as batch:
        for record in records:
            batch.put(record)
        for kind, id_ in remove:
            batch.remove(kind, id_)
    return batch.id


def take_back(store: Store, typed: str | None = None, force: bool = False) -> str:
    target = batch_to_undo(store, typed)
    with store.change(f"undo {target.id}", coder="eva", now=NOW) as batch:
        undo(batch, target, force=force)
    return batch.id


def test_undo_of_each_kind_of_change_and_its_undo(sample_store: Store) -> None:
    one, three = sample_store.statement("s100000001"), sample_store.statement("s200000003")
    assert one and three
    before = state(sample_store)
    write(sample_store, replace(one, note="x", event=""), Source("a9", "new"), remove=[(Statement, three.id)])
    after = state(sample_store)
    assert after != before
    undone = take_back(sample_store)
    assert state(sample_store) == before == state(Store.open(sample_store.path))
    take_back(sample_store, undone)
    assert state(sample_store) == after


def test_undo_without_a_name_goes_back_step_by_step(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    states = [state(sample_store)]
    for note in ("a", "b", "c"):
        write(sample_store, replace(one, note=note))
        states.append(state(sample_store))
    for expected in reversed(states[:-1]):
        take_back(sample_store)
        assert state(sample_store) == expected
    take_back(sample_store)  # the import
    assert not sample_store.statements(None) and not sample_store.sources()
    with pytest.raises(StoreError, match="nothing to undo"):
        take_back(sample_store)
    with pytest.raises(StoreError, match="made the store"):
        take_back(sample_store, sample_store.history()[0].id)


def test_undo_of_an_import_frees_its_articles(sample_store: Store) -> None:
    batch = sample_store.history()[1]
    take_back(sample_store, batch.id)
    assert sample_store.sources() == () and sample_store.statements(None) == ()
    assert sample_store.actors() and sample_store.positions()


def test_undo_names_a_batch_that_is_not_there_or_not_one(sample_store: Store) -> None:
    with pytest.raises(NotFound, match="batch"):
        batch_to_undo(sample_store, "b_none")
    with pytest.raises(Ambiguous):
        batch_to_undo(sample_store, "b")
    first = write(sample_store, Source("a9"))
    taken = take_back(sample_store)
    with pytest.raises(StoreError, match="undone already") as error:
        batch_to_undo(sample_store, first)
    assert taken in error.value.hint


def test_later_changes_of_other_fields_stay(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    first = write(sample_store, replace(one, note="x"))
    write(sample_store, replace(one, note="x", condition="in time"))
    take_back(sample_store, first)
    assert sample_store.statement(one.id) == replace(one, condition="in time")


def test_later_additions_to_a_list_stay(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    more, other = SourceRef("a2", 1, 2), SourceRef("a3")
    first = write(sample_store, Source("a2"), replace(one, sources=(*one.sources, more)))
    write(sample_store, Source("a3"), replace(one, sources=(*one.sources, more, other)))
    take_back(sample_store, first)
    now = sample_store.statement(one.id)
    assert now and now.sources == (*one.sources, other) and sample_store.source("a2") is None


def test_a_later_change_of_the_same_field_stands_in_the_way(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    first = write(sample_store, replace(one, note="x"))
    second = write(sample_store, replace(one, note="y"), command="edit --note")
    before = sample_store.path.read_bytes()
    with pytest.raises(StoreError, match=f"changed later in note by {second}") as error:
        take_back(sample_store, first)
    assert f"Undo {second} first" in error.value.hint and sample_store.path.read_bytes() == before
    take_back(sample_store, second)
    take_back(sample_store, first)
    assert sample_store.statement(one.id) == one


def test_a_record_changed_since_it_was_added_stands_in_the_way(sample_store: Store) -> None:
    added = sample_store.history()[1]
    one = sample_store.statements()[0]
    edited = write(sample_store, replace(one, note="x"))
    with pytest.raises(StoreError, match="s100000001 was changed later"):
        take_back(sample_store, added.id)
    take_back(sample_store, added.id, force=True)
    assert sample_store.statements(None) == ()
    take_back(sample_store, sample_store.history()[-1].id)  # undo the forced undo: the edit is there again
    assert sample_store.statement(one.id) == replace(one, note="x")
    take_back(sample_store, edited)
    take_back(sample_store, added.id)
    assert sample_store.statements(None) == ()


def test_what_others_still_use_stays(sample_store: Store) -> None:
    added = write(sample_store, Actor("new-one", "New One"), Source("a9"), command="actors add")
    using = write(sample_store, Statement("s3", "new-one", "now", summary="Said so.", sources=(SourceRef("a9"),)))
    plan = plan_undo(sample_store, batch_to_undo(sample_store, added))
    assert {(one.table, one.id) for one in plan.conflicts} == {("actors", "new-one"), ("sources", "a9")}
    assert plan.states == {}
    with pytest.raises(StoreError, match="still used by s3"):
        take_back(sample_store, added)
    take_back(sample_store, added, force=True)
    assert sample_store.actor("new-one") and sample_store.source("a9")
    take_back(sample_store, using)
    write(sample_store, Actor("second", "Second"))
    assert sample_store.statement("s3") is None


def test_states_in_between_follow_from_the_history(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    ids = [write(sample_store, replace(one, note=note)) for note in ("a", "b", "")]
    write(sample_store, remove=[(Statement, one.id)])
    batches = {batch.id: batch for batch in sample_store.history()}
    notes = [(state_after(sample_store, batches[id_], "statements", one.id) or {}).get("note") for id_ in ids]
    assert notes == ["a", "b", None]
    told = list(record_history(sample_store, "statements", one.id))
    assert [batch.command for batch, _, _ in told] == ["edit"] * 4 + ["import kyiv.txt"]
    assert told[0][2] is None and told[-1][1] is None and told[1][1] == told[2][2]


# -- recoding ---------------------------------------------------------------------------------------------------------


def test_two_actors_become_one_and_two_again(sample_store: Store) -> None:
    before = state(sample_store)
    with sample_store.change("actors merge", coder="eva", now=NOW) as batch:
        assert merge_actors(batch, "anna-berg", "bruno-costa") == 2
    anna = sample_store.actor("anna-berg")
    assert anna and anna.aliases == ("Berg", "Анна Берґ", "Bruno Costa", "Costa") and len(anna.roles) == 3
    assert {one.actor for one in sample_store.statements(None)} == {"anna-berg"}
    assert sample_store.actor("bruno-costa") is None
    take_back(sample_store)
    assert state(sample_store) == before
    with pytest.raises(NotFound), sample_store.change("x", coder="eva", now=NOW) as batch:
        merge_actors(batch, "anna-berg", "nobody")
    assert state(sample_store) == before


def test_renaming_an_actor_and_a_position_recodes_every_statement(sample_store: Store) -> None:
    before = state(sample_store)
    with sample_store.change("rename", coder="eva", now=NOW) as batch:
        renamed = rename_actor(batch, "bruno-costa", "Bruno  Costa-Lima")
        assert rename_position(batch, "after-war", "later") == 1
        assert rename_position(batch, "opposed", "now") == 1
    assert (renamed.id, renamed.name, renamed.aliases) == (
        "bruno-costa-lima",
        "Bruno Costa-Lima",
        ("Costa", "Bruno Costa"),
    )
    assert [one.id for one in sample_store.positions()] == ["now", "later"]
    assert {(one.actor, one.position) for one in sample_store.statements(None)} == {
        ("anna-berg", "now"), ("bruno-costa-lima", "later"), ("bruno-costa-lima", "now"),
    }  # fmt: skip
    take_back(sample_store)
    assert state(sample_store) == before
    from stance.errors import BadUsage

    for change in (
        lambda batch: rename_actor(batch, "bruno-costa", "Anna Berg"),
        lambda batch: rename_position(batch, "now", "Not an id"),
    ):
        with pytest.raises(BadUsage), sample_store.change("x", coder="eva", now=NOW) as batch:
            change(batch)
    assert state(sample_store) == before


def test_roles_with_dates_correct_the_statements_in_their_span(sample_store: Store) -> None:
    one, three = sample_store.statement("s100000002"), sample_store.statement("s200000003")
    assert one and three
    write(sample_store, replace(one, role="", country=""), replace(three, role="Clerk"))
    actor = sample_store.actor("bruno-costa")
    assert actor
    with sample_store.change("actors edit", coder="eva", now=NOW) as batch:
        assert correct_roles(batch, actor) == 2
    assert sample_store.statement(one.id) == one and sample_store.statement(three.id) == three


# -- backups ----------------------------------------------------------------------------------------------------------


def test_one_copy_a_day_and_the_last_five_are_kept(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    by_hand = back_up(sample_store.file, "2024-07-20T23:00:00")
    for day in range(1, 9):
        for hour in (9, 17):
            before = sample_store.path.read_bytes() if hour == 9 else before  # noqa: F821
            with sample_store.change("edit", coder="eva", now=f"2024-08-{day:02}T{hour:02}:00:00") as batch:
                batch.put(replace(one, note=f"{day} {hour}"))
        copy = next(backup for backup in list_backups(sample_store.file) if backup.name == f"2024-08-{day:02}")
        assert copy.path.read_bytes() == before  # as the day found it
    names = {backup.name for backup in list_backups(sample_store.file)}
    assert names == {by_hand.name, *(f"2024-08-{day:02}" for day in range(4, 9))}


def test_a_copy_comes_back_as_a_batch_that_can_be_undone(sample_store: Store) -> None:
    copy = back_up(sample_store.file, NOW)
    then = state(sample_store)
    write(
        sample_store, replace(sample_store.statements()[0], note="x"), Source("a9"), remove=[(Statement, "s200000003")]
    )
    now = state(sample_store)
    with sample_store.change("backup restore", coder="eva", now=NOW) as batch:
        restore_into(batch, find_backup(sample_store.file, None))
    assert state(sample_store) == then and [one.command for one in sample_store.history()][-2:] == [
        "edit",
        "backup restore",
    ]
    take_back(sample_store)
    assert state(sample_store) == now
    assert find_backup(sample_store.file, copy.name[:12]).kind == "by hand"
    with pytest.raises(NotFound):
        find_backup(sample_store.file, "1999")
    with pytest.raises(NotFound, match=rf"No backup '1999'\. Choose from .*{copy.name}"):  # nothing near: no guess
        find_backup(sample_store.file, "1999")


def test_a_damaged_store_is_kept_beside_and_replaced(sample_store: Store) -> None:
    back_up(sample_store.file, NOW)
    then = state(sample_store)
    with pytest.raises(StoreError, match="not damaged"):
        replace_damaged(sample_store.path, find_backup(sample_store.file, None), now=NOW, wait=1)
    sample_store.path.write_bytes(b'{"torn')
    kept = replace_damaged(sample_store.path, find_backup(sample_store.file, None), now=NOW, wait=1)
    assert kept and kept.read_bytes() == b'{"torn' and state(Store.open(sample_store.path)) == then
    assert find_backup(sample_store.file, None).kind == "by hand"  # never the damaged one


def test_status_of_statements_is_part_of_the_history(sample_store: Store) -> None:
    two = sample_store.statement("s100000002")
    assert two
    write(sample_store, replace(two, status=Status.TRASHED))
    take_back(sample_store)
    assert sample_store.statement(two.id) == two
