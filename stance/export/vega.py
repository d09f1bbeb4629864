"""A timeline as a Vega-Lite specification with its data inline: for web pages, Observable, Altair and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TextIO

from stance.analysis.catalog import Catalog
from stance.analysis.current import SILENT_DAYS, turns_by_actor
from stance.export.formats import encode_json
from stance.export.origin import Origin
from stance.model import Event, Statement

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_GREY = "#767676"


def write_timeline(
    stream: TextIO, statements: Iterable[Statement], catalog: Catalog, origin: Origin, since: date | None = None
) -> None:
    """Write the positions held up to the as-of day, from `since` or the first statement on; earlier ones carry in.

    What has been silent for more than 180 days is a dashed line. Statements without a date are left out.
    """
    held, said = _segments(statements, catalog, origin.as_of, since)
    first = min((row["from"] for row in held), default=origin.as_of.isoformat())
    events = [
        _event(one)
        for one in catalog.events.values()
        if first <= one.start.first.isoformat() <= origin.as_of.isoformat()
    ]
    stream.write(encode_json(_specification(held, said, events, catalog, origin), 1))
    stream.write("\n")


def _segments(
    statements: Iterable[Statement], catalog: Catalog, as_of: date, since: date | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    held: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    start = since or date.min
    silence = timedelta(days=SILENT_DAYS)
    turns = dict(turns_by_actor(statements, catalog.order, as_of))
    for actor in sorted(turns, key=lambda id: (catalog.name(id).casefold(), id)):
        steps = turns[actor]
        for at, turn in enumerate(steps):
            end = steps[at + 1].day if at + 1 < len(steps) else as_of
            quiet = min(end, turn.date.last + silence)
            what = {"actor": catalog.name(actor), "position": catalog.label(turn.position)}
            for begin, stop, silent in ((turn.day, quiet, False), (quiet, end, True)):
                if max(begin, start) < stop:
                    held.append(
                        {**what, "from": max(begin, start).isoformat(), "to": stop.isoformat(), "silent": silent}
                    )
            if turn.day < start:
                continue
            for one in turn.statements:
                source = catalog.best_source(one)
                said.append({
                    "actor": catalog.name(actor),
                    "position": catalog.label(one.position),
                    "date": turn.day.isoformat(),
                    "stated_on": str(one.stated_on),
                    "precision": one.stated_on.precision if one.stated_on else "",
                    "said": one.stated_on.shown if one.stated_on else "",
                    "kind": one.kind.value,
                    "words": one.quote or one.summary,
                    "outlet": source.outlet if source else "",
                    "statement": one.id,
                })  # fmt: skip
    return held, said


def _event(one: Event) -> dict[str, str]:
    return {"event": one.name, "date": one.start.first.isoformat(), "end": (one.end or one.start).last.isoformat()}


def _specification(
    held: Sequence[Mapping[str, Any]],
    said: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, str]],
    catalog: Catalog,
    origin: Origin,
) -> dict[str, Any]:
    used = {row["position"] for row in (*held, *said)}
    scale = {one.label: one.color or _GREY for one in catalog.positions.values() if one.label in used}
    scale |= dict.fromkeys(sorted(used - set(scale)), _GREY)
    color = {
        "field": "position",
        "type": "nominal",
        "title": "Position",
        "scale": {"domain": list(scale), "range": list(scale.values())},
    }
    row = {"field": "actor", "type": "nominal", "title": None, "sort": None}
    tooltip = [{"field": name, "type": "nominal"} for name in ("actor", "position", "said", "kind", "words", "outlet")]
    return {
        "$schema": _SCHEMA,
        "title": {"text": origin.question or "Positions", "subtitle": origin.sentence},
        "usermeta": origin.meta,
        "width": 720,
        "height": {"step": 22},
        "datasets": {"held": list(held), "said": list(said), "events": list(events)},
        "layer": [
            {
                "data": {"name": "events"},
                "mark": {"type": "rule", "color": "#b8b8b8", "strokeDash": [1, 3]},
                "encoding": {
                    "x": {"field": "date", "type": "temporal", "title": None, "axis": {"format": "%b %Y"}},
                    "tooltip": [{"field": "event", "type": "nominal"}, {"field": "date", "type": "temporal"}],
                },
            },
            {
                "data": {"name": "held"},
                "mark": {"type": "rule", "strokeWidth": 5},
                "encoding": {
                    "x": {"field": "from", "type": "temporal"},
                    "x2": {"field": "to"},
                    "y": row,
                    "color": color,
                    "strokeDash": {"condition": {"test": "datum.silent", "value": [2, 3]}, "value": [1, 0]},
                    "opacity": {"condition": {"test": "datum.silent", "value": 0.5}, "value": 1},
                },
            },
            {
                "data": {"name": "said"},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {
                    "x": {"field": "date", "type": "temporal"},
                    "y": row,
                    "color": color,
                    "tooltip": tooltip,
                },
            },
        ],
    }
