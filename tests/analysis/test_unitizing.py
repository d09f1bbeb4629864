"""Alpha for unitizing: the worked example it was published with, and what must hold of any marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.analysis.unitizing import (
    expected_disagreement,
    observed_disagreement,
    united,
    unitize,
    unitizing_alpha,
)
from stance.model import SourceRef, Statement

# Krippendorff (2004): two observers, a continuum from 150 to 450, categories c and k.
LENGTH = 300
C = [[(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]]
K = [[(30, 90), (150, 200)], [(30, 90), (150, 200)]]


def test_the_published_example() -> None:
    assert observed_disagreement(C, LENGTH) == pytest.approx(0.0144, abs=0.00005)
    assert expected_disagreement(C, LENGTH) == pytest.approx(0.0532, abs=0.00005)
    assert observed_disagreement(K, LENGTH) == 0
    assert expected_disagreement(K, LENGTH) == pytest.approx(0.0490, abs=0.00005)
    assert unitizing_alpha([C], LENGTH) == pytest.approx(0.7286, abs=0.0002)  # printed from rounded disagreements
    assert unitizing_alpha([K], LENGTH) == 1
    assert unitizing_alpha([C, K], LENGTH) == pytest.approx(0.8587, abs=0.0002)


SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 20)), max_size=6).map(
    lambda found: united((begin, min(100, begin + size)) for begin, size in found)
)


@given(st.lists(SPANS, min_size=2, max_size=4))
def test_what_must_hold_of_any_marks(coders: list[list[tuple[int, int]]]) -> None:
    value = unitizing_alpha([coders], 100)
    turned = unitizing_alpha([coders[::-1]], 100)
    assert value is not None or expected_disagreement(coders, 100) == 0
    assert value == pytest.approx(turned) if value is not None else turned is None
    assert observed_disagreement(coders, 100) >= 0 and expected_disagreement(coders, 100) >= 0
    assert value is None or value <= 1


@given(SPANS, st.integers(2, 4))
def test_the_same_marks_agree_wholly(units: list[tuple[int, int]], many: int) -> None:
    assert observed_disagreement([units] * many, 100) == 0
    assert unitizing_alpha([[units] * many], 100) in (1, None)


@given(SPANS, SPANS)
def test_observed_disagreement_as_the_paper_writes_it(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    """Over all pairs of sections, gaps among them, without any shortcut."""

    def sections(units: list[tuple[int, int]]) -> list[tuple[int, int, bool]]:
        found, at = [], 0
        for begin, end in [*units, (100, 100)]:
            found += [(at, begin, False)] if begin > at else []
            found += [(begin, end, True)] if end > begin else []
            at = end
        return found

    total = 0
    for left, right, real in sections(one):
        for begin, end, true in sections(other):
            if real and true and left < end and begin < right:
                total += (left - begin) ** 2 + (right - end) ** 2
            elif real and not true and begin <= left and right <= end:
                total += (right - left) ** 2
            elif true and not real and left <= begin and end <= right:
                total += (end - begin) ** 2
    assert observed_disagreement([one, other], 100) == pytest.approx(2 * total / (2 * 100**2))


def test_statements_are_placed_in_their_articles() -> None:
    def said(actor: str, position: str, article: str, begin: int | None, end: int | None) -> Statement:
        return Statement("s", actor, position, sources=(SourceRef(article, begin, end),))

    eva = [said("a", "now", "x", 10, 30), said("b", "now", "x", 20, 40), said("a", "opposed", "y", 0, 500)]
    jan = [said("a", "now", "x", 10, 40), said("a", "opposed", "y", 0, 100), said("c", "now", "x", None, None)]
    found = unitize({"eva": eva, "jan": jan}, ["x", "y", "gone"], {"x": 200, "y": 100, "gone": 0}.get)  # type: ignore[arg-type]
    assert (found.value, found.units) == (1, 4)  # two actors in one place are one mark; what lies outside is cut
    assert found.by_position == {"now": 1, "opposed": 1}
    shifted = unitize({"eva": eva, "jan": [said("a", "now", "x", 12, 44)]}, ["x", "y"], lambda article: 200)
    assert shifted.by_position["now"] == pytest.approx(0.98, abs=0.02)
    assert shifted.by_position["opposed"] is not None and shifted.by_position["opposed"] < 0.1
    assert unitize({"eva": [], "jan": []}, ["x"], lambda article: 200).value is None
