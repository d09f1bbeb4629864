"""The merge of three versions of an actor: what the package said, what it says, what the user made of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stance.model import Actor, ActorKind, PartialDate, Role
from stance.store.updating import merge_three

NAMES = st.sampled_from(["Ann", "Änn", "Анн", "A. N. Other", "Nan"])
ROLES = st.builds(
    Role,
    st.sampled_from(["President", "Minister", "Envoy"]),
    st.sampled_from(["", "Office"]),
    st.just("UA"),
    st.sampled_from([PartialDate(2020), PartialDate(2023, 5)]),
    st.sampled_from([None, PartialDate(2024, 7), PartialDate(2025)]),
)


def _distinct(roles: list[Role]) -> tuple[Role, ...]:
    found = {(role.title, str(role.since)): role for role in roles}
    return tuple(sorted(found.values(), key=lambda role: (str(role.since), role.title)))


ACTORS = st.builds(
    Actor,
    st.just("ann"),
    st.just("Ann Other"),
    st.sampled_from(list(ActorKind)),
    st.sampled_from(["", "UA", "PL"]),
    st.lists(NAMES, unique=True, max_size=4).map(tuple),
    st.lists(ROLES, max_size=3).map(_distinct),
    st.sampled_from(["", "Q1", "Q2"]),
    st.sampled_from(["", "a note"]),
)


def same(one: Actor, other: Actor) -> bool:
    """Equal but for the order of names and offices."""
    return (
        (one.name, one.kind, one.country, one.wikidata, one.note)
        == (other.name, other.kind, other.country, other.wikidata, other.note)
        and set(one.aliases) == set(other.aliases)
        and set(one.roles) == set(other.roles)
    )


@given(ACTORS, ACTORS)
def test_what_the_user_left_alone_becomes_the_packages(base: Actor, theirs: Actor) -> None:
    merged, conflicts = merge_three(base, base, theirs)
    assert same(merged, theirs)
    assert conflicts == []


@given(ACTORS, ACTORS)
def test_what_the_package_left_alone_stays_the_users(base: Actor, mine: Actor) -> None:
    merged, conflicts = merge_three(base, mine, base)
    assert same(merged, mine)
    assert conflicts == []


@given(ACTORS, ACTORS, ACTORS)
def test_no_change_of_the_user_is_lost(base: Actor, mine: Actor, theirs: Actor) -> None:
    merged, _ = merge_three(base, mine, theirs)
    for name in ("kind", "country", "wikidata", "note"):
        if getattr(mine, name) != getattr(base, name):
            assert getattr(merged, name) == getattr(mine, name)
    assert set(mine.aliases) - set(base.aliases) <= set(merged.aliases)
    assert not (set(base.aliases) - set(mine.aliases)) & set(merged.aliases)
    assert set(mine.roles) - set(base.roles) <= set(merged.roles)


@given(ACTORS, ACTORS)
def test_without_a_base_nothing_is_taken_away(mine: Actor, theirs: Actor) -> None:
    merged, _ = merge_three(None, mine, theirs)
    assert set(merged.aliases) == set(mine.aliases) | set(theirs.aliases)
    assert set(mine.roles) <= set(merged.roles)
    assert merged.country == (mine.country or theirs.country)


def test_a_conflict_is_told() -> None:
    base = Actor("ann", "Ann", country="UA", roles=(Role("President", since=PartialDate(2020)),))
    mine = Actor(
        "ann", "Ann", country="PL", roles=(Role("President", since=PartialDate(2020), until=PartialDate(2024)),)
    )
    theirs = Actor(
        "ann", "Ann", country="DE", roles=(Role("President", since=PartialDate(2020), until=PartialDate(2025)),)
    )
    merged, conflicts = merge_three(base, mine, theirs)
    assert (merged.country, merged.roles) == ("PL", mine.roles)
    assert conflicts == ["country PL, not DE", "office President"]
