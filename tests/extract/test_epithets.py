"""Who is meant by a nationality, a counterpart, all allies, a pronoun in a question; and what is no part of a name."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

from stance.countries import inhabitants
from stance.extract.roles import peoples

NOW = "Ukraine should be invited to join NATO now"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (f"Étienne Marchais nodded. {NOW}, the Frenchman said.", "Étienne Marchais"),
        (f"Kristiina Mägi and Étienne Marchais dined in Tallinn. {NOW}, the Estonian said.", "Kristiina Mägi"),
        (f"Danish minister Mads Hjort met Tadeusz Wilk in Gdynia. {NOW}, the Dane said.", "Mads Hjort"),
        (f"The Dane, Mads Hjort, met Tadeusz Wilk in Gdynia. {NOW}, the Dane said.", "Mads Hjort"),
        (f"“No comment,” said the Norwegian, Eirik Solbakk. The Dane, Mads Hjort, thought that {NOW}.", "Mads Hjort"),
        (f"The Frenchman Étienne Marchais told reporters that {NOW}.", "Étienne Marchais"),
    ],
)
def test_a_nationality_is_the_one_of_that_state_told_of_last(text: str, actor: str) -> None:
    assert who(text) == [actor]


def test_a_nationality_of_nobody_told_of_is_nobody() -> None:
    assert who(f"Kristiina Mägi dined with Étienne Marchais. {NOW}, the Spaniard said.") == []


def test_a_whole_people_is_its_state() -> None:
    found = proposed(
        "Giulia Fontana spoke. The Danes, she said, are against any invitation for Ukraine to NATO before the war is over."
    )
    assert [one.actor for one in found] == ["Denmark"]
    assert peoples()["frenchmen"] == "FR" and "polishs" not in inhabitants()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (f"Wilk and Rimkutė came by train. Wilk praised the hosts. {NOW}, his Lithuanian colleague agreed.", "Aldona Rimkutė"),
        # Nobody of that state is told of: the roster knows who holds the same office there.
        (f"Zsolt Barna spoke first. {NOW}, his Slovak counterpart said.", "Peter Hruby"),
        (f"In London, Defence Secretary Owen Rastrick met his German counterpart Ilse Brandner. “{NOW},” the Defence Secretary "
         "replied.", "Owen Rastrick"),
    ],
)  # fmt: skip
def test_counterparts(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("opening", "actor"),
    [
        ("Indrek Vahtra came to Tallinn. Upstairs Vahtra told a full hall", "Indrek Vahtra"),
        ("Indrek Vahtra is a deputy. Typically Vahtra answered", "Indrek Vahtra"),
        ("Onstage Mägi told the hall", "Kristiina Mägi"),
        # A given name that ends like an adverb stays one.
        ("Indrek Vahtra sat by. Emily Vahtra told the hall", "Emily Vahtra"),
    ],
)
def test_an_adverb_is_no_given_name(opening: str, actor: str) -> None:
    assert who(f"{opening} that {NOW}.") == [actor]


@pytest.mark.parametrize(
    ("source", "actors"),
    [("Allies said", ["NATO"]), ("All NATO allies agreed", ["NATO"]), ("NATO leaders declared", ["NATO"])],
)
def test_all_allies_are_the_alliance(source: str, actors: list[str]) -> None:
    assert who(f"It ended at noon. {source} that Ukraine could be invited to join only once the war is over.") == actors


@pytest.mark.parametrize("source", ["Some allies said", "Eastern NATO allies said", "Three NATO members said"])
def test_some_allies_are_not_the_alliance(source: str) -> None:
    assert "NATO" not in who(
        f"It ended at noon. {source} that Ukraine could be invited to join only once the war is over."
    )


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Asked by Senator Lucille Barnet whether he had changed his mind, Knut Moe said: “Ukraine must never join NATO.”", ["Knut Moe"]),
        (f"Senator Clyde Vander offered Wilk a way out. {NOW}, he said.", ["Clyde Vander"]),
        ("Lesia Bondar spoke for an hour. Peter Hruby, by her account, told her that Ukraine must never join NATO. Lunch, she said, was "
         "short.", ["Peter Hruby"]),
        (f"Lesia Bondar spoke first. Peter Hruby said nothing new. He added that it rained. {NOW}, she said.", ["Lesia Bondar"]),
        (f"Then came the chancellor, Otto Neder, whose deputy, Minister Karl Holub, said that {NOW}.", ["Karl Holub"]),
        (f"Aldona Rimkutė wrote a letter with Tadeusz Wilk. They wrote that {NOW}.", ["Aldona Rimkutė", "Tadeusz Wilk"]),
        ("The Seimas voted on Tuesday. They want Ukraine to be invited to join NATO now.", ["Seimas"]),
    ],
)  # fmt: skip
def test_pronouns_in_questions_and_after_objects(text: str, actors: list[str]) -> None:
    assert who(text) == actors


def test_what_was_an_office_once_is_a_former_one() -> None:
    assert who(f"Lars Ekdal, once prime minister of Sweden, wrote a book. {NOW}, the former prime minister said.") == [
        "Lars Ekdal"
    ]
