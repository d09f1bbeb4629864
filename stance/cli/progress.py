"""A line on stderr that tells how far a long command is; only on a terminal, and only after a second."""

from __future__ import annotations

import sys
import time


class ProgressLine:
    """Call it with what is done, what there is, and how many articles came of it; `close` wipes the line."""

    def __init__(self, what: str = "files") -> None:
        self.what = what
        self.begun = self.shown = time.monotonic()
        self.on = sys.stderr.isatty()
        self.drawn = False

    def __call__(self, done: int, total: int, articles: int) -> None:
        now = time.monotonic()
        if not self.on or now - self.begun < 1.0 or now - self.shown < 0.1:
            return
        self.shown = now
        spent = now - self.begun
        line = f"Reading: {done:,} of {total:,} {self.what} · {articles:,} articles · {articles / spent:,.0f} a second"
        if 0 < done < total:
            line += f" · {_duration(spent / done * (total - done))} left"
        self.draw(line)

    def draw(self, line: str) -> None:
        if self.on:
            import shutil

            width = shutil.get_terminal_size((80, 24)).columns - 1
            print(f"\r{line[:width]:<{width}}\r", end="", file=sys.stderr, flush=True)
            self.drawn = True

    def close(self) -> None:
        if self.drawn:
            self.draw("")
            self.drawn = False


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
