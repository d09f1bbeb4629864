"""What Tab offers: actors, positions, events, ids and fixed words; it reads, and never fails."""

# Annotations are values here, not words: typer asks for them at every start, and reading words takes time.

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from stance.cli.common import Project

Offers = Iterable[tuple[str, str]]  #: what to type, and what it means
MOST = 200  #: more than these help nobody choose


def _complete(find: Callable[["Project", str], Offers]) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """A completion out of the store; nothing where there is no store, or whatever else is wrong with it."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            from stance.cli.common import project_of
            from stance.letters import printable

            found = find(project_of(ctx), incomplete)
            shown = [(value, printable(meaning)) for value, meaning in found if printable(value) == value]
            return sorted(shown)[:MOST]
        except Exception:  # a shell that waits for words must not get a traceback
            return []

    complete.__doc__ = find.__doc__
    return complete


def _documents(project: "Project", table: str, begun: str = "") -> dict[str, dict[str, Any]]:
    from stance.store.glance import glance

    return glance(project.store_path, table, begun)


def _fixed(*words: str) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete.lower())]

    return complete


def _actors(project: "Project", typed: str) -> Offers:
    """Ids of actors that begin so; else the word of a name or alias that does: what is offered must go on from there."""
    documents = _documents(project, "actors")
    begun = [(id, str(one.get("name", id))) for id, one in documents.items() if id.startswith(typed.lower())]
    if begun or not typed:
        return begun
    found = []
    for one in documents.values():
        name = str(one.get("name", ""))
        words = [word for text in (name, *map(str, one.get("aliases", ()))) for word in text.split()]
        word = next((word for word in words if word.lower().startswith(typed.lower())), None)
        if word:
            found.append((typed + word[len(typed) :], name))
    return found


def _positions(project: "Project", typed: str) -> Offers:
    """Ids of positions."""
    if project.store_path.with_name("codebook.toml").is_file():  # it is the truth
        documents = project.open_store().documents("positions")
    else:
        documents = _documents(project, "positions")
    return [(id, str(one.get("label", ""))) for id, one in documents.items() if id.startswith(typed)]


def _events(project: "Project", typed: str) -> Offers:
    """Ids of events."""
    documents = _documents(project, "events")
    return [(id, str(one.get("name", ""))) for id, one in documents.items() if id.startswith(typed)]


def _statements(project: "Project", typed: str) -> Offers:
    """Ids of statements."""
    return [
        (id, f"{one.get('actor', '')} {one.get('stated_on', '')} {one.get('position', '')}")
        for id, one in _documents(project, "statements", typed).items()
    ]


def _sources(project: "Project", typed: str) -> Offers:
    """Ids of sources, and outlets of one word."""
    documents = _documents(project, "sources")
    found = {id: str(one.get("title", "")) for id, one in documents.items() if id.startswith(typed)}
    for one in documents.values():
        outlet = str(one.get("outlet", ""))
        if outlet and " " not in outlet and outlet.lower().startswith(typed.lower()):
            found[outlet] = "outlet"
    return found.items()


def _countries(project: "Project", typed: str) -> Offers:
    """Codes of the countries that actors belong to."""
    codes = {str(one.get("country", "")) for one in _documents(project, "actors").values()}
    return [(code, "") for code in codes if code and code.startswith(typed.upper())]


def _anything(project: "Project", typed: str) -> Offers:
    """Whatever `stance show` can show."""
    found = [*_actors(project, typed), *_events(project, typed)]
    if typed[:1] in ("s", "a") and (len(typed) > 1 or not found):
        sources = _documents(project, "sources", typed)
        found += [*_statements(project, typed), *((id, str(one.get("title", ""))) for id, one in sources.items())]
    return found


complete_actor = _complete(_actors)
complete_position = _complete(_positions)
complete_event = _complete(_events)
complete_statement = _complete(_statements)
complete_source = _complete(_sources)
complete_country = _complete(_countries)
complete_anything = _complete(_anything)
complete_kind = _fixed("direct", "indirect", "reported")
complete_status = _fixed("accepted", "proposed", "rejected", "trashed", "all")
complete_format = _fixed("table", "csv", "json", "jsonl", "md")
