"""`stance edit`, `remove` and `undo`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.completion import complete_statement
from stance.cli.options import DryRun, Filters, NoInput, Yes, takes_groups
from stance.errors import BadData, BadUsage

if TYPE_CHECKING:
    from stance.model import Statement
    from stance.store import Store
    from stance.store.changes import Batch

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", autocompletion=complete_statement, help="Statements, by the beginning of their ids."
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="FILTER=VALUE", help="All that fit, as in `stance list`: actor=Biden; repeatable."),
]


def _value(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text)


@dataclass(frozen=True)
class NewValues:
    """What `edit` sets; None leaves a field as it is, an empty value clears it."""

    actor: Annotated[str | None, _value("--actor", "NAME", "Who said it.")] = None
    position: Annotated[str | None, _value("--position", "CODE", "The position.")] = None
    kind: Annotated[str | None, _value("--kind", "KIND", "direct, indirect or reported.")] = None
    stated_on: Annotated[str | None, _value("--stated-on", "DAY", "The day the words were said.")] = None
    quote: Annotated[str | None, _value("--quote", "WORDS", "The actor's own words.")] = None
    summary: Annotated[str | None, _value("--summary", "WORDS", "What was said, in your words.")] = None
    event: Annotated[str | None, _value("--event", "EVENT", "At which event.")] = None
    condition: Annotated[str | None, _value("--condition", "WORDS", "The condition that was named.")] = None
    note: Annotated[str | None, _value("--note", "WORDS", "Your note.")] = None
    role: Annotated[str | None, _value("--role", "TITLE", "The office held on that day.")] = None
    country: Annotated[str | None, _value("--country", "CODE", "Spoken for: a country or an organisation.")] = None
    source: Annotated[str | None, _value("--source", "SOURCE", "The source, by its id.")] = None
    status: Annotated[str | None, _value("--status", "STATUS", "accepted, proposed, rejected or trashed.")] = None


@takes_groups
def edit(
    ctx: typer.Context,
    values: NewValues,
    ids: Ids = None,
    where: Where = None,
    restore: Annotated[bool, typer.Option("--restore", help="Out of the trash, to what it was before.")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Change statements: one, several, or all that fit a filter.

    An empty value clears a field: --event "". Where actor or day change, role and country follow the roster, unless
    they are given. All changes are one batch, which `stance undo` takes back.

    Example: stance edit s68bf --note "Day from the transcript." --dry-run
    """
    from stance.cli.telling import agree, count_of, lines_of, preview, report

    project = project_of(ctx)
    if not restore and all(getattr(values, one.name) is None for one in fields(values)):
        raise BadUsage("Nothing to change was given.", "Say what, such as --position now; --help lists all.")
    store = project.open_store()
    chosen = _choose(project, store, ids or [], where or [], trashed=restore)
    setter = _Setter(project, store, values)

    def change_all(batch: Batch) -> None:
        for id_ in chosen:
            _change_one(batch, id_, setter, restore)

    if len(chosen) > 1 and not dry_run:
        with store.change("edit", coder=project.coder, now=project.now, dry_run=True) as batch:
            change_all(batch)
        if batch.changes:
            preview(list(lines_of(batch)))
            if not agree(project, f"Change {count_of(len(batch.changes), 'statement')}?", yes=yes, no_input=no_input):
                say("Nothing was changed.")
                return
    with store.change(_told("edit", values, restore), coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        change_all(batch)
    report(batch)


def remove(
    ctx: typer.Context,
    ids: Ids = None,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Move statements to the trash.

    `stance list --status trashed` shows it; `stance edit --restore ID` and `stance undo` bring them back.

    Example: stance remove s68bf --dry-run
    """
    from stance.cli.telling import agree, count_of, preview, report
    from stance.model import Status

    project = project_of(ctx)
    store = project.open_store()
    chosen = _choose(project, store, ids or [], where or [])
    if len(chosen) > 1 and not dry_run:
        preview([_line(store, id_) for id_ in chosen])
        if not agree(project, f"Move {count_of(len(chosen), 'statement')} to the trash?", yes=yes, no_input=no_input):
            say("Nothing was changed.")
            return
    with store.change("remove", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        for id_ in chosen:
            statement = batch.store.statement(id_)
            if statement is None:
                batch.notes.append(f"{id_} has gone meanwhile.")
            elif statement.status is Status.TRASHED:
                batch.notes.append(f"{id_} is in the trash already.")
            else:
                batch.put(replace(statement, status=Status.TRASHED))
    report(batch)


def undo(
    ctx: typer.Context,
    batch: Annotated[
        str | None, typer.Argument(metavar="[BATCH]", help="Which one, as `stance log` names it; else the last.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also where its records were changed later: those changes go too.")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Take back what a command changed.

    Without BATCH it is the last command that still stands; giving `stance undo` again goes on with the one before.
    To undo an undo, name it: `stance undo BATCH`. On a terminal it shows what would change, and asks.

    Example: stance undo --dry-run
    """
    from stance.cli.telling import agree, lines_of, preview, summary_of
    from stance.store.undoing import batch_to_undo, plan_undo
    from stance.store.undoing import undo as undo_batch
    from stance.text import printable

    project = project_of(ctx)
    store = project.open_store()
    target = batch_to_undo(store, batch)
    command = f"undo {target.id}"
    if dry_run or (project.may_ask and not yes):
        with store.change(command, coder=project.coder, now=project.now, dry_run=True) as trial:
            undo_batch(trial, target, force=force)
        say(f"{target.id}: {target.command}, by {target.coder}, {target.at[:16].replace('T', ' ')}")
        told = list(lines_of(trial))
        if dry_run:
            for line in told:
                print(printable(line))
            say(f"Would change: {summary_of(trial.changes) or 'nothing'}. Nothing was written (--dry-run).")
            return
        preview(told)
        if not agree(project, "Take it back?", yes=False):
            say("Nothing was changed.")
            return
    with store.change(command, coder=project.coder, now=project.now) as done:
        plan = plan_undo(done.store, target) if force else None
        undo_batch(done, target, force=force)
    if not done.changes:
        say(f"Nothing of {target.id} was left to take back.")
        return
    say(f"Took back {target.id} ({target.command}): {summary_of(done.changes)}.")
    for conflict in plan.conflicts if plan else ():
        say(f"  in spite of: {conflict}")
    say(f"Redo: stance undo {done.id}")


# -- which statements -------------------------------------------------------------------------------------------------


def _choose(project: Project, store: Store, ids: Iterable[str], where: list[str], trashed: bool = False) -> list[str]:
    """The ids of the statements that were named or fit the filters; NotFound, Ambiguous, BadUsage."""
    ids = list(ids)
    if not ids and not where:
        raise BadUsage("Which statements?", "Name them by id, or choose them with --where actor=NAME.")
    chosen = [store.find_id(typed, ["statements"])[1] for typed in ids]
    if where:
        from stance.cli.selecting import Selection

        found = Selection(project, _filters(where, trashed)).statements()
        if not found:
            say("No statement fits.")
        chosen += [statement.id for statement in found]
    return list(dict.fromkeys(chosen))


def _filters(where: list[str], trashed: bool) -> Filters:
    known = {one.name: one for one in fields(Filters)}
    given: dict[str, Any] = {"status": ["trashed"]} if trashed else {}
    for pair in where:
        name, sign, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not sign or name not in known:
            raise BadUsage(f"--where {pair} is no filter.", f"Write NAME=VALUE with {', '.join(known)}.")
        if "list" in str(known[name].type):
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    return Filters(**given)


def _line(store: Store, id_: str) -> str:
    from stance.cli.telling import name_of, shorten

    document = store.documents("statements")[id_]
    actor = store.actor(str(document.get("actor")))
    words = shorten(str(document.get("quote") or document.get("summary") or ""))
    return f"{id_}  {name_of('statements', document, {actor.id: actor.name} if actor else {})}: {document.get('position')}  {words}"


# -- new values -------------------------------------------------------------------------------------------------------


def _told(command: str, values: NewValues, restore: bool) -> str:
    """The command as the history keeps it: with the fields, without long values."""
    names = [one.name.replace("_", "-") for one in fields(values) if getattr(values, one.name) is not None]
    return " ".join([command, *(["--restore"] if restore else []), *(f"--{name}" for name in names)])


class _Setter:
    """Typed values → a statement with them; what was typed is understood once."""

    def __init__(self, project: Project, store: Store, values: NewValues) -> None:
        from stance.cli.fields import EDITABLE, read_field
        from stance.cli.selecting import one_of
        from stance.model import Status

        self.gazetteer = project.gazetteer(store)
        given: dict[str, Any] = {
            one.name: getattr(values, one.name) for one in fields(values) if getattr(values, one.name) is not None
        }
        for name in filter(given.__contains__, EDITABLE):
            given[name] = read_field(name, given[name], store, project.today)
        if "status" in given:
            given["status"] = one_of(given["status"], Status, "status")
        self.source = store.find_id(given.pop("source"), ["sources"])[1] if given.get("source") else None
        self.given = given

    def apply(self, statement: Statement, store: Store) -> Statement:
        """The statement with the new values; role and country follow a new actor or day."""
        new = replace(statement, **self.given)
        if self.source is not None:
            new = replace(new, sources=(_place(self.source, new.quote, store),))
        elif new.quote != statement.quote and new.quote:
            new = replace(new, sources=tuple(_place(ref.source, new.quote, store, ref) for ref in new.sources))
        moved = new.actor != statement.actor or new.stated_on != statement.stated_on
        if moved and "role" not in self.given:
            new = self._with_office(statement, new)
        return new

    def _with_office(self, old: Statement, new: Statement) -> Statement:
        from stance.actors import spoken_for

        actor = self.gazetteer.by_id(new.actor)
        role = self.gazetteer.role_on(actor, new.stated_on.first) if actor and new.stated_on else None
        day = old.stated_on if new.actor == old.actor else None
        if actor and day and self.gazetteer.role_on(actor, day.first) is role:
            return new  # the same office, perhaps in the coder's words
        if role is not None:
            country = new.country if "country" in self.given else spoken_for(role) or new.country
            return replace(new, role=role.title, country=country)
        if new.actor != old.actor:  # the role of somebody else
            country = new.country if "country" in self.given else actor.country if actor else ""
            return replace(new, role="", country=country)
        return new


def _place(source: str, quote: str, store: Store, known: Any = None) -> Any:
    """The reference to a source, with the place where the quote stands in its text, if it does."""
    from stance.model import SourceRef
    from stance.text import find_verbatim

    record = store.source(source)
    text = store.text(record.sha256) if record and record.sha256 else None
    span = find_verbatim(quote, text) if text and quote else None
    if span is None:
        return known or SourceRef(source)
    return replace(known or SourceRef(source), start=span.start, end=span.end)


def _change_one(batch: Batch, id_: str, setter: _Setter, restore: bool) -> None:
    """Put the changed statement; BadData where it would be wrong in a way that it was not before."""
    from stance.model import Status
    from stance.store.checking import REFUSED, faults_of

    store = batch.store
    statement = store.statement(id_)
    if statement is None:
        batch.notes.append(f"{id_} has gone meanwhile.")
        return
    new = setter.apply(statement, store)
    if restore and statement.status is not Status.TRASHED:
        batch.notes.append(f"{id_} is not in the trash.")
    elif restore and "status" not in setter.given:
        new = replace(new, status=status_before_trash(store, id_))
    if new == statement:
        return
    before = {(fault.code, fault.reason) for fault in faults_of(statement, store)}
    for fault in faults_of(new, store):
        if (fault.code, fault.reason) not in before:
            if fault.code in REFUSED:
                raise BadData(f"{id_} was not changed: {fault.reason}.")
            batch.notes.append(f"Note: {id_}: {fault.reason}.")
    batch.put(new)


def status_before_trash(store: Store, id_: str) -> Any:
    """What a trashed statement was before: what the history says, else accepted."""
    from stance.model import Status
    from stance.store.undoing import record_history

    for _, before, after in record_history(store, "statements", id_):
        if after and after.get("status") == "trashed" and before and before.get("status") != "trashed":
            return Status(before.get("status", "accepted"))
    return Status.ACCEPTED
