"""The texts of sources, each in a file beside the store that its SHA-256 names: `<stem>.texts/<sha256>.txt`."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from stance.errors import StoreError
from stance.store.files import clean_leftovers, explain, make_folder, mode_of, write_atomically

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FEW = 32  # texts written one after the other; more are written side by side


def folder_of(store: Path) -> Path:
    """The folder that keeps the texts of a store."""
    return store.with_name(store.stem + ".texts")


def path_of(store: Path, sha256: str) -> Path | None:
    """Where a text lies; None for what is no hash, whatever a store says it is."""
    return folder_of(store) / f"{sha256}.txt" if _SHA256.fullmatch(sha256) else None


def read_text(store: Path, sha256: str) -> str | None:
    """The text with this hash; None where it is not kept here. Raises StoreError where it cannot be read."""
    path = path_of(store, sha256)
    if path is None:
        return None
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, OSError) as error:
        raise StoreError(f"The text {path} cannot be read.", "`stance check` looks at them all.") from error


def write_texts(store: Path, texts: Mapping[str, str]) -> None:
    """Keep texts under their hashes; one that is there already is not written again. Raises StanceError."""
    if not texts:
        return
    folder = folder_of(store)
    mode = mode_of(store)
    # Who may read the store may read its texts, and nobody else.
    folder_mode = stat.S_IRWXU | (mode & 0o044) | ((mode & 0o044) >> 2) | (mode & 0o022)
    try:
        make_folder(folder, folder_mode)
        clean_leftovers(folder)

        def keep(item: tuple[str, str]) -> None:
            path = folder / f"{item[0]}.txt"
            data = item[1].encode("utf-8", "surrogatepass")
            with suppress(FileNotFoundError):
                if path.stat().st_size == len(data):
                    return
            write_atomically(path, data, mode)

        if len(texts) <= _FEW:
            for item in texts.items():
                keep(item)
        else:
            from concurrent.futures import ThreadPoolExecutor

            # Each waits for the disk; the disk takes many at once in the time of one: 0.5 ms a text instead of 7.
            with ThreadPoolExecutor(16) as pool:
                for _ in pool.map(keep, texts.items()):
                    pass
    except OSError as error:
        raise explain(error, store, "write") from error
