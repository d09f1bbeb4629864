"""`stance export` and `stance agreement` on stores."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from stance.cli.app import app
from stance.cli.sharing import FORMATS
from stance.codebook import load_codebook
from stance.curated import load_statements
from stance.model import Actor, PartialDate, Source, SourceRef, Statement
from stance.store import Store

NOW = "2026-04-01T12:00:00+00:00"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "stance.json"
    result = CliRunner().invoke(app, ["init", "--sample", "--store", str(path), "--today", "2026-04-01"])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def run(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANCE_STORE", str(sample))
    monkeypatch.setenv("STANCE_TODAY", "2026-04-01")

    def invoke(*arguments: str, store: Path | None = None) -> Result:
        more = ["--store", str(store)] if store else []
        return CliRunner().invoke(app, [*map(str, arguments), *more])

    return invoke


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# -- tables -----------------------------------------------------------------------------------------------------------


def test_the_summary_is_that_of_the_table(run: Run) -> None:
    result = run("export", "csv", "--as-of", "2023-07-10", "--actor", "Biden", "--actor", "Nauseda")
    assert result.exit_code == 0
    rows = {row["actor"]: row for row in rows_of(result.stdout)}
    assert set(rows) == {"Joe Biden", "Gitanas Nausėda"}
    biden = rows["Joe Biden"]
    assert (biden["position"], biden["since"], biden["last_said"], biden["statements"]) == (
        "after-war",
        "2023-06-17",
        "2023-07-07",
        "2",
    )
    assert biden["source_url"].startswith("https://en.interfax.com.ua/")
    nauseda = rows["Gitanas Nausėda"]
    assert (nauseda["position"], nauseda["also"], nauseda["previous_position"]) == (
        "now",
        "",
        "after-war",
    )


def test_filters_hold_for_long_rows(run: Run) -> None:
    result = run("export", "csv", "--long", "--country", "UA", "--since", "2023-04", "--until", "2023-07")
    rows = rows_of(result.stdout)
    assert {row["country"] for row in rows} == {"UA"}
    assert all("2023-04" <= row["stated_on"] <= "2023-07-31" for row in rows)
    assert len(rows) == 6


def test_wide_columns_are_periods_and_since_carries_in(run: Run) -> None:
    result = run(
        "export",
        "csv",
        "--wide",
        "--by",
        "quarter",
        "--since",
        "2023-07",
        "--until",
        "2024-03-15",
        "--actor",
        "Cleverly",
    )
    (row,) = rows_of(result.stdout)
    assert list(row) == ["actor", "actor_id", "2023-Q3", "2023-Q4", "2024-Q1"]
    assert set(list(row.values())[2:]) == {"now"}


def test_json_says_where_it_comes_from(run: Run) -> None:
    document = json.loads(run("export", "json", "--long", "--actor", "Duda", "--as-of", "2023").stdout)
    assert (document["schema_version"], document["as_of"], document["command"]) == (
        1,
        "2023-12-31",
        "export json --long",
    )
    assert document["filters"] == {"actor": ["Duda"], "as_of": "2023"}
    assert document["version"]
    assert [row["stated_on"] for row in document["rows"]] == ["2023-06-28", "2023-07-05"]


def test_markdown_is_a_table_for_an_article(run: Run) -> None:
    lines = run("export", "md", "--as-of", "2023-07-10", "--country", "FR").stdout.splitlines()
    assert lines[0].startswith("| actor | position | also | since | last said | before | statements | source |")
    assert lines[2].startswith(
        "| Emmanuel Macron | guarantees first | timing open | 2022-12-21 | 2023-05-31 |  | 3 | ["
    )
    assert lines[2].count("](https://") == 1
    wide = run("export", "md", "--wide", "--by", "quarter", "--actor", "Macron", "--until", "2022-12-31").stdout
    assert wide.splitlines()[2] == "| Emmanuel Macron | guarantees first |"
    assert lines[-1].startswith("As of 2023-07-10; country: FR")


# -- files ------------------------------------------------------------------------------------------------------------


def test_metadata_lies_beside_a_csv_file(run: Run, tmp_path: Path) -> None:
    assert run("export", "csv", "--as-of", "2023-07-10", "-o", "out.csv").exit_code == 0
    document = json.loads((tmp_path / "out.csv-metadata.json").read_text())
    assert document["url"] == "out.csv"
    assert document["notes"][0]["as_of"] == "2023-07-10"
    assert not (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("export", "csv", "-o", "bare.csv", "--no-metadata").exit_code == 0
    assert not (tmp_path / "bare.csv-metadata.json").exists()


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "datapackage"])
def test_the_same_store_gives_the_same_bytes(run: Run, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        result = run("export", form, "-o", f"{name}/x")
        assert result.exit_code == 0, result.stderr
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names[0] == "x"
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_each_format_names_day_and_version(run: Run, tmp_path: Path) -> None:
    from stance import __version__

    for form in FORMATS:
        target = tmp_path / f"{form}-out"
        assert run("export", form, "--as-of", "2024-02-29", "-o", str(target)).exit_code == 0
        beside = tmp_path / f"{form}-out-metadata.json"
        where = target / "datapackage.json" if target.is_dir() else beside if beside.exists() else target
        text = where.read_text(encoding="utf-8")
        assert "2024-02-29" in text and __version__ in text, form


def test_long_rows_come_back_by_import_to_the_byte(run: Run, tmp_path: Path) -> None:
    assert run("export", "csv", "--long", "--status", "all", "-o", "long.csv").exit_code == 0
    other = tmp_path / "other" / "stance.json"
    assert run("init", store=other).exit_code == 0
    assert run("import", "long.csv", store=other).exit_code == 0
    assert run("export", "csv", "--long", "--status", "all", "-o", "back.csv", store=other).exit_code == 0
    assert (tmp_path / "back.csv").read_bytes() == (tmp_path / "long.csv").read_bytes()


def test_a_summary_is_not_taken_for_statements(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other" / "stance.json"
    assert run("init", store=other).exit_code == 0
    for form in ("csv", "json", "jsonl"):
        assert run("export", form, "-o", f"summary.{form}", "--no-metadata").exit_code == 0
        result = run("import", f"summary.{form}", store=other)
        assert "A position held, not a statement." in result.stderr
    assert Store.open(other).statements(None) == ()


def test_excel_gets_a_mark_and_no_formula(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "evil.json"
    source = Source("a1", "=HYPERLINK(1)", "https://example.org/")
    statement = Statement(
        "s1", "evil", "now", stated_on=PartialDate(2023, 7, 6), quote="@now;=1+1", sources=(SourceRef("a1"),)
    )
    Store.create(store, actors=[Actor("evil", '=cmd|"/C calc"!A0')], positions=load_codebook().positions, statements=[statement], sources=[source], now=NOW, coder="x")  # fmt: skip
    assert run("export", "csv", "--long", "--excel", "-o", "x.csv", store=store).exit_code == 0
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = rows_of(data.decode("utf-8-sig"))
    assert (row["actor"], row["source_title"], row["quote"]) == ('\'=cmd|"/C calc"!A0', "'=HYPERLINK(1)", "'@now;'=1+1")
    plain = rows_of(run("export", "csv", "--long", store=store).stdout)[0]
    assert plain["actor"] == '=cmd|"/C calc"!A0'


def test_a_package_goes_into_a_folder_or_a_zip_file(run: Run, tmp_path: Path) -> None:
    for target in ("pkg", "pkg.zip"):
        assert run("export", "datapackage", "-o", target).exit_code == 0
    assert (tmp_path / "pkg" / "statements.csv").is_file()
    result = run("export", "datapackage")
    assert (result.exit_code, result.stdout) == (2, "")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep")
    assert run("export", "datapackage", "-o", "full").exit_code == 1


def test_the_store_is_never_written_over(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    assert run("export", "csv", "-o", str(sample)).exit_code == 2
    assert run("export", "datapackage", "-o", str(sample)).exit_code == 2
    assert sample.read_bytes() == before


def test_a_bibliography_holds_what_the_statements_name(run: Run) -> None:
    every = json.loads(run("export", "csl-json").stdout)
    some = json.loads(run("export", "csl-json", "--actor", "Orbán").stdout)
    assert len(some) == 3 < len(every)
    assert run("export", "bibtex", "--actor", "Orbán").stdout.count("@misc{") == 3


def test_footnotes(run: Run) -> None:
    cell = run("export", "cite", "Biden", "--as-of", "2023-07-10", "--accessed", "2023-08-01").stdout
    assert cell.startswith(
        "Joe Biden, President of the United States: “I don't think it's ready for membership in NATO” (7 July 2023)"
    )
    assert cell.endswith("accessed 1 August 2023.\n")
    statement = next(
        row
        for row in rows_of(run("export", "csv", "--long", "--actor", "Biden").stdout)
        if row["stated_on"] == "2024-05-28"
    )
    assert "NATOization" in run("export", "cite", statement["id"][:8]).stdout
    assert len(run("export", "cite", "--as-of", "2022-12-31").stdout.splitlines()) == 6
    assert run("export", "cite", "Biden", "--as-of", "2020").exit_code == 3
    assert run("export", "cite", "Bidem").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cvs"], "No format 'cvs'. Did you mean csv?"),
        (["dna", "--long"], "--long is for csv, json, jsonl, md, cite, not for dna."),
        (["csv", "--long", "--wide"], "Either --long or --wide."),
        (["csv", "--by", "month"], "--by goes with --wide."),
        (["csv", "--wide", "--by", "week"], "--by takes month or quarter, not 'week'."),
        (["json", "--excel"], "--excel is for csv, not for json."),
        (["graphml", "--network", "friends"], "No network 'friends'."),
        (["csv", "--position", "maybe"], "No position 'maybe'."),
        (["csv", "Biden"], "Records to name is for cite, not for csv."),
        (["csv", "-o", "x.json"], "x.json is no name for csv. Let it end in .csv, or give it no ending."),
        (["dna", "-o", "x.dna"], "x.dna is no name for dna. Let it end in .csv"),
        (["csv", "--long", "-o", "x.xlsx", "--excel"], "x.xlsx is no name for csv."),
        (["csv", "--country", "Ukrain"], "No country or organisation 'Ukrain'. Did you mean Ukraine"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, arguments: list[str], said: str) -> None:
    result = run("export", *arguments)
    assert result.exit_code in (2, 3)
    assert result.stdout == ""
    assert said in result.stderr
    assert not list(Path().iterdir())


def test_a_day_that_is_a_bound_is_never_claimed_as_the_day(run: Run, tmp_path: Path) -> None:
    """A text without a day, printed on 6 July: each export says no more than that, and CSV says so in a field."""
    store = tmp_path / "undated.json"
    undated = Statement("s1", "jan", "now", summary="Wants it now.", country="PL", sources=(SourceRef("a1"),))
    Store.create(
        store, actors=[Actor("jan", "Jan Kowalski", country="PL")], positions=load_codebook().positions,
        sources=[Source("a1", "", "", "", PartialDate(2023, 7, 6))], statements=[undated], now=NOW, coder="x",
    )  # fmt: skip
    note = "Jan Kowalski: Wants it now (said by 6 July 2023), source a1, 6 July 2023.\n"
    for words in (["Kowalski"], ["s1"], [], ["--long"]):
        assert run("export", "cite", *words, store=store).stdout == note
    assert "| by 2023-07-06 | by 2023-07-06 |" in run("export", "md", store=store).stdout
    (row,) = rows_of(run("export", "csv", store=store).stdout)
    assert (row["since"], row["since_precision"], row["last_said_precision"]) == ("2023-07-06", "by", "by")
    (long,) = rows_of(run("export", "csv", "--long", store=store).stdout)
    assert (long["stated_on"], long["stated_on_precision"], long["stated_on_first"]) == ("", "", "")
    (mark,) = json.loads(run("export", "vega-lite", store=store).stdout)["datasets"]["said"]
    assert (mark["date"], mark["precision"], mark["said"]) == ("2023-07-06", "by", "by 2023-07-06")
    assert "2023-07-06" not in run("export", "graphml", store=store).stdout


def test_an_empty_store_gives_empty_files(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "empty.json"
    assert run("init", store=store).exit_code == 0
    for form in FORMATS:
        for more in (["--long"], ["--wide"], []) if form in ("csv", "json", "jsonl", "md") else ([],):
            result = run("export", form, *more, "-o", f"{form}{''.join(more)}", store=store)
            assert result.exit_code == 0, (form, result.stderr)


# -- agreement --------------------------------------------------------------------------------------------------------


@pytest.fixture
def coders(tmp_path: Path) -> tuple[Path, Path]:
    statements, sources, _ = load_statements()
    positions = load_codebook().positions
    made = []
    for name in ("anna", "ben"):
        coded = [replace(one, coder=name) for one in statements[:40]]
        if name == "ben":
            coded = [
                replace(one, position="opposed") if at % 10 == 0 else one for at, one in enumerate(coded) if at % 8
            ]
        path = tmp_path / f"{name}.json"
        shipped = [one for one in statements if one.actor == "viktor-orban"]
        Store.create(path, positions=positions, statements=[*coded, *shipped], sources=sources, now=NOW, coder=name)
        made.append(path)
    return made[0], made[1]


def test_agreement_of_two_stores(run: Run, coders: tuple[Path, Path]) -> None:
    result = run("agreement", *coders)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Agreement of anna and ben · 131 articles · 46 units"
    assert lines[1].split() == ["MEASURE", "VALUE", "95", "%", "INTERVAL", "UNITS"]
    assert "Found by anna and ben" in result.stdout
    assert "disagreements to settle" in result.stdout
    assert "viktor" not in result.stdout.lower()  # what ships is nobody's coding


AGREEMENT = """\
Agreement of anna and ben · 131 articles · 46 units
MEASURE         VALUE  95 % INTERVAL   UNITS
alpha, nominal  0.903  0.773 to 1.000     40
alpha, ordinal  0.822  0.516 to 1.000     40
kappa           0.902
found by both   0.930
Found by anna and ben: 40 by both, 6 only by anna, 0 only by
ben.

