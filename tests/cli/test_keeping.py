"""edit, remove, undo, log, merge, backup: what they change, what they say, what they refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from stance.model import PartialDate, Status
from stance.store import Store


def statement(path: Path, id_: str = "s100000001"):
    found = Store.open(path).statement(id_)
    assert found
    return found


def test_edit_sets_each_field(sample_store: Store, store_path: Path, run) -> None:
    result = run(
        "edit", "s100000001", "--actor", "costa", "--position", "after", "--kind", "reported",
        "--stated-on", "2023-07-10", "--quote", "", "--summary", "He said so.", "--event", "", "--condition", "in time",
        "--note", "Mine.", "--status", "proposed",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    one = statement(store_path)
    assert (one.actor, one.position, one.kind, one.stated_on) == (
        "bruno-costa", "after-war", "reported", PartialDate(2023, 7, 10),
    )  # fmt: skip
    assert (one.quote, one.summary, one.event, one.condition, one.note) == ("", "He said so.", "", "in time", "Mine.")
    assert (one.role, one.country, one.status) == (
        "Prime Minister",
        "PT",
        Status.PROPOSED,
    )  # by the roster, on that day
    assert "1 statement changed." in result.stderr and "Undo: stance undo b" in result.stderr and result.stdout == ""
    assert Store.open(store_path).history()[-1].command.startswith("edit --actor --position")


def test_edit_keeps_the_office_that_is_given_or_still_held(sample_store: Store, store_path: Path, run) -> None:
    run("edit", "s100000001", "--role", "The President", "--country", "eu")
    run("edit", "s100000001", "--stated-on", "2023-07-10")
    one = statement(store_path)
    assert (one.role, one.country) == ("The President", "EU")
    run("edit", "s200000003", "--stated-on", "2023-02-01")
    assert statement(store_path, "s200000003").role == "Prime Minister"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["s1", "--note", "x"], 2, "fits several: s100000001, s100000002"),
        (["s9", "--note", "x"], 3, "No statement 's9'"),
        ([], 2, "Nothing to change was given"),
        (["--note", "x"], 2, "Which statements?"),
        (["s100000001"], 2, "Nothing to change was given"),
        (["s100000001", "--position", "perhaps"], 3, "No position 'perhaps'"),
        (["s100000001", "--position", ""], 2, "cannot be empty"),
        (["s100000001", "--kind", "overheard"], 2, "direct, indirect, reported"),
        (["s100000001", "--stated-on", "2023-02-31"], 2, "2023-02-31"),
        (["s100000001", "--stated-on", "03/04/2023"], 2, "03/04/2023"),
        (["s100000001", "--actor", "nobody at all"], 3, "No actor"),
        (["s100000001", "--event", "yalta"], 3, "No event"),
        (["s100000001", "--source", "zz"], 3, "No source"),
        (["s100000001", "--quote", "Never said that"], 1, "does not stand in the text"),
        (["s100000001", "--quote", ""], 1, "neither a quote nor a summary"),
        (["--where", "colour=red", "--note", "x"], 2, "no filter"),
        (["--where", "actor", "--note", "x"], 2, "no filter"),
    ],
)
def test_edit_refuses(sample_store: Store, store_path: Path, run, arguments, code, words) -> None:
    before = store_path.read_bytes()
    result = run("edit", *arguments)
    assert result.exit_code == code and words in result.stderr, result.stderr
    assert store_path.read_bytes() == before and len(result.stderr.splitlines()) == 1


def test_edit_points_out_what_is_odd_but_writes_it(sample_store: Store, store_path: Path, run) -> None:
    result = run("edit", "s100000001", "--stated-on", "2023-08-01")
    assert result.exit_code == 0 and "printed on 2023-07-11" in result.stderr
    assert statement(store_path).stated_on == PartialDate(2023, 8, 1)


def test_a_new_quote_gets_its_place_in_the_text(sample_store: Store, store_path: Path, run) -> None:
    assert run("edit", "s100000001", "--quote", "not wait for ever").exit_code == 0
    one = statement(store_path)
    text = Store.open(store_path).text(Store.open(store_path).sources()[0].sha256)
    assert text and text[one.sources[0].start : one.sources[0].end] == "not wait for ever"


def test_edit_of_many_shows_them_and_needs_consent(sample_store: Store, store_path: Path, run) -> None:
    before = store_path.read_bytes()
    many = ("edit", "--where", "actor=Costa", "--where", "status=all", "--note", "seen")
    trial = run(*many, "--dry-run")
    assert trial.exit_code == 0 and store_path.read_bytes() == before
    assert trial.stdout.splitlines() == [
        "s100000002  Bruno Costa, 2023-07-11: note nothing → seen",
        "s200000003  Bruno Costa, 2022-03: note nothing → seen",
    ]
    refused = run(*many)
    assert refused.exit_code == 2 and "--yes" in refused.stderr and "s200000003" in refused.stderr
    assert store_path.read_bytes() == before
    assert run(*many, "--yes").exit_code == 0
    assert [one.note for one in Store.open(store_path).statements(None)] == ["", "seen", "seen"]
    assert run("undo").exit_code == 0
    assert [one.note for one in Store.open(store_path).statements(None)] == ["", "", ""]


def test_edit_of_none_says_so(sample_store: Store, run) -> None:
    result = run("edit", "--where", "until=1999", "--note", "x", "--yes")
    assert result.exit_code == 0 and "No statement fits." in result.stderr and "Nothing to change." in result.stderr


def test_the_trash_is_shown_and_emptied_back(sample_store: Store, store_path: Path, run) -> None:
    assert run("remove", "s100000002", "s200000003", "--yes").exit_code == 0
    shown = run("list", "--status", "trashed", "--format", "jsonl").stdout
    assert "s100000002" in shown and "s200000003" in shown and "s100000001" not in shown
    again = run("remove", "s100000002")
    assert again.exit_code == 0 and "in the trash already" in again.stderr
    assert run("edit", "s100000002", "--restore").exit_code == 0
    assert statement(store_path, "s100000002").status is Status.PROPOSED  # what it was
    assert run("undo").exit_code == 0 and run("undo").exit_code == 0
    assert Store.open(store_path).statements(None) == sample_store.statements(None)
    not_there = run("edit", "s100000001", "--restore")
    assert "not in the trash" in not_there.stderr and "Nothing to change." in not_there.stderr
    assert run("remove", "--where", "actor=Costa", "--where", "status=all").exit_code == 2


def test_restoring_all_that_was_trashed(sample_store: Store, store_path: Path, run) -> None:
    run("remove", "--where", "status=all", "--yes")
    assert run("edit", "--restore", "--where", "actor=Costa", "--yes").exit_code == 0
    statuses = [one.status for one in Store.open(store_path).statements(None)]
    assert statuses == [Status.TRASHED, Status.PROPOSED, Status.ACCEPTED]


def test_undo_tells_what_it_took_back_and_how_to_redo(sample_store: Store, store_path: Path, run) -> None:
    run("edit", "s100000001", "--note", "x")
    trial = run("undo", "--dry-run")
    assert trial.stdout == "s100000001  Anna Berg, 2023-07-11: note x → nothing\n" and statement(store_path).note == "x"
    done = run("undo")
    assert done.exit_code == 0 and "Took back b" in done.stderr and statement(store_path).note == ""
    redo = done.stderr.rsplit(maxsplit=1)[1]
    assert run("undo", redo).exit_code == 0 and statement(store_path).note == "x"


def test_undo_refuses_with_a_way_out_and_force_goes_on(sample_store: Store, store_path: Path, run) -> None:
    run("edit", "s100000001", "--note", "x")
    first, second = Store.open(store_path).history()[-2:]
    refused = run("undo", first.id)
    assert refused.exit_code == 1 and f"Undo {second.id} first" in refused.stderr
    forced = run("undo", first.id, "--force")
    assert forced.exit_code == 0 and "in spite of: statement s100000001" in forced.stderr
    assert Store.open(store_path).statements(None) == ()


def test_log_of_all_of_a_record_and_of_a_batch(sample_store: Store, store_path: Path, run) -> None:
    run("edit", "s100000001", "--note", "x")
    run("undo")
    rows = json.loads(run("log", "--format", "json").stdout)["rows"]
    assert [(row["command"], row["records"], row["state"]) for row in rows][1:] == [
        ("edit --note", 1, "undone"), ("import kyiv.txt", 4, ""), ("init", 6, ""),
    ]  # fmt: skip
    assert run("log", "--limit", "1", "--format", "csv").stdout.count("\n") == 2
    sorted_ = run("log", "--sort", "-records", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["records"] for line in sorted_] == [6, 4, 1, 1]
    assert run("log", "--sort", "colour").exit_code == 2
    told = run("log", "s100000001").stdout.splitlines()
    assert len(told) == 4 and "note x → nothing" in told[1] and "added" in told[3]
    batch = rows[2]["batch"]
    assert {row["id"] for row in json.loads(run("log", batch, "--format", "json").stdout)["rows"]} == {
        "a100000001", "s100000001", "s100000002", "s200000003",
    }  # fmt: skip
    run("undo", batch)
    assert "removed" in run("log", "s100000002").stdout  # gone from the store, not from its history
    assert run("log", "s1").exit_code == 2 and run("log", "zz").exit_code == 3


def test_merge_lists_conflicts_and_decides_by_rule(sample_store: Store, store_path: Path, tmp_path: Path, run) -> None:
    other = tmp_path / "other.json"
    shutil.copy(store_path, other)
    run("edit", "s100000001", "--note", "mine")
    run("edit", "s100000001", "--note", "yours", "--condition", "in time", "--store", other)
    before = store_path.read_bytes()
    refused = run("merge", other)
    assert refused.exit_code == 1 and 'note: ours "mine", theirs "yours"' in refused.stderr
    assert "--theirs" in refused.stderr and store_path.read_bytes() == before
    trial = run("merge", other, "--dry-run")
    assert trial.exit_code == 0 and "condition nothing" in trial.stdout and store_path.read_bytes() == before
    assert run("merge", other, "--theirs").exit_code == 0
    assert (statement(store_path).note, statement(store_path).condition) == ("yours", "in time")
    assert run("undo").exit_code == 0 and statement(store_path).note == "mine"
    assert run("merge", other, "--ours").exit_code == 0
    assert (statement(store_path).note, statement(store_path).condition) == ("mine", "in time")
    assert run("merge", store_path).exit_code == 2 and run("merge", tmp_path / "none.json").exit_code == 3
    assert run("merge", other, "--ours", "--theirs").exit_code == 2
    assert run("merge", other, "--ask").exit_code in (0, 2)
    assert run("merge", "--driver", other).exit_code == 2


def test_merge_asks_on_a_terminal(sample_store: Store, store_path: Path, tmp_path: Path, run, monkeypatch) -> None:
    from stance.cli.common import Project

    monkeypatch.setattr(Project, "may_ask", True)
    other = tmp_path / "other.json"
    shutil.copy(store_path, other)
    run("edit", "s100000001", "--note", "mine", "--condition", "mine")
    run("edit", "s100000001", "--note", "yours", "--condition", "yours", "--store", other)
    ended = run("merge", other, input="o\n")
    assert ended.exit_code == 1 and "nothing was merged" in ended.stderr
    asked = run("merge", other, input="what?\no\nt\n")
    assert asked.exit_code == 0 and asked.stderr.count("Keep (o)urs or take (t)heirs?") == 3
    assert {statement(store_path).note, statement(store_path).condition} == {"mine", "yours"}


def test_questions_are_answered_by_yes_only(sample_store: Store, store_path: Path, run, monkeypatch) -> None:
    from stance.cli.common import Project

    monkeypatch.setattr(Project, "may_ask", True)
    before = store_path.read_bytes()
    for answer in ("\n", "n\n", "", "maybe\n"):
        assert run("remove", "s100000001", "s200000003", input=answer).exit_code == 0
        assert run("undo", input=answer).exit_code == 0
        assert store_path.read_bytes() == before
    assert run("undo", input="y\n").exit_code == 0
    assert Store.open(store_path).statements(None) == ()


def test_backup_and_back(sample_store: Store, store_path: Path, run) -> None:
    made = run("backup")
    assert made.exit_code == 0 and Path(made.stdout.strip()).read_bytes() == store_path.read_bytes()
    run("remove", "s100000001")
    listed = json.loads(run("backup", "list", "--format", "json").stdout)["rows"]
    assert {row["kind"] for row in listed} == {"by hand", "daily"}
    assert run("backup", "restore").exit_code == 2  # no consent
    name = Path(made.stdout.strip()).stem
    assert "s100000001" in run("backup", "restore", name, "--dry-run").stdout
    assert run("backup", "restore", name, "--yes").exit_code == 0
    assert statement(store_path).status is Status.ACCEPTED
    assert run("undo").exit_code == 0 and statement(store_path).status is Status.TRASHED
    assert run("backup", "restore", "1999", "--yes").exit_code == 3
    store_path.write_text("{torn")
    restored = run("backup", "restore", name, "--yes")
    assert restored.exit_code == 0 and "damaged file is kept" in restored.stderr
    assert statement(store_path).status is Status.ACCEPTED


def test_backup_of_a_lost_store(sample_store: Store, store_path: Path, run) -> None:
    run("backup")
    store_path.unlink()
    assert run("backup", "restore", "--yes").exit_code == 0
    assert Store.open(store_path).statements(None) == sample_store.statements(None)


def test_what_texts_hold_cannot_steer_the_terminal(sample_store: Store, store_path: Path, run) -> None:
    assert run("edit", "s100000001", "--note", "\x1b[2J\u202egone\nnext").exit_code == 0
    for arguments in (("undo", "--dry-run"), ("log", "s100000001"), ("edit", "s100000001", "--note", "", "--dry-run")):
        result = run(*arguments)
        assert "gone" in result.stdout
        assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)
