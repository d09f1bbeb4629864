"""Which words of a sentence are whose claim: whole sentences, questions put, clauses of others."""

from __future__ import annotations

import pytest
from invented_roster import proposed

ROW = tuple[str, str, str]


def rows(text: str) -> list[ROW]:
    return [(one.actor, one.position, str(one.kind)) for one in proposed(text)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("NATO and Ukraine were the topic. “I do not see that happening,” Zsolt Barna said about a Ukrainian accession.",
         ("Zsolt Barna", "opposed", "direct")),
        ("Lesia Bondar declared that nothing had changed for Ukraine: it wants to be invited into NATO, and to be invited at the Vilnius "
         "summit.", ("Lesia Bondar", "now", "indirect")),
    ],
)  # fmt: skip
def test_a_sentence_that_tells_a_position_only_as_a_whole(text: str, row: ROW) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        # Two people are told of: nobody knows whose it is.
        "“I do not see that happening,” Zsolt Barna said about a Ukrainian accession, and Ewa Sosnowska said that she did.",
        # What was asked is not what was answered.
        "Asked whether Poland would back an immediate invitation to Ukraine to join NATO, Tadeusz Wilk replied that it was raining.",
        "“We have much to do,” Anne Tolliver said on Monday when MPs pressed her about an immediate invitation of Ukraine to NATO.",
        "“Would you invite Ukraine to join NATO now?” Anne Tolliver asked him.",
    ],
)
def test_whole_sentences_are_not_guessed(text: str) -> None:
    assert rows(text) == []


def test_who_is_urged_holds_nothing() -> None:
    found = rows(
        "Lesia Bondar was firm. She urged Hallstein to offer Ukraine an invitation to join NATO at the Vilnius summit."
    )
    assert found == [("Lesia Bondar", "now", "indirect")]


def test_a_reason_may_tell_the_view_of_others() -> None:
    found = rows(
        "There is no consensus, as Bondar admitted, because France and Germany reject Ukraine's membership of NATO."
    )
    assert found == [("France", "opposed", "reported"), ("Germany", "opposed", "reported")]


def test_a_belief_of_somebody_else_is_not_the_tellers() -> None:
    text = "Ewa Sosnowska spoke in the Sejm about NATO and Ukraine. “Rimkutė thinks that NATO is where Ukraine will end up,” she said."
    assert "Ewa Sosnowska" not in [actor for actor, _, _ in rows(text)]


@pytest.mark.parametrize("subject", ["All our allies agreed", "All allies have agreed", "Our allies agreed"])
def test_who_tells_what_all_allies_agreed_is_among_them(subject: str) -> None:
    text = f"President Tadeusz Wilk was brief. “{subject} Ukraine's future lies in NATO, as a member,” he said on Wednesday."
    assert rows(text) == [("Tadeusz Wilk", "in-principle", "direct")]
