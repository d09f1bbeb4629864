"""Dossiers: all that is known of an actor, a statement, a source or an event, under headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stance.analysis.catalog import Catalog
from stance.analysis.dossiers import ActorDossier, EventDossier, SourceDossier, cited
from stance.model import Role, Source, Statement
from stance.render.changes import certainty, change_cell, distance_words
from stance.render.layout import Column, table_lines, text_column
from stance.render.style import FAINT, HEADER, NAME, Line, Look, counted, day_of
from stance.render.tables import fold_line
from stance.render.timelines import Chart, draw

Row = Mapping[str, Any]


class Page:
    """Lines under headings, folded to a width; whole lines where the width is None (on a pipe)."""

    def __init__(self, look: Look, room: int | None) -> None:
        self.look = look
        self.room = room
        self.lines: list[Line] = []
        self.numbers: dict[str, int] = {}  #: of sources, in the order in which they are cited

    def title(self, text: str, beside: str = "") -> None:
        self.add([(self.look.clean(text), NAME), ("  " + beside if beside else "", FAINT)])

    def heading(self, text: str) -> None:
        self.lines += [[], [(text, HEADER)]]

    def add(self, line: Line) -> None:
        line = [piece for piece in line if piece[0]]
        self.lines += fold_line(line, self.room) if self.room else [line]

    def add_whole(self, line: Line) -> None:
        """An address: a terminal breaks it where it must, and it can still be copied."""
        self.lines.append(line)

    def cite(self, one: Statement) -> str:
        """The numbers of a statement's sources: `[1][4]`."""
        return "".join(f"[{self.numbers.setdefault(id, len(self.numbers) + 1)}]" for id in cited([one]))

    def fact(self, label: str, value: str) -> None:
        """A labelled line; nothing where there is no value."""
        if value:
            self.add([(f"  {label:<10} ", FAINT), (self.look.clean(value), "")])

    def columns(self, columns: Sequence[Column]) -> None:
        """A small table, set in; on a pipe and where room is short its cells follow one another."""
        lines = table_lines(columns, (self.room or 10_000) - 2, FAINT, self.look.sign("more"))
        if lines is not None:
            self.lines += [[("  ", ""), *line] for line in lines]
            return
        for row in range(len(columns[0].cells)):
            line: Line = [("  ", "")]
            for column in columns:
                line += [*column.cells[row], ("  ", "")] if column.cells[row] else []
            self.add(line)


def actor_page(
    dossier: ActorDossier, catalog: Catalog, look: Look, room: int | None, changes: Sequence[Row]
) -> list[Line]:
    """The dossier of an actor; `changes` are its shifts as records."""
    page, actor = Page(look, room), dossier.actor
    page.title(actor.name, ", ".join(filter(None, [str(actor.kind), actor.country, actor.id])))
    page.fact("also known", ", ".join(actor.aliases))
    page.fact("Wikidata", actor.wikidata)
    page.fact("note", actor.note)
    if dossier.roles:
        page.heading("Offices")
        page.columns(
            [
                text_column("FROM", [_from(role) for role in dossier.roles]),
                text_column("TO", [str(role.until) if role.until else "" for role in dossier.roles]),
                text_column("OFFICE", [look.clean(role.title) for role in dossier.roles], wraps=True, least=20),
                text_column("FOR", [_for(role, look) for role in dossier.roles], cuts=True, least=8, rank=1),
            ]
        )
    standing = dossier.standing
    page.heading(f"Position on {dossier.as_of}")
    if standing is None:
        page.add([("  nothing on record", FAINT)])
    else:
        also = [piece for one in standing.also for piece in [(", also ", FAINT), *look.mark(one)]]
        page.add([("  ", ""), *look.mark(standing.position), *also, *_standing_words(dossier, look)])
    if dossier.track and dossier.track.until > dossier.track.since:
        page.heading("Over time")
        chart = Chart(
            [dossier.track], dossier.track.since, dossier.as_of, {actor.id: ""}, (), dossier.track.silent_days
        )
        page.lines += [[("  ", ""), *line] if line else [] for line in draw(chart, look, min(room or 100, 120) - 2)]
    if changes:
        page.heading("Shifts")
        page.columns(
            [
                text_column("DATE", [day_of(row, "date") for row in changes]),
                Column("CHANGE", [change_cell(row, look) for row in changes]),
                text_column("", [certainty(row) for row in changes]),
                text_column(
                    "NEAREST EVENT", [look.clean(distance_words(row)) for row in changes], cuts=True, least=20, rank=1
                ),
            ]
        )
    _statements(
        page, f"Words ({counted(len(dossier.statements), 'statement')})", dossier.statements, catalog, names=False
    )
    if dossier.waiting:
        title = f"Waiting for review ({counted(len(dossier.waiting), 'proposal')}: stance review)"
        _statements(page, title, dossier.waiting, catalog, names=False)
    _sources(page, catalog)
    return page.lines


def _from(role: Role) -> str:
    return str(role.since) if role.since else ""


def _for(role: Role, look: Look) -> str:
    return look.clean(", ".join(filter(None, [role.organization, role.country])))


def _standing_words(dossier: ActorDossier, look: Look) -> Line:
    standing = dossier.standing
    assert standing is not None
    words = f"  since {standing.since.date.shown}, last said {standing.turn.date.shown}, {counted(standing.statements, 'statement')}"
    line: Line = [(words, "")]
    if standing.silent:
        line.append((f", {look.sign('silent')} silent for {standing.silent_for} days", FAINT))
    return line


