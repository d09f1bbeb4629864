"""Statements that were coded already: our own CSV and JSON back again, and spreadsheets by a mapping."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from stance.errors import BadData, BadUsage
from stance.model import PartialDate, Source
from stance.readers.plain import one_line, read_date, read_published, unreadable
from stance.readers.records import FIELDS, Coded, Found, Options

_SOURCE = ("id", "url", "title", "outlet", "published", "language", "author", "sha256", "start", "end")
_LIST = "; "
_When = Callable[[str], "PartialDate | None"]  # reads a date of publication
_PARTS = re.compile(r",(?=\s*(?:[\w-]+\s*=|position:))")  # of a mapping: their words may hold commas
_SAFE_ID = re.compile(r"[^\W_][\w.:-]{0,79}")
_ID = re.compile(r"s[0-9a-f]{10}")
# Names that other tables use for our fields, when no mapping is given.
_ALSO = {
    "actor_name": "actor", "speaker": "actor", "date": "stated_on",
    "source": "source_outlet", "url": "source_url", "outlet": "source_outlet", "published": "source_published",
    "title": "source_title",
}  # fmt: skip
#: The fields that `--map` takes.
MAPPABLE = (*FIELDS, *(f"source_{name}" for name in _SOURCE))
# Columns of our exports that say again what other fields say; nothing is lost without them.
_DERIVED = {
    "position_label", "support", "precision", "stated_on_precision", "stated_on_first", "stated_on_last", "event_name",
}  # fmt: skip


def is_statement(record: Mapping[str, Any]) -> bool:
    """Whether a record is a coded statement: it names an actor and a position."""
    names = {_folded(name) for name in record}
    return "position" in names and bool(names & {"actor", "actor_id", "actor_name", "speaker"})


def read_row(record: Mapping[str, Any], place: str, line: int | None, options: Options) -> Coded:
    """The coded statement of a row or an object; BadData if it has no actor or no position."""
    given = {_folded(name): value for name, value in record.items()}
    if not options.mapped and given.keys() >= {"since", "last_said", "position"}:
        raise BadData("A position held, not a statement.", "`stance export csv --long` writes statements.")
    named = _mapped(record, options, place) if options.mapped else {}
    values: dict[str, str] = {}
    extra: dict[str, Any] = {}
    parts: dict[str, str] = {}
    for name, value in {**({} if options.mapped else given), **named}.items():
        name = name if name in given and (name in FIELDS or name.startswith("source_")) else _ALSO.get(name, name)
        if value is None or value == "" or value == [] or value == {}:
            continue
        if name == "statement":  # `stance list` names the record so, other tables the words
            name = "id" if _ID.fullmatch(str(value)) else "summary"
        if name in FIELDS:
            values.setdefault(name, _text(value))
        elif name.startswith("source_") and name[7:] in _SOURCE:
            parts.setdefault(name[7:], _text(value))
        elif name == "sources" or (name in _DERIVED and not options.mapped):
            continue
        elif name == "extra":
            extra.update(_object(value))
        else:
            extra[name] = value
    sources = _sources(given.get("sources"), parts, lambda day: read_published(day, place, options, line))
    if "stated_on" in values:
        values["stated_on"] = _in_figures(values["stated_on"], options.dates)
    values["id"] = safe_id(values.get("id", ""))
    if "position" in values:
        values["position"] = options.positions.get(values["position"], values["position"])
    if not values.get("actor") and not values.get("actor_id"):
        raise BadData("No actor.")
    if not values.get("position"):
        raise BadData("No position.")
    return Coded(place, line, {name: value for name, value in values.items() if value}, sources, extra)


def _in_figures(day: str, order: str) -> str:
    """A day such as 05.07.2023 in our way of writing; all else as it is."""
    from stance.dates import parse_numeric

    try:
        found = parse_numeric(re.sub(r"[ T]\d{1,2}:\d\d.*", "", day), order)
    except BadUsage as error:
        raise unreadable(error) from error
    return str(found) if found else day


def safe_id(given: str) -> str:
    """The id that a file gives a record, or nothing where it is none: then one is made from what the record says."""
    return given if _SAFE_ID.fullmatch(given) else ""


def _folded(name: object) -> str:
    return str(name).strip().lower().replace(" ", "_").replace("-", "_")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return _LIST.join(_text(part) for part in value)
    if isinstance(value, dict):
        raise BadData("An object where a word is expected.")
    return str(value).replace("\x00", "").strip() if not isinstance(value, bool) else str(value).lower()


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {"extra": value}
    return dict(value) if isinstance(value, dict) else {}


def _sources(value: Any, parts: Mapping[str, str], when: _When) -> tuple[Found, ...]:
    """The sources of a statement: a list of objects (as JSON text in a cell too), or the columns `source_…`."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = None
    if isinstance(value, str) and value.strip() and not value.strip().isdigit():  # a number counts them
        return tuple(Found(Source(id=safe_id(part.strip()))) for part in value.split(";") if part.strip())
    if isinstance(value, list) and value:
        found = []
        for part in value:
            if isinstance(part, str):
                found.append(Found(Source(id=safe_id(part))))
            elif isinstance(part, dict):
                found.append(_found({_folded(name): inner for name, inner in part.items() if inner is not None}, when))
        return tuple(found)
    return (_found(parts, when),) if parts else ()


