"""A result and the output options → standard output or a file, in the form asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from stance.cli.common import Project, say
from stance.cli.options import Output
from stance.errors import BadUsage
from stance.render.style import HEADER, Line, Look

if TYPE_CHECKING:
    from stance.export.formats import Field

Row = Mapping[str, Any]
_BY_SUFFIX = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "md", ".svg": "svg", ".html": "html",
    ".htm": "html", ".txt": "table", ".markdown": "md",
}  # fmt: skip
_PICTURE = 160  # columns; what needs more goes on below
_CHOICES = ("table", "csv", "json", "jsonl", "md")


@dataclass(eq=False, repr=False)
class Answer:
    """What a command found, and the ways to show it."""

    command: str
    schema: str  #: whose fields the rows have, a key of stance.export.fields.ALL
    rows: Sequence[Row]
    look: Look
    title: Callable[[Sequence[Row]], str]  #: the line above the rows, of the rows shown
    draw: Callable[[Sequence[Row], Look, int], list[Line]]  #: for a terminal so many columns wide
    plain: Callable[[Sequence[Row]], str]  #: for a pipe: nothing cut
    nothing: Callable[[], str]  #: what is said where there is no row
    as_of: str | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)  #: more for the head of JSON
    notes: Callable[[Sequence[Row]], list[str]] = lambda rows: []  #: below the rows on a terminal
    picture: Callable[[Sequence[Row], str, str], str] | None = (
        None  #: rows, title, "svg" or "html" → a drawing of its own
    )
    total: int | None = None  #: of how many rows these are, where the command itself left some out
    limits: bool = True  #: False: the command has seen to --limit and --sort itself
    page: bool = False  #: whether there is something to draw without rows, too


def fields_of(answer: Answer) -> Sequence[Field]:
    """The fields of the rows, documented."""
    from stance.export.fields import ALL

    return ALL[answer.schema]


def deliver(project: Project, output: Output, answer: Answer) -> None:
    """Sort, limit and write the answer; what is left out is said on stderr or in the title."""
    form = chosen_format(output)
    rows = answer.rows
    if answer.limits:
        rows = sort_rows(rows, output.sort, answer)
        answer.total = len(rows)
        if output.limit is not None:
            rows = rows[: output.limit]
    if not answer.rows:
        say(answer.nothing())
    left_out = f"{len(rows):,} of {answer.total:,}" if answer.total is not None and len(rows) < answer.total else ""
    path = output.output if output.output != "-" else None
    on_screen = not path and (project.on_terminal or project.use_color or project.width_option is not None)
    if form == "table" and on_screen:
        if rows or answer.page:
            _show(project, answer, rows, left_out)
        return
    if left_out:
        say(f"Rows: {left_out}.")
    if form == "table":
        text = answer.plain(rows)
    elif form in ("svg", "html"):
        text = _picture(project, answer, rows, left_out, form)
    else:
        meta = {"command": answer.command, "as_of": answer.as_of, "filters": dict(answer.filters), **answer.about}
        write_data(project, path, lambda stream: _records(stream, form, answer, rows, meta))
        return
    write_text(project, path, text)


def _records(stream: TextIO, form: str, answer: Answer, rows: Sequence[Row], meta: Mapping[str, Any]) -> None:
    from stance.export.formats import write_records

    if form == "md":
        from stance.export.fields import brief
        from stance.export.markdown import write_article

        write_article(stream, brief(answer.schema), rows, answer.look.label)
    else:
        write_records(stream, form, fields_of(answer), rows, meta)


def chosen_format(output: Output) -> str:
    """table, csv, json, jsonl, md, svg or html: by --format, else by the end of the file's name.

    BadUsage where the two contradict each other, or the end of the name promises something else altogether.
    """
    if output.format is not None and output.format not in _CHOICES:
        raise BadUsage(f"No format {output.format!r}.", f"Choose from {', '.join(_CHOICES)}; or -o NAME.svg, .html.")
    suffix = suffix_of(output.output)
    if not suffix:
        return output.format or "table"
    named = _BY_SUFFIX.get(suffix)
    if named is None:
        raise BadUsage(f"A {suffix} file cannot be written.", f"Choose from {', '.join(_BY_SUFFIX)}.")
    if output.format not in (None, named):
        raise BadUsage(f"{output.output} would be {named} by its name, and --format says {output.format}.")
    return named


def suffix_of(path: str | None) -> str:
    """The end of a file's name as it tells the kind of file; empty for standard output, and for a number or a date."""
    suffix = Path(path).suffix.lower() if path and path != "-" else ""
    return suffix if suffix[1:2].isalpha() and len(suffix) <= 9 else ""


