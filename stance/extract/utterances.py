"""Who speaks where in an article: attributions with their speakers and days, and the words in which a view may stand.

Method: the layout (transcript, interview, signed text) and the attributions give acts of speaking. Sentences that no act
covers, but that tell a view in the paper's own words ("Germany wants a peace agreement first"), become acts of their
subject. Inside the words of one speaker a clause about somebody else's view ("Hungary rejects it, she said") becomes an
act of that one, told by another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Sequence

from stance.actors import Gazetteer
from stance.extract.attribution import find_attributions
from stance.extract.closing_clauses import with_closing_clauses
from stance.extract.coordination import apart, part_of
from stance.extract.dating import Act, date_acts
from stance.extract.layouts import Layout, read_layout
from stance.extract.restatements import find_restatements
from stance.extract.roles import names_outlet
from stance.extract.scene import MARKED, NAMED_AT_END, Scene, Utterance, anchor
from stance.extract.sides import same_side
from stance.extract.speakers import Speakers
from stance.extract.surroundings import find_surroundings
from stance.extract.topic import Discourse, Sentence
from stance.extract.views import is_generic, speakers_of
from stance.model import ActorKind, Article, Attribution, Span
from stance.text import TextParts

__all__ = ["date_scene", "read_scene"]

# Conditions belong to what was said, also where the attribution was cut before them.
_CONDITION = re.compile(
    r"[\s,]*(?:[“\"‘'«„]\s?)?(?:only\s)?(?:and (?:not )?to|and never|including|among them|that (?:it|they|he|she|the|[A-Z]\w+) (?:will|would|must|should|can|could|may)|when|once|after|until|before|as (?:soon|long) as|while|if|provided|but)\b",
    re.I,
)
_THAT = re.compile(r"\s+(?:out\s|to\s\w+\s)?that\s")
_LAST = 6  # acts before one that may be told in its words
_NEAR = 1  # paragraphs to each side of a sentence of interest in which attributions are looked for
_LEAST_WORDS = 4  # of what may tell a view
_DENIED = re.compile(r"\b(?:\w+n['’]t|\w*not|never)\s(?:\w+ly\s|yet\s)?\Z")
_WAS_ASKED = re.compile(r"(?:[Aa]sked|[Qq]uestioned|[Pp]ressed)\b[^,\n]{0,160},\s")


def read_scene(
    article: Article,
    discourse: Discourse,
    gazetteer: Gazetteer,
    telling: Sequence[Sentence],
    layout: Layout | None = None,
) -> Scene:
    """All acts of speaking; `telling` are the sentences in which a position may stand, worth a closer look.

    `layout` is that of the article where it is known already.
    """
    text = article.text
    parts = discourse.parts
    quoted = parts.quotations
    speakers = Speakers(article, gazetteer, parts=parts)
    if layout is None:
        layout = read_layout(text, parts.paragraphs, article.title)
    taken = _Cover(span for one in layout.attributions for span in one.content)
    asked = _Cover([*layout.asked, *(() if layout.form else find_surroundings(text, parts.paragraphs))])
    found: list[Attribution] = list(layout.attributions)
    for attribution in find_attributions(parts, wanted=_near(parts, telling), layout=layout):
        start = attribution.content[0].start
        if not asked.covers(start) and (not taken.covers(start) or _tells_of_others(attribution, text)):
            found.append(attribution)
    found = with_closing_clauses(found, text, [one.span for one in telling])
    found = _restated(found, discourse)
    found, joints = apart(found, text, speakers.names_person, lambda a, b: discourse.at(a) == discourse.at(b))
    found.sort(key=lambda one: (anchor(one), one.content[0].start))
    utterances = [
        _utterance(one, discourse, joints, layout.form if one in layout.attributions else "") for one in found
    ]
    _nest(utterances)
    scene = Scene(article, discourse, speakers, quoted, utterances, layout, joints)
    _number(scene)
    for one in scene.utterances:
        one.speakers = speakers_of(scene, one)
    views = _views(discourse, [one for one in utterances if one.speakers], telling, asked)
    scene.utterances = sorted([*utterances, *views], key=lambda one: anchor(one.attribution))
    _number(scene)
    for one in views:
        one.speakers = speakers_of(scene, one)
    _settle(scene)
    return scene


def _restated(found: list[Attribution], discourse: Discourse) -> list[Attribution]:
    """With the words that the next sentence gives to their speaker, which an agency's credit there does not tell."""
    restated = find_restatements(discourse.text, [one.span for one in discourse.sentences])
    if not restated:
        return found
    told = _Cover(one.source for one in restated if one.source)
    agency = [
        one
        for one in found
        if one.source and names_outlet(one.source.of(discourse.text)) and any(told.within(span) for span in one.content)
    ]
    return [*(one for one in found if one not in agency), *restated]


