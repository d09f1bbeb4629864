"""`stance report`: one page with all of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from stance import __version__
from stance.cli.common import project_of, say
from stance.cli.options import Filters, takes_groups
from stance.cli.output import check_suffix, write_text
from stance.cli.reading import SilentDays, no_statements, standing_rows
from stance.cli.selecting import Selection
from stance.cli.shifting import shift_rows
from stance.errors import BadUsage
from stance.render.timelines import Chart


@takes_groups
def report(
    ctx: typer.Context,
    filters: Filters,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file; - for standard output.")
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The page's title.")] = "",
    silent: SilentDays = 180,
    events: Annotated[
        str, typer.Option("--events", metavar="WHICH", help="main (the default), all, none, or ids with commas.")
    ] = "main",
) -> None:
    """Write one page for people without a terminal.

    It has the table, the timeline, the shifts, the words and the sources. The page stands alone: it fetches nothing,
    and the same store gives the same bytes.

    Example: stance report --since 2022 -o report.html
    """

    from stance.analysis.timeline import timeline
    from stance.cli.timelines import pick_events, sorted_tracks, time_range
    from stance.render.page import Report, report_page

    project = project_of(ctx)
    if output is None and project.on_terminal:
        raise BadUsage("A report is a page of HTML.", "Write it to a file: stance report -o report.html")
    check_suffix(output, "a report", (".html", ".htm"))
    chosen = Selection(project, filters)
    pool = chosen.placed(since=None, positions=frozenset())
    if not pool:
        say(no_statements(chosen, "An empty report")())
    since, until = time_range(chosen, pool)
    rows = standing_rows(chosen, silent)
    shown = {row["actor_id"] for row in rows}
    tracks = [one for one in timeline(pool, since, until, chosen.catalog.order, silent) if one.actor in shown]
    tracks = sorted_tracks(chosen, tracks, None)
    moved, _ = shift_rows(chosen)
    listed = [one for one in pool if one.actor in shown and (one.stated_on is None or one.stated_on.first <= until)]
    names = {track.actor: chosen.catalog.name(track.actor) for track in tracks}
    subject, question = project.subject
    page = Report(
        title=title or (f"{subject}: positions on {chosen.as_of}" if subject else f"Positions on {chosen.as_of}"),
        question=question if question != subject else "",
        as_of=chosen.as_of.isoformat(),
        scope=chosen.words,
        standings=rows,
        shifts=[row for row in moved if row["actor_id"] in shown],
        statements=sorted(listed, key=lambda one: (one.stated_on.first if one.stated_on else date.min, one.id)),
        chart=Chart(tracks, since, until, names, pick_events(chosen, events, pool, since, until), silent),
        silent_days=silent,
        actors=max(len(chosen.store.documents("actors")), len(rows)),
        version=__version__,
    )
    look = chosen.look._replace(ascii=False, isolate=False)
    write_text(project, None if output in (None, "-") else output, report_page(page, look, chosen.catalog))
