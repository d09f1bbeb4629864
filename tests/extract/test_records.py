"""Records of what was said, as offices put them out: briefings, remarks, speeches; who MS. HOLM is, and on which day."""

from __future__ import annotations

import pytest
from invented_roster import proposed

from stance.extract.layouts import read_layout
from stance.text import TextParts

BRIEFING = """Room 12, Harbour House

2:46 P.M. EDT

Q    Has the harbour master met the ferrymen?

MS. HOLM:  I have nothing to read out for you.

Go ahead.

Q    President Horodetsky of Ukraine said here today that his country should be invited to join NATO at once.  Does that go
for you too?

And a second one on fish.

MS. HOLM:  Well, we have said it before.  Ukraine can join NATO only once the war is over.

As to the fish, I would not know.

MR. VANCE:  Last question.

Q    Thank you.
"""


def rows(text: str, title: str = "", published: str = "2023-07-06") -> list[tuple[str, str]]:
    return [(one.actor, one.position) for one in proposed(text, published, title)]


def form(text: str, title: str = "") -> str:
    return read_layout(text, TextParts(text).paragraphs, title).form


def test_the_headline_tells_who_a_label_means() -> None:
    title = "Press Briefing by Deputy Spokeswoman Ida Holm and Fisheries Adviser Karl Vance"
    found = proposed(BRIEFING, title=title)
    assert [(one.actor, one.role, one.position) for one in found] == [("Ida Holm", "Deputy Spokeswoman", "after-war")]


def test_a_question_of_two_paragraphs_is_nobodys_view() -> None:
    assert "Pavlo Horodetsky" not in {actor for actor, _ in rows(BRIEFING, "Briefing by Ida Holm")}


def test_a_surname_two_people_of_the_headline_share_names_neither() -> None:
    assert "Ida Holm" not in {actor for actor, _ in rows(BRIEFING, "Briefing by Ida Holm and Petra Holm")}


def test_capitals_of_a_headline_are_no_people() -> None:
    text = "The harbour closed. Base said that Ukraine must join NATO now, and at once."
    assert rows(text, "Army Plans Base") == rows(text)


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        (BRIEFING, "Briefing by Ida Holm", "2023-07-06"),
        (BRIEFING, "Briefing by Ida Holm, July 4, 2023", "2023-07-04"),
        (BRIEFING.replace("2:46 P.M. EDT", "Oslo, 5 July 2023"), "Briefing by Ida Holm", "2023-07-05"),
        (BRIEFING.replace("2:46 P.M. EDT", "Please note."), "Briefing by Ida Holm", "None"),
    ],
)
def test_turns_are_of_the_day_of_the_record(text: str, title: str, day: str) -> None:
    assert [str(one.stated_on) for one in proposed(text, title=title)] == [day]


def test_a_day_named_in_an_answer_is_not_that_of_the_answer() -> None:
    text = BRIEFING.replace("we have said it before.", "yesterday in Brussels we sat late.")
    assert [str(one.stated_on) for one in proposed(text, title="Briefing by Ida Holm")] == ["2023-07-06"]


def test_the_president_of_an_officials_words_is_that_of_the_own_state() -> None:
    text = """White House, Room 3

MS. HOLM:  Good morning.  President Horodetsky of Ukraine was here for an hour, and he brought a map.

The President believes firmly that Ukraine will become a member of NATO.

Q    When?

MS. HOLM:  I will not guess.
"""
    assert ("Martin Greave", "in-principle") in rows(text, "Briefing by Ida Holm")
    assert ("Pavlo Horodetsky", "in-principle") not in rows(text, "Briefing by Ida Holm")


def test_remarks_of_two_with_one_label_each() -> None:
    text = (
        "Town Hall\nVik\n\n4:24 P.M.\n\nPRESIDENT WILK:  Let me begin with the weather.\n\n"
        + "It was a long winter, and a good one.\n\n" * 6
        + "We invite Ukraine to join NATO today, without waiting for anything.\n\nPRESIDENT HORODETSKY:  Thank you, Tadeusz.\n\n"
        + "I slept on the train.\n\n" * 5
    )
    assert form(text) == "transcript"
    assert rows(text) == [("Tadeusz Wilk", "now")]


def test_one_label_of_an_office_below_a_heading_is_a_speech() -> None:
    text = (
        "Castle Square\nLublin\n\nTHE PRESIDENT:  Thank you. Sit down, please.\n\n"
        + "It has been a hard year for all of us.\n\n" * 4
        + "Ukraine has to be invited into NATO at this summit, without delay.\n\n(Applause.)\n"
    )
    assert rows(text, "Remarks by President Tadeusz Wilk at Lublin") == [("Tadeusz Wilk", "now")]
    assert rows(text, "Remarks at Lublin") == []


def test_an_interpreters_words_are_those_of_whom_she_interprets() -> None:
    text = """Harbour House

PRESIDENT HORODETSKY:  (Speaks Ukrainian.)

INTERPRETER:  We ask that Ukraine be invited to join NATO now, with no further delay.

Q    (Speaks Ukrainian.)

INTERPRETER:  Would Poland veto any invitation of Ukraine to NATO? He fears that Poland opposes it.

PRESIDENT HORODETSKY:  No.
"""
    assert rows(text) == [("Pavlo Horodetsky", "now")]


@pytest.mark.parametrize(
    "label", ["**MS. HOLM:**", "[MS. HOLM]:", "MS. HOLM (via interpreter):", "MS HOLM:", "__MS. HOLM__:", "Ms. HOLM :"]
)
def test_labels_as_they_are_marked_up(label: str) -> None:
    assert rows(BRIEFING.replace("MS. HOLM:", label), "Briefing by Ida Holm") == [("Ida Holm", "after-war")]


