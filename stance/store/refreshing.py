"""Newer events, positions, sources and statements of the package into a store: a merge of three versions, by field.

What the user changed stays; a field counts as changed where it is not what the package said when the store last took
its data. A curated statement that the package no longer has, such as one whose day was corrected and whose id is
another by that, goes to the trash if nobody touched it. Actors have rules of their own (`updating`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stance.model import Event, Position, Source, Statement
from stance.store.changes import Batch
from stance.store.documents import Document, noun_of, references, table_of, write_record
from stance.store.shipped import SHIPPED, Shipped, note_shipped, says_the_same

#: The fields that the package speaks of, and what it means where it does not.
_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "events": dict.fromkeys(("name", "start", "end", "place"), ""),
    "positions": {
        **dict.fromkeys(("label", "definition", "glyph", "ascii", "color"), ""), "support": None, "core": True,
    },
    "sources": dict.fromkeys(("title", "url", "outlet", "published", "language", "author"), ""),
    "statements": {
        **dict.fromkeys(("actor", "position", "kind", "stated_on", "role", "country"), ""),
        **dict.fromkeys(("quote", "summary", "event", "condition", "note"), ""), "sources": [],
    },
}  # fmt: skip


def refresh(batch: Batch, records: Iterable[Event | Position | Source | Statement], shipped: Shipped) -> None:
    """Put what is new in the package's records of one table; what stays as the user has it is noted in the batch."""
    left_out: list[str] = []
    for record in records:
        table, theirs = table_of(record), write_record(record)
        mine = batch.store.documents(table).get(record.id)
        if mine is None and shipped.was_there(table, record.id):
            left_out.append(record.id)
        elif mine is None:
            if lacking := [f"{noun_of(kind)} {id_}" for kind, id_ in references(theirs) if id_ not in batch.store.documents(kind)]:  # fmt: skip
                batch.notes.append(f"Left out {record.id}: the store has no {', no '.join(lacking)}.")
            else:
                batch.put(record)
        else:
            base = shipped.base(table, record.id)
            merged, conflicts = merge_documents(base, mine, theirs, _FIELDS[table])
            if merged != mine or not says_the_same(base, theirs, _FIELDS[table]):
                batch.put_document(table, record.id, note_shipped(merged, theirs, _FIELDS[table]))
            batch.notes += [f"Kept yours: {noun_of(table)} {record.id}: {one.rstrip('.')}." for one in conflicts]
    if left_out:
        batch.notes.append(f"Left out, as you removed them: {', '.join(left_out)}.")


def retire(batch: Batch, statements: Iterable[Statement], shipped: Shipped) -> None:
    """Move statements to the trash that came from the package, are no longer in it, and that nobody has touched."""
    still = {one.id for one in statements}
    for id_ in shipped.taken("statements"):
        document = batch.store.documents("statements")[id_]
        if id_ in still or document.get("status") == "trashed":
            continue
        base = shipped.base("statements", id_) or {}
        if {**document, SHIPPED: None} == {**base, SHIPPED: None}:
            batch.put_document("statements", id_, {**document, "status": "trashed"})
        else:
            batch.notes.append(f"Kept yours: statement {id_}, which stance no longer ships.")


def merge_documents(
    base: Document | None, mine: Document, theirs: Document, fields: Mapping[str, Any]
) -> tuple[Document, list[str]]:
    """The document with the package's changes since `base`, except where the user changed the same; and those fields."""
    merged, conflicts = dict(mine), []
    for name, nothing in fields.items():
        old = (base or {}).get(name, nothing)
        own, new = mine.get(name, nothing), theirs.get(name, nothing)
        if isinstance(nothing, list):
            value: Any = [one for one in own if one in new or one not in old]
            value += [one for one in new if one not in old and one not in value]
        elif own == old or (base is None and own == nothing):
            value = new
        else:
            value = own
            if new not in (own, old):
                conflicts.append(f"{name} {own or 'nothing'}, not {new or 'nothing'}")
        if value != own:
            merged.pop(name, None)
            if value != nothing:
                merged[name] = value
    return merged, conflicts
