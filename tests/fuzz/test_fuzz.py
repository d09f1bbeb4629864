"""Whatever is given: no traceback, a documented exit code, and a store that a failed command left as it was.

The short form runs each time; `pytest tests/fuzz --long` runs each many times as often and prints how much it tried.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from stance.cli.app import app
from stance.errors import StanceError
from stance.model import Article, PartialDate, Problem, Source
from stance.readers import FORMS, Coded, Options, read

TODAY = date(2024, 7, 20)
CODES = {0, 1, 2, 3, 4, 5, 130}
TRIED: Counter[str] = Counter()


def times(short: int, long: int) -> Any:
    """Settings for a number of examples by --long; without a deadline, since the machine may be busy."""

    def decorate(test: Any) -> Any:
        quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
        brief = settings(max_examples=short, deadline=None, suppress_health_check=quiet, database=None, phases=[Phase.generate, Phase.shrink])  # fmt: skip
        test.long_examples = long
        return brief(test)

    return decorate


@pytest.fixture(autouse=True)
def lengthen(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[None]:
    """With --long: the number of examples that the test names for it, and a line that tells how many there were."""
    test = request.function
    wanted = getattr(test, "long_examples", None)
    if pytestconfig.getoption("--long") and wanted:
        inner = settings(getattr(test, "_hypothesis_internal_use_settings"), max_examples=wanted)  # noqa: B009
        test._hypothesis_internal_use_settings = inner
    yield
    if pytestconfig.getoption("--long"):
        print(f"\n{request.node.name}: {TRIED[test.__name__]:,} tried")


# -- text that finds faults -------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Ukraine", "NATO", "join", "should", "must not", "now", "after the war", "“", "”", '"', "'", "said", "told", "Joe Biden",
     "President", "Zelenskyy", "on Tuesday", "11 July 2023", ".", ",", ":", "\n", "\n\n", "—", "(", ")", "he", "that", "not",
     "Q:", "A:", "\u202e", "\x1b[31m", "\x00", "\ud800", "İ", "ß", "é", "\u0301", "𝔘", "👩‍👩‍👧", "\u2028", "\x85", "中", "ا", "#", "* ",
     "security guarantees", "Prime Minister of Hungary", "“We", "we will", "according to", "Viktor Orbán", "’s", "U.S."]
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
)
NAMES = st.sampled_from(
    ["id", "text", "title", "url", "outlet", "published", "actor", "position", "quote", "sources", "extra", "stated_on", "kind",
     "statement_id", "concept", "agreement", "person", "start_position", "stop_position", "document_title", "type", "issued", "author", "DOI",
     "articles", "rows", "meta", "statements", "source_url", "status", "confidence", "cues"]
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), TEXT,
        st.sampled_from(["now", "2023-07-11", "2023-13-45", "Joe Biden", "direct", "accepted", "1e999", "0", "http://x/", "=1"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=6)),
    max_leaves=12,
)  # fmt: skip
TAGS = st.sampled_from(
    ["<html>", "<p>", "</p>", "<div>", "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<entry>", "<feed>",
     "<description>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#0;", "&#x1b;", "&bogus;", "<?xml version='1.0'?>", "<!DOCTYPE x [", "<meta ",
     "charset=utf-16>", "<script>", "<pubDate>Tue, 11 Jul 2023</pubDate>", "<link>", "TY  - NEWS\n", "TI  - x\n", "ER  - \n", "UR  - ",
     "---\n", "title: x\n", "date: 2023\n", "Title: ", "actor,position\n", "actor;position;quote\n", '"', ";", ",", "\t", "\r", "\n"]
)  # fmt: skip
MARKED = st.lists(TAGS | WORDS, max_size=40).map("".join)


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


JSON = VALUES.map(lambda value: to_bytes(json.dumps(value)))
JSONL = st.lists(VALUES, max_size=5).map(lambda rows: b"\n".join(to_bytes(json.dumps(row)) for row in rows))
CSV = st.lists(st.lists(NAMES | TEXT, min_size=1, max_size=5), max_size=5).map(
    lambda rows: to_bytes("\n".join(",".join(row) for row in rows))
)
CONTENT = st.one_of(
    st.binary(max_size=300), JSON, JSONL, CSV, MARKED.map(to_bytes), TEXT.map(to_bytes), MARKED.map(lambda text: text.encode("utf-16", "replace")),
    MARKED.map(lambda text: gzip.compress(to_bytes(text))), MARKED.map(lambda text: to_bytes(text)[:-3]), st.just(b"SQLite format 3\x00") ,
)  # fmt: skip
ENDINGS = st.sampled_from([".txt", ".md", ".html", ".xml", ".json", ".jsonl", ".csv", ".ris", ".dna", ".rss", ""])


@times(150, 8000)
@given(content=CONTENT, ending=ENDINGS, form=st.sampled_from(["", "", "", *FORMS]))
def test_every_reader(content: bytes, ending: str, form: str, scratch: Path) -> None:
    """What it gives are records and problems whose text may be stored and shown."""
    TRIED["test_every_reader"] += 1
    path = scratch / f"x{ending}"
    path.write_bytes(content)
    for found in read([path], Options(form=form, today=TODAY)):
        assert isinstance(found, (Article, Source, Coded, Problem))
        if isinstance(found, Article):
            assert found.text.strip() and "\x00" not in found.text
            found.text.encode()
            assert found.title == "".join(found.title.splitlines()) and len(found.title) <= 500
        if isinstance(found, Problem):
            assert found.reason and "\n" not in found.reason.rstrip()


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


# -- dates ------------------------------------------------------------------------------------------------------------

DATE_WORDS = st.sampled_from(
    ["2023", "2023-07", "2023-07-11", "2023-Q3", "Q3", "last", "next", "this", "thursday", "july", "11", "today", "yesterday", "3", "months",
     "ago", "weeks", "99999999999", "-", "/", "..", " ", "since", "0", "0000", "9999", "31", "feb", "29", "year", "to", "in", "of", "٣", "²"]
)  # fmt: skip
TYPED_DATES = st.one_of(
    st.lists(DATE_WORDS, max_size=6).map(" ".join), st.lists(DATE_WORDS, max_size=6).map("".join), st.text(max_size=30)
)


@times(300, 30000)
@given(typed=TYPED_DATES, today=st.dates())
def test_dates_that_people_type(typed: str, today: date) -> None:
    from stance.dates import find_published, parse_day, parse_range

    TRIED["test_dates_that_people_type"] += 1
    try:
        day = parse_day(typed, today)
        assert isinstance(day, PartialDate) and day.first <= day.last
    except StanceError as error:
        assert error.exit_code == 2
    try:
        first, last = parse_range(typed, today)
        assert first <= last
    except StanceError as error:
        assert error.exit_code == 2
    find_published(typed)


# -- the extraction ---------------------------------------------------------------------------------------------------


@cache
def _tools() -> Any:
    from stance.actors import Gazetteer, load_roster
    from stance.codebook import load_codebook
    from stance.resources import data_file

    return load_codebook(), Gazetteer(load_roster(data_file("actors.toml"))[0])


@times(60, 5000)
@given(text=TEXT, published=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_extraction(text: str, published: date | None) -> None:
    """Every span stands in the text, and every quote is verbatim."""
    from stance.extract import propose

    TRIED["test_extraction"] += 1
    codebook, gazetteer = _tools()
    article = Article(text, published=PartialDate.of(published) if published else None)
    for one in propose(article, codebook, gazetteer):
        for span in (one.evidence, one.quote_span, one.speaker, one.cue, one.position_cue, one.date_span):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert one.position in codebook and one.quote in text
        assert not one.quote or (one.quote_span and one.quote_span.of(text) == one.quote)


# -- the command line -------------------------------------------------------------------------------------------------


def _commands(found: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    context = typer.Context(found)
    if hasattr(found, "list_commands"):
        if path:
            yield path, found.params
        for name in found.list_commands(context):
            yield from _commands(found.get_command(context, name), (*path, name))
    else:
        yield path, found.params


COMMANDS = {path: params for path, params in _commands(typer.main.get_command(app)) if path != ("init",)}
TYPED = st.one_of(
    st.sampled_from(
        ["now", "after-war", "opposed", "anna-berg", "Berg", "Анна", "s1", "s100000001", "a100000001", "b", "vilnius-2023", "all", "accepted",
         "proposed", "direct", "csv", "json", "jsonl", "md", "table", "svg", "dna", "graphml", "cite", "datapackage", "2023-07-11", "2023", "DK", "NATO",
         "country", "kind", "month", "position", "actor=Berg", "status=all", "-1", "0", "1", "5", "99999999999", "", "-", "--", ".", "/", "IN", "OUT",
         "STORE", "OTHER", "http://127.0.0.1:9/", "file:///etc/passwd", "date", "-date", "actor-actor", "eva,bo", "Kyiv Wire", "nan", "inf", "1e9"]
    ),
    TYPED_DATES, TEXT.filter(lambda text: "\ud800" not in text and "\x00" not in text),
)  # fmt: skip


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    path = draw(st.sampled_from(sorted(COMMANDS)))
    words = [*path]
    options = [one for one in COMMANDS[path] if one.param_type_name == "option" and "--help" not in one.opts]
    for one in draw(st.lists(st.sampled_from(options), max_size=4)) if options else []:
        words.append(draw(st.sampled_from([*one.opts, *one.secondary_opts])))
        if not one.is_flag and draw(st.integers(0, 20)):
            words += [draw(TYPED) for _ in range(max(1, one.nargs))]
    words += draw(st.lists(TYPED, max_size=3))
    return words


@times(160, 6000)
@given(words=calls(), typed=TEXT)
def test_the_command_line(words: list[str], typed: str, scratch: Path, template: Path) -> None:
    """Random options with random values; nothing is written outside the scratch folder, and no failure writes."""
    TRIED["test_the_command_line"] += 1
    folder = scratch / "cli"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    store = folder / "stance.json"
    names = {"IN": folder / "in.txt", "OUT": folder / "out", "STORE": store, "OTHER": folder / "other.json"}
    words = [str(names.get(word, word)) for word in words]
    before = store.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("HOME", str(folder))
        env = {"STANCE_STORE": str(store), "STANCE_TODAY": "2024-07-20", "STANCE_CODER": "eva", "COLUMNS": "80"}
        result = CliRunner().invoke(app, words, env=env, input=to_bytes(typed.replace("\ud800", "")))
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exc_info)
    assert result.exit_code in CODES, (words, result.exit_code)
    if result.exit_code not in (0, 4):
        assert store.read_bytes() == before, words
        assert result.stderr.strip(), words
    if "--dry-run" in words:
        assert store.read_bytes() == before, words


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small store, another coder's, and an article."""
    from stance.model import Actor, ActorKind, Event, Kind, Position, Role, SourceRef, Statement, Status
    from stance.store import Store

    folder = tmp_path_factory.mktemp("template")
    day = PartialDate(2023, 7, 11)
    now = "2024-07-19T12:00:00+00:00"
    store = Store.create(
        folder / "stance.json",
        actors=[Actor("anna-berg", "Anna Berg", ActorKind.PERSON, "DK", ("Анна Берґ",), (Role("President", "", "DK", PartialDate(2019)),)), Actor("bo", "Bo", ActorKind.STATE)],
        events=[Event("vilnius-2023", "Vilnius summit", day)],
        positions=[Position("now", "now", glyph="●", support=3), Position("after-war", "after the war", glyph="◑", support=2), Position("opposed", "opposed", glyph="×", support=0)],
        now=now, coder="eva",
    )  # fmt: skip
    with store.change("import", coder="eva", now=now) as batch:
        sha256 = batch.put_text("Berg said: “Now, please.”")
        batch.put(Source("a100000001", "Kyiv", "https://example.org/k", "Kyiv Wire", day, "en", sha256))
        refs = (SourceRef("a100000001", 12, 23),)
        for number, (actor, position, status, coder, when) in enumerate(
            [
                ("anna-berg", "now", Status.ACCEPTED, "eva", day), ("anna-berg", "opposed", Status.ACCEPTED, "bo", PartialDate(2024)),
                ("bo", "after-war", Status.PROPOSED, "", day), ("bo", "now", Status.TRASHED, "eva", None),
            ]
        ):  # fmt: skip
            batch.put(Statement(f"s10000000{number}", actor, position, Kind.DIRECT, when, country="DK", quote="Now, please.", sources=refs, status=status, coder=coder))  # fmt: skip
    shutil.copy(folder / "stance.json", folder / "other.json")
    (folder / "in.txt").write_text("Vilnius, 11 July 2023\n\nAnna Berg said Ukraine should join NATO now.\n")
    return folder


