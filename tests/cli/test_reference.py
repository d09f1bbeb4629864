"""`stance actors`, `events`, `codebook` and `sources`: they show, correct, and can be taken back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from stance.cli.app import app
from stance.model import PartialDate, Source
from stance.store import Store

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("store") / "stance.json"
    result = CliRunner().invoke(app, ["init", "--sample", "--store", str(path), "--today", "2026-04-01"])
    assert result.exit_code == 0, result.stderr
    return path.read_bytes()


@pytest.fixture
def store(made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "stance.json"
    path.write_bytes(made)
    monkeypatch.setenv("STANCE_STORE", str(path))
    monkeypatch.setenv("STANCE_TODAY", "2026-04-01")
    monkeypatch.setenv("STANCE_CODER", "anna")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def run(store: Path) -> Run:
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# -- every write: a dry run changes nothing, undo brings all back -----------------------------------------------------

WRITES = [
    ["actors", "add", "Jane Doe", "--country", "Poland", "--alias", "J. Doe"],
    ["actors", "edit", "Biden", "--note", "44th vice president"],
    ["actors", "alias", "Biden", "Sleepy Joe"],
    ["actors", "alias", "Biden", "Baiden", "--remove"],
    ["actors", "role", "Biden", "Candidate", "--since", "2024-01", "--until", "2024-07-21"],
    ["actors", "role", "Duda", "President of Poland", "--remove"],
    ["actors", "merge", "Duda", "Nawrocki"],
    ["actors", "rename", "Biden", "Joseph Biden Jr"],
    ["events", "add", "Munich Security Conference", "--start", "2027-02-12", "--end", "2027-02-14"],
    ["events", "edit", "ankara", "--start", "2026-07-06", "--name", "NATO summit in Ankara"],
    ["sources", "add", "--url", "https://example.org/new", "--title", "New", "--published", "2026-03-01"],
    ["sources", "edit", "https://tass.com/politics/1980417", "--outlet", "Tass"],
    ["codebook", "rename", "noncommittal", "none"],
    ["codebook", "rename", "noncommittal", "in-principle"],
]


@pytest.mark.parametrize("arguments", WRITES, ids=lambda arguments: " ".join(arguments[:3]))
def test_a_write_can_be_tried_done_and_taken_back(run: Run, store: Path, arguments: list[str]) -> None:
    before = store.read_bytes()
    tried = run(*arguments, "--dry-run")
    assert tried.exit_code == 0, tried.stderr
    assert "Nothing was written" in tried.stderr
    assert store.read_bytes() == before

    records = _records(store)
    done = run(*arguments)
    assert done.exit_code == 0, done.stderr
    assert "Undo: stance undo b" in done.stderr
    assert _records(store) != records

    undone = run("undo", "--yes")
    assert undone.exit_code == 0, undone.stderr
    assert _records(store) == records


def _records(path: Path) -> dict[str, object]:
    store = Store.open(path)
    return {table: store.documents(table) for table in ("actors", "events", "positions", "sources", "statements")}


# -- actors -----------------------------------------------------------------------------------------------------------


def test_actors_are_listed_with_their_office_of_the_day(run: Run) -> None:
    rows = {row["id"]: row for row in rows_of(run("actors", "list", "--format", "csv", "--on", "2023-06-30").stdout)}
    assert len(rows) == 219
    assert rows["edgars-rinkevics"]["role"] == "Minister of Foreign Affairs, Government of Latvia"
    assert rows["volodymyr-zelenskyy"]["statements"] == "15"
    few = rows_of(run("actors", "list", "rasmussen", "--kind", "person", "--country", "DK", "--format", "csv").stdout)
    assert [row["id"] for row in few] == ["anders-fogh-rasmussen", "lars-lokke-rasmussen"]
    nobody = run("actors", "list", "nobody-at-all")
    assert (nobody.exit_code, nobody.stdout, nobody.stderr) == (0, "", "No actor fits.\n")


def test_a_country_that_is_none_is_refused(run: Run) -> None:
    for none in ("ZZ", "EU", "Narnia"):
        refused = run("actors", "edit", "Duda", "--country", none, "--dry-run")
        assert (refused.exit_code, refused.stderr) == (
            2,
            f"stance: No country {none!r}. Give ISO 3166 alpha-2, such as UA.\n",
        )
    for one in ("cz", "GL", "Poland"):
        assert run("actors", "edit", "Duda", "--country", one, "--dry-run").exit_code == 0
    assert "country PL → CZ" in run("actors", "edit", "Duda", "--country", "czech", "--dry-run").stdout


def test_a_new_actor_who_may_be_known_is_pointed_out(run: Run) -> None:
    assert (
        "Is J. Biden perhaps Joe Biden? `stance actors merge joe-biden j-biden`"
        in run("actors", "add", "J. Biden").stderr
    )
    assert "perhaps Volodymyr Zelenskyy?" in run("actors", "add", "Wolodimir Selenski").stderr
    assert "perhaps" not in run("actors", "add", "Jan Kowalski").stderr
    told = run("check", "--format", "csv").stdout
    assert "alike,false,false,actor,j-biden," in told and "kowalski" not in told


def test_renaming_and_removing_are_told_as_what_they_are(run: Run) -> None:
    run("actors", "add", "Jan Kowalski")
    trial = run("actors", "rename", "jan-kowalski", "Jan M. Kowalski", "--dry-run")
    assert trial.stdout == "jan-m-kowalski  Jan M. Kowalski: renamed, was jan-kowalski\n"
    done = run("actors", "rename", "jan-kowalski", "Jan M. Kowalski").stderr
    assert done.startswith("1 actor renamed.\n")
    assert "1 actor renamed." in run("undo", "--yes").stderr
    id_ = json.loads(run("list", "--format", "json", "--limit", "1").stdout)["rows"][0]["statement"]
    assert run("remove", id_).stderr.startswith("1 statement moved to the trash.\n")
    assert run("edit", "--restore", id_).stderr.startswith("1 statement taken out of the trash.\n")


def test_an_actor_is_shown(run: Run) -> None:
    shown = run("actors", "show", "Kallas").stdout
    assert "name        Kaja Kallas" in shown
    assert "Prime Minister of Estonia, Government of Estonia, EE, 2021-01-26 to 2024-07-23" in shown
    row = json.loads(run("actors", "show", "Kallas", "--format", "json").stdout)["rows"][0]
    assert row["id"] == "kaja-kallas" and "Каллас" in row["aliases"]


def test_a_new_actor_is_found_by_its_alias(run: Run, store: Path) -> None:
    assert run("actors", "add", "Jane Doe", "--country", "Poland", "--alias", "Дженi Доу").exit_code == 0
    assert "country     PL" in run("actors", "show", "Дженi Доу").stdout
    again = run("actors", "add", "Jane  Doe")
    assert (again.exit_code, again.stderr) == (
        2,
        "stance: There is an actor jane-doe already. `stance actors edit` changes it.\n",
    )


def test_no_alias_leads_to_two(run: Run) -> None:
    refused = run("actors", "alias", "Trump", "biden")
    assert refused.exit_code == 2
    assert "biden is a name of Joe Biden (joe-biden) already" in refused.stderr
    assert run("actors", "add", "Someone", "--alias", "MACRON").exit_code == 2
    assert run("actors", "rename", "Trump", "Joe Biden").exit_code == 2


def test_an_office_with_dates_corrects_the_role_of_its_statements(run: Run, store: Path) -> None:
    def roles() -> dict[str, str]:
        return {str(one.stated_on): one.role for one in Store.open(store).statements() if one.actor == "joe-biden"}

    before = roles()
    assert (
        run(
            "actors",
            "role",
            "Biden",
            "Head of state",
            "--since",
            "2023-07-01",
            "--until",
            "2023-07-31",
            "--organization",
            "White House",
        ).exit_code
        == 0
    )
    assert roles() == {**before, "2023-07-07": "Head of state", "2023-07-12": "Head of state"}
    # The same office again, with another end: changed, not added.
    assert run("actors", "role", "Biden", "head of state", "--until", "2023-07-10").exit_code == 0
    actor = Store.open(store).actor("joe-biden")
    assert actor is not None
    (office,) = [role for role in actor.roles if role.title == "Head of state"]
    assert (office.since, office.until, office.country) == (PartialDate(2023, 7, 1), PartialDate(2023, 7, 10), "US")
    assert run("actors", "role", "Biden", "Senator", "--since", "2020", "--until", "2019").exit_code == 2
    assert run("actors", "role", "Trump", "President of the United States", "--remove").exit_code == 2
    assert run("actors", "role", "Trump", "King", "--remove").exit_code == 3


def test_merged_actors_keep_names_offices_and_statements(run: Run, store: Path) -> None:
    result = run("actors", "merge", "Duda", "Nawrocki")
    assert "Karol Nawrocki (karol-nawrocki) into Andrzej Duda (andrzej-duda): 3 statements moved." in result.stderr
    kept = Store.open(store)
    actor = kept.actor("andrzej-duda")
    assert actor is not None and kept.actor("karol-nawrocki") is None
    assert "Karol Nawrocki" in actor.aliases
    assert sum(one.actor == "andrzej-duda" for one in kept.statements()) == 6
    assert run("actors", "merge", "Duda", "Duda").exit_code == 2


def test_a_renamed_actor_is_found_by_both_names(run: Run, store: Path) -> None:
    assert run("actors", "rename", "Zelenskyy", "Volodymyr Zelensky").exit_code == 0
    assert "id          volodymyr-zelensky\n" in run("actors", "show", "Volodymyr Zelenskyy").stdout
    assert sum(one.actor == "volodymyr-zelensky" for one in Store.open(store).statements()) == 15


# -- actors update ----------------------------------------------------------------------------------------------------


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A later roster: Biden has a new alias and office, Orbán's term a new end, somebody is new."""
    from stance.resources import data_file

    text = data_file("actors.toml").read_text(encoding="utf-8")
    text = text.replace('"Joseph Biden",', '"Joseph Biden", "Uncle Joe",')
    text = text.replace('to = "2026-05-09"', 'to = "2026-05-12"')
    text += '\n[[actor]]\nid = "zoe-new"\nname = "Zoe New"\nkind = "person"\ncountry = "US"\n'
    path = tmp_path / "later.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_new_is_said_so(run: Run, store: Path) -> None:
    before = store.read_bytes()
    result = run("actors", "update", "--yes")
    assert (result.exit_code, result.stderr) == (0, "The actors are up to date.\n")
    assert store.read_bytes() == before


