"""Each fault that `check` looks for is found, where it is, and nothing else; what can be mended is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stance.model import Actor, ActorKind, Event, PartialDate, Role, Source, SourceRef, Statement
from stance.store import Store
from stance.store.checking import check_store, faults_of, mend, stands_in

NOW = "2024-07-21T09:00:00+00:00"


def write(store: Store, *records) -> None:
    with store.change("edit", coder="eva", now=NOW) as batch:
        for record in records:
            batch.put(record)


def found(store: Store) -> list[tuple[str, str]]:
    return [(fault.code, fault.id) for fault in check_store(store)]


def test_a_sound_store_has_no_faults(sample_store: Store) -> None:
    assert list(check_store(sample_store)) == []


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"actor": "nobody"}, "unknown-actor", "nobody"),
        ({"position": "perhaps"}, "unknown-position", "now, after-war, opposed"),
        ({"event": "yalta"}, "unknown-event", "yalta"),
        ({"sources": (SourceRef("a9"),)}, "unknown-source", "a9"),
        ({"sources": ()}, "no-source", "no source"),
        ({"quote": ""}, "no-words", "neither"),
        ({"quote": "We will wait for ever"}, "quote", "does not stand"),
        ({"quote": "ever … we"}, "quote", "does not stand"),
        ({"sources": (SourceRef("a100000001", 5, 4000),)}, "span", "outside"),
        ({"stated_on": PartialDate(2023, 7, 13)}, "date", "printed on 2023-07-11"),
        ({"stated_on": PartialDate(2019, 5, 19)}, "office", "2019-05-20"),
        ({"stated_on": PartialDate(2018)}, "office", "2018"),
    ],
)
def test_each_fault_of_a_statement(sample_store: Store, change, code, words) -> None:
    one = sample_store.statement("s100000001")
    assert one
    faults = faults_of(replace(one, **change), sample_store)
    assert [fault.code for fault in faults] == [code] and words in faults[0].reason


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "We  will\nnot wait … president"},
        {"quote": "We will [...] for ever"},
        {"stated_on": PartialDate(2023, 7, 12)},  # printed on the day before, elsewhere on the globe
        {"stated_on": PartialDate(2019)},
        {"role": "Patron of the arts", "stated_on": PartialDate(1999)},  # the roster cannot judge it
        {"stated_on": None},
    ],
)
def test_what_is_no_fault(sample_store: Store, change) -> None:
    one = sample_store.statement("s100000001")
    assert one and faults_of(replace(one, **change), sample_store) == []


def test_a_quote_may_come_from_the_outlet_whose_text_nobody_kept(sample_store: Store) -> None:
    one = sample_store.statement("s100000001")
    assert one
    write(sample_store, Source("a9", title="Elsewhere", outlet="Wire", published=PartialDate(2023, 7, 11)))
    translated = replace(one, quote="Worded otherwise", sources=(*one.sources, SourceRef("a9")))
    assert faults_of(translated, sample_store) == []


def test_a_day_after_it_was_recorded(sample_store: Store) -> None:
    three = sample_store.statement("s200000003")
    assert three
    future = replace(three, role="", stated_on=PartialDate(2024, 8, 1), sources=(SourceRef("a9"),))
    write(sample_store, Source("a9"))
    assert [fault.code for fault in faults_of(future, sample_store)] == ["date"]


def test_parts_of_a_quote_stand_in_their_order() -> None:
    text = "“We came,” she said. “We saw. We won.”"
    assert stands_in("We came … We won", text) and stands_in("We saw. We won.", text)
    assert not stands_in("We won … We came", text) and not stands_in("…", text) and not stands_in("", text)


def test_faults_of_a_whole_store(sample_store: Store) -> None:
    one = sample_store.statement("s100000001")
    assert one
    write(
        sample_store,
        Actor("anna-bergh", "Anna Bergh", ActorKind.PERSON),
        Actor("someone", "Someone Else", aliases=("Bruno Costa",)),
        Actor("late", "Late", roles=(Role("Clerk", since=PartialDate(2020), until=PartialDate(2019)),)),
        Event("backwards", "Backwards", PartialDate(2020, 2), PartialDate(2020, 1)),
        Source("a8", "No text here", sha256="0" * 64),
        replace(one, id="s900000001", recorded_at="2024-07-22T00:00:00+00:00"),
    )
    faults = {(fault.code, fault.id): fault for fault in check_store(sample_store)}
    assert set(faults) == {
        ("date", "late"), ("date", "backwards"), ("alike", "anna-bergh"), ("alike", "someone"), ("text", "a8"),
        ("duplicate", "s900000001"),
    }  # fmt: skip
    assert not faults["alike", "anna-bergh"].serious and faults["alike", "someone"].serious
    assert not faults["text", "a8"].serious and faults["duplicate", "s900000001"].fixable


def test_damaged_records_are_named_and_the_rest_is_checked(sample_store: Store) -> None:
    path = sample_store.path
    text = (
        path.read_text()
        .replace('"kind": "direct"', '"kind": "overheard"', 1)
        .replace('"start": "2023-07-11"', '"start": "July"')
    )
    path.write_text(text.replace('"position": "opposed"', '"position": "perhaps"').replace('"n": 2', '"n": "two"'))
    (path.parent / "stance.texts").joinpath(sample_store.sources()[0].sha256 + ".txt").write_text("Another text.")
    store = Store.open(path)
    assert set(found(store)) == {
        ("field", "s100000001"), ("field", "vilnius-2023"), ("unknown-position", "s200000003"), ("history", ""),
        ("text", "a100000001"), ("quote", "s100000002"), ("span", "s100000002"),
    }  # fmt: skip


def test_records_that_stand_twice_are_named_and_not_lost_by_writing(sample_store: Store, run) -> None:
    from stance.errors import StoreError

    path = sample_store.path
    lines = path.read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith('"s100000001"'))
    lines.insert(at, lines[at].replace("2023-07-11", "2023-07-10"))
    path.write_text("\n".join(lines))
    before = path.read_bytes()
    store = Store.open(path)
    assert found(store) == [("twice", "")]
    with pytest.raises(StoreError, match="stand twice: s100000001"):
        write(store, replace(store.statements()[0], note="x"))
    assert path.read_bytes() == before
    result = run("check", "--fix")
    assert result.exit_code == 0 and found(Store.open(path)) == []
    assert Store.open(path).statement("s100000001") == sample_store.statement("s100000001")
    copies = [copy.read_bytes() for copy in path.with_name("stance.backups").iterdir()]
    assert before in copies


def test_mending_loses_nothing_and_can_be_undone(sample_store: Store, run) -> None:
    one, two = sample_store.statement("s100000001"), sample_store.statement("s100000002")
    assert one and two
    write(sample_store, Source("a2", "Elsewhere"))
    twin = replace(one, id="s900000001", sources=(SourceRef("a2"),), recorded_at="2024-07-22T00:00:00+00:00")
    write(sample_store, twin, replace(two, sources=(replace(two.sources[0], start=900, end=950),)))
    before = dict(Store.open(sample_store.path).documents("statements"))
    faults = list(check_store(sample_store))
    assert {(fault.code, fault.id) for fault in faults} == {("duplicate", twin.id), ("span", two.id)}
    with sample_store.change("check", coder="eva", now=NOW, dry_run=True) as batch:
        assert len(mend(batch, faults)) == 2
    result = run("check", "--fix")
    assert result.exit_code == 0, result.stderr
    store = Store.open(sample_store.path)
    assert store.statement(one.id) == replace(one, sources=(*one.sources, SourceRef("a2")))
    assert store.statement(two.id) == two and store.statement(twin.id).status == "trashed"
    assert run("undo").exit_code == 0
    assert dict(Store.open(sample_store.path).documents("statements")) == before


def test_the_command_tells_faults_and_leaves_with_4(sample_store: Store, run) -> None:
    assert run("check").exit_code == 0
    one = sample_store.statement("s100000001")
    assert one
    write(sample_store, replace(one, quote="Never said"), Statement("s3", "anna-berg", "now", summary="No source."))
    import json

    result = run("check", "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 4 and told["schema_version"] == 1 and told["faults"] == 2
    assert {(row["code"], row["kind"], row["id"], row["serious"]) for row in told["rows"]} == {
        ("quote", "statement", "s100000001", True), ("no-source", "statement", "s3", True),
    }  # fmt: skip
    result = run("check")
    assert result.exit_code == 4 and "2 faults in 4 statements" in result.stderr and "s3" in result.stdout
