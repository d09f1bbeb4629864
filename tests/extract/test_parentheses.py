"""Reporting clauses between commas: what they interrupt, who reports, and where they are none."""

from __future__ import annotations

import pytest

from stance.extract.attribution import find_attributions
from stance.extract.parentheses import find_parentheses
from stance.model import Attribution, Span


def read(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (one.source.of(text), one.cue.of(text), [span.of(text) for span in one.content])
        for one in find_parentheses(text, [Span(0, len(text))], [])
        if one.source and one.cue
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The pier, Odd Lie recalled in Vik, is older than the town.", "Odd Lie", "recalled", ["The pier", "is older than the town"]),
        ("A road will come, harbour master Eva Moe told reporters on Friday, but the town must wait.", "harbour master Eva Moe", "told",
         ["A road will come", "but the town must wait"]),
        ("It is vital, write the 95 fishermen, that the pier be mended.", "the 95 fishermen", "write",
         ["It is vital", "that the pier be mended"]),
        ("Nothing would be worse, in the view of Mayor Lie, than to wait.", "Mayor Lie", "in the view of Mayor Lie",
         ["Nothing would be worse", "than to wait"]),
        ("It was time, in her words, for the ferry to leave.", "her", "in her words", ["It was time", "for the ferry to leave"]),
    ],
)  # fmt: skip
def test_a_clause_between_commas_reports_what_it_interrupts(
    text: str, source: str, cue: str, content: list[str]
) -> None:
    assert read(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The pier, which Lie said was old, is closed.",
        "The pier is old, the mayor told, and so is the town.",  # nobody is told
        "“The pier, she said, is old.”",  # quotations have their own readings
        "Lie came, and the town slept.",
        "No commas here said Lie.",
    ],
)
def test_other_commas_report_nothing(text: str) -> None:
    assert read(text) == []


def test_attributions_hold_them_and_no_cue_twice() -> None:
    text = "The old pier is unacceptable for Vik, Odd Lie stated in Oslo, because it would be a danger to boats."
    (found,) = find_attributions(text)
    assert found.source and found.source.of(text) == "Odd Lie" and not found.direct
    known = find_attributions("The bridge will be closed, said Nora Falk.")
    assert len(known) == 1


def test_a_clause_whose_cue_is_told_already_is_left_out() -> None:
    text = "The pier, Odd Lie recalled in Vik, is older than the town."

    def found_beside(*cues: Span) -> int:
        taken = [Attribution((Span(35, 57),), None, cue) for cue in cues]
        return len(find_parentheses(text, [Span(0, len(text))], taken))

    at = text.index("recalled")
    assert found_beside(Span(40, 45), Span(2, 4)) == 1
    assert found_beside(Span(40, 45), Span(at, at + 8)) == 0
    assert found_beside(Span(0, at + 3), Span(2, 4)) == 0  # a cue that reaches in from before
