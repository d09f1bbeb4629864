"""The command line: one module a family of commands, imported when one of them is called."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run `stance` on the arguments of the process, and end it."""
    import gc

    gc.disable()  # loading makes many objects and no garbage: looking for some takes a tenth of the start
    from stance.cli.app import app

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the process
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 20)  # records refer to no one who refers back: there is little to find
    try:
        app()
    except SystemExit as end:
        leave(end.code)
    leave(0)


def leave(code: str | int | None) -> NoReturn:
    """End the process at once: taking a hundred thousand records apart one by one is of no use to anybody.

    Python does that where something may still wait for its end: another thread, a profiler, output that fails.
    """
    import threading

    watched = sys.gettrace() or sys.getprofile()
    if isinstance(code, str) or watched or threading.active_count() > 1:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.exit(code)
    os._exit(code or 0)
