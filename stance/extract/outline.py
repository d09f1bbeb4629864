"""A text as sentences of tagged tokens, in which a whole quotation counts as one token.

So a sentence runs from the first word of its clause to the full stop after its speaker, however many sentences are quoted
in between, and no cue is looked for inside the quoted words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stance.extract.words import WORD, lexicon
from stance.model import Span
from stance.text import Quotation, TextParts, sentences

__all__ = ["BESIDE", "Paragraph", "Sentence", "outline"]

_NOUN_BEFORE = frozenset("DAs0I")
_IS_AFTER = frozenset(str.split("there here let who what that it how where"))
BESIDE = 3  #: places before the first and after the last token among a sentence's forms
_CLOSED = frozenset("IMTDPOWSHRCK,.:;-(sQ")  # tags of words that are told apart
_LONGEST = 400  #: tokens; what is longer is a table or a list, and is cut


class Sentence:
    """Tokens with their spans and tags; `quotes[i]` is the quotation where token i is one.

    Tags and offsets are settled when they are first asked for: most sentences report nothing, and need none.
    """

    __slots__ = (
        "begin",
        "chunk_of",
        "chunks",
        "edges",
        "ends",
        "forms",
        "headline",
        "hints",
        "line",
        "lows",
        "paragraph",
        "quotes",
        "raw",
        "starts",
        "tags",
        "text",
        "words",
    )
    starts: list[int]
    ends: list[int]
    tags: list[str]
    forms: list[
        str
    ]  #: the word itself where its class is closed, else its tag; from BESIDE places before the first token

    def __init__(self, text: str, begin: int, paragraph: int) -> None:
        self.text = text
        self.begin = begin  #: where the first word may stand
        self.paragraph = paragraph  #: number of its paragraph
        self.words: list[str] = []
        self.lows: list[str] = []
        self.raw: list[str] = []  #: tags before the neighbours are looked at
        self.hints: list[int] = []  #: tokens that may be a cue: a word of the lexicon, a colon, a dash
        self.quotes: dict[int, Quotation] = {}
        self.edges: dict[int, str] = {}  #: first and last character of each quotation's words
        self.headline = False
        self.chunks: list[tuple[int, int, str]] | None = None  #: noun chunks: first token, end, kind
        self.chunk_of: list[int] = []

    def __getattr__(self, name: str) -> Any:
        """What is asked for the first time."""
        if name == "tags":
            self.tags = self.raw.copy()
            _tag(self)
        elif name in ("starts", "ends"):
            _locate(self)
        elif name == "line":
            self.line = "".join(self.tags)
            if "who" in self.lows:
                tags = zip(self.lows, self.line, strict=True)
                self.line = "".join(["w" if low == "who" and tag not in "VZI" else tag for low, tag in tags])
        elif name == "forms":
            inner = [low if tag in _CLOSED else tag for low, tag in zip(self.lows, self.tags, strict=True)]
            self.forms = ["<"] * BESIDE + inner + [">"] * BESIDE
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def span(self, first: int, end: int) -> Span:
        """The stretch of text of tokens `first` to `end` (exclusive)."""
        return Span(self.starts[first], self.ends[end - 1])

    def chunk(self) -> list[tuple[int, int, str]]:
        """The noun chunks in order; kind: p pronoun, x name, n noun phrase, k bare quantifier, w relative pronoun."""
        if self.chunks is None:
            self.chunks = _chunks(self)
            self.chunk_of = [-1] * len(self.tags)
            for number, (first, end, _) in enumerate(self.chunks):
                for place in range(first, end):
                    self.chunk_of[place] = number
        return self.chunks


class Paragraph:
    """A paragraph's span, its outermost quotations and its sentences."""

    __slots__ = ("quotations", "sentences", "span")

    def __init__(self, span: Span, quoted: list[Quotation]) -> None:
        self.span = span
        self.quotations = quoted
        self.sentences: list[Sentence] = []


