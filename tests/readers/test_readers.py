"""Every way an article arrives, and every way it can be wrong: a Problem with a reason, the rest goes in."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.errors import BadData, BadUsage
from stance.model import Article, PartialDate, Problem, Source
from stance.readers import Coded, Options, Unit, find, read, read_unit, sniff
from stance.readers.statements import read_mapping


@pytest.fixture
def put(tmp_path: Path):  # type: ignore[no-untyped-def]
    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def one(place: str, options: Options | None = None) -> Article:
    found = [reading for reading in read([place], options) if not isinstance(reading, Problem)]
    assert len(found) == 1, list(read([place], options))
    assert isinstance(found[0], Article)
    return found[0]


def problems(*places: str, options: Options | None = None) -> list[Problem]:
    return [reading for reading in read(places, options) if isinstance(reading, Problem)]


# -- text -------------------------------------------------------------------------------------------------------------


def test_text_with_header_lines(put) -> None:  # type: ignore[no-untyped-def]
    place = put(
        "a.txt",
        "Title: Kyiv asks for a date\nURL: https://news.example/1\noutlet: The Wire\nPublished: 2023-07-06\n\n"
        "Body stands here: with a colon.\n",
    )
    article = one(place)
    assert article.title == "Kyiv asks for a date"
    assert article.url == "https://news.example/1"
    assert article.outlet == "The Wire"
    assert article.published == PartialDate(2023, 7, 6)
    assert article.text == "Body stands here: with a colon.\n"


def test_text_without_header_lines_is_kept_to_the_letter(put) -> None:  # type: ignore[no-untyped-def]
    text = "A minister speaks\n\nSource: nobody knows.\nHe said “no”. \n\n\nEnd"
    article = one(put("a.txt", text))
    assert article.text == text
    assert article.title == "A minister speaks"
    assert article.published is None


def test_a_sentence_is_no_title(put) -> None:  # type: ignore[no-untyped-def]
    assert one(put("a.txt", "The minister said that nothing changed.\nMore.")).title == ""


def test_flags_win_over_what_the_file_says(put) -> None:  # type: ignore[no-untyped-def]
    place = put("a.txt", "Title: Old\nPublished: 2020\n\nBody text.")
    article = one(place, Options(title="New", published=PartialDate(2023, 1, 2), outlet="X", url="https://e.example"))
    assert (article.title, str(article.published), article.outlet) == ("New", "2023-01-02", "X")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(put, codec: str) -> None:  # type: ignore[no-untyped-def]
    place = put("a.txt", "Přímá řeč\n\nKyiv said “yes”.".encode(codec))
    assert one(place).text == "Přímá řeč\n\nKyiv said “yes”."
    assert problems(place) == []


def test_windows_1252_is_read_and_said(put) -> None:  # type: ignore[no-untyped-def]
    place = put("a.txt", "Kyiv said “yes” – at once.".encode("cp1252"))
    assert "“yes” –" in one(place).text
    (problem,) = problems(place)
    assert not problem.serious
    assert "Windows-1252" in problem.reason


def test_line_ends_become_one_kind(put) -> None:  # type: ignore[no-untyped-def]
    assert one(put("a.txt", b"one\r\n\r\ntwo\rthree\n")).text == "one\n\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("header.txt", b"Title: Only a title\n", "empty"),
        ("nul.txt", b"Some text\x00 with a NUL", "NUL byte"),
        ("nul16.txt", "Some text\x00".encode("utf-16"), "NUL"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        ("office.txt", b"PK\x03\x04" + bytes(50), "ZIP"),
        ("endless.txt", b"word " * 150_000, "are no article"),
        ("controls.txt", b"\x01\x02\x03\x04\x05abc" * 20, "binary"),
        ("bad.txt", b"\x81\x8d\x8f\x90 text that no charset fits", "Not UTF-8"),
        ("half.txt", b"\xff\xfea", "Damaged"),
        ("deep.json", b"[" * 10_000 + b"]" * 10_000, "Nested too deeply"),
        ("objects.json", b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "Nested too deeply"),
        ("twice.json", b'{"text": "a", "text": "b"}', "stands twice"),
        ("nan.json", b'{"text": NaN}', "Not JSON"),
        ("number.json", b'{"text": ' + b"9" * 9999 + b"}", "JSON"),
        ("broken.json", b'{"text": "a"', "Not JSON"),
        ("list.json", b"[]", "empty"),
        ("word.json", b'"word"', "Neither"),
        ("crowd.json", b"[" + b"{}," * 2_900_000 + b"{}]", "Too much"),
        ("store.json", b'{"meta": {}, "statements": {}}', "stance merge"),
        ("nothing.json", b'{"title": "no text"}', "No text"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("head.csv", b"text,title\n", "no rows"),
        ("twice.csv", b"text,text\na,b\n", "stands twice"),
        ("cells.csv", b"text,title\na,b,c\n", "3 cells where the header has 2"),
        ("quote.csv", b'text,title\n"a,b\n', "Not a row"),
        ("no.ris", b"nothing here\n", "No record"),
        ("open.ris", b"TY  - NEWS\nTI  - A\n", "no end"),
        ("bare.ris", b"TY  - NEWS\nER  - \n", "neither a title nor an address"),
        ("bad.dna", b"SQLite format 3\x00" + b"\xff" * 5000, "Not a database"),
        ("zip.txt", b"\x1f\x8b" + b"nonsense" * 9, "Damaged gzip"),
        ("page.html", b"<html><body>" + b"<div>" * 100_000, "one inside the other"),
        ("feed.xml", b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "entities"),
        ("feed2.rss", b"no feed at all", "Not a feed"),
    ],
)  # fmt: skip
def test_bad_files_are_problems_with_a_reason(put, name: str, content: bytes, reason: str) -> None:  # type: ignore[no-untyped-def]
    found = list(read([put(name, content)]))
    assert [type(reading) for reading in found] == [Problem]
    assert isinstance(found[0], Problem)
    assert reason in found[0].reason
    assert found[0].serious


def test_a_bomb_of_gzip_is_refused(put) -> None:  # type: ignore[no-untyped-def]
    (problem,) = problems(put("bomb.txt", gzip.compress(b"0" * 70_000_000)))
    assert "Larger than" in problem.reason


def test_a_gzip_file_is_unpacked(put) -> None:  # type: ignore[no-untyped-def]
    assert one(put("a.txt", gzip.compress(b"Packed text, nothing more."))).text == "Packed text, nothing more."


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    (problem,) = problems(str(tmp_path / "huge.txt"))
    assert "Larger than 64 MB" in problem.reason


def test_titles_cannot_steer_a_terminal(put) -> None:  # type: ignore[no-untyped-def]
    article = one(put("a.txt", "Title: \u202egnp\x1b[2J\x07.exe\n\nBody."))
    assert article.title == "gnp[2J.exe"


# -- where things lie -------------------------------------------------------------------------------------------------


def test_a_folder_is_read_by_name_and_without_what_cannot_be_an_article(put, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in (
        "b.txt",
        "a.md",
        "deep/c.txt",
        ".hidden.txt",
        "picture.jpg",
        "stance.json",
        "stance.texts/x.txt",
        "README.md",
    ):
        put(name, "Some words.\n")
    places = [Path(unit.place).name for unit in find([tmp_path], Options()) if isinstance(unit, Unit)]
    assert places == ["a.md", "b.txt", "c.txt"]


def test_a_glob_that_the_shell_left(put, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    put("x/1.txt", "One.")
    put("x/2.txt", "Two.")
    assert len(list(read([str(tmp_path / "**" / "*.txt")]))) == 2
    assert "No file fits" in problems(str(tmp_path / "*.nothing"))[0].reason


def test_what_is_nowhere(tmp_path: Path) -> None:
    (problem,) = problems(str(tmp_path / "none.txt"))
    assert problem.reason == "No such file."
    assert "NUL" in problems("a\x00b")[0].reason
    assert "No file in this folder" in problems(str(tmp_path))[0].reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(b'{"id": "x", "text": "Words."}\n{"text": "More."}\n')

    monkeypatch.setattr(sys, "stdin", Piped)
    assert [article.text for article in read(["-"]) if isinstance(article, Article)] == ["Words.", "More."]


def test_a_form_that_does_not_exist() -> None:
    with pytest.raises(BadUsage, match="No format"):
        list(read(["x"], Options(form="docx")))


def test_since_leaves_out_older_articles_and_keeps_undated_ones(put) -> None:  # type: ignore[no-untyped-def]
    old = put("1.txt", "Published: 2023-01-01\n\nOld.")
    month = put("2.txt", "Published: 2023-06\n\nIn June.")
    none = put("3.txt", "Nobody knows when this was said.\nNot at all.")
    found = [item for item in read([old, month, none], Options(since=date(2023, 6, 15))) if isinstance(item, Article)]
    assert [article.place for article in found] == [month, none]


def test_what_a_file_without_a_telling_name_is() -> None:
    assert sniff(b"SQLite format 3\x00") == "dna"
    assert sniff(b"<!doctype html><html>") == "html"
    assert sniff(b'<?xml version="1.0"?><rss version="2.0">') == "feed"
    assert sniff(b'{"a": 1}\n{"a": 2}') == "jsonl"
    assert sniff(b'[{"a": 1}]') == "json"
    assert sniff(b"actor,position,quote\n") == "csv"
    assert sniff(b"TY  - NEWS\n") == "ris"
    assert sniff(b"---\ntitle: x\n---\n") == "markdown"
    assert sniff(b"[Kyiv] said no") == ""
    assert sniff("Plain words".encode("utf-16")) == ""


# -- formats ----------------------------------------------------------------------------------------------------------


def test_markdown_with_front_matter(put) -> None:  # type: ignore[no-untyped-def]
    place = put(
        "a.md",
        '---\ntitle: "No date: yet"\ndate: 2023-07-11\nsource_url: https://news.example/2\ntags: [a]\n---\n\n'
        "# No date: yet\n\nHe said **yes, [we](http://x.example) agree** to_snake_case.\n\n> “Not *now*,” she said.\n",
    )
    article = one(place)
    assert (article.title, article.url, str(article.published)) == (
        "No date: yet",
        "https://news.example/2",
        "2023-07-11",
    )
    assert article.text == "No date: yet\n\nHe said yes, we agree to_snake_case.\n\n“Not now,” she said.\n"


def test_markdown_full_of_marks_ends_soon(put) -> None:  # type: ignore[no-untyped-def]
    assert one(put("a.md", "*" * 100_000 + "[(" * 50_000 + "#" * 50_000 + "_a" * 50_000)).text


def test_json_lines_keep_ids_and_texts_to_the_letter(put) -> None:  # type: ignore[no-untyped-def]
    text = " Two  spaces\r\nand “marks”.\n"
    record = {
        "id": "x-1",
        "url": "https://e.example",
        "title": "T",
        "outlet": "O",
        "published": "2023-07-06",
        "text": text,
    }
    article = one(put("a.jsonl", json.dumps(record)))
    assert (article.id, article.text, str(article.published)) == ("x-1", text, "2023-07-06")


def test_a_bad_line_is_named_and_the_rest_goes_in(put) -> None:  # type: ignore[no-untyped-def]
    place = put(
        "a.jsonl", '{"text": "One."}\nnonsense\n[1]\n{"text": 5}\n{"text": "a\\u0000"}\n\n{"text": "Two \\ud800."}\n'
    )
    found = list(read([place]))
    assert [item.text for item in found if isinstance(item, Article)] == ["One.", "Two \ufffd."]
    assert [item.line for item in found if isinstance(item, Problem)] == [2, 3, 4, 5]


def test_an_endless_line_is_passed_over(put) -> None:  # type: ignore[no-untyped-def]
    found = list(read([put("a.jsonl", '{"text": "' + "x" * 40_000_000 + '"}\n{"text": "Good."}\n')]))
    assert [type(item) for item in found] == [Problem, Article]


def test_json_with_a_list_inside(put) -> None:  # type: ignore[no-untyped-def]
    place = put(
        "a.json",
        json.dumps({"version": 1, "items": [{"content_text": "Words.", "date_published": "2023-07-06T10:00:00Z"}]}),
    )
    assert str(one(place).published) == "2023-07-06"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_articles_with_a_byte_order_mark(put, separator: str) -> None:  # type: ignore[no-untyped-def]
    rows = [["Title", "Date", "Text"], ["T", "2023-07-06", '"Long, text; with\nlines"']]
    place = put("a.csv", "\ufeff" + "\r\n".join(separator.join(row) for row in rows))
    article = one(place)
    assert (article.title, article.text, str(article.published)) == ("T", "Long, text; with\nlines", "2023-07-06")


def test_cells_that_our_exports_quoted_against_spreadsheets_come_back(put) -> None:  # type: ignore[no-untyped-def]
    assert one(put("a.csv", "\ufefftext,title\n'=1+1 is two,'@x\n")).text == "=1+1 is two"
    assert one(put("b.csv", "text,title\n'=1+1 is two,'@x\n")).text == "'=1+1 is two"


def test_a_saved_page(put) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("trafilatura")
    page = (
        '<html><head><title>Minister wants an invitation</title><meta property="og:site_name" content="Example News">'
        '<meta property="article:published_time" content="2023-07-06T10:00:00Z">'
        '<link rel="canonical" href="https://news.example/x"></head><body><nav>Home</nav><article>'
        "<h1>Minister wants an invitation</h1><p>The minister said on Thursday that Ukraine should be invited to NATO at "
        "the summit, and added that no further delay was acceptable to her government.</p><p>“We want it now,” she said. "
        "Others were more careful about the timing and asked for more time to think it all over.</p></article></body></html>"
    )
    article = one(put("a.html", page))
    assert "“We want it now,” she said." in article.text
    assert (article.title, article.outlet) == ("Minister wants an invitation", "Example News")
    assert (article.url, str(article.published)) == ("https://news.example/x", "2023-07-06")


def test_a_page_without_trafilatura(put, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    (problem,) = problems(put("a.html", "<html><p>Text"))
    assert "pip install 'stance[web]'" in problem.reason
    (problem,) = problems(put("a.rss", '<rss version="2.0"><channel></channel></rss>'))
    assert "pip install 'stance[web]'" in problem.reason


RSS = """<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>The Wire</title>
<item><title>First &amp; foremost</title><link>https://news.example/1</link><guid>g1</guid>
<pubDate>Thu, 06 Jul 2023 10:00:00 +0300</pubDate><description>&lt;p&gt;One “word”.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description></item>
<item><title></title><description></description></item></channel></rss>"""


def test_a_feed(put) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("feedparser")
    found = list(read([put("a.xml", RSS)]))
    article = found[0]
    assert isinstance(article, Article)
    assert article.text == "First & foremost\n\nOne “word”.\n\nTwo."
    assert (article.title, article.outlet, article.url) == ("First & foremost", "The Wire", "https://news.example/1")
    assert str(article.published) == "2023-07-06"
    assert isinstance(found[1], Problem)
    assert "#2" in found[1].place


def test_sources_of_zotero_with_and_without_text_beside(put, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    put("lib/smith2023.txt", "The text of the article itself.\n")
    put("secret.txt", "Not to be read.")
    items = [
        {"id": "smith2023", "type": "article-newspaper", "title": "A talk", "URL": "https://news.example/3",
         "container-title": "The Wire", "issued": {"date-parts": [[2023, 7, 6]]}, "author": [{"given": "Jo", "family": "Smith"}]},
        {"id": "../secret", "type": "webpage", "title": "Another", "issued": {"date-parts": [["2023"]]}},
        {"id": "x", "type": "webpage", "issued": {}},
    ]  # fmt: skip
    found = list(read([put("lib/items.json", json.dumps(items))]))
    assert isinstance(found[0], Article)
    assert found[0].text == "The text of the article itself.\n"
    assert (found[0].title, found[0].outlet, str(found[0].published), found[0].author) == ("A talk", "The Wire", "2023-07-06", "Jo Smith")  # fmt: skip
    assert isinstance(found[1], Source)
    assert (found[1].title, str(found[1].published)) == ("Another", "2023")
    assert isinstance(found[2], Problem)


def test_ris(put) -> None:  # type: ignore[no-untyped-def]
    put("lib/a talk.txt", "The words themselves.")
    text = (
        "TY  - NEWS\r\nAU  - Smith, Jo\r\nTI  - A talk\r\nT2  - The Wire\r\nPY  - 2023\r\nDA  - 2023/07/06/\r\n"
        "UR  - https://news.example/4\r\nL1  - a talk.txt\r\nER  - \r\n\r\nTY  - WEB\r\nTI  - Two\r\nL1  - ../../x.txt\r\nER  - \r\n"
    )
    found = list(read([put("lib/a.ris", text)]))
    assert isinstance(found[0], Article)
    assert (found[0].text, found[0].outlet, str(found[0].published)) == (
        "The words themselves.",
        "The Wire",
        "2023-07-06",
    )
    assert isinstance(found[1], Source)


# -- coded statements -------------------------------------------------------------------------------------------------


def test_statements_of_a_spreadsheet_by_a_mapping(put, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    columns, positions = read_mapping("actor=Speaker, position=View,stated_on=When,quote=Words,position:Yes=now")
    place = put("a.csv", "Speaker;View;When;Words\nOlaf Scholz;Yes;2023-07-11;At once\n;Yes;2023;x\nA;;2023;x\n")
    found = list(read([place], Options(columns=columns, positions=positions)))
    assert isinstance(found[0], Coded)
    assert found[0].fields == {"actor": "Olaf Scholz", "position": "now", "stated_on": "2023-07-11", "quote": "At once"}
    assert [item.reason for item in found if isinstance(item, Problem)] == ["No actor.", "No position."]
    mapping = put("map.toml", '[columns]\nactor = "Speaker"\nposition = "View"\n[positions]\n"Yes" = "now"\n')
    assert read_mapping(mapping) == ({"actor": "Speaker", "position": "View"}, {"Yes": "now"})


@pytest.mark.parametrize("typed", ["actor", "actr=Speaker,position=View", "actor=Speaker", "position=View", "="])
def test_mappings_that_say_nothing(typed: str) -> None:
    with pytest.raises(BadUsage):
        read_mapping(typed)


def test_a_mapping_that_is_no_toml(put) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadData, match="not a mapping"):
        read_mapping(put("m.toml", "[columns\n"))


EVENTS = (
    '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";"text";"coder";'
    '"document_id";"document_title";"document_author";"document_source";"document_section";"document_type"\n'
    '1;2023-07-06 00:00:00;"Jo Smith";"Foreign Office";"now";1;10;20;"We want\nit now";2;1;"Doc";"";"The Wire";"";""\n'
    '2;2023-07-06 00:00:00;"";"Foreign Office";"Accession";0;10;20;"never";2;1;"Doc";"";"The Wire";"";""'
)


def test_the_event_list_of_discourse_network_analyzer(put) -> None:  # type: ignore[no-untyped-def]
    found = list(read([put("dna.csv", EVENTS)]))
    assert isinstance(found[0], Coded)
    assert found[0].fields["actor"] == "Jo Smith"
    assert found[0].fields["position"] == "now"
    assert found[0].fields["stated_on"] == "2023-07-06"
    assert found[0].sources[0].source.outlet == "The Wire"
    assert isinstance(found[1], Problem)
    assert "disagreement" in found[1].reason
    found = list(read([put("dna.csv", EVENTS)], Options(positions={"not Accession": "opposed"})))
    assert isinstance(found[1], Coded)
    assert (found[1].fields["actor"], found[1].fields["actor_kind"], found[1].fields["position"]) == ("Foreign Office", "body", "opposed")  # fmt: skip


def test_the_event_list_as_r_writes_it(put) -> None:  # type: ignore[no-untyped-def]
    head = '"","statement_id","time","person","organization","concept","agreement","start_position","stop_position","text","document_id","document_title"\n'
    found = list(read([put("r.csv", head + '"1",7,2023-07-06,"Jo Smith",NA,"now",1,1,2,"a, b",1,"Doc"\n')]))
    assert isinstance(found[0], Coded)
    assert found[0].fields["summary"] == "a, b"
    assert "role" not in found[0].fields


def dna_file(path: Path) -> str:
    base = sqlite3.connect(path)
    base.executescript(
        """CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
             Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
           CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
           CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
           CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
           CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
           CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
           CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
           CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
           INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'concept', 'short text', 1), (3, 'agreement', 'boolean', 1);
           INSERT INTO ENTITIES VALUES (1, 1, 'Jo Smith'), (2, 2, 'now');
           INSERT INTO STATEMENTS VALUES (1, 1, 1, 8, 12, 1), (2, 1, 1, 8, 99999, 1), (3, 1, 9, 1, 2, 1), (4, 2, 1, 1, 2, 1);
           INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1), (2, 1, 2, 2), (3, 2, 1, 1), (4, 2, 2, 2);
           INSERT INTO DATABOOLEAN VALUES (1, 1, 3, 1);"""
    )
    # Four wide characters take two units each: the words at 8–12 are code points 4–8.
    base.execute(
        "INSERT INTO DOCUMENTS VALUES (1, 'Doc', ?, 1, '', 'The Wire', '', '', '', -86400)", ("😀😀😀😀yes! no",)
    )
    base.commit()
    base.close()
    return str(path)


def test_databases_of_discourse_network_analyzer(tmp_path: Path) -> None:
    found = list(read([dna_file(tmp_path / "a.dna")]))
    coded = found[0]
    assert isinstance(coded, Coded)
    assert coded.fields["summary"] == "yes!"
    assert (coded.sources[0].start, coded.sources[0].end) == (4, 8)
    assert coded.sources[0].text[4:8] == "yes!"
    assert coded.fields["stated_on"] == "1969-12-31"
    reasons = [item.reason for item in found if isinstance(item, Problem)]
    assert any("outside its document" in reason for reason in reasons)
    assert any("no document" in reason for reason in reasons)
    assert any("without a concept" in reason for reason in reasons)


def test_a_database_with_a_trap_in_it(tmp_path: Path) -> None:
    path = Path(dna_file(tmp_path / "a.dna"))
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE STATEMENTS")
        base.execute(
            "CREATE VIEW STATEMENTS AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS ID, 1 AS DocumentId, 1 AS Start, 2 AS Stop FROM n"
        )
    assert "views" in problems(str(path))[0].reason


# -- anything at all --------------------------------------------------------------------------------------------------

ENDINGS = ["txt", "md", "json", "jsonl", "csv", "ris", "xml", "dna", "none"]
SEEDS = st.sampled_from(
    [b"{", b"[", b'{"text":', b'"', b"TY  - ", b"ER  - ", b"\n", b",", b";", b"actor,position\n", b"---\n", b"Title: x\n", b"\xff\xfe",
     b"<rss version='2.0'><channel><item>", b"<!DOCTYPE", b"</", b"\x00", b"\xef\xbb\xbf", b"statement_id;person;concept", b"'=1"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENDINGS), st.lists(st.one_of(SEEDS, st.binary(max_size=20)), max_size=12).map(b"".join))
def test_no_bytes_make_a_reader_raise(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(data)
    for reading in read_unit(Unit(str(path), next(iter(find([path], Options()))).form), Options(folder=tmp_path)):  # type: ignore[union-attr]
        assert not isinstance(reading, Article) or "\x00" not in reading.text


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.txt", "Title: X\nPublished: 31/02/2023\n\nSome words on it.\n", None, "February 2023 has no day 31"),
        ("a.jsonl", '{"text": "Words.", "published": "2023-13-09"}\n', 1, "has no month 13"),
        ("a.json", '{"text": "Words.", "published": "yesterday"}', None, "cannot be read"),
        ("a.csv", "text,published\nWords.,2023-07-01\nWords.,05/07/2023\n", 3, "--dates dmy or --dates mdy"),
        ("a.csv", "actor,position,summary,published,url\nx,now,y,31.02.2023,https://e.example\n", 2, "no day 31"),
        ("a.md", "---\ndate: 2023-02-30\n---\nWords.\n", None, "has no day 30"),
        ("a.ris", "TY  - NEWS\nTI  - T\nDA  - 2023/15/01/\nER  - \n", 1, "has no month 15"),
        ("a.json", '[{"type": "article", "title": "T", "issued": {"date-parts": [[2023, 2, 31]]}}]', None, "no day 31"),
    ],
)
def test_a_publication_date_that_cannot_be_read_is_told(put, name: str, content: str, line: int | None, reason: str) -> None:  # type: ignore[no-untyped-def]  # fmt: skip
    found = list(read([put(name, content)]))
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert len(found) > 1  # the record went in all the same
    assert problem.place.endswith(name)
    assert (problem.line, problem.serious) == (line, True)
    assert reason in problem.reason


@pytest.mark.parametrize(("order", "day"), [("dmy", "2023-07-05"), ("mdy", "2023-05-07")])
@pytest.mark.parametrize("typed", ["05.07.2023", "5/7/2023", "05-07-2023", "05/07/2023 12:30:00"])
def test_the_order_of_days_in_figures_can_be_said(put, typed: str, order: str, day: str) -> None:  # type: ignore[no-untyped-def]
    table = put("a.csv", f"Who,What,When,Said\nBerg,now,{typed},yes\n")
    columns, _ = read_mapping("actor=Who,position=What,stated_on=When,summary=Said")
    (coded,) = read([table], Options(columns=columns, dates=order))
    assert isinstance(coded, Coded)
    assert coded.fields["stated_on"] == day
    (refused,) = read([table], Options(columns=columns))
    assert "--dates" in str(refused)
    article = one(put("b.csv", f"text,published\nWords.,{typed}\n"), Options(dates=order))
    assert str(article.published) == day


def test_a_mapping_names_the_columns_that_are_missing(put) -> None:  # type: ignore[no-untyped-def]
    table = put("a.csv", "Speaker,Says,When\nBerg,now,2023\nBerg,now,2024\n")
    (problem,) = read([table], Options(columns={"actor": "Speakr", "position": "Says"}))
    assert "No column 'Speakr'; there are Speaker, Says, When." in str(problem)
    doubt, *rows = read([table], Options(columns={"actor": "Speaker", "position": "Says", "note": "Remark"}))
    assert "No column 'Remark'" in str(doubt)
    assert all(isinstance(row, Coded) for row in rows)


def test_a_coded_sheet_without_a_mapping_is_told_of_it_once(put) -> None:  # type: ignore[no-untyped-def]
    (problem,) = read([put("a.csv", "Speaker,Says,When\nBerg,now,2023\nBerg,now,2024\n")])
    assert "--map actor=COLUMN,position=COLUMN; stated_on" in str(problem)


def test_mapping_knows_the_short_names_of_sources_and_lists_the_fields() -> None:
    assert read_mapping("actor=A,position=B,url=Link,outlet=O")[0]["source_url"] == "Link"
    with pytest.raises(BadUsage, match=r"There are id, actor.*source_url"):
        read_mapping("actor=A,position=B,adress=Link")
