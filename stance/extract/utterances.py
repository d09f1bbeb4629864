"""Who speaks where in an article: attributions with their speakers and days, and the words in which a view may stand.

Method: the layout (transcript, interview, signed text) and the attributions give acts of speaking. Sentences that no act
covers, but that tell a view in the paper's own words ("Germany wants a peace agreement first"), become acts of their
subject. Inside the words of one speaker a clause about somebody else's view ("Hungary rejects it, she said") becomes an
act of that one, told by another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stance.actors import Gazetteer
from stance.extract.attribution import find_attributions
from stance.extract.dating import Act, Dated, date_acts
from stance.extract.layouts import Layout, read_layout
from stance.extract.roles import names_outlet
from stance.extract.speakers import Speaker, Speakers
from stance.extract.topic import Discourse, Sentence
from stance.model import ActorKind, Article, Attribution, Span
from stance.phrases import Phrase, PhraseSet, Reading
from stance.text import Quotation, quotations

__all__ = ["Scene", "Utterance", "read_scene"]

_ATTITUDE = PhraseSet(
    Phrase(words)
    for words in (
        "want|wants|wanted|wanting", "ask|asks|asked|asking", "insist*", "demand*", "urge|urges|urged|urging", "call|calls|called|calling (on | for | upon)",
        "back|backs|backed|backing", "support|supports|supported|supporting", "favour*", "favor|favors|favored", "oppose|opposes|opposed|opposing", "opposition",
        "reject|rejects|rejected|rejecting", "refuse|refuses|refused", "rule|rules|ruled|ruling out", "block|blocks|blocked|blocking", "veto|vetoed|vetoes",
        "resist|resists|resisted", "hope|hopes|hoped", "expect|expects|expected", "prefer|prefers|preferred", "hold|holds|held that", "believe|believes|believed", "think|thinks|thought",
        "consider|considers|considered", "sees|saw", "view|views|viewed", "maintain|maintains|maintained that", "agree|agrees|agreed", "accept|accepts|accepted", "approve|approves|approved",
        "adopt|adopts|adopted", "passed|passes", "vote|votes|voted", "push|pushes|pushed|pushing", "press|presses|pressed|pressing", "propose|proposes|proposed", "promise|promises|promised",
        "pledge|pledges|pledged", "warn|warns|warned", "argue|argues|argued", "remain|remains|remained {0-2} (opposed | against | in favour | committed | sceptical | reluctant | cautious)",
        "(is | are | was | were | remains | remain) {0-3} (against | in favour | in favor | opposed | ready | prepared | willing | reluctant | undecided | open to | unwilling | for)",
        "not {0-3} (decided | made up | formed | taken | ready | prepared | willing | support | agree | accept | allow | back | tolerate | let)", "would (like | rather | prefer | agree | accept | support | back)",
        "endors*", "reaffirm*", "reiterat*", "confirm*", "welcom*", "(position | stance | view | policy | opinion | line | answer) {0-6} (is | was | remains)", "seek|seeks|sought", "wish|wishes|wished",
        "threaten*", "vow|vows|vowed", "plead*", "appeal|appeals|appealed", "proceeds|proceed {0-3} view", "count|counts|counting on|upon", "lobby*", "advocat*", "stand|stands|stood {0-2} (behind | by | in the way)",
        "object|objects|objected", "signed", "declare|declares|declared", "say|says|said", "stress*", "warns", "tend|tends to", "could live with", "no objection*", "broke ranks", "call|calls|called it",
        "will|would not", "insistent", "adamant", "keen", "determined", "afraid", "confid*", "signal*", "indicat*", "go|goes|went along with", "hostile", "sceptical", "skeptical", "cool|cooler|warming|warm to", "made|makes clear", "sign|signs|signed (on | up)", "has|had|have no {0-3} (problem | quarrel | objection* | intention)", "veto|vetoes|vetoed", "intend*", "plan|plans|planned to", "promis*", "campaign*", "admit|admits|admitted that", "let it be known", "remain|remains|remained (its | their | our | the)? goal", "approv*", "recommend*", "criticis*", "criticiz*", "deliver*", "offer|offers|offered",
    )
)  # fmt: skip
#: What the candidate itself must be doing to hold a view: other sentences with it as subject are about it.
_WANTING = PhraseSet(
    Phrase(words)
    for words in (
        "want|wants|wanted", "ask|asks|asked|asking", "insist*", "demand*", "hope|hopes|hoped|hoping", "expect|expects|expected", "count|counts|counting on", "push|pushes|pushed|pushing", "press|presses|pressed|pressing",
        "seek|seeks|sought|seeking", "reject|rejects|rejected", "refuse|refuses|refused", "appeal|appeals|appealed", "call|calls|called for|on", "would like", "plead*", "offer|offers|offered", "lobby*", "urge|urges|urged", "pursu*",
    )
)  # fmt: skip
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "not", "get"})
_NORM = PhraseSet([Phrase("should|must|ought|shall|has|have to"), Phrase("(must | should | ought to | needs to)")])
_POSSESSED = re.compile(r"\s*(His|Her|Their) (?:own )?(?:view|position|stance|opinion|answer|line|idea|preference)\b")
_PARENTHESIS = re.compile(
    r",\s(?P<who>he|she|they|it|[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+){0,3})\s(?:said|says|added|adds|remarked|insisted|insists|argued|argues|noted|"
    r"stressed|explained|warned|observed|suggested|replied|conceded|admitted|thinks|believes|told|wrote)\b"
)
_NAMED_AT_END = re.compile(r"\s[–—-]\s((?:[A-ZÀ-Ž][\w’'-]+\s?){1,5})$")
# Conditions belong to what was said, also where the attribution was cut before them.
_CONDITION = re.compile(
    r"[\s,]*(?:[“\"‘'«„]\s?)?(?:only\s)?(?:when|once|after|until|before|as (?:soon|long) as|while|if|provided|but)\b",
    re.I,
)
_BACK = 12  # utterances looked back through
_NEAR = 1  # paragraphs to each side of a sentence of interest in which attributions are looked for
_WRITTEN = re.compile(r"[^\n\r]")
_WAS_ASKED = re.compile(r"(?:[Aa]sked|[Qq]uestioned|[Pp]ressed)\b[^,\n]{0,160},\s")
_OFFICES = re.compile(
    r"\b(?P<group>(?:[a-z]+\s){0,2}(?:[Mm]inisters|[Pp]residents|[Ll]eaders|[Pp]arliaments|[Gg]overnments|[Ss]peakers|[Aa]mbassadors|[Hh]eads of (?:state|government)|"
    r"[Ll]awmakers|[Dd]elegations|[Oo]fficials|[Ss]enators|MPs))\s(?:of|from)\s(?:the\s)?(?:[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)*,?\s(?:and\s)?(?:the\s)?)*$"
)
_OTHER_CLAUSE = re.compile(r"\b(?:while|but|and|whereas|as|who|which|when|because|although)\b")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ž][A-ZÀ-Ž .’'/-]{2,}|[A-Z]\w+)(?:,?\s[^–—\n]{0,40}?)?(?:\s\([^()]{2,30}\))?\s?(?:[–—]|\s-)\s"
)
_MARKED = re.compile(r"[“\"‘'«„»]")
_PRONOUN = re.compile(
    r"[\s“\"'‘»«„]*(?:In (?=(?:his|her|their) (?:view|opinion|eyes|judgement|judgment|mind)\b))?(?:(?:But|And|Yet|Still|Then|Later|Instead|Earlier),?\s)?(He|She|They|It|he|she|they|his|her|their)\b"
)
_AGENT = re.compile(
    r"\b(?:rejected|opposed|blocked|resisted|vetoed|supported|backed|endorsed|welcomed|favoured|favored|adopted|approved|passed|demanded|requested|proposed|ruled out|wanted|refused)\s(?:\w+\s){0,2}?by\s"
)


@dataclass
class Utterance:
    """Words of one or several speakers, as found: an act of speaking or a view told."""

    attribution: Attribution
    speakers: tuple[Speaker, ...]
    regions: tuple[
        Span, ...
    ]  #: words in which the position stands; the cue's and the sentence's where they carry it too
    reported: bool = False  #: told by a third party
    layout: str = (
        ""  #: "transcript", "interview", "signed", "quote": the words are the speaker's own without quotation marks
    )
    headline: bool = False
    view: bool = False  #: from a sentence of the paper itself
    inner: list[Utterance] = field(
        default_factory=list
    )  #: acts told inside it: their words are not this speaker's view
    dated: Dated = field(default_factory=Dated)
    number: int = 0  #: its place among the scene's utterances

    @property
    def named(self) -> bool:
        return bool(self.speakers) and not self.speakers[0].anonymous


@dataclass
class Scene:
    """An article with all its acts of speaking, in text order."""

    article: Article
    discourse: Discourse
    speakers: Speakers
    quoted: list[Quotation]
    utterances: list[Utterance]
    layout: Layout

    def is_quoted(self, span: Span) -> bool:
        """Whether most of a stretch of text stands in quotation marks."""
        inside = 0
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self.quoted) and self.quoted[at].outer.start < span.end:
            quote = self.quoted[at].outer
            inside += max(0, min(quote.end, span.end) - max(quote.start, span.start))
            at += 1
        return inside * 2 > span.end - span.start

    @cached_property
    def _starts(self) -> list[int]:
        return [quote.outer.start for quote in self.quoted]


def read_scene(article: Article, discourse: Discourse, gazetteer: Gazetteer, telling: Sequence[Sentence]) -> Scene:
    """All acts of speaking; `telling` are the sentences in which a position may stand, worth a closer look."""
    text = article.text
    quoted = quotations(text)
    speakers = Speakers(article, gazetteer, quoted=quoted)
    layout = read_layout(article)
    taken = _Cover(span for one in layout.attributions for span in one.content)
    asked = _Cover(layout.asked)
    found: list[Attribution] = list(layout.attributions)
    for attribution in find_attributions(_near_only(text, discourse, telling)):
        start = attribution.content[0].start
        if not asked.covers(start) and (not taken.covers(start) or _tells_of_others(attribution, text)):
            found.append(attribution)
    found.sort(key=lambda one: (_anchor(one), one.content[0].start))
    utterances = [
        _utterance(one, discourse, quoted, layout.form if one in layout.attributions else "") for one in found
    ]
    _nest(utterances)
    scene = Scene(article, discourse, speakers, quoted, utterances, layout)
    _number(scene)
    for one in scene.utterances:
        one.speakers = _speakers_of(scene, one)
    views = _views(discourse, [one for one in utterances if one.speakers], telling, asked)
    scene.utterances = sorted([*utterances, *views], key=lambda one: _anchor(one.attribution))
    _number(scene)
    for one in views:
        one.speakers = _speakers_of(scene, one)
    _settle(scene)
    return scene


def _number(scene: Scene) -> None:
    for number, one in enumerate(scene.utterances):
        one.number = number


def _near_only(text: str, discourse: Discourse, telling: Sequence[Sentence]) -> str:
    """The text with the paragraphs blanked that stand far from any sentence of interest; offsets stay the same."""
    wanted = {near for one in telling for near in range(one.paragraph - _NEAR, one.paragraph + _NEAR + 1)}
    pieces: list[str] = []
    at = 0
    for block in discourse.blocks:
        number, span = block
        if number in wanted:
            continue
        pieces += (text[at : span.start], _WRITTEN.sub(" ", span.of(text)))
        at = span.end
    return "".join(pieces) + text[at:] if pieces else text


def date_scene(scene: Scene) -> None:
    """Give every utterance its day."""
    acts = [
        Act(
            _said(one.attribution, scene.article.text), one.attribution.cue, one.attribution.source,
            one.speakers[0].key if one.speakers else "", one.reported, one.attribution.direct, one.attribution.form,
        )
        for one in scene.utterances
    ]  # fmt: skip
    for one, dated in zip(scene.utterances, date_acts(scene.article, acts, quoted=scene.quoted), strict=True):
        one.dated = dated


def _said(one: Attribution, text: str) -> tuple[Span, ...]:
    """The content, with the words of a that-clause before a quoted fragment: a "today" in it was said, and dates nothing."""
    first = one.content[0]
    if one.cue and one.direct and one.cue.end < first.start < one.cue.end + 300:
        between = re.match(r"\s+(?:out\s|to\s\w+\s)?that\s", text[one.cue.end : first.start])
        if between and "\n" not in text[one.cue.end : first.start]:
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


def _anchor(one: Attribution) -> int:
    return (one.source or one.cue or one.content[0]).start


def _tells_of_others(one: Attribution, text: str) -> bool:
    """Inside a turn of a transcript only what is said of a third person counts, not "I say that …"."""
    return one.source is not None and not re.fullmatch(
        r"(?:I|we|you|who|that|it)\b.*", one.source.of(text), re.I | re.S
    )


def _utterance(one: Attribution, discourse: Discourse, quoted: Sequence[Quotation], form: str) -> Utterance:
    if form:
        return Utterance(one, (), one.content, layout=form)
    return Utterance(one, (), tuple(_regions(one, discourse)))


def _regions(one: Attribution, discourse: Discourse) -> Iterable[Span]:
    """The content, sentence by sentence: with the reporting verb before indirect words, whole where a quote is a fragment."""
    text = discourse.text
    by_sentence: dict[int, list[Span]] = {}
    for span in one.content:
        at = max(0, discourse.at(span.start))
        while at < len(discourse.sentences) and discourse.sentences[at].span.start < span.end:
            inside = discourse.sentences[at].span
            start, end = max(span.start, inside.start), min(span.end, inside.end)
            if start < end:
                by_sentence.setdefault(at, []).append(Span(start, end))
            at += 1
    for at, spans in by_sentence.items():
        sentence = discourse.sentences[at].span
        start, end = spans[0].start, spans[-1].end
        bare = text[start:end].lstrip("“”\"'‘’„«»‹› \xa0\u202f")
        marked = text[start] in "“\"'‘„«»‹`"
        if _is_parenthesis(one, sentence, text):
            start, end = sentence.start, sentence.end
        elif one.cue and not marked and sentence.start <= one.cue.start < start:
            start = one.cue.start
        elif marked and bare[:1].islower() and not text[max(sentence.start, start - 3) : start].rstrip().endswith(":"):
            start, end = sentence.start, max(end, sentence.end)
            if asked := _WAS_ASKED.match(text, start, one.content[0].start):
                start = asked.end()
        if not marked and end < sentence.end and _CONDITION.match(text, end, sentence.end):
            end = sentence.end
        yield Span(start, end)


def _is_parenthesis(one: Attribution, sentence: Span, text: str) -> bool:
    """Whether the reporting clause stands inside what is reported: "The question, it said on Wednesday, would arise …"."""
    if one.source is None or one.cue is None or not sentence.start < one.source.start < sentence.end:
        return False
    before = text[sentence.start : min(one.source.start, one.cue.start)].rstrip()
    if (one.direct and _MARKED.search(before)) or _WAS_ASKED.match(before + " "):
        return False
    return before.endswith((",", "–", "—")) and len(before.split()) >= 2 and one.content[-1].end > one.cue.end


def _nest(utterances: list[Utterance]) -> None:
    """Put each act that is told inside the words of another into that one's `inner`."""
    open_: list[Utterance] = []
    for one in utterances:
        source = one.attribution.source
        place = source.start if source else one.attribution.content[0].start
        open_ = [outer for outer in open_ if outer.attribution.content[-1].end > place]
        for outer in reversed(open_):
            inside = any(span.start <= place < span.end for span in outer.attribution.content)
            if inside and outer.attribution.source != source:
                outer.inner.append(one)
                one.reported = True
                break
        open_.append(one)