def check_suffix(path: str | None, format: str, fitting: Sequence[str]) -> None:
    """BadUsage where a file's name promises another format than the one that is written."""
    suffix = suffix_of(path)
    if suffix and suffix not in fitting:
        raise BadUsage(
            f"{path} is no name for {format}.", f"Let it end in {' or '.join(fitting)}, or give it no ending."
        )


def sort_rows(rows: Sequence[Row], sort: str | None, answer: Answer) -> Sequence[Row]:
    """By a field, `-FIELD` the other way round; what is empty comes last in both; BadUsage on a field there isn't."""
    if not sort:
        return rows
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    known = [one.name for one in fields_of(answer)]
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known)
        raise BadUsage(
            f"No field {name!r} to sort by.",
            f"Did you mean {' or '.join(near)}?" if near else f"Choose from {', '.join(known)}.",
        )
    given = [row for row in rows if row.get(name) not in (None, "", [])]
    empty = [row for row in rows if row.get(name) in (None, "", [])]

    def key(row: Row) -> Any:
        value = row[name]
        return value.casefold() if isinstance(value, str) else value

    return sorted(given, key=key, reverse=backwards) + empty


def _lines(
    answer: Answer, rows: Sequence[Row], left_out: str, look: Look, room: int, title: str | None = None
) -> list[Line]:
    title = answer.title(rows) if title is None else title
    title += f" {look.sign('dot')} {left_out} rows" if left_out else ""
    lines: list[Line] = []
    if title:
        from stance.render.tables import fold_line

        lines = fold_line([(title, HEADER)], room)
    lines += answer.draw(rows, look, room)
    notes = answer.notes(rows)
    if notes:
        from stance.render.layout import wrap

        lines.append([])
        lines += [[(part, "dim")] for note in notes for part in wrap(note, room)]
    return lines


def _show(project: Project, answer: Answer, rows: Sequence[Row], left_out: str) -> None:
    from stance.render.screen import Screen

    with encodable(sys.stdout):
        Screen(_lines(answer, rows, left_out, answer.look, project.width)).show(project.console())


def _picture(project: Project, answer: Answer, rows: Sequence[Row], left_out: str, form: str) -> str:
    from stance.render.drawing import to_html, to_svg

    look = Look(answer.look.positions, whole=True)
    about = look.clean(project.subject[0])
    title = f" {look.sign('dot')} ".join(filter(None, [about, answer.title(rows)]))
    if answer.picture is not None:
        return answer.picture(rows, title, form)
    lines = _lines(answer, rows, left_out, look, project.width_option or _PICTURE, title)
    return (to_svg if form == "svg" else to_html)(lines, title)


# -- where it goes ----------------------------------------------------------------------------------------------------


def write_text(project: Project, path: str | None, text: str) -> None:
    """Text to a file, or to standard output."""
    if path:
        write_data(project, path, lambda stream: stream.write(text))
    else:
        from stance.letters import printable

        with encodable(sys.stdout):
            sys.stdout.write(printable(text, keep="\n"))


def write_data(project: Project, path: str | None, write: Callable[[TextIO], Any]) -> None:
    """Let `write` fill a file (UTF-8, lines ended by a line feed) or standard output; never the store itself."""
    if not path:
        _as_utf8(sys.stdout)
        if project.on_terminal:
            # A file or a program gets the data to the letter, a terminal nothing that could steer it.
            from io import StringIO

            from stance.letters import printable

            gathered = StringIO()
            write(gathered)
            sys.stdout.write(printable(gathered.getvalue(), keep="\n"))
        else:
            write(sys.stdout)
        return
    target = Path(path)
    if target.exists() and project.store_path.exists() and target.samefile(project.store_path):
        raise BadUsage(f"{path} is the store itself.", "Write to another file.")
    with target.open("w", encoding="utf-8", newline="\n", errors="replace") as stream:
        write(stream)
    say(f"Wrote {path}.")


def _as_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace", newline="\n")


class encodable:
    """While it lasts a stream writes what it cannot encode without its accents, or as `?`, instead of failing."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        encoding = (getattr(self.stream, "encoding", "") or "utf-8").lower()
        if encoding.replace("-", "").startswith("utf"):
            return
        import codecs
        import unicodedata

        def bare(error: UnicodeError) -> tuple[str, int]:
            assert isinstance(error, UnicodeEncodeError)
            bad = error.object[error.start : error.end]
            letters = (char for char in unicodedata.normalize("NFKD", bad) if not unicodedata.combining(char))
            return "".join(char if char.isascii() else "?" for char in letters), error.end

        codecs.register_error("stance-bare", bare)
        reconfigure = getattr(self.stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="stance-bare")

    def __exit__(self, *error: object) -> None:
        self.stream.flush()
