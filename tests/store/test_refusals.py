"""What a disk, a lock or a file can refuse: one clear line, the right exit code, and the store as it was."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from stance.errors import Locked, NotFound, StanceError, StoreError
from stance.model import Source
from stance.store import Store
from stance.store.locking import lock_for_writing

NOW = "2024-07-21T09:00:00+00:00"
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")


def write(store: Store, note: str = "x", text: str = "") -> None:
    with store.change("edit", coder="eva", now=NOW, wait=0.2) as batch:
        batch.put(replace(batch.store.statements()[0], note=note))
        if text:
            batch.put(Source("a9", sha256=batch.put_text(text)))


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    before = path.read_bytes()
    yield
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp"))


# -- files that are no stores -----------------------------------------------------------------------------------------

BAD = {
    "empty": (b"", "line 1, column 1"),
    "no JSON": (b"Dear diary", "line 1, column 1"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff", "byte 0 is not UTF-8"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8"),
    "a list": (b"[1, 2]", "no stance store"),
    "a number": (b"7", "no stance store"),
    "an empty object": (b"{}", "no stance store"),
    "another TinyDB": (b'{"_default": {"1": {"name": "x"}}}', "no stance store"),
    "a version in words": (b'{"meta": {"store": {"schema_version": "1"}}}', "no stance store"),
    "a version below nought": (b'{"meta": {"store": {"schema_version": -1}}}', "no stance store"),
    "meta of another kind": (b'{"meta": 5}', "no table"),
    "store of another kind": (b'{"meta": {"store": 5}}', "no record"),
    "a table of another kind": (b'{"meta": {"store": {"schema_version": 1}}, "actors": []}', "no table"),
    "records of another kind": (b'{"meta": {"store": {"schema_version": 1}}, "actors": {"x": "y"}}', "no record"),
    "nested deeply": (b"[" * 200_000, "nested too deeply"),
    "a long number": (b'{"meta": ' + b"1" * 6000 + b"}", "damaged"),
    "an old version, damaged": (b'{"meta": {"store": {"schema_version": 0}}, "statements": {"1": {"who": "x"}}}', "schema 0 is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_store_is_refused_and_left_alone(name: str, store_path: Path, run) -> None:
    data, reason = BAD[name]
    store_path.write_bytes(data)
    with unchanged(store_path):
        for arguments in (("list",), ("edit", "s1", "--note", "x")):
            result = run(*arguments)
            assert result.exit_code == 1 and reason in result.stderr
            assert len(result.stderr.splitlines()) == 1 and result.stderr.startswith("stance: ")


def test_every_cut_of_a_store_is_refused(sample_store: Store, store_path: Path) -> None:
    whole = store_path.read_bytes()
    for cut in range(1, len(whole) - 3, 37):
        store_path.write_bytes(whole[:cut])
        with unchanged(store_path), pytest.raises(StanceError):
            write(Store.open(store_path))


def test_damage_is_told_with_its_line(sample_store: Store, store_path: Path) -> None:
    lines = store_path.read_text().split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith('"s100000002"'))
    lines[number] = lines[number].replace('"kind": ', '"kind" ')
    store_path.write_text("\n".join(lines))
    with unchanged(store_path), pytest.raises(StoreError, match=rf"line {number + 1}, column \d+") as error:
        Store.open(store_path).statements()
    assert "backup restore" in error.value.hint
    with unchanged(store_path), pytest.raises(StoreError, match="damaged"):
        write(sample_store)


def test_an_unfinished_git_merge_is_named(sample_store: Store, store_path: Path) -> None:
    text = store_path.read_text()
    store_path.write_text(text.replace('"statements": {', '"statements": {\n<<<<<<< HEAD', 1))
    with unchanged(store_path), pytest.raises(StoreError, match="unfinished git merge"):
        Store.open(store_path).statements()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"stated_on": "2023-07-11"', '"stated_on": "2023-02-31"', "stated_on '2023-02-31' is not what belongs there"),
        ('"stated_on": "2023-07-11"', '"stated_on": 2023', "stated_on 2023"),
        ('"kind": "direct"', '"kind": "overheard"', "kind 'overheard' is not one of its values"),
        ('"kind": "direct"', '"kind": ["direct"]', "kind"),
        ('"quote": "We', '"quote": 5, "x": "We', "quote 5 is not words"),
        ('"sources": [{"source": "a100000001", "start": 16, "end": 41}]', '"sources": 5', "sources 5 is not a list"),
        ('"start": 16', '"start": "16"', "names no source and span"),
        ('"position": "now", "kind"', '"kind"', "position is missing"),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_named(sample_store, store_path, run, old, new, reason) -> None:
    text = store_path.read_text()
    assert old in text
    store_path.write_text(text.replace(old, new, 1))
    with unchanged(store_path):
        result = run("list")
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
        assert "Statement s100000001 of the store is damaged: " in result.stderr and reason in result.stderr


def test_a_missing_store_says_how_to_make_one(store_path: Path, run) -> None:
    for arguments in (("list",), ("edit", "s1", "--note", "x"), ("undo",), ("check",), ("backup",)):
        result = run(*arguments)
        assert result.exit_code == 3 and "stance init" in result.stderr and len(result.stderr.splitlines()) == 1
    result = run("list", "--store", store_path / "no" / "way.json")
    assert result.exit_code == 3


def test_a_folder_is_no_store(tmp_path: Path, run) -> None:
    result = run("list", "--store", tmp_path)
    assert result.exit_code == 1 and "is a folder" in result.stderr


def test_a_pipe_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a file"):
        Store.open(Path(os.devnull))


# -- what the system refuses ------------------------------------------------------------------------------------------

STEPS = ("open", "write", "fsync", "replace", "fchmod", "close")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS])
def test_whatever_step_fails_the_old_state_stays(sample_store, store_path, monkeypatch, code) -> None:
    """Each call of the system that saving makes fails in turn: for texts, for the backup, for the store itself."""
    store_path.chmod(0o640)
    failed = 0
    for step in STEPS:
        real = getattr(os, step)
        for number in range(1, 40):
            before, calls = store_path.read_bytes(), 0

            def fail(*arguments, step=step, real=real, number=number, **more):
                nonlocal calls
                named = step in ("open", "replace")
                if not named or str(arguments[0]).endswith(".tmp"):
                    calls += 1
                    if calls == number:
                        if step == "close":
                            real(*arguments)
                        raise OSError(code, os.strerror(code), "somewhere")
                return real(*arguments, **more)

            with monkeypatch.context() as patch:
                patch.setattr(os, step, fail)
                try:
                    write(Store.open(store_path), f"{step} {number}", f"text of {step} {number}")
                except StanceError as error:
                    failed += 1
                    assert "\n" not in str(error) and store_path.read_bytes() == before
                    assert not list(store_path.parent.rglob("*.tmp"))
                    continue
            assert Store.open(store_path).statements()[0].note == f"{step} {number}"
            if calls < number:
                break  # all its calls have failed once; a fault that did not matter let it write
    assert failed >= 12


def test_a_full_disk_says_so(sample_store, store_path, monkeypatch) -> None:
    real = os.write

    def full(descriptor, data):
        if len(data) > 50:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    with unchanged(store_path), pytest.raises(StoreError, match="No space is left"):
        write(sample_store)


def test_an_interrupted_rename_leaves_the_old_state(sample_store, store_path, monkeypatch) -> None:
    def interrupted(old, new):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with unchanged(store_path), pytest.raises(KeyboardInterrupt):
        write(sample_store)


def test_a_read_only_file_is_left_alone(sample_store, store_path) -> None:
    store_path.chmod(0o400)
    with unchanged(store_path), pytest.raises(StoreError, match="read-only"):
        write(sample_store)


def test_a_vanished_folder_and_a_vanished_store(sample_store, store_path) -> None:
    store_path.rename(store_path.with_name("moved.json"))
    with pytest.raises(NotFound):
        write(sample_store)
    for path in sorted(store_path.parent.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    store_path.parent.rmdir()
    with pytest.raises(NotFound) as error:
        write(sample_store)
    assert error.value.exit_code == 3 and not store_path.parent.exists()


@as_root
def test_a_folder_that_may_not_be_written(sample_store: Store, store_path: Path) -> None:
    """As another user: root may everything."""
    script = (
        "import os, sys, encodings.idna, difflib, tinydb, filelock, stance.cli.backups, stance.store.changes, stance.store.backups\n"
        "from pathlib import Path; from stance.store import Store; from stance.errors import StanceError\n"
        "from dataclasses import replace\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "try:\n"
        "    with store.change('edit', coder='x', now='2024-07-21T09:00:00') as batch:\n"
        "        batch.put(replace(batch.store.statements()[0], note='x'))\n"
        "except StanceError as error: print(error)\n"
    )
    # Not below pytest's own folder, which is closed to others.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "stance.json"
        shutil.copy(store_path, path)
        for also in ("with a lock file", "without"):
            path.chmod(0o644)
            path.with_name("stance.json.lock").touch() if also == "with a lock file" else None
            with unchanged(path):
                done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)
                assert re.search("permission denied|read-only", done.stdout), done
            path.with_name("stance.json.lock").unlink(missing_ok=True)


@as_root
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """A real one, of one megabyte: what was acknowledged is there, what was not is not, and room lets it go on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        path = disk / "stance.json"
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 300_000)
        store = Store.create(path, now=NOW, coder="eva")
        kept, error = [], None
        for number in range(100):
            try:
                with store.change("add", coder="eva", now=NOW) as batch:
                    source = Source(f"a{number:03}", title="long " * 800, sha256=batch.put_text(f"{number} " * 900))
                    batch.put(source)
                kept.append(source)
            except StoreError as full:
                error = full
                with (
                    unchanged(path),
                    pytest.raises(StoreError, match="No space is left"),
                    store.change("add", coder="eva", now=NOW) as batch,
                ):
                    batch.put(Source("a999", title="long " * 800))
                break
        assert error is not None and "No space is left" in str(error) and len(kept) > 5
        assert Store.open(path).sources() == tuple(kept)
        assert all(store.text(source.sha256) for source in kept)
        assert not list(disk.glob("*.tmp"))
        ballast.unlink()
        with store.change("add", coder="eva", now=NOW) as batch:
            batch.put(Source("a999"))
        assert Store.open(path).source("a999")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # stores keep the file open that they read


