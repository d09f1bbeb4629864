"""The report: a page that stands alone, that everybody can read, opened in a real browser where there is one."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from invented import ACTORS, EVENTS, POSITIONS, SOURCES, STATEMENTS

from stance.model import Source, SourceRef
from stance.render.drawing import FAINT, INK, contrast_with_white
from stance.store import Store

NOW = "2023-12-31T12:00:00+00:00"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "br", "link", "img", "rect", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)


@pytest.fixture
def page(store_path: Path, run: Callable[..., Any], tmp_path: Path) -> Path:
    mean = Source("a9", '<b>Bold & "sly"</b>', "javascript:alert(1)", "<script>alert(1)</script>")
    statements = [replace(one, sources=(SourceRef("a9"),)) if one.id == "s13" else one for one in STATEMENTS]
    Store.create(
        store_path, actors=ACTORS, events=EVENTS, positions=POSITIONS, sources=[*SOURCES, mean],
        statements=statements, now=NOW, coder="eva",
    )  # fmt: skip
    path = tmp_path / "report.html"
    result = run("report", "-o", path, "--title", "Who stands where & why", env={"STANCE_TODAY": "2023-12-31"})
    assert (result.exit_code, result.stdout) == (0, "")
    return path


def outline(page: Path) -> Outline:
    found = Outline()
    found.feed(page.read_text(encoding="utf-8"))
    found.close()
    assert not found.open
    return found


def test_the_page_stands_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tags = outline(page).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object"}
    assert not any(name.startswith("on") or name == "src" for _, attributes in tags for name in attributes)
    assert not re.search(r"@import|@font-face|url\(", text)
    addresses = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert all(address.startswith(("#", "https://", "http://")) for address in addresses)


def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique(page: Path) -> None:
    tags = outline(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {attributes["href"][1:] for tag, attributes in tags if tag == "a" and attributes["href"].startswith("#")}
    assert inner <= set(ids)
    assert {"s04", "source-1", "positions", "timeline", "shifts", "words", "sources"} <= inner


def test_the_page_is_accessible(page: Path) -> None:
    found = outline(page)
    tags = found.tags
    assert ("html", {"lang": "en"}) in tags
    assert any(tag == "meta" and attributes.get("name") == "viewport" for tag, attributes in tags)
    assert found.words["title"][0] == "Who stands where & why"
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    heads = [attributes for tag, attributes in tags if tag == "th"]
    assert heads
    assert all(attributes.get("scope") in ("row", "col") for attributes in heads)
    tables = sum(tag == "table" for tag, _ in tags)
    assert sum(tag == "caption" for tag, _ in tags) == tables == 3
    for tag, attributes in tags:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes.get("aria-label")
    assert {tag for tag, _ in tags} >= {"main", "header", "nav", "section", "figure"}


def test_colours_of_words_stand_out(page: Path) -> None:
    style = re.search(r"<style>(.*?)</style>", page.read_text(encoding="utf-8"), re.S)
    assert style
    colors = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", style[1]))
    assert colors >= {INK, FAINT}
    assert all(contrast_with_white(color) >= 4.5 for color in colors)


def test_it_tells_what_the_table_the_timeline_and_the_shifts_tell(page: Path) -> None:
    text = unescape(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")))
    for words in (
        "8 of 9 actors on record, 15 statements",
        "guarantees first",
        "Summit of the coast",
        "confirmed",
        "single",
        "The Harbour Gazette",
        "no date",
    ):
        assert words in text
    assert "javascript:" not in page.read_text(encoding="utf-8")
    assert "&lt;b&gt;Bold" in page.read_text(encoding="utf-8")
    assert "<bdi>דליה לוי</bdi>" in page.read_text(encoding="utf-8")


def test_it_says_what_it_is_about_and_what_the_positions_mean(
    store_path: Path, page: Path, run: Callable[..., Any]
) -> None:
    assert "Whether, when, and under what prior arrangement" in page.read_text(encoding="utf-8")
    own = store_path.with_name("codebook.toml")
    own.write_text(
        'codebook = 1\nid = "bridge"\ntitle = "The bridge & the bay"\nquestion = "Should it be built?"\n'
        '[[position]]\nid = "now"\nlabel = "now"\ndefinition = "Wants it <built> at once."\nglyph = "●"\n',
        encoding="utf-8",
    )
    text = run("report", "-o", "-", "--codebook", own, env={"STANCE_TODAY": "2023-12-31"}).stdout
    assert "<h1>The bridge &amp; the bay: positions on 2023-12-31</h1>" in text
    assert '<p class="question">Should it be built?</p>' in text
    assert "now</span></dt><dd>Wants it &lt;built&gt; at once.</dd>" in text


def test_the_same_store_gives_the_same_bytes(page: Path, run: Callable[..., Any], tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    for words in (["-o", other], ["--output", str(other)]):
        run("report", *words, "--title", "Who stands where & why", env={"STANCE_TODAY": "2023-12-31"})
        assert other.read_bytes() == page.read_bytes()


def test_filters_narrow_it(store_path: Path, page: Path, run: Callable[..., Any]) -> None:
    text = run("report", "-o", "-", "--country", "DK", env={"STANCE_TODAY": "2023-12-31"}).stdout
    assert "Anna Berg" in text
    assert "Portugal" not in text


def see(page: Path, *arguments: str) -> str:
    """Open the page in a headless browser."""
    assert CHROMIUM
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *arguments, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=page.parent)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")
def test_a_browser_shows_it(page: Path) -> None:
    see(page, "--window-size=1100,900", f"--screenshot={page.with_suffix('.png')}")
    png = page.with_suffix(".png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1100, 900)
    assert len(png) > 30_000  # an empty page compresses to a tenth of that


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")
@pytest.mark.parametrize("width", [320, 375, 1100])
def test_it_fits_a_phone_without_scrolling_sideways(page: Path, width: int) -> None:
    frame = page.with_name("frame.html")
    measure = (
        "<script>addEventListener('load', () => { const d = document.querySelector('iframe').contentDocument;"
        "document.title = d.documentElement.scrollWidth + ' ' + d.querySelectorAll('#words ~ ol > li').length; })</script>"
    )
    text = escape(page.read_text(encoding="utf-8"), quote=True)
    frame.write_text(
        f'<!DOCTYPE html>{measure}<iframe width="{width}" height="900" style="border:0" srcdoc="{text}"></iframe>',
        encoding="utf-8",
    )
    title = re.search(r"<title>(\d+) (\d+)</title>", see(frame, "--dump-dom", "--window-size=1300,1000"))
    assert title
    assert int(title[1]) <= width
    assert int(title[2]) == len(STATEMENTS)
