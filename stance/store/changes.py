"""Writing to a store: a batch of changes that is written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from stance.errors import StoreError
from stance.ids import batch_id, text_hash
from stance.store.backups import back_up, back_up_before
from stance.store.documents import ORDER, Document, Record, table_of, write_record
from stance.store.files import clean_leftovers, explain, make_folder
from stance.store.history import Change, PastBatch, group_changes, write_batch
from stance.store.locking import lock_for_writing
from stance.store.migrations import SCHEMA
from stance.store.store import Store, real_path
from stance.store.tables import StoreFile
from stance.store.texts import write_texts


class Batch:
    """The changes of one command, as they gather; `store` is the fresh state with them in it."""

    def __init__(self, store: Store, command: str, coder: str, now: str, dry_run: bool = False) -> None:
        self.store = store
        self.command = command
        self.coder = coder
        self.now = now
        self.dry_run = dry_run
        self.undoes = ""  #: the batch that this one takes back
        self.merged: tuple[str, ...] = ()  #: batches of another store that come in with this one
        self.rewrite = False  #: lay the whole file out anew, so that of records that stand twice the last is kept
        self.notes: list[str] = []  #: what a user should be told besides the changes
        self._changes: dict[tuple[str, str], Change] = {}
        self._texts: dict[str, str] = {}
        self._saved: PastBatch | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs from the state before, a Change a record."""
        return tuple(self._changes.values())

    @property
    def id(self) -> str:
        """The id that the history knows the batch by; final when the body of `change` has ended."""
        return (self.past() if self._saved is None else self._saved).id

    def put(self, record: Record) -> bool:
        """Insert a record, or replace the one with its id; False if it was there just like this."""
        table = table_of(record)
        document = write_record(record)
        if table == "positions":
            present = self.store.documents(table)
            given = present.get(record.id, {}).get(ORDER)
            document[ORDER] = given if given is not None else max((o.get(ORDER, 0) for o in present.values()), default=-1) + 1  # fmt: skip
        return self.put_document(table, record.id, document)

    def remove(self, kind: str | type[Any], id_: str) -> bool:
        """Take a record out altogether (the trash is a status); False if there was none."""
        return self.put_document(table_of(kind), id_, None)

    def put_document(self, table: str, id_: str, document: Document | None) -> bool:
        """`put` and `remove` for a document as the store keeps it."""
        now = self.store.documents(table).get(id_)
        if now == document:
            return False
        key = table, id_
        before = self._changes[key].before if key in self._changes else now
        if before == document:
            del self._changes[key]
            document = before  # the object as it was read, so that its line stays
        else:
            self._changes[key] = Change(table, id_, before, document)
        self.store.set_document(table, id_, document)
        return True

    def put_text(self, text: str) -> str:
        """Keep a text beside the store; its SHA-256, for `Source.sha256`."""
        sha256 = text_hash(text)
        self._texts[sha256] = text
        self.store.set_text(sha256, text)
        return sha256

    def past(self) -> PastBatch:
        """The batch as the history will keep it."""
        history = self.store.history()
        batch = PastBatch(
            id="",
            number=history[-1].number + 1 if history else 1,
            at=self.now,
            coder=self.coder,
            command=self.command,
            undoes=self.undoes,
            merged=self.merged,
            **group_changes(self._changes),
        )
        told = json.dumps(
            [write_batch(batch), sorted((c.table, c.id, c.after) for c in self.changes if c.before is None)]
        )
        return replace(batch, id=batch_id(self.now, self.command, [told]))

    def save(self) -> None:
        """Write texts, records and history; raises StanceError, and the file is then as it was."""
        store = self.store
        tables = store.stored.read()
        assert tables is not None
        tables.load_all()
        if self.rewrite:
            back_up(store.file, self.now)
            tables.replace_all(dict(tables))
        refuse_read_only(store.file)
        clean_leftovers(store.file.parent, store.file.name)
        back_up_before(store, self.now)
        write_texts(store.file, self._texts)
        by_table: dict[str, dict[str, Document | None]] = {}
        for change in self.changes:
            by_table.setdefault(change.table, {})[change.id] = change.after
        store.positions()
        if store.codebook_hash:
            meta = store.meta | {"codebook_sha256": store.codebook_hash}
            by_table["meta"] = {"store": meta}
            by_table["positions"] = {**store.documents("positions"), **by_table.get("positions", {})}
        past = self.past()
        by_table["history"] = {past.id: write_batch(past)}
        store.write_documents(by_table)
        self._saved = past


@contextmanager
def change(store: Store, command: str, *, coder: str, now: str, wait: float, dry_run: bool = False) -> Iterator[Batch]:
    """The context of `Store.change`."""
    with nullcontext() if dry_run else lock_for_writing(store.file, wait, store.on_wait):
        fresh = store.again()
        batch = Batch(fresh, command, coder, now, dry_run)
        yield batch
        if dry_run:
            return
        if batch.changes or batch.merged or batch.undoes or batch.rewrite:
            batch.save()
        store.become(fresh)


def create_store(path: Path, records: Iterable[Record], *, codebook: str, now: str, coder: str, wait: float) -> None:
    """Make the file of `Store.create`."""
    file = real_path(path)
    try:
        make_folder(file.parent)
    except OSError as error:
        raise explain(error, file, "write") from error
    with lock_for_writing(file, wait):
        if file.is_dir():
            raise StoreError(f"{path} is a folder.", f"Name a file in it, such as {path}/stance.json.")
        if os.path.lexists(file):
            raise StoreError(f"{path} exists already; it was left as it is.", "Name another with --store.")
        clean_leftovers(file.parent, file.name)
        stored = StoreFile(file)
        empty: dict[str, dict[str, Any]] = {
            "meta": {"store": {"schema_version": SCHEMA, "codebook": codebook, "created": now}}
        }
        for table in ("actors", "events", "positions", "sources", "statements", "history"):
            empty[table] = {}
        stored.write(empty)
        batch = Batch(Store(path, stored), "init", coder, now)
        for record in records:
            batch.put(record)
        batch.save()


def refuse_read_only(file: Path) -> None:
    """StoreError for a file that nobody may write: replacing it would go round the owner's wish."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(file, os.W_OK):
        raise StoreError(f"{file} is read-only; nothing was changed.", f"`chmod u+w {file}` allows changes.")
