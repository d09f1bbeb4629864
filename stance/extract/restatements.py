"""Words told first and given to their speaker in the next sentence: `… in July. This was stated by Eva Moe at a briefing on Thursday.`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stance.model import Attribution, Span

__all__ = ["find_restatements"]

_VERB = r"(?:stated|said|announced|declared|noted|emphasi[sz]ed|stressed|written|reported|told|underlined)"
_BY = re.compile(
    rf"(?:This|That|It)\s(?:was|has been)\s(?P<cue>{_VERB})\s(?:(?:on\s)?[A-Z]\w+\s|yesterday\s|today\s)?by\s"
    r"(?P<source>[^.\n“”\"();:]{3,160}?)(?=,?\s(?:at|during|on|in|following|after|before|ahead|while|when|who|as)\s|,\s[^,]{2,40}\sreports?\b|[.;]|$)"
)
_THIS = re.compile(
    rf"(?P<source>[A-ZÀ-Ž][^.,\n“”\"();:]{{1,100}}?)\s(?P<cue>{_VERB}|wrote)\s(?:this|so)\s(?=at|during|in|on|after|when|while)"
)
_LEAST = 4  #: words of what was told
_SCORE = 0.6


def find_restatements(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of sentences that give the one before them to its speaker; all spans are offsets into `text`."""
    found = []
    for told, span in pairwise(sentences):
        match = _BY.match(text, span.start, span.end)
        if match is None and text.find(" this ", span.start, min(span.end, span.start + 130)) >= 0:
            match = _THIS.match(text, span.start, span.end)
        if (
            match is None
            or len(told.of(text).split()) < _LEAST
            or told.of(text).rstrip().endswith(("”", '"', "»", "?", ":"))
        ):
            continue
        source, cue = Span(*match.span("source")), Span(*match.span("cue"))
        found.append(Attribution((told,), source, cue, False, True, None, "restatement", _SCORE))
    return found
