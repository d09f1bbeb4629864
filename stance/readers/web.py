"""Saved and fetched web pages: text, title, date and outlet out of HTML, by trafilatura (the extra `web`)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from stance.errors import BadData
from stance.model import Article
from stance.readers.plain import make_article
from stance.readers.records import Options

_DEEPEST = 1000  # lxml drops what lies below
_MOST_TAGS = 400_000
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]{0,30})|(!--))")
_CLOSED = re.compile(r"[^<>]{0,2000}/>")
# Elements that HTML lets stand open, or that have no end.
_OPEN = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "rt",
        "rp",
        "html",
        "body",
        "head",
    ]
)
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote section article header footer table tr td th pre figure figcaption hr dd dt".split()  # noqa: SIM905
)
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg"))


def check_depth(html: str) -> None:
    """BadData for a page nested so deeply, or of so many tags, that no reader would show it whole."""
    depth = count = place = 0
    while match := _TAG.search(html, place):
        place = match.end()
        count += 1
        name = (match.group(2) or "").lower()
        if match.group(3) or (name in ("script", "style") and not match.group(1)):
            # What stands in a comment or a script is no tag; an unclosed one runs to the end.
            end = html.find("-->" if match.group(3) else f"</{name}", place)
            place = end if end >= 0 else len(html)
        elif name not in _OPEN:
            if match.group(1):
                depth = max(0, depth - 1)
            elif not _CLOSED.match(html, place):
                depth += 1
        if depth > _DEEPEST:
            raise BadData(f"More than {_DEEPEST} tags one inside the other.")
    if count > _MOST_TAGS:
        raise BadData(f"More than {_MOST_TAGS} tags.")


def read_html(html: str, place: str, options: Options) -> Article:
    """The article of a page. BadData where there is none, or where trafilatura is not installed."""
    check_depth(html)
    try:
        import trafilatura
    except ImportError:
        raise BadData("HTML needs trafilatura.", "Install it: pip install 'stance[web]'") from None
    import logging

    # Its complaints about a page repeat what the caller is told in one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(
            html, url=options.url or None, with_metadata=True, include_comments=False, include_tables=False,
            favor_recall=True, deduplicate=False,
        )  # fmt: skip
    except Exception as error:  # whatever a parser of hostile pages may raise
        raise BadData(f"The page cannot be read ({type(error).__name__}).") from error
    if found is None:
        raise BadData("No article text on this page.")
    page = found if isinstance(found, dict) else found.as_dict()
    known = {
        "title": page.get("title") or "",
        "url": page.get("url") or "",
        "outlet": page.get("sitename") or page.get("hostname") or "",
        "published": page.get("date") or "",
        "author": page.get("author") or "",
        "language": page.get("language") or "",
    }
    return make_article((page.get("text") or "").replace("\x00", ""), known, place, options)


class _Text(HTMLParser):
    """The text of a fragment of HTML, a block a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _SILENT and not self.silent:
            self.silent = tag
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


#: A tag that does not end before the next begins: the parser would look for its end again and again.
_UNCLOSED = re.compile(r"<(?![!/?a-zA-Z][^<>]*>)")


def _without_comments(html: str) -> str:
    parts, place = [], 0
    while (start := html.find("<!--", place)) >= 0:
        parts.append(html[place:start])
        end = html.find("-->", start + 4)
        place = end + 3 if end >= 0 else len(html)
    return "".join(parts) + html[place:]


def fragment_text(html: str) -> str:
    """The text of a fragment of HTML such as a feed carries: blocks as paragraphs, white space drawn together."""
    parser = _Text()
    parser.feed(_UNCLOSED.sub("&lt;", _without_comments(html)))
    parser.close()
    blocks = (" ".join(block.split()) for block in "".join(parser.parts).replace("\x00", "").split("\n"))
    return "\n\n".join(block for block in blocks if block)
