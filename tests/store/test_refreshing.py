"""Events, positions, sources and statements of the package: three versions become one, field by field."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stance.store.refreshing import merge_documents

FIELDS: dict[str, Any] = {"name": "", "place": "", "core": True, "sources": []}
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Summit", "Talks"]),
        "place": st.sampled_from(["Vale", "Kyiv", "Port"]),
        "core": st.just(False),
        "sources": st.lists(st.sampled_from("abc"), unique=True, min_size=1),
    },
)


def meaning(document: dict[str, Any]) -> dict[str, Any]:
    found = {name: document.get(name, nothing) for name, nothing in FIELDS.items()}
    return {**found, "sources": sorted(found["sources"])}


@given(DOCUMENTS, DOCUMENTS)
def test_what_the_user_left_alone_becomes_the_packages(base: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged, conflicts = merge_documents(base, {**base, "note": "kept"}, theirs, FIELDS)
    assert meaning(merged) == meaning(theirs) and merged["note"] == "kept" and not conflicts


@given(DOCUMENTS, DOCUMENTS)
def test_what_the_package_left_alone_stays_the_users(base: dict[str, Any], mine: dict[str, Any]) -> None:
    merged, conflicts = merge_documents(base, mine, base, FIELDS)
    assert meaning(merged) == meaning(mine) and not conflicts


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_no_change_of_the_user_is_lost_without_a_word(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged, conflicts = merge_documents(base, mine, theirs, FIELDS)
    was, own, new, now = map(meaning, (base, mine, theirs, merged))
    for name in ("name", "place", "core"):
        if own[name] != was[name]:
            assert now[name] == own[name]
            told = any(one.startswith(f"{name} ") for one in conflicts)
            assert told == (new[name] not in (own[name], was[name]))
    assert set(own["sources"]) - set(was["sources"]) <= set(now["sources"])
    assert not (set(was["sources"]) - set(own["sources"])) & set(now["sources"])


@given(DOCUMENTS, DOCUMENTS)
def test_without_a_base_nothing_is_taken_away(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged, _ = merge_documents(None, mine, theirs, FIELDS)
    own, new, now = map(meaning, (mine, theirs, merged))
    assert set(now["sources"]) == set(own["sources"]) | set(new["sources"])
    assert now["name"] == (own["name"] or new["name"])
