"""Records as the documents that the store keeps, and back: only what is said is written, what is unknown is kept.

A document has no id inside: it lies under its id. Fields that hold their default are left out, except a few that a
reader of the file wants to see; fields that this version does not know come back in `extra` and are written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from operator import itemgetter
from typing import Any, TypeAlias

from stance.errors import StoreError
from stance.model import (
    Actor,
    ActorKind,
    Confidence,
    Event,
    Kind,
    PartialDate,
    Position,
    Role,
    Source,
    SourceRef,
    Statement,
    Status,
)
from stance.record import record_of

Record: TypeAlias = Actor | Event | Position | Source | Statement
Document: TypeAlias = dict[str, Any]

#: Which table keeps which record, in the order of the file.
TABLES: dict[str, type[Record]] = {
    "actors": Actor,
    "events": Event,
    "positions": Position,
    "sources": Source,
    "statements": Statement,
}
_TABLE_OF = {record: table for table, record in TABLES.items()}

_NOTHING: dict[str, Any] = {}  # what most records have in `extra`: one for all of them, never changed
_ALWAYS = frozenset({"name", "label", "start", "actor", "position", "kind", "status", "title", "source"})
#: Where a position stands in its codebook; the record does not know it, the table keeps it.
ORDER = "order"


def table_of(kind: str | type[Any] | Record) -> str:
    """The table of a kind of record: "statement", "statements", `Statement` or a statement."""
    if isinstance(kind, str):
        table = kind if kind in TABLES else kind + "s"
        if table in TABLES:
            return table
        raise KeyError(kind)
    return _TABLE_OF[kind if isinstance(kind, type) else type(kind)]


def noun_of(table: str) -> str:
    """What one record of the table is called: "statement" of "statements"."""
    return table[:-1]


def _whole(value: object) -> Any:
    if value.__class__ is not int:
        raise TypeError("is not a whole number")
    return value


def _truth(value: object) -> Any:
    if value.__class__ is not bool:
        raise TypeError("is neither true nor false")
    return value


def _words(value: Any) -> tuple[str, ...]:
    if value.__class__ is not list:
        raise TypeError("is not a list of words")
    "".join(value)  # raises TypeError on anything but words, at the speed of C
    return tuple(value)


def _member_of(kinds: type[Enum]) -> Callable[[Any], Any]:
    return {str(member): member for member in kinds}.__getitem__


def _refs(value: Any) -> tuple[SourceRef, ...]:
    if value.__class__ is not list:
        raise TypeError("is not a list")
    refs = []
    for document in value:
        given = {"start": None, "end": None, "extra": _NOTHING, **document}
        source, start, end = given["source"], given["start"], given["end"]
        if source.__class__ is not str or not (start is None or start.__class__ is int is end.__class__):
            raise TypeError("names no source and span")
        if len(given) > 4:
            given = {
                "source": source, "start": start, "end": end,
                "extra": {key: one for key, one in document.items() if key not in ("source", "start", "end")},
            }  # fmt: skip
        refs.append(record_of(SourceRef, given))
    return tuple(refs)


def _roles(value: Any) -> tuple[Role, ...]:
    if value.__class__ is not list:
        raise TypeError("is not a list")
    return tuple([_ROLE.read("", one) for one in value])


#: The fields of a document that are to be converted, each with what does that; and those that its record does not know.
_Plan: TypeAlias = tuple[tuple[tuple[str, Callable[[Any], Any]], ...], tuple[str, ...]]


class _Shape:
    """How the documents of one class of records are read and written."""

    def __init__(self, record: type[Any]) -> None:
        self.record = record
        self.defaults: dict[str, Any] = {}
        required: list[str] = []
        words: list[str] = []
        special: list[tuple[str, Callable[[Any], Any]]] = []
        for one in fields(record):
            if one.name == "extra":
                continue
            kind = str(one.type)
            if one.default is MISSING and one.name != "id":
                required.append(one.name)
            self.defaults[one.name] = one.default if one.default is not MISSING else "" if kind == "str" else None
            if kind == "str":
                words.append(one.name)
            else:
                special.append((one.name, _CONVERTERS[kind]))
        self.names = frozenset(self.defaults) - {"id"}
        self.required = frozenset(required)
        self.words = itemgetter(*words)  # picks the fields that are plain words
        self.special = tuple(special)
        self._plans: dict[tuple[str, ...], _Plan] = {}  # by the fields that a document has: most have the same few

    def read(self, id_: str, document: Any) -> Any:
        """The record, its __init__ left out for speed; TypeError, KeyError or ValueError on what fits no field."""
        names = tuple(document)
        to_convert, unknown = self._plans.get(names) or self._plan(names)
        values = {**self.defaults, **document, "id": id_, "extra": _NOTHING}
        "".join(self.words(values))  # raises TypeError on anything but words, at the speed of C
        for name, convert in to_convert:
            values[name] = convert(document[name])
        if unknown:
            values["extra"] = {name: document[name] for name in unknown}
            for name in unknown:
                if name not in ("id", "extra"):
                    del values[name]
        if self.record is Role:
            del values["id"]
        return record_of(self.record, values)

    def _plan(self, names: tuple[str, ...]) -> _Plan:
        """Which fields of such a document are to be converted, and which are none; KeyError where one is missing."""
        if not self.required <= set(names):
            raise KeyError
        to_convert = tuple((name, convert) for name, convert in self.special if name in names)
        plan = self._plans[names] = to_convert, tuple(name for name in names if name not in self.names)
        return plan

    def write(self, record: Any) -> Document:
        document: Document = {}
        for name, default in self.defaults.items():
            if name == "id":
                continue
            value = getattr(record, name)
            if value is None or (value == default and name not in _ALWAYS):
                continue
            document[name] = _plain(value)
        for key, value in record.extra.items():
            if key not in self.names:
                document[key] = value
        return document


def _plain(value: Any) -> Any:
    if isinstance(value, Enum | PartialDate):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, SourceRef):
        place = {"source": value.source, "start": value.start, "end": value.end}
        return {key: one for key, one in place.items() if one is not None} | dict(value.extra)
    if isinstance(value, Role):
        return _ROLE.write(value)
    return value


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "PartialDate | None": PartialDate.parse,
    "PartialDate": PartialDate.parse,
    "tuple[str, ...]": _words,
    "tuple[SourceRef, ...]": _refs,
    "tuple[Role, ...]": _roles,
    "Kind": _member_of(Kind),
    "Status": _member_of(Status),
    "ActorKind": _member_of(ActorKind),
    "Confidence | None": _member_of(Confidence),
    "int | None": _whole,
    "bool": _truth,
}


_ROLE = _Shape(Role)
_SHAPES = {table: _Shape(record) for table, record in TABLES.items()}


def references(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Table and id of each record that a statement's document refers to, well-formed or not."""
    for field, table in (("actor", "actors"), ("position", "positions"), ("event", "events")):
        if document.get(field):
            yield table, str(document[field])
    sources = document.get("sources")
    for ref in sources if isinstance(sources, list) else ():
        if isinstance(ref, dict) and ref.get("source"):
            yield "sources", str(ref["source"])


