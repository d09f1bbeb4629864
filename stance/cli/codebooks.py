"""`stance codebook`: the positions, and the cues that show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.loading import new_group
from stance.cli.options import DryRun, Filters, Output, takes_groups
from stance.cli.reference import give_record
from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from stance.model import Position

codebook = new_group(
    help="Show and check the codebook: the positions and their cues.\n\nExample: stance codebook list",
    no_args_is_help=True,
)

PositionId = Annotated[str, typer.Argument(metavar="POSITION", help="Its id or label.")]


@codebook.command("list")
@takes_groups
def list_positions(ctx: typer.Context, output: Output) -> None:
    """List the positions, with how many statements each has.

    Example: stance codebook list
    """
    from stance.cli.selecting import Selection
    from stance.cli.telling import give
    from stance.export.formats import Field

    project = project_of(ctx)
    chosen = Selection(project, Filters())
    counts = Counter(one.get("position", "") for one in chosen.store.documents("statements").values())
    look = chosen.look
    rows = [
        {
            "id": one.id, "glyph": look.glyph(one.id), "label": one.label, "support": one.support, "core": one.core,
            "statements": counts[one.id], "definition": one.definition,
        }
        for one in chosen.catalog.positions.values()
    ]  # fmt: skip
    shown = (
        Field("id", "text", "Id of the position."),
        Field("glyph", "text", "Sign in tables.", " "),
        Field("label", "text", "Label."),
        Field("support", "integer", "Degree of support, higher is nearer to yes; empty: outside the scale."),
        Field("core", "boolean", "Part of the core question."),
        Field("statements", "integer", "Statements, whatever their status.", "n"),
        Field("definition", "text", "What is coded so."),
    )
    give(project, output, {"command": "codebook list", "as_of": None, "filters": {}}, shown, rows)
    strange = sorted(counts.keys() - chosen.catalog.positions.keys())
    if strange:
        say(
            f"Statements name positions that the codebook lacks: {', '.join(strange)}. `stance codebook rename` recodes them."
        )


@codebook.command("show")
@takes_groups
def show_position(ctx: typer.Context, output: Output, position: PositionId) -> None:
    """Show a position: its definition, its place on the scale, the cues by which it is found.

    Example: stance codebook show after-war
    """
    project = project_of(ctx)
    book = project.load_codebook()
    one = book.position(position) if position in book else book.position(_by_label(book.positions, position))
    cues = book.raw.get("cue", ())
    document = {
        "id": one.id, "label": one.label, "definition": one.definition, "support": one.support, "core": one.core,
        "glyph": one.glyph, "ascii": one.ascii, "color": one.color,
        "cues": [f"{cue['id']}: {', '.join(cue['phrases'])}" for cue in cues if cue.get("position") == one.id],
    }  # fmt: skip
    give_record(project, output, "codebook show", document)


def _by_label(positions: Iterable[Position], typed: str) -> str:
    from stance.text import fold

    for one in positions:
        if fold(one.label) == fold(typed):
            return one.id
    return typed


@codebook.command("check")
def check_codebook(
    ctx: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="Another than the one in use.")] = None,
) -> None:
    """Check a codebook; every fault is named with its line and the reason.

    Example: stance codebook check
    """
    from stance.codebook import load_codebook

    project = project_of(ctx)
    book = load_codebook(Path(file) if file else project.codebook_file)
    book.rules  # noqa: B018  reads every phrase
    say(
        f"{book.path or 'The codebook'}: {len(book.positions)} positions, {len(book.raw.get('cue', ()))} cues, no fault."
    )
    missing = _unknown_to(project, set(book.ids)) if not file else []
    if missing:
        say(f"The store's statements name positions that it lacks: {', '.join(missing)}.")


def _unknown_to(project: Project, ids: set[str]) -> list[str]:
    try:
        store = project.open_store()
    except NotFound:
        return []
    return sorted({str(one.get("position")) for one in store.documents("statements").values()} - ids)


@codebook.command("path")
def print_path(ctx: typer.Context) -> None:
    """Print where the codebook in use lies.

    Example: stance codebook path
    """
    from stance.resources import data_file

    print(project_of(ctx).codebook_file or data_file("codebook.toml"))


@codebook.command("rename")
def rename_position(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id as it is in the store.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id as it shall be.")],
    dry_run: DryRun = False,
) -> None:
    """Recode all statements of a position; if NEW exists already, the two become one.

    This changes the store. The codebook's file is yours to change: it is said if it still speaks of OLD.

    Example: stance codebook rename in-principle open --dry-run
    """
    from stance.cli.telling import count_of, report
    from stance.store.recoding import rename_position as rename

    project = project_of(ctx)
    store = project.open_store()
    if old == new:
        raise BadUsage(f"{old} is called so already.")
    known = [one.id for one in store.positions()]
    if old not in known:
        from difflib import get_close_matches

        raise NotFound("position", old, get_close_matches(old, known), known)
    with store.change(f"codebook rename {old} {new}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        moved = rename(batch, old, new)
    say(f"{old} → {new}: {count_of(moved, 'statement')} recoded.")
    report(batch)
    file = project.codebook_file
    if file is None:
        say(
            "The codebook that ships still has the old id: give the store its own with --codebook, or beside it as codebook.toml."
        )
    elif old in project.load_codebook():
        say(f"{file} still has {old}: rename it there too.")
