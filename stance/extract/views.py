"""Whose view words tell: the subject of a sentence of the paper, or of a clause in somebody's words.

Method: a named person, body or state at the head of a clause holds what the clause tells, if a verb of attitude stands
there; what the question is about (the candidate, the organisation) only if it wants something; who is told what to do
("Germany should …") does not. A pronoun, an office and the agent of a passive count as subjects.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from stance.extract.continuations import QUOTED_IN, goes_on, leading, thought_on, told_after, told_before
from stance.extract.interruptions import interrupted_subject
from stance.extract.members import group_at_head, named_members
from stance.extract.roles import kind_of_word, names_outlet
from stance.extract.scene import MARKED, NAMED_AT_END, Scene, Utterance, anchor
from stance.extract.sides import same_side
from stance.extract.speakers import Speaker
from stance.extract.stage import DATELINE
from stance.extract.standpoints import find_holder
from stance.extract.topic import Sentence
from stance.matching import PhraseSet
from stance.model import ActorKind, Attribution, Span
from stance.phrases import Phrase
from stance.reading import Reading

__all__ = ["has_attitude", "has_will", "is_generic", "other_holder", "speakers_of"]

_ATTITUDE = PhraseSet(
    Phrase(words)
    for words in (
        "want|wants|wanted|wanting", "ask|asks|asked|asking", "insist*", "demand*", "urge|urges|urged|urging", "call|calls|called|calling (on | for | upon)",
        "back|backs|backed|backing", "support|supports|supported|supporting", "favour*", "favor|favors|favored", "oppose|opposes|opposed|opposing", "opposition",
        "reject|rejects|rejected|rejecting", "refuse|refuses|refused", "rule|rules|ruled|ruling out", "block|blocks|blocked|blocking", "veto|vetoed|vetoes",
        "resist|resists|resisted", "hope|hopes|hoped", "expect|expects|expected", "prefer|prefers|preferred", "hold|holds|held that", "believe|believes|believed", "think|thinks|thought",
        "consider|considers|considered", "sees|saw", "view|views|viewed", "maintain|maintains|maintained that", "agree|agrees|agreed", "accept|accepts|accepted", "approve|approves|approved",
        "adopt|adopts|adopted", "passed|passes", "vote|votes|voted", "push|pushes|pushed|pushing", "press|presses|pressed|pressing", "propose|proposes|proposed", "promise|promises|promised",
        "pledge|pledges|pledged", "warn|warns|warned", "argue|argues|argued", "remain|remains|remained {0-2} (firm | convinced | unconvinced | adamant | of the view | opposed | against | in favour | committed | sceptical | reluctant | cautious)",
        "(is | are | was | were | remains | remain) {0-3} (against | in favour | in favor | opposed | ready | prepared | willing | reluctant | undecided | open to | unwilling | for)",
        "not {0-3} (decided | made up | formed | taken | ready | prepared | willing | support | agree | accept | allow | back | tolerate | let)", "would (like | rather | prefer | agree | accept | support | back)",
        "endors*", "reaffirm*", "reiterat*", "confirm*", "welcom*", "(position | stance | view | policy | opinion | line | answer) {0-6} (is | was | remains)", "seek|seeks|sought", "wish|wishes|wished",
        "threaten*", "vow|vows|vowed", "plead*", "appeal|appeals|appealed", "proceeds|proceed {0-3} view", "count|counts|counting on|upon", "lobby*", "advocat*", "stand|stands|stood {0-2} (behind | by | in the way)",
        "object|objects|objected", "signed", "declare|declares|declared", "say|says|said", "stress*", "warns", "tend|tends to", "could live with", "no objection*", "broke ranks", "call|calls|called it",
        "will|would not", "would {0-2} (send | issue | sign | invite | vote | welcome | let | admit | give | extend | open)", "yet to", "insistent", "adamant", "keen", "determined", "afraid", "confid*", "signal*", "indicat*", "go|goes|went along with", "hostile", "sceptical", "skeptical", "cool|cooler|warming|warm to", "made|makes clear", "sign|signs|signed (on | up)", "has|had|have no {0-3} (problem | quarrel | objection* | intention)", "veto|vetoes|vetoed", "intend*", "plan|plans|planned to", "promis*", "campaign*", "admit|admits|admitted that", "let it be known", "remain|remains|remained (its | their | our | the)? goal", "approv*", "recommend*", "criticis*", "criticiz*", "deliver*", "offer|offers|offered",
    )
)  # fmt: skip
#: What the candidate itself must be doing to hold a view: other sentences with it as subject are about it.
_WANTING = PhraseSet(
    Phrase(words)
    for words in (
        "remain|remains|remained (firm | adamant)", "firm | adamant that",
        "(issued | made | adopted | gave | renewed | repeated) {0-3} (pledge | promise | offer | commitment | declaration)",
        "want|wants|wanted", "ask|asks|asked|asking", "insist*", "demand*", "hope|hopes|hoped|hoping", "expect|expects|expected", "count|counts|counting on", "push|pushes|pushed|pushing", "press|presses|pressed|pressing",
        "seek|seeks|sought|seeking", "reject|rejects|rejected", "refuse|refuses|refused", "appeal|appeals|appealed", "call|calls|called for|on", "would like", "plead*", "offer|offers|offered", "lobby*", "urge|urges|urged", "pursu*",
    )
)  # fmt: skip
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "not", "get"})
_NORM = PhraseSet(
    [
        Phrase("should|must|ought|shall|has|have to"),
        Phrase("(must | should | ought to | needs to)"),
        Phrase(
            "(can | could | may | would | will | does | did) {0-1} (have | get | hold) {0-1} no (veto | say | right | voice | vote)"
        ),
        Phrase("(has | had | have) no (veto | say | right | voice | vote)"),
    ]
)
_RECEIVES = re.compile(
    r"(?:,[^,.;]{3,80},)?\s(?:also\s|now\s|still\s|already\s)?(?:faces?|faced|(?:is|was|were)\s(?:facing|told|asked|pressed|quizzed|urged|handed|sent|given|met|confronted|reminded|accused|under)|hears?|heard|"
    r"receive[sd]?|got|met\swith|came\sunder|inherit(?:s|ed)|ignore[sd]?)\s(?:the\s|an?\s|new\s|growing\s)*(?:call|demand|appeal|request|question|pressure|that|to|with|by|if|whether|about|how|why|when|what|which)"
)
_REPORTS = re.compile(
    r"\s(?:\w+ly\s|also\s|had\s|has\s)?(?P<cue>said|says|stated|states|added|claimed|claims|told\s(?:[\w’'-]+\s){0,4}?[\w’'-]+)\sthat\s"
)
_POSSESSED = re.compile(r"\s*(His|Her|Their) (?:own )?(?:view|position|stance|opinion|answer|line|idea|preference)\b")
#: A demand or refusal told as a noun with whose it is: "one of his core demands", "Russia's demand that …".
_DEMAND = re.compile(
    r"\b(?P<who>(?:the\s)?[A-ZÀ-Ž][\w-]+(?:\s[A-ZÀ-Ž][\w-]+){0,3}(?=['’])|[Tt]he\s(?:[\w-]+\s){0,2}(?:leader|president|premier|minister|chancellor|government|party)(?=['’])|(?:[Hh]is|[Hh]er|[Tt]heir)\b)(?:['’]s?)?\s(?:[\w-]+\s){0,3}?"
    r"(?:demands?|insistence|opposition|objections?|refusal|veto|request|plea|appeal|condition|conditions)\b(?!\sof\s(?:all|many|some))"
)
_PARENTHESIS = re.compile(
    r",\s(?P<who>he|she|they|it|[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+){0,3})\s(?:said|says|added|adds|remarked|insisted|insists|argued|argues|noted|"
    r"stressed|explained|warned|observed|suggested|replied|conceded|admitted|thinks|believes|told|wrote)\b"
)
_QUOTES = re.compile(
    r"(?:quot|cit)(?:es|ed|ing)\s(?P<who>him|her|them|(?:the\s)?[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+){0,4})\s(?:as\s(?:having\s)?(?:saying|said|telling|told)|with the words|saying)"
)
_DOCUMENT_LEADS = re.compile(
    r"\b(?:from|in|of)\s((?:the|this|that)\s(?:[\w-]+\s){0,3}?(?:declaration|communiqué|communique|statement|resolution|conclusions|document))\b[^.!?\n“”\"]{0,60}:\s[“\"«„]?$"
)
_TOLD_TO = re.compile(
    r"\s(?:must|should|ought to|needs to|has to|have to)\s(?:be|stop|end|leave|withdraw|lose|change|understand|realise|realize)\b"
)
_ASIDE = 30  # words between a subject and its verb
_VERBAL = 8  # words in which a verb of attitude stands
_OFFICES = re.compile(
    r"\b(?P<group>(?:[a-z]+\s){0,2}(?:[Mm]inisters|[Pp]residents|[Ll]eaders|[Pp]arliaments|[Gg]overnments|[Ss]peakers|[Aa]mbassadors|[Hh]eads of (?:state|government)|"
    r"[Ll]awmakers|[Dd]elegations|[Oo]fficials|[Ss]enators|MPs))\s(?:of|from)\s(?:the\s)?(?:[A-ZÀ-Ž][\w’'-]+(?:\s[A-ZÀ-Ž][\w’'-]+)*,?\s(?:and\s)?(?:the\s)?)*$"
)
_PRONOUN = re.compile(
    r"[\s“\"'‘»«„]*(?:In (?=(?:his|her|their) (?:view|opinion|eyes|judgement|judgment|mind)\b))?(?:(?:But|And|Yet|Still|Then|Later|Instead|Earlier),?\s)?(He|She|They|It|he|she|they|his|her|their)\b"
)


def speakers_of(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    if one.view:
        return _subject(scene, one, one.regions[0])
    if one.layout:
        source = one.attribution.source
        return scene.speakers.speakers_of(one.attribution) or (leading(scene, source) if source else ())
    if _is_wished(scene, one.attribution):
        return ()
    if told := _quoted_by_another(scene, one) or _interrupted(scene, one):
        return told
    found = _as_group(scene, scene.speakers.speakers_of(one.attribution))
    if (
        not found
        and one.attribution.direct
        and (
            document := _DOCUMENT_LEADS.search(
                scene.article.text, max(0, one.regions[0].start - 140), one.regions[0].start
            )
        )
    ):
        source = Span(*document.span(1))
        found = scene.speakers.speakers_of(Attribution(one.attribution.content, source, None, direct=True, form="view"))
    if not found and one.attribution.direct and not _names_somebody(scene, one.attribution.source):
        sentence = scene.discourse.sentences[max(0, scene.discourse.at(one.attribution.content[0].start))]
        found = goes_on(scene, one, sentence) or told_before(scene, one)
    if one.reported and found and any(_is_subject_matter(speaker, _sentence_of(scene, one)) for speaker in found):
        start = one.attribution.source.start if one.attribution.source else one.regions[0].start
        if not _wants(_words_of(_sentence_of(scene, one), Span(start, one.regions[-1].end))):
            return ()
    return found


def _names_somebody(scene: Scene, source: Span | None) -> bool:
    """Whether a source is more than a small word: "The" of "The first of them: “…”" is none."""
    return source is not None and kind_of_word(source.of(scene.article.text)) != "f"


def _is_wished(scene: Scene, one: Attribution) -> bool:
    """Whether the act is only asked for or imagined: "one way would be for the alliance to declare …"."""
    if one.source is None or one.cue is None or one.source.end >= one.cue.start:
        return False
    text = scene.article.text
    return text[one.source.end : one.cue.start] == " to " and text[
        max(0, one.source.start - 9) : one.source.start
    ].endswith(("for ", "for the "))


def _quoted_by_another(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    """Whom a third party quotes: "a participant quotes him with the words …" is his view, told by another."""
    cue, source = one.attribution.cue, one.attribution.source
    if not one.attribution.direct or (cue is None and source is None):
        return ()
    place = cue.start if cue else source.end + 1 if source else 0
    match = _QUOTES.match(scene.article.text, place)
    if match is None:
        return ()
    is_paper = source is not None and names_outlet(source.of(scene.article.text))
    found = scene.speakers.speakers_of(
        Attribution(one.attribution.content, Span(*match.span("who")), None, direct=True, form="view")
    )
    if found:
        one.reported = not is_paper
    return found


def _interrupted(scene: Scene, one: Utterance) -> tuple[Speaker, ...]:
    """Whose view somebody else tells in a clause set into it: "The French president, she told her aides, is against it"."""
    if (spans := interrupted_subject(scene, one.attribution)) is None:
        return ()
    subject, teller = spans
    tellers = scene.speakers.speakers_of(Attribution(one.attribution.content, teller, None, form="view"))
    found = scene.speakers.speakers_of(Attribution(one.attribution.content, subject, None, form="view"))
    if not found or same_side(tellers, found) or not _holds(scene, one, found, subject):
        return tellers
    one.reported = True
    return found


def _holds(scene: Scene, one: Utterance, found: Sequence[Speaker], subject: Span) -> bool:
    """Whether the subject of words told by another has a view in them: not "Ukraine, she said, will join", nor "Germany, she said, must …"."""
    if one.attribution.content[0] != subject or found[0].kind is ActorKind.PERSON:
        return True
    sentence = _sentence_of(scene, one)
    part = _words_of(sentence, Span(one.attribution.content[1].start, sentence.span.end))
    if not _ATTITUDE.any(part) or _NORM.any(part.part(0, min(4, len(part.words)))):
        return False
    return _wants(part) or not any(_is_subject_matter(speaker, sentence) for speaker in found)


def _sentence_of(scene: Scene, one: Utterance) -> Sentence:
    return scene.discourse.sentences[max(0, scene.discourse.at(anchor(one.attribution)))]


def _as_group(scene: Scene, found: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """ "The ministers of Denmark and Norway" are a group of ministers, not two states."""
    first = found[0].span if found else None
    if first is not None and len(found) == 1 and found[0].group and (named := _named_of(scene, first)):
        return named
    if first is not None and QUOTED_IN.search(found[0].name):
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


def _named_of(scene: Scene, group: Span) -> tuple[Speaker, ...]:
    """Those whom the sentence of a group names as its members."""
    sentence = scene.discourse.sentences[max(0, scene.discourse.at(group.start))]
    return named_members(scene.article.text, group, sentence.span.end, scene.speakers.bodies)


def _subject(scene: Scene, one: Utterance, span: Span) -> tuple[Speaker, ...]:
    """Whose view a sentence of the paper tells: the agent of a passive, else its subject, if it has an attitude."""
    text = scene.article.text
    if line := DATELINE.match(text, span.start, span.end):
        span = Span(line.end(), span.end)
    words = span.of(text)
    if held := _held(scene, one, span):
        return held
    sentence = scene.discourse.sentences[scene.discourse.at(span.start)]
    if MARKED.match(text, max(0, span.start - 1)) or MARKED.match(words):
        found = goes_on(scene, one, sentence)
        one.layout = "quote" if found else ""
        return found
    if one.headline and (named := NAMED_AT_END.search(words)):
        source = Span(span.start + named.start(1), span.start + named.end(1))
        found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
        if found:
            return found
    inserted = _PARENTHESIS.search(words)
    if inserted:
        source = Span(span.start + inserted.start("who"), span.start + inserted.end("who"))
        return scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
    if told := told_after(scene, one, span):
        return told
    if owned := _DEMAND.search(words):
        source = Span(span.start + owned.start("who"), span.start + owned.end("who"))
        found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
        if found and _may_hold(scene, found, scene.discourse.sentences[scene.discourse.at(span.start)]):
            return found
    found = _as_group(scene, leading(scene, span))
    if not found and (group := group_at_head(text, span)):
        found = _named_of(scene, group)
        if found and _ATTITUDE.any(sentence.reading):
            return found
    if not found and (match := _PRONOUN.match(words)):
        source = Span(span.start + match.start(1), span.start + match.end(1))
        found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
    if (
        found
        and (all(speaker.kind is ActorKind.PERSON for speaker in found) or _ATTITUDE.any(sentence.reading))
        and not (
            found[-1].span and (_TOLD_TO.match(text, found[-1].span.end) or _RECEIVES.match(text, found[-1].span.end))
        )
        and _may_hold(scene, found, sentence)
    ):
        _read_report(scene, one, found[-1], span)
        return found
    people = any(speaker.kind is ActorKind.PERSON for speaker in found)
    return () if people or _PRONOUN.match(words) else thought_on(scene, one, sentence)


def _read_report(scene: Scene, one: Utterance, speaker: Speaker, span: Span) -> None:
    """Take a sentence of the paper in which its subject reports something for an act of speaking, as it is one."""
    told = speaker.span and _REPORTS.match(scene.article.text, speaker.span.end, span.end)
    if told:
        one.attribution = replace(
            one.attribution,
            content=(Span(told.end(), span.end),),
            source=speaker.span,
            cue=Span(*told.span("cue")),
            form="",
        )
        one.view = False


def _held(scene: Scene, one: Utterance, span: Span) -> tuple[Speaker, ...]:
    """The holder whom a frame names: as sure as the source of a reporting verb."""
    source = find_holder(scene.article.text, span)
    if source is None or scene.is_quoted(source):
        return ()
    found = scene.speakers.speakers_of(Attribution((span,), source, None, form="view"))
    sentence = scene.discourse.sentences[scene.discourse.at(span.start)]
    if not found or found[0].anonymous or not _may_hold(scene, found, sentence):
        return ()
    one.view = False
    return found


def _may_hold(scene: Scene, found: Sequence[Speaker], sentence: Sentence) -> bool:
    """What the question is about, as the subject, holds a view only if it wants something: "Ukraine will join" is about it."""
    return _wants(sentence.reading) or not any(_is_subject_matter(one, sentence) for one in found)


def has_attitude(reading: Reading) -> bool:
    """Whether words tell a view, a demand or an act of will."""
    return _ATTITUDE.any(reading)


def has_will(speaker: Speaker, reading: Reading) -> bool:
    """Whether the verb of a speaker as the subject, behind an aside or an adverb, is one of attitude: "Berg, 54, wants …"."""
    if speaker.span is None:
        return False
    first = bisect_left(reading.spans, (speaker.span.end,))
    while first and reading.spans[first - 1][1] > speaker.span.end:
        first -= 1  # "She'd": both words stand in one
    words = reading.words[first : first + _ASIDE]
    places = [0, *(at + 1 for at, word in enumerate(words) if word == "," and words[0] == ",")]
    return any(
        start <= 1
        for place in places
        for _, start, _ in _ATTITUDE.find(reading.part(first + place, min(first + place + _VERBAL, len(reading.words))))
    )


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


def is_generic(one: Utterance) -> bool:
    """Whether only a noun stands for the speakers: "when allies agree" is nobody's statement."""
    return all(speaker.group or (speaker.actor_id is None and speaker.name.islower()) for speaker in one.speakers)


