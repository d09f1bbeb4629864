"""The event list of Discourse Network Analyzer, as its own exporter writes it, so that R scripts for it run.

`;` between values, names and texts in double quotes, numbers bare, no line end after the last row. In values `;`
becomes `,` and `"` becomes `'`, line breaks stay: that program escapes so, and what reads its files relies on it.
The position is the concept, always with agreement 1. Its statements have a day and a time only through their document;
here `time` is the first day that the statement's own date may mean, else the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TextIO

from stance.analysis.catalog import Catalog
from stance.export.formats import Field
from stance.export.summary import in_order
from stance.model import ActorKind, Source, SourceRef, Statement

FIELDS = (
    Field("statement_id", "integer", "Number of the row."),
    Field(
        "time",
        "text",
        "First day that the statement's date may mean, at midnight; where it has none, that its source's may.",
    ),
    Field("person", "text", "Name of a person; empty for bodies and states."),
    Field("organization", "text", "Body or state; of a person the office's organisation, else whom it speaks for."),
    Field("concept", "text", "Id of the position."),
    Field("agreement", "integer", "Always 1."),
    Field("start_position", "integer", "Where the words begin in the document, in UTF-16 units; 0 where not located."),
    Field("stop_position", "integer", "Where they end."),
    Field("text", "text", "The words of the document, else the quote or the summary."),
    Field("coder", "integer", "Number of the coder, in alphabetical order from 1."),
    Field("document_id", "integer", "Number of the source, in order of id from 1; 0 for none."),
    Field("document_title", "text", "Title of the source."),
    Field("document_author", "text", "Author."),
    Field("document_source", "text", "Outlet."),
    Field("document_section", "text", "Always empty."),
    Field("document_type", "text", "Always empty."),
)


def write_events(
    stream: TextIO,
    statements: Iterable[Statement],
    catalog: Catalog,
    text_of: Callable[[str], str | None] = lambda sha256: None,
) -> int:
    """Write the event list; give back how many statements were left out because no day is known for them.

    `text_of` gives the stored text of a source by its SHA-256, for the offsets.
    """
    chosen, left_out = [], 0
    for one in in_order(statements):
        source = catalog.best_source(one) or Source("")
        day = _day(one, source)
        if day is None:
            left_out += 1
        else:
            chosen.append((day, one, source))
    coders = _numbers(one.coder for _, one, _ in chosen)
    documents = _numbers(source.id for _, _, source in chosen if source.id)
    stream.write(";".join(f'"{field.name}"' for field in FIELDS))
    for number, (day, one, source) in enumerate(chosen, 1):
        start, stop, words = _place(one, source, text_of)
        values: tuple[str | int, ...] = (
            number, Bare(f"{day.isoformat()} 00:00:00"), *_who(one, catalog), one.position, 1, start, stop, words,
            coders[one.coder], documents.get(source.id, 0), source.title, source.author, source.outlet, "", "",
        )  # fmt: skip
        stream.write("\n" + ";".join(map(_cell, values)))
    return left_out


class Bare(str):
    """Text that is written without quotation marks."""


def _cell(value: str | int) -> str:
    if isinstance(value, (int, Bare)):
        return str(value)
    return '"' + value.replace(";", ",").replace('"', "'").replace("\x00", "") + '"'


def _numbers(names: Iterable[str]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)), 1)}


def _day(one: Statement, source: Source) -> date | None:
    known = one.stated_on or source.published
    return known.first if known else None


def _who(one: Statement, catalog: Catalog) -> tuple[str, str]:
    actor = catalog.actors.get(one.actor)
    if actor is None or actor.kind is not ActorKind.PERSON:
        return "", catalog.name(one.actor)
    role = catalog.role_on(one.actor, one.stated_on.first) if one.stated_on else None
    return actor.name, (role.organization if role else "") or catalog.country(one)


def _place(one: Statement, source: Source, text_of: Callable[[str], str | None]) -> tuple[int, int, str]:
    words = one.quote or one.summary
    ref = next((ref for ref in one.sources if ref.source == source.id), SourceRef(""))
    text = text_of(source.sha256) if source.sha256 and ref.start is not None else None
    if text is None or ref.start is None or ref.end is None:
        return 0, _units(words), words
    return _units(text[: ref.start]), _units(text[: ref.end]), text[ref.start : ref.end]


def _units(text: str) -> int:
    """Length in UTF-16 units, which that program counts in."""
    return len(text) + sum(char > "\uffff" for char in text)
