"""Kept texts looked into anew, after the codebook or the program has changed; what people decided stays as it is.

Proposals that nobody has looked at are replaced by what is found now; one that is found again to the letter stays the
same record. A person has decided where a statement was reviewed, edited, removed or made by hand; what was decided of
a passage is not proposed again, be it under the codes that it had before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stance.ids import slug
from stance.intake.bringing import Manner
from stance.intake.gathering import Finder, Gathered, cores, look_into
from stance.intake.matching import again_in
from stance.intake.plan import Plan, Rules
from stance.model import Article, Problem, Proposal, Source, Statement, Status
from stance.store import Store
from stance.store.undoing import undone
from stance.text import normalize_words

_BY_PEOPLE = frozenset({"add", "edit", "review", "remove", "merge"})  # commands by which people decide
_MANY = 150  # texts from which a second process pays for its start


@dataclass(frozen=True)
class Rereading:
    """What reading anew came to."""

    read: int = 0  #: texts
    added: tuple[str, ...] = ()  #: ids of statements that were not there
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    decided: int = 0  #: statements that stay as they are, whatever is found now
    waiting: int = 0  #: proposals of these texts, now
    dated: int = 0
    problems: tuple[Problem, ...] = ()
    batch: str = ""  #: empty if nothing was written
    interrupted: bool = False


def read_again(
    store: Store,
    sources: Sequence[Source],
    rules: Rules,
    manner: Manner,
    unseen: bool = False,
    progress: Callable[[int, int, int], None] | None = None,
) -> Rereading:
    """Look into the texts of sources anew, and replace what nobody has decided, in one batch.

    `unseen`: statements that `import --accept` accepted without anybody looking count as undecided. Ctrl-C ends the
    reading; the texts that were read by then are replaced. Looking into texts holds no lock.
    """
    gathered: list[Gathered] = []
    problems: list[Problem] = []
    finder = Finder(rules.codebook_file, store.actors())
    jobs = manner.jobs or (1 if len(sources) < _MANY else cores())
    interrupted = False
    try:
        for one in look_into(_articles(store, sources, problems), len(sources), finder, jobs, progress):
            if isinstance(one.reading, Problem):
                problems.append(one.reading)
            else:
                gathered.append(one)
    except KeyboardInterrupt:
        interrupted = True
    with store.change(manner.command, coder=rules.coder, now=rules.now, dry_run=manner.dry_run) as batch:
        plan = Plan(batch.store, rules)
        anew = _Anew(plan, gathered, unseen)
        anew.plan_all()
        plan.put_into(batch)
    told = [change for change in batch.changes if change.table == "statements"]
    return Rereading(
        read=len(gathered),
        added=tuple(one.id for one in told if one.before is None),
        changed=tuple(one.id for one in told if one.before and one.after),
        removed=tuple(one.id for one in told if one.after is None),
        decided=len(anew.decided),
        waiting=anew.waiting(),
        dated=plan.tally.dated,
        problems=(*problems, *plan.tally.problems),
        batch=batch.id if batch.changes and not manner.dry_run else "",
        interrupted=interrupted,
    )


def _articles(store: Store, sources: Iterable[Source], problems: list[Problem]) -> Iterator[Article]:
    """The kept texts as articles; `id` is that of the source."""
    for one in sources:
        text = store.text(one.sha256) if one.sha256 else None
        if text is None:
            problems.append(Problem(one.id, "Its text is not kept here.", serious=False))
            continue
        yield Article(
            text, one.id, one.title, one.url, one.outlet, one.published, one.language, one.accessed, one.id, one.author
        )


class _Anew:
    """Takes what nobody decided out of a plan, and what is found now in."""

    def __init__(self, plan: Plan, gathered: Sequence[Gathered], unseen: bool) -> None:
        self.plan = plan
        self.gathered = [(one, one.reading) for one in gathered if isinstance(one.reading, Article)]
        self.unseen = unseen
        self.texts = {article.id for _, article in self.gathered}
        self.originals = _originals(plan.store)
        self.before: dict[str, Statement] = {}  # undecided ones, as they were
        self.decided: dict[str, Statement] = {}
        self.by_source = {id: plan.statements.in_source(id) for id in self.texts}

    def plan_all(self) -> None:
        for id in self._statements():
            statement = self.plan.statements[id]
            if not self._is_open(statement):
                self.decided[id] = statement
                continue
            self.before[id] = statement
            rest = tuple(ref for ref in statement.sources if ref.source not in self.texts)
            if rest:
                self.plan.put_statement(replace(statement, sources=rest))
            else:
                self.plan.take_out(id)
        first: dict[str, str] = {}
        for one, article in self.gathered:
            if one.sha256 in first and not self.plan.rules.keep_apart:
                self.plan.carry_over(first[one.sha256], article.id, spare=self.decided)
                continue
            first[one.sha256] = article.id
            self._take(one, article)
        self._keep_what_stayed()

    def waiting(self) -> int:
        return sum(self.plan.statements[id].status is Status.PROPOSED for id in self._statements())

    def _statements(self) -> list[str]:
        """The ids of the statements that rest on the texts, now."""
        in_source = self.plan.statements.in_source
        return list(dict.fromkeys(id for _, article in self.gathered for id in in_source(article.id)))

    def _is_open(self, statement: Statement) -> bool:
        if statement.confidence is None or statement.id in self.originals:
            return False
        return statement.status is Status.PROPOSED or (self.unseen and statement.status is Status.ACCEPTED)

    def _take(self, one: Gathered, article: Article) -> None:
        plan = self.plan
        source = plan.sources.get(article.id)
        if source is None:  # removed while we were reading
            return
        known = [self.decided[id] for id in self.by_source[source.id] if id in self.decided]
        reports = plan.reports_of(source, article.text) if one.proposals else frozenset()
        for proposal in one.proposals:
            if not any(self._settles(statement, proposal, source.id) for statement in known):
                plan.take_proposal(proposal, article, source, reports, self._same_as_before(proposal, source.id))
        plan.date_statements(source.id, article.text, one.proposals, self._may_date)

    def _may_date(self, statement: Statement) -> bool:
        """Whether a decided statement may get the day that its text tells: nobody looked at it."""
        return (
            statement.id in self.decided and statement.confidence is not None and statement.id not in self.originals
        )  # fmt: skip

    def _same_as_before(self, proposal: Proposal, source: str) -> str:
        """The id of the statement that a proposal finds again, perhaps with another day; empty if it is none."""
        for id in self.by_source[source]:
            if (old := self.before.get(id)) and id not in self.plan.statements:
                again = again_in(old, source, [proposal])
                if again and old.actor in _called(proposal) and old.position == proposal.position:
                    return id
        return ""

    def _settles(self, statement: Statement, proposal: Proposal, source: str) -> bool:
        """Whether a decision holds for a proposal: of the same actor there, or of what the passage was proposed as."""
        who = _called(proposal)
        here = any(
            ref.source == source
            and ref.start is not None
            and ref.end is not None
            and ref.start < proposal.evidence.end
            and proposal.evidence.start < ref.end
            for ref in statement.sources
        ) or (bool(proposal.quote) and normalize_words(proposal.quote) == normalize_words(statement.quote))
        if statement.actor in who and (here or statement.position == proposal.position):
            return True
        was = self.originals.get(statement.id, {})
        return here and was.get("actor", statement.actor) in who and (
            was.get("position", statement.position) == proposal.position
        )  # fmt: skip

    def _keep_what_stayed(self) -> None:
        """Let statements that were found again keep who recorded them, when, and the order of their sources."""
        for id, old in self.before.items():
            new = self.plan.statements.get(id)
            if new is None:
                continue
            refs = {(ref.source, ref.start, ref.end) for ref in new.sources}
            same = refs == {(ref.source, ref.start, ref.end) for ref in old.sources}
            status = old.status if old.status is Status.ACCEPTED else new.status
            kept = {name: getattr(old, name) for name in ("coder", "recorded_at", "note", "extra")}
            sources = old.sources if same else new.sources
            self.plan.put_statement(replace(new, status=status, sources=sources, **kept))


def _called(proposal: Proposal) -> tuple[str, str]:
    """The ids that the actor of a proposal may have in the store."""
    return proposal.actor_id or "", slug(proposal.actor)


def _originals(store: Store) -> Mapping[str, dict[str, str]]:
    """The statements on which people have decided, each with what its fields were at first, where they changed since."""
    gone = undone(store.history())
    found: dict[str, dict[str, str]] = {}
    first: dict[str, dict[str, str]] = {}
    for batch in store.history():
        changed = batch.changed.get("statements", {})
        for id, (was, _) in changed.items():
            for name, value in was.items():
                first.setdefault(id, {}).setdefault(name, value)
        if batch.id not in gone and batch.command.partition(" ")[0] in _BY_PEOPLE:
            found.update((id, first.setdefault(id, {})) for id in changed)
    return found
