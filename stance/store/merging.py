"""Two stores become one: three-way, by what each side has done since they last met.

When the stores met is read from their histories: batches that both hold (copies of one store, or merged by git), and
batches that an earlier merge brought in. A field that one side changed since then is taken from it; a field that both
changed, or that one changed without ever having seen the other's value, is a conflict. Lists are united. A statement
that both recorded by themselves has one id, so it is one: it keeps who recorded it first, and a decision about it
stands above a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stance.ids import text_hash
from stance.store.documents import ORDER, TABLES, Document, noun_of, read_record, references
from stance.store.history import PastBatch
from stance.store.undoing import undone

if TYPE_CHECKING:
    from stance.store.changes import Batch
    from stance.store.store import Store

#: State of a record when the stores last met, as seen by one side.
Base = Callable[[str, str], "Document | None"]


@dataclass(frozen=True)
class Conflict:
    """A value that differs and that no rule decides; None: there is none. An empty field means the whole record."""

    table: str
    id: str
    field: str
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        what = f"{noun_of(self.table)} {self.id}"
        if not self.field:
            gone, there = ("here", "there") if self.ours is None else ("there", "here")
            return f"{what}: removed {gone}, changed {there}"
        return f"{what}, {self.field}: ours {_shown(self.ours)}, theirs {_shown(self.theirs)}"


def _shown(value: Any) -> str:
    return "nothing" if value is None else f'"{value}"' if isinstance(value, str) else str(value)


#: Decides a conflict: "ours" or "theirs".
Decide = Callable[[Conflict], str]


@dataclass
class MergePlan:
    """What the other store brings: states that are clear, and conflicts with both versions."""

    states: dict[tuple[str, str], Document | None] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    batches: tuple[str, ...] = ()  #: batches of the other store that were not known here
    dangling: list[str] = field(default_factory=list)  #: what came in that names a record which neither store has

    def settle(self, decide: Decide) -> dict[tuple[str, str], Document | None]:
        """The states with each conflict decided."""
        states = dict(self.states)
        for one in self.conflicts:
            if decide(one) != "theirs":
                continue
            key = one.table, one.id
            if not one.field:
                states[key] = one.theirs
            else:
                state = dict(states[key] or {})
                if one.theirs is None:
                    state.pop(one.field, None)
                else:
                    state[one.field] = one.theirs
                states[key] = state
        return states


def plan_merge(ours: Store, theirs: Store) -> MergePlan:
    """What merging `theirs` into `ours` would do."""
    mine, other = ours.history(), theirs.history()
    known_here, known_there = _known(mine), _known(other)
    plan = _plan(ours, theirs, _base_of(ours, mine, known_there), _base_of(theirs, other, known_here))
    plan.batches = tuple(batch.id for batch in other if batch.id not in known_here)
    return plan


def plan_merge_from(base: Store | None, ours: Store, theirs: Store) -> MergePlan:
    """As `plan_merge`, where the common ancestor is at hand, as in git; None: there is none."""

    def at_base(table: str, id_: str) -> Document | None:
        return base.documents(table).get(id_) if base else None

    return _plan(ours, theirs, at_base, at_base)


def merge(batch: Batch, theirs: Store, decide: Decide) -> MergePlan:
    """Bring another store in, within a batch; the texts that its sources need come along.

    Raises StoreError where a record of the other store is damaged, and nothing comes in then.
    """
    plan = plan_merge(batch.store, theirs)
    for (table, id_), state in plan.settle(decide).items():
        if state is not None:
            read_record(table, id_, state)
        batch.put_document(table, id_, state)
        sha256 = (state or {}).get("sha256") if table == "sources" else None
        if sha256 and batch.store.text(sha256) is None:
            text = theirs.text(sha256)
            if text is not None and text_hash(text) == sha256:
                batch.put_text(text)
    if batch.changes or plan.conflicts:
        batch.merged = plan.batches
    plan.dangling = _dangling(batch.store, plan)
    return plan


def _dangling(store: Store, plan: MergePlan) -> list[str]:
    """A sentence for each statement that came in and names a record that is not there, now that all are in."""
    return [
        f"Statement {id_} names {noun_of(table)} {named!r}, which neither store has."
        for (kept_in, id_), state in plan.states.items()
        if kept_in == "statements" and state is not None and id_ in store.documents(kept_in)
        for table, named in references(store.documents(kept_in)[id_])
        if named not in store.documents(table)
    ]


def _active_merges(history: tuple[PastBatch, ...]) -> Iterator[PastBatch]:
    gone = undone(history)
    return (batch for batch in history if batch.merged and batch.id not in gone)


def _known(history: tuple[PastBatch, ...]) -> set[str]:
    known = {batch.id for batch in history}
    for batch in _active_merges(history):
        known.update(batch.merged)
    return known


def _base_of(store: Store, history: tuple[PastBatch, ...], known_elsewhere: set[str]) -> Base:
    """The state of records before all that was done here and is not known to the other store.

    A merge that brought in only what the other knows is no work of this side, nor is taking it back.
    """
    passed: set[str] = set()
    steps: list[PastBatch] = []
    for batch in history:
        if batch.id in known_elsewhere:
            continue
        if (batch.merged and known_elsewhere.issuperset(batch.merged)) or batch.undoes in passed:
            passed.add(batch.id)
        else:
            steps.append(batch)
    touched: dict[tuple[str, str], list[PastBatch]] = {}
    for batch in reversed(steps):
        for table, id_, _ in batch.touched():
            touched.setdefault((table, id_), []).append(batch)

    def base(table: str, id_: str) -> Document | None:
        state = store.documents(table).get(id_)
        for batch in touched.get((table, id_), ()):
            state = batch.before(table, id_, state)
        return state

    return base


def _plan(ours: Store, theirs: Store, our_base: Base, their_base: Base) -> MergePlan:
    plan = MergePlan()
    for table in TABLES:
        mine, other = ours.documents(table), theirs.documents(table)
        places = max((one.get(ORDER, 0) for one in mine.values()), default=0)
        for id_ in dict.fromkeys([*mine, *other]):
            here, there = mine.get(id_), other.get(id_)
            if here == there:
                continue
            then, then_there = our_base(table, id_), their_base(table, id_)
            if here is not None and there is not None:
                state, clashes = _merge_fields(table, id_, (here, there), (then, then_there))
                plan.conflicts += clashes
                if state != here or clashes:
                    plan.states[table, id_] = state
            elif here is None:
                if then is None and there is not None:
                    if table == "positions":  # behind ours
                        places += 1
                        there = {**there, ORDER: places}
                    plan.states[table, id_] = there
                elif there != then_there:
                    plan.conflicts.append(Conflict(table, id_, "", None, there))
            elif then_there is not None:
                if here == then:
                    plan.states[table, id_] = None
                else:
                    plan.conflicts.append(Conflict(table, id_, "", here, None))
    return plan


def _merge_fields(
    table: str, id_: str, sides: tuple[Document, Document], bases: tuple[Document | None, Document | None]
) -> tuple[Document, list[Conflict]]:
    """One record that both sides hold: ours with what is new of theirs in it, and the fields in conflict."""
    here, there = sides
    then, then_there = bases
    alone = then is None and then_there is None  # recorded by both, each by itself
    state, clashes = dict(here), []
    for name in dict.fromkeys([*here, *there]):
        mine, other = here.get(name), there.get(name)
        if mine == other or (table == "positions" and name == ORDER):
            continue
        was, was_there = (then or {}).get(name), (then_there or {}).get(name)
        if alone:
            value = _first_of_two(name, here, there)
        elif other == was_there:
            value = mine  # they did not touch it
        elif mine in (was, was_there):
            value = other  # only they did, having seen ours
        elif isinstance(mine, list) and isinstance(other, list):
            value = _unite(mine, other, was_there)
        else:
            value = _CLASH
        if value is _CLASH:
            clashes.append(Conflict(table, id_, name, mine, other))
        elif value is None:
            state.pop(name, None)
        else:
            state[name] = value
    return state, clashes


_CLASH = object()
_OF_THE_FIRST = ("recorded_at", "coder", "accessed")


def _first_of_two(name: str, here: Document, there: Document) -> Any:
    """The value of a field of a record that two people made independently."""
    mine, other = here.get(name), there.get(name)
    if name in _OF_THE_FIRST:
        stamp = "accessed" if name == "accessed" else "recorded_at"
        return other if str(there.get(stamp, "")) < str(here.get(stamp, "")) else mine
    if mine is None or other is None:
        return mine if other is None else other
    if isinstance(mine, list) and isinstance(other, list):
        return _unite(mine, other, [])
    if name == "status" and "proposed" in (mine, other):
        return other if mine == "proposed" else mine
    return _CLASH


def _unite(mine: list[Any], other: list[Any], was_there: Any) -> list[Any]:
    """Ours, without what they took out and with what they put in."""
    was = was_there if isinstance(was_there, list) else []
    kept = [item for item in mine if item in other or item not in was]
    # Of two places of one source, ours is enough.
    named = {item["source"] for item in kept if isinstance(item, dict) and "source" in item}
    return kept + [
        item
        for item in other
        if item not in kept and item not in was and not (isinstance(item, dict) and item.get("source") in named)
    ]


# -- git --------------------------------------------------------------------------------------------------------------


def merge_files(base: Store | None, ours: Store, theirs: Store, decide: Decide) -> MergePlan:
    """Merge for git: `ours` is rewritten with the records and the batches of both; no lock, no batch of its own.

    Raises StanceError, and the file is then as it was.
    """
    plan = plan_merge_from(base, ours, theirs)
    by_table: dict[str, dict[str, Document | None]] = {}
    for (table, id_), state in plan.settle(decide).items():
        if state is not None:
            read_record(table, id_, state)
        by_table.setdefault(table, {})[id_] = state
    known = ours.raw_history()
    by_table["history"] = {id_: one for id_, one in theirs.raw_history().items() if id_ not in known}
    ours.write_documents(by_table)
    plan.dangling = _dangling(ours, plan)
    return plan
