"""The roster: its files, its faults, and finding actors in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.actors import Gazetteer, load_events, load_roster
from stance.errors import Ambiguous, BadData, NotFound
from stance.model import Actor, ActorKind, PartialDate, Role
from stance.offices import find_place, read_office
from stance.spelling import distance, name_key, romanize, sound

TOML = """
[[actor]]
id = "vera-halonka"
name = "Věra Halonka"
kind = "person"
country = "CZ"
aliases = ["Halonka", "Vera Halonková"]

[[actor.role]]
title = "Minister of Foreign Affairs"
organization = "Government of the Czech Republic"
country = "CZ"
from = 2021-10-11
to = "2023-06"

[[actor.role]]
title = "Secretary General"
organization = "NATO"
from = "2023-07-01"
to = ""

[[actor]]
name = "Oleh Dubrava"
aliases = ["Dubrava", "Олег Дубрава"]
roles = [{ title = "President of Ukraine", country = "UA", from = "2019" }]

[[actor]]
name = "Dubrovnik Group"
kind = "body"
"""


def roster(tmp_path: Path, text: str, name: str = "actors.toml") -> tuple[list[Actor], list[str]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    actors, problems = load_roster(path)
    return actors, [str(problem) for problem in problems]


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    return Gazetteer(roster(tmp_path, TOML)[0])


def test_toml_with_both_forms_of_roles(tmp_path: Path) -> None:
    actors, problems = roster(tmp_path, TOML)
    assert problems == []
    halonka, dubrava, group = actors
    assert halonka.roles[0] == Role(
        "Minister of Foreign Affairs",
        "Government of the Czech Republic",
        "CZ",
        PartialDate(2021, 10, 11),
        PartialDate(2023, 6),
    )
    assert halonka.roles[1].until is None
    assert (dubrava.id, dubrava.country) == ("oleh-dubrava", "UA")
    assert group.kind is ActorKind.BODY


def test_json_of_either_build(tmp_path: Path) -> None:
    entries = [
        {"name": "Ana Pol", "aliases": ["Pol"], "kind": "person", "roles": [{"title": "NATO Secretary General", "country": "NATO", "from": "2020-01", "to": ""}]},
        {"id": "x", "name": "Bo", "kind": "person", "country": "SE", "aliases": [], "wikidata": "", "roles": []},
    ]  # fmt: skip
    for text in (json.dumps(entries), json.dumps({"actors": entries}), "\n".join(map(json.dumps, entries))):
        actors, problems = roster(tmp_path, text, "actors.json")
        assert [actor.id for actor in actors] == ["ana-pol", "x"]
        assert problems == []
    assert actors[0].roles[0].organization == "NATO"
    assert Gazetteer(actors).country_of(actors[0], date(2023, 1, 1)) == "NATO"


@pytest.mark.parametrize(
    ("entry", "reason", "line"),
    [
        ("kind = 'person'", "an actor has no 'name'", 3),
        ("name = 'A'\nkind = 'robot'", "none of person, body, state", 3),
        ("name = 'A'\naliases = 'B'", "'aliases' of A must be a list", 3),
        ("name = 'A'\nroles = [{title = 'King', from = '2023-02-31'}]", "write YYYY, YYYY-MM or YYYY-MM-DD", 3),
        ("name = 'A'\nroles = [{title = 'King', from = '2023', to = '2020'}]", "before it begins", 3),
        ("name = 'A'\nroles = [{from = '2023'}]", "a role has no 'title'", 3),
        ("name = 'A'\ncountry = 'Utopia'", "not a two-letter code", 3),
        ("name = 'Good One'", "the id 'good-one' is taken", 3),
        ("name = 'A'\nalises = ['B']", "unknown field 'alises'", 3),
    ],
)
def test_a_faulty_entry_is_a_problem_with_its_line(tmp_path: Path, entry: str, reason: str, line: int) -> None:
    actors, problems = roster(tmp_path, f"[[actor]]\nname = 'Good One'\n[[actor]]\n{entry}\n")
    assert actors[0].name == "Good One"
    assert len(problems) == 1
    assert reason in problems[0]
    assert f":{line}: " in problems[0]


def test_a_name_of_two_actors_is_told(tmp_path: Path) -> None:
    actors, problems = roster(
        tmp_path, "[[actor]]\nname='A B'\naliases=['Bé']\n[[actor]]\nname='C D'\naliases=['be']\n"
    )
    assert len(actors) == 2
    assert "names both A B and C D" in problems[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.toml", b"[[actor]\nname = 1", "not valid TOML"),
        ("a.json", b'[{"name": "A"},\n {"name": ]', "a.json:2: not valid JSON"),
        ("a.json", b'[{"name": "A"}', "cut off"),
        ("a.toml", b"\xff\xfe\x00", "not UTF-8"),
        ("a.json", b"[" * 100_000, "nested too deeply|not valid JSON|cut off"),
        ("a.toml", b"actor = 3", "must be a list"),
    ],
)
def test_a_broken_file_is_bad_data(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadData, match=reason):
        load_roster(tmp_path / name)
    with pytest.raises(BadData, match="cannot be read"):
        load_roster(tmp_path / "none.toml")


def test_events(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text(
        "[[event]]\nname = 'Late'\nstart = '2024-07-09'\nend = '2024-07-11'\n[[event]]\nid='early'\nname='Early'\nstart=2023-01-01\nend=2023-01-01\n"
        "[[event]]\nname='Wrong'\nstart='2024'\nend='2023'\n[[event]]\nname='Bare'\n",
        encoding="utf-8",
    )
    events, problems = load_events(path)
    assert [event.id for event in events] == ["early", "late"]
    assert events[0].end is None
    assert [problem.line for problem in problems] == [10, 14]


# --- finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["Věra Halonka", "vera halonka", "HALONKA", "the Halonka", "ver", "halon", "vera-halonka"]
)
def test_found_by_any_name_or_its_beginning(gazetteer: Gazetteer, typed: str) -> None:
    assert gazetteer.find(typed).id == "vera-halonka"


def test_several_are_listed_and_none_is_guessed(gazetteer: Gazetteer) -> None:
    with pytest.raises(Ambiguous) as caught:
        gazetteer.find("Dubr")
    assert set(caught.value.candidates) == {"Oleh Dubrava", "Dubrovnik Group"}
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("typed", "near"), [("Haloncka", "Věra Halonka"), ("Dubrawa", "Oleh Dubrava"), ("Дубрави", "Oleh Dubrava")]
)
def test_none_gets_suggestions(gazetteer: Gazetteer, typed: str, near: str) -> None:
    with pytest.raises(NotFound) as caught:
        gazetteer.find(typed)
    assert near in caught.value.suggestions
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("typed", ["", "   ", "''", "\x00", "zzzzzz"])
def test_nothing_finds_nobody(gazetteer: Gazetteer, typed: str) -> None:
    with pytest.raises(NotFound):
        gazetteer.find(typed)


def test_the_role_is_that_of_the_day(gazetteer: Gazetteer) -> None:
    halonka = gazetteer.find("halonka")
    titles = {
        day: role.title if (role := gazetteer.role_on(halonka, date.fromisoformat(day))) else None
        for day in ("2021-10-10", "2021-10-11", "2023-06-30", "2023-07-01", "2030-01-01")
    }
    assert list(titles.values()) == [
        None,
        "Minister of Foreign Affairs",
        "Minister of Foreign Affairs",
        "Secretary General",
        "Secretary General",
    ]
    assert gazetteer.role_on(halonka, None) == halonka.roles[1]
    assert gazetteer.role_on(replace(halonka, roles=()), None) is None  # what was asked before is of another record
    assert gazetteer.country_of(halonka, date(2022, 1, 1)) == "CZ"
    assert gazetteer.country_of(halonka, date(2024, 1, 1)) == "NATO"


def test_an_office_is_known_by_any_wording(gazetteer: Gazetteer) -> None:
    for title in ("NATO chief", "Secretary General of the Alliance", "NATO Secretary-General"):
        assert [actor.id for actor in gazetteer.holders(title, day=date(2024, 1, 1))] == ["vera-halonka"], title
    assert [a.id for a in gazetteer.holders("foreign minister", "CZ", date(2022, 1, 1))] == ["vera-halonka"]
    assert gazetteer.holders("Czech foreign minister", day=date(2024, 1, 1)) == ()
    assert [a.id for a in gazetteer.holders("former Czech foreign minister", day=date(2024, 1, 1))] == ["vera-halonka"]
    assert gazetteer.holders("foreign minister") == ()


@pytest.mark.parametrize(
    ("phrase", "key", "place"),
    [
        ("Minister of Foreign Affairs of the Republic of Latvia", "foreign minister", "LV"),
        ("British Foreign Secretary", "foreign minister", "GB"),
        ("US Secretary of State", "foreign minister", "US"),
        ("French Armed Forces Minister", "defence minister", "FR"),
        ("Secretary of State for Defence", "defence minister", ""),
        ("German Chancellor", "prime minister", "DE"),
        ("Chancellor of the Exchequer", "finance minister", ""),
        ("US ambassador to NATO", "ambassador to NATO", "US"),
        ("Poland’s permanent representative to the Alliance", "ambassador to NATO", "PL"),
        ("Deputy Prime Minister of Ukraine for European Integration", "deputy prime minister", "UA"),
        ("President of the European Commission", "european commission president", "EU"),
        ("deputy head of the Office of the President", "deputy chief of staff", ""),
        ("Kremlin spokesman", "spokesperson president", "RU"),
        ("Lithuania’s president", "president", "LT"),
    ],
)
def test_offices(phrase: str, key: str, place: str) -> None:
    assert read_office(phrase)[:2] == (key, place)


@given(st.text(max_size=60))
def test_offices_of_anything(phrase: str) -> None:
    read_office(phrase)


# --- spellings ----------------------------------------------------------------------------------------------------


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_every_name_leads_to_its_bearers(names: list[str]) -> None:
    actors = [Actor(f"a{place}", name) for place, name in enumerate(names)]
    gazetteer = Gazetteer(actors)
    for actor in actors:
        if name_key(actor.name):
            assert actor in gazetteer.lookup(actor.name)
            assert actor in gazetteer.lookup(actor.name.upper().lower()) or name_key(actor.name) != name_key(
                actor.name.upper().lower()
            )


@given(st.text(max_size=20))
def test_keys_are_stable(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text) or name_key(text).startswith("the ")
    sound(text)
    romanize(text)


@pytest.mark.parametrize(
    "spelling", ["Zelensky", "Zelenskiy", "Selenskyj", "Zełenski", "Зеленський", "Зеленский", "Zelenszkij"]
)
def test_transliterations_sound_alike(spelling: str) -> None:
    assert sound(spelling) == sound("Zelenskyy")


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_distance_is_bounded_and_symmetric(a: str, b: str, limit: int) -> None:
    off = distance(a, b, limit)
    assert off == distance(b, a, limit)
    assert (off == 0) == (a == b)
    assert off <= limit + 1
    assert off >= min(abs(len(a) - len(b)), limit + 1)
    assert off == min(distance(a, b, 20), limit + 1)


@pytest.mark.parametrize(
    ("words", "code", "rest"),
    [
        ("minister of the united states of america", "US", "minister of the"),
        ("the north macedonian president", "MK", "the president"),
        ("great britain's envoy", "GB", "envoy"),
        ("the president", "", "the president"),
        ("", "", ""),
    ],
)
def test_the_longest_name_of_a_place_counts(words: str, code: str, rest: str) -> None:
    found, _, without = find_place(words)
    assert (found, without) == (code, rest)
