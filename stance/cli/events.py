"""`stance events`: what positions are read against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.cli.loading import new_group
from stance.cli.options import DryRun, Output, takes_groups
from stance.cli.reference import count_uses, give_list, give_record, one_line, typed_date, with_words
from stance.errors import Ambiguous, BadUsage, NotFound
from stance.model import Event

if TYPE_CHECKING:
    from stance.store import Store

events = new_group(
    help="List, show and correct the events.\n\nExample: stance events list summit", no_args_is_help=True
)

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="Its id, the beginning of it, or its name.")]
Start = Annotated[str | None, typer.Option("--start", metavar="DAY", help="First day.")]
End = Annotated[str | None, typer.Option("--end", metavar="DAY", help="Last day, included; else the first.")]
Place = Annotated[str | None, typer.Option("--place", metavar="PLACE", help="Where.")]


@events.command("list")
@takes_groups
def list_events(
    ctx: typer.Context,
    output: Output,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="Only with these in name, id or place.")
    ] = None,
) -> None:
    """List events, by day, with how many statements were made at each.

    Example: stance events list summit
    """
    from stance.export.formats import Field

    project = project_of(ctx)
    store = project.open_store()
    counts = count_uses(store, "event")
    rows = [
        {
            "id": one.id, "start": str(one.start), "end": str(one.end or ""), "statements": counts[one.id],
            "place": one.place, "name": one.name,
        }
        for one in with_words(store.events(), words, lambda one: f"{one.id} {one.name} {one.place}")
    ]  # fmt: skip
    shown = (
        Field("id", "text", "Id of the event."),
        Field("start", "date", "First day."),
        Field("end", "date", "Last day; empty: the same."),
        Field("statements", "integer", "Statements made at it, whatever their status.", "n"),
        Field("place", "text", "Where."),
        Field("name", "text", "Name."),
    )
    give_list(project, output, "event", shown, rows, {"words": words})


@events.command("show")
@takes_groups
def show_event(ctx: typer.Context, output: Output, event: EventId) -> None:
    """Show an event's record.

    `stance show EVENT` tells who stood where on its eve, and what was said at it.

    Example: stance events show application-2022
    """
    project = project_of(ctx)
    store = project.open_store()
    one = find_event(store, event)
    document = {
        "id": one.id,
        "name": one.name,
        "start": str(one.start),
        "end": str(one.end or one.start),
        "place": one.place,
    }
    give_record(project, output, "events show", {**document, "statements": count_uses(store, "event")[one.id]})


@events.command("add")
def add_event(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What happened.")],
    start: Annotated[str, typer.Option("--start", metavar="DAY", help="First day.")],
    end: End = None,
    place: Place = None,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Else made from name and year.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Add an event.

    Example: stance events add "Talks in Paris" --start 2024-02-26 --dry-run
    """
    from stance.cli.telling import report
    from stance.ids import slug

    project = project_of(ctx)
    store = project.open_store()
    name = one_line(name, "A name")
    first = typed_date(start, project.today)
    made = id or slug(name if str(first.year) in name else f"{name} {first.year}")
    if slug(made) != made:
        raise BadUsage(f"{made!r} cannot be an id: lower-case letters, digits and hyphens make one.")
    event = Event(made, name, first, typed_date(end, project.today) if end else None, place or "")
    _check_days(event)
    with store.change(f"events add {made}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        if batch.store.event(made) is not None:
            raise BadUsage(f"There is an event {made} already.", "`stance events edit` changes it.")
        batch.put(event)
    report(batch)


@events.command("edit")
def edit_event(
    ctx: typer.Context,
    event: EventId,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="What happened.")] = None,
    start: Start = None,
    end: End = None,
    place: Place = None,
    dry_run: DryRun = False,
) -> None:
    """Change an event's name, days or place; an empty --end or --place clears it.

    Example: stance events edit application-2022 --name "The application" --dry-run
    """
    from stance.cli.telling import report

    project = project_of(ctx)
    store = project.open_store()
    values: dict[str, Any] = {}
    if name is not None:
        values["name"] = one_line(name, "A name")
    if start is not None:
        values["start"] = typed_date(start, project.today)
    if end is not None:
        values["end"] = typed_date(end, project.today) if end else None
    if place is not None:
        values["place"] = place.strip()
    if not values:
        raise BadUsage("Nothing to change was given.", "Say what, such as --start 2023-07-11; --help lists all.")
    found = find_event(store, event)
    with store.change(f"events edit {found.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        changed = replace(find_event(batch.store, found.id), **values)
        _check_days(changed)
        batch.put(changed)
    report(batch)


def _check_days(event: Event) -> None:
    if event.end and event.end.last < event.start.first:
        raise BadUsage(f"The event would end ({event.end}) before it begins ({event.start}).")


def find_event(store: Store, typed: str) -> Event:
    """By id, its unique beginning, or name; NotFound and Ambiguous name others."""
    from difflib import get_close_matches

    from stance.text import fold

    every = store.events()
    wanted = fold(typed)
    found = [one for one in every if typed == one.id] or [one for one in every if fold(one.name) == wanted]
    found = found or [one for one in every if wanted and one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous("Event", typed, [one.id for one in found])
    raise NotFound("event", typed, get_close_matches(typed, [one.id for one in every]))