_LEAD = re.compile(  # the time of a live blog's entry, a bullet, an agency's date line
    r"(?:[\[(]?\d{1,2}[:.h]\d{2}(?: ?(?:[AaPp]\.?[Mm]\.?|[A-Z]{2,4}))?[\])]?[.:]?(?: ?[-–—|])? +(?=[\w\"“‘«„(]))|[•·▪*] +|"
    r"[A-Z][A-Z.’'-]{1,30}(?: [A-Z][A-Z.’'-]{1,30}){0,3}(?:, [A-Z][\w.]{1,12}){0,2}(?:,? \d{1,2})?(?:,? \d{4})?(?: \([A-Z][^)]{1,24}\))? ?(?:--?|—|–) "
)


def outline(text: str | TextParts, wanted: Sequence[int] | None = None) -> list[Paragraph]:
    """The paragraphs of a text, cut into tagged sentences; `wanted` are the numbers of those to read, else all."""
    parts = TextParts(text) if isinstance(text, str) else text
    text = parts.text
    found: list[Paragraph] = []
    for place in range(len(parts.paragraphs)) if wanted is None else wanted:
        span = parts.paragraphs[place]
        mine = [each if each.closed else _without_tail(text, each) for each in parts.quotations_of(place)]
        pieces = parts.sentences_of(place)
        lead = _LEAD.match(text, span.start, span.end)
        if lead and lead.end() < span.end:
            span = Span(lead.end(), span.end)
            pieces = sentences(text, span)
        paragraph = Paragraph(span, mine)
        for first, end, inside in _outer_sentences(text, span, pieces, mine):
            _tokenize(text, first, end, inside, len(found), paragraph.sentences)
        found.append(paragraph)
    return found


_TAIL = re.compile(
    r",\s+(?:(?:said|says|added|asked|told|wrote|replied|noted|explained)\s+(?:the\s|[A-Z])|"
    r"(?:he|she|they|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})\s(?:said|says|added|wrote|replied|noted|explained)\b)"
)


def _without_tail(text: str, quotation: Quotation) -> Quotation:
    """`“The ice is thin, said Strand.`: a quotation that nothing closes ends before its speaker."""
    tail = _TAIL.search(text, quotation.inner.start, quotation.inner.end)
    if not tail:
        return quotation
    end = tail.start() + 1
    return replace(quotation, outer=Span(quotation.outer.start, end), inner=Span(quotation.inner.start, end))


def _outer_sentences(
    text: str, span: Span, parts: list[Span], quoted: list[Quotation]
) -> list[tuple[int, int, list[Quotation]]]:
    """Sentences of a paragraph with the quotations inside each; a boundary within a quotation is none."""
    found: list[tuple[int, int, list[Quotation]]] = []
    start: int | None = None
    mine: list[Quotation] = []
    at = 0
    for number, part in enumerate(parts):
        if start is None:
            start = part.start
        while at < len(quoted) and quoted[at].outer.start < part.end:
            mine.append(quoted[at])
            at += 1
        if (
            number + 1 < len(parts)
            and mine
            and (mine[-1].outer.end > part.end or _goes_on(text, part.end, mine[-1], parts[number + 1]))
        ):
            continue
        found.append((start, max(part.end, mine[-1].outer.end if mine else 0), mine))
        start, mine = None, []
    if mine:
        found.append((mine[0].outer.start if start is None else start, span.end, mine))
    return found


