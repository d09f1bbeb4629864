"""Transcripts and interviews: who speaks stands in a label before the words, or is the person interviewed.

Three layouts are known: `NAME: words` (all paragraphs up to the next label are that person's), `Q:` and `A:`, and questions
as paragraphs of their own, bold or ending with a question mark, with answers in the first person between them. Questions
are attributed to nobody: they are left out.
"""

from __future__ import annotations

import re
from collections import Counter

from stance.model import Attribution, Span

__all__ = ["transcript"]

_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+)?[*_]{0,3}[“\"]?"
    r"((?:Q|A|Question|Answer|QUESTION|ANSWER)(?=[*_]{0,3}[:.])|[A-Z][\w.’'-]*(?: [\w.’'()-]+){0,6})[*_]{0,3}[:.](?:[*_]{1,3})? +(?=\S)"
)
_QUESTION = re.compile(
    r"(?:Q|Question|QUESTION|Interviewer|INTERVIEWER|Reporter|REPORTER|Journalist|Host|HOST|Moderator|MODERATOR)\b"
)
_ANSWER = re.compile(r"(?:A|Answer|ANSWER)$")
_BOLD = re.compile(r"(?:\*\*|__|<b>|<strong>)(?P<words>.+?)(?:\*\*|__|</b>|</strong>)\s*$", re.S)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|our|us|me|I'm|I’m)\b")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\.|van|von|de|der|al|el|bin))* [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\b")
_NOT_LABEL = re.compile(
    r"(?:The|A|An|In|On|At|But|And|It|He|She|They|This|That|For|Note|Photo|Source|Read|See|Related|Update|Editor|Watch|Video|More|"
    r"Also|Here|What|How|Why|When|Where|Who|Follow|Contact|Correction|Image|Caption|Tags|Topics|By|Published)\b"
)
_PARTICLES = frozenset(str.split("van von de der den di da la le al el bin ibn of the"))
_FEWEST = 3  #: labelled paragraphs that make a transcript


def transcript(text: str, spans: list[Span], quoted: set[int]) -> tuple[list[Attribution], set[int]]:
    """The attributions that a transcript's layout gives, and the numbers of the paragraphs that it accounts for.

    `spans` are the paragraphs of the text, `quoted` the numbers of those that begin with a quotation. Both results are
    empty where the text is no transcript.
    """
    labels = {number: match for number, span in enumerate(spans) if (match := _label(text, span))}
    if _is_transcript(labels, len(spans)):
        return _labelled(text, spans, labels)
    return _interview(text, spans, quoted)


def _label(text: str, span: Span) -> re.Match[str] | None:
    if text.find(":", span.start, span.start + 80) < 0 and text[span.start : span.start + 1] not in "QA":
        return None
    match = _LABEL.match(text, span.start, min(span.end, span.start + 120))
    if not match:
        return None
    label = match.group(1)
    short = label in ("Q", "A")
    if not short and (match.group().rstrip(" *_").endswith(".") or _NOT_LABEL.match(label)):
        return None
    return (
        match
        if short or all(word[0].isupper() or word[0] == "(" or word in _PARTICLES for word in label.split())
        else None
    )


def _is_transcript(labels: dict[int, re.Match[str]], paragraphs: int) -> bool:
    shouting = {match.group(1) for match in labels.values() if match.group(1).isupper()}
    if len(labels) < _FEWEST:
        return len(shouting) == 2
    counts = Counter(match.group(1) for match in labels.values())
    again = sum(count for count in counts.values() if count > 1)
    shouted = sum(match.group(1).isupper() for match in labels.values())
    stretch = max(labels) - min(labels) + 1
    return len(labels) * 4 >= stretch and (again >= 2 or shouted >= _FEWEST) and len(counts) > 1


def _labelled(text: str, spans: list[Span], labels: dict[int, re.Match[str]]) -> tuple[list[Attribution], set[int]]:
    found: list[Attribution] = []
    used: set[int] = set()
    guest = _guest(text, spans, min(labels))
    numbers = sorted(labels)
    for place, number in enumerate(numbers):
        until = numbers[place + 1] if place + 1 < len(numbers) else min(len(spans), number + 1)
        used.update(range(number, until))
        match = labels[number]
        label = match.group(1)
        if _QUESTION.match(label):
            continue
        words = [Span(match.end(), spans[number].end), *spans[number + 1 : until]]
        source: Span | None = Span(match.start(1), match.end(1))
        if _ANSWER.match(label):
            source = guest
        found.append(
            Attribution(tuple(words), source, Span(match.end(1), match.end(1) + 1), True, True, None, "transcript", 0.9)
        )
    return found, used


def _interview(text: str, spans: list[Span], quoted: set[int]) -> tuple[list[Attribution], set[int]]:
    """Questions as paragraphs of their own and answers in the first person."""
    questions = [
        number
        for number, span in enumerate(spans)
        if number not in quoted
        and (
            (text[span.end - 1] == "?" and span.end - span.start < 400)
            or (text[span.start] in "*_<" and _BOLD.match(text, span.start, span.end))
        )
    ]
    if len(questions) < 2 or questions[0] == 0:
        return [], set()
    answers: list[tuple[int, int]] = []
    for place, number in enumerate(questions):
        until = questions[place + 1] if place + 1 < len(questions) else min(len(spans), number + 2)
        if until > number + 1:
            answers.append((number + 1, until))
    personal = sum(
        first not in quoted and bool(_FIRST_PERSON.search(text, spans[first].start, spans[first].end))
        for first, _ in answers
    )
    open_words = all(not any(number in quoted for number in range(first, until)) for first, until in answers)
    bold = all(text[spans[number].start] in "*_<" for number in questions)
    if len(answers) < 2 or personal * 3 < len(answers) * 2 or not open_words or not (bold or len(answers) >= _FEWEST):
        return [], set()
    guest = _guest(text, spans, questions[0])
    if guest is None:
        return [], set()
    used = set(questions) | {number for first, until in answers for number in range(first, until)}
    found = [
        Attribution(tuple(spans[first:until]), guest, None, True, True, None, "interview", 0.8)
        for first, until in answers
    ]
    return found, used


def _guest(text: str, spans: list[Span], before: int) -> Span | None:
    """The person interviewed: the full name that comes most often before the first question, else the first one."""
    names: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    for span in spans[: min(before, 40)]:
        if len(names) > 40:
            break
        for match in _FULL_NAME.finditer(text, span.start, min(span.end, span.start + 4_000)):
            names.setdefault(match.group(), Span(*match.span()))
            counts[match.group()] += 1
    if not names:
        return None
    whole = text[: min(spans[before].start, 20_000)] if before < len(spans) else text[:20_000]

    def worth(name: str) -> tuple[float, int]:
        """Names often come back; whom one speaks to or for, or where, is no guest."""
        start = names[name].start
        before = text[max(0, start - 12) : start].split()[-1:]
        away = 3 if before and before[0].lower() in ("to", "for", "with", "in", "at", "from", "the", "on") else 0
        return counts[name] + whole.count(name.split()[-1]) - away, -start

    return names[max(names, key=worth)]
