"""`stance actors`: the people, bodies and states that can hold a position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, new_group, project_of, say
from stance.cli.options import Output, takes_groups
from stance.cli.reference import DryRun, give_record, look_alikes, one_line, read_kind, typed_date
from stance.cli.updating import update_actors
from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from stance.actors import Gazetteer
    from stance.export.formats import Field
    from stance.model import Actor
    from stance.store import Store
    from stance.store.changes import Batch

Name = Annotated[str, typer.Argument(metavar="ACTOR", help="Any name or alias, or its unique beginning.")]
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
    from stance.cli.telling import give
    from stance.text import fold

    project = project_of(ctx)
    store = project.open_store()
    day = _day(on, project)
    wanted = [fold(word) for word in words or []]
    kinds = read_kind(kind) if kind else None
    place = _country(country) if country else None
    rows = [
        _row(one, store, project.gazetteer(store), day)
        for one in sorted(store.actors(), key=lambda one: (fold(one.name), one.id))
        if (kinds is None or one.kind is kinds)
        and (place is None or one.country == place)
        and all(any(word in fold(name) for name in (one.id, one.name, *one.aliases)) for word in wanted)
    ]
    counts = Counter(str(one["actor"]) for one in store.documents("statements").values())
    for row in rows:
        row["statements"] = counts[row["id"]]
    if not rows:
        say("No actor fits.")
    filters = {"words": words, "kind": kind, "country": country}
    head = {"command": "actors list", "as_of": day.isoformat(), "filters": {k: v for k, v in filters.items() if v}}
    give(project, output, head, _list_fields(), rows)


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

    Example: stance actors add "Kaja Kallas II" --country EE --dry-run
    """
    from stance.cli.telling import report
    from stance.ids import slug
    from stance.model import Actor, ActorKind

    project = project_of(ctx)
    store = project.open_store()
    name = one_line(name, "A name")
    actor = Actor(
        id=id or slug(name), name=name, kind=read_kind(kind or "person"), country=_country(country or ""),
        aliases=tuple(dict.fromkeys(one_line(one, "An alias") for one in alias or [])),
        wikidata=wikidata or "", note=note or "",
    )  # fmt: skip
    if slug(actor.id) != actor.id:
        raise BadUsage(f"{actor.id!r} cannot be an id: lower-case letters, digits and hyphens make one.")
    with store.change(f"actors add {actor.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        if batch.store.actor(actor.id) is not None:
            raise BadUsage(f"There is an actor {actor.id} already.", "`stance actors edit` changes it.")
        _refuse_taken(batch.store, actor.id, (actor.name, *actor.aliases))
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
        "country": _country(country) if country is not None else None,
        "wikidata": wikidata, "note": note,
    }  # fmt: skip
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        raise BadUsage("Nothing to change was given.", "Say what, such as --country UA; --help lists all.")
    _change(ctx, "actors edit", name, dry_run, lambda batch, actor: batch.put(replace(actor, **values)))


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
                    raise NotFound(f"alias of {actor.name}", one, list(actor.aliases)[:3])
            left = tuple(one for one in actor.aliases if one not in typed)
        else:
            _refuse_taken(batch.store, actor.id, typed)
            left = (*actor.aliases, *(one for one in typed if one not in (actor.name, *actor.aliases)))
        batch.put(replace(actor, aliases=left))

    _change(ctx, "actors alias", name, dry_run, change)