def other_holder(scene: Scene, one: Utterance, clause: Span, sentence: Sentence) -> tuple[Speaker, ...]:
    """Who holds the view told in a clause of somebody's words, if it is another: "Hungary rejects it, she said"."""
    text = scene.article.text
    cue, content = one.attribution.cue, one.attribution.content
    start = clause.start
    if cue and _BLAMING.match(cue.of(text)):
        return ()
    said = content[0].start if content else 0
    possessor = _POSSESSED.match(text, max(sentence.span.start, min(said, clause.start)), sentence.span.end)
    if possessor and not one.view:
        found = scene.speakers.somebody_else(Span(*possessor.span(1)), one.speakers)
        return () if not found or found[0].anonymous or same_side(one.speakers, found) else found
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
    found = leading(scene, Span(start, clause.end))
    if not found and (match := _OFFICE_LED.match(text, start, clause.end)):
        source = Span(*match.span(1))
        found = scene.speakers.speakers_of(Attribution((Span(start, clause.end),), source, None, form="view"))
    if (
        not found
        and (match := _THEIRS.match(text, start, clause.end))
        and (one.layout or (one.attribution.direct and _HE_WANTS.match(text, match.start(1))))
    ):
        found = scene.speakers.somebody_else(Span(*match.span(1)), one.speakers)
    if not found or found[0].anonymous or same_side(one.speakers, found):
        return ()
    if one.attribution.direct and not one.layout and _AMONG_US.match(text, start, clause.end):
        return ()  # "“All our allies agreed that …,” he said": he among them
    if found[-1].span and _TO_DO.match(text, found[-1].span.end):
        return ()
    if cue and found[0].span and _TOLD_SOMEBODY.match(text, cue.start, found[0].span.start):
        return ()  # "told the country's president, Eva Moe, that …"
    if found[0].span and _AT_A_PLACE.search(text, max(0, found[0].span.start - 6), found[0].span.start):
        return ()  # "pledged in Vilnius that …"
    quoted = scene.is_quoted(clause)
    if quoted and one.attribution.direct and not one.layout and not any(speaker.country for speaker in one.speakers):
        found = tuple(speaker for speaker in found if speaker.kind is ActorKind.PERSON)
    if any(_is_subject_matter(speaker, sentence) for speaker in found) and not _wants(part):
        return ()
    return found


