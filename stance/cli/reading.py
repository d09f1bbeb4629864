"""`stance table`, and what it shares with the other commands that read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import project_of, say
from stance.cli.options import Actors, Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.render.style import counted

if TYPE_CHECKING:
    from stance.cli.selecting import Selection
    from stance.model import Statement
    from stance.render.style import Line, Look

SilentDays = Annotated[
    int, typer.Option("--silent", metavar="DAYS", min=1, help="Days without a word that count as silence.")
]


@takes_groups
def table(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    actors: Actors = [],  # noqa: B006
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHAT", help="One row a country, a kind of actor or a group of countries."),
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option("--changed-since", metavar="DAY", help="Only who has moved since that day.")
    ] = None,
    silent: SilentDays = 180,
) -> None:
    """Show where each actor stands, as of a day.

    The position is that of the actor's latest accepted statement up to the day (--as-of, else today); of several on
    one day the direct one, then the indirect, then the reported. What else was said that day is shown as "also".
    --position picks among the positions held; the other filters pick the statements that are looked at. --since
    counts statements from that day on and carries in what was held before it. Unnamed sources (`anonymous`) are
    several people and hold no position.

    Example: stance table --as-of 2023-07-10 --country US
    """
    from stance.cli.selecting import Selection

    project = project_of(ctx)
    chosen = Selection(project, filters, actors)
    if by is not None:
        from stance.cli.rollups import table_by

        deliver(project, output, table_by(chosen, by, silent))
        return
    rows = standing_rows(chosen, silent, changed_since)
    deliver(project, output, positions_answer(chosen, rows, silent, changed_since))


def standing_rows(chosen: Selection, silent: int, changed_since: str | None = None) -> list[Row]:
    """The rows of the table, by name."""
    from stance.analysis.current import current
    from stance.export.rows import standing_row

    pool = chosen.placed(positions=frozenset(), since=None)
    warn_of_undated(pool)
    found = current(pool, chosen.as_of, chosen.catalog.order, silent)
    if changed_since is not None:
        first = chosen.day(changed_since, last=False)
        assert first is not None
        found = [one for one in found if one.before is not None and one.since.day >= first]
    if chosen.query.positions:
        found = [one for one in found if one.position in chosen.query.positions]
    rows = [standing_row(one, chosen.catalog) for one in found]
    if chosen.since:
        counts: dict[str, int] = {}
        for one in pool:
            if one.stated_on and chosen.since <= one.stated_on.first <= chosen.as_of:
                counts[one.actor] = counts.get(one.actor, 0) + 1
        for row in rows:
            row["statements"] = counts.get(row["actor_id"], 0)
    rows.sort(key=lambda row: (row["actor"].casefold(), row["actor_id"]))
    return rows  # type: ignore[return-value]


def warn_of_undated(statements: Sequence[Statement]) -> None:
    """Say how many statements stand in no table because nobody knows their day."""
    undated = sum(one.stated_on is None for one in statements)
    if undated:
        say(f"{counted(undated, 'statement')} without a date left out; `stance list` shows them.")


def positions_answer(chosen: Selection, rows: list[Row], silent: int, changed_since: str | None = None) -> Answer:
    """The table of positions, ready to be delivered."""
    from stance.render import plain

    look = chosen.look
    everyone = len(chosen.store.documents("actors"))

    def title(shown: Sequence[Row]) -> str:
        parts = [f"Positions on {chosen.as_of}", f"{len(rows):,} of {counted(max(everyone, len(rows)), 'actor')}"]
        parts += [f"changed since {changed_since}"] if changed_since else []
        parts += [f"N since {chosen.since}"] if chosen.since else []
        return f" {look.sign('dot')} ".join([*parts, *filter(None, [chosen.words])])

    def draw(shown: Sequence[Row], look: Look, room: int) -> list[Line]:
        from stance.render import tables

        return tables.standings(shown, look, room)

    def notes(shown: Sequence[Row]) -> list[str]:
        found = []
        if any(row["silent"] for row in shown):
            found.append(f"{look.sign('silent')} silent: nothing said for more than {silent} days")
        if any(row["change"] in ("up", "down") for row in shown):
            found.append(f"{look.sign('up')} moved nearer to yes, {look.sign('down')} farther from it")
        return [f" {look.sign('dot')} ".join(found)] if found else []

    return Answer(
        "table", "table", rows, look, title, draw,
        lambda shown: plain.plain_standings(shown, look),
        no_statements(chosen, "No positions to show"), chosen.as_of.isoformat(), chosen.given,
        {"silent_days": silent, "actors": everyone}, notes,
    )  # fmt: skip


def no_statements(chosen: Selection, what: str) -> Callable[[], str]:
    """What finds the friendly line where there is nothing: it may have to look at every statement."""
    return lambda: _why_nothing(chosen, what)


def _why_nothing(chosen: Selection, what: str) -> str:
    """Because of the filters, or because the store is empty, or nothing is accepted yet."""
    if not chosen.store.documents("statements"):
        return f"{what}: the store has no statements yet. `stance import ARTICLE` or `stance add` brings some in."
    if chosen.given:
        return f"{what}: no statement fits these filters."
    waiting = len(chosen.store.statements(None)) - len(chosen.store.statements())
    if waiting:
        return f"{what}: none of the {counted(waiting, 'statement')} is accepted. `stance review` goes through them."
    return f"{what}: no statement up to {chosen.as_of}."
