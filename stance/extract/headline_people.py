"""The people whom a headline names in full: "Press briefing by Spokeswoman Ida Holm" tells who MS. HOLM is in the text."""

from __future__ import annotations

from dataclasses import dataclass

from stance.actors import Gazetteer
from stance.extract.names_in_text import Mention, find_names, folded_name
from stance.extract.offices_in_text import before_name
from stance.extract.roles import is_given_name
from stance.model import ActorKind
from stance.spelling import name_key

__all__ = ["HeadlinePerson", "people_in_headline"]

_LONGEST = 400  # characters of a headline that are read


@dataclass(frozen=True)
class HeadlinePerson:
    """Someone a headline names, with the office that stands before the name."""

    mention: Mention  #: its offsets are those of the headline
    role: str = ""
    place: str = ""


def people_in_headline(title: str, gazetteer: Gazetteer) -> dict[str, HeadlinePerson]:
    """Surname, folded → the one person whom a headline names by it.

    Words of a headline in capitals look like names ("Army Plans New Base"): only those that an office, a known given
    name or the roster shows to be one are taken.
    """
    title = title[:_LONGEST]
    found: dict[str, HeadlinePerson] = {}
    floor = 0
    for mention in find_names(title, gazetteer):
        if not 2 <= len(mention.words) <= 4:
            continue
        office = before_name(title, mention.start, floor, closed=True)
        known = any(
            actor.kind is ActorKind.PERSON for actor in gazetteer.names.get(name_key(" ".join(mention.words)), ())
        )
        if not (known or is_given_name(mention.words[0]) or (office is not None and mention.title)):
            continue
        floor = mention.end
        role, place = (office.words, office.place) if office else ("", "")
        surname = folded_name(mention.words[-1])
        if surname in found and found[surname].mention.words != mention.words:
            del found[surname]  # two people of one name: the surname tells neither
        else:
            found[surname] = HeadlinePerson(mention, role, place)
    return found
