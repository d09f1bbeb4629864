"""`stance import`: articles, sources and coded statements into the store."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, project_of, say
from stance.cli.extracting import Places, tell_of_typing, typed_day
from stance.cli.options import DryRun, Jobs
from stance.cli.telling import tell_what_waits
from stance.errors import BadUsage, StanceError

if TYPE_CHECKING:
    from stance.intake.bringing import Outcome
    from stance.model import Problem
    from stance.readers import Options

_SHOWN = 12  # proposals, names and problems listed one by one; the rest is counted
_PLACES = 3  # of one problem

Accept = Annotated[
    str, typer.Option("--accept", metavar="LEVEL", help="Accept without asking what is at least high, medium or all.")
]


def import_(
    ctx: typer.Context,
    places: Places,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The article's title.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="ADDRESS", help="Where the article stands.")] = "",
    outlet: Annotated[str, typer.Option("--outlet", metavar="NAME", help="Who published it.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DAY", help="The day it appeared.")] = "",
    accept: Accept = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Leave out articles published before.")] = "",
    map_: Annotated[
        list[str],
        typer.Option(
            "--map",
            metavar="MAP",
            help="Columns of a spreadsheet: actor=Speaker,position=View,stated_on=When,url=Link,…, position:Yes=now, or a TOML file.",
        ),
    ] = [],  # noqa: B006  typer copies it
    dates: Annotated[
        str, typer.Option("--dates", metavar="ORDER", help="How the files write 03/04/2023: dmy or mdy.")
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FORM",
            help="The format, where it cannot be seen: text, markdown, html, feed, json, jsonl, csv, ris, dna.",
        ),
    ] = "",
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the page behind each entry of a feed.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from the own network too.")] = False,
    keep_apart: Annotated[bool, typer.Option("--keep-apart", help="Join no articles and no statements.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take in nothing if anything is wrong.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    dry_run: DryRun = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="json: a summary on stdout.")] = "",
    jobs: Jobs = 0,
) -> None:
    """Bring in articles and coded statements.

    Text with `Key: value` lines, Markdown, HTML, RSS and Atom, JSON, JSON lines, CSV; Zotero's CSL-JSON and RIS;
    statements as `stance export` writes them, spreadsheets by --map, and Discourse Network Analyzer's CSV and .dna.
    What is found waits for `stance review` unless --accept takes it. Importing the same thing again changes nothing;
    `stance reread` looks into known texts anew.

    Example: stance import article.html --outlet Reuters --accept high
    """
    from stance.intake.bringing import Manner, bring_in
    from stance.intake.plan import Rules
    from stance.readers import Options
    from stance.readers.statements import read_mapping

    del no_input  # import never asks; the flag lets a script say that it counts on it
    if format not in ("", "json", "table"):
        raise BadUsage(f"import's summary comes as json, not {format!r}.")
    project = project_of(ctx)
    columns: dict[str, str] = {}
    positions: dict[str, str] = {}
    for given in map_:
        more_columns, more_positions = read_mapping(given)
        columns |= more_columns
        positions |= more_positions
    options = Options(
        title=title, url=url, outlet=outlet, published=typed_day(published, project), form=form, columns=columns,
        positions=positions, since=_first_day(since, project), today=project.today, allow_private=allow_private,
        follow=follow, dates=read_order(dates),
    )  # fmt: skip
    _check_single(places, options)
    tell_of_typing(places)
    store = project.open_store()
    rules = Rules(project.coder, project.now, read_level(accept), keep_apart, project.codebook_file)
    manner = Manner(project.today, jobs, strict, dry_run)
    from stance.cli.progress import ProgressLine

    line = ProgressLine()
    try:
        outcome = bring_in(store, places, options, rules, manner, project.codebook_file, line)
    finally:
        line.close()
    tell(outcome, project, dry_run)
    if format == "json":
        from stance.export.formats import encode_json

        print(encode_json(summary_record(outcome, dry_run)))
    _leave(outcome)


def _check_single(places: list[str], options: Options) -> None:
    if options.title or options.url:
        from itertools import islice

        from stance.readers import find

        if len(list(islice(find(places, options), 2))) > 1:
            raise BadUsage("--title and --url describe one article; more than one is named.")


def _first_day(typed: str, project: Project) -> Any:
    if not typed:
        return None
    from stance.dates import parse_range

    return parse_range(typed, project.today)[0]


def read_order(typed: str) -> str:
    """The order of days in figures that --dates gives."""
    from stance.dates import ORDERS

    if typed and typed.lower() not in ORDERS:
        raise BadUsage(f"--dates takes {' or '.join(ORDERS)}, not {typed!r}.")
    return typed.lower()


def read_level(typed: str) -> Any:
    """The least confidence that --accept takes; None: nothing is accepted unseen."""
    from stance.model import Confidence

    levels = {"": None, "none": None, "high": Confidence.HIGH, "medium": Confidence.MEDIUM, "low": Confidence.LOW, "all": Confidence.LOW}  # fmt: skip
    if typed not in levels:
        raise BadUsage(f"--accept takes high, medium or all, not {typed!r}.")
    return levels[typed]


def _leave(outcome: Outcome) -> None:
    if outcome.interrupted:
        raise typer.Exit(130)
    if outcome.refused:
        raise StanceError("Nothing was taken in, for --strict finds fault.")
    if outcome.tally.faults and not (outcome.tally.new or outcome.tally.known):
        raise StanceError("Nothing could be taken in.")


# -- what is said -----------------------------------------------------------------------------------------------------


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 statement", "2 statements"."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def tell(outcome: Outcome, project: Project, dry_run: bool = False) -> None:
    """Say on stderr what an import came to, how to undo it, and what comes next."""
    tally = outcome.tally
    tell_problems(tally.problems)
    for page in tally.changed[:_SHOWN]:
        say(
            f"Changed: {page.url} ({page.earlier} → {page.source}): {counted(len(page.gone), 'line')} gone, {len(page.come)} new."
        )
        for sign, lines in (("-", page.gone), ("+", page.come)):
            for text in lines[:3]:
                say(f"  {sign} {text[:160]}")
    if outcome.refused:
        return
    if outcome.interrupted:
        say("Interrupted; what was complete was taken in.")
    if tally.read or not tally.faults:
        say(_account(tally))
    if outcome.statements and len(outcome.statements) <= _SHOWN:
        _list_statements(outcome, project, dry_run)
    if outcome.actors:
        shown = ", ".join(outcome.actors[:_SHOWN]) + (", …" if len(outcome.actors) > _SHOWN else "")
        say(f"New in the roster: {shown}.")
    if outcome.undated:
        verb = "has" if outcome.undated == 1 else "have"
        say(
            f"{counted(outcome.undated, 'statement')} {verb} no day: the text tells none. Tables and timelines take the day of publication instead, where it is known; review or edit gives one, and importing again with --published dates what the text tells."
        )
    tell_what_waits(outcome.batch, tally.waiting, dry_run=dry_run)
    if tally.accepted and not tally.waiting and not dry_run:
        say("Next: `stance table` shows how things stand.")


def tell_problems(problems: Sequence[Problem]) -> None:
    """Each reason once, with its places; and what --map has to say, ready to be completed."""
    reasons: dict[tuple[bool, str], list[Problem]] = {}
    for one in problems:
        reasons.setdefault((one.serious, one.reason), []).append(one)
    for (serious, reason), those in list(reasons.items())[:_SHOWN]:
        places = ", ".join(f"{one.place}:{one.line}" if one.line else one.place for one in those[:_PLACES])
        more = f" and {counted(len(those) - _PLACES, 'more place')}" if len(those) > _PLACES else ""
        # A name of a file may hold a line break: it shall not look like another line of talk.
        say(f"{'' if serious else 'Note: '}{places}{more}: {reason}".replace("\n", " "))
    if len(reasons) > _SHOWN:
        left = sum(map(len, list(reasons.values())[_SHOWN:]))
        say(f"… and {counted(left, 'more problem')}; --format json lists all.")
    unmapped = list(dict.fromkeys(one.unmapped for one in problems if one.unmapped))
    if len(unmapped) > 1:
        quoted = " ".join("--map " + shlex.quote(f"position:{value}=…") for value in unmapped)
        say(f"All that --map has to say, with the ids of positions for …: {quoted}")


def _account(tally: Any) -> str:
    parts = [f"{tally.new:,} new"]
    if tally.known:
        parts.append(f"{tally.known:,} known already")
    if tally.carried:
        parts.append(f"{tally.carried:,} of the new carried by others too")
    if tally.changed:
        parts.append(f"{len(tally.changed):,} changed since")
    text = f"Read {counted(tally.read, 'item')}: {', '.join(parts)}."
    if tally.known and tally.known == tally.read:
        text = f"Nothing new: {'it was' if tally.read == 1 else f'all {tally.read:,} were'} known already"
        text += f"{', but ' + _completed(tally) if tally.completed else ''}."
    elif tally.proposals:
        parts = []
        if tally.accepted:
            parts.append(f"{tally.accepted:,} accepted")
        if tally.waiting:
            parts.append(f"{tally.waiting:,} to review")
        if tally.repeated:
            also = tally.repeated - tally.joined
            parts += [f"{tally.joined:,} known, with their sources added"] if tally.joined else []
            parts += [f"{also:,} known"] if also else []
        text += f" {counted(tally.proposals, 'statement')}: {', '.join(parts) or 'none counted'}."
    elif tally.new:
        text += " No statement on the question was found."
    if tally.completed and tally.known != tally.read:
        text += f" Of what was known {_completed(tally)}."
    if tally.dated or tally.dateless:
        text += f" {counted(tally.dated, 'undated statement')} got a day by that"
        text += (
            f"; {tally.dateless:,} {'has' if tally.dateless == 1 else 'have'} none still, for the text tells none"
            if tally.dateless
            else ""
        )
        text += "."
    notes = len(tally.problems) - tally.faults
    parts = [counted(tally.faults, "problem")] if tally.faults else []
    parts += [counted(notes, "note")] if notes else []
    text += f" {', '.join(parts)}." if parts else ""
    return text


_GAINED = {"published": "date", "outlet": "outlet", "url": "address", "urls": "address", "title": "title", "language": "language", "author": "author"}  # fmt: skip


def _completed(tally: Any) -> str:
    """What was added to sources that were known: "the date, outlet and address of 1 source were added"."""
    names = list(dict.fromkeys(word for name, word in _GAINED.items() if name in tally.gained))
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "text")))
    return f"the {listed} of {counted(tally.completed, 'source')} {'was' if len(names) < 2 else 'were'} added"


def _list_statements(outcome: Outcome, project: Project, dry_run: bool) -> None:
    if dry_run:
        return
    store = project.open_store()
    positions = {position.id: position for position in store.positions()}
    for id in outcome.statements:
        statement = store.statement(id)
        if statement is None:
            continue
        actor = store.actor(statement.actor)
        position = positions.get(statement.position)
        glyph = (position.ascii if project.ascii else position.glyph) if position else "?"
        label = position.label if position else statement.position
        sure = statement.confidence or "by hand"
        say(
            f"  {id[:6]}  {glyph} {label} · {actor.name if actor else statement.actor} · {statement.stated_on or 'no date'} · {sure}"
        )


def summary_record(outcome: Outcome, dry_run: bool = False) -> dict[str, Any]:
    """The summary as `--format json` prints it; fields never change meaning."""
    tally = outcome.tally
    return {
        "schema_version": 1,
        "command": "import",
        "read": tally.read,
        "new": tally.new,
        "known": tally.known,
        "carried": tally.carried,
        "changed": [
            {"url": page.url, "earlier": page.earlier, "source": page.source, "gone": list(page.gone), "come": list(page.come)}
            for page in tally.changed
        ],
        "proposals": tally.proposals,
        "accepted": tally.accepted,
        "waiting": tally.waiting,
        "repeated": tally.repeated,
        "completed": tally.completed,
        "dated": tally.dated,
        "undated": outcome.undated,
        "actors": list(outcome.actors),
        "statements": list(outcome.statements),
        "problems": [
            {"place": one.place, "line": one.line, "reason": one.reason, "serious": one.serious} for one in tally.problems
        ],
        "batch": outcome.batch or None,
        "dry_run": dry_run,
        "interrupted": outcome.interrupted,
    }  # fmt: skip
