"""Agreement between coders: against published worked examples, a reference implementation, and cases done by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.analysis.agreement import cohen_kappa, compare, krippendorff_alpha
from stance.model import Kind, SourceRef, Statement, Status

SUPPORT = {"now": 4, "guarantees-first": 3, "after-war": 2, "in-principle": 1, "noncommittal": None, "opposed": 0}
_ = None


def paired(*coders: list[int | None]) -> list[list[int]]:
    return [[value for value in unit if value is not None] for unit in zip(*coders, strict=True)]


# -- alpha: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011 ----------------------------------------

FOUR_OBSERVERS = paired(
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_four_observers_with_missing_data(level: str, published: float) -> None:
    assert krippendorff_alpha(FOUR_OBSERVERS, level) == pytest.approx(published, abs=0.0005)


def test_binary_data_of_two_observers() -> None:
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(paired(first, second)) == pytest.approx(0.095, abs=0.0005)


def test_nominal_data_of_two_observers() -> None:
    first, second = (list(map(ord, codes)) for codes in ("aabbdcccedda", "babbbccceddd"))
    assert krippendorff_alpha(paired(first, second)) == pytest.approx(0.692, abs=0.0005)


# -- alpha and kappa: random data, values from the packages krippendorff 0.9.0 and nltk 3.10.4 ------------------------

REFERENCE = [
    ([[5, 1, 0], [2, 2, _], [1, 1, 1], [4, _, 4], [1, 1, 5], [1, 2, _], [3, _, 3], [0, 3, 0], [3, 3, 0], [4, 4, _], [0, 3, 1]],
     0.4, 0.124290816, 0.104736842, 0.454545455),
    ([[1, _, 2], [1, _, 0], [1, 1, 1], [1, 1, 1], [2, 2, 2], [1, 1, _], [_, 1, 1], [1, 1, 1], [1, 1, 0], [0, _, 2], [_, 1, 1],
      [1, 1, 1], [1, 2, 2]], 0.362549801, 0.218275058, 0.184713376, 0.6),
    ([[2, 2, 2], [2, 2, 3], [3, 3, 2], [2, 2, 2], [1, 1, _], [_, 1, 1], [2, 2, 2], [0, 3, 3], [_, 2, 1], [3, 3, 3], [0, 0, 3]],
     0.529220779, 0.284758799, 0.215206186, 0.839285714),
    ([[4, 4], [1, 5], [2, 3], [_, _], [5, 3], [0, 0], [0, 2], [3, 3], [5, _], [2, 2], [3, 3]],
     0.464566929, 0.45781893, 0.417009602, 0.446153846),
    ([[3, 3], [3, 5], [3, 5], [5, 5], [0, 2], [1, 4], [1, _], [0, 5], [5, 5], [0, 5]],
     0.120689655, 0.012182676, -0.054148472, 0.181818182),
    ([[_, 3], [_, 1], [5, _], [_, 4], [0, 0], [5, 5], [5, 5], [1, 4], [3, 1], [_, 5]], 0.513513514, 0.9, 0.727272727, 0.473684211),
    ([[2, 2], [_, 1], [_, 2], [0, 0], [_, 0], [2, 0], [0, 0]], 0.533333333, 0.533333333, 0.533333333, 0.5),
    ([[2, 2, _], [0, 0, 0], [1, 1, 1], [0, 0, 0], [0, _, 0], [1, _, 0], [0, 0, 0], [_, 2, 1], [2, 2, 0], [2, 1, _], [0, 0, 2],
      [0, 1, 1], [0, 0, 0], [_, _, 2]], 0.419354839, 0.498944193, 0.464864865, 0.672131148),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "nominal", "ordinal", "interval", "kappa"), REFERENCE)
def test_reference_values(
    rows: list[list[int | None]], nominal: float, ordinal: float, interval: float, kappa: float
) -> None:
    units = [[value for value in row if value is not None] for row in rows]
    assert krippendorff_alpha(units) == pytest.approx(nominal, abs=1e-8)
    assert krippendorff_alpha(units, "ordinal") == pytest.approx(ordinal, abs=1e-8)
    assert krippendorff_alpha(units, "interval") == pytest.approx(interval, abs=1e-8)
    both = [(str(row[0]), str(row[1])) for row in rows if row[0] is not None and row[1] is not None]
    assert cohen_kappa(both) == pytest.approx(kappa, abs=1e-8)


UNITS = st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=12)


@given(UNITS)
def test_alpha_is_never_above_one_and_knows_no_order_of_coders(units: list[list[int]]) -> None:
    for level in ("nominal", "ordinal", "interval"):
        value = krippendorff_alpha(units, level)
        turned = krippendorff_alpha([list(reversed(unit)) for unit in reversed(units)], level)
        assert value is None or value <= 1 + 1e-9
        assert value == (None if turned is None else pytest.approx(turned))


@given(UNITS)
def test_alpha_is_one_where_all_agree(units: list[list[int]]) -> None:
    same = [[unit[0]] * len(unit) for unit in units if unit]
    value = krippendorff_alpha(same, "ordinal")
    assert value is None or value == pytest.approx(1)


def test_without_variation_nothing_is_told() -> None:
    assert krippendorff_alpha([[1, 1], [1, 1]]) is None
    assert krippendorff_alpha([[1], []]) is None
    assert cohen_kappa([("now", "now")] * 3) is None
    assert cohen_kappa([]) is None


def test_kappa_by_hand() -> None:
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    assert cohen_kappa(pairs) == pytest.approx((0.7 - 0.5) / 0.5)


# -- statements -------------------------------------------------------------------------------------------------------


def said(
    article: str, actor: str, position: str, start: int | None = None, end: int | None = None, **more: object
) -> Statement:
    id = f"s-{article}-{actor}-{position}-{more.get('coder', '')}"
    return Statement(id, actor, position, sources=(SourceRef(article, start, end),), **more)  # type: ignore[arg-type]


def test_equal_positions_are_paired_first() -> None:
    anna = [said("a1", "geoana", "after-war"), said("a1", "geoana", "guarantees-first")]
    ben = [said("a1", "geoana", "guarantees-first"), said("a1", "geoana", "in-principle")]
    result = compare({"anna": anna, "ben": ben}, SUPPORT)
    codes = sorted(tuple(unit.positions.values()) for unit in result.units)
    assert codes == [("after-war", "in-principle"), ("guarantees-first", "guarantees-first")]
    assert [unit.positions for unit in result.disagreements] == [{"anna": "after-war", "ben": "in-principle"}]
    assert result.confusion["anna", "ben"] == {("after-war", "in-principle"): 1, ("guarantees-first",) * 2: 1}


def test_leftover_positions_go_to_the_nearest() -> None:
    anna = [said("a1", "x", "opposed"), said("a1", "x", "now")]
    ben = [said("a1", "x", "guarantees-first")]
    result = compare({"anna": anna, "ben": ben}, SUPPORT)
    assert {tuple(sorted(unit.positions.items())) for unit in result.units} == {
        (("anna", "now"), ("ben", "guarantees-first")),
        (("anna", "opposed"),),
    }


def test_finding_counts_actors_and_overlap_counts_characters() -> None:
    anna = [said("a1", "x", "now", 0, 10), said("a1", "y", "now", 20, 30), said("a2", "x", "now", 0, 10)]
    ben = [said("a1", "x", "opposed", 5, 15), said("a2", "z", "now", 90, 99)]
    (finding,) = compare({"anna": anna, "ben": ben}, SUPPORT).finding
    assert (finding.both, finding.only_first, finding.only_second) == (1, 2, 1)
    assert finding.agreement == pytest.approx(2 / 5)
    assert finding.overlap == pytest.approx(5 / (15 + 10 + 10 + 9))


def test_only_shared_articles_and_accepted_statements_count() -> None:
    anna = [said("a1", "x", "now"), said("a2", "x", "now")]
    ben = [said("a1", "x", "now"), said("a1", "y", "now", status=Status.TRASHED), said("a3", "x", "opposed")]
    result = compare({"anna": anna, "ben": ben}, SUPPORT)
    assert result.articles == ("a1",)
    assert [unit.actor for unit in result.units] == ["x"]
    read_by_both = compare({"anna": anna, "ben": ben}, SUPPORT, articles={"a1", "a2"})
    assert read_by_both.finding[0].only_first == 1


def test_the_direct_statement_stands_for_several_of_one_position() -> None:
    reported = said("a1", "x", "now", kind=Kind.REPORTED, coder="r")
    direct = said("a1", "x", "now", kind=Kind.DIRECT, coder="d")
    (unit,) = compare({"anna": [reported, direct], "ben": [direct]}, SUPPORT).units
    assert unit.codes["anna"] is direct


def test_three_coders() -> None:
    rows = {"a": ["now", "now", "opposed"], "b": ["now", "now", "opposed"], "c": ["now", "opposed", "opposed"]}
    codings = {coder: [said(f"a{n}", "x", code) for n, code in enumerate(codes)] for coder, codes in rows.items()}
    result = compare(codings, SUPPORT)
    assert result.nominal.value == pytest.approx(krippendorff_alpha([[1, 1, 1], [1, 1, 0], [0, 0, 0]]))
    assert set(result.kappa) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert result.kappa["a", "b"] == pytest.approx(1)
    assert len(result.disagreements) == 1


def test_positions_outside_the_scale_are_nominal_only() -> None:
    anna = [said("a1", "x", "noncommittal"), said("a2", "x", "now"), said("a3", "x", "opposed")]
    ben = [said("a1", "x", "now"), said("a2", "x", "now"), said("a3", "x", "opposed")]
    result = compare({"anna": anna, "ben": ben}, SUPPORT)
    assert (result.nominal.units, result.ordinal.units) == (3, 2)
    assert result.ordinal.value == pytest.approx(1)


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    draw = random.Random(1)
    truth = [draw.choice(list(SUPPORT)) for _ in range(60)]
    anna = [said(f"a{n}", "x", code) for n, code in enumerate(truth)]
    noisy = [code if draw.random() < 0.75 else draw.choice(list(SUPPORT)) for code in truth]
    ben = [said(f"a{n}", "x", code) for n, code in enumerate(noisy)]
    first, second = (compare({"anna": anna, "ben": ben}, SUPPORT, resamples=400) for _ in range(2))
    assert first == second
    for estimate in (first.nominal, first.ordinal):
        assert estimate.low is not None and estimate.value is not None and estimate.high is not None
        assert -1 <= estimate.low < estimate.value < estimate.high <= 1
        assert estimate.high - estimate.low < 0.5


def test_nothing_shared_is_no_error() -> None:
    result = compare({"anna": [said("a1", "x", "now")], "ben": []}, SUPPORT)
    assert result.units == ()
    assert result.nominal.value is None
    assert result.finding[0].agreement is None
