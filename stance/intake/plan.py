"""What a batch of readings changes in a store: sources, new actors, statements; planned in memory, then put at once.

The rules: a text that is known changes nothing but adds where else it stands; a page that changed becomes a source of
its own that points to the earlier one; a report that several outlets carry gives one statement with several sources,
and so does one utterance that two outlets quote (analysis/sameness.py). Nothing that stands in the store is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.analysis.sameness import (
    StatementIndex,
    address_key,
    changes_between,
    same_report,
    same_words,
)
from stance.codebook import Codebook, load_codebook
from stance.ids import statement_id
from stance.intake.known import KnownSources, KnownStatements
from stance.intake.matching import again_in, described_id, filled, same_place, source_of
from stance.intake.naming import Names
from stance.model import (
    Actor,
    Article,
    Confidence,
    Event,
    Problem,
    Proposal,
    Source,
    SourceRef,
    Statement,
    Status,
)

if TYPE_CHECKING:
    from stance.store import Batch, Store

_CANDIDATES = 4  # texts that are looked at word by word for one that may be the same report


@dataclass(frozen=True)
class Rules:
    """How to take things in."""

    coder: str
    now: str
    accept: Confidence | None = None  #: proposals at least this sure are accepted; None: all wait for review
    keep_apart: bool = False  #: every article and every statement counts for itself
    codebook_file: Path | None = None  #: where positions come from that the store does not have yet; None: what ships


@dataclass(frozen=True)
class Changed:
    """A page whose text is not what it was."""

    url: str
    earlier: str  #: id of the source with the earlier text
    source: str  #: id of the source with the new text
    gone: tuple[str, ...]  #: lines that left
    come: tuple[str, ...]  #: lines that came


@dataclass
class Tally:
    """What an import came to."""

    read: int = 0  #: articles, sources and coded statements
    new: int = 0  #: of them not known before
    known: int = 0  #: of them known, with nothing new to say
    carried: int = 0  #: of the new, reports that another source carries as well
    proposals: int = 0  #: statements found in articles, or coded in files
    accepted: int = 0
    waiting: int = 0
    repeated: int = 0  #: statements known already, whose sources grew or stayed
    joined: int = 0  #: of them those whose sources grew
    completed: int = 0  #: sources known already, of which more is known now
    gained: set[str] = field(default_factory=set)  #: what more is known of them: names of fields
    dated: int = 0  #: known statements without a day that got one from the day of publication
    dateless: int = 0  #: known statements of newly dated sources that still have no day
    actors: int = 0  #: people and bodies the roster did not have
    changed: list[Changed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> int:
        return sum(problem.serious for problem in self.problems)


class Plan:
    """Takes readings in, one after the other, and knows at the end what to put."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self.store = store
        self.rules = rules
        self.tally = Tally()
        self.positions = {position.id: position for position in store.positions()}
        self.names = Names(store, self._put_named)
        self.sources = KnownSources(store)
        self.statements = KnownStatements(store)
        self._index = StatementIndex()
        self._indexed: set[tuple[str, str]] = set()  # actors and positions whose statements stand in the index
        self._texts: dict[str, str] = {}
        self._puts: dict[tuple[str, str], Any] = {}
        self._out: list[str] = []  # statements that go, unless they are put again

    @cached_property
    def _codebook(self) -> Codebook:
        return load_codebook(self.rules.codebook_file)

    # -- writing --

    def put_into(self, batch: Batch) -> None:
        """Hand everything over to a batch of the same store."""
        for id in self._out:
            if id not in self.statements:
                batch.remove(Statement, id)
        for text in self._texts.values():
            batch.put_text(text)
        for record in self._puts.values():
            batch.put(record)

    def _put_named(self, record: Actor | Event) -> None:
        self.tally.actors += isinstance(record, Actor)
        self._put(record)

    def _put(self, record: Actor | Event | Source | Statement) -> None:
        self._puts[type(record).__name__, record.id] = record

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep a text of a source."""
        self._texts[sha256] = text

    def text_of(self, sha256: str) -> str | None:
        """A text of this plan or of the store."""
        return self._texts.get(sha256) or (self.store.text(sha256) if sha256 else None)

    # -- sources --

    def put_source(self, source: Source) -> None:
        """Add a source, or put a fuller one in place of what it was."""
        self.sources.put(source)
        self._put(source)

    def known_source(self, source: Source) -> Source | None:
        """The source of the plan that another means: by its id, its address, or the same description."""
        if source.id in self.sources:
            return self.sources[source.id]
        by_address = self.sources.by_address.get(address_key(source.url)) if source.url else None
        return self.sources.get(by_address or described_id(source))

    def take_source(self, source: Source) -> Source:
        """Take in a source without a text; the known one, completed, where there is one."""
        known = self.known_source(source)
        if known is None:
            known = replace(source, id=source.id or described_id(source))
            self.put_source(known)
            self.tally.new += 1
        else:
            self.tally.known += 1
            known = self._complete(known, source)
        return known

    def _complete(self, known: Source, source: Source) -> Source:
        """The known source with what another account adds to it."""
        fuller = filled(known, source)
        if fuller != known:
            self.put_source(fuller)
            self.tally.completed += 1
            self.tally.gained |= {
                name
                for name in ("title", "url", "urls", "outlet", "published", "language", "author")
                if getattr(fuller, name) != getattr(known, name)
            }
        return fuller

    # -- articles --

    def take_article(self, article: Article, proposals: Iterable[Proposal], sha256: str, sketch: str) -> None:
        """Take in an article and what was found in it."""
        source = source_of(article, sha256, sketch)
        same = self.sources.by_text.get(sha256, [])
        for id in same:
            if same_place(self.sources[id], source):
                self._meet_again(self.sources[id], source, article.text, proposals)
                return
        at_address = self.sources.by_address.get(address_key(article.url)) if article.url else None
        old = self.sources[at_address] if at_address else None
        if old and not old.sha256:
            # The address was known from hand-coded statements; now its text is, too.
            source = replace(filled(old, source), sha256=sha256, sketch=sketch)
            old = None
        old_text = self.text_of(old.sha256) if old else None
        if old and old_text is not None and same_words(old_text, article.text):
            self._meet_again(old, replace(source, sha256=""), article.text, proposals)
            return
        reports = frozenset() if self.rules.keep_apart else self._reports_like(article.text, same, sketch)
        if old:
            source = replace(source, earlier=old.id)
            gone, come = changes_between(old_text or "", article.text)
            self.tally.changed.append(Changed(article.url, old.id, source.id, tuple(gone), tuple(come)))
            reports |= {old.id}
        elif reports:
            self.tally.carried += 1
        self.tally.new += 1
        self._texts[sha256] = article.text
        self.put_source(source)
        if same and not self.rules.keep_apart:
            # To the letter the same text: the same statements at the same places.
            self.carry_over(same[0], source.id)
            if source.published and not self.sources[same[0]].published:
                self.date_statements(source.id, article.text, proposals)
            return
        for proposal in proposals:
            self.take_proposal(proposal, article, source, reports)

    def _meet_again(self, known: Source, source: Source, text: str, proposals: Iterable[Proposal]) -> None:
        self.tally.known += 1
        fuller = self._complete(known, source)
        if fuller.published and not known.published:
            self.date_statements(known.id, text, proposals)

    def date_statements(
        self,
        source: str,
        text: str,
        proposals: Iterable[Proposal],
        which: Callable[[Statement], bool] = lambda one: True,
    ) -> None:
        """Give the undated statements of a source the day that its text tells, as it is read now."""
        found = list(proposals)
        for id in self.statements.in_source(source):
            statement = self.statements[id]
            if statement.stated_on or statement.status is Status.TRASHED or not which(statement):
                continue
            told = again_in(statement, source, found)
            if told is None or told.stated_on is None:
                self.tally.dateless += 1
                continue
            actor = self.names.actor(statement.actor)
            office = self.names.gazetteer.role_on(actor, None) if actor else None
            changes: dict[str, Any] = {"stated_on": told.stated_on}
            # An office that was only guessed for want of a day is looked up again; one that somebody set stays.
            if told.role and statement.role in ("", office.title if office else ""):
                changes |= {"role": told.role, "country": told.country or statement.country}
            event = statement.event or self.names.event_on(told.stated_on, text)
            self.put_statement(replace(statement, event=event, **changes))
            self.tally.dated += 1

    def reports_of(self, source: Source, text: str) -> frozenset[str]:
        """The other sources that are one report with a known one."""
        if self.rules.keep_apart:
            return frozenset()
        same = self.sources.by_text.get(source.sha256, [])
        return (self._reports_like(text, same, source.sketch) | {source.earlier}) - {source.id, ""}

    def _reports_like(self, text: str, same: list[str], sketch: str) -> frozenset[str]:
        """The sources whose text is the same report."""
        found = set(same)
        for id in self.sources.sketches.like(sketch)[:_CANDIDATES]:
            if id in found:  # the text itself, for one, which need not be read again
                continue
            other = self.text_of(self.sources[id].sha256)
            if other is not None and same_report(text, other):
                found.add(id)
        return frozenset(found)

    def carry_over(self, earlier: str, source: str, spare: Collection[str] = ()) -> None:
        """Let the statements of a text rest on another source of the same text too, but for those to be spared."""
        for id in self.statements.in_source(earlier):
            statement = self.statements[id]
            if id in spare or any(ref.source == source for ref in statement.sources):
                continue
            ref = next(ref for ref in statement.sources if ref.source == earlier)
            self.tally.proposals += 1
            self.tally.repeated += 1
            self.tally.joined += 1
            self.put_statement(replace(statement, sources=(*statement.sources, replace(ref, source=source))))

    def take_proposal(
        self, proposal: Proposal, article: Article, source: Source, reports: frozenset[str], id: str = ""
    ) -> None:
        """Take in what was found in an article; `reports` are sources that are one report with its own.

        `id`: what the statement is called, if it is a new one; else made from what it says.
        """
        if not self.has_position(proposal.position):
            self.tally.problems.append(Problem(article.place, f"The store has no position {proposal.position!r}."))
            return
        words = article.text[proposal.evidence.start : proposal.evidence.end]
        accepted = self.rules.accept is not None and proposal.confidence.rank <= self.rules.accept.rank
        statement = Statement(
            id=id,
            actor=self.names.actor_for(proposal.actor, proposal.actor_id, proposal.actor_kind, proposal.country),
            position=proposal.position,
            kind=proposal.kind,
            stated_on=proposal.stated_on,
            role=proposal.role,
            country=proposal.country,
            quote=proposal.quote,
            summary="" if proposal.quote else " ".join(words.split()),
            event=self.names.event_on(proposal.stated_on, article.text),
            sources=(SourceRef(source.id, proposal.evidence.start, proposal.evidence.end),),
            condition=proposal.condition,
            status=Status.ACCEPTED if accepted else Status.PROPOSED,
            confidence=proposal.confidence,
            cues=proposal.cues,
            coder=self.rules.coder,
            recorded_at=self.rules.now,
        )
        self.take_statement(statement, reports)

    # -- statements --

    def take_statement(self, statement: Statement, reports: frozenset[str] = frozenset()) -> Statement:
        """Take in a statement: a new one, or the one it repeats with its sources added. One without an id gets its id."""
        self.tally.proposals += 1
        self._index_view(statement.actor, statement.position)
        known = None if self.rules.keep_apart else self._index.repeated_by(statement, reports)
        if not statement.id:
            statement = replace(statement, id=self._new_id(statement, known))
        if known is None and statement.id in self.statements:
            known = self.statements[statement.id]
        if known is not None:
            self.tally.repeated += 1
            present = {ref.source for ref in known.sources}
            more = tuple(ref for ref in statement.sources if ref.source not in present)
            if more:
                self.tally.joined += 1
                known = replace(known, sources=known.sources + more)
                self.put_statement(known)
            return known
        if statement.status is Status.ACCEPTED:
            self.tally.accepted += 1
        elif statement.status is Status.PROPOSED:
            self.tally.waiting += 1
        self.put_statement(statement)
        return statement

    def _new_id(self, statement: Statement, known: Statement | None) -> str:
        words = statement.quote or statement.summary
        sources = [ref.source for ref in statement.sources]
        id = statement_id(statement.actor, statement.position, statement.stated_on, words, sources)
        if known is None and id in self.statements:
            # The same words on the same day, kept apart: told from one another by their source.
            id = statement_id(statement.actor, statement.position, statement.stated_on, f"{words} {sources}", sources)
        return id

    def put_statement(self, statement: Statement) -> None:
        """Add a statement, or put a changed one in place of what it was."""
        self._index_view(statement.actor, statement.position)
        self._index.add(statement)
        self.statements.put(statement)
        self._put(statement)

    def take_out(self, id: str) -> None:
        """Let a statement of the store go, unless it is taken in again."""
        self.statements.drop(id)
        self._out.append(id)

    def _index_view(self, actor: str, position: str) -> None:
        """Let the statements of the store of this actor and position be found."""
        view = actor, position
        if view not in self._indexed:
            self._indexed.add(view)
            for id in self.statements.stored_by_view.get(view, ()):
                if id in self.statements:
                    self._index.add(self.statements[id])

    def has_position(self, id: str) -> bool:
        """Whether a position is in the store; one that only the codebook has is put there."""
        if id not in self.positions and id in self._codebook:
            self.positions[id] = self._codebook.position(id)
            self._puts["Position", id] = self.positions[id]
        return id in self.positions
