"""Who is meant where no name stands: those named together, holders of seats, bodies by a short form, pronouns."""

from __future__ import annotations

import pytest
from invented_roster import proposed, who

from stance.extract.offices_in_text import before_name, lone_offices


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("President Tadeusz Wilk received President Aldona Rimkutė in Warsaw on Monday. Both politicians insisted that Ukraine should "
         "be invited to join NATO at the summit in Vilnius.", ["Tadeusz Wilk", "Aldona Rimkutė"]),
        ("Zsolt Barna met Peter Hruby in Budapest on Tuesday. The two leaders agreed that Ukraine must never become a member of NATO.",
         ["Zsolt Barna", "Peter Hruby"]),
        ("Chancellor Jürgen Hallstein and President Étienne Marchais spoke for two hours. The pair said Ukraine could join NATO only "
         "after the war is over.", ["Jürgen Hallstein", "Étienne Marchais"]),
        ("Foreign ministers Ewa Sosnowska and Lesia Bondar met in Rzeszów. The ministers called for an immediate invitation for "
         "Ukraine to join NATO.", ["Ewa Sosnowska", "Lesia Bondar"]),
        ("Barna had breakfast with Hruby on Thursday. Both men oppose Ukraine's membership of NATO.", ["Zsolt Barna", "Peter Hruby"]),
        ("Tadeusz Wilk arrived early. In the margins, the Polish president talked to Kristiina Mägi about rail. Both politicians agreed "
         "that Ukraine should be invited to join NATO now.", ["Tadeusz Wilk", "Kristiina Mägi"]),
    ],
)  # fmt: skip
def test_several_are_those_named_together(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    "text",
    [
        # Three are named, two are meant: nobody can tell which.
        "Wilk, Rimkutė and Barna dined together. The two leaders agreed that Ukraine should be invited to join NATO now.",
        # A man and a woman are no two men.
        "Barna met Sosnowska in Kraków. Both men agreed that Ukraine should be invited to join NATO now.",
        "Two ministers said that Ukraine should be invited to join NATO now. Zsolt Barna and Peter Hruby said nothing.",
    ],
)
def test_several_are_not_guessed(text: str) -> None:
    assert not {"Wilk", "Rimkutė", "Barna", "Sosnowska", "Hruby"} & {name.split()[-1] for name in who(text)}


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("The man in the White House says", "Martin Greave"),
        ("The occupant of the Élysée Palace now believes", "Étienne Marchais"),
        ("The current tenant of Downing Street says", "Anne Tolliver"),
        ("The woman in Palazzo Chigi thinks", "Giulia Fontana"),
    ],
)
def test_who_sits_in_a_seat_of_office(phrase: str, actor: str) -> None:
    assert who(f"Much was written on it. {phrase} that Ukraine can join NATO only after the war is over.") == [actor]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Prime Minister Anne Tolliver arrived in Kyiv and pledged more tanks. The Ukrainian president, for his part, asked for an "
         "immediate invitation to NATO.", "Pavlo Horodetsky"),
        ("Prime Minister Kristiina Mägi announced a new package. The Polish head of state, in turn, insisted that Ukraine should be "
         "invited to join NATO now.", "Tadeusz Wilk"),
        ("Prime Minister Giulia Fontana hosted the dinner. The German chancellor rejected any invitation to Ukraine to join NATO as long "
         "as the war lasts.", "Jürgen Hallstein"),
    ],
)  # fmt: skip
def test_an_office_of_one_country_is_not_held_by_another_countrys_premier(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Commission on the Security of the Eastern Flank published its report in Tallinn. The Commission recommends that NATO invite "
         "Ukraine to join at the Vilnius summit.", "Commission on the Security of the Eastern Flank"),
        ("The Baltic Working Group on Euro-Atlantic Affairs met in Riga. The Working Group demands that Ukraine be invited to join NATO "
         "now.", "Baltic Working Group on Euro-Atlantic Affairs"),
        ("Delegates of the NATO Parliamentary Assembly met in Porto. The Assembly called on allies to invite Ukraine to join NATO at "
         "once.", "NATO Parliamentary Assembly"),
        ("The Ukrainian Foreign Ministry published a note. Membership of NATO, the ministry said, must come now, with an invitation in "
         "Vilnius.", "Ministry of Foreign Affairs of Ukraine"),
    ],
)  # fmt: skip
def test_a_short_form_is_the_body_introduced_in_full(text: str, body: str) -> None:
    assert who(text) == [body]


