"""The timeline as a drawing that stands alone: exact to the day, with words under the pointer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from stance.analysis.catalog import Catalog
from stance.analysis.current import Turn
from stance.analysis.timeline import Axis, Track, periods
from stance.model import Event, Statement
from stance.render.drawing import FAINT, INK, PAPER, color_of, darkened
from stance.render.layout import wrap
from stance.render.measure import width
from stance.render.style import Look
from stance.render.timelines import Chart, name_events, name_in_full
from stance.text import printable

SANS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif"
_ROW, _TOP, _EDGE, _WIDE = 26, 62, 20, 1100
_LETTER = 7.2  # average width of a letter at 13 pixels
_NAME = 34  # letters of a name on a line
#: How much of the circle is filled for a glyph; other glyphs are drawn as letters.
_FILLED = {"●": 1.0, "◕": 0.75, "◑": 0.5, "◔": 0.25, "○": 0.0}

Link = Callable[[Statement], str]


def chart_svg(chart: Chart, look: Look, catalog: Catalog, title: str, *, link: Link | None = None) -> str:
    """The chart; `link` gives the address that a mark leads to."""
    names = [_name_lines(look.clean(chart.name(track.actor))) for track in chart.tracks]
    longest = max([width(line) * (1.0 if len(name) == 1 else 0.86) for name in names for line in name] or [0])
    left = _EDGE + longest * _LETTER + 22
    right = _WIDE - _EDGE - 8
    scale = _Scale(chart.since, chart.until, left, right)
    bottom = _TOP + _ROW * len(chart.tracks)
    letters = name_events(chart.events, Axis(chart.since, chart.until, max(1, int(right - left))))
    legend, legend_height = _legend(chart, look, letters, bottom + 42)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {bottom + 42 + legend_height}" '
        f'width="{_WIDE}" height="{bottom + 42 + legend_height}" role="img" aria-label="{_text(title)}" '
        f'font-family="{SANS}" font-size="13" fill="{INK}">',
        f"<title>{_text(title)}</title>",
        f'<rect width="{_WIDE}" height="{bottom + 42 + legend_height}" fill="{PAPER}"/>',
        f'<text x="{_EDGE}" y="26" font-size="16" font-weight="700">{_text(title)}</text>',
        *_grid(scale, bottom),
        *_events(letters, scale, bottom),
    ]
    for number, (track, name) in enumerate(zip(chart.tracks, names, strict=True)):
        parts += _row(track, name, _TOP + _ROW * number + _ROW / 2, scale, chart, look, catalog, link)
    return "\n".join([*parts, *legend, "</svg>"]) + "\n"


def _name_lines(name: str) -> list[str]:
    """A name on one line, a long one on two or three smaller ones."""
    lines = wrap(name, _NAME)
    return lines if len(lines) == 1 else wrap(name, _NAME + 6)


def chart_page(chart: Chart, look: Look, catalog: Catalog, title: str) -> str:
    """The chart on a page of its own."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>body{{margin:0;background:{PAPER}}}"
        "main{overflow-x:auto}svg{min-width:760px;width:100%;height:auto}</style>\n</head>\n<body>\n<main>\n"
        + chart_svg(chart, look, catalog, title)
        + "</main>\n</body>\n</html>\n"
    )


class _Scale:
    """Days → pixels; a day is as wide as every other."""

    def __init__(self, since: date, until: date, left: float, right: float) -> None:
        self.since, self.until, self.left, self.right = since, until, left, right
        self.days = (until - since).days + 1

    def x(self, day: date, within: float = 0.0) -> float:
        """Where a day begins; `within` 0.5 is its middle, 1 its end."""
        return self.left + ((day - self.since).days + within) * (self.right - self.left) / self.days


def _text(text: str) -> str:
    return escape(printable(text, keep="\n").replace("\ufffe", "").replace("\uffff", ""), quote=True)