def read_record(table: str, id_: str, document: Mapping[str, Any]) -> Any:
    """The record that a document holds; StoreError names the field that is not as it should be."""
    return read_records(table, {id_: document})[0]


def read_records(table: str, documents: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """The records of many documents, in their order; StoreError as `read_record`."""
    read = _SHAPES[table].read
    records: list[Any] = []
    id_ = ""
    try:
        for id_, document in documents.items():
            records.append(read(id_, document))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        reasons = faults_in(table, documents[id_])
        raise StoreError(
            f"{noun_of(table).capitalize()} {id_} of the store is damaged: {reasons[0] if reasons else error}.",
            "`stance check` lists all faults; `stance backup restore` brings back an earlier state.",
        ) from error
    if table == "positions":
        for record in records:
            record.extra.pop(ORDER, None)
    return records


def write_record(record: Record) -> Document:
    """The document of a record."""
    return _SHAPES[_TABLE_OF[type(record)]].write(record)


def faults_in(table: str, document: object) -> list[str]:
    """What keeps a document from being read, a sentence part for each field: "stated_on '2023-02-31' is …"."""
    if not isinstance(document, dict):
        return ["it is no object with fields"]
    shape = _SHAPES[table]
    found = [f"{name} is missing" for name in sorted(shape.required - document.keys())]
    special = dict(shape.special)
    for name in shape.names & document.keys():
        value = document[name]
        if name not in special:
            if not isinstance(value, str):
                found.append(f"{name} {_shown(value)} is not words")
            continue
        try:
            special[name](value)
        except KeyError:
            found.append(f"{name} {_shown(value)} is not one of its values")
        except (TypeError, ValueError, AttributeError) as error:
            reason = str(error) if str(error).startswith(("is ", "names ")) else "is not what belongs there"
            found.append(f"{name} {_shown(value)} {reason}")
    return found


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
