"""Counts with bars: a character of the bar is so many of a hundred, drawn with the glyph of its position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stance.render.layout import GAP, Column, table_lines, text_column
from stance.render.measure import width
from stance.render.plain import padded
from stance.render.style import FAINT, HEADER, NAME, Line, Look

Row = Mapping[str, Any]
NO_RECORD = "no-record"


def percent(share: float | None) -> str:
    """`14 %`; shares under a half of a hundredth are `<1 %`."""
    if share is None:
        return ""
    if 0 < share < 0.005:
        return "<1 %"
    return f"{share * 100:.0f} %"


def apportion(counts: Sequence[int], cells: int) -> list[int]:
    """Cells for counts, by the largest remainder: together just `cells`, where anything was counted."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    exact = [count * cells / total for count in counts]
    given = [int(share) for share in exact]
    by_rest = sorted(range(len(counts)), key=lambda place: (given[place] - exact[place], place))
    for place in by_rest[: cells - sum(given)]:
        given[place] += 1
    return given


def overall(rows: Sequence[Row], look: Look, room: int, what: str) -> list[Line]:
    """One line a position, with a bar."""
    known = [row for row in rows if row["position"] != NO_RECORD]
    most = max((row["count"] for row in known), default=0)
    label = max((width(look.label(row["position"])) for row in known), default=0) + 2
    bar_room = max(5, room - max(label, 9) - len(what) - 3 * GAP - 6)
    bars: list[Line] = []
    for row in rows:
        known_row = row["position"] != NO_RECORD
        cells = -(-row["count"] * min(bar_room, 40) // most) if most and known_row else 0
        bars.append([(look.glyph(row["position"]) * cells, look.color(row["position"]))] if cells else [])
    columns = [
        Column("POSITION", [_mark(row, look) for row in rows]),
        text_column(what.upper(), [f"{row['count']:,}" for row in rows], right=True),
        text_column("SHARE", [percent(row["share"]) for row in rows], right=True),
        Column("", bars, rank=1),
    ]
    lines = table_lines(columns, room, HEADER)
    return lines if lines is not None else table_lines(columns[:2], 10_000, HEADER) or []


def _mark(row: Row, look: Look) -> Line:
    return [("  no record", FAINT)] if row["position"] == NO_RECORD else look.mark(row["position"])


def crossed(rows: Sequence[Row], look: Look, room: int, heading: str, labels: Mapping[str, str]) -> list[Line]:
    """A line a key, a column a position, and a bar of the shares."""
    positions = list(dict.fromkeys(row["position"] for row in rows))
    known = [one for one in positions if one != NO_RECORD]
    cells: dict[str, dict[str, int]] = {}
    for row in rows:
        cells.setdefault(row["key"], {})[row["position"]] = row["count"]
    keys = list(cells)
    columns = [
        text_column(heading, [look.clean(labels.get(key, key)) for key in keys], style=NAME, wraps=True, least=8)
    ]
    for position in known:
        columns.append(
            Column(
                look.glyph(position),
                [
                    [(str(cells[key].get(position) or look.sign("zero")), "" if cells[key].get(position) else FAINT)]
                    for key in keys
                ],
                right=True,
            )
        )
    if NO_RECORD in positions:
        columns.append(
            text_column("NONE", [str(cells[key].get(NO_RECORD, 0)) for key in keys], right=True, style=FAINT, rank=1)
        )
    used = sum(column.natural + GAP for column in columns)
    length = min(40, room - used)
    if length >= 8:
        columns.append(
            Column("SHARES", [_bar([cells[key].get(one, 0) for one in known], known, length, look) for key in keys])
        )
    lines = table_lines(columns, room, HEADER)
    if lines is None:
        lines = (
            table_lines([*columns[:1], *(column for column in columns[1:] if not column.rank)], 10_000, HEADER) or []
        )
    legend: list[Line] = [[]]
    for one in known:
        mark = look.mark(one)
        if (
            len(legend) > 1
            and sum(width(text) for text, _ in legend[-1]) + 3 + sum(width(text) for text, _ in mark) <= room
        ):
            legend[-1] += [("   ", ""), *mark]
        else:
            legend.append(mark)
    return lines + legend


def _bar(counts: Sequence[int], positions: Sequence[str], length: int, look: Look) -> Line:
    shares = apportion(counts, length)
    return [
        (look.glyph(position) * share, look.color(position))
        for position, share in zip(positions, shares, strict=True)
        if share
    ]


def quality(rows: Sequence[Row], look: Look, room: int) -> list[Line]:
    """How proposals fared, by confidence, position and outlet."""
    lines: list[Line] = []
    for by in dict.fromkeys(row["by"] for row in rows):
        those = [row for row in rows if row["by"] == by]
        columns = [
            text_column(by.upper(), [look.clean(row["key"]) for row in those], style=NAME, wraps=True, least=12),
            *(
                text_column(name.upper(), [str(row[name]) for row in those], right=True)
                for name in ("accepted", "edited", "rejected")
            ),
            text_column("WAITING", [str(row["waiting"]) for row in those], right=True, rank=2),
            text_column("RIGHT", [percent(row["right"]) for row in those], right=True),
        ]
        found = table_lines(columns, room, HEADER) or table_lines(columns, 10_000, HEADER) or []
        lines += [[], *found] if lines else found
    return lines


def plain_counts(rows: Sequence[Row], look: Look, heading: str, labels: Mapping[str, str]) -> str:
    """A line a key and position."""
    keyed = any(row["key"] for row in rows)
    headers = ([heading] if keyed else []) + ["POSITION", "COUNT", "SHARE"]
    return padded(
        headers,
        [
            [
                *([look.clean(labels.get(row["key"], row["key"]))] if keyed else []),
                "no record"
                if row["position"] == NO_RECORD
                else f"{look.glyph(row['position'])} {look.label(row['position'])}",
                str(row["count"]),
                percent(row["share"]),
            ]
            for row in rows
        ],
    )


def plain_quality(rows: Sequence[Row], look: Look) -> str:
    """How proposals fared, a line each."""
    names = ("by", "key", "accepted", "edited", "rejected", "waiting")
    return padded(
        [*(name.upper() for name in names), "RIGHT"],
        [[*(look.clean(str(row[name])) for name in names), percent(row["right"])] for row in rows],
    )
