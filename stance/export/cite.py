"""A footnote for a statement: who, in which office, the words, the day, and where they can be read."""

from __future__ import annotations

from stance.analysis.catalog import Catalog
from stance.model import PartialDate, Source, Statement
from stance.text import printable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def cite(one: Statement, catalog: Catalog, accessed: PartialDate | None = None) -> str:
    """The footnote, on one line, with every source; `accessed` stands in where a source does not know its own day."""
    who = ", ".join(part for part in (catalog.name(one.actor), one.role) if part)
    told = f"“{_strip(one.quote)}”" if one.quote else _strip(one.summary).rstrip(".")
    day = f" ({_said(one.stated_on)})" if one.stated_on else " (undated)"
    best = catalog.best_source(one)
    sources = [best] if best else []
    for ref in one.sources:
        found = catalog.sources.get(ref.source)
        if found and found not in sources:
            sources.append(found)
    where = "; ".join(_source(source, accessed) for source in sources) or "no source recorded"
    return printable(f"{who}: {told}{day}, {where}.")


def _said(day: PartialDate) -> str:
    """The day; one that is only the latest possible is said to be no more."""
    return f"said by {in_words(day)}" if day.by else in_words(day)


def in_words(day: PartialDate) -> str:
    """`6 July 2023`, `July 2023` or `2023`."""
    parts = [str(day.day)] if day.day else []
    if day.month:
        parts.append(_MONTHS[day.month - 1])
    return " ".join([*parts, str(day.year)])


def _source(source: Source, accessed: PartialDate | None) -> str:
    parts = [source.author, f"“{_strip(source.title)}”" if source.title else "", source.outlet]
    if not (source.title or source.outlet or source.url):
        parts.append(f"source {source.id}")  # a date alone leads nowhere
    if source.published:
        parts.append(in_words(source.published))
    if source.url:
        parts.append(source.url)
        seen = source.accessed or accessed
        if seen:
            parts.append(f"accessed {in_words(seen)}")
    return ", ".join(part for part in parts if part) or source.id


def _strip(text: str) -> str:
    return text.strip().strip('“”"').strip()
