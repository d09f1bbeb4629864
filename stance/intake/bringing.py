"""One import: read, look into, plan, write once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stance.intake.coded import take_coded
from stance.intake.gathering import Finder, Gathered, gather
from stance.intake.plan import Plan, Rules, Tally
from stance.model import Actor, Article, Event, Problem, Source
from stance.readers import Coded, Options

if TYPE_CHECKING:
    from stance.store import Store


@dataclass(frozen=True)
class Manner:
    """How an import goes about its work."""

    today: date
    jobs: int = 0  #: processes; 0: by the work
    strict: bool = False  #: nothing goes in if anything is wrong
    dry_run: bool = False
    command: str = "import"  #: what the history says was done


@dataclass(frozen=True)
class Outcome:
    """What an import did."""

    tally: Tally
    batch: str = ""  #: empty if nothing was written
    actors: tuple[str, ...] = ()  #: names that the roster did not have
    statements: tuple[str, ...] = ()  #: ids of new statements
    undated: int = 0  #: of the new statements; they stand in no table and no timeline
    interrupted: bool = False
    refused: bool = False  #: strict, and something was wrong


def bring_in(
    store: Store,
    places: Iterable[str | Path],
    options: Options,
    rules: Rules,
    manner: Manner,
    codebook_file: Path | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> Outcome:
    """Take in all that the places hold, in one batch. Ctrl-C ends the reading; what was complete goes in.

    Reading and looking for statements hold no lock; the plan is made against the store as it is when the lock is held.
    """
    texts = [] if rules.keep_apart else [source for source in store.sources() if source.sha256]
    known = frozenset(source.sha256 for source in texts)
    undated = frozenset(source.sha256 for source in texts if not source.published)
    finder = Finder(codebook_file, store.actors(), options, known, undated)
    gathered: list[Gathered] = []
    interrupted = False
    try:
        for one in gather(places, finder, manner.jobs, progress):
            gathered.append(one)
    except KeyboardInterrupt:
        interrupted = True
    with store.change(manner.command, coder=rules.coder, now=rules.now, dry_run=manner.dry_run) as batch:
        plan = plan_for(batch.store, rules, gathered, manner.today)
        refused = manner.strict and plan.tally.faults > 0
        if not refused:
            plan.put_into(batch)
    new = [change for change in batch.changes if change.before is None]
    return Outcome(
        tally=plan.tally,
        batch=batch.id if batch.changes and not manner.dry_run else "",
        actors=tuple(str((change.after or {}).get("name", change.id)) for change in new if change.table == "actors"),
        statements=tuple(change.id for change in new if change.table == "statements"),
        undated=sum(change.table == "statements" and not (change.after or {}).get("stated_on") for change in new),
        interrupted=interrupted,
        refused=refused,
    )


def plan_for(store: Store, rules: Rules, gathered: Iterable[Gathered], today: date) -> Plan:
    """The plan of a batch of readings."""
    plan = Plan(store, rules)
    for one in gathered:
        reading = one.reading
        if isinstance(reading, Problem):
            plan.tally.problems.append(reading)
            continue
        if isinstance(reading, (Actor, Event)):
            plan.names.take(reading)
            continue
        plan.tally.read += 1
        if one.warning:
            plan.tally.problems.append(one.warning)
        if isinstance(reading, Article):
            plan.take_article(reading, one.proposals, one.sha256, one.sketch)
        elif isinstance(reading, Source):
            plan.take_source(reading)
        elif isinstance(reading, Coded):
            take_coded(plan, reading, today)
    return plan