# -- drawing ----------------------------------------------------------------------------------------------------------


@times(40, 3000)
@given(
    width=st.integers(1, 500),
    command=st.sampled_from([["table"], ["timeline"], ["list", "--status", "all"], ["shifts"], ["show", "bo"], ["show", "s100000000"], ["summary"], ["table", "--by", "country"]]),
    ascii=st.booleans(),
    value=TEXT,
)  # fmt: skip
def test_drawing_at_every_width(width: int, command: list[str], ascii: bool, value: str, wide_store: Any) -> None:
    """Lines keep to the width where there is room for a name at all, and nothing fails where there is none."""
    TRIED["test_drawing_at_every_width"] += 1
    path = wide_store(value)
    words = [*command, "--width", str(width), "--store", str(path), *(["--ascii"] if ascii else [])]
    result = CliRunner().invoke(app, words, env={"STANCE_TODAY": "2024-07-20"})
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, value, result.exc_info)
    assert result.exit_code == 0, (words, result.output)
    assert "\x1b" not in result.stdout.replace("\x1b[", "")


@pytest.fixture(scope="module")
def wide_store(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Makes a store whose names and words are the given value."""
    from dataclasses import replace

    from stance.store import Store

    folder = tmp_path_factory.mktemp("wide")

    def make(value: str) -> Path:
        path = folder / "stance.json"
        shutil.copy(template / "stance.json", path)
        store = Store.open(path)
        with store.change("x", coder="x", now="2024-07-19T12:00:00+00:00") as batch:
            for one in store.statements(None):
                batch.put(replace(one, quote=value, summary=value, role=value, condition=value))
            for actor in store.actors():
                batch.put(replace(actor, name=value or "x"))
            for position in store.positions()[:1]:
                batch.put(replace(position, label=value, glyph=value))
        return path

    return make


def test_drawing_at_all_small_widths(wide_store: Any) -> None:
    path = wide_store("Ein sehr langer Name · ünïcödé 中文 👩‍👩‍👧 " * 3)
    for width in [1, 2, 3, 5, 8, 13, 59, 60]:
        for command in (["table"], ["timeline"], ["list"], ["shifts"], ["show", "anna-berg"], ["summary"]):
            result = CliRunner().invoke(
                app, [*command, "--width", str(width), "--store", str(path)], env={"STANCE_TODAY": "2024-07-20"}
            )
            assert result.exit_code == 0, (command, width, result.output, result.exception)
