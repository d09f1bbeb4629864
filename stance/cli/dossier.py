"""`stance show`: the dossier of an actor, a statement, a source or an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of
from stance.cli.completion import complete_anything
from stance.cli.listing import list_answer
from stance.cli.options import Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.cli.reading import SilentDays
from stance.cli.selecting import Selection
from stance.errors import Ambiguous, NotFound, StanceError
from stance.model import Actor, Event, Source, Statement, Status
from stance.text import fold

if TYPE_CHECKING:
    from stance.render.style import Line, Look

_ID = re.compile(r"[sa][0-9a-f]{2,}")


@takes_groups
def show(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    what: Annotated[
        str,
        typer.Argument(
            metavar="ACTOR|STATEMENT|SOURCE|EVENT",
            autocompletion=complete_anything,
            help="A name, or an id or its beginning.",
        ),
    ],
    silent: SilentDays = 180,
) -> None:
    """Show all that is known of an actor, statement, source or event.

    In the formats csv, json, jsonl and md its rows are the statements of the dossier; JSON has the record as well.

    Example: stance show Biden --as-of 2023-07-10
    """
    chosen = Selection(project_of(ctx), filters)
    record = find_record(chosen, what)
    deliver(chosen.project, output, _ANSWERS[type(record)](chosen, record, silent))


def find_record(chosen: Selection, typed: str) -> Any:
    """The record meant: an id, an actor's name, an event's name, the beginning of an id, an outlet's only source."""
    store = chosen.store
    for fetch in (store.actor, store.event, store.statement, store.source):
        exact = fetch(typed)
        if exact is not None:
            return exact
    if _ID.fullmatch(typed.lower()):
        try:
            return store.find(typed, Statement, Source)
        except NotFound:
            pass  # "Fa…" may begin a name as well
    wanted = fold(typed)
    events = [event for event in store.events() if wanted == fold(event.name)]
    if events:
        return events[0]
    try:
        return chosen.project.gazetteer(store).find(typed)
    except NotFound as missing:
        return _by_other_names(chosen, typed, wanted, missing)


def _by_other_names(chosen: Selection, typed: str, wanted: str, missing: StanceError) -> Any:
    """An event by part of its name or id, or a source by its address; else what the gazetteer said."""
    events = [event for event in chosen.store.events() if wanted and (wanted in fold(event.name) or wanted in event.id)]
    if len(events) == 1:
        return events[0]
    if events:
        raise Ambiguous("Event", typed, [event.id for event in events])
    sources = [
        one for one in chosen.store.sources() if typed and (typed in (one.url, *one.urls) or fold(one.title) == wanted)
    ]
    if len(sources) == 1:
        return sources[0]
    if sources:
        raise Ambiguous("Source", typed, [one.id for one in sources])
    raise NotFound("actor, statement, source or event", typed, getattr(missing, "suggestions", ()))


def _answer(chosen: Selection, statements: Sequence[Statement], about: dict[str, Any], draw: Any) -> Answer:
    """A dossier as an answer: rows for the formats, a page for the screen; the page is there without rows too."""

    def page(shown: Sequence[Row], look: Look, room: int | None) -> list[Line]:
        found: list[Line] = draw(look, room)
        return found

    def plain(shown: Sequence[Row]) -> str:
        from stance.render.plain import to_text

        return to_text(page(shown, chosen.look, None))

    base = list_answer(chosen, statements)
    return replace(
        base, command="show", title=lambda shown: "", draw=page, plain=plain, nothing=lambda: "This record has no statements.", about=about,
        as_of=chosen.as_of.isoformat(), page=True,
    )  # fmt: skip


def _show_actor(chosen: Selection, actor: Actor, silent: int) -> Answer:
    from stance.analysis.dossiers import actor_dossier
    from stance.export.rows import shift_row
    from stance.render.dossiers import actor_page

    catalog = chosen.catalog
    pool = chosen.placed(statuses=_ALL)
    dossier = actor_dossier(actor, pool, chosen.as_of, catalog.order, chosen.store.events(), silent)
    moved = [shift_row(one, catalog) for one in dossier.shifts]
    return _answer(
        chosen, [*dossier.statements, *dossier.waiting], _about("actor", chosen, actor.id),
        lambda look, room: actor_page(dossier, catalog, look, room, moved),
    )  # fmt: skip


def _show_event(chosen: Selection, event: Event, silent: int) -> Answer:
    from stance.analysis.dossiers import event_dossier
    from stance.export.rows import shift_row
    from stance.render.dossiers import event_page

    dossier = event_dossier(event, chosen.placed(), chosen.catalog.order)
    moved = [shift_row(one, chosen.catalog) for one in dossier.moved]
    return _answer(
        chosen, dossier.said, _about("event", chosen, event.id),
        lambda look, room: event_page(dossier, chosen.catalog, look, room, moved),
    )  # fmt: skip


def _show_source(chosen: Selection, source: Source, silent: int) -> Answer:
    from stance.analysis.dossiers import source_dossier
    from stance.render.dossiers import source_page

    dossier = source_dossier(source, chosen.statements(statuses=_ALL))
    kept = bool(source.sha256) and chosen.store.text(source.sha256) is not None
    return _answer(
        chosen, dossier.statements, _about("source", chosen, source.id),
        lambda look, room: source_page(dossier, chosen.catalog, look, room, kept),
    )  # fmt: skip


def _show_statement(chosen: Selection, one: Statement, silent: int) -> Answer:
    from stance.render.dossiers import statement_page

    contexts = {}
    for ref in one.sources:
        source = chosen.store.source(ref.source)
        text = chosen.store.text(source.sha256) if source and source.sha256 else None
        if source and text and ref.start is not None and ref.end is not None:
            contexts[source.outlet or source.title or source.id] = passage(text, ref.start, ref.end)
    return _answer(
        chosen, [one], _about("statement", chosen, one.id),
        lambda look, room: statement_page(one, chosen.catalog, look, room, contexts),
    )  # fmt: skip


def passage(text: str, start: int, end: int, around: int = 240) -> str:
    """The words with up to `around` characters on both sides, cut at blanks."""
    first, last = max(0, start - around), min(len(text), end + around)
    before, after = text[first:start], text[end:last]
    if first:
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before + text[start:end] + after


def _about(kind: str, chosen: Selection, id: str) -> dict[str, Any]:
    return {"kind": kind, "id": id, "record": dict(chosen.store.documents(f"{kind}s")[id])}


_ALL = frozenset(Status)
_ANSWERS: dict[type, Any] = {
    Actor: _show_actor, Event: _show_event, Source: _show_source, Statement: _show_statement,
}  # fmt: skip
