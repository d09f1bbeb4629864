"""Tables of positions, roll-ups and statements: records → lines; one card a row where there is no room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stance.render.layout import Column, cut, pieces_width, table_lines, text_column, wrap
from stance.render.measure import width
from stance.render.plain import held_by, source_text
from stance.render.style import FAINT, HEADER, NAME, Line, Look, Piece, counted, day_of

Row = Mapping[str, Any]
NARROW = 60  #: below this width a row is a card
WIDE = 100  #: from this width on there is room for more columns


def position_cell(row: Row, look: Look) -> Line:
    """Glyph and word, and the glyphs of what else was said that day."""
    cell = look.mark(row["position"])
    if row.get("also"):
        glyphs: list[Piece] = [(look.glyph(other), look.color(other)) for other in row["also"]]
        cell += [(" (also ", ""), *_spaced(glyphs), (")", "")]
    return cell


def _spaced(glyphs: Sequence[Piece]) -> Line:
    line: Line = []
    for place, glyph in enumerate(glyphs):
        line += [(" ", ""), glyph] if place else [glyph]
    return line


def change_arrow(row: Row, look: Look) -> str:
    """The way of the last change; empty where there was none."""
    change = row.get("change")
    return look.arrow({"up": 1, "down": -1}.get(change, 0)) if change else ""


def _change_cell(row: Row, look: Look) -> Line:
    before = row.get("previous_position")
    if not before:
        return []
    arrow = change_arrow(row, look) or look.sign("aside")
    return [(arrow + " ", ""), *look.mark(before)]


def _last_cell(row: Row, look: Look) -> Line:
    cell: Line = [(day_of(row, "last_said"), FAINT if row["silent"] else "")]
    return [*cell, (" " + look.sign("silent"), FAINT)] if row["silent"] else cell


def standings(rows: Sequence[Row], look: Look, room: int) -> list[Line]:
    """The table of positions."""
    lines: list[Line] | None = None
    if room >= NARROW:
        # What else was said that day goes below the position where the source would find no room beside it.
        for stacked, needs_source in ((False, True), (True, True), (False, False), (True, False)):
            columns = _standing_columns(rows, look, room >= WIDE, stacked)
            columns[-1].rank = 0 if needs_source else 2
            lines = table_lines(columns, room, HEADER, look.sign("more"))
            if lines is not None:
                break
    if lines is None:
        lines = cards(rows, room, lambda row: _standing_card(row, look))
    return lines


def _standing_columns(rows: Sequence[Row], look: Look, wide: bool, stacked: bool) -> list[Column]:
    columns = [
        text_column("ACTOR", [look.clean(row["actor"]) for row in rows], style=NAME, wraps=True, least=18),
        Column("POSITION", [look.mark(row["position"]) if stacked else position_cell(row, look) for row in rows]),
    ]
    if stacked:
        also = ((number, position_cell(row, look)[2:]) for number, row in enumerate(rows) if row["also"])
        columns[1].below = {number: [(" ", ""), *cell] for number, cell in also}
    if wide:
        columns.append(Column("CHANGED FROM", [_change_cell(row, look) for row in rows], rank=3))
    else:
        columns.append(text_column("", [change_arrow(row, look) for row in rows]))
    return [
        *columns,
        text_column("SINCE", [day_of(row, "since") for row in rows]),
        Column("LAST SAID", [_last_cell(row, look) for row in rows]),
        text_column("N", [str(row["statements"]) for row in rows], right=True, rank=1),
        text_column(
            "SOURCE", [source_text(row, look, title=wide) for row in rows], cuts=True, least=8, rank=2, style=FAINT
        ),
    ]


def _standing_card(row: Row, look: Look) -> list[Line]:
    lines: list[Line] = [[(look.clean(row["actor"]), NAME)], [("  ", ""), *position_cell(row, look)]]
    before = _change_cell(row, look)
    if before:
        lines.append([("  changed ", FAINT), (before[0][0], ""), ("from ", FAINT), *before[1:]])
    lines.append([("  since ", FAINT), (day_of(row, "since"), ""), ("  last said ", FAINT), *_last_cell(row, look)])
    lines.append([(f"  {counted(row['statements'], 'statement')}  {source_text(row, look)}", FAINT)])
    return lines


def cards(rows: Sequence[Row], room: int, card: Callable[[Row], list[Line]]) -> list[Line]:
    """One card a row, a blank line between them; what is too long goes on below, at the same indent."""
    lines: list[Line] = []
    for row in rows:
        if lines:
            lines.append([])
        for line in card(row):
            lines += fold_line(line, room)
    return lines


def with_below(lines: Sequence[Line], below: Sequence[Sequence[Line]]) -> list[Line]:
    """A table's lines with further lines below each row; a row begins where its first cell is not blank."""
    found = [lines[0]]
    number = -1
    for place, line in enumerate(lines[1:], 1):
        if line and line[0][0].strip(" "):
            number += 1
        found.append(line)
        if place + 1 == len(lines) or (lines[place + 1] and lines[place + 1][0][0].strip(" ")):
            found += [one for one in below[number] if one]
    return found


