"""The day words were said, with acts of speaking given by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.extract import dating
from stance.extract.dating import Act, Dated, date_acts, stated_on
from stance.extract.day_words import BREAK
from stance.extract.timing import find_times
from stance.model import Article, PartialDate, Span
from stance.text import TextParts

PUBLISHED = PartialDate(2023, 7, 6)  # a Thursday


def act(text: str, content: str, cue: str = "", speaker: str = "", *, after: int = 0, **more: bool) -> Act:
    start = text.index(content, after)
    place = text.index(cue, after) if cue else -1
    return Act(
        (Span(start, start + len(content)),), Span(place, place + len(cue)) if cue else None, None, speaker, **more
    )


def dates(text: str, *acts: Act, published: PartialDate | None = PUBLISHED) -> list[str]:
    found = date_acts(Article(text, published=published), acts)
    for one in found:
        assert one.span is None or one.span.of(text).strip()
    return [str(one.date or "") for one in found]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("She said on Thursday that it was time.", "2023-07-06"),
        ("She said on Wednesday that it was time.", "2023-07-05"),
        ("She said last Thursday that it was time.", "2023-06-29"),
        ("She said yesterday that it was time.", "2023-07-05"),
        ("She said on 3 July that it was time.", "2023-07-03"),
        ("She said on July 3, 2022, that it was time.", "2022-07-03"),
        ("She said on 20 December that it was time.", "2022-12-20"),
        ("She said last week that it was time.", "2023-06"),
        ("She said earlier this month that it was time.", "2023-07"),
        ("She said in May that it was time.", "2023-05"),
        ("She said three days ago that it was time.", "2023-07-03"),
        ("She said in an interview which the paper printed on Monday that it was time.", "2023-07-03"),
        ("Last week, the minister for everything under the sun and moon said that it was time.", "2023-06"),
        ("On Tuesday she said that it was time.", "2023-07-04"),
        ("She said that it was time.", ""),
        ("She has said that it was time.", ""),
    ],
)
def test_the_time_beside_the_cue(text: str, date: str) -> None:
    assert dates(text, act(text, "that it was time", "said")) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "She said that the ministers will meet on Tuesday.",
        "“We decide on 11 July, and not before Monday,” she said.",
        "She, who was in Riga on Tuesday to open a bridge, said that she wants it.",
        "Before the meeting on 11 July, she said that she wants it.",
        "She said the summit, due on Tuesday, matters.",
        "She said so until Monday.",
        "She said that today the country is closer to it than ever.",
        "She pointed out (she said) that today nobody knows.",
    ],
)
def test_days_that_are_not_those_of_the_words(text: str) -> None:
    quoted = "“We decide on 11 July, and not before Monday,”"
    content = quoted if quoted in text else text[text.index("said") + 5 :]
    assert dates(text, act(text, content, "said", direct=content == quoted)) == [""]


def test_the_time_at_the_edge_of_the_words_belongs_to_the_verb() -> None:
    text = "The minister ruled out an early invitation on Tuesday."
    assert dates(text, act(text, "an early invitation on Tuesday", "ruled out")) == ["2023-07-04"]


def test_the_same_speaker_keeps_the_day() -> None:
    text = "Minister Ana Kos wants a plan.\n\n“We need it,” she said in Split on Tuesday.\n\n“Now,” Kos said.\n\nThere is no time, she added.\n"
    lead = act(text, "wants a plan", "wants", "kos")
    quote = act(text, "“We need it,”", "said", "kos", direct=True)
    again = act(text, "“Now,”", "said.", "kos", direct=True)
    assert dates(text, lead, quote, again, act(text, "There is no time", "added", "kos")) == ["2023-07-04"] * 4


def test_one_event_has_one_day() -> None:
    text = (
        "The committee met on Tuesday.\n\n“Yes,” said the chairman.\n\n“No,” Olga Brandt replied. “Never,” she said the same evening.\n\n"
        "“Perhaps,” her colleague said the next morning.\n"
    )
    acts = [
        act(text, "“Yes,”", "said"),
        act(text, "“No,”", "replied"),
        act(text, "“Never,”", "said the same"),
        act(text, "“Perhaps,”", "said the next"),
    ]
    assert dates(text, *acts) == ["2023-07-04", "2023-07-04", "2023-07-04", "2023-07-05"]


def test_another_scene_has_no_day() -> None:
    text = "“Yes,” the minister said on Tuesday.\n\nThe lawyer Ivo Lang told this newspaper that it was wrong.\n"
    assert dates(text, act(text, "“Yes,”", "said", "a"), act(text, "that it was wrong", "told", "b")) == [
        "2023-07-04",
        "",
    ]


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("The ambassador added that it was wrong.", "2023-07-04"),
        ("The ambassador told the BBC that it was wrong.", ""),
        ("The ambassador told the daily Postimees that it was wrong.", ""),
        ("The ambassador wrote on his Facebook page that it was wrong.", ""),
        ("The ambassador told public radio after the session that it was wrong.", "2023-07-04"),
        ("The ambassador had warned that it was wrong.", ""),
        ("The ambassador had also warned there that it was wrong.", "2023-07-04"),
    ],
)
def test_words_to_an_outlet_of_their_own_or_from_before_have_not_the_day_of_the_event(told: str, date: str) -> None:
    text = f"“Yes,” the minister said at the summit on Tuesday. {told}\n"
    cue = next(word for word in ("added", "told", "wrote", "warned") if word in told)
    assert dates(text, act(text, "“Yes,”", "said", "a"), act(text, "that it was wrong", cue, "b"))[1] == date


def test_what_is_held_has_not_the_day_of_the_event_either() -> None:
    text = "“Yes,” the minister said on Tuesday. Budapest opposes the step."
    assert dates(text, act(text, "“Yes,”", "said", "a"), act(text, "the step", "opposes", "b")) == ["2023-07-04", ""]


def test_news_in_the_perfect_tense_have_the_day_that_their_own_words_are_given_further_down() -> None:
    rest = "\n\n“It is time,” she said on Tuesday."
    for lead, day in (
        ("Minister Ana Kos has called for a plan.", "2023-07-04"),
        ("Minister Ana Kos has long called for a plan.", ""),
        ("Minister Ana Kos, who has called for a plan, rode home.", ""),
    ):
        text = lead + rest
        acts = [act(text, "for a plan", "called", "kos"), act(text, "“It is time,”", "said", "kos")]
        assert dates(text, *acts) == [day, "2023-07-04"]
    text = "Minister Ana Kos has called for a plan.\n\nThe committee met on Tuesday.\n\n“It is time,” she said."
    acts = [act(text, "for a plan", "called", "kos"), act(text, "“It is time,”", "said", "kos")]
    assert dates(text, *acts) == ["", "2023-07-04"]


def test_the_date_line_is_not_the_day_of_what_had_been_said_before() -> None:
    text = "KYIV, July 5 (Some Agency) — The minister had said that it was time."
    assert dates(text, act(text, "that it was time", "said")) == [""]


def test_what_others_tell_is_dated_only_by_its_own_words() -> None:
    text = "“Berlin wants to wait,” the minister said on Tuesday. London, he said, asked for it on Monday."
    first = act(text, "“Berlin wants to wait,”", "said", "minister")
    berlin = act(text, "Berlin wants to wait", "", "berlin", reported=True)
    london = act(text, "London, he said, asked for it on Monday", "", "london", reported=True)
    assert dates(text, first, berlin, london) == ["2023-07-04", "", "2023-07-03"]


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Oslo, 1 June 2023\n\n", "2023-06-01"),
        ("KYIV, July 5 (Some Agency) — ", "2023-07-05"),
        ("Tuesday, 4 July 2023. All times are local.\n\n", "2023-07-04"),
        ("5 July 2023, 18:40\n\n", ""),
        ("Published: July 5, 2023\n\n", ""),
    ],
)
def test_the_date_line_is_the_last_resort(head: str, date: str) -> None:
    text = f"{head}The minister said that it was time."
    assert dates(text, act(text, "that it was time", "said")) == [date]
    late = f"{head}The minister said on 2 March that it was time."
    assert dates(late, act(late, "that it was time", "said")) == ["2023-03-02"]


def test_publication_alone_dates_nothing_and_nothing_can_do_without_it() -> None:
    text = "She said that it was time."
    assert dates(text, act(text, "that it was time", "said")) == [""]
    text = "She said on Thursday that it was time."
    assert dates(text, act(text, "that it was time", "said"), published=None) == [""]
    assert dates(text, act(text, "that it was time", "said"), published=PartialDate(2023, 7)) == [""]
    text = "She said on 3 May 2023 that it was time."
    assert dates(text, act(text, "that it was time", "said"), published=None) == ["2023-05-03"]


def test_the_date_line_stands_in_for_the_publication() -> None:
    text = "Kyiv, July 6, 2023. She said on Wednesday that it was time."
    assert dates(text, act(text, "that it was time", "said"), published=None) == ["2023-07-05"]


def test_one_sentence_alone() -> None:
    text = "It rained. “We want it,” she said on Monday. The end."
    article = Article(text, published=PUBLISHED)
    date, span = stated_on(article, Span(text.index("“"), text.index(" The end")))
    assert str(date) == "2023-07-03"
    assert span is not None
    assert span.of(text) == "Monday"


@pytest.mark.parametrize(
    ("words", "date", "future"),
    [
        ("on 11–12 July 2022", "2022-07", False),
        ("next Wednesday", "2023-07-12", True),
        ("for Friday", "2023-07-07", True),
        ("tomorrow", "2023-07-06", True),
        ("in 2008", "2008", False),
        ("two months ago", "2023-05", False),
        ("2022-09-30", "2022-09-30", False),
        ("the 5th of July", "2023-07-05", False),
        ("last year", "2022", False),
    ],
)
def test_times_in_text(words: str, date: str, future: bool) -> None:
    [time] = find_times(f"They spoke {words} again", PUBLISHED)
    assert (str(time.date), time.future) == (date, future)


@pytest.mark.parametrize(
    "words", ["May he come", "they may go", "1,250 marched", "31 February 2023", "a holiday", "the Sunday"]
)
def test_what_is_no_time(words: str) -> None:
    assert [time for time in find_times(words, PUBLISHED) if words != "the Sunday"] == []


def test_a_sentence_without_end_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        read = 0

        def search(self, words: str) -> object:
            self.read += len(words)
            return BREAK.search(words)

    text = "if (a) { b(c, d); } // said " * 1000
    acts = [act(text, "b(c, d)", "said", after=28 * number) for number in range(1000)]
    counting = Counting()
    monkeypatch.setattr(dating, "BREAK", counting)
    parts = TextParts(text)
    monkeypatch.setattr(parts, "sentences", [Span(0, len(text))])
    date_acts(Article(text, published=PUBLISHED), acts, parts=parts)
    assert 0 < counting.read <= 1100 * len(acts)


_text = st.text(alphabet=st.sampled_from("abc MonThursday July 1234567890.,“”()—\n"), max_size=300)


@given(_text, st.data(), st.sampled_from([None, PUBLISHED, PartialDate(2023), PartialDate(1, 1, 1)]))
def test_any_text_can_be_dated(text: str, data: st.DataObject, published: PartialDate | None) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    acts = [
        Act((Span(start, end),), Span(start, end), None, "x"),
        Act((Span(start, end),)),
        Act((), None, Span(start, end), "x"),
    ]
    found = date_acts(Article(text, published=published), acts)
    assert len(found) == 3
    for one in found:
        assert isinstance(one, Dated)
        if (
            published
            and published.day
            and one.date
            and one.span
            and not any(char.isdigit() for char in one.span.of(text))
        ):
            assert one.date.first <= published.first