@actors.command("role")
def role_of_actor(
    ctx: typer.Context,
    name: Name,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The office, such as 'Minister of Defence'.")],
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day in office.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day in office.")] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Of which organisation.")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="CODE",
            help="State represented; empty for an international office. Else the actor's own.",
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the office away instead.")] = False,
    keep_statements: Annotated[
        bool, typer.Option("--keep-statements", help="Leave the role of statements as it is.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an office with its dates, change its dates, or take it away.

    An office of the same title that begins on the same day, or the only one of that title where --since is left out,
    is changed; otherwise one is added. Statements made while it was held take it as their role, in the same batch.

    Example: stance actors role Orbán "Prime Minister" --since 2010-05-29 --country HU --dry-run
    """
    from stance.model import Role
    from stance.store.recoding import correct_roles

    project = project_of(ctx)
    first = typed_date(since, project.today) if since else None
    last = typed_date(until, project.today) if until else None
    if first and last and last.last < first.first:
        raise BadUsage(f"--until {until} lies before --since {since}.")
    title = one_line(title, "An office")
    place = None if country is None else _country(country)

    def change(batch: Batch, actor: Actor) -> None:
        old = _find_role(actor, title, first, required=remove)
        roles = [role for role in actor.roles if role is not old]
        if remove:
            batch.put(replace(actor, roles=tuple(roles)))
            return
        base = old or Role(title, country=actor.country if place is None else place)
        new = replace(
            base, since=first or base.since, until=last if until is not None else base.until,
            organization=base.organization if organization is None else organization.strip(),
            country=base.country if place is None else place,
        )  # fmt: skip
        if new.since and new.until and new.until.last < new.since.first:
            raise BadUsage(f"{new.title} would end ({new.until}) before it begins ({new.since}).")
        roles.append(new)
        roles.sort(key=lambda role: (role.since is not None, role.since or 0))
        batch.put(replace(actor, roles=tuple(roles)))
        if not keep_statements:
            correct_roles(batch, replace(actor, roles=(new,)))

    _change(ctx, "actors role", name, dry_run, change)


def _find_role(actor: Actor, title: str, since: Any, *, required: bool) -> Any:
    from stance.text import fold

    named = [role for role in actor.roles if fold(role.title) == fold(title)]
    found = [role for role in named if role.since == since] if since else named if len(named) == 1 else []
    if found:
        return found[0]
    if not since and len(named) > 1:
        raise BadUsage(
            f"{actor.name} was {title} more than once.", "Say which with --since, as `stance actors show` has it."
        )
    if required:
        raise NotFound(f"office of {actor.name}", title, [role.title for role in actor.roles][:3])
    return None


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
        _refuse_taken(batch.store, actor.id, (new,))
        rename(batch, actor.id, new)

    _change(ctx, "actors rename", name, dry_run, change)


# -- common to those that write ---------------------------------------------------------------------------------------


def _change(ctx: typer.Context, command: str, name: str, dry_run: bool, change: Any) -> None:
    """Find the actor, let `change` put what becomes of it into one batch, and tell."""
    from stance.actors import Gazetteer
    from stance.cli.telling import report

    project = project_of(ctx)
    store = project.open_store()
    found = project.gazetteer(store).find(name)
    with store.change(f"{command} {found.id}", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        actor = batch.store.actor(found.id)
        if actor is None:  # somebody else removed it while we waited
            Gazetteer(batch.store.actors()).find(name)
            raise NotFound("actor", found.id)
        change(batch, actor)
    report(batch)


def _refuse_taken(store: Store, own: str, names: Sequence[str]) -> None:
    """BadUsage where a name leads to somebody else: two actors of one name would find neither."""
    from stance.actors import Gazetteer

    gazetteer = Gazetteer(store.actors())
    for name in names:
        others = [one for one in gazetteer.lookup(name) if one.id != own]
        if others:
            hint = (
                f"Are they the same? `stance actors merge {others[0].id} {own}` makes them one."
                if store.actor(own)
                else ""
            )
            raise BadUsage(f"{name} is a name of {others[0].name} ({others[0].id}) already.", hint)


def _country(typed: str) -> str:
    """ISO 3166 alpha-2 of a code or a name of a state; empty stays empty."""
    from stance.countries import organizations, read_country

    typed = typed.strip()
    code = read_country(typed)
    if typed and (not code or code in organizations().values()):
        raise BadUsage(f"No country {typed!r}.", "Give ISO 3166 alpha-2, such as UA.")
    return code


def _day(typed: str | None, project: Project) -> Any:
    if typed is None:
        return project.today
    from stance.dates import parse_range

    return parse_range(typed, project.today)[1]


actors.command("update")(update_actors)
