"""`stance check`: faults of the store, and mending those that can be mended without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of, say
from stance.cli.options import DryRun, Output, takes_groups
from stance.errors import FaultsFound

if TYPE_CHECKING:
    from stance.store.checking import Fault


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
