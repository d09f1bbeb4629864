"""Lines that say whose the words below them are: names, offices, handles of accounts."""

from __future__ import annotations

import pytest
from invented_roster import ROSTER, proposed, who

from stance.extract.lead_lines import actor_of_handle

NOW = '"Ukraine must be invited to join NATO at the summit. No more excuses."'
NEVER = '"Ukraine will never become a member of NATO, whatever others say."'


@pytest.mark.parametrize(
    ("lead", "actor"),
    [
        ("@TadeuszWilk, 10:02", "Tadeusz Wilk"),
        ("2. @wilk_t, 10:02", "Tadeusz Wilk"),
        ("@sen_barna on X:", "Zsolt Barna"),
        ("@PM_Estonia, 9:15", "Kristiina Mägi"),
        ("@MFA_Ukraine · 4h", "Ministry of Foreign Affairs of Ukraine"),
        ("@govbg (account of the Government of Bulgaria), 10:40", "Government of Bulgaria"),
        ("Giulia Fontana, Prime Minister of Italy:", "Giulia Fontana"),
        ("The Slovak prime minister, 12.30:", "Peter Hruby"),
        ("And this from Aldona Rimkutė in Vilnius", "Aldona Rimkutė"),
        ("@marta_lindqvist (Sweden's defence minister), 08:14", "Marta Lindqvist"),
    ],
)
def test_who_is_named_in_the_line_before(lead: str, actor: str) -> None:
    assert who(f"Reactions from today:\n\n{lead}\n{NOW}") == [actor]


@pytest.mark.parametrize(
    "lead",
    [
        "A photo of a snowman with a NATO flag. No caption.",
        "@somebody_else, 11:47",
        "What readers wrote to us this week",
    ],
)
def test_other_lines_name_nobody(lead: str) -> None:
    found = who(f"Reactions from today:\n\n{lead}\n{NOW}")
    assert not found


def test_a_post_that_follows_is_of_the_same_account() -> None:
    text = f'Posts of the day\n\n@BarnaZsolt, 08:14\n{NEVER}\nFollowed at 08:31 by: "NATO must shut its door to Ukraine for good."'
    assert [(one.actor, one.position, str(one.kind)) for one in proposed(text)] == [
        ("Zsolt Barna", "opposed", "direct")
    ]


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("TadeuszWilk", "Tadeusz Wilk"), ("wilktadeusz", None), ("presWilk", "Tadeusz Wilk"), ("Magi_Kristiina", "Kristiina Mägi"),
        ("greave45", "Martin Greave"), ("annetolliver", "Anne Tolliver"), ("peter_greave", None), ("x", None), ("____", None),
    ],
)  # fmt: skip
def test_handles(handle: str, name: str | None) -> None:
    actor = actor_of_handle(handle, ROSTER)
    assert (actor.name if actor else None) == name


def test_apostrophes_in_names_are_no_quotation() -> None:
    text = "Ministers met in Cork.\n\n\"Ukraine should be invited to join NATO now,\" said Fergal O'Brannan, Ireland's defence minister."
    assert who(text) == ["Fergal O'Brannan"]
