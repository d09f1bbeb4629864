"""One table of a store for who only looks at it in passing, such as a shell that waits for words to offer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stance.store.migrations import SCHEMA


def glance(path: Path, table: str, begun: str = "") -> dict[str, dict[str, Any]]:
    """The documents of a table by id, well-formed or not, those whose id begins so.

    Nothing else is parsed of a file that the program laid out. Raises OSError, ValueError, and StoreError on what is
    no store.
    """
    data = path.read_bytes()
    if _cut(data, "meta").get("store", {}).get("schema_version") == SCHEMA:
        try:
            found = _cut(data, table, begun)
        except ValueError:  # a record on several lines
            found = _cut(data, table)
    else:
        from stance.store.store import Store

        found = Store.open(path).documents(table)
    return {id: one for id, one in found.items() if id.startswith(begun)} if begun else found


def _cut(data: bytes, table: str, begun: str = "") -> dict[str, dict[str, Any]]:
    """The table, which stands between two line breaks such as no record holds (see tables.py); empty if it does not.

    Of ids that begin so only their lines are parsed.
    """
    header = f'\n"{table}": {{'.encode()
    start = data.find(header + b"\n") if data.startswith(b'{\n"') else -1
    end = data.find(b"\n}", start + len(header))
    if start < 0 or end < 0:
        return {}
    cut = data[start + len(header) - 1 : end + 2]
    if begun.isalnum() and begun.isascii():
        first = f'"{begun}'.encode()
        cut = b"{" + b",".join(line for line in cut[2:-2].split(b",\n") if line.startswith(first)) + b"}"
    found: dict[str, dict[str, Any]] = json.loads(cut)
    return found
