"""`stance init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stance.cli.common import STORE_NAME, Project, path_of, project_of, say
from stance.errors import BadUsage


def init(
    ctx: typer.Context,
    sample: Annotated[
        bool, typer.Option("--sample", help="With the curated statements that ship with stance.")
    ] = False,
    user: Annotated[bool, typer.Option("--user", help="In your application folder instead of here.")] = False,
    force: Annotated[bool, typer.Option("--force", hidden=True)] = False,
) -> None:
    """Make a new store.

    It lies in stance.json in the current folder, or where --store says, and holds the codebook's positions, the roster
    of actors and the events. --codebook FILE tracks another question: the file is copied beside the store.

    Example: stance init --sample
    """
    from stance.intake.founding import found_store

    if force:
        raise BadUsage("init never replaces a store.", "Move the old one away, or name another with --store.")
    project = project_of(ctx)
    path = _new_path(project, user)
    own = project.codebook_file if project.codebook_option or project.environ.get("STANCE_CODEBOOK") else None
    store, codebook, problems = found_store(
        path, codebook_file=own, sample=sample, now=project.now, coder=project.coder
    )
    for problem in problems:
        say(str(problem))
    parts = [f"{len(codebook.positions)} positions", f"{len(store.actors())} actors", f"{len(store.events())} events"]
    if sample:
        parts.append(f"{len(store.statements())} statements")
    say(f"Made {store.path} with {', '.join(parts)}.")
    if own:
        say(f"Its codebook is {path.with_name('codebook.toml')}: {codebook.title or codebook.id}.")
    say("Next: `stance table` and `stance timeline` show how things stand." if sample else "Next: `stance import ARTICLE` brings in what you read; `stance add` records one statement.")  # fmt: skip


def _new_path(project: Project, user: bool) -> Path:
    given = project.store_option or project.environ.get("STANCE_STORE")
    if given and user:
        raise BadUsage("Either --user or --store.")
    if given:
        path = path_of(given)
        return path / STORE_NAME if path.is_dir() else path
    return Path(typer.get_app_dir("stance")) / STORE_NAME if user else Path.cwd() / STORE_NAME