# Who is accused of something is the object: what is told of it is the accuser's view.
_BLAMING = re.compile(r"(?:accus|blam|criticis|criticiz|denounc|condemn|reproach|chid|berat)\w*", re.I)
_NO_SUBJECT = re.compile(
    r"(?:and|but|or)\s(?:also\s|still\s)?(?:won|wouldn|will|would|does|doesn|did|didn|is|isn|was|wasn|has|hasn|had|wants|opposes|rejects|backs|supports|insists|refuses|can|can|could|may)\b"
)
_AMONG_US = re.compile(
    r"\W*(?:all\s(?:of\s)?(?:our\s|the\s|NATO\s)?(?:allies|members)|our\sallies)\s(?:have\s|had\s)?(?:\w+ly\s)?agree[sd]?\b",
    re.I,
)
# "urged the premier to offer it": who is asked to do something is no holder.
_TOLD_SOMEBODY = re.compile(
    r"(?:told|tells|telling|assured|assures|assuring|informed|reminded|reminding|asked|urged|warned|promised)\s(?:(?:the|his|her|its|their)\s)?(?:[\w’'-]+\s){0,4}(?:[\w’'-]+,\s)?$"
)
_AT_A_PLACE = re.compile(r"\b(?:in|at|from)\s$")
_TO_DO = re.compile(r"\s(?:not\s)?to\s[a-z]")
_LEADING = re.compile(
    r"(?:[\s“\"‘'«„]*(?:it|this|the\s(?:text|agreement|document|declaration|statement|letter|resolution))\s(?:says|states|confirms|recogni[sz]es|reads|notes|makes\sclear)\sthat\s+|(?:[Aa]ccording )?to [^,]{2,60},|that|and|but|while|as|because|where|since|still|yet)\s+",
    re.I,
)
_OFFICE_LED = re.compile(
    r"\s*([Tt]he (?:[A-Za-z-]+ ){0,3}(?:[Ss]ecretary[ -][Gg]eneral|[Pp]resident|[Cc]hancellor|[Mm]inister|[Pp]remier|[Kk]ing|[Ss]peaker))(?=,|\s(?:also\s)?"
    r"(?:wants|wanted|believe[sd]|thinks|thought|rejects|rejected|opposes|opposed|backs|backed|supports|supported|favours|favou?red|insists|insisted|hopes|hoped)\b)"
)
_HE_WANTS = re.compile(
    r"(?:He|She|he|she)(?:['’]s)?\s(?:really\s|still\s|also\s|always\s|just\s)?(?:wants?|wanted|wanting|demands?|demanded|insists?|insisted|refuses|refused|opposes|rejects|supports|will\snever\s(?:accept|agree|allow)|"
    r"doesn['’]t\swant|does\snot\swant|asked|asks|is\sasking)\b"
)
_THEIRS = re.compile(r"[\s“\"‘'«„]*(His|Her|He|She|Their|They)\b")


def _words_of(sentence: Sentence, span: Span) -> Reading:
    places = sentence.reading.spans
    return sentence.reading.part(bisect_left(places, (span.start,)), bisect_left(places, (span.end,)))
