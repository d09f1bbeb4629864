"""`stance update` and `stance actors update`: newer data of the package into a store, shown and agreed to first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.options import DryRun, NoInput, Yes

if TYPE_CHECKING:
    from stance.model import Actor
    from stance.store.changes import Batch


def update(
    ctx: typer.Context,
    sample: Annotated[
        bool, typer.Option("--sample", help="The curated statements too, where the store was made without them.")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Take in what is new in the data that ship with stance.

    Actors and events; the positions, unless the store has a codebook of its own; the curated statements with their
    sources, if the store has them (`init --sample`). What you changed stays, field by field; what you removed stays
    away. A curated statement that no longer ships goes to the trash, unless you touched it. It shows what would
    change, and asks. `stance reread` then looks into your articles with the newer data.

    Example: stance update --dry-run
    """
    from dataclasses import replace

    from stance.actors import load_events, load_roster
    from stance.codebook import load_codebook
    from stance.curated import CODER, load_statements
    from stance.resources import data_file
    from stance.store.refreshing import refresh, retire
    from stance.store.shipped import Shipped

    project = project_of(ctx)
    actors, problems = load_roster(data_file("actors.toml"))
    events, more = load_events(data_file("events.toml"))
    statements, sources, others = load_statements()
    for problem in (*problems, *more, *others):
        say(str(problem))
    codebook = load_codebook(None)

    def take(batch: Batch) -> None:
        store, shipped = batch.store, Shipped(batch.store)
        _take_actors(batch, actors)
        refresh(batch, events, shipped)
        if project.codebook_file is None and store.meta.get("codebook") in ("", codebook.id):
            refresh(batch, codebook.positions, shipped)
        if sample or any(one.get("coder") == CODER for one in store.documents("statements").values()):
            refresh(batch, sources, shipped)
            stamped = [replace(one, recorded_at=one.recorded_at or project.now) for one in statements]
            refresh(batch, stamped, shipped)
            retire(batch, statements, shipped)

    _take_in(project, "update", take, dry_run, yes, no_input)


def update_actors(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Another roster than the one that ships.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Take in newer data on actors.

    They come from the roster that ships with stance, or from FILE.
    What you changed stays: field by field, names and offices one by one, the newer data count only where yours still
    says what the package said before. It shows what would change, and asks. `stance update` takes in all that ships.

    Example: stance actors update --dry-run
    """
    from stance.actors import load_roster
    from stance.resources import data_file

    project = project_of(ctx)
    actors, problems = load_roster(Path(file) if file else data_file("actors.toml"))
    for problem in problems:
        say(str(problem))
    _take_in(project, "actors update", lambda batch: _take_actors(batch, actors), dry_run, yes, no_input)


def _take_actors(batch: Batch, actors: list[Actor]) -> None:
    from stance.store.updating import apply_update, plan_update

    found = plan_update(batch.store, actors)
    apply_update(batch, found)
    if found.left_out:
        batch.notes.append(f"Left out, as you removed or renamed them: {', '.join(found.left_out)}.")


def _take_in(
    project: Project, command: str, take: Callable[[Batch], None], dry_run: bool, yes: bool, no_input: bool
) -> None:
    """Show what `take` would change, ask, and do it in one batch."""
    from stance.cli.telling import agree, lines_of, preview, report

    store = project.open_store()
    if not dry_run:
        with store.change(command, coder=project.coder, now=project.now, dry_run=True) as batch:
            take(batch)
        if not batch.changes:
            for note in batch.notes:
                say(note)
            say(f"The {'actors' if command.startswith('actors') else 'data'} are up to date.")
            return
        preview(list(lines_of(batch)))
        if not agree(project, "Take this in?", yes=yes, no_input=no_input):
            say("Nothing was changed.")
            return
    with store.change(command, coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        take(batch)
    report(batch)
