"""`stance backup`: copies of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import project_of, say
from stance.cli.loading import new_group
from stance.cli.options import DryRun, NoInput, Output, Yes, takes_groups
from stance.errors import NotFound, StanceError

if TYPE_CHECKING:
    pass


backup = new_group(invoke_without_command=True, no_args_is_help=False)


@backup.callback()
def make_backup(ctx: typer.Context) -> None:
    """Copy the store, list its copies, bring one back.

    Without a subcommand a copy is made now. One copy a day is made by itself before the day's first change, and the
    last five are kept; one is made before each migration to a newer form of the file.

    Example: stance backup
    """
    if ctx.invoked_subcommand is not None:
        return
    from stance.store.backups import back_up

    project = project_of(ctx)
    store = project.open_store()
    made = back_up(store.file, project.now)
    print(made.path)
    say(f"Bring it back: stance backup restore {made.name}")


@backup.command("list")
@takes_groups
def list_backups(ctx: typer.Context, output: Output) -> None:
    """List the copies, the newest first.

    Example: stance backup list
    """
    from stance.cli.telling import give
    from stance.export.formats import Field
    from stance.store import backups
    from stance.store.store import real_path

    project = project_of(ctx)
    fields = [
        Field("name", "text", "What `stance backup restore` takes."),
        Field("kind", "text", "daily, by hand, before a migration, or damaged."),
        Field("bytes", "integer", "Its size."),
        Field("path", "text", "Where it lies."),
    ]
    rows = [
        {"name": one.name, "kind": one.kind, "bytes": one.size, "path": str(one.path)}
        for one in backups.list_backups(real_path(project.store_path))
    ]
    if not rows:
        say("There is no backup yet.")
    give(project, output, {"command": "backup list", "as_of": None, "filters": {}}, fields, rows)


@backup.command("restore")
def restore_backup(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Which copy; else the newest.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Bring the records of a copy back, as one batch that can be undone.

    A store that is too damaged to be read is kept under another name, and the copy put in its place.

    Example: stance backup restore 2024-07-20 --dry-run
    """
    from stance.cli.telling import agree, report, summary_of
    from stance.store.backups import find_backup, replace_damaged, restore_into
    from stance.store.store import real_path

    project = project_of(ctx)
    chosen = find_backup(real_path(project.store_path), name)
    try:
        store = project.open_store()
        store.history()
        readable = True
    except StanceError as error:
        if isinstance(error, NotFound) and not chosen:
            raise
        say(f"{error}")
        readable = False
    if not readable:
        if dry_run:
            say(f"Would put {chosen.name} in its place. Nothing was written (--dry-run).")
            return
        if not agree(project, f"Put {chosen.name} in its place?", yes=yes, no_input=no_input):
            say("Nothing was changed.")
            return
        kept = replace_damaged(project.store_path, chosen, now=project.now, wait=project.wait)
        say(f"Brought back {chosen.name}." + (f" The damaged file is kept as {kept}." if kept else ""))
        return
    command = f"backup restore {chosen.name}"
    if not dry_run and not yes:
        with store.change(command, coder=project.coder, now=project.now, dry_run=True) as trial:
            restore_into(trial, chosen)
        if trial.changes:
            say(f"{chosen.name}: {summary_of(trial.changes)}.")
            if not agree(project, "Bring it back?", yes=False, no_input=no_input):
                say("Nothing was changed.")
                return
    with store.change(command, coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        restore_into(batch, chosen)
    report(batch)
