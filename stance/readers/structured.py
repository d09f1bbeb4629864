"""JSON, JSON lines and CSV: articles, sources or coded statements, told apart by the fields they have."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stance.errors import BadData
from stance.model import Article, Problem
from stance.readers.decoding import LARGEST_RECORD, decode, name_binary
from stance.readers.plain import make_article
from stance.readers.records import Options, Reading, problem_of

#: Bytes that a JSON document may come to in memory, by a rough upper bound.
_LARGEST_TREE = 400 * 1024 * 1024

_TEXT = ("text", "body", "content", "article", "fulltext", "full_text", "articlebody", "content_text")
_FIELDS = {
    "id": ("id", "_id", "guid", "uid"),
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "address", "uri"),
    "outlet": ("outlet", "publisher", "source", "site", "publication", "newspaper", "sitename"),
    "published": ("published", "date", "published_at", "publishedat", "date_published", "datepublished", "pubdate"),
    "author": ("author", "byline", "authors"),
    "language": ("language", "lang"),
}
_LISTS = ("articles", "items", "rows", "statements", "records", "data", "results")


class _Doubled(ValueError):
    """An object that has a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Doubled(f"The key {key!r} stands twice in one object.")
            seen.add(key)
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")


def parse_json(text: str) -> Any:
    """The value of a JSON text; BadData for what is not JSON, doubled keys, and what would fill the memory."""
    if 80 * (text.count(",") + text.count("{") + text.count("[")) + len(text) > _LARGEST_TREE:
        raise BadData("Too much for one JSON document; pass its records as JSON lines.")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise BadData(f"Not JSON: {error.msg.removesuffix(' at')} at {where}.") from error
    except RecursionError:
        raise BadData("Nested too deeply.") from None
    except _Doubled as error:
        raise BadData(str(error)) from error
    except ValueError as error:  # a number of thousands of digits, NaN
        raise BadData(f"Not JSON: {str(error).split(';')[0]}") from error


def read_json(text: str, place: str, options: Options) -> Iterator[Reading]:
    """What one JSON document holds: a record, a list of records, or an object with such a list."""
    value = parse_json(text)
    if isinstance(value, dict):
        if {"_default", "statements", "actors"} <= value.keys() or {"meta", "statements"} <= value.keys():
            raise BadData("This is a store of stance.", "`stance merge` takes it in.")
        lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
        value = lists[0] if lists and not _is_record(value) else [value]
    if not isinstance(value, list):
        raise BadData("Neither a JSON object nor a list of them.")
    if not value:
        raise BadData("The list is empty.")
    for number, record in enumerate(value, 1):
        yield from read_record(record, f"{place}#{number}" if len(value) > 1 else place, None, options)


def read_json_lines(lines: Iterable[tuple[int, str | bytes]], place: str, options: Options) -> Iterator[Reading]:
    """The records of JSON lines, one a line; a bad line is a Problem and the rest goes on. BadData for binary files."""
    empty = True
    for number, line in lines:
        if not line.strip():
            continue
        if number == 1 and isinstance(line, bytes) and (binary := name_binary(line)):
            raise BadData(f"This is {binary}, not text.")
        empty = False
        if len(line) > LARGEST_RECORD:
            yield Problem(place, f"The line is longer than {LARGEST_RECORD // 1048576} MB.", number)
            continue
        try:
            text = decode(line)[0] if isinstance(line, bytes) else line
            yield from read_record(parse_json(text), place, number, options)
        except BadData as error:
            yield Problem(place, str(error), number)
    if empty:
        raise BadData("The file is empty.")


def _is_record(value: Mapping[str, Any]) -> bool:
    keys = {str(key).lower() for key in value}
    return bool(keys & set(_TEXT)) or {"actor", "position"} <= keys


def read_record(record: Any, place: str, line: int | None, options: Options) -> Iterator[Reading]:
    """What one object stands for, by its fields: an article, a coded statement, or a source."""
    if not isinstance(record, dict):
        yield Problem(place, "Not an object with fields.", line)
        return
    from stance.readers import bibliography, statements

    try:
        if options.mapped or statements.is_statement(record):
            yield statements.read_row(record, place, line, options)
        elif bibliography.is_item(record):
            yield bibliography.read_item(record, place, line, options)
        else:
            yield read_article(record, place, line, options)
    except BadData as error:
        yield Problem(place, str(error), line)


