"""Whether two names are one person's: near ones of the roster, short forms of given names."""

from __future__ import annotations

from stance.actors import Gazetteer
from stance.model import Actor, ActorKind
from stance.spelling import allowed, distance, sound

__all__ = ["given_agree", "near_person"]


def near_person(gazetteer: Gazetteer, key: str) -> Actor | None:
    """The one person of the roster whose name is a letter or two away from a folded one; None if none or several."""
    limit = allowed(len(key))
    if not limit:
        return None
    best: dict[str, Actor] = {}
    nearest = limit
    for name, actors in gazetteer.near_names(key):
        if abs(len(name) - len(key)) > nearest:
            continue
        off = distance(name, key, nearest)
        if off <= nearest:
            if off < nearest:
                best, nearest = {}, off
            best |= {actor.id: actor for actor in actors if actor.kind is ActorKind.PERSON}
    return next(iter(best.values())) if len(best) == 1 else None


def given_agree(a: str, b: str) -> bool:
    """Whether two given names can be one person's: the same, an initial, a beginning, a letter off, or a short form."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    if a[:3] == b[:3] and min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    if len(a) > 3 and len(b) > 3 and distance(a, b, 1) <= 1:
        return True
    return sound(a) == sound(b) != "" or frozenset((a, b)) in _SHORT


_SHORT = {
    frozenset(pair.split("/"))
    for pair in (["joe/joseph", "jim/james", "jimmy/james", "bob/robert", "rob/robert", "bill/william", "tom/thomas", "tony/antony", "tony/anthony", "mike/michael", "dave/david", "ted/edward", "dick/richard", "rick/richard", "liz/elizabeth", "kate/katherine", "steve/steven", "steve/stephen", "dan/daniel", "jeff/jeffrey", "ben/benjamin", "alex/alexander", "alex/oleksandr", "volodymyr/vladimir", "volodymyr/wolodymyr", "andrii/andrey", "andriy/andrej", "dmytro/dmitry", "dmitri/dmytro", "oleksandr/alexander", "oleksii/alexey", "petro/peter", "mykola/nikolai", "serhii/sergei", "serhiy/sergey", "yevhen/evgeny", "mykhailo/mikhail", "chris/christopher", "matt/matthew", "nick/nicholas", "sam/samuel", "greg/gregory", "pete/peter", "ron/ronald", "don/donald", "ed/edward", "tim/timothy", "ken/kenneth", "larry/lawrence", "jake/jacob", "chuck/charles", "olena/elena", "oleh/oleg", "ihor/igor", "pavlo/pavel", "yuliia/julia", "yulia/julia", "iryna/irina", "viktor/victor", "recep/tayyip"])
}  # fmt: skip
