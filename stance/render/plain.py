"""Lines as plain text, and tables for a pipe: no colour, no borders, nothing cut or wrapped; without rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stance.render.layout import width
from stance.render.style import Line


def text_of(line: Line) -> str:
    """A line without its styles and without blanks at its end."""
    return "".join(text for text, _ in line).rstrip(" ")


def to_text(lines: Iterable[Line]) -> str:
    """Lines as one text, each ended by a line break."""
    return "".join(text_of(line) + "\n" for line in lines)


def padded(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart under their headers; an empty cell is a `-`, so that columns can be counted."""
    if not rows:
        return ""
    table = [list(headers)] + [[cell or "-" for cell in row] for row in rows]
    columns = list(zip(*table, strict=True))
    plain = [all(cell.isascii() for cell in column) for column in columns]
    widths = [
        max(map(len, column)) if ascii else max(map(width, column))
        for column, ascii in zip(columns, plain, strict=True)
    ]
    lines = []
    for row in table:
        cells = [
            cell.ljust(wide) if ascii else cell + " " * (wide - width(cell))
            for cell, wide, ascii in zip(row, widths, plain, strict=True)
        ]
        lines.append("  ".join(cells).rstrip(" ") + "\n")
    return "".join(lines)
