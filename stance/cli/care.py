"""`stance merge`, `log`, `check` and `backup`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, new_group, project_of, say
from stance.cli.keeping import DryRun, NoInput, Yes
from stance.cli.options import Output, takes_groups
from stance.errors import BadUsage, FaultsFound, NotFound, StanceError

if TYPE_CHECKING:
    from stance.store import Store
    from stance.store.checking import Fault
    from stance.store.history import PastBatch
    from stance.store.merging import Conflict, Decide, MergePlan


# -- merge ------------------------------------------------------------------------------------------------------------


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


# -- log --------------------------------------------------------------------------------------------------------------


@takes_groups
def log(
    ctx: typer.Context,
    output: Output,
    record: Annotated[
        str | None, typer.Argument(metavar="[RECORD]", help="Only of this record, or all of this batch.")
    ] = None,
) -> None:
    """Show what was done, the newest first.

    With the id of a record: what each command changed in it. With the id of a batch: every record it changed.

    Example: stance log --limit 5
    """
    from stance.cli.telling import give

    project = project_of(ctx)
    store = project.open_store()
    head: dict[str, Any] = {"command": "log", "as_of": None, "filters": {"record": record} if record else {}}
    if record is None:
        give(project, output, head, _log_fields(), _log_rows(store))
        return
    rows = _rows_of_record(store, record)
    give(project, output, head, _change_fields(), rows)


def _log_fields() -> list[Any]:
    from stance.export.formats import Field

    return [
        Field("batch", "text", "The batch's id, for `stance undo`."),
        Field("at", "text", "When it was written, ISO 8601.", "when"),
        Field("coder", "text", "Who gave the command."),
        Field("records", "integer", "How many records it changed."),
        Field("state", "text", "undone, where it was taken back since."),
        Field("command", "text", "The command."),
    ]


def _log_rows(store: Store) -> list[dict[str, Any]]:
    from stance.store.undoing import undone

    gone = undone(store.history())
    return [
        {
            "batch": batch.id,
            "at": batch.at,
            "coder": batch.coder,
            "records": len(batch),
            "state": "undone" if batch.id in gone else "",
            "command": batch.command,
        }
        for batch in reversed(store.history())
    ]


def _change_fields() -> list[Any]:
    from stance.export.formats import Field

    return [
        Field("batch", "text", "The batch's id, for `stance undo`."),
        Field("at", "text", "When it was written, ISO 8601.", "when"),
        Field("coder", "text", "Who gave the command."),
        Field("kind", "text", "What kind of record."),
        Field("id", "text", "The record's id."),
        Field("verb", "text", "added, changed or removed.", "what"),
        Field("command", "text", "The command."),
        Field("change", "text", "Each field as it was and as it became."),
    ]


def _rows_of_record(store: Store, typed: str) -> list[dict[str, Any]]:
    from stance.store.history import Change
    from stance.store.undoing import record_history

    batches = [batch for batch in store.history() if batch.id.startswith(typed)]
    exact = any(typed in store.documents(table) for table in ("actors", "events", "positions"))
    if len(batches) == 1 and not exact:
        batch = batches[0]
        return [_row(batch, change) for change in _changes_of(store, batch)]
    keys = _keys_like(store, typed)
    if not keys:
        store.find(typed)  # says what is near, or that it fits several
        raise NotFound("record", typed)
    return [
        _row(batch, Change(table, id_, before, after))
        for table, id_ in keys
        for batch, before, after in record_history(store, table, id_)
    ]


def _keys_like(store: Store, typed: str) -> list[tuple[str, str]]:
    """The record that was named, be it in the store or only in its history."""
    from stance.errors import Ambiguous
    from stance.store.documents import TABLES

    try:
        return [store.find_id(typed, TABLES)]
    except Ambiguous:
        raise
    except NotFound:
        found = {
            (table, id_) for batch in store.history() for table, id_, _ in batch.touched() if id_.startswith(typed)
        }
        if len(found) > 1:
            raise Ambiguous("Record", typed, sorted(id_ for _, id_ in found)) from None
        return list(found)


def _changes_of(store: Store, batch: PastBatch) -> list[Any]:
    from stance.store.history import Change
    from stance.store.undoing import state_after

    changes = []
    for table, id_, _ in batch.touched():
        after = state_after(store, batch, table, id_)
        changes.append(Change(table, id_, batch.before(table, id_, after), after))
    return changes


def _row(batch: PastBatch, change: Any) -> dict[str, Any]:
    from stance.cli.telling import shown

    before, after = change.before or {}, change.after or {}
    told = [f"{name} {shown(before.get(name))} → {shown(after.get(name))}" for name in change.fields]
    return {
        "batch": batch.id,
        "at": batch.at,
        "coder": batch.coder,
        "kind": change.table[:-1],
        "id": change.id,
        "verb": change.verb,
        "command": batch.command,
        "change": "; ".join(told) if change.verb == "changed" else "",
    }


# -- check ------------------------------------------------------------------------------------------------------------


@takes_groups
def check(
    ctx: typer.Context,
    output: Output,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without loss; undo takes it back.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Look for faults in the store.

    Fields, references, dates against publication and offices, each quote against its stored text, statements that are
    one, actors that look like one another, statements without a source. Ends with exit code 4 where there are faults.

    Example: stance check --fix --dry-run
    """
    from stance.cli.telling import count_of, give, report
    from stance.export.formats import Field
    from stance.store.checking import check_store, mend

    project = project_of(ctx)
    store = project.open_store()
    faults = list(check_store(store))
    if fix and any(fault.fixable for fault in faults):
        with store.change("check --fix", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
            mended = mend(batch, faults)
        report(batch)
        say(f"Mended: {count_of(len(mended), 'fault')}.")
        if not dry_run:
            faults = list(check_store(store.again()))
    fields = [
        Field("code", "text", "What is wrong, in a word that does not change."),
        Field("serious", "boolean", "false: worth a look, may be right."),
        Field("fixable", "boolean", "Whether --fix can mend it."),
        Field("kind", "text", "What kind of record."),
        Field("id", "text", "The record's id."),
        Field("reason", "text", "What is wrong, in words."),
    ]
    serious = sum(fault.serious for fault in faults)
    head: dict[str, Any] = {
        "command": "check",
        "as_of": None,
        "filters": {},
        "faults": serious,
        "remarks": len(faults) - serious,
    }
    give(project, output, head, fields, [_fault_row(fault) for fault in faults])
    counted = count_of(len(store.documents("statements")), "statement")
    if not serious:
        say(f"No faults in {counted}." + (f" {count_of(len(faults), 'remark')}." if faults else ""))
        return
    can = sum(fault.fixable for fault in faults)
    hint = f"`stance check --fix` mends {can} of them." if can and not fix else ""
    raise FaultsFound(f"{count_of(serious, 'fault')} in {counted}.", hint)


def _fault_row(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "serious": fault.serious,
        "fixable": fault.fixable,
        "kind": fault.table[:-1],
        "id": fault.id,
        "reason": fault.reason,
    }


# -- backup -----------------------------------------------------------------------------------------------------------

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
