"""Reading and extracting, on one core or several, in one order: the result is the same however many work."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from stance.actors import Gazetteer
from stance.analysis.sameness import sketch
from stance.codebook import Codebook, load_codebook
from stance.ids import text_hash
from stance.model import Actor, Article, Problem, Proposal
from stance.readers import Fetcher, Options, Reading, Unit, find, read_unit

_CHUNK = 16
_WORTH_SHARING = 500_000  # bytes to read from which a second process pays for its start


@dataclass(frozen=True)
class Gathered:
    """A reading, and for an article what was found in it."""

    reading: Reading
    proposals: tuple[Proposal, ...] = ()
    sha256: str = ""
    sketch: str = ""
    warning: Problem | None = None  #: why nothing could be found in the article, such as its language


@dataclass(frozen=True)
class Finder:
    """All that is needed to look into articles; it can be sent to another process."""

    codebook_file: Path | None
    actors: tuple[Actor, ...]
    options: Options = field(default_factory=Options)
    known: frozenset[str] = frozenset()  #: hashes of texts that need no second look
    undated: frozenset[str] = frozenset()  #: of them those whose day of publication would be news


class _Worker:
    """Looks into articles with one codebook and one gazetteer, made once a process."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder

    @cached_property
    def codebook(self) -> Codebook:
        return load_codebook(self.finder.codebook_file)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self.finder.actors)

    def look(self, items: Sequence[Unit | Reading]) -> list[Gathered]:
        found = []
        for item in items:
            readings = read_unit(item, self.finder.options) if isinstance(item, Unit) else (item,)
            found += [self._look_into(reading) for reading in readings]
        return found

    def _look_into(self, reading: Reading) -> Gathered:
        if not isinstance(reading, Article):
            return Gathered(reading)
        from stance.extract import propose
        from stance.extract.language import language_problem

        sha256 = text_hash(reading.text)
        if sha256 in self.finder.known and not (reading.published and sha256 in self.finder.undated):
            return Gathered(reading, (), sha256)
        try:
            proposals = tuple(propose(reading, self.codebook, self.gazetteer))
        except Exception as error:  # one odd text shall not cost the others
            if os.environ.get("STANCE_DEBUG"):
                raise
            return Gathered(Problem(reading.place or reading.id, f"The text cannot be looked into ({error!r})."))
        warning = None if proposals else language_problem(reading)
        return Gathered(reading, proposals, sha256, sketch(reading.text), warning)


_worker: _Worker | None = None


def _start_worker(finder: Finder) -> None:
    global _worker
    # Ctrl-C reaches the whole group; the parent decides what is kept.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that is killed can tell nobody to end: its workers would wait for tasks for ever.
    Thread(target=_end_with_parent, daemon=True).start()
    _worker = _Worker(finder)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _look(items: Sequence[Unit | Reading]) -> list[Gathered]:
    assert _worker is not None
    return _worker.look(items)


def count_jobs(units: Iterable[Unit]) -> int:
    """How many processes are worth their start for these units: one for a handful, else as many as there are cores."""
    size = 0
    for unit in units:
        if unit.alone or unit.form in ("jsonl", "json", "csv"):
            try:
                size += Path(unit.place).stat().st_size
            except OSError:
                continue
        if size > _WORTH_SHARING:
            return cores()
    return 1


def cores() -> int:
    """How many processes can work at once."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def gather(
    places: Iterable[str | Path],
    finder: Finder,
    jobs: int = 0,
    progress: Callable[[int, int, int], None] | None = None,
) -> Iterator[Gathered]:
    """Read all places and look into each article; in the order of the places, whatever `jobs` is (0: by the work).

    `progress` is called with units read, units in all and articles so far.
    """
    units = list(find(places, finder.options))
    jobs = jobs or count_jobs(unit for unit in units if isinstance(unit, Unit))
    reached = [0]
    articles = 0
    for found in _looked_into(_items(units, finder.options, reached), finder, jobs):
        for one in found:
            articles += isinstance(one.reading, Article)
            yield one
        if progress:
            progress(reached[0], len(units), articles)


def look_into(
    articles: Iterable[Article],
    total: int,
    finder: Finder,
    jobs: int = 1,
    progress: Callable[[int, int, int], None] | None = None,
) -> Iterator[Gathered]:
    """Look into articles that were read already, in their order; `progress` is called as by `gather`."""
    done = 0
    for found in _looked_into(iter(articles), finder, jobs):
        done += len(found)
        yield from found
        if progress:
            progress(done, total, done)


def _looked_into(items: Iterator[Unit | Reading], finder: Finder, jobs: int) -> Iterator[list[Gathered]]:
    return _alone(_chunks(items), finder) if jobs == 1 else _together(_chunks(items), finder, jobs)


def _items(units: Sequence[Unit | Problem], options: Options, reached: list[int]) -> Iterator[Unit | Reading]:
    """Files of one article as they are, to be read where they are looked into; all else read here."""
    fetcher = Fetcher(options.allow_private)
    for unit in units:
        if isinstance(unit, Problem) or unit.alone:
            yield unit
        else:
            yield from read_unit(unit, options, fetcher)
        reached[0] += 1


def _chunks(items: Iterator[Unit | Reading]) -> Iterator[list[Unit | Reading]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


def _alone(chunks: Iterable[list[Unit | Reading]], finder: Finder) -> Iterator[list[Gathered]]:
    worker = _Worker(finder)
    for chunk in chunks:
        for item in chunk:
            yield worker.look([item])


def _together(chunks: Iterable[list[Unit | Reading]], finder: Finder, jobs: int) -> Iterator[list[Gathered]]:
    """Through a window of a few chunks a process, so that neither the list of tasks nor that of results grows."""
    waiting: deque[Future[list[Gathered]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(finder,))
    try:
        for chunk in chunks:
            waiting.append(pool.submit(_look, chunk))
            if len(waiting) >= 4 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def read_only(places: Iterable[str | Path], options: Options) -> Iterator[Gathered]:
    """Read without looking for statements: for sources and coded statements."""
    fetcher = Fetcher(options.allow_private)
    for unit in find(places, options):
        for reading in (unit,) if isinstance(unit, Problem) else read_unit(unit, options, fetcher):
            sha256 = text_hash(reading.text) if isinstance(reading, Article) else ""
            yield Gathered(reading, (), sha256, sketch(reading.text) if isinstance(reading, Article) else "")


__all__ = ["Finder", "Gathered", "cores", "count_jobs", "gather", "look_into", "read_only"]
