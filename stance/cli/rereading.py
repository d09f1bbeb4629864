"""`stance reread`: kept texts looked into anew, after the codebook or the program has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of, say
from stance.cli.completion import complete_source
from stance.cli.importing import Accept, read_level, tell_problems
from stance.cli.options import DryRun, Jobs
from stance.cli.telling import count_of, tell_what_waits
from stance.errors import BadUsage

if TYPE_CHECKING:
    from stance.intake.rereading import Rereading
    from stance.model import Source
    from stance.store import Store


def reread(
    ctx: typer.Context,
    typed: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE]…",
            autocompletion=complete_source,
            help="Sources by id, address or outlet; all texts that are kept if none is named.",
        ),
    ] = [],  # noqa: B006  typer copies it
    unseen: Annotated[
        bool, typer.Option("--unseen", help="Replace also what `import --accept` took and nobody has looked at.")
    ] = False,
    accept: Accept = "",
    keep_apart: Annotated[bool, typer.Option("--keep-apart", help="Join no statements.")] = False,
    dry_run: DryRun = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="json: a summary on stdout.")] = "",
    jobs: Jobs = 0,
) -> None:
    """Look into kept texts anew, after the codebook or the program has changed.

    Proposals that nobody has decided on are replaced by what is found now. What was reviewed, edited, removed or
    recorded by hand stays as it is, and is not proposed again; a statement that --accept took stays too, and gets a
    day if it had none and the text tells one. Everything is one batch, which `stance undo` takes back.

    Example: stance reread --dry-run
    """
    from stance.cli.progress import ProgressLine
    from stance.intake.bringing import Manner
    from stance.intake.plan import Rules
    from stance.intake.rereading import read_again

    if format not in ("", "json", "table"):
        raise BadUsage(f"reread's summary comes as json, not {format!r}.")
    project = project_of(ctx)
    store = project.open_store()
    chosen = _choose(store, typed)
    rules = Rules(project.coder, project.now, read_level(accept), keep_apart, project.codebook_file)
    line = ProgressLine("texts")
    try:
        found = read_again(
            store, chosen, rules, Manner(project.today, jobs, dry_run=dry_run, command="reread"), unseen, line
        )
    finally:
        line.close()
    _tell(found, dry_run)
    if format == "json":
        from stance.export.formats import encode_json

        print(encode_json(_summary(found, dry_run)))
    if found.interrupted:
        raise typer.Exit(130)


def _choose(store: Store, typed: Sequence[str]) -> list[Source]:
    """The sources that were named and have a text; all of them if none was."""
    if not typed:
        chosen = [one for one in store.sources() if one.sha256]
        if not chosen:
            say("The store keeps no texts; `stance import ARTICLE` brings some in.")
        return chosen
    from stance.analysis.filters import sources_like

    found: dict[str, Source] = {}
    for one in typed:
        those = sources_like(one, store.sources()) or [store.find(one, "sources")]
        found.update((source.id, source) for source in those)
    return list(found.values())


def _tell(found: Rereading, dry_run: bool) -> None:
    tell_problems(found.problems)
    if found.interrupted:
        say("Interrupted; the texts that were read are done.")
    parts = [
        f"{len(ids):,} {word}"
        for ids, word in ((found.added, "new"), (found.changed, "changed"), (found.removed, "gone"))
        if ids
    ]
    say(f"Read {count_of(found.read, 'text')} again: {', '.join(parts) or 'nothing new'}.")
    if found.decided:
        say(
            f"{count_of(found.decided, 'decided statement')} left as {'it was' if found.decided == 1 else 'they were'}."
        )
    if found.dated:
        say(f"{count_of(found.dated, 'undated statement')} got a day.")
    tell_what_waits(found.batch, found.waiting, dry_run=dry_run)


def _summary(found: Rereading, dry_run: bool) -> dict[str, Any]:
    """The summary as `--format json` prints it; fields never change meaning."""
    return {
        "schema_version": 1,
        "command": "reread",
        "read": found.read,
        "added": list(found.added),
        "changed": list(found.changed),
        "removed": list(found.removed),
        "decided": found.decided,
        "waiting": found.waiting,
        "dated": found.dated,
        "problems": [{"place": one.place, "reason": one.reason, "serious": one.serious} for one in found.problems],
        "batch": found.batch or None,
        "dry_run": dry_run,
        "interrupted": found.interrupted,
    }