def _found(part: Mapping[str, Any], when: _When) -> Found:
    def word(*names: str) -> str:
        return next((one_line(str(part[name])) for name in names if part.get(name)), "")

    source = Source(
        id=safe_id(word("id", "source")), title=word("title"), url=word("url"), outlet=word("outlet"), language=word("language"),
        published=when(word("published")), sha256=word("sha256"), author=word("author"), accessed=read_date(word("accessed")),
    )  # fmt: skip
    return Found(source, _number(part.get("start")), _number(part.get("end")), str(part.get("text") or ""))


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):  # 1e999 reads as infinity
        return None


# -- mappings ---------------------------------------------------------------------------------------------------------


def _mapped(record: Mapping[str, Any], options: Options, place: str) -> dict[str, Any]:
    by_name = {str(name).strip().casefold(): value for name, value in record.items()}
    return {ours: by_name.get(theirs.strip().casefold()) for ours, theirs in options.columns.items()}


def check_columns(there: Iterable[str], options: Options) -> str:
    """What a mapping names that a table lacks, in a sentence; BadData where it is the actor or the position."""
    names = {name.strip().casefold(): name for name in there}
    missing = {ours: theirs for ours, theirs in options.columns.items() if theirs.strip().casefold() not in names}
    if not missing:
        return ""
    said = f"No column {' and '.join(map(repr, missing.values()))}; there are {', '.join(names.values())}."
    if missing.keys() & {"actor", "position"}:
        raise BadData(said)
    return said


def read_mapping(given: str) -> tuple[dict[str, str], dict[str, str]]:
    """The columns and the values of positions that `--map` gives: `actor=Speaker,position:Yes=now`, or a TOML file.

    The file has a table `[columns]` (our field = "their column") and may have `[positions]` ("their value" = id).
    BadUsage for what names no field of ours.
    """
    columns: dict[str, str] = {}
    positions: dict[str, str] = {}
    if given.endswith(".toml"):
        table = _load_toml(Path(given))
        columns = {str(key): str(value) for key, value in table.get("columns", {}).items()}
        positions = {str(key): str(value) for key, value in table.get("positions", {}).items()}
    else:
        for part in _PARTS.split(given):
            name, sign, column = part.rpartition("=") if part.lstrip().startswith("position:") else part.partition("=")
            if not sign or not name.strip() or not column.strip():
                raise BadUsage(f"--map takes field=column,…, not {part!r}.")
            if name.strip().startswith("position:"):
                positions[name.strip()[9:].strip()] = column.strip()
            else:
                columns[name.strip()] = column.strip()
    columns = {name if name in MAPPABLE else _ALSO.get(_folded(name), name): column for name, column in columns.items()}
    for name in columns:
        if name not in MAPPABLE:
            raise BadUsage(f"--map: no field {name!r}.", f"There are {', '.join(MAPPABLE)}.")
    if columns and not {"actor", "actor_id"} & columns.keys():
        raise BadUsage("--map has to say which column names the actor: actor=…")
    if columns and "position" not in columns:
        raise BadUsage("--map has to say which column holds the position: position=…")
    return columns, positions


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]

    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadData(f"{path}: not a mapping in TOML: {error}") from error
    return table
