"""Going through what waits: proposals, a callable that chooses and one that keeps each decision; no terminal in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from stance.errors import StanceError
from stance.model import Position, Source, Span, Statement, Status


class Action(Enum):
    """What can be done with a proposal."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    SKIP = "skip"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True)
class Item:
    """A proposal with all that a person needs to judge it; spans are offsets into `text`."""

    statement: Statement
    actor: str = ""  #: the name
    position: Position | None = None
    source: Source | None = None
    text: str = ""  #: the source's, empty where it is not kept
    evidence: Span | None = None
    before: Span | None = None  #: the sentence before the evidence
    after: Span | None = None
    reporting_cue: Span | None = None
    position_cue: Span | None = None
    speaker: Span | None = None
    date_words: Span | None = None  #: the words that the day was read from


@dataclass(frozen=True)
class View:
    """What a chooser is shown: the item, where it stands among the others, and a word on what went before."""

    item: Item
    number: int  #: from 1
    total: int
    note: str = ""
    can_undo: bool = False  #: whether anything was decided or skipped before it


@dataclass(frozen=True)
class Answer:
    """What was chosen; `changes` are new values of fields for EDIT."""

    action: Action
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """A change to be kept: the statement as it was and as it shall be."""

    action: Action
    before: Statement
    after: Statement


class Overtaken(StanceError):
    """Somebody else has decided on the statement meanwhile; it is passed over."""


@dataclass
class Outcome:
    """What a review came to."""

    accepted: int = 0
    rejected: int = 0
    edited: int = 0
    skipped: int = 0
    left: int = 0

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected + self.edited


Choose = Callable[[View], Answer]
Decide = Callable[[Decision], Item]


def run(pending: Sequence[Item], choose: Choose, decide: Decide) -> Outcome:
    """Go through the items until the last or until QUIT; each decision is kept before the next question.

    Items are taken from `pending` when their turn comes, so that a sequence may make them then.
    `decide` keeps a decision and gives the item as it then stands; what it raises as StanceError is told to the
    chooser, and the same item asked again, but Overtaken passes the item over. EDIT keeps the item open; UNDO takes
    back the last decision or skip and asks that item again.
    """
    now: dict[int, Item] = {}  # items as decisions left them; the others are asked of `pending` when they come
    steps: list[tuple[int, Decision | None]] = []
    outcome = Outcome()
    index = 0
    note = ""
    while index < len(pending):
        item = now.get(index) or pending[index]
        answer = choose(View(item, index + 1, len(pending), note, bool(steps)))
        note = ""
        if answer.action is Action.QUIT:
            break
        try:
            if answer.action is Action.UNDO:
                index, note = _step_back(now, steps, outcome, index, decide)
            elif answer.action is Action.SKIP:
                steps.append((index, None))
                outcome.skipped += 1
                index += 1
            else:
                decision = decision_for(item.statement, answer)
                if decision.after == decision.before:
                    note = "Nothing was changed."
                    continue
                now[index] = decide(decision)
                steps.append((index, decision))
                _count(outcome, decision.action, 1)
                if answer.action is Action.EDIT:
                    note = f"Saved: {', '.join(answer.changes)}."
                else:
                    index += 1
        except Overtaken as error:
            note = str(error)
            index += 1
        except StanceError as error:
            note = str(error)
    outcome.left = len(pending) - index + outcome.skipped
    return outcome


def decision_for(statement: Statement, answer: Answer) -> Decision:
    """The decision that an answer means for a statement."""
    if answer.action is Action.ACCEPT:
        after = replace(statement, status=Status.ACCEPTED)
    elif answer.action is Action.REJECT:
        after = replace(statement, status=Status.REJECTED)
    else:
        after = replace(statement, **answer.changes)
    return Decision(answer.action, statement, after)


def _step_back(
    now: dict[int, Item], steps: list[tuple[int, Decision | None]], outcome: Outcome, index: int, decide: Decide
) -> tuple[int, str]:
    if not steps:
        return index, "There is nothing to undo."
    place, decision = steps[-1]
    if decision is None:
        outcome.skipped -= 1
    else:
        now[place] = decide(Decision(Action.UNDO, decision.after, decision.before))
        _count(outcome, decision.action, -1)
    steps.pop()
    return place, "Taken back."


def _count(outcome: Outcome, action: Action, by: int) -> None:
    name = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.EDIT: "edited"}[action]
    setattr(outcome, name, getattr(outcome, name) + by)
