"""Copies of the store's file in `<stem>.backups/`: one a day, one before each migration, and those made by hand.

The day's copy is made before the day's first change and holds the state of the day before; the last five are kept.
Copies made by hand or before a migration stay until somebody deletes them. Texts need no copies: they never change.
"""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import NotFound, StanceError, StoreError
from stance.store.files import NEW_FOLDER, clean_leftovers, explain, make_folder, mode_of, read_whole, write_atomically
from stance.store.migrations import SCHEMA

if TYPE_CHECKING:
    from stance.store.changes import Batch
    from stance.store.store import Store

KEPT = 5  #: daily copies
_DAILY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Backup:
    """A copy of a store."""

    name: str  #: as `backup restore` takes it
    path: Path
    size: int  #: bytes
    made_at: float  #: seconds since 1970
    kind: str  #: "daily", "by hand", "before a migration" or "damaged"


def folder_of(file: Path) -> Path:
    """The folder with the copies of a store."""
    return file.with_name(file.stem + ".backups")


def list_backups(file: Path) -> list[Backup]:
    """The copies there are, the newest first."""
    found = []
    with suppress(OSError):
        for path in folder_of(file).iterdir():
            if path.suffix == ".json" and not path.name.startswith("."):
                status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    found.append(Backup(path.stem, path, status.st_size, status.st_mtime, _kind_of(path.stem)))
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def _kind_of(name: str) -> str:
    if _DAILY.fullmatch(name):
        return "daily"
    if "-schema-" in name:
        return "before a migration"
    return "damaged" if "-damaged" in name else "by hand"


def copy_store(file: Path, name: str) -> Path:
    """Copy the file of a store under a name not taken yet ("x", "x-2", …); raises StanceError."""
    folder = folder_of(file)
    try:
        data = read_whole(file)
        mode = mode_of(file)
        make_folder(folder, NEW_FOLDER | (mode & 0o044) | ((mode & 0o044) >> 2) | (mode & 0o022))
        clean_leftovers(folder)
        path, number = folder / f"{name}.json", 1
        while path.exists():
            number += 1
            path = folder / f"{name}-{number}.json"
        write_atomically(path, data, mode & ~0o022)
    except OSError as error:
        raise explain(error, file, "write") from error
    return path


def back_up(file: Path, now: str) -> Backup:
    """Make a copy by hand; raises StanceError."""
    path = copy_store(file, _stamp(now))
    return next(one for one in list_backups(file) if one.path == path)


def _stamp(now: str) -> str:
    return re.sub(r"[^0-9T-]", "", now[:19])


def back_up_before(store: Store, now: str) -> None:
    """Make the copies that are due before a change, and let go of daily ones beyond the fifth."""
    file, day = store.file, now[:10]
    if not file.exists():
        return
    if store.schema < SCHEMA:
        copy_store(file, f"{day}-schema-{store.schema}")
    if not _DAILY.fullmatch(day) or (folder_of(file) / f"{day}.json").exists() or len(store.history()) < 2:
        return  # nothing yet that init would not make again
    copy_store(file, day)
    daily = sorted((one for one in list_backups(file) if one.kind == "daily"), key=lambda one: one.name)
    for old in daily[:-KEPT]:
        if old.name != day:
            with suppress(OSError):
                old.path.unlink()


def find_backup(file: Path, typed: str | None) -> Backup:
    """The copy with this name or its beginning; the newest without a name, but none of a damaged store."""
    backups = list_backups(file)
    if typed is None:
        backups = [one for one in backups if one.kind != "damaged"]
        if not backups:
            error = NotFound("backup of", str(file))
            error.hint = "They are made as you work; `stance backup` makes one now."
            raise error
        return backups[0]
    exact = [one for one in backups if typed in (one.name, one.path.name)]
    found = exact or [one for one in backups if one.name.startswith(typed)]
    if len(found) != 1:
        if found:
            from stance.errors import Ambiguous

            raise Ambiguous("Backup", typed, [one.name for one in found])
        from difflib import get_close_matches

        names = [one.name for one in backups]
        raise NotFound("backup", typed, get_close_matches(typed, names, cutoff=0.85), names[:8])
    return found[0]


def restore_into(batch: Batch, backup: Backup) -> None:
    """Make the records of the store those of the copy, as changes of a batch that can be undone."""
    from stance.store.documents import TABLES
    from stance.store.store import Store

    old = Store.open(backup.path)
    for table in TABLES:
        then, now = old.documents(table), batch.store.documents(table)
        for id_ in [id_ for id_ in now if id_ not in then]:
            batch.put_document(table, id_, None)
        for id_, document in then.items():
            batch.put_document(table, id_, document)


def replace_damaged(path: Path, backup: Backup, *, now: str, wait: float) -> Path | None:
    """Put the copy in the place of a store that cannot be read; where the damaged file was kept, if there was one."""
    from stance.store.locking import lock_for_writing
    from stance.store.store import Store, real_path

    Store.open(backup.path).history()  # a copy that cannot be read itself is of no help
    file = real_path(path)
    with lock_for_writing(file, wait):
        kept = None
        try:
            Store.open(path).history()
        except StanceError:
            if file.exists():
                kept = copy_store(file, _stamp(now) + "-damaged")
        else:
            raise StoreError(f"{path} is not damaged; nothing was changed.")
        try:
            write_atomically(file, read_whole(backup.path))
        except OSError as error:
            raise explain(error, file, "write") from error
    return kept
