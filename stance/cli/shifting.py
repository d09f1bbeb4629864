"""`stance shifts`: who moved, and what is different between two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import project_of
from stance.cli.options import Actors, Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.cli.reading import no_statements, warn_of_undated
from stance.errors import BadUsage
from stance.render import changes
from stance.render.style import counted

if TYPE_CHECKING:
    from stance.cli.selecting import Selection


@takes_groups
def shifts(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    actors: Actors = [],  # noqa: B006
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", metavar="DAY DAY", help="What is different on the second day from the first."),
    ] = None,
) -> None:
    """Show who moved, from what to what, when, on what evidence.

    A shift is a change of position between two dated statements. It is single until a further statement of the new
    position confirms it. --position picks shifts from or to a position; --since and --until go by the day of the
    change.

    Example: stance shifts --between 2023-07-01 2024-07-01
    """
    from stance.cli.selecting import Selection

    chosen = Selection(project_of(ctx), filters, actors)
    deliver(chosen.project, output, difference_answer(chosen, between) if between else shifts_answer(chosen))


def shift_rows(chosen: Selection) -> tuple[list[Row], Callable[[], int]]:
    """The rows of `shifts`, oldest first, and what counts the actors that have dated statements."""
    from stance.analysis.current import actors_heard
    from stance.analysis.shifts import shifts_by_actor
    from stance.export.rows import shift_row

    pool = chosen.placed(since=None, until=None, positions=frozenset())
    warn_of_undated(pool)
    catalog, since, wanted = chosen.catalog, chosen.since, chosen.query.positions
    found = []
    # A row is made as soon as its shift is found: after thirty thousand others the processor would have to fetch the
    # statements from afar once more.
    for one in shifts_by_actor(pool, catalog.order, chosen.store.events(), chosen.as_of):
        day = one.after.date.ordinal
        if since and day < since.toordinal():
            continue
        if wanted and not wanted & {one.before.position, one.after.position}:
            continue
        found.append((day, one.actor, shift_row(one, catalog)))
    found.sort(key=itemgetter(0, 1))
    return [row for _, _, row in found], lambda: len(actors_heard(pool, chosen.as_of))


def shifts_answer(chosen: Selection) -> Answer:
    """The shifts, ready to be delivered."""
    rows, everyone = shift_rows(chosen)
    look = chosen.look

    def title(shown: Sequence[Row]) -> str:
        moved = len({row["actor_id"] for row in rows})
        since = f"from {chosen.since} " if chosen.since else ""
        parts = [f"Shifts {since}up to {chosen.as_of}", counted(len(rows), "shift")]
        parts.append(f"{moved} of {counted(everyone(), 'actor')} moved")
        return f" {look.sign('dot')} ".join([*parts, *filter(None, [chosen.words])])

    def nothing() -> str:
        if everyone():
            return "No shifts: nobody changed position as far as these statements tell."
        return no_statements(chosen, "No shifts to show")()

    return Answer(
        "shifts", "shifts", rows, look, title, changes.shifts, lambda shown: changes.plain_shifts(shown, look), nothing,
        chosen.as_of.isoformat(), chosen.given,
        notes=lambda shown: [
            "single: no second statement of the new position yet. "
            f"{look.sign('up')} nearer to yes, {look.sign('down')} farther from it."
        ],
    )  # fmt: skip


def difference_answer(chosen: Selection, between: tuple[str, str]) -> Answer:
    """What is different between two days, ready to be delivered."""
    from stance.analysis.shifts import compare
    from stance.export.rows import difference_row

    first, second = (chosen.day(typed, last=True) for typed in between)
    assert first is not None and second is not None
    if first >= second:
        raise BadUsage(f"--between takes the earlier day first: {first} does not lie before {second}.")
    if chosen.filters.since or chosen.filters.until or chosen.filters.as_of:
        raise BadUsage("--between goes without --since, --until and --as-of: it names both days.")
    pool = chosen.placed(positions=frozenset())
    warn_of_undated(pool)
    found = compare(pool, first, second, chosen.catalog.order)
    wanted = chosen.query.positions
    if wanted:
        found = [one for one in found if one.after.position in wanted or (one.before and one.before.position in wanted)]
    rows = [difference_row(one, chosen.catalog) for one in found]
    look = chosen.look

    def title(shown: Sequence[Row]) -> str:
        moved = sum(row["from_position"] is not None for row in rows)
        parts = [f"From {first} to {second}", f"{moved} moved", f"{len(rows) - moved} spoke for the first time"]
        return f" {look.sign('dot')} ".join([*parts, *filter(None, [chosen.words])])

    return Answer(
        "shifts", "shifts", rows, look, title, changes.shifts, lambda shown: changes.plain_shifts(shown, look),
        lambda: f"Nobody stood elsewhere on {second} than on {first}.", second.isoformat(), chosen.given,
        {"between": [first.isoformat(), second.isoformat()]},
    )  # fmt: skip
