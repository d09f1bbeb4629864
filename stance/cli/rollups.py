"""`stance table --by`: one position for a country, a kind of actor, or a group of countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stance.analysis.current import current
from stance.analysis.rollup import COUNTRY_RULE, MOST_RULE, Rolled, roll_up_countries, roll_up_most
from stance.cli.output import Answer, Row
from stance.cli.reading import no_statements, warn_of_undated
from stance.cli.selecting import Selection
from stance.errors import BadUsage
from stance.export.rows import rolled_row
from stance.model import ActorKind
from stance.render import plain, tables
from stance.render.style import Line, Look, counted

WAYS = ("country", "kind", "group")
_KIND_NAMES = {"person": "persons", "body": "bodies", "state": "states", "": "unknown"}


def table_by(chosen: Selection, by: str, silent: int) -> Answer:
    """The rolled-up table, ready to be delivered."""
    if by not in WAYS:
        raise BadUsage(f"A table cannot be made by {by!r}.", f"Choose from {', '.join(WAYS)}.")
    pool = chosen.placed(positions=frozenset(), since=None)
    warn_of_undated(pool)
    countries = [] if by == "kind" else roll_up_countries(pool, chosen.catalog, chosen.as_of, silent)
    if by == "country":
        from stance.countries import names

        rule, found, labels = COUNTRY_RULE, countries, names()
    elif by == "kind":
        rule, labels = MOST_RULE, _KIND_NAMES
        standings = current(pool, chosen.as_of, chosen.catalog.order, silent)
        records = {actor.id: str(actor.kind) for actor in chosen.store.actors()}
        keyed = [(one, [records.get(one.actor, "")]) for one in standings]
        found = roll_up_most(keyed, Counter(records.values()))
        rank = {str(kind): place for place, kind in enumerate(ActorKind)}
        found.sort(key=lambda one: rank.get(one.key, 9))
    else:
        rule = f"{MOST_RULE}; a country's: {COUNTRY_RULE}"
        found, labels = _by_group(chosen, countries)
    if chosen.query.positions:
        found = [one for one in found if one.standing.position in chosen.query.positions]
    rows = [rolled_row(one, labels.get(one.key, one.key), rule, chosen.catalog) for one in found]
    if by == "country":
        rows.sort(key=lambda row: row["label"])
    look = chosen.look
    plural = {"country": "countries", "kind": "kinds of actors", "group": "groups"}[by]
    noun = {"country": "country", "kind": "kind of actors", "group": "group"}[by]

    def title(shown: Sequence[Row]) -> str:
        parts = [f"Positions by {by} on {chosen.as_of}", counted(len(rows), noun, plural), chosen.words]
        return f" {look.sign('dot')} ".join(filter(None, parts))

    def draw(shown: Sequence[Row], look: Look, room: int) -> list[Line]:
        return tables.rollups(shown, look, room, by.upper())

    def notes(shown: Sequence[Row]) -> list[str]:
        found = [f"Rule: {rule}."]
        if by != "country":
            found.append("Held by: how many of those on record hold it (of how many there are).")
        if any(row["silent"] for row in shown):
            found.append(f"{look.sign('silent')} silent: nothing said for more than {silent} days")
        return found

    return Answer(
        "table", "table --by", rows, look, title, draw, lambda shown: plain.plain_rollups(shown, look, by.upper()),
        no_statements(chosen, "No positions to show"), chosen.as_of.isoformat(), chosen.given,
        {"by": by, "rule": rule, "silent_days": silent}, notes,
    )  # fmt: skip


def _by_group(chosen: Selection, countries: Sequence[Rolled]) -> tuple[list[Rolled], dict[str, str]]:
    from stance.analysis.groups import load_groups

    beside = chosen.project.store_path.with_name("groups.toml")
    groups = load_groups(beside if beside.is_file() else None)
    inside = {group.id: group.countries(chosen.as_of) for group in groups}
    keyed = [(one.standing, [id for id, members in inside.items() if one.key in members]) for one in countries]
    found = roll_up_most(keyed, {id: len(members) for id, members in inside.items()})
    order = {group.id: place for place, group in enumerate(groups)}
    found.sort(key=lambda one: order[one.key])
    return found, {group.id: group.name for group in groups}
