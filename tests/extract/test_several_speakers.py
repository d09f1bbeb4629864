"""Several speakers of one utterance: lists before and after the verb, those named among many, signatories."""

from __future__ import annotations

import pytest
from invented_roster import who

from stance.extract.attribution import find_attributions

WANTED = "Ukraine should be invited to join NATO now"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (f"{WANTED}, wrote Ewa Sosnowska, Lesia Bondar and Juhan Kask in a Danish paper.", ["Ewa Sosnowska", "Lesia Bondar", "Juhan Kask"]),
        (f"“{WANTED},” said Kristiina Mägi, Tadeusz Wilk and the Lithuanian head of state Aldona Rimkutė.",
         ["Kristiina Mägi", "Tadeusz Wilk", "Aldona Rimkutė"]),
        (f"{WANTED}, said Ewa Sosnowska and her Latvian counterpart, Andris Celms.", ["Ewa Sosnowska", "Andris Celms"]),
        (f"“{WANTED},” said Presidents Tadeusz Wilk and Oskars Bite after their talks.", ["Tadeusz Wilk", "Oskars Bite"]),
        (f"Senators Brock Halvorsen and Irene Cutter said {WANTED}.", ["Brock Halvorsen", "Irene Cutter"]),
        (f"Sens. Brock Halvorsen, R-Idaho, and Irene Cutter, D-Del., said {WANTED}.", ["Brock Halvorsen", "Irene Cutter"]),
        (f"Kristiina Mägi, Tadeusz Wilk and five other heads of government said on Sunday that {WANTED}.", ["Kristiina Mägi", "Tadeusz Wilk"]),
        (f"Kristiina Mägi, as well as her Finnish colleague Antero Laine, said {WANTED}.", ["Kristiina Mägi", "Antero Laine"]),
        (f"Both Tadeusz Wilk, the Polish president, and Oskars Bite, the Latvian one, told reporters that {WANTED}.",
         ["Tadeusz Wilk", "Oskars Bite"]),
        (f"“{WANTED},” wrote the speakers of nine parliaments, including Marta Okoń (Poland), Eero Laasik (Estonia) and Gints Ozols (Latvia).",
         ["Marta Okoń", "Eero Laasik", "Gints Ozols"]),
        (f"The foreign ministers of the Nordic countries said in Oslo that {WANTED}.", ["foreign ministers of the Nordic countries"]),
    ],
)  # fmt: skip
def test_everybody_in_a_list_speaks(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (f"“{WANTED},” said Ewa Sosnowska, and Jürgen Hallstein called it nonsense.", ["Ewa Sosnowska"]),
        (f"“{WANTED},” said Paula Thoma, a spokeswoman for Jürgen Hallstein and Martin Greave.", ["Paula Thoma"]),
        (
            f"“{WANTED},” said Ewa Sosnowska, Hallstein's guest in Berlin, and left with Martin Greave.",
            ["Ewa Sosnowska"],
        ),
        (f"In Paris, Ewa Sosnowska and Lesia Bondar said {WANTED}.", ["Ewa Sosnowska", "Lesia Bondar"]),
    ],
)
def test_who_stands_beside_a_speaker_is_no_speaker(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The head of the chancellery, Anton Bergdal, and former minister Jens Lundqvist presented the compact in Oslo.\n\n"
         "It was drawn up by a group. Ukraine needs binding guarantees until it joins NATO, the two co-chairs say in the paper.",
         ["Anton Bergdal", "Jens Lundqvist"]),
        ("Prime Minister Tadeusz Wilk received Oskars Bite of Latvia, Kristiina Mägi of Estonia, Aldona Rimkutė of Lithuania and "
         f"Antero Laine of Finland in Gdynia.\n\n“{WANTED},” the five say in a joint statement.",
         ["Tadeusz Wilk", "Oskars Bite", "Kristiina Mägi", "Aldona Rimkutė", "Antero Laine"]),
    ],
)  # fmt: skip
def test_so_many_as_were_named_are_those_who_were_named(text: str, actors: list[str]) -> None:
    assert who(text) == actors


def test_the_source_of_an_attribution_is_the_whole_list() -> None:
    text = "The bridge must be closed, wrote Tarmo Velling, Ilze Strautmane and Jon Dahl in a Danish paper."
    [found] = find_attributions(text)
    assert found.source is not None and found.source.of(text) == "Tarmo Velling, Ilze Strautmane and Jon Dahl"


_FOUR = ["Kristiina Mägi", "Tadeusz Wilk", "Oskars Bite", "Ramona Ilescu"]


@pytest.mark.parametrize(
    "text",
    [
        f"“{WANTED},” reads a statement published on Sunday. It carries the signatures of Kristiina Mägi (Estonia), Tadeusz Wilk (Poland), "
        "Oskars Bite (Latvia) and Ramona Ilescu (Romania).",
        "Many leaders published a statement on Sunday. Among the signatories are Kristiina Mägi, Tadeusz Wilk, Oskars Bite and Ramona "
        f"Ilescu.\n\n“{WANTED},” they write.",
        "Kristiina Mägi, Tadeusz Wilk, Oskars Bite and Ramona Ilescu wrote an open letter to the allies last week. The signatories "
        f"say that {WANTED}.",
        f"“{WANTED},” says a joint declaration by Kristiina Mägi, Tadeusz Wilk, Oskars Bite and Ramona Ilescu.",
        f"“{WANTED},” the appeal reads.\n\nIt was signed by:\n\nKristiina Mägi, Prime Minister of Estonia\n\nTadeusz Wilk, President of "
        "Poland\n\nOskars Bite, President of Latvia\n\nRamona Ilescu, President of Romania\n",
        f"The appeal took an afternoon to agree. “{WANTED},” it reads.\n\nSignatures were put to it by Kristiina Mägi (Estonia), Tadeusz Wilk "
        "(Poland), Oskars Bite (Latvia) and Ramona Ilescu, the Romanian host.",
        f"“{WANTED},” reads an appeal from Tallinn. Kristiina Mägi, Tadeusz Wilk, Oskars Bite and Ramona Ilescu have put their names to it.",
    ],
)
def test_signatories_speak_in_what_they_signed(text: str) -> None:
    assert who(text) == _FOUR


def test_the_nearest_signing_counts() -> None:
    text = (
        f"Kristiina Mägi and Oskars Bite signed a letter in May. “{WANTED},” the letter reads.\n\n"
        "Zsolt Barna and Peter Hruby answered with a statement of their own, signed in Budapest by the two.\n\n"
        "In June Zsolt Barna and Peter Hruby sent an open letter to Brussels. “Ukraine must never become a member of NATO,” the letter reads."
    )
    assert who(text) == ["Kristiina Mägi", "Oskars Bite", "Zsolt Barna", "Peter Hruby"]


def test_who_speaks_of_signatories_did_not_sign() -> None:
    text = f"“{WANTED},” the letter reads. Zsolt Barna and Peter Hruby scoffed at it; it was signed by Kristiina Mägi and Oskars Bite."
    assert who(text) == ["Kristiina Mägi", "Oskars Bite"]


def test_a_body_that_somebody_leads_does_not_speak_beside_them() -> None:
    text = "“We are against Ukraine in NATO,” said Ainhoa Bergaretxe, the leader of United Podium, the junior partner."
    assert who(text) == ["Ainhoa Bergaretxe"]
