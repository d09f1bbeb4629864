"""The command line: one module a family of commands, imported when one of them is called."""

from __future__ import annotations


def main() -> None:
    """Run `stance` on the arguments of the process."""
    from stance.cli.app import app

    app()
