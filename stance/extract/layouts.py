"""Texts whose layout tells who speaks: transcripts with names and colons, interviews, texts that people signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stance.model import Article, Attribution, Span

__all__ = ["Layout", "read_layout"]

_LABEL = re.compile(
    r"(?:\[?\(?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\)?\]?\s+)?(?P<name>(?:[A-ZÀ-ŽΑ-ΩА-ЯҐЄІЇ][\w’'.-]*|van|von|de|der|den|di|da|of|the)(?:[ \xa0](?:[A-ZÀ-ŽΑ-ΩА-ЯҐЄІЇ][\w’'.-]*|van|von|de|der|den|di|da|of|the)){0,5})"
    r"(?P<office>[ \xa0]?(?:\([^()\n]{2,80}\)|\[[^\[\]\n]{2,80}\]|,[^:\n]{3,60}))?[ \xa0]?:(?=[\s\xa0])"
)
_ASKING = re.compile(
    r"^(?:q|question|questions|moderator|host|presenter|anchor|interviewer|journalist|reporter|correspondent|editor|audience)\b",
    re.I,
)
_NO_LABEL = re.compile(
    r"^(?:by|photo|source|note|background|read|tags?|media|contact|update|editing|reporting|writing|interview|text|video|related|"
    r"see|more|follow|date|place|time|subject|re|to|from|cc)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|us)\b")
_QUOTE_MARK = re.compile('[“”"„«»]')
_ABOUT_TO_TALK = re.compile(
    r"\b(?:interview|conversation|talk(?:s|ed)? (?:to|with)|spoke (?:to|with)|answer(?:s|ed)|asks?|asked|on\b)", re.I
)
_INTERVIEW = re.compile(
    r"\b(?:interview|talk(?:s|ed) (?:to|with)|(?:spoke|speaks) (?:to|with)|(?:in )?conversation|Q ?& ?A|answers? (?:our )?questions)\b",
    re.I,
)
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
_SPEECH_OPENS = re.compile(
    r"\b(?:[Ll]adies and [Gg]entlemen|[Mm]r\.? (?:[Pp]resident|[Ss]peaker|[Cc]hairman)|[Yy]our [Ee]xcellenc|[Dd]ear (?:friends|colleagues|guests))\b"
)
_SHORT = 420  #: characters a question has at most


@dataclass(frozen=True)
class Layout:
    """What the layout says: words with their speakers, and words that nobody's view stands in."""

    attributions: tuple[Attribution, ...] = ()
    asked: tuple[Span, ...] = ()  #: questions and moderation
    form: str = ""  #: "transcript", "interview", "signed" or empty


def read_layout(article: Article, blocks: Sequence[Span]) -> Layout:
    """The layout of an article that is a transcript, an interview or a signed text; empty for any other.

    `blocks` are the paragraphs of its text.
    """
    text = article.text
    return (
        _transcript(text, blocks)
        or _interview(text, blocks)
        or _signed(text, blocks)
        or _opinion(text, blocks)
        or Layout()
    )


def _transcript(text: str, blocks: Sequence[Span]) -> Layout | None:
    labels: list[tuple[int, re.Match[str]]] = []
    for number, block in enumerate(blocks):
        end = min(block.end, block.start + 200)
        match = _LABEL.match(text, block.start, end) if text.find(":", block.start, end) >= 0 else None
        if match and not _NO_LABEL.match(match.group("name")) and _is_label(match):
            labels.append((number, match))
    if len(labels) < 2 or len({match.group("name").casefold() for _, match in labels}) < 2:
        return None
    spoken = sum(block.end - block.start for block in blocks[labels[0][0] :])
    if spoken < 0.4 * len(text.strip()):
        return None
    found: list[Attribution] = []
    asked: list[Span] = []
    for (number, match), following in zip(labels, [*(n for n, _ in labels[1:]), len(blocks)], strict=True):
        start = match.end()
        while start < blocks[number].end and text[start].isspace():
            start += 1
        turn = [Span(start, blocks[number].end), *blocks[number + 1 : following]]
        turn = [span for span in turn if span.start < span.end]
        if not turn:
            continue
        if _ASKING.match(match.group("name")):
            asked += turn
        else:
            source = Span(match.start("name"), match.end("office") if match.group("office") else match.end("name"))
            found.append(Attribution(tuple(turn), source, None, direct=True, form="transcript", score=0.95))
    return Layout(tuple(found), tuple(asked), "transcript") if found else None


def _is_label(match: re.Match[str]) -> bool:
    name = match.group("name")
    return name.isupper() or bool(_ASKING.match(name)) or len(name.split()) in (2, 3) or bool(match.group("office"))


def _interview(text: str, blocks: Sequence[Span]) -> Layout | None:
    """Questions without marks, each followed by an answer in the first person, after words that say who answers."""
    kinds: list[str] = []
    for block in blocks:
        short = block.end - block.start <= _SHORT
        marked = bool(_QUOTE_MARK.match(text, block.start))
        asks = short and text[block.end - 1] == "?" and not marked
        kinds.append("q" if asks else "m" if marked else "a")
    asking = [number for number, kind in enumerate(kinds) if kind == "q"]
    answers = [n for n in asking if n + 1 < len(blocks) and kinds[n + 1] == "a"]
    if len(answers) < 2 or not asking[0]:
        return None
    first_person = sum(bool(_FIRST_PERSON.search(blocks[n + 1].of(text))) for n in answers)
    marks = sum(len(_QUOTE_MARK.findall(blocks[n + 1].of(text))) > 1 for n in answers)
    if not first_person or marks * 2 > len(answers):
        return None
    intro = next((b for b in blocks[: asking[0]] if _ABOUT_TO_TALK.search(b.of(text)) and len(b.of(text)) > 40), None)
    if (
        intro is None
        or _SPEECH_OPENS.search(text, 0, 600)
        or (first_person * 2 < len(answers) and not _INTERVIEW.search(text, 0, asking_at(blocks, asking)))
    ):
        return None
    found: list[Attribution] = []
    for place, number in enumerate(asking):
        until = asking[place + 1] if place + 1 < len(asking) else len(blocks)
        turn = [b for b in blocks[number + 1 : until] if not _credit(b.of(text))]
        if turn:
            found.append(Attribution(tuple(turn), intro, None, direct=True, form="interview", score=0.9))
    return Layout(tuple(found), tuple(blocks[number] for number in asking), "interview") if found else None


def asking_at(blocks: Sequence[Span], asking: Sequence[int]) -> int:
    """Where the first question begins."""
    return blocks[asking[0]].start


def _credit(words: str) -> bool:
    return len(words) < 90 and bool(
        re.match(
            r"(?:interview(?:ed)?|questions|reporting|text|photo|translat\w+|edit\w+)\b.{0,12}(?::|by)", words, re.I
        )
    )


def _signed(text: str, blocks: Sequence[Span]) -> Layout | None:
    """A text in the first person plural, called a joint statement, with the signatories' names at its end."""
    head = text[:1500]
    low = head.lower()
    announced = any(word in low for word in _ANNOUNCING) and bool(_SIGNED.search(head))
    if not announced and (len(_QUOTE_MARK.findall(text)) > 6 or len(_WE.findall(text)) < 3):
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
        or len(_QUOTE_MARK.findall(text)) > len(text) / 250
    ):
        return None
    content = tuple(block for block in blocks if block.start > byline.end() and not _credit(block.of(text)))
    if not content or sum(block.end - block.start for block in content) < 300:
        return None
    source = Span(byline.start("name"), byline.end("name"))
    return Layout((Attribution(content, source, None, direct=True, form="opinion", score=0.9),), (), "opinion")
