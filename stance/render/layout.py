"""Columns, cutting and wrapping by what text measures on a terminal, without rich: it runs on a pipe too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stance.render.measure import char_width, width
from stance.render.style import Line, Piece

GAP = 2  #: columns between two columns
_NAME = 24  # columns that the name of a person hardly exceeds


def cut(text: str, room: int, more: str = "…") -> str:
    """The text, shortened to `room` columns with a sign at the end where it doesn't fit; whole where the sign is empty."""
    if not more or len(text) * 2 <= room or width(text) <= room:
        return text
    room -= len(more)
    taken = 0
    for place, char in enumerate(text):
        taken += char_width(char)
        if taken > room:
            return text[:place].rstrip() + more if room >= 0 else ""
    return text


def wrap(text: str, room: int) -> list[str]:
    """The text on lines of at most `room` columns, broken at spaces, inside a word only where one is longer."""
    room = max(room, 1)
    if width(text) <= room:
        return [text]
    lines, line, taken = [], "", 0
    for word in text.split():
        long = width(word)
        if line and taken + 1 + long <= room:
            line, taken = f"{line} {word}", taken + 1 + long
            continue
        if line:
            lines.append(line)
        while long > room:
            head = _head(word, room)
            lines.append(head)
            word = word[len(head) :]
            long = width(word)
        line, taken = word, long
    return [*lines, line] if line else lines or [""]


def _head(word: str, room: int) -> str:
    taken = 0
    for place, char in enumerate(word):
        taken += char_width(char)
        if taken > room and place:
            return word[:place]
    return word


def talk(text: str, room: int) -> str:
    """Lines broken between words where a terminal ends, but for those to be pasted into a shell."""
    lines: list[str] = []
    for line in text.split("\n"):
        words = line.lstrip(" ")
        indent = line[: len(line) - len(words)]
        whole = width(line) <= room or " --map '" in line
        first, *rest = [words] if whole else wrap(words, max(20, room - len(indent) - 2))
        lines += [indent + first, *(f"{indent}  {one}" if indent else one for one in rest)]
    return "\n".join(lines)


def pieces_width(line: Sequence[Piece]) -> int:
    """The columns that pieces take together."""
    return sum(width(text) for text, _ in line)


@dataclass
class Column:
    """A column of a table and how it may give way where room is short."""

    header: str
    cells: list[Line]  #: one a row
    style: str = ""  #: for pieces without one
    right: bool = False
    cuts: bool = False  #: may be cut, down to `least`; else it is kept whole
    wraps: bool = False  #: may be wrapped, down to `least`
    least: int = 0
    rank: int = 0  #: left out first where room is short: the highest; 0 is never left out
    below: dict[int, Line] | None = None  #: second lines of cells, by row

    @property
    def natural(self) -> int:
        below = self.below.values() if self.below else ()
        return max([width(self.header), *map(pieces_width, self.cells), *map(pieces_width, below)])

    def usual(self, share: float) -> int:
        """The width that this share of the cells keeps to."""
        widths = sorted(map(pieces_width, self.cells))
        return max(width(self.header), widths[int((len(widths) - 1) * share)] if widths else 0)


def wrapped(text: str, room: int) -> list[str]:
    """A name on several lines, those after the first set in."""
    text = " ".join(text.split())
    first, *rest = wrap(text, room)
    if not rest or room < 12:
        return [first, *rest]
    return [first, *("  " + line for line in wrap(text[len(first) :].lstrip(" "), room - 2))]


def text_column(header: str, texts: Sequence[str], **settings: object) -> Column:
    """A column of plain texts."""
    return Column(header, [[(text, "")] if text else [] for text in texts], **settings)  # type: ignore[arg-type]


def fit(columns: Sequence[Column], room: int) -> tuple[list[Column], list[int]] | None:
    """The columns that find room and their widths; None where even those that must stay do not."""
    kept = [column for column in columns if not column.rank or any(column.cells)]
    natural = {id(column): column.natural for column in kept}

    def least(column: Column) -> int:
        full = natural[id(column)]
        return min(full, max(column.least, width(column.header))) if column.cuts or column.wraps else full

    def needed() -> int:
        return sum(map(least, kept)) + GAP * (len(kept) - 1)

    while needed() > room:
        giving = max(kept, key=lambda column: column.rank, default=None)
        if giving is None or not giving.rank:
            return None
        kept.remove(giving)
    widths = [least(column) for column in kept]
    spare = room - needed()
    # Most names whole first, the others on three lines, then sources; all names whole before all sources are.
    for wanted, share in (("wraps", 0.95), ("wraps", 0.0), ("cuts", 0.85), ("wraps", 1.0), ("cuts", 1.0)):
        for place, column in enumerate(kept):
            if not getattr(column, wanted):
                continue
            full = natural[id(column)]
            want = column.usual(share) if share else full // 3 + 6
            if wanted == "wraps" and share < 1:
                want = min(want, max(_NAME, column.usual(0.85)))
            if wanted == "wraps" and full - want <= 8:
                want = full  # for a few columns no name is broken
            if wanted == "wraps":
                want = min(want, room * 2 // 5)
            more = max(0, min(spare, want - widths[place]))
            widths[place] += more
            spare -= more
    return kept, widths


def table_lines(columns: Sequence[Column], room: int, header: str, more: str = "…") -> list[Line] | None:
    """A header line and the rows; None where the columns find no room.

    What is cut ends with `more`; an empty one says that nothing is cut, and what is too long goes on below.
    """
    fitted = fit(columns, room)
    if fitted is None:
        return None
    kept, widths = fitted
    heads = [_aligned([(column.header, header)], wide, column.right) for column, wide in zip(kept, widths, strict=True)]
    lines = [_joined(heads)]
    for row in range(len(columns[0].cells)):
        lines += _row_lines(kept, widths, row, more)
    return lines


def _row_lines(kept: Sequence[Column], widths: Sequence[int], row: int, more: str) -> list[Line]:
    cells: list[Line] = []
    tails: dict[int, list[Line]] = {}
    for place, (column, wide) in enumerate(zip(kept, widths, strict=True)):
        cell = column.cells[row]
        if column.below and row in column.below:
            tails[place] = [column.below[row]]
        if column.style:
            cell = [(text, style or column.style) for text, style in cell]
        if (column.cuts or column.wraps) and pieces_width(cell) > wide:
            text = "".join(text for text, _ in cell)
            style = cell[0][1]
            if column.wraps or not more:
                text, *rest = wrapped(text, wide)
                tails[place] = [[(line, style)] for line in rest]
            else:
                text = cut(text, wide, more)
            cell = [(text, style)]
        cells.append(_aligned(cell, wide, column.right))
    lines = [_joined(cells)]
    for number in range(max(map(len, tails.values()), default=0)):
        after = [
            _aligned(tails[place][number] if number < len(tails.get(place, ())) else [], wide, False)
            for place, wide in enumerate(widths)
        ]
        lines.append(_joined(after))
    return lines


def _aligned(cell: Line, wide: int, right: bool) -> Line:
    blank = wide - pieces_width(cell)
    if blank <= 0:
        return cell
    return [(" " * blank, ""), *cell] if right else [*cell, (" " * blank, "")]


def _joined(cells: Sequence[Line]) -> Line:
    line: Line = []
    for place, cell in enumerate(cells):
        if place:
            line.append((" " * GAP, ""))
        line += cell
    while line and not line[-1][0].strip(" "):
        line.pop()
    return line
