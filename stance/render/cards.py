"""A proposal on one card: who, which position, when, the words and their neighbours, and the cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from stance.review import Item, View
from stance.text import normalize_words


def card(view: View, glyph: str, ascii: bool = False) -> Iterator[list[tuple[str, str]]]:
    """The lines of an item, each of pieces with their style."""
    item, statement = view.item, view.item.statement
    dot = " | " if ascii else " · "
    source = item.source
    where = dot.join(
        part for part in ((source.outlet, str(source.published or ""), source.title) if source else ()) if part
    )
    yield [(f"{view.number} of {view.total}", "bold"), (f"   {statement.id[:6]}{dot}{where}", "dim")]
    who = [(item.actor, "bold")] + [(f"{dot}{part}", "") for part in (statement.role, statement.country) if part]
    yield who
    label = item.position.label if item.position else statement.position
    day = f"said {statement.stated_on}" if statement.stated_on else "no date"
    if item.date_words and statement.stated_on:
        day += f" (“{item.date_words.of(item.text)}”)" if not ascii else f' ("{item.date_words.of(item.text)}")'
    facts = [day, str(statement.kind), str(statement.confidence or "by hand")]
    style = item.position.color if item.position else ""
    yield [(f"{glyph} {label}", f"bold {style}".strip()), (dot + dot.join(facts), "")]
    if statement.condition:
        yield [(f"condition: {statement.condition}", "")]
    yield [("", "")]
    if item.evidence:
        if item.before:
            yield [(f"  {' '.join(item.before.of(item.text).split())}", "dim")]
        yield [("| " if ascii else "▌ ", "bold"), *marked(item)]
        if item.after:
            yield [(f"  {' '.join(item.after.of(item.text).split())}", "dim")]
    else:
        yield [("| " if ascii else "▌ ", "bold"), (statement.quote or statement.summary, "")]
    for name in ("quote", "summary", "note"):
        words = " ".join(getattr(statement, name).split())
        if words and not (name != "note" and (not item.evidence or _stands_in(words, item))):
            yield [(f"{name}: {words}", "")]
    cues = [part.of(item.text) for part in (item.position_cue, item.reporting_cue) if part]
    told = dot.join([*(f"“{cue}”" if not ascii else f'"{cue}"' for cue in cues), *statement.cues])
    if told:
        yield [(f"cue: {told}", "dim")]
    yield [("", "")]


def _stands_in(words: str, item: Item) -> bool:
    """Whether words of the statement are those of its evidence, which the card shows anyway."""
    assert item.evidence
    return normalize_words(words) in normalize_words(item.evidence.of(item.text))


def marked(item: Item) -> list[tuple[str, str]]:
    """The evidence in pieces, with the cue of the position, the reporting cue and the words of the day set off."""
    assert item.evidence
    styles = [
        (item.position_cue, "bold underline"),
        (item.reporting_cue, "italic"),
        (item.speaker, "bold"),
        (item.date_words, "italic"),
    ]
    edges = {item.evidence.start, item.evidence.end}
    for span, _ in styles:
        if span and span.overlaps(item.evidence):
            edges |= {max(span.start, item.evidence.start), min(span.end, item.evidence.end)}
    pieces = []
    places = sorted(edges)
    for start, end in pairwise(places):
        style = next((style for span, style in styles if span and span.start <= start and end <= span.end), "")
        pieces.append((re.sub(r"\s+", " ", item.text[start:end]), style))
    return pieces