def _number(scene: Scene) -> None:
    for number, one in enumerate(scene.utterances):
        one.number = number


def _near(parts: TextParts, telling: Sequence[Sentence]) -> list[int]:
    """The numbers of the paragraphs that stand near a sentence of interest."""
    wanted = {near for one in telling for near in range(one.paragraph - _NEAR, one.paragraph + _NEAR + 1)}
    return sorted(wanted.intersection(range(len(parts.paragraphs))))


def date_scene(scene: Scene, wanted: Collection[int] | None = None) -> None:
    """Give every utterance its day, or those whose numbers are wanted."""
    acts = [
        Act(
            _said(one.attribution, scene.article.text), one.attribution.cue, one.attribution.source,
            one.speakers[0].key if one.speakers else "", one.reported, one.attribution.direct, one.attribution.form,
            scene.part_at(anchor(one.attribution)),
        )
        for one in scene.utterances
    ]  # fmt: skip
    found = date_acts(scene.article, acts, parts=scene.discourse.parts, wanted=wanted)
    for one, dated in zip(scene.utterances, found, strict=True):
        one.dated = dated


def _said(one: Attribution, text: str) -> tuple[Span, ...]:
    """The content, with the words of a that-clause before a quoted fragment: a "today" in it was said, and dates nothing."""
    first = one.content[0]
    if one.cue and one.direct and one.cue.end < first.start < one.cue.end + 300:
        between = _THAT.match(text, one.cue.end, first.start)
        if between and text.find("\n", one.cue.end, first.start) < 0:
            return (Span(one.cue.end, first.end), *one.content[1:])
    return one.content


class _Cover:
    """Whether a place lies in one of some spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]

    def covers(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.spans[at].end

    def within(self, span: Span) -> list[Span]:
        """Those that overlap a stretch of text; they must not overlap one another."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        last = bisect_left(self.starts, span.end)
        return [one for one in self.spans[first:last] if one.end > span.start]


def _tells_of_others(one: Attribution, text: str) -> bool:
    """Inside a turn of a transcript only what is said of a third person counts, not "I say that …"."""
    return one.source is not None and not re.fullmatch(
        r"(?:I|we|you|who|that|it)\b.*", one.source.of(text), re.I | re.S
    )


def _utterance(one: Attribution, discourse: Discourse, joints: Sequence[int], form: str) -> Utterance:
    if form:
        return Utterance(one, (), one.content, layout=form)
    return Utterance(one, (), tuple(_regions(one, discourse, joints)))


def _regions(one: Attribution, discourse: Discourse, joints: Sequence[int]) -> Iterable[Span]:
    """The content, sentence by sentence: with the reporting verb before indirect words, whole where a quote is a fragment."""
    text = discourse.text
    sentences = discourse.sentences
    by_sentence: dict[int, list[int]] = {}  # the sentence → first and last place of the content in it
    for span in one.content:
        at = max(0, discourse.at(span.start))
        while at < len(sentences) and sentences[at].span.start < span.end:
            inside = sentences[at].span
            start, end = max(span.start, inside.start), min(span.end, inside.end)
            if start < end:
                by_sentence.setdefault(at, [start, end])[1] = end
            at += 1
    for at, (start, end) in by_sentence.items():
        sentence = part_of(sentences[at].span, start, joints)
        marked = text[start] in "“\"'‘„«»‹`"
        if _is_parenthesis(one, sentence, text):
            start, end = sentence.start, sentence.end
        elif one.cue and not marked and sentence.start <= one.cue.start < start:
            start = one.cue.start
            if denied := _DENIED.search(text, max(sentence.start, start - 30), start):
                start = denied.start()
        elif (
            marked
            and _begins_small(text, start, end)
            and not text[max(sentence.start, start - 3) : start].rstrip().endswith(":")
        ):
            start, end = sentence.start, max(end, sentence.end)
            if asked := _WAS_ASKED.match(text, start, one.content[0].start):
                start = asked.end()
        if not marked and end < sentence.end and _CONDITION.match(text, end, sentence.end):
            end = sentence.end
        yield Span(start, end)


def _begins_small(text: str, start: int, end: int) -> bool:
    """Whether words begin with a small letter after their quotation marks."""
    while start < end and text[start] in "“”\"'‘’„«»‹› \xa0\u202f":
        start += 1
    return start < end and text[start].islower()


def _is_parenthesis(one: Attribution, sentence: Span, text: str) -> bool:
    """Whether the reporting clause stands inside what is reported: "The question, it said on Wednesday, would arise …"."""
    if one.source is None or one.cue is None or not sentence.start < one.source.start < sentence.end:
        return False
    before = text[sentence.start : min(one.source.start, one.cue.start)].rstrip()
    if (one.direct and MARKED.search(before)) or _WAS_ASKED.match(before + " "):
        return False
    return before.endswith((",", "–", "—")) and len(before.split()) >= 2 and one.content[-1].end > one.cue.end


