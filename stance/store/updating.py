"""Newer actors of the package into a store, without losing what its user changed: a merge of three versions an actor.

The three are what the package said when the store last took it (`shipped`), what it says now, and what stands in the
store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stance.model import Actor, Role
from stance.store.changes import Batch
from stance.store.documents import read_record, write_record
from stance.store.shipped import Shipped, note_shipped, says_the_same
from stance.store.store import Store
from stance.text import fold

_FIELDS = ("name", "kind", "country", "wikidata", "note")


@dataclass(frozen=True)
class Update:
    """What an update would do."""

    added: tuple[Actor, ...]
    changed: tuple[Actor, ...]  #: as they become
    kept: tuple[str, ...]  #: a sentence part for each field where the user's version stays
    left_out: tuple[str, ...]  #: ids that the user removed, merged or renamed

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def plan_update(store: Store, shipped: Iterable[Actor]) -> Update:
    """Compare the package's actors with the store's; actors that the package no longer has stay."""
    added: list[Actor] = []
    changed: list[Actor] = []
    kept: list[str] = []
    left_out: list[str] = []
    before = Shipped(store)
    owners = {fold(name): one.id for one in store.actors() for name in (one.name, *one.aliases)}
    for theirs in shipped:
        mine = store.actor(theirs.id)
        if mine is None:
            if before.was_there("actors", theirs.id):
                left_out.append(theirs.id)
            elif owners.get(fold(theirs.name), theirs.id) != theirs.id:
                kept.append(f"{theirs.name}: {owners[fold(theirs.name)]} has that name already")
            else:
                added.append(_without_taken_names(theirs, owners))
            continue
        said = before.base("actors", theirs.id)
        base: Actor | None = read_record("actors", theirs.id, said) if said else None
        merged, conflicts = merge_three(base, mine, theirs)
        merged = _without_taken_names(merged, owners)
        if merged != mine or not says_the_same(said, write_record(theirs), _EMPTY):
            merged = _note(merged, theirs)
        kept += [f"{mine.name}: {conflict}" for conflict in conflicts]
        if merged != mine:
            changed.append(merged)
    return Update(tuple(added), tuple(changed), tuple(kept), tuple(left_out))


def apply_update(batch: Batch, update: Update) -> None:
    """Put the actors of an update that was planned on the batch's own store."""
    for actor in (*update.added, *update.changed):
        batch.put(actor)
    batch.notes += [f"Kept yours: {one}." for one in update.kept]


def merge_three(base: Actor | None, mine: Actor, theirs: Actor) -> tuple[Actor, list[str]]:
    """The actor with the package's changes since `base`, except where the user changed the same; and those fields.

    Without a base (the user had made the actor before the package knew it) only names and offices are added.
    """
    conflicts: list[str] = []
    values: dict[str, Any] = {}
    for name in _FIELDS:
        old, own, new = (getattr(one, name) if one else None for one in (base, mine, theirs))
        if own == new or (base and own == old):
            values[name] = new
        else:
            values[name] = own if base or own else new
            if new != old and (base or (own and new)):
                conflicts.append(f"{name} {own or 'nothing'}, not {new or 'nothing'}")
    before = base.aliases if base else ()
    gone = set(before) - set(theirs.aliases)
    news = [alias for alias in theirs.aliases if alias not in before]
    aliases = dict.fromkeys([*(alias for alias in mine.aliases if alias not in gone), *news])
    merged = _in_their_order(aliases, theirs.aliases, values["name"])
    values["aliases"] = mine.aliases if set(merged) == set(mine.aliases) else merged
    values["roles"], troubled = _merge_roles(base.roles if base else (), mine.roles, theirs.roles)
    conflicts += troubled
    return replace(mine, **values), conflicts


def _in_their_order(aliases: Iterable[str], theirs: Sequence[str], name: str) -> tuple[str, ...]:
    """The package's order first, so that a store without own names ends up just like the package."""
    given = [alias for alias in aliases if alias != name]
    return tuple([alias for alias in theirs if alias in given] + [alias for alias in given if alias not in theirs])


def _merge_roles(
    base: Sequence[Role], mine: Sequence[Role], theirs: Sequence[Role]
) -> tuple[tuple[Role, ...], list[str]]:
    def by_key(roles: Sequence[Role]) -> dict[tuple[str, str], Role]:
        return {(fold(role.title), str(role.since or "")): role for role in roles}

    old, own, new = by_key(base), by_key(mine), by_key(theirs)
    found: list[Role] = []
    conflicts: list[str] = []
    for key in dict.fromkeys([*own, *new]):
        was, ours, news = old.get(key), own.get(key), new.get(key)
        if ours in (was, news):
            chosen = news
        else:
            chosen = ours
            if news != was:
                conflicts.append(f"office {(ours or news or was).title}")  # type: ignore[union-attr]
        if chosen:
            found.append(chosen)
    if set(found) == set(mine):
        return tuple(mine), conflicts
    return tuple(sorted(found, key=lambda role: (role.since is not None, role.since or 0))), conflicts


def _note(merged: Actor, theirs: Actor) -> Actor:
    """Remember what the package said where the store says otherwise."""
    noted: Actor = read_record("actors", merged.id, note_shipped(write_record(merged), write_record(theirs), _EMPTY))
    return noted


_EMPTY: dict[str, Any] = {**dict.fromkeys(_FIELDS, ""), "aliases": [], "roles": []}


def _without_taken_names(actor: Actor, owners: dict[str, str]) -> Actor:
    """Without aliases that lead to somebody else in this store."""
    return replace(actor, aliases=tuple(one for one in actor.aliases if owners.get(fold(one), actor.id) == actor.id))
