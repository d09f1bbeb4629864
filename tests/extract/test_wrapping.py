"""Texts whose lines were broken to a width."""

from __future__ import annotations

import textwrap

from invented_roster import proposed

from stance.extract.wrapping import unwrapped

PARAGRAPH = (
    "The agreement that the two governments have worked on since the spring is thin, and few believe that it will deter anybody. "
    "On Monday Mr Greave explicitly ruled out NATO membership for Ukraine, describing its bid as an insult to others who had waited "
    "for longer. President Martin Greave spoke in Boston, where the heads of several companies had come to hear what he had to say."
)


def wrapped(width: int) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(PARAGRAPH, width)) for _ in range(3))


def test_breaks_of_a_width_become_spaces() -> None:
    for width in (60, 72, 80):
        text = wrapped(width)
        assert unwrapped(text) == "\n\n".join([PARAGRAPH] * 3)
        assert len(unwrapped(text)) == len(text)


def test_other_breaks_stay() -> None:
    lines = "\n".join(f"Line {number} of a list of some words" for number in range(30))
    poem = "\n".join("word " * (number % 9 + 3) for number in range(30))
    for text in (
        lines,
        poem,
        PARAGRAPH,
        f"{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}",
        "",
        "\n" * 50,
    ):
        assert unwrapped(text) == text


def test_evidence_and_quote_are_the_text_as_it_stands() -> None:
    text = wrapped(60)
    [row] = proposed(text)
    assert (row.actor, row.position) == ("Martin Greave", "opposed")
    assert "\n" in row.evidence.of(text)
