"""Lines as a rich renderable: their own breaks, never wrapped, never read as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stance.letters import printable
from stance.render.style import Line

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.segment import Segment
    from rich.style import Style


class Screen:
    """What a command shows on a terminal."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        from rich.errors import StyleSyntaxError
        from rich.segment import Segment
        from rich.style import Style

        styles: dict[str, Style | None] = {"": None}
        end = Segment.line()
        for line in self.lines:
            for text, name in line:
                if name not in styles:
                    try:
                        styles[name] = Style.parse(name).update_link(None)
                    except StyleSyntaxError:  # a colour out of a user's codebook that nobody knows
                        styles[name] = None
                # The last gate before a terminal: whatever was forgotten on the way stops here.
                yield Segment(text if text.isprintable() else printable(text, keep="\u200e"), styles[name])
            yield end

    def show(self, console: Console) -> None:
        """Print without cropping or wrapping: the lines are made for the width there is."""
        console.print(self, crop=False, no_wrap=True, soft_wrap=True, end="")