def statement_page(
    one: Statement, catalog: Catalog, look: Look, room: int | None, contexts: Mapping[str, str]
) -> list[Line]:
    """The dossier of a statement; `contexts` has the passage around the words by source id, as far as texts are kept."""
    page = Page(look, room)
    page.title(catalog.name(one.actor), one.id)
    page.add(
        [
            ("  ", ""),
            *look.mark(one.position),
            (f"  {one.kind}, {one.stated_on.shown if one.stated_on else 'day unknown'}", ""),
        ]
    )
    if one.quote:
        page.add([("  ", ""), (look.quoted(one.quote), "")])
    if one.summary:
        page.add([("  ", ""), (look.clean(one.summary), "")])
    page.lines.append([])
    page.fact("office", one.role)
    page.fact("for", catalog.country(one))
    page.fact("condition", one.condition)
    page.fact("event", catalog.event_name(one.event) if one.event else "")
    page.fact("status", str(one.status))
    page.fact("confidence", str(one.confidence) if one.confidence else "coded by hand")
    page.fact("cues", ", ".join(one.cues))
    page.fact("coder", ", ".join(filter(None, [one.coder, one.recorded_at])))
    page.fact("note", one.note)
    page.cite(one)
    _sources(page, catalog)
    for source, passage in contexts.items():
        page.heading(f"As it stands in {source}")
        page.add([("  ", ""), (look.clean(passage), "")])
    return page.lines


def source_page(dossier: SourceDossier, catalog: Catalog, look: Look, room: int | None, kept: bool) -> list[Line]:
    """The dossier of a source; `kept` says whether its text lies beside the store."""
    page, source = Page(look, room), dossier.source
    page.title(source.title or source.outlet or source.url or source.id, source.id)
    _source_facts(page, source)
    page.fact("text", "kept beside the store" if kept else "not kept")
    _statements(page, f"What it says ({counted(len(dossier.statements), 'statement')})", dossier.statements, catalog)
    return page.lines


def _source_facts(page: Page, source: Source) -> None:
    page.fact("outlet", source.outlet)
    page.fact("author", source.author)
    page.fact("published", str(source.published or ""))
    page.fact("accessed", str(source.accessed or ""))
    page.fact("language", source.language)
    for label, address in [("address", source.url), *(("also at", one) for one in source.urls)]:
        if address:
            page.add_whole([(f"  {label:<10} ", FAINT), (page.look.clean(address), "")])


def event_page(
    dossier: EventDossier, catalog: Catalog, look: Look, room: int | None, changes: Sequence[Row]
) -> list[Line]:
    """The dossier of an event: the eve, the words, and who moved."""
    page, event = Page(look, room), dossier.event
    end = f" to {event.end}" if event.end and event.end != event.start else ""
    page.title(event.name, f"{event.id}, {event.start}{end}" + (f", {look.clean(event.place)}" if event.place else ""))
    page.heading(f"Where they stood on its eve ({dossier.eve}, {counted(len(dossier.standings), 'actor')})")
    held: dict[str, list[str]] = {}
    for standing in dossier.standings:
        held.setdefault(standing.position, []).append(look.clean(catalog.name(standing.actor)))
    order = [one for one in look.positions if one in held] + sorted(set(held) - set(look.positions))
    for position in order:
        names = sorted(held[position], key=str.casefold)
        page.add([("  ", ""), *look.mark(position), (f" ({len(names)})  ", FAINT), (", ".join(names), "")])
    if not held:
        page.add([("  nothing on record", FAINT)])
    _statements(page, f"Said at it ({counted(len(dossier.said), 'statement')})", dossier.said, catalog)
    if changes:
        page.heading("Who moved")
        page.columns(
            [
                text_column("DATE", [day_of(row, "date") for row in changes]),
                text_column("ACTOR", [look.clean(row["actor"]) for row in changes], wraps=True, least=14),
                Column("CHANGE", [change_cell(row, look) for row in changes]),
                text_column("", [certainty(row) for row in changes]),
            ]
        )
    _sources(page, catalog)
    return page.lines


def _statements(page: Page, title: str, those: Sequence[Statement], catalog: Catalog, *, names: bool = True) -> None:
    look = page.look
    page.heading(title)
    if not those:
        page.add([("  none", FAINT)])
    for one in those:
        name: Line = [(look.clean(catalog.name(one.actor)) + "  ", NAME)] if names else []
        status = "" if one.status == "accepted" else f", {one.status}"
        when = f"{one.stated_on.shown if one.stated_on else 'no date':<10}  "
        page.add(
            [
                ("  " + when, ""),
                *name,
                *look.mark(one.position),
                (f"  {one.kind}{status}  {one.id} {page.cite(one)}".rstrip(), FAINT),
            ]
        )
        words = look.quoted(one.quote, one.summary)
        if words:
            page.add([(" " * 4, ""), (words, "")])
        if one.quote and one.summary:
            page.add([(" " * 4, ""), (look.clean(one.summary), FAINT)])


def _sources(page: Page, catalog: Catalog) -> None:
    """Each source once, numbered as it is cited above."""
    if page.numbers:
        page.heading("Sources")
    for id, number in page.numbers.items():
        source = catalog.sources.get(id)
        if source is None:
            page.add([(f"  [{number}] ", FAINT), (id, "")])
            continue
        words = ": ".join(filter(None, [source.outlet, source.title])) or source.id
        day = f", {source.published}" if source.published else ""
        page.add([(f"  [{number}] ", FAINT), (page.look.clean(words) + day, ""), (f"  {source.id}", FAINT)])
        if source.url:
            page.add_whole([("      ", ""), (page.look.clean(source.url), FAINT)])
