"""Positions in single sentences: the wordings they were built on, negation, condition, contrast, topic, and hostile phrases."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.codebook import load_codebook
from stance.extract.deciding import Decider, Decision, Limits
from stance.extract.positions import find_positions, names_little, names_near, parts_of
from stance.extract.proposing import decider_of
from stance.extract.topic import Discourse
from stance.matching import PhraseSet
from stance.model import Span
from stance.phrases import Phrase, PhraseError
from stance.reading import Reading

CODEBOOK = load_codebook()
WORDINGS = Path(__file__).with_name("wordings.tsv")


@lru_cache(maxsize=1)
def cues_alone() -> Decider:
    return Decider(CODEBOOK, None)


def decide(text: str, title: str = "Ukraine and NATO", decider: Decider | None = None) -> list[Decision]:
    discourse = Discourse(text, title, CODEBOOK.rules)
    parts = parts_of(discourse, [Span(0, len(text))])
    found = [one for part in parts for one in (decider or decider_of(CODEBOOK)).decide(discourse, part, parts)]
    return sorted(found, key=lambda one: -one.score)


def first(text: str, title: str = "Ukraine and NATO", decider: Decider | None = None) -> str:
    found = decide(text, title, decider)
    return found[0].position if found else "none"


def share_right(decider: Decider) -> float:
    rows = [line.split("\t") for line in WORDINGS.read_text(encoding="utf-8").splitlines() if line]
    return sum(first(row[1], decider=decider) == row[0] for row in rows) / len(rows)


def test_the_wordings_come_out_right() -> None:
    assert share_right(decider_of(CODEBOOK)) >= 0.95


def test_the_cues_alone_are_nearly_as_good() -> None:
    assert share_right(cues_alone()) >= 0.9


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("He did not rule out that Ukraine would join NATO.", "noncommittal"),
        ("There is no alternative to Ukraine's membership of NATO.", "in-principle"),
        ("We are not prepared to support Ukraine's accession to NATO.", "opposed"),
        ("We support Ukraine's membership of NATO, but not while the war goes on.", "after-war"),
        ("The senator, who had long opposed Ukraine's accession, now backs an immediate invitation.", "now"),
        ("Invite Ukraine now, even if it joins NATO only after the war.", "now"),
        ("There is no reason to wait for the end of the war before inviting Ukraine to NATO.", "now"),
        ("Ukraine must not be admitted before the war is over.", "after-war"),
        ("Sweden should be invited to join NATO now.", "none"),
        ("The European Union should admit Ukraine at once.", "none"),
        ("Ukraine must get the tanks now, the NATO chief said.", "none"),
        ("At the Bucharest summit in 2008 the allies agreed that Ukraine would become a member of NATO.", "none"),
        ("In the poll most respondents wanted Ukraine in NATO at once.", "none"),
        ("Georgia will become a member of NATO.", "none"),
    ],
)
def test_what_turns_a_position_round(text: str, position: str) -> None:
    assert first(text) == position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Ukraine could become neutral in return for binding guarantees instead of NATO, its envoy said.", "guarantees-first"),
        ("Ukraine must be neutral and stay out of NATO, the envoy from Moscow said.", "opposed"),
        ("Lisbon and Athens do not support naming a year for Ukraine's entry into NATO.", "after-war"),
        ("Lisbon and Athens do not support Ukraine's entry into NATO.", "opposed"),
        ("You will not be in NATO, the general told the Ukrainians.", "opposed"),
        ("The ministers kept to their agreement not to extend an invitation to Ukraine.", "after-war"),
        ("At this moment there is no way for Ukraine to join NATO, the marshal said.", "after-war"),
        ("It is too early to exactly tell how NATO will answer Ukraine.", "none"),
        ("The Kremlin is not ready for talks with Ukraine about NATO, the mediator said.", "none"),
        ("Ukraine gave up its warheads in return for security assurances, he recalled.", "none"),
    ],
)  # fmt: skip
def test_refusals_and_bargains_are_told_apart(text: str, position: str) -> None:
    assert first(text) == position


@pytest.mark.parametrize("sentences", [3, 60])
def test_a_long_text_needs_surer_words_where_they_name_little_of_the_question(sentences: int) -> None:
    limits = Limits(alone=0.4, short=20, longer=0.02, surest=0.9)
    assert limits.needed(sentences) == pytest.approx(0.06 if sentences == 3 else 0.9)
    lead = "The envoys spoke of Ukraine's accession to NATO. "
    text = (
        lead + "It can happen only when the war is over, the marshal said. " + "Then there was soup. " * (sentences - 2)
    )
    discourse = Discourse(text, "", CODEBOOK.rules)
    named, carried = (parts_of(discourse, [one.span])[0] for one in discourse.sentences[:2])
    assert not names_little(discourse, named)
    assert names_little(discourse, carried)
    model = decider_of(CODEBOOK).model
    assert Decider(CODEBOOK, model, limits).decide(discourse, carried, [carried])
    never_sure = Limits(surest=1.01, longer=1.0, short=0)
    assert not Decider(CODEBOOK, model, never_sure).decide(discourse, carried, [carried])


def test_without_a_cue_words_that_name_no_step_must_be_surer() -> None:
    text = "The envoys spoke of Ukraine's accession to NATO. Ukraine ought to be given a chance by the alliance."
    discourse = Discourse(text, "", CODEBOOK.rules)
    named, carried = (parts_of(discourse, [one.span])[0] for one in discourse.sentences)
    assert names_near(discourse, named)
    assert not names_near(discourse, carried)
    model = decider_of(CODEBOOK).model
    easy, hard = (Decider(CODEBOOK, model, Limits(alone=0.01, none=0.0, unnamed=least)) for least in (0.0, 1.01))
    assert easy.decide(discourse, carried, [carried])
    assert not hard.decide(discourse, carried, [carried])


@pytest.mark.parametrize(
    ("before", "words", "position"),
    [
        ("The two spoke of Ukraine's membership of NATO.", "There are steps that Ukraine needs to take.", "after-war"),
        ("Reporters asked about Ukraine joining NATO.", "“That is not going to happen,” he said.", "opposed"),
        ("Kyiv has long hoped to join NATO.", "They can forget about it, the president said.", "opposed"),
        ("The two spoke of air defence for Ukraine.", "There are steps that Ukraine needs to take.", "none"),
        ("A missile from Ukraine hit a village in a NATO state.", "“This must not happen again,” he said.", "none"),
    ],
)
def test_short_answers_are_read_by_what_stands_before(before: str, words: str, position: str) -> None:
    discourse = Discourse(f"{before} {words}", "", CODEBOOK.rules)
    part = parts_of(discourse, [Span(len(before) + 1, len(discourse.text))])[0]
    found = decider_of(CODEBOOK).decide(discourse, part, [part])
    assert (found[0].position if found else "none") == position


def test_a_negated_cue_becomes_what_the_codebook_says() -> None:
    text = "Ukraine will not be invited this summer."
    discourse = Discourse(text, "NATO", CODEBOOK.rules)
    found = find_positions(discourse, parts_of(discourse, [Span(0, len(text))]))
    assert found and {one.position for one in found} == {"after-war"}
    assert first("I do not expect the allies to extend an invitation to Ukraine this summer.") == "after-war"


def test_the_condition_is_kept_in_the_texts_words() -> None:
    found = decide("Ukraine can join NATO only when the fighting has stopped, he said.")
    assert found[0].position == "after-war"
    assert found[0].condition == "only when the fighting has stopped"


def test_the_topic_is_carried_over_and_given_up_again() -> None:
    carried = "The summit talked about Ukraine's accession to NATO. It can happen only when the war is over."
    dropped = "The summit talked about Sweden's accession to NATO. It can happen only when the war is over."
    assert first(carried, title="") == "after-war"
    assert first(dropped, title="") == "none"


def test_guarantees_stand_beside_a_view_on_the_time() -> None:
    found = decide(
        "Ukraine must get its invitation to NATO this summer; until it is a member it needs security guarantees."
    )
    assert {one.position for one in found} == {"now", "guarantees-first"}


# -- the language of phrases ------------------------------------------------------------------------------------------


def spans(phrase: str, text: str, lists: dict[str, list[str]] | None = None) -> list[str]:
    reading = Reading(text)
    return [reading.span(a, b).of(text) for a, b in Phrase(phrase, lists).find(reading)]


def test_phrases_see_through_spelling() -> None:
    assert spans("can not accept", "We can’t accept it, and she cannot accept it.") == ["can’t accept", "cannot accept"]
    assert spans("fast track", "a fast-track and a fast track") == ["fast-track", "fast track"]
    assert spans("turkiye 's veto", "Türkiye’s veto") == ["Türkiye’s veto"]
    assert spans("invit* {0-2} now", "Invite them now") == ["Invite them now"]
    assert spans("want @x", "we want a pact", {"x": ["(a | the) pact"]}) == ["want a pact"]
    assert spans("^ invite", "Invite them. They invite us.") == ["Invite"]
    assert spans("war {0-3} over", "war. It is over") == []


@pytest.mark.parametrize(
    "phrase", ["(", ")", "a|", "*", "a {13} b", "a {3-1} b", "@none", "x?", "", "{3} a {3}", "a " * 300]
)
def test_phrases_that_are_none(phrase: str) -> None:
    with pytest.raises(PhraseError):
        Phrase(phrase)


def test_a_phrase_whose_gaps_multiply_is_refused() -> None:
    with pytest.raises(PhraseError, match="combinations"):
        Phrase("a {12} b {12} c {12} d {12} e {12} f")


@pytest.mark.parametrize("words", ["a a a a b ", "want want need now ", "a b " * 3])
def test_no_text_makes_a_phrase_run_away(words: str) -> None:
    phrases = PhraseSet([Phrase("a {8} a {8} a {8} b"), Phrase("want|need {12} want|need {12} invitation")])
    reading = Reading(words * 2000)
    started = time.perf_counter()
    list(phrases.find(reading))
    assert time.perf_counter() - started < 60, "not a speed bar: a runaway would take hours"


_ALPHABET = st.sampled_from(
    [*list("aZ1 .,;:!?'’“”\"«»-–—…()\n\t\x00\x1b\u202eéØß中"), " Ukraine ", " NATO ", " can't ", " now "]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_ALPHABET, max_size=60).map("".join))
def test_readings_keep_the_places_of_their_words(text: str) -> None:
    reading = Reading(text)
    assert len(reading.words) == len(reading.spans)
    assert all(0 <= start < end <= len(text) for start, end in reading.spans)
    assert all(a[0] <= b[0] for a, b in zip(reading.spans, reading.spans[1:], strict=False))
    assert reading.line == " " + " ".join(reading.words) + " "
    assert all(" " not in word and word for word in reading.words)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab(|)?@*{}0-9… ^,.", max_size=30))
def test_any_phrase_is_read_or_refused(phrase: str) -> None:
    try:
        made = Phrase(phrase, {"a": ["b"]})
    except PhraseError:
        return
    list(made.find(Reading("a b a b, a. b")))


def test_a_text_that_names_the_country_only_further_on_is_on_the_question_from_its_beginning() -> None:
    rules = load_codebook().rules
    late = Discourse("The invitation should go out this summer.\n\nUkraine has waited long enough.", "", rules)
    never = Discourse("The invitation should go out this summer.\n\nEverybody has waited long enough.", "", rules)
    first, other = late.sentences[0], never.sentences[0]
    assert late.strength(first, 0, (0, 7), (1, 2)) > 0
    assert never.strength(other, 0, (0, 7), (1, 2)) == 0
