"""From the words that name a speaker to the actor, with attributions given by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.actors import Gazetteer
from stance.extract.cast import Cast
from stance.extract.names_in_text import find_names
from stance.extract.offices_in_text import after_name, before_name
from stance.extract.speakers import Speaker, Speakers, find_speakers
from stance.extract.stage import Stage
from stance.model import Actor, ActorKind, Article, Attribution, PartialDate, Role, Span


def person(
    name: str,
    title: str,
    country: str = "",
    organization: str = "",
    since: str = "2020",
    until: str = "",
    aliases: str = "",
) -> Actor:
    role = Role(title, organization, country, PartialDate.parse(since), PartialDate.parse(until) if until else None)
    extra = tuple(alias for alias in aliases.split("|") if alias)
    return Actor(name.lower().replace(" ", "-"), name, ActorKind.PERSON, country, (name.split()[-1], *extra), (role,))


ROSTER = Gazetteer(
    [
        person("Oleksii Darnytsky", "President of Ukraine", "UA", aliases="Олексій Дарницький|Darnyckyj"),
        person("Ewa Sosnowska", "Minister of Foreign Affairs", "PL"),
        person("Henrik Vestergaard", "Secretary General", organization="NATO", until="2023-09"),
        person(
            "Ilse van der Molen", "Prime Minister of the Netherlands", "NL", until="2023-09", aliases="van der Molen"
        ),
        person("Andreea Moldovan", "Deputy Secretary General", organization="NATO"),
        person("Aldona Rimkutė", "President of Lithuania", "LT"),
        person("Fyodor Malkin", "Presidential press secretary (Kremlin spokesman)", "RU"),
        Actor("nato", "NATO", ActorKind.BODY, "", ("the Alliance", "North Atlantic Alliance")),
        Actor("kremlin", "Kremlin", ActorKind.BODY, "RU"),
        Actor(
            "mfa-ukraine",
            "Ministry of Foreign Affairs of Ukraine",
            ActorKind.BODY,
            "UA",
            ("Ukrainian Foreign Ministry",),
        ),
        Actor("seimas", "Seimas", ActorKind.BODY, "LT", ("Lithuanian parliament",)),
        Actor("government-de", "Government of Germany", ActorKind.BODY, "DE", ("German government",)),
        Actor("germany", "Germany", ActorKind.STATE, "DE"),
        Actor("united-states", "United States", ActorKind.STATE, "US", ("US", "USA")),
        Actor("lithuania", "Lithuania", ActorKind.STATE, "LT"),
    ]
)


def speakers(
    text: str, *sources: str, gazetteer: Gazetteer = ROSTER, published: str = "2023-07-06"
) -> list[tuple[Speaker, ...]]:
    """Who the given words are; each is looked for after the one before it."""
    at, attributions = 0, []
    for words in sources:
        start = text.index(words, at)
        attributions.append(
            Attribution((Span(start + len(words), start + len(words) + 1),), Span(start, start + len(words)), None)
        )
        at = start + 1
    return find_speakers(Article(text, published=PartialDate.parse(published)), attributions, gazetteer)


def names(found: tuple[Speaker, ...]) -> list[str]:
    return [speaker.name for speaker in found]


@pytest.mark.parametrize(
    ("text", "source", "name", "role", "country"),
    [
        ("President of Ukraine Oleksii Darnytsky said so.", "President of Ukraine Oleksii Darnytsky", "Oleksii Darnytsky", "President of Ukraine", "UA"),
        ("Polish Foreign Minister Ewa Sosnowska said so.", "Ewa Sosnowska", "Ewa Sosnowska", "Polish Foreign Minister", "PL"),
        ("Sosnowska said so.", "Sosnowska", "Ewa Sosnowska", "Minister of Foreign Affairs", "PL"),
        ("Mr Darnytskyy said so.", "Mr Darnytskyy", "Oleksii Darnytsky", "President of Ukraine", "UA"),
        ("Darnyzkyj said so.", "Darnyzkyj", "Oleksii Darnytsky", "President of Ukraine", "UA"),
        ("Олексій Дарницький said so.", "Олексій Дарницький", "Oleksii Darnytsky", "President of Ukraine", "UA"),
        ("O. Darnytsky said so.", "O. Darnytsky", "Oleksii Darnytsky", "President of Ukraine", "UA"),
        ("Ms van der Molen said so.", "Ms van der Molen", "Ilse van der Molen", "Prime Minister of the Netherlands", "NL"),
        ("The Lithuanian president said so.", "The Lithuanian president", "Aldona Rimkutė", "Lithuanian president", "LT"),
        ("The NATO chief said so.", "The NATO chief", "Henrik Vestergaard", "NATO chief", "NATO"),
        ("The Alliance's deputy secretary general said so.", "The Alliance's deputy secretary general", "Andreea Moldovan", "Alliance's deputy secretary general", "NATO"),
        ("Kremlin spokesman Malkin said so.", "Kremlin spokesman Malkin", "Fyodor Malkin", "Kremlin spokesman", "RU"),
        ("FYODOR MALKIN: No.", "FYODOR MALKIN", "Fyodor Malkin", "Presidential press secretary (Kremlin spokesman)", "RU"),
    ],
)  # fmt: skip
def test_people_of_the_roster(text: str, source: str, name: str, role: str, country: str) -> None:
    [(found,)] = speakers(text, source)
    assert (found.name, found.role, found.country, found.kind) == (name, role, country, ActorKind.PERSON)
    assert found.actor_id
    assert found.span is not None


@pytest.mark.parametrize(
    ("text", "source", "name", "role", "country"),
    [
        ("Estonian Foreign Minister Margus Kaldvee said so.", "Estonian Foreign Minister Margus Kaldvee", "Margus Kaldvee", "Estonian Foreign Minister", "EE"),
        ("Trude Aasland, who chairs the defence committee of the Storting, said so.", "Trude Aasland", "Trude Aasland", "chair of the defence committee of the Storting", "NO"),
        ("Paolo Rivani, the Italian ambassador to Kyiv, said so.", "Paolo Rivani", "Paolo Rivani", "Italian ambassador to Kyiv", "IT"),
        ("Latvia’s prime minister, Agris Zeltiņš, said so.", "Agris Zeltiņš", "Agris Zeltiņš", "Latvia’s prime minister", "LV"),
        ("JANA HORKÁ (President of the Czech Republic): Yes.", "JANA HORKÁ", "Jana Horká", "President of the Czech Republic", "CZ"),
        ("Marek Dolny of the Baltic Institute said so.", "Marek Dolny", "Marek Dolny", "Baltic Institute", ""),
        ("the Secretary of State for Defence of Canada, Joan Pell, said so.", "Joan Pell", "Joan Pell", "Secretary of State for Defence of Canada", "CA"),
        ("Paul Ford, a former NATO ambassador, said so.", "Paul Ford", "Paul Ford", "former NATO ambassador", "NATO"),
    ],
)  # fmt: skip
def test_people_who_are_not_in_the_roster(text: str, source: str, name: str, role: str, country: str) -> None:
    [(found,)] = speakers(text, source)
    assert (found.name, found.actor_id, found.role, found.country) == (name, None, role, country)


def test_another_given_name_is_another_person() -> None:
    [(found,)] = speakers("The baker Anna Sosnowska said so.", "Anna Sosnowska")
    assert (found.name, found.actor_id) == ("Anna Sosnowska", None)


def test_a_surname_a_letter_off_is_the_person_introduced() -> None:
    text = "Deputy Prime Minister Ruslan Tepliuk came. It rained all day. “Yes,” Tepluik concluded."
    [found, again] = speakers(text, "Ruslan Tepliuk", "Tepluik")
    assert names(found) == names(again) == ["Ruslan Tepliuk"]


def test_surnames_offices_and_pronouns_later() -> None:
    text = (
        "Estonian Prime Minister Liina Kask met NATO Secretary General Henrik Vestergaard in Tallinn. “We are ready,” she said.\n\n"
        "“So are we,” the Secretary General said. He added that it was late.\n\n"
        "Kask thanked him. “Good night,” the prime minister said.\n"
    )
    found = speakers(text, "she", "the Secretary General", "He", "Kask", "the prime minister")
    assert [names(one) for one in found] == [
        ["Liina Kask"],
        ["Henrik Vestergaard"],
        ["Henrik Vestergaard"],
        ["Liina Kask"],
        ["Liina Kask"],
    ]
    assert found[4][0].role == "Estonian Prime Minister"


def test_the_counterpart_has_the_same_office_elsewhere() -> None:
    text = "British Foreign Secretary Alan Thorne and his Polish counterpart Ewa Sosnowska supported it."
    [found] = speakers(text, "British Foreign Secretary Alan Thorne and his Polish counterpart Ewa Sosnowska")
    assert [(one.name, one.role, one.country) for one in found] == [
        ("Alan Thorne", "British Foreign Secretary", "GB"),
        ("Ewa Sosnowska", "Polish Foreign Minister", "PL"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Germany and the United States", ["Germany", "United States"]),
        (
            "The presidents of Lithuania and Ukraine, Aldona Rimkutė and Oleksii Darnytsky,",
            ["Aldona Rimkutė", "Oleksii Darnytsky"],
        ),
        ("Darnytsky and Sosnowska", ["Oleksii Darnytsky", "Ewa Sosnowska"]),
        (
            "Prime ministers Ilse van der Molen of the Netherlands and Karl Brandt of Denmark",
            ["Ilse van der Molen", "Karl Brandt"],
        ),
    ],
)
def test_joint_statements_give_each_signatory(source: str, expected: list[str]) -> None:
    [found] = speakers(f"{source} called for a plan.", source)
    assert names(found) == expected


def test_the_office_shared_by_several() -> None:
    source = "The presidents of Lithuania and Ukraine, Aldona Rimkutė and Oleksii Darnytsky"
    [found] = speakers(f"{source}, called for a plan.", source)
    assert [(one.role, one.country) for one in found] == [
        ("president of Lithuania", "LT"),
        ("president of Ukraine", "UA"),
    ]


def test_signatories_stand_behind_the_document() -> None:
    text = (
        "Two leaders published a declaration. “We stand together,” the document reads.\n\n"
        "It was signed by the President of Lithuania, Aldona Rimkutė; and the President of Latvia, Juris Bērzs.\n"
    )
    [found] = speakers(text, "the document")
    assert names(found) == ["Aldona Rimkutė", "Juris Bērzs"]


@pytest.mark.parametrize(
    ("source", "name", "kind", "country"),
    [
        ("The Kremlin", "Kremlin", ActorKind.BODY, "RU"),
        ("Berlin", "Germany", ActorKind.STATE, "DE"),
        ("the Alliance", "NATO", ActorKind.BODY, "NATO"),
        ("the American side", "United States", ActorKind.STATE, "US"),
        ("The German government", "Government of Germany", ActorKind.BODY, "DE"),
        ("Germany’s government", "Government of Germany", ActorKind.BODY, "DE"),
        ("Ukraine’s foreign ministry", "Ministry of Foreign Affairs of Ukraine", ActorKind.BODY, "UA"),
        (
            "a statement from the Ukrainian Foreign Ministry",
            "Ministry of Foreign Affairs of Ukraine",
            ActorKind.BODY,
            "UA",
        ),
        (
            "the Foreign Affairs Committee of the Saeima",
            "Foreign Affairs Committee of the Saeima",
            ActorKind.BODY,
            "LV",
        ),
        ("Lithuania, the host", "Lithuania", ActorKind.STATE, "LT"),
        ("Lisbon", "Portugal", ActorKind.STATE, "PT"),
        ("The Pentagon", "Pentagon", ActorKind.BODY, "US"),
    ],
)
def test_bodies_and_states(source: str, name: str, kind: ActorKind, country: str) -> None:
    [(found,)] = speakers(f"{source} said so.", source)
    assert (found.name, found.kind, found.country) == (name, kind, country)


def test_the_ministry_is_the_one_told_of() -> None:
    text = "The Ukrainian Foreign Ministry answered on Tuesday. Membership, the ministry said, remains the goal. It added nothing."
    found = speakers(text, "the ministry", "It")
    assert [names(one) for one in found] == [["Ministry of Foreign Affairs of Ukraine"]] * 2


@pytest.mark.parametrize(
    "source", ["a senior official", "Diplomats", "two European diplomats", "officials in Brussels", "A spokeswoman", "a person familiar with the talks", "sources close to the government"]
)  # fmt: skip
def test_the_unnamed_are_anonymous(source: str) -> None:
    [found] = speakers(f"{source} said so.", source)
    assert [(one.name, one.anonymous, one.actor_id) for one in found] == [("anonymous", True, None)]


def test_groups_are_one() -> None:
    [(found,)] = speakers("Ministers from eight countries asked for it.", "Ministers from eight countries")
    assert (found.name, found.group, found.kind) == ("Ministers from eight countries", True, ActorKind.BODY)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The newspaper Northern Post reported it.", "The newspaper Northern Post"),
        ("A spokesman for President Oleksii Darnytsky said so.", "President Oleksii Darnytsky"),
        ("It was said before.", "It"),
        ("He said so.", "He"),
        ("They said so.", "They"),
    ],
)
def test_nobody_can_be_told(text: str, source: str) -> None:
    [found] = speakers(text, source)
    assert [one for one in found if one.actor_id and text.startswith(("The newspaper", "It", "He", "They"))] == []


def test_a_spokesman_is_not_the_president() -> None:
    text = "A spokesman for President Oleksii Darnytsky said so."
    [found] = speakers(text, "A spokesman for President Oleksii Darnytsky")
    assert names(found) == ["anonymous"]


def test_the_role_is_that_of_the_day_of_publication() -> None:
    [(found,)] = speakers("Vestergaard said so.", "Vestergaard", published="2024-07-06")
    assert (found.name, found.role) == ("Henrik Vestergaard", "")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Germany, for years reluctant, wants it now.", ["Germany"]),
        ("that Berlin remains opposed", ["Germany"]),
        ("Polish Foreign Minister Ewa Sosnowska, her Danish colleague Karl Brandt and Belgium’s head of government, Luc Maes, backed it.", ["Ewa Sosnowska", "Karl Brandt", "Luc Maes"]),
        ("The Lithuanian president, who came late, asked for it.", ["Aldona Rimkutė"]),
        ("NATO leaders agreed.", ["NATO"]),
        ("Ukrainian officials hope so.", []),
        ("On the way home it rained.", []),
        ("Poland’s Ewa Sosnowska proposed it.", ["Ewa Sosnowska"]),
    ],
)  # fmt: skip
def test_the_subject_of_a_clause(clause: str, expected: list[str]) -> None:
    found = Speakers(Article(clause, published=PartialDate(2023, 7, 6)), ROSTER).leading(Span(0, len(clause)))
    assert names(found) == expected


def test_titles_before_and_after_a_name() -> None:
    text = "Sweden is late. The spokesman for the Turkish president, Emre Kaya, the father of two, spoke."
    start = text.index("Emre")
    title = before_name(text, start, 0, closed=True)
    assert title is not None
    assert (title.words, title.place) == ("spokesman for the Turkish president", "TR")
    assert after_name(text, start + len("Emre Kaya"), len(text)) is None


@given(st.text(alphabet=st.sampled_from("ABCabc .,’'“”()-\nŽé\u202eДж1"), max_size=200), st.data())
def test_any_text_and_any_source(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    attributions = [
        Attribution((Span(0, len(text)),), Span(start, end), None),
        Attribution((Span(0, len(text)),), None, None, direct=True),
    ]
    for found in find_speakers(Article(text), attributions, ROSTER):
        for one in found:
            assert one.name
            assert one.span is None or 0 <= one.span.start <= one.span.end <= len(text)


@given(st.text(max_size=300))
def test_names_lie_in_the_text(text: str) -> None:
    for mention in Cast(text, ROSTER).mentions:
        assert mention.span.of(text).split()[0].startswith(mention.words[0][:1])
        assert 0 <= mention.lead <= mention.start < mention.end <= len(text)


@given(
    st.lists(st.sampled_from(["he said. ", "“We go.” ", ".”", "“No", ". ", "? ", "a ", "\n"]), max_size=20), st.data()
)
def test_sentences_are_counted_as_in_the_narration(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    stage = Stage(Article(text), ROSTER)
    start, end = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))
    wanted = len(re.findall(r"[.!?][”\"’»]?\s", stage.narrated(start, end)))
    assert stage.ends_told(start, end) == wanted


def test_a_long_office_is_read_to_its_beginning() -> None:
    office = "the Deputy Minister of European Integration and Foreign Affairs of the Republic of Lithuania"
    found = before_name(f"On Monday {office} Jonas Petraitis", 10 + len(office) + 1, 0, closed=False)
    assert found is not None and found.words == office.removeprefix("the ")


_NAMES = [
    "Gen. ",
    "Jeanne d'Arc",
    "d’Arc ",
    "President ",
    "Ewa Sosnowska",
    "Sosnowska's ",
    "Le Monde ",
    "HENRIK VESTERGAARD ",
    "and ",
    "\n",
    "J. K. ",
]


@given(st.lists(st.sampled_from(_NAMES), max_size=8))
def test_names_are_cut_alike_whatever_was_read_before(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert find_names(text, ROSTER) == find_names(text, Gazetteer(ROSTER.actors))


@pytest.mark.parametrize("text", ["d'Arc said no.", "He saw d’Arc.", "Jeanne d'Arc", "Saud'Arc"])
def test_a_particle_belongs_to_the_name(text: str) -> None:
    (found,) = find_names(text, ROSTER)[-1:]
    assert found.span.of(text) == {"J": "Jeanne d'Arc", "S": "Saud'Arc"}.get(
        text[0], f"d{text[text.index('Arc') - 1]}Arc"
    )