def _grid(scale: _Scale, bottom: float) -> list[str]:
    """Lines at calendar divisions that have room, with their names above."""
    parts = [f'<path d="M{scale.left:.1f} {_TOP - 6}H{scale.right:.1f}" stroke="#c4cad1"/>']
    for months, room in ((1, 44), (3, 44), (12, 44), (60, 44), (120, 44), (600, 44), (1200, 44)):
        starts = periods(scale.since, scale.until, months)
        if len(starts) * room <= scale.right - scale.left:
            break
    else:
        starts = []
    for day in starts:
        x = scale.x(day)
        strong = day.month == 1
        color = "#aeb6bf" if strong else "#e6e9ec"
        parts.append(f'<path d="M{x:.1f} {_TOP - 6}V{bottom:.0f}" stroke="{color}"/>')
        label = str(day.year) if day.month == 1 else f"Q{(day.month + 2) // 3}" if months == 3 else day.strftime("%b")
        weight = ' font-weight="600"' if strong else ""
        if x < scale.right - 14:
            parts.append(f'<text x="{x + 3:.1f}" y="{_TOP - 11}" font-size="11" fill="{FAINT}"{weight}>{label}</text>')
    if not starts:
        words = f"{scale.since} to {scale.until}"
        parts.append(f'<text x="{scale.left:.1f}" y="{_TOP - 11}" font-size="11" fill="{FAINT}">{words}</text>')
    return parts


def _events(letters: dict[str, Event], scale: _Scale, bottom: float) -> list[str]:
    parts = []
    before, lower = -99.0, 0
    for letter, event in letters.items():
        x = scale.x(event.start.first, 0.5)
        lower = 12 - lower if x - before < 10 else 0  # letters that would touch stand one below the other
        before = x
        parts.append(
            f"<g><title>{_text(f'{event.name}, {event.start}')}</title>"
            f'<path d="M{x:.1f} {_TOP - 6}V{bottom:.0f}" stroke="{FAINT}" stroke-dasharray="2 3"/>'
            f'<text x="{x:.1f}" y="{bottom + 13 + lower:.0f}" font-size="11" font-weight="700" text-anchor="middle">{_text(letter)}</text></g>'
        )
    return parts


def _row(
    track: Track,
    lines: Sequence[str],
    y: float,
    scale: _Scale,
    chart: Chart,
    look: Look,
    catalog: Catalog,
    link: Link | None,
) -> list[str]:
    name = " ".join(lines)
    size = {1: 13, 2: 11}.get(len(lines), 8)
    first = y + size * 0.35 - (size + 1) / 2 * (len(lines) - 1)
    parts = [
        f'<text x="{_EDGE}" y="{first + (size + 1) * number:.1f}" font-size="{size}">{_text(line)}</text>'
        for number, line in enumerate(lines)
    ]
    for stretch in track.stretches:
        color = color_of(look.color(stretch.position))
        dashes = ' stroke-dasharray="1.5 5" stroke-width="2"' if stretch.silent else ' stroke-width="3.5"'
        start, end = scale.x(stretch.start, 0.5), scale.x(stretch.end, 1)
        if stretch.start == track.since and stretch.turn is track.carried:
            start = scale.left
        parts.append(f'<path d="M{start:.1f} {y:.1f}H{max(start, end):.1f}" stroke="{color}"{dashes}/>')
    before = track.carried
    if before:
        parts.append(_mark(before, scale.left - 9, y, name, None, look, catalog, link))
    for turn in track.turns:
        parts.append(_mark(turn, scale.x(turn.day, 0.5), y, name, before, look, catalog, link))
        before = turn
    return parts


def _mark(
    turn: Turn, x: float, y: float, name: str, before: Turn | None, look: Look, catalog: Catalog, link: Link | None
) -> str:
    """A statement's mark with its words under the pointer; changes of position are larger than what repeats one."""
    moved = before is not None and before.position != turn.position
    radius = 6.5 if moved or before is None else 5.0
    words = f"{name}, {turn.date.shown}: {look.label(turn.position)}"
    if turn.also:
        words += f" (also {', '.join(map(look.label, turn.also))})"
    if moved and before:
        words += f"; before, on {before.date.shown}: {look.label(before.position)}"
    said = turn.statement
    quote = look.quoted(said.quote, said.summary)
    words += f"\n{quote}" if quote else ""
    source = catalog.best_source(said)
    if source:
        words += f"\n{look.clean(source.outlet or source.title or source.url)}"
    shape = glyph_shape(look.glyph(turn.position), look.color(turn.position), x, y, radius)
    shape = f"<g><title>{_text(words)}</title>{shape}</g>"
    return f'<a href="{escape(link(said), quote=True)}">{shape}</a>' if link else shape