def read_article(record: Mapping[str, Any], place: str, line: int | None, options: Options) -> Article:
    """The article of a record with a text and what is known of it; the text is taken to the letter."""
    folded = {str(key).strip().lower().replace(" ", "_").replace("-", "_"): value for key, value in record.items()}
    text = next((folded[name] for name in _TEXT if isinstance(folded.get(name), str)), None)
    if text is None:
        raise BadData(f"No text: an article needs a field such as {_TEXT[0]!r}.")
    if "\x00" in text:
        raise BadData("NUL characters in the text.")
    text = _whole(text)
    known = {ours: _word(folded, names) for ours, names in _FIELDS.items()}
    where = f"{place}:{line}" if line else place
    return make_article(text, known, where, options, id=known["id"])


def _whole(text: str) -> str:
    """The text without lone surrogates, which JSON can write and no file can hold; lengths stay."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _word(record: Mapping[str, Any], names: Iterable[str]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return _whole(value.strip())
    return ""


# -- tables -----------------------------------------------------------------------------------------------------------


def read_table(text: str, place: str, options: Options) -> Iterator[Reading]:
    """The rows of a CSV file: `,`, `;` or tab, as its first line shows; told apart by the columns."""
    from stance.readers import dna

    seen = False
    for number, row in table_rows(text, options.excel):
        if not seen and isinstance(row, dict):
            seen = True
            if doubt := _check_header(row, options):
                yield Problem(place, doubt)
        if isinstance(row, str):
            yield Problem(place, row, number)
        elif dna.is_event(row) and not options.mapped:
            try:
                yield dna.read_event(row, place, number, options)
            except BadData as error:
                yield problem_of(error, place, number)
        else:
            yield from read_record({key: value for key, value in row.items() if value}, place, number, options)


def _check_header(row: Mapping[str, str], options: Options) -> str:
    """What is doubtful about the columns of a table; BadData where no row of it can be anything."""
    from stance.readers import bibliography, dna, statements

    if options.mapped:
        return statements.check_columns(row, options)
    names = {name.strip().lower().replace(" ", "_").replace("-", "_") for name in row}
    if names & set(_TEXT) or statements.is_statement(row) or bibliography.is_item(row) or dna.is_event(row):
        return ""
    columns = ", ".join(name for name in row if name)
    raise BadData(
        f"Neither a text nor an actor and a position among the columns {columns}.",
        "Statements need --map actor=COLUMN,position=COLUMN; stated_on, quote, summary and source_url are worth naming too.",
    )


def table_rows(text: str, excel: bool = False) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Each row of a table as (line, cells by column), or (line, reason) for one that does not fit; BadData for no table.

    With `excel` the apostrophes are taken off that keep a spreadsheet from running a cell.
    """
    head = text.lstrip("\n").partition("\n")[0]
    separator = max(",;\t", key=head.count)
    old = csv.field_size_limit(LARGEST_RECORD)
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        try:
            header = next((row for row in reader if any(cell.strip() for cell in row)), None)
        except csv.Error as error:
            raise BadData(f"Not a table: {error}.") from error
        if not header:
            raise BadData("The table is empty.")
        names = [name.strip() for name in header]
        doubled = sorted({name for name in names if name and names.count(name) > 1})
        if doubled:
            raise BadData(f"The column {doubled[0]!r} stands twice in the header.")
        count = 0
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                count += 1
                yield line, f"Not a row of a table: {error}."
                break
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if len(cells) != len(names):
                yield line, f"{len(cells)} cells where the header has {len(names)}."
            else:
                yield line, dict(zip(names, map(unquote_formula, cells) if excel else cells, strict=True))
        if not count:
            raise BadData("The table has a header and no rows.")
    finally:
        csv.field_size_limit(old)


# What `stance.export.summary` puts an apostrophe before, in tables for Excel.
_HIDDEN = r"[\s\x00-\x20\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_TAMED = re.compile(rf"'(?='*(?:{_HIDDEN}[=+\-@|%＝＋－＠]|[\t\r\n]))")
_TAMED_INNER = re.compile(rf"([;\t]{_HIDDEN})'(?='*[=+\-@|%＝＋－＠])")


def unquote_formula(cell: str) -> str:
    """The cell without the apostrophes that our exports put before what a spreadsheet would run as a formula."""
    if "'" not in cell:
        return cell
    return _TAMED_INNER.sub(r"\1", cell[1:] if _TAMED.match(cell) else cell)
