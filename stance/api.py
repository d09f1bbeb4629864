"""The package's public face for scripts: open a store, bring articles in, read how things stand.

    import stance

    tracker = stance.open_store("stance.json")
    done = tracker.bring_in(["articles/"], accept="high")
    held = {tracker.actor(standing.actor).name: standing.position for standing in tracker.table()}

What is here keeps its names and meanings; everything else in the package may change. Errors are `stance.StanceError`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

from stance.actors import Gazetteer, load_roster
from stance.analysis.current import Standing, current
from stance.analysis.shifts import Shift, shifts
from stance.codebook import Codebook, load_codebook
from stance.errors import BadUsage, NotFound
from stance.intake.bringing import Manner, Outcome, bring_in
from stance.intake.founding import found_store
from stance.intake.plan import Rules
from stance.model import Actor, Article, Confidence, PartialDate, Proposal, Source, Statement, Status
from stance.readers import Options, Reading
from stance.readers import read as read_places
from stance.resources import data_file
from stance.store import Store

__all__ = ["Outcome", "Shift", "Standing", "Tracker", "create_store", "open_store", "propose", "read"]

Place = str | os.PathLike[str]


def open_store(path: Place = "stance.json") -> Tracker:
    """The tracker of a store; NotFound where there is none."""
    return Tracker(Store.open(Path(path)))


def create_store(path: Place = "stance.json", *, sample: bool = False, codebook: Place | None = None) -> Tracker:
    """Make a store with the roster and the events that ship, and with the curated statements if `sample`."""
    own = Path(codebook) if codebook is not None else None
    store, _, _ = found_store(Path(path), codebook_file=own, sample=sample, now=_now(), coder=_login())
    return Tracker(store)


def read(places: Place | Iterable[Place], *, allow_private: bool = False) -> Iterator[Reading]:
    """What files, folders and addresses hold: articles, sources, coded statements, and `Problem` for what is wrong."""
    return read_places(_listed(places), Options(allow_private=allow_private, today=date.today()))


def propose(article: Article | str, *, published: date | str | None = None) -> list[Proposal]:
    """The statements that a text supports, by the codebook and the roster that ship; offsets are into its text."""
    from stance.extract import propose as propose_statements

    if isinstance(article, str):
        article = Article(article, published=_day(published))
    return propose_statements(article, load_codebook(), Gazetteer(load_roster(data_file("actors.toml"))[0]))


class Tracker:
    """A store and what can be asked of it; each change is a batch of its own, which `undo` takes back."""

    def __init__(self, store: Store, coder: str = "") -> None:
        self.store = store
        self.coder = coder or _login()

    # -- what is in it --

    def actor(self, typed: str) -> Actor:
        """The actor of an id, a name or an alias; NotFound or Ambiguous."""
        return self.store.actor(typed) or Gazetteer(self.store.actors()).find(typed)

    def source(self, id: str) -> Source:
        """The source of an id."""
        found = self.store.source(id)
        if found is None:
            raise NotFound("source", id)
        return found

    def statements(self, status: Status | str | None = Status.ACCEPTED) -> Sequence[Statement]:
        """The statements of a status, None: all; in the order of their ids."""
        return self.store.statements(Status(status) if status is not None else None)

    def text(self, source: Source | str) -> str | None:
        """The text of a source, if it is kept."""
        found = self.source(source) if isinstance(source, str) else source
        return self.store.text(found.sha256) if found.sha256 else None

    # -- how things stand --

    def table(self, as_of: date | None = None) -> list[Standing]:
        """Where each actor stands as of a day, today unless told."""
        return current(self.store.statements(), as_of or date.today(), self._order())

    def shifts(self, until: date | None = None) -> list[Shift]:
        """Every change of position, the oldest first."""
        return shifts(self.store.statements(), self._order(), self.store.events(), until)

    def _order(self) -> dict[str, int]:
        return {position.id: number for number, position in enumerate(self.store.positions())}

    # -- changing it --

    def bring_in(
        self,
        places: Place | Iterable[Place],
        *,
        accept: Confidence | str | None = None,
        outlet: str = "",
        published: date | str | None = None,
        strict: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """Take in articles and coded statements as `stance import` does; what is not accepted waits as proposed.

        `accept` is the least confidence ("high", "medium", "low") that is accepted unseen.
        """
        level = Confidence(accept) if accept is not None else None
        today = date.today()
        options = Options(outlet=outlet, published=_day(published), today=today)
        rules = Rules(self.coder, _now(), level, codebook_file=self._codebook_file())
        manner = Manner(today, jobs=1, strict=strict, dry_run=dry_run)
        return bring_in(self.store, _listed(places), options, rules, manner, self._codebook_file())

    def propose(self, article: Article) -> list[Proposal]:
        """The statements that an article supports, by this store's codebook and roster; nothing is recorded."""
        from stance.extract import propose as propose_statements

        return propose_statements(article, self.codebook(), Gazetteer(self.store.actors()))

    def decide(self, ids: str | Iterable[str], status: Status | str) -> None:
        """Give statements another status, such as "accepted"; any unique prefix names one."""
        wanted = Status(status)
        with self.store.change("review", coder=self.coder, now=_now()) as batch:
            for id in [ids] if isinstance(ids, str) else ids:
                statement: Statement = batch.store.find(id, "statements")
                batch.put(replace(statement, status=wanted))

    def undo(self, batch: str | None = None) -> str:
        """Take back a batch, the latest unless told; the id of the batch that does it."""
        from stance.store.undoing import batch_to_undo, undo

        if batch == "":
            raise BadUsage("An empty id names no batch: nothing was written.")
        with self.store.change("undo", coder=self.coder, now=_now()) as new:
            undo(new, batch_to_undo(new.store, batch))
        return new.id

    def codebook(self) -> Codebook:
        """The codebook that proposals are made by: `codebook.toml` beside the store, else the one that ships."""
        return load_codebook(self._codebook_file())

    def _codebook_file(self) -> Path | None:
        beside = self.store.path.with_name("codebook.toml")
        return beside if beside.is_file() else None


def _listed(places: Place | Iterable[Place]) -> list[str]:
    return [os.fspath(places)] if isinstance(places, (str, os.PathLike)) else [os.fspath(place) for place in places]


def _day(given: date | str | None) -> PartialDate | None:
    if given is None or isinstance(given, date):
        return PartialDate.of(given) if given else None
    try:
        return PartialDate.parse(given)
    except ValueError as error:
        raise BadUsage(f"{error}.") from error


def _now() -> str:
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat()


def _login() -> str:
    return os.environ.get("STANCE_CODER") or os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"
