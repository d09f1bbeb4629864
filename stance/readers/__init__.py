"""Every way an article arrives: files, folders, globs, standard input and addresses → articles, statements, problems.

`find` lists what there is to read, a unit a file or an address; `read_unit` reads one; `read` does both. Reading
raises nothing for bad data: what cannot be read is a `Problem` among the rest.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from stance.errors import BadData, BadUsage
from stance.model import Article, Problem
from stance.readers.addresses import Fetcher, Page, is_address
from stance.readers.decoding import LARGEST, LARGEST_RECORD, decode, read_bytes, read_stdin, unzip
from stance.readers.package import is_package, package_of
from stance.readers.records import Coded, Found, Options, Reading

__all__ = ["FORMS", "Coded", "Fetcher", "Found", "Options", "Reading", "Unit", "find", "read", "read_unit"]

#: What `--from` takes.
FORMS = ("text", "markdown", "html", "feed", "json", "jsonl", "csv", "ris", "dna")
_BY_ENDING = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".ris": "ris", ".dna": "dna", ".zip": "package",
}  # fmt: skip
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed", "application/json": "json", "application/feed+json": "json", "text/csv": "csv",
    "application/x-ndjson": "jsonl", "text/markdown": "markdown", "application/x-research-info-systems": "ris",
}  # fmt: skip
# Files in a folder of articles that are none; named outright they are read.
_ASIDE = re.compile(r"\.|stance\.json$|(?:readme|license|changelog)\b|.*-metadata\.json$", re.I)
#: Forms of one article a file: cheap to name, dear to read, so they are read beside one another.
SINGLE = ("text", "markdown", "html")


@dataclass(frozen=True)
class Unit:
    """One thing to read."""

    place: str  #: as the user gave it, or found in the folder given
    form: str = ""  #: a name of FORMS; empty: to be seen from the content

    @property
    def alone(self) -> bool:
        """Whether it holds one article at most and lies in a file."""
        return self.form in SINGLE and not is_address(self.place) and self.place != "-"


def read(places: Iterable[str | Path], options: Options | None = None) -> Iterator[Reading]:
    """All that the places hold, in their order; folders by the names of their files."""
    options = options or Options()
    fetcher = Fetcher(options.allow_private)
    for unit in find(places, options):
        if isinstance(unit, Problem):
            yield unit
        else:
            yield from read_unit(unit, options, fetcher)


def find(places: Iterable[str | Path], options: Options) -> Iterator[Unit | Problem]:
    """What there is to read at the places; a place that is nowhere is a Problem."""
    if options.form and options.form not in FORMS:
        raise BadUsage(f"No format {options.form!r}.", f"There are {', '.join(FORMS)}.")
    for place in map(str, places):
        if place == "-" or is_address(place):
            yield Unit(place, options.form)
        elif "\x00" in place:
            yield Problem(place.replace("\x00", "�"), "A file's name has no NUL character.")
        elif Path(place).is_dir():
            found: list[Unit | Problem] = [
                Unit(str(path), options.form or _form_of(path)) for path in _walk(Path(place))
            ]
            yield from found or [Problem(place, "No file in this folder that could be an article.")]
        elif Path(place).exists():
            yield Unit(*_packaged(place, options))
        elif glob.has_magic(place):
            matches = sorted(match for match in glob.iglob(place, recursive=True) if Path(match).is_file())  # noqa: PTH207  place may be absolute
            if not matches:
                yield Problem(place, "No file fits.")
            for match in matches:
                yield Unit(match, options.form or _BY_ENDING.get(Path(match).suffix.lower(), ""))
        else:
            yield Problem(place, "No such file.")


def _form_of(path: Path) -> str:
    return "package" if path.is_dir() else _BY_ENDING.get(path.suffix.lower(), "")


def _packaged(place: str, options: Options) -> tuple[str, str]:
    """A file as a unit's place and form; a table of our data package stands for the package."""
    folder = package_of(Path(place)) if not options.form and not options.mapped else None
    return (str(folder), "package") if folder else (place, options.form or _form_of(Path(place)))


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below that could be articles, in stable order; links to folders are not followed."""
    for root, folders, files in os.walk(folder):
        if is_package(Path(root)):
            folders[:] = []
            yield Path(root)
            continue
        # A store's own folder of texts lies beside it: what is in there is known already.
        folders[:] = sorted(name for name in folders if not name.startswith((".", "stance.")))
        for name in sorted(files):
            path = Path(root, name)
            if path.suffix.lower() in _BY_ENDING and not _ASIDE.match(name):
                yield path


def read_unit(unit: Unit, options: Options, fetcher: Fetcher | None = None) -> Iterator[Reading]:
    """What one unit holds; articles known to be older than `options.since` are left out."""
    options = replace(options, doubts=[])
    try:
        for reading in _read_unit(unit, options, fetcher):
            if options.since and isinstance(reading, Article) and reading.published and reading.published.last < options.since:  # fmt: skip
                continue
            yield reading
            yield from _doubts(options)
    except BadData as error:
        yield Problem(unit.place, str(error))
    except OSError as error:
        yield Problem(unit.place, f"{error.strerror or error}.")
    except RecursionError:
        yield Problem(unit.place, "Nested too deeply.")


def _doubts(options: Options) -> Iterator[Problem]:
    """What readers passed over in the record that was just read."""
    while options.doubts:
        one = options.doubts.pop(0)
        place, colon, line = one.place.rpartition(":")
        yield replace(one, place=place, line=int(line)) if colon and line.isdecimal() and not is_address(place) else one


def _read_unit(unit: Unit, options: Options, fetcher: Fetcher | None) -> Iterator[Reading]:
    if is_address(unit.place):
        fetcher = fetcher or Fetcher(options.allow_private)
        yield from _read_address(unit, fetcher, options)
        return
    if unit.place == "-":
        data = read_stdin()
        yield from _read_data(data, replace(unit, form=unit.form or sniff(data)), options)
        return
    path = Path(unit.place)
    options = replace(options, folder=path.parent)
    form = unit.form
    if form == "jsonl":
        from stance.readers.structured import read_json_lines

        yield from read_json_lines(_lines(path), unit.place, options)
        return
    if not form:
        with path.open("rb") as file:
            form = sniff(file.read(4096))
    if form == "package":
        from stance.readers.package import read_package

        yield from read_package(path, unit.place, options)
        return
    if form == "dna":
        from stance.readers.dna import read_database

        yield from read_database(path, unit.place, options)
        return
    yield from _read_data(read_bytes(path), replace(unit, form=form), options)


def _read_data(data: bytes, unit: Unit, options: Options, charset: str = "") -> Iterator[Reading]:
    if data.startswith(b"\x1f\x8b"):
        data = unzip(data)
    if not data.strip():
        raise BadData("The file is empty.")
    if unit.form in ("dna", "package"):
        raise BadData(f"A {'database' if unit.form == 'dna' else 'zip file'} is read from a file only.")
    # Our CSV for Excel has a byte-order mark, and an apostrophe before what Excel would run.
    options = replace(options, excel=unit.form == "csv" and data.startswith(b"\xef\xbb\xbf"))
    text, warning = decode(data, charset)
    if warning:
        yield Problem(unit.place, warning, serious=False)
    yield from _read_text(text, unit, options)


def _read_text(text: str, unit: Unit, options: Options) -> Iterator[Reading]:
    form, place = unit.form, unit.place
    if form in ("html", "feed", ""):
        from stance.readers.feeds import is_feed, read_feed

        if is_feed(text):
            yield from read_feed(text, place, options)
            return
        if form == "feed" and not re.search(r"<html\b|<!doctype html", text[:4096], re.I):
            raise BadData("Not a feed of RSS or Atom.")
    if form in ("html", "feed"):
        from stance.readers.web import read_html

        yield read_html(text, place, options)
    elif form == "markdown":
        from stance.readers.markdown import read_markdown

        yield read_markdown(text, place, options)
    elif form == "json":
        from stance.readers.structured import read_json

        yield from read_json(text, place, options)
    elif form == "jsonl":
        from stance.readers.structured import read_json_lines

        yield from read_json_lines(enumerate(text.split("\n"), 1), place, options)
    elif form == "csv":
        from stance.readers.structured import read_table

        yield from read_table(text, place, options)
    elif form == "ris":
        from stance.readers.bibliography import read_ris

        yield from read_ris(text, place, options)
    else:
        from stance.readers.plain import read_plain

        yield read_plain(text, place, options)


def read_article_file(path: Path, options: Options) -> Article:
    """The one article of a file of text, Markdown or HTML; BadData when there is none."""
    for reading in _read_data(read_bytes(path), Unit(str(path), _BY_ENDING.get(path.suffix.lower(), "text")), options):
        if isinstance(reading, Article):
            return reading
    raise BadData(f"No article in {path.name}.")


def _read_address(unit: Unit, fetcher: Fetcher, options: Options) -> Iterator[Reading]:
    page = fetcher.fetch(unit.place)
    form = unit.form or _BY_TYPE.get(page.type, "") or sniff(page.data[:4096])
    # The address as asked stays the article's: redirects lead through trackers and consent pages.
    known = replace(options, url=options.url or unit.place)
    if form in ("html", "text", "markdown", ""):
        yield from _read_data(page.data, Unit(unit.place, form), known, page.charset)
        return
    for reading in _read_data(page.data, Unit(unit.place, form), options, page.charset):
        if form == "feed" and options.follow and isinstance(reading, Article):
            yield from _follow(reading, fetcher, options)
        else:
            yield reading


def _follow(entry: Article, fetcher: Fetcher, options: Options) -> Iterator[Reading]:
    """The page behind an entry of a feed that carries a summary only; the entry itself where the page cannot be had."""
    from stance.readers.feeds import SUMMARY_WORDS

    if len(entry.text.split()) >= SUMMARY_WORDS or not is_address(entry.url):
        yield entry
        return
    if options.since and entry.published and entry.published.last < options.since:
        return
    try:
        page: Page = fetcher.fetch(entry.url)
        known = replace(
            options,
            url=entry.url,
            published=options.published or entry.published,
            outlet=options.outlet or entry.outlet,
        )
        yield from _read_data(page.data, Unit(entry.url, _BY_TYPE.get(page.type, "html")), known, page.charset)
    except BadData as error:
        yield Problem(entry.url, f"{error} The feed's own text was taken.", serious=False)
        yield entry


def sniff(data: bytes) -> str:
    """The form of a file whose name says nothing, by how it opens; an empty string means text."""
    if data.startswith(b"SQLite format 3\x00"):
        return "dna"
    if data.startswith(b"PK\x03\x04") and b"datapackage.json" in data[:4096]:
        return "package"
    if data.startswith(b"\x1f\x8b"):
        return ""
    head = (
        data[:4096]
        .decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore")
        .lstrip("\ufeff \t\r\n")
    )
    if head.startswith("<"):
        from stance.readers.feeds import is_feed

        return "feed" if is_feed(head) else "html"
    if re.match(r"\{.*\}[ \t]*\r?\n[ \t]*\{", head) or re.match(r'\{\s*"[^\n]{4000}', head):
        return "jsonl"
    if re.match(r"\{\s*[\"}]|\[\s*[\[{\"\]]", head):
        return "json"
    if re.match(r"TY  ?- ?[A-Z]", head):
        return "ris"
    if head.startswith("---\n"):
        return "markdown"
    first = head.partition("\n")[0].strip().lower()
    names = {name.strip(' "') for name in re.split(r"[,;\t]", first)}
    if {"actor", "position"} <= names or ("text" in names and len(names) > 1) or "statement_id" in names:
        return "csv"
    return ""


def _lines(path: Path) -> Iterator[tuple[int, str | bytes]]:
    """The lines of a file with their numbers, one at a time."""
    with path.open("rb") as file:
        zipped = file.peek(2)[:2] == b"\x1f\x8b"
    if zipped:
        text, _ = decode(unzip(read_bytes(path, LARGEST)))
        yield from enumerate(text.split("\n"), 1)
        return
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST_RECORD + 1):
            number += 1
            if len(line) > LARGEST_RECORD and not line.endswith(b"\n"):
                # The rest of an endless line is passed over a piece at a time, never held.
                while (piece := file.readline(LARGEST_RECORD)) and not piece.endswith(b"\n"):
                    pass
            yield number, line
