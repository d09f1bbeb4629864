"""Discourse Network Analyzer: the event list it writes as CSV, and its databases (`.dna`, SQLite).

Its statements carry the date of their document, which is taken as the day they were made. Its offsets count UTF-16
units; ours count code points.
"""

from __future__ import annotations

import sqlite3
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from stance.errors import BadData, Unmapped
from stance.model import PartialDate, Problem, Source
from stance.readers.plain import one_line, read_date, read_published
from stance.readers.records import Coded, Found, Options, problem_of

_EVENT = {"statement_id", "start_position", "stop_position", "document_id"}
_DEFAULT = {"actor": "person", "organization": "organization", "position": "concept", "agreement": "agreement"}
_NOT = "not "
_SECONDS = 20.0


def is_event(row: Mapping[str, Any]) -> bool:
    """Whether a row of a table is one of an event list."""
    return row.keys() >= _EVENT


def read_event(row: Mapping[str, str], place: str, line: int, options: Options) -> Coded:
    """The coded statement of a row of an event list; BadData without a person and an organization, or a concept."""
    # R writes what is missing as NA.
    values = {name.strip().lower(): "" if value == "NA" else value for name, value in row.items()}
    source = Source(
        id="",
        title=one_line(values.get("document_title", "")),
        outlet=one_line(values.get("document_source", "")),
        author=one_line(values.get("document_author", "")),
        published=read_published(values.get("time", ""), place, options, line),
    )
    return _coded(values, values.get("text", ""), values.get("time", ""), Found(source), place, line, options)


def _coded(
    values: Mapping[str, str], words: str, day: str, found: Found, place: str, line: int | None, options: Options
) -> Coded:
    names = {**_DEFAULT, **options.columns}
    person = values.get(names["actor"].lower(), "").strip()
    organization = values.get(names["organization"].lower(), "").strip()
    if not person and not organization:
        raise BadData("Neither a person nor an organization.")
    fields = {
        "actor": person or organization,
        "actor_kind": "person" if person else "body",
        "role": organization if person and organization != person else "",
        "position": _position(values, names, options),
        # The coded words stand in the document: the document's words, which need not be the actor's own.
        "kind": "indirect",
        "summary": " ".join(words.split()),
        "stated_on": str(read_date(day, options.dates) or ""),
    }
    return Coded(place, line, {name: value for name, value in fields.items() if value}, (found,))


def _position(values: Mapping[str, str], names: Mapping[str, str], options: Options) -> str:
    """The position that a concept and the agreement with it mean; without a mapping the concept names it."""
    concept = values.get(names["position"].lower(), "").strip()
    if not concept:
        raise BadData("No concept.")
    agrees = values.get(names["agreement"].lower(), "1").strip().lower() not in ("0", "false", "no")
    typed = concept if agrees else _NOT + concept
    if typed in options.positions:
        return options.positions[typed]
    if not agrees:
        raise Unmapped(f"What disagreement with {concept!r} means is not said.", typed)
    return concept


# -- databases --------------------------------------------------------------------------------------------------------


def read_database(path: Path, place: str, options: Options) -> Iterator[Coded | Problem]:
    """The coded statements of a database, with the texts of their documents; BadData for what is no such database."""
    try:
        # Read-only and immutable: no journal is replayed, nothing is written beside the file.
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise BadData(f"Not a database: {error}.") from error
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        latest = time.monotonic() + _SECONDS
        base.set_progress_handler(lambda: int(time.monotonic() > latest), 100_000)
        if base.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone()[0]:
            raise BadData("The database has views, which Discourse Network Analyzer does not make.")
        yield from _statements(base, place, options)
    except sqlite3.Error as error:
        raise BadData(f"Not a database of Discourse Network Analyzer: {error}.") from error
    finally:
        base.close()


def _statements(base: sqlite3.Connection, place: str, options: Options) -> Iterator[Coded | Problem]:
    documents = {row[0]: row[1:] for row in base.execute("SELECT ID, Title, Text, Author, Source, Date FROM DOCUMENTS")}
    units = {number: _units(str(document[1] or "")) for number, document in documents.items()}
    values = _values(base)
    used: set[int] = set()
    others = 0
    rows = base.execute("SELECT ID, DocumentId, Start, Stop FROM STATEMENTS ORDER BY DocumentId, Start, ID")
    for number, document_id, start, stop in rows:
        where = f"{place}#{number}"
        own = values.get(number, {})
        if document_id not in documents:
            yield Problem(where, "The statement belongs to no document.")
            continue
        used.add(document_id)
        if not own.get(options.columns.get("position", _DEFAULT["position"]).lower()):
            others += 1
            continue
        title, text, author, outlet, seconds = documents[document_id]
        text = str(text or "")
        day = _day(seconds)
        try:
            first, last = _point(units[document_id], start), _point(units[document_id], stop)
        except (TypeError, ValueError, OverflowError):  # a column of SQLite holds anything
            first = last = -1
        if not 0 <= first < last <= len(text):
            yield Problem(where, "The statement stands outside its document.")
            continue
        source = Source(
            id="", title=one_line(str(title)), author=one_line(str(author)), outlet=one_line(str(outlet)), published=day
        )
        try:
            yield _coded(own, text[first:last], str(day or ""), Found(source, first, last, text), where, None, options)
        except BadData as error:
            yield problem_of(error, where)
    if others:
        yield Problem(place, f"{others} statements without a concept were left out.", serious=False)
    if len(documents) > len(used):
        yield Problem(place, f"{len(documents) - len(used)} documents without statements were left out.", serious=False)


def _values(base: sqlite3.Connection) -> dict[int, dict[str, str]]:
    """Of each statement the values of its variables, by the variable's name in lower case."""
    found: dict[int, dict[str, str]] = {}
    queries = (
        "SELECT d.StatementId, v.Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId"
        " JOIN ENTITIES e ON e.ID = d.Entity",
        "SELECT d.StatementId, v.Variable, d.Value FROM DATALONGTEXT d JOIN VARIABLES v ON v.ID = d.VariableId",
        "SELECT d.StatementId, v.Variable, d.Value FROM DATABOOLEAN d JOIN VARIABLES v ON v.ID = d.VariableId",
        "SELECT d.StatementId, v.Variable, d.Value FROM DATAINTEGER d JOIN VARIABLES v ON v.ID = d.VariableId",
    )
    for query in queries:
        for number, name, value in base.execute(query):
            found.setdefault(number, {})[str(name).lower()] = str(value if value is not None else "")
    return found


def _units(text: str) -> list[int]:
    """The offsets, in UTF-16 units, at which characters that take two units begin."""
    wide = []
    shift = 0
    if not text.isascii():
        for index, char in enumerate(text):
            if char > "\uffff":
                wide.append(index + shift)
                shift += 1
    return wide


def _point(wide: list[int], unit: int) -> int:
    """The code point at a UTF-16 offset."""
    return int(unit) - bisect_left(wide, int(unit))


def _day(seconds: Any) -> PartialDate | None:
    try:
        # Not fromtimestamp: it fails on days before 1970 on some systems.
        return PartialDate.of((datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(seconds))).date())
    except (TypeError, ValueError, OverflowError):
        return None
