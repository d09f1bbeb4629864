"""`stance actors`: the people, bodies and states that can hold a position."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.correcting import Name, change_actor, read_state, refuse_taken
from stance.cli.loading import new_group
from stance.cli.offices import role_of_actor
from stance.cli.options import DryRun, Output, takes_groups
from stance.cli.reference import count_uses, give_list, give_record, look_alikes, one_line, read_kind
from stance.cli.updating import update_actors
from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from stance.actors import Gazetteer
    from stance.export.formats import Field
    from stance.model import Actor
    from stance.store import Store
    from stance.store.changes import Batch

Country = Annotated[
    str | None, typer.Option("--country", metavar="CODE", help="Nationality or seat: ISO 3166 alpha-2, or a name.")
]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="person, body or state.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything worth keeping.")]
Wikidata = Annotated[str | None, typer.Option("--wikidata", metavar="ID", help="Identifier such as Q3874799.")]

actors = new_group(
    help="List, show and correct the actors.\n\nExample: stance actors list --country HU", no_args_is_help=True
)


# -- reading ----------------------------------------------------------------------------------------------------------


@actors.command("list")
@takes_groups
def list_actors(
    ctx: typer.Context,
    output: Output,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD]...", help="Only whose names hold these.")] = None,
    kind: Kind = None,
    country: Country = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="Offices as of this day, not today.")] = None,
) -> None:
    """List actors, with the office each holds and how many statements.

    Example: stance actors list --country HU --on 2023-07-11
    """
    from stance.text import fold

    project = project_of(ctx)
    store = project.open_store()
    day = _day(on, project)
    wanted = [fold(word) for word in words or []]
    kinds = read_kind(kind) if kind else None
    place = read_state(country) if country else None
    rows = [
        _row(one, store, project.gazetteer(store), day)
        for one in sorted(store.actors(), key=lambda one: (fold(one.name), one.id))
        if (kinds is None or one.kind is kinds)
        and (place is None or one.country == place)
        and all(any(word in fold(name) for name in (one.id, one.name, *one.aliases)) for word in wanted)
    ]
    counts = count_uses(store, "actor")
    for row in rows:
        row["statements"] = counts[row["id"]]
    filters = {"words": words, "kind": kind, "country": country}
    give_list(project, output, "actor", _list_fields(), rows, filters, day.isoformat())


def _list_fields() -> tuple[Field, ...]:
    from stance.export.formats import Field

    return (
        Field("id", "text", "Id of the actor."),
        Field("name", "text", "Name."),
        Field("kind", "text", "person, body or state."),
        Field("country", "text", "Nationality or seat, ISO 3166 alpha-2."),
        Field("statements", "integer", "Statements, whatever their status.", "n"),
        Field("role", "text", "Office held on the day."),
    )


def _row(one: Actor, store: Store, gazetteer: Gazetteer, day: Any) -> dict[str, Any]:
    role = gazetteer.role_on(one, day)
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "country": one.country,
        "role": (f"{role.title}, {role.organization}" if role.organization else role.title) if role else "",
    }


@actors.command("show")
@takes_groups
def show_actor(ctx: typer.Context, output: Output, name: Name) -> None:
    """Show an actor's record: names, offices, note.

    `stance show ACTOR` tells what the actor said.

    Example: stance actors show Zelenskyy
    """
    project = project_of(ctx)
    store = project.open_store()
    one = project.gazetteer(store).find(name)
    from stance.store.documents import write_record

    document = {"id": one.id, **write_record(one)}
    document["roles"] = [_role_line(role) for role in one.roles]
    document["statements"] = sum(said.get("actor") == one.id for said in store.documents("statements").values())
    document.pop("shipped", None)
    give_record(project, output, "actors show", document)


def _role_line(role: Any) -> str:
    what = ", ".join(part for part in (role.title, role.organization, role.country) if part)
    return f"{what}, {role.since or '…'} to {role.until or '…'}"


# -- writing ----------------------------------------------------------------------------------------------------------


@actors.command("add")
def add_actor(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As it is to be shown.")],
    kind: Kind = None,
    country: Country = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", metavar="NAME", help="Another spelling; repeatable.")
    ] = None,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Else made from the name.")] = None,
    wikidata: Wikidata = None,
    note: Note = None,
    dry_run: DryRun = False,
) -> None:
    """Add an actor.

    `stance actors role` then adds the offices.

    Example: stance actors add "Jane Doe" --country EE --dry-run
    """
    from stance.cli.telling import report
    from stance.ids import slug
    from stance.model import Actor, ActorKind

    project = project_of(ctx)
    store = project.open_store()
    name = one_line(name, "A name")
    actor = Actor(
        id=id or slug(name), name=name, kind=read_kind(kind or "person"), country=read_state(country or ""),
        aliases=tuple(dict.fromkeys(one_line(one, "An alias") for one in alias or [])),
        wikidata=wikidata or "", note=note or "",
    )  # fmt: skip
    if slug(actor.id) != actor.id:
        raise BadUsage(f"{actor.id!r} cannot be an id: lower-case letters, digits and hyphens make one.")
    with store.change(f"actors add {actor.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        if batch.store.actor(actor.id) is not None:
            raise BadUsage(f"There is an actor {actor.id} already.", "`stance actors edit` changes it.")
        refuse_taken(batch.store, actor.id, (actor.name, *actor.aliases))
        batch.put(actor)
        if actor.kind is ActorKind.PERSON:
            batch.notes += look_alikes(project.gazetteer(store), actor)
    report(batch)


@actors.command("edit")
def edit_actor(
    ctx: typer.Context,
    name: Name,
    kind: Kind = None,
    country: Country = None,
    wikidata: Wikidata = None,
    note: Note = None,
    dry_run: DryRun = False,
) -> None:
    """Change kind, country, Wikidata identifier or note of an actor; an empty value clears one.

    `stance actors rename` changes the name.

    Example: stance actors edit Biden --note "Checked." --dry-run
    """
    given = {
        "kind": read_kind(kind) if kind is not None else None,
        "country": read_state(country) if country is not None else None,
        "wikidata": wikidata, "note": note,
    }  # fmt: skip
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        raise BadUsage("Nothing to change was given.", "Say what, such as --country UA; --help lists all.")
    change_actor(ctx, "actors edit", name, dry_run, lambda batch, actor: batch.put(replace(actor, **values)))


@actors.command("alias")
def alias_actor(
    ctx: typer.Context,
    name: Name,
    aliases: Annotated[list[str], typer.Argument(metavar="ALIAS...", help="Other spellings or names.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take them away instead.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Give an actor other names, by which articles and you may call it, or take them away.

    Example: stance actors alias Zelenskyy "V. Zelensky" --dry-run
    """
    typed = tuple(dict.fromkeys(one_line(one, "An alias") for one in aliases))

    def change(batch: Batch, actor: Actor) -> None:
        if remove:
            for one in typed:
                if one not in actor.aliases:
                    raise NotFound(f"alias of {actor.name}", one, (), actor.aliases[:12])
            left = tuple(one for one in actor.aliases if one not in typed)
        else:
            refuse_taken(batch.store, actor.id, typed)
            left = (*actor.aliases, *(one for one in typed if one not in (actor.name, *actor.aliases)))
        batch.put(replace(actor, aliases=left))

    change_actor(ctx, "actors alias", name, dry_run, change)


