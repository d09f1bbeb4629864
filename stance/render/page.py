"""The report: one page for people without a terminal, that stands alone, prints, and reads well on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from stance.analysis.catalog import Catalog
from stance.model import Source, Statement
from stance.render.changes import certainty, distance_words
from stance.render.chart import chart_svg, marks_of
from stance.render.drawing import FAINT, INK, PAPER, color_of
from stance.render.style import Look, counted, day_of
from stance.render.timelines import Chart

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """What the page tells."""

    title: str
    question: str  #: of the codebook; empty: not known
    as_of: str
    scope: str  #: the filters in words; empty: everything
    standings: Sequence[Row]
    shifts: Sequence[Row]
    statements: Sequence[Statement]  #: by day; what the page rests on
    chart: Chart
    silent_days: int
    actors: int  #: in the roster
    version: str


_STYLE = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 4rem; color: {INK}; background: {PAPER};
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }}
h1 {{ font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: .5rem; border-top: 2px solid {INK}; }}
h3 {{ font-size: 1rem; margin: 1.5rem 0 .25rem; }}
p {{ margin: .5rem 0; max-width: 46rem; }}
a {{ color: #0b57a4; }}
nav ul {{ list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1rem 0 0; }}
.skip {{ position: absolute; left: -999px; }} .skip:focus {{ left: 1rem; top: 1rem; background: {PAPER}; padding: .5rem; }}
.question {{ font-size: 1.125rem; }} dl.legend {{ max-width: 60rem; margin: 1rem 0 0; font-size: .9375rem; }}
dl.legend dt {{ font-weight: 600; }} dl.legend dd {{ margin: 0 0 .375rem; }}
.faint {{ color: {FAINT}; }}
.glyph {{ vertical-align: -.1em; margin-right: .35em; }}
.position {{ white-space: nowrap; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9375rem; }}
caption {{ text-align: left; color: {FAINT}; padding-bottom: .5rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid #d9dde2; }}
thead th {{ border-bottom: 2px solid #8b949e; white-space: nowrap; }}
tbody th {{ font-weight: 600; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.date {{ white-space: nowrap; font-variant-numeric: tabular-nums; }}
.bar {{ display: inline-block; height: .8rem; border-radius: 2px; vertical-align: -.05rem; }}
.barcell {{ width: 50%; }} .said {{ min-width: 16rem; }} .office {{ font-weight: 400; color: {FAINT}; }}
figure {{ margin: 0; }} .chart {{ overflow-x: auto; }} .chart svg {{ width: 100%; min-width: 46rem; height: auto; display: block; }}
blockquote {{ margin: .125rem 0; padding: 0; }}
ol.words, ol.sources, ul.evidence {{ padding: 0; list-style: none; margin: 0; }}
ol.words > li {{ padding: .625rem 0; border-bottom: 1px solid #e6e9ec; }}
ol.sources > li {{ padding: .25rem 0; overflow-wrap: anywhere; }}
:target {{ background: #fff3c4; }}
@media (max-width: 44rem) {{
  table.cards thead {{ position: absolute; left: -999px; }}
  table.cards, table.cards caption, table.cards tbody, table.cards tr, table.cards th, table.cards td {{ display: block; }}
  table.cards tr {{ border-bottom: 1px solid #8b949e; padding: .5rem 0; }}
  table.cards th, table.cards td {{ border: 0; padding: .0625rem 0; }}
  table.cards td:empty {{ display: none; }}
  table.cards td[data-label]::before {{ content: attr(data-label) ' '; color: {FAINT}; }}
  .number {{ text-align: left; }}
  .barcell {{ display: none; }}
}}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 11px; }} nav, .skip {{ display: none; }}
  a {{ color: inherit; }} tr, li, figure {{ break-inside: avoid; }} h2 {{ break-after: avoid; }}
  .chart {{ overflow: visible; }} .chart svg {{ min-width: 0; }} thead {{ display: table-header-group; }}
  ol.sources a::after {{ content: none; }}
}}
"""