def fold_line(line: Line, room: int, hang: int | None = None) -> list[Line]:
    """A line broken between its words where it is wider than the room; what follows keeps its indent and styles.

    `hang` is the column at which what follows begins, where it is not two beyond the line's own indent.
    """
    if pieces_width(line) <= room:
        return [line]
    line = list(line)
    text = "".join(piece for piece, _ in line)
    indent = len(text) - len(text.lstrip(" ")) if hang is None else hang - 2
    lines: list[Line] = [[]]
    used = 0
    for piece, style in line:
        for word in _words(piece):
            wide = width(word)
            if used + width(word.rstrip(" ")) > room and used > indent and word.strip(" "):
                _trim(lines[-1])
                lines.append([(" " * (indent + 2), "")])
                used = indent + 2
            if used + wide > room and wide > room - indent - 2:
                for part in wrap(word.rstrip(" "), max(8, room - indent - 2)):
                    if used + width(part) > room:
                        lines.append([(" " * (indent + 2), "")])
                        used = indent + 2
                    lines[-1].append((part, style))
                    used += width(part)
                continue
            lines[-1].append((word, style))
            used += wide
    for one in lines:
        _trim(one)
    return lines


def _trim(line: Line) -> None:
    while line and not line[-1][0].strip(" "):
        line.pop()
    if line:
        line[-1] = (line[-1][0].rstrip(" "), line[-1][1])


def _words(text: str) -> list[str]:
    """Words with the blanks after them; blanks at the start stay with the first."""
    parts: list[str] = []
    for word in text.split(" "):
        parts.append(word + " ")
    parts[-1] = parts[-1][:-1]
    return [part for part in parts if part]


def rollups(rows: Sequence[Row], look: Look, room: int, heading: str) -> list[Line]:
    """The table of countries, kinds or groups; it says whose statement decides."""
    lines: list[Line] | None = None
    if room >= NARROW:
        shares = any(row["key"] and row["members"] for row in rows) or heading != "COUNTRY"
        columns = [
            text_column(heading, [look.clean(row["label"]) for row in rows], style=NAME, wraps=True, least=12),
            Column("POSITION", [position_cell(row, look) for row in rows]),
        ]
        if shares:
            columns.append(text_column("HELD BY", [held_by(row) for row in rows]))
        columns += [
            text_column("WHOSE", [look.clean(row["actor"]) for row in rows], wraps=True, least=14),
            text_column("OFFICE", [look.clean(row["role"]) for row in rows], cuts=True, least=10, rank=3, style=FAINT),
            text_column("SINCE", [day_of(row, "since") for row in rows], rank=1),
            Column("LAST SAID", [_last_cell(row, look) for row in rows]),
            text_column("SOURCE", [source_text(row, look) for row in rows], cuts=True, least=8, rank=2, style=FAINT),
        ]
        lines = table_lines(columns, room, HEADER, look.sign("more"))
    return lines if lines is not None else cards(rows, room, lambda row: _rolled_card(row, look))


def _rolled_card(row: Row, look: Look) -> list[Line]:
    return [
        [(look.clean(row["label"]), NAME)],
        [("  ", ""), *position_cell(row, look)],
        [("  held by ", FAINT), (held_by(row), ""), (", the latest ", FAINT), (look.clean(row["actor"]), "")]
        if row["members"]
        else [
            ("  ", ""),
            (look.clean(row["actor"]), ""),
            (f", {look.clean(row['role'])}" if row["role"] else "", FAINT),
        ],
        [("  since ", FAINT), (day_of(row, "since"), ""), ("  last said ", FAINT), *_last_cell(row, look)],
    ]


def statements(rows: Sequence[Row], look: Look, room: int, id_length: int = 7) -> list[Line]:
    """The list of statements: from 120 columns on a line each, else the words below."""
    if room < NARROW:
        return cards(rows, room, lambda row: _statement_card(row, look, room, id_length))
    odd = any(row["status"] != "accepted" for row in rows)
    columns = [
        text_column("DATE", [day_of(row, "date") or look.sign("dash") for row in rows]),
        text_column("ACTOR", [look.clean(row["actor"]) for row in rows], style=NAME, wraps=True, least=16),
        Column("POSITION", [look.mark(row["position"]) for row in rows]),
        text_column("KIND", [row["kind"] for row in rows]),
    ]
    if odd:
        columns.append(text_column("STATUS", [row["status"] for row in rows]))
    words = [look.quoted(row["quote"], row["summary"]) for row in rows]
    sources = [source_text(row, look) for row in rows]
    if room >= 120:
        columns += [
            text_column("WORDS", words, cuts=True, least=24),
            text_column("SOURCE", sources, cuts=True, least=24 if look.whole else 12, style=FAINT),
        ]
    columns.append(text_column("ID", [row["statement"][:id_length] for row in rows], style=FAINT, rank=1))
    lines = table_lines(columns, room, HEADER, look.sign("more"))
    if lines is None:
        return cards(rows, room, lambda row: _statement_card(row, look, room, id_length))
    if room >= 120:
        return lines
    below = [fold_line(_words_line(words[place], sources[place], room, look), room) for place in range(len(rows))]
    return with_below(lines, below)


def _words_line(words: str, source: str, room: int, look: Look) -> Line:
    source = cut(source, (room - 12) // 3, look.sign("more"))
    text = cut(words, room - 12 - width(source) - 2 * bool(source), look.sign("more"))
    return [(" " * 12, ""), (text, ""), *([("  " + source, FAINT)] if source else [])]


def _statement_card(row: Row, look: Look, room: int, id_length: int) -> list[Line]:
    status = "" if row["status"] == "accepted" else f"  {row['status']}"
    return [
        [(day_of(row, "date") or look.sign("dash"), ""), ("  ", ""), (look.clean(row["actor"]), NAME)],
        [("  ", ""), *look.mark(row["position"]), (f"  {row['kind']}{status}", FAINT)],
        [("  ", ""), (cut(look.quoted(row["quote"], row["summary"]), (room - 4) * 2, look.sign("more")), "")],
        [("  ", ""), (row["statement"][:id_length] + "  " + source_text(row, look), FAINT)],
    ]
