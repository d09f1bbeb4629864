"""The day words were said, from whole articles: events, asides, flashbacks, other places, layouts."""

from __future__ import annotations

import pytest
from invented_roster import proposed

NOW = "Ukraine should be invited to join NATO now"
NEVER = "Ukraine must never become a member of NATO"
LATER = "Ukraine could join NATO only after the war"


def days(text: str, published: str = "2023-07-06") -> dict[str, str]:
    """The day of each speaker, by surname; empty where the text gives none."""
    return {one.actor.split()[-1]: str(one.stated_on or "") for one in proposed(text, published)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Zsolt Barna said on Friday that {NEVER}. Foreign Minister Pál Kertész said a day earlier that {LATER}. Kristiina Mägi disagreed: "
         f"“{NOW}.”", {"Barna": "2023-06-30", "Kertész": "2023-06-29", "Mägi": ""}),
        (f"Wilk, who visited Kyiv on Monday, said on Wednesday that {NOW}. A day earlier, Barna said that {NEVER}.",
         {"Wilk": "2023-07-05", "Barna": "2023-07-04"}),
        (f"On Wednesday Wilk flew home. The day before, Barna had said that {NEVER}.", {"Barna": "2023-07-04"}),
        (f"On Monday Wilk met Barna. The following day Wilk said that {NOW}.", {"Wilk": "2023-07-04"}),
        (f"Wilk said on Wednesday that {NOW}. Barna said in June that {NEVER}. Hallstein took it up: “{LATER}.”",
         {"Wilk": "2023-07-05", "Barna": "2023-06", "Hallstein": ""}),
    ],
)  # fmt: skip
def test_a_flashback_is_counted_once_and_not_handed_on(text: str, expected: dict[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The Security Council convened on Monday and was as divided as ever.\n\nThe representative of Poland, Jan Maj, said that {NOW}.\n\n"
         f"Russia's envoy, Oleg Petrov, said that {NEVER}.", {"Maj": "2023-07-03", "Petrov": "2023-07-03"}),
        (f"It was midnight when the two presidents stepped in front of the cameras on Monday.\n\n“{NOW},” President Tadeusz Wilk said.",
         {"Wilk": "2023-07-03"}),
        (f"“{LATER},” Hallstein said in the Bundestag on Wednesday.\n\nNot all agreed. “{NOW},” the liberal deputy Max Brandl said in the "
         "lobby.", {"Hallstein": "2023-07-05", "Brandl": "2023-07-05"}),
        (f"More than 80 guests filled the lodge last Thursday for chicken and talk.\n\nUkraine's ambassador, Zoia Melnyk, stood up. “{NOW},” "
         "she said.", {"Melnyk": "2023-06-29"}),
        (f"We read what ministers wrote on Tuesday.\n\nEwa Sosnowska on X: “{NOW}.”\n\nZsolt Barna on Facebook: “{NEVER}.”",
         {"Sosnowska": "2023-07-04", "Barna": "2023-07-04"}),
    ],
)  # fmt: skip
def test_all_who_speak_at_a_gathering_have_its_day(text: str, expected: dict[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"“{LATER},” Greave told the channel ANC in an interview broadcast Sunday.\n\nThe Polish president, Tadeusz Wilk, wants Ukraine to be "
         "invited to join NATO now.", {"Greave": "2023-07-02", "Wilk": ""}),
        (f"“{NEVER},” the envoy Roy Tann said by phone Tuesday.\n\nEuropean leaders, meeting on the sidelines of a climate conference in "
         "Brazil, were surprised. Hallstein called for Ukraine to be invited to join NATO now.", {"Tann": "2023-07-04", "Hallstein": ""}),
        (f"Wilk said on Tuesday in Kyiv that {NOW}.\n\nIn Budapest, however, other tones are heard. Barna considers that {NEVER}.",
         {"Wilk": "2023-07-04", "Barna": ""}),
        (f"Tolliver signed a cheque in Kyiv on Saturday. “{NOW},” she told reporters.\n\nOpposition leader Blair Hale said from Glasgow that "
         f"{LATER}.", {"Tolliver": "2023-07-01", "Hale": ""}),
        ("Hruby announced at a congress on Sunday that he would never let Ukraine join NATO.\n\nThe Bulgarian government is for Ukraine joining "
         "NATO once the war is over.", {"Hruby": "2023-07-02", "Bulgaria": ""}),
        (f"“{LATER},” said Wilk. He keeps out of such debates today.", {"Wilk": ""}),
        (f"Asked whether Warsaw would vote for a paper in Vilnius on Tuesday, Wilk said: “{NOW}.”", {"Wilk": ""}),
        (f"Barna said on Tuesday that {NEVER}. “{NOW},” Wilk said at a news conference with his guests in the autumn.",
         {"Barna": "2023-07-04", "Wilk": ""}),
        (f"Since the invasion of 24 February, Wilk has said that {NOW}.", {"Wilk": ""}),
    ],
)  # fmt: skip
def test_another_place_time_or_state_of_affairs_has_no_day_of_the_event(text: str, expected: dict[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Wilk told the Senate on Monday: “{NOW}.”", "2023-07-03"),
        (f"“{NOW},” said Wilk in Warsaw today.", "2023-07-06"),
        (f"At the end of February, Wilk said that {NOW}.", "2023-02"),
        (f"Towards the end of May Wilk said that {NOW}.", "2023-05"),
        (f"In an interview published Sunday, Wilk said that {NOW}.", "2023-07-02"),
        (f"Speaking on Tuesday ahead of Thursday's vote, Wilk said that {NOW}.", "2023-07-04"),
        (f"Summit live\nThursday 6 July 2023\n\n18.47\nPoland isn't happy. Tadeusz Wilk has posted this: “{NOW}.”", "2023-07-06"),
        (f"Tadeusz Wilk was a guest of the programme Today's Topic on Wednesday.\n\nWhat should the leaders tell Ukraine?\n\nIn my view {NOW}.\n\n"
         "And what speaks against it?\n\nI hear that often. I think that it is dangerous to wait.", "2023-07-05"),
    ],
)  # fmt: skip
def test_times_by_the_act_itself(text: str, day: str) -> None:
    assert days(text) == {"Wilk": day}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Wilk and Barna tried to mend the friendship between their governments on Monday.\n\nThe Polish president repeated that {NOW}.\n\n"
         f"Barna answered that {NEVER}.", {"Wilk": "2023-07-03", "Barna": "2023-07-03"}),
        (f"Wilk took part today in the opening of a bridge in Opole.\n\n“{NOW},” the president said there.", {"Wilk": "2023-07-06"}),
        (f"Seven foreign ministers stood on a pier on Wednesday. Nobody knew why.\n\n“{NOW},” said the Latvian minister, Guna Ozola.",
         {"Ozola": "2023-07-05"}),
        (f"The delegates spent Saturday night on page 96.\n\nThe youth wing's chair, Noemi Passa, insisted that {NOW}.", {"Passa": "2023-07-01"}),
        (f"Foreign Minister Bence Halm, who was in Ankara on Tuesday, told Hungarian reporters there that {NEVER}.", {"Halm": "2023-07-04"}),
        ("Tolliver signed a cheque in Kyiv on a visit on Saturday.\n\nThe Ukrainian president didn't hide that he wants an invitation to NATO at "
         "once.", {"Horodetsky": "2023-07-01"}),
        # Where he was before is no day of what is said elsewhere.
        (f"Foreign Minister Bence Halm, who was in Ankara on Tuesday, told a Budapest paper that {NEVER}.", {"Halm": ""}),
        (f"“Deterrence means much today,” it says at the gate. Wilk, who takes part in everything, thinks that {NOW}.", {"Wilk": ""}),
    ],
)  # fmt: skip
def test_days_of_gatherings_of_asides_and_of_acts_done_today(text: str, expected: dict[str, str]) -> None:
    assert days(text) == expected