def test_an_update_needs_consent(run: Run, store: Path, roster: Path) -> None:
    before = store.read_bytes()
    assert run("actors", "update", str(roster)).exit_code == 2
    shown = run("actors", "update", str(roster), "--dry-run")
    assert "Zoe New: added" in shown.stdout and "Uncle Joe" in shown.stdout
    assert store.read_bytes() == before


def test_an_update_keeps_what_the_user_changed(run: Run, store: Path, roster: Path) -> None:
    assert run("actors", "alias", "Biden", "The Big Guy").exit_code == 0
    assert run("actors", "edit", "Orbán", "--note", "mine").exit_code == 0
    assert run("actors", "role", "Orbán", "Prime Minister of Hungary", "--until", "2026-05-01").exit_code == 0
    assert run("actors", "rename", "Macron", "Emmanuel Jean-Michel Macron").exit_code == 0
    result = run("actors", "update", str(roster), "--yes")
    assert result.exit_code == 0
    assert "Kept yours: Viktor Orbán: office Prime Minister of Hungary." in result.stderr
    assert "Left out, as you removed or renamed them: emmanuel-macron." in result.stderr
    now = Store.open(store)
    biden, orban = now.actor("joe-biden"), now.actor("viktor-orban")
    assert biden is not None and {"Uncle Joe", "The Big Guy"} <= set(biden.aliases)
    assert orban is not None and orban.note == "mine"
    assert [str(role.until) for role in orban.roles] == ["2026-05-01"]
    assert now.actor("zoe-new") is not None and now.actor("emmanuel-macron") is None
    # What was kept once is kept again, and nothing is asked twice.
    again = run("actors", "update", str(roster), "--yes")
    assert "The actors are up to date." in again.stderr
    # Back to the package's own file: its older word comes again where the user said nothing, and only there.
    assert run("actors", "update", "--yes").exit_code == 0
    back = Store.open(store)
    biden, orban = back.actor("joe-biden"), back.actor("viktor-orban")
    assert biden is not None and "Uncle Joe" not in biden.aliases and "The Big Guy" in biden.aliases
    assert orban is not None and [str(role.until) for role in orban.roles] == ["2026-05-01"]


