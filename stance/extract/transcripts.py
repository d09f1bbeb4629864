"""Transcripts and interviews: who speaks stands in a label before the words, or is the person interviewed.

Three layouts are known: `NAME: words` (all paragraphs up to the next label are that person's), `Q:` and `A:`, and questions
as paragraphs of their own, with answers in the first person between them. Questions and what a moderator says are nobody's view.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, pairwise

from stance.extract.roles import kind_of_word, names_outlet
from stance.model import Attribution, Span

__all__ = [
    "FIRST_PERSON",
    "QUOTE_MARK",
    "Layout",
    "Turn",
    "asking_labels",
    "find_interview",
    "find_transcript",
    "is_credit",
    "label_key",
]

_WORD = r"(?:[A-ZÀ-ŽΑ-ΩА-ЯҐЄІЇ][\w’'.-]*|van|von|de|der|den|di|da|la|le|al|el|bin|ibn|of|the|and|for|to)"
_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?\s+)?[*_]{0,3}"
    rf"[“\"\[]?(?P<name>{_WORD}(?:,?[ \xa0]{_WORD}){{0,9}})"
    r"(?P<office>[ \xa0]?(?:\([^()\n]{2,80}\)|\[[^\[\]\n]{2,80}\]|,[^:.!?\n]{3,60}))?\]?[*_]{0,3}[ \xa0]?:\]?[*_]{0,3}(?=\s)"
)
_Q_OR_A = re.compile(
    r"[*_]{0,3}[“\"]?(?P<name>[QA](?=[*_]{0,3}[:.][*_]{0,3}\s)|Q(?=[ \t\xa0]{1,4}\S))[*_:. \t\xa0]{1,12}(?=[A-ZÀ-Ž“\"‘'(\[])"
)
_ASKING = re.compile(
    r"^(?:q|question|questions|moderator|host|presenter|anchor|interviewer|journalist|reporters?|correspondent|editor|audience|press|media|"
    r"the (?:press|moderator)|operator|caller|participants?|voices?|staff|unidentified)\b|speaker \d",
    re.I,
)
_INTERPRETING = re.compile(r"(?:the )?(?:interpreter|translator)$", re.I)
_ANSWER = re.compile(r"(?:A|Answer|ANSWER)$")
_NO_LABEL = re.compile(
    r"^(?:by|photo|source|note|background|read|tags?|media|contact|update|editing|reporting|writing|interview|text|video|related|"
    r"see|more|follow|date|place|time|subject|re|to|from|cc|the|an|in|on|at|but|and|it|he|she|they|this|that|for|watch|also|"
    r"here|what|how|why|when|where|who|correction|image|caption|topics|published|details|quotes?|"
    r"previously|reminder|reference|references|for reference|why it matters)\b",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|We|our|us)\b")
QUOTE_MARK = re.compile('[“”"„«»]')
_BOLD = re.compile(r"(?:\*\*|__|<b>|<strong>)(?:.+?)(?:\*\*|__|</b>|</strong>)\s*$", re.S)
_ABOUT_TO_TALK = re.compile(
    r"\b(?:interview|conversation|talk(?:s|ed)? (?:to|with)|(?:we )?(?:spoke|met|speaks) (?:to|with|him|her)|answer(?:s|ed)|asks?|asked|on\b)",
    re.I,
)
_INTERVIEW = re.compile(
    r"\b(?:interview|talk(?:s|ed) (?:to|with)|(?:spoke|speaks) (?:to|with)|[Ww]e met (?:him|her)|(?:in )?conversation|Q ?& ?A|"
    r"answers? (?:our |readers['’] )?questions)\b",
    re.I,
)
_SPEECH_OPENS = re.compile(
    r"\b(?:[Ll]adies and [Gg]entlemen|[Yy]our [Ee]xcellenc|[Dd]ear (?:friends|colleagues|guests))\b"
)
_FULL_NAME = re.compile(
    r"\b[A-ZÀ-Ž][\w’'-]+(?: (?:[A-Z]\.|van|von|de|der|al|el|bin))* [A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+){0,4}\b"
)
_SECOND_NAME = re.compile(r"(?<![\w’'.-])[A-ZÀ-Ž][\w’'.-]* (?=([\w’'.-]+))")
_ENDS = re.compile(r"\w\b")
_SHORT = 420  #: characters a question has at most
_LONGEST_LABEL = 160  #: characters
_FEWEST = 3  #: labelled paragraphs that make a transcript inside an article
_HEADING = 600  #: characters that a heading has at most
_MOSTLY = 0.6  #: the least share of a text that the turns of an official transcript make up after words without a label
_SPOKEN = 0.4  #: the least share of a transcript that its turns make up


def _start(span: Span) -> int:
    return span.start


@dataclass(frozen=True)
class Layout:
    """What the layout says: words with their speakers, and words that nobody's view stands in."""

    attributions: tuple[Attribution, ...] = ()
    asked: tuple[Span, ...] = ()  #: questions and moderation
    form: str = ""  #: "transcript", "interview", "speech", "signed", "opinion" or empty

    @cached_property
    def _spans(self) -> list[Span]:
        told = [span for one in self.attributions for span in one.content]
        return sorted([*self.asked, *told], key=_start)

    def covers(self, block: Span) -> bool:
        """Whether a paragraph is told of here: as somebody's turn, or as a question."""
        at = bisect_left(self._spans, block.end, key=_start) - 1
        return at >= 0 and self._spans[at].end > block.start


