"""What the extraction saw in an article, as plain data: for `stance extract --explain` and for tests."""

from __future__ import annotations

from dataclasses import dataclass

from stance.model import Article, Attribution, Problem, Proposal, Span

__all__ = ["Explanation", "Mark", "Reason"]


@dataclass(frozen=True)
class Mark:
    """A stretch of the text and what it is: "content", "cue", "speaker", "position" or "date"."""

    span: Span
    label: str
    note: str = ""


@dataclass(frozen=True)
class Reason:
    """An attribution and what became of it."""

    attribution: Attribution
    speaker: str  #: the actors it was resolved to; empty if none
    regions: tuple[Span, ...]  #: the words that were looked through
    positions: tuple[str, ...]  #: the positions found in them
    why: str  #: why none was found; empty where some were


@dataclass(frozen=True)
class Explanation:
    """The proposals of an article with every reason; `problem` says why an article was not read at all."""

    article: Article
    proposals: tuple[Proposal, ...] = ()
    reasons: tuple[Reason, ...] = ()
    on_topic: bool = True
    problem: Problem | None = None

    @property
    def marks(self) -> list[Mark]:
        """Everything to be marked in the text, in text order; marks may overlap, the finer ones come later."""
        found: list[Mark] = []
        for reason in self.reasons:
            attribution = reason.attribution
            found += [Mark(span, "content") for span in attribution.content]
            if attribution.cue:
                found.append(Mark(attribution.cue, "cue"))
            if attribution.source:
                found.append(Mark(attribution.source, "speaker", reason.speaker))
        for proposal in self.proposals:
            if proposal.speaker:
                found.append(Mark(proposal.speaker, "speaker", proposal.actor))
            if proposal.position_cue:
                found.append(Mark(proposal.position_cue, "position", proposal.position))
            if proposal.date_span:
                found.append(Mark(proposal.date_span, "date", str(proposal.stated_on or "")))
        order = {"content": 0, "cue": 1, "speaker": 2, "date": 3, "position": 4}
        return sorted(set(found), key=lambda mark: (mark.span.start, order[mark.label], mark.span.end, mark.note))
