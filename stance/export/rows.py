"""Results of the analysis → records with the fields of `stance.export.fields`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a table needs no timeline: each module loaded is time before the first line
    from stance.analysis.catalog import Catalog
    from stance.analysis.current import Standing, Turn
    from stance.analysis.rollup import Rolled
    from stance.analysis.shifts import Difference, Shift
    from stance.analysis.tallies import Quality, Tally
    from stance.analysis.timeline import Track
    from stance.model import PartialDate, Statement

Row = dict[str, Any]
_WAYS = {1: "up", -1: "down", 0: "other"}


def _date(day: PartialDate | None) -> str | None:
    return str(day) if day else None


def _source(one: Statement, catalog: Catalog) -> Row:
    best = catalog.best_source(one)
    return {
        "source_id": best.id if best else "",
        "source_outlet": best.outlet if best else "",
        "source_title": best.title if best else "",
        "source_url": best.url if best else "",
        "source_published": _date(best.published) if best else None,
    }


def standing_row(one: Standing, catalog: Catalog) -> Row:
    """A row of `table`."""
    said = one.statement
    actor = catalog.actors.get(one.actor)
    return {
        "actor": catalog.name(one.actor),
        "actor_id": one.actor,
        "actor_kind": str(actor.kind) if actor else "",
        "country": catalog.country(said),
        "role": said.role,
        "position": one.position,
        "position_label": catalog.label(one.position),
        "support": catalog.support(one.position),
        "also": list(one.also),
        "since": str(one.since.date),
        "since_precision": one.since.date.precision,
        "last_said": str(one.turn.date),
        "last_said_precision": one.turn.date.precision,
        "statements": one.statements,
        "previous_position": one.before.position if one.before else None,
        "changed_on": str(one.since.date) if one.before else None,
        "change": _WAYS[catalog.direction(one.before.position, one.position)] if one.before else None,
        "silent": one.silent,
        "silent_days": one.silent_for,
        "kind": said.kind.value,
        "quote": said.quote,
        "summary": said.summary,
        **_source(said, catalog),
        "statement": said.id,
    }


def rolled_row(one: Rolled, label: str, rule: str, catalog: Catalog) -> Row:
    """A row of `table --by`."""
    row = standing_row(one.standing, catalog)
    keep = (
        "position", "position_label", "support", "actor", "actor_id", "role", "since", "since_precision", "last_said",
        "last_said_precision", "also", "previous_position", "change", "silent", "source_id", "source_outlet",
        "source_title", "source_url", "source_published", "statement",
    )  # fmt: skip
    counts = {
        "holding": one.counts.get(one.standing.position, 0),
        "on_record": one.on_record,
        "members": one.members,
        "counts": dict(one.counts),
    }
    return {"key": one.key, "label": label, "rule": rule, **{name: row[name] for name in keep}, **counts}


def track_rows(track: Track, catalog: Catalog) -> list[Row]:
    """The rows of `timeline` for one actor, oldest first."""
    marks = ([track.carried] if track.carried else []) + list(track.turns)
    quiet = {stretch.turn.statement.id: stretch.start for stretch in track.stretches if stretch.silent}
    rows = []
    before: Turn | None = None
    for place, turn in enumerate(marks):
        said = turn.statement
        moved = before is not None and before.position != turn.position
        what = "carried" if turn is track.carried else "change" if moved else "again" if before else "first"
        end = marks[place + 1].day - timedelta(1) if place + 1 < len(marks) else track.until
        rows.append(
            {
                "actor": catalog.name(track.actor),
                "actor_id": track.actor,
                "country": catalog.country(said),
                "date": str(turn.date),
                "precision": turn.date.precision,
                "what": what,
                "position": turn.position,
                "position_label": catalog.label(turn.position),
                "support": catalog.support(turn.position),
                "previous_position": before.position if moved and before else None,
                "also": list(turn.also),
                "statements": len(turn.statements),
                "until": end.isoformat(),
                "silent_from": quiet[said.id].isoformat() if said.id in quiet else None,
                "kind": said.kind.value,
                "quote": said.quote,
                "summary": said.summary,
                "event": said.event,
                **_source(said, catalog),
                "statement": said.id,
            }
        )
        before = turn
    return rows


def shift_row(one: Shift, catalog: Catalog) -> Row:
    """A row of `shifts`."""
    actor, before, after, confirmations, event, distance = one
    row = _change(actor, before, after, catalog)
    row["confirmed"] = confirmations > 0
    row["confirmations"] = confirmations
    row["event"] = event.id if event else ""
    row["event_name"] = event.name if event else ""
    row["event_distance"] = distance
    row["changes_between"] = None
    return row


def difference_row(one: Difference, catalog: Catalog) -> Row:
    """A row of `shifts --between`."""
    return {
        **_change(one.actor, one.before, one.after, catalog),
        "confirmed": None,
        "confirmations": None,
        "event": "",
        "event_name": "",
        "event_distance": None,
        "changes_between": one.shifts,
    }


def _change(actor: str, before: Turn | None, after: Turn, catalog: Catalog) -> Row:
    """Who moved from what to what, with the evidence on both sides; in one piece, as there may be very many of them."""
    old, new = before.statement if before else None, after.statement
    old_source, new_source = catalog.best_source(old) if old else None, catalog.best_source(new)
    old_day, new_day = old.stated_on if old else None, after.date
    position, quote = new.position, new.quote
    return {
        "actor": catalog.name(actor),
        "actor_id": actor,
        "country": new.country or catalog.country(new),
        "from_position": old.position if old else None,
        "to_position": position,
        "change": _WAYS[catalog.direction(old.position, position)] if old else None,
        "date": new_day.iso,
        "precision": new_day.precision,
        "from_date": old_day.iso if old_day else None,
        "from_precision": old_day.precision if old_day else None,
        "from_statement": old.id if old else "",
        "from_quote": (old.quote or old.summary) if old else "",
        "from_is_quote": bool(old and old.quote),
        "from_kind": old.kind._value_ if old else "",
        "from_outlet": (old_source.outlet or old_source.title) if old_source else "",
        "from_url": old_source.url if old_source else "",
        "to_statement": new.id,
        "to_quote": quote or new.summary,
        "to_is_quote": bool(quote),
        "to_kind": new.kind._value_,
        "to_outlet": (new_source.outlet or new_source.title) if new_source else "",
        "to_url": new_source.url if new_source else "",
    }


def statement_row(one: Statement, catalog: Catalog) -> Row:
    """A row of `list`."""
    return {
        "statement": one.id,
        "date": _date(one.stated_on),
        "precision": one.stated_on.precision if one.stated_on else None,
        "actor": catalog.name(one.actor),
        "actor_id": one.actor,
        "country": catalog.country(one),
        "role": one.role,
        "position": one.position,
        "position_label": catalog.label(one.position),
        "support": catalog.support(one.position),
        "kind": one.kind.value,
        "quote": one.quote,
        "summary": one.summary,
        "condition": one.condition,
        "event": one.event,
        "status": one.status.value,
        "confidence": one.confidence.value if one.confidence else None,
        "coder": one.coder,
        "note": one.note,
        "sources": len(one.sources),
        **_source(one, catalog),
    }


def tally_rows(tallies: Iterable[Tally], catalog: Catalog, *, no_record: bool) -> list[Row]:
    """The rows of `summary`: each key by each position that anybody holds, in the codebook's order."""
    those = list(tallies)
    used = {position for tally in those for position, count in tally.counts.items() if count}
    positions = [one for one in catalog.positions if one in used] + sorted(used - set(catalog.positions))
    rows: list[Row] = []
    for tally in those:
        for position in positions:
            count = tally.counts.get(position, 0)
            rows.append(
                {
                    "key": tally.key,
                    "position": position,
                    "position_label": catalog.label(position),
                    "support": catalog.support(position),
                    "count": count,
                    "share": round(count / tally.total, 4) if tally.total else None,
                }
            )
        if no_record:
            rows.append(
                {
                    "key": tally.key, "position": "no-record", "position_label": "no record", "support": None,
                    "count": tally.no_record, "share": None,
                }
            )  # fmt: skip
    return rows


def quality_row(by: str, one: Quality) -> Row:
    """A row of `summary --review`."""
    return {
        "by": by,
        "key": one.key,
        "accepted": one.accepted,
        "edited": one.edited,
        "rejected": one.rejected,
        "waiting": one.waiting,
        "right": round(one.right, 4) if one.right is not None else None,
    }