def _goes_on(text: str, end: int, last: Quotation, following: Span) -> bool:
    """`“Are you sure?” Smith asked.`: the mark ended the quoted sentence, not the one around it."""
    if not end - 2 <= last.outer.end <= end or following.end - following.start > 240:
        return False
    after = text[following.start : following.end]
    if after[0] in "“\"„«'‘":
        return False
    words = [match.group() for match in WORD.finditer(after)][:14]
    cues = lexicon().cues
    for place, word in enumerate(words[:9]):
        if word in ("“", '"', ";", ":"):
            return False
        if any(cue.form in "VZ" and cue.speech for cue in cues.get(word.lower(), ())):
            if place == 0 and word[0].isupper():  # "Asked when that would be, he …"
                return False
            rest = [low.lower() for low in words[place + 1 : place + 3]]
            if text[last.inner.end - 1] == ".":
                return (
                    bool(rest) and rest[0] in _AFTER_TAIL and rest[0] != "," and place < 4 and not _QUOTED.search(after)
                )
            named = all(each[0].isupper() or each.lower() in _NAMING for each in words[:place])
            if place > 4 and not named and words[1:2] != [","] and words[2:3] != [","]:
                return False
            if not rest or rest[0] in _AFTER_TAIL or place == 0:
                return not _NEW_QUOTE.search(after)
            return len(words) < 14 and "that" not in words and (word[0].islower() and rest[0] not in _CLAUSE_STARTS)
    return False


_NAMING = frozenset(str.split("the a an of for and de la von van der den al bin , 's ’s"))
_NEW_QUOTE = re.compile('\\bthat\\b[^“"„«]*[“"„«]')  # `“Are you sure?” She replied to him that it was “late”`
_QUOTED = re.compile("[\"“„«]|''")
_AFTER_TAIL = frozenset(
    str.split(". , when as in on at to after during while before of via from with rhetorically again later aloud back")
)
_CLAUSE_STARTS = frozenset(str.split("that he she it they we the a an this there his her their its : no not if his"))


def _tokenize(text: str, start: int, end: int, quoted: list[Quotation], number: int, out: list[Sentence]) -> None:
    sentence = Sentence(text, start, number)
    words, lows, raw, hints = sentence.words, sentence.lows, sentence.raw, sentence.hints
    known = _KNOWN
    place = start
    party = -1  # how many tokens stood before the party and state of a member of Congress
    for quotation in [*quoted, None]:
        stop = quotation.outer.start if quotation else end
        if stop > place:
            for piece in text[place:stop].split():  # no token holds white space, so each piece can be known as a whole
                entry = known.get(piece) or _learn(piece)
                if not entry[0]:
                    party = len(words)
                    continue
                if party == len(words) and words and words[-1] == "," and entry[2][0] in "VZMC":
                    del words[-1], lows[-1], raw[-1]  # `Sen. Ann Berg, R-Miss., told …`: nothing parts subject and verb
                for hint in entry[3]:
                    hints.append(len(words) + hint)
                words += entry[0]
                lows += entry[1]
                raw += entry[2]
        if quotation:
            sentence.quotes[len(words)] = quotation
            sentence.edges[len(words)] = text[quotation.inner.start] + text[quotation.inner.end - 1]
            words.append(_QUOTE)
            lows.append(_QUOTE)
            raw.append("Q")
            place = max(place, quotation.outer.end)
    if words:
        out.extend([sentence] if len(words) <= _LONGEST else _pieces(sentence))


def _locate(sentence: Sentence) -> None:
    """Where the tokens stand: between them there is nothing that could be one."""
    text, quotes = sentence.text, sentence.quotes
    sentence.starts, sentence.ends = starts, ends = [], []
    at = sentence.begin
    for number, word in enumerate(sentence.words):
        if number in quotes:
            outer = quotes[number].outer
            starts.append(outer.start)
            ends.append(outer.end)
            at = max(at, outer.end)
        else:
            at = text.find(word, at)
            starts.append(at)
            at += len(word)
            ends.append(at)


def _pieces(sentence: Sentence) -> list[Sentence]:
    """A table or a list without full stops, cut so that no scan over a sentence gets long."""
    found = []
    for first in range(0, len(sentence.words), _LONGEST):
        piece = Sentence(sentence.text, sentence.begin, sentence.paragraph)
        last = first + _LONGEST
        for name in ("words", "lows", "starts", "ends", "tags", "raw"):
            setattr(piece, name, getattr(sentence, name)[first:last])
        piece.headline = sentence.headline
        piece.hints = [hint - first for hint in sentence.hints if first <= hint < last]
        for place in range(first, min(last, len(sentence.words))):
            if place in sentence.quotes:
                piece.quotes[place - first] = sentence.quotes[place]
                piece.edges[place - first] = sentence.edges[place]
        found.append(piece)
    return found


