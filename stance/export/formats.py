"""CSV, JSON, JSON lines and Markdown of records with documented fields.

A record is a mapping of field names to plain values: text, whole number, true or false, a list of texts, or None. In
CSV and Markdown a list is its values joined by `; `, true is `true`, and None is empty. JSON carries what the rows
mean: `schema_version`, the command, the day, the filters.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from stance.errors import BadUsage

SCHEMA_VERSION = 1  #: raised when a field changes its meaning or goes; new fields may come without
FORMATS = ("csv", "json", "jsonl", "md")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A field of a record: its name never changes its meaning."""

    name: str
    type: str  #: text, integer, number, boolean, date (ISO 8601, perhaps only a month or year), list
    description: str
    heading: str = ""  #: in Markdown and on a pipe; empty: made from the name

    @property
    def title(self) -> str:
        return self.heading or self.name.replace("_", " ")


def write_records(
    stream: TextIO, format: str, fields: Sequence[Field], records: Iterable[Record], meta: Mapping[str, Any]
) -> None:
    """Write records in one of FORMATS; `meta` (command, as_of, filters, …) goes into JSON.

    Only the fields named are written, in their order. BadUsage on another format.
    """
    if format == "csv":
        _write_csv(stream, fields, records)
    elif format == "json":
        _write_json(stream, fields, records, meta)
    elif format == "jsonl":
        names = [field.name for field in fields]
        for record in records:
            stream.write(encode_json({name: record.get(name) for name in names}) + "\n")
    elif format == "md":
        cells = ([escape_markdown(flat(record.get(field.name))) for field in fields] for record in records)
        write_markdown(stream, fields, cells)
    else:
        raise BadUsage(f"No format {format!r}.", f"Choose from {', '.join(FORMATS)}.")


def flat(value: Any) -> str:
    """A value as one cell of text."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return str(value)


def encode_json(value: Any, indent: int | None = None) -> str:
    """A value as JSON; what could steer a terminal stands in it as an escape, which means the same to every reader."""
    text = _ENCODE(value) if indent is None else json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    from stance.text import printable

    return "".join(
        char if char.isprintable() or char == "\n" or printable(char) == char else _escaped(char) for char in text
    )


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _write_csv(stream: TextIO, fields: Sequence[Field], records: Iterable[Record]) -> None:
    import csv
    import io
    from itertools import islice

    names = [field.name for field in fields]
    csv.writer(stream, lineterminator="\n").writerow(_writable(names))
    remaining = iter(records)
    while some := list(islice(remaining, 500)):
        # The csv module writes text, numbers and None as `flat` would, and faster.
        rows = [
            _writable([flat(value) if value.__class__ in _SEVERAL else value for value in map(record.get, names)])
            for record in some
        ]
        lines = io.StringIO(newline="")
        csv.writer(lines, lineterminator="\n").writerows(rows)
        if "\r" in lines.getvalue():
            # Before Python 3.13 a lone carriage return goes out without quotation marks, and readers take it for a
            # line end.
            lines = io.StringIO(newline="")
            csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
        stream.write(lines.getvalue())


_SEVERAL = frozenset({bool, list, tuple})


if sys.version_info >= (3, 11):

    def _writable(cells: list[Any]) -> list[Any]:
        return cells

else:

    def _writable(cells: list[Any]) -> list[Any]:
        """The cells without NUL, which csv could neither write nor read before Python 3.11."""
        return [cell.replace("\0", "") if isinstance(cell, str) else cell for cell in cells]


def _write_json(stream: TextIO, fields: Sequence[Field], records: Iterable[Record], meta: Mapping[str, Any]) -> None:
    names = [field.name for field in fields]
    encode = encode_json
    head = {"schema_version": SCHEMA_VERSION, **meta}
    stream.write("{\n")
    for name, value in head.items():
        stream.write(f"  {encode(name)}: {encode(value)},\n")
    stream.write('  "rows": [')
    separator = "\n    "
    for record in records:
        stream.write(separator + encode({name: record.get(name) for name in names}))
        separator = ",\n    "
    stream.write("\n  ]\n}\n" if separator.startswith(",") else "]\n}\n")


def write_markdown(stream: TextIO, fields: Sequence[Field], rows: Iterable[Sequence[str]]) -> None:
    """A table from cells that are Markdown already."""
    stream.write("| " + " | ".join(escape_markdown(field.title) for field in fields) + " |\n")
    stream.write(
        "|" + "|".join(" ---: " if field.type in ("integer", "number") else " --- " for field in fields) + "|\n"
    )
    for row in rows:
        stream.write("| " + " | ".join(row) + " |\n")


_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is, on one line of a table."""
    from stance.text import printable

    text = printable(text)
    if text.startswith(("http://", "https://")) and " " not in text:
        return text.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    return escape_marks(text)


def escape_marks(text: str) -> str:
    """Each sign that Markdown could take for a mark, with a backslash before it."""
    return _MARKDOWN.sub(r"\\\1", text)
