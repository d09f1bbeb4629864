"""RSS and Atom, by feedparser (the extra `web`): each entry is an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from stance.errors import BadData
from stance.model import Article, Problem
from stance.readers.plain import make_article
from stance.readers.records import Options
from stance.readers.web import check_depth, fragment_text

_MOST_ENTRIES = 20_000
_FEED = re.compile(r"<(?:\w+:)?(rss|feed|rdf)\b", re.I)
_DECLARATION = re.compile(r"<!ENTITY|<!DOCTYPE[^<>\[]{0,4000}\[", re.I)
#: Entries with fewer words are summaries of a page behind them.
SUMMARY_WORDS = 120


def is_feed(head: str) -> bool:
    """Whether a text that opens like this is a feed rather than a page."""
    return bool(_FEED.search(head[:4096])) and not re.search(r"<html\b", head[:4096], re.I)


def read_feed(text: str, place: str, options: Options) -> Iterator[Article | Problem]:
    """The entries of a feed as articles; BadData for what is no feed, or declares entities."""
    if _DECLARATION.search(text):
        raise BadData("The feed declares entities of its own, which can blow up; it is not read.")
    check_depth(text)
    try:
        import feedparser
    except ImportError:
        raise BadData("Feeds need feedparser.", "Install it: pip install 'stance[web]'") from None
    # The text was decoded already: what its first line says of an encoding no longer holds.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        feed: Any = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers={"content-type": "application/xml; charset=utf-8"})  # fmt: skip
    except Exception as error:  # whatever a parser of hostile feeds may raise
        raise BadData(f"The feed cannot be read ({type(error).__name__}).") from error
    if not feed.get("version") and not feed.entries:
        raise BadData("Not a feed of RSS or Atom.")
    if not feed.entries:
        yield Problem(place, "The feed has no entries.", serious=False)
    if feed.get("bozo") and feed.entries:
        yield Problem(place, f"The feed is not well-formed; {len(feed.entries)} entries could be read.", serious=False)
    outlet = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], 1):
        where = f"{place}#{number}"
        try:
            yield _article(entry, outlet, feed.feed.get("language", ""), where, options)
        except BadData as error:
            yield Problem(where, str(error))


def _article(entry: Any, outlet: str, language: str, place: str, options: Options) -> Article:
    html = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
    html = html or entry.get("summary", "")
    title = fragment_text(entry.get("title", "")).replace("\n", " ")
    body = fragment_text(html)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    published = f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else ""
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}" if body else ""
    source = entry.get("source", {}).get("title", "") if entry.get("source") else ""
    known = {
        "title": title, "url": entry.get("link", ""), "outlet": source or outlet, "published": published,
        "author": entry.get("author", ""), "language": language.split("-")[0],
    }  # fmt: skip
    return make_article(text, known, place, options, id=entry.get("id", ""))