class _Page:
    """What the parts of the page share."""

    def __init__(self, report: Report, look: Look, catalog: Catalog) -> None:
        self.report, self.look, self.catalog = report, look, catalog
        self.marks = marks_of(list(look.positions), look)
        self.listed = {one.id for one in report.statements}
        self.numbers: dict[str, int] = {}
        for one in report.statements:
            for ref in one.sources:
                self.numbers.setdefault(ref.source, len(self.numbers) + 1)

    def text(self, text: str) -> str:
        return escape("".join(char for char in self.look.clean(text) if char not in "\u200e\ufffe\uffff"), quote=True)

    def name(self, name: str) -> str:
        """A name, set apart so that one written from the right leaves its neighbours in place."""
        return f"<bdi>{self.text(name)}</bdi>"

    def position(self, position: str) -> str:
        return f'<span class="position">{self.marks.get(position, "")}{self.text(self.look.label(position))}</span>'

    def statement(self, id: str, words: str) -> str:
        """Words that lead to a statement further down."""
        return f'<a href="#{escape(id)}">{words}</a>' if id in self.listed else words

    def source_numbers(self, one: Statement) -> str:
        return " ".join(
            f'<a href="#source-{self.numbers[ref.source]}" aria-label="source {self.numbers[ref.source]}">[{self.numbers[ref.source]}]</a>'
            for ref in one.sources
            if ref.source in self.numbers
        )


def report_page(report: Report, look: Look, catalog: Catalog) -> str:
    """The whole page."""
    page = _Page(report, look, catalog)
    title = page.text(report.title)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="stance {escape(report.version)}">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        '<a class="skip" href="#positions">Skip to the positions</a>',
        f"<header>\n<h1>{title}</h1>",
        *([f'<p class="question">{page.text(report.question)}</p>'] if report.question else []),
        f"<p>{_lead(report, page)}</p>",
        '<nav aria-label="Contents"><ul><li><a href="#glance">At a glance</a></li><li><a href="#positions">Positions</a></li>'
        '<li><a href="#timeline">Over time</a></li><li><a href="#shifts">Shifts</a></li>'
        '<li><a href="#words">Words</a></li><li><a href="#sources">Sources</a></li></ul></nav>\n</header>\n<main>',
        *_glance(page),
        *_positions(page),
        *_timeline(page),
        *_shifts(page),
        *_words(page),
        *_sources(page),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _lead(report: Report, page: _Page) -> str:
    words = (
        f"As of {escape(report.as_of)}: {len(report.standings):,} of {counted(report.actors, 'actor')} on record, "
        f"{counted(len(report.statements), 'statement')} from {counted(len(page.numbers), 'source')}."
    )
    return words + (f" {page.text(report.scope[0].upper() + report.scope[1:])}." if report.scope else "")


def _glance(page: _Page) -> list[str]:
    counts: dict[str, int] = {}
    for row in page.report.standings:
        counts[row["position"]] = counts.get(row["position"], 0) + 1
    order = [one for one in page.look.positions if one in counts] + sorted(set(counts) - set(page.look.positions))
    total, most = sum(counts.values()), max(counts.values(), default=1)
    parts = [
        '<section aria-labelledby="glance">\n<h2 id="glance">At a glance</h2>',
        "<table>\n<caption>Actors by the position they hold</caption>",
        '<thead><tr><th scope="col">Position</th><th scope="col" class="number">Actors</th>'
        '<th scope="col" class="number">Share</th><td class="barcell"></td></tr></thead>\n<tbody>',
    ]
    for position in order:
        wide, color = counts[position] / most * 100, color_of(page.look.color(position))
        parts.append(
            f'<tr><th scope="row">{page.position(position)}</th><td class="number">{counts[position]}</td>'
            f'<td class="number">{counts[position] / total * 100:.0f} %</td>'
            f'<td class="barcell"><span class="bar" style="width:{wide:.1f}%;background:{color}"></span></td></tr>'
        )
    return [*parts, "</tbody>\n</table>", *_legend(page), "</section>"]


