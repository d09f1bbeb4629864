"""`stance add`: one statement by hand, from flags or from questions, with the same checks for both."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.fields import EDITABLE, read_field
from stance.cli.options import DryRun
from stance.errors import BadData, BadUsage, NotFound, StanceError

if TYPE_CHECKING:
    from stance.intake.plan import Plan
    from stance.model import Source, Statement
    from stance.store import Store

_FACTS = ("actor", "position", "kind", "stated_on", "role", "country", "quote", "summary", "event", "condition", "note")


def add(
    ctx: typer.Context,
    actor: Annotated[str, typer.Option("--actor", metavar="NAME", help="Whose position it is: any alias.")] = "",
    position: Annotated[str, typer.Option("--position", metavar="CODE", help="The position's id.")] = "",
    stated_on: Annotated[
        str, typer.Option("--stated-on", "--date", metavar="DAY", help="The day the words were said.")
    ] = "",
    quote: Annotated[str, typer.Option("--quote", metavar="WORDS", help="The actor's own words, to the letter.")] = "",
    summary: Annotated[str, typer.Option("--summary", metavar="TEXT", help="What was said, in your words.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="direct, indirect or reported.")] = "",
    role: Annotated[str, typer.Option("--role", metavar="OFFICE", help="Else that of the roster for the day.")] = "",
    country: Annotated[
        str, typer.Option("--country", metavar="CODE", help="Spoken for; else as the office has it.")
    ] = "",
    event: Annotated[str, typer.Option("--event", metavar="EVENT", help="The event at which it was said.")] = "",
    condition: Annotated[str, typer.Option("--condition", metavar="TEXT", help="The condition, in words.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything worth keeping.")] = "",
    source: Annotated[str, typer.Option("--source", metavar="ID", help="A source of the store.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="ADDRESS", help="Where it can be read.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The source's title.")] = "",
    outlet: Annotated[str, typer.Option("--outlet", metavar="NAME", help="Who published it.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DAY", help="The day it appeared.")] = "",
    text: Annotated[str, typer.Option("--text", metavar="FILE", help="The source's text, to be kept.")] = "",
    new_actor: Annotated[str, typer.Option("--new-actor", metavar="NAME", help="Somebody the roster lacks.")] = "",
    actor_kind: Annotated[str, typer.Option("--actor-kind", metavar="KIND", help="person, body or state.")] = "person",
    keep_apart: Annotated[
        bool, typer.Option("--keep-apart", help="Do not join it with one that says the same.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Record one statement by hand.

    On a terminal it asks for what the flags leave open; Enter leaves open what may be empty.

    Example: stance add --actor Orbán --position opposed --date 2023-07-07 --summary "Said no." --url https://example.org/a
    """
    from stance.intake.plan import Plan, Rules

    project = project_of(ctx)
    store = project.open_store()
    given = {
        "actor": actor, "position": position, "kind": kind, "stated_on": stated_on, "role": role, "country": country,
        "quote": quote, "summary": summary, "event": event, "condition": condition, "note": note,
    }  # fmt: skip
    about = {"source": source, "url": url, "title": title, "outlet": outlet, "published": published}
    if actor and new_actor:
        raise BadUsage("Either --actor or --new-actor.")
    try:
        values = {name: read_field(name, typed, store, project.today) for name, typed in given.items() if typed.strip()}
    except NotFound as error:
        if not error.message.startswith("No actor"):
            raise
        error.hint = f"{error.hint} --new-actor adds somebody the roster lacks.".strip()
        raise
    body = _read_text(text, project) if text else ""
    found = _source(about, body, store, project) if any(about.values()) or body else None
    if project.may_ask and not no_input:
        questions = Questions(store, project)
        if not new_actor:
            questions.fill(values, ("actor",))
        new_actor, actor_kind = questions.new_actor or new_actor, questions.actor_kind or actor_kind
        questions.fill(values, ("position", "stated_on", "quote"))
        if not values.get("quote"):
            questions.fill(values, ("summary",))
        questions.fill(values, ("kind", "event", "condition", "note"))
        if found is None:
            found = questions.source()
    _check_complete(values, found, new_actor)
    rules = Rules(project.coder, project.now, keep_apart=keep_apart)
    with store.change("add", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        plan = Plan(batch.store, rules)
        if new_actor:
            values["actor"] = _add_actor(plan, new_actor, actor_kind, values.get("country", ""))
        assert found is not None
        placed = _place_source(plan, found, body)
        statement = _statement(plan, values, placed, project)
        taken = plan.take_statement(statement)
        plan.put_into(batch)
        notes = _check(batch.store, replace(statement, id=taken.id))
    for note_ in notes:
        say(f"Note: {note_}.")
    _tell(store, taken, plan, batch.id if batch.changes else "", dry_run)


def _check_complete(values: dict[str, Any], source: Source | None, new_actor: str) -> None:
    missing = [
        f"--{name}" for name in ("actor", "position") if not values.get(name) and not (name == "actor" and new_actor)
    ]
    if not values.get("quote") and not values.get("summary"):
        missing.append("--quote or --summary")
    if source is None:
        missing.append("--url, --title or --source")
    if missing:
        raise BadUsage(f"A statement needs {', '.join(missing)}.")


def _check(store: Store, statement: Statement) -> list[str]:
    """What is doubtful about a statement; BadData for what is wrong, and then nothing is written."""
    from stance.store.checking import faults_of

    faults = faults_of(statement, store)
    serious = [fault.reason for fault in faults if fault.serious]
    if serious:
        raise BadData(f"Nothing was recorded: {'; '.join(serious)}.")
    return [fault.reason for fault in faults]


def _read_text(name: str, project: Project) -> str:
    from stance.readers import Options
    from stance.readers import read as read_places

    for reading in read_places([name], Options(today=project.today)):
        if hasattr(reading, "text"):
            return str(reading.text)
        if getattr(reading, "serious", False):
            raise BadData(str(reading))
    raise BadData(f"No text in {name}.")


def _source(about: dict[str, str], body: str, store: Store, project: Project) -> Source:
    from stance.model import PartialDate, Source
    from stance.readers.plain import one_line

    if about["source"]:
        known = store.find(about["source"], "sources")
        return replace(known)  # type: ignore[no-any-return]
    published = read_field("stated_on", about["published"], store, project.today) if about["published"] else None
    url = about["url"].strip()
    if url:
        from stance.readers.addresses import check_address

        try:
            check_address(url)
        except BadData as error:
            raise BadUsage(f"--url: {error}") from error
    if not url and not about["title"].strip() and not body:
        raise BadUsage("A source needs --url or --title.")
    return Source(
        id="",
        title=one_line(about["title"]),
        url=url,
        outlet=one_line(about["outlet"]),
        published=published,
        accessed=PartialDate.of(project.today),
    )


def _place_source(plan: Plan, source: Source, body: str) -> Source:
    """The source in the plan: the known one where there is one, with the text if one is given."""
    from stance.analysis.sameness import sketch
    from stance.ids import source_id, text_hash
    from stance.intake.matching import described_id, filled

    if body:
        sha256 = text_hash(body)
        plan.keep_text(sha256, body)
        source = replace(source, sha256=source.sha256 or sha256, sketch=source.sketch or sketch(body))
        if not source.id:
            known = plan.known_source(source)
            source = replace(source, id=known.id if known else source_id(sha256, outlet=source.outlet))
    known = plan.known_source(source)
    placed = filled(known, source) if known else replace(source, id=source.id or described_id(source))
    if placed != known:
        plan.put_source(placed)
    return placed


def _add_actor(plan: Plan, name: str, kind: str, country: str) -> str:
    from stance.cli.reference import look_alikes
    from stance.model import Actor, ActorKind
    from stance.readers.plain import one_line

    try:
        actor_kind = ActorKind(kind)
    except ValueError:
        raise BadUsage(f"--actor-kind takes {', '.join(ActorKind)}, not {kind!r}.") from None
    known = plan.names.gazetteer.lookup(name)
    if known:
        raise BadUsage(f"{name!r} is in the roster already: {', '.join(actor.id for actor in known)}.", "Use --actor.")
    if not one_line(name):
        raise BadUsage("--new-actor needs a name.")
    id = plan.names.actor_for(one_line(name), None, actor_kind, country)
    if actor_kind is ActorKind.PERSON:
        for note in look_alikes(plan.names.gazetteer, Actor(id, one_line(name))):
            say(note)
    return id


def _statement(plan: Plan, values: dict[str, Any], source: Source, project: Project) -> Statement:
    from stance.actors import spoken_for
    from stance.model import Kind, SourceRef, Statement
    from stance.text import find_verbatim

    known = {name: values[name] for name in _FACTS if values.get(name)}
    day = known.get("stated_on")
    actor = plan.names.gazetteer.by_id(known["actor"])
    if actor is not None:
        role = plan.names.gazetteer.role_on(actor, day.first if day else None)
        if "role" not in known and role:
            known["role"] = role.title
        if "country" not in known:
            known["country"] = (spoken_for(role) if role else "") or actor.country
    known.setdefault("kind", Kind.DIRECT if known.get("quote") else Kind.INDIRECT)
    text = plan.text_of(source.sha256)
    span = find_verbatim(known["quote"], text) if text and known.get("quote") else None
    ref = SourceRef(source.id, span.start, span.end) if span else SourceRef(source.id)
    return Statement(id="", sources=(ref,), coder=project.coder, recorded_at=project.now, **known)


def _tell(store: Store, statement: Statement, plan: Plan, batch: str, dry_run: bool) -> None:
    actor = store.actor(statement.actor)
    what = f"{statement.id}: {actor.name if actor else statement.actor} · {statement.position} · {statement.stated_on or 'no date'}"
    if dry_run:
        say(f"Would record {what}. Nothing was written (--dry-run).")
        return
    if not batch:
        say(f"Known already: {what}. Nothing was changed.")
        return
    if plan.tally.repeated:
        say(f"Known already, and the source was added: {what}.")
    else:
        say(f"Recorded {what}.")
    say(f"Undo: stance undo {batch}")
    print(statement.id)


# -- questions --------------------------------------------------------------------------------------------------------


def ask(prompt: str) -> str:
    """What a person types after a prompt on stderr; EOFError at the end of the input."""
    from stance.text import printable

    print(printable(prompt), end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


_LEAVE = "q"
_FREE = ("quote", "summary", "condition", "note")  # a lone q may be meant as words here


class Questions:
    """Puts questions until the answer holds; q leaves, and nothing is recorded."""

    def __init__(self, store: Store, project: Project, answer: Callable[[str], str] = ask) -> None:
        self.store = store
        self.project = project
        self.answer = answer
        self.new_actor = ""  #: a name that the roster lacks and that shall be added to it
        self.actor_kind = ""

    def fill(self, values: dict[str, Any], names: tuple[str, ...]) -> None:
        """Ask for each field that is not there yet; Enter leaves open what may be empty."""
        for name in names:
            if name not in values and not (name == "actor" and self.new_actor):
                self._fill(values, name)

    def _fill(self, values: dict[str, Any], name: str) -> None:
        hint = ", ".join(one.id for one in self.store.positions()) if name == "position" else EDITABLE[name]
        needed = name in ("actor", "position")
        hint = hint.partition(";")[0] + (
            f"; {_LEAVE} leaves" if needed else "; empty: as the words are" if name == "kind" else "; empty if none"
        )
        refused = ""
        while True:
            typed = self._ask(f"{name.replace('_', ' ')} ({hint}): ", free=name in _FREE).strip()
            if name == "actor" and typed == "+" and refused:
                self._add_actor(refused)
                return
            if not typed and not needed and name != "stated_on":
                values[name] = None if name == "kind" else ""
                return
            try:
                values[name] = read_field(name, typed, self.store, self.project.today)
                return
            except (BadUsage, NotFound) as error:
                say(f"  {error}")
                if name == "actor" and isinstance(error, NotFound):
                    refused = typed
                    say(f"  Another name, or + to add {typed!r} to the roster.")

    def _add_actor(self, name: str) -> None:
        from stance.model import ActorKind

        while True:
            typed = self._ask(f"kind of actor ({', '.join(ActorKind)}; Enter: person): ").strip().lower() or "person"
            if typed in list(ActorKind):
                self.new_actor, self.actor_kind = name, typed
                return
            say(f"  No kind {typed!r}.")

    def source(self) -> Source:
        """Ask where it can be read; without an address and a title, asked for twice, nothing is recorded."""
        for last in (False, True):
            url = self._until("address (empty if none): ", self._address)
            title = self._ask("title (empty if none): ").strip()
            if url or title:
                break
            say(f"  A source needs an address or a title; {_LEAVE} leaves.")
            if last:
                raise StanceError("Nothing was recorded.")
        outlet = self._ask("outlet (empty if unknown): ").strip()
        published = self._until("published (a day; empty if unknown): ", self._day)
        about = {"source": "", "url": url, "title": title, "outlet": outlet, "published": published}
        return _source(about, "", self.store, self.project)

    def _until(self, prompt: str, check: Callable[[str], None]) -> str:
        """What is typed, once it is empty or holds."""
        while typed := self._ask(prompt).strip():
            try:
                check(typed)
                break
            except StanceError as error:
                say(f"  {error}")
        return typed

    def _address(self, typed: str) -> None:
        from stance.readers.addresses import check_address

        check_address(typed)

    def _day(self, typed: str) -> None:
        read_field("stated_on", typed, self.store, self.project.today)

    def _ask(self, prompt: str, free: bool = False) -> str:
        try:
            typed = self.answer(prompt)
        except EOFError:
            say()
            raise StanceError("Nothing was recorded.") from None
        if not free and typed.strip().lower() == _LEAVE:
            raise StanceError("Nothing was recorded.")
        return typed