def _views(
    discourse: Discourse, utterances: Sequence[Utterance], telling: Sequence[Sentence], asked: _Cover
) -> list[Utterance]:
    """Acts for the sentences that tell a view and that no act of speaking covers."""
    covered = _Cover(_merged(region for one in utterances for region in one.regions))
    found = []
    for sentence in telling:
        words = sentence.span.of(discourse.text)
        if asked.covers(sentence.span.start) or words.rstrip('”"’ )').endswith("?"):
            continue
        for region in _free(sentence, covered):
            if _WAS_ASKED.match(discourse.text, region.start):
                continue
            attribution = Attribution((region,), None, None, form="view", score=0.6)
            found.append(Utterance(attribution, (), (region,), view=True, headline=_is_headline(discourse, sentence)))
    return found


def _free(sentence: Sentence, covered: _Cover) -> list[Span]:
    """The stretches of a sentence of four words and more that no act covers."""
    runs: list[list[int]] = []
    for number, (start, _) in enumerate(sentence.reading.spans):
        if covered.covers(start):
            continue
        if runs and number == runs[-1][1]:
            runs[-1][1] = number + 1
        else:
            runs.append([number, number + 1])
    return [sentence.reading.span(first, last) for first, last in runs if last - first >= 4]


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
        (sentence.paragraph == 0 or (lone and bool(_NAMED_AT_END.search(words))))
        and words[-1:] not in '.!?”"'
        and sentence.span.end - sentence.span.start < 200
    )


