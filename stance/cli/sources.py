"""`stance sources`: where words were found."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.loading import new_group
from stance.cli.options import DryRun, Output, takes_groups
from stance.cli.reference import count_uses, give_list, give_record, typed_date, with_words
from stance.errors import BadUsage, NotFound
from stance.model import Source

if TYPE_CHECKING:
    from stance.store import Store

sources = new_group(
    help="List, show and correct the sources.\n\nExample: stance sources list Reuters", no_args_is_help=True
)

SourceId = Annotated[str, typer.Argument(metavar="SOURCE", help="Its id, the beginning of it, or its address.")]


def _told(name: str, metavar: str, text: str) -> Any:
    return typer.Option(f"--{name}", metavar=metavar, help=text)


@dataclass(frozen=True)
class About:
    """What is said of a source; None says nothing, an empty value clears."""

    url: Annotated[str | None, _told("url", "ADDRESS", "Where it can be read.")] = None
    title: Annotated[str | None, _told("title", "TEXT", "Its title.")] = None
    outlet: Annotated[str | None, _told("outlet", "NAME", "Who published it.")] = None
    published: Annotated[str | None, _told("published", "DAY", "The day it appeared.")] = None
    language: Annotated[str | None, _told("language", "CODE", "ISO 639-1.")] = None
    author: Annotated[str | None, _told("author", "NAME", "Who wrote it.")] = None
    accessed: Annotated[str | None, _told("accessed", "DAY", "The day it was read.")] = None


@sources.command("list")
@takes_groups
def list_sources(
    ctx: typer.Context,
    output: Output,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="Only with these in title, outlet or address.")
    ] = None,
) -> None:
    """List sources, by day, with how many statements each carries.

    Example: stance sources list Reuters
    """
    from stance.export.bibliography import in_order
    from stance.export.formats import Field

    project = project_of(ctx)
    store = project.open_store()
    counts = count_uses(store, "source")
    rows = [
        {
            "id": one.id, "published": str(one.published or ""), "statements": counts[one.id], "text": bool(one.sha256),
            "outlet": one.outlet, "title": one.title, "url": one.url,
        }
        for one in with_words(in_order(store.sources()), words, lambda one: f"{one.title} {one.outlet} {one.url}")
    ]  # fmt: skip
    shown = (
        Field("id", "text", "Id of the source."),
        Field("published", "date", "When it appeared."),
        Field("statements", "integer", "Statements that it carries, whatever their status.", "n"),
        Field("text", "boolean", "Whether its text is kept."),
        Field("outlet", "text", "Who published it."),
        Field("title", "text", "Its title."),
        Field("url", "text", "Its address."),
    )
    give_list(project, output, "source", shown, rows, {"words": words})


@sources.command("show")
@takes_groups
def show_source(
    ctx: typer.Context,
    output: Output,
    source: SourceId,
    text: Annotated[bool, typer.Option("--text", help="Print the text that is kept, and nothing else.")] = False,
) -> None:
    """Show a source's record, or its text.

    `stance show SOURCE` tells which statements it carries.

    Example: stance sources show a205c
    """
    from stance.cli.output import write_text
    from stance.text import printable

    project = project_of(ctx)
    store = project.open_store()
    one = find_source(store, source)
    if text:
        body = store.text(one.sha256) if one.sha256 else None
        if body is None:
            raise NotFound("text of source", one.id)
        # A file gets the text as it is; a terminal or a pipe gets it without what could steer a terminal.
        path = output.output if output.output != "-" else None
        shown = body if path else printable(body, keep="\n\t")
        write_text(project, path, shown if shown.endswith("\n") else shown + "\n")
        return
    from stance.store.documents import write_record

    document = {"id": one.id, **write_record(one)}
    document.pop("sketch", None)
    give_record(project, output, "sources show", {**document, "statements": count_uses(store, "source")[one.id]})


@sources.command("add")
@takes_groups
def add_source(
    ctx: typer.Context,
    about: About,
    dry_run: DryRun = False,
) -> None:
    """Add a source without its text, to name it in `stance add`.

    `stance import` brings in a source with its text.

    Example: stance sources add --url https://example.org/speech --title Speech --dry-run
    """
    from stance.cli.telling import report
    from stance.ids import source_id

    project = project_of(ctx)
    store = project.open_store()
    values = {name: value for name, value in _source_values(about, project).items() if value}
    url, title = values.get("url", ""), values.get("title", "")
    if not url and not title:
        raise BadUsage("A source needs an address or a title.")
    made = source_id(
        url=url, title=title, outlet=values.get("outlet", ""), published=str(values.get("published", ""))
    )  # fmt: skip
    with store.change(f"sources add {made}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        if batch.store.source(made) is not None:
            raise BadUsage(f"That source is there already: {made}.", "`stance sources edit` changes it.")
        batch.put(Source(made, **values))
    print(made)
    report(batch)


@sources.command("edit")
@takes_groups
def edit_source(
    ctx: typer.Context,
    source: SourceId,
    about: About,
    dry_run: DryRun = False,
) -> None:
    """Change what is said of a source; an empty value clears a field. Its id and its text stay.

    Example: stance sources edit a205c --language en --dry-run
    """
    from stance.cli.telling import report

    project = project_of(ctx)
    store = project.open_store()
    values = _source_values(about, project)
    if not values:
        raise BadUsage("Nothing to change was given.", "Say what, such as --outlet Reuters; --help lists all.")
    found = find_source(store, source)
    with store.change(f"sources edit {found.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        batch.put(replace(find_source(batch.store, found.id), **values))
    report(batch)
    if values.get("published") and not found.published:
        undated = [
            one
            for one in store.statements()
            if not one.stated_on and any(ref.source == found.id for ref in one.sources)
        ]
        if undated:
            say(f"{len(undated)} of its statements without a day keep none; `stance edit` gives one, or undo this and import the article again with --published.")  # fmt: skip


def _source_values(about: About, project: Project) -> dict[str, Any]:
    """Values of fields as typed; None leaves a field out. BadUsage on an address that is none."""
    values: dict[str, Any] = {}
    for name, typed in asdict(about).items():
        if typed is None:
            continue
        typed = " ".join(typed.split())
        if name in ("published", "accessed"):
            values[name] = typed_date(typed, project.today) if typed else None
            continue
        if name == "url" and typed and not typed.startswith(("http://", "https://")):
            raise BadUsage(f"{typed!r} is no address.", "It begins with https:// or http://.")
        if name == "language" and typed and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", typed):
            raise BadUsage(f"{typed!r} is no code of a language.", "Give ISO 639-1, such as en.")
        values[name] = typed
    return values


def find_source(store: Store, typed: str) -> Source:
    """By the beginning of its id, or by its address."""
    for one in store.sources():
        if typed in (one.url, *one.urls) and typed:
            return one
    found: Source = store.find(typed, Source)
    return found
