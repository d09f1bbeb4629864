"""Statements coded elsewhere → statements of the store: names, positions, dates and sources are looked up and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from stance.analysis.sameness import sketch
from stance.countries import read_acronym, read_country
from stance.errors import Ambiguous, BadData, StanceError, Unmapped
from stance.ids import source_id, statement_id, text_hash
from stance.intake.plan import Plan
from stance.model import ActorKind, Confidence, Kind, PartialDate, Problem, Source, SourceRef, Statement, Status
from stance.readers import Coded, Found
from stance.readers.records import problem_of
from stance.text import find_verbatim, fold

Word = TypeVar("Word", Kind, Status, Confidence, ActorKind)


def take_coded(plan: Plan, coded: Coded, today: date) -> None:
    """Take a coded statement into a plan; what is wrong with it becomes a Problem of the plan's tally."""
    try:
        _take(plan, coded, today)
    except StanceError as error:
        plan.tally.problems.append(problem_of(error, coded.place, coded.line))


def _take(plan: Plan, coded: Coded, today: date) -> None:
    fields = coded.fields
    if not fields.get("quote") and not fields.get("summary"):
        raise BadData("Neither a quote nor a summary.")
    given_id = fields.get("id", "")
    known = plan.statements.get(given_id) if given_id else None
    position = _position(plan, fields["position"])
    kind = _word(Kind, fields.get("kind", ""), "kind") or (Kind.DIRECT if fields.get("quote") else Kind.INDIRECT)
    status = _word(Status, fields.get("status", ""), "status") or Status.ACCEPTED
    confidence = _word(Confidence, fields.get("confidence", ""), "confidence")
    actor_kind = _word(ActorKind, fields.get("actor_kind", ""), "kind of actor") or ActorKind.PERSON
    stated_on = _day(fields.get("stated_on", ""), today)
    country = _country(plan, coded)
    event = _event(plan, fields.get("event", ""))
    refs = tuple(_source(plan, found, fields.get("quote", "")) for found in coded.sources)
    if not refs:
        # Every statement leads back to something: here to the file it was coded in.
        name = coded.place.partition("#")[0].replace("\\", "/").rpartition("/")[2]
        refs = (SourceRef(_put(plan, Source(id="", title=name)).id),)
    actor = _actor(plan, fields.get("actor", ""), fields.get("actor_id", ""), actor_kind, country)
    cues = tuple(part.strip() for part in fields.get("cues", "").split(";") if part.strip())
    statement = Statement(
        id=given_id,
        actor=actor,
        position=position,
        kind=kind,
        stated_on=stated_on,
        role=fields.get("role", ""),
        country=country,
        quote=fields.get("quote", ""),
        summary=fields.get("summary", ""),
        event=event,
        sources=refs,
        condition=fields.get("condition", ""),
        status=status,
        confidence=confidence,
        cues=cues,
        coder=fields.get("coder", "") or plan.rules.coder,
        note=fields.get("note", ""),
        recorded_at=fields.get("recorded_at", "") or plan.rules.now,
        extra=dict(coded.extra),
    )
    if known is not None:
        plan.tally.known += 1
        if _told(known) != _told(statement):
            reason = f"{given_id} stands in the store with other content, which was kept."
            plan.tally.problems.append(Problem(coded.place, reason, coded.line, serious=False))
        return
    if given_id:
        # A statement with an id of its own was told apart from others before; it is not joined with any.
        plan.tally.new += 1
        plan.tally.proposals += 1
        plan.tally.accepted += status is Status.ACCEPTED
        plan.tally.waiting += status is Status.PROPOSED
        plan.put_statement(statement)
        return
    words = statement.quote or statement.summary
    made = statement_id(actor, position, stated_on, words, [ref.source for ref in refs])
    before = plan.statements.get(made)
    taken = plan.take_statement(statement)
    if taken.id != made or before is not None:
        plan.tally.known += 1
    else:
        plan.tally.new += 1