_PUNCTUATION = {
    ",": ",", ".": ".", "!": ".", "?": ".", "…": ".", ":": ":", ";": ";", "—": "-", "–": "-", "-": "-", "--": "-", "―": "-", "‒": "-", "(": "(",
    ")": ")", "[": "(", "]": ")", "$": "0", "%": "n", "€": "0", "£": "0", "#": "n", "@": "x", "/": "C", "|": ";", "•": ";",
}  # fmt: skip


_QUOTE = "“”"  # stands for a quotation among the words
_Entry = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...]]
# What stands between white space: its tokens, in lower case, their tags by themselves, and which may be a cue.
_KNOWN: dict[str, _Entry] = {}
_MOST_KNOWN = 60_000
_LONGEST_KNOWN = 40  #: characters


_PARTY = re.compile(  # "R-S.C.,", "(D-Conn.)": no word of the sentence
    r"[(\[]?[DIR]-(?:Ala|Alaska|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Hawaii|Idaho|Ill|Ind|Iowa|Kan|Ky|La|Maine|Md|Mass|"
    r"Mich|Minn|Miss|Mo|Mont|Neb|Nev|Ohio|Okla|Ore|Pa|Tenn|Tex|Texas|Utah|Vt|Va|W\.Va|Wash|Wis|Wyo|[A-Z]\.?[A-Z])\.?[)\]]?,?"
)


def _learn(piece: str) -> _Entry:
    words = () if _PARTY.fullmatch(piece) else tuple(WORD.findall(piece))
    lows = tuple([sys.intern(word.lower()) for word in words])
    tags = tuple([_tag_alone(word, low) for word, low in zip(words, lows, strict=True)])
    cues = lexicon().cues
    hints = [number for number, low in enumerate(lows) if tags[number] in ":-" or low in cues]
    entry = words, lows, tags, tuple(hints)
    if len(piece) <= _LONGEST_KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[piece] = entry
    return entry


def _tag_alone(word: str, low: str) -> str:
    """The tag of a word where nothing else decides; of a capitalised one with a mark before it."""
    if low in _PUNCTUATION:
        return _PUNCTUATION[low]
    tag = lexicon().tags.get(low, "")
    first = word[0]
    if first.isupper():
        return "^" + tag
    return tag or _shape(word, low, first)


def _tag(sentence: Sentence) -> None:
    """Settle the tags of capitalised words and of ambiguous verb forms by their neighbours."""
    words, lows, tags = sentence.words, sentence.lows, sentence.tags
    count = len(words)
    capitals = sum([tag[0] == "^" for tag in tags])
    headline = False
    if capitals > 2:
        letters = sum([word[0].isalpha() for word in words])
        headline = letters > 4 and capitals * 10 > letters * 6
    sentence.headline = headline
    previous = ""
    for place in range(count):
        tag = tags[place]
        if tag[0] == "^":
            tag = _capital(sentence, place, tag[1:], previous)
        if tag == "n" or tag == "X":
            tags[place] = previous = tag
            continue
        if tag == "s":
            if previous in "PWH" or lows[place - 1] in _IS_AFTER:
                tag = "M"
        elif tag in "BZV":
            if previous and previous in _NOUN_BEFORE:
                if tag == "V":
                    tag = "A" if previous in "Ds0A" else "E"
                elif previous != "I" or tag == "B" or lows[place - 1] == "of":
                    tag = "n"
            elif tag == "V":
                if previous == "M":
                    tag = "V" if lows[place - 1] in _HAVE else "E"
            elif previous == "n":
                if lows[place - 1].endswith("s") is (tag == "Z"):
                    tag = "n"
            elif tag == "B" and (previous == "X" or previous == "0") and not headline:
                tag = "n"
        elif tag == "G":
            if previous == "D" or previous == "A":
                tag = "n"
        elif tag == "T" and place + 1 < count:
            after = tags[place + 1]
            low = lows[place + 1]
            if (
                after in "DXOKL0s(Q"
                or (after[0] == "^" and (len(after) == 1 or after[1] not in "BM"))
                or (after == "n" and low[-1] == "s")
                or low == "him"
            ):
                tag = "I"
        tags[place] = tag
        if tag != "R" or (previous != "M" and previous != "T"):
            previous = tag


