"""What texts measure, and how columns give way; drawings that stand alone."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ORDER, POSITIONS, STATEMENTS, catalog, check_golden

from stance.analysis.timeline import timeline
from stance.export.formats import Field, escape_markdown, flat, write_records
from stance.export.markdown import link
from stance.model import Event, PartialDate
from stance.render.chart import chart_page, chart_svg, glyph_shape
from stance.render.drawing import contrast_with_white, darkened, to_html, to_svg
from stance.render.layout import cut, fit, pieces_width, table_lines, text_column, wrap, wrapped
from stance.render.measure import width
from stance.render.plain import padded, to_text
from stance.render.screen import Screen
from stance.render.style import Look, counted
from stance.render.summaries import apportion, percent
from stance.render.timelines import Chart, draw, name_events, name_in_full

texts = st.text(st.sampled_from("ab ё陳偉e\u0301é\u200eנ한😀-"), max_size=30)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("", 0),
        ("陳偉", 4),
        ("e\u0301", 1),
        ("é", 1),
        ("דליה", 4),
        ("\u200eא\u200e", 1),
        ("한국", 4),
        ("ﬁ", 1),
        ("ａ", 2),
        ("…", 1),
    ],
)
def test_a_text_measures_what_a_terminal_gives_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_widths_agree_with_rich_on_names() -> None:
    from rich.cells import cell_len

    for name in (
        "Volodymyr Zelenskyy",
        "Šimonytė",
        "Зеленський",
        "陳偉",
        "דליה לוי",
        "Zoe\u0308",
        "Nguye\u0302\u0303n",
        "محمد",
    ):
        assert width(name) == cell_len(name)


@given(texts, st.integers(1, 20))
def test_what_is_cut_fits_and_begins_as_it_did(text: str, room: int) -> None:
    short = cut(text, room)
    assert width(short) <= room
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(texts, st.integers(2, 20))
def test_what_is_wrapped_fits_and_loses_nothing_but_blanks(text: str, room: int) -> None:
    for lines in (wrap(text, room), wrapped(text, max(room, 12))):
        assert all(width(line) <= max(room, 12) for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5), st.integers(30, 80))
def test_no_line_of_a_table_is_wider_than_the_room(rows, room: int) -> None:
    columns = [
        text_column("NAME", [row[0] for row in rows], wraps=True, least=8),
        text_column("SHORT", [row[1][:6] for row in rows]),
        text_column("SOURCE", [row[2] for row in rows], cuts=True, least=6, rank=1),
    ]
    lines = table_lines(columns, room, "bold")
    assert lines is not None
    assert all(pieces_width(line) <= room for line in lines)
    shown = to_text(lines).replace(" ", "").replace("\n", "")
    for name, short, _ in rows:
        assert "".join(name.split()[:1])[:4] in shown
        assert short[:6].strip().replace(" ", "") in shown


def test_columns_go_by_rank_and_none_is_drawn_where_what_must_stay_finds_no_room() -> None:
    columns = [text_column("A", ["x" * 10]), text_column("B", ["y" * 10], rank=1), text_column("C", ["z" * 10], rank=2)]
    assert [one.header for one in fit(columns, 34)[0]] == ["A", "B", "C"]
    assert [one.header for one in fit(columns, 33)[0]] == ["A", "B"]
    assert [one.header for one in fit(columns, 12)[0]] == ["A"]
    assert fit(columns, 9) is None
    assert table_lines(columns, 9, "") is None


def test_a_pipe_gets_columns_that_can_be_counted() -> None:
    assert padded(["A", "B"], [["x", ""], ["", "long one"]]) == "A  B\nx  -\n-  long one\n"
    assert padded(["NAME", "N"], [["陳偉", "1"], ["Ann", "2"]]) == "NAME  N\n陳偉  1\nAnn   2\n"
    assert padded(["A"], []) == ""


def test_a_screen_is_never_wrapped_never_markup_and_survives_an_unknown_colour() -> None:
    from rich.console import Console

    out = io.StringIO()
    lines = [[("[bold]x[/bold] :smile: ", "bold"), ("y" * 50, "no-such-colour")]]
    Screen(lines).show(Console(file=out, width=20, color_system=None, markup=False, emoji=False))
    assert out.getvalue() == "[bold]x[/bold] :smile: " + "y" * 50 + "\n"


def test_right_to_left_names_are_set_apart_on_terminals_only() -> None:
    assert Look(isolate=True).clean("דליה") == "\u200eדליה\u200e"
    assert Look().clean("דליה") == "דליה"
    assert Look().clean("a\x1b[31m\u202eb\nc") == "a[31mb c"
    assert Look(isolate=True).clean("plain ė") == "plain ė"


def test_ascii_has_a_sign_for_everything() -> None:
    look = Look.of(POSITIONS, ascii=True)
    for name in (
        "held",
        "silent",
        "tick",
        "axis",
        "up",
        "down",
        "aside",
        "to",
        "more",
        "open",
        "close",
        "dot",
        "dash",
        "zero",
    ):
        assert look.sign(name).isascii()
    assert [look.glyph(one.id) for one in POSITIONS] == ["*", "%", "+", ".", "o", "x", "t"]
    assert (look.glyph("gone"), look.label("gone")) == ("?", "gone")


def test_small_words() -> None:
    assert [counted(number, "country", "countries") for number in (0, 1, 1204)] == [
        "0 countries",
        "1 country",
        "1,204 countries",
    ]
    assert [percent(share) for share in (None, 0.0, 0.001, 0.146, 1.0)] == ["", "0 %", "<1 %", "15 %", "100 %"]


@given(st.lists(st.integers(0, 50), max_size=7), st.integers(1, 60))
def test_a_bar_has_all_its_cells_shared_out_and_nobody_two_off(counts: list[int], cells: int) -> None:
    shares = apportion(counts, cells)
    assert sum(shares) == (cells if sum(counts) else 0)
    total = sum(counts) or 1
    assert all(abs(share - count * cells / total) < 1 for share, count in zip(shares, counts, strict=True))


# -- events on the axis -----------------------------------------------------------------------------------------------


def test_an_event_gets_the_letter_of_its_place_if_it_is_free() -> None:
    from invented import EVENTS

    from stance.analysis.timeline import Axis

    axis = Axis(date(2023, 1, 1), date(2023, 12, 31), 60)
    assert {letter: event.id for letter, event in name_events(EVENTS, axis).items()} == {
        "O": "port-talks",
        "D": "eve",
        "V": "summit",
    }
    assert name_events(EVENTS, Axis(date(2020, 1, 1), date(2020, 12, 31), 60)) == {}


# -- drawings ---------------------------------------------------------------------------------------------------------


def chart(since: str = "2023-01-01") -> Chart:
    tracks = timeline(STATEMENTS, date.fromisoformat(since), date(2023, 12, 31), ORDER)
    names = {actor.id: actor.name for actor in catalog().actors.values()}
    return Chart(tracks, date.fromisoformat(since), date(2023, 12, 31), names, list(catalog().events.values()))


def test_pictures_are_well_formed_stand_alone_and_are_the_same_each_time() -> None:
    look = Look.of(POSITIONS)
    lines = draw(chart(), look, 80)
    for make in (lambda: to_svg(lines, "A <title> & more"), lambda: chart_svg(chart(), look, catalog(), "T & <t>")):
        picture = make()
        assert picture == make()
        assert parseString(picture).documentElement.tagName == "svg"
        alone = picture.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|url\(|@import|@font-face|<script|<image|href=", alone)
    check_golden("timeline-chart.svg", chart_svg(chart("2023-04-01"), look, catalog(), "Positions over time"))
    for page in (to_html(lines, "A <title>"), chart_page(chart(), look, catalog(), "A <title>")):
        assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
        assert "<title>A &lt;title&gt;</title>" in page
        assert not re.search(r"<script|<link|@import|src=", page)


def test_a_mark_has_its_words_under_the_pointer() -> None:
    picture = chart_svg(chart(), Look.of(POSITIONS), catalog(), "T")
    assert (
        "<title>Anna Berg, 2023-07-11: guarantees first (also after the war); before, on 2023-02-20: timing open\n"
        "“guarantees must come first, and they must be more than words on paper”\nCoast Daily</title>" in picture
    )


@pytest.mark.parametrize("glyph", ["●", "◕", "◑", "◔", "○", "×", "◇", "<"])
def test_every_glyph_has_a_shape(glyph: str) -> None:
    parseString(f"<g>{glyph_shape(glyph, '#b87800', 8, 8, 6)}</g>")


@pytest.mark.parametrize("color", [position.color for position in POSITIONS if position.color.startswith("#")])
def test_colours_of_text_stand_out_from_paper(color: str) -> None:
    assert contrast_with_white(darkened(color)) >= 4.5
    assert contrast_with_white("#ffffff") == pytest.approx(1.0)
    assert contrast_with_white("#000000") == pytest.approx(21.0)


# -- formats ----------------------------------------------------------------------------------------------------------

FIELDS = [
    Field("name", "text", "A name."),
    Field("n", "integer", "How many."),
    Field("tags", "list", "Some."),
    Field("on", "boolean", "Whether."),
]
ROWS = [
    {"name": 'a, "b"\n=c', "n": 1, "tags": ["x", "y"], "on": True, "extra": 1},
    {"name": "|*_<x>", "n": None, "tags": [], "on": False},
]


def written(form: str) -> str:
    out = io.StringIO()
    write_records(out, form, FIELDS, ROWS, {"command": "test", "as_of": None, "filters": {}})
    return out.getvalue()


def test_formats_write_the_fields_named_and_no_others() -> None:
    import csv
    import json

    assert list(csv.reader(io.StringIO(written("csv")))) == [
        ["name", "n", "tags", "on"], ['a, "b"\n=c', "1", "x; y", "true"], ["|*_<x>", "", "", "false"],
    ]  # fmt: skip
    data = json.loads(written("json"))
    assert (data["schema_version"], data["command"], data["as_of"], data["filters"]) == (1, "test", None, {})
    assert data["rows"][0] == {"name": 'a, "b"\n=c', "n": 1, "tags": ["x", "y"], "on": True}
    assert [json.loads(line) for line in written("jsonl").splitlines()] == data["rows"]
    assert written("md").splitlines()[3] == r"| \|\*\_\<x\> |  |  | false |"


@pytest.mark.parametrize(
    ("words", "url", "shown"),
    [
        ("Wire", "https://example.org/a_b", "[Wire](https://example.org/a_b)"),
        ("A [b](c) |", 'https://x.org/(1)|`\\ "', r"[A \[b\](c) \|](https://x.org/%281%29%7C%60%5C%20%22)"),
        ("https://evil.org](x", "https://x.org", r"[https://evil.org\](x](https://x.org)"),
        ("Wire", "javascript:alert(1)", "Wire javascript:alert(1)"),
        ("", "https://x.org", "https://x.org"),
        ("Wire", "", "Wire"),
        ("A\nB", "https://x.org/\n<b>", "[A B](https://x.org/%20%3Cb%3E)"),
    ],
)
def test_a_link_of_markdown_leads_where_it_says(words: str, url: str, shown: str) -> None:
    assert link(words, url) == shown


def test_what_is_too_long_goes_on_below_where_nothing_is_cut() -> None:
    columns = [text_column("A", ["1"]), text_column("WORDS", ["one two three four"], cuts=True, least=8)]
    assert to_text((table_lines(columns, 14, "", "") or [])[1:]).splitlines() == ["1  one two", "   three four"]


def test_markdown_shows_text_as_it_is() -> None:
    assert escape_markdown("a\nb `c`") == r"a b \`c\`"
    assert flat([1, "b"]) == "1; b"


def test_names_of_people_stay_whole_before_sources_are() -> None:
    names = ["Anna Berg"] * 12 + ["Volodymyr Zelenskyy", "Verkhovna Rada of Ukraine"]
    columns = [
        text_column("ACTOR", names, wraps=True, least=8),
        text_column("SOURCE", ["A paper with a rather long name and the title of an article"] * 14, cuts=True, least=8),
    ]
    lines = ["".join(text for text, _ in line) for line in table_lines(columns, 50, "") or []]
    assert any(line.startswith("Volodymyr Zelenskyy  ") and "A paper" in line for line in lines)


def test_a_letter_that_comes_from_the_place_is_explained_by_it() -> None:
    declaration = Event("g7", "G7 joint declaration", PartialDate(2023, 7, 12), place="Vilnius")
    assert name_in_full("V", declaration) == "G7 joint declaration, Vilnius"
    assert name_in_full("G", declaration) == name_in_full("G", replace(declaration, place="")) == "G7 joint declaration"


def test_words_that_bring_quotation_marks_get_no_further_ones() -> None:
    look = Look()
    assert look.excerpt("said") == "“said”"
    assert look.excerpt("“We will,” he said.") == "“We will,” he said."