def test_offices_that_stand_alone() -> None:
    text = (
        "In the margins, the Prime Minister talked to the Polish foreign minister Ewa Sosnowska. The president of Ukraine said nothing, "
        "the head of state smiled, and the minister's aide, the spokesman for the press, slept."
    )
    assert [span.of(text) for span in lone_offices(text, 0, len(text), {})] == [
        "the Prime Minister", "The president of Ukraine", "the head of state", "the spokesman",
    ]  # fmt: skip


def test_an_article_inside_a_phrase_begins_the_office() -> None:
    text = "Within her own parliamentary group the defence politician Max Brandl is alone."
    title = before_name(text, text.index("Max"), 0, closed=False)
    assert title is not None and title.words == "defence politician"


def test_roles_and_kinds_of_those_named_together() -> None:
    found = proposed(
        "Zsolt Barna met Peter Hruby. The two premiers agreed that Ukraine must never become a member of NATO."
    )
    assert [(one.role, one.country, str(one.kind)) for one in found] == [
        ("Prime Minister of Hungary", "HU", "indirect"), ("Prime Minister of Slovakia", "SK", "indirect"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Greens' Catriona Muir asked for a vote. As for the Prime Minister of Hungary, he was blunt. \"Ukraine will never be a member "
         "of NATO,\" he said.", "Zsolt Barna"),
        ("Mägi left the room. The Polish president stayed. \"Ukraine should be invited to join NATO now,\" he said.", "Tadeusz Wilk"),
        ("Chancellor Hallstein sat next to Estonian Prime Minister Kristiina Mägi. \"Ukraine cannot join NATO until the war is over,\" he "
         "said.", "Jürgen Hallstein"),
        ("Hallstein sat next to Mägi. \"Ukraine should be invited to join NATO now,\" she said.", "Kristiina Mägi"),
    ],
)  # fmt: skip
def test_a_pronoun_agrees_with_the_one_it_stands_for(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "Chairman of the Verkhovna Rada Ruslan Tkach said on Friday that Ukraine should be invited to join NATO now.",
            "Ruslan Tkach",
        ),
        (
            "Deputy speaker of the Verkhovna Rada Oksana Hnatiuk said that Ukraine should be invited to join NATO now.",
            "Oksana Hnatiuk",
        ),
        (
            "The adviser of Palazzo Chigi Carlo Monti said that Ukraine should be invited to join NATO now.",
            "Carlo Monti",
        ),
    ],
)
def test_the_name_of_a_body_is_no_part_of_a_persons(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("The Seimas adopted a text on Ukraine on Thursday. \"Ukraine must be invited to join NATO at the Vilnius summit,\" it says in the "
         "resolution.", ["Seimas"]),
        ("The Lithuanian parliament voted on Thursday by 110 to 2. The resolution calls for Ukraine to be invited to join NATO at the "
         "summit.", ["Seimas"]),
        ("\"A neutral Ukraine that never joins NATO is what we want,\" it says in the motion. It was tabled by the group of Rote Mitte.",
         ["Rote Mitte"]),
        ("Zsolt Barna and Peter Hruby signed a paper in Bratislava. The document rejects Ukraine's membership of NATO.",
         ["Zsolt Barna", "Peter Hruby"]),
        ("Forty members of the Bundestag signed an open letter. \"Ukraine must be invited to join NATO now,\" the letter says.",
         ["Forty members of the Bundestag"]),
    ],
)  # fmt: skip
def test_a_document_speaks_for_those_who_issued_it(text: str, issuers: list[str]) -> None:
    assert who(text) == issuers


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("After six hours that nobody had foreseen, the NATO Parliamentary Assembly on Monday adopted a text.\n\nIt calls for an immediate "
         "invitation for Ukraine to join NATO.", "NATO Parliamentary Assembly"),
        ("The Ukrainian Foreign Ministry answered within hours. \"This is no time for doubts.\" It demanded that Ukraine be invited to join "
         "NATO now.", "Ministry of Foreign Affairs of Ukraine"),
        ("The Bulgarian government met in Sofia. Tadeusz Wilk was its guest. It wants Ukraine to join NATO only after the war.",
         "Government of Bulgaria"),
    ],
)  # fmt: skip
def test_it_is_a_body_never_a_person(text: str, body: str) -> None:
    assert who(text) == [body]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("HOST: What about Hungary?\n\nEWA SOSNOWSKA: Prime Minister Barna was clear with me. His position is that Ukraine must never join "
         "NATO.\n\nHOST: And Warsaw?\n\nEWA SOSNOWSKA: We want Ukraine to be invited to join NATO at the Vilnius summit.",
         {("Zsolt Barna", "opposed", "reported"), ("Ewa Sosnowska", "now", "direct")}),
        ("HOST: You spoke to Rimkutė?\n\nANNE TOLLIVER: I did. Her view is that Ukraine must be invited to join NATO now.\n\n"
         "HOST: And you?\n\nANNE TOLLIVER: I have nothing to add to that today.",
         {("Aldona Rimkutė", "now", "reported")}),
    ],
)  # fmt: skip
def test_his_view_in_the_words_of_others_is_not_theirs(text: str, rows: set[tuple[str, str, str]]) -> None:
    assert {(one.actor, one.position, str(one.kind)) for one in proposed(text)} == rows


