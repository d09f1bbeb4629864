"""`stance timeline`."""

from __future__ import annotations

from typing import Annotated

import typer

from stance.cli.common import project_of
from stance.cli.options import Actors, Filters, Output, takes_groups
from stance.cli.output import deliver
from stance.cli.reading import SilentDays


@takes_groups
def timeline(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    actors: Actors = [],  # noqa: B006
    silent: SilentDays = 180,
    events: Annotated[
        str, typer.Option("--events", metavar="WHICH", help="main (the default), all, none, or ids with commas.")
    ] = "main",
    lines: Annotated[bool, typer.Option("--list", help="The same as lines: for screen readers and grep.")] = False,
    page: Annotated[int | None, typer.Option("--page", metavar="N", min=1, help="Which page of actors.")] = None,
) -> None:
    """Draw positions over time, a row an actor.

    The range runs from the first statement to today; --since and --until choose another, and what was held before it
    is carried in. A column is the span of days that the line above the axis names. --sort takes shift (the first to
    move first; the default), name or country.

    Example: stance timeline Biden Zelenskyy --since 2022-09 --until 2023-12
    """
    from stance.cli.selecting import Selection
    from stance.cli.timelines import timeline_answer

    project = project_of(ctx)
    chosen = Selection(project, filters, actors)
    deliver(project, output, timeline_answer(chosen, output, silent, events, lines=lines, page=page))
