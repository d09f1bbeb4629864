"""Lines as an SVG or an HTML page that stand alone: no fonts, styles or scripts from elsewhere; the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from stance.render.layout import pieces_width
from stance.render.measure import width
from stance.render.style import Line
from stance.text import printable

MONOSPACE = "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
INK, FAINT, PAPER = "#1b1f24", "#5f6770", "#ffffff"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_CHAR, _LINE, _SIZE, _EDGE = 8.4, 20, 14, 24
#: Colour names that rich knows and SVG does not, as a user's codebook may have them.
_ANSI = {
    "red": "#b3261e", "green": "#13753a", "yellow": "#8a6100", "blue": "#1a5fb4", "magenta": "#8b3a9e", "cyan": "#0b7285",
    "bright_red": "#d5502a", "bright_green": "#00915a", "bright_yellow": "#b87800", "bright_blue": "#2a7fd4",
    "bright_magenta": "#a96bb8", "bright_cyan": "#1098ad", "white": "#5f6770", "bright_white": "#1b1f24", "black": "#1b1f24",
    "bright_black": "#5f6770",
}  # fmt: skip


@lru_cache(maxsize=256)
def color_of(style: str) -> str:
    """The colour of a style as `#rrggbb`; ink where it names none that is known."""
    for word in style.split():
        if _HEX.fullmatch(word):
            return word
        if word in _ANSI:
            return _ANSI[word]
    return FAINT if "dim" in style.split() else INK


def darkened(color: str, contrast: float = 4.5) -> str:
    """The colour, made darker until it stands out from white as much (WCAG 2: contrast ratio)."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    while contrast_with_white(f"#{red:02x}{green:02x}{blue:02x}") < contrast:
        red, green, blue = (int(value * 0.96) for value in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def contrast_with_white(color: str) -> float:
    """The contrast ratio of WCAG 2 between a colour and white."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _css(style: str) -> str:
    words = style.split()
    rules = [f"fill:{darkened(color_of(style))}"] if style else []
    if "bold" in words:
        rules.append("font-weight:700")
    if "underline" in words:
        rules.append("text-decoration:underline")
    return ";".join(rules)


def to_svg(lines: Sequence[Line], title: str) -> str:
    """The lines as a picture, as wide as the longest of them."""
    columns = max(map(pieces_width, lines), default=0)
    across, down = columns * _CHAR + 2 * _EDGE, len(lines) * _LINE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across:.0f}" height="{down}" '
        f'viewBox="0 0 {across:.1f} {down}" role="img" aria-label="{_attribute(title)}">',
        f"<title>{escape(title)}</title>",
        f"<style>text{{font:{_SIZE}px {MONOSPACE};fill:{INK};white-space:pre}}</style>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
    ]
    for number, line in enumerate(lines):
        column = 0
        y = _EDGE + number * _LINE + _SIZE
        for text, style in line:
            wide = width(text)
            shown = text.strip(" ")
            if shown:
                before = len(text) - len(text.lstrip(" "))
                css = _css(style)
                parts.append(
                    f'<text x="{_EDGE + (column + before) * _CHAR:.1f}" y="{y}" '
                    f'textLength="{width(shown) * _CHAR:.1f}" lengthAdjust="spacingAndGlyphs"'
                    + (f' style="{css}"' if css else "")
                    + f">{escape(_bare(shown))}</text>"
                )
            column += wide
    return "\n".join(parts) + "\n</svg>\n"


def to_html(lines: Sequence[Line], title: str) -> str:
    """The lines as a page."""
    body = []
    for line in lines:
        spans = []
        for text, style in line:
            css = _css(style).replace("fill:", "color:")
            spans.append(f'<span style="{css}">{escape(_bare(text))}</span>' if css else escape(_bare(text)))
        body.append("".join(spans).rstrip(" "))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>body{{margin:24px;color:{INK};background:{PAPER}}}"
        f"pre{{font:14px/1.4 {MONOSPACE};overflow-x:auto}}</style>\n"
        "</head>\n<body>\n<main>\n<pre>" + "\n".join(body) + "\n</pre>\n</main>\n</body>\n</html>\n"
    )


def _bare(text: str) -> str:
    """Without controls, the marks that only a terminal needs, and what XML 1.0 can't hold."""
    return printable(text).replace("\ufffe", "").replace("\uffff", "")


def _attribute(text: str) -> str:
    return escape(_bare(text), {'"': "&quot;"})
