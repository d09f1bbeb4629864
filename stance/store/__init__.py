"""The store: one JSON file that TinyDB keeps, with its history, its texts and its backups beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.store.changes import Batch
    from stance.store.store import Store

__all__ = ["Batch", "Store"]


def __getattr__(name: str) -> object:
    if name == "Store":  # who glances at one table needs no more than that
        from stance.store.store import Store

        return Store
    if name == "Batch":  # only writing needs it, and what it imports
        from stance.store.changes import Batch

        return Batch
    raise AttributeError(name)
