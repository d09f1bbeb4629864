"""`stance summary`: how many hold what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from stance.analysis import tallies
from stance.analysis.current import actors_heard
from stance.cli.common import project_of
from stance.cli.options import Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.cli.reading import no_statements, warn_of_undated
from stance.cli.selecting import Selection
from stance.errors import BadUsage
from stance.export.rows import quality_row, tally_rows
from stance.model import Statement
from stance.render import summaries
from stance.render.style import Line, Look, counted

WAYS = ("country", "kind", "month", "quarter", "year")


@takes_groups
def summary(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHAT", help="country, kind, month, quarter or year; else all together."),
    ] = None,
    count: Annotated[
        str, typer.Option("--count", metavar="WHAT", help="actors (the default) or statements.")
    ] = "actors",
    review: Annotated[
        bool, typer.Option("--review", help="How your own reviews judged the proposals, instead.")
    ] = False,
) -> None:
    """Count who holds which position, with shares and bars.

    Actors are counted by the position they hold on the day (--as-of, else today), by month, quarter and year at the
    end of each; those of whom nothing is known are counted too. --count statements counts what was said instead; by
    kind means the kind of actor, or of statement.

    Example: stance summary --by country --as-of 2023-07-10
    """
    chosen = Selection(project_of(ctx), filters)
    if review:
        deliver(chosen.project, output, review_answer(chosen))
        return
    if by is not None and by not in WAYS:
        raise BadUsage(f"A summary cannot be made by {by!r}.", f"Choose from {', '.join(WAYS)}.")
    if count not in ("actors", "statements"):
        raise BadUsage(f"A summary counts actors or statements, not {count!r}.")
    deliver(chosen.project, output, summary_answer(chosen, by, count))


def summary_answer(chosen: Selection, by: str | None, count: str) -> Answer:
    """The summary, ready to be delivered."""
    actors = count == "actors"
    pool = chosen.placed(since=None) if actors else chosen.placed()
    warn_of_undated(pool)
    found = _actor_tallies(chosen, pool, by) if actors else _statement_tallies(chosen, pool, by)
    rows: list[Row] = list(tally_rows(found, chosen.catalog, no_record=actors)) if pool else []
    look = chosen.look
    labels = _labels(by, actors)
    everyone = len(_population(chosen))

    def title(shown: Sequence[Row]) -> str:
        if actors:
            known = len(actors_heard(pool, chosen.as_of))
            parts = [f"Positions on {chosen.as_of}", f"{known} of {counted(everyone, 'actor')} on record"]
        else:
            parts = [f"Statements up to {chosen.as_of}", counted(sum(row["count"] for row in rows), "statement")]
        parts += [f"by {by}"] if by else []
        return f" {look.sign('dot')} ".join([*parts, *filter(None, [chosen.words])])

    def draw(shown: Sequence[Row], look: Look, room: int) -> list[Line]:
        if by is None:
            return summaries.overall(shown, look, room, count)
        return summaries.crossed(shown, look, room, by.upper(), labels)

    return Answer(
        "summary", "summary", rows, look, title, draw,
        lambda shown: summaries.plain_counts(shown, look, (by or "").upper(), labels),
        no_statements(chosen, "Nothing to count"), chosen.as_of.isoformat(), chosen.given,
        {"by": by, "count": count, "actors": everyone},
    )  # fmt: skip


def _population(chosen: Selection) -> list[str]:
    """The actors that could have a position: those of the roster that the filters leave."""
    query = chosen.query
    return [
        actor.id
        for actor in chosen.store.actors()
        if (not query.actors or actor.id in query.actors) and (not query.countries or actor.country in query.countries)
    ]


def _actor_tallies(chosen: Selection, pool: Sequence[Statement], by: str | None) -> list[tallies.Tally]:
    catalog = chosen.catalog
    if by in ("month", "quarter", "year"):
        since = chosen.since or min((one.stated_on.first for one in pool if one.stated_on), default=chosen.as_of)
        population = len({*_population(chosen), *actors_heard(pool, chosen.as_of)})
        return tallies.tally_periods(pool, catalog.order, since, chosen.as_of, by, population)
    key_of = _actor_key(chosen, pool, by)
    return tallies.tally_actors(pool, catalog, chosen.as_of, key_of, _population(chosen))


def _actor_key(chosen: Selection, pool: Sequence[Statement], by: str | None) -> Any:
    records = {actor.id: actor for actor in chosen.store.actors()}
    if by == "kind":
        return lambda id: str(records[id].kind) if id in records else ""
    if by == "country":
        spoken: dict[str, tuple[date, str]] = {}
        for one in pool:
            if one.stated_on and one.country and one.stated_on.first <= chosen.as_of:
                spoken[one.actor] = max(spoken.get(one.actor, (date.min, "")), (one.stated_on.first, one.country))
        homes = {id: actor.country for id, actor in records.items()}
        return lambda id: spoken[id][1] if id in spoken else homes.get(id, "")
    return lambda id: ""


def _statement_tallies(chosen: Selection, pool: Sequence[Statement], by: str | None) -> list[tallies.Tally]:
    dated = [one for one in pool if one.stated_on and one.stated_on.first <= chosen.as_of]

    def key_of(one: Statement) -> str:
        if by == "country":
            return chosen.catalog.country(one)
        if by == "kind":
            return str(one.kind)
        if by and one.stated_on:
            return tallies.period_of(one.stated_on.first, by)
        return ""

    found = tallies.tally_statements(dated, key_of)
    if found and by in ("month", "quarter", "year"):  # a period in which nothing was said is a value, too: none
        days = [one.stated_on.first for one in dated if one.stated_on]
        counts = {tally.key: tally for tally in found}
        keys = [key for key, _ in tallies.period_ends(min(days), max(days), by) if found[0].key <= key <= found[-1].key]
        found = [counts.get(key) or tallies.Tally(key, {}, 0) for key in keys]
    return found


def _labels(by: str | None, actors: bool) -> dict[str, str]:
    if by == "country":
        from stance.countries import names

        return {**names(), "": "international"}
    if by == "kind" and actors:
        return {"person": "persons", "body": "bodies", "state": "states", "": "unknown"}
    return {}


def review_answer(chosen: Selection) -> Answer:
    """How the user's reviews judged proposals, ready to be delivered."""
    from stance.model import Status

    pool = chosen.statements(statuses=frozenset(Status))
    changes = (
        (id, was, now)
        for batch in chosen.store.history()
        for id, (was, now) in batch.changed.get("statements", {}).items()
    )
    fates = tallies.trace_fates(changes)
    rows: list[Row] = []
    ways: dict[str, Any] = {
        "confidence": lambda one, fate: [str(one.confidence)],
        "position": lambda one, fate: [(fate and fate.position) or one.position],
        "outlet": lambda one, fate: sorted(
            {found.outlet or "unknown" for ref in one.sources if (found := chosen.catalog.sources.get(ref.source))}
        ),
    }
    for by, key_of in ways.items():
        rows += [quality_row(by, one) for one in tallies.review_quality(pool, fates, key_of)]
    look = chosen.look

    def title(shown: Sequence[Row]) -> str:
        decided = sum(row["accepted"] + row["edited"] + row["rejected"] for row in rows if row["by"] == "confidence")
        waiting = sum(row["waiting"] for row in rows if row["by"] == "confidence")
        return f" {look.sign('dot')} ".join([f"Review of {counted(decided, 'proposal')}", f"{waiting} waiting"])

    return Answer(
        "summary", "summary --review", rows, look, title, summaries.quality, lambda shown: summaries.plain_quality(shown, look),
        lambda: "No proposals yet: `stance import ARTICLE` makes some, `stance review` goes through them.", None, chosen.given,
        {"review": True},
        notes=lambda shown: ["Right: accepted as proposed, of those decided in review."],
    )  # fmt: skip
