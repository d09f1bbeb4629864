"""`stance log`: what was done, in the store or to one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.cli.options import Output, takes_groups
from stance.errors import NotFound

if TYPE_CHECKING:
    from stance.store import Store
    from stance.store.history import PastBatch


@takes_groups
def log(
    ctx: typer.Context,
    output: Output,
    record: Annotated[
        str | None, typer.Argument(metavar="[RECORD]", help="Only of this record, or all of this batch.")
    ] = None,
) -> None:
    """Show what was done, the newest first.

    With the id of a record: what each command changed in it. With the id of a batch: every record it changed.

    Example: stance log --limit 5
    """
    from stance.cli.telling import give

    project = project_of(ctx)
    store = project.open_store()
    head: dict[str, Any] = {"command": "log", "as_of": None, "filters": {"record": record} if record else {}}
    if record is None:
        give(project, output, head, _log_fields(), _log_rows(store))
        return
    rows = _rows_of_record(store, record)
    give(project, output, head, _change_fields(), rows)


def _batch_fields(field: Any) -> list[Any]:
    return [
        field("batch", "text", "The batch's id, for `stance undo`."),
        field("at", "text", "When it was written, ISO 8601.", "when"),
        field("coder", "text", "Who gave the command."),
    ]


def _log_fields() -> list[Any]:
    from stance.export.formats import Field

    return [
        *_batch_fields(Field),
        Field("records", "integer", "How many records it changed."),
        Field("state", "text", "undone, where it was taken back since."),
        Field("command", "text", "The command."),
    ]


def _log_rows(store: Store) -> list[dict[str, Any]]:
    from stance.store.undoing import undone

    gone = undone(store.history())
    return [
        {
            "batch": batch.id,
            "at": batch.at,
            "coder": batch.coder,
            "records": len(batch),
            "state": "undone" if batch.id in gone else "",
            "command": batch.command,
        }
        for batch in reversed(store.history())
    ]


def _change_fields() -> list[Any]:
    from stance.export.formats import Field

    return [
        *_batch_fields(Field),
        Field("kind", "text", "What kind of record."),
        Field("id", "text", "The record's id."),
        Field("verb", "text", "added, changed or removed.", "what"),
        Field("command", "text", "The command."),
        Field("change", "text", "Each field as it was and as it became."),
    ]


def _rows_of_record(store: Store, typed: str) -> list[dict[str, Any]]:
    from stance.store.history import Change
    from stance.store.undoing import record_history

    batches = [batch for batch in store.history() if batch.id.startswith(typed)]
    exact = any(typed in store.documents(table) for table in ("actors", "events", "positions"))
    if len(batches) == 1 and not exact:
        batch = batches[0]
        return [_row(batch, change) for change in _changes_of(store, batch)]
    keys = _keys_like(store, typed)
    if not keys:
        store.find(typed)  # says what is near, or that it fits several
        raise NotFound("record", typed)
    return [
        _row(batch, Change(table, id_, before, after))
        for table, id_ in keys
        for batch, before, after in record_history(store, table, id_)
    ]


def _keys_like(store: Store, typed: str) -> list[tuple[str, str]]:
    """The record that was named, be it in the store or only in its history."""
    from stance.errors import Ambiguous
    from stance.store.documents import TABLES

    try:
        return [store.find_id(typed, TABLES)]
    except Ambiguous:
        raise
    except NotFound:
        found = {
            (table, id_) for batch in store.history() for table, id_, _ in batch.touched() if id_.startswith(typed)
        }
        if len(found) > 1:
            raise Ambiguous("Record", typed, sorted(id_ for _, id_ in found)) from None
        return list(found)


def _changes_of(store: Store, batch: PastBatch) -> list[Any]:
    from stance.store.history import Change
    from stance.store.undoing import state_after

    changes = []
    for table, id_, _ in batch.touched():
        after = state_after(store, batch, table, id_)
        changes.append(Change(table, id_, batch.before(table, id_, after), after))
    return changes


def _row(batch: PastBatch, change: Any) -> dict[str, Any]:
    from stance.cli.telling import shown

    before, after = change.before or {}, change.after or {}
    told = [f"{name} {shown(before.get(name))} → {shown(after.get(name))}" for name in change.fields]
    return {
        "batch": batch.id,
        "at": batch.at,
        "coder": batch.coder,
        "kind": change.table[:-1],
        "id": change.id,
        "verb": change.verb,
        "command": batch.command,
        "change": "; ".join(told) if change.verb == "changed" else "",
    }
