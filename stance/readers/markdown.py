"""Markdown: front matter says what is known, the rest is the article."""

from __future__ import annotations

import re

from stance.model import Article
from stance.readers.plain import make_article, split_headers
from stance.readers.records import Options

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_LINE = re.compile(r"([A-Za-z_-]{2,30})[ \t]*[:=][ \t]*(.*)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S[^\n]{0,300}?)[ \t#]{0,20}$", re.M)
_NAMES = {
    "title": "title", "url": "url", "link": "url", "canonical": "url", "source_url": "url", "outlet": "outlet",
    "publisher": "outlet", "site": "outlet", "source": "outlet", "published": "published", "date": "published",
    "author": "author", "lang": "language", "language": "language",
}  # fmt: skip
_MARKS = [
    (re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,1000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^)\n]{0,1000}\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(\S[^\n]{0,300}?)[ \t#]{0,20}$", re.M), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.M), ""),
    (re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]{0,300}[^\s*_])\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,300}[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{0,300}[^\s_])_(?![\w_])"), r"\1"),
]


def read_markdown(text: str, place: str, options: Options) -> Article:
    """The article of a Markdown file: its text is the body with emphasis, links and heading marks taken off."""
    known: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        for line in front.group(1).splitlines():
            match = _LINE.fullmatch(line.rstrip())
            name = match and _NAMES.get(match.group(1).lower())
            if match and name:
                known.setdefault(name, _unquote(match.group(2)))
        body = text[front.end() :].lstrip("\n")
    else:
        known, body = split_headers(text)
    heading = _HEADING.search(body)
    if heading and not known.get("title"):
        known["title"] = heading.group(1)
    for pattern, swap in _MARKS:
        body = pattern.sub(swap, body)
    return make_article(body, known, place, options)


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
