"""The command line: one module a family of commands, imported when one of them is called."""

from __future__ import annotations


def main() -> None:
    """Run `stance` on the arguments of the process."""
    import gc

    gc.disable()  # loading makes many objects and no garbage: looking for some takes a tenth of the start
    from stance.cli.app import app

    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 20)  # records refer to no one who refers back: there is little to find
    app()
