"""A Frictionless data package, version 2: CSV files and a description with types, enumerations and foreign keys."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.analysis.catalog import Catalog
from stance.errors import StanceError
from stance.export.formats import Field, encode_json, write_records
from stance.export.origin import Origin
from stance.export.summary import in_order
from stance.model import Actor, ActorKind, Confidence, Event, Kind, PartialDate, Position, Source, Statement, Status

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can name: the same bytes every time

_DATE = {"constraints": {"pattern": _PARTIAL}}
_REQUIRED = {"constraints": {"required": True}}
_KEY = {"constraints": {"required": True, "unique": True}}


def _words(values: Iterable[str], *, required: bool = False) -> dict[str, Any]:
    found = [str(value) for value in values]
    return {"constraints": {"enum": found, **({"required": True} if required else {})}}


# Each table: its fields with what the schema says beyond their type, and its keys.
_TABLES: Mapping[str, tuple[tuple[tuple[Field, Mapping[str, Any]], ...], Mapping[str, Any]]] = {
    "statements": (
        (
            (Field("id", "string", "Id of the statement."), _KEY),
            (Field("actor", "string", "Who holds the position."), _REQUIRED),
            (Field("position", "string", "The position."), _REQUIRED),
            (Field("support", "integer", "Degree of support of the position, higher is nearer to yes; empty outside the scale."), {}),
            (Field("kind", "string", "Whose words carry it."), _words(Kind, required=True)),
            (Field("stated_on", "string", "When it was said, as precise as it is known."), _DATE),
            (Field("stated_on_precision", "string", "How precise that is."), _words(("day", "month", "year"))),
            (Field("stated_on_first", "date", "The first day it may mean."), {}),
            (Field("stated_on_last", "date", "The last day it may mean."), {}),
            (Field("role", "string", "Office on that day."), {}),
            (Field("country", "string", "Spoken for: ISO 3166 alpha-2, or an organisation's acronym."), {}),
            (Field("quote", "string", "The actor's own words."), {}),
            (Field("summary", "string", "In the coder's words, or the article's sentence."), {}),
            (Field("condition", "string", "Condition of the position, in words."), {}),
            (Field("event", "string", "At which, or about which, it was said."), {}),
            (Field("status", "string", "Where it stands in review."), _words(Status, required=True)),
            (Field("confidence", "string", "Of the extraction; empty if coded by hand."), _words(Confidence)),
            (Field("coder", "string", "Who recorded it."), {}),
            (Field("note", "string", "The coder's note."), {}),
            (Field("recorded_at", "string", "When it was recorded."), {}),
        ),
        {"primaryKey": ["id"], "foreignKeys": [("actor", "actors"), ("position", "positions"), ("event", "events")]},
    ),
    "evidence": (
        (
            (Field("statement", "string", "Id of the statement."), _REQUIRED),
            (Field("source", "string", "Id of a source that carries it."), _REQUIRED),
            (Field("rank", "integer", "1 for the best source of the statement."), {"constraints": {"minimum": 1}}),
            (Field("start", "integer", "Where the words begin in its text: code points, 0-based."), {"constraints": {"minimum": 0}}),
            (Field("end", "integer", "Where they end, exclusive."), {"constraints": {"minimum": 0}}),
        ),
        {"primaryKey": ["statement", "source"], "foreignKeys": [("statement", "statements"), ("source", "sources")]},
    ),
    "sources": (
        (
            (Field("id", "string", "Id of the source."), _KEY),
            (Field("title", "string", "Title."), {}),
            (Field("outlet", "string", "Who published it."), {}),
            (Field("url", "string", "Address."), {}),
            (Field("published", "string", "When it appeared, as precise as it is known."), _DATE),
            (Field("accessed", "string", "When it was read."), _DATE),
            (Field("author", "string", "Author."), {}),
            (Field("language", "string", "ISO 639-1."), {}),
            (Field("sha256", "string", "Of the text, in UTF-8."), {}),
        ),
        {"primaryKey": ["id"]},
    ),
    "actors": (
        (
            (Field("id", "string", "Id of the actor."), _KEY),
            (Field("name", "string", "Name."), _REQUIRED),
            (Field("kind", "string", "What sort of actor."), _words(ActorKind, required=True)),
            (Field("country", "string", "Nationality or seat, ISO 3166 alpha-2."), {}),
            (Field("wikidata", "string", "Identifier in Wikidata."), {}),
            (Field("note", "string", "Note."), {}),
        ),
        {"primaryKey": ["id"]},
    ),
    "roles": (
        (
            (Field("actor", "string", "Who held the office."), _REQUIRED),
            (Field("title", "string", "Office."), _REQUIRED),
            (Field("organization", "string", "Of which organisation."), {}),
            (Field("country", "string", "State represented, ISO 3166 alpha-2."), {}),
            (Field("since", "string", "First day, as precise as it is known."), _DATE),
            (Field("until", "string", "Last day; empty: still held, or not known."), _DATE),
        ),
        {"foreignKeys": [("actor", "actors")]},
    ),
    "aliases": (
        (
            (Field("actor", "string", "Whose name it is."), _REQUIRED),
            (Field("alias", "string", "Another spelling or name."), _REQUIRED),
        ),
        {"foreignKeys": [("actor", "actors")]},
    ),
    "positions": (
        (
            (Field("id", "string", "Id of the position."), _KEY),
            (Field("label", "string", "Label."), _REQUIRED),
            (Field("definition", "string", "What is coded so."), {}),
            (Field("support", "integer", "Degree of support; empty outside the scale."), {}),
            (Field("core", "boolean", "Part of the core question."), {}),
            (Field("glyph", "string", "Sign in tables."), {}),
            (Field("color", "string", "Colour in charts."), {}),
        ),
        {"primaryKey": ["id"]},
    ),
    "events": (
        (
            (Field("id", "string", "Id of the event."), _KEY),
            (Field("name", "string", "Name."), _REQUIRED),
            (Field("start", "string", "First day, as precise as it is known."), _DATE),
            (Field("end", "string", "Last day; empty: the same."), _DATE),
            (Field("place", "string", "Place."), {}),
        ),
        {"primaryKey": ["id"]},
    ),
}  # fmt: skip


def build_package(statements: Iterable[Statement], catalog: Catalog, origin: Origin) -> dict[str, str]:
    """The files of the package by name: `datapackage.json` and the CSV files.

    Actors, events and sources are those that the statements name, positions are all of the codebook. What a statement
    names and the store lacks is added with its id alone, so that every foreign key holds.
    """
    chosen = in_order(statements)
    rows = _rows(chosen, catalog)
    files = {}
    for name, (fields, _) in _TABLES.items():
        stream = io.StringIO()
        write_records(stream, "csv", [field for field, _ in fields], rows[name], origin.meta)
        files[f"{name}.csv"] = stream.getvalue()
    return {"datapackage.json": encode_json(_describe(origin), 2) + "\n", **files}


def write_package(place: Path, files: Mapping[str, str]) -> None:
    """Write the files into a folder, or into one zip file if the name ends so.

    A folder may exist if it is empty or holds an earlier package; anything else is refused with a StanceError.
    """
    if place.suffix.lower() == ".zip":
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                entry = zipfile.ZipInfo(name, _FIRST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, text)
        return
    if place.is_dir() and any(place.iterdir()) and not (place / "datapackage.json").is_file():
        raise StanceError(f"{place} holds other files.", "Name a new folder, an empty one, or a .zip file.")
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8", newline="")


# -- rows -------------------------------------------------------------------------------------------------------------


def _rows(chosen: Sequence[Statement], catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    actors = [catalog.actors.get(id) or Actor(id, id) for id in sorted({one.actor for one in chosen})]
    named = sorted({one.event for one in chosen if one.event})
    events = [(id, catalog.events.get(id)) for id in named]
    sources = [
        catalog.sources.get(id) or Source(id) for id in sorted({ref.source for one in chosen for ref in one.sources})
    ]
    unknown = sorted({one.position for one in chosen} - catalog.positions.keys())
    positions = [*catalog.positions.values(), *(Position(id, id) for id in unknown)]
    return {
        "statements": [_statement(one, catalog) for one in chosen],
        "evidence": [row for one in chosen for row in _evidence(one, catalog)],
        "sources": [_source(one) for one in sources],
        "actors": [_plain(one, "id", "name", "country", "wikidata", "note") | {"kind": one.kind.value} for one in actors],
        "roles": [
            {"actor": one.id, **_plain(role, "title", "organization", "country"), "since": _text(role.since), "until": _text(role.until)}
            for one in actors for role in one.roles
        ],
        "aliases": [{"actor": one.id, "alias": alias} for one in actors for alias in one.aliases],
        "positions": [_plain(one, "id", "label", "definition", "support", "core", "glyph", "color") for one in positions],
        "events": [_event(id, event) for id, event in events],
    }  # fmt: skip


def _statement(one: Statement, catalog: Catalog) -> dict[str, Any]:
    day = one.stated_on
    fields = (
        "id",
        "actor",
        "position",
        "role",
        "country",
        "quote",
        "summary",
        "condition",
        "event",
        "coder",
        "note",
        "recorded_at",
    )
    return {
        **_plain(one, *fields),
        "support": catalog.support(one.position),
        "kind": one.kind.value,
        "status": one.status.value,
        "confidence": one.confidence.value if one.confidence else None,
        "stated_on": _text(day),
        "stated_on_precision": day.precision if day else None,
        "stated_on_first": day.first.isoformat() if day else None,
        "stated_on_last": day.last.isoformat() if day else None,
    }  # fmt: skip


def _evidence(one: Statement, catalog: Catalog) -> list[dict[str, Any]]:
    best = catalog.best_source(one)
    refs = {ref.source: ref for ref in one.sources}  # one row a source, as the key says
    order = sorted(refs.values(), key=lambda ref: (best is None or ref.source != best.id, ref.source))
    return [
        {"statement": one.id, "source": ref.source, "rank": rank, "start": ref.start, "end": ref.end}
        for rank, ref in enumerate(order, 1)
    ]


def _source(one: Source) -> dict[str, Any]:
    plain = _plain(one, "id", "title", "outlet", "url", "author", "language", "sha256")
    return {**plain, "published": _text(one.published), "accessed": _text(one.accessed)}


def _event(id: str, event: Event | None) -> dict[str, Any]:
    if event is None:
        return {"id": id, "name": id}
    return {
        **_plain(event, "id", "name", "place"),
        "start": _text(event.start),
        "end": _text(event.end),
    }


def _plain(record: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day else None


# -- description ------------------------------------------------------------------------------------------------------


def _describe(origin: Origin) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "stance-statements",
        "title": origin.question or "Statements",
        "description": f"{origin.sentence} Who said what, when and where.",
        "version": origin.version,
        "stance": origin.meta,
        "resources": [_resource(name) for name in _TABLES],
    }


def _resource(name: str) -> dict[str, Any]:
    fields, keys = _TABLES[name]
    schema: dict[str, Any] = {
        "fields": [
            {"name": field.name, "type": field.type, "description": field.description, **more} for field, more in fields
        ],
        "missingValues": [""],
    }
    if "primaryKey" in keys:
        schema["primaryKey"] = keys["primaryKey"]
    if "foreignKeys" in keys:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": resource, "fields": ["id"]}}
            for field, resource in keys["foreignKeys"]
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }
