"""Transcripts whose labels stand on lines of their own: "EVA MOE, Foreign Minister" above what she says.

A line is a label if it is a name in capitals, a full name or a word for who asks, with an office after a comma or none, and
without a mark at its end; enough of them must come back, and most of the text must stand below them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from stance.extract.roles import is_given_name, kind_of_word
from stance.extract.transcripts import Layout, Turn, asking_labels, label_key
from stance.model import Attribution, Span

__all__ = ["find_label_lines"]

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(
    r"[ \t]*[*_#]{0,3}[ \t]?(?P<name>(?:[A-ZÀ-Ž][\w’'.-]*|of|the|van|von|de|der|al)(?:[ \xa0](?:[A-ZÀ-Ž][\w’'.-]*|of|the|for|and|van|von|de|der|al)){0,6})"
    r"(?P<office>,[ \xa0][^:.!?\n]{3,80}|[ \xa0]\([^()\n]{3,80}\))?[*_]{0,3}[ \t]*$"
)
_ASKS = re.compile(
    r"(?:question|questioner|moderator|host|presenter|interviewer|journalist|reporter|correspondent|press|media|audience|speaker \d)s?\b",
    re.I,
)
_LONGEST = 110  # characters of a label's line
_FEWEST = 3  # labels
_SPOKEN = 0.6  # the least share of the text below the labels
_SCORE = 0.9


def find_label_lines(text: str, blocks: Sequence[Span]) -> Layout | None:
    """The turns of a text whose speakers stand on lines above their words; None where it is no such text."""
    if len(blocks) < _FEWEST or not _some_come_back(text):
        return None
    labels = _labels(text)
    again = Counter(label_key(match["name"]) for match in labels)
    if len(labels) < _FEWEST or len(again) < 2 or max(again.values()) < 2:
        return None
    likely = [match for match in labels if again[label_key(match["name"])] > 1 or match["office"] or _is_sure(match)]
    if len(likely) * 3 < len(labels) * 2 or len(likely) < _FEWEST:
        return None
    first = likely[0].start()
    if (len(text) - first) < _SPOKEN * len(text):
        return None
    turns: list[Turn] = []
    block_starts, block_ends = [block.start for block in blocks], [block.end for block in blocks]
    ends = [*(match.start() for match in likely[1:]), len(text)]
    for match, end in zip(likely, ends, strict=True):
        words = tuple(
            Span(max(block.start, match.end()), min(block.end, end))
            for block in blocks[bisect_right(block_ends, match.end()) : bisect_left(block_starts, end)]
        )
        words = tuple(_stripped(text, span) for span in words if span.of(text).strip())
        if words:
            turns.append(
                Turn(
                    match["name"],
                    Span(match.start("name"), match.end("office") if match["office"] else match.end("name")),
                    words,
                )
            )
    asking = asking_labels(text, turns)
    told = [turn for turn in turns if turn.name not in asking]
    if not told or not any(again[label_key(turn.name)] > 1 or turn.name in asking for turn in turns):
        return None
    found = [Attribution(turn.words, turn.source, None, True, True, None, "transcript", _SCORE) for turn in told]
    asked = tuple(span for turn in turns if turn.name in asking for span in turn.words)
    return Layout(tuple(found), asked, "transcript")


def _some_come_back(text: str) -> bool:
    """Whether any short line begins as another one does: the least that labels need, and quickly told."""
    seen: set[str] = set()
    for line in text.split("\n"):
        if 2 < len(line) <= _LONGEST and line[-1] not in '.!?,;”"':
            opening = line.partition(",")[0].strip("*_# \t")
            if opening in seen:
                return True
            seen.add(opening)
    return False


def _labels(text: str) -> list[re.Match[str]]:
    """The lines that look like labels: with words on the line below, or below an empty one."""
    lines = [line for line in _LINE.finditer(text) if not line.group().isspace()]
    found: list[re.Match[str]] = []
    for number, line in enumerate(lines[:-1]):
        if line.end() - line.start() > _LONGEST or len(lines[number + 1].group()) < 2:
            continue
        match = _LABEL.match(text, line.start(), line.end())
        if match and _could_speak(match) and not (found and number and found[-1].start() == lines[number - 1].start()):
            found.append(match)
    return found


def _could_speak(match: re.Match[str]) -> bool:
    name = match["name"]
    words = name.split()
    if _ASKS.match(name):
        return True
    if name.isupper():
        return len(words) > 1 and not all(kind_of_word(word.title()) in "pdf" for word in words)
    last = words[-2:]
    return (
        len(words) > 1
        and all(kind_of_word(word) == "n" for word in last)
        and (is_given_name(last[0]) or bool(match["office"]))
    )


def _is_sure(match: re.Match[str]) -> bool:
    """Whether a label that comes once is one all the same: in capitals, or a word for who asks."""
    return match["name"].isupper() or bool(_ASKS.match(match["name"]))


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
