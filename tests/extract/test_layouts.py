"""Transcripts, interviews and questions of readers: whose words are whose, and what is only asked."""

from __future__ import annotations

import pytest
from invented_roster import who

from stance.extract.attribution import find_attributions
from stance.extract.layouts import read_layout
from stance.extract.transcripts import Layout
from stance.text import TextParts


def layout(text: str, title: str = "") -> Layout:
    return read_layout(text, TextParts(text).paragraphs, title)


def turns(text: str, title: str = "") -> list[tuple[str, str]]:
    """Who, and the first words of each turn."""
    return [
        (one.source.of(text) if one.source else "", " ".join(one.content[0].of(text).split()[:2]))
        for one in layout(text, title).attributions
    ]


PRESS_CONFERENCE = """Joint press conference in Oslo

Oslo, 3 May 2023

Norwegian Prime Minister Eirik Moe: Welcome, dear Juhani. The winter was long.
We talked about the north first.

President of Finland, Juhani Salo: Thank you, Eirik. The snow has not gone yet.

Moderator: Two questions, please.

Nordic Daily: Mr. President, when will you visit Tromsø?

President of Finland, Juhani Salo: In June, I hope.
"""


def test_labels_with_offices_and_papers_that_ask() -> None:
    assert turns(PRESS_CONFERENCE) == [
        ("Norwegian Prime Minister Eirik Moe", "Welcome, dear"),
        ("President of Finland, Juhani Salo", "Thank you,"),
        ("President of Finland, Juhani Salo", "In June,"),
    ]
    asked = [span.of(PRESS_CONFERENCE)[:9] for span in layout(PRESS_CONFERENCE).asked]
    assert asked == ["Two quest", "Mr. Presi"]


@pytest.mark.parametrize("marks", [("Q:", "A:"), ("Q.", "A."), ("**Q:**", "**A:**")])
def test_questions_and_answers_on_lines_of_their_own(marks: tuple[str, str]) -> None:
    q, a = marks
    text = f"""Mayor Signe Holt took questions from readers on Monday.

{q} Will the bridge be closed? (Per, Vik)
{a} No. It will stay open.

{q} And the ferry?
{a} The ferry stops in May.
"""
    assert turns(text) == [("Signe Holt", "No. It"), ("Signe Holt", "The ferry")]
    assert [one.source.of(text) for one in find_attributions(text) if one.source] == ["Signe Holt", "Signe Holt"]


def test_who_asks_is_told_by_asking_though_not_each_time() -> None:
    text = """FJORDPOST: You have been away?

LIV STRAND: I was, for a year.

FJORDPOST: So you missed the storm?

STRAND: On the contrary. I was in it.

FJORDPOST: People say it took the pier.

STRAND: It did. We built it again.

FJORDPOST: Will it hold?

STRAND: Ask the pier.
"""
    assert {name for name, _ in turns(text)} == {"LIV STRAND", "STRAND"}
    assert len(layout(text).asked) == 4


def test_an_interview_whose_answers_are_not_all_in_the_first_person() -> None:
    text = """Liv Strand, 61, has kept the lighthouse since 2018. We met her on 12 May at Vik.

Is the light ever out?

No. I see to that.

Does it help the boats?

It helps their owners to sleep.

How long can it last?

As long as there is oil.
"""
    assert layout(text, "“It burns”: an interview with the keeper").form == "interview"
    assert layout(text, "The keeper").form == "interview"  # "We met her …"
    assert layout(text.replace("We met her on 12 May at Vik.", "The tower is white."), "The keeper").form == ""


@pytest.mark.parametrize(
    "text",
    [
        # A survey of countries is headed by their names.
        "Where they stand\n\nGermany: The new government wants to wait.\n\nItaly: The premier has a plan.\n\nGermany: So do others.\n",
        # Headings in capitals.
        "NEW POLL ON THE HARBOUR SHOWS TROUBLE: Half want it closed.\n\n" + "The rest of the letter goes on here.\n\n" * 8
        + "WHAT THE TOWN MEETING DECIDED TODAY: Nothing at all.\n",
        # Headings of a news site.
        "Source: the mayor's office\n\nDetails: The pier is closed. Mayor Odd Lie opened a new one.\n\nQuote: “It will hold.”\n\n"
        "Details: It cost two million.\n\nBackground: The storm took the old one.\n",
        "A. Berg: no news.\n\nB. Lund said it was cold.\n",
    ],
)  # fmt: skip
def test_headings_are_no_speakers(text: str) -> None:
    assert layout(text).form == ""


def test_voices_of_a_day_are_their_own_paragraph_only() -> None:
    text = """Zofia Marek, President of Poland (speech in Lublin): "Thirty years is long enough."

@arnestrand: "It is over. Full stop."

Odd Lie, Foreign Minister of Norway (statement): "We are with you."
"""
    assert [(name.split(",")[0], words) for name, words in turns(text)] == [
        ("Zofia Marek", '"Thirty years'),
        ("Odd Lie", '"We are'),
    ]


def test_views_in_a_press_conference_are_their_speakers() -> None:
    text = (
        "Remarks to the press\n\nPolish President Tadeusz Wilk: Thank you. Poland proposes that the summit should invite Ukraine to join "
        "NATO, with no further conditions.\n\nModerator: Questions?\n\nPolish President Tadeusz Wilk: It was received politely.\n"
    )
    assert who(text) == ["Tadeusz Wilk"]
