"""Groups of which some are named, leaders of states, parties and governments of those told of before."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

NOW = "Ukraine should be invited to join NATO now"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Several allies (Poland, Lithuania and Denmark) want Ukraine to be invited to join NATO at the summit.", ["Poland", "Lithuania", "Denmark"]),
        ("Some members, among them Hungary and Germany, oppose Ukraine's membership of NATO.", ["Hungary", "Germany"]),
        ("Other NATO members also oppose Ukraine's membership of NATO, such as Hungary.", ["Hungary"]),
        ("Some agreements clearly support Ukraine's accession to NATO (Poland, Denmark).", ["Poland", "Denmark"]),
        ("Kyiv and its European partners believe that Ukraine should become a member of NATO.", ["Ukraine"]),
        (f"The presidents of Poland and Lithuania, Tadeusz Wilk and Aldona Rimkutė, said that {NOW}.", ["Tadeusz Wilk", "Aldona Rimkutė"]),
        (f"Wilk and Rimkutė, who met on Friday, agreed that {NOW}. Tadeusz Wilk and Aldona Rimkutė were in Riga.",
         ["Tadeusz Wilk", "Aldona Rimkutė"]),
    ],
)  # fmt: skip
def test_those_named_of_a_group_speak(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Ukrainian leader again urged the allies to invite his country to join NATO now.", "Pavlo Horodetsky"),
        ("The Hungarian leader said that Ukraine must never join NATO.", "Zsolt Barna"),
        ("Ukraine's top diplomat said that Ukraine should be invited to join NATO now.", "Lesia Bondar"),
        ("Ukraine's president will press allies at the summit for an immediate invitation to join NATO.", "Pavlo Horodetsky"),
        ("Ukraine should never join NATO, according to the Republican senator from Ohio, Wayne Dutton.", "Wayne Dutton"),
        ("Petra Kern, the co-leader of the XYZ Party, spoke in Bonn. Her party opposes Ukraine's membership of NATO.", "XYZ Party"),
        ("The Homeland Rally is now the biggest party. It does not want Ukraine to join NATO.", "Homeland Rally"),
    ],
)  # fmt: skip
def test_who_is_meant_by_office_or_by_what_is_theirs(text: str, actor: str) -> None:
    assert who(f"{text} NATO will speak of Ukraine's membership.") == [actor]


def test_words_that_an_agency_quotes_are_not_told_by_another() -> None:
    text = '"Ukraine must never join NATO," the RIA news agency quoted Prime Minister Zsolt Barna as saying.'
    assert [(row.actor, str(row.kind)) for row in proposed(text)] == [("Zsolt Barna", "direct")]
