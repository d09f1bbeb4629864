"""Text as it comes: its paragraphs, sentences and quotations, and where words stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from stance.letters import fold as fold
from stance.letters import printable as printable
from stance.model import Span

# --- paragraphs and sentences ---------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDS = re.compile(r"""[.!?:;…。]["'”’»)\]]*$""")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, without the white space round them: every non-empty line, hard-wrapped lines joined.

    Lines count as wrapped when a block of them runs on: similar length, most without a full stop at their end.
    """
    found: list[Span] = []
    block: list[Span] = []  # the lines since the last blank one
    last_end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        start = match.start()
        if len(bare) != len(line):
            start += line.index(bare[0])
        if block and text.count("\n", last_end, start) > 1:
            found += [Span(block[0].start, block[-1].end)] if _is_wrapped(text, block) else block
            block = []
        last_end = start + len(bare)
        block.append(Span(start, last_end))
    if block:
        found += [Span(block[0].start, block[-1].end)] if _is_wrapped(text, block) else block
    return found


def _is_wrapped(text: str, block: list[Span]) -> bool:
    if len(block) < 2:
        return False
    widths = [line.end - line.start for line in block[:-1]]
    if min(widths) < 45 or max(widths) > 100 or block[-1].end - block[-1].start > max(widths) + 12:
        return False
    runs_on = sum(not _ENDS.search(text[line.end - 4 : line.end]) for line in block[:-1])
    return runs_on * 3 > len(widths) * 2 or (len(widths) == 1 and runs_on == 1 and text[block[1].start].islower())


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP = re.compile(  # a set of characters comes first, so that the engine can run from one to the next
    r"""[.!?…。！？](?:(?<=[。！？])|["'”’»)\]]{0,3}(?:[.!?…]["'”’»)\]]{0,3}){0,7}(?=\s))"""
)
_NEVER = _words(  # a full stop after these belongs to the word
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col capt cpt sgt maj adm cmdr cdr brig rev hon fr st pres amb "
    "atty messrs mme mlle mt ft vs v no nos art sec ed eds cf e.g i.e approx dept univ pvt spc supt insp det fig vol pp "
    "ph.d rt"
)
_SOMETIMES = _words(  # these may end a sentence: the next word decides
    "u.s u.n u.k e.u d.c u.s.a u.s.s.r a.m p.m jr sr inc ltd co corp bros llc l.l.c plc etc al n.y n.j n.h n.c s.c r.i "
    "calif fla ariz ala ark colo conn del ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex "
    "va vt wash wis wyo jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun ave blvd "
    "rd est min max p.p m.p"
)
_STARTERS = _words(
    "the a an he she it they we i you but and in on at this that these those there his her their its our my as if when "
    "while after before since although though however for so what who why how both some many most one no not yet still "
    "now then with by from to under according asked instead meanwhile also or nor"
)
_UP_TO_WORD = re.compile(r".*[\s(\[“\"'‘’«]", re.S)  # greedy: all that stands before the last word
_NEXT_WORD = re.compile(r"\w+")
_OPENERS = "\"'“‘„«([‚—–-<"


def sentences(text: str, span: Span | None = None) -> list[Span]:
    """The sentences of the text or of one span of it; a paragraph's end always ends one.

    Full stops of abbreviations, initials and numbers end none; marks that close a quotation stay with their sentence.
    """
    found: list[Span] = []
    blocks = paragraphs(text) if span is None else [span]
    for block in blocks:
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            end = match.end()
            after = end
            while after < block.end and text[after].isspace():
                after += 1
            if after >= block.end or not _is_boundary(text, start, match, after):
                continue
            found.append(Span(start, end))
            start = after
        end = block.end
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


def _is_boundary(text: str, start: int, match: re.Match[str], after: int) -> bool:
    """Whether a sentence that began at `start` ends with this mark, given what stands `after` it."""
    char = text[after]
    if char.islower() or char in ",;:)":
        return False
    if char in _OPENERS and after + 1 < len(text) and text[after + 1].islower() and char not in '"“„«<':
        return False
    mark = match.group()
    if mark[0] != "." or mark.startswith(("..", ". .")):
        return True
    begin = max(start, match.start() - 24)
    ahead = _UP_TO_WORD.match(text, begin, match.start())
    before = text[ahead.end() if ahead else begin : match.start()]
    if not before:
        return True
    word = before.lower()
    if len(mark) > 1 and word not in _SOMETIMES:
        return True
    if word in _NEVER:
        return char.isdigit() if word in ("v", "no", "st", "ed") and word != "no" else False
    if len(word) == 1 and word.isalpha() and before.isupper():
        return before == "I" and _starts(text, after)
    if word in _SOMETIMES or (len(word) > 2 and word[1] == "." and len(word) <= 7):
        return _starts(text, after)
    return True


def _starts(text: str, after: int) -> bool:
    if text[after] in '"“„«':
        return text[after + 1 : after + 2].isupper()
    word = _NEXT_WORD.match(text, after)
    return word is not None and word.group().lower() in _STARTERS


# --- quotation marks ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks, or what is left of such where a mark is missing."""

    outer: Span  #: with its marks
    inner: Span  #: without them, nor white space at the edges
    mark: str = '"'  #: the mark that opens it (that closes it, where nothing opens it)
    opened: bool = True  #: False: closed by a mark that nothing opened; it then begins at the paragraph's start
    closed: bool = True  #: False: it ends with its paragraph, or before the next opening mark


_MARK = re.compile(  # a set of characters comes first, so that the engine can run from one to the next
    r"""["“”„‟«»‹›‚‘’'`](?:(?<=["“”„‟«»‹›‚‘])|(?<=’)(?!\w)|(?<=')'|(?<=`)`|(?<=')(?<!\w')(?=\w)|(?<=[^\s']')(?!\w))"""
)
_INCHES = re.compile(r"""\d ?['’′] ?\d{1,2} ?(?:\d/\d ?)?$""")
_CLIPPED = re.compile(r"\d0s|(?:em|tis|twas|til|cause|bout|round|n)\b", re.I)
_FAMILY = {
    "'": "single",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "«": "angle",
    "»": "angle",
    "‹": "angle",
    "›": "angle",
}
_NO_WORD_BEFORE = " \t\xa0\u2009\u202f([{—–-/:<>"


def quotations(text: str, blocks: list[Span] | None = None) -> list[Quotation]:
    """The outermost quotations in text order; they never overlap and never leave their paragraph.

    Straight, curly, low, angle and single marks, and pairs of apostrophes; apostrophes, feet and inches are not marks.
    An unclosed mark ends with its paragraph or before the next opening mark, so that it can't swallow what follows.
    `blocks` are the text's paragraphs where they are known already.
    """
    found: list[Quotation] = []
    for block in paragraphs(text) if blocks is None else blocks:
        found.extend(_quotations_in(text, block))
    return found


def _quotations_in(text: str, block: Span) -> list[Quotation]:
    marks = [
        (match.start(), match.end(), match.group(), *_role(text, match, block))
        for match in _MARK.finditer(text, block.start, block.end)
    ]
    if not marks:
        return []
    found: list[Quotation] = []
    held: tuple[int, int, str, str] | None = None  # start, end, mark, family of the open quotation
    depth = 0  # marks of the same family that opened inside it
    closes: dict[str, list[int]] | None = None
    last_end = block.start
    for place, (start, end, mark, family, role) in enumerate(marks):
        if held is None:
            if role in ("open", "either"):
                if family == "single":
                    closes = closes or _closes_after(marks)
                    if not closes["single"][place + 1]:
                        continue
                held, depth = (start, end, mark, family), 0
            elif role == "close" and family == "double" and _closes_nothing(text, start, mark, end, block):
                found.append(_quotation(text, last_end, last_end, start, end, mark, opened=False))
                last_end = end
            continue
        if family != held[3]:
            continue
        if held[2] == "„" and mark == "“":
            role = "close"
        if role == "open":
            closes = closes or _closes_after(marks)
            if closes[family][place + 1] > 1:
                depth += 1
                continue
            if family == "single":
                continue
            found.append(_quotation(text, held[0], held[1], start, start, held[2], closed=False))
            last_end, held, depth = start, (start, end, mark, family), 0
        elif depth:
            depth -= 1
        else:
            found.append(_quotation(text, held[0], held[1], start, end, held[2]))
            last_end, held = end, None
    if held is not None and held[3] != "single":
        found.append(_quotation(text, held[0], held[1], block.end, block.end, held[2], closed=False))
    return [quotation for quotation in found if quotation.inner.start < quotation.inner.end]


def _closes_after(marks: list[tuple[int, int, str, str, str]]) -> dict[str, list[int]]:
    """For each family and place: how many closing marks follow before the next one that can only open."""
    found = {family: [0] * (len(marks) + 1) for family in ("double", "single", "angle")}
    for place in range(len(marks) - 1, -1, -1):
        for column in found.values():
            column[place] = column[place + 1]
        family, role = marks[place][3], marks[place][4]
        if role:
            found[family][place] = 0 if role == "open" else found[family][place] + 1
    return found


def _role(text: str, match: re.Match[str], block: Span) -> tuple[str, str]:
    """The family of a mark, and whether it opens, closes, may do either, or is none ("")."""
    mark, start, end = match.group(), match.start(), match.end()
    family = _FAMILY.get(mark, "double")
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    bare_before = before in _NO_WORD_BEFORE or before in "‘'“\"„«"
    if mark in "“„«‹``":
        if mark in "«‹" and not before.isspace() and (after.isspace() or not after.isalnum()) and start > block.start:
            return family, "close"
        return family, "open"
    if mark in "»›":
        opens = bare_before and after.isalnum()
        return family, "open" if opens else "close"
    if mark in "”‟":
        return family, "close"
    if mark == "’":
        if after.isalnum() or before.isspace():
            return family, ""
        return family, "close"
    if mark in "‘‚'":
        if mark != "'" or (bare_before and after.isalnum()):
            clipped = before.isalnum() or not (after.isalnum() or after in '…$“"[(')
            return family, "" if clipped or _CLIPPED.match(text, end) else "open"
        return family, "close"
    # a straight double mark or a pair of apostrophes
    if mark == '"' and _INCHES.search(text, max(block.start, start - 9), start):
        return family, ""
    after_space = after.isspace() or after in ".,;:!?)]}—–-"
    if bare_before and not after_space:
        return family, "open"
    if after_space and not bare_before:
        return family, "close"
    return family, "either"


def _closes_nothing(text: str, start: int, mark: str, end: int, block: Span) -> bool:
    """A closing mark that nothing opened tells of a lost opening mark if a sentence or a clause ends at it."""
    if start - block.start < 8:
        return False
    return text[start - 1] in ".,!?…" or (mark == "”" and (end >= block.end or text[end] in " .,"))


def _quotation(
    text: str, start: int, inner: int, inner_end: int, end: int, mark: str, opened: bool = True, closed: bool = True
) -> Quotation:
    while inner < inner_end and text[inner].isspace():
        inner += 1
    while inner_end > inner and text[inner_end - 1].isspace():
        inner_end -= 1
    if not opened:
        start = inner
    if not closed:
        end = inner_end
    return Quotation(Span(start, max(end, start)), Span(inner, inner_end), mark, opened, closed)


# --- all of a text --------------------------------------------------------------------------------------------------


class TextParts:
    """The paragraphs, sentences and quotations of one text, each found once, when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences: dict[int, list[Span]] = {}
        self._quotations: dict[int, list[Quotation]] = {}

    @cached_property
    def paragraphs(self) -> list[Span]:
        return paragraphs(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph begins."""
        return [block.start for block in self.paragraphs]

    def sentences_of(self, number: int) -> list[Span]:
        """The sentences of the paragraph of that number."""
        found = self._sentences.get(number)
        if found is None:
            found = self._sentences[number] = sentences(self.text, self.paragraphs[number])
        return found

    def quotations_of(self, number: int) -> list[Quotation]:
        """The outermost quotations of the paragraph of that number."""
        found = self._quotations.get(number)
        if found is None:
            found = self._quotations[number] = _quotations_in(self.text, self.paragraphs[number])
        return found

    @cached_property
    def sentences(self) -> list[Span]:
        return [one for number in range(len(self.paragraphs)) for one in self.sentences_of(number)]

    @cached_property
    def quotations(self) -> list[Quotation]:
        return [one for number in range(len(self.paragraphs)) for one in self.quotations_of(number)]


# --- comparing words ------------------------------------------------------------------------------------------------

_DOUBLE = re.compile(r"""["“”„‟«»″]|['’‘`]{2}""")
_SINGLE = re.compile("[‘’‚‛′ʼ`‹›]")
_DASH = re.compile("[‐‑‒–—―−]")
_SPACE = re.compile(r"\s+")
_QUOTE_MARK = re.compile(r"""['’‘`]{2}|["“”„‟«»″]|['‘’‚‛′ʼ`‹›]|\s+""")


def normalize_words(text: str) -> str:
    """The text with one style of quotation mark, dash and white space: for comparing quotations."""
    return _SPACE.sub(" ", _DASH.sub("-", _SINGLE.sub("'", _DOUBLE.sub('"', text)))).strip()


@lru_cache(maxsize=4)
def _squeezed(text: str) -> tuple[str, list[int], list[int]]:
    """The text with plain marks and single spaces; where each change begins there, and the offset it stands for here."""
    parts: list[str] = []
    places, offsets = [0], [0]
    length = last = 0
    for match in _QUOTE_MARK.finditer(text):
        kept = text[last : match.start()]
        found = match.group()
        plain = " " if found.isspace() else '"' if _DOUBLE.match(found) else "'"
        parts += (kept, plain)
        length += len(kept)
        last = match.end()
        if len(found) != 1:
            places += (length, length + 1)
            offsets += (match.start(), last)
        length += 1
    parts.append(text[last:])
    return "".join(parts), places, offsets


def find_verbatim(quote: str, text: str) -> Span | None:
    """Where the quote stands in the text, word for word; only white space and the style of quotation marks may differ."""
    start = text.find(quote) if quote else -1
    if start >= 0:
        return Span(start, start + len(quote))
    wanted = _squeezed(quote)[0].strip()
    if not wanted:
        return None
    squeezed, places, offsets = _squeezed(text)
    at = squeezed.find(wanted)
    if at < 0:
        return None

    def original(index: int) -> int:
        place = bisect_right(places, index) - 1
        return offsets[place] + index - places[place]

    return Span(original(at), original(at + len(wanted) - 1) + 1)
