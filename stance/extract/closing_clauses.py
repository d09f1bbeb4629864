"""The reporting clause at the end of a sentence: "Norway is against it, its foreign minister, Eva Moe, told a newspaper on Friday".

A subject, a verb of saying, whom it was said to and circumstances, after a comma and up to the end of the sentence, report
all that stands before them, whatever else stands there: a verb of attitude before it tells what was said, and its content
ends at the clause. The learned readings take such a verb for one that governs what follows, or let the words before run on
into it; here they are put right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from stance.model import Attribution, Span

__all__ = ["with_closing_clauses"]

_SAY = (
    r"said|says|told|tells|wrote|writes|added|adds|argued|argues|noted|stated|declared|declares|insisted|insists|stressed|stresses|"
    r"explained|explains|recalled|recalls|repeated|repeats|admitted|admits|conceded|concedes|warned|warns|suggested|suggests|believed|believes|"
    r"thought|thinks|posted|tweeted|announced|announces|affirmed|asserted|claimed|maintained|maintains|remarked|observed|observes|"
    r"predicted|predicts|concluded|concludes|replied|responded|emphasi[sz]ed|emphasi[sz]es|underlined|underlines|underscored|complained|"
    r"cautioned|promised|vowed|answered|confirmed|confirms|pointed\sout|points\sout|made\s(?:it\s)?(?:clear|plain|known)|makes\sclear|let\sit\sbe\sknown|"
    r"reiterated|reiterates|assured|assures|reassured|acknowledged|acknowledges|commented|informed|reminded|reported|indicated|hinted|signalled|countered|"
    r"(?:is|was|were)\squoted\sas\s(?:saying|having\ssaid|telling\s[\w’'-]+)"
)
_WORD = r"[\w’'&./-]+"
# What no subject of such a clause begins with …
_NO_OPENING = (
    r"(?!(?:that|which|who|whom|whose|where|when|while|and|but|or|as|if|because|since|though|although|so|than|not|in|on|at|after|before|during|with|from|by|for|to|of|"
    r"including|saying|adding|according|even|including|like|such|both\sof\swhom)\s)"
)
# … and what stands in none.
_IN_SUBJECT = (
    r"(?!(?:is|are|was|were|be|been|being|will|would|can|could|should|may|might|must|has|have|had|do|does|did|that|which|who|whom|whose|because|including|"
    r"if|when|while|although|but|so|than|as|not|never|what|where|how|why|to(?!\s(?:the\s)?[A-ZÀ-Ž]|\sthe\s))\b)"
)
_PHRASE = rf"(?:{_IN_SUBJECT}{_WORD}\s){{0,9}}?{_IN_SUBJECT}{_WORD}"
_CLAUSE = re.compile(
    rf",\s(?:as\s)?(?P<source>{_NO_OPENING}{_PHRASE}(?:,\s{_NO_OPENING}{_PHRASE}(?=,))?),?\s"
    rf"(?:(?:has|had|have|also|later|then|once|often|repeatedly|recently|[a-z]+ly|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s){{0,3}}(?P<cue>{_SAY})\b"
    r"(?P<rest>[^“”\"«»„:;\n]*)$"
)
_SAYS = re.compile(rf"\b(?:{_SAY})\b")
# After the verb these begin what is reported, so that the clause stands before its content.
_REPORTS_ON = re.compile(
    r"\b(?:that|whether|if|how|why|what|should|must|will|would|could|can|cannot|is|are|was|were|has|have|had|not|never|no|yes|it|he|she|they|"
    r"NATO|Nato|nato|alliance|membership|accession|invitation|invite|join|wants?|to\s(?:be|join|invite|let|give|offer|admit|accept|keep|end|stop|make))\b"
)
_WHERE = re.compile(r",\s(?:where|when|who|which|while|after|before|as|ahead|during|at|in|on)\s")
# Words that open a sentence in which only an adverbial stands before the clause.
_ADVERBIAL = re.compile(
    r"\W*(?:(?:When\s|Being\s)?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Tt]old|[Ss]peaking|[Aa]ddressing|[Aa]nswering|[Rr]eplying|[Rr]eferring|[Cc]ommenting|[Rr]esponding|[Ww]riting)\b|"
    r"(?:In|On|At|For|By|With|After|Before|During|As|Under|From|Since|Until|Despite|Unlike|When|While|If|Although|Though|Ahead|Following|Because|Instead|According)\s[^,]*$)"
)
_VERB_AFTER = re.compile(
    r"(?:\s[^,\n“”\"]{1,60})?,\s((?:(?:also|still|now|never)\s)?(?:is|was|has|had|will|would|can|cannot|could|may|must|should|does|did|are|were|have|do|[a-z]{2,}s|[a-z]{2,}ed|want)\b)"
)
_SUBJECT = 6  # words of a subject that "according to" sets apart
_LONGEST = 700  # characters of a sentence that are looked at
_END = 320  # characters in which the clause must begin before the end of its sentence
_LEAST = 4  # words that are reported at least
_SCORE = 0.6


def with_closing_clauses(found: Sequence[Attribution], text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, with the closing clauses of some sentences, in text order, read as what they are; all spans are offsets into `text`."""
    starts = [sentence.start for sentence in sentences]
    inside: dict[int, list[Attribution]] = {}
    mended: list[Attribution] = []
    for one in found:
        at = bisect_right(starts, one.content[0].start) - 1
        if at >= 0 and one.content[0].start < sentences[at].end:
            inside.setdefault(at, []).append(one)
        else:
            mended.append(one)
    for at, sentence in enumerate(sentences):
        mended += _mended(inside.get(at, []), text, sentence)
    return mended


