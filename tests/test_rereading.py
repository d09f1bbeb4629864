"""Reading kept texts anew: what nobody decided is replaced, what people decided stays, and all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stance.extract
from stance.intake.bringing import Manner, bring_in
from stance.intake.plan import Rules
from stance.intake.rereading import Rereading, read_again
from stance.model import Article, Confidence, Kind, PartialDate, Proposal, Span, Statement, Status
from stance.readers import Options
from stance.store import Store
from stance.store.undoing import batch_to_undo, undo

NOW = "2024-07-20T12:00:00+00:00"
LATER = "2024-08-01T12:00:00+00:00"
ARTICLE = """Title: Talks
Outlet: The Wire
Published: 2023-07-12

"Invite Ukraine at this summit," Anna Berg said. "Guarantees have to come first," Bruno Costa said.

Zoe Lang said the war had to end before anybody joined.
"""


def finds(**codes: str) -> Callable[..., list[Proposal]]:
    """An extraction that gives each of these people this position, with the sentence that names them as evidence."""

    def propose(article: Article, codebook: Any, gazetteer: Any) -> list[Proposal]:
        found = []
        for person, code in codes.items():
            name = {"anna": "Anna Berg", "bruno": "Bruno Costa", "zoe": "Zoe Lang"}[person]
            if name not in article.text:
                continue
            end = article.text.index(name) + len(name)
            start = max(article.text.rfind('"', 0, article.text.rfind('"', 0, end)), 0) if person != "zoe" else end - 8
            position, _, day = code.partition("@")
            found.append(
                Proposal(name, gazetteer.find(name).id if person != "zoe" else None, "", "", position, Kind.INDIRECT,
                         PartialDate.parse(day) if day else None, Confidence.HIGH, Span(start, end))
            )  # fmt: skip
        return found

    return propose


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the program finds from now on."""
    return lambda **codes: monkeypatch.setattr(stance.extract, "propose", finds(**codes))


def bring(
    store: Store, folder: Path, accept: Confidence | None = None, text: str = ARTICLE, name: str = "a.txt"
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    bring_in(store, [folder / name], Options(), Rules("eva", NOW, accept), Manner(date(2024, 7, 20)))


def again(store: Store, unseen: bool = False, dry_run: bool = False, accept: Confidence | None = None) -> Rereading:
    manner = Manner(date(2024, 8, 1), dry_run=dry_run, command="reread")
    texts = [one for one in store.sources() if one.outlet in ("The Wire", "The Post")]
    return read_again(store, texts, Rules("jan", LATER, accept), manner, unseen)


def views(store: Store) -> dict[str, tuple[str, Status]]:
    mine = [one for one in store.statements(None) if one.coder in ("eva", "jan") and one.confidence]
    return {one.actor: (one.position, one.status) for one in mine}


def held_by(store: Store, actor: str) -> Statement:
    return next(one for one in store.statements(None) if one.actor == actor and one.confidence)


@pytest.fixture
def store(sample_store: Store, tmp_path: Path, program: Callable[..., None]) -> Store:
    program(anna="now@2023-07-11", bruno="opposed")
    bring(sample_store, tmp_path)
    return sample_store


def test_the_same_program_changes_nothing(store: Store) -> None:
    before = store.path.read_bytes()
    found = again(store)
    assert (found.added, found.changed, found.removed, found.batch) == ((), (), (), "")
    assert store.path.read_bytes() == before and found.waiting == 2


def test_what_nobody_decided_is_replaced_and_can_be_had_back(store: Store, program: Callable[..., None]) -> None:
    stays = held_by(store, "anna-berg")
    before = {one.id: one for one in store.statements(None)}
    program(anna="now@2023-07-11", zoe="after-war")
    found = again(store)
    assert (len(found.added), len(found.changed), len(found.removed), found.waiting) == (1, 0, 1, 2)
    assert views(store) == {"anna-berg": ("now", Status.PROPOSED), "zoe-lang": ("after-war", Status.PROPOSED)}
    assert store.statement(stays.id) == stays  # to the letter: who found it first, and when
    with store.change("undo", coder="jan", now=LATER) as batch:
        undo(batch, batch_to_undo(store, None))
    assert {one.id: one for one in store.statements(None)} == before


def test_a_dry_run_tells_and_writes_nothing(store: Store, program: Callable[..., None]) -> None:
    before = store.path.read_bytes()
    program()
    found = again(store, dry_run=True)
    assert len(found.removed) == 2 and not found.batch and store.path.read_bytes() == before


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.REJECTED])
def test_a_decision_stays_and_is_not_proposed_again(store: Store, program: Callable[..., None], status: Status) -> None:
    decided = replace(held_by(store, "anna-berg"), status=status, coder="jan")
    with store.change("review", coder="jan", now=NOW) as batch:
        batch.put(decided)
    program(anna="after-war@2023-07-12", bruno="opposed")
    found = again(store)
    assert found.decided == 1 and not found.added + found.changed + found.removed
    assert store.statement(decided.id) == decided