def test_a_lone_article_is_no_source() -> None:
    text = (
        "Ewa Sosnowska would like three messages to come out of Vilnius. "
        'The first of them: "Ukraine must be invited to join NATO now."'
    )
    assert who(text) == ["Ewa Sosnowska"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The French president, Fontana told her aides, is against inviting Ukraine to join NATO while the war lasts.", "Étienne Marchais"),
        ("Fontana spoke for an hour. The Hungarian premier, she complained, will never accept Ukraine as a member of NATO.", "Zsolt Barna"),
        ("Next comes a visit to Étienne Marchais, who, a minister says, still insists that Ukraine can join NATO only after the war.",
         "Étienne Marchais"),
        ("Germany, Sosnowska lamented, still opposes an invitation for Ukraine to join NATO as long as the war lasts.", "Germany"),
    ],
)  # fmt: skip
def test_a_view_told_in_a_clause_set_in_is_reported(text: str, actor: str) -> None:
    assert [(one.actor, str(one.kind)) for one in proposed(text)] == [(actor, "reported")]


@pytest.mark.parametrize(
    "text",
    [
        "Tadeusz Wilk, the Polish president, said that Ukraine should be invited to join NATO now.",
        "The Polish president, Tadeusz Wilk, says that Ukraine should be invited to join NATO now.",
        "The Polish head of state, Tadeusz Wilk, told reporters, among them ours, that Ukraine should be invited to join NATO now.",
    ],
)
def test_an_apposition_is_no_teller(text: str) -> None:
    assert [(one.actor, str(one.kind)) for one in proposed(text)] == [("Tadeusz Wilk", "indirect")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norway looked forward to welcoming Ukraine into NATO after the war, said Ulrike Stein.", "Ulrike Stein"),
        ("Warsaw: Tadeusz Wilk said last week that Ukraine should be invited to join NATO now.", "Tadeusz Wilk"),
        (
            "Ukraine should be invited to join NATO now, Zsolt Barna told the parliament, the newspaper Kronika reported.",
            "Zsolt Barna",
        ),
    ],
)
def test_who_tells_for_a_state_or_in_a_paper_is_not_reported(text: str, actor: str) -> None:
    assert [(one.actor, str(one.kind)) for one in proposed(text)] == [(actor, "indirect")]


def test_lone_offices_are_the_same_whatever_was_read_before() -> None:
    text = "The Minister of the Republic of Latvia said that the president, who met the prime minister, left. " * 2
    known: dict[int, int] = {}
    lone_offices(text, 0, len(text), known)
    for end in range(len(text) + 1):
        assert lone_offices(text, 0, end, known) == lone_offices(text, 0, end, {})


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Samina Qadri of the PLM-J spoke in Sukkur. \"Ukraine should be invited to join NATO now,\" Samina said.", "Samina Qadri"),
        ("PLM-J vice president Samina Qadri spoke in Sukkur.\n\n\"Ukraine should be invited to join NATO now,\" the PLM-J leader said.",
         "Samina Qadri"),
        ("Ms Lindqvist said that the answer was strange.\n\n\"Ukraine should be invited to join NATO now,\" the Reform chairwoman said.", "Lindqvist"),
        ("State Minister of National Policies and Economic Affairs Harsha Perera said that Ukraine should be invited to join NATO now.",
         "Harsha Perera"),
        ("UK minister Ed Marlowe said that Ukraine should be invited to join NATO now.", "Ed Marlowe"),
    ],
)  # fmt: skip
def test_people_by_given_name_party_and_long_offices(text: str, actor: str) -> None:
    assert who(text) == [actor]


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Raivis Ozols of the National Alliance said that Ukraine should be invited to join NATO now.", "National Alliance", ""),
        ("UN climate chief Marta Figuera said that Ukraine should be invited to join NATO now.", "UN climate chief", "UN"),
        ("Edvards Kalns of Unity and Raivis Ozols of the National Alliance stood by. \"Ukraine should be invited to join NATO now,\" said Kalns.",
         "Unity", ""),
        ("Anna Novak of the Institute of World Affairs drew applause. \"Ukraine should be invited to join NATO now,\" Novak said.",
         "Institute of World Affairs", ""),
    ],
)  # fmt: skip
def test_offices_end_where_they_end(text: str, role: str, country: str) -> None:
    assert [(one.role, one.country) for one in proposed(text)] == [(role, country)]


