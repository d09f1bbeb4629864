"""Phrases tried together stand where each stands by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stance.matching import PhraseSet, Vocabulary
from stance.phrases import Phrase, PhraseError
from stance.reading import Reading

LISTS = {
    "wish": ["want", "ask*", "call for", "ask {0-2} now"],
    "step": ["join", "enter", "be {0-2} member", "@wish join", "can not join"],
    "when": ["now", "this|next summer", "as soon as (it | they) can", "the? war ends"],
}
WORDS = ["want", "asks", "ask", "call", "for", "now", "join", "joined", "be", "a", "member", "next", "summer", "the", "war", "ends", "can't", "can",
         "not", "as", "soon", "it", "and", "we", "but", "he", "said", "Kyiv's"]  # fmt: skip
PIECES = ["want", "ask*", "jo*", "now", "(be | join)", "be|want", "{0-3}", "{1-2}", "{4}", "…", "@wish", "@step", "@when", "the?", "(a | the)?", ",", ".",
          "^", "can't", "'s", "(want {0-2} now | join)", "(we | he said | @when)", "(now {1-2})", "not {0-3} (join | @wish)"]  # fmt: skip


def by_itself(phrase: Phrase, reading: Reading) -> list[tuple[int, int]]:
    """The plain definition: what its pattern finds in the line of words."""
    return [
        (reading.word_at(match.start()), reading.word_at(match.end() - 1) + 1)
        for match in phrase.pattern.finditer(reading.line)
        if match.end() > match.start()
    ]


phrases = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)
texts = st.lists(st.sampled_from([*WORDS, ",", ".", "; ", ":", "-", "\n\n"]), max_size=30).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(phrases, min_size=1, max_size=14), st.lists(texts, min_size=1, max_size=3), st.data())
def test_phrases_stand_together_where_each_stands_by_itself(
    written: list[str], lines: list[str], data: st.DataObject
) -> None:
    made = []
    for one in written:
        try:
            made.append(Phrase(one, LISTS))
        except PhraseError:
            continue
    vocabulary = Vocabulary()
    half = len(made) // 2
    sets = [PhraseSet(made, vocabulary), PhraseSet(made[:half], vocabulary), PhraseSet(made[half:])]
    for line in lines:
        whole = Reading(line)
        first = data.draw(st.integers(0, len(whole.words)))
        last = data.draw(st.integers(first, len(whole.words)))
        for reading in (whole, whole.part(first, last)):
            for found in sets:
                expected = [
                    (number, *place)
                    for number, phrase in enumerate(found.phrases)
                    for place in by_itself(phrase, reading)
                ]
                assert list(found.find(reading)) == expected
                assert found.any(reading) == bool(expected)
                tried = [number for number, _ in found.tried(reading)]
                assert {number for number, *_ in expected} <= set(tried) <= set(found.present(reading))


def test_a_set_made_later_is_seen_in_a_reading_looked_at_before() -> None:
    vocabulary, reading = Vocabulary(), Reading("They want it now.")
    assert PhraseSet([Phrase("want")], vocabulary).any(reading)
    assert PhraseSet([Phrase("now")], vocabulary).any(reading)
