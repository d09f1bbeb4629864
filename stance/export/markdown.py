"""Records as tables of Markdown for an article: few columns, positions in words, sources as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from stance.export.formats import Field, escape_markdown, escape_marks, flat, write_markdown
from stance.render.style import day_of
from stance.text import printable

#: What a reader calls a field where its name is not the word for it.
_HEADINGS = {
    "position_label": "position", "previous_position": "before", "stated_on": "date", "label": "group", "key": "group",
    "from_position": "from", "to_position": "to", "event_name": "nearest event", "event_distance": "days from it",
    "source_outlet": "source", "from_outlet": "source before", "to_outlet": "source after", "article_title": "article",
}  # fmt: skip
_POSITIONS = ("also", "previous_position", "from_position", "to_position")
#: Who published something, with the field that has its address.
_LINKS = {"source_outlet": "source_url", "from_outlet": "from_url", "to_outlet": "to_url"}
_IN_ADDRESS = {ord(char): f"%{ord(char):02X}" for char in ' <>()|\\`"'}


def write_article(
    stream: TextIO, fields: Sequence[Field], records: Iterable[Mapping[str, Any]], label: Callable[[str], str]
) -> None:
    """Write a table for reading: `label` gives a position's words; a day that is only a bound has "by" before it.

    An address of the web becomes a link under the outlet's name; any other stands as text.
    """
    names = {field.name for field in fields}
    linked = {url for outlet, url in _LINKS.items() if outlet in names}
    shown = [field for field in fields if field.name not in linked]
    heads = [Field(one.name, one.type, one.description, _HEADINGS.get(one.name, one.heading)) for one in shown]
    write_markdown(stream, heads, ([_cell(one, row, label) for one in shown] for row in records))


def _cell(field: Field, row: Mapping[str, Any], label: Callable[[str], str]) -> str:
    name = field.name
    value = row.get(name)
    if name in _LINKS:
        return link(flat(value) or flat(row.get("source_title") if name == "source_outlet" else ""), flat(row.get(_LINKS[name])))  # fmt: skip
    if name in _POSITIONS:
        value = ", ".join(map(label, value)) if isinstance(value, list) else label(value) if value else ""
    elif field.type == "date":
        value = day_of(row, name)
    elif isinstance(value, bool):
        value = "yes" if value else "no"
    return escape_markdown(flat(value))


def link(words: str, url: str) -> str:
    """`[words](url)` for an address of the web; the words and the address as text for any other."""
    if not url.startswith(("https://", "http://")):
        return escape_markdown(" ".join(filter(None, [words, url])))
    if not words.strip():
        return escape_markdown(url)
    return f"[{escape_marks(printable(words))}]({printable(url).translate(_IN_ADDRESS)})"