def _legend(page: _Page) -> list[str]:
    """What each position means, as the codebook defines it."""
    parts = [
        f"<dt>{page.position(one.id)}</dt><dd>{page.text(' '.join(one.definition.split()))}</dd>"
        for one in page.catalog.positions.values()
        if one.definition
    ]
    return ['<h3 id="meanings">What the positions mean</h3>', '<dl class="legend">', *parts, "</dl>"] if parts else []


def _positions(page: _Page) -> list[str]:
    report = page.report
    columns = ("Actor", "Position", "Since", "Last said", "N", "Words", "Source")
    parts = [
        '<section aria-labelledby="positions">\n<h2 id="positions">Positions</h2>',
        '<table class="cards" role="table">',
        "<caption>The position of an actor is that of the latest statement up to the day; “also” names others of the same "
        f"day. Silent: nothing said for more than {report.silent_days} days.</caption>",
        '<thead role="rowgroup"><tr role="row">'
        + "".join(_heading(column) for column in columns)
        + '</tr></thead>\n<tbody role="rowgroup">',
    ]
    for row in report.standings:
        also = ", ".join(map(page.position, row["also"]))
        before = row["previous_position"]
        who = page.text(", ".join(filter(None, [row["role"], row["country"]])))
        position = page.position(row["position"])
        position += f'<br><span class="faint">also</span> {also}' if also else ""
        position += f'<br><span class="faint">before:</span> {page.position(before)}' if before else ""
        last = page.statement(row["statement"], f'<span class="date">{day_of(row, "last_said")}</span>')
        cells = [
            ("", "", position),
            ("Since", "", f'<span class="date">{day_of(row, "since")}</span>'),
            ("Last said", "", last + (' <span class="faint">silent</span>' if row["silent"] else "")),
            ("Statements", "number", str(row["statements"])),
            ("", "said", page.text(page.look.quoted(row["quote"], row["summary"]))),
            ("", "", _source_link(page, row["source_url"], row["source_outlet"] or row["source_title"])),
        ]
        office = f'<br><span class="office">{who}</span>' if who else ""
        parts.append(
            f'<tr role="row"><th scope="row" role="rowheader">{page.name(row["actor"])}{office}</th>'
            + "".join(_cell(*cell) for cell in cells)
            + "</tr>"
        )
    return [*parts, "</tbody>\n</table>\n</section>"]


def _heading(column: str) -> str:
    more = ' class="number" abbr="Statements"' if column == "N" else ""
    return f'<th scope="col" role="columnheader"{more}>{column}</th>'


def _cell(label: str, kind: str, value: str) -> str:
    """A cell; its label shows where the table is a card for each row."""
    return (
        '<td role="cell"'
        + (f' class="{kind}"' if kind else "")
        + (f' data-label="{label}"' if label and value else "")
        + f">{value}</td>"
    )


def _source_link(page: _Page, url: str, words: str) -> str:
    """A link where the address is one of the web, else the words alone."""
    text = page.text(words or url)
    if url.startswith(("https://", "http://")):
        return f'<a href="{escape(page.look.clean(url), quote=True)}" rel="noopener noreferrer">{text}</a>'
    return text


def _timeline(page: _Page) -> list[str]:
    chart = page.report.chart
    drawing = chart_svg(
        chart, page.look, page.catalog, f"Positions from {chart.since} to {chart.until}", link=lambda one: f"#{one.id}"
    )
    return [
        '<section aria-labelledby="timeline">\n<h2 id="timeline">Over time</h2>',
        "<p>Each mark is a statement; point at it for its words, follow it to its source. The same stands in words under "
        '<a href="#shifts">Shifts</a> and <a href="#words">Words</a>.</p>',
        f'<figure class="chart" tabindex="0" role="group" aria-label="Timeline">\n{drawing}</figure>\n</section>',
    ]


