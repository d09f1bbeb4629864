"""The store as the rest of the program sees it: records to read, and `change` to write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stance.errors import Ambiguous, NotFound, StoreError
from stance.model import Actor, Event, Position, Source, Statement, Status
from stance.store.documents import (
    ORDER,
    TABLES,
    Document,
    Record,
    noun_of,
    read_record,
    read_records,
    table_of,
    write_record,
)
from stance.store.files import missing
from stance.store.migrations import SCHEMA, migrate, version_of
from stance.store.tables import StoreFile, Tables, without_collector
from stance.store.texts import read_text

if TYPE_CHECKING:
    from stance.store.changes import Batch
    from stance.store.history import PastBatch

WAIT = 30.0  #: seconds that a writer waits for another, unless told otherwise


class Store:
    """One store's file as it stood when it was read; `change` writes, and shows the new state afterwards.

    Records come as tuples in the order of their ids, positions in that of their codebook. Reading takes no lock.
    """

    def __init__(
        self, path: Path, stored: StoreFile, wait: float = WAIT, on_wait: Callable[[], None] | None = None
    ) -> None:
        self.path = path
        self.wait = wait
        self.on_wait = on_wait
        self.stored = stored
        tables = stored.read()
        if tables is None:
            raise missing(path)
        self.schema = version_of(path, tables.table("meta"))
        self._tables: Tables = tables
        if self.schema < SCHEMA:
            tables.load_all()
            try:
                migrated = migrate(dict(tables), self.schema)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                raise StoreError(f"{path} of schema {self.schema} is damaged; it was left as it is.") from error
            tables.replace_all(migrated)
        self._fresh: dict[str, dict[str, Document]] = {}  # tables that a batch has begun to change
        self._records: dict[tuple[str, Status | None], tuple[Any, ...]] = {}
        self._texts: dict[str, str] = {}
        self.codebook_hash = (
            ""  #: of a `codebook.toml` beside the store that changed since its positions were taken over
        )
        self._looked_beside = False
        self._history: tuple[PastBatch, ...] | None = None

    # -- making and opening --

    @classmethod
    def open(cls, path: Path, *, wait: float = WAIT, on_wait: Callable[[], None] | None = None) -> Store:
        """Read a store. NotFound where there is none; StoreError on what is damaged, newer or no store.

        `wait` and `on_wait` hold for the changes made through it: how many seconds to wait for another writer,
        and what to call once after the first of them. A symbolic link is followed: its target is the store.
        """
        return cls(path, StoreFile(real_path(path)), wait, on_wait)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        actors: Iterable[Actor] = (),
        events: Iterable[Event] = (),
        positions: Iterable[Position] = (),
        statements: Iterable[Statement] = (),
        sources: Iterable[Source] = (),
        codebook: str = "",
        now: str,
        coder: str,
        wait: float = WAIT,
    ) -> Store:
        """Make a store with these records in its first batch, "init"; StoreError where a file stands already.

        `codebook` is the id of the codebook that the positions come from.
        """
        from stance.store.changes import create_store

        records: list[Record] = [*actors, *events, *positions, *sources, *statements]
        create_store(path, records, codebook=codebook, now=now, coder=coder, wait=wait)
        return cls.open(path, wait=wait)

    # -- reading --

    @property
    def meta(self) -> Document:
        """What the store says of itself: schema_version, codebook, created."""
        return dict(self._tables.table("meta")["store"])

    @property
    def file(self) -> Path:
        """The file itself, where `path` may be a link to it."""
        return self.stored.path

    def documents(self, table: str) -> dict[str, Document]:
        """The documents of a table by id; not to be changed."""
        if table == "positions" and not self._looked_beside:
            self._look_beside()
        return self._fresh[table] if table in self._fresh else self._tables.table(table)

    def _look_beside(self) -> None:
        """Take the positions of a `codebook.toml` beside the store, if it is not the one they were taken from.

        The file is the truth: people edit it. Its hash stands in `meta`, so that it is parsed after a change only.
        Positions that it does not have (any more) come after its own: statements may still hold them.
        """
        self._looked_beside = True
        try:
            data = self.path.with_name("codebook.toml").read_bytes()
        except OSError:
            return
        import hashlib

        found = hashlib.sha256(data).hexdigest()
        if found == self.meta.get("codebook_sha256"):
            return
        from stance.codebook import load_codebook

        book = load_codebook(self.path.with_name("codebook.toml"))
        self.codebook_hash = found
        documents = {one.id: write_record(one) | {ORDER: place} for place, one in enumerate(book.positions)}
        kept = sorted(self._tables.table("positions").items(), key=lambda item: item[1].get(ORDER, 0))
        for id_, document in kept:
            if id_ not in documents:
                documents[id_] = document | {ORDER: len(documents)}
        self._fresh["positions"] = documents

    def records(self, table: str, status: Status | None = None) -> tuple[Any, ...]:
        """The records of a table; with `status`, the statements of that status."""
        key = table, status
        if key not in self._records:
            documents = self.documents(table)
            if status is not None:
                wanted = str(status)
                documents = {
                    id_: one for id_, one in documents.items() if one.get("status", "accepted") == wanted
                }  # fmt: skip
            if (ids := list(documents)) != (ordered := sorted(ids)):  # changed just now, or laid out by somebody else
                documents = {id_: documents[id_] for id_ in ordered}
            with without_collector(600 * len(documents)):
                self._records[key] = tuple(read_records(table, documents))
        return self._records[key]

    def actors(self) -> tuple[Actor, ...]:
        return self.records("actors")

    def events(self) -> tuple[Event, ...]:
        """Events by their first day."""
        return tuple(sorted(self.records("events"), key=lambda event: (event.start, event.id)))

    def positions(self) -> tuple[Position, ...]:
        """Positions in the order of their codebook."""
        documents = self.documents("positions")
        return tuple(sorted(self.records("positions"), key=lambda one: documents[one.id].get(ORDER, len(documents))))

    def sources(self) -> tuple[Source, ...]:
        return self.records("sources")

    def statements(self, status: Status | None = Status.ACCEPTED) -> tuple[Statement, ...]:
        """Statements of a status, None: all; in the order of their ids."""
        return self.records("statements", status)

    def get(self, table: str, id_: str) -> Any:
        """The record of a table with exactly this id, or None."""
        document = self.documents(table).get(id_)
        return None if document is None else read_record(table, id_, document)

    def actor(self, id_: str) -> Actor | None:
        return cast("Actor | None", self.get("actors", id_))

    def event(self, id_: str) -> Event | None:
        return cast("Event | None", self.get("events", id_))

    def position(self, id_: str) -> Position | None:
        return cast("Position | None", self.get("positions", id_))

    def source(self, id_: str) -> Source | None:
        return cast("Source | None", self.get("sources", id_))

    def statement(self, id_: str) -> Statement | None:
        return cast("Statement | None", self.get("statements", id_))

    def find(self, prefix: str, *kinds: str | type[Any]) -> Any:
        """The record whose id is, or alone begins with, what was typed; of these kinds, or of any.

        Raises Ambiguous, or NotFound with ids that look alike.
        """
        tables = [table_of(kind) for kind in kinds] or list(TABLES)
        return self.get(*self.find_id(prefix, tables))

    def find_id(self, prefix: str, tables: Iterable[str]) -> tuple[str, str]:
        """Table and id that what was typed stands for; raises as `find`."""
        tables = list(tables)
        typed = prefix.strip().lower()
        for table in tables:
            if typed in self.documents(table):
                return table, typed
        found = [
            (table, id_) for table in tables for id_ in self.documents(table) if typed and id_.startswith(typed)
        ]  # fmt: skip
        if len(found) == 1:
            return found[0]
        what = noun_of(tables[0]) if len(tables) == 1 else "record"
        if found:
            raise Ambiguous(what.capitalize(), prefix, [id_ for _, id_ in found])
        from difflib import get_close_matches

        every = [id_ for table in tables for id_ in self.documents(table)]
        raise NotFound(what, prefix, get_close_matches(typed, every[:20_000], 3, 0.75) if len(typed) < 80 else ())

    def text(self, sha256: str) -> str | None:
        """The text of a source by its hash; None where it is not kept."""
        return self._texts[sha256] if sha256 in self._texts else read_text(self.file, sha256)

    def history(self) -> tuple[PastBatch, ...]:
        """All batches of changes, the oldest first."""
        if self._history is None:
            from stance.store.history import read_batch

            try:
                batches = [read_batch(id_, one) for id_, one in self._tables.table("history").items()]
            except ValueError as error:
                raise StoreError(f"{self.path}: {error}.", "`stance check` lists all faults.") from error
            self._history = tuple(sorted(batches, key=lambda batch: batch.order))
        return self._history

    def raw_history(self) -> dict[str, Document]:
        """The documents of the history by batch, well-formed or not."""
        return self._tables.table("history")

    def twins(self) -> list[str]:
        """Ids that stand more than once in the file, as a careless merge leaves them; the last of each is read."""
        return self._tables.twins()

    # -- writing --

    def change(
        self, command: str, *, coder: str, now: str, wait: float | None = None, dry_run: bool = False
    ) -> AbstractContextManager[Batch]:
        """A batch of changes: `with store.change("edit", coder=…, now=…) as batch: batch.put(record)`.

        The lock is held and the file read again before the body runs; what the body put is written at its end, all
        at once, or not at all if it raises or put nothing new. Afterwards this store shows the new state. With
        `dry_run` nothing is locked nor written, and `batch.changes` tells what would have been.
        Raises Locked, or StoreError with the file as it was.
        """
        from stance.store.changes import change

        return change(self, command, coder=coder, now=now, wait=self.wait if wait is None else wait, dry_run=dry_run)

    def write_documents(self, by_table: Mapping[str, Mapping[str, Document | None]]) -> None:
        """Write documents (None: take out) as they are, all at once: for those who hold the lock, or need none."""
        from stance.store.storage import Database

        tables = self.stored.read()
        assert tables is not None
        tables.load_all()
        before = dict(tables)
        database = Database(self.stored)
        try:
            for table, documents in by_table.items():
                database.set_many(table, documents)
            self.stored.commit()
        except BaseException:
            self.stored.forget(before)
            raise
        self.settle()

    def again(self) -> Store:
        """The store read again from its file, or another view of what was read if the file is still the same."""
        if not self.stored.is_current():
            return Store(self.path, StoreFile(self.file), self.wait, self.on_wait)
        view = Store.__new__(Store)
        view.__dict__.update(self.__dict__)
        view._fresh = {table: dict(documents) for table, documents in self._fresh.items()}
        view._records = dict(self._records)
        view._texts = {}
        view._looked_beside = False
        view._fresh.pop("positions", None)
        return view

    def set_document(self, table: str, id_: str, document: Document | None) -> None:
        """Show another document of a record, or (None) none: for the batch that owns this view, in memory only."""
        self.documents(table)
        if table not in self._fresh:
            self._fresh[table] = dict(self._tables.table(table))
        if document is None:
            self._fresh[table].pop(id_, None)
        else:
            self._fresh[table][id_] = document
        for key in [key for key in self._records if key[0] == table]:
            del self._records[key]

    def set_text(self, sha256: str, text: str) -> None:
        """Show a text before it is written: for the batch that owns this view."""
        self._texts[sha256] = text

    def settle(self) -> None:
        """Take what was shown as what is: the batch that owns this view has been written."""
        self._fresh, self._texts, self._history, self.codebook_hash = {}, {}, None, ""

    def become(self, other: Store) -> None:
        """Show the state of another view of the same file."""
        self.__dict__.update({**other.__dict__, "path": self.path, "wait": self.wait, "on_wait": self.on_wait})


def real_path(path: Path) -> Path:
    """The file that a path means: links are followed, so that saving replaces their target and not them."""
    return Path(os.path.realpath(path))
