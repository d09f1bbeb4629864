"""Transcripts whose labels stand on lines of their own, and briefings told in part."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

from stance.extract.label_lines import find_label_lines
from stance.text import TextParts

PRESS = """17 June 2023, Brussels

HENRIK VESTERGAARD, NATO Secretary General
Dear Pavlo, welcome. All allies have agreed that Ukraine will be a member of NATO.

PAVLO HORODETSKY, President of Ukraine
Thank you. We need the invitation to NATO now, not after the war.

MODERATOR
Two questions, please.

BALTIC DAILY
Mr President, should Ukraine be invited to join NATO after the war?

PAVLO HORODETSKY
I have said it already. I have nothing to add to it.
"""


def test_who_stands_on_the_line_above_speaks() -> None:
    found = [(row.actor, row.position, str(row.kind), str(row.stated_on)) for row in proposed(PRESS)]
    assert found == [
        ("Henrik Vestergaard", "in-principle", "direct", "2023-06-17"),
        ("Pavlo Horodetsky", "now", "direct", "2023-06-17"),
    ]


def test_full_names_are_labels_as_well() -> None:
    text = PRESS.replace("PAVLO HORODETSKY", "Pavlo Horodetsky").replace("HENRIK VESTERGAARD", "Henrik Vestergaard")
    assert who(text) == ["Henrik Vestergaard", "Pavlo Horodetsky"]


@pytest.mark.parametrize(
    "text",
    [
        # headings of an article, none of which comes back
        "Ukraine and NATO\nThe summit is near.\n\nTadeusz Wilk\nHe says little of it this year.\n\nEwa Sosnowska\nShe says more of it.",
        # a list of names
        "Signed by\n\nTadeusz Wilk\n\nEwa Sosnowska\n\nTadeusz Wilk\n\nEwa Sosnowska",
        "Plain words.\n\nAnd more of them.\n\nAnd some more.",
    ],
)
def test_headings_and_lists_are_none(text: str) -> None:
    assert find_label_lines(text, TextParts(text).paragraphs) is None


def test_the_president_of_a_briefing_is_that_of_those_who_brief() -> None:
    text = (
        "With respect to other models, it lays out a framework for Ukraine and NATO.\n\nWhen the President described the process, he "
        "said that Ukraine could join NATO only when the war is over and all allies agree."
    )
    [row] = proposed(
        text, title="Press Gaggle by Secretary of State Martin Dole and President Martin Greave En Route Oslo, Norway"
    )
    assert (row.actor, row.position) == ("Martin Greave", "after-war")
