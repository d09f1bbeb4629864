"""What can be wrong with a statement, and with a whole store: each fault with its place and its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Protocol

from stance.actors import spoken_for
from stance.analysis.sameness import DAYS_APART, same_statement
from stance.errors import StoreError
from stance.ids import text_hash
from stance.model import Actor, ActorKind, Event, PartialDate, Position, Source, SourceRef, Statement, Status
from stance.offices import read_office
from stance.spelling import name_key, shortened, sound
from stance.store.documents import TABLES, faults_in, noun_of, read_record
from stance.store.history import read_batch
from stance.store.store import Store
from stance.text import find_verbatim

#: What may stand between the parts of a quotation that is not one run of words.
_GAP = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?\s*")
_DAY = timedelta(days=1)  # papers print in other time zones


@dataclass(frozen=True)
class Fault:
    """Something that is not as it should be; `serious` False: worth a look, may be right."""

    code: str  #: one of the words of docs: "field", "unknown-actor", "quote", "date", "office", …
    table: str
    id: str
    reason: str
    serious: bool = True
    fixable: bool = False  #: `check --fix` can mend it without losing anything
    other: str = ""  #: the other record, where it is about two

    def __str__(self) -> str:
        return f"{noun_of(self.table)} {self.id}: {self.reason}" if self.id else self.reason


class Records(Protocol):
    """What a statement is held against: a Store, or records that were read already."""

    def actor(self, id_: str) -> Actor | None: ...
    def source(self, id_: str) -> Source | None: ...
    def text(self, sha256: str) -> str | None: ...
    def positions(self) -> tuple[Position, ...]: ...
    def documents(self, table: str) -> Mapping[str, Any]: ...


#: What keeps a statement from being recorded or edited; the other faults are pointed out.
REFUSED = frozenset(
    {"unknown-actor", "unknown-position", "unknown-event", "unknown-source", "no-words", "quote", "span"}
)


def faults_of(statement: Statement, store: Records) -> list[Fault]:
    """What is wrong with one statement as it would stand in the store; nothing if all is right.

    Serious is what keeps it from being recorded (REFUSED); the rest is worth a word, and a fault for `check`.
    """
    return [
        Fault(code, "statements", statement.id, reason, code in REFUSED, code == "span")
        for code, reason in _faults(statement, store)
    ]


def _faults(one: Statement, store: Records) -> Iterator[tuple[str, str]]:
    actor = store.actor(one.actor)
    if actor is None:
        yield "unknown-actor", f"there is no actor {one.actor!r}"
    if one.position not in store.documents("positions"):
        known = ", ".join(position.id for position in store.positions())
        yield "unknown-position", f"there is no position {one.position!r} (but {known})"
    if one.event and one.event not in store.documents("events"):
        yield "unknown-event", f"there is no event {one.event!r}"
    if not one.sources:
        yield "no-source", "it has no source"
    if not one.quote and not one.summary:
        yield "no-words", "it has neither a quote nor a summary"
    sources = []
    for ref in one.sources:
        source = store.source(ref.source)
        if source is None:
            yield "unknown-source", f"there is no source {ref.source!r}"
        else:
            sources.append(source)
    yield from _faults_of_words(one, sources, store)
    yield from _faults_of_day(one, sources)
    if actor is not None:
        yield from _faults_of_office(one, actor)


def _faults_of_words(one: Statement, sources: list[Source], store: Records) -> Iterator[tuple[str, str]]:
    texts = {source.id: kept for source in sources if source.sha256 and (kept := store.text(source.sha256)) is not None}
    # Outlets word and translate differently: the quote may come from the one whose text nobody kept.
    all_kept = bool(texts) and len(texts) == len(sources)
    if one.quote and all_kept and not any(stands_in(one.quote, kept) for kept in texts.values()):
        yield "quote", "its quote does not stand in the text of its source"
    for ref in one.sources:
        kept = texts.get(ref.source)
        if (
            kept is not None
            and ref.start is not None
            and ref.end is not None
            and not 0 <= ref.start <= ref.end <= len(kept)
        ):
            yield "span", f"its place in source {ref.source} lies outside of the text"


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in the text, its parts one after the other where "…" leaves something out."""
    if find_verbatim(quote, text):
        return True
    parts = [part for part in _GAP.split(quote) if part]
    place = 0
    for part in parts:
        span = find_verbatim(part, text[place:])
        if span is None:
            return False
        place += span.end
    return len(parts) > 1


