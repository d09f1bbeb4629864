"""One table of a store for who only looks at it in passing, such as a shell that waits for words to offer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stance.store.migrations import SCHEMA


def glance(path: Path, table: str) -> dict[str, dict[str, Any]]:
    """The documents of a table by id, well-formed or not; nothing else is parsed of a file that the program laid out.

    Raises OSError, ValueError, and StoreError on what is no store.
    """
    data = path.read_bytes()
    if _cut(data, "meta").get("store", {}).get("schema_version") == SCHEMA:
        return _cut(data, table)
    from stance.store.store import Store

    return Store.open(path).documents(table)


def _cut(data: bytes, table: str) -> dict[str, dict[str, Any]]:
    """The table, which stands between two line breaks such as no record holds (see tables.py); empty if it does not."""
    header = f'\n"{table}": {{'.encode()
    start = data.find(header + b"\n") if data.startswith(b'{\n"') else -1
    end = data.find(b"\n}", start + len(header))
    return json.loads(data[start + len(header) - 1 : end + 2]) if start >= 0 and end >= 0 else {}
