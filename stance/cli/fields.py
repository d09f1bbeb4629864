"""What people type into a field of a statement → its value; the same for questions, flags and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stance.errors import BadUsage, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from stance.store import Store

#: The fields of a statement that people may set, with what to type.
EDITABLE = {
    "actor": "a name, an alias or an id",
    "position": "a position's id",
    "kind": "direct, indirect or reported",
    "stated_on": "a day such as 2023-07-11, 2023-07, 2023; empty if unknown",
    "role": "the office held on that day",
    "country": "a code such as UA or NATO",
    "quote": "the actor's own words",
    "summary": "what was said, in your words",
    "event": "an event's id; empty if none",
    "condition": "the condition in words",
    "note": "anything",
}
_CHANGEABLE_TO_NOTHING = set(EDITABLE) - {"actor", "position", "kind"}


def read_field(name: str, typed: str, store: Store, today: date, near: date | None = None) -> Any:
    """The value of a field; BadUsage, NotFound and Ambiguous say what is wrong with what was typed.

    "last thursday" and its like count from `near`, such as the publication of the article, else from `today`.
    """
    typed = typed.strip()
    if name not in EDITABLE:
        raise BadUsage(f"No field {name!r}.", f"There are {', '.join(EDITABLE)}.")
    if not typed:
        if name not in _CHANGEABLE_TO_NOTHING:
            raise BadUsage(f"{name} cannot be empty.")
        return None if name == "stated_on" else ""
    reader = {"actor": _actor, "position": _position, "kind": _kind, "event": _event, "country": _country}.get(name)
    if reader is not None:
        return reader(typed, store)
    if name == "stated_on":
        from stance.dates import parse_day

        if typed.lower() == "unknown":
            return None
        day = parse_day(typed, near or today)
        if day.first > today:
            raise BadUsage(f"{day} lies in the future: nothing was said then.")
        return day
    return " ".join(typed.split()) if name in ("role", "note", "condition", "summary") else typed


def _actor(typed: str, store: Store) -> str:
    from stance.actors import Gazetteer

    return Gazetteer(store.actors()).find(typed).id


def _position(typed: str, store: Store) -> str:
    from difflib import get_close_matches

    from stance.text import fold

    positions = store.positions()
    key = fold(typed)
    for position in positions:
        if key in (position.id, fold(position.label)):
            return position.id
    fitting = [position.id for position in positions if position.id.startswith(key)]
    if len(fitting) == 1:
        return fitting[0]
    ids = [position.id for position in positions]
    raise NotFound("position", typed, fitting or get_close_matches(key, ids, 3), ids)


def _kind(typed: str, store: Store) -> Any:
    from stance.model import Kind

    for kind in Kind:
        if str(kind).startswith(typed.lower()):
            return kind
    raise BadUsage(f"No kind {typed!r}; there are {', '.join(Kind)}.")


def _event(typed: str, store: Store) -> str:
    from difflib import get_close_matches

    from stance.text import fold

    events = store.events()
    for event in events:
        if typed == event.id or fold(typed) == fold(event.name):
            return event.id
    fitting = [event.id for event in events if event.id.startswith(typed.lower())]
    if len(fitting) == 1:
        return fitting[0]
    raise NotFound("event", typed, fitting or get_close_matches(typed.lower(), [event.id for event in events], 3, 0.4))


def _country(typed: str, store: Store) -> str:
    from stance.countries import read_acronym, read_country

    code = read_country(typed) or read_acronym(typed)
    if not code:
        raise NotFound("country or organisation", typed, near_countries(typed))
    return code


def near_countries(typed: str, others: Iterable[str] = ()) -> list[str]:
    """Names of states, and of `others`, that are written nearly so."""
    from difflib import get_close_matches

    from stance.countries import names
    from stance.letters import fold

    words = {fold(name): name for name in (*names().values(), *others)}
    return [words[one] for one in get_close_matches(fold(typed), words)]
