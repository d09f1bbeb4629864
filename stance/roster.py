"""Files of actors and events → records; every fault with its place and line, the sound entries kept."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stance.countries import names as country_names
from stance.errors import BadData
from stance.ids import slug
from stance.model import Actor, ActorKind, Event, PartialDate, Problem, Role

_ACTOR_FIELDS = {"id", "name", "kind", "country", "aliases", "roles", "role", "wikidata", "note"}
_ROLE_FIELDS = {"title", "organization", "organisation", "country", "from", "to", "since", "until"}
_EVENT_FIELDS = {"id", "name", "start", "end", "place"}


class _Fault(Exception):
    """What is wrong with one entry."""


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadData(f"{path} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error


def _from_toml(path: Path, text: str, table: str) -> Iterator[tuple[int, Any]]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadData(f"{path} is not valid TOML: {error}") from error
    entries = document.get(table, [])
    if not isinstance(entries, list):
        raise BadData(f"{path}: '{table}' must be a list of [[{table}]] tables.")
    header = re.compile(rf"\s*\[\[\s*[\"']?{table}[\"']?\s*\]\]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]
    for number, entry in enumerate(entries):
        yield lines[number] if len(lines) == len(entries) else 0, entry


def _from_json(path: Path, text: str, table: str) -> Iterator[tuple[int, Any]]:
    """Entries of a JSON array, or of `{"actors": [...]}`, with the line each begins on; JSON lines as well."""
    decoder = json.JSONDecoder()
    body = re.match(rf"\s*\{{\s*\"{table}s?\"\s*:", text)
    at = body.end() if body else 0
    opened = re.compile(r"\s*\[").match(text, at)
    at = opened.end() if opened else at
    gap = re.compile(r"[\s,]*")
    line, seen = 1, 0
    try:
        while (at := gap.match(text, at).end()) < len(text) and text[at] != "]":  # type: ignore[union-attr]
            line += text.count("\n", seen, at)
            seen = at
            entry, at = decoder.raw_decode(text, at)
            yield line, entry
        if opened and at >= len(text):
            raise BadData(f"{path}: the list is not closed; the file seems cut off.")
    except json.JSONDecodeError as error:
        raise BadData(f"{path}:{error.lineno}: not valid JSON: {error.msg}.") from error
    except RecursionError as error:
        raise BadData(f"{path} is nested too deeply.") from error


def _entries(path: Path, table: str) -> list[tuple[int, Any]]:
    text = _read(path)
    if path.suffix.lower() == ".toml" or (path.suffix.lower() not in (".json", ".jsonl") and f"[[{table}]]" in text):
        return list(_from_toml(path, text, table))
    return list(_from_json(path, text, table))


def _text(entry: Mapping[str, Any], field: str, what: str = "") -> str:
    value = entry.get(field, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Fault(f"{what or field} must be text, not {value!r}")
    return value.strip()


def _date(entry: Mapping[str, Any], *fields: str) -> PartialDate | None:
    for field in fields:
        value = entry.get(field)
        if value is None or value == "":
            continue
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(value if isinstance(value, str) else str(value))
        except ValueError:
            raise _Fault(f"'{field}' is {value!r}; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    return None


def _unknown(entry: Mapping[str, Any], fields: set[str]) -> str:
    strange = sorted(key for key in entry if key not in fields)
    return f"unknown field {', '.join(map(repr, strange))} (kept, not used)" if strange else ""


def _role(entry: Any) -> Role:
    if not isinstance(entry, Mapping):
        raise _Fault(f"a role must be a table with 'title', not {entry!r}")
    title = _text(entry, "title")
    if not title:
        raise _Fault("a role has no 'title'")
    country = _text(entry, "country")
    organization = _text(entry, "organization") or _text(entry, "organisation")
    if (country and not re.fullmatch("[A-Z]{2}", country)) or country == "EU":
        if country not in country_names():
            raise _Fault(
                f"country {country!r} of the role {title!r} is neither a two-letter code nor a known organisation"
            )
        organization, country = country, ""
    since, until = _date(entry, "from", "since"), _date(entry, "to", "until")
    if since and until and until.last < since.first:
        raise _Fault(f"the role {title!r} ends ({until}) before it begins ({since})")
    return Role(title, organization, country, since, until)


def _actor(entry: Mapping[str, Any]) -> Actor:
    name = _text(entry, "name")
    if not name:
        raise _Fault("an actor has no 'name'")
    try:
        kind = ActorKind(_text(entry, "kind") or "person")
    except ValueError:
        raise _Fault(f"kind {entry['kind']!r} of {name} is none of person, body, state") from None
    aliases = entry.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise _Fault(f"'aliases' of {name} must be a list of names")
    listed = entry.get("roles") or entry.get("role") or []
    if not isinstance(listed, list):
        raise _Fault(f"'roles' of {name} must be a list of tables")
    try:
        roles = tuple(_role(role) for role in listed)
    except _Fault as fault:
        raise _Fault(f"{name}: {fault}") from None
    country = _text(entry, "country")
    if not country and "country" not in entry and roles:
        newest = max(roles, key=lambda role: role.since.first if role.since else date.min)
        country = newest.country
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise _Fault(f"country {country!r} of {name} is not a two-letter code (ISO 3166)")
    return Actor(
        id=_text(entry, "id") or slug(name),
        name=name,
        kind=kind,
        country=country,
        aliases=tuple(dict.fromkeys(alias.strip() for alias in aliases if alias.strip())),
        roles=roles,
        wikidata=_text(entry, "wikidata"),
        note=_text(entry, "note"),
        extra={key: value for key, value in entry.items() if key not in _ACTOR_FIELDS},
    )


def _event(entry: Mapping[str, Any]) -> Event:
    name = _text(entry, "name")
    if not name:
        raise _Fault("an event has no 'name'")
    start, end = _date(entry, "start"), _date(entry, "end")
    if not start:
        raise _Fault(f"{name} has no 'start'")
    if end and end.last < start.first:
        raise _Fault(f"{name} ends ({end}) before it starts ({start})")
    extra = {key: value for key, value in entry.items() if key not in _EVENT_FIELDS}
    return Event(
        _text(entry, "id") or slug(name), name, start, None if end == start else end, _text(entry, "place"), extra
    )


def _load(
    path: Path, table: str, build: Callable[[Mapping[str, Any]], Any]
) -> tuple[list[Any], list[Problem], list[int]]:
    records: list[Any] = []
    problems: list[Problem] = []
    lines: list[int] = []
    place = str(path)
    known: dict[str, int] = {}
    for line, entry in _entries(path, table):
        where = line or None
        try:
            if not isinstance(entry, Mapping):
                raise _Fault(f"an {table} must be a table of fields, not {entry!r:.60}")
            record = build(entry)
            if record.id in known:
                raise _Fault(f"the id {record.id!r} is taken already" + (f" (line {known[record.id]})" if line else ""))
        except _Fault as fault:
            problems.append(Problem(place, str(fault), where))
            continue
        if strange := _unknown(entry, _ACTOR_FIELDS if table == "actor" else _EVENT_FIELDS):
            problems.append(Problem(place, f"{record.name}: {strange}", where, serious=False))
        known[record.id] = line
        records.append(record)
        lines.append(line)
    return records, problems, lines


def load_roster(path: Path) -> tuple[list[Actor], list[Problem]]:
    """The actors of a file and what is wrong with the others.

    Reads `[[actor]]` tables of TOML (roles as `[[actor.role]]` or `roles = [{…}]`) and JSON: a list, `{"actors": […]}`
    or a line each. `id` defaults to the slug of the name, `country` to that of the newest role. A name that two entries
    share is a Problem that is not serious. BadData if the file as a whole cannot be read.
    """
    path = Path(path)
    actors, problems, lines = _load(path, "actor", _actor)
    from stance.spelling import name_key

    owner: dict[str, Actor] = {}
    for actor, line in zip(actors, lines, strict=True):
        for name in (actor.name, *actor.aliases):
            other = owner.setdefault(name_key(name), actor)
            if other.id != actor.id:
                reason = f"{name!r} names both {other.name} and {actor.name}; neither is found by it"
                problems.append(Problem(str(path), reason, line or None, serious=False))
    return actors, problems


def load_events(path: Path) -> tuple[list[Event], list[Problem]]:
    """The events of a file, by their first day, and what is wrong with the others; formats as for `load_roster`."""
    events, problems, _ = _load(Path(path), "event", _event)
    return sorted(events, key=lambda event: (event.start, event.id)), problems
