"""What goes into a store comes out, lies in the file line by line, and is told by the history."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.errors import Ambiguous, NotFound, StoreError
from stance.model import (
    Actor,
    ActorKind,
    Confidence,
    Event,
    Kind,
    PartialDate,
    Position,
    Role,
    Source,
    SourceRef,
    Statement,
    Status,
)
from stance.store import Store
from stance.store.documents import TABLES, read_record, table_of, write_record

NOW = "2024-07-21T09:00:00+00:00"


def write(store: Store, *records, command: str = "edit", **more):
    with store.change(command, coder="eva", now=NOW, **more) as batch:
        for record in records:
            batch.put(record)
    return batch


# -- records ↔ documents ----------------------------------------------------------------------------------------------

words = st.text(max_size=20)
dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28)),
)
several = st.lists(words, max_size=3).map(tuple)
extra = st.dictionaries(
    words.map(lambda name: "x-" + name), st.none() | st.integers() | words | st.lists(words, max_size=2), max_size=2
)
refs = st.builds(SourceRef, words, st.none(), st.none(), extra) | st.builds(
    SourceRef, words, st.integers(0, 9), st.integers(9, 99), extra
)
roles = st.builds(Role, words, words, words, dates, dates, extra)
records = st.one_of(
    st.builds(
        Statement, id=words, actor=words, position=words, kind=st.sampled_from(Kind), stated_on=dates, role=words,
        country=words, quote=words, summary=words, event=words, sources=st.lists(refs, max_size=2).map(tuple),
        condition=words, status=st.sampled_from(Status), confidence=st.none() | st.sampled_from(Confidence),
        cues=several, coder=words, note=words, recorded_at=words, extra=extra,
    ),
    st.builds(
        Actor, id=words, name=words, kind=st.sampled_from(ActorKind), country=words, aliases=several,
        roles=st.lists(roles, max_size=2).map(tuple), wikidata=words, note=words, extra=extra,
    ),
    st.builds(
        Source, id=words, title=words, url=words, outlet=words, published=dates, language=words, sha256=words,
        accessed=dates, author=words, urls=several, extra=extra,
    ),
    st.builds(Event, id=words, name=words, start=dates.filter(bool), end=dates, place=words, extra=extra),
    st.builds(
        Position, id=words, label=words, definition=words, glyph=words, ascii=words, color=words,
        support=st.none() | st.integers(), core=st.booleans(), extra=extra,
    ),
)  # fmt: skip


@given(records)
def test_a_record_is_the_same_after_its_way_through_json(record) -> None:
    document = json.loads(json.dumps(write_record(record)))
    again = read_record(table_of(record), record.id, document)
    assert again == record
    assert write_record(again) == document
    assert vars(again).keys() >= {one.name for one in fields(record)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(records, max_size=6))
def test_records_are_the_same_after_their_way_through_the_file(tmp_path_factory, some) -> None:
    path = tmp_path_factory.mktemp("trip") / "stance.json"
    store = Store.create(path, now=NOW, coder="eva")
    write(store, *some)
    again = Store.open(path)
    last = {(table_of(one), one.id): one for one in some}
    for (table, id_), record in last.items():
        assert again.get(table, id_) == record == store.get(table, id_)
    assert sum(len(again.documents(table)) for table in TABLES) == len(last)
    lines = path.read_bytes().split(b"\n")
    assert sum(line.startswith(b'"') and line.rstrip(b",").endswith(b"}") for line in lines) >= len(last)


def test_unknown_fields_come_back_in_extra_and_stay_in_the_file(sample_store: Store, store_path: Path) -> None:
    text = store_path.read_text()
    text = text.replace('"s100000001": {', '"s100000001": {"mood": {"tone": ["grave"]}, "id": 7, ')
    text = text.replace('{"source": "a100000001", "start": 16', '{"source": "a100000001", "page": 4, "start": 16')
    text = text.replace('"history": {', '"drafts": {\n"d1": {"kept": true}\n},\n"history": {')
    store_path.write_text(text)
    store = Store.open(store_path)
    one = store.statement("s100000001")
    assert one and one.extra == {"mood": {"tone": ["grave"]}, "id": 7} and one.sources[0].extra == {"page": 4}
    write(store, replace(one, note="x"))
    text = store_path.read_text()
    assert '"mood": {"tone": ["grave"]}' in text and '"page": 4' in text and '"d1": {"kept": true}' in text
    assert Store.open(store_path).statement("s100000001") == replace(one, note="x")


def test_half_a_surrogate_pair_survives(sample_store: Store, store_path: Path) -> None:
    one = replace(sample_store.statements()[0], quote="", summary="torn \ud83d text")
    with sample_store.change("edit", coder="eva", now=NOW) as batch:
        batch.put(one)
        sha256 = batch.put_text("torn \ud83d text")
    assert Store.open(store_path).statement(one.id) == one
    assert Store.open(store_path).text(sha256) == "torn \ud83d text"


# -- the file ---------------------------------------------------------------------------------------------------------


def test_the_file_has_one_record_a_line_in_the_order_of_ids(sample_store: Store, store_path: Path) -> None:
    lines = store_path.read_text().split("\n")
    assert json.loads(store_path.read_text())["meta"]["store"]["schema_version"] == 1
    begin = lines.index('"statements": {')
    ids = [line.split('"')[1] for line in lines[begin + 1 : begin + 4]]
    assert ids == sorted(ids) == ["s100000001", "s100000002", "s200000003"]
    assert lines[-1] == "" and lines[-2] == "}"


def test_a_changed_record_changes_its_line_and_one_of_the_history(sample_store: Store, store_path: Path) -> None:
    before = store_path.read_text().splitlines()
    write(sample_store, replace(sample_store.statements()[0], note="Seen twice."))
    after = store_path.read_text().splitlines()
    gone, come = [line for line in before if line not in after], [line for line in after if line not in before]
    changed = [line for line in come if line.startswith('"s')]
    batches = [line for line in come if line.startswith('"b')]
    assert len(changed) == 1 and "Seen twice." in changed[0] and sum(line.startswith('"s') for line in gone) == 1
    assert len(batches) <= 2 and len(after) == len(before) + 1  # perhaps a comma beside the new batch


def test_tables_are_parsed_when_asked_for_and_lines_written_as_they_were_read(sample_store, store_path) -> None:
    text = store_path.read_text()
    odd = text.replace('"note": ', '"note":  ').replace('"s200000003": {"actor": ', '"s200000003": {"actor":   ')
    store_path.write_text(odd)
    store = Store.open(store_path)
    tables = store.stored.read()
    assert (
        tables is not None
        and list(tables) == ["meta"]
        and store.statements()
        and list(tables) == ["meta", "statements"]
    )
    write(store, replace(store.statements()[0], note="x"))
    assert '"s200000003": {"actor":   ' in store_path.read_text()


def test_another_layout_is_read_and_laid_out_anew(sample_store: Store, store_path: Path) -> None:
    ours = store_path.read_text()
    for text in (json.dumps(json.loads(ours), indent=4), json.dumps(json.loads(ours)), ours.replace("\n", "\r\n")):
        store_path.write_bytes(text.encode())
        store = Store.open(store_path)
        assert store.statements(None) == sample_store.statements(None)
        batch = write(store, replace(store.statements()[0], note="x"))
        with store.change("undo", coder="eva", now=NOW) as again:
            again.put(replace(store.statements()[0], note=""))
        assert len(batch.changes) == 1
        assert [line for line in store_path.read_text().splitlines() if line.startswith('"s')] == [
            line for line in ours.splitlines() if line.startswith('"s')
        ]


def test_modes_are_private_for_new_files_and_kept_for_others(sample_store: Store, store_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    texts = store_path.with_name("stance.texts")
    assert mode(store_path) == 0o600 and mode(texts) == 0o700
    assert [mode(path) for path in texts.iterdir()] == [0o600]
    store_path.chmod(0o640)
    with sample_store.change("import", coder="eva", now=NOW) as batch:
        batch.put(Source("a2", "x", sha256=batch.put_text("Another text.")))
    assert mode(store_path) == 0o640
    assert sorted(mode(path) for path in texts.iterdir()) == [0o600, 0o640]


def test_a_link_stays_a_link_and_its_target_is_replaced(sample_store: Store, store_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "my.json"
    link.parent.mkdir()
    link.symlink_to(store_path)
    store = Store.open(link)
    write(store, replace(store.statements()[0], note="through the link"))
    assert link.is_symlink() and Store.open(store_path).statements()[0].note == "through the link"
    assert list(link.parent.iterdir()) == [link]


def test_texts_lie_beside_the_store_under_their_hash_and_are_written_once(
    sample_store: Store, store_path: Path
) -> None:
    source = sample_store.source("a100000001")
    assert source is not None
    path = store_path.with_name("stance.texts") / f"{source.sha256}.txt"
    text = sample_store.text(source.sha256)
    assert text and path.read_bytes() == text.encode()
    before = path.stat().st_mtime_ns, path.stat().st_ino
    with sample_store.change("import", coder="eva", now=NOW) as batch:
        assert batch.put_text(text) == source.sha256
        batch.put(Source("a2", "x"))
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert sample_store.text("../stance") is None and sample_store.text("0" * 64) is None


# -- changes ----------------------------------------------------------------------------------------------------------


def test_nothing_is_written_where_nothing_changes_or_the_body_fails(sample_store: Store, store_path: Path) -> None:
    before = store_path.read_bytes(), store_path.stat().st_ino
    batch = write(sample_store, *sample_store.statements(None), *sample_store.actors(), *sample_store.positions())
    assert batch.changes == ()
    with (
        pytest.raises(RuntimeError),
        sample_store.change("edit", coder="eva", now=NOW) as batch,
    ):
        batch.put(Source("a9"))
        batch.put_text("never kept")
        raise RuntimeError
    there_and_back = sample_store.statements()[0]
    with sample_store.change("edit", coder="eva", now=NOW) as batch:
        batch.put(replace(there_and_back, note="x"))
        batch.put(there_and_back)
    assert (store_path.read_bytes(), store_path.stat().st_ino) == before
    assert sample_store.source("a9") is None and len(list(store_path.with_name("stance.texts").iterdir())) == 1


def test_a_trial_tells_the_changes_and_writes_nothing(sample_store: Store, store_path: Path) -> None:
    before = store_path.read_bytes()
    one = sample_store.statements()[0]
    with sample_store.change("edit", coder="eva", now=NOW, dry_run=True) as batch:
        batch.put(replace(one, note="x", event=""))
        batch.remove(Statement, "s200000003")
        batch.put(Source("a9", "new"))
    assert [(change.verb, change.table, change.id) for change in batch.changes] == [
        ("changed", "statements", one.id),
        ("removed", "statements", "s200000003"),
        ("added", "sources", "a9"),
    ]
    assert batch.changes[0].fields == ("event", "note")
    assert store_path.read_bytes() == before and sample_store.statement(one.id) == one


def test_a_batch_sees_what_it_put_and_what_others_wrote_meanwhile(sample_store: Store, store_path: Path) -> None:
    other = Store.open(store_path)
    write(other, Source("a9", "by another"))
    assert sample_store.source("a9") is None
    with sample_store.change("edit", coder="eva", now=NOW) as batch:
        assert batch.store.source("a9")
        batch.put(Source("a8"))
        assert batch.store.source("a8") and sample_store.source("a8") is None
        assert [source.id for source in batch.store.sources()] == ["a100000001", "a8", "a9"]
    assert sample_store.source("a8") and sample_store.source("a9")
    assert [one.command for one in sample_store.history()] == ["init", "import kyiv.txt", "edit", "edit"]


def test_a_file_that_did_not_change_is_not_read_again_and_one_that_did_is(
    sample_store, store_path, monkeypatch
) -> None:
    from stance.store.tables import Tables

    reads = []
    real = Tables.__init__
    monkeypatch.setattr(Tables, "__init__", lambda self, path, text: (reads.append(path), real(self, path, text))[1])
    store = Store.open(store_path)
    assert len(reads) == 1
    write(store, Source("a8"))
    write(store, Source("a9"))
    expected = 1 if os.name != "nt" else 3
    assert len(reads) == expected
    other = Store.open(store_path)
    write(other, Source("a7"))  # replaced by another writer
    write(store, Source("a6"))
    assert len(reads) == expected + 2 and store.source("a7") and store.source("a6")
    with store_path.open("r+b") as stream:  # changed in place, by an editor, in no more and no fewer bytes
        text = stream.read().replace(b"Vilnius summit", b"Villach summit")
        stream.seek(0)
        stream.write(text)
    write(store, Source("a5"))
    assert len(reads) == expected + 3 and [event.name for event in store.events()] == ["Villach summit"]
    assert len(Store.open(store_path).sources()) == 6


def test_a_view_shows_nothing_of_a_batch_that_failed(sample_store, store_path, monkeypatch) -> None:
    from stance.store import tables

    def full(*arguments):
        raise OSError(28, "No space left on device")

    one = sample_store.statements()[0]
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="No space"):
        patch.setattr(tables, "write_atomically", full)
        write(sample_store, replace(one, note="x"), Source("a9"))
    assert sample_store.statements()[0] == one and sample_store.source("a9") is None
    assert len(sample_store.history()) == 2
    write(sample_store, Source("a8"))
    assert Store.open(store_path).statements()[0] == one and Store.open(store_path).source("a9") is None


def test_ids_of_batches_differ_even_for_the_same_command_at_the_same_time(sample_store: Store) -> None:
    one = sample_store.statements()[0]
    ids = [write(sample_store, replace(one, note=note)).id for note in "xyxyx"]
    assert len(set(ids)) == 5 and ids == [batch.id for batch in sample_store.history()[2:]]


def test_positions_keep_the_order_of_the_codebook(sample_store: Store, store_path: Path) -> None:
    assert [one.id for one in sample_store.positions()] == ["now", "after-war", "opposed"]
    write(sample_store, Position("abstains", "abstains"), replace(sample_store.positions()[0], label="at once"))
    again = Store.open(store_path)
    assert [one.id for one in again.positions()] == ["now", "after-war", "opposed", "abstains"]
    assert again.positions()[0] == Position("now", "at once", glyph="●", ascii="#", support=3)


def test_a_codebook_beside_the_store_is_the_truth(sample_store: Store, store_path: Path) -> None:
    from stance.errors import BadData
    from stance.resources import data_file

    beside = store_path.with_name("codebook.toml")
    text = data_file("codebook.toml").read_text(encoding="utf-8")
    beside.write_text(text, encoding="utf-8")
    store = Store.open(store_path)
    first = [one.id for one in store.positions()]
    assert {"now", "noncommittal"} <= set(first) and store.position("noncommittal")
    before = store_path.read_bytes()
    write(store, replace(store.statements()[0], note="x"))
    assert Store.open(store_path).meta["codebook_sha256"] and store_path.read_bytes() != before
    again = Store.open(store_path)
    assert [one.id for one in again.positions()] == first and again.codebook_hash == ""
    assert [batch.added for batch in again.history()][-1] == {}  # what the file says is not undone with a command
    beside.write_text(text.replace('label = "', 'label = "really ', 1), encoding="utf-8")
    assert sum(one.label.startswith("really ") for one in Store.open(store_path).positions()) == 1
    beside.write_text("[[position]]\n", encoding="utf-8")
    with pytest.raises(BadData):
        Store.open(store_path).positions()
    beside.unlink()
    assert [one.id for one in Store.open(store_path).positions()] == first


def test_a_record_is_found_by_the_beginning_of_its_id(sample_store: Store) -> None:
    assert sample_store.find("s2").id == "s200000003"
    assert sample_store.find("a1").id == "a100000001"
    assert sample_store.find("now").id == "now"
    assert sample_store.find("AN", Actor).id == "anna-berg"
    assert sample_store.find("s100000001", "statement").id == "s100000001"
    with pytest.raises(Ambiguous) as error:
        sample_store.find("s1")
    assert error.value.candidates == ("s100000001", "s100000002")
    with pytest.raises(NotFound) as missing:
        sample_store.find("s100000009", Statement)
    assert "s100000001" in missing.value.suggestions
    with pytest.raises(NotFound):
        sample_store.find("")


def test_statements_by_status(sample_store: Store) -> None:
    def ids(status):
        return [one.id for one in sample_store.statements(status)]

    assert ids(Status.ACCEPTED) == ["s100000001", "s200000003"] and ids(Status.PROPOSED) == ["s100000002"]
    assert len(ids(None)) == 3 and ids(Status.TRASHED) == []


# -- making and migrating ---------------------------------------------------------------------------------------------


def test_create_refuses_what_is_there(sample_store: Store, store_path: Path, tmp_path: Path) -> None:
    before = store_path.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        Store.create(store_path, now=NOW, coder="eva")
    with pytest.raises(StoreError, match="is a folder"):
        Store.create(tmp_path, now=NOW, coder="eva")
    assert store_path.read_bytes() == before


def test_create_makes_missing_folders_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "my.json"
    Store.create(path, now=NOW, coder="eva", codebook="nato")
    assert Store.open(path).meta == {"schema_version": 1, "codebook": "nato", "created": NOW}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)} == {0o700}


def test_an_old_store_is_read_as_it_is_and_migrated_by_the_first_change(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    old = (Path(__file__).parent / "schema-0.json").read_bytes()
    path.write_bytes(old)
    store = Store.open(path)
    one, two = store.statements()
    assert (one.actor, one.position, str(one.stated_on), one.extra) == ("anna-berg", "after-war", "2023-07-11", {"mood": "sober"})  # fmt: skip
    source = store.source(one.sources[0].source)
    assert source and (source.url, source.outlet, str(source.published)) == ("https://example.org/kyiv", "Kyiv Wire", "2023-07-11")  # fmt: skip
    assert (two.summary, two.sources, two.kind, two.status) == ("Changed her mind.", (), Kind.DIRECT, Status.ACCEPTED)
    assert [position.id for position in store.positions()] == ["now", "after-war"]
    assert path.read_bytes() == old
    write(store, replace(two, note="x"))
    assert json.loads(path.read_text())["meta"]["store"]["schema_version"] == 1
    assert json.loads(path.read_text())["drafts"] == {"1": {"kept": True}}
    assert Store.open(path).statements() == (one, replace(two, note="x"))
    (copy,) = (tmp_path / "old.backups").iterdir()
    assert copy.read_bytes() == old and "schema-0" in copy.name


def test_a_newer_store_is_refused_and_left_alone(sample_store: Store, store_path: Path) -> None:
    store_path.write_text(store_path.read_text().replace('"schema_version": 1', '"schema_version": 2'))
    before = store_path.read_bytes()
    with pytest.raises(StoreError, match="newer stance"):
        Store.open(store_path)
    with pytest.raises(StoreError, match="newer stance"), sample_store.change("edit", coder="eva", now=NOW) as batch:
        batch.put(Source("a9"))
    assert store_path.read_bytes() == before
    assert not list(store_path.parent.glob("*.tmp"))


@pytest.mark.parametrize("layout", ["ours", "pretty", "compact", "mixed"])
@pytest.mark.parametrize("begun", ["", "s", "s200", "s200000003", "zz", "S", "é", '"'])
def test_a_glance_sees_what_the_store_holds(sample_store: Store, store_path: Path, layout: str, begun: str) -> None:
    from stance.store.glance import glance

    text = store_path.read_text()
    if layout == "pretty":
        store_path.write_text(json.dumps(json.loads(text), indent=1))
    elif layout == "compact":
        store_path.write_text(json.dumps(json.loads(text)))
    elif layout == "mixed":  # a record on several lines within our layout
        store_path.write_text(text.replace('"s200000003": {', '"s200000003": {\n  '))
    whole = Store.open(store_path).documents("statements")
    assert len(whole) == 3
    assert glance(store_path, "statements", begun) == {id: one for id, one in whole.items() if id.startswith(begun)}
