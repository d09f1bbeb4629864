"""`stance review`: proposals one by one on a terminal, each answer saved at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.completion import complete_statement
from stance.cli.fields import EDITABLE, read_field
from stance.cli.options import DryRun, Filters, takes_groups
from stance.cli.recording import ask
from stance.errors import BadData, BadUsage, StanceError
from stance.model import Span, Statement, Status
from stance.review import Action, Answer, Decision, Item, Overtaken, View, run

if TYPE_CHECKING:
    from stance.actors import Gazetteer
    from stance.codebook import Codebook
    from stance.model import Proposal
    from stance.store import Store

_KEYS = {action.value[0]: action for action in Action}
_PROMPT = "accept, edit, reject, skip, quit? [a/e/r/s/q] "
_PROMPT_LATER = "accept, edit, reject, skip, undo, quit? [a/e/r/s/u/q] "  # once there is something to undo


@takes_groups
def review(
    ctx: typer.Context,
    filters: Filters,
    accept: Annotated[
        list[str],
        typer.Option(
            "--accept",
            metavar="ID",
            autocompletion=complete_statement,
            help="Accept this proposal without asking; repeatable.",
        ),
    ] = [],  # noqa: B006
    reject: Annotated[
        list[str],
        typer.Option(
            "--reject",
            metavar="ID",
            autocompletion=complete_statement,
            help="Reject this proposal without asking; repeatable.",
        ),
    ] = [],  # noqa: B006
    dry_run: DryRun = False,
) -> None:
    """Go through the proposals that wait.

    Each is shown with its sentence and the neighbours, the cue and the day; accept, edit, reject, skip, undo or quit.
    Every answer is saved at once; Enter alone decides nothing. The filters choose which proposals come.

    Example: stance review --country US
    """
    project = project_of(ctx)
    if accept or reject:
        _decide_named(project, accept, reject, dry_run)
        return
    if not project.may_ask:
        raise BadUsage(
            "review asks questions and needs a terminal.", "For scripts there are --accept ID and --reject ID."
        )
    if dry_run:
        raise BadUsage("--dry-run goes with --accept or --reject.")
    from stance.cli.selecting import Selection

    if not filters.status:
        filters = replace(filters, status=["proposed"])
    selection = Selection(project, filters)
    go_through(project, selection.store, selection.statements(), ask)


def go_through(project: Project, store: Store, pending: Sequence[Statement], answer: Callable[[str], str]) -> None:
    """Review statements with answers from `answer`, which is given a prompt."""
    desk = Desk(project, store)
    pending = sorted(pending, key=desk.place)
    if not pending:
        say("Nothing waits for review.")
        return
    outcome = run(_Items(desk, pending), Chooser(desk, answer), desk.decide)
    parts = [
        f"{number} {word}"
        for number, word in ((outcome.accepted, "accepted"), (outcome.rejected, "rejected"), (outcome.edited, "edited"))
        if number
    ]
    say(
        f"{', '.join(parts) or 'Nothing decided'}; {outcome.left} still to review."
        if outcome.left
        else f"{', '.join(parts) or 'Nothing decided'}; nothing waits any more."
    )
    if outcome.decided and desk.batches:
        say(f"Undo the last: stance undo {desk.batches[-1]}")


def _decide_named(project: Project, accept: list[str], reject: list[str], dry_run: bool) -> None:
    store = project.open_store()
    wanted = [(typed, Status.ACCEPTED) for typed in accept] + [(typed, Status.REJECTED) for typed in reject]
    found: dict[str, Status] = {}
    for typed, status in wanted:
        statement = store.find(typed, "statements")
        if found.setdefault(statement.id, status) is not status:
            raise BadUsage(f"{statement.id} cannot be both accepted and rejected.")
    with store.change("review", coder=project.coder, now=project.now, dry_run=dry_run) as batch:
        for id, status in found.items():
            known = batch.store.statement(id)
            if known is None or known.status is Status.TRASHED:
                raise BadUsage(f"{id} is in the trash.")
            if known.status is not status:
                batch.put(replace(known, status=status, coder=project.coder))
    count = {status: sum(one is status for one in found.values()) for status in found.values()}
    said = ", ".join(f"{number} {status}" for status, number in count.items())
    if not batch.changes:
        say("Nothing was changed: so it stood already.")
    elif dry_run:
        say(f"Would be: {said}. Nothing was written (--dry-run).")
    else:
        say(f"{said}.")
        say(f"Undo: stance undo {batch.id}")


class _Items(Sequence[Item]):
    """The items of statements, made when their turn comes."""

    def __init__(self, desk: Desk, statements: Sequence[Statement]) -> None:
        self.desk = desk
        self.statements = statements

    def __len__(self) -> int:
        return len(self.statements)

    def __getitem__(self, index: Any) -> Any:
        return self.desk.item(self.statements[index])


class Desk:
    """The store as a review sees it: makes items of statements and keeps decisions, a batch each."""

    def __init__(self, project: Project, store: Store) -> None:
        self.project = project
        self.store = store
        self.positions = {position.id: position for position in store.positions()}
        self.batches: list[str] = []
        self._proposals: dict[str, list[Proposal]] = {}
        self._tools: tuple[Codebook, Gazetteer] | None = None

    def place(self, statement: Statement) -> tuple[Any, ...]:
        """Where a statement comes in a review: by the day of its source, then by its place in the text."""
        if not statement.sources:
            return ("", "", 0, statement.id)
        ref = statement.sources[0]
        source = self.store.source(ref.source)
        return (str(source.published or "") if source else "", ref.source, ref.start or 0, statement.id)

    def item(self, statement: Statement) -> Item:
        """The statement with its sentence, the neighbours and what was found in them."""
        actor = self.store.actor(statement.actor)
        base = Item(statement, actor.name if actor else statement.actor, self.positions.get(statement.position))
        for ref in statement.sources:
            source = self.store.source(ref.source)
            text = self.store.text(source.sha256) if source and source.sha256 else None
            base = base if base.source else replace(base, source=source)
            if text is None or ref.start is None or ref.end is None or ref.end > len(text):
                continue
            evidence = Span(ref.start, ref.end)
            before, after = neighbours(text, evidence)
            item = replace(base, source=source, text=text, evidence=evidence, before=before, after=after)
            proposal = self._proposal(ref.source, text, statement, evidence)
            if proposal:
                item = replace(
                    item, reporting_cue=proposal.cue, position_cue=proposal.position_cue, speaker=proposal.speaker,
                    date_words=proposal.date_span if proposal.stated_on == statement.stated_on else None,
                )  # fmt: skip
            return item
        return base

    def _proposal(self, id: str, text: str, statement: Statement, evidence: Span) -> Proposal | None:
        """The proposal that the statement came from, found again in the text; it knows the words behind it."""
        if statement.confidence is None:
            return None
        if id not in self._proposals:
            from stance.actors import Gazetteer
            from stance.extract import propose
            from stance.model import Article

            source = self.store.source(id)
            assert source is not None
            self._tools = self._tools or (self.project.load_codebook(), Gazetteer(self.store.actors()))
            article = Article(
                text, title=source.title, url=source.url, outlet=source.outlet, published=source.published
            )
            try:
                self._proposals[id] = list(propose(article, *self._tools))
            except Exception:  # the marks are a help, not the matter
                self._proposals[id] = []
        fitting = [one for one in self._proposals[id] if one.evidence == evidence]
        return next((one for one in fitting if one.position == statement.position), fitting[0] if fitting else None)

    def faults(self, statement: Statement) -> set[str]:
        """What is wrong with a statement as it would be saved."""
        from stance.store.checking import faults_of

        return {fault.reason for fault in faults_of(statement, self.store) if fault.serious}

    def decide(self, decision: Decision) -> Item:
        """Keep a decision in a batch of its own. Overtaken if the statement is not what was shown any more."""
        before, after = decision.before, decision.after
        project = self.project
        if decision.action is not Action.UNDO:
            after = replace(after, coder=project.coder)
        with self.store.change("review", coder=project.coder, now=project.now) as batch:
            now = batch.store.statement(before.id)
            if now is None or replace(now, coder=before.coder) != before:
                raise Overtaken(f"{before.id} was changed by somebody else meanwhile.")
            batch.put(after)
            if decision.action in (Action.ACCEPT, Action.EDIT):
                from stance.store.checking import faults_of

                serious = [fault.reason for fault in faults_of(after, batch.store) if fault.serious]
                if serious:
                    raise BadData(f"Not saved: {'; '.join(serious)}.")
        if batch.changes:
            self.batches.append(batch.id)
        return self.item(after)


def neighbours(text: str, evidence: Span) -> tuple[Span | None, Span | None]:
    """The sentences before and after a span."""
    from stance.text import sentences

    # Sentences are looked for around the span only: texts may be long.
    window = Span(max(0, evidence.start - 2000), min(len(text), evidence.end + 2000))
    found = sentences(text, window)
    before = [one for one in found if one.end <= evidence.start]
    after = [one for one in found if one.start >= evidence.end]
    return (before[-1] if before else None, after[0] if after else None)


class Chooser:
    """Shows an item on stderr and turns what is typed into an answer."""

    def __init__(self, desk: Desk, answer: Callable[[str], str]) -> None:
        self.desk = desk
        self.answer = answer
        self._unsaved: dict[str, dict[str, Any]] = {}  # edits by statement, kept until they are seen to be saved

    def __call__(self, view: View) -> Answer:
        self._show(view)
        while True:
            typed = self._ask(_PROMPT_LATER if view.can_undo else _PROMPT)
            if typed is None:
                return Answer(Action.QUIT)
            word = typed.strip().lower()
            action = (
                _KEYS.get(word[:1])
                if word and (len(word) == 1 or _KEYS.get(word[0], Action.QUIT).value == word)
                else None
            )
            if action is None:
                say(
                    "Type a, e, r, s, u or q; Enter alone decides nothing."
                    if not word
                    else f"{word!r} is none of a, e, r, s, u, q."
                )
                continue
            if action is not Action.EDIT:
                return Answer(action)
            changes = self._edit(view.item)
            if changes:
                return Answer(Action.EDIT, changes)

    def _ask(self, prompt: str) -> str | None:
        try:
            return self.answer(prompt)
        except EOFError:
            say()
            return None

    def _edit(self, item: Item) -> dict[str, Any]:
        """New values of fields, one asked for after the other, until an empty line."""
        statement = item.statement
        before = self._unsaved.get(statement.id, {})
        changes = {name: value for name, value in before.items() if getattr(statement, name) != value}
        if changes:
            say(f"Not saved yet: {', '.join(changes)}.")
        say("Fields: " + ", ".join(EDITABLE))
        while True:
            name = self._ask("field (Enter when done): ")
            if not name or not name.strip():
                self._unsaved[statement.id] = changes
                return changes
            fitting = [one for one in EDITABLE if one.startswith(name.strip().lower().replace(" ", "_"))]
            if len(fitting) != 1:
                say(f"No field {name.strip()!r}." if not fitting else f"{', '.join(fitting)}?")
                continue
            self._edit_field(fitting[0], item, changes)

    def _edit_field(self, name: str, item: Item, changes: dict[str, Any]) -> None:
        """Ask for the value of one field until it holds; Enter keeps what it is."""
        store, today = self.desk.store, self.desk.project.today
        statement = item.statement
        now = changes.get(name, getattr(statement, name))
        actor = store.actor(now) if name == "actor" else None
        say(f"so far: {actor.name if actor else now or '(empty)'}")
        if name == "position":
            for position in self.desk.positions.values():
                say(f"  {position.id}: {position.label}")
        near = item.source.published.last if item.source and item.source.published else None
        hint = EDITABLE[name].partition(";")[0]
        empties = "" if name in ("actor", "position", "kind") else ", - empties it"
        while True:
            typed = self._ask(f"{name} ({hint}; Enter keeps it{empties}): ")
            if typed is None or not typed.strip():
                return
            try:
                value = read_field(name, "" if typed.strip() == "-" else typed, store, today, near)
            except StanceError as error:
                say(f"  {error}")
                continue
            # What was wrong before is not this value's fault.
            wrong = self.desk.faults(replace(statement, **{**changes, name: value}))
            wrong -= self.desk.faults(replace(statement, **changes))
            if wrong:
                say(f"  Refused: {'; '.join(sorted(wrong))}.")
                continue
            changes[name] = value
            if name == "stated_on" and value:
                say(f"  {value}")
            return

    # -- showing --

    def _show(self, view: View) -> None:
        from rich.text import Text

        from stance.render.cards import card
        from stance.render.style import Look
        from stance.text import printable

        project = self.desk.project
        look = Look(self.desk.positions, ascii=project.ascii)
        console = project.console(sys.stderr)
        if view.note:
            console.print(Text(printable(view.note)))
        console.print()
        for line in card(view, look.glyph(view.item.statement.position), project.ascii):
            text = Text()
            for words, style in line:
                text.append(printable(words), style)
            # What goes on in a further line stands under what it belongs to.
            for number, part in enumerate(text.wrap(console, max(20, console.width - 2))):
                console.print(Text("  " if number else "").append_text(part), soft_wrap=True)
