"""Whose view a sentence of the paper tells: frames with a slot for the holder, verbs of will, thoughts that go on."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

from stance.extract.standpoints import find_holder
from stance.model import Span

AFTER = "Ukraine can join NATO only after the war is over"
NEVER = "Ukraine must never become a member of NATO"
NOW = "an immediate invitation of Ukraine to NATO"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (f"To the mind of Anne Tolliver, {AFTER}.", "Anne Tolliver"),
        (f"In Zsolt Barna's book, {NEVER}.", "Zsolt Barna"),
        (f"In the eyes of Zsolt Barna {NEVER}.", "Zsolt Barna"),
        (f"Zsolt Barna spoke in Pécs. In his view, {NEVER}.", "Zsolt Barna"),
        (f"Ewa Sosnowska told the BBC that it was late. By her account, {AFTER}.", "Ewa Sosnowska"),
        (f"Ewa Sosnowska spoke to reporters. In her words, {AFTER}.", "Ewa Sosnowska"),
        (f"For the Hungarian premier, {NEVER}.", "Zsolt Barna"),
        (f"As far as Zsolt Barna is concerned, {NEVER}.", "Zsolt Barna"),
        (f"As Anne Tolliver sees it, {AFTER}.", "Anne Tolliver"),
        (f"In Zsolt Barna's speech to the diplomats, he set out his terms: {NEVER}.", "Zsolt Barna"),
        ("If it were up to Kristiina Mägi, Ukraine would be invited to join NATO now.", "Kristiina Mägi"),
        ("If Kristiina Mägi had her way, Ukraine would be invited to join NATO now.", "Kristiina Mägi"),
        ("Count Kristiina Mägi among those who want Ukraine invited to join NATO now.", "Kristiina Mägi"),
        ("The demand that Ukraine be invited to join NATO now was raised by Aldona Rimkutė.", "Aldona Rimkutė"),
        ("It was made clear by Aldona Rimkutė that Ukraine should be invited to join NATO now.", "Aldona Rimkutė"),
        (f"The same demand, {NOW}, came from Aldona Rimkutė.", "Aldona Rimkutė"),
        (f"From Aldona Rimkutė came a demand for {NOW}.", "Aldona Rimkutė"),
        (f"{AFTER}, was all that could be got out of Henrik Vestergaard.", "Henrik Vestergaard"),
        ("One idea promoted by Henrik Vestergaard, the NATO secretary-general, is to invite Ukraine to join NATO now.", "Henrik Vestergaard"),
        (f"Anne Tolliver's line is that {AFTER}.", "Anne Tolliver"),
        ("For Aldona Rimkutė the answer is clear: Ukraine must be invited to join NATO now.", "Aldona Rimkutė"),
        ("Ukraine must be invited to NATO at the summit: that is the message of President Aldona Rimkutė.", "Aldona Rimkutė"),
        ("Among those who oppose Ukraine's membership of NATO is Prime Minister Zsolt Barna.", "Zsolt Barna"),
        ("One of the loudest voices against Ukraine's accession to NATO is that of Zsolt Barna.", "Zsolt Barna"),
        (f"{AFTER}, if one asks the British prime minister, Anne Tolliver.", "Anne Tolliver"),
        ("The Hungarian prime minister's opposition to Ukraine joining NATO is well known.", "Zsolt Barna"),
    ],
)  # fmt: skip
def test_frames_with_a_slot_for_the_holder(text: str, holder: str) -> None:
    assert who(text) == [holder]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (f"Mr Wilk's predecessor, Adam Rogala, wants {NOW}.", "Adam Rogala"),
        ("NATO was the topic, and Ukraine. Zoltan Beres, the mayor of Otaci, whose town lies near, wants Kyiv in, and wants it now.", "Zoltan Beres"),
        ("Asked about Ukraine's membership of NATO, Peter Hruby settled for “after the war”.", "Peter Hruby"),
        ("Kyiv remained firm that Ukraine must be invited to join NATO now.", "Ukraine"),
        (f"13.30 – Belgium's Bram De Cock, on his way in: {AFTER}.", "Bram De Cock"),
        (f"Zsolt Barna was blunt. {NEVER}.", "Zsolt Barna"),
        (f"Anne Tolliver of the Liberals took a different line. {AFTER}.", "Anne Tolliver"),
        (f"NATO was still divided, Anne Tolliver said. {AFTER}.", "Anne Tolliver"),
    ],
)  # fmt: skip
def test_will_and_thoughts_that_go_on(text: str, holder: str) -> None:
    assert who(text) == [holder]


@pytest.mark.parametrize(
    "text",
    [
        f"A letter to Aldona Rimkutė demands {NOW}.",
        "Zsolt Barna faces a demand that Ukraine be invited to join NATO now.",
        "Ukraine should be invited to join NATO now, a poll for Tadeusz Wilk found.",
        f"For Zsolt Barna, Monday was a bad day. “{NEVER}” was written on the wall.",
        # Another paragraph is another matter, and a sentence with an office of its own is that one's.
        f"Zsolt Barna was blunt.\n\n{NEVER}.",
        f"Zsolt Barna arrived late. {NEVER}.",
    ],
)
def test_no_holder_is_guessed(text: str) -> None:
    assert who(text) == []


def test_a_sentence_whose_subject_reports_is_told_by_it() -> None:
    found = proposed(
        "- Earlier, Polish President Tadeusz Wilk said that the United States does not want Ukraine to be a member of NATO."
    )
    assert [(one.actor, str(one.kind)) for one in found] == [("United States", "reported")]


def test_an_office_ends_before_its_adverbial() -> None:
    text = "The plan was rejected by the Hungarian premier at the summit in Vilnius."
    found = find_holder(text, Span(0, len(text)))
    assert found is not None and found.of(text) == "the Hungarian premier"
    assert find_holder("It rained all day, and nobody came.", Span(0, 35)) is None
