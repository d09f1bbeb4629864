"""How positions and marks look: glyphs, their ASCII stand-ins, colours; and what a piece of a line is."""

# Annotations are values here, not words: reading words takes time at every start.

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from stance.letters import printable

if TYPE_CHECKING:
    from stance.model import Position

#: A piece of a line: text and a style as rich writes it ("bold", "dim", "bold #0072b2"); an empty style is plain.
Piece = tuple[str, str]
#: A line: pieces from left to right, none with a line break in it.
Line = list[Piece]

_SIGNS = {
    "held": ("─", "-"),
    "silent": ("┈", "~"),
    "tick": ("┬", "|"),
    "axis": ("─", "-"),
    "up": ("↑", "^"),
    "down": ("↓", "v"),
    "aside": ("→", ">"),
    "to": ("→", "->"),
    "more": ("…", "..."),
    "open": ("“", '"'),
    "close": ("”", '"'),
    "dot": ("·", "|"),
    "dash": ("–", "-"),
    "bar": ("▌", "|"),
    "zero": ("·", "-"),
    "several": ("◆", "#"),
    "full": ("█", "#"),
    "empty": ("░", "."),
}

#: What a codebook may call a colour; anything else in a store could be a style of rich, such as a link.
_COLOR = r"#[0-9a-fA-F]{6}|[a-z_]{3,30}[0-9]{0,3}"

_BLOCK = 64  # cells that are looked at together
_MARKS = re.compile('["“”„«»]')

HEADER = "bold"
FAINT = "dim"
NAME = "bold"


class Look(NamedTuple):
    """The signs to draw with; everything that comes from outside passes through `clean`."""

    positions: Mapping[str, "Position"] = MappingProxyType({})
    ascii: bool = False
    isolate: bool = False  #: set right-to-left words apart, so that a terminal does not turn the line round
    whole: bool = False  #: nothing is cut: what finds no room goes on below, as a file has no end of a screen

    @staticmethod
    def of(positions: Iterable["Position"], *, ascii: bool = False, isolate: bool = False) -> "Look":
        return Look({one.id: one for one in positions}, ascii, isolate)

    def sign(self, name: str) -> str:
        """A sign of the drawing: `held`, `silent`, `up`, …; `more` is empty where nothing is cut."""
        if name == "more" and self.whole:
            return ""
        return _SIGNS[name][self.ascii]

    def arrow(self, direction: int) -> str:
        """The way of a change: nearer to "yes", farther from it, or neither."""
        return self.sign("up" if direction > 0 else "down" if direction < 0 else "aside")

    def glyph(self, position: str) -> str:
        """The glyph of a position, one column wide."""
        record = self.positions.get(position)
        if record is None:
            return "?"
        sign = record.ascii if self.ascii else record.glyph
        # A store can come from anyone, with signs that no codebook may have.
        return sign if sign.isprintable() and len(sign) == 1 else "*" if self.ascii else "•"

    def label(self, position: str) -> str:
        """The words for a position; a code that the codebook lacks stands for itself."""
        record = self.positions.get(position)
        return printable(record.label if record else position)

    def color(self, position: str) -> str:
        record = self.positions.get(position)
        return record.color if record and _is_color(record.color) else ""

    def mark(self, position: str) -> Line:
        """Glyph and word, in the position's colour."""
        color = self.color(position)
        return [(self.glyph(position), color), (" " + self.label(position), color)]

    def clean(self, text: str) -> str:
        """Text from outside as it may be shown: without controls; right-to-left words between marks where asked for."""
        if text.isascii() and text.isprintable():
            return text
        return _shown(text, self.isolate)

    def clean_all(self, texts: Sequence[str]) -> list[str]:
        """`clean` for a column; most blocks of cells need no look at each."""
        found: list[str] = []
        for start in range(0, len(texts), _BLOCK):
            block = texts[start : start + _BLOCK]
            whole = "".join(block)
            found += block if whole.isascii() and whole.isprintable() else map(self.clean, block)
        return found

    def quoted(self, quote: str, summary: str = "") -> str:
        """The speaker's own words in quotation marks, else the summary."""
        if quote:
            return f"{self.sign('open')}{self.clean(quote)}{self.sign('close')}"
        return self.clean(summary)

    def excerpt(self, words: str) -> str:
        """Words of an article in quotation marks, or as they are where they bring their own."""
        return self.clean(words) if _MARKS.search(words) else self.quoted(words)


@lru_cache(maxsize=256)
def _is_color(text: str) -> bool:
    return re.fullmatch(_COLOR, text) is not None


@lru_cache(maxsize=16384)
def _shown(text: str, isolate: bool) -> str:
    text = printable(text)
    if isolate and any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc" for char in text):
        return f"\u200e{text}\u200e"  # marks of no width: what follows is set from the left again
    return text


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 actor`, `1,204 actors`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


_PRECISION = {"date": "precision", "from_date": "from_precision"}


def day_of(row: Mapping[str, object], name: str) -> str:
    """The day in a row's field as a reader should see it: "by" before one that is only the latest possible."""
    day = row[name]
    if not day:
        return ""
    return f"by {day}" if row.get(_PRECISION.get(name, f"{name}_precision")) == "by" else str(day)