def test_what_a_person_recoded_is_not_proposed_as_it_was(store: Store, program: Callable[..., None]) -> None:
    anna = held_by(store, "anna-berg")
    with store.change("edit --actor", coder="jan", now=NOW) as batch:
        batch.put(
            replace(anna, actor="bruno-costa", position="after-war")
        )  # still waiting, but no longer the machine's
    program(anna="now@2023-07-11")
    found = again(store)
    assert not found.added and found.decided == 1
    assert store.statement(anna.id).actor == "bruno-costa"  # type: ignore[union-attr]


def test_an_edit_that_was_undone_decides_nothing(store: Store, program: Callable[..., None]) -> None:
    with store.change("edit", coder="jan", now=NOW) as batch:
        batch.put(replace(held_by(store, "anna-berg"), note="seen"))
    with store.change("undo", coder="jan", now=LATER) as batch:
        undo(batch, batch_to_undo(store, None))
    program(bruno="opposed")
    assert len(again(store).removed) == 1


def test_what_accept_took_stays_but_gets_its_day(
    sample_store: Store, tmp_path: Path, program: Callable[..., None]
) -> None:
    program(anna="now", bruno="opposed")
    bring(sample_store, tmp_path, Confidence.HIGH)
    program(anna="now@2023-07-11", zoe="after-war")
    found = again(sample_store)
    assert (found.dated, found.decided, len(found.removed)) == (1, 2, 0)
    assert str(held_by(sample_store, "anna-berg").stated_on) == "2023-07-11"
    assert views(sample_store)["bruno-costa"] == ("opposed", Status.ACCEPTED)
    found = again(sample_store, unseen=True)
    assert found.decided == 0 and "bruno-costa" not in views(sample_store)
    assert views(sample_store)["anna-berg"] == ("now", Status.ACCEPTED)  # found again: still accepted


def test_a_statement_of_two_texts_keeps_the_one_that_still_tells_it(
    store: Store, tmp_path: Path, program: Callable[..., None]
) -> None:
    program(anna="now@2023-07-11")
    bring(
        store,
        tmp_path,
        text="Outlet: The Post\n\n" + 'It rained. "Invite Ukraine at this summit," Anna Berg said.',
        name="b.txt",
    )
    assert len(held_by(store, "anna-berg").sources) == 2
    real = stance.extract.propose
    stance.extract.propose = lambda article, *more: real(article, *more) if "rained" in article.text else []
    found = again(store)
    assert len(found.changed) == 1
    (ref,) = held_by(store, "anna-berg").sources
    assert store.source(ref.source).outlet == "The Post"  # type: ignore[union-attr]


def test_one_text_of_two_outlets_is_read_once_for_both(
    store: Store, tmp_path: Path, program: Callable[..., None]
) -> None:
    bring(store, tmp_path, text=ARTICLE.replace("The Wire", "The Post"), name="b.txt")
    program(zoe="after-war")
    again(store)
    assert len(held_by(store, "zoe-lang").sources) == 2
    assert not again(store).batch


def test_a_text_that_is_not_kept_is_named(store: Store) -> None:
    source = next(one for one in store.sources() if one.outlet == "The Wire")
    store.file.with_suffix(".texts").joinpath(f"{source.sha256}.txt").unlink()
    found = again(store)
    assert [(one.place, one.serious) for one in found.problems] == [(source.id, False)] and not found.removed
