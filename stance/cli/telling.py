"""What commands that write say: what changes, what changed, how to take it back; and the one yes-or-no question."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stance.cli.common import Project, say
from stance.cli.options import Output
from stance.errors import BadUsage
from stance.text import printable

if TYPE_CHECKING:
    from stance.export.formats import Field
    from stance.store.changes import Batch
    from stance.store.history import Change

_LONGEST = 60  # of a value in a line that tells of a change


def count_of(number: int, noun: str) -> str:
    """A number with its noun: "1 statement", "2,000 statements"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def summary_of(changes: Sequence[Change]) -> str:
    """What changes by kind: "2 statements changed, 1 source added"."""
    counts = Counter((change.table, deed.partition(",")[0]) for change, deed in _deeds(changes))
    return ", ".join(f"{count_of(number, table[:-1])} {deed}" for (table, deed), number in counts.items())


def _deeds(changes: Sequence[Change]) -> Iterator[tuple[Change, str]]:
    """Each change with what it is to its user; a record that only moves to another id is told once, as renamed."""
    came = {(new.table, name): new.id for new in changes if new.before is None for name in _names(new.after)}
    renamed = {
        (old.table, old.id): came[old.table, name]
        for old in changes
        if old.after is None
        for name in _names(old.before)
        if (old.table, name) in came
    }
    was = {(table, new): old for (table, old), new in renamed.items()}
    for change in changes:
        key = change.table, change.id
        before, after = (change.before or {}).get("status"), (change.after or {}).get("status")
        if key in renamed:
            continue
        if key in was:
            yield change, f"renamed, was {was[key]}"
        elif change.verb == "changed" and before != after and "trashed" in (before, after):
            yield change, "moved to the trash" if after == "trashed" else "taken out of the trash"
        else:
            yield change, change.verb


def _names(document: Mapping[str, Any] | None) -> set[str]:
    found = document or {}
    return {name for name in (found.get("name", ""), *found.get("aliases", ())) if name}


def lines_of(batch: Batch) -> Iterator[str]:
    """A line a record of a batch: its id, what it is, and each field as it was and as it becomes."""
    names = {id_: str(one.get("name", id_)) for id_, one in batch.store.documents("actors").items()}
    for change, deed in _deeds(batch.changes):
        document = change.after or change.before or {}
        head = f"{change.id}  {name_of(change.table, document, names)}"
        if change.verb != "changed" or deed != "changed":
            yield f"{head}: {deed}"
            continue
        before, after = change.before or {}, change.after or {}
        told = [
            f"{name} {shown(before.get(name))} → {shown(after.get(name))}"
            for name in change.fields
            if name != "shipped"
        ]
        yield f"{head}: {'; '.join(told) or 'what stance ships is noted beside yours'}"


def name_of(table: str, document: Mapping[str, Any], actors: Mapping[str, str]) -> str:
    """A few words that tell which record it is; `actors` are their names by id."""
    if table == "statements":
        said = str(document.get("actor", "?"))
        return f"{actors.get(said, said)}, {document.get('stated_on', 'no date')}"
    for field in ("name", "label", "title", "url"):
        if document.get(field):
            return shorten(str(document[field]))
    return table[:-1]


def shown(value: Any) -> str:
    """A stored value in a line of text."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, list):
        return ", ".join(shown(one) for one in value) or "nothing"
    if isinstance(value, dict):
        return shorten(" ".join(str(one) for one in value.values()))
    return f'"{shorten(value)}"' if isinstance(value, str) and (" " in value or len(value) > 24) else str(value)


def shorten(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, cut with an ellipsis where it is longer."""
    text = printable(" ".join(text.split()))
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def preview(lines: Sequence[str], longest: int = 20, all_in: str = "--dry-run shows all") -> None:
    """Show lines on stderr, such as what would change, but not more than a screen of them."""
    for line in lines[:longest]:
        say("  " + line)
    if len(lines) > longest:
        say(f"  … and {len(lines) - longest:,} more ({all_in})")


def report(batch: Batch) -> None:
    """Say what a batch changed, and how to take it back."""
    for note in batch.notes:
        say(note)
    if batch.dry_run:
        for line in lines_of(batch):
            print(printable(line))
        say(f"Would change: {summary_of(batch.changes) or 'nothing'}. Nothing was written (--dry-run).")
    elif batch.changes:
        say(f"{summary_of(batch.changes)}.")
        say(f"Undo: stance undo {batch.id}")
    else:
        say("Nothing to change.")


def tell_what_waits(batch: str, waiting: int, *, dry_run: bool) -> None:
    """The last lines of what looks into articles: how to take it back, and that there are proposals to review."""
    if dry_run:
        say("Nothing was written (--dry-run).")
        return
    if batch:
        say(f"Undo: stance undo {batch}")
    if waiting:
        say(f"Next: `stance review` goes through what waits ({waiting:,}).")


def agree(project: Project, question: str, *, yes: bool, no_input: bool = False) -> bool:
    """Ask on the terminal; --yes answers. BadUsage where nobody can be asked."""
    if yes:
        return True
    if no_input or not project.may_ask:
        raise BadUsage("This needs your consent.", "Give it with --yes, or look first with --dry-run.")
    sys.stderr.write(f"{printable(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def give(
    project: Project,
    output: Output,
    head: Mapping[str, Any],
    fields: Sequence[Field],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Write rows as a table, or in the format asked for; on a terminal the last column is cut to its width."""
    from stance.cli.output import chosen_format, write_data, write_text
    from stance.export.formats import flat, write_records
    from stance.render.plain import padded

    if output.sort:
        name = output.sort.removeprefix("-")
        if name not in [field.name for field in fields]:
            raise BadUsage(
                f"No field {name!r} to sort by.", f"Choose from {', '.join(field.name for field in fields)}."
            )
        rows = sorted(rows, key=lambda row: row[name], reverse=output.sort.startswith("-"))
    if output.limit is not None:
        rows = rows[: output.limit]
    form = chosen_format(output)
    path = output.output if output.output != "-" else None
    if form in ("svg", "html"):
        raise BadUsage(f"{head['command']} draws no pictures.", "Choose csv, json, jsonl or md.")
    if form != "table":
        write_data(project, path, lambda stream: write_records(stream, form, fields, rows, head))
        return
    cells = [[printable(flat(row.get(field.name))) for field in fields] for row in rows]
    text = padded([field.title.upper() for field in fields], cells)
    if project.on_terminal and not path:
        from stance.render.layout import cut

        text = "".join(cut(line, project.width) + "\n" for line in text.splitlines())
    write_text(project, path, text)
