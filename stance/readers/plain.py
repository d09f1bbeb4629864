"""Text files: optional `Key: value` lines, then the article with its title, date line and body."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stance.errors import BadData, BadUsage
from stance.model import Article, PartialDate, Problem
from stance.readers.records import Options
from stance.text import printable

_HEADER = re.compile(r"([A-Za-z]{2,20})[ \t]*:[ \t]*(.*)")
_KEYS = {
    "title": "title", "headline": "title", "url": "url", "link": "url", "address": "url", "outlet": "outlet",
    "publisher": "outlet", "source": "outlet", "site": "outlet", "published": "published", "date": "published",
    "author": "author", "byline": "author", "language": "language", "lang": "language",
}  # fmt: skip
# Keys that open ordinary sentences of articles too ("Source: Reuters") count only after one that does not.
_SURE = {"title", "url", "outlet", "published", "author", "language"}
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)]*$")
_LONGEST_TITLE = 200
LONGEST = 500_000  #: characters of an article; the longest live pages have half as many


def read_plain(text: str, place: str, options: Options) -> Article:
    """The article of a text file; its text is what follows the header lines. BadData if nothing follows."""
    headers, body = split_headers(text)
    return make_article(body, headers, place, options)


def split_headers(text: str) -> tuple[dict[str, str], str]:
    """The header lines that open a file, by our names, and the rest; text without headers comes back as it is."""
    headers: dict[str, str] = {}
    offset = 0
    for line in text.splitlines(keepends=True):
        match = _HEADER.fullmatch(line.rstrip("\n"))
        key = match and match.group(1).lower()
        if not key or key not in _KEYS or (not headers and key not in _SURE):
            break
        assert match
        headers.setdefault(_KEYS[key], match.group(2).strip())
        offset += len(line)
    if not headers:
        return {}, text
    # The empty lines that part headers from the article belong to neither.
    return headers, text[offset:].lstrip("\n")


def title_line(text: str) -> str:
    """The first line if it reads like a title: short, alone, and not ended like a sentence."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not first or len(first) > _LONGEST_TITLE or _SENTENCE_END.search(first) or not rest.strip():
        return ""
    return first


def make_article(text: str, known: Mapping[str, str], place: str, options: Options, id: str = "") -> Article:
    """An Article of a text and what is known of it; the options win over the file. BadData on an empty text."""
    if not text.strip():
        raise BadData("The article is empty.")
    if len(text) > LONGEST:
        raise BadData(f"{len(text):,} characters are no article ({LONGEST:,} at most); split it.")
    published = options.published or read_published(known.get("published", ""), place, options) or _date_line(text)
    return Article(
        text=text,
        id=id,
        title=one_line(options.title or known.get("title", "") or title_line(text)),
        url=(options.url or known.get("url", "")).strip(),
        outlet=one_line(options.outlet or known.get("outlet", "")),
        published=published,
        language=known.get("language", "")[:8],
        accessed=PartialDate.of(options.today) if options.today else None,
        place=place,
        author=one_line(known.get("author", "")),
    )


def one_line(text: str) -> str:
    """A title or a name on one line, without characters that steer a terminal, of bounded length."""
    return " ".join(printable(text).split())[:500]


def read_date(text: str, order: str = "") -> PartialDate | None:
    """The date of a metadata field; None where there is none that can be read."""
    try:
        return parse_date(text, order)
    except BadData:
        return None


def read_published(text: str, place: str, options: Options, line: int | None = None) -> PartialDate | None:
    """The date of publication that a record states; one that cannot be read is a doubt about the record."""
    try:
        return parse_date(text, options.dates)
    except BadData as error:
        if options.doubts is not None:
            options.doubts.append(Problem(place, f"Published: {error}", line))
        return None


def parse_date(text: str, order: str = "") -> PartialDate | None:
    """The date of a metadata field: ISO first, then what `stance.dates` reads; None of nothing, BadData with the reason.

    `order` says how days in figures are written: "dmy", "mdy", or empty where nobody said.
    """
    from stance.dates import parse_written

    text = text.strip()
    if not text:
        return None
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?![\d./])", text) or re.match(
        r"(\d{4})(\d\d)(\d\d)(?=T|$)", text
    )
    if match:
        text = "-".join(filter(None, match.groups()))
    elif found := _date_line(text):
        return found
    else:
        # The time of day that spreadsheets add says nothing here.
        text = re.sub(r"[ T]\d{1,2}:\d\d.*", "", text, flags=re.S)
    try:
        return parse_written(text, order)
    except BadUsage as error:
        raise unreadable(error) from error


def unreadable(error: BadUsage) -> BadData:
    """What is wrong with a date, with what helps where it stands in a file."""
    message = error.message
    return BadData(message, "Say it with --dates dmy or --dates mdy." if "ambiguous" in message else "")


def _date_line(text: str) -> PartialDate | None:
    from stance.dates import find_published

    return find_published(text)