def _mended(found: Sequence[Attribution], text: str, sentence: Span) -> list[Attribution]:
    """The attributions whose words begin in one sentence, with that of its closing clause if it has one."""
    found = [_with_rest(one, text, sentence) for one in found]
    clause = _clause(text, sentence)
    if clause is None:
        return found
    content, source, cue = clause
    kept: list[Attribution] = []
    read = False
    for one in found:
        own = one.cue is not None and one.cue.overlaps(cue)
        if own and (one.direct or _reports(one, content, source)):
            read = True
            kept.append(one)
        elif own:
            continue  # "told [reporters]", "[Norway …] told by reporters"
        elif one.cue is not None and one.cue.end <= content.end and not one.direct:
            kept.append(_cut(one, content.end))
        else:
            kept.append(one)
    if not read:
        kept.append(Attribution((content,), source, cue, False, True, None, "closing", _SCORE))
    return kept


def _with_rest(one: Attribution, text: str, sentence: Span) -> Attribution:
    """The attribution of "Norway, according to its premier, is against it" with what comes after as well."""
    cue, source, first = one.cue, one.source, one.content[0]
    if cue is None or source is None or one.direct or not sentence.start <= cue.start < sentence.end:
        return one
    if not (first.end < cue.start < source.start and cue.of(text).lower().startswith("according")):
        return one
    rest = _VERB_AFTER.match(text, source.end, sentence.end)
    if one.content[-1].end > source.end or rest is None or len(first.of(text).split()) > _SUBJECT:
        return one
    return replace(one, content=(first, Span(rest.start(1), sentence.end)))


def _clause(text: str, sentence: Span) -> tuple[Span, Span, Span] | None:
    """What a closing clause reports, its subject and its verb."""
    if sentence.end - sentence.start > _LONGEST:
        return None
    end = sentence.start + len(sentence.of(text).rstrip(" .!\n\xa0"))
    start = max(sentence.start, end - _END)
    if text.find(", ", start, end) < 0 or not _SAYS.search(text, start, end):
        return None
    match = _CLAUSE.search(text, start, end)
    if match is None:
        return None
    rest = match["rest"]
    if where := _WHERE.search(rest):
        rest = rest[: where.start()]
    if "," in rest or _REPORTS_ON.search(rest):
        return None
    before = Span(sentence.start, match.start())
    words = before.of(text)
    if len(words.split()) < _LEAST or _ADVERBIAL.match(words) or words.count("“") != words.count("”"):
        return None
    return before, Span(*match.span("source")), Span(*match.span("cue"))


def _reports(one: Attribution, content: Span, source: Span) -> bool:
    """Whether an attribution has the words before the clause for its content and its subject for the source."""
    told = any(span.overlaps(content) and span.end <= source.start for span in one.content)
    return told and one.source is not None and one.source.overlaps(source)


def _cut(one: Attribution, end: int) -> Attribution:
    """An attribution whose content does not reach beyond a place."""
    kept = tuple(Span(span.start, min(span.end, end)) for span in one.content if span.start < end)
    return replace(one, content=kept) if kept else one
