"""`stance init`."""

from __future__ import annotations

import typer


def init(ctx: typer.Context) -> None:
    """Make a new store."""
