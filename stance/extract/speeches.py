"""Texts that are all one person's words: a speech, an address, remarks, a statement whose headline names the speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extract.transcripts import FIRST_PERSON, QUOTE_MARK, Layout, is_credit
from stance.model import Attribution, Span

__all__ = ["find_speech", "speaker_in_headline"]

_KIND = r"(?:remarks|speech|address|statement|lecture|message|letter|intervention|greetings?|keynote|comments|testimony|homily|appeal)"
#: "Opening remarks by …", "Full text of the address of …", "Statement from …".
_BY = re.compile(
    rf"^\W*(?:(?:the\s)?(?:full\s)?(?:text|transcript)(?:\sof|:)\s)?(?:the\s)?(?:[\w’'-]+\s){{0,4}}?{_KIND}\s(?:delivered\s|given\s|made\s)?"
    r"(?:by|of|from)\s(?:the\s)?(?P<who>[^\n]{3,160})",
    re.I,
)
#: "Prime Minister Anna Berg's speech at …", "Foreign Secretary statement on …: 3 May 2024".
_WHOSE = re.compile(
    rf"^\W*(?:the\s)?(?P<who>(?:[A-ZÀ-Ž][\w’'.-]*\s(?:of\s|for\s|the\s)*){{1,8}}?)(?:[\w-]+\s){{0,2}}?(?i:{_KIND})\s(?:at|to|on|in|for|before|during|following|after)\s"
)
_JOINT = re.compile(r"\bjoint\b|\bministers\sof\b", re.I)
_TELLS = re.compile(
    r"\b(?:said|says|told|according to|added that|stressed that|noted that)\b"
)  # what a report has, and a speech hardly
_FEWEST = 3  #: words of the first person
_APART = 500  #: characters of a speech to each of those, at most
_TOLD = 900  #: characters of a speech to each "said", at least
_MARKS = 220  #: characters to each quotation mark, at least
_SHORTEST = 250  #: characters
_HEADING = 110  #: characters of a line before the speech begins


def speaker_in_headline(title: str) -> Span | None:
    """Where a headline that announces a speech names who gives it, with all that follows on its line."""
    match = None if _JOINT.search(title) else _BY.match(title) or _WHOSE.match(title)
    return Span(*match.span("who")) if match else None


def find_speech(text: str, blocks: Sequence[Span], title: str = "") -> Layout | None:
    """The whole text as the words of the one whom its headline, or its first line, announces; None for any other text.

    The attribution has no source where only the headline names the speaker.
    """
    if not blocks:
        return None
    line = Span(blocks[0].start, min(blocks[0].end, text.find("\n", blocks[0].start) % (len(text) + 1)))
    announced = speaker_in_headline(title)
    inside = None
    if announced is None:
        inside = speaker_in_headline(line.of(text)) if line.end - line.start <= _HEADING else None
        if inside is None:
            return None
    content = [block for block in blocks if not is_credit(block.of(text))]
    while content and content[0].end - content[0].start <= _HEADING and not _is_sentence(content[0].of(text)):
        del content[0]
    size = sum(block.end - block.start for block in content)
    if size < _SHORTEST:
        return None
    words = text[content[0].start : content[-1].end]
    own = len(FIRST_PERSON.findall(words))
    if own < _FEWEST or own * _APART < size or len(_TELLS.findall(words)) * _TOLD > size:
        return None
    if len(QUOTE_MARK.findall(words)) * _MARKS > size:
        return None
    source = Span(line.start + inside.start, line.start + inside.end) if inside else None
    return Layout((Attribution(tuple(content), source, None, direct=True, form="speech", score=0.9),), (), "speech")


def _is_sentence(words: str) -> bool:
    return words.rstrip()[-1:] in '.!?…”"’):;'