_HAVE = frozenset(str.split("had has have 've ’ve 'd ’d having"))


def _capital(sentence: Sentence, place: int, tag: str, previous: str) -> str:
    """The tag of a capitalised word that the lexicon would tag so, were it small."""
    word = sentence.words[place]
    if previous not in ("", ".", ":", "-", ";"):
        headline = sentence.headline
        if tag == "" or not (headline or tag in "PDM") or (headline and tag in "nBI" and previous == "X"):
            return "L" if tag == "L" else "X" if tag not in ("P", "D", "s") or len(word) > 4 else tag
    elif tag in ("", "B", "n", "L") and place + 1 < len(sentence.words) and sentence.words[place + 1][0].isupper():
        return "L" if tag == "L" else "X"
    return tag or "X"


def _shape(word: str, low: str, first: str) -> str:
    if first.isdigit():
        return "0"
    if first.isupper():
        return "X"
    if low.endswith("n't") or low.endswith("n’t"):
        return "M"
    if len(low) > 4:
        if low.endswith("ly"):
            return "R"
        if low.endswith("ing"):
            return "G"
        if low.endswith("ed"):
            return "V"
    return "n" if first.isalnum() else ";" if first in "|•·<>={}\\~^*_" else "-"


_CHUNK = frozenset("DKAXnL0")
_EMPHATIC = frozenset(("himself", "herself", "itself", "themselves"))


def _chunks(sentence: Sentence) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    place = 0
    while place < count:
        tag = tags[place]
        if tag == "P" or tag == "O":
            if found and lows[place] in _EMPHATIC and found[-1][1] == place:  # `Berg himself told …`
                found[-1] = (found[-1][0], place + 1, found[-1][2])
                place += 1
                continue
            kind = "w" if lows[place] == "who" else "p"
            found.append((place, place + 1, kind))
            place += 1
        elif tag == "W" and lows[place] == "which":
            found.append((place, place + 1, "w"))
            place += 1
        elif tag in _CHUNK or (tag == "Q" and _is_small(sentence, place)):
            first = place
            name = tag == "X"
            noun = tag in "nX0Q"
            place += 1
            while place < count:
                tag = tags[place]
                if tag == "D" and noun:
                    break
                if tag in _CHUNK or (tag == "Q" and _is_small(sentence, place)):
                    noun = noun or tag in "nX"
                    name = name or tag == "X"
                elif tag == "s" and place + 1 < count:
                    name = False
                elif (tag == "R" and not noun and place + 1 < count and tags[place + 1] in "An") or (
                    tag == "C" and lows[place] == "&"
                ):
                    pass
                else:
                    break
                place += 1
            kind = "x" if tags[place - 1] == "X" else "k" if tags[place - 1] in "KD" else "n"
            found.append((first, place, kind))
        elif tag == "H" and place + 1 < count and tags[place + 1] in "VZM":
            found.append((place, place + 1, "w"))
            place += 1
        else:
            place += 1
    return found


def _is_small(sentence: Sentence, place: int) -> bool:
    quotation = sentence.quotes[place]
    inner = quotation.inner
    return (
        inner.end - inner.start < 40
        and quotation.closed
        and quotation.opened
        and sentence.edges[place][1] not in ",.!?…"
    )
