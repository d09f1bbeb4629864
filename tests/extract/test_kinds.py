"""Whether a statement is direct, indirect or reported."""

from __future__ import annotations

import pytest
from invented_roster import proposed


def kinds(text: str) -> set[tuple[str, str]]:
    return {(one.actor.split()[-1], str(one.kind)) for one in proposed(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Rimkutė had toured the capitals. Hungary, in her account, is opposed to Ukraine joining NATO.",
        "Hungary, one of them reports, is opposed to Ukraine joining NATO.",
        "Hungary is reportedly opposed to Ukraine joining NATO.",
        "Hungary is opposed to Ukraine joining NATO, according to Polish reports.",
        "Sosnowska came back from Budapest. Hungary, “that old friend”, is opposed to Ukraine joining NATO, she said.",
    ],
)
def test_what_a_third_party_tells_is_reported(text: str) -> None:
    assert ("Hungary", "reported") in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hungary is opposed to Ukraine joining NATO.",
        "Hungary, a member since 1999, is opposed to Ukraine joining NATO.",
        "Hungary, according to its own paper, is opposed to Ukraine joining NATO.",
    ],
)
def test_what_the_paper_tells_itself_is_indirect(text: str) -> None:
    assert kinds(text) == {("Hungary", "indirect")}


@pytest.mark.parametrize(
    "text",
    [
        "Wilk said that “patience is a luxury of the safe and the dry”, and asked for an invitation of Ukraine to NATO by July.",
        "“One can park a car, one cannot sell it here,” said Wilk, who insists that Ukraine should be invited to join NATO now.",
        "Wilk told reporters that Ukraine should be invited to join NATO now, “like Finland, which is doing rather well”.",
    ],
)
def test_a_side_remark_in_quotation_marks_makes_nothing_direct(text: str) -> None:
    assert kinds(text) == {("Wilk", "indirect")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lublin, 14 June 2023\n\nWe, the President of Poland and the President of Lithuania,\n\ndeclare as follows:\n\n1. The borders stand.\n\n"
         "2. The two Presidents support an immediate invitation of Ukraine to join NATO.\n\n(–) Tadeusz Wilk\n(–) Aldona Rimkutė",
         {("Wilk", "direct"), ("Rimkutė", "direct")}),
        ("House of Deputies\nCommittee on European Security\nReport of 3 July 2023\n\n1. The Committee heard nine witnesses.\n\n"
         "2. We conclude that Ukraine should be invited to join NATO now.", {("Security", "direct")}),
    ],
)  # fmt: skip
def test_a_text_of_their_own_is_direct(text: str, expected: set[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("label", ["Details", "Background", "Context"])
def test_a_label_before_a_paragraph_tells_nothing(label: str) -> None:
    text = (
        "Fontana has put forward the idea of a new pact.\n\nSource: Kronika\n\nQuote: “I think it is an idea.”\n\n"
        f"{label}: At the end of February, Wilk said that Ukraine should be invited to join NATO now."
    )
    assert [(one.actor, str(one.kind), str(one.stated_on)) for one in proposed(text)] == [
        ("Tadeusz Wilk", "indirect", "2023-02")
    ]


def test_what_an_actor_says_outweighs_what_is_told_of_it() -> None:
    text = (
        "“Wilk and Poland ask for a clear timetable and an invitation to NATO for Ukraine now,” Mägi concluded.\n\n"
        "Polish President Tadeusz Wilk called on the allies to invite Ukraine to NATO now."
    )
    assert ("Wilk", "indirect") in kinds(text)
