"""The curated statements that ship with stance: a TOML file that people read and correct → records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stance.errors import BadData
from stance.ids import source_id, statement_id
from stance.model import Kind, PartialDate, Problem, Source, SourceRef, Statement
from stance.resources import data_file

try:
    import tomllib
except ImportError:  # Python 3.10
    import tomli as tomllib

CODER = "stance"  #: who is named as the coder of what ships
_FIELDS = frozenset(
    {
        "actor",
        "position",
        "kind",
        "stated_on",
        "role",
        "country",
        "event",
        "summary",
        "quote",
        "condition",
        "note",
        "source",
    }
)
_SOURCE_FIELDS = frozenset({"url", "title", "outlet", "published", "language", "author"})


def load_statements(path: Path | None = None) -> tuple[list[Statement], list[Source], list[Problem]]:
    """Read `[[statement]]` tables; None means the file that ships.

    A faulty entry becomes a Problem with the line on which it begins and is left out; BadData is raised where the
    file is no TOML at all. Whether actors, positions and events exist is for the caller: the file names only their ids.
    """
    path = path or data_file("statements.toml")
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}.") from error
    entries = document.get("statement", [])
    lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r"(?m)^\[\[statement\]\]", text)]
    if len(lines) != len(entries) or not isinstance(entries, list):
        lines = [0] * len(entries)  # written in a way that hides where entries begin: faults go without a line
    statements: dict[str, Statement] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for entry, line in zip(entries, lines, strict=True):
        try:
            statement, found = _read_entry(entry)
            if statement.id in statements:
                raise ValueError("the same statement stands here twice")
        except ValueError as error:
            problems.append(Problem(str(path), str(error), line or None))
            continue
        statements[statement.id] = statement
        sources.update((source.id, source) for source in found)
    return list(statements.values()), list(sources.values()), problems


def _read_entry(entry: Any) -> tuple[Statement, list[Source]]:
    _check_fields(entry, _FIELDS, "statement")
    for name in ("actor", "position", "stated_on"):
        if not entry.get(name):
            raise ValueError(f"{name} is missing")
    if not entry.get("quote") and not entry.get("summary"):
        raise ValueError("neither a quote nor a summary")
    sources = list(_read_sources(entry.get("source")))
    stated_on = PartialDate.parse(entry["stated_on"])
    try:
        kind = Kind(entry.get("kind", Kind.DIRECT))
    except ValueError:
        raise ValueError(f"kind {entry['kind']!r} is none of {', '.join(Kind)}") from None
    words = entry.get("quote") or entry.get("summary", "")
    ids = [source.id for source in sources]
    plain = {
        name: entry.get(name, "") for name in ("role", "country", "event", "summary", "quote", "condition", "note")
    }
    identity = statement_id(entry["actor"], entry["position"], stated_on, words, ids)
    statement = Statement(
        id=identity,
        actor=entry["actor"],
        position=entry["position"],
        kind=kind,
        stated_on=stated_on,
        sources=tuple(SourceRef(id) for id in dict.fromkeys(ids)),
        coder=CODER,
        **plain,
    )
    return statement, sources


def _read_sources(tables: Any) -> Iterator[Source]:
    """`[statement.source]` once, or `[[statement.source]]` for each outlet that carried the words; the best first."""
    if not tables:
        raise ValueError("no source")
    for table in tables if isinstance(tables, list) else [tables]:
        _check_fields(table, _SOURCE_FIELDS, "source")
        if not table.get("url") and not table.get("title"):
            raise ValueError("a source needs an address or a title")
        given = dict(table)
        published = given.pop("published", "")
        described = {name: given.get(name, "") for name in ("url", "title", "outlet")}
        yield Source(
            id=source_id(**described, published=published),
            published=PartialDate.parse(published) if published else None,
            **given,
        )


def _check_fields(table: Any, known: frozenset[str], what: str) -> None:
    if not isinstance(table, Mapping):
        raise ValueError(f"the {what} is not a table")
    for name, value in table.items():
        if name not in known:
            raise ValueError(f"unknown field {name!r} in a {what}")
        if name != "source" and not isinstance(value, str):
            raise ValueError(f"{name} is not text in quotation marks")