def _nest(utterances: list[Utterance]) -> None:
    """Put each act that is told inside the words of another into that one's `inner`."""
    open_: list[Utterance] = []
    last: deque[Utterance] = deque(maxlen=_LAST)
    for one in utterances:
        for before in last:
            if not before.reported and before not in one.inner and _is_told_in(before.attribution, one.attribution):
                one.inner.append(before)
                before.reported = True
        last.append(one)
        source = one.attribution.source
        place = source.start if source else one.attribution.content[0].start
        open_ = [outer for outer in open_ if outer.attribution.content[-1].end > place]
        for outer in reversed(open_):
            inside = any(span.start <= place < span.end for span in outer.attribution.content)
            if inside and outer.attribution.source != source:
                at = anchor(outer.attribution)
                around = any(span.start <= at < span.end for span in one.attribution.content)
                teller, told = (one, outer) if around else (outer, one)  # "Norway hopes for it, said Eva Berg"
                teller.inner.append(told)
                told.reported = True
                break
        open_.append(one)


def _is_told_in(told: Attribution, teller: Attribution) -> bool:
    """Whether an act stands whole in words of another that began before its source: "Knut Moe, by her account, refused"."""
    if told.source is None or told.cue is None or told.source == teller.source:
        return False
    parts = (told.source, told.cue)
    return all(any(span.start <= one.start and one.end <= span.end for span in teller.content) for one in parts)


def _views(
    discourse: Discourse, utterances: Sequence[Utterance], telling: Sequence[Sentence], asked: _Cover
) -> list[Utterance]:
    """Acts for the sentences that tell a view and that no act of speaking covers."""
    covered = _Cover(_merged(region for one in utterances for region in one.regions))
    found = []
    for sentence in telling:
        words = sentence.span.of(discourse.text)
        # The sentence of a question begins with the label of who asks.
        if (
            asked.covers(sentence.span.start)
            or asked.covers(sentence.span.end - 1)
            or words.rstrip('”"’ )').endswith("?")
        ):
            continue
        for region in _free(sentence, covered):
            if was := _WAS_ASKED.match(discourse.text, region.start):
                region = Span(was.end(), region.end)
                if len(region.of(discourse.text).split()) < _LEAST_WORDS:
                    continue
            attribution = Attribution((region,), None, None, form="view", score=0.6)
            found.append(Utterance(attribution, (), (region,), view=True, headline=_is_headline(discourse, sentence)))
    return found


def _free(sentence: Sentence, covered: _Cover) -> list[Span]:
    """The stretches of a sentence of four words and more that no act covers."""
    inside = covered.within(sentence.span)
    if inside and inside[0].start <= sentence.span.start and inside[0].end >= sentence.span.end:
        return []
    words = sentence.reading.spans
    found = []
    first = 0
    for span in [*inside, Span(sentence.span.end, sentence.span.end)]:
        last = bisect_left(words, (span.start,))
        if last - first >= _LEAST_WORDS:
            found.append(sentence.reading.span(first, last))
        first = bisect_left(words, (span.end,))
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _is_headline(discourse: Discourse, sentence: Sentence) -> bool:
    words = sentence.span.of(discourse.text).rstrip()
    lone = (
        sum(
            one.paragraph == sentence.paragraph
            for one in discourse.sentences[max(0, sentence.index - 2) : sentence.index + 3]
        )
        == 1
    )
    return (
        (sentence.paragraph == 0 or (lone and bool(NAMED_AT_END.search(words))))
        and words[-1:] not in '.!?”"'
        and sentence.span.end - sentence.span.start < 200
    )


def _settle(scene: Scene) -> None:
    """Sort out acts inside acts: an own state's or body's view is the speaker's; a paper that reports holds none."""
    for outer in scene.utterances:
        kept = []
        source = outer.attribution.source
        quoted = outer.attribution.direct and MARKED.match(scene.article.text, outer.attribution.content[0].start)
        is_paper = bool(source and names_outlet(source.of(scene.article.text))) and not quoted
        is_paper = is_paper or _is_dateline(outer, scene.article.text)
        for inner in outer.inner:
            if is_paper and inner.named:
                inner.reported = False
                kept.append(inner)
            elif inner.named and not is_generic(inner) and not same_side(outer.speakers, inner.speakers):
                kept.append(inner)
            else:
                inner.speakers = ()
        outer.inner = kept
        if is_paper and kept:
            outer.speakers = ()


def _is_dateline(one: Utterance, text: str) -> bool:
    """Whether a label before a colon is no speaker's: a place ("Helsinki: The president said …") or none ("Background: …")."""
    cue = one.attribution.cue
    label = (cue is not None and cue.of(text) == ":") or one.layout == "transcript"
    return label and (not one.speakers or one.speakers[0].kind is ActorKind.STATE)
