"""Changes that touch every statement of an actor or a position: each within one batch, to be undone as one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stance.errors import BadUsage, NotFound
from stance.ids import slug
from stance.model import Actor, Position, Role, Statement
from stance.store.changes import Batch


def _need(batch: Batch, table: str, id_: str) -> Any:
    record = batch.store.get(table, id_)
    if record is None:
        raise NotFound(table[:-1], id_)
    return record


def _recode(batch: Batch, field: str, old: str, new: str) -> int:
    """Let every statement, whatever its status, say `new` where its `field` says `old`; how many there were."""
    found = {id_: one for id_, one in batch.store.documents("statements").items() if one.get(field) == old}
    for id_, document in found.items():
        batch.put_document("statements", id_, {**document, field: new})
    return len(found)


def _united(*lists: tuple[Any, ...]) -> tuple[Any, ...]:
    out: list[Any] = []
    for one in lists:
        out += [item for item in one if item not in out]
    return tuple(out)


def merge_actors(batch: Batch, keep: str, drop: str) -> int:
    """Make two actors one: `drop` (an id) goes, `keep` takes its names, roles and statements; how many statements.

    Raises NotFound, and BadUsage for one and the same actor.
    """
    if keep == drop:
        raise BadUsage(f"{keep} cannot be merged with itself.")
    kept, gone = _need(batch, "actors", keep), _need(batch, "actors", drop)
    names = tuple(name for name in _united(kept.aliases, (gone.name,), gone.aliases) if name != kept.name)
    batch.put(
        replace(
            kept,
            aliases=names,
            roles=_united(kept.roles, gone.roles),
            country=kept.country or gone.country,
            wikidata=kept.wikidata or gone.wikidata,
            note="\n".join(note for note in _united((kept.note,), (gone.note,)) if note),
            extra={**gone.extra, **kept.extra},
        )
    )
    batch.remove(Actor, drop)
    return _recode(batch, "actor", drop, keep)


def rename_actor(batch: Batch, old: str, new: str) -> Actor:
    """Give the actor with the id `old` the name `new`, and the id made from it; the old name becomes an alias.

    Every statement follows. Raises NotFound, and BadUsage where another actor has that id.
    """
    actor: Actor = _need(batch, "actors", old)
    new = " ".join(new.split())
    if not new:
        raise BadUsage("An actor needs a name.")
    id_ = slug(new)
    if id_ != old and batch.store.actor(id_) is not None:
        raise BadUsage(f"There is an actor {id_} already.", f"`stance actors merge {id_} {old}` makes them one.")
    aliases = tuple(name for name in _united(actor.aliases, (actor.name,)) if name != new)
    renamed = replace(actor, id=id_, name=new, aliases=aliases)
    batch.put(renamed)
    if id_ != old:
        batch.remove(Actor, old)
        _recode(batch, "actor", old, id_)
    return renamed


def rename_position(batch: Batch, old: str, new: str) -> int:
    """Let the position `old` be called `new` in the store and in every statement; how many statements.

    Where there is a position `new` already, the two become one, with the label and the look of `new`.
    Raises NotFound, and BadUsage on an id that is none.
    """
    position: Position = _need(batch, "positions", old)
    if not new or slug(new) != new:
        raise BadUsage(f"{new!r} cannot be the id of a position: lower-case letters, digits and hyphens make one.")
    if new == old:
        raise BadUsage(f"{old} is called so already.")
    if batch.store.position(new) is None:
        order = batch.store.documents("positions")[old]
        batch.put_document("positions", new, dict(order))
    batch.remove(Position, position.id)
    return _recode(batch, "position", old, new)


def correct_roles(batch: Batch, actor: Actor) -> int:
    """Set role and country of each of the actor's statements to the office held on its day; how many changed.

    Statements without a date, on a day without an office, or whose month or year covers two, stay as they are.
    """
    from stance.actors import Gazetteer, spoken_for

    gazetteer = Gazetteer([actor])
    changed = 0
    for id_, document in list(batch.store.documents("statements").items()):
        if document.get("actor") != actor.id or not document.get("stated_on"):
            continue
        statement: Statement = batch.store.get("statements", id_)
        assert statement.stated_on is not None
        role: Role | None = gazetteer.role_on(actor, statement.stated_on.first)
        if role is None or gazetteer.role_on(actor, statement.stated_on.last) is not role:
            continue
        new = replace(statement, role=role.title, country=spoken_for(role) or statement.country)
        changed += batch.put(new)
    return changed