anna (rows) against ben (columns)
                     ●  ◕   ◑  ◔  ○  ×  0
● now               10  ·   ·  ·  ·  1  2
◕ guarantees first   ·  5   ·  ·  ·  1  ·
◑ after the war      ·  ·  13  ·  ·  ·  2
◔ timing open        ·  ·   ·  7  ·  1  2
○ no position        ·  ·   ·  ·  1  ·  ·
× opposed            ·  ·   ·  ·  ·  1  ·
0 nothing            ·  ·   ·  ·  ·  ·  ·

9 disagreements to settle

"""


def test_agreement_on_a_page(run: Run, coders: tuple[Path, Path]) -> None:
    shown = run("agreement", *coders, "--width", "62", "--color", "never").stdout
    assert shown[: len(AGREEMENT)] == AGREEMENT
    assert max(map(len, shown.splitlines())) <= 62


def test_agreement_as_json_and_csv(run: Run, coders: tuple[Path, Path]) -> None:
    document = json.loads(run("agreement", *coders, "--format", "json").stdout)
    assert document["coders"] == ["anna", "ben"]
    assert (
        0
        < document["alpha_nominal"]["low"]
        < document["alpha_nominal"]["value"]
        < document["alpha_nominal"]["high"]
        <= 1
    )
    (pair,) = document["pairs"]
    assert sum(cell["count"] for cell in pair["confusion"]) == document["units"]
    lone = [cell["count"] for cell in pair["confusion"] if cell["second"] is None]
    assert sum(lone) == pair["only_first"]  # the words above the table count what the table counts
    rows = rows_of(run("agreement", *coders, "--format", "csv").stdout)
    assert len(rows) == len(document["rows"])
    assert [row["coder"] for row in rows] == ["anna", "ben"] * (len(rows) // 2)
    for anna, ben in zip(rows[::2], rows[1::2], strict=True):
        assert anna["unit"] == ben["unit"] and anna["position"] != ben["position"]


def test_agreement_on_where_in_the_texts_codes_stand(run: Run, tmp_path: Path) -> None:
    article = Path(__file__).parents[2] / "examples" / "articles" / "vilnius-july-2023.txt"
    stores = [tmp_path / "anna" / "stance.json", tmp_path / "ben" / "stance.json"]
    for path in stores:
        path.parent.mkdir()
        assert run("init", store=path).exit_code == 0
        assert run("import", article, "--accept", "all", "--coder", path.parent.name, store=path).exit_code == 0
    same = json.loads(run("agreement", *stores, "--format", "json").stdout)["alpha_unitizing"]
    assert same["value"] == 1 and same["units"] == 2 * sum(1 for _ in Store.open(stores[0]).statements())
    ben = Store.open(stores[1])
    with ben.change("edit", coder="ben", now="2024-07-20T12:00:00+00:00") as batch:
        for one in ben.statements():
            (ref,) = one.sources
            assert ref.end is not None
            batch.put(replace(one, sources=(replace(ref, end=ref.end - 20),)))
    moved = json.loads(run("agreement", *stores, "--format", "json").stdout)["alpha_unitizing"]
    assert 0.8 < moved["value"] < 1 and set(moved["by_position"]) == {one.position for one in ben.statements()}
    assert any(line.startswith("alpha, unitizing") for line in run("agreement", *stores).stdout.splitlines())


def test_agreement_within_one_store(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "both.json"
    sources = [Source("a1", "One"), Source("a2", "Two")]
    statements = [
        Statement("s1", "x", "now", sources=(SourceRef("a1"),), coder="anna"),
        Statement("s2", "x", "opposed", sources=(SourceRef("a1"),), coder="ben"),
        Statement("s3", "x", "now", sources=(SourceRef("a2"),), coder="ben"),
    ]
    Store.create(store, positions=load_codebook().positions, statements=statements, sources=sources, now=NOW, coder="x")
    shared = json.loads(run("agreement", "--coders", "anna,ben", "--format", "json", store=store).stdout)
    assert (shared["articles"], shared["units"]) == (1, 1)
    every = json.loads(
        run("agreement", "--coders", "anna,ben", "--all-articles", "--format", "json", store=store).stdout
    )
    assert (every["articles"], every["units"]) == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["{anna}"], 2), (["{anna}", "{anna}"], 2), (["--coders", "anna"], 2), (["{anna}", "nowhere.json"], 3), (["{anna}", "--coders", "a,b"], 2), (["--coders", "anna,bob"], 3)],
)  # fmt: skip
def test_what_agreement_needs(run: Run, coders: tuple[Path, Path], arguments: list[str], code: int) -> None:
    result = run("agreement", *(one.format(anna=coders[0]) for one in arguments), store=coders[0])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("stance: ")


def test_reading_leaves_the_stores_alone(run: Run, coders: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in coders]
    run("agreement", *coders)
    assert [path.read_bytes() for path in coders] == before
