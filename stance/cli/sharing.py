"""`stance export`: statements, sources and positions in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from stance.cli.common import project_of, say
from stance.cli.options import Filters, takes_groups
from stance.cli.output import check_suffix, write_data
from stance.cli.reading import standing_rows, warn_of_undated
from stance.cli.selecting import Selection
from stance.errors import BadUsage

if TYPE_CHECKING:
    from stance.export.formats import Field
    from stance.export.origin import Origin
    from stance.model import Source, Statement

_TABLES = ("csv", "json", "jsonl", "md")
_OTHERS = ("datapackage", "dna", "graphml", "csl-json", "bibtex", "vega-lite", "cite")
FORMATS = (*_TABLES, *_OTHERS)
#: Which options mean something to which formats.
_OPTIONS = {
    "long": (*_TABLES, "cite"), "wide": _TABLES, "by": _TABLES, "excel": ("csv",), "network": ("graphml",),
    "accessed": ("cite",), "records": ("cite",),
}  # fmt: skip
_QUESTION = ("datapackage", "graphml", "vega-lite")
#: Formats without a place for metadata: with -o it lies beside the file.
#: How the name of a file of each may end.
_SUFFIXES = {
    "csv": (".csv",), "json": (".json",), "jsonl": (".jsonl", ".ndjson"), "md": (".md", ".markdown"),
    "datapackage": (".zip",), "dna": (".csv",), "graphml": (".graphml", ".xml"), "csl-json": (".json",),
    "bibtex": (".bib", ".bibtex"), "vega-lite": (".json", ".vl"), "cite": (".txt", ".md"),
}  # fmt: skip
_BESIDE = ("csv", "jsonl", "dna", "csl-json", "cite")


@takes_groups
def export(
    ctx: typer.Context,
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=", ".join(FORMATS) + ".")],
    filters: Filters,
    records: Annotated[
        list[str] | None, typer.Argument(metavar="[RECORD]...", help="For cite: statements by id, or actors.")
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="A row a statement instead of a row an actor.")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Actors against periods: the position held at the end.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="PERIOD", help="Of --wide: month or quarter.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV for Excel: marked as UTF-8, formulas harmless.")] = False,
    network: Annotated[
        str | None, typer.Option("--network", metavar="KIND", help="Of graphml: actor-position or actor-actor.")
    ] = None,
    accessed: Annotated[
        str | None, typer.Option("--accessed", metavar="DAY", help="Of cite: when the address was seen.")
    ] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    metadata: Annotated[
        bool,
        typer.Option("--metadata/--no-metadata", help="Write FILE-metadata.json where a format has no room for it."),
    ] = True,
) -> None:
    """Write positions, statements and sources in the formats of other programs.

    csv, json, jsonl hold a row an actor as `stance table` shows it, md what of it suits an article; with --long a row a statement, which
    `stance import` takes back; with --wide a column a month or quarter. datapackage: a Frictionless data package, into
    the folder or .zip file of -o. dna: the event list of Discourse Network Analyzer. graphml: a network of the
    statements between --since and --until. csl-json, bibtex: the sources. vega-lite: a timeline. cite: a footnote for
    each record named, or for each position held.

    Example: stance export csv --long -o statements.csv
    """
    given = {
        "long": long,
        "wide": wide,
        "by": by,
        "excel": excel,
        "network": network,
        "accessed": accessed,
        "records": records,
    }
    _check(format, given)
    if long and wide:
        raise BadUsage("Either --long or --wide.")
    project = project_of(ctx)
    job = Export(Selection(project, filters), format, long=long, wide=wide, period=by or "month", excel=excel)
    path = output if output != "-" else None
    check_suffix(path, format, _SUFFIXES[format])
    if format == "datapackage":
        if not path:
            raise BadUsage("A data package is several files.", "Name a folder or a .zip file with -o.")
        job.write_package(Path(path))
        say(f"Wrote {path}.")
        return
    if format == "cite":
        from stance.cli.citing import footnotes

        lines = footnotes(job.chosen, records or [], accessed, every=long)
        write: Callable[[TextIO], Any] = lambda stream: stream.writelines(line + "\n" for line in lines)  # noqa: E731
    else:
        write = job.writer(network or "actor-position")
    write_data(project, path, write)
    if path and metadata and format in _BESIDE:
        write_data(project, f"{path}-metadata.json", lambda stream: stream.write(job.metadata(Path(path).name)))


def _check(format: str, given: dict[str, Any]) -> None:
    if format not in FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(format, FORMATS)
        raise BadUsage(
            f"No format {format!r}.", f"Did you mean {near[0]}?" if near else f"Choose from {', '.join(FORMATS)}."
        )
    for name, value in given.items():
        if value and format not in _OPTIONS[name]:
            what = "Records to name" if name == "records" else f"--{name}"
            raise BadUsage(f"{what} is for {', '.join(_OPTIONS[name])}, not for {format}.")
    if given["by"] and not given["wide"]:
        raise BadUsage("--by goes with --wide.")


@dataclass
class Export:
    """What was asked for, and how each format gets at it."""

    chosen: Selection
    format: str
    long: bool = False
    wide: bool = False
    period: str = "month"
    excel: bool = False

    @cached_property
    def origin(self) -> Origin:
        from stance import __version__
        from stance.export.origin import Origin

        command = " ".join(
            [
                "export",
                self.format,
                *(["--long"] if self.long else []),
                *([f"--wide --by {self.period}"] if self.wide else []),
            ]
        )
        question = self.chosen.project.subject[1] or self.chosen.project.subject[0] if self.format in _QUESTION else ""
        return Origin(self.chosen.as_of, __version__, command, self.chosen.given, question)

    @cached_property
    def statements(self) -> Sequence[Statement]:
        return self.chosen.statements()

    @cached_property
    def carried(self) -> Sequence[Statement]:
        """The statements from which positions over time follow: those before --since carry in."""
        pool = self.chosen.placed(positions=frozenset(), since=None)
        warn_of_undated(pool)
        return pool

    def writer(self, network: str) -> Callable[[TextIO], Any]:
        """What fills the file."""
        catalog = self.chosen.catalog
        if self.format in _TABLES:
            fields, rows = self.table
            return lambda stream: self._write_table(stream, fields, rows)
        if self.format == "dna":
            return self._write_events
        if self.format == "graphml":
            from stance.export.graphml import write_network

            return lambda stream: write_network(stream, network, self.statements, catalog, self.origin)
        if self.format == "vega-lite":
            from stance.export.vega import write_timeline

            return lambda stream: write_timeline(stream, self.carried, catalog, self.origin, self.chosen.since)
        from stance.export.bibliography import write_bibtex, write_csl

        if self.format == "bibtex":
            return lambda stream: write_bibtex(stream, self.sources(), self.origin)
        return lambda stream: write_csl(stream, self.sources())

    # -- tables --

    @cached_property
    def table(self) -> tuple[Sequence[Field], Iterable[dict[str, Any]]]:
        """The fields and rows of the CSV, JSON and Markdown forms."""
        chosen, catalog = self.chosen, self.chosen.catalog
        if self.long:
            from stance.export.summary import long_rows

            return self._fields("export --long"), long_rows(self.statements, catalog)
        if self.wide:
            from stance.export.summary import first_day, periods, wide_fields, wide_rows

            first = chosen.since or first_day(self.carried)
            spans = periods(first, chosen.as_of, self.period) if first else []
            rows = wide_rows(self.carried, catalog, spans, catalog.order)
            wanted = chosen.query.positions
            return wide_fields(spans), (row for row in rows if not wanted or row[spans[-1][0]] in wanted)
        return self._fields("table"), [dict(row) for row in standing_rows(chosen, 180)]

    def _fields(self, schema: str) -> Sequence[Field]:
        from stance.export.fields import ALL, brief

        return brief(schema) if self.format == "md" else ALL[schema]

    def _write_table(self, stream: TextIO, fields: Sequence[Field], rows: Iterable[dict[str, Any]]) -> None:
        from stance.export.formats import escape_markdown, write_records

        if self.excel:
            from stance.export.summary import harmless

            stream.write("\ufeff")
            rows = harmless(rows)
        if self.format != "md":
            write_records(stream, self.format, fields, rows, self.origin.meta)
        else:
            from stance.export.markdown import write_article

            label = self.chosen.catalog.label
            if self.wide:  # the name is enough for a reader, and each period is a position
                fields = [fields[0], *fields[2:]]
                rows = ({name: label(value) if name not in ("actor", "actor_id") and value else value for name, value in row.items()} for row in rows)  # fmt: skip
            write_article(stream, fields, rows, label)
            stream.write(f"\n{escape_markdown(self.origin.sentence)}\n")

    def metadata(self, name: str) -> str:
        """The file that lies beside a format without room for metadata."""
        from stance.export.dna import FIELDS
        from stance.export.formats import encode_json
        from stance.export.origin import describe_csv

        if self.format == "csv":
            return describe_csv(name, self.table[0], self.origin, bom=self.excel)
        if self.format == "dna":
            return describe_csv(name, FIELDS, self.origin, delimiter=";")
        return encode_json({"file": name, **self.origin.meta}, 2) + "\n"

    # -- others --

    def _write_events(self, stream: TextIO) -> None:
        from stance.export.dna import write_events

        left_out = write_events(stream, self.statements, self.chosen.catalog, self.chosen.store.text)
        if left_out:
            say(f"{left_out} statements left out: an event list needs a day for each.")

    def sources(self) -> list[Source]:
        """The sources that the statements name; without any filter all of the store."""
        store = self.chosen.store
        if not self.chosen.given:
            return list(store.sources())
        named = {ref.source for one in self.statements for ref in one.sources}
        return [source for source in store.sources() if source.id in named]

    def write_package(self, place: Path) -> None:
        from stance.export.datapackage import build_package, write_package

        if place.exists() and self.chosen.store.path.exists() and place.samefile(self.chosen.store.path):
            raise BadUsage(f"{place} is the store itself.", "Write to another file.")
        write_package(place, build_package(self.statements, self.chosen.catalog, self.origin))
