"""What a store holds already, read only as far as a plan asks: one more statement costs no reading of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from stance.analysis.sameness import SketchIndex, address_key
from stance.model import Source, Statement
from stance.store.documents import references

if TYPE_CHECKING:
    from stance.store import Store

Record = TypeVar("Record")


class Known(Generic[Record]):
    """The records of a table by id: what a plan put there, else what the store has."""

    def __init__(self, store: Store, table: str) -> None:
        self._store = store
        self._table = table
        self._records: dict[str, Record | None] = {}

    def get(self, id: str) -> Record | None:
        if id not in self._records:
            self._records[id] = self._store.get(self._table, id)
        return self._records[id]

    def drop(self, id: str) -> None:
        """Look at the records as if there were no such one, until it is put again."""
        self._records[id] = None

    def __getitem__(self, id: str) -> Record:
        found = self.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def __contains__(self, id: str) -> bool:
        return self.get(id) is not None

    def documents(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """What the store has, in the order of the ids; nothing says that a document is well-formed."""
        yield from sorted(self._store.documents(self._table).items())


class KnownSources(Known[Source]):
    """Sources, and which has a text or an address."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, "sources")

    def put(self, source: Source) -> None:
        """Add a source, or put a fuller one in place of what it was."""
        known = self.get(source.id)
        if source.sketch and not (known and known.sketch):
            self.sketches.add(source.id, source.sketch)
        if source.sha256 and source.id not in self.by_text.setdefault(source.sha256, []):
            self.by_text[source.sha256].append(source.id)
        for url in (source.url, *source.urls):
            if url:
                self.by_address[address_key(url)] = source.id
        self._records[source.id] = source

    @cached_property
    def by_text(self) -> dict[str, list[str]]:
        """The ids of the sources with a text, by its hash."""
        found: dict[str, list[str]] = {}
        for id, sha256 in self._words("sha256"):
            found.setdefault(sha256, []).append(id)
        return found

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The source of each address; of several the latest text, which is what the next one is compared with."""
        return {address_key(url): id for id, url in self._words("url", "urls")}

    @cached_property
    def sketches(self) -> SketchIndex:
        index = SketchIndex()
        for id, sketch in self._words("sketch"):
            index.add(id, sketch)
        return index

    def _words(self, *fields: str) -> Iterator[tuple[str, str]]:
        for id, document in self.documents():
            for field in fields:
                value = document.get(field)
                for one in value if isinstance(value, list) else (value,):
                    if one and isinstance(one, str):
                        yield id, one


class KnownStatements(Known[Statement]):
    """Statements, and which rest on a source."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, "statements")
        self._put_by_source: dict[str, list[str]] = {}

    def put(self, statement: Statement) -> None:
        """Add a statement, or put a changed one in place of what it was."""
        self._records[statement.id] = statement
        for ref in statement.sources:
            self._put_by_source.setdefault(ref.source, []).append(statement.id)

    def in_source(self, source: str) -> list[str]:
        """The ids of the statements that rest on a source: the store's, then those that were put."""
        stored, put = self._stored_by_source.get(source, ()), self._put_by_source.get(source, ())
        return [id for id in dict.fromkeys([*stored, *put]) if id not in self._records or self._rests_on(id, source)]

    def _rests_on(self, id: str, source: str) -> bool:
        statement = self._records[id]
        return statement is not None and any(ref.source == source for ref in statement.sources)

    @cached_property
    def stored_by_view(self) -> dict[tuple[str, str], list[str]]:
        """The ids of the store's statements by actor and position."""
        found: dict[tuple[str, str], list[str]] = {}
        for id, document in self.documents():
            found.setdefault((str(document.get("actor")), str(document.get("position"))), []).append(id)
        return found

    @cached_property
    def _stored_by_source(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, document in self.documents():
            for table, source in references(document):
                if table == "sources":
                    found.setdefault(source, []).append(id)
        return found