def test_an_update_can_be_taken_back_and_done_again(run: Run, store: Path, roster: Path) -> None:
    records = _records(store)
    assert run("actors", "update", str(roster), "--yes").exit_code == 0
    assert run("undo", "--yes").exit_code == 0
    assert _records(store) == records
    assert run("actors", "update", str(roster), "--yes").exit_code == 0
    now = Store.open(store).actor("viktor-orban")
    assert now is not None and [str(role.until) for role in now.roles] == ["2026-05-12"]


# -- events and sources -----------------------------------------------------------------------------------------------


def test_events(run: Run) -> None:
    rows = rows_of(run("events", "list", "summit", "--format", "csv").stdout)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert next(row for row in rows if row["id"] == "vilnius-summit-2023")["statements"] == "8"
    assert (
        run(
            "events", "add", "NATO summit", "--start", "2027-06-01", "--end", "2027-06-02", "--place", "Tirana"
        ).exit_code
        == 0
    )
    assert run("events", "show", "nato-summit-2027").stdout.startswith("id          nato-summit-2027\n")
    assert run("events", "edit", "nato-summit-2027", "--end", "2027-05-01").exit_code == 2
    assert run("events", "add", "NATO summit", "--start", "2027-06-01").exit_code == 2
    assert run("events", "add", "x", "--start", "03/04/2027").exit_code == 2
    assert run("events", "show", "munich").exit_code == 2
    near = run("events", "show", "vilnus-summit-2023")
    assert (near.exit_code, "vilnius-summit-2023" in near.stderr) == (3, True)


