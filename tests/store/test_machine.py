"""Whatever people do in whatever order, the store holds what a plain dictionary would hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stance.errors import StoreError
from stance.model import Position, Statement, Status
from stance.store import Store
from stance.store.merging import merge
from stance.store.undoing import batch_to_undo, undo

NOW = "2024-07-20T12:00:00+00:00"
Records = dict[str, dict[str, Any]]

sides = st.sampled_from(["ours", "theirs"])
ids = st.sampled_from(["s0", "s1", "s2"])
positions = st.sampled_from(["now", "after-war", "opposed"])
notes = st.sampled_from(["", "a", "b", "ž\n"])


def as_record(statement: Statement) -> dict[str, Any]:
    told = {"position": statement.position, "note": statement.note, "status": str(statement.status)}
    return {name: value for name, value in told.items() if value}


class Keeping(RuleBasedStateMachine):
    """Two stores, the second a copy of the first until it is merged; beside each a dictionary of what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "ours.json"
        first = [Statement(id_, "anna", "now", summary="x") for id_ in ("s0", "s1")]
        store = Store.create(path, positions=[Position("now", "now")], statements=first, now=NOW, coder="x")
        self.stores = {"ours": store}
        self.models: dict[str, Records] = {"ours": {one.id: as_record(one) for one in first}}
        self.base: Records = {}
        self.pasts: dict[str, list[Records]] = {"ours": []}  # states to go back to
        self.undone: dict[str, tuple[str, Records] | None] = {"ours": None}  # the undo just made, and what it took back

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def change(self, side: str, put: list[Statement], remove: list[str], command: str = "edit") -> None:
        model = self.models[side]
        after = {id_: dict(record) for id_, record in model.items()}
        with self.stores[side].change(command, coder=side, now=NOW) as batch:
            for statement in put:
                batch.put(statement)
                after[statement.id] = as_record(statement)
            for id_ in remove:
                batch.remove(Statement, id_)
                after.pop(id_, None)
        self.note(side, after)

    def note(self, side: str, after: Records) -> None:
        if after != self.models[side]:
            self.pasts[side].append(self.models[side])
            self.models[side], self.undone[side] = after, None

    def has(self, side: str) -> bool:
        return side in self.stores

    @rule(side=sides, id_=ids, position=positions, note=notes, again=st.booleans())
    def add(self, side: str, id_: str, position: str, note: str, again: bool) -> None:
        if self.has(side) and (again or id_ not in self.models[side]):
            self.change(side, [Statement(id_, "anna", position, note=note, summary="x")], [], "add")

    @rule(side=sides, note=notes, position=positions, chosen=st.sets(ids, min_size=1, max_size=3))
    def edit(self, side: str, note: str, position: str, chosen: set[str]) -> None:
        if self.has(side):
            present = [id_ for id_ in sorted(chosen) if id_ in self.models[side]]
            status = Status.ACCEPTED
            new = [Statement(id_, "anna", position, note=note, summary="x", status=status) for id_ in present]
            self.change(side, new, [])

    @rule(side=sides, id_=ids, purge=st.booleans())
    def remove(self, side: str, id_: str, purge: bool) -> None:
        if not self.has(side) or id_ not in self.models[side]:
            return
        if purge:
            self.change(side, [], [id_], "purge")
        else:
            record = self.models[side][id_]
            gone = Statement(
                id_, "anna", record["position"], note=record.get("note", ""), summary="x", status=Status.TRASHED
            )  # fmt: skip
            self.change(side, [gone], [], "remove")

    @rule(side=sides)
    def undo(self, side: str) -> None:
        if not self.has(side):
            return
        store = self.stores[side]
        if not self.pasts[side]:
            with pytest.raises(StoreError, match="nothing to undo"):
                batch_to_undo(store, None)
            return
        with store.change("undo", coder=side, now=NOW) as batch:
            undo(batch, batch_to_undo(batch.store, None))
        taken = self.models[side]
        self.models[side] = self.pasts[side].pop()
        self.undone[side] = batch.id, taken

    @rule(side=sides)
    def undo_and_redo(self, side: str) -> None:
        self.undo(side)
        self.redo(side)

    @rule(side=sides)
    def redo(self, side: str) -> None:
        if not self.has(side) or self.undone[side] is None:
            return
        id_, taken = self.undone[side]  # type: ignore[misc]
        with self.stores[side].change("undo", coder=side, now=NOW) as batch:
            undo(batch, batch_to_undo(batch.store, id_))
        self.pasts[side].append(self.models[side])
        self.models[side], self.undone[side] = taken, None

    @rule()
    def copy(self) -> None:
        """A colleague takes the store home; what is done to it before the copy can be undone there, too."""
        path = self.folder / "theirs.json"
        shutil.copy(self.stores["ours"].path, path)
        self.stores["theirs"] = Store.open(path)
        self.models["theirs"] = dict(self.models["ours"])
        self.base = dict(self.models["ours"])
        self.pasts["theirs"] = list(self.pasts["ours"])
        self.undone["theirs"] = None

    @precondition(lambda self: "theirs" in self.stores)
    @rule(wins=sides)
    def merge(self, wins: str) -> None:
        ours, theirs = self.models["ours"], self.models["theirs"]
        merged: Records = {}
        for id_ in ours.keys() | theirs.keys():
            record = merge_records(self.base.get(id_), ours.get(id_), theirs.get(id_), wins)
            if record is not None:
                merged[id_] = record
        with self.stores["ours"].change("merge", coder="x", now=NOW) as batch:
            plan = merge(batch, self.stores["theirs"], lambda conflict: wins)
        if merged == ours and plan.conflicts:  # a merge that settled conflicts is a batch, if it changed nothing
            self.pasts["ours"].append(ours)
            self.undone["ours"] = None
        self.note("ours", merged)
        del self.stores["theirs"], self.models["theirs"]

    @invariant()
    def the_store_holds_what_the_dictionary_holds(self) -> None:
        for side, store in self.stores.items():
            for view in (store, Store.open(store.path)):
                found = {one.id: as_record(one) for one in view.statements(None)}
                assert found == self.models[side], side


def merge_records(base: Any, ours: Any, theirs: Any, wins: str) -> Any:
    """The textbook's three-way merge of two dictionaries, conflicts decided by rule."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return ours if wins == "ours" else theirs
    record = {}
    for name in ours.keys() | theirs.keys():
        mine, other, was = ours.get(name), theirs.get(name), (base or {}).get(name)
        if other == was:
            value = mine
        elif mine in (was, other):
            value = other
        else:
            value = mine if wins == "ours" else other
        if value is not None:
            record[name] = value
    return record


def test_a_store_is_a_dictionary_that_forgets_nothing() -> None:
    run_state_machine_as_test(
        Keeping,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.long
def test_a_store_is_a_dictionary_for_a_long_time() -> None:
    run_state_machine_as_test(
        Keeping,
        settings=settings(
            max_examples=1000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
