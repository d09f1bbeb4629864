"""Taking batches back, by a batch of its own: so that taking back can be taken back.

A record that a later command changed again is a conflict, unless that command was itself taken back, or changed other
fields, or added other items to a list. Nothing is taken back while there is a conflict, unless it is forced: then the
later changes of these records go as well, and records that others still need stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stance.errors import Ambiguous, NotFound, StoreError
from stance.store.documents import Document, noun_of, references
from stance.store.history import Fields, PastBatch

if TYPE_CHECKING:
    from stance.store.changes import Batch
    from stance.store.store import Store

Key = tuple[str, str]  # table and id


@dataclass(frozen=True)
class Conflict:
    """A record that stands in the way, and the later batches that made it so."""

    table: str
    id: str
    reason: str
    batches: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{noun_of(self.table)} {self.id} {self.reason}"


@dataclass(frozen=True)
class UndoPlan:
    """What taking a batch back would do: the states that its records would get, and what stands in the way."""

    batch: PastBatch
    states: dict[Key, Document | None] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def undone(history: Sequence[PastBatch]) -> set[str]:
    """The batches that are taken back at present."""
    found: set[str] = set()
    for batch in reversed(history):
        if batch.undoes and batch.id not in found:
            found.add(batch.undoes)
    return found


def batch_to_undo(store: Store, typed: str | None) -> PastBatch:
    """The batch that was named, or the newest one that is neither taken back nor took another back.

    Raises NotFound, Ambiguous, and StoreError where nothing can be taken back.
    """
    history = store.history()
    gone = undone(history)
    if typed is None:
        for batch in reversed(history):
            if not batch.undoes and batch.id not in gone and not _is_first(batch, history):
                return batch
        raise StoreError("There is nothing to undo.", "`stance log` lists what was done.")
    found = [batch for batch in history if batch.id.startswith(typed.strip().lower())]
    if len(found) != 1:
        if found:
            raise Ambiguous("Batch", typed, [batch.id for batch in found])
        error = NotFound("batch", typed)
        error.hint = "`stance log` lists them."
        raise error
    batch = found[0]
    if _is_first(batch, history):
        raise StoreError(f"{batch.id} made the store and cannot be undone.", "Remove the file instead.")
    if batch.id in gone:
        by = [one.id for one in history if one.undoes == batch.id and one.id not in gone]
        raise StoreError(f"{batch.id} has been undone already.", f"`stance undo {by[-1]}` brings it back.")
    return batch


def _is_first(batch: PastBatch, history: Sequence[PastBatch]) -> bool:
    return batch is history[0] and batch.command == "init"


def plan_undo(store: Store, batch: PastBatch) -> UndoPlan:
    """What taking the batch back means for the records as they are now."""
    plan = UndoPlan(batch)
    history = store.history()
    later = [one for one in history if one.order > batch.order]
    gone = undone(history)

    def blockers(table: str, id_: str) -> tuple[str, ...]:
        touching = [one for one in later if one.touches(table, id_)]
        live = [one for one in touching if one.id not in gone and not one.undoes]
        return tuple(one.id for one in live or touching)

    def note(table: str, id_: str, reason: str) -> None:
        by = blockers(table, id_)
        names = ", ".join(f"{one.id} ({one.command})" for one in later if one.id in by[:3])
        plan.conflicts.append(Conflict(table, id_, reason + (f" by {names}" if names else ""), by))

    touched_later = {(table, id_) for one in later for table, id_, _ in one.touched()}
    for table, ids in batch.added.items():
        now = store.documents(table)
        for id_ in ids:
            if id_ not in now:
                continue
            plan.states[table, id_] = None
            if (table, id_) in touched_later and state_after(store, batch, table, id_) != now[id_]:
                note(table, id_, "was changed later")
    for table, removed in batch.removed.items():
        now = store.documents(table)
        for id_, document in removed.items():
            if id_ not in now:
                plan.states[table, id_] = document
            elif now[id_] != document:
                note(table, id_, "was put in again later")
    for table, changed in batch.changed.items():
        now = store.documents(table)
        for id_, (was, became) in changed.items():
            if id_ not in now:
                note(table, id_, "was removed later")
                continue
            state, clash = restore_fields(now[id_], was, became)
            plan.states[table, id_] = state
            if clash:
                note(table, id_, f"was changed later in {', '.join(clash)}")
    _keep_what_is_needed(store, plan, note)
    return plan


def state_after(store: Store, batch: PastBatch, table: str, id_: str) -> Document | None:
    """A record as a batch left it, found by walking back from what it is now."""
    state = store.documents(table).get(id_)
    for one in reversed(store.history()):
        if one.order <= batch.order:
            break
        state = one.before(table, id_, state)
    return state


def restore_fields(document: Document, was: Fields, became: Fields) -> tuple[Document, list[str]]:
    """The document with the fields of a change as they were, and the fields that something else changed since."""
    state, clash = dict(document), []
    for name in dict.fromkeys([*was, *became]):
        now, before, after = document.get(name), was.get(name), became.get(name)
        target = before
        if now != after:
            mixed = take_items_back(now or [], before or [], after or [])
            if mixed is None:
                clash.append(name)
            else:
                target = mixed or None
        if target is None:
            state.pop(name, None)
        else:
            state[name] = target
    return {name: state[name] for name in dict.fromkeys([*document, *state]) if name in state}, clash


def take_items_back(now: Any, was: Any, became: Any) -> list[Any] | None:
    """The list as it is now without what a change put in and with what it took out; None if that is not clear."""
    if not (isinstance(now, list) and isinstance(was, list) and isinstance(became, list)):
        return None
    put_in = [item for item in became if item not in was]
    if any(item not in now for item in put_in):
        return None
    rest = [item for item in now if item not in put_in]
    return rest + [item for item in was if item not in became and item not in rest]


def _keep_what_is_needed(store: Store, plan: UndoPlan, note: Any) -> None:
    """Do not take out actors, sources and so on that remaining records refer to: that is a conflict as well."""
    leaving = {key for key, state in plan.states.items() if state is None and key[0] != "statements"}
    if not leaving:
        return
    users: dict[Key, list[str]] = {}
    statements = store.documents("statements")
    for id_, document in statements.items():
        state = plan.states.get(("statements", id_), document)
        if state is not None:
            for key in references(state):
                if key in leaving:
                    users.setdefault(key, []).append(id_)
    for (table, id_), names in users.items():
        del plan.states[table, id_]
        shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        note(table, id_, f"is still used by {shown}")


def undo(batch: Batch, target: PastBatch, *, force: bool = False) -> UndoPlan:
    """Take `target` back within `batch`; StoreError names what stands in the way, and nothing is changed then."""
    plan = plan_undo(batch.store, target)
    if plan.conflicts and not force:
        raise StoreError(f"{target.id} cannot be undone: {_told(plan.conflicts)}.", _way_out(batch.store, plan))
    for (table, id_), state in plan.states.items():
        batch.put_document(table, id_, state)
    batch.undoes = target.id
    return plan


def _told(conflicts: Sequence[Conflict]) -> str:
    rest = len(conflicts) - 3
    return "; ".join(str(one) for one in conflicts[:3]) + (f"; and {rest} more" if rest > 0 else "")


def _way_out(store: Store, plan: UndoPlan) -> str:
    gone = undone(store.history())
    by = {id_ for conflict in plan.conflicts for id_ in conflict.batches if id_ not in gone}
    order = [one.id for one in reversed(store.history()) if one.id in by]
    force = "--force takes it back all the same"
    return f"Undo {', '.join(order[:5])} first; {force}." if order else f"{force[0].upper() + force[1:]}."


def record_history(store: Store, table: str, id_: str) -> Iterator[tuple[PastBatch, Document | None, Document | None]]:
    """Each batch that touched a record, newest first, with the record before and after it."""
    state = store.documents(table).get(id_)
    for batch in reversed(store.history()):
        if batch.touches(table, id_):
            before = batch.before(table, id_, state)
            yield batch, before, state
            state = before
