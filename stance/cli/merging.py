"""`stance merge`: another coder's store into this one, by hand or as git's merge driver."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.options import DryRun
from stance.errors import BadUsage, StanceError

if TYPE_CHECKING:
    from stance.store.merging import Conflict, Decide, MergePlan


def merge(
    ctx: typer.Context,
    others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="The store of another coder.")],
    ours: Annotated[bool, typer.Option("--ours", help="In a conflict keep what stands here.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="In a conflict take what the other has.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Ask in each conflict (by itself on a terminal).")] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="For git: BASE OURS THEIRS; see examples/team/README.md.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Bring in another coder's store.

    Records with the same id are one. What only one of you changed since your stores last met is taken over; what both
    changed is a conflict, shown with both versions. Everything is one batch, which `stance undo` takes back.

    Example: stance merge ../eva/stance.json --dry-run
    """
    from stance.cli.telling import report
    from stance.store import Store
    from stance.store.merging import merge as merge_store
    from stance.store.merging import plan_merge

    project = project_of(ctx)
    if ours + theirs + ask > 1:
        raise BadUsage("--ours, --theirs and --ask exclude one another.")
    rule = "ours" if ours else "theirs" if theirs else ""
    if driver:
        _drive(others, rule)
        return
    store = project.open_store()
    for name in others:
        path = Path(name)
        other = Store.open(path)
        if other.file == store.file:
            raise BadUsage(f"{name} is this store itself.")
        plan = plan_merge(store, other)
        decide = _decider(project, plan.conflicts, rule, ask, dry_run)
        command = f"merge {path.name}"
        with store.change(command, coder=project.coder, now=project.now, dry_run=dry_run) as batch:
            dangling = merge_store(batch, other, decide).dangling
        report(batch)
        _tell_dangling(dangling)


def _decider(project: Project, conflicts: Sequence[Conflict], rule: str, ask: bool, dry_run: bool) -> Decide:
    """How conflicts are decided: by rule, by question, or (for a trial) not at all; they are listed in each case."""
    asks = ask or (not rule and project.may_ask and not dry_run)
    answers: dict[tuple[str, str, str], str] = {}
    for number, conflict in enumerate(conflicts, 1):
        say(f"Conflict {number} of {len(conflicts)}: {conflict}")
        if asks:
            answers[conflict.table, conflict.id, conflict.field] = _ask(project)
    if conflicts and not rule and not asks and not dry_run:
        raise StanceError(
            f"{len(conflicts)} conflict{'s' if len(conflicts) > 1 else ''}; nothing was merged.",
            "Decide with --ours or --theirs, or on a terminal with --ask.",
        )
    # What came up between the look and the lock was not asked: it stays as it is here.
    return lambda one: rule or answers.get((one.table, one.id, one.field), "ours")


def _tell_dangling(sentences: Sequence[str]) -> None:
    from stance.cli.telling import preview

    if sentences:
        preview(sentences, all_in="`stance check` lists all")


def _ask(project: Project) -> str:
    import sys

    if not project.may_ask:
        raise BadUsage("--ask needs a terminal.", "Decide with --ours or --theirs.")
    while True:
        sys.stderr.write("  Keep (o)urs or take (t)heirs? ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise StanceError("No answer; nothing was merged.")
        answer = line.strip().lower()
        if answer in ("o", "ours", "t", "theirs"):
            return "ours" if answer[0] == "o" else "theirs"


def _drive(files: list[str], rule: str) -> None:
    """Merge as git asks: the result goes into OURS; exit 1 where a conflict was left to the people."""
    from stance.store import Store
    from stance.store.merging import merge_files

    if len(files) != 3:
        raise BadUsage("--driver takes three files: BASE OURS THEIRS.", "See examples/team/README.md.")
    base_file, ours, theirs = (Path(name) for name in files)
    base = Store.open(base_file) if base_file.exists() and base_file.stat().st_size else None
    plan: MergePlan = merge_files(base, Store.open(ours), Store.open(theirs), lambda one: rule or "ours")
    for conflict in plan.conflicts:
        say(f"{'Conflict' if not rule else 'Decided'}: {conflict}")
    _tell_dangling(plan.dangling)
    if plan.conflicts and not rule:
        raise StanceError(
            f"{len(plan.conflicts)} left as ours.", "Look at them, mend with `stance edit`, then `git add` the store."
        )