def glyph_shape(glyph: str, style: str, x: float, y: float, radius: float) -> str:
    """A glyph as a shape, so that it looks the same in every font."""
    color = color_of(style)
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{PAPER}" stroke="{color}" stroke-width="1.8"/>'
    if glyph == "×":
        arm = radius * 0.78
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{PAPER}"/>'
            f'<path d="M{x - arm:.1f} {y - arm:.1f}L{x + arm:.1f} {y + arm:.1f}M{x - arm:.1f} {y + arm:.1f}L{x + arm:.1f} {y - arm:.1f}" '
            f'stroke="{color}" stroke-width="2.6" stroke-linecap="round"/>'
        )
    share = _FILLED.get(glyph)
    if share is None:
        return circle + (
            f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="11" text-anchor="middle" fill="{darkened(color)}">{_text(glyph)}</text>'
        )
    if share == 1.0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{color}" stroke="{color}" stroke-width="1.8"/>'
    if not share:
        return circle
    # Half is the right half, as in the glyph; quarters go clockwise from the top.
    angle = 2 * math.pi * share
    end_x, end_y = x + radius * math.sin(angle), y - radius * math.cos(angle)
    pie = (
        f'<path d="M{x:.1f} {y:.1f}L{x:.1f} {y - radius:.1f}A{radius} {radius} 0 {int(share > 0.5)} 1 '
        f'{end_x:.1f} {end_y:.1f}Z" fill="{color}"/>'
    )
    return circle + pie


def _legend(chart: Chart, look: Look, letters: dict[str, Event], y: float) -> tuple[list[str], int]:
    """Positions, lines and events explained; the parts and their height."""
    used = {turn.position for track in chart.tracks for turn in track.marks}
    order = [one for one in look.positions if one in used] + sorted(used - set(look.positions))
    items: list[tuple[str, str]] = [(look.label(one), one) for one in order]
    parts: list[str] = []
    x, line = float(_EDGE), y

    def place(label: str, sign: Callable[[float, float], str]) -> None:
        nonlocal x, line
        wide = 22 + width(label) * _LETTER + 18
        if x + wide > _WIDE - _EDGE and x > _EDGE:
            x, line = float(_EDGE), line + 22
        parts.append(sign(x + 7, line))
        parts.append(f'<text x="{x + 20:.1f}" y="{line + 4.5:.1f}" font-size="12">{_text(label)}</text>')
        x += wide

    for label, position in items:
        place(label, lambda at, down, one=position: glyph_shape(look.glyph(one), look.color(one), at, down, 6))  # type: ignore[misc]
    place("held", lambda at, down: f'<path d="M{at - 7:.1f} {down:.1f}h14" stroke="{FAINT}" stroke-width="3.5"/>')
    place(
        f"silent for more than {chart.silent_days} days",
        lambda at, down: (
            f'<path d="M{at - 7:.1f} {down:.1f}h14" stroke="{FAINT}" stroke-width="2" stroke-dasharray="1.5 5"/>'
        ),
    )
    if any(track.carried for track in chart.tracks):
        place("left of the axis: held before", lambda at, down: "")
    if letters:
        x, line = float(_EDGE), line + 24
    for letter, event in letters.items():
        place(
            f"{look.clean(name_in_full(letter, event))} {event.start}",
            lambda at, down, one=letter: (  # type: ignore[misc]
                f'<text x="{at:.1f}" y="{down + 4.5:.1f}" font-size="12" font-weight="700" text-anchor="middle">{_text(one)}</text>'
            ),
        )
    return parts, int(line - y) + 30


def marks_of(positions: Sequence[str], look: Look) -> dict[str, str]:
    """Each position's glyph as a small inline drawing, for pages."""
    return {
        one: '<svg class="glyph" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">'
        + glyph_shape(look.glyph(one), look.color(one), 8, 8, 6)
        + "</svg>"
        for one in positions
    }
