"""Words that the next sentence gives to their speaker."""

from __future__ import annotations

import pytest
from invented_roster import proposed

from stance.extract.restatements import find_restatements
from stance.model import Span
from stance.text import TextParts

TOLD = "Ukraine should be invited to join NATO at the summit in July."


def sentences(text: str) -> list[Span]:
    return list(TextParts(text).sentences)


@pytest.mark.parametrize(
    "second",
    [
        "This was stated by Polish President Tadeusz Wilk at a briefing in Warsaw on Tuesday, Wire News reports.",
        "This was announced by the President of Poland, Tadeusz Wilk, in an interview on Tuesday.",
        "Polish President Tadeusz Wilk said this during a press conference on Tuesday.",
    ],
)
def test_the_next_sentence_gives_words_to_their_speaker(second: str) -> None:
    [row] = proposed(f"{TOLD}\n\n{second}")
    assert (row.actor, row.position, str(row.kind), str(row.stated_on)) == (
        "Tadeusz Wilk",
        "now",
        "indirect",
        "2023-07-04",
    )
    assert row.evidence.start == 0


def test_what_the_same_speaker_says_further_on_has_that_day() -> None:
    text = (
        "The war must be won.\n\nThis was stated by Polish President Tadeusz Wilk at a briefing on Tuesday, Wire News reports.\n\n"
        "“Ukraine should be invited to join NATO now,” Wilk said."
    )
    assert [str(one.stated_on) for one in proposed(text)] == ["2023-07-04"]


@pytest.mark.parametrize(
    "second",
    ["This was denied by nobody.", "This was stated too often.", "He said this.", "Wilk said that this was wrong."],
)
def test_other_sentences_give_nothing_back(second: str) -> None:
    text = f"{TOLD} {second}"
    assert find_restatements(text, sentences(text)) == []
