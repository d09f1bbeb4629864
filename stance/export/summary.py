"""Statements as flat tables: a row an actor, a row a statement, or actors against periods."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from stance.analysis.catalog import Catalog
from stance.analysis.current import turns_by_actor
from stance.errors import BadUsage
from stance.export.fields import TABLE
from stance.export.formats import Field, flat
from stance.model import PartialDate, Source, SourceRef, Statement

Row = dict[str, Any]

# -- a row a statement ------------------------------------------------------------------------------------------------


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """By first day, then actor, then id; statements without a date last."""
    return sorted(
        statements, key=lambda one: (one.stated_on.first if one.stated_on else date.max, one.actor, one.position, one.id)
    )  # fmt: skip


def long_rows(statements: Iterable[Statement], catalog: Catalog) -> Iterator[Row]:
    """A row a statement, in the order of their days."""
    # What many statements share is put into words once: days, positions, sources.
    labels = {one: (catalog.label(one), catalog.support(one)) for one in catalog.positions}
    days: dict[int, Row] = {}  # by the id of the object: one date is one object in a store, and hashing it costs
    told: dict[str, Row] = {}
    for one in in_order(statements):
        actor = catalog.actors.get(one.actor)
        label, support = labels.get(one.position, (one.position, None))
        day = days.get(id(one.stated_on))
        if day is None:
            day = days[id(one.stated_on)] = _day_cells(one.stated_on)
        refs = one.sources
        source = (catalog.sources.get(refs[0].source) if len(refs) == 1 else catalog.best_source(one)) or _NO_SOURCE
        cells = told.get(source.id)
        if cells is None:
            cells = told[source.id] = _source_cells(source)
        ref = refs[0] if len(refs) == 1 else next((ref for ref in refs if ref.source == source.id), _NO_REF)
        yield {
            "id": one.id,
            "actor": actor.name if actor else one.actor,
            "actor_id": one.actor,
            "actor_kind": actor.kind._value_ if actor else "",
            "country": one.country,
            "role": one.role,
            "position": one.position,
            "position_label": label,
            "support": support,
            "kind": one.kind._value_,
            "quote": one.quote,
            "summary": one.summary,
            "condition": one.condition,
            "event": one.event,
            "status": one.status._value_,
            "confidence": one.confidence._value_ if one.confidence else None,
            "cues": list(one.cues),
            "coder": one.coder,
            "note": one.note,
            "recorded_at": one.recorded_at,
            "source_start": ref.start,
            "source_end": ref.end,
            "sources": _all_sources(one, catalog) if len(refs) > 1 else "",
            "extra": json.dumps(dict(one.extra), ensure_ascii=False, sort_keys=True) if one.extra else "",
            **day,
            **cells,
        }


_NO_SOURCE = Source("")
_NO_REF = SourceRef("")


def _day_cells(day: PartialDate | None) -> Row:
    return {
        "stated_on": str(day) if day else None,
        "stated_on_precision": day.precision if day else None,
        "stated_on_first": day.first.isoformat() if day else None,
        "stated_on_last": day.last.isoformat() if day else None,
    }


def _source_cells(source: Source) -> Row:
    return {
        "source_id": source.id,
        "source_title": source.title,
        "source_outlet": source.outlet,
        "source_url": source.url,
        "source_published": str(source.published) if source.published else None,
        "source_author": source.author,
        "source_language": source.language,
    }


def _all_sources(one: Statement, catalog: Catalog) -> str:
    found = []
    for ref in one.sources:
        source = catalog.sources.get(ref.source, Source(ref.source))
        fields = {
            "id": source.id, "title": source.title, "outlet": source.outlet, "url": source.url,
            "published": str(source.published or ""), "author": source.author, "language": source.language,
            "start": ref.start, "end": ref.end,
        }  # fmt: skip
        found.append({name: value for name, value in fields.items() if value not in ("", None)})
    return json.dumps(found, ensure_ascii=False)


# -- actors against periods -------------------------------------------------------------------------------------------


def periods(first: date, last: date, by: str) -> list[tuple[str, date]]:
    """The months or quarters from one day to another, as (name, last day of it or the last day asked for)."""
    if by not in ("month", "quarter"):
        raise BadUsage(f"--by takes month or quarter, not {by!r}.")
    months = 1 if by == "month" else 3
    year, month = first.year, (first.month - 1) // months * months + 1
    found = []
    while year <= date.max.year and date(year, month, 1) <= last:
        name = f"{year:04}-{month:02}" if months == 1 else f"{year:04}-Q{(month + 2) // 3}"
        month += months
        if month > 12:
            year, month = year + 1, 1
        end = date(year, month, 1) - timedelta(days=1) if year <= date.max.year else date.max
        found.append((name, min(end, last)))
    return found


def wide_fields(spans: Sequence[tuple[str, date]]) -> tuple[Field, ...]:
    return (
        *TABLE[:2],
        *(Field(name, "text", f"Id of the position held on {end.isoformat()}; empty before the first.") for name, end in spans),
    )  # fmt: skip


def wide_rows(
    statements: Iterable[Statement], catalog: Catalog, spans: Sequence[tuple[str, date]], order: Mapping[str, int]
) -> Iterator[Row]:
    """A row an actor: the position held at the end of each period, from the statements up to then."""
    if not spans:
        return
    held = dict(turns_by_actor(statements, order, spans[-1][1]))
    for actor in sorted(held, key=lambda id: (catalog.name(id).casefold(), id)):
        row: Row = {"actor": catalog.name(actor), "actor_id": actor}
        steps = held[actor]
        at, position = 0, ""
        for name, end in spans:
            while at < len(steps) and steps[at].day <= end:
                position = steps[at].position
                at += 1
            row[name] = position
        yield row


def first_day(statements: Iterable[Statement]) -> date | None:
    """The first day of the earliest dated statement."""
    return min((one.stated_on.first for one in statements if one.stated_on), default=None)


# -- spreadsheets -----------------------------------------------------------------------------------------------------

# What a spreadsheet skips before it looks for a formula, and what makes it take a text for one.
_HIDDEN = r"[\s\x00-\x20\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
# An apostrophe that was there before is told from one of ours by a second one: `unquote_formula` takes one off.
_FORMULA = re.compile(rf"'*(?:{_HIDDEN}[=+\-@|%＝＋－＠]|[\t\r\n])")
# Where a list separator is a semicolon, a comma-separated line is cut there, and what follows begins a cell.
_INNER = re.compile(rf"([;\t]{_HIDDEN})(?='*[=+\-@|%＝＋－＠])")


def harmless(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as text with an apostrophe before whatever a spreadsheet would take for a formula."""
    for row in rows:
        yield {name: _tame(flat(value)) if isinstance(value, (str, list)) else value for name, value in row.items()}


def _tame(text: str) -> str:
    text = _INNER.sub(r"\1'", text)
    return "'" + text if _FORMULA.match(text) else text
