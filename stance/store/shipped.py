"""What the package said of a record when the store last took its data: the base of three that an update merges.

It is the state after the batch that last took the package's data (`init` or an update, as long as it was not taken
back); where that batch already left the user's version in place, the record's field `shipped` says what the package
had said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stance.store.documents import Document
from stance.store.store import Store
from stance.store.undoing import record_history, undone

TAKEN_BY = ("init", "actors update", "update")  #: commands of batches that took the package's data
SHIPPED = "shipped"


class Shipped:
    """The package's data as a store took it earlier."""

    def __init__(self, store: Store) -> None:
        self._store = store
        gone = undone(store.history())
        self._took = {batch.id for batch in store.history() if batch.command in TAKEN_BY and batch.id not in gone}

    def was_there(self, table: str, id_: str) -> bool:
        """Whether the store ever took a record of this id from the package."""
        return any(batch.id in self._took for batch, _, _ in record_history(self._store, table, id_))

    def base(self, table: str, id_: str) -> Document | None:
        """What the package had said when the store last took it; None where it never did."""
        states = (after for batch, _, after in record_history(self._store, table, id_) if batch.id in self._took)
        state = next(states, None)
        if state is None:
            return None
        said = state.get(SHIPPED)
        return {**state, **said} if isinstance(said, dict) else state

    def taken(self, table: str) -> list[str]:
        """The ids of the records of a table that the store took from the package and still has."""
        return [id_ for id_ in self._store.documents(table) if self.was_there(table, id_)]


def note_shipped(merged: Document, said: Mapping[str, Any], empty: Mapping[str, Any]) -> Document:
    """The document, remembering what the package said where it says otherwise; `empty`: the fields, and what none is."""
    differing = {
        name: said.get(name, nothing)
        for name, nothing in empty.items()
        if _in_order(merged.get(name)) != _in_order(said.get(name))
    }
    rest = {name: value for name, value in merged.items() if name != SHIPPED}
    return {**rest, SHIPPED: differing} if differing else rest


def says_the_same(base: Mapping[str, Any] | None, said: Mapping[str, Any], empty: Mapping[str, Any]) -> bool:
    """Whether the package says what it said before, so that there is nothing to remember."""
    return base is not None and all(
        _in_order(base.get(name, nothing)) == _in_order(said.get(name, nothing)) for name, nothing in empty.items()
    )


def _in_order(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, list) else value
