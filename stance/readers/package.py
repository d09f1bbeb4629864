"""Our own data package back again: the tables of a folder or a zip file, joined to statements with their sources."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from stance.errors import BadData
from stance.model import Actor, ActorKind, Event, Problem, Role
from stance.readers.decoding import LARGEST, bounded, decode, read_bytes
from stance.readers.plain import one_line, read_date
from stance.readers.records import Options, Reading
from stance.readers.statements import read_row, safe_id
from stance.readers.structured import table_rows

#: What names a folder as a package of ours; the tables that are missing besides are taken for empty.
DESCRIPTION, STATEMENTS = "datapackage.json", "statements.csv"
Row = dict[str, str]


def is_package(folder: Path) -> bool:
    """Whether a folder holds a data package of statements."""
    return (folder / DESCRIPTION).is_file() and (folder / STATEMENTS).is_file()


def package_of(path: Path) -> Path | None:
    """The package that a file stands for: its description, or its statements beside the description."""
    return path.parent if path.name in (DESCRIPTION, STATEMENTS) and is_package(path.parent) else None


def read_package(path: Path, place: str, options: Options) -> Iterator[Reading]:
    """The actors, events and statements of a package; BadData for a zip file that is none.

    Statements come with their sources and where in their texts the words stand. The texts themselves are not in a
    package, so their hashes are left out: a text that is imported later finds its source by the address.
    """
    if path.is_dir():
        yield from _read(lambda name: _file(path / name), place, options)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _read(lambda name: _member(archive, name), place, options)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadData(f"Not a zip file that can be read: {error}.") from error


def _file(path: Path) -> bytes:
    return read_bytes(path) if path.is_file() else b""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    found = next((one for one in archive.namelist() if one == name or one.endswith(f"/{name}")), None)
    if found is None:
        return b""
    with archive.open(found) as stream:
        return bounded(stream.read(LARGEST + 1))


def _read(load: Callable[[str], bytes], place: str, options: Options) -> Iterator[Reading]:
    def table(name: str) -> Iterator[tuple[int, Row | str]]:
        data = load(f"{name}.csv")
        text = decode(data)[0] if data.strip() else ""
        # A table without rows is a header alone.
        if len(text.strip().split("\n", 1)) > 1:
            yield from table_rows(text)

    def rows(name: str) -> Iterator[Row]:
        return (row for _, row in table(name) if isinstance(row, dict))

    if not load(DESCRIPTION) or not load(STATEMENTS):
        raise BadData("No data package of stance: it has no statements.csv and datapackage.json.", "Unpack it first.")
    roles: dict[str, list[Role]] = {}
    for row in rows("roles"):
        roles.setdefault(row.get("actor", ""), []).append(_role(row))
    aliases: dict[str, list[str]] = {}
    for row in rows("aliases"):
        aliases.setdefault(row.get("actor", ""), []).append(one_line(row.get("alias", "")))
    actors = {}
    for row in rows("actors"):
        actor = _actor(row, roles, aliases)
        if actor.id:
            actors[actor.id] = actor
            yield actor
    for row in rows("events"):
        start = read_date(row.get("start", ""))
        if safe_id(row.get("id", "")) and start:
            name, end = one_line(row.get("name", "")) or row["id"], read_date(row.get("end", ""))
            yield Event(row["id"], name, start, end, one_line(row.get("place", "")))
    sources = {row.get("id", ""): {name: cell for name, cell in row.items() if name != "sha256"} for row in rows("sources")}  # fmt: skip
    evidence: dict[str, list[Row]] = {}
    for row in rows("evidence"):
        evidence.setdefault(row.get("statement", ""), []).append(row)
    for number, line in table("statements"):
        where = f"{place.rstrip('/')}/{STATEMENTS}"
        if isinstance(line, str):
            yield Problem(where, line, number)
            continue
        known = actors.get(line.get("actor", ""))
        refs = [{**sources.get(ref.get("source", ""), {}), "id": ref.get("source", ""), "start": ref.get("start"), "end": ref.get("end")}
                for ref in evidence.get(line.get("id", ""), ())]  # fmt: skip
        record = {**line, "sources": refs}
        if known:
            record |= {"actor": known.name, "actor_id": known.id, "actor_kind": known.kind.value}
        try:
            yield read_row(record, where, number, options)
        except BadData as error:
            yield Problem(where, str(error), number)


def _actor(row: Row, roles: dict[str, list[Role]], aliases: dict[str, list[str]]) -> Actor:
    id = safe_id(row.get("id", ""))
    try:
        kind = ActorKind(row.get("kind", ""))
    except ValueError:
        kind = ActorKind.PERSON
    country = row.get("country", "")
    return Actor(
        id, one_line(row.get("name", "")) or id, kind, country if len(country) == 2 and country.isalpha() else "",
        tuple(aliases.get(id, ())), tuple(roles.get(id, ())), one_line(row.get("wikidata", "")), one_line(row.get("note", "")),
    )  # fmt: skip


def _role(row: Row) -> Role:
    since = read_date(row.get("since", ""))
    title, organization, country = (one_line(row.get(name, "")) for name in ("title", "organization", "country"))
    return Role(title, organization, country, since, read_date(row.get("until", "")))