@actors.command("merge")
def merge_actors(
    ctx: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The actor that stays.")],
    drop: Annotated[str, typer.Argument(metavar="DROP", help="The one that goes; its names become aliases.")],
    dry_run: DryRun = False,
) -> None:
    """Make two actors one, with all their names, offices and statements.

    Example: stance actors merge joe-biden jake-sullivan --dry-run
    """
    from stance.cli.telling import count_of, report
    from stance.store.recoding import merge_actors as merge

    project = project_of(ctx)
    store = project.open_store()
    gazetteer = project.gazetteer(store)
    kept, gone = gazetteer.find(keep), gazetteer.find(drop)
    told = f"actors merge {kept.id} {gone.id}"
    with store.change(told, coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        moved = merge(batch, kept.id, gone.id)
    say(f"{gone.name} ({gone.id}) into {kept.name} ({kept.id}): {count_of(moved, 'statement')} moved.")
    report(batch)


@actors.command("rename")
def rename_actor(
    ctx: typer.Context,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new name; the old one becomes an alias.")],
    dry_run: DryRun = False,
) -> None:
    """Give an actor another name; all statements follow.

    Example: stance actors rename Biden "Joseph R. Biden" --dry-run
    """
    from stance.store.recoding import rename_actor as rename

    def change(batch: Batch, actor: Actor) -> None:
        refuse_taken(batch.store, actor.id, (new,))
        rename(batch, actor.id, new)

    change_actor(ctx, "actors rename", name, dry_run, change)


def _day(typed: str | None, project: Project) -> Any:
    if typed is None:
        return project.today
    from stance.dates import parse_range

    return parse_range(typed, project.today)[1]


actors.command("role")(role_of_actor)
actors.command("update")(update_actors)
