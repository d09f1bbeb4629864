"""Our own data package comes back: as a folder, a zip file, or by one of its files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stance.readers import read
from stance.store import Store

Run = Callable[..., Any]


@pytest.mark.parametrize("way", ["dp", "dp.zip", "dp/statements.csv", "dp/datapackage.json", "."])
def test_a_package_comes_back_with_actors_events_and_sources(
    run: Run, sample_store: Store, tmp_path: Path, way: str
) -> None:
    here = tmp_path / "out"
    here.mkdir()
    run("export", "datapackage", "--status", "all", "-o", here / ("dp.zip" if way == "dp.zip" else "dp"))
    other = tmp_path / "other.json"
    empty = Store.create(other, positions=sample_store.positions(), now="2024-07-20T12:00:00+00:00", coder="eva")
    result = run("import", here / way, "--store", other)
    assert result.exit_code == 0, result.stderr
    store = empty.again()
    before = {one.id: one for one in sample_store.statements(None)}
    assert {one.id for one in store.statements(None)} == set(before)
    for one in store.statements(None):
        was = before[one.id]
        assert (one.actor, one.quote, one.event, one.status, one.role) == (was.actor, was.quote, was.event, was.status, was.role)  # fmt: skip
        assert {(ref.source, ref.start, ref.end) for ref in one.sources} == {(ref.source, ref.start, ref.end) for ref in was.sources}  # fmt: skip
    assert store.actors() == sample_store.actors()
    assert {one.id for one in store.events()} == {"vilnius-2023"}
    assert {(one.id, one.url, one.outlet) for one in store.sources()} == {(one.id, one.url, one.outlet) for one in sample_store.sources()}  # fmt: skip
    again = run("import", here / way, "--store", other)
    assert "Nothing new" in again.stderr
    assert "Undo" not in again.stderr


def test_the_statements_alone_find_their_actors_by_id(run: Run, sample_store: Store, tmp_path: Path) -> None:
    run("export", "datapackage", "--status", "all", "-o", tmp_path / "dp")
    alone = (tmp_path / "dp" / "statements.csv").rename(tmp_path / "statements.csv")
    result = run("import", alone)
    assert "New in the roster" not in result.stderr
    assert "other content" not in result.stderr
    assert sample_store.again().actors() == sample_store.actors()


def test_a_zip_file_that_is_no_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "An article.")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 broken")
    first, second = read([tmp_path / "a.zip", tmp_path / "b.zip"])
    assert "No data package of stance" in str(first)
    assert "Not a zip file" in str(second)