# -- who --------------------------------------------------------------------------------------------------------------


def _speakers_of(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    if one.view:
        return _subject(scene, one, one.regions[0])
    if one.layout:
        return scene.speakers.speakers_of(one.attribution) or _leading(scene, one.attribution.source or one.regions[0])
    found = _as_group(scene, scene.speakers.speakers_of(one.attribution))
    if not found and one.attribution.source is None and one.attribution.direct:
        sentence = scene.discourse.sentences[max(0, scene.discourse.at(one.attribution.content[0].start))]
        found = _goes_on(scene, one, sentence) or _told_before(scene, one)
    if one.reported and found and any(_is_subject_matter(speaker, _sentence_of(scene, one)) for speaker in found):
        start = one.attribution.source.start if one.attribution.source else one.regions[0].start
        if not _wants(_words_of(_sentence_of(scene, one), Span(start, one.regions[-1].end))):
            return ()
    return found


def _sentence_of(scene: Scene, one: Utterance) -> Sentence:
    return scene.discourse.sentences[max(0, scene.discourse.at(_anchor(one.attribution)))]


def _leading(scene: Scene, span: Span) -> tuple[Speaker, ...]:
    """The subject at the head of a clause; a quotation set in after it is no part of its name."""
    found = scene.speakers.leading(span)
    if found and any(_MARKED.search(speaker.name) for speaker in found):
        comma = scene.article.text.find(",", span.start, span.end)
        found = scene.speakers.leading(Span(span.start, comma)) if comma > span.start else ()
    return found


def _as_group(scene: Scene, found: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """ "The ministers of Denmark and Norway" are a group of ministers, not two states."""
    first = found[0].span if found else None
    if first is not None and _MARKED.search(found[0].name):
        comma = scene.article.text.find(",", first.start, first.end)
        found = scene.speakers.leading(Span(first.start, comma)) if comma > first.start else ()
        return found
    if first is None or any(one.kind is not ActorKind.STATE for one in found):
        return found
    text = scene.article.text
    line = max(text.rfind("\n", 0, first.start), first.start - 120) + 1
    match = _OFFICES.search(text, line, first.start)
    if match is None:
        return found
    end = max((one.span.end for one in found if one.span), default=first.end)
    span = Span(match.start("group"), end)
    return (
        Speaker(
            " ".join(span.of(text).split()), kind=ActorKind.BODY, group=True, span=span, why="a group of office-holders"
        ),
    )


def _told_before(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    """For a quotation without a reporting verb: the subject of the sentence before it in its paragraph."""
    at = scene.discourse.at(one.attribution.content[0].start)
    if at < 1:
        return ()
    here, before = scene.discourse.sentences[at], scene.discourse.sentences[at - 1]
    if before.paragraph != here.paragraph and not before.span.of(scene.article.text).rstrip().endswith(":"):
        return ()
    return _leading(scene, before.span)


def _subject(scene: Scene, one: Utterance, span: Span) -> tuple[Speaker, ...]:
    """Whose view a sentence of the paper tells: the agent of a passive, else its subject, if it has an attitude."""
    text = scene.article.text
    if line := _DATELINE.match(text, span.start, span.end):
        span = Span(line.end(), span.end)
    words = span.of(text)
    agent = _AGENT.search(words)
    if agent:
        found = _leading(scene, Span(span.start + agent.end(), span.end))
        if found:
            return found
    sentence = scene.discourse.sentences[scene.discourse.at(span.start)]
    if _MARKED.match(text, max(0, span.start - 1)) or _MARKED.match(words):
        found = _goes_on(scene, one, sentence)
        one.layout = "quote" if found else ""
        return found
    if one.headline and (named := _NAMED_AT_END.search(words)):
        source = Span(span.start + named.start(1), span.start + named.end(1))
        found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
        if found:
            return found
    inserted = _PARENTHESIS.search(words)
    if inserted:
        source = Span(span.start + inserted.start("who"), span.start + inserted.end("who"))
        return scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
    if told := _told_after(scene, one, span):
        return told
    found = _as_group(scene, _leading(scene, span))
    if not found and (match := _PRONOUN.match(words)):
        source = Span(span.start + match.start(1), span.start + match.end(1))
        found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
    if not found or not (all(speaker.kind is ActorKind.PERSON for speaker in found) or _ATTITUDE.any(sentence.reading)):
        return ()
    return found if _may_hold(scene, found, sentence) else ()


def _told_after(scene: Scene, one: Utterance, span: Span) -> tuple[Speaker, ...]:
    """For words before a reporting clause whose attribution has only what follows: "…, the premier told the Senate: “…”"."""
    text = scene.article.text
    for other in scene.utterances[one.number + 1 : one.number + 4]:
        source, cue = other.attribution.source, other.attribution.cue
        if source is None or cue is None or not other.speakers or not span.start < source.start <= span.end + 2:
            continue
        if scene.discourse.at(source.start) != scene.discourse.at(span.start):
            break
        before = text[span.start : source.start].rstrip()
        while before and not before.endswith((",", "”", '"')) and len(before) > source.start - span.start - 40:
            before = before.rpartition(" ")[0].rstrip()
        between = text[span.start + len(before) : source.start]
        if before.endswith((",", "”", '"')) and len(before.split()) >= 5 and not _OTHER_CLAUSE.search(between):
            return other.speakers
    return ()


def _goes_on(scene: Scene, one: Utterance, sentence: Sentence) -> tuple[Speaker, ...]:
    """For a quotation that stands alone: whoever was quoted last before it in its paragraph."""
    for other in reversed(scene.utterances[max(0, one.number - _BACK) : one.number]):
        if other.attribution.direct and other.speakers:
            at = scene.discourse.sentences[max(0, scene.discourse.at(other.attribution.content[0].start))]
            return other.speakers if at.paragraph == sentence.paragraph else ()
    return ()


def _may_hold(scene: Scene, found: Sequence[Speaker], sentence: Sentence) -> bool:
    """What the question is about, as the subject, holds a view only if it wants something: "Ukraine will join" is about it."""
    return _wants(sentence.reading) or not any(_is_subject_matter(one, sentence) for one in found)


def has_attitude(reading: Reading) -> bool:
    """Whether words tell a view, a demand or an act of will."""
    return _ATTITUDE.any(reading)


def _wants(reading: Reading) -> bool:
    """Whether a verb of wanting stands in the active: "Ukraine asks", not "Ukraine will be asked"."""
    return any(not first or reading.words[first - 1] not in _BE for _, first, _ in _WANTING.find(reading))


def _is_subject_matter(speaker: Speaker, sentence: Sentence) -> bool:
    """Whether the words that name a state or a body fill a slot of the topic."""
    if speaker.kind is ActorKind.PERSON or speaker.span is None:
        return False
    places = sentence.reading.spans
    return any(
        places[first][0] < speaker.span.end and speaker.span.start < places[last - 1][1]
        for hits in sentence.filled
        for first, last in hits
    )


def _settle(scene: Scene) -> None:
    """Sort out acts inside acts: an own state's or body's view is the speaker's; a paper that reports holds none."""
    for outer in scene.utterances:
        kept = []
        source = outer.attribution.source
        is_paper = bool(source and names_outlet(source.of(scene.article.text))) and not outer.attribution.direct
        for inner in outer.inner:
            if is_paper and inner.named:
                inner.reported = False
                kept.append(inner)
            elif (
                inner.named
                and not _is_generic(inner)
                and outer.speakers
                and not _same_side(outer.speakers, inner.speakers)
            ):
                kept.append(inner)
            else:
                inner.speakers = ()
        outer.inner = kept
        if is_paper and kept:
            outer.speakers = ()


def _is_generic(one: Utterance) -> bool:
    """Whether only a noun stands for the speakers: "when allies agree" is nobody's statement."""
    return all(speaker.group or (speaker.actor_id is None and speaker.name.islower()) for speaker in one.speakers)


def _same_side(outer: Sequence[Speaker], inner: Sequence[Speaker]) -> bool:
    """Whether the inner speakers are the outer's own state, body or person."""
    for one in inner:
        for other in outer:
            if one.key == other.key:
                return True
            if one.country and one.country == other.country and one.kind is not ActorKind.PERSON:
                return True
    return False


def other_holder(scene: Scene, one: Utterance, clause: Span, sentence: Sentence) -> tuple[Speaker, ...]:
    """Who holds the view told in a clause of somebody's words, if it is another: "Hungary rejects it, she said"."""
    text = scene.article.text
    cue, content = one.attribution.cue, one.attribution.content
    start = clause.start
    possessor = _POSSESSED.match(text, sentence.span.start, sentence.span.end)
    if possessor and not one.view and start > sentence.span.start:
        source = Span(possessor.start(1), possessor.end(1))
        found = scene.speakers.speakers_of(Attribution((sentence.span,), source, None, form="view"))
        return () if not found or found[0].anonymous or _same_side(one.speakers, found) else found
    if cue and start <= cue.start < clause.end and not one.attribution.direct:
        after = [span.start for span in content if span.start >= cue.end]
        start = min(after, default=start) if cue.start < (content[0].start if content else 0) else start
    words = text[start : clause.end]
    if re.match(r"(?:to|for|against|on|of|from|into)\s", words) and not _LEADING.match(words):
        return ()
    if lead := _LEADING.match(words):
        start += lead.end()
    if start > one.regions[0].start and _NO_SUBJECT.match(text, clause.start, clause.end):
        # "…, and won't have it": the subject stands before the clause.
        start = max((region.start for region in one.regions if region.start <= clause.start), default=start)
    part = _words_of(sentence, Span(start, clause.end))
    if not _ATTITUDE.any(part) or _NORM.any(part.part(0, min(8, len(part.words)))):
        return ()
    found = _leading(scene, Span(start, clause.end))
    if not found and (match := _OFFICE_LED.match(text, start, clause.end)):
        source = Span(*match.span(1))
        found = scene.speakers.speakers_of(Attribution((Span(start, clause.end),), source, None, form="view"))
    if not found and (match := _THEIRS.match(text, start, clause.end)) and one.layout:
        source = Span(*match.span(1))
        found = scene.speakers.speakers_of(Attribution((Span(start, clause.end),), source, None, form="view"))
    if not found or found[0].anonymous or _same_side(one.speakers, found):
        return ()
    if one.attribution.direct and not one.layout and not any(speaker.country for speaker in one.speakers):
        found = tuple(speaker for speaker in found if speaker.kind is ActorKind.PERSON)
    if any(_is_subject_matter(speaker, sentence) for speaker in found) and not _wants(part):
        return ()
    return found


_NO_SUBJECT = re.compile(
    r"(?:and|but|or)\s(?:also\s|still\s)?(?:won|wouldn|will|would|does|doesn|did|didn|is|isn|was|wasn|has|hasn|had|wants|opposes|rejects|backs|supports|insists|refuses|can|can|could|may)\b"
)
_LEADING = re.compile(
    r"(?:(?:[Aa]ccording )?to [^,]{2,60},|that|and|but|while|as|because|where|since|still|yet)\s+", re.I
)
_OFFICE_LED = re.compile(
    r"\s*([Tt]he (?:[A-Za-z-]+ ){0,3}(?:[Ss]ecretary[ -][Gg]eneral|[Pp]resident|[Cc]hancellor|[Mm]inister|[Pp]remier|[Kk]ing|[Ss]peaker))(?=,|\s(?:also\s)?"
    r"(?:wants|wanted|believe[sd]|thinks|thought|rejects|rejected|opposes|opposed|backs|backed|supports|supported|favours|favou?red|insists|insisted|hopes|hoped)\b)"
)
_THEIRS = re.compile(r"\s*(His|Her|He|She|Their|They)\b")


def _words_of(sentence: Sentence, span: Span) -> Reading:
    starts = [start for start, _ in sentence.reading.spans]
    return sentence.reading.part(bisect_left(starts, span.start), bisect_left(starts, span.end))