SPEECH = """Dear friends,

I thank the university for having us. We have come a long way to this hall.

We all know what our neighbours went through, and my own family did too.

For us there is one answer: Ukraine must be invited into NATO now, without waiting for the end of the war.

I shall not speak for longer than my voice allows. Thank you for your patience with me.
"""


@pytest.mark.parametrize(
    ("title", "actor"),
    [
        ("Speech by the Speaker of the Seimas Rasa Vaitkė at Vilnius University", "Rasa Vaitkė"),
        ("Full text of the address by Prime Minister Kristiina Mägi to students", "Kristiina Mägi"),
        ("Remarks by President Wilk at the university", "Tadeusz Wilk"),
        ("Address by the President of Lithuania at Vilnius University", "Aldona Rimkutė"),
        ("Address by the President to Ukrainians", "Pavlo Horodetsky"),
        ("Foreign Minister Rasa Vaitkė's speech at Vilnius University", "Rasa Vaitkė"),
    ],
)
def test_a_speech_is_all_of_the_one_whom_its_headline_names(title: str, actor: str) -> None:
    assert rows(SPEECH, title) == [(actor, "now")]


def test_a_speech_may_name_its_speaker_in_its_first_line() -> None:
    text = "Speech by Rasa Vaitkė, Speaker of the Seimas\n\n" + SPEECH
    assert rows(text) == [("Rasa Vaitkė", "now")]


def test_a_report_of_a_speech_is_none() -> None:
    text = """The president's remarks drew applause.

"I came on foot," she said on Monday. "We all did," said the rector.

She told the students that our summer would be long, and her aide said that my hat was hers.

Ukraine must be invited into NATO now, Jonas Petrulis, a student, said.
"""
    assert form(text, "Remarks by President Rimkutė stir Vilnius") == ""
    assert form(SPEECH, "Students cheer in Vilnius") == ""
    assert form(SPEECH, "Joint statement by the presidents of Poland and Lithuania") != "speech"


TALK = """Room 12, Harbour House

Q    Ukraine has asked for an invitation to join NATO at the summit in Oslo.  What does the minister think of it?

MS. HOLM:  We talk to everybody about it.

There are many things on the table of the ministers this week.

There is the fish, for one.

There is the ice, for another.

And the lamps have to be paid for.

{late}

Q    {asked}

MS. HOLM:  {answer}
"""


def talk(late: str = "So there.", asked: str = "Thank you.", answer: str = "Good night.") -> list[str]:
    text = TALK.format(late=late, asked=asked, answer=answer)
    return [one.position for one in proposed(text, title="Briefing by Ida Holm")]


def test_what_a_question_speaks_of_carries_over_to_all_of_its_answer() -> None:
    assert talk(late="That is for the allies to decide.") == ["noncommittal"]
    other = TALK.replace(
        "Ukraine has asked for an invitation to join NATO at the summit in Oslo.", "Ukraine and NATO first."
    )
    text = other.format(late="That is for the allies to decide.", asked="So?", answer="So.")
    assert rows(text, "Briefing by Ida Holm") == []


def test_a_new_question_ends_what_was_spoken_of_but_a_short_one_goes_on_with_it() -> None:
    answer = "That is for the allies to decide."
    assert talk(asked="But when will you know?", answer=answer) == ["noncommittal"]
    other = "And then, on the ferry that ran ashore off Vik on Monday night with forty people in it, any news?"
    assert talk(asked=other, answer=answer) == []


YES = """"The harbour waits for us"

Interview with Foreign Minister Rasa Vaitkė of Lithuania about NATO and Ukraine. We met her in Vilnius.

{asked}

{answer} I said so in May, and my mind has not changed.

Are you well?

I am. We all are.

And what did you have for breakfast?

I had bread.
"""
EXPECTS = "Should NATO invite Ukraine at once, without waiting for the end of the war?"


@pytest.mark.parametrize(
    "answer", ["It should.", "Yes.", "Absolutely!", "Yes, of course.", "Of course: look at the map."]
)
def test_who_says_yes_holds_what_was_asked(answer: str) -> None:
    found = proposed(YES.format(asked=EXPECTS, answer=answer))
    assert [(one.actor, one.position, str(one.kind)) for one in found] == [("Rasa Vaitkė", "now", "direct")]
    text = YES.format(asked=EXPECTS, answer=answer)
    assert EXPECTS in found[0].evidence.of(text) and answer.split()[0] in found[0].evidence.of(text)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (EXPECTS, "No."),
        (EXPECTS, "Yes, but not while there is a war."),
        (EXPECTS, "I am asked that every day."),
        ("Why should NATO invite Ukraine at once, without waiting for the end of the war?", "Yes."),
        ("Should NATO invite Ukraine at once, or should it wait?", "Yes."),
    ],
)
def test_other_answers_agree_to_nothing(asked: str, answer: str) -> None:
    assert "now" not in [one.position for one in proposed(YES.format(asked=asked, answer=answer))]


def test_a_question_and_its_answer_at_the_end_of_a_live_blog() -> None:
    text = """09:40 – The ministers arrive in Oslo to talk about Ukraine and NATO.

11:20 – What does the house say? Fisheries spokeswoman Ida Holm: "We have a view."

Q: Will the minister back an invitation of Ukraine to NATO before January?
A: "That is for the allies to decide. I will not prejudge it."

12:00 – It snows.
"""
    assert rows(text) == [("Ida Holm", "noncommittal")]