def _told(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.actor, statement.position, statement.kind, statement.stated_on, statement.quote, statement.summary,
        statement.status, statement.role, statement.country, statement.event, statement.condition, statement.note,
    )  # fmt: skip


def _word(words: type[Word], typed: str, what: str) -> Word | None:
    if not typed:
        return None
    try:
        return words(typed.strip().lower())
    except ValueError:
        raise BadData(f"No {what} {typed!r}; there are {', '.join(words)}.") from None


def _position(plan: Plan, typed: str) -> str:
    if plan.has_position(typed):
        return typed
    for position in plan.positions.values():
        if fold(typed) in (fold(position.label), fold(position.id)):
            return position.id
    raise Unmapped(f"No position {typed!r}; there are {', '.join(plan.positions)}.", typed)


def _day(typed: str, today: date) -> PartialDate | None:
    if not typed:
        return None
    try:
        return PartialDate.parse(typed)
    except ValueError:
        from stance.dates import parse_day

        # The time of day that spreadsheets add says nothing here.
        return parse_day(typed[:10] if typed[4:5] == "-" and typed[10:11] in ("T", " ") else typed, today)


def _country(plan: Plan, coded: Coded) -> str:
    """The code of the country spoken for; what is neither a state nor an organisation is left out, with a warning."""
    typed = coded.fields.get("country", "").strip()
    code = read_country(typed) or read_acronym(typed) if typed else ""
    if code or not typed:
        return code
    reason = f"No country or organisation {typed[:60]!r}; it was left out."
    plan.tally.problems.append(Problem(coded.place, reason, coded.line, serious=False))
    return ""


def _event(plan: Plan, typed: str) -> str:
    if not typed:
        return ""
    for event in plan.names.events.values():
        if typed == event.id or fold(typed) == fold(event.name):
            return event.id
    raise BadData(f"No event {typed!r}.")


def _actor(plan: Plan, name: str, id: str, kind: ActorKind, country: str) -> str:
    if not id and plan.names.has_actor(name):
        return name  # tables of ours name actors by their ids
    found = plan.names.gazetteer.lookup(name) if name and not plan.names.has_actor(id) else ()
    if len(found) > 1 and not plan.names.gazetteer.by_id(id):
        raise Ambiguous("Actor", name, [actor.id for actor in found])
    return plan.names.actor_for(name or id, id or None, kind, country)


def _put(plan: Plan, source: Source) -> Source:
    from stance.intake.matching import described_id, filled

    known = plan.known_source(source)
    if known is None:
        known = replace(source, id=source.id or described_id(source))
        plan.put_source(known)
    elif (fuller := filled(known, source)) != known:
        plan.put_source(fuller)
        known = fuller
    return known


def _source(plan: Plan, found: Found, quote: str) -> SourceRef:
    source, start, end = found.source, found.start, found.end
    if found.text:
        sha256 = text_hash(found.text)
        source = replace(source, id=source.id or source_id(sha256, outlet=source.outlet), sha256=sha256, sketch=sketch(found.text))  # fmt: skip
        plan.keep_text(sha256, found.text)
    if not (source.id or source.url or source.title or source.outlet):
        raise BadData("A source without id, address, title and outlet.")
    if (
        source.id
        and not (source.url or source.title or source.outlet or source.sha256)
        and source.id not in plan.sources
    ):
        raise BadData(f"No source {source.id!r} in the store.")
    source = _put(plan, source)
    text = found.text or plan.text_of(source.sha256)
    if text is not None and quote:
        span = find_verbatim(quote, text)
        if span is None:
            raise BadData("The quote does not stand in the text of its source.")
        if start is None:
            start, end = span.start, span.end
    if start is None or end is None or start >= end or start < 0 or (text is not None and end > len(text)):
        start = end = None
    return SourceRef(source.id, start, end)
