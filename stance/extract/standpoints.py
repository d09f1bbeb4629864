"""Whose view a sentence of the paper tells where its holder is not its subject: "To the mind of Anna Berg, …", "… was
demanded by Oslo".

Method: each frame is a class of words with a slot for the holder: adverbials of opinion at the head of a sentence,
conditions of will ("if Berg had her way"), the agent of a passive of demanding or refusing, what comes from somebody, and
nouns of opinion with whose they are.
"""

from __future__ import annotations

import re

from stance.model import Span

__all__ = ["find_holder"]

_LONGEST = 600  # characters of a sentence that are looked at
_NAME = r"[A-ZÀ-Ž][\w’'-]*(?:\s(?:(?:van|von|der|den|de|del|di|da|la|of|the)\s){0,2}[A-ZÀ-Ž][\w’'-]*){0,5}"
_OFFICE = r"[Tt]he\s(?:[\w-]+\s){0,3}[\w-]+"
_WHO = rf"(?P<who>(?:{_NAME}|{_OFFICE}))"
_OPINION = r"(?:mind|view|eyes|opinion|judge?ment|estimation|estimate|reading|assessment|book|thinking|understanding)"
_IDEA = r"(?:line|view|position|stance|opinion|idea|answer|message|formula|preference|point|argument|condition|verdict|vision|thesis|hope|wish|dream)"
# Passive participles by which the agent tells a view.
_VOICED = (
    r"(?:rejected|opposed|blocked|resisted|vetoed|supported|backed|endorsed|welcomed|favou?red|adopted|approved|passed|demanded|requested|proposed|"
    r"ruled\sout|wanted|refused|raised|voiced|made\s(?:clear|plain|known|public)|put\sforward|put\son\sthe\stable|repeated|promoted|championed|shared|advocated|"
    r"echoed|formulated|tabled|floated|pushed|urged|sought|called\sfor|advanced|suggested|uttered|expressed|spelt\sout|spelled\sout|defended|seconded|dismissed)"
)
_FRAMES = tuple(
    re.compile(frame)
    for frame in (
        rf"(?:[Ii]n|[Tt]o)\sthe\s{_OPINION}\sof\s{_WHO}(?=,|\s[A-Z]|\sthere\b)",
        rf"(?:[Ii]n|[Tt]o)\s(?P<who>{_NAME}|{_OFFICE})['’]s?\s(?:own\s)?{_OPINION}\b",
        rf"[Ii]n\s(?P<who>{_NAME})['’]s?\s(?:[\w-]+\s){{0,4}}?(?:speech|address|interview|article|letter|statement|essay|column|remarks|post)\b[^.;:]{{0,80}},\s(?:he|she|they|it)\b",
        rf"(?:[Ii]n|[Tt]o|[Bb]y)\s(?P<who>[Hh]is|[Hh]er|[Tt]heir)\s(?:own\s)?(?:{_OPINION}|words|account|telling|lights)(?=,\s[\w’])",
        rf"[Aa]s\sfar\sas\s{_WHO}\s(?:is|was|are|were)\sconcerned\b",
        rf"[Aa]s\s{_WHO}\s(?:sees?|saw|views?|understands?|understood)\s(?:it|things|the\smatter)\b",
        rf"[Ii]f\s(?:it\s(?:were|was|is)\s(?:left\s)?up\sto|things\swent\sthe\sway\sof)\s{_WHO},",
        rf"[Aa]s\s(?:for|to)\s{_WHO},\s(?=(?:it|he|she|they)\s)",
        r"[Ff]rom\s(?P<who>the\s[A-ZÀ-Ž][\w-]+)\s(?:point\sof\sview|perspective|standpoint)\b",
        rf"[Tt]he\s(?:official\s)?{_IDEA}\sof\s{_WHO}\s(?:is|was|remains|remained)\s(?:that|to)\b",
        rf"(?:[Ii]f\s{_WHO}\s(?:had|has|gets?|got)|[Ww]ere)\s(?:his|her|its|their)\s(?:own\s)?way,",
        rf"[Ww]ere\sit\sup\sto\s{_WHO},",
        rf"[Cc]ount\s{_WHO}\s(?:among|as\sone\sof)\s(?:those|the)\b",
        rf"[Ff]or\s{_WHO},?\s(?:it|(?:the|this|that)\s(?:\w+\s)?(?:answer|case|matter|issue|question|choice|conclusion|thing|way|order|message))\s(?:is|was|remains)\s(?:\w+\s)?"
        rf"(?:clear|plain|simple|settled|obvious|certain|beyond)\b",
        rf"(?:[Aa]mong|[Oo]ne\sof)\s(?:the\s|those\s)?(?=[^.;:]{{0,60}}\b(?:who|opponents?|supporters?|critics?|advocates?|voices?|champions?|backers?|sceptics?|skeptics?|defenders?|proponents?|"
        rf"countries|states|allies|leaders|politicians|capitals|governments))[^;:“”\"]{{10,220}}?\s(?:is|are|was|were)\s(?:also\s)?(?:that\sof\s)?{_WHO}(?=[.!]?\s*$|,)",
        rf"(?:[Ff]or|[Tt]o)\s{_WHO}(?:,\s(?:who|the)\s[^,]{{3,60}})?,\s(?=(?:it|there|an?|the|any|no|this|that|membership|accession|security|only|first|nothing|[A-Z]\w+(?:['’]s)?\s(?:\w+\s){{0,3}}(?:must|should|can|cannot|could|will|would|has|belongs|needs|is|ought|may))\b)",
    )
)
_LATER_FRAMES = tuple(
    re.compile(frame)
    for frame in (
        rf"\b{_VOICED}\s(?:[\w-]+\s){{0,2}}?by\s{_WHO}",
        rf"\b(?:(?:came|comes|heard|stems|stemmed)\s(?:also\s|too\s)?from|(?:got|gotten|heard|had)\sout\sof)\s{_WHO}",
        rf"^[Ff]rom\s{_WHO}(?:,[^,]{{3,60}},)?\s(?:came|comes|followed)\b",
        rf"\b(?:is|was|remains|runs?|ran)\s(?:also\s|still\s)?(?:the|a|one)\s(?:\w+\s){{0,2}}(?:{_IDEA}|demand|request|plea|call|warning|conviction|belief|credo|proposal|stance)\s(?:of|from)\s{_WHO}(?=[.,]|\s*$|\s(?:in|on|at|after|before|to|and)\b)",
        rf",\s(?:if|as)\s(?:one|you)\s(?:asks?|believes?|listens\sto|follows?)\s{_WHO}",
        rf"\bis\s(?:how|what)\s(?P<who>{_NAME})(?:,[^,“”\"]{{3,80}},)?\s(?:puts?|calls?|said|says|saw|sees|described)\b",
        rf"(?P<who>{_NAME}|\b[Tt]he\s(?:[\w-]+\s){{0,2}}[\w-]+)['’]s?\s(?:[\w-]+\s){{0,2}}{_IDEA}\s(?:is|was|remains|remained|has\sbeen)\b",
    )
)
_TAIL = re.compile(r"\s(?:at|in|on|to|and|after|before|during|when|while|for|with|from|as)\b.*", re.S)


def find_holder(text: str, span: Span) -> Span | None:
    """The words that name whose view a sentence tells, where a frame has a slot for them; None where none has."""
    end = min(span.end, span.start + _LONGEST)
    for frame in _FRAMES:
        if match := frame.match(text, span.start, end):
            return _slot(text, match)
    for frame in _LATER_FRAMES:
        if match := frame.search(text, span.start, end):
            return _slot(text, match)
    return None


def _slot(text: str, match: re.Match[str]) -> Span:
    """The holder's words without what follows a name of an office: "the premier at the summit"."""
    start, end = match.span("who")
    if text[start].islower() or text.startswith("The ", start):
        tail = _TAIL.search(text, start, end)
        end = tail.start() if tail else end
    return Span(start, end)
