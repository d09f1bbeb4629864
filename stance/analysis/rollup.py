"""One position for several actors, by rules that the output names.

*A country's position*: that of the latest statement of its head of state, its head of government, its foreign
minister or a body of the state (a government, a ministry, a parliament, or the state named as an actor), by the rule
for one actor. *The position of a kind or a group*: the one that most of its actors (a group: of its countries) hold;
of several as frequent the one stated last. Whose statement it is, stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stance.analysis.catalog import Catalog
from stance.analysis.current import SILENT_DAYS, Standing, current, standing, turns
from stance.model import ActorKind, Statement

COUNTRY_RULE = "latest of head of state, head of government, foreign minister or a body of the state"
MOST_RULE = "held by most; of several as frequent the one stated last"

_NOT_IN_OFFICE = re.compile(
    r"\b(?:former|ex|vice|deputy|elect|candidate|acting spokes\w+|spokes\w+|press|advis\w+)\b", re.I
)
_HEAD_OF_STATE = re.compile(
    r"(?:president (?:of (?!(?:the )?(?:european|senate|chamber|national|parliament|bundes|council|commission|institute|"
    r"assembly|supreme|constitutional|court|bank|party|house))|and\b|$)|king\b|queen\b|emperor\b|grand duke\b|emir\b|"
    r"sultan\b|supreme leader\b|pope\b|president$)",
    re.I,
)
_HEAD_OF_GOVERNMENT = re.compile(
    r"(?:(?:federal )?chancellor (?:of (?!the (?:exchequer|duchy))|$)|(?:federal )?chancellor$|prime minister\b|premier\b|"
    r"taoiseach\b|chairm?a?n? of the council of ministers|head of (?:the )?government)",
    re.I,
)
_FOREIGN_MINISTER = re.compile(
    r"(?:(?:federal )?minister (?:of|for) (?:europe and |european and |external relations|the exterior)?"
    r"(?:foreign|external) (?:and european )?(?:affairs|relations)|minister (?:of|for) (?:europe|european) and foreign "
    r"affairs|minister of external relations|foreign (?:minister|secretary)|secretary of state(?: of the united states)?$|"
    r"secretary of state for foreign)",
    re.I,
)
_NOT_OF_THE_STATE = re.compile(
    r"\b(?:party|movement|opposition|coalition|campaign|foundation|institute|university|club)\b", re.I
)


def office(title: str) -> str:
    """`head of state`, `head of government` or `foreign minister`, where the title is one's own office; else empty."""
    if not title or _NOT_IN_OFFICE.search(title.replace("-", " ")):
        return ""
    if _HEAD_OF_GOVERNMENT.match(title):
        return "head of government"
    if _HEAD_OF_STATE.match(title):
        return "head of state"
    return "foreign minister" if _FOREIGN_MINISTER.search(title) else ""


def speaks_for_state(one: Statement, catalog: Catalog) -> bool:
    """Whether a statement counts for the country it was made for."""
    record = catalog.actors.get(one.actor)
    kind = record.kind if record else ActorKind.PERSON
    if kind is ActorKind.PERSON:
        return bool(office(one.role)) or _held_office(one, catalog)
    return kind is ActorKind.STATE or not _NOT_OF_THE_STATE.search(catalog.name(one.actor))


def _held_office(one: Statement, catalog: Catalog) -> bool:
    """Whether the roster has the actor in such an office of that country on the day."""
    record = catalog.actors.get(one.actor)
    if record is None or one.stated_on is None:
        return False
    day, country = one.stated_on.first, catalog.country(one)
    return any(role.country == country and role.covers(day) and office(role.title) for role in record.roles)


@dataclass(frozen=True)
class Rolled:
    """The position of several actors together."""

    key: str  #: a country, a kind of actor or a group
    standing: Standing  #: `standing.actor` is whose statement decides
    counts: Mapping[str, int]  #: actors (or countries) by the position they hold
    members: int  #: how many there are, those without a record too; 0: not known

    @property
    def on_record(self) -> int:
        return sum(self.counts.values())


def roll_up_countries(
    statements: Iterable[Statement], catalog: Catalog, as_of: date, silent_days: int = SILENT_DAYS
) -> list[Rolled]:
    """The position of each state as of a day; organisations are no countries and are left out."""
    speaking: dict[str, list[Statement]] = {}
    everyone: dict[str, list[Statement]] = {}
    for one in statements:
        if one.stated_on is None or one.stated_on.first > as_of:
            continue
        country = catalog.country(one)
        if not is_state(country):
            continue
        everyone.setdefault(country, []).append(one)
        if speaks_for_state(one, catalog):
            speaking.setdefault(country, []).append(one)
    found = []
    for country in sorted(speaking):
        held = turns(speaking[country], catalog.order)
        decided = standing(held[-1].statement.actor, held, as_of, silent_days)
        counts = Counter(each.position for each in current(everyone[country], as_of, catalog.order, silent_days))
        found.append(Rolled(country, decided, counts, 0))
    return found


def is_state(country: str) -> bool:
    """Whether a country field names a state (ISO 3166 alpha-2) rather than an organisation; "EU" is one of those."""
    return len(country) == 2 and country.isalpha() and country not in ("EU", "UN")


def roll_up_most(keyed: Iterable[tuple[Standing, Sequence[str]]], members: Mapping[str, int]) -> list[Rolled]:
    """The position that most hold, for each key; each standing comes with the keys it counts for."""
    grouped: dict[str, list[Standing]] = {}
    for one, keys in keyed:
        for key in keys:
            grouped.setdefault(key, []).append(one)
    found = []
    for key, those in grouped.items():
        counts = Counter(one.position for one in those)
        latest: dict[str, Standing] = {}
        for one in sorted(those, key=lambda one: (one.turn.day, one.actor)):
            latest[one.position] = one
        position = _most(counts, latest)
        found.append(Rolled(key, latest[position], counts, members.get(key, 0)))
    return found


def _most(counts: Mapping[str, int], latest: Mapping[str, Standing]) -> str:
    return max(counts, key=lambda position: (counts[position], latest[position].turn.day, position))
