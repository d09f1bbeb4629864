"""Footnotes for statements by id, for an actor's position as of a day, or for whatever the filters leave."""

from __future__ import annotations

from collections.abc import Sequence

from stance.analysis.placing import place
from stance.cli.selecting import Selection
from stance.errors import NotFound, StanceError
from stance.export.cite import cite
from stance.export.summary import in_order
from stance.model import Statement


def footnotes(chosen: Selection, records: Sequence[str], accessed: str | None, *, every: bool) -> list[str]:
    """A line for each record, else for each position held as of the day, or with `every` for each statement."""
    seen = None
    if accessed is not None:
        from stance.dates import parse_day

        seen = parse_day(accessed, chosen.project.today)
    if records:
        found = [_find(chosen, typed) for typed in records]
    elif every:
        found = in_order(chosen.statements())
    else:
        found = list(_standings(chosen).values())
    return [cite(one, chosen.catalog, seen) for one in place(found, chosen.catalog.sources)]


def _standings(chosen: Selection) -> dict[str, Statement]:
    """What decides the position of each actor, by name."""
    from stance.analysis.current import current

    catalog = chosen.catalog
    held = current(chosen.placed(positions=frozenset(), since=None), chosen.as_of, catalog.order)
    wanted = chosen.query.positions
    return {
        one.actor: one.statement
        for one in sorted(held, key=lambda one: (catalog.name(one.actor).casefold(), one.actor))
        if not wanted or one.position in wanted
    }


def _find(chosen: Selection, typed: str) -> Statement:
    """A statement by the beginning of its id, else the cell of an actor."""
    try:
        found: Statement = chosen.store.find(typed, "statement")
    except StanceError:
        actor = chosen.project.gazetteer(chosen.store).find(typed)
        held = _standings(chosen)
        if actor.id not in held:
            raise NotFound("statement of", actor.name) from None
        return held[actor.id]
    return found
