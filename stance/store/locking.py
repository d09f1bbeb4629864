"""One writer at a time: a lock that the system takes back from a process that dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stance.errors import Locked
from stance.store.files import explain, missing, mode_of

#: After so many seconds of waiting, `on_wait` is called once.
PATIENCE = 1.0


@contextmanager
def lock_for_writing(path: Path, wait: float, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of the store `path` (`<name>.lock` beside it) while the body runs.

    Waits up to `wait` seconds for another writer, and calls `on_wait` once after the first of them. Raises Locked
    when the time is over. Readers need no lock: a store is replaced whole.
    """
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():
        raise missing(path)
    lock = FileLock(str(path) + ".lock", mode=mode_of(path) | 0o600)  # who shares the store shares its lock
    wait = max(wait, 0.0)
    try:
        try:
            lock.acquire(timeout=min(wait, PATIENCE), poll_interval=0.01)
        except Timeout:
            if wait > PATIENCE:
                if on_wait:
                    on_wait()
                lock.acquire(timeout=wait - PATIENCE, poll_interval=0.01)
            else:
                raise
    except Timeout as error:
        raise Locked(
            f"Another process has been writing to {path} for more than {wait:g} s.",
            "Try again, or wait longer with --wait SECONDS.",
        ) from error
    except OSError as error:
        raise explain(error, path, "write") from error
    try:
        yield
    finally:
        lock.release()
