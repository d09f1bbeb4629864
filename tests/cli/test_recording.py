"""`stance add` and `stance review` as they are typed: flags, questions, and the same checks for both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stance.cli.common import Project
from stance.model import ActorKind, Kind, Statement, Status
from stance.store import Store

Run = Callable[..., Any]
GIVEN = ("--actor", "Berg", "--position", "now", "--date", "2023-07-11", "--url", "https://e.example/9")


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "may_ask", True)


def added(store: Store) -> list[Statement]:
    return [one for one in store.again().statements(None) if one.id not in {"s100000001", "s100000002", "s200000003"}]


# -- add --------------------------------------------------------------------------------------------------------------


def test_add_with_flags(run: Run, sample_store: Store) -> None:
    result = run("add", *GIVEN, "--quote", "Let them in.", "--outlet", "The Wire")
    assert result.exit_code == 0, result.stderr
    (statement,) = added(sample_store)
    assert result.stdout == f"{statement.id}\n"
    assert "Undo: stance undo b" in result.stderr
    assert (statement.actor, statement.position, statement.kind) == ("anna-berg", "now", Kind.DIRECT)
    assert (statement.role, statement.country) == ("President of Denmark", "DK")
    assert (statement.status, statement.confidence, statement.coder) == (Status.ACCEPTED, None, "eva")
    source = sample_store.again().source(statement.sources[0].source)
    assert source is not None
    assert (source.url, source.outlet) == ("https://e.example/9", "The Wire")


def test_the_role_is_that_of_the_day(run: Run, sample_store: Store) -> None:
    run(
        "add",
        "--actor",
        "Costa",
        "--position",
        "opposed",
        "--date",
        "2021-05",
        "--summary",
        "Against it.",
        "--url",
        "https://e.example/8",
    )
    (statement,) = added(sample_store)
    assert (statement.role, statement.kind) == ("Foreign Minister", Kind.INDIRECT)


def test_the_same_again_changes_nothing_and_another_outlet_is_added(run: Run, sample_store: Store) -> None:
    run("add", *GIVEN, "--quote", "Let them in at last, today and not tomorrow.")
    before = sample_store.file.read_bytes()
    result = run("add", *GIVEN, "--quote", "Let them in at last, today and not tomorrow.")
    assert "Known already" in result.stderr
    assert sample_store.file.read_bytes() == before
    other = ("--actor", "Berg", "--position", "now", "--date", "2023-07-12", "--url", "https://other.example")
    result = run("add", *other, "--quote", "Let them in at last, today and not tomorrow!")
    assert "the source was added" in result.stderr
    (statement,) = added(sample_store)
    assert len(statement.sources) == 2
    run("add", *other, "--quote", "Let them in at last, today and not tomorrow!", "--keep-apart")
    assert len(added(sample_store)) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--position", "nwo"], 3, "No position 'nwo'"),
        (["--date", "2023-02-30"], 2, "2023-02-30"),
        (["--date", "03/04/2023"], 2, "03/04/2023"),
        (["--date", "2031-01-01"], 2, "future"),
        (["--actor", "Bergg"], 3, "Did you mean"),
        (["--kind", "loud"], 2, "No kind"),
        (["--event", "vilna"], 3, "vilnius-2023"),
        (["--country", "Atlantis"], 3, "Atlantis"),
        (["--url", "file:///etc/passwd"], 2, "Only http and https"),
        (["--source", "zzz"], 3, "No source"),
        (["--new-actor", "X"], 2, "Either --actor or --new-actor"),
        (["--source", "a100000001"], 1, "does not stand in the text"),
    ],
)
def test_what_is_refused(run: Run, sample_store: Store, arguments: list[str], code: int, reason: str) -> None:
    before = sample_store.file.read_bytes()
    result = run("add", *GIVEN, "--quote", "Never said.", *arguments)
    assert result.exit_code == code, result.stderr
    assert reason in result.stderr
    assert sample_store.file.read_bytes() == before


def test_what_is_doubtful_is_said(run: Run, sample_store: Store) -> None:
    result = run("add", *GIVEN, "--quote", "Let them in.", "--published", "2023-01-01")
    assert "Note: said on 2023-07-11, but printed on 2023-01-01" in result.stderr
    assert len(added(sample_store)) == 1


def test_what_is_missing_is_named(run: Run, sample_store: Store) -> None:
    result = run("add", "--no-input")
    assert result.exit_code == 2
    for name in ("--actor", "--position", "--quote or --summary", "--url"):
        assert name in result.stderr


def test_an_actor_who_fits_several(run: Run, sample_store: Store) -> None:
    assert (
        run(
            "add", "--new-actor", "Anna Bergson", "--position", "now", "--summary", "For.", "--title", "Radio"
        ).exit_code
        == 0
    )
    result = run("add", "--actor", "Anna", "--position", "now", "--summary", "x", "--title", "Radio")
    assert result.exit_code == 2
    assert "fits several" in result.stderr


def test_somebody_the_roster_lacks(run: Run, sample_store: Store) -> None:
    result = run(
        "add", "--new-actor", "Senate of Utopia", "--actor-kind", "body", "--country", "cz", "--position", "now",
        "--summary", "For it.", "--title", "Gazette",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    actor = sample_store.again().actor("senate-of-utopia")
    assert actor is not None
    assert (actor.kind, actor.country) == (ActorKind.BODY, "CZ")
    again = run("add", "--new-actor", "senate of utopia", "--position", "now", "--summary", "x", "--title", "y")
    assert again.exit_code == 2
    assert "in the roster already" in again.stderr


def test_a_quote_is_placed_in_the_text_given(run: Run, sample_store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\n“We are for it, and soon,” Berg said.\n", encoding="utf-8")
    result = run("add", *GIVEN, "--quote", "We are for  it, and soon", "--text", tmp_path / "a.txt")
    assert result.exit_code == 0, result.stderr
    (statement,) = added(sample_store)
    (ref,) = statement.sources
    source = sample_store.again().source(ref.source)
    assert source is not None
    text = sample_store.again().text(source.sha256)
    assert text is not None
    assert text[ref.start : ref.end] == "We are for it, and soon"
    result = run("add", *GIVEN, "--quote", "not in there", "--text", tmp_path / "a.txt")
    assert result.exit_code == 1


def test_a_source_of_the_store_by_its_prefix(run: Run, sample_store: Store) -> None:
    result = run("add", "--actor", "Berg", "--position", "opposed", "--date", "2023-07-11", "--quote", "the war has to end first", "--source", "a1")  # fmt: skip
    assert result.exit_code == 1  # the case differs: words are taken to the letter
    result = run("add", "--actor", "Berg", "--position", "opposed", "--date", "2023-07-11", "--quote", "war has to end first", "--source", "a1")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert added(sample_store)[0].sources[0].start == 102


def test_dry_run_of_add(run: Run, sample_store: Store) -> None:
    before = sample_store.file.read_bytes()
    result = run("add", *GIVEN, "--quote", "Let them in.", "--dry-run")
    assert "Would record" in result.stderr
    assert sample_store.file.read_bytes() == before


def test_questions_until_the_answer_holds(run: Run, sample_store: Store, at_terminal: None) -> None:
    typed = ["Nobody", "Berg", "later", "after-war", "03/04/2023", "2023-07-11", "", "Later, she says.", "", "", "", "",
             "", "", "https//no", "https://e.example/7", "A talk", "The Wire", "2023-17", "2023-07"]  # fmt: skip
    result = run("add", input="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.stderr
    assert "No actor 'Nobody'" in result.stderr
    assert "No position 'later'" in result.stderr
    assert "A source needs an address or a title" in result.stderr
    assert "--url" not in result.stderr
    (statement,) = added(sample_store)
    assert (statement.position, statement.summary, statement.kind) == ("after-war", "Later, she says.", Kind.INDIRECT)


def test_questions_make_an_actor_and_ask_for_all_there_is(run: Run, sample_store: Store, at_terminal: None) -> None:
    typed = ["Kowalski", "+", "person", "now", "2023-07-11", "Now!", "", "vilna", "vilnius-2023", "If all agree.", "Shouted.",
             "", "A talk", "", ""]  # fmt: skip
    result = run("add", input="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.stderr
    (statement,) = added(sample_store)
    assert (statement.actor, statement.kind, statement.event) == ("kowalski", Kind.DIRECT, "vilnius-2023")
    assert (statement.condition, statement.note) == ("If all agree.", "Shouted.")


@pytest.mark.parametrize(
    "typed",
    [
        ["q"],
        ["Berg", "now", "q"],
        ["Berg", "now", "", "Now!", "", "", "", "", "q"],
        ["Berg", "now", "", "Now!", "", "", "", "", "", "", "", ""],  # neither address nor title, twice
    ],
)
def test_questions_can_be_left(run: Run, sample_store: Store, at_terminal: None, typed: list[str]) -> None:
    before = sample_store.file.read_bytes()
    result = run("add", input="\n".join([*typed, "more", "more"]) + "\n")
    assert result.exit_code == 1
    assert "Nothing was recorded." in result.stderr
    assert sample_store.file.read_bytes() == before


def test_an_unknown_actor_is_told_of_new_actor(run: Run, sample_store: Store) -> None:
    result = run("add", "--actor", "Kowalski", "--position", "now", "--summary", "x", "--title", "y")
    assert result.exit_code == 3
    assert "--new-actor" in result.stderr


def test_questions_that_end_early_record_nothing(run: Run, sample_store: Store, at_terminal: None) -> None:
    before = sample_store.file.read_bytes()
    result = run("add", input="Berg\nnow\n")
    assert result.exit_code == 1
    assert "Nothing was recorded." in result.stderr
    assert sample_store.file.read_bytes() == before


# -- review -----------------------------------------------------------------------------------------------------------


def status(store: Store) -> str:
    statement = store.again().statement("s100000002")
    assert statement is not None
    return str(statement.status)


def test_review_needs_a_terminal(run: Run, sample_store: Store) -> None:
    result = run("review")
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


def test_a_proposal_is_shown_with_what_judges_it(run: Run, sample_store: Store, at_terminal: None) -> None:
    shown = run("review", input="q\n").stderr
    assert "1 of 1" in shown
    assert "Bruno Costa · Prime Minister · PT" in shown
    assert "◑ after the war · said 2023-07-11 · direct · medium" in shown
    assert "The war has to end first" in shown
    assert "His guest disagreed." in shown
    assert "after-war.end-first" in shown


@pytest.mark.parametrize(
    ("typed", "becomes"), [("a", "accepted"), ("reject", "rejected"), ("s", "proposed"), ("q", "proposed")]
)
def test_answers(run: Run, sample_store: Store, at_terminal: None, typed: str, becomes: str) -> None:
    result = run("review", input=f"{typed}\n")
    assert result.exit_code == 0
    assert status(sample_store) == becomes
    assert result.stdout == ""


@pytest.mark.parametrize("typed", ["", "\n\n", "x\n", "yes\n", "ac\n", "-1\n"])
def test_nothing_else_decides(run: Run, sample_store: Store, at_terminal: None, typed: str) -> None:
    before = sample_store.file.read_bytes()
    assert run("review", input=typed).exit_code == 0
    assert sample_store.file.read_bytes() == before


def test_each_answer_is_a_batch_of_its_own(run: Run, sample_store: Store, at_terminal: None) -> None:
    with sample_store.change("test", coder="eva", now="2024-07-20T12:00:00+00:00") as batch:
        for one in batch.store.statements(Status.ACCEPTED):
            batch.put(Statement(**{**one.__dict__, "status": Status.PROPOSED}))
    before = len(sample_store.history())
    result = run("review", input="a\nr\na\n")
    assert "2 accepted, 1 rejected; nothing waits any more." in result.stderr
    assert len(sample_store.again().history()) == before + 3


def test_edit_then_accept(run: Run, sample_store: Store, at_terminal: None) -> None:
    result = run(
        "review", input="e\nposition\nnope\nposition\nopposed\nnote\nHe went back on it.\nstated\n2023-07\n\na\n"
    )
    statement = sample_store.again().statement("s100000002")
    assert statement is not None
    assert (statement.position, statement.note, str(statement.stated_on)) == (
        "opposed",
        "He went back on it.",
        "2023-07",
    )
    assert statement.status is Status.ACCEPTED
    assert "No position 'nope'" in result.stderr


def test_an_edit_that_does_not_hold_is_refused_and_asked_again(
    run: Run, sample_store: Store, at_terminal: None
) -> None:
    result = run("review", input="e\nquote\nnever said\n\n\nr\n")
    assert "does not stand in the text" in result.stderr
    statement = sample_store.again().statement("s100000002")
    assert statement is not None
    assert (statement.quote, statement.status) == ("The war has to end first", Status.REJECTED)


def test_a_refused_value_is_asked_again_and_costs_no_other_edit(
    run: Run, sample_store: Store, at_terminal: None
) -> None:
    typed = ["e", "note", "Loud.", "position", "nwo", "opposed", "quote", "never said", "war has to end", "", "q"]
    shown = run("review", input="\n".join(typed) + "\n").stderr
    statement = sample_store.again().statement("s100000002")
    assert statement is not None
    assert (statement.note, statement.position, statement.quote) == ("Loud.", "opposed", "war has to end")
    assert "after-war: after the war" in shown  # the positions there are
    assert "Refused: its quote does not stand" in shown
    assert "Saved: note, position, quote." in shown
    assert "note: Loud." in shown.partition("Saved:")[2]


def test_relative_days_of_an_edit_count_from_the_article(run: Run, sample_store: Store, at_terminal: None) -> None:
    run("review", input="e\nstated\nlast sunday\n\nq\n")
    statement = sample_store.again().statement("s100000002")
    assert statement is not None
    assert str(statement.stated_on) == "2023-07-09"  # the article is of Tuesday 2023-07-11


def test_long_lines_of_a_card_are_indented(run: Run, sample_store: Store, at_terminal: None) -> None:
    shown = run("review", "--width", "40", input="e\nnote\n" + "word " * 30 + "\n\nq\n").stderr
    noted = shown[shown.rindex("note: word") :].splitlines()
    assert noted[1].startswith("  word")
    assert all(len(line) <= 40 for line in noted[:3])


def test_undo_in_a_review(run: Run, sample_store: Store, at_terminal: None) -> None:
    with sample_store.change("test", coder="eva", now="2024-07-20T12:00:00+00:00") as batch:
        one = batch.store.statement("s100000001")
        assert one is not None
        batch.put(Statement(**{**one.__dict__, "status": Status.PROPOSED}))
    shown = run("review", input="u\na\nu\nr\nq\n").output
    asked = shown.split("quit? ")[1:]
    assert ["u/" in line[:15] for line in asked] == [False, False, True, False, True]  # offered where it can be done
    store = sample_store.again()
    assert [one.status for one in store.statements(None)][:2] == [Status.REJECTED, Status.PROPOSED]


def test_nothing_waits(run: Run, sample_store: Store, at_terminal: None) -> None:
    assert "Nothing waits for review." in run("review", "--actor", "Berg").stderr


def test_named_decisions_for_scripts(run: Run, sample_store: Store) -> None:
    result = run("review", "--accept", "s10000000" + "2", "--dry-run")
    assert "Nothing was written" in result.stderr
    assert status(sample_store) == "proposed"
    result = run("review", "--accept", "s100000002", "--reject", "s2")
    assert result.exit_code == 0
    assert "1 accepted, 1 rejected." in result.stderr
    assert status(sample_store) == "accepted"
    assert "so it stood already" in run("review", "--accept", "s100000002").stderr
    assert run("review", "--accept", "s9").exit_code == 3
    assert run("review", "--accept", "s1").exit_code == 2
    assert run("review", "--accept", "s2", "--reject", "s2").exit_code == 2


def test_hostile_words_on_a_card(run: Run, sample_store: Store, at_terminal: None) -> None:
    with sample_store.change("test", coder="eva", now="2024-07-20T12:00:00+00:00") as batch:
        one = batch.store.statement("s100000002")
        assert one is not None
        batch.put(Statement(**{**one.__dict__, "condition": "\x1b[2J\u202eevil [bold]x[/bold]", "role": "\x07Boss"}))
    shown = run("review", input="q\n").stderr
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "evil [bold]x[/bold]" in shown


def test_a_source_that_is_dated_by_hand_tells_of_its_undated_statements(run: Run, sample_store: Store) -> None:
    with sample_store.change("test", coder="eva", now="2024-07-20T12:00:00+00:00") as batch:
        source, one = batch.store.source("a100000001"), batch.store.statement("s100000001")
        assert source and one
        batch.put(type(source)(**{**source.__dict__, "published": None}))
        batch.put(type(one)(**{**one.__dict__, "stated_on": None}))
    result = run("sources", "edit", "a100000001", "--published", "2023-07-11")
    assert "1 of its statements without a day keep none" in result.stderr
