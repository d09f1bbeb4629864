"""What commands that write say: what changes, what changed, how to take it back; and the one yes-or-no question."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    counts = Counter((change.table, change.verb) for change in changes)
    return ", ".join(f"{count_of(number, table[:-1])} {verb}" for (table, verb), number in counts.items())


def lines_of(changes: Iterable[Change]) -> Iterator[str]:
    """A line a record: its id, what it is, and each field as it was and as it becomes."""
    for change in changes:
        document = change.after or change.before or {}
        head = f"{change.id}  {name_of(change.table, document)}"
        if change.verb != "changed":
            yield f"{head}: {change.verb}"
            continue
        before, after = change.before or {}, change.after or {}
        told = "; ".join(f"{name} {shown(before.get(name))} → {shown(after.get(name))}" for name in change.fields)
        yield f"{head}: {told}"


def name_of(table: str, document: Mapping[str, Any]) -> str:
    """A few words that tell which record it is."""
    if table == "statements":
        return f"{document.get('actor', '?')}, {document.get('stated_on', 'no date')}"
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


def preview(lines: Sequence[str], longest: int = 20) -> None:
    """Show on stderr what would change, not more than a screen of it."""
    for line in lines[:longest]:
        say("  " + line)
    if len(lines) > longest:
        say(f"  … and {len(lines) - longest:,} more (--dry-run shows all)")


def report(batch: Batch) -> None:
    """Say what a batch changed, and how to take it back."""
    for note in batch.notes:
        say(note)
    if batch.dry_run:
        for line in lines_of(batch.changes):
            print(printable(line))
        say(f"Would change: {summary_of(batch.changes) or 'nothing'}. Nothing was written (--dry-run).")
    elif batch.changes:
        say(f"{summary_of(batch.changes)}.")
        say(f"Undo: stance undo {batch.id}")
    else:
        say("Nothing to change.")


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
