"""Bodies, states and documents as speakers: plurals that stand for the whole, ministries, texts and whose they are."""

from __future__ import annotations

import pytest
from invented_roster import who

from stance.extract.collectives import whole_of

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
