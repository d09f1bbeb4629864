"""Networks of actors and positions, and of actors who agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stance.analysis.networks import Congruence, affiliations, congruence
from stance.model import PartialDate, Statement


def said(actor: str, position: str, day: str = "") -> Statement:
    return Statement(f"{actor}{position}{day}", actor, position, stated_on=PartialDate.parse(day) if day else None)


STATEMENTS = [
    said("biden", "after-war", "2023-07-07"),
    said("biden", "after-war", "2023-06"),
    said("biden", "in-principle", "2023-07-12"),
    said("scholz", "after-war", "2023-06-22"),
    said("scholz", "guarantees-first", "2023-06-22"),
    said("duda", "now"),
    said("macron", "guarantees-first", "2023-05-31"),
]


def test_affiliations_count_statements_and_span_their_days() -> None:
    edges = {(edge.actor, edge.position): edge for edge in affiliations(STATEMENTS)}
    biden = edges["biden", "after-war"]
    assert (biden.weight, str(biden.first), str(biden.last)) == (2, "2023-06", "2023-07-07")
    assert edges["duda", "now"].first is None
    assert len(edges) == 6


def test_congruence_weighs_positions_in_common() -> None:
    assert congruence(affiliations(STATEMENTS)) == [
        Congruence("biden", "scholz", 1, round(1 / 3, 6)),
        Congruence("macron", "scholz", 1, 0.5),
    ]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz")), max_size=30))
def test_order_of_statements_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    statements = [said(actor, position) for actor, position in pairs]
    edges = affiliations(statements)
    assert edges == affiliations(reversed(statements))
    assert sum(edge.weight for edge in edges) == len(pairs)
    for link in congruence(edges):
        assert link.first < link.second
        assert 0 < link.share <= 1
        assert (link.share == 1) == (
            {e.position for e in edges if e.actor == link.first}
            == {e.position for e in edges if e.actor == link.second}
        )
