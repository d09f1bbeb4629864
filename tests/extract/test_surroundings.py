"""What stands round an article on its page is nobody's statement in it."""

from __future__ import annotations

import pytest
from invented_roster import who

BODY = "Ukraine and NATO were on the minds of the ministers in Oslo on Tuesday.\n\nNobody said much about it.\n\n"


@pytest.mark.parametrize(
    "chrome",
    [
        "Related: Barna says Ukraine must never join NATO",
        "Photo caption: Barna opposes Ukraine's NATO membership.",
        "Also read\n\nBarna: Ukraine must never join NATO\n\nWilk says Ukraine should be invited to NATO now",
        "Most read:\n\nHungary's Barna vows to veto Ukraine's NATO membership",
        "Comments (3)\n\nTadeusz Wilk: Ukraine must be invited to join NATO now!",
    ],
)
def test_the_page_round_an_article_holds_no_statements(chrome: str) -> None:
    assert who(BODY + chrome + "\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Also read\n\nA storm in Vik\n\nPolish President Tadeusz Wilk said that Ukraine must be invited to join NATO now.",
        "Related matters took an hour.\n\nPolish President Tadeusz Wilk said that Ukraine must be invited to join NATO now.",
        "Watch out, he said.\n\nPolish President Tadeusz Wilk said that Ukraine must be invited to join NATO now.",
    ],
)
def test_what_follows_a_list_in_whole_sentences_is_the_article_again(text: str) -> None:
    assert who(BODY + text + "\n") == ["Tadeusz Wilk"]


def test_comments_are_a_heading_only_after_the_article() -> None:
    said = "Polish President Tadeusz Wilk said that Ukraine must be invited to join NATO now.\n\n"
    assert who("Comments\n\n" + said + BODY) == ["Tadeusz Wilk"]