# -- locks and leftovers ----------------------------------------------------------------------------------------------


def test_a_second_writer_waits_says_so_and_gives_up(sample_store, store_path, run, monkeypatch) -> None:
    monkeypatch.setattr("stance.store.locking.PATIENCE", 0.05)
    with lock_for_writing(store_path, 0), unchanged(store_path):
        with pytest.raises(Locked):
            write(sample_store)
        result = run("edit", "s1000", "--where", "actor=Berg", "--note", "x", "--yes", "--wait", "0.2", "--coder", "b")
        assert result.exit_code == 2  # ambiguous id: nothing is locked for that
        result = run("edit", "s100000001", "--note", "x", "--wait", "0.2")
        assert result.exit_code == 5
        waiting, error = result.stderr.splitlines()
        assert waiting.startswith("Waiting for another") and "--wait" in error
    assert run("edit", "s100000001", "--note", "x", "--wait", "0.1").exit_code == 0


def test_a_writer_that_waits_goes_on_when_the_other_has_done(sample_store, store_path) -> None:
    told: list[str] = []
    store = Store.open(store_path, wait=10, on_wait=lambda: told.append("waiting"))
    started = threading.Event()

    def hold() -> None:
        with lock_for_writing(store_path, 0):
            started.set()
            time.sleep(0.3)

    thread = threading.Thread(target=hold)
    thread.start()
    started.wait()
    with store.change("edit", coder="eva", now=NOW) as batch:
        batch.put(Source("a9"))
    thread.join()
    assert Store.open(store_path).source("a9") and not told  # under a second nobody needs a word


def test_readers_need_no_lock_and_leave_nothing(sample_store, store_path) -> None:
    lock = store_path.with_name("stance.json.lock")
    lock.unlink()
    names = set(store_path.parent.iterdir())
    store = Store.open(store_path)
    assert store.statements(None) and store.history() and store.text(store.sources()[0].sha256)
    assert set(store_path.parent.iterdir()) == names


def test_leftovers_of_killed_writers_are_cleaned_by_the_next_write(sample_store, store_path) -> None:
    leftover = store_path.with_name(".stance.json.99999.tmp")
    leftover.write_bytes(b"torn")
    torn_text = store_path.with_name("stance.texts") / f".{'0' * 64}.txt.99999.tmp"
    torn_text.write_bytes(b"torn")
    other = store_path.with_name(".another.json.99999.tmp")
    other.write_bytes(b"not ours")
    Store.open(store_path).statements()
    assert leftover.exists()
    write(sample_store, text="A new text.")
    assert not leftover.exists() and not torn_text.exists() and other.exists()
