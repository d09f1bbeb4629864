"""`stance list`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.cli.options import Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.cli.reading import no_statements
from stance.render.style import counted

if TYPE_CHECKING:
    from stance.cli.selecting import Selection
    from stance.model import Statement
    from stance.render.style import Line, Look


@takes_groups
def list_statements(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    words: Annotated[list[str], typer.Argument(metavar="[WORD]…", help="Only with these words; as --text.")] = [],  # noqa: B006
) -> None:
    """List statements; search them and filter them.

    They come by day. Words are looked for in quotes, summaries, conditions, notes, offices and names, without regard to case and accents.

    Example: stance list membership --kind direct --since 2023-Q3
    """
    from dataclasses import replace

    from stance.cli.selecting import Selection

    project = project_of(ctx)
    text = " ".join([*words, *([filters.text] if filters.text else [])]) or None
    chosen = Selection(project, replace(filters, text=text))
    deliver(project, output, list_answer(chosen, chosen.statements()))


def list_answer(chosen: Selection, statements: Sequence[Statement]) -> Answer:
    """A list of statements, ready to be delivered: by day, those without one at the end."""
    from stance.export.rows import statement_row
    from stance.render import plain

    look, catalog = chosen.look, chosen.catalog
    ordered = sorted(statements, key=lambda one: (_day_number(one), one.actor, one.id))
    rows = LazyRows(ordered, lambda one: statement_row(one, catalog))
    shortest = id_length(len(chosen.store.documents("statements")))

    def title(shown: Sequence[Row]) -> str:
        span = [f"from {chosen.since}"] if chosen.since else []
        span += [f"up to {chosen.query.until}"] if chosen.query.until else []
        parts = [counted(len(rows), "statement"), " ".join(span), chosen.words]
        return f" {look.sign('dot')} ".join(filter(None, parts))

    def draw(shown: Sequence[Row], look: Look, room: int) -> list[Line]:
        from stance.render import tables

        return tables.statements(shown, look, room, shortest)

    return Answer(
        "list", "list", rows, look, title, draw,
        lambda shown: plain.plain_statements(shown, look),
        no_statements(chosen, "No statements to list"), chosen.query.until.isoformat() if chosen.query.until else None,
        chosen.given,
    )  # fmt: skip


class LazyRows(Sequence[Any]):
    """Rows that are made when they are asked for, so that ten of a hundred thousand cost ten."""

    def __init__(self, records: Sequence[Any], make: Any) -> None:
        self.records = records
        self.make = make

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return LazyRows(self.records[place], self.make)
        return self.make(self.records[place])


def _day_number(one: Statement) -> int:
    return one.stated_on.first.toordinal() if one.stated_on else date.max.toordinal() + 1


def id_length(records: int) -> int:
    """How much of an id to show so that it names one record: with one in a thousand stores at most there is a clash."""
    length = 5
    while records * records * 500 > 16 ** (length - 1) and length < 11:
        length += 1
    return length