def test_sources(run: Run, store: Path) -> None:
    rows = rows_of(run("sources", "list", "tass", "--format", "csv").stdout)
    assert [row["url"] for row in rows] == ["https://tass.com/politics/1980417", "https://tass.com/world/2010897"]
    added = run(
        "sources",
        "add",
        "--url",
        "https://example.org/new",
        "--title",
        "New",
        "--published",
        "2026-03",
        "--outlet",
        "Paper",
    )
    made = added.stdout.strip()
    assert "published   2026-03" in run("sources", "show", made[:8]).stdout
    assert run("sources", "add", "--url", "https://example.org/new").exit_code == 2
    assert run("sources", "add", "--outlet", "Paper").exit_code == 2
    assert run("sources", "edit", made, "--url", "file:///etc/passwd").exit_code == 2
    assert "'english' is no code of a language." in run("sources", "edit", made, "--language", "english").stderr
    assert run("sources", "edit", made, "--outlet", "", "--accessed", "today").exit_code == 0
    source = Store.open(store).source(made)
    assert source is not None and (source.outlet, source.accessed) == ("", PartialDate(2026, 4, 1))
    assert run("sources", "show", made, "--text").exit_code == 3


def test_a_kept_text_is_printed_without_what_steers_terminals(run: Run, store: Path, tmp_path: Path) -> None:
    text = "Joe Biden said Ukraine should join.\x1b[31m\n\tSecond line \u202e"
    with Store.open(store).change("test", coder="x", now="2026-04-01T12:00:00+00:00") as batch:
        batch.put(Source("a0123456789", "Kept", sha256=batch.put_text(text)))
    assert (
        run("sources", "show", "a01234", "--text").stdout == "Joe Biden said Ukraine should join.[31m\n Second line \n"
    )
    assert run("sources", "show", "a01234", "--text", "-o", "kept.txt").exit_code == 0
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == text + "\n"
    assert "text" in run("sources", "list", "kept", "--format", "json").stdout


# -- codebook ---------------------------------------------------------------------------------------------------------


def test_the_codebook_is_listed_and_shown(run: Run) -> None:
    rows = rows_of(run("codebook", "list", "--format", "csv").stdout)
    assert [row["id"] for row in rows][:3] == ["now", "guarantees-first", "after-war"]
    assert sum(int(row["statements"]) for row in rows) == 132
    assert "Wants membership" in run("codebook", "show", "now").stdout
    assert "id          after-war" in run("codebook", "show", "after the war").stdout
    assert run("codebook", "show", "maybe").exit_code == 3
    assert run("codebook", "path").stdout.endswith("codebook.toml\n")


def test_the_codebook_is_checked(run: Run, tmp_path: Path) -> None:
    sound = run("codebook", "check")
    assert sound.exit_code == 0 and "6 positions" in sound.stderr and "no fault" in sound.stderr
    bad = tmp_path / "bad.toml"
    bad.write_text('codebook = 1\nid = "x"\ntitle = "X"\n[[position]]\nid = "Yes!"\nlabel = "yes"\n')
    faulty = run("codebook", "check", str(bad))
    assert faulty.exit_code == 1
    assert "bad.toml" in faulty.stderr and "Yes!" in faulty.stderr


def test_a_renamed_position_recodes_all(run: Run, store: Path) -> None:
    result = run("codebook", "rename", "in-principle", "open")
    assert "in-principle → open: 33 statements recoded." in result.stderr
    now = Store.open(store)
    assert [one.id for one in now.positions()][3] == "open"
    assert not any(one.position == "in-principle" for one in now.statements())
    assert run("codebook", "rename", "in-principle", "x").exit_code == 3
    assert run("codebook", "rename", "open", "Not An Id").exit_code == 2


# -- hostile text -----------------------------------------------------------------------------------------------------


def test_names_from_outside_cannot_steer_a_terminal(run: Run) -> None:
    assert run("actors", "add", "Evil\x1b[31m \u202eNoisy", "--alias", "x\x07y z").exit_code == 0
    for command in (["actors", "list", "evil"], ["actors", "show", "evil"]):
        shown = run(*command)
        assert shown.exit_code == 0
        assert not any(char in shown.stdout for char in "\x1b\x07\u202e")
