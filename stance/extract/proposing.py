"""From an article to proposals: who holds which position, on what evidence; and why each was made or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from stance.actors import Gazetteer
from stance.codebook import Codebook
from stance.extract.answers import claims_of_answers
from stance.extract.claims import Claim, claims_of, claims_of_whole, undoubled
from stance.extract.confidence import Evidence, confidence
from stance.extract.dating import Dated
from stance.extract.deciding import Decider, Decision
from stance.extract.explanation import Explanation, Reason
from stance.extract.language import language_problem
from stance.extract.layouts import read_layout
from stance.extract.positions import Part, parts_in, parts_of
from stance.extract.scene import Scene, Utterance
from stance.extract.topic import Discourse, Sentence
from stance.extract.utterances import date_scene, read_scene
from stance.extract.wording import load_model
from stance.extract.wrapping import unwrapped
from stance.model import ActorKind, Article, Kind, Proposal, Span

__all__ = ["decider_of", "run", "telling_sentences"]

_RECALLED = 200  # days before publication from which a statement is background
_JOIN = re.compile(r"[\s,;]*(?:(?:and|but|while|whereas|though|yet)\s)?")
_SIDE = 3.5  # least score of a position that shows that an actor takes a side
_MAX_EVIDENCE = 1200  #: characters
_FAR_OFF = 0.4  # what words that nothing near tells the subject of would weigh


@lru_cache(maxsize=4)
def decider_of(codebook: Codebook) -> Decider:
    """The judge of wordings of a codebook, made once."""
    model = load_model(codebook.weights) if codebook.weights and codebook.weights.is_file() else None
    return Decider(codebook, model)


def run(
    article: Article, codebook: Codebook, gazetteer: Gazetteer, *, explain: bool = False, decider: Decider | None = None
) -> Explanation:
    """The proposals of an article with all that explains them; `explain` asks for the reasons as well.

    `decider` is another judge of wordings than the codebook's own.
    """
    problem = language_problem(article)
    if problem is not None:
        return Explanation(article, problem=problem)
    decider = decider or decider_of(codebook)
    original, text = article, unwrapped(article.text)
    if text is not article.text:
        article = replace(article, text=text)
    discourse = Discourse(article.text, article.title, codebook.rules)
    if not discourse.on_topic and not explain:
        return Explanation(original)
    layout = read_layout(article.text, discourse.parts.paragraphs, article.title)
    discourse.note_questions(layout.asked)
    telling = telling_sentences(discourse, decider)
    if not telling and not explain:
        return Explanation(original)
    scene = read_scene(article, discourse, gazetteer, telling, layout)
    claims: list[Claim] = []
    reasons: list[Reason] = []
    hot = {sentence.index for sentence in telling}
    for utterance in scene.utterances:
        found = list(claims_of(scene, utterance, decider, hot))
        claims += found
        if explain and (found or not utterance.view or utterance.speakers):
            reasons.append(_reason(scene, utterance, found, discourse))
    claims += claims_of_whole(scene, telling, claims, decider)
    claims += claims_of_answers(scene, decider)
    kept = _resolve(undoubled(claims), codebook)
    if kept:
        date_scene(scene, {group[0].utterance.number for group in kept})
    proposals = tuple(
        _proposal(scene, group, codebook, original) for group in kept if not _is_recalled(group[0], article)
    )
    return Explanation(original, proposals, tuple(reasons), discourse.on_topic)


def telling_sentences(discourse: Discourse, decider: Decider) -> list[Sentence]:
    """The sentences in which a position may stand: only they are worth a look at who speaks."""
    found = []
    for sentence in discourse.sentences:
        parts = parts_in(sentence)
        if any(decider.decide(discourse, part, parts) for part in parts):
            found.append(sentence)
    return found


# -- which of them stand ----------------------------------------------------------------------------------------------


def _resolve(claims: Sequence[Claim], codebook: Codebook) -> list[list[Claim]]:
    """One group for each actor and position that holds, its best claim first, in the order of the text."""
    actors: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        actors.setdefault(claim.speaker.key, {}).setdefault(claim.decision.position, []).append(claim)
    _leave_states(actors)
    kept: list[list[Claim]] = []
    for held in actors.values():
        for group in held.values():
            group.sort(key=lambda one: (-one.rank, one.decision.span.start))
        kept += [held[position] for position in _consistent(held, codebook)]
    return sorted(
        kept, key=lambda group: (group[0].decision.part.span.start, codebook.rank(group[0].decision.position))
    )


def _leave_states(actors: dict[str, dict[str, list[Claim]]]) -> None:
    """A state named beside its own official in one act ("the president and Ukraine ask …"), or in a headline, gets no row."""
    officials = {
        (group[0].speaker.country, position)
        for held in actors.values()
        for position, group in held.items()
        if group[0].speaker.kind is ActorKind.PERSON
    }
    for held in actors.values():
        for position, group in list(held.items()):
            best = group[0]
            if best.speaker.kind is not ActorKind.STATE or (best.speaker.country, position) not in officials:
                continue
            beside = any(one.kind is ActorKind.PERSON for one in best.utterance.speakers)
            if beside or best.utterance.headline or best.kind is Kind.REPORTED:
                del held[position]


def _consistent(held: dict[str, list[Claim]], codebook: Codebook) -> list[str]:
    """Which of an actor's positions stand together: a more specific one ousts the general, a stronger its rival."""
    own = {position for position, group in held.items() if group[0].kind is not Kind.REPORTED}
    ranked = sorted(held, key=lambda one: (one not in own, -_weight(held[one][0].decision)))
    stands: list[str] = []
    for position in ranked:
        mine = codebook.position(position)
        beside = set(mine.extra.get("beside", ()))
        if mine.support == 0 and _takes_side(position, held, own, codebook):
            continue
        if all(other in beside or position in codebook.position(other).extra.get("beside", ()) for other in stands):
            stands.append(position)
    for position in list(stands):
        for general in codebook.position(position).extra.get("outranks", ()):
            if general in stands:
                stands.remove(general)
    # The specific position wins even where the general one was found with more weight.
    for position in ranked:
        outranked = [one for one in codebook.position(position).extra.get("outranks", ()) if one in stands]
        if outranked and position not in stands and (position in own) >= (outranked[0] in own):
            stands = [one for one in stands if one not in outranked] + [position]
    return stands


