"""Bodies, states and documents as speakers: plurals that stand for the whole, ministries, texts and whose they are."""

from __future__ import annotations

import pytest
from invented_roster import who

from stance.extract.collectives import whole_of
from stance.extract.state_bodies import read_state_body

WANTED = "Ukraine should be invited to join NATO now"


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("NATO leaders", "NATO"),
        ("Allies", "NATO"),
        ("all our allies", "NATO"),
        ("the heads of state and government of the Alliance", "NATO"),
        ("North Atlantic Treaty Organization leaders", "NATO"),
        ("EU leaders", "EU"),
        ("Russian officials", "RU"),
        ("Kremlin officials", "Kremlin"),
        ("the Turkish authorities", "TR"),
        ("eastern allies", ""),
        ("European NATO members", ""),
        ("several NATO countries", ""),
        ("Ukraine's allies", ""),
        ("two Russian officials", ""),
        ("senior Polish officials", ""),
        ("leaders", ""),
        ("officials", ""),
    ],
)
def test_what_a_plural_stands_for(words: str, whole: str) -> None:
    assert whole_of(words) == whole


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("NATO leaders agreed in Vilnius that Ukraine can join the alliance once the war is over.", ["NATO"]),
        ("“Ukraine will become a member of NATO once the war is over,” allies said in their communiqué.", ["NATO"]),
        ("French officials said that Ukraine must never become a member of NATO.", ["France"]),
        (f"Three French officials said that {WANTED}.", ["anonymous"]),
        (f"French officials who asked not to be named said that {WANTED}.", ["anonymous"]),
        (f"Eastern allies said that {WANTED}.", ["Eastern allies"]),
    ],
)
def test_a_plural_speaks_for_the_whole_it_stands_for(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (f"{WANTED}, the Foreign Ministry in Kyiv recalled on Monday.", "Ministry of Foreign Affairs of Ukraine"),
        (f"In Kyiv the remarks drew a tired reaction. {WANTED}, the Foreign Ministry repeated.", "Ministry of Foreign Affairs of Ukraine"),
        (f"“{WANTED},” the Foreign Ministry of Estonia said.", "Ministry of Foreign Affairs of Estonia"),
        (f"“{WANTED},” Latvia's Foreign Ministry said.", "Ministry of Foreign Affairs of Latvia"),
        ("Russia's Foreign Ministry handed over a draft. Ukraine must never join NATO, the ministry demands in point four.",
         "Ministry of Foreign Affairs of Russia"),
        ("The Dutch Ministry of Defence said that Ukraine can join NATO only after the war is over.", "Ministry of Defence of the Netherlands"),
    ],
)  # fmt: skip
def test_a_ministry_has_one_name_and_a_country(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        ("Croatia's foreign ministry", "foreign ministry", "HR"),
        ("Ministry of Foreign Affairs of the Czech Republic", "foreign ministry", "CZ"),
        ("the Foreign Ministry", "foreign ministry", ""),
        ("Danish government", "government", "DK"),
        ("Danish government adviser", "", ""),
        ("EU foreign ministry", "", ""),
    ],
)
def test_bodies_of_states_are_read_whatever_the_wording(words: str, kind: str, code: str) -> None:
    assert read_state_body(words) == (kind, code)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (f"The opposition Reform Party says {WANTED}.", ["Reform Party"]),
        ("Denmark's Social Democrats are against inviting Ukraine to join NATO while the war lasts.", ["Social Democrats"]),
        ("Within the coalition the Liberals want Ukraine to be invited to join NATO at once.", ["Liberals"]),
        ("The Aurora Party has tabled a motion. It demands that Ukraine be invited to join NATO at the next summit.", ["Aurora Party"]),
        (f"The Reform Party leader Eero Laas said that {WANTED}.", ["Eero Laas"]),
    ],
)  # fmt: skip
def test_parties_hold_views(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The Portuguese are against inviting Ukraine to join NATO before the war is over.", ["Portugal"]),
        ("The French and the Danes want Ukraine to be invited to join NATO now.", ["France", "Denmark"]),
        ("The Spanish prime minister, Álvaro Luengo, wants Ukraine to be invited to join NATO now.", ["Álvaro Luengo"]),
        ("The Dutch papers want Ukraine to be invited to join NATO now.", []),
        ("From the Dutch point of view, Ukraine can join NATO only after the war is over.", ["Netherlands"]),
        ("The position of Slovenia is that Ukraine can join NATO only after the war is over.", ["Slovenia"]),
        ("As for Croatia, it will back Ukraine's membership of NATO once the war is over.", ["Croatia"]),
        ("For Ukraine, membership of NATO is the best guarantee of security.", []),
        ("Hungary, the Polish minister Anna Kowalik said, rejects Ukraine's membership of NATO.", ["Hungary"]),
        ("Ukraine, the Polish minister Anna Kowalik said, will become a member of NATO once the war is over.", ["Anna Kowalik"]),
        ("Germany, the Polish minister Anna Kowalik said, must support Ukraine's membership of NATO now.", ["Anna Kowalik"]),
        ("Slovakia, Prime Minister Emil Harsany said, will never agree to Ukraine joining NATO.", ["Emil Harsany"]),
    ],
)  # fmt: skip
def test_states_and_peoples_hold_views(text: str, actors: list[str]) -> None:
    assert who(text) == actors
