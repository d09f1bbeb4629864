"""Sources as readings give them and as the store has them: when two are one, and what one adds to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from stance.analysis.sameness import address_key
from stance.ids import source_id
from stance.model import Article, Proposal, Source, Statement
from stance.text import fold, normalize_words


def source_of(article: Article, sha256: str, sketch: str) -> Source:
    """The source that an article is."""
    return Source(
        id=source_id(sha256, outlet=article.outlet),
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        sha256=sha256,
        accessed=article.accessed,
        author=article.author,
        sketch=sketch,
    )


def described_id(source: Source) -> str:
    """The id of a source without a text."""
    return source_id(url=source.url, title=source.title, outlet=source.outlet, published=str(source.published or ""))


def filled(known: Source, other: Source) -> Source:
    """The known source with its blanks filled from another account of it, and the other's address kept."""
    blanks: dict[str, Any] = {
        name: getattr(other, name)
        for name in ("title", "url", "outlet", "published", "language", "author", "sha256", "sketch")
        if not getattr(known, name) and getattr(other, name)
    }
    fuller = replace(known, **blanks)
    if other.url:
        addresses = {address_key(url) for url in (fuller.url, *fuller.urls)}
        if address_key(other.url) not in addresses:
            fuller = replace(fuller, urls=(*fuller.urls, other.url))
    return fuller


def same_place(known: Source, source: Source) -> bool:
    """Whether two sources of one text are one: the same address, the same outlet, or nothing that tells them apart."""
    if known.url and source.url and address_key(known.url) == address_key(source.url):
        return True
    return not known.outlet or not source.outlet or fold(known.outlet) == fold(source.outlet)


def again_in(statement: Statement, source: str, proposals: Iterable[Proposal]) -> Proposal | None:
    """The proposal that found a statement of a source again: of the same actor, at the same place or in the same words.

    One of the same position goes before others, since a position may have been corrected by hand.
    """
    place = next(((ref.start, ref.end) for ref in statement.sources if ref.source == source), (None, None))
    words = normalize_words(statement.quote)
    fitting = [
        one
        for one in proposals
        if one.actor_id in (None, statement.actor)
        and ((one.evidence.start, one.evidence.end) == place or (words and normalize_words(one.quote) == words))
    ]
    return next((one for one in fitting if one.position == statement.position), fitting[0] if fitting else None)
