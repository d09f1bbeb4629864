"""Reporting clauses set between commas: `Accession, the minister recalled on Monday, is a matter of years`.

The learned readings (reporting.py) know the verbs that reports mostly use. A clause of nothing but a subject, a verb of
saying and circumstances, shut off by commas, reports whatever its verb's frame elsewhere; so do "in the view of …" and
"in his words". What such a clause interrupts is the content, the clause itself and its subject are cue and source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from stance.model import Attribution, Span

__all__ = ["find_parentheses"]

_start_of = attrgetter("start")

_SAY = (
    "said|says|told|tells|wrote|writes|added|adds|argued|argues|noted|notes|stated|states|declared|declares|insisted|insists|stressed|"
    "stresses|explained|explains|recalled|recalls|repeated|repeats|admitted|admits|conceded|concedes|warned|warns|suggested|suggests|"
    "reckoned|reckons|believed|believes|thought|thinks|posted|posts|tweeted|tweets|announced|announces|affirmed|affirms|asserted|"
    "asserts|claimed|claims|maintained|maintains|remarked|remarks|observed|observes|predicted|predicts|recommended|recommends|"
    "concluded|concludes|replied|replies|responded|responds|emphasised|emphasized|emphasises|emphasizes|underlined|underlines|"
    "contended|contends|complained|complains|cautioned|cautions|promised|promises|vowed|vows|estimated|estimates|quipped|joked|"
    "answered|answers|confirmed|confirms|pointed out|points out|went on|agreed|agrees|reported|reports|testified|ruled|judged|"
    "demanded|demands|advised|advises|urged|urges|pleaded|mused|reasoned|countered|counters|elaborated|indicated|reiterated|assured|assures|acknowledged|acknowledges|hinted|hints|signalled|revealed|reveals|commented|"
    "comments|lamented|laments|pledged|pledges|decided|"
    "write|argue|say|believe|think|recommend|warn|note|insist|maintain|suggest|conclude|add"
)
_WORD = r"[\w’'‑.&/-]+"
# Words that stand in no subject of a reporting clause.
_NO_SUBJECT = re.compile(
    r"(?:^|\s)(?:is|are|was|were|be|been|will|would|can|could|should|may|might|must|has|have|had|do|does|did|that|which|who|whom|whose|"
    r"because|including|especially|notably|such|if|when|while|although|but|so|than|as|not|never|what|where|how|why|to|he|she|they|it|i|we|you)(?:\s|$)",
    re.I,
)
_PRONOUN = r"(?:he|she|they|it|He|She|They|I|we|We)"
_OFFICE = r"(?!(?:in|on|at|after|before|during|with|from|by|for|and|or)\s)(?:[a-z-]+\s){1,4}(?=[A-ZÀ-Ž])"  # "foreign minister Eva Moe"
_SUBJECT = rf"(?:{_PRONOUN}|(?:[A-ZÀ-ŽА-Я]|(?:the|his|her|its|their|a|an|one|two|both)\s|{_OFFICE}){_WORD}(?:\s{_WORD}){{0,9}}?)"
_ADJUNCT = (
    rf"(?:\s(?:in|on|at|to|during|after|before|from|via|through|with|for|by|there|here|later|earlier|again|then|once|yesterday|today|his|her|their|the|"
    rf"last|this|that|reporters|journalists|lawmakers|MPs|parliament|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?:\s{_WORD}){{0,9}}?)?"
)
_SET_OFF = re.compile(
    rf",\s(?:and\s|as\s)?(?P<source>{_SUBJECT})\s(?:(?:has|had|have|also|later|then|once|often)\s){{0,2}}(?P<cue>{_SAY})"
    rf"(?P<rest>{_ADJUNCT})(?=,\s|\s?[–—]\s|[.!?]?\s*$)"
)
_INVERTED = re.compile(
    rf",\s(?P<cue>{_SAY})\s(?P<source>(?:[A-ZÀ-ŽА-Я]|(?:the|his|her|its|their|a|an)\s){_WORD}(?:\s{_WORD}){{0,9}}?)(?=,\s|[.!?]?\s*$)"
)
_OPINION = r"(?:view|opinion|eyes|words|judge?ment|estimation|telling|account|mind|reading)"
_IN_THE_VIEW = re.compile(
    rf"(?:^|,\s|[–—]\s)(?P<cue>(?:in|to|by|In|To|By)\s(?:the\s{_OPINION}\sof\s(?P<of>(?:[A-ZÀ-ŽА-Я]|(?:the|his|her|its|their|a|an)\s){_WORD}(?:\s{_WORD}){{0,9}}?)"
    rf"|(?P<whose>his|her|their|(?:[A-ZÀ-ŽА-Я]|the\s){_WORD}(?:\s{_WORD}){{0,5}}?(?=['’]s))(?:['’]s)?\s(?:own\s)?{_OPINION}))(?=,\s|[.!?]?\s*$)"
)
_MARK = re.compile('[“”"„«»]')  # quotations have their own readings
_TOLD = re.compile(r"told|tells")
_LEAST = 3  #: words that the content has at least
_SCORE = 0.6


def find_parentheses(text: str, sentences: Sequence[Span], taken: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of reporting clauses between commas in sentences where no other attribution has that cue.

    `sentences` and all results are offsets into `text`; `taken` are the attributions found so far.
    """
    cues = sorted([one.cue for one in taken if one.cue], key=_start_of)
    last_ends = list(accumulate([cue.end for cue in cues], max))  # of each cue and those before it
    found = []
    for sentence in sentences:
        for source, cue, content in _in_sentence(text, sentence):
            start, end = min(source.start, cue.start), max(source.end, cue.end)
            before = bisect_left(cues, end, key=_start_of)
            if not before or last_ends[before - 1] <= start:
                found.append(Attribution(content, source, cue, False, True, None, "parenthesis", _SCORE))
                break
    return found


def _in_sentence(text: str, sentence: Span) -> Iterator[tuple[Span, Span, tuple[Span, ...]]]:
    """Source, cue and content of each kind of clause."""
    if text.find(",", sentence.start, sentence.end) < 0 or _MARK.search(text, sentence.start, sentence.end):
        return
    for pattern in (_SET_OFF, _INVERTED, _IN_THE_VIEW):
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        groups = match.groupdict()
        name = "source" if "source" in groups else "of" if groups["of"] else "whose"
        source = Span(*match.span(name))
        words = source.of(text).rstrip(".")
        source = Span(source.start, source.start + len(words))
        if _TOLD.fullmatch(match["cue"]) and not groups.get("rest"):
            continue
        if not re.fullmatch(_PRONOUN, words) and name != "whose" and _NO_SUBJECT.search(words):
            continue
        content = _around(text, sentence, match.start(), match.end())
        if sum(len(span.of(text).split()) for span in content) < _LEAST:
            continue
        yield source, Span(*match.span("cue")), content


def _around(text: str, sentence: Span, start: int, end: int) -> tuple[Span, ...]:
    """What a clause interrupts: the sentence before and after it, without commas at the edges."""
    spans = []
    for first, last in ((sentence.start, start), (end, sentence.end)):
        words = text[first:last]
        first += len(words) - len(words.lstrip(" ,–—\n\xa0"))
        last -= len(words) - len(words.rstrip(" ,.\n\xa0"))
        if first < last:
            spans.append(Span(first, last))
    return tuple(spans)
