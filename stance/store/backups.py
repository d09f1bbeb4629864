"""Copies of the store's file: one a day before the day's first change, and one before each migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.store.store import Store


def back_up_before(store: Store, now: str) -> None:
    """Make the copies that are due before a change."""
