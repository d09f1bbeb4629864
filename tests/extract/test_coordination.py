"""Two reports joined in one sentence: each has its own words, kind, day and evidence."""

from __future__ import annotations

import pytest
from invented_roster import proposed

from stance.extract.coordination import part_of
from stance.model import Span

CALLED = "Tadeusz Wilk said on Tuesday that Ukraine should be invited to join NATO now"


@pytest.mark.parametrize("joint", [", while", " while", ", and", ";", ", but"])
def test_what_is_joined_is_not_told_by_the_first(joint: str) -> None:
    text = f"{CALLED}{joint} the German chancellor, Jürgen Hallstein, insisted: “Ukraine can only join NATO when the war is over.”"
    rows = {one.actor: one for one in proposed(text)}
    assert {name: (row.position, str(row.kind)) for name, row in rows.items()} == {
        "Tadeusz Wilk": ("now", "indirect"),
        "Jürgen Hallstein": ("after-war", "direct"),
    }
    assert rows["Tadeusz Wilk"].evidence.of(text) == CALLED
    assert rows["Jürgen Hallstein"].evidence.of(text).startswith("the German chancellor")


def test_the_day_of_one_report_is_not_that_of_the_other() -> None:
    text = f"{CALLED}, while Jürgen Hallstein told the Senate on Wednesday that Ukraine could join NATO only after the war."
    days = {one.actor: str(one.stated_on) for one in proposed(text, published="2023-07-06")}
    assert days == {"Tadeusz Wilk": "2023-07-04", "Jürgen Hallstein": "2023-07-05"}


def test_what_the_first_tells_of_another_stays_told_by_another() -> None:
    text = "Tadeusz Wilk said that the war was long, and that Zsolt Barna had said that Ukraine must never join NATO."
    assert [(one.actor, str(one.kind)) for one in proposed(text)] == [("Zsolt Barna", "reported")]


def test_a_part_lies_between_joints() -> None:
    sentence = Span(10, 100)
    assert part_of(sentence, 20, []) == sentence
    assert part_of(sentence, 20, [50]) == Span(10, 50)
    assert part_of(sentence, 60, [50]) == Span(50, 100)
    assert part_of(sentence, 60, [5, 200]) == sentence


def test_who_takes_a_side_does_not_decline_to() -> None:
    text = (
        "“Ukraine will be a member of NATO. The question is when, which I cannot answer,” Tadeusz Wilk told reporters."
    )
    assert [one.position for one in proposed(text)] == ["in-principle"]
