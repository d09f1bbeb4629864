"""Where actors stand as of a day, by the rules that people quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ORDER, POSITIONS, STATEMENTS, catalog, day, said

from stance.analysis.catalog import ById
from stance.analysis.current import actors_heard, current, turns, turns_by_actor
from stance.analysis.filters import Query, select, sources_like
from stance.analysis.rollup import office, roll_up_countries, roll_up_most
from stance.model import Kind, PartialDate, Source, Statement, Status


def stand(statements: list[Statement], as_of: str, silent_days: int = 180):
    found = current(statements, date.fromisoformat(as_of), ORDER, silent_days)
    assert len(found) == 1
    return found[0]


def test_the_latest_statement_not_after_the_day_decides() -> None:
    those = [said("s1", "a", "now", "2023-01-01"), said("s2", "a", "opposed", "2023-02-01")]
    assert stand(those, "2023-01-31").position == "now"
    assert stand(those, "2023-02-01").position == "opposed"
    assert current(those, date(2022, 12, 31), ORDER) == []


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        (("opposed", Kind.DIRECT), ("now", Kind.INDIRECT), "opposed"),
        (("opposed", Kind.INDIRECT), ("now", Kind.REPORTED), "opposed"),
        (("opposed", Kind.DIRECT), ("now", Kind.DIRECT), "now"),  # as good: the codebook's order
        (("unknown-code", Kind.DIRECT), ("opposed", Kind.DIRECT), "opposed"),  # what the codebook lacks comes last
    ],
)
def test_on_one_day_direct_beats_indirect_beats_reported_then_the_codebooks_order(first, second, winner) -> None:
    one = said("s1", "a", first[0], "2023-01-01", first[1])
    other = said("s2", "a", second[0], "2023-01-01", second[1])
    for those in ([one, other], [other, one]):
        found = stand(those, "2023-01-01")
        assert found.position == winner
        assert found.also == tuple({first[0], second[0]} - {winner})


def test_also_names_each_other_position_once_and_never_the_position_itself() -> None:
    those = [
        said(f"s{n}", "a", position, "2023-01-01") for n, position in enumerate(["now", "opposed", "opposed", "now"])
    ]
    found = stand(those, "2023-01-01")
    assert (found.position, found.also, found.statements) == ("now", ("opposed",), 4)


def test_a_month_or_a_year_counts_from_its_first_day_and_keeps_its_precision() -> None:
    those = [said("s1", "a", "now", "2023"), said("s2", "a", "opposed", "2023-05")]
    assert stand(those, "2023-01-01").position == "now"
    assert stand(those, "2023-04-30").position == "now"
    found = stand(those, "2023-05-01")
    assert (found.position, str(found.since.date), found.since.date.precision) == ("opposed", "2023-05", "month")
    assert found.since.day == date(2023, 5, 1)


def test_since_is_the_first_in_a_row_and_before_the_last_of_the_other_position() -> None:
    those = [
        said("s1", "a", "now", "2023-01-01"), said("s2", "a", "opposed", "2023-02-01"), said("s3", "a", "now", "2023-03-01"),
        said("s4", "a", "now", "2023-04-01"),
    ]  # fmt: skip
    found = stand(those, "2023-12-31")
    assert (str(found.since.date), str(found.turn.date), found.statements) == ("2023-03-01", "2023-04-01", 4)
    assert found.before is not None
    assert (found.before.position, str(found.before.date)) == ("opposed", "2023-02-01")
    assert stand(those[:1], "2023-12-31").before is None


def test_silence_is_more_than_the_days_and_runs_from_the_last_day_a_month_may_mean() -> None:
    those = [said("s1", "a", "now", "2023-01-01")]
    assert not stand(those, "2023-06-30").silent  # 180 days
    assert stand(those, "2023-07-01").silent
    assert stand(those, "2023-01-12", silent_days=10).silent
    month = [said("s1", "a", "now", "2023-01")]
    assert not stand(month, "2023-07-30").silent
    assert stand(month, "2023-07-31").silent
    assert stand(month, "2023-01-05").silent_for == 0


def test_statements_without_a_date_stand_nowhere() -> None:
    assert current([said("s1", "a", "now", None)], date(2023, 1, 1), ORDER) == []


ids = st.integers(0, 10**6).map(lambda number: f"s{number}")
dates = st.dates(date(2020, 1, 1), date(2025, 1, 1)).flatmap(
    lambda one: st.sampled_from([PartialDate.of(one), PartialDate(one.year, one.month), PartialDate(one.year)])
)
some = st.lists(
    st.builds(
        lambda id, position, kind, when: Statement(id, "a", position, kind, when),
        ids, st.sampled_from(list(ORDER)), st.sampled_from(list(Kind)), dates,
    ),
    min_size=1, max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip


@given(some, st.randoms(use_true_random=False))
def test_the_order_in_which_statements_come_changes_nothing(those, dice) -> None:
    mixed = list(those)
    dice.shuffle(mixed)
    assert turns(mixed, ORDER) == turns(those, ORDER)


@given(some, st.dates(date(2019, 1, 1), date(2026, 1, 1)))
def test_what_comes_later_changes_no_earlier_standing(those, as_of) -> None:
    past = [one for one in those if one.stated_on and one.stated_on.first <= as_of]
    assert current(those, as_of, ORDER) == current(past, as_of, ORDER)


@given(some)
def test_turns_hold_every_statement_once_in_order_of_days(those) -> None:
    held = turns(those, ORDER)
    assert sorted(one.id for turn in held for one in turn.statements) == sorted(one.id for one in those)
    assert [turn.day for turn in held] == sorted({turn.day for turn in held})


@given(some, st.dates(date(2019, 1, 1), date(2026, 1, 1)))
def test_turns_by_actor_are_each_actors_turns_up_to_the_day(those, as_of) -> None:
    both = [
        *those,
        *(replace(one, id=f"{one.id}-b", actor="b") for one in those),
        said("u", "anonymous", "now", "2019"),
    ]
    past = [one for one in those if one.stated_on and one.stated_on.first <= as_of]
    found = dict(turns_by_actor(both, ORDER, as_of))
    assert set(found) == actors_heard(both, as_of) == ({"a", "b"} if past else set())
    assert found.get("a", []) == turns(past, ORDER)
    assert [turn.position for turn in found.get("b", [])] == [turn.position for turn in found.get("a", [])]


def test_many_records_fetched_by_id_are_read_at_once() -> None:
    records = {f"n{number}": Source(f"n{number}") for number in range(3_000)}
    fetched: list[str] = []
    read: list[int] = []

    def fetch(id: str) -> Source | None:
        fetched.append(id)
        return records.get(id)

    def everything() -> list[Source]:
        read.append(len(fetched))
        return list(records.values())

    sources = ById(fetch, lambda: records, everything)
    assert sources.get("gone") is None and sources.get("gone", "else") == "else"
    assert all(sources[id] is one and sources.get(id) is one for id, one in records.items())
    assert sources.get("gone") is None and sources.get("gone too") is None and len(sources) == 3_000
    with pytest.raises(KeyError):
        sources["gone"]
    assert len(read) == 1 and read[0] == len(fetched) - 1 < 1_500


# -- filters ----------------------------------------------------------------------------------------------------------


def chosen(**fields: object) -> list[str]:
    return [one.id for one in select(STATEMENTS, Query(**fields))]  # type: ignore[arg-type]


def test_all_filters_must_hold_and_values_of_one_are_alternatives() -> None:
    assert chosen(actors=frozenset({"anna-berg"}), positions=frozenset({"after-war", "in-principle"})) == [
        "s01",
        "s02",
        "s03",
    ]
    assert chosen(kinds=frozenset({Kind.REPORTED}), countries=frozenset({"DK", "PT"})) == ["s06", "s13", "s14"]
    assert chosen(events=frozenset({"summit"})) == ["s03", "s04", "s11"]
    assert chosen(sources=frozenset({"a2"})) == ["s03", "s04"]
    assert len(chosen()) == len(STATEMENTS)


def test_a_range_includes_both_ends_and_leaves_out_what_has_no_date() -> None:
    assert chosen(since=date(2023, 7, 10), until=date(2023, 7, 11)) == ["s03", "s04", "s10"]
    assert chosen(since=date(2023, 5, 1), until=date(2023, 5, 1)) == ["s07"]  # a month counts by its first day
    assert "s15" not in chosen(since=date(1, 1, 1))


def test_words_are_folded_and_all_must_stand_somewhere() -> None:
    assert chosen(words=("apres", "guerre")) == ["s10"]
    assert chosen(words=("door", "zeppelin")) == []
    assert chosen(words=("nguyen",), names={"nguyen": "Nguyễn"}) == ["s10", "s11"]


def test_status_is_accepted_unless_asked() -> None:
    other = [said("s9", "a", "now", "2023-01-01", status=Status.PROPOSED)]
    assert select(other, Query()) == []
    assert select(other, Query(statuses=frozenset({Status.PROPOSED}))) == other


def test_a_country_is_the_one_spoken_for_else_the_actors() -> None:
    assert select([said("s9", "x", "now", "2023-01-01")], Query(countries=frozenset({"SE"}), homes={"x": "SE"}))
    assert not select(
        [said("s9", "x", "now", "2023-01-01", country="NATO")], Query(countries=frozenset({"SE"}), homes={"x": "SE"})
    )


def test_sources_by_id_outlet_or_words() -> None:
    sources = [
        Source("a1234567", "On the coast", "https://example.org/x", "Coast Daily"),
        Source("a9", outlet="Coast Weekly"),
    ]
    assert [one.id for one in sources_like("coast daily", sources)] == ["a1234567"]
    assert [one.id for one in sources_like("a123", sources)] == ["a1234567"]
    assert [one.id for one in sources_like("coast", sources)] == ["a1234567", "a9"]
    assert sources_like("", sources) == []


# -- several actors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("President of France", "head of state"),
        ("President of the United States", "head of state"),
        ("King of Norway", "head of state"),
        ("Prime Minister of Estonia", "head of government"),
        ("Chancellor of Germany", "head of government"),
        ("Federal Chancellor", "head of government"),
        ("Foreign Secretary", "foreign minister"),
        ("Secretary of State", "foreign minister"),
        ("Minister for Europe and Foreign Affairs", "foreign minister"),
        ("Minister of Foreign and European Affairs", "foreign minister"),
        ("Former President of the United States", ""),
        ("President-elect of Latvia", ""),
        ("Vice President of Bulgaria", ""),
        ("Deputy Prime Minister", ""),
        ("President of the European Commission", ""),
        ("President of the Senate", ""),
        ("Chancellor of the Exchequer", ""),
        ("Secretary of State for Defence", ""),
        ("Deputy Minister of Foreign Affairs", ""),
        ("Foreign Ministry spokeswoman", ""),
        ("Minister of Defence", ""),
        ("", ""),
    ],
)
def test_offices_that_speak_for_a_state(title: str, expected: str) -> None:
    assert office(title) == expected


def test_a_countrys_position_is_the_latest_of_those_who_speak_for_it_and_says_whose() -> None:
    found = {one.key: one for one in roll_up_countries(STATEMENTS, catalog(), date(2023, 12, 31))}
    assert sorted(found) == ["DK", "PT"]  # the others hold no such office, and NECS is no state
    assert (found["DK"].standing.actor, found["DK"].standing.position) == ("riksdag", "now")
    assert (found["PT"].standing.actor, found["PT"].standing.position) == ("bruno-costa", "now")
    earlier = {one.key: one for one in roll_up_countries(STATEMENTS, catalog(), date(2023, 4, 30))}
    assert earlier["PT"].standing.actor == "portugal"
    assert earlier["DK"].standing.actor == "anna-berg"


def test_who_has_left_office_no_longer_speaks_for_the_country() -> None:
    late = said("s99", "bruno-costa", "opposed", "2023-11-11", country="PT", role="Former Foreign Minister")
    found = {one.key: one for one in roll_up_countries([*STATEMENTS, late], catalog(), date(2023, 12, 31))}
    assert found["PT"].standing.position == "now"


def test_most_hold_it_and_of_as_many_the_one_said_last() -> None:
    those = [
        said(f"s{n}", f"a{n}", position, f"2023-0{n}-01")
        for n, position in enumerate(["now", "opposed", "now", "opposed"], 1)
    ]
    found = current(those, date(2023, 12, 31), ORDER)
    (rolled,) = roll_up_most([(one, ["all"]) for one in found], {"all": 9})
    assert (rolled.standing.position, rolled.standing.actor, rolled.on_record, rolled.members) == (
        "opposed",
        "a4",
        4,
        9,
    )
    assert rolled.counts == {"now": 2, "opposed": 2}


def test_every_position_of_the_tests_has_its_place() -> None:
    assert list(ORDER) == [position.id for position in POSITIONS]
    assert day("2023-07-11").first - timedelta(1) == date(2023, 7, 10)