def test_a_place_in_capitals_at_the_head_is_no_speaker() -> None:
    assert who("PRAGUE: Tadeusz Wilk said that Ukraine should be invited to join NATO now.") == ["Tadeusz Wilk"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The presidents of Poland and Lithuania, Tadeusz Wilk and Aldona Rimkutė, signed a declaration in the presence of Prime Minister Anne "
         "Tolliver. The declaration calls for Ukraine to be invited to join NATO now.", ["Tadeusz Wilk", "Aldona Rimkutė"]),
        ("They praised the path to the European Union. The leaders of Latvia, Denmark and Norway assured that Ukraine should be invited to join "
         "NATO now.", ["leaders of Latvia, Denmark and Norway"]),
        ("Wilk visited Rimkutė. During their talks, both presidents emphasized that Ukraine should be invited to join NATO now.",
         ["Tadeusz Wilk", "Aldona Rimkutė"]),
    ],
)  # fmt: skip
def test_joint_acts_in_the_news_of_others(text: str, actors: list[str]) -> None:
    assert who(text) == actors


@pytest.mark.parametrize(
    ("lead", "office", "words"),
    [
        ("U.S. Rep. Wayne Dutton came to the old gym on Monday.", "congressman", "U.S. Rep."),
        ("Sen. Wayne Dutton came to the old gym on Monday.", "senator", "Sen."),
        ("Many people asked state Sen. Wayne Dutton about a bridge.", "senator", "state Sen."),
    ],
)
def test_an_office_cut_short_is_that_office(lead: str, office: str, words: str) -> None:
    text = f"{lead} Retired teacher Phil Osgood kept the minutes.\n\n“Ukraine should be invited to join NATO now,” the {office} said."
    assert who(text) == ["Wayne Dutton"]
    title = before_name(lead, lead.index("Wayne"), 0, closed=False)
    assert title is not None and title.words == words


def test_a_document_told_of_is_not_whose_document_it_is() -> None:
    text = (
        "Ukraine's Foreign Ministry has declared that the country will accept no substitute for full membership in NATO.\n\n"
        "This is stated in a statement released on Tuesday.\n\n"
        "“We will not settle for any alternative to Ukraine's full membership in NATO,” the document says."
    )
    assert who(text) == ["Ministry of Foreign Affairs of Ukraine"]


@pytest.mark.parametrize("asked", ["asked if", "asked whether", "pressed about how"])
def test_who_is_asked_holds_nothing_yet(asked: str) -> None:
    text = (
        f"Ewa Sosnowska was {asked} Kyiv would be content with an invitation to join NATO now. “I won't say,” she said."
    )
    assert who(text) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # An order is no speech: who spoke last is no better than who was named last.
        ("In January Greave ordered a review. Mads Brun spoke in Oslo on Monday. Ukraine should be invited to join NATO now, he said.",
         "Mads Brun"),
        # Whose friend somebody is tells who he is, and not who speaks.
        ("Greave pal Mads Brun published a statement. Ukraine should be invited to join NATO now, he said.", "Mads Brun"),
        ("It was a bad day, believes Ms Brun. \"Ukraine should be invited to join NATO now,\" she says.", "Brun"),
        ("NATO governments met in Oslo. They have so far said that Ukraine can join NATO only after the war.", "NATO"),
    ],
)  # fmt: skip
def test_whom_a_pronoun_means(text: str, actor: str) -> None:
    assert who(text) == [actor]


def test_who_is_told_something_holds_nothing() -> None:
    text = "Greave told Ukraine's president, Pavlo Horodetsky, whom he met in Oslo, that Ukraine should be invited to join NATO now."
    assert "Pavlo Horodetsky" not in who(f"President Martin Greave spoke. {text}")


def test_a_declaration_quotes_those_who_signed_it() -> None:
    text = 'Vilnius "wants Ukraine to be invited to join NATO now", the joint declaration reads.'
    assert [(row.actor, str(row.kind)) for row in proposed(text)] == [("Lithuania", "direct")]
