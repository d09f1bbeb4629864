"""Filters as they were typed → a query on the store's records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stance.analysis.catalog import ById, Catalog
from stance.analysis.filters import Query, homes_of, select, sources_like
from stance.cli.common import Project
from stance.cli.options import Filters
from stance.errors import BadUsage, NotFound
from stance.letters import fold
from stance.model import Kind, Statement, Status
from stance.render.style import Look

if TYPE_CHECKING:
    from stance.store import Store


class Selection:
    """The store, opened for reading, and what of it was asked for; `actors` are those named beside the filters."""

    def __init__(self, project: Project, filters: Filters, actors: Sequence[str] = ()) -> None:
        self.project = project
        self.filters = replace(filters, actor=[*filters.actor, *actors]) if actors else filters

    @cached_property
    def store(self) -> Store:
        return self.project.open_store()

    @cached_property
    def catalog(self) -> Catalog:
        store = self.store
        if self.project.codebook_option or self.project.environ.get("STANCE_CODEBOOK"):
            positions: Iterable[Any] = self.project.load_codebook().positions
        else:
            positions = store.positions()
        return Catalog(
            actors=ById(store.actor, lambda: store.documents("actors"), store.actors),
            sources=ById(store.source, lambda: store.documents("sources"), store.sources),
            events=ById(store.event, lambda: store.documents("events"), store.events),
            positions=positions,
        )

    @cached_property
    def look(self) -> Look:
        project = self.project
        return Look(self.catalog.positions, ascii=project.ascii, isolate=project.on_terminal)

    def day(self, typed: str | None, *, last: bool) -> date | None:
        """The first or the last day that was meant."""
        if typed is None:
            return None
        from stance.dates import parse_range

        return parse_range(typed, self.project.today)[last]

    @cached_property
    def since(self) -> date | None:
        return self.day(self.filters.since, last=False)

    @cached_property
    def until(self) -> date | None:
        until = self.day(self.filters.until, last=True)
        if until and self.since and until < self.since:
            raise BadUsage(f"--until {self.filters.until} lies before --since {self.filters.since}.")
        return until

    @cached_property
    def as_of(self) -> date:
        """The day that things are looked at from: --as-of, else --until, else today."""
        return self.day(self.filters.as_of, last=True) or self.until or self.project.today

    @cached_property
    def statuses(self) -> frozenset[Status]:
        found = set()
        for typed in self.filters.status:
            if typed == "all":
                return frozenset(Status)
            found.add(one_of(typed, Status, "status"))
        return frozenset(found or {Status.ACCEPTED})

    @cached_property
    def query(self) -> Query:
        """What all filters ask for together."""
        filters = self.filters
        catalog = self.catalog
        actors: frozenset[str] = frozenset()
        if filters.actor:
            gazetteer = self.project.gazetteer(self.store)
            actors = frozenset(gazetteer.find(typed).id for typed in filters.actor)
        return Query(
            actors=actors,
            countries=frozenset(self._country(typed) for typed in filters.country),
            positions=frozenset(self._position(typed) for typed in filters.position),
            kinds=frozenset(one_of(typed, Kind, "kind") for typed in filters.kind),
            events=frozenset(known(typed, catalog.events, "event") for typed in filters.event),
            sources=self._sources(filters.source),
            statuses=self.statuses,
            since=self.since,
            until=min(self.until, self.as_of) if self.until else self.as_of if filters.as_of else None,
            words=tuple(fold(filters.text).split()) if filters.text else (),
            homes=homes_of(self.store.actors()) if filters.country else {},
            names={actor.id: actor.name for actor in self.store.actors()} if filters.text else {},
        )

    def statements(self, **without: Any) -> Sequence[Statement]:
        """The statements that fit; `without` sets fields of the query aside, such as since=None."""
        query = self.query._replace(**without)
        accepted = query.statuses == {Status.ACCEPTED}
        return select(self.store.statements() if accepted else self.store.statements(None), query)

    def placed(self, **without: Any) -> Sequence[Statement]:
        """The same for positions over time: what has no day counts from its publication at the latest."""
        from stance.analysis.placing import place

        query = self.query._replace(**without)
        accepted = query.statuses == {Status.ACCEPTED}
        found = self.store.statements() if accepted else self.store.statements(None)
        if any(one.stated_on is None for one in found):
            found = tuple(place(found, self.catalog.sources))
        return select(found, query)

    def _position(self, typed: str) -> str:
        positions = self.catalog.positions
        wanted = fold(typed)
        for one in positions.values():
            if typed == one.id or wanted == fold(one.label):
                return one.id
        return known(typed, positions, "position")

    def _country(self, typed: str) -> str:
        """A code as it is written in records, by itself or by a name; NotFound on what neither records nor lists know."""
        from stance.countries import read_country

        code = (read_country(typed) or typed.strip()).upper()
        if read_country(code) or code in self._spoken_for:
            return code
        from stance.cli.fields import near_countries

        raise NotFound("country or organisation", typed, near_countries(typed, self._spoken_for))

    @cached_property
    def _spoken_for(self) -> frozenset[str]:
        """Every country and organisation that a record of the store names, in capitals."""
        found = {one.country for one in self.store.statements(None)} | {one.country for one in self.store.actors()}
        return frozenset(one.upper() for one in found if one)

    def _sources(self, typed: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for one in typed:
            those = sources_like(one, self.store.sources())
            if not those:
                from difflib import get_close_matches

                outlets = sorted({source.outlet for source in self.store.sources() if source.outlet})
                raise NotFound("source", one, get_close_matches(one, outlets))
            found |= {source.id for source in those}
        return frozenset(found)

    @cached_property
    def given(self) -> dict[str, Any]:
        """The filters that were given, as they were typed: for JSON."""
        return {
            one.name: getattr(self.filters, one.name) for one in fields(self.filters) if getattr(self.filters, one.name)
        }

    @property
    def words(self) -> str:
        """The filters beside the days, in words for a title; empty: none."""
        parts = []
        query = self.query
        if query.countries:
            parts.append(", ".join(sorted(query.countries)))
        if query.positions:
            parts.append(" or ".join(self.catalog.label(one) for one in sorted(query.positions)))
        if query.kinds:
            parts.append("only " + " and ".join(sorted(query.kinds)))
        if query.events:
            parts.append("at " + ", ".join(self.catalog.event_name(one) for one in sorted(query.events)))
        if query.sources:
            parts.append("from " + ", ".join(self.filters.source))
        if query.words:
            parts.append(f"with {self.filters.text!r}")
        if query.statuses != {Status.ACCEPTED}:
            parts.append("status " + ", ".join(self.filters.status))
        return ", ".join(parts)


def one_of(typed: str, kinds: Any, what: str) -> Any:
    """A member of an enumeration by its word; BadUsage lists them."""
    try:
        return kinds(typed.lower())
    except ValueError:
        raise BadUsage(f"No {what} {typed!r}.", f"Choose from {', '.join(str(one) for one in kinds)}.") from None


def known(typed: str, ids: Iterable[str], what: str) -> str:
    """An id as typed, or the only one that begins so; NotFound suggests near ones, BadUsage lists several."""
    every = list(ids)
    if typed in every:
        return typed
    found = [one for one in every if one.startswith(typed)] if typed else []
    if len(found) == 1:
        return found[0]
    if found:
        from stance.errors import Ambiguous

        raise Ambiguous(what.capitalize(), typed, found)
    from difflib import get_close_matches

    raise NotFound(what, typed, get_close_matches(typed, every), every if len(every) <= 8 else ())
