"""Sources as bibliographies: CSL-JSON for Zotero and pandoc, BibTeX for LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TextIO

from stance.export.formats import encode_json
from stance.export.origin import Origin
from stance.model import PartialDate, Source
from stance.text import fold, printable


def in_order(sources: Iterable[Source]) -> list[Source]:
    """By day of publication, then id; undated ones last."""
    return sorted(sources, key=lambda one: (one.published.first if one.published else date.max, one.id))


def write_csl(stream: TextIO, sources: Iterable[Source]) -> None:
    """Write the sources as CSL-JSON, a list of items by schema 1.0.2."""
    items = [_csl(one) for one in in_order(sources)]
    stream.write(encode_json(items, 2))
    stream.write("\n")


def _csl(one: Source) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one.id,
        "type": "article-newspaper" if one.outlet else "webpage",
        "title": printable(one.title),
        "container-title": printable(one.outlet),
        "author": [{"literal": printable(one.author)}] if one.author else None,
        "issued": _csl_date(one.published),
        "accessed": _csl_date(one.accessed),
        "URL": one.url,
        "language": one.language,
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(day: PartialDate | None) -> dict[str, Any] | None:
    if day is None:
        return None
    return {"date-parts": [[part for part in (day.year, day.month, day.day) if part]]}


# -- BibTeX -----------------------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "''", "@": "@",
}  # fmt: skip
_IN_ADDRESS = {char: f"%{ord(char):02X}" for char in '{}\\"<>^`|'}


def write_bibtex(stream: TextIO, sources: Iterable[Source], origin: Origin) -> None:
    """Write the sources as BibTeX in UTF-8: `@misc` with `url` and `urldate`, which biblatex reads as well."""
    # A brace or an @ in a comment would end it.
    stream.write("@comment{" + re.sub(r"[{}@\\]", "", printable(origin.sentence)) + "}\n")
    keys: set[str] = set()
    for one in in_order(sources):
        key = _key(one)
        while key in keys:
            key += "x"
        keys.add(key)
        lines = [f"  {name} = {value}" for name, value in _fields(one)]
        stream.write(f"\n@misc{{{key},\n" + ",\n".join(lines) + "\n}\n")


def _key(one: Source) -> str:
    outlet = re.sub(r"[^a-z0-9]", "", fold(one.outlet))[:16]
    year = str(one.published.year) if one.published else ""
    id = re.sub(r"[^A-Za-z0-9]", "", one.id)
    return f"{outlet}{year}-{id}" if outlet or year else f"source-{id}"


def _fields(one: Source) -> Sequence[tuple[str, str]]:
    found = []
    if one.author:
        found.append(("author", _braced(one.author, twice=True)))
    found.append(("title", _braced(one.title or one.url or one.id, twice=True)))
    if one.outlet:
        found.append(("howpublished", _braced(one.outlet)))
    if one.published:
        found.append(("year", f"{{{one.published.year:04}}}"))
        if one.published.month:
            found.append(("month", _MONTHS[one.published.month - 1]))
        found.append(("date", f"{{{one.published}}}"))
    if one.url:
        found.append(("url", "{" + "".join(_IN_ADDRESS.get(char, char) for char in printable(one.url)) + "}"))
    if one.accessed:
        found.append(("urldate", f"{{{one.accessed}}}"))
    if one.language:
        found.append(("language", _braced(one.language)))
    return found


def _braced(text: str, twice: bool = False) -> str:
    """A value; twice braced it keeps its capitals, and a name of an outlet stays one name."""
    value = "".join(_TEX.get(char, char) for char in printable(text))
    return "{{" + value + "}}" if twice else "{" + value + "}"