def _takes_side(position: str, held: dict[str, list[Claim]], own: set[str], codebook: Codebook) -> bool:
    """Whether an actor who declines to answer one question takes a side in other words: "will be a member; when, I cannot say"."""
    for other in own - {position}:
        beside = {
            *codebook.position(other).extra.get("beside", ()),
            *codebook.position(position).extra.get("beside", ()),
        }
        if (
            codebook.position(other).support
            and not {position, other} & beside
            and held[other][0].decision.score >= _SIDE
        ):
            return True
    return False


# -- proposals --------------------------------------------------------------------------------------------------------


def _proposal(scene: Scene, group: Sequence[Claim], codebook: Codebook, article: Article) -> Proposal:
    """The proposal of some claims, with the words of the article as it stands."""
    claim = group[0]
    decision, utterance, speaker = claim.decision, claim.utterance, claim.speaker
    evidence = _evidence(scene, group)
    quote = _quote(scene, utterance, evidence, decision)
    first = max(decision.chance or 0.0, 0.0)
    sure = confidence(
        Evidence(
            weight=decision.score, margin=decision.margin, topic=decision.topic,
            attribution=utterance.attribution.score, named=not speaker.anonymous, cued=decision.cued,
            agreed=decision.chance is None or first >= 0.5,
        )
    )  # fmt: skip
    # What a speaker tells of somebody else is not dated by the telling.
    dated = utterance.dated if claim.kind is not Kind.REPORTED or utterance.reported else Dated()
    return Proposal(
        actor=speaker.name,
        actor_id=speaker.actor_id,
        role=speaker.role,
        country=speaker.country,
        position=decision.position,
        kind=claim.kind,
        stated_on=dated.date,
        confidence=sure,
        evidence=evidence,
        quote=quote.of(article.text) if quote else "",
        quote_span=quote,
        actor_kind=speaker.kind,
        speaker=speaker.span,
        cue=utterance.attribution.cue,
        position_cue=decision.span,
        date_span=dated.span,
        cues=tuple(dict.fromkeys(_cue_names(group))),
        condition=decision.condition,
        why=_why(claim, codebook, dated.why),
    )


def _is_recalled(claim: Claim, article: Article) -> bool:
    """Whether the words are of another year than the article: history told as background."""
    said = claim.utterance.dated.date
    if said is None or article.published is None:
        return False
    return (article.published.first - said.last).days > _RECALLED


