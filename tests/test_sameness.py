"""The same report, the same page, the same statement."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.analysis.sameness import (
    SketchIndex,
    StatementIndex,
    address_key,
    changes_between,
    same_report,
    same_statement,
    same_words,
    sketch,
    words_alike,
)
from stance.model import PartialDate, SourceRef, Statement


def prose(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    vocabulary = [f"word{number}" for number in range(2000)]
    return " ".join(chance.choice(vocabulary) for _ in range(words))


def said(quote: str = "", day: str = "2023-07-06", **more: object) -> Statement:
    known: dict[str, object] = {
        "id": f"s{abs(hash((quote, day)))}", "actor": "a", "position": "now", "quote": quote,
        "stated_on": PartialDate.parse(day) if day else None,
    }  # fmt: skip
    return Statement(**{**known, **more})  # type: ignore[arg-type]


# -- articles ---------------------------------------------------------------------------------------------------------


def test_a_report_with_another_outlets_ends_is_the_same() -> None:
    report = prose(1)
    carried = f"The Daily, Kyiv. {report} Read also: ten things to know. Subscribe to our letter."
    assert same_report(report, carried)
    index = SketchIndex()
    index.add("a", sketch(report))
    assert index.like(sketch(carried)) == ["a"]


def test_a_shortened_report_is_the_same() -> None:
    report = prose(2)
    assert same_report(report, " ".join(report.split()[:150]))


def test_other_reports_are_not() -> None:
    assert not same_report(prose(3), prose(4))
    shared = " ".join(prose(3).split()[:120])
    assert not same_report(f"{shared} {prose(5)}", f"{shared} {prose(6)}")
    assert not same_report("", "")


def test_short_texts_are_the_same_only_as_a_whole() -> None:
    assert same_report("We want it now.", "we want it NOW")
    assert not same_report("We want it now.", "We want it later.")


def test_a_sketch_finds_what_resembles_and_leaves_out_what_does_not() -> None:
    index = SketchIndex()
    for seed in range(300):
        index.add(str(seed), sketch(prose(seed)))
    missed = strangers = 0
    for seed in range(100):
        words = prose(seed).split()
        for number in range(0, len(words), 60):  # each swap costs five shingles
            words[number] = "changed"
        found = index.like(sketch(" ".join(words)))
        missed += str(seed) not in found
        strangers += len([key for key in found if key != str(seed)])
    assert missed <= 1
    assert strangers <= 1


@given(st.text(max_size=400))
def test_a_sketch_is_of_one_length_and_of_the_words_only(text: str) -> None:
    made = sketch(text)
    assert len(made) in (0, 64)
    assert sketch(f"\n {text} \n") == made


def test_sketches_do_not_change_from_version_to_version() -> None:
    # They are kept in stores: another value here would hide every article known before.
    assert sketch("Ukraine will become a member of the Alliance when allies agree and conditions are met") == (
        "c11a3607aa93aa92aa91d249fed3ee3cee3b04a898879886988598843847c11b"
    )


def test_same_words() -> None:
    assert same_words("He said: “No”.\n", "he said   no")
    assert not same_words("He said no", "He said not")


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a/1",
        "https://www.news.example/a/1/",
        "https://news.example/a/1?utm_source=x&fbclid=y",
        "https://NEWS.example/a/1#top",
        "https://news.example:443/a/1",
        "https://m.news.example/a/1/amp",
        "https://news.example/a/1/index.html",
    ],
)
def test_addresses_of_one_page(other: str) -> None:
    assert address_key(other) == address_key("https://news.example/a/1")


def test_addresses_of_other_pages() -> None:
    keys = {address_key(f"https://news.example/{path}") for path in ("a", "a?id=1", "a?id=2", "A", "b")}
    assert len(keys) == 5
    assert address_key("http://[::1") == "http://[::1"


def test_what_changed_between_two_versions() -> None:
    gone, come = changes_between("Title\n\nOne stays.\nTwo goes.", "Title\nOne  stays\n\nThree comes.")
    assert (gone, come) == (["Two goes."], ["Three comes."])


# -- statements -------------------------------------------------------------------------------------------------------

WORDS = "We want to understand when Ukraine will be in NATO"


def test_the_same_words_up_to_two_days_apart() -> None:
    assert same_statement(said(WORDS), said(WORDS, "2023-07-08"))
    assert not same_statement(said(WORDS), said(WORDS, "2023-07-09"))


def test_another_translation_and_a_fragment() -> None:
    assert same_statement(said(WORDS), said("We’d like to understand when Ukraine will be in NATO."))
    assert same_statement(said(WORDS), said("understand when Ukraine will be in NATO"))


def test_other_words_positions_and_actors() -> None:
    assert not same_statement(said(WORDS), said("Ukraine must be invited to NATO at the summit in Vilnius"))
    assert not same_statement(said(WORDS), said(WORDS, position="opposed"))
    assert not same_statement(said(WORDS), said(WORDS, actor="b"))


def test_dates_of_other_precision_are_not_compared() -> None:
    assert not same_statement(said(WORDS), said(WORDS, "2023-07"))
    assert not same_statement(said(WORDS), said(WORDS, ""))
    assert same_statement(said(WORDS, "2023-07"), said(WORDS, "2023-07"))


def test_undated_statements_need_nearly_the_same_words() -> None:
    assert same_statement(said(WORDS, ""), said(WORDS, ""))
    assert not same_statement(said(WORDS, ""), said("We want to know when Ukraine will be let into NATO", ""))


def test_two_unnamed_people_need_not_be_one() -> None:
    one, other = (
        said(words, actor="anonymous") for words in (WORDS, "understand when Ukraine will be in NATO at last")
    )
    assert not same_statement(one, other)


def test_a_quote_is_found_in_what_another_tells() -> None:
    told = said("", summary="The president said that he would like to understand when Ukraine will be in NATO.")
    assert same_statement(said("understand when Ukraine will be in NATO"), told)


def test_one_report_needs_no_dates() -> None:
    index = StatementIndex.of([said(WORDS, "2023-07-06", id="s1", sources=(SourceRef("a1"),))])
    late = said(WORDS, "", id="s2", sources=(SourceRef("a2"),))
    assert index.repeated_by(late) is None
    found = index.repeated_by(late, frozenset({"a1"}))
    assert found is not None
    assert found.id == "s1"


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_alike_is_the_same_both_ways(one: str, other: str) -> None:
    assert words_alike(one, other) == words_alike(other, one)
