"""Shifts: who moved from what to what, near to which event, with the evidence on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stance.render.layout import Column, cut, table_lines, text_column
from stance.render.measure import width
from stance.render.plain import padded
from stance.render.style import FAINT, HEADER, NAME, Line, Look, counted, day_of
from stance.render.tables import NARROW, cards, fold_line, with_below

Row = Mapping[str, Any]
_BLOCK = 512  # rows whose columns are made at a time: all of them are at hand then


def distance_words(row: Row) -> str:
    """`4 days before NATO summit in Vilnius`; empty where there is no event."""
    days = row["event_distance"]
    if days is None:
        return ""
    name = row["event_name"]
    if days == 0:
        return f"at {name}"
    return f"{counted(abs(days), 'day')} {'before' if days < 0 else 'after'} {name}"


def certainty(row: Row) -> str:
    """single, confirmed, or for a comparison of two days what lies between."""
    if row["confirmed"] is None:
        between = row["changes_between"] or 0
        return counted(between, "change") if between > 1 else "" if row["from_position"] else "new"
    return "confirmed" if row["confirmed"] else "single"


def change_cell(row: Row, look: Look) -> Line:
    """From what to what, with the way of the change."""
    after = look.mark(row["to_position"])
    if not row["from_position"]:
        return after
    arrow = look.arrow({"up": 1, "down": -1}.get(row["change"], 0))
    cell = [*look.mark(row["from_position"]), (f" {look.sign('to')} ", ""), *after]
    return cell if arrow == look.sign("aside") else [*cell, (" " + arrow, "")]


def shifts(rows: Sequence[Row], look: Look, room: int) -> list[Line]:
    """A line a shift, and below it both statements."""
    lines: list[Line] | None = None
    events = [look.clean(distance_words(row)) for row in rows]
    if room >= NARROW:
        columns = [
            text_column("DATE", [day_of(row, "date") for row in rows]),
            text_column("ACTOR", [look.clean(row["actor"]) for row in rows], style=NAME, wraps=True, least=14),
            Column("CHANGE", [change_cell(row, look) for row in rows]),
            text_column("", [certainty(row) for row in rows]),
        ]
        if room >= 110 and any(events):
            columns.append(text_column("NEAREST EVENT", events, cuts=True, least=16, style=FAINT))
        lines = table_lines(columns, room, HEADER, look.sign("more"))
        below = [
            [line for side in ("from", "to") for line in fold_line(_evidence(row, side, look, room), room, 26)]
            for row in rows
        ]
        if room < 110:
            for block, event in zip(below, events, strict=True):
                if event:
                    block.append([(" " * 12, ""), (cut(event, room - 12, look.sign("more")), FAINT)])
        if lines is not None:
            return with_below(lines, below)
    return cards(rows, room, lambda row: _card(row, look, room))


def _evidence(row: Row, side: str, look: Look, room: int) -> Line:
    """The date, the position and the words of one side."""
    if not row[f"{side}_statement"]:
        return []
    day = day_of(row, "date") if side == "to" else day_of(row, "from_date")
    position = row[f"{side}_position"]
    words = look.quoted(row[f"{side}_quote"]) if row[f"{side}_is_quote"] else look.clean(row[f"{side}_quote"])
    source = cut(look.clean(row[f"{side}_outlet"]), max(10, (room - 28) // 4), look.sign("more"))
    text = cut(words, max(10, room - 28 - width(source)), look.sign("more"))
    return [
        (" " * 12, ""), (f"{day:<10}  ", FAINT), (look.glyph(position), look.color(position)), (" " + text, ""),
        ("  " + source if source else "", FAINT),
    ]  # fmt: skip


def _card(row: Row, look: Look, room: int) -> list[Line]:
    lines: list[Line] = [
        [(day_of(row, "date"), ""), ("  ", ""), (look.clean(row["actor"]), NAME)],
        [("  ", ""), *change_cell(row, look)],
        [("  ", ""), (certainty(row), FAINT)],
    ]
    event = look.clean(distance_words(row))
    if event:
        lines.append([("  ", ""), (event, FAINT)])
    for side in ("from", "to"):
        evidence = _evidence(row, side, look, room * 2)
        if evidence:
            lines.append([("  ", ""), *evidence[1:]])
    return lines


def plain_shifts(rows: Sequence[Row], look: Look) -> str:
    """The shifts, a line each, whole."""
    headers = ("DATE", "ACTOR", "FROM", "TO", "WAY", "CERTAINTY", "EVENT", "FROM DATE", "FROM WORDS", "FROM ADDRESS", "TO WORDS", "TO ADDRESS")  # fmt: skip
    marks: dict[str, str] = {}

    def mark(position: str | None) -> str:
        if not position:
            return ""
        if position not in marks:
            marks[position] = f"{look.glyph(position)} {look.label(position)}"
        return marks[position]

    opening, closing = look.sign("open"), look.sign("close")

    def words(block: Sequence[Row], side: str) -> list[str]:
        cleaned = look.clean_all([row[f"{side}_quote"] for row in block])
        return [
            f"{opening}{text}{closing}" if text and row[f"{side}_is_quote"] else text
            for text, row in zip(cleaned, block, strict=True)
        ]

    cells: list[tuple[str, ...]] = []
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        columns = (
            [day_of(row, "date") for row in block],
            look.clean_all([row["actor"] for row in block]),
            [mark(row["from_position"]) for row in block],
            [mark(row["to_position"]) for row in block],
            [row["change"] or "" for row in block],
            [certainty(row) for row in block],
            look.clean_all([distance_words(row) for row in block]),
            [day_of(row, "from_date") for row in block],
            words(block, "from"),
            look.clean_all([row["from_url"] for row in block]),
            words(block, "to"),
            look.clean_all([row["to_url"] for row in block]),
        )
        cells += zip(*columns, strict=True)
    return padded(headers, cells)
