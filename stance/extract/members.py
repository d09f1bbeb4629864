"""Who of a group is named: "several allies (Poland and Latvia)", "some members, among them Hungary", "others, such as Malta, …"."""

from __future__ import annotations

import re

from stance.extract.bodies import Bodies
from stance.extract.stage import Speaker
from stance.model import Span

__all__ = ["group_at_head", "named_members"]

_NAME = r"(?:the\s)?[A-ZÀ-Ž][\w’'-]*(?:\s(?:and\s)?[A-ZÀ-Ž][\w’'-]*){0,2}"
_LIST = rf"(?P<list>{_NAME}(?:,\s{_NAME}){{0,12}}(?:,?\sand\s{_NAME})?)"
_BRACKET = re.compile(rf"\s\((?:including\s|among them\s|such as\s|e\.g\.\s)?{_LIST}\)")
_AMONG = re.compile(
    rf"(?:,?\s)(?:among them|among others|including|such as|notably|namely|above all|chiefly|primarily|especially|particularly|led by)\s{_LIST}(?=[,.;]|\s[a-z(]|\s*$)"
)
_GROUP = re.compile(
    r"\s*(?:[Ss]everal|[Ss]ome|[Oo]thers?|[Mm]any|[Mm]ost|[Aa]\s(?:few|handful|number|group)(?:\sof)?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Mm]ember|[Ee]astern|[Ww]estern|[Aa]lliance)"
    r"(?:\s(?:of\sthe\s)?(?:[\w-]+\s){0,3}?(?:allies|members|states|countries|nations|governments|capitals|agreements|partners|delegations))?\b"
)
_LONGEST = 500  # characters after a group that are looked at


def group_at_head(text: str, span: Span) -> Span | None:
    """The group that is the subject of a clause: "Several allies (…) want"."""
    match = _GROUP.match(text, span.start, min(span.end, span.start + 90))
    return Span(match.start() + len(match.group()) - len(match.group().lstrip()), match.end()) if match else None


def named_members(text: str, group: Span, end: int, bodies: Bodies) -> tuple[Speaker, ...]:
    """The states and bodies named as a group's, in its words, right after it, or at the end of its sentence at `end`."""
    stop = min(end, group.end + _LONGEST)
    for match in (
        _AMONG.search(text, group.start, group.end),
        _BRACKET.match(text, group.end, stop),
        _AMONG.match(text, group.end, stop),
        _at_end(_BRACKET, text, group.end, stop),
        _at_end(_AMONG, text, group.end, stop),
    ):
        if match is None:
            continue
        span = Span(*match.span("list"))
        found = bodies.named_in(match["list"], span)
        if found and bodies.make_up(match["list"], found) and not any(one.group for one in found):
            return tuple(found)
    return ()


def _at_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """A match with nothing but marks after it."""
    for match in pattern.finditer(text, start, end):
        if not text[match.end() : end].strip(" .!,;\n"):
            return match
    return None
