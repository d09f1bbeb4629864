"""Texts whose layout tells who speaks: transcripts with names and colons, interviews, texts that people signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extract.label_lines import find_label_lines
from stance.extract.speeches import find_speech
from stance.extract.transcripts import QUOTE_MARK, Layout, find_interview, find_transcript, is_credit
from stance.model import Attribution, Span

__all__ = ["Layout", "read_layout"]

_WE = re.compile(r"[WwOoUu](?<!\w\w)(?:(?<=[Ww])e|(?<=[Oo])ur|(?<=[Uu])s)\b")
_OPINION = re.compile(
    r"^(?:\W*(?:opinion|op-ed|comment(?:ary)?|guest (?:essay|column)|column|viewpoint|letter)\b)|\b(?:the (?:writer|author) (?:is|was|teaches|served|leads|chairs|directs)|\w+ \w+ is (?:a|the) (?:former|professor|fellow|director|senator|columnist))",
    re.I | re.M,
)
_BYLINE = re.compile(
    r"^By[ \xa0](?P<name>[A-ZÀ-Ž][\w’'.-]*(?:[ \xa0](?:[a-z]{1,3}[ \xa0])?[A-ZÀ-Ž][\w’'.-]*){1,4})\s*$", re.M
)
_SIGNED = re.compile(
    r"\b(?:we,? the (?:undersigned|(?:[\w-]+ ){0,4}(?:ministers|presidents|leaders|heads|members|signatories|governments|speakers|chairs))|the undersigned|"
    r"joint (?:statement|declaration|letter|communiqué|release)|open letter)\b",
    re.I,
)
_ANNOUNCING = ("we the ", "we, the ", "undersigned", "joint ", "open letter")  # one stands in all that it finds
_SIGNATURE = re.compile(
    r"[A-ZÀ-Ž][\w’'.-]+(?:[ \xa0](?:[a-z]{1,3}[ \xa0])?[A-ZÀ-Ž][\w’'.-]+){1,4}(?:,[ \xa0].{3,90})?$"
)


def read_layout(text: str, blocks: Sequence[Span], title: str = "") -> Layout:
    """The layout of a text that is a transcript, an interview or a signed text; empty for any other.

    `blocks` are the paragraphs of the text, `title` its headline if it has one.
    """
    return (
        find_transcript(text, blocks)
        or find_label_lines(text, blocks)
        or find_interview(text, blocks, title)
        or _signed(text, blocks)
        or _opinion(text, blocks)
        or find_speech(text, blocks, title)
        or Layout()
    )


def _signed(text: str, blocks: Sequence[Span]) -> Layout | None:
    """A text in the first person plural, called a joint statement, with the signatories' names at its end."""
    head = text[:1500]
    low = head.lower()
    announced = any(word in low for word in _ANNOUNCING) and bool(_SIGNED.search(head))
    if not announced and (len(QUOTE_MARK.findall(text)) > 6 or len(_WE.findall(text)) < 3):
        return None
    names: list[Span] = []
    last = len(blocks)
    for number in range(len(blocks) - 1, max(-1, len(blocks) - 25), -1):
        lines = [
            Span(blocks[number].start + line.start(), blocks[number].start + line.end())
            for line in re.finditer(r"[^\n]+", blocks[number].of(text))
        ]
        if all(len(line.of(text)) < 140 and _SIGNATURE.match(line.of(text)) for line in lines):
            names[:0] = lines
            last = number
        elif names:
            break
    if len(names) < 2 or (not announced and not all("," in name.of(text) for name in names)):
        return None
    body = [block for block in blocks[:last] if re.search(r"\b(?:[Ww]e|[Oo]ur|us)\b", block.of(text))]
    body = body or list(blocks[1:last])
    if not body or sum(block.end - block.start for block in body) < 120:
        return None
    start = blocks.index(body[0])
    content = tuple(blocks[start:last])
    return Layout(
        tuple(Attribution(content, name, None, direct=True, form="signed", score=0.9) for name in names), (), "signed"
    )


def _is_introduced(text: str, name: str) -> bool:
    """Whether the end of a text says who its author is: "N. N. is a Romanian member of the European Parliament"."""
    return bool(
        re.search(
            rf"^\W{{0,3}}{re.escape(name)}(?:,[^.\n]{{3,60}},)?\s(?:is|was|serves|represents|leads|chairs|teaches)\s",
            text[-500:],
            re.M,
        )
    )


def _opinion(text: str, blocks: Sequence[Span]) -> Layout | None:
    """An opinion piece under one name: it must say that it is one, have a byline, and be nobody else's quotation."""
    byline = _BYLINE.search(text, 0, 1000) if text.find("By", 0, 1000) >= 0 else None
    if (
        byline is None
        or not (_OPINION.search(text) or _is_introduced(text, byline.group("name")))
        or len(QUOTE_MARK.findall(text)) > len(text) / 250
    ):
        return None
    content = tuple(block for block in blocks if block.start > byline.end() and not is_credit(block.of(text)))
    if not content or sum(block.end - block.start for block in content) < 300:
        return None
    source = Span(byline.start("name"), byline.end("name"))
    return Layout((Attribution(content, source, None, direct=True, form="opinion", score=0.9),), (), "opinion")