def _faults_of_day(one: Statement, sources: list[Source]) -> Iterator[tuple[str, str]]:
    if one.stated_on is None:
        return
    for source in sources:
        if source.published and one.stated_on.first > source.published.last + _DAY:
            yield "date", f"said on {one.stated_on}, but printed on {source.published} (source {source.id})"
    try:
        recorded = date.fromisoformat(one.recorded_at[:10])
    except ValueError:
        return
    if one.stated_on.first > recorded + _DAY:
        yield "date", f"said on {one.stated_on}, but recorded on {recorded}"


def _faults_of_office(one: Statement, actor: Actor) -> Iterator[tuple[str, str]]:
    """A role that the roster knows must be held on the day; one that it does not know cannot be judged."""
    if not one.role or one.stated_on is None:
        return
    stated = _office(one.role, one.country)
    same = [role for role in actor.roles if role.title == one.role or _office(role.title, spoken_for(role)) == stated]
    if same and not any(_covers(role.since, role.until, one.stated_on) for role in same):
        role = same[-1]
        span = f"{role.since or '…'} to {role.until or '…'}"
        yield "office", f"{one.role} on {one.stated_on}, but the roster has {actor.name} so from {span}"


@lru_cache(maxsize=4096)
def _office(title: str, country: str) -> Any:
    return read_office(title, country)


def _covers(since: PartialDate | None, until: PartialDate | None, day: PartialDate) -> bool:
    return (not since or since.first <= day.last) and (not until or day.first <= until.last)


# -- a whole store ----------------------------------------------------------------------------------------------------


def check_store(store: Store) -> Iterator[Fault]:
    """All faults of a store, in the order of its tables; damaged records are named and left out of the rest.

    Cost grows with the number of records and the length of the texts.
    """
    for id_ in store.twins():
        yield Fault("twice", "", "", f"{id_} stands more than once in the file", True, True)
    sound_ones: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        sound_ones[table] = {}
        for id_, document in store.documents(table).items():
            faults = faults_in(table, document)
            for reason in faults:
                yield Fault("field", table, id_, reason)
            if not faults:
                sound_ones[table][id_] = read_record(table, id_, document)
    yield from _check_history(store)
    yield from _check_spans_of_time(sound_ones["actors"].values(), sound_ones["events"].values())
    yield from _check_names(list(sound_ones["actors"].values()))
    yield from _check_texts(store, sound_ones["sources"].values())
    records = _Records(store, sound_ones)
    statements: list[Statement] = list(sound_ones["statements"].values())
    # Statements of one source one after the other, so that its text is read once.
    for one in sorted(statements, key=lambda one: (one.sources[0].source if one.sources else "", one.id)):
        if one.status in (Status.ACCEPTED, Status.PROPOSED):
            yield from (replace(fault, serious=True) for fault in faults_of(one, records))
    for one, other in duplicates(statements):
        yield Fault(
            "duplicate",
            "statements",
            other.id,
            f"the same statement as {one.id}",
            True,
            _same_but_for_sources(one, other),
            one.id,
        )


