"""The review without a terminal: every choice, and that each is kept before the next question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stance.errors import BadData
from stance.model import Statement, Status
from stance.review import Action, Answer, Decision, Item, Overtaken, View, run


def waiting(number: int) -> list[Item]:
    return [Item(Statement(f"s{index}", "a", "now", status=Status.PROPOSED)) for index in range(number)]


class Store:
    """Keeps statements as decisions leave them; fails or is overtaken where it is told to."""

    def __init__(self, items: Iterable[Item], failing: dict[str, Exception] | None = None) -> None:
        self.kept = {item.statement.id: item.statement for item in items}
        self.log: list[tuple[str, str]] = []
        self.failing = failing or {}

    def decide(self, decision: Decision) -> Item:
        id = decision.before.id
        if id in self.failing:
            raise self.failing.pop(id)
        assert self.kept[id] == decision.before
        self.kept[id] = decision.after
        self.log.append((decision.action.value, id))
        return Item(decision.after)

    def statuses(self) -> str:
        return "".join(str(one.status)[0] for one in self.kept.values())


class Script:
    """Answers in turn, then quits; remembers what it was shown."""

    def __init__(self, *answers: Action | Answer) -> None:
        self.answers = list(answers)
        self.views: list[View] = []

    def __call__(self, view: View) -> Answer:
        self.views.append(view)
        answer: Any = self.answers.pop(0) if self.answers else Action.QUIT
        return answer if isinstance(answer, Answer) else Answer(answer)


def test_accept_reject_skip() -> None:
    items = waiting(4)
    store = Store(items)
    outcome = run(items, Script(Action.ACCEPT, Action.REJECT, Action.SKIP), store.decide)
    assert store.statuses() == "arpp"
    assert (outcome.accepted, outcome.rejected, outcome.skipped, outcome.left) == (1, 1, 1, 2)


def test_each_answer_is_kept_before_the_next_question() -> None:
    items = waiting(2)
    store = Store(items)
    seen = []

    def choose(view: View) -> Answer:
        seen.append(store.statuses())
        return Answer(Action.ACCEPT)

    run(items, choose, store.decide)
    assert seen == ["pp", "ap"]


def test_edit_keeps_the_item_open() -> None:
    items = waiting(1)
    store = Store(items)
    script = Script(Answer(Action.EDIT, {"position": "opposed"}), Action.ACCEPT)
    outcome = run(items, script, store.decide)
    assert store.kept["s0"].position == "opposed"
    assert store.kept["s0"].status is Status.ACCEPTED
    assert [view.item.statement.position for view in script.views] == ["now", "opposed"]
    assert (outcome.edited, outcome.accepted) == (1, 1)


def test_an_edit_that_changes_nothing_is_said() -> None:
    items = waiting(1)
    store = Store(items)
    script = Script(Answer(Action.EDIT, {"position": "now"}))
    run(items, script, store.decide)
    assert store.log == []
    assert script.views[1].note == "Nothing was changed."


def test_undo_goes_back_over_decisions_and_skips() -> None:
    items = waiting(3)
    store = Store(items)
    script = Script(Action.ACCEPT, Action.SKIP, Action.UNDO, Action.UNDO, Action.UNDO, Action.REJECT)
    outcome = run(items, script, store.decide)
    assert [view.number for view in script.views] == [1, 2, 3, 2, 1, 1, 2]
    assert script.views[5].note == "There is nothing to undo."
    assert not script.views[5].can_undo
    assert store.statuses() == "rpp"
    assert (outcome.accepted, outcome.rejected, outcome.skipped) == (0, 1, 0)


def test_undo_of_an_edit_brings_the_old_words_back() -> None:
    items = waiting(1)
    store = Store(items)
    run(items, Script(Answer(Action.EDIT, {"note": "x"}), Action.UNDO, Action.ACCEPT), store.decide)
    assert store.kept["s0"] == replace(items[0].statement, status=Status.ACCEPTED)


def test_what_cannot_be_kept_is_told_and_asked_again() -> None:
    items = waiting(2)
    store = Store(items, {"s0": BadData("The quote does not stand in the text.")})
    script = Script(Action.ACCEPT, Action.REJECT)
    run(items, script, store.decide)
    assert [view.number for view in script.views] == [1, 1, 2]
    assert script.views[1].note == "The quote does not stand in the text."
    assert store.statuses() == "rp"


def test_what_somebody_else_decided_is_passed_over() -> None:
    items = waiting(2)
    store = Store(items, {"s0": Overtaken("s0 was changed.")})
    script = Script(Action.ACCEPT)
    run(items, script, store.decide)
    assert [view.number for view in script.views] == [1, 2]
    assert script.views[1].note == "s0 was changed."


def test_quit_and_nothing_to_do() -> None:
    assert run([], Script(), Store([]).decide).left == 0
    items = waiting(3)
    assert run(items, Script(Action.QUIT), Store(items).decide).left == 3


@given(st.integers(0, 5), st.lists(st.sampled_from(list(Action)), max_size=25))
def test_the_counts_are_those_of_what_was_kept(number: int, actions: list[Action]) -> None:
    items = waiting(number)
    store = Store(items)
    changes = {"note": "edited"}
    answers = [
        Answer(action, changes if action is Action.EDIT else {}) for action in actions if action is not Action.QUIT
    ]
    outcome = run(items, Script(*answers), store.decide)
    assert outcome.accepted == sum(one.status is Status.ACCEPTED for one in store.kept.values())
    assert outcome.rejected == sum(one.status is Status.REJECTED for one in store.kept.values())


@given(st.lists(st.sampled_from([Action.ACCEPT, Action.REJECT, Action.SKIP, Action.EDIT]), max_size=25))
def test_undoing_everything_leaves_all_as_it_was_then(actions: list[Action]) -> None:
    items = waiting(30)
    store = Store(items)
    answers = [Answer(action, {"note": "edited"} if action is Action.EDIT else {}) for action in actions]
    run(items, Script(*answers, *[Answer(Action.UNDO)] * len(answers)), store.decide)
    assert list(store.kept.values()) == [item.statement for item in items]
