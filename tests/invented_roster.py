"""People and bodies that do not exist, for the tests of speakers and days."""

from __future__ import annotations

from stance.actors import Gazetteer
from stance.codebook import load_codebook
from stance.extract import propose
from stance.model import Actor, ActorKind, Article, PartialDate, Proposal, Role


def _person(name: str, title: str, country: str = "", organization: str = "") -> Actor:
    role = Role(title, organization, country, PartialDate.parse("2020"), None)
    return Actor(name.lower().replace(" ", "-"), name, ActorKind.PERSON, country, (name.split()[-1],), (role,))


def _body(name: str, country: str = "", *aliases: str, kind: ActorKind = ActorKind.BODY) -> Actor:
    return Actor(name.lower().replace(" ", "-"), name, kind, country, aliases)


ROSTER = Gazetteer(
    [
        _person("Tadeusz Wilk", "President of Poland", "PL"),
        _person("Ewa Sosnowska", "Minister of Foreign Affairs", "PL"),
        _person("Pavlo Horodetsky", "President of Ukraine", "UA"),
        _person("Lesia Bondar", "Minister of Foreign Affairs", "UA"),
        _person("Martin Greave", "President of the United States", "US"),
        _person("Anne Tolliver", "Prime Minister", "GB"),
        _person("Jürgen Hallstein", "Chancellor", "DE"),
        _person("Étienne Marchais", "President of France", "FR"),
        _person("Zsolt Barna", "Prime Minister of Hungary", "HU"),
        _person("Peter Hruby", "Prime Minister of Slovakia", "SK"),
        _person("Aldona Rimkutė", "President of Lithuania", "LT"),
        _person("Kristiina Mägi", "Prime Minister of Estonia", "EE"),
        _person("Giulia Fontana", "Prime Minister of Italy", "IT"),
        _person("Henrik Vestergaard", "Secretary General", organization="NATO"),
        _body("NATO", "", "the Alliance", "North Atlantic Alliance"),
        _body("Seimas", "LT", "Lithuanian parliament"),
        _body("Bundestag", "DE"),
        _body("Verkhovna Rada", "UA", "Ukrainian parliament"),
        _body("Government of Bulgaria", "BG", "Bulgarian government"),
        _body("NATO Parliamentary Assembly", "NATO"),
        _body("Ministry of Foreign Affairs of Ukraine", "UA", "Ukrainian Foreign Ministry"),
        *(
            _body(name, code, kind=ActorKind.STATE)
            for name, code in [
                ("Germany", "DE"), ("Poland", "PL"), ("Hungary", "HU"), ("Ukraine", "UA"), ("Russia", "RU"), ("France", "FR"),
                ("United States", "US"), ("Denmark", "DK"), ("Lithuania", "LT"),
            ]
        ),
    ]
)  # fmt: skip


def proposed(text: str, published: str = "2023-07-06", title: str = "") -> list[Proposal]:
    """The proposals of a text of Thursday, 6 July 2023."""
    article = Article(text, title=title, published=PartialDate.parse(published))
    return propose(article, load_codebook(), ROSTER)


def who(text: str, published: str = "2023-07-06") -> list[str]:
    """The actors of the proposals, in the order of the text."""
    return list(dict.fromkeys(one.actor for one in proposed(text, published)))
