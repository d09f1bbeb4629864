"""Files that are there whole or not at all, and the sentences for what a disk can refuse."""

from __future__ import annotations

import errno
import os
import stat
import time
import weakref
from contextlib import suppress
from pathlib import Path

from stance.errors import NotFound, StanceError, StoreError

NEW_FILE = 0o600  # what people collect before they publish is nobody else's to read
NEW_FOLDER = 0o700


def explain(error: OSError, path: Path, doing: str) -> StanceError:
    """The error a user sees for what the system refused; `doing` is "read" or "write"."""
    code = error.errno
    if code in (errno.ENOENT, errno.ENOTDIR):
        if doing == "read" or not path.parent.is_dir():
            return missing(path)
        return StoreError(f"The store {path} cannot be written: its folder or a file of it has vanished.")
    if code == errno.EISDIR:
        return StoreError(f"{path} is a folder, not a store.", "Name the file, such as stance.json in it.")
    if code in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StoreError(
            f"No space is left where {path} lies; nothing was changed.", "Make room and give the command again."
        )
    if code == errno.EROFS:
        return StoreError(f"{path} lies on a read-only file system; nothing was changed.")
    if code in (errno.EACCES, errno.EPERM):
        return StoreError(f"You may not {doing} {path}: permission denied.", "Ask its owner, or look at its folder.")
    return StoreError(
        f"The store {path} cannot be {'read' if doing == 'read' else 'written'}: {error.strerror or error}."
    )


def missing(path: Path) -> NotFound:
    """The error for a store that is not there."""
    error = NotFound("store at", str(path))
    error.hint = "`stance init` makes one; --store names another."
    return error


def read_whole(path: Path) -> bytes:
    """The bytes of a regular file; raises OSError, and StoreError for what is no file."""
    with path.open("rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise StoreError(f"{path} is not a file, so it is no store.")
        return stream.read()


_close = os.close


class OpenFile:
    """A file that was read whole, kept open so that nothing else can get its identity.

    `is_current` tells whether the path still leads to it, unchanged. Where open files cannot be replaced (Windows) it
    is closed at once, and never current.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._close = weakref.finalize(self, _close, self._descriptor)
        status = os.fstat(self._descriptor)
        if not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            raise StoreError(f"{path} is not a file, so it is no store.")
        self._stamp = _stamp(status)

    def read(self) -> bytes:
        """All of it, once."""
        assert self._descriptor is not None
        with open(self._descriptor, "rb", closefd=False) as stream:
            data = stream.read()
        if os.name == "nt":
            self._close()
            self._descriptor = None
        return data

    def is_current(self) -> bool:
        """Whether the path leads to this very file, and nobody has written into it."""
        if self._descriptor is None:
            return False
        try:
            return _stamp(self.path.stat()) == self._stamp
        except OSError:
            return False


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def mode_of(path: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return NEW_FILE


def write_atomically(path: Path, data: bytes, mode: int = NEW_FILE) -> None:
    """Put `data` in place of the file `path`: a temporary file beside it, fsync, rename, fsync of the folder.

    Whatever happens, `path` holds either what it held or `data`. An existing file keeps its mode; a new one gets
    `mode`. Only one process may do this to a path at a time. Raises OSError, and then leaves no temporary file.
    """
    if path.exists():
        mode = mode_of(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with suppress(FileNotFoundError):
        temporary.unlink()
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), NEW_FILE)
        try:
            if mode != NEW_FILE and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    for attempt in range(20):
        try:
            os.replace(temporary, path)  # noqa: PTH105  the call that the crash tests count on by name
            return
        except PermissionError:
            # Windows refuses while a reader has the file open; readers are quick.
            if os.name != "nt" or attempt == 19:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder outlast a power cut, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def clean_leftovers(folder: Path, name: str = "") -> int:
    """Remove the temporary files that killed writers left in a folder, of the file `name` or of any; how many.

    Call it with the lock held: then no living writer has one.
    """
    start, removed = f".{name}." if name else ".", 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(start) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108
                    removed += 1
    return removed


def make_folder(path: Path, mode: int = NEW_FOLDER) -> None:
    """Make a folder and those above it that are missing, for the user alone unless `mode` says otherwise."""
    if not path.is_dir():
        path.parent.mkdir(mode=NEW_FOLDER, parents=True, exist_ok=True)
        path.mkdir(mode=mode, exist_ok=True)
        if mode != NEW_FOLDER:
            path.chmod(mode)
