"""`stance init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import STORE_NAME, Project, project_of, say
from stance.errors import BadData, BadUsage

if TYPE_CHECKING:
    from stance.model import Source, Statement


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
    """
    from dataclasses import replace

    from stance.actors import load_events, load_roster
    from stance.codebook import load_codebook
    from stance.resources import data_file
    from stance.store import Store

    if force:
        raise BadUsage("init never replaces a store.", "Move the old one away, or name another with --store.")
    project = project_of(ctx)
    path = _new_path(project, user)
    own = project.codebook_file if project.codebook_option or project.environ.get("STANCE_CODEBOOK") else None
    codebook = load_codebook(own)
    actors, problems = load_roster(data_file("actors.toml"))
    events, event_problems = load_events(data_file("events.toml"))
    statements: list[Statement] = []
    sources: list[Source] = []
    if sample:
        from stance.curated import load_statements

        found, sources, more = load_statements()
        strange = sorted({statement.position for statement in found} - set(codebook.ids))
        if strange:
            raise BadUsage(f"The sample speaks of positions that {own or 'the codebook'} lacks: {', '.join(strange)}.", "Leave out --sample.")  # fmt: skip
        statements = [replace(statement, recorded_at=statement.recorded_at or project.now) for statement in found]
        problems = [*problems, *more]
    for problem in [*problems, *event_problems]:
        say(str(problem))
    beside = path.with_name("codebook.toml")
    text = own.read_text(encoding="utf-8") if own else ""
    if own and beside.exists() and beside.resolve() != own.resolve() and beside.read_text(encoding="utf-8") != text:
        raise BadData(f"{beside} is there already and is another codebook.", "Move it away first.")
    store = Store.create(
        path, actors=actors, events=events, positions=codebook.positions, statements=statements, sources=sources,
        codebook=codebook.id, now=project.now, coder=project.coder,
    )  # fmt: skip
    if own and not beside.exists():
        beside.write_text(text, encoding="utf-8")
    parts = [f"{len(codebook.positions)} positions", f"{len(actors)} actors", f"{len(events)} events"]
    if sample:
        parts.append(f"{len(statements)} statements")
    say(f"Made {store.path} with {', '.join(parts)}.")
    if own:
        say(f"Its codebook is {beside}: {codebook.title or codebook.id}.")
    say("Next: `stance table` and `stance timeline` show how things stand." if sample else "Next: `stance import ARTICLE` brings in what you read; `stance add` records one statement.")  # fmt: skip


def _new_path(project: Project, user: bool) -> Path:
    given = project.store_option or project.environ.get("STANCE_STORE")
    if given and user:
        raise BadUsage("Either --user or --store.")
    if given:
        path = Path(given).expanduser()
        return path / STORE_NAME if path.is_dir() else path
    return Path(typer.get_app_dir("stance")) / STORE_NAME if user else Path.cwd() / STORE_NAME
