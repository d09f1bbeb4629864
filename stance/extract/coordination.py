"""Two reports in one sentence: "A said that …, while his colleague, B, insisted that …" has two speakers, neither told by the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from stance.model import Attribution, Span

__all__ = ["apart", "part_of"]

# What joins the second report to the first; it stands right before the second one's subject.
_JOINED = re.compile(
    r"(?:;\s|,\s(?:and|but|while|whereas|though|yet)\s|\s(?:while|whereas)\s)(?:(?:meanwhile|in turn|by contrast|on the other hand|also),?\s)?$"
)
# Between its subject and its cue: "B had said" goes on with what A tells.
_TOLD_BACK = re.compile(r"\b(?:had|would|might|could|may)\b")
_SAYING = re.compile(
    r"(?:said|says|told|tells|insist|argue|warn|add|stress|call|urge|declare|reiterate|repeat|reaffirm|note|describ|emphasi[sz]e|point|suggest|claim|rule|voice|"
    r"express|write|wrote|writes|announce|vow|demand|reject|dismiss|admit|conced|counter|repl|say|struck|confirm|underlin|acknowledg)\w*",
    re.I,
)
_BACK = 48  # characters before the second subject in which the conjunction stands


def apart(
    found: Sequence[Attribution], text: str, names_person: Callable[[Span], bool], together: Callable[[int, int], bool]
) -> tuple[list[Attribution], list[int]]:
    """The attributions, in text order, each without the words of a report that is only joined to it; and where they are joined.

    `names_person` tells whether a person is named in a stretch of text, `together` whether two places stand in one sentence.
    """
    kept = list(found)
    joints: set[int] = set()
    for second in found:
        source = second.source
        if source is None or (joint := _joint(second, text)) < 0 or not names_person(source):
            continue
        for number, first in enumerate(kept):
            if first is second or first.source is None or first.cue is None or first.cue.start >= joint:
                continue
            if not together(first.cue.start, joint):
                continue
            joints.add(joint)
            if any(span.start < joint and source.start < span.end for span in first.content):
                kept[number] = replace(first, content=_before(first.content, joint))
    return kept, sorted(joints)


def _joint(second: Attribution, text: str) -> int:
    """Where a report is joined to the one before it; -1 if it is not."""
    source, cue = second.source, second.cue
    if source is None or cue is None or not source.start < cue.start <= source.end + _BACK:
        return -1
    joint = _JOINED.search(text, max(0, source.start - _BACK), source.start)
    if joint is None or not _SAYING.match(text, cue.start) or _TOLD_BACK.search(text, source.end, cue.start):
        return -1
    return joint.start()


def part_of(span: Span, place: int, joints: Sequence[int]) -> Span:
    """The part of a stretch of text, as the joints in it cut it, in which a place lies."""
    if not joints:
        return span
    after = bisect_right(joints, place)
    start = joints[after - 1] if after else span.start
    end = joints[after] if after < len(joints) else span.end
    return Span(max(span.start, start), min(span.end, max(end, start)))


def _before(content: Sequence[Span], end: int) -> tuple[Span, ...]:
    return tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)