def _shifts(page: _Page) -> list[str]:
    rows = page.report.shifts
    parts = ['<section aria-labelledby="shifts">\n<h2 id="shifts">Shifts</h2>']
    if not rows:
        return [*parts, "<p>Nobody changed position, as far as these statements tell.</p>\n</section>"]
    parts += [
        '<table class="cards" role="table">',
        "<caption>A change of position between two dated statements; single until a second statement confirms it.</caption>",
        '<thead role="rowgroup"><tr role="row">'
        + "".join(_heading(column) for column in ("Date", "Actor", "Change", "Certainty", "Evidence"))
        + '</tr></thead>\n<tbody role="rowgroup">',
    ]
    for row in rows:
        event = page.text(distance_words(row))
        evidence = "".join(
            f"<li>{page.statement(row[side + '_statement'], _date_of(row, side))} {_words_of(page, row, side)}"
            f' <span class="faint">{page.text(row[f"{side}_outlet"])}</span></li>'
            for side in ("from", "to")
        )
        parts.append(
            f'<tr role="row"><td role="cell" class="date">{day_of(row, "date")}</td>'
            f'<th scope="row" role="rowheader">{page.name(row["actor"])}</th>'
            f'<td role="cell">{page.position(row["from_position"])} → {page.position(row["to_position"])}'
            + (f'<br><span class="faint">{event}</span>' if event else "")
            + f'</td><td role="cell">{certainty(row)}</td><td role="cell"><ul class="evidence">{evidence}</ul></td></tr>'
        )
    return [*parts, "</tbody>\n</table>\n</section>"]


def _date_of(row: Row, side: str) -> str:
    return f'<span class="date">{day_of(row, "from_date") if side == "from" else day_of(row, "date")}</span>'


def _words_of(page: _Page, row: Row, side: str) -> str:
    words = row[f"{side}_quote"]
    return page.text(page.look.quoted(words) if row[f"{side}_is_quote"] else words)


def _words(page: _Page) -> list[str]:
    """All statements, newest first, each with its sources."""
    parts = ['<section aria-labelledby="words">\n<h2 id="words">Words</h2>', '<ol class="words">']
    for one in reversed(page.report.statements):
        role = f", {page.text(one.role)}" if one.role else ""
        quote = f"<blockquote>{page.text(page.look.quoted(one.quote))}</blockquote>" if one.quote else ""
        summary = f"<p>{page.text(one.summary)}</p>" if one.summary else ""
        condition = f'<p><span class="faint">condition:</span> {page.text(one.condition)}</p>' if one.condition else ""
        parts.append(
            f'<li id="{escape(one.id)}"><span class="date">{one.stated_on.shown if one.stated_on else "no date"}</span> '
            f"<strong>{page.name(page.catalog.name(one.actor))}</strong>{role} · {page.position(one.position)} · "
            f'<span class="faint">{one.kind}</span> {page.source_numbers(one)}{quote}{summary}{condition}</li>'
        )
    return [*parts, "</ol>\n</section>"]


def _sources(page: _Page) -> list[str]:
    parts = ['<section aria-labelledby="sources">\n<h2 id="sources">Sources</h2>', '<ol class="sources">']
    for id, number in page.numbers.items():
        parts.append(f'<li id="source-{number}">[{number}] {_source(page, page.catalog.sources.get(id), id)}</li>')
    return [*parts, "</ol>\n</section>"]


def _source(page: _Page, source: Source | None, id: str) -> str:
    if source is None:
        return page.text(id)
    facts: Iterable[str] = filter(
        None,
        [
            page.text(source.author),
            page.text(source.outlet),
            str(source.published or ""),
            f"accessed {source.accessed}" if source.accessed else "",
        ],
    )
    return f"{_source_link(page, source.url, source.title or source.outlet or source.url)}. {', '.join(facts)}"
