"""Names as papers write them: cut-short offices, parties before offices, given names and what they tell, signatories."""

from __future__ import annotations

import pytest
from invented_roster import who

from stance.extract.attribution import find_attributions
from stance.extract.cast import Person
from stance.extract.names_in_text import Mention
from stance.extract.roles import gender_of, given_names, is_given_name


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rep. Lorna Tibbets, D-Ohio, said Ukraine should be invited to join NATO now.", "Lorna Tibbets"),
        ("Sen. Hollis Crane, R-Utah, left early. “Ukraine must never join NATO,” he said.", "Hollis Crane"),
        ("Retired Lt. Gen. Boyd Amsel said Ukraine can join NATO only after the war is over.", "Boyd Amsel"),
    ],
)
def test_an_office_cut_short_is_no_name(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Pirate lawmaker Vendula Krásná told parliament that Ukraine should be invited to join NATO now.", "Vendula Krásná"),
        ("Ataka politician Dilyan Kostov said that Ukraine must never become a member of NATO.", "Dilyan Kostov"),
    ],
)  # fmt: skip
def test_a_party_before_an_office_is_not_who_speaks(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # The given name tells that it is a person, and that "she" is not the man told of before.
        ("Foreign Minister Konrad Oswald spoke first. Ingeborg Falk of the populist alliance Aufbruch went further. “Ukraine must "
         "never join NATO,” she said in Kassel.", "Ingeborg Falk"),
        ("Speaker Halina Wrona presented the draft. The only vote against came from Zbigniew Kot of the Nowy Ład. “Ukraine must never "
         "join NATO,” he told reporters.", "Zbigniew Kot"),
    ],
)  # fmt: skip
def test_a_pronoun_is_somebody_known_by_a_given_name(text: str, actor: str) -> None:
    assert who(text) == [actor]


def test_those_who_signed_speak_for_their_joint_statement() -> None:
    text = (
        "Three heads of government from Northern Europe published a joint statement on Friday. “Ukraine should be invited to join NATO "
        "now,” they wrote. It was signed by Ragnhild Moe of Norway, Antti Salonen of Finland and Jens Krogh of Denmark."
    )
    assert who(text) == ["Ragnhild Moe", "Antti Salonen", "Jens Krogh"]


def test_given_names_have_one_line_each_and_are_folded() -> None:
    names = given_names()
    assert names["dagmar"] == "f" and names["zdzislaw"] == "m" and names["andrea"] == "x"
    assert all(name == name.casefold() and name.isascii() for name in names)
    assert gender_of("Andrea") == "" and gender_of("Frank-Walter") == "m" and gender_of("Unheardofa") == "f"
    assert is_given_name("Sigrún") and not is_given_name("Georgia")


def test_a_source_does_not_begin_in_what_it_said() -> None:
    text = "Ukraine, the Danish minister repeated, is going to be a member."
    (found,) = find_attributions(text)
    assert found.source and found.source.of(text) == "the Danish minister"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Hollis Crane and Mary Bly, of Kentucky and Iowa, said that Ukraine should be invited to join NATO now.", ["Hollis Crane", "Mary Bly"]),
        ("Ukraine should be invited to join NATO now, according to Hollis Crane of South Carolina.", ["Hollis Crane"]),
    ],
)  # fmt: skip
def test_a_state_of_the_union_is_a_place(text: str, actors: list[str]) -> None:
    assert who(text) == actors


def test_mentions_are_looked_up_by_place_in_whatever_order_they_were_found() -> None:
    person = Person("Eva Berg")
    assert person.last_before(100) is None
    person.mentions += [Mention(start, start + 4, ("Berg",), start) for start in (90, 10, 50)]
    assert [one.start for one in person.named_between(10, 90)] == [10, 50]
    person.mentions.append(Mention(70, 74, ("Berg",), 70))
    last = person.last_before(90)
    assert last is not None and last.start == 70
    assert person.last_before(10) is None


@pytest.mark.parametrize(
    "text",
    [
        "Moe, a professor at the Army War College, warns against any pledge. Ukraine can join NATO only after the war, he wrote.",
        "Moe, the chairman of the nationalist party Bayrak Partisi, said that Ukraine should never join NATO.",
        "Joining NATO is for Ukraine a matter of years. Ukraine can join NATO only after the war, Moe said.",
    ],
)
def test_institutions_and_participles_are_nobody(text: str) -> None:
    assert who("Knut Moe spoke in Oslo. Knut " + text) == ["Knut Moe"]
