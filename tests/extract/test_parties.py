"""Parties that the roster lacks: told by the leaning before their name or the noun after it."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

WANTED = "Ukraine should be invited to join NATO now"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (f"The far-left Blue Party, which wants to leave the bloc, said {WANTED}.", ["Blue Party"]),
        (f"The opposition Liberal Forum Alliance said {WANTED}.", ["Liberal Forum Alliance"]),
        (f"The centre-right Nova movement said {WANTED}.", ["Nova"]),
        (f"The co-governing Hearth Union (HU) said {WANTED}.", ["Hearth Union"]),
        ("The nationalist Zorya opposes Ukraine's membership of NATO.", ["Zorya"]),
        # A person by leaning, an office and a state are no parties.
        (f"The conservative Jürgen Hallstein said {WANTED}.", ["Jürgen Hallstein"]),
        (f"The opposition leader Anton Lobos said {WANTED}.", ["Anton Lobos"]),
    ],
)
def test_a_party_is_told_by_what_stands_round_its_name(text: str, actors: list[str]) -> None:
    assert who(text) == actors


def test_a_party_has_the_state_that_its_phrase_names() -> None:
    [row] = proposed(f"The Danish far-right Skjold party said {WANTED}.")
    assert (row.actor, row.country, str(row.actor_kind)) == ("Skjold", "DK", "body")


@pytest.mark.parametrize(
    "text",
    [
        f"Clara Whitfield, a fellow at the Brandeis Foundation, said {WANTED}.",
        f"Clara Whitfield, a professor at Aldgate in London, said {WANTED}.",
    ],
)
def test_where_somebody_works_does_not_speak_beside_them(text: str) -> None:
    assert who(text) == ["Clara Whitfield"]


def test_some_named_as_included_are_no_reporting_clause() -> None:
    text = "Several members of the alliance, including Latvia and the Baltic states, are pressing for an invitation of Ukraine to NATO."
    assert not any("including" in actor for actor in who(text))


def test_the_diplomat_is_the_one_told_of_before_without_a_name() -> None:
    text = (
        f"A NATO diplomat told reporters that the text was open. “{WANTED},” the diplomat said. "
        "Zsolt Barna's ambassador to Denmark, Ivo Perner, wrote that he disagreed."
    )
    assert who(text) == ["anonymous"]


def test_a_surname_of_several_words_is_that_of_the_full_name() -> None:
    text = f"President Katrin Van der Meulen opened the exhibition. Later Van der Meulen said that {WANTED}."
    assert who(text) == ["Katrin Van der Meulen"]


def test_a_ministry_without_a_state_is_that_of_the_dateline() -> None:
    [row] = proposed(
        f"WARSAW, 3 July 2023 - Poland is preparing for the summit. In Poland, the foreign ministry said that {WANTED}."
    )
    assert row.country == "PL"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            f"Oslo, July 5, 2023 (NTB) - Polish President Tadeusz Wilk on Wednesday urged the allies to act, saying {WANTED}.",
            ["Tadeusz Wilk"],
        ),
        (f"Berlin (dpa) - Poland's Tadeusz Wilk on Wednesday said {WANTED}.", ["Tadeusz Wilk"]),
    ],
)
def test_a_date_line_speaks_for_nobody(text: str, actors: list[str]) -> None:
    assert who(text) == actors


def test_who_is_denied_a_veto_holds_no_view() -> None:
    text = "Tadeusz Wilk and Oskars Bite both stressed that Russia could have no veto over Ukraine's path into NATO."
    assert "Russia" not in who(text)
