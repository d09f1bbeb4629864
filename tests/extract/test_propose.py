"""From whole articles to proposals: real layouts, invented texts, hostile ones; spans, quotes, and the same every time."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stance.extract.outline
import stance.text
from stance.actors import Gazetteer, load_roster
from stance.codebook import load_codebook
from stance.extract import explain, propose
from stance.extract.language import language_problem, likely_language
from stance.model import Article, Confidence, Kind, PartialDate, Proposal, Span
from stance.resources import data_file

DAY = PartialDate.parse("2023-07-06")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer(load_roster(data_file("actors.toml"))[0])


def run(text: str, title: str = "", published: PartialDate | None = DAY) -> list[Proposal]:
    found = propose(Article(text, title=title, published=published), load_codebook(), gazetteer())
    hold(text, found)
    return found


def hold(text: str, found: list[Proposal]) -> None:
    """What must be so of every proposal of any text."""
    for one in found:
        for span in (one.evidence, one.quote_span, one.speaker, one.cue, one.position_cue, one.date_span):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert bool(one.quote) == (one.quote_span is not None)
        if one.quote_span is not None:
            assert one.quote == one.quote_span.of(text)
            assert one.evidence.start <= one.quote_span.start and one.quote_span.end <= one.evidence.end
        assert one.actor and one.position in load_codebook().ids and one.cues
    assert len({(one.actor, one.position) for one in found}) == len(found)


def rows(found: list[Proposal]) -> set[tuple[str, str, str]]:
    return {(one.actor.split()[-1], one.position, str(one.kind)) for one in found}


ROUND_UP = """Ministers gathered in Oslo on Wednesday to talk about Ukraine and NATO.

Earlier, British Foreign Secretary James Cleverly and his Polish counterpart Zbigniew Rau backed a fast-track accession of Ukraine.

German Chancellor Olaf Scholz was more careful. "As long as the war lasts there can be no accession," he told reporters.

The Foreign Policy Committee of the Bulgarian Parliament approved a draft declaration in favour of Ukraine's entry into NATO once the war is over.

Hungary, Scholz added, rejects Ukrainian membership on principle.

Swedish officials said their own accession should be completed at once.
"""


def test_a_round_up_gives_each_actor_the_own_view() -> None:
    found = run(ROUND_UP)
    assert rows(found) == {
        ("Cleverly", "now", "indirect"), ("Rau", "now", "indirect"), ("Scholz", "after-war", "direct"),
        ("Parliament", "after-war", "indirect"), ("Hungary", "opposed", "reported"),
    }  # fmt: skip
    scholz = next(one for one in found if one.actor == "Olaf Scholz")
    assert scholz.quote == "As long as the war lasts there can be no accession,"
    assert scholz.country == "DE" and scholz.stated_on == PartialDate.parse("2023-07-05")
    assert scholz.condition.startswith("As long as the war")


TRANSCRIPT = """Doorstep on Ukraine and NATO: transcript

Brussels, 6 July 2023

JENS STOLTENBERG (NATO Secretary General): Good morning. Ukraine will become a member of the Alliance.

QUESTION (Daily): Should Ukraine be invited in Vilnius?

STOLTENBERG: Not while the war goes on. An invitation to Ukraine will come when the conditions are met.

GITANAS NAUSĖDA (President of Lithuania): I disagree, dear Jens. We should invite Ukraine now.
"""


def test_a_transcript_gives_the_words_to_their_speakers_and_none_to_those_who_ask() -> None:
    assert rows(run(TRANSCRIPT)) == {("Stoltenberg", "after-war", "direct"), ("Nausėda", "now", "direct")}


INTERVIEW = """“We need them inside”

Estonian Prime Minister Kaja Kallas on Ukraine, NATO and patience. The interview was held on 5 July.

Prime Minister, should NATO wait with Ukraine until the war is over?

No. I say that we should invite Ukraine at this summit. Waiting only helps our enemies.

And what do others think?

I don't speak for them. My neighbours see it as I do.
"""


def test_an_interview_gives_the_answers_to_the_one_who_is_asked() -> None:
    found = run(INTERVIEW)
    assert rows(found) == {("Kallas", "now", "direct")}


def test_a_joint_text_gives_a_row_to_each_who_signed() -> None:
    text = """Joint statement on Ukraine

Riga, 5 July 2023

1. We, the undersigned Ministers, met today in Riga.

2. We support the immediate opening of accession talks between Ukraine and NATO.

3. We shall meet again in the autumn.

