"""Everything in examples/ runs as its README says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from stance.model import Article
from stance.readers import read
from stance.store import Store
from stance.text import find_verbatim

EXAMPLES = Path(__file__).parents[1] / "examples"
Run = Callable[..., Any]

# Who says what in the articles, as a reader would code it: (file, actor, position, day).
TOLD = [
    ("bratislava-may-2023.txt", "emmanuel-macron", "guarantees-first", "2023-05-31"),
    ("brussels-february-2025.txt", "pete-hegseth", "opposed", "2025-02-12"),
    ("brussels-february-2025.txt", "keir-starmer", "in-principle", "2025-02-13"),
    ("guarantees-july-2023.txt", "mircea-geoana", "guarantees-first", ""),
    ("guarantees-july-2023.txt", "mircea-geoana", "after-war", ""),
    ("guarantees-july-2023.txt", "volodymyr-zelenskyy", "now", ""),
    ("kyiv-april-2023.txt", "volodymyr-zelenskyy", "guarantees-first", "2023-04-20"),
    ("kyiv-april-2023.txt", "volodymyr-zelenskyy", "now", "2023-04-20"),
    ("kyiv-april-2023.txt", "jens-stoltenberg", "in-principle", "2023-04-20"),
    ("kyiv-april-2023.txt", "boris-pistorius", "after-war", "2023-04-20"),
    ("kyiv-april-2023.txt", "dmitry-peskov", "opposed", "2023-04-20"),
    ("prague-june-2023.html", "petr-pavel", "after-war", "2023-06-22"),
    ("prague-june-2023.html", "olaf-scholz", "after-war", "2023-06-22"),
    ("victory-plan-october-2024.md", "olaf-scholz", "after-war", "2024-10-24"),
    ("victory-plan-october-2024.md", "volodymyr-zelenskyy", "now", "2024-10-16"),
    ("victory-plan-october-2024.md", "robert-fico", "opposed", "2024-10-06"),
    ("vilnius-july-2023.txt", "volodymyr-zelenskyy", "after-war", "2023-07-12"),
    ("vilnius-july-2023.txt", "jens-stoltenberg", "after-war", "2023-07-12"),
    ("vilnius-july-2023.txt", "joe-biden", "in-principle", "2023-07-12"),
    ("vilnius-july-2023.txt", "rishi-sunak", "after-war", "2023-07-11"),
    ("vilnius-july-2023.txt", "vladimir-putin", "opposed", "2023-07-13"),
]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the example articles, each statement accepted."""
    pytest.importorskip("trafilatura")
    path = tmp_path_factory.mktemp("examples") / "stance.json"
    env = {**os.environ, "STANCE_STORE": str(path), "STANCE_TODAY": "2025-06-01"}
    for arguments in (["init"], ["import", str(EXAMPLES / "articles"), "--accept", "all"]):
        subprocess.run([sys.executable, "-m", "stance", *arguments], env=env, check=True, capture_output=True)
    return Store.open(path)


def test_the_articles_come_out_as_a_reader_would_code_them(imported: Store) -> None:
    titles = {source.id: source.title for source in imported.sources()}
    files = {
        article.title: Path(article.place).name
        for article in read([EXAMPLES / "articles"])
        if isinstance(article, Article)
    }
    found = {
        (files[titles[ref.source]], one.actor, one.position, str(one.stated_on or ""))
        for one in imported.statements()
        for ref in one.sources
    }
    missing = [row for row in TOLD if row not in found]
    assert missing == []
    assert len(found) <= len(TOLD) + 8  # and little else


def test_every_quote_stands_in_its_text(imported: Store) -> None:
    quotes = 0
    for one in imported.statements(None):
        for ref in one.sources:
            source = imported.source(ref.source)
            assert source is not None
            text = imported.text(source.sha256)
            assert text is not None
            assert ref.start is not None
            if one.quote:
                quotes += 1
                assert one.quote in text
                assert find_verbatim(one.quote, text[ref.start : ref.end]) or find_verbatim(one.quote, text)
    assert quotes >= 10


def test_no_article_borrows_more_than_a_fragment() -> None:
    from stance.text import quotations

    for article in read([EXAMPLES / "articles"]):
        assert isinstance(article, Article)
        for quotation in quotations(article.text):
            words = quotation.inner.of(article.text).split()
            assert len(words) <= 15, words


def test_the_script(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    command = [sys.executable, str(EXAMPLES / "script.py"), str(tmp_path / "stance.json"), str(EXAMPLES / "articles")]
    first = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert first.startswith("7 new articles, ")
    assert "Volodymyr Zelenskyy: now since 2024-10-16" in first
    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert again.startswith("0 new articles, 0 statements accepted")


def test_the_spreadsheet(run: Run, store_path: Path) -> None:
    assert run("init").exit_code == 0
    folder = EXAMPLES / "spreadsheet"
    result = run("import", folder / "years-of-hand-work.csv", "--map", folder / "mapping.toml")
    assert result.exit_code == 0, result.stderr
    statements = {one.actor: one for one in Store.open(store_path).statements()}
    assert {actor: one.position for actor, one in statements.items()} == {
        "olaf-scholz": "after-war", "petr-pavel": "after-war", "andrzej-duda": "now", "robert-fico": "opposed",
    }  # fmt: skip
    assert statements["robert-fico"].role == "Prime Minister"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_daily_job_over_a_folder_and_a_feed(run: Run, store_path: Path, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.html").write_text(
        (EXAMPLES / "articles" / "prague-june-2023.html").read_text(encoding="utf-8"), encoding="utf-8"
    )
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    article = (EXAMPLES / "articles" / "kyiv-april-2023.txt").read_text(encoding="utf-8")
    (inbox / "kyiv.txt").write_text(article, encoding="utf-8")
    handler = partial(_Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    item = f"<item><title>{escape('Pavel & the war')}</title><link>{address}/page.html</link><pubDate>Thu, 22 Jun 2023 18:00:00 GMT</pubDate><description>Short.</description></item>"
    (site / "feed.xml").write_text(f'<rss version="2.0"><channel><title>Example Feed</title>{item}</channel></rss>')
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert run("init").exit_code == 0
        env = {
            **os.environ, "STANCE_STORE": str(store_path), "STANCE_TODAY": "2023-06-23", "STANCE_SINCE": "3 months ago",
            "STANCE_IMPORT_OPTIONS": "--allow-private", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip
        job = [str(EXAMPLES / "daily" / "import-daily.sh"), str(inbox), f"{address}/feed.xml"]
        for _ in range(2):
            subprocess.run(job, env=env, check=True, capture_output=True)
    finally:
        server.shutdown()
        server.server_close()
    first, second = (json.loads(line) for line in (store_path.with_name("import.log")).read_text().splitlines())
    assert (first["read"], first["new"], first["problems"]) == (2, 2, [])
    assert first["accepted"] >= 3
    assert (second["read"], second["new"], second["known"], second["batch"]) == (2, 0, 2, None)
    outlets = {source.outlet for source in Store.open(store_path).sources()}
    assert outlets == {"Example Courier", "Example Feed"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass
