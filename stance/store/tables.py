"""The file of a store as tables: read once, written whole or not at all, one record a line.

The layout is JSON that also reads well line by line:

    {
    "meta": {
    "store": {"schema_version": 1}
    },
    "statements": {
    "s0123456789": {"actor": …},
    "s0123456790": {"actor": …}
    }
    }

Tables stand in a fixed order and records in the order of their ids, so that a change of one record is a change of
one line. A table is parsed when it is asked for, and the lines of records that did not change are written as they
were read. A file that somebody has laid out otherwise is read all the same, and written in this layout.
"""

from __future__ import annotations

import gc
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, cast

from stance.errors import StoreError
from stance.store.documents import TABLES, Document
from stance.store.files import OpenFile, explain, write_atomically

TABLE_ORDER = ("meta", *TABLES, "history")

_HEADER = re.compile(r'\n"([^"\\\n]*)": (?=\{\n)')
_DECODER = json.JSONDecoder()
_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_ascii = json.JSONEncoder(ensure_ascii=True).encode


_MANY = 1_000_000  # bytes of JSON, or so


@contextmanager
def without_collector(size: int = 0) -> Iterator[None]:
    """Parsing makes a million objects and no garbage: looking for some would take half of the time.

    After much of it (`size` in bytes of JSON) the objects are put out of the collector's sight altogether; they go
    when nobody needs them, as before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if size > _MANY:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()


class Tables(dict[str, dict[str, Document]]):
    """The tables of a store by name; each is parsed when it is first asked for."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__()
        self.path = path
        self._text = text
        self._bounds = _find_tables(text)
        self._parsed: dict[str, dict[str, Document]] = {}
        if self._bounds is None:
            whole = self._parse(0, len(text.rstrip()))
            for name, table in whole.items():
                self[name] = self._checked(name, table)

    def __missing__(self, name: str) -> dict[str, Document]:
        if not self._bounds or name not in self._bounds:
            raise KeyError(name)
        table = self._checked(name, self._parse(*self._bounds[name]))
        self[name] = self._parsed[name] = table
        return table

    def names(self) -> list[str]:
        """All tables, those not parsed yet as well."""
        return list(dict.fromkeys([*(self._bounds or ()), *self]))

    def table(self, name: str) -> dict[str, Document]:
        """The documents of a table by id; none where there is no such table."""
        try:
            return self[name]
        except KeyError:
            return {}

    def replace_all(self, tables: Mapping[str, dict[str, Document]]) -> None:
        """Put other tables in place of all; the old text is forgotten."""
        self._text, self._bounds, self._parsed = "", None, {}
        self.clear()
        self.update(tables)

    def load_all(self) -> None:
        """Parse what is not parsed yet, so that nothing is written beside something damaged."""
        for name in self.names():
            self[name]

    def _parse(self, start: int, end: int) -> dict[str, Any]:
        try:
            with without_collector(end - start):
                value, stop = _DECODER.raw_decode(self._text, start)
            if stop != end:
                raise json.JSONDecodeError("Extra data", self._text, stop)
        except json.JSONDecodeError as error:
            raise _damaged(self.path, error) from error
        except RecursionError as error:
            raise StoreError(f"{self.path} is no stance store: its data is nested too deeply.") from error
        except ValueError as error:  # a number of thousands of digits
            raise StoreError(f"{self.path} is damaged: {error}.") from error
        if not isinstance(value, dict):
            raise StoreError(f"{self.path} is no stance store.", "Name another with --store.")
        return value

    def _checked(self, name: str, table: Any) -> dict[str, Document]:
        if not isinstance(table, dict):
            raise StoreError(f"{self.path} is no stance store: {name!r} in it is no table.")
        for id_, document in table.items():
            if document.__class__ is not dict:
                raise StoreError(f"{self.path} is damaged: {id_!r} of {name!r} is no record.")
        return table

    def twins(self) -> list[str]:
        """The ids that stand more than once in the file, as careless merging of files leaves them."""
        pairs: list[str] = []

        def note(items: list[tuple[str, Any]]) -> dict[str, Any]:
            record = dict(items)
            if len(record) < len(items):
                counts = Counter(key for key, _ in items)
                pairs.extend(key for key, count in counts.items() if count > 1)
            return record

        if self._text:
            try:
                json.loads(self._text, object_pairs_hook=note)
            except json.JSONDecodeError as error:
                raise _damaged(self.path, error) from error
            except (ValueError, RecursionError) as error:  # a number of thousands of digits
                raise StoreError(f"{self.path} is damaged: {error}.") from error
        return pairs

    def render(self) -> str:
        """The text of the file; lines of records that are the same objects as were read stay as they were."""
        if self._bounds is None:
            self._refuse_twins()
        known = [name for name in TABLE_ORDER if name in self.names()]
        parts = []
        for name in known + sorted(set(self.names()) - set(known)):
            parts.append(f"{encode_basestring(name)}: {self._render_table(name)}")
        return "{\n" + ",\n".join(parts) + "\n}\n"

    def _render_table(self, name: str) -> str:
        if name not in self or self.get(name) is self._parsed.get(name):
            start, end = cast("dict[str, tuple[int, int]]", self._bounds)[name]
            return self._text[start:end]
        table = self[name]
        before, lines = self._lines_of(name)
        out = []
        for id_ in sorted(table):
            document = table[id_]
            if before.get(id_) is document:
                out.append(lines[id_])
            else:
                out.append(encode_line(id_, document))
        return "{\n" + ",\n".join(out) + "\n}" if out else "{\n}"

    def _lines_of(self, name: str) -> tuple[dict[str, Document], dict[str, str]]:
        before = self._parsed.get(name)
        if not before or not self._bounds:
            return {}, {}
        start, end = self._bounds[name]
        lines = self._text[start + 2 : end - 2].split(",\n")
        ours = len(lines) == len(before)
        if ours and all(line.startswith(f'"{id_}": {{') for id_, line in zip(before, lines, strict=True)):
            return before, dict(zip(before, lines, strict=True))
        self._refuse_twins()
        return {}, {}

    def _refuse_twins(self) -> None:
        """Writing would keep the last of several records with one id, and lose the others."""
        if twins := self.twins():
            raise StoreError(
                f"{self.path} has records that stand twice: {', '.join(twins[:3])}.",
                "`stance check --fix` keeps the last of each.",
            )


def _find_tables(text: str) -> dict[str, tuple[int, int]] | None:
    """Where each table's object begins and ends, if the file has our layout: no line break stands inside a record."""
    if not text.startswith('{\n"'):
        return None
    bounds: dict[str, tuple[int, int]] = {}
    place = 1
    while True:
        header = _HEADER.match(text, place)
        end = _end_of_table(text, header.end() + 1) if header else -1
        if not header or end < 0 or header[1] in bounds:
            return None
        bounds[header[1]] = (header.end(), end + 2)
        if text.startswith(",\n", end + 2):
            place = end + 3
        elif text[end + 2 :].strip() == "}":
            return bounds
        else:
            return None


def _end_of_table(text: str, start: int) -> int:
    """Where the next line that begins with a brace ends the one before it; -1: nowhere.

    Line breaks alone are found three times as fast as line breaks with a brace.
    """
    place = start - 1
    while (place := text.find("\n", place + 1)) >= 0:
        if text.startswith("}", place + 1):
            return place
    return -1


def _damaged(path: Path, error: json.JSONDecodeError) -> StoreError:
    line = error.doc[error.doc.rfind("\n", 0, error.pos) + 1 :][:20]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")) or "\n<<<<<<< " in error.doc:
        return StoreError(
            f"{path} holds an unfinished git merge (line {error.lineno}).",
            "`git merge --abort` takes it back; examples/team/README.md shows how stance itself merges.",
        )
    return StoreError(
        f"{path} is damaged: no JSON at line {error.lineno}, column {error.colno}.",
        "It was left as it is; `stance backup restore` brings back an earlier state.",
    )


def encode_line(id_: str, document: Mapping[str, Any]) -> str:
    """A record as it stands in the file."""
    line = f"{encode_basestring(id_)}: {_encode(document)}"
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError:  # half a surrogate pair; JSON can say it, UTF-8 cannot
            line = f"{_encode_ascii(id_)}: {_encode_ascii(document)}"
    return line


class StoreFile:
    """One store's file: writes gather in memory until `commit`, which is one atomic write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables: Tables | None = None
        self._changed = False
        self._file: OpenFile | None = None

    def read(self) -> Tables | None:
        """The tables, read once; None where there is no file. Raises StoreError on what is no store."""
        if self._tables is None:
            try:
                file = OpenFile(self.path)
                data = file.read()
            except FileNotFoundError:
                return None
            except OSError as error:
                raise explain(error, self.path, "read") from error
            try:
                text = data.decode()
            except UnicodeDecodeError as error:
                raise StoreError(
                    f"{self.path} is no stance store, or damaged: byte {error.start} is not UTF-8."
                ) from error
            self._tables = Tables(self.path, text)
            self._file = file
        return self._tables

    def is_current(self) -> bool:
        """Whether the file is still the one that was read, or written last."""
        return self._file is not None and not self._changed and self._file.is_current()

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over new tables; nothing reaches the disk before `commit`."""
        if self._tables is None:
            self._tables = Tables(self.path, "{\n}")
        for name, table in data.items():
            self._tables[name] = cast("dict[str, Document]", table)
        self._changed = True

    def commit(self) -> None:
        """Write the file, whole or not at all; raises StanceError, and the file is then as it was."""
        if self._tables is None or not self._changed:
            return
        data = self._tables.render().encode()
        try:
            write_atomically(self.path, data)
        except OSError as error:
            raise explain(error, self.path, "write") from error
        self._changed = False
        with suppress(OSError):
            self._file = OpenFile(self.path)

    def forget(self, tables: Mapping[str, dict[str, Document]]) -> None:
        """Go back to these tables, where others could not be committed."""
        if self._tables is not None:
            self._tables.clear()
            self._tables.update(tables)
        self._changed = False

    def close(self) -> None:
        """Let go of what was not committed."""
        if self._changed:
            self._tables, self._file, self._changed = None, None, False
