"""What Zotero writes: CSL-JSON and RIS; each item is a source, and an article where its text lies beside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stance.errors import BadData
from stance.model import Article, PartialDate, Problem, Source
from stance.readers.plain import make_article, one_line, read_date, read_published
from stance.readers.records import Options, Reading

_TEXTS = (".txt", ".md", ".html", ".htm")
_TAG = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_CSL = {"issued", "container-title", "publisher-place", "abstract", "citation-key", "accessed"}
_RIS = {
    "TI": "title", "T1": "title", "CT": "title", "UR": "url", "T2": "outlet", "JO": "outlet", "JF": "outlet",
    "PB": "publisher", "DA": "published", "PY": "year", "Y1": "published", "Y2": "accessed", "LA": "language", "ID": "id",
    "L1": "file", "L2": "file", "L4": "file", "DO": "doi",
}  # fmt: skip


def is_item(record: Mapping[str, Any]) -> bool:
    """Whether an object is an item of CSL-JSON."""
    keys = {str(key) for key in record}
    return bool(keys & _CSL) or ({"type", "title"} <= keys and bool(keys & {"URL", "id", "DOI"}) and not keys & {"text", "body", "content"})  # fmt: skip


def read_item(record: Mapping[str, Any], place: str, line: int | None, options: Options) -> Reading:
    """The source of a CSL-JSON item, or the article if its text lies beside; BadData without title and address."""
    authors = record.get("author")
    known = {
        "id": str(record.get("citation-key") or record.get("id") or ""),
        "title": _word(record.get("title")),
        "url": _word(record.get("URL")) or _doi(_word(record.get("DOI"))),
        "outlet": _word(record.get("container-title")) or _word(record.get("publisher")),
        "language": _word(record.get("language")),
        "published": _csl_date(record.get("issued")),
        "accessed": _csl_date(record.get("accessed")),
        "author": "; ".join(_name(author) for author in authors[:20]) if isinstance(authors, list) else "",
    }
    return _source(known, [], f"{place}:{line}" if line else place, options)


def read_ris(text: str, place: str, options: Options) -> Iterator[Reading]:
    """The records of a RIS file; one without an end, a title or an address is a Problem."""
    record: dict[str, list[str]] = {}
    start = last = 0
    tag = ""
    for last, line in enumerate(text.splitlines(), 1):
        match = _TAG.fullmatch(line.rstrip())
        if match and match.group(1) == "TY":
            if record:
                yield Problem(place, "The record has no end (ER).", start)
            record, start, tag = {"TY": [match.group(2)]}, last, "TY"
        elif match and match.group(1) == "ER":
            if record:
                yield _ris_record(record, place, start, options)
            else:
                yield Problem(place, "An end (ER) without a beginning (TY).", last)
            record = {}
        elif match and record:
            tag = match.group(1)
            record.setdefault(tag, []).append(match.group(2).strip())
        elif record and line.strip() and tag in record:
            record[tag][-1] += " " + line.strip()
    if record:
        yield Problem(place, "The record has no end (ER).", start)
    elif not start:
        raise BadData("No record of RIS (a line `TY  - …`).")


def _ris_record(record: Mapping[str, list[str]], place: str, line: int, options: Options) -> Reading:
    known: dict[str, str] = {}
    files: list[str] = []
    for tag, values in record.items():
        name = _RIS.get(tag)
        if name == "file":
            files += values
        elif name:
            known.setdefault(name, values[0].replace("/", "-").strip("-") if name in ("published", "accessed", "year") else values[0])  # fmt: skip
    known["author"] = "; ".join(record.get("AU", record.get("A1", []))[:20])
    known["published"] = known.get("published") or known.get("year", "")
    known["outlet"] = known.get("outlet") or known.get("publisher", "")
    known["url"] = known.get("url") or _doi(known.get("doi", ""))
    try:
        return _source(known, files, f"{place}:{line}", options)
    except BadData as error:
        return Problem(place, str(error), line)


def _source(known: Mapping[str, str], files: list[str], place: str, options: Options) -> Source | Article:
    if not known.get("title") and not known.get("url"):
        raise BadData("The item has neither a title nor an address.")
    path = _text_beside(known.get("id", ""), files, options.folder)
    if path:
        from stance.readers import read_article_file

        article = read_article_file(path, options)
        return make_article(article.text, {**known, "title": known.get("title") or article.title}, place, options)
    return Source(
        id="",
        title=one_line(known.get("title", "")),
        url=known.get("url", "").strip(),
        outlet=one_line(known.get("outlet", "")),
        published=read_published(known.get("published", ""), place, options),
        language=known.get("language", "")[:8],
        accessed=read_date(known.get("accessed", "")) or (PartialDate.of(options.today) if options.today else None),
        author=one_line(known.get("author", "")),
    )


def _text_beside(id: str, files: list[str], folder: Path | None) -> Path | None:
    """The text of an item: a file named in it, or named like its key, inside the bibliography's own folder."""
    if folder is None:
        return None
    root = folder.resolve()
    key = re.split(r"[/\\:]", id)[-1]
    names = [*(name.removeprefix("file://") for name in files), *(key + ending for ending in _TEXTS if key.strip("."))]
    for name in names:
        try:
            path = (root / name).resolve()
            if path.suffix.lower() in _TEXTS and path.is_relative_to(root) and path.is_file():
                return path
        except (OSError, ValueError):  # a name too long, or with NUL
            continue
    return None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _doi(doi: str) -> str:
    return f"https://doi.org/{doi}" if doi and not doi.startswith("http") else doi


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    return _word(author.get("literal")) or " ".join(
        filter(None, (_word(author.get("given")), _word(author.get("family"))))
    )


def _csl_date(value: Any) -> str:
    """The date of an item in words, not looked at yet."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return "-".join(str(part) for part in parts[0][:3] if isinstance(part, (int, str)))
    return _word(value.get("raw")) or _word(value.get("literal"))
