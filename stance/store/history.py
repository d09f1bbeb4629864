"""What each command changed, so that it can be told and taken back.

A batch keeps, for each record: that it was added; or removed, with its last state; or changed, with the fields that
changed as they were and as they became. States in between follow from the present one by walking back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stance.store.documents import Document

Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One record before and after: None where there was, or is, none."""

    table: str
    id: str
    before: Document | None
    after: Document | None

    @property
    def verb(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, in the order of the document."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in dict.fromkeys([*before, *after]) if not _same(before, after, name))


_NOTHING = object()


def _same(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return bool(one.get(name, _NOTHING) == other.get(name, _NOTHING))


@dataclass(frozen=True)
class PastBatch:
    """A batch of changes as the history keeps it."""

    id: str
    number: int  #: counts up; batches of two stores that were merged may share one
    at: str  #: ISO 8601
    coder: str
    command: str
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: table → ids
    changed: Mapping[str, Mapping[str, tuple[Fields, Fields]]] = field(default_factory=dict)  #: table → id → was, is
    removed: Mapping[str, Mapping[str, Document]] = field(default_factory=dict)  #: table → id → last state
    undoes: str = ""  #: the batch that this one takes back
    merged: tuple[str, ...] = ()  #: batches of another store that came in with this one

    @property
    def order(self) -> tuple[int, str, str]:
        return self.number, self.at, self.id

    def touched(self) -> Iterator[tuple[str, str, str]]:
        """Table, id and verb of each record of the batch."""
        for verb, tables in (("added", self.added), ("changed", self.changed), ("removed", self.removed)):
            for table, ids in tables.items():
                for id_ in ids:
                    yield table, id_, verb

    def touches(self, table: str, id_: str) -> bool:
        return any(id_ in part.get(table, ()) for part in (self.added, self.changed, self.removed))

    def __len__(self) -> int:
        return sum(1 for _ in self.touched())

    def before(self, table: str, id_: str, after: Document | None) -> Document | None:
        """The state of a record before this batch, given the one after it."""
        if id_ in self.added.get(table, ()):
            return None
        if id_ in self.removed.get(table, {}):
            return self.removed[table][id_]
        if id_ in self.changed.get(table, {}) and after is not None:
            was, now = self.changed[table][id_]
            return set_fields(after, now, was)
        return after


def set_fields(document: Document, old: Fields, new: Fields) -> Document:
    """The document with the fields of `old` taken out and those of `new` put in."""
    rest = {name: value for name, value in document.items() if name not in old}
    return {**rest, **new}


def read_batch(id_: str, document: Document) -> PastBatch:
    """A batch out of its document; ValueError where it is none."""
    try:
        return PastBatch(
            id=id_,
            number=int(document["n"]),
            at=str(document["at"]),
            coder=str(document.get("coder", "")),
            command=str(document.get("command", "")),
            added={table: tuple(ids) for table, ids in document.get("added", {}).items()},
            changed={
                table: {one: (change["was"], change["is"]) for one, change in changes.items()}
                for table, changes in document.get("changed", {}).items()
            },
            removed=document.get("removed", {}),
            undoes=str(document.get("undoes", "")),
            merged=tuple(document.get("merged", ())),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"batch {id_} of the history is damaged") from error


def write_batch(batch: PastBatch) -> Document:
    """The document of a batch; what is empty is left out."""
    document: Document = {"n": batch.number, "at": batch.at, "coder": batch.coder, "command": batch.command}
    if batch.undoes:
        document["undoes"] = batch.undoes
    if batch.merged:
        document["merged"] = list(batch.merged)
    if batch.added:
        document["added"] = {table: list(ids) for table, ids in batch.added.items()}
    if batch.changed:
        document["changed"] = {
            table: {id_: {"was": was, "is": now} for id_, (was, now) in changes.items()}
            for table, changes in batch.changed.items()
        }
    if batch.removed:
        document["removed"] = {table: dict(states) for table, states in batch.removed.items()}
    return document


def group_changes(changes: Mapping[tuple[str, str], Change]) -> dict[str, Any]:
    """The fields `added`, `changed` and `removed` of a batch that makes these changes."""
    added: dict[str, list[str]] = {}
    changed: dict[str, dict[str, tuple[Fields, Fields]]] = {}
    removed: dict[str, dict[str, Document]] = {}
    for change in changes.values():
        if change.before is None:
            added.setdefault(change.table, []).append(change.id)
        elif change.after is None:
            removed.setdefault(change.table, {})[change.id] = change.before
        else:
            names = change.fields
            was = {name: change.before[name] for name in names if name in change.before}
            now = {name: change.after[name] for name in names if name in change.after}
            changed.setdefault(change.table, {})[change.id] = (was, now)
    return {
        "added": {table: tuple(sorted(ids)) for table, ids in added.items()},
        "changed": changed,
        "removed": removed,
    }
