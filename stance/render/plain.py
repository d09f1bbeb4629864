"""Lines as plain text, and tables for a pipe: no colour, no borders, nothing cut or wrapped; without rich."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stance.render.measure import is_narrow, width
from stance.render.style import Line, Look, day_of

Row = Mapping[str, Any]


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
    columns: list[Sequence[str]] = []
    formats = []
    for cells in zip(headers, *rows, strict=True):
        if "" in cells:
            cells = tuple([cell or "-" for cell in cells])
        if is_narrow("".join(cells)):
            columns.append(cells)
            formats.append(f"%-{max(map(len, cells))}s")
        else:
            widths = list(map(width, cells))
            wide = max(widths)
            columns.append([cell + " " * (wide - used) for cell, used in zip(cells, widths, strict=True)])
            formats.append("%s")
    line = "  ".join(formats)
    lines = [(line % cells).rstrip(" ") for cells in zip(*columns, strict=True)]
    lines.append("")
    return "\n".join(lines)


# -- the tables --------------------------------------------------------------------------------------------------------


def source_text(row: Row, look: Look, *, title: bool = False) -> str:
    """Who published it; with `title` what it is called, too."""
    parts = [row["source_outlet"], row["source_title"]] if title else [row["source_outlet"] or row["source_title"]]
    return look.clean(": ".join(part for part in parts if part))


def held_by(row: Row) -> str:
    """How many of those on record hold the position, and of how many there are."""
    text = f"{row['holding']} of {row['on_record']}"
    return f"{text} ({row['members']})" if row["members"] else text


def plain_position(row: Row, look: Look) -> str:
    """Glyph and word, and in words what else was said that day."""
    text = f"{look.glyph(row['position'])} {look.label(row['position'])}"
    if row.get("also"):
        text += f" (also {', '.join(map(look.label, row['also']))})"
    return text


def plain_standings(rows: Sequence[Row], look: Look) -> str:
    """The table of positions, whole."""
    headers = ("ACTOR", "POSITION", "CHANGED FROM", "SINCE", "LAST SAID", "SILENT", "N", "SOURCE", "ADDRESS")
    return padded(
        headers,
        [
            (
                look.clean(row["actor"]),
                plain_position(row, look),
                plain_position({"position": row["previous_position"]}, look) if row["previous_position"] else "",
                day_of(row, "since"),
                day_of(row, "last_said"),
                "silent" if row["silent"] else "",
                str(row["statements"]),
                source_text(row, look),
                look.clean(row["source_url"]),
            )
            for row in rows
        ],
    )


def plain_rollups(rows: Sequence[Row], look: Look, heading: str) -> str:
    """The table of countries, kinds or groups, whole."""
    headers = (heading, "POSITION", "HELD BY", "WHOSE", "OFFICE", "SINCE", "LAST SAID", "SILENT", "SOURCE", "ADDRESS")
    return padded(
        headers,
        [
            (
                look.clean(row["label"]),
                plain_position(row, look),
                held_by(row),
                look.clean(row["actor"]),
                look.clean(row["role"]),
                day_of(row, "since"),
                day_of(row, "last_said"),
                "silent" if row["silent"] else "",
                source_text(row, look),
                look.clean(row["source_url"]),
            )
            for row in rows
        ],
    )


def plain_statements(rows: Sequence[Row], look: Look) -> str:
    """The list of statements, whole."""
    headers = ("ID", "DATE", "ACTOR", "POSITION", "KIND", "STATUS", "WORDS", "SOURCE", "ADDRESS")
    return padded(
        headers,
        [
            (
                row["statement"],
                day_of(row, "date") or "",
                look.clean(row["actor"]),
                plain_position(row, look),
                row["kind"],
                row["status"],
                look.quoted(row["quote"], row["summary"]),
                source_text(row, look),
                look.clean(row["source_url"]),
            )
            for row in rows
        ],
    )
