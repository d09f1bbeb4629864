"""What an import changes: known texts, carried reports, changed pages, repeated statements, coded statements."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stance.extract
from stance.analysis.sameness import sketch
from stance.ids import text_hash
from stance.intake.bringing import Manner, bring_in
from stance.intake.gathering import Finder, gather
from stance.intake.plan import Plan, Rules
from stance.model import (
    Article,
    Confidence,
    Kind,
    PartialDate,
    Problem,
    Proposal,
    Source,
    SourceRef,
    Span,
    Statement,
    Status,
)
from stance.readers import Coded, Found, Options
from stance.store import Store
from stance.store.undoing import batch_to_undo, undo

NOW = "2024-07-20T12:00:00+00:00"
TODAY = date(2024, 7, 20)
FILLER = " ".join(
    f"Sentence number {number} tells of other things and of the weather in the capital." for number in range(30)
)
WORDS = "We want an invitation at the summit and nothing less than that"


def article(text: str = "", **known: Any) -> Article:
    return Article(text=text or f"“{WORDS},” Anna Berg said.\n\n{FILLER}\n", **known)


def found(one: Article, actor: str = "Anna Berg", **more: Any) -> Proposal:
    start = one.text.index(WORDS[:20])
    given: dict[str, Any] = {
        "actor": actor, "actor_id": "anna-berg" if actor == "Anna Berg" else None, "role": "President of Denmark",
        "country": "DK", "position": "now", "kind": Kind.DIRECT, "stated_on": PartialDate(2023, 7, 11),
        "confidence": Confidence.HIGH, "evidence": Span(start, start + len(WORDS)), "quote": WORDS,
    }  # fmt: skip
    return Proposal(**{**given, **more})


def take(store: Store, *articles: Article, rules: Rules | None = None, proposals: bool = True, **more: Any) -> Plan:
    with store.change("import", coder="eva", now=NOW) as batch:
        plan = Plan(batch.store, rules or Rules("eva", NOW))
        for one in articles:
            made = [found(one, **more)] if proposals and WORDS[:20] in one.text else []
            plan.take_article(one, made, text_hash(one.text), sketch(one.text))
        plan.put_into(batch)
    plan.tally.batch = batch.id if batch.changes else ""  # type: ignore[attr-defined]
    return plan


def new_statements(store: Store) -> list[Statement]:
    return [one for one in store.statements(None) if one.coder == "eva" and one.quote == WORDS]


@pytest.fixture
def store(sample_store: Store) -> Store:
    return sample_store


def test_an_article_becomes_a_source_with_its_text_and_a_proposal(store: Store) -> None:
    one = article(title="Talks", outlet="The Wire", published=PartialDate(2023, 7, 12))
    plan = take(store, one)
    (statement,) = new_statements(store)
    assert (statement.actor, statement.position, statement.status) == ("anna-berg", "now", Status.PROPOSED)
    assert (statement.confidence, statement.recorded_at, statement.summary) == (Confidence.HIGH, NOW, "")
    source = store.source(statement.sources[0].source)
    assert source is not None
    assert (source.title, source.outlet) == ("Talks", "The Wire")
    text = store.text(source.sha256)
    assert text == one.text
    assert text[statement.sources[0].start : statement.sources[0].end] == WORDS
    assert (plan.tally.new, plan.tally.proposals, plan.tally.waiting, plan.tally.accepted) == (1, 1, 1, 0)


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    one = article(outlet="The Wire", url="https://news.example/1")
    take(store, one)
    before = store.file.read_bytes()
    plan = take(store, one, replace(one, url="http://www.news.example/1/?utm_source=x"))
    assert store.file.read_bytes() == before
    assert (plan.tally.new, plan.tally.known, plan.tally.proposals) == (0, 2, 0)


def test_what_was_rejected_stays_rejected(store: Store) -> None:
    take(store, article(outlet="The Wire"))
    (statement,) = new_statements(store)
    with store.change("review", coder="eva", now=NOW) as batch:
        batch.put(replace(statement, status=Status.REJECTED))
    take(store, article(f"Another paper has it: “{WORDS},” said Berg.\n", outlet="The Post"))
    (statement,) = new_statements(store)
    assert statement.status is Status.REJECTED
    assert len(statement.sources) == 2


def test_blanks_of_a_known_article_are_filled(store: Store) -> None:
    take(store, article())
    plan = take(store, article(title="Talks", url="https://news.example/1", published=PartialDate(2023, 7, 12)))
    assert (plan.tally.new, plan.tally.known) == (0, 1)
    source = next(source for source in store.sources() if source.url == "https://news.example/1")
    assert (source.title, str(source.published)) == ("Talks", "2023-07-12")


def test_a_report_carried_to_the_letter_by_ten_outlets(store: Store) -> None:
    plan = take(
        store, *(article(outlet=f"Outlet {number}", url=f"https://o{number}.example/x") for number in range(10))
    )
    (statement,) = new_statements(store)
    assert len(statement.sources) == 10
    assert len({ref.source for ref in statement.sources}) == 10
    assert {ref.start for ref in statement.sources} == {1}
    assert (plan.tally.new, plan.tally.carried, plan.tally.repeated) == (10, 9, 9)
    assert len(list(store.file.with_name("stance.texts").iterdir())) == 2  # one is the sample's own


def test_an_agency_report_with_other_ends(store: Store) -> None:
    report = article(outlet="Agency")
    carried = article(f"The Post\n\n{report.text}\nSubscribe to our letter.\n", outlet="The Post")
    take(store, report)
    # Printed a day later with its own idea of the day: one report all the same.
    plan = take(store, carried, stated_on=None)
    (statement,) = new_statements(store)
    assert len(statement.sources) == 2
    assert plan.tally.carried == 1
    assert statement.stated_on == PartialDate(2023, 7, 11)


def test_another_address_of_the_same_outlet_is_kept(store: Store) -> None:
    take(store, article(outlet="The Wire", url="https://wire.example/a"))
    plan = take(store, article(outlet="The Wire", url="https://wire.example/b"))
    assert plan.tally.known == 1
    source = next(source for source in store.sources() if source.outlet == "The Wire")
    assert (source.url, source.urls) == ("https://wire.example/a", ("https://wire.example/b",))


def test_a_page_that_changed_is_flagged(store: Store) -> None:
    one = article(url="https://news.example/1")
    take(store, one)
    later = article(one.text + "\nCorrection: the meeting was on Monday.\n", url="https://news.example/1?utm_medium=x")
    plan = take(store, later)
    (page,) = plan.tally.changed
    assert (page.gone, page.come) == ((), ("Correction: the meeting was on Monday.",))
    source = store.source(page.source)
    assert source is not None
    assert source.earlier == page.earlier
    (statement,) = new_statements(store)
    assert [ref.source for ref in statement.sources] == [page.earlier, page.source]
    # The third version is compared with the second.
    plan = take(store, article(later.text + "\nMore.\n", url="https://news.example/1"))
    assert plan.tally.changed[0].earlier == page.source


def test_white_space_is_no_change_of_a_page(store: Store) -> None:
    one = article(url="https://news.example/1")
    take(store, one)
    plan = take(store, article(one.text.replace("\n", " \n"), url="https://news.example/1"))
    assert (plan.tally.changed, plan.tally.known) == ([], 1)


def test_two_outlets_quote_one_utterance(store: Store) -> None:
    take(store, article(f"In Copenhagen Berg said: “{WORDS}.”", outlet="A"))
    plan = take(store, article(f"“{WORDS}” was heard.", outlet="B"), stated_on=PartialDate(2023, 7, 12))
    (statement,) = new_statements(store)
    assert len(statement.sources) == 2
    assert plan.tally.repeated == 1


def test_keep_apart_joins_nothing(store: Store) -> None:
    apart = Rules("eva", NOW, keep_apart=True)
    take(store, article(outlet="A"))
    take(store, article(outlet="B"), rules=apart)
    statements = new_statements(store)
    assert [len(one.sources) for one in statements] == [1, 1]
    assert take(store, article(outlet="B"), rules=apart).tally.known == 1


@pytest.mark.parametrize(("level", "status"), [(Confidence.HIGH, "proposed"), (Confidence.MEDIUM, "accepted"), (Confidence.LOW, "accepted")])  # fmt: skip
def test_what_is_sure_enough_is_accepted(store: Store, level: Confidence, status: str) -> None:
    take(store, article(), rules=Rules("eva", NOW, level), confidence=Confidence.MEDIUM)
    assert new_statements(store)[0].status == status


def test_people_the_roster_lacks(store: Store) -> None:
    plan = take(store, article(), article(f"Elsewhere: “{WORDS}”", outlet="B"), actor="Çağla Ünal")
    actor = store.actor("cagla-unal")
    assert actor is not None
    assert (actor.name, actor.country) == ("Çağla Ünal", "DK")
    assert plan.tally.actors == 1
    assert take(store, article("x " + article().text), actor="Anna Bergmann").tally.actors == 1
    assert store.actor("anna-bergmann") is not None


def test_an_office_before_a_known_name(store: Store) -> None:
    assert take(store, article(), actor="President of Denmark Anna Berg").tally.actors == 0
    assert new_statements(store)[0].actor == "anna-berg"


def test_another_person_with_the_same_slug(store: Store) -> None:
    with store.change("add", coder="eva", now=NOW) as batch:
        berg = store.actor("anna-berg")
        assert berg is not None
        batch.put(replace(berg, name="Someone Else", aliases=()))
    take(store, article(), actor="Anna Bérg")
    assert store.actor("anna-berg-2") is not None


def test_the_event_whose_days_and_place_fit(store: Store) -> None:
    take(store, article(article().text + " They met at the Vilnius summit.", outlet="A"))
    assert new_statements(store)[0].event == "vilnius-2023"


def test_no_event_for_its_days_alone(store: Store) -> None:
    take(store, article())
    assert new_statements(store)[0].event == ""


def test_the_text_of_an_address_known_from_hand_coding(store: Store) -> None:
    hand = Statement(
        "sabcdef0123", "anna-berg", "now", stated_on=PartialDate(2023, 7, 11), quote=WORDS[:40], sources=(SourceRef("a1"),)
    )  # fmt: skip
    with store.change("add", coder="otto", now=NOW) as batch:
        batch.put(Source("a1", "By hand", "https://news.example/1"))
        batch.put(hand)
    plan = take(store, article(url="https://news.example/1", title="Other"))
    source = store.source("a1")
    assert source is not None
    assert source.sha256
    assert source.title == "By hand"
    assert plan.tally.repeated == 1
    assert new_statements(store) == []


# -- coded statements -------------------------------------------------------------------------------------------------


def coded(**fields: str) -> Coded:
    given = {"actor": "Berg", "position": "after the war", "summary": "Says later.", "stated_on": "2023-07-11"}
    return Coded("sheet.csv", 2, {name: value for name, value in {**given, **fields}.items() if value})


def take_coded_ones(store: Store, *rows: Coded, rules: Rules | None = None) -> Plan:
    from stance.intake.coded import take_coded

    with store.change("import", coder="eva", now=NOW) as batch:
        plan = Plan(batch.store, rules or Rules("eva", NOW))
        for row in rows:
            take_coded(plan, row, TODAY)
        plan.put_into(batch)
    return plan


def test_a_coded_statement(store: Store) -> None:
    plan = take_coded_ones(store, coded(country="Denmark"))
    statement = next(one for one in store.statements() if one.summary == "Says later.")
    assert (statement.actor, statement.position, statement.kind, statement.country) == ("anna-berg", "after-war", Kind.INDIRECT, "DK")  # fmt: skip
    source = store.source(statement.sources[0].source)
    assert source is not None
    assert source.title == "sheet.csv"
    assert plan.tally.accepted == 1
    assert take_coded_ones(store, coded(country="Denmark")).tally.known == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"position": "maybe"}, "No position 'maybe'"),
        ({"stated_on": "2023-02-30"}, "2023-02-30"),
        ({"stated_on": "03/04/2023"}, "03/04/2023"),
        ({"kind": "loud"}, "No kind 'loud'"),
        ({"status": "done"}, "No status"),
        ({"confidence": "very"}, "No confidence"),
        ({"event": "nowhere"}, "No event"),
        ({"summary": ""}, "Neither a quote nor a summary"),
    ],
)
def test_coded_statements_with_a_fault(store: Store, fields: dict[str, str], reason: str) -> None:
    before = store.file.read_bytes()
    plan = take_coded_ones(store, coded(**fields))
    (problem,) = plan.tally.problems
    assert reason in problem.reason
    assert (problem.place, problem.line) == ("sheet.csv", 2)
    assert store.file.read_bytes() == before


def test_a_quote_has_to_stand_in_the_text_that_comes_with_it(store: Store) -> None:
    row = replace(coded(quote="never said"), sources=(Found(Source("", "Doc"), text=article().text),))
    assert "does not stand" in take_coded_ones(store, row).tally.problems[0].reason
    row = replace(coded(quote=WORDS), sources=(Found(Source("", "Doc"), text=article().text),))
    take_coded_ones(store, row)
    (statement,) = new_statements(store)
    assert (statement.sources[0].start, statement.sources[0].end) == (1, 1 + len(WORDS))


def test_a_known_id_is_never_overwritten(store: Store) -> None:
    known = store.statements()[0]
    plan = take_coded_ones(store, coded(id=known.id))
    assert store.statement(known.id) == known
    assert plan.tally.known == 1
    assert not plan.tally.problems[0].serious


# -- the whole import -------------------------------------------------------------------------------------------------


def propose(one: Article, codebook: Any, gazetteer: Any) -> list[Proposal]:
    if "crash" in one.text:
        raise ValueError("odd text")
    return [found(one)] if WORDS in one.text else []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stance.extract, "propose", propose, raising=False)
    monkeypatch.setenv("STANCE_DEBUG", "")
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(5):
        text = (
            f"Outlet: O{number}\n\nNumber {number}. "
            + (f"“{WORDS}.”" if number % 2 else "Nothing.")
            + f" {FILLER[: number * 200]}"
        )
        (articles / f"{number}.txt").write_text(text)
    return articles


def bring(store: Store, *places: Path, **manner: Any) -> Any:
    return bring_in(store, places, Options(today=TODAY), Rules("eva", NOW), Manner(today=TODAY, **manner))


def test_one_import_is_one_batch_and_one_undo(store: Store, folder: Path) -> None:
    before = store.statements(None), store.sources()
    outcome = bring(store, folder)
    assert (outcome.tally.read, outcome.tally.new) == (5, 5)
    assert len(store.history()) == 3
    with store.change("undo", coder="eva", now=NOW) as batch:
        undo(batch, batch_to_undo(batch.store, outcome.batch))
    assert (store.again().statements(None), store.again().sources()) == before


def test_problems_are_counted_and_the_rest_goes_in(store: Store, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    (folder / "crash.txt").write_text("crash")
    outcome = bring(store, folder)
    assert (outcome.tally.read, outcome.tally.faults) == (5, 2)
    assert outcome.batch


def test_strict_takes_all_or_nothing(store: Store, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    before = store.file.read_bytes()
    outcome = bring(store, folder, strict=True)
    assert outcome.refused
    assert not outcome.batch
    assert store.file.read_bytes() == before


def test_dry_run_writes_nothing(store: Store, folder: Path) -> None:
    before = store.file.read_bytes()
    outcome = bring(store, folder, dry_run=True)
    assert len(outcome.statements) == 1
    assert store.file.read_bytes() == before
    assert len(list(store.file.with_name("stance.texts").iterdir())) == 1


def test_ctrl_c_keeps_what_was_complete(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def interrupted(one: Article, codebook: Any, gazetteer: Any) -> list[Proposal]:
        calls.append(one)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return propose(one, codebook, gazetteer)

    monkeypatch.setattr(stance.extract, "propose", interrupted)
    outcome = bring(store, folder, jobs=1)
    assert outcome.interrupted
    assert outcome.tally.read == 3
    assert outcome.batch


def test_several_processes_give_the_same_to_the_byte(store: Store, folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"x{number:02}.txt").write_text(
            f"Published: 2023-07-1{number % 3}\n\nAgain {number}: “{WORDS}.” {FILLER[: number * 40]}"
        )
    (folder / "z.jsonl").write_text("".join(f'{{"text": "Line {number}."}}\n' for number in range(50)) + "bad\n")
    finder = Finder(None, store.actors(), Options(today=TODAY))
    alone = list(gather([folder], finder, jobs=1))
    assert len(alone) == 96
    assert list(gather([folder], finder, jobs=2)) == alone
    assert sum(isinstance(one.reading, Problem) for one in alone) == 1


def test_a_publication_day_that_comes_later_dates_what_was_undated(store: Store) -> None:
    before = article(title="Talks")
    take(store, before, stated_on=None, role="Guest")
    (statement,) = new_statements(store)
    assert statement.stated_on is None
    plan = take(store, replace(before, published=PartialDate(2023, 7, 12), outlet="The Wire"))
    (dated,) = new_statements(store)
    assert (dated.id, dated.stated_on, dated.status) == (statement.id, PartialDate(2023, 7, 11), statement.status)
    assert dated.role == "Guest"  # somebody's word, not guessed
    assert (plan.tally.known, plan.tally.completed, plan.tally.dated, plan.tally.dateless) == (1, 1, 1, 0)
    assert plan.tally.gained == {"published", "outlet"}
    with store.change("undo", coder="eva", now=NOW) as batch:
        undo(batch, batch_to_undo(batch.store, None))
    assert new_statements(store) == [statement]


def test_a_publication_day_leaves_days_that_are_known_and_tells_what_has_none(store: Store) -> None:
    one = article(title="Talks")
    take(store, one, stated_on=PartialDate(2023, 6))
    plan = take(store, replace(one, published=PartialDate(2023, 7, 12)))
    assert [str(each.stated_on) for each in new_statements(store)] == ["2023-06"]
    assert (plan.tally.dated, plan.tally.dateless) == (0, 0)
    other = article(f"Here again: “{WORDS},” said Bruno Costa, whom nobody saw. {FILLER[:200]}", title="Another")
    take(store, other, actor="bruno-costa", actor_id="bruno-costa", stated_on=None)
    plan = take(store, replace(other, published=PartialDate(2023, 7, 12)), proposals=False)
    assert (plan.tally.dated, plan.tally.dateless) == (0, 1)


@pytest.mark.parametrize(("typed", "kept"), [("dk", "DK"), ("Denmark", "DK"), ("nato", "NATO"), ("OSCE", "OSCE"), ("NATO PA", "NATO PA"), ("B9", "B9"), ("\x1b[2J", ""), ("word " * 40, "")])  # fmt: skip
def test_the_country_of_a_coded_statement_is_a_code_or_left_out(store: Store, typed: str, kept: str) -> None:
    before = {one.id for one in store.statements(None)}
    plan = take_coded_ones(store, coded(country=typed))
    (made,) = [one for one in store.again().statements(None) if one.id not in before]
    assert made.country == kept
    assert [problem.serious for problem in plan.tally.problems] == ([] if kept else [False])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_the_workers_of_a_killed_import_end_as_well() -> None:
    code = (
        "import time\n"
        "from stance.intake.gathering import Finder, look_into\n"
        "from stance.model import Article\n"
        "def articles():\n"
        "    for number in range(64): yield Article(f'Text {number}.')\n"
        "    print('waiting', flush=True); time.sleep(60)\n"
        "list(look_into(articles(), 100, Finder(None, ()), jobs=2))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stdout is not None and child.stdout.readline() == "waiting\n"
    assert len(session_of(child.pid)) == 3
    child.kill()
    child.wait()
    child.stdout.close()
    end = time.monotonic() + 30
    while session_of(child.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not session_of(child.pid)


def session_of(leader: int) -> list[int]:
    """The processes of a session that live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(int(entry.name))
    return found