Krišjānis Kariņš, Minister of Foreign Affairs of Latvia
Gabrielius Landsbergis, Minister of Foreign Affairs of Lithuania
"""
    assert rows(run(text)) == {("Kariņš", "now", "direct"), ("Landsbergis", "now", "direct")}


def test_people_outside_the_roster_are_proposed_as_new() -> None:
    found = run("Estonian Foreign Minister Tiina Leppmets said on Tuesday that NATO must invite Ukraine at once.")
    assert [(one.actor, one.actor_id, one.position, one.country) for one in found] == [
        ("Tiina Leppmets", None, "now", "EE")
    ]


def test_who_is_not_named_stays_anonymous() -> None:
    found = run("A senior diplomat said that Ukraine could join NATO only after the war.")
    assert [one.actor for one in found] == ["anonymous"]
    assert found[0].confidence is Confidence.LOW


def test_a_position_given_up_and_history_are_left_out() -> None:
    text = (
        "Senator Lindsey Graham, who had long opposed Ukraine's accession to NATO, now supports an immediate invitation to Kyiv.\n\n"
        "At the Bucharest summit in 2008 Angela Merkel rejected an invitation for Ukraine."
    )
    assert rows(run(text)) == {("Graham", "now", "indirect")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Sweden's prime minister said on Tuesday that his country must join NATO at once.",
        "The weather in Kyiv was fine. Nobody said anything about NATO.",
        "Oslo. The minister said the bridge would be finished by spring, whatever the weather.",
    ],
)
def test_nothing_to_find(text: str) -> None:
    assert run(text) == []


GERMAN = (
    "Der ukrainische Präsident hat am Donnerstag in Kiew gesagt, dass die Ukraine so bald wie möglich in die NATO aufgenommen "
    "werden soll. Er hat die Verbündeten um eine Einladung gebeten, die auf dem Gipfel in Vilnius ausgesprochen werden könnte."
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (GERMAN, "German"),
        ("Президент України заявив, що країна має отримати запрошення до НАТО на саміті, і що це не може чекати. " * 3, "Ukrainian"),
        ("Le président de l'Ukraine a déclaré que son pays doit être invité dans l'OTAN et que les alliés ne peuvent pas attendre la fin de la guerre.", "French"),
    ],
)  # fmt: skip
def test_other_languages_are_named_and_nothing_is_proposed(text: str, name: str) -> None:
    problem = language_problem(Article(text, place="a.txt"))
    assert problem is not None and not problem.serious and name in problem.reason
    assert run(text) == []
    assert explain(Article(text), load_codebook(), gazetteer()).problem is not None


def test_short_texts_and_english_ones_pass() -> None:
    assert language_problem(Article("Kein Wort.")) is None
    assert language_problem(Article(ROUND_UP)) is None
    assert likely_language(ROUND_UP) is not None


def test_explain_says_why() -> None:
    article = Article(ROUND_UP, published=DAY)
    told = explain(article, load_codebook(), gazetteer())
    assert list(told.proposals) == propose(article, load_codebook(), gazetteer())
    assert any(reason.positions for reason in told.reasons)
    assert any(reason.why for reason in told.reasons)
    assert {mark.label for mark in told.marks} == {"content", "cue", "speaker", "position", "date"}


def test_explanations_are_drawn_without_control_characters() -> None:
    from stance.render.explain import explanation_texts
    from stance.render.style import Look

    text = 'President \x1b[31mVolodymyr Zelenskyy said: "Invite Ukraine\u202e to NATO now," and left.'
    told = explain(Article(text, title="a\x1b[2Jb"), load_codebook(), gazetteer())
    lines = list(explanation_texts(told, Look.of(load_codebook().positions)))
    assert "\x1b" not in "".join(line.plain for line in lines) and "\u202e" not in "".join(line.plain for line in lines)
    assert any("Proposals" in line.plain for line in lines)


AWKWARD = {
    "quotation marks": "“”\"'«»„‘’" * 400,
    "open quotations": "“Ukraine should join NATO now " * 200,
    "a table": "Ukraine | NATO | invite | now | said | 2023\n" * 200,
    "a list": "- Ukraine, NATO: membership now\n" * 200,
    "code": 'if (ukraine && nato) { invite("Ukraine", "now"); } // he said\n' * 100,
    "one line": "Ukraine must be invited to NATO now, the minister said, but not while the war lasts. " * 200,
    "no spaces": "UkraineNATOnow" * 2000,
    "controls": "Ukraine\x00 said\x1b[31m NATO\u202e must\u200b invite it now.\n" * 100,
    "separators": "Ukraine\u2028must\u2029join\x85NATO\x0bnow\x0c said Joe Biden." * 50,
    "surrogates": "Joe Biden said Ukraine \ud800 must join NATO now." * 20,
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_texts_do_no_harm(text: str) -> None:
    run(text)


@pytest.mark.long
@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_texts_of_a_megabyte(text: str) -> None:
    run((text * (1_000_000 // len(text) + 1))[:1_000_000])


PIECES = st.sampled_from(
    [
        "Ukraine ", "NATO ", "must join ", "invite ", "now ", "after the war ", "security guarantees ", "until ", "not ", "said ", "he said ", "“", "”", '"', "‘", "’",
        "President Joe Biden ", "Olaf Scholz, ", "Germany ", "the minister ", ". ", ", ", "\n\n", "\n", " – ", ": ", "? ", "on Thursday ", "«", "»", "(", ")", "\x00", "\u202e", "é",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_stand_in_the_text_and_answers_repeat(text: str) -> None:
    found = run(text)
    assert run(text) == found


def test_direct_indirect_and_reported_are_told_apart() -> None:
    text = (
        'Polish President Andrzej Duda said: "Ukraine must be invited to NATO this summer."\n\n'
        "Latvian Foreign Minister Edgars Rinkēvičs said that Ukraine should be invited to NATO at once.\n\n"
        "According to Duda, Hungary opposes Ukraine's membership of NATO."
    )
    kinds = {(one.actor, one.kind) for one in run(text)}
    assert kinds == {("Andrzej Duda", Kind.DIRECT), ("Edgars Rinkēvičs", Kind.INDIRECT), ("Hungary", Kind.REPORTED)}


def test_an_article_is_split_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split = Counter[Span | None]()
    split_up = stance.text.sentences

    def counting(text: str, span: Span | None = None) -> list[Span]:
        split[span] += 1
        return split_up(text, span)

    for module in (stance.text, stance.extract.outline):
        monkeypatch.setattr(module, "sentences", counting)
    assert run(ROUND_UP)
    assert set(split.values()) == {1}