def _cue_names(group: Sequence[Claim]) -> Iterable[str]:
    for claim in group:
        finding = claim.decision.finding
        yield finding.cue + (":negated" if finding.negated else "") if finding else "wording"


def _why(claim: Claim, codebook: Codebook, date_why: str) -> tuple[str, ...]:
    decision = claim.decision
    label = codebook.position(decision.position).label
    if decision.finding:
        by = f"cue “{decision.finding.cue}”" + (" under a negation" if decision.finding.negated else "")
    else:
        by = "its wording as a whole (no cue matched)"
    found = [f"{label}: by {by}, score {decision.score:.1f}, {decision.margin:.1f} more than the next"]
    if decision.chance is not None:
        found.append(f"the learned opinion gives it {decision.chance:.0%}")
    if decision.topic < 1:
        found.append(f"on the question by what stands before ({decision.topic:.1f} of 1)")
    if claim.speaker.why:
        found.append(f"speaker: {claim.speaker.why}")
    if claim.kind is Kind.REPORTED:
        found.append("told by another")
    if date_why:
        found.append(f"date: {date_why}")
    return tuple(found)


def _evidence(scene: Scene, group: Sequence[Claim]) -> Span:
    """The sentence of the best claim, and neighbouring sentences of the same words that say the same."""
    best = group[0]
    span = best.decision.part.sentence.span
    if part := scene.part_at(best.decision.span.start):
        return Span(*_trimmed(scene.article.text, part))
    same = sorted(
        {one.decision.part.sentence.index for one in group if one.utterance is best.utterance and one.kind is best.kind}
    )
    at = best.decision.part.sentence.index
    for index in sorted(same, key=lambda one: abs(one - at)):
        sentence = scene.discourse.sentences[index]
        joined = Span(min(span.start, sentence.span.start), max(span.end, sentence.span.end))
        near = any(abs(sentence.index - scene.discourse.at(edge)) <= 1 for edge in (span.start, span.end - 1))
        if (
            near
            and sentence.paragraph == best.decision.part.sentence.paragraph
            and joined.end - joined.start <= _MAX_EVIDENCE
        ):
            span = joined
    return span


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """A part of a sentence without the conjunction and the marks at its edges."""
    join = _JOIN.match(text, span.start, span.end)
    start = join.end() if join else span.start
    return start, start + len(text[start : span.end].rstrip(" ,;"))


def _quote(scene: Scene, utterance: Utterance, evidence: Span, decision: Decision) -> Span | None:
    """The speaker's own words in the evidence: those round the cue if it is quoted, else the first there."""
    if utterance.reported:
        return None
    if utterance.layout:
        region = utterance.regions[0]
        own = Span(max(evidence.start, region.start), min(evidence.end, utterance.regions[-1].end))
        return own if own.start < own.end else None
    inside = [
        Span(max(one.inner.start, evidence.start), min(one.inner.end, evidence.end))
        for one in scene.quoted
        if one.inner.overlaps(evidence)
    ]
    if not inside:
        return None
    return next((span for span in inside if span.overlaps(decision.span)), inside[0])


def _reason(scene: Scene, utterance: Utterance, claims: Sequence[Claim], discourse: Discourse) -> Reason:
    why = ""
    if not claims:
        parts = parts_of(discourse, utterance.regions)
        if not utterance.speakers:
            why = "nobody could be told who speaks"
        elif not parts or not any(discourse.rules.matcher.present(part.sentence.reading) for part in parts):
            why = "no cue of the codebook stands in these words"
        elif all(part.sentence.ignored for part in parts):
            why = "past events or polls"
        else:
            missing = _missing(discourse, parts)
            why = f"not on the question: nothing names the {missing}" if missing else "its cues do not carry a position"
    speaker = ", ".join(one.name for one in utterance.speakers)
    return Reason(
        utterance.attribution, speaker, utterance.regions, tuple(one.decision.position for one in claims), why
    )


def _missing(discourse: Discourse, parts: Sequence[Part]) -> str:
    for number, slot in enumerate(discourse.rules.slots):
        if not any(
            discourse.strength(part.sentence, number, (part.first, part.last), (part.first, part.last))
            for part in parts
        ):
            return slot.name
    return ""


def _weight(decision: Decision) -> float:
    """How much a position's best words tell: less where only what stands far before says what they are about."""
    return decision.score * (_FAR_OFF + (1 - _FAR_OFF) * decision.topic)
