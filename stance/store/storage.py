"""The TinyDB over a store's file. Imported on writing only: to read takes no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from stance.store.documents import Document
from stance.store.tables import StoreFile, Tables


class StanceStorage(Storage):
    """What TinyDB reads from and writes to: the store's file, which it may read and change but not commit."""

    def __init__(self, file: StoreFile) -> None:
        self.file = file

    def read(self) -> Tables | None:
        return self.file.read()

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.file.write(data)

    def close(self) -> None:
        self.file.close()


class RecordTable(Table):
    """A TinyDB table whose ids are the records' own: no number of TinyDB's is ever made."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0


class Database(TinyDB):
    """The TinyDB over one store's file."""

    table_class = RecordTable

    def __init__(self, file: StoreFile) -> None:
        super().__init__(file, storage=StanceStorage)

    def set_many(self, table: str, documents: Mapping[str, Document | None]) -> None:
        """Insert, replace or (None) remove documents of a table, in two passes over it however many they are."""
        target = self.table(table)
        tables = self.storage.read()
        present = cast("Tables", tables).table(table) if tables is not None else {}
        old = [id_ for id_ in documents if id_ in present]
        if old:
            target.remove(doc_ids=cast("list[int]", old))
        new = [TinyDocument(document, cast("int", id_)) for id_, document in documents.items() if document is not None]
        if new:
            target.insert_multiple(new)
