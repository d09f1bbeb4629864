"""`stance actors update`: newer data of the package into a store, shown and agreed to first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import project_of, say
from stance.cli.reference import DryRun, NoInput, Yes

if TYPE_CHECKING:
    from stance.store.changes import Batch


def update_actors(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Another roster than the one that ships.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Take in what is new in the roster that ships with stance.

    What you changed stays: field by field, names and offices one by one, the newer data count only where yours still
    says what the package said before. It shows what would change, and asks.

    Example: stance actors update --dry-run
    """
    from stance.actors import load_roster
    from stance.cli.telling import agree, lines_of, preview, report
    from stance.resources import data_file
    from stance.store.updating import TAKEN_BY, apply_update, plan_update

    project = project_of(ctx)
    shipped, problems = load_roster(Path(file) if file else data_file("actors.toml"))
    for problem in problems:
        say(str(problem))
    store = project.open_store()

    def take(batch: Batch) -> None:
        update = plan_update(batch.store, shipped)
        apply_update(batch, update)
        if update.left_out:
            batch.notes.append(f"Left out, as you removed or renamed them: {', '.join(update.left_out)}.")

    if not dry_run:
        with store.change(TAKEN_BY[-1], coder=project.coder, now=project.now, dry_run=True) as batch:
            take(batch)
        if not batch.changes:
            for note in batch.notes:
                say(note)
            say("The actors are up to date.")
            return
        preview(list(lines_of(batch)))
        if not agree(project, "Take this in?", yes=yes, no_input=no_input):
            say("Nothing was changed.")
            return
    with store.change(TAKEN_BY[-1], coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        take(batch)
    report(batch)
