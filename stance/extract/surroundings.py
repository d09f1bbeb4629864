"""What stands round an article on its page: captions, lists of other headlines, comments. Nobody speaks there to the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.model import Span

__all__ = ["find_surroundings"]

_LABELLED = re.compile(
    r"\W{0,4}(?:related(?: (?:stor(?:y|ies)|articles?|news|content))?|read (?:more|also|next)|also read|see also|more on this(?: story)?|don['’]t miss|"
    r"(?:image|photo|picture|video)(?: (?:caption|credit|source))?|caption|file (?:photo|picture)|watch|listen)\s?:\s",
    re.I,
)
_LIST = re.compile(
    r"\W{0,4}(?:related(?: (?:stor(?:y|ies)|articles?|news|content|topics))?|read (?:more|also|next)|also read|see also|most (?:read|viewed|popular|shared)|"
    r"more (?:on this story|from [^\n]{2,30}|stories|news)|recommended(?: for you)?|you (?:may|might) also like|editor['’]?s['’]? picks?|trending(?: now)?|"
    r"top stories|latest (?:news|headlines|stories))\W{0,3}$",
    re.I,
)
_COMMENTS = re.compile(r"\W{0,4}(?:\d+ )?(?:readers['’]? )?comments?(?: \(\d+\)| \d+)?\W{0,3}$", re.I)
_SENTENCE = re.compile(r"[.!?…][”\"’»)]?$")
_HEADLINE = 160  #: characters of a headline in a list, at most
_LATE = 0.5  #: the share of a text after which comments may follow it


def find_surroundings(text: str, blocks: Sequence[Span]) -> list[Span]:
    """The paragraphs that belong to the page rather than to the article, in text order."""
    found: list[Span] = []
    listing = False
    for block in blocks:
        if block.end - block.start > 2 * _HEADLINE:
            listing = False
            continue
        words = block.of(text).strip()
        if _COMMENTS.match(words) and block.start >= _LATE * len(text.rstrip()):
            return [*found, Span(block.start, len(text))]
        if _LIST.match(words):
            listing = True
        elif listing:
            listing = len(words) <= _HEADLINE and not _SENTENCE.search(words)
        if listing or _LABELLED.match(words):
            found.append(block)
    return found
