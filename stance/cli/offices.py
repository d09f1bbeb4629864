"""`stance actors role`: the offices of an actor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.cli.correcting import Name, change_actor, read_state
from stance.cli.options import DryRun
from stance.cli.reference import one_line, typed_date
from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from stance.model import Actor
    from stance.store.changes import Batch


def role_of_actor(
    ctx: typer.Context,
    name: Name,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The office, such as 'Minister of Defence'.")],
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day in office.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day in office.")] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Of which organisation.")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="CODE",
            help="State represented; empty for an international office. Else the actor's own.",
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the office away instead.")] = False,
    keep_statements: Annotated[
        bool, typer.Option("--keep-statements", help="Leave the role of statements as it is.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an office with its dates, change its dates, or take it away.

    An office of the same title that begins on the same day, or the only one of that title where --since is left out,
    is changed; otherwise one is added. Statements made while it was held take it as their role, in the same batch.

    Example: stance actors role Orbán "Prime Minister" --since 2010-05-29 --country HU --dry-run
    """
    from stance.model import Role
    from stance.store.recoding import correct_roles

    project = project_of(ctx)
    first = typed_date(since, project.today) if since else None
    last = typed_date(until, project.today) if until else None
    if first and last and last.last < first.first:
        raise BadUsage(f"--until {until} lies before --since {since}.")
    title = one_line(title, "An office")
    place = None if country is None else read_state(country)

    def change(batch: Batch, actor: Actor) -> None:
        old = _find_role(actor, title, first, required=remove)
        roles = [role for role in actor.roles if role is not old]
        if remove:
            batch.put(replace(actor, roles=tuple(roles)))
            return
        base = old or Role(title, country=actor.country if place is None else place)
        new = replace(
            base, since=first or base.since, until=last if until is not None else base.until,
            organization=base.organization if organization is None else organization.strip(),
            country=base.country if place is None else place,
        )  # fmt: skip
        if new.since and new.until and new.until.last < new.since.first:
            raise BadUsage(f"{new.title} would end ({new.until}) before it begins ({new.since}).")
        roles.append(new)
        roles.sort(key=lambda role: (role.since is not None, role.since or 0))
        batch.put(replace(actor, roles=tuple(roles)))
        if not keep_statements:
            correct_roles(batch, replace(actor, roles=(new,)))

    change_actor(ctx, "actors role", name, dry_run, change)


def _find_role(actor: Actor, title: str, since: Any, *, required: bool) -> Any:
    from stance.text import fold

    named = [role for role in actor.roles if fold(role.title) == fold(title)]
    found = [role for role in named if role.since == since] if since else named if len(named) == 1 else []
    if found:
        return found[0]
    if not since and len(named) > 1:
        raise BadUsage(
            f"{actor.name} was {title} more than once.", "Say which with --since, as `stance actors show` has it."
        )
    if required:
        raise NotFound(f"office of {actor.name}", title, (), [role.title for role in actor.roles][:12])
    return None
