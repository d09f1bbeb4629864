"""Who said which words: forms, floors on articles of our own, and what must hold for any text."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.extract.attribution import attribution_record, find_attributions

HERE = Path(__file__).parent
GOLD = [json.loads(line) for line in (HERE / "attribution_gold.jsonl").read_text(encoding="utf-8").splitlines()]
BENCHMARKS = HERE.parents[1] / "benchmarks"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            found.source.of(text) if found.source else "",
            found.cue.of(text) if found.cue else "",
            " … ".join(span.of(text) for span in found.content),
        )
        for found in find_attributions(text)
    ]


def test_floors_on_our_own_articles() -> None:
    tallies = load("score_attribution").score(GOLD)
    assert len(GOLD) >= 25
    assert tallies["direct"].figures()[2] >= 0.98
    assert tallies["indirect"].figures()[2] >= 0.85
    assert tallies["all"].figures()[2] >= 0.90


@pytest.mark.parametrize("name", ["scare-quotes", "titles", "nothing"])
def test_words_in_marks_that_nobody_says_are_left_alone(name: str) -> None:
    text = next(article["text"] for article in GOLD if article["id"] == name)
    assert find_attributions(text) == []


def test_a_quote_split_by_its_speaker_is_one_attribution() -> None:
    (found,) = told("“The harbour,” Falk said, “belongs to the fishermen.”")
    assert found == ("Falk", "said", "“The harbour,” … “belongs to the fishermen.”")


def test_a_quote_goes_on_over_paragraphs_until_it_is_closed() -> None:
    text = "“We have lost three ships,” said Oskar Lind.\n\n“Nobody has called us about it.\n\n“We will not sail.”"
    (found,) = told(text)
    assert found[0] == "Oskar Lind"
    assert found[2].count("…") == 2


def test_a_sentence_on_the_question_after_a_quotation_does_not_end_it() -> None:
    found = told(
        "Mayor Anna Falk, who took office in May, said: “The harbour stays open.” Asked when that might end, she declined to name a day."
    )
    assert ("Mayor Anna Falk", "said", "“The harbour stays open.”") in found


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Norway will block any decision, says Foreign Minister Ola Falk.", "Foreign Minister Ola Falk", "Norway will block any decision"),
        ("The town has waited long enough, argues Mette Lund.", "Mette Lund", "The town has waited long enough"),
        ("The bridge will not be on the agenda, says the Danish premier.", "the Danish premier", "The bridge will not be on the agenda"),
        (
            "Mayor Jan Holm, who has called the club \"a trap with a view\", told deputies on Monday that he would never join.",
            "Mayor Jan Holm", "that he would never join",
        ),
    ],
)  # fmt: skip
def test_grammar_tells_who_speaks_where_verb_and_speaker_change_places(text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, _, what in told(text)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The bridge cannot be closed, the mayor answered, since nobody could reach the island then.", "the mayor", "The bridge cannot be closed … since nobody could reach the island then"),
        ("There was no place for it, the general objected.", "the general", "There was no place for it"),
        ("The port must stay open, the harbour office underscored, even if the ice comes.", "the harbour office", "The port must stay open … even if the ice comes"),
        ("It is too early for a vote, the mayor of Lund, Ola Falk, argued, because half the town is away.", "the mayor of Lund", "It is too early for a vote"),
    ],
)  # fmt: skip
def test_a_clause_set_into_another_reports_it(text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, _, what in told(text)]


def test_a_verb_after_a_subordinate_clause_is_no_clause_set_in() -> None:
    assert told("The mayor, who was tired, answered, and sat down.") == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Sen. Ann Berg, R-Miss., told reporters that the bill was ready.", "Sen. Ann Berg", "that the bill was ready"),
        (
            "Sens. Ann Berg, D-N.H., and Karl Lund, R-N.C., said the bill was ready.",
            "Sens. Ann Berg, D-N.H., and Karl Lund",
            "the bill was ready",
        ),
        ("Ann Berg herself told the club that it had to wait.", "Ann Berg herself", "that it had to wait"),
        (
            "OSLO, June 28, 2023 (AP) — A group of deputies on Wednesday urged the council to act.",
            "A group of deputies",
            "the council to act",
        ),
        (
            "“If not now, then when?” Norwegian Prime Minister Anna Falk asked at a fair in Bergen last month.",
            "Norwegian Prime Minister Anna Falk",
            "“If not now, then when?”",
        ),
    ],
)
def test_the_speaker_is_told_beside_party_tags_datelines_and_long_offices(text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, _, what in told(text)]


def test_one_unclosed_mark_does_not_lose_the_rest() -> None:
    text = "“The ice is thin this year, said Strand.\n\n“We measured it twice,” added his sister Ida.\n\nLind said it was true."
    assert [source for source, _, _ in told(text)] == ["Strand", "his sister Ida", "Lind"]


def test_a_mark_that_nothing_opens_takes_its_paragraph() -> None:
    text = "We have asked for a clear answer. When it comes, the town will be ready to act,” Falk concluded."
    (found,) = told(text)
    assert found[0] == "Falk"
    assert found[2].startswith("We have asked")


def test_a_line_with_a_name_signs_the_quote_above() -> None:
    text = "“I owe everything to my teachers, who never gave up”.\nMaren Holt, winner of the prize\nThe prize is given in June."
    (found,) = told(text)
    assert found[0] == "Maren Holt"


def test_the_speaker_is_the_whole_noun_phrase() -> None:
    text = "The head of the harbour council, Oskar Lind, said that the quay would be rebuilt."
    assert told(text)[0][0] == "The head of the harbour council, Oskar Lind"
    text = "Danish minister Lars Holm and his Finnish counterpart Aino Virta said that the border would be closed."
    assert told(text)[0][0] == "Danish minister Lars Holm and his Finnish counterpart Aino Virta"


def test_the_addressee_does_not_speak() -> None:
    text = "“I have never seen such waves,” Strand told the Lindby Post."
    (found,) = find_attributions(text)
    assert found.source and found.source.of(text) == "Strand"
    assert found.addressee and found.addressee.of(text) == "the Lindby Post"


def test_words_that_two_cues_report_are_attributed_once() -> None:
    text = "Minister Anna Falk said in her opening remarks that the bridge would be “a gift to the town.”"
    (found,) = told(text)
    assert found[:2] == ("Minister Anna Falk", "said")


def test_a_fragment_after_a_reported_clause_stays_with_it() -> None:
    text = (
        "Lind said that the ice had been measured twice, and although nobody has asked him, "
        "Norway has, in his words, “never been so close to a winter without any snow.”"
    )
    assert any("been measured" in content and "without any snow" in content for _, _, content in told(text))


def test_a_quotation_of_its_own_is_spoken_by_whom_the_sentence_before_announces() -> None:
    text = "The mayor of Lindby, Nora Falk, put it this way:\n\n“We will build the bridge and nobody will stop us.”"
    assert told(text)[0][0].endswith("Nora Falk")


def test_a_name_between_a_dash_and_a_colon_speaks() -> None:
    text = "THE HARBOUR MATTERS - Nora Falk: “Two weeks ago it was the ferry. Now it is the quay.” It went on."
    assert told(text)[0][0] == "Nora Falk"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Someone in the room quotes Lind with the words “We will never build the harbour here.”", "Lind"),
        ("A participant at the meeting quotes him with the words: “Not in winter.”", "him"),
        (
            "The Lindby Post quoted Nora Falk, the mayor, as saying that the bridge would be closed.",
            "Nora Falk, the mayor",
        ),
        ("Falk was quoted by the Lindby Post on Monday as saying the bridge would be closed.", "Falk"),
    ],
)
def test_words_are_those_of_whom_somebody_quotes(text: str, source: str) -> None:
    (found,) = told(text)
    assert found[0] == source


def test_neither_times_nor_brackets_speak() -> None:
    text = "At a convention in Oslo, Sen. Ida Strand (D-Lindby) on Friday said that the plan was a “proven failure.”"
    assert "Ida Strand" in told(text)[0][0]


def test_the_noun_phrase_after_a_cue_that_follows_its_quote_speaks() -> None:
    text = "“There never was an order,” said the base chief known as Bob, speaking in public for the first time."
    assert told(text)[0][0].startswith("the base chief")


def test_headings_in_marks_and_words_set_apart_again_are_no_quotes() -> None:
    text = (
        "Nora Falk went to Lindby to open the new bridge.\n\n“A gift to all of us”\n\nThe bridge opens in May.\n\n"
        "“We have waited for this bridge for thirty years and more,” Falk said."
    )
    assert [source for source, _, _ in told(text)] == ["Falk"]


def test_beliefs_are_no_speech() -> None:
    (found,) = find_attributions("Most voters believe that the harbour will be lost.")
    assert not found.speech
    (found,) = find_attributions("The mayor said that the harbour would be lost.")
    assert found.speech


def test_interviewers_are_not_quoted() -> None:
    text = next(article["text"] for article in GOLD if article["id"] == "questions-answers")
    assert [source for source, _, _ in told(text)] == ["Nora Falk", "Nora Falk"]


def test_records_are_plain_and_point_into_the_text() -> None:
    text = "“We will build it,” said Nora Falk."
    (record,) = attribution_record(text, find_attributions(text))
    assert json.loads(json.dumps(record)) == record
    assert record["source_text"] == "Nora Falk"
    assert text[slice(*record["content"]["spans"][0])] == "“We will build it,”"
    assert record["direct"] and record["speech"]


def check(text: str) -> None:
    found = find_attributions(text)
    assert found == find_attributions(text)
    for one in found:
        assert one.content
        at = 0
        for span in one.content:
            assert at <= span.start < span.end <= len(text)
            at = span.end
        for part in (one.source, one.cue, one.addressee):
            assert part is None or 0 <= part.start < part.end <= len(text)
        assert 0 <= one.score <= 1


_PIECES = st.sampled_from(
    [*"“”„‟«»‹›‘’‚\"'`()[]–—-:;,.?!…\n\t\u202e\x00\ufeff ", "''", "said", " said ", "he", " Falk ", "the mayor", "that", " of ", "told",
     "According to ", " and ", "Q: ", "A: ", "FALK: ", "14:05 ", "**", " 5'10\" ", "Mr. ", "U.S. ", "\n\n", "NATO", "is", "not", "表", "Москва"]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_spans_are_sound_for_texts_made_of_hard_pieces(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_spans_are_sound_for_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        '"' * 3000,
        "“" * 2000 + "”" * 2000,
        "said " * 3000,
        "a" * 20000,
        "“a” said b. " * 500,
        "| a | b |\n|---|---|\n| 1 | 2 |\n" * 50,
        "def f(x):\n    return 'said' + \"that\"\n" * 50,
        "Президент заявил, что «мы будем в НАТО». " * 40,
        "ABSCHLUSS – " * 500,
        "\ud800 he said \udfff",
    ],
)
def test_hostile_texts_are_read_without_harm(text: str) -> None:
    check(text)


def test_what_is_added_is_no_part_of_what_was_said_before() -> None:
    text = "The two will meet next week, Falk said, adding, “They need to sit down and have a good talk.”"
    assert [" … ".join(span.of(text) for span in found.content) for found in find_attributions(text)] == [
        "The two will meet next week",
        "“They need to sit down and have a good talk.”",
    ]


def test_a_heading_between_dashes_is_no_signature() -> None:
    text = "“The harbour is too small for the ships that want to come,” he said.\n\n“It always was and it always will be, I fear.”\n\n– Old Hands –\n\nThe council met."
    assert not any("Old Hands" in (found.source.of(text) if found.source else "") for found in find_attributions(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Berg, during a town hall meeting in Riga, Latvia, said she was “going to wait for the spring.”", "Berg"),
        ("Anna Berg, who leads a group in the council, a body of nine, said that the plan was dead.", "Anna Berg"),
        ("Another envoy speaking to Nordic News said, “We are looking at three possible dates.”", "Another envoy"),
        ("Strand and Lind will meet in Oslo, Falk said, adding, “They need to sit down and have a talk.”", "Falk"),
    ],
)
def test_what_is_set_in_or_added_leaves_the_speaker(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


def test_what_is_set_in_before_a_passive_or_another_subject_names_no_speaker() -> None:
    assert told("Anna Berg, the mayor of Riga, Latvia, was told that the plan was dead.")[-1][0] != "Anna Berg"
    assert told("The plan, an old one, Falk said on Friday, was dead.")[-1][0] == "Falk"
