"""Shifts, timelines, their axis, tallies and dossiers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from invented import ACTORS, EVENTS, ORDER, STATEMENTS, catalog, said

from stance.analysis.current import current
from stance.analysis.dossiers import actor_dossier, cited, event_dossier, source_dossier
from stance.analysis.groups import Group, Member, load_groups
from stance.analysis.shifts import compare, nearest, shifts
from stance.analysis.tallies import (
    Fate,
    period_ends,
    period_of,
    review_quality,
    tally_actors,
    tally_periods,
    tally_statements,
    trace_fates,
)
from stance.analysis.timeline import Axis, fit_axis, order_tracks, periods, ticks, timeline
from stance.errors import BadData
from stance.model import Actor, Confidence, Event, PartialDate, Status


def test_a_shift_has_both_statements_and_is_single_until_confirmed() -> None:
    found = shifts(STATEMENTS, ORDER, EVENTS)
    assert [(one.actor, one.before.position, one.after.position, one.confirmed) for one in found] == [
        ("bruno-costa", "opposed", "now", False),
        ("anna-berg", "in-principle", "guarantees-first", True),
        ("nguyen", "after-war", "now", False),
    ]
    berg = found[1]
    assert (berg.before.statement.id, berg.after.statement.id, berg.confirmations) == ("s02", "s04", 1)
    assert (berg.event and berg.event.id, berg.distance) == ("summit", 0)


def test_a_second_statement_of_the_same_day_confirms_a_later_return_does_not() -> None:
    twice = [
        said("s1", "a", "now", "2023-01-01"),
        said("s2", "a", "opposed", "2023-02-01"),
        said("s3", "a", "opposed", "2023-02-01"),
    ]
    assert [one.confirmations for one in shifts(twice, ORDER)] == [1]
    back = [*twice[:2], said("s4", "a", "now", "2023-03-01"), said("s5", "a", "opposed", "2023-04-01")]
    assert [one.confirmed for one in shifts(back, ORDER)] == [False, False, False]


def test_shifts_end_with_the_day_asked_for() -> None:
    assert [one.actor for one in shifts(STATEMENTS, ORDER, until=date(2023, 7, 11))] == ["bruno-costa", "anna-berg"]


@pytest.mark.parametrize(
    ("day", "event", "distance"),
    [("2023-07-11", "summit", 0), ("2023-07-12", "summit", 0), ("2023-07-14", "summit", 2), ("2023-07-09", "eve", -1), ("2023-02-26", "port-talks", -3)],
)  # fmt: skip
def test_the_nearest_event_and_the_days_to_it(day: str, event: str, distance: int) -> None:
    found = nearest(date.fromisoformat(day), EVENTS)
    assert (found[0] and found[0].id, found[1]) == (event, distance)
    assert nearest(date(2023, 1, 1), []) == (None, None)


def test_of_two_events_as_near_the_one_that_has_begun() -> None:
    two = [Event("later", "L", PartialDate(2023, 1, 3)), Event("earlier", "E", PartialDate(2023, 1, 1))]
    assert nearest(date(2023, 1, 2), two)[0] == two[1]


def test_two_days_compared() -> None:
    found = compare(STATEMENTS, date(2023, 3, 1), date(2023, 12, 31), ORDER)
    assert {(one.actor, one.before and one.before.position, one.after.position) for one in found} == {
        ("bruno-costa", "opposed", "now"), ("anna-berg", "in-principle", "guarantees-first"),
        ("nguyen", None, "now"), ("dalia-levi", None, "now"), ("conference", None, "silent-treaty"),
        ("riksdag", None, "now"), ("portugal", None, "in-principle"),
    }  # fmt: skip
    there_and_back = [
        said("s1", "a", "now", "2023-01-01"),
        said("s2", "a", "opposed", "2023-02-01"),
        said("s3", "a", "now", "2023-03-01"),
    ]
    assert compare(there_and_back, date(2023, 1, 1), date(2023, 4, 1), ORDER) == []


# -- time -------------------------------------------------------------------------------------------------------------


def test_what_was_held_before_the_range_is_carried_in() -> None:
    tracks = {one.actor: one for one in timeline(STATEMENTS, date(2023, 7, 1), date(2023, 12, 31), ORDER)}
    berg = tracks["anna-berg"]
    assert berg.carried is not None
    assert (berg.carried.statement.id, [turn.statement.id for turn in berg.turns]) == ("s02", ["s04", "s05"])
    assert [turn.position for turn in berg.shifts] == ["guarantees-first"]
    assert tracks["riksdag"].carried is None
    assert tracks["portugal"].turns == ()
    assert tracks["portugal"].last is not None


def test_silence_begins_after_the_days_and_ends_with_the_next_word() -> None:
    those = [said("s1", "a", "now", "2023-01-01"), said("s2", "a", "now", "2023-09-01")]
    (track,) = timeline(those, date(2023, 1, 1), date(2023, 12, 31), ORDER)
    assert [(one.start, one.end, one.silent) for one in track.stretches] == [
        (date(2023, 1, 1), date(2023, 6, 30), False),
        (date(2023, 7, 1), date(2023, 8, 31), True),
        (date(2023, 9, 1), date(2023, 12, 31), False),
    ]


@given(
    st.lists(st.dates(date(2022, 1, 1), date(2024, 12, 31)), min_size=1, max_size=8),
    st.dates(date(2022, 1, 1), date(2024, 12, 31)), st.integers(0, 700), st.integers(1, 200),
)  # fmt: skip
def test_stretches_cover_the_range_from_the_first_word_on_without_gap_or_overlap(days, since, length, silent) -> None:
    until = since + timedelta(length)
    those = [said(f"s{n}", "a", list(ORDER)[n % 3], one.isoformat()) for n, one in enumerate(days)]
    assume(min(days) <= until)
    (track,) = timeline(those, since, until, ORDER, silent)
    covered = [one.start + timedelta(n) for one in track.stretches for n in range((one.end - one.start).days + 1)]
    first = max(since, min(days))
    assert covered == [first + timedelta(n) for n in range((until - first).days + 1)]


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(1, 300))
def test_every_day_of_an_axis_lies_in_one_column_between_its_first_day_and_the_next(since, length, columns) -> None:
    axis = fit_axis(since, since + timedelta(length), columns)
    assert 1 <= axis.columns <= columns
    seen = []
    for offset in sorted({0, 1, length, length // 2, length // 3} & set(range(length + 1))):
        day = since + timedelta(offset)
        first, last = axis.column(day), axis.last_column(day)
        assert 0 <= first <= last < axis.columns
        assert axis.first_day(first) <= day
        assert day < axis.first_day(last + 1) or axis.columns > axis.days
        seen += [first, last]
    assert seen == sorted(seen)
    assert axis.last_column(axis.until) == axis.columns - 1


def test_a_column_says_how_many_days_it_is() -> None:
    assert fit_axis(date(2023, 1, 1), date(2023, 1, 10), 10).scale == "a column is 1 day"
    assert fit_axis(date(2023, 1, 1), date(2023, 1, 10), 39).scale == "a day is 3 columns"
    assert Axis(date(2023, 1, 1), date(2023, 1, 20), 10).scale == "a column is 2 days"
    assert Axis(date(2023, 1, 1), date(2023, 12, 31), 60).scale == "a column is 6 or 7 days"


@pytest.mark.parametrize(
    ("since", "until", "columns", "division"),
    [
        ("2023-07-01", "2023-07-14", 60, "day"),
        ("2023-05-01", "2023-07-14", 60, "week"),
        ("2023-01-01", "2023-12-31", 60, "month"),
        ("2022-01-01", "2024-12-31", 60, "quarter"),
        ("2014-01-01", "2024-12-31", 60, "year"),
        ("1990-01-01", "2024-12-31", 60, "5 years"),
        ("1949-01-01", "2024-12-31", 60, "decade"),
    ],
)
def test_ticks_stand_where_they_have_room(since: str, until: str, columns: int, division: str) -> None:
    assert ticks(fit_axis(date.fromisoformat(since), date.fromisoformat(until), columns))[0] == division


def test_calendar_divisions() -> None:
    assert periods(date(2022, 11, 2), date(2023, 4, 1), 3) == [date(2023, 1, 1), date(2023, 4, 1)]
    assert periods(date(2022, 12, 31), date(2023, 2, 1), 1) == [date(2023, 1, 1), date(2023, 2, 1)]
    assert periods(date(9999, 1, 1), date(9999, 12, 31), 12) == [date(9999, 1, 1)]


def test_tracks_by_first_shift_name_and_country() -> None:
    tracks = timeline(STATEMENTS, date(2022, 1, 1), date(2023, 12, 31), ORDER)
    names = {actor.id: actor.name for actor in ACTORS}
    countries = {actor.id: actor.country for actor in ACTORS}
    assert [one.actor for one in order_tracks(tracks, "shift", names, countries)][:4] == [
        "bruno-costa",
        "anna-berg",
        "nguyen",
        "chen-wei",
    ]
    assert [one.actor for one in order_tracks(tracks, "name", names, countries)][:2] == ["anna-berg", "bruno-costa"]
    by_country = [one.actor for one in order_tracks(tracks, "country", names, countries)]
    assert (by_country[0], by_country[-1]) == ("chen-wei", "conference")


# -- counts -----------------------------------------------------------------------------------------------------------


def test_actors_are_counted_by_what_they_hold_and_those_without_a_record_too() -> None:
    (tally,) = tally_actors(STATEMENTS, catalog(), date(2023, 12, 31), lambda actor: "", [one.id for one in ACTORS])
    assert tally.counts == {"guarantees-first": 1, "now": 4, "noncommittal": 1, "silent-treaty": 1, "in-principle": 1}
    assert (tally.no_record, tally.total) == (1, 8)


def test_periods_count_what_was_held_at_their_end() -> None:
    found = tally_periods(STATEMENTS, ORDER, date(2023, 5, 20), date(2023, 7, 11), "month", 9)
    assert [(one.key, one.counts.get("now", 0), one.no_record) for one in found] == [
        ("2023-05", 1, 4),
        ("2023-06", 2, 3),
        ("2023-07", 2, 2),
    ]
    assert found[-1].counts["after-war"] == 1  # on the 11th; the day after it is another


def test_statements_are_counted_by_any_key() -> None:
    found = {one.key: one.counts for one in tally_statements(STATEMENTS, lambda one: str(one.kind))}
    assert sum(sum(counts.values()) for counts in found.values()) == len(STATEMENTS)
    assert found["reported"] == {"opposed": 1, "silent-treaty": 1, "now": 1, "in-principle": 1}


def test_unnamed_sources_are_left_out_of_positions_and_counts_but_not_of_lists() -> None:
    unnamed = [
        said("s91", "anonymous", "now", "2023-01-01", country="DK"),
        said("s92", "anonymous", "opposed", "2023-02-01"),
    ]
    actor = Actor("anonymous", "anonymous")
    assert current(unnamed, date(2023, 12, 31), ORDER) == []
    assert shifts(unnamed, ORDER) == []
    assert timeline(unnamed, date(2023, 1, 1), date(2023, 12, 31), ORDER) == []
    assert tally_statements(unnamed, lambda one: "") == []
    assert tally_actors(unnamed, catalog(), date(2023, 12, 31), lambda id: "", ["anonymous"]) == []
    found = actor_dossier(actor, unnamed, date(2023, 12, 31), ORDER)
    assert (found.standing, found.track, len(found.statements)) == (None, None, 2)


def test_periods_have_names_and_ends() -> None:
    assert [period_of(date(2023, 7, 11), by) for by in ("month", "quarter", "year")] == ["2023-07", "2023-Q3", "2023"]
    assert period_ends(date(2023, 11, 5), date(2024, 2, 10), "quarter") == [
        ("2023-Q4", date(2023, 12, 31)),
        ("2024-Q1", date(2024, 2, 10)),
    ]
    assert period_ends(date(9999, 12, 1), date(9999, 12, 31), "month") == [("9999-12", date(9999, 12, 31))]


def test_what_review_made_of_proposals() -> None:
    proposed, accepted = {"status": "proposed"}, {"status": "accepted"}
    changes = [
        ("s1", proposed, accepted),
        ("s2", {"position": "now"}, {"position": "opposed"}),  # corrected first,
        ("s2", proposed, {}),  # then accepted: the default is not written
        ("s3", proposed, {"status": "rejected"}),
        ("s4", proposed, accepted),
        ("s4", accepted, proposed),  # undone
        ("s5", {"status": "proposed", "quote": "a"}, {"status": "accepted", "quote": "b"}),
        ("s6", {"note": ""}, {"note": "n"}),
        ("s6", proposed, {**accepted, "coder": "eva"}),
        ("s7", {"position": "now"}, {"position": "opposed"}),  # of a statement that was never a proposal
    ]
    fates = trace_fates(changes)
    assert fates == {
        "s1": Fate("accepted", None), "s2": Fate("edited", "now"), "s3": Fate("rejected", None), "s5": Fate("edited", None),
        "s6": Fate("accepted", None),
    }  # fmt: skip
    those = [
        said(f"s{n}", "a", "now", "2023-01-01", confidence=Confidence.LOW if n == 3 else Confidence.HIGH, status=status)
        for n, status in enumerate(
            [Status.ACCEPTED, Status.ACCEPTED, Status.REJECTED, Status.PROPOSED, Status.ACCEPTED, Status.ACCEPTED], 1
        )
    ]
    by_hand = said("s9", "a", "now", "2023-01-01")
    found = review_quality([*those, by_hand], fates, lambda one, fate: [str(one.confidence)])
    assert [(one.key, one.accepted, one.edited, one.rejected, one.waiting) for one in found] == [
        ("high", 2, 2, 0, 1),
        ("low", 0, 0, 1, 0),
    ]
    assert (found[0].right, found[1].right) == (0.5, 0.0)


# -- dossiers and groups ----------------------------------------------------------------------------------------------


def test_the_dossier_of_an_actor() -> None:
    waiting = said("s77", "anna-berg", "now", "2023-08-08", status=Status.PROPOSED)
    found = actor_dossier(ACTORS[0], [*STATEMENTS, waiting], date(2023, 7, 31), ORDER, EVENTS)
    assert [role.title for role in found.roles] == ["Prime Minister of Denmark", "Minister of Finance"]
    assert [one.id for one in found.statements] == ["s01", "s02", "s03", "s04"]
    assert [one.id for one in found.waiting] == ["s77"]
    assert found.standing is not None and found.standing.position == "guarantees-first"
    assert found.track is not None and found.track.since == date(2023, 1, 1)
    assert cited(found.statements) == ["a1", "a2"]
    empty = actor_dossier(ACTORS[-1], STATEMENTS, date(2023, 7, 31), ORDER)
    assert (empty.standing, empty.track, empty.statements) == (None, None, ())


def test_the_dossier_of_an_event_has_its_eve_and_what_was_said_at_it() -> None:
    found = event_dossier(EVENTS[1], STATEMENTS, ORDER)
    assert found.eve == date(2023, 7, 10)
    assert {one.actor: one.position for one in found.standings}["anna-berg"] == "in-principle"
    assert [one.id for one in found.said] == ["s03", "s04", "s11"]
    assert [one.actor for one in found.moved] == ["anna-berg", "nguyen"]


def test_the_dossier_of_a_source() -> None:
    found = source_dossier(catalog().sources["a2"], STATEMENTS)
    assert [one.id for one in found.statements] == ["s03", "s04"]


def test_groups_that_ship_and_groups_that_are_wrong(tmp_path) -> None:
    groups = {group.id: group for group in load_groups()}
    assert len(groups["nato"].countries(date(2022, 1, 1))) == 30
    assert len(groups["nato"].countries(date(2024, 4, 1))) == 32
    assert Group("g", "G", (Member("SE", until=PartialDate(2023)),)).countries(date(2024, 1, 1)) == []
    path = tmp_path / "groups.toml"
    for text in (
        "[[group]]\nid = 'x'",
        "group = 3",
        "[[group]]\nid='x'\nname='X'\nmembers=['Finland']",
        "[[",
        "[[group]]\nid='x'\nname='X'\nmembers=['FI since 2023-13']",
    ):
        path.write_text(text)
        with pytest.raises(BadData, match=r"groups\.toml"):
            load_groups(path)