class _Records:
    """The sound records of a store, each read once, and the last few texts."""

    def __init__(self, store: Store, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self.store = store
        self.tables = tables
        self.text = lru_cache(maxsize=8)(self._text)
        self.actor = tables["actors"].get
        self.source = tables["sources"].get

    def documents(self, table: str) -> Mapping[str, Any]:
        return self.store.documents(table)

    def positions(self) -> tuple[Position, ...]:
        return self.store.positions()

    def _text(self, sha256: str) -> str | None:
        try:
            return self.store.text(sha256)
        except StoreError:  # named where the sources are checked
            return None


def _check_history(store: Store) -> Iterator[Fault]:
    for id_, document in store.raw_history().items():
        try:
            read_batch(id_, document)
        except ValueError as error:
            yield Fault("history", "", "", f"{error}")


def _check_spans_of_time(actors: Iterable[Actor], events: Iterable[Event]) -> Iterator[Fault]:
    for actor in actors:
        for role in actor.roles:
            if role.since and role.until and role.until.last < role.since.first:
                yield Fault(
                    "date", "actors", actor.id, f"{role.title} ends before it begins ({role.since}, {role.until})"
                )
    for event in events:
        if event.end and event.end.last < event.start.first:
            yield Fault("date", "events", event.id, f"it ends before it begins ({event.start}, {event.end})")


def _check_names(actors: list[Actor]) -> Iterator[Fault]:
    """Actors with one full name are one and the same; those whose names sound alike may be."""
    by_name: dict[str, dict[str, Actor]] = {}
    by_sound: dict[str, dict[str, Actor]] = {}
    for actor in actors:
        for name in (actor.name, *(alias for alias in actor.aliases if " " in alias)):
            by_name.setdefault(name_key(name), {})[actor.id] = actor
        by_sound.setdefault(f"{actor.kind}{sound(actor.name) or actor.id}", {})[actor.id] = actor
    told: set[tuple[str, str]] = set()
    for groups, reason, serious in (
        (by_name, "has the same name as", True),
        (by_sound, "has a name that sounds like that of", False),
    ):
        for group in groups.values():
            one, *others = group.values()
            for other in others:
                if (one.id, other.id) not in told:
                    told.add((one.id, other.id))
                    advice = f"`stance actors merge {one.id} {other.id}` makes them one"
                    yield Fault("alike", "actors", other.id, f"{reason} {one.id}; {advice}", serious, False, one.id)
    for short, full in _shortened(actors):
        if not {(short.id, full.id), (full.id, short.id)} & told:
            advice = f"if they are one, `stance actors merge {full.id} {short.id}`"
            yield Fault("alike", "actors", short.id, f"may be {full.id} with a name cut short; {advice}", False, False, full.id)  # fmt: skip


def _shortened(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Actor]]:
    """People whose name is an initial and a surname, or one word, each with those whose full name that may be."""
    people = [(actor, name_key(actor.name).split()) for actor in actors if actor.kind is ActorKind.PERSON]
    by_word: dict[str, list[Actor]] = {}
    for actor, words in people:
        for word in {*words[:1], *words[-1:]}:
            by_word.setdefault(word, []).append(actor)
    for actor, words in people:
        if len(words) == 1 or (words and len(words[0]) == 1):
            for other in by_word[words[-1]]:
                if len(name_key(other.name)) > len(name_key(actor.name)) and shortened(actor.name, other.name):
                    yield actor, other


def _check_texts(store: Store, sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if not source.sha256:
            continue
        try:
            text = store.text(source.sha256)
        except StoreError as error:
            yield Fault("text", "sources", source.id, error.message)
            continue
        if text is None:
            yield Fault("text", "sources", source.id, "its text is not kept here, so quotes cannot be checked", False)
        elif text_hash(text) != source.sha256:
            yield Fault("text", "sources", source.id, "its text was changed since it was stored")


def duplicates(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of accepted statements that are one by the rule: the one recorded first, and the other."""
    known: dict[tuple[str, str, str, int], list[Statement]] = {}
    accepted = [one for one in statements if one.status is Status.ACCEPTED]
    for one in sorted(accepted, key=lambda one: (one.recorded_at, one.id)):
        precision, day = (one.stated_on.precision, one.stated_on.first.toordinal()) if one.stated_on else ("", 0)
        near = (
            other
            for off in range(-DAYS_APART, DAYS_APART + 1)
            for other in known.get((one.actor, one.position, precision, day + off), ())
        )
        twin = next((other for other in near if same_statement(other, one)), None)
        if twin is None:
            known.setdefault((one.actor, one.position, precision, day), []).append(one)
        else:
            yield twin, one


def _same_but_for_sources(one: Statement, other: Statement) -> bool:
    return (one.quote, one.summary, one.stated_on) == (other.quote, other.summary, other.stated_on)


def mend(batch: Any, faults: Iterable[Fault]) -> list[Fault]:
    """Mend within a batch what can be mended without loss; the faults that were.

    Of two statements that say the same in the same words the later goes to the trash and leaves its sources to the
    other; a place outside of its text becomes the place of the quote, or none.
    """
    mended = []
    store: Store = batch.store
    for fault in faults:
        if not fault.fixable:
            continue
        if fault.code == "duplicate":
            one, other = store.statement(fault.other), store.statement(fault.id)
            if one is None or other is None:
                continue
            more = tuple(ref for ref in other.sources if ref.source not in {known.source for known in one.sources})
            batch.put(replace(one, sources=one.sources + more))
            batch.put(replace(other, status=Status.TRASHED))
        elif fault.code == "span" and (statement := store.statement(fault.id)):
            batch.put(replace(statement, sources=tuple(_placed(ref, statement, store) for ref in statement.sources)))
        elif fault.code == "twice":
            batch.rewrite = True
        mended.append(fault)
    return mended


def _placed(ref: SourceRef, statement: Statement, store: Store) -> SourceRef:
    source = store.source(ref.source)
    text = store.text(source.sha256) if source and source.sha256 else None
    if text is None or ref.start is None or ref.end is None or 0 <= ref.start <= ref.end <= len(text):
        return ref
    span = find_verbatim(statement.quote, text)
    return replace(ref, start=span.start if span else None, end=span.end if span else None)
