"""Drawing 5,000 rows: tables for a terminal and a pipe, timelines, formats, the report; in seconds of the processor."""

from __future__ import annotations

import io
from datetime import date

from benchmarks.stores import make_records
from benchmarks.timing import Row, as_the_program_collects, median_seconds
from stance.analysis.catalog import Catalog
from stance.analysis.current import current
from stance.analysis.timeline import timeline
from stance.codebook import load_codebook
from stance.export.fields import TABLE
from stance.export.formats import write_records
from stance.export.rows import standing_row
from stance.render import plain, tables, timelines
from stance.render.chart import chart_svg
from stance.render.drawing import to_svg
from stance.render.screen import Screen
from stance.render.style import Look

AS_OF = date(2026, 1, 1)


def measure(times: int = 3) -> list[Row]:
    """5,000 actors with 100,000 statements, as the table and the timeline show them."""
    from rich.console import Console

    actors, sources, made = make_records(100_000)
    positions = load_codebook().positions
    catalog = Catalog(actors=actors, sources=sources, positions=positions)
    look = Look.of(positions)
    found = current(made, AS_OF, catalog.order)
    rows = [standing_row(one, catalog) for one in found]
    tracks = timeline(made, date(2022, 1, 1), AS_OF, catalog.order)
    chart = timelines.Chart(tracks, date(2022, 1, 1), AS_OF, {actor.id: actor.name for actor in actors})
    small = timelines.Chart(tracks[:60], chart.since, chart.until, chart.names)

    def on_screen() -> None:
        console = Console(file=io.StringIO(), width=120, color_system="truecolor", force_terminal=True, markup=False)
        Screen(tables.standings(rows, look, 120)).show(console)

    actions = [
        ("current positions out of 100,000 statements", lambda: current(made, AS_OF, catalog.order), None),
        (f"records of {len(rows):,} actors", lambda: [standing_row(one, catalog) for one in found], None),
        (f"table, {len(rows):,} rows, terminal in colour", on_screen, 1.0),
        (f"table, {len(rows):,} rows, pipe", lambda: plain.plain_standings(rows, look), 1.0),
        (f"table, {len(rows):,} rows, JSON", lambda: write_records(io.StringIO(), "json", TABLE, rows, {}), 1.0),
        (f"timeline, {len(tracks):,} actors, 120 columns", lambda: timelines.draw(chart, look, 120), None),
        ("timeline, 60 actors, SVG", lambda: chart_svg(small, look, catalog, "Positions"), None),
        ("table, 60 rows, SVG", lambda: to_svg(tables.standings(rows[:60], look, 110), "Positions"), None),
    ]
    with as_the_program_collects():
        return [Row(what, median_seconds(action, times), "s", bar) for what, action, bar in actions]