@dataclass(frozen=True)
class Turn:
    """What one label stands before."""

    name: str
    source: Span
    words: tuple[Span, ...]


def find_transcript(text: str, blocks: Sequence[Span]) -> Layout | None:
    """The turns of a text in which labels before a colon tell who speaks; None where it is no transcript.

    `blocks` are the paragraphs of the text.
    """
    blocks = list(_at_labels(text, blocks))
    labels = {number: match for number, block in enumerate(blocks) if (match := _label(text, block))}
    labels = _likely(text, labels)
    names = Counter(label_key(match.group("name")) for match in labels.values())
    official = _is_official(text, blocks, labels)
    to_end = official or (len(names) > 1 and _goes_to_the_end(text, blocks, labels, names))
    if not official and not (len(names) > 1 and _is_transcript(blocks, labels, names, to_end)):
        return _exchange(text, blocks)
    turns = _turns(text, blocks, labels, len(blocks) if to_end else max(labels) + 1)
    asking = asking_labels(text, turns)
    guest = guest_of(text, blocks, min(labels))
    found: list[Attribution] = []
    asked: list[Span] = []
    before: Turn | None = None
    for turn in turns:
        if before is not None and _INTERPRETING.match(turn.name):
            turn = Turn(before.name, before.source, turn.words)
        before = turn
        if turn.name in asking:
            asked += turn.words
            continue
        source: Span | None = guest if _ANSWER.match(turn.name) else turn.source
        cue = Span(turn.source.end, turn.source.end + 1) if text[turn.source.end : turn.source.end + 1] == ":" else None
        found.append(Attribution(turn.words, source, cue, True, True, None, "transcript", 0.95))
    return Layout(tuple(found), tuple(asked), "transcript") if found else None


