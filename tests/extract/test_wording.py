"""The learned opinion is the same whether its features are written out, as for learning, or only looked up."""

from __future__ import annotations

import pytest

from stance.codebook import load_codebook
from stance.extract.wording import Tags, features, load_model, word_tags
from stance.reading import Reading

TEXTS = [
    "Ukraine should be invited to join NATO now, now and now again, and not when the war is over.",
    "President Petro Poroshenko said: Kyiv's way into the Alliance can't wait until 2030, can it?",
    "We give guarantees; membership comes later. Later membership comes after guarantees we give.",
    "Unheard-of gibberish: xqzt wvvk, brrm!",
    "No.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("hits", [(), (("now", 6.0), ("opposed", 3.0))])
def test_looking_up_gives_what_written_features_give(text: str, hits: tuple[tuple[str, float], ...]) -> None:
    codebook = load_codebook()
    assert codebook.weights is not None
    model = load_model(codebook.weights)
    tags = word_tags(codebook, model)
    for reading in (Reading(text), Reading(text).part(1, len(Reading(text).words))):
        written = model.chances(features(reading, text, tags, hits))
        assert model.chances_of(reading, tags, hits) == pytest.approx(written, abs=1e-12)


def test_classes_of_words_are_seen_denied_and_under_a_condition() -> None:
    tags = Tags({}, {"war": "war fight*", "join": "join*", "after": "after once"})
    seen = features(Reading(text := "Ukraine must not join, but fights; once it fights, it joins."), text, tags)
    assert {"n", "n join", "a war", "k after war", "k after join", "a join"} <= seen
    assert "n war" not in seen
    assert tags.classes["fighter"] == "war" and tags.classes["warm"] == ""


def test_a_reading_knows_which_words_begin_with_a_capital() -> None:
    text = "The NATO-led US force can't Wait. CANNOT, Cannot it?"
    reading = Reading(text, 4)
    assert reading.capitals == [text[start].isupper() for start, _ in reading.spans]
    assert reading.part(2, 6).capitals == reading.capitals[2:6]
