"""The reporting clause that ends a sentence, and who is told of by office first and named after."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

from stance.extract.closing_clauses import with_closing_clauses
from stance.model import Attribution, Span


def mended(text: str, *found: Attribution) -> list[tuple[str, str, str]]:
    """Content, source and cue of each attribution of a text of one sentence."""
    return [
        (" … ".join(span.of(text) for span in one.content), one.source.of(text), one.cue.of(text))
        for one in with_closing_clauses(found, text, [Span(0, len(text))])
        if one.source and one.cue
    ]


@pytest.mark.parametrize(
    ("clause", "source", "cue"),
    [
        ("the foreign minister assured her audience", "the foreign minister", "assured"),
        ("its foreign minister, Eva Moe, has told reporters", "its foreign minister, Eva Moe", "told"),
        ("state secretary Marko Brun told us by telephone", "state secretary Marko Brun", "told"),
        ("government spokesman Jan Ek made clear in Oslo", "government spokesman Jan Ek", "made clear"),
        ("Eva Moe wrote on Friday, after talks in Riga", "Eva Moe", "wrote"),
        ("one of the officials told the paper", "one of the officials", "told"),
        ("its ambassador to the United States has said in response to a briefing", "its ambassador to the United States", "said"),
    ],
)  # fmt: skip
def test_a_clause_at_the_end_reports_all_before_it(clause: str, source: str, cue: str) -> None:
    assert mended(f"Norway is against such a step, {clause}.") == [("Norway is against such a step", source, cue)]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Norway was against such a step, the minister said no.",
        "After two hours of talks in the capital, the minister told reporters that Norway was against it.",
        "In her speech to the parliament in Oslo, Eva Moe said Norway was against such a step.",
        "Norway, which has little to say in this, and the other states told the minister to wait.",
        "Norway waits for guarantees from the strongest states, among them those that the minister named.",
        "He said that Norway was against it, because the minister told the allies to invite nobody.",
    ],
)
def test_clauses_that_report_what_follows_or_nothing_are_left(text: str) -> None:
    assert mended(text) == []


def test_content_ends_where_the_clause_begins() -> None:
    text = "Norway wants an invitation, state secretary Marko Brun told us by telephone."
    wants = Attribution((Span(13, len(text) - 1),), Span(0, 6), Span(7, 12))
    told = Attribution(
        (Span(text.index("us"), len(text) - 1),), Span(0, 6), Span(text.index("told"), text.index(" us"))
    )
    assert mended(text, wants, told) == [
        ("an invitation", "Norway", "wants"),
        ("Norway wants an invitation", "state secretary Marko Brun", "told"),
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Germany is in favour of Ukraine's membership of NATO, the chancellor assured his audience. Jürgen Hallstein was in Essen.",
         "Jürgen Hallstein"),
        ("Denmark supports Ukraine's accession to NATO, state secretary Mads Brun told us by telephone.", "Mads Brun"),
        ("Hungary, according to Foreign Minister Béla Szél, opposes Ukraine's membership of NATO.", "Béla Szél"),
        ("Ukraine hopes to be invited into NATO at the summit, its foreign minister said in Brussels.", "Lesia Bondar"),
        ("Lithuania is convinced that Ukraine must be invited to NATO without delay, the head of the president's office, Darius Vaitkus, "
         "remarked.", "Darius Vaitkus"),
    ],
)  # fmt: skip
def test_who_speaks_for_a_state_holds_its_view(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Hungary is against Ukraine joining NATO, Polish Foreign Minister Ewa Sosnowska told a radio station.", "Hungary"),
        ("Russia insists that Ukraine must never become a member of NATO, the German chancellor, Jürgen Hallstein, said after the call.",
         "Russia"),
        ("Denmark is against inviting Ukraine to join NATO while the war lasts, one of the officials told the paper.", "Denmark"),
    ],
)  # fmt: skip
def test_a_view_told_by_others_is_reported(text: str, holder: str) -> None:
    assert [(row.actor, str(row.kind)) for row in proposed(text)] == [(holder, "reported")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Russia will never put up with Ukraine joining NATO, its ambassador to Germany has said.\n\n\"We cannot live with that,\" Lev "
         "Orlov wrote on the embassy's channel.", "Lev Orlov"),
        ("Ukraine's ambassador in Berlin has called for an invitation to NATO at the summit.\n\n\"Now is the time,\" Taras Hnat told a "
         "newspaper.", "Taras Hnat"),
        ("Ukraine cannot join NATO before the war is over, the chairman of the Bundestag's foreign affairs committee has warned.\n\nUwe "
         "Brandt told a broadcaster that an invitation to the alliance would be premature.", "Uwe Brandt"),
        ("Ukraine should be invited to join NATO at the summit, a former Polish foreign minister said on Thursday.\n\nThe alliance had "
         "no reason to wait, Jacek Olszak told an agency.", "Jacek Olszak"),
    ],
)  # fmt: skip
def test_an_office_is_that_of_whoever_is_named_right_after(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    "after",
    [
        "Greave spoke to reporters on Friday.",  # known, and of another office
        "Hungarian Defence Minister Béla Szél said nothing.",  # of another office
        'The envoy spoke on condition of anonymity. "Wait," Béla Szél told reporters.',
    ],
)
def test_an_office_is_not_that_of_others_named_after(after: str) -> None:
    text = f"Ukraine cannot join NATO before the war is over, a Danish envoy has warned. {after}"
    assert not {"Martin Greave", "Béla Szél"} & set(who(text))


@pytest.mark.parametrize(
    "subject",
    ["The military alliance's 32 members", "The 32 members", "In Washington, leaders", "Member states"],
)
def test_plurals_that_mean_the_alliance(subject: str) -> None:
    text = f"NATO discussed Ukraine's membership in Washington.\n\n{subject} declared that Ukraine's future is in NATO."
    assert who(text) == ["NATO"]


def test_leaders_of_others_are_not_the_alliance() -> None:
    text = "The European Council discussed Ukraine's membership of NATO. Leaders declared that Ukraine's future is in NATO."
    assert "NATO" not in who(text)
