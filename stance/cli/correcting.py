"""What commands that change an actor share: finding it, one batch, names that are taken, codes of states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from stance.store import Store

Name = Annotated[str, typer.Argument(metavar="ACTOR", help="Any name or alias, or its unique beginning.")]


def change_actor(ctx: typer.Context, command: str, name: str, dry_run: bool, change: Any) -> None:
    """Find the actor, let `change` put what becomes of it into one batch, and tell."""
    from stance.actors import Gazetteer
    from stance.cli.telling import report

    project = project_of(ctx)
    store = project.open_store()
    found = project.gazetteer(store).find(name)
    with store.change(f"{command} {found.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        actor = batch.store.actor(found.id)
        if actor is None:  # somebody else removed it while we waited
            Gazetteer(batch.store.actors()).find(name)
            raise NotFound("actor", found.id)
        change(batch, actor)
    report(batch)


def refuse_taken(store: Store, own: str, names: Sequence[str]) -> None:
    """BadUsage where a name leads to somebody else: two actors of one name would find neither."""
    from stance.actors import Gazetteer

    gazetteer = Gazetteer(store.actors())
    for name in names:
        others = [one for one in gazetteer.lookup(name) if one.id != own]
        if others:
            hint = (
                f"Are they the same? `stance actors merge {others[0].id} {own}` makes them one."
                if store.actor(own)
                else ""
            )
            raise BadUsage(f"{name} is a name of {others[0].name} ({others[0].id}) already.", hint)


def read_state(typed: str) -> str:
    """ISO 3166 alpha-2 of a code or a name of a state; empty stays empty."""
    from stance.countries import organizations, read_country

    typed = typed.strip()
    code = read_country(typed)
    if typed and (not code or code in organizations().values()):
        raise BadUsage(f"No country {typed!r}.", "Give ISO 3166 alpha-2, such as UA.")
    return code
