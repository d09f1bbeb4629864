"""Paragraphs, sentences, quotation marks, and finding words again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.text import TextParts, find_verbatim, normalize_words, paragraphs, quotations, sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def marked(text: str) -> list[str]:
    return [found.outer.of(text) for found in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lind met Sen. Ida Falk. They talked.", ["Mr. Lind met Sen. Ida Falk.", "They talked."]),
        ("J. K. Lind came at 5 p.m. Monday. He left.", ["J. K. Lind came at 5 p.m. Monday.", "He left."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("The U.S. “does not” agree. Nor do we.", ["The U.S. “does not” agree.", "Nor do we."]),
        ("It costs 3.5 percent… Too much!", ["It costs 3.5 percent…", "Too much!"]),
        ("“Yes. No.” He left.", ["“Yes.", "No.”", "He left."]),
        ("It began on Nov. 5 in Oslo. It rained.", ["It began on Nov. 5 in Oslo.", "It rained."]),
        ("One line\nAnother line", ["One line", "Another line"]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The council of Lindby met on Monday to talk about the bridge that the\n"
        "storm had damaged in the winter, and about the money that is needed for\n"
        "a new one.\n\nThe next meeting is in May."
    )
    assert len(paragraphs(wrapped)) == 2
    assert len(paragraphs("A title\nA line that stands by itself.\nAnother one.")) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ('"A b," he said. "C d', ['"A b,"', '"C d']),
        ("“A b c, he said. “D e f.”", ["“A b c, he said.", "“D e f.”"]),
        ("Er sagte: „Wir sind da“ und «oui» und »nein«.", ["„Wir sind da“", "«oui»", "»nein«"]),
        ('He is 5\'10" tall and 6\'2" "yes"', ['"yes"']),
        ("The workers' rights, the '90s and 'a real one' he said", ["'a real one'"]),
        ("''Some of us go,'' said X.", ["''Some of us go,''"]),
        ("“A “nested b” c” he", ["“A “nested b” c”"]),
        ("“He said ‘no’ to us,” she said", ["“He said ‘no’ to us,”"]),
        ("And when X is a member,” Falk concluded.", ["And when X is a member,”"]),
        ('""""""', []),
        ("It’s Falk’s and don’t", []),
    ],
)
def test_quotation_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_what_is_missing_is_told() -> None:
    (lost,) = quotations("And when X is a member,” Falk concluded.")
    assert not lost.opened and lost.closed
    (open_,) = quotations("“And when X is a member")
    assert open_.opened and not open_.closed


@given(st.text(alphabet="“”„«»‘’\"' ab.,\n", max_size=80))
def test_quotations_lie_in_order_and_apart(text: str) -> None:
    at = 0
    for found in quotations(text):
        assert at <= found.outer.start <= found.inner.start < found.inner.end <= found.outer.end <= len(text)
        at = found.outer.end


@given(st.text(max_size=80))
def test_sentences_lie_in_order_and_hold_all_words(text: str) -> None:
    at = 0
    for span in sentences(text):
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        at = span.end


def test_words_are_found_again_whatever_the_marks_and_spaces() -> None:
    text = "He said: “We  will\nbuild ‘it’ now.”"
    found = find_verbatim("\"We will build 'it' now.\"", text)
    assert found is not None and found.of(text) == "“We  will\nbuild ‘it’ now.”"
    assert find_verbatim("We would build it", text) is None
    assert find_verbatim("", text) is None
    assert normalize_words("a—b  “c”") == 'a-b "c"'


@given(st.text(alphabet="ab “”\n", max_size=40), st.data())
def test_any_stretch_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = normalize_words(text[start:end])
    assert (find_verbatim(quote, text) is not None) == bool(quote)


@given(st.text(alphabet=st.sampled_from("ab C.“”\"'!?\n5"), max_size=120))
def test_the_parts_of_a_text_are_what_splitting_it_gives(text: str) -> None:
    parts = TextParts(text)
    assert parts.paragraphs == paragraphs(text)
    assert parts.sentences == sentences(text)
    assert parts.quotations == quotations(text)
    assert [parts.sentences_of(number) for number in range(len(parts.paragraphs))] == [
        sentences(text, block) for block in parts.paragraphs
    ]


@pytest.mark.parametrize("opening", ["", "(", "“", "word ", "(a word "])
def test_an_abbreviation_is_one_whatever_stands_before_it(opening: str) -> None:
    assert cut(f"{opening}Sen. Lind came.") == [f"{opening}Sen. Lind came."]