def _at_labels(text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs, parted where a line inside one begins with a label: a question and its answer."""
    for block in blocks:
        start = block.start
        at = text.find("\n", start, block.end)
        while at >= 0:
            if _label(text, Span(at + 1, block.end)):
                yield Span(start, at)
                start = at + 1
            at = text.find("\n", at + 1, block.end)
        yield Span(start, block.end)


def _label(text: str, block: Span) -> re.Match[str] | None:
    if match := _Q_OR_A.match(text, block.start, block.end):
        return match
    if text.find(":", block.start, min(block.end, block.start + _LONGEST_LABEL)) < 0:
        return None
    match = _LABEL.match(text, block.start, min(block.end, block.start + _LONGEST_LABEL))
    if match is None or (_NO_LABEL.match(match["name"]) and not _ASKING.match(match["name"])):
        return None
    words = match["name"].split()
    if match["name"].isupper() and len(words) > 5:
        return None  # a heading in capitals
    if all(kind_of_word(word.strip(",")) in "pd" or word in ("of", "the", "and") for word in words):
        return None  # "Germany: The new government …", "The Hague: …": headings of a survey
    return match


def label_key(name: str) -> str:
    """One key for "JENS STOLTENBERG", "NATO Secretary General Jens Stoltenberg" and "Stoltenberg"."""
    return name.split()[-1].strip(".,").casefold()


def _likely(text: str, labels: dict[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    """Labels that look like a speaker's: names in full, in capitals, or surnames that the text knows ("Details:" is none)."""
    again = Counter(label_key(match["name"]) for match in labels.values())
    if not again["q"]:
        labels = {number: match for number, match in labels.items() if match["name"] != "A"}  # "A. Berg said …"
    single = any(" " not in match["name"] for match in labels.values())
    surnames = {
        token[1][: end.end()]
        for token in (_SECOND_NAME.finditer(text) if single else ())
        for end in _ENDS.finditer(token[1])
    }
    return {
        number: match
        for number, match in labels.items()
        if len(match["name"].split()) > 1
        or match["name"].isupper()
        or _ASKING.match(match["name"])
        or _ANSWER.match(match["name"])
        or match["name"] in surnames
    }


def _is_transcript(blocks: Sequence[Span], labels: dict[int, re.Match[str]], names: Counter[str], to_end: bool) -> bool:
    shouted = sum(match["name"].isupper() for match in labels.values() if len(match["name"]) > 1)
    again = sum(count for count in names.values() if count > 1)
    if not to_end:
        # Part of an article at most: a stretch in which the labels come back close to one another.
        stretch = max(labels) - min(labels) + 1
        return len(labels) >= _FEWEST and len(labels) * 4 >= stretch and (again >= 2 or shouted >= _FEWEST)
    asks = any(_ASKING.match(match["name"]) for match in labels.values())
    titled = sum("office" in match.groupdict() and bool(match["office"]) for match in labels.values())
    return again >= 2 or shouted >= 2 or (asks and len(labels) * 2 >= len(blocks) - min(labels)) or titled >= 2


def _exchange(text: str, blocks: Sequence[Span]) -> Layout | None:
    """Questions and answers marked Q and A at some place of an article: who was named last before them answers."""
    marked = [
        (number, match) for number, block in enumerate(blocks) if (match := _Q_OR_A.match(text, block.start, block.end))
    ]
    found: list[Attribution] = []
    asked: list[Span] = []
    source: Span | None = None
    for (number, match), (following, answer) in pairwise(marked):
        if match["name"] != "Q" or answer["name"] != "A" or following != number + 1:
            continue
        if number - 1 not in {one for one, _ in marked}:
            source = _named_last(text, blocks[max(0, number - 2) : number])
        if source is not None:
            asked.append(Span(match.end(), blocks[number].end))
            words = Span(answer.end(), blocks[following].end)
            found.append(Attribution((words,), source, None, True, True, None, "transcript", 0.8))
    return Layout(tuple(found), tuple(asked), "transcript") if found else None


def _named_last(text: str, blocks: Sequence[Span]) -> Span | None:
    """The full name that comes last in some paragraphs."""
    found = None
    for block in blocks:
        for match in _FULL_NAME.finditer(text, max(block.start, block.end - 4_000), block.end):
            words = list(dropwhile(lambda word: kind_of_word(word) in "ohpf", match.group().split()))
            if len(words) > 1 and all(kind_of_word(word) in "noh" for word in words):
                found = Span(match.end() - len(" ".join(words)), match.end())
    return found


def _is_official(text: str, blocks: Sequence[Span], labels: dict[int, re.Match[str]]) -> bool:
    """Whether an office took a text down: it opens with, or is mostly, turns under labels like MS. HOLM, THE PRESIDENT.

    One such label is enough below a heading: all of a speech is the turn of the one it names.
    """
    titled = [number for number, match in labels.items() if _is_titled(match["name"])]
    if not titled or any(not (_is_titled(match["name"]) or _ASKING.match(match["name"])) for match in labels.values()):
        return False
    first = min(labels)
    opens = blocks[first].start - blocks[0].start <= _HEADING
    spoken = blocks[-1].end - blocks[first].start
    return opens or (len(titled) > 1 and spoken >= _MOSTLY * (blocks[-1].end - blocks[0].start))


def _is_titled(name: str) -> bool:
    """Whether a label is in capitals and begins with an honorific or an office: "MS. HOLM", "THE PRIME MINISTER"."""
    words = name.split()
    if not name.isupper() or len(words) < 2:
        return False
    kind = kind_of_word(words[0].strip("."))
    return kind in "oh" or (words[0] == "THE" and kind_of_word(words[1]) == "o")


def _goes_to_the_end(text: str, blocks: Sequence[Span], labels: dict[int, re.Match[str]], names: Counter[str]) -> bool:
    """Whether all that follows the first label is somebody's turn: then the last one's goes on to the end."""
    spoken = sum(block.end - block.start for block in blocks[min(labels) :])
    if spoken < _SPOKEN * len(text.strip()):
        return False
    stretch = len(blocks) - min(labels)
    back = sum(count for count in names.values() if count > 1)
    return len(labels) * 4 >= stretch or (back >= 4 and len(labels) > 4)


def _turns(text: str, blocks: Sequence[Span], labels: dict[int, re.Match[str]], last: int) -> list[Turn]:
    """Each label with its words; the last one's go up to the paragraph of number `last`."""
    numbers = sorted(labels)
    found = []
    for number, following in zip(numbers, [*numbers[1:], last], strict=True):
        match = labels[number]
        start = match.end()
        while start < blocks[number].end and text[start].isspace():
            start += 1
        own = [Span(start, blocks[number].end)] if start < blocks[number].end else []
        quoted = own and QUOTE_MARK.match(text, start)
        words = (*own, *(() if quoted else blocks[number + 1 : following]))
        office = bool(match.groupdict().get("office"))
        source = Span(match.start("name"), match.end("office") if office else match.end("name"))
        if words:
            found.append(Turn(match["name"], source, words))
    return found


def asking_labels(text: str, turns: Sequence[Turn]) -> set[str]:
    """The labels of those who ask: by their name, or because all they say are questions."""
    asks: dict[str, list[bool]] = {}
    for turn in turns:
        ends = turn.words[-1].of(text).rstrip(' *_)”"’').endswith("?")
        asks.setdefault(label_key(turn.name), []).append(ends)
    others = any(not any(each) for each in asks.values())
    return {
        turn.name
        for turn in turns
        for ends in (asks[label_key(turn.name)],)
        if _ASKING.match(turn.name)
        or names_outlet(turn.source.of(text))
        or (others and len(ends) > 1 and sum(ends) * 4 >= len(ends) * 3)
    }


def find_interview(text: str, blocks: Sequence[Span], title: str = "") -> Layout | None:
    """Questions without marks, each followed by an answer in the first person, after words that say who answers.

    `title` may say that it is an interview. None where the text is none.
    """
    if text.count("?") < 2 and not any(mark in text for mark in ("**", "__", "<b>", "<strong>")):
        return None
    kinds: list[str] = []
    for block in blocks:
        words = block.of(text).rstrip()
        marked = bool(QUOTE_MARK.match(words))
        bold = words[:1] in "*_<" and bool(_BOLD.match(words))
        asks = len(words) <= _SHORT and (bold or words.rstrip("*_ ").endswith("?")) and not marked
        kinds.append("q" if asks else "m" if marked else "a")
    asking = [number for number, kind in enumerate(kinds) if kind == "q"]
    answers = [n for n in asking if n + 1 < len(blocks) and kinds[n + 1] == "a"]
    if len(answers) < 2 or not asking[0] or _SPEECH_OPENS.search(text, 0, 600):
        return None
    first_person = sum(bool(FIRST_PERSON.search(blocks[n + 1].of(text))) for n in answers)
    marks = sum(len(QUOTE_MARK.findall(blocks[n + 1].of(text))) > 1 for n in answers)
    if not first_person or marks * 2 > len(answers):
        return None
    before = text[: blocks[asking[0]].start]
    called = bool(_INTERVIEW.search(before) or _INTERVIEW.search(title))
    intro = next((b for b in blocks[: asking[0]] if _ABOUT_TO_TALK.search(b.of(text)) and len(b.of(text)) > 40), None)
    whole = (len(text) - blocks[asking[0]].start) * 2 >= len(text)
    plain = first_person * 3 >= len(answers) * 2 and (
        len(answers) > 2 or (whole and intro is not None and first_person == 2)
    )
    unquoted = "m" not in kinds[asking[0] :]
    if not unquoted or not (called or plain):
        return None
    source = guest_of(text, blocks, asking[0]) or intro
    if source is None:
        return None
    found: list[Attribution] = []
    for place, number in enumerate(asking):
        until = asking[place + 1] if place + 1 < len(asking) else len(blocks)
        turn = [b for b in blocks[number + 1 : until] if not is_credit(b.of(text))]
        if turn:
            found.append(Attribution(tuple(turn), source, None, True, True, None, "interview", 0.9))
    return Layout(tuple(found), tuple(blocks[number] for number in asking), "interview") if found else None


def guest_of(text: str, blocks: Sequence[Span], before: int) -> Span | None:
    """The person interviewed: the full name that comes most often before the first question, else the first one."""
    names: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    for block in blocks[: min(before, 40)]:
        if len(names) > 40:
            break
        for match in _FULL_NAME.finditer(text, block.start, min(block.end, block.start + 4_000)):
            words = match.group().split()
            name = list(dropwhile(lambda word: kind_of_word(word) in "ohpf", words))
            if len(name) < 2 or any(kind_of_word(word) not in "noh" for word in name):
                continue
            full = " ".join(name)
            names.setdefault(full, Span(match.end() - len(full), match.end()))
            counts[full] += 1
    if not names:
        return None
    whole = text[: min(blocks[before].start, 20_000)] if before < len(blocks) else text[:20_000]

    def worth(name: str) -> tuple[float, int]:
        """Names often come back; whom one speaks to or for, or where, is no guest."""
        start = names[name].start
        preceding = text[max(0, start - 12) : start].split()[-1:]
        away = 3 if preceding and preceding[0].lower() in ("to", "for", "with", "in", "at", "from", "the", "on") else 0
        return counts[name] + whole.count(name.split()[-1]) - away, -start

    return names[max(names, key=worth)]


def is_credit(words: str) -> bool:
    """Whether a line says who asked, wrote, translated or took the picture."""
    return len(words) < 90 and bool(
        re.match(
            r"(?:interview(?:ed)?|questions|reporting|text|photo|translat\w+|edit\w+)\b.{0,12}(?::|by)", words, re.I
        )
    )
