"""How stores of earlier versions become stores of this one.

A reading command migrates in memory and leaves the file alone; the first command that writes makes a backup and
writes the new form. Each step has a store of the old form among the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stance.errors import StoreError

#: The version of the file's form that this version writes.
SCHEMA = 1

RawTables = dict[str, dict[str, Any]]


def version_of(path: Path, meta: dict[str, Any]) -> int:
    """The schema version that the file states; StoreError if it states none, or a newer one."""
    version = (meta.get("store") or {}).get("schema_version")
    if version.__class__ is not int or version < 0:
        raise StoreError(f"{path} is no stance store.", "Name another with --store, or make one with `stance init`.")
    if version > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer stance (schema {version}; this one knows {SCHEMA}).",
            "Update stance; the store was left as it is.",
        )
    return int(version)


def migrate(tables: RawTables, version: int) -> RawTables:
    """The tables of a store of schema `version`, in the form of this version."""
    for step in range(version, SCHEMA):
        tables = MIGRATIONS[step](tables)
    tables["meta"]["store"]["schema_version"] = SCHEMA
    return tables


def _name_the_records(old: RawTables) -> RawTables:
    """0 → 1: records lie under their own ids instead of TinyDB's numbers, sources are records, days have names.

    The trial version kept a statement as {"id", "who", "what", "date", "source": {"url", "title", …}} in TinyDB's
    numbered tables, and knew neither status nor history.
    """
    from stance.ids import source_id

    new: RawTables = {name: {} for name in ("actors", "events", "positions", "sources", "statements", "history")}
    new["meta"] = {"store": dict(old["meta"]["store"])}
    for name in ("actors", "events", "positions"):
        for number, row in enumerate(old.get(name, {}).values()):
            record = {key: value for key, value in row.items() if key != "id"}
            new[name][row["id"]] = record | ({"order": number} if name == "positions" else {})
    for row in old.get("statements", {}).values():
        renamed = {"who": "actor", "what": "position", "date": "stated_on"}
        record = {renamed.get(key, key): value for key, value in row.items() if key not in ("id", "source")}
        source = row.get("source") or {}
        if source:
            told = {key: str(source.get(key, "")) for key in ("url", "title", "outlet", "published")}
            id_ = source_id(**told)
            new["sources"][id_] = {key: value for key, value in source.items() if value}
            record["sources"] = [{"source": id_}]
        new["statements"][row["id"]] = {"kind": "direct", "status": "accepted"} | record
    for name in set(old) - set(new):
        new[name] = old[name]
    return new


MIGRATIONS: dict[int, Callable[[RawTables], RawTables]] = {0: _name_the_records}
