"""Agreement between coders as lines: the coefficients, who found what, the confusion table, and what is to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from stance.analysis.agreement import NOT_FOUND, Agreement, Estimate
from stance.render.layout import table_lines as lay_out
from stance.render.layout import text_column, wrap
from stance.render.style import HEADER, Line, Look, counted

Row = Mapping[str, Any]
NOTHING = "nothing"
_SPAN = "95 % INTERVAL"


def agreement_lines(result: Agreement, rows: Sequence[Row], look: Look, room: int) -> list[Line]:
    """The whole answer, for a terminal or a pipe; nothing is cut, long words are wrapped at `room`."""
    lines = _measures(result, look, room)
    for pair, table in result.confusion.items():
        head = f"{look.clean(pair[0])} (rows) against {look.clean(pair[1])} (columns)"
        lines += [[], *([(part, HEADER)] for part in wrap(head, room))]
        lines += _confusion(table, look, room)
    if rows:
        lines += [[], [(f"{counted(len(result.disagreements), 'disagreement')} to settle", HEADER)]]
    for _, those in groupby(rows, key=lambda row: row["unit"]):
        lines += _disagreement(list(those), look, room)
    return lines


def _measures(result: Agreement, look: Look, room: int) -> list[Line]:
    rows = [("alpha, nominal", *_told(result.nominal)), ("alpha, ordinal", *_told(result.ordinal))]
    where = result.unitizing
    if where.units:
        rows.append(("alpha, unitizing", number(where.value), "", str(where.units)))
    several = len(result.finding) > 1
    notes: list[Line] = []
    for finding in result.finding:
        who = f", {' and '.join(map(look.clean, finding.coders))}" if several else ""
        first, second = map(look.clean, finding.coders)
        rows.append((f"kappa{who}", number(result.kappa[finding.coders]), "", ""))
        rows.append((f"found by both{who}", number(finding.agreement), "", ""))
        if finding.overlap is not None:
            rows.append((f"characters marked{who}", number(finding.overlap), "", ""))
        found = f"Found by {first} and {second}: {finding.both} by both, {finding.only_first} only by {first}, {finding.only_second} only by {second}."
        notes += [[(part, "dim")] for part in wrap(found, room)]
    return _table(("MEASURE", "VALUE", _SPAN, "UNITS"), rows, room) + notes


def _told(estimate: Estimate) -> tuple[str, str, str]:
    span = "" if estimate.low is None else f"{number(estimate.low)} to {number(estimate.high)}"
    return number(estimate.value), span, str(estimate.units)


def number(value: float | None) -> str:
    """Three decimals; a word where the data leave it undefined."""
    return "undefined" if value is None else f"{value:.3f}"


def _confusion(table: Mapping[tuple[str, str], int], look: Look, room: int) -> list[Line]:
    used = {code for pair in table for code in pair}
    codes = [code for code in look.positions if code in used] + sorted(used - set(look.positions) - {NOT_FOUND})
    codes += [NOT_FOUND] if NOT_FOUND in used else []
    signs = {code: look.glyph(code) if code != NOT_FOUND else "0" for code in codes}
    names = {code: f"{signs[code]} {look.label(code) if code != NOT_FOUND else NOTHING}" for code in codes}
    dot = "-" if look.ascii else "·"
    rows = [(names[one], *(str(table.get((one, other), "") or dot) for other in codes)) for one in codes]
    return _table(("", *(signs[code] for code in codes)), rows, room)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[Line]:
    columns = [
        text_column(header, [row[at] for row in rows], right=at > 0 and header != _SPAN)
        for at, header in enumerate(headers)
    ]
    laid = lay_out(columns, room, HEADER)
    if laid is not None:
        return laid
    # Too narrow for a table: a line a value.
    return [
        [(f"{row[0]}, {header.lower()}: {value}", "")]
        for row in rows
        for header, value in zip(headers[1:], row[1:], strict=True)
        if value not in ("", "·", "-")
    ]


def _disagreement(rows: Sequence[Row], look: Look, room: int) -> list[Line]:
    title = look.clean(rows[0]["article_title"] or rows[0]["article"])
    head = f"{look.clean(rows[0]['actor'])}, in {title} ({rows[0]['article'][:7]})"
    lines: list[Line] = [[], *([(part, "bold")] for part in wrap(head, room))]
    for row in rows:
        name = look.clean(row["coder"])
        if not row["position"]:
            lines.append([(f"  {name}: ", ""), (NOTHING, "dim")])
            continue
        words = look.quoted(row["quote"], row["summary"])
        lines.append([(f"  {name}: ", ""), *look.mark(row["position"]), (f" ({row['statement'][:7]})", "dim")])
        lines += [[("    " + part, "dim")] for part in wrap(words, max(20, room - 4))]
    return lines
