"""Positions over time as lines of text: a row an actor, a column so many days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stance.analysis.timeline import Axis, Track, fit_axis, ticks
from stance.model import Event
from stance.render.layout import pieces_width, wrap, wrapped
from stance.render.measure import width
from stance.render.style import FAINT, NAME, Line, Look, counted

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Chart:
    """What a timeline shows, before it is laid out."""

    tracks: Sequence[Track]
    since: date
    until: date
    names: Mapping[str, str]  #: actor ids → names
    events: Sequence[Event] = ()  #: those to mark, the most important first
    silent_days: int = 180

    def name(self, actor: str) -> str:
        return self.names.get(actor, actor)


def draw(chart: Chart, look: Look, room: int) -> list[Line]:
    """The whole drawing: axis, rows, legend; its first line says what a column is."""
    names = [look.clean(chart.name(track.actor)) for track in chart.tracks]
    longest = max(map(width, names), default=0)
    labelled = room >= 100
    right = max((width(look.label(track.last.position)) for track in chart.tracks if track.last), default=0) + 4
    right = right if labelled and right < room // 4 else 0
    left = min(longest, max(12, room * 3 // 10))
    axis = fit_axis(chart.since, chart.until, max(10, room - left - 3 - right))
    indent = " " * (left + 3)
    span = f"{chart.since} to {chart.until} {look.sign('dot')} {axis.scale}"
    lines: list[Line] = [*([(part, FAINT)] for part in wrap(span, room)), []]
    letters = name_events(chart.events, axis)
    lines += [[(indent, ""), *line] for line in axis_lines(axis, letters, look)]
    crowded = 0
    for track, name in zip(chart.tracks, names, strict=True):
        row, several = track_line(track, axis, look)
        crowded += several
        first, *rest = wrapped(name, left)
        carried = track.carried
        gutter = (look.glyph(carried.position), look.color(carried.position)) if carried else (" ", "")
        line: Line = [(first, NAME), (" " * (left - width(first) + 2), ""), gutter, *row]
        if right and track.last:
            line += [(" " * (axis.columns - pieces_width(row) + 2), ""), *look.mark(track.last.position)]
        lines.append(_stripped(line))
        lines += [[(more, NAME)] for more in rest]
    return [*lines, [], *legend(chart, letters, axis, look, room, crowded)]


def _stripped(line: Line) -> Line:
    while line and not line[-1][0].strip(" "):
        line.pop()
    return line


def track_line(track: Track, axis: Axis, look: Look) -> tuple[Line, int]:
    """The row of an actor, and how many of its columns hold several positions, of which only the last is drawn."""
    cells: list[tuple[str, str]] = [(" ", "")] * axis.columns
    for stretch in track.stretches:
        color = look.color(stretch.position)
        cell = (look.sign("silent"), _with(color, FAINT)) if stretch.silent else (look.sign("held"), color)
        first, last = axis.column(stretch.start), axis.last_column(stretch.end)
        cells[first : last + 1] = [cell] * (last + 1 - first)
    drawn: dict[int, list[str]] = {}
    moved = {id(turn) for turn in track.shifts}
    for turn in track.turns:
        column = axis.column(turn.day)
        here = drawn.setdefault(column, [])
        here.append(turn.position)
        style = look.color(turn.position)
        if id(turn) in moved or cells[column][1].startswith("bold"):
            style = _with(style, "bold", first=True)
        if len(set(here)) > 1:
            style = _with(style, "underline")
        cells[column] = (look.glyph(turn.position), style)
    return _merged(cells), sum(len(set(here)) > 1 for here in drawn.values())


def _with(style: str, more: str, *, first: bool = False) -> str:
    return f"{more} {style}".strip() if first else f"{style} {more}".strip()


def _merged(cells: Sequence[tuple[str, str]]) -> Line:
    """Neighbours of one style as one piece."""
    line: Line = []
    for text, style in cells:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + text, style)
        else:
            line.append((text, style))
    return line


# -- the axis ---------------------------------------------------------------------------------------------------------


def axis_lines(axis: Axis, letters: Mapping[str, Event], look: Look) -> list[Line]:
    """Years above, months, quarters or days below where there is room, and a line with ticks and event letters."""
    division, starts = ticks(axis)
    marks = [(axis.column(day), day) for day in starts]
    lines: list[Line] = []
    if division in ("day", "week"):
        lines.append([(_labels(axis, _month_marks(axis)), "")])
        lines.append([(_labels(axis, [(column, f"{day.day:02}") for column, day in marks]), FAINT)])
    else:
        years = [(axis.column(day), str(day.year)) for day in starts if day.month == 1]
        if not years or years[0][0] > 5:
            years.insert(0, (0, str(axis.since.year)))
        lines.append([(_labels(axis, years), "")])
        if division == "month":
            lines.append([(_labels(axis, [(column, _MONTHS[day.month - 1]) for column, day in marks]), FAINT)])
        elif division == "quarter":
            lines.append([(_labels(axis, [(column, f"Q{(day.month + 2) // 3}") for column, day in marks]), FAINT)])
    ruler = [look.sign("axis")] * axis.columns
    for column, _ in marks:
        ruler[column] = look.sign("tick")
    cells = [(char, FAINT) for char in ruler]
    for letter, event in reversed(list(letters.items())):
        cells[axis.column(event.start.first)] = (letter, "bold")
    lines.append(_merged(cells))
    return lines


def _month_marks(axis: Axis) -> list[tuple[int, str]]:
    from stance.analysis.timeline import periods

    def words(day: date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.year}"

    starts = [(axis.column(day), words(day)) for day in periods(axis.since, axis.until, 1)]
    return starts if starts and starts[0][0] < 9 else [(0, words(axis.since)), *starts]


def _labels(axis: Axis, marks: Sequence[tuple[int, str]]) -> str:
    """Words at their columns; one that would touch the word before it is left out."""
    text = ""
    for column, word in marks:
        if (not text or column > len(text)) and column + len(word) <= axis.columns + 2:
            text = text.ljust(column) + word
    return text


def name_events(events: Sequence[Event], axis: Axis) -> dict[str, Event]:
    """A letter for each event in the range: of its place, else of its name, else the next that is free; by date."""
    shown = [event for event in events if axis.since <= event.start.first <= axis.until][: len(_LETTERS)]
    taken: dict[str, Event] = {}
    for event in shown:
        wanted = [
            word[0].upper() for word in f"{event.place} {event.name}".split() if word[0].isascii() and word[0].isalpha()
        ]
        letter = next((one for one in [*wanted, *_LETTERS] if one not in taken), "*")
        taken[letter] = event
    return dict(sorted(taken.items(), key=lambda item: (item[1].start.first, item[0])))


def name_in_full(letter: str, event: Event) -> str:
    """The event's name, with its place where only that explains the letter."""
    words = f" {event.name}".upper()
    return event.name if f" {letter}" in words or not event.place else f"{event.name}, {event.place}"


def legend(chart: Chart, letters: Mapping[str, Event], axis: Axis, look: Look, room: int, crowded: int) -> list[Line]:
    """What the signs mean, as many on a line as fit."""
    used = {turn.position for track in chart.tracks for turn in track.marks}
    order = [one for one in look.positions if one in used] + sorted(used - set(look.positions))
    items: list[Line] = [look.mark(position) for position in order]
    items.append([(look.sign("held"), ""), (" held", "")])
    items.append([(look.sign("silent"), ""), (f" silent > {chart.silent_days} d", "")])
    lines = _flow(items, room)
    if any(track.carried for track in chart.tracks):
        lines += _note("Left of the axis: the position held before it begins.", room)
    if crowded:
        lines += _note(
            f"{counted(crowded, 'column')} {'holds' if crowded == 1 else 'hold'} several positions: the last is drawn "
            "(underlined in colour); a shorter range or --list shows each.",
            room,
        )  # fmt: skip
    events: list[Line] = []
    drawn: dict[int, str] = {}
    for letter, event in letters.items():
        over = drawn.setdefault(axis.column(event.start.first), letter)
        beside = f" (at {over})" if over != letter else ""
        events.append([(letter, "bold"), (f" {look.clean(name_in_full(letter, event))} {event.start}{beside}", "")])
    return lines + _flow(events, room)


def _note(text: str, room: int) -> list[Line]:
    return [[(line, FAINT)] for line in wrap(text, room)]


def _flow(items: Sequence[Line], room: int, gap: int = 3) -> list[Line]:
    lines: list[Line] = []
    used = 0
    for item in items:
        wide = pieces_width(item)
        if lines and used + gap + wide <= room:
            lines[-1] += [(" " * gap, ""), *item]
            used += gap + wide
        elif wide > room:  # its words go on below, set in
            sign, (words, style) = item
            head, *rest = wrap(words.strip(), max(8, room - 2))
            lines += [[sign, (f" {head}", style)], *([(f"  {line}", style)] for line in rest)]
            used = room
        else:
            lines.append(list(item))
            used = wide
    return lines


# -- the same in lines ------------------------------------------------------------------------------------------------


def list_lines(chart: Chart, look: Look) -> list[str]:
    """A line an event of the drawing, in order of time: for screen readers and grep; words instead of signs."""
    found: list[tuple[date, int, str, str]] = []
    for track in chart.tracks:
        name = look.clean(chart.name(track.actor))
        before = track.carried
        if before:
            since = f"{look.label(before.position)}, held before {chart.since}, last said {before.date.shown}"
            found.append((chart.since, 0, name, f"{chart.since}  {name}: {since}"))
        for turn in track.turns:
            moved = before is not None and before.position != turn.position
            words = look.label(turn.position)
            if turn.also:
                words += f" (also {', '.join(map(look.label, turn.also))})"
            if moved and before:
                words += f", changed from {look.label(before.position)} of {before.date.shown}"
            elif before is None:
                words += ", first known"
            said = turn.statement
            quote = look.quoted(said.quote, said.summary)
            found.append((turn.day, 2, name, f"{turn.date.shown}  {name}: {words}; {said.kind}; {quote}".rstrip("; ")))
            before = turn
        for stretch in track.stretches:
            if stretch.silent and (stretch.start > chart.since or stretch.turn is not track.carried):
                text = f"{stretch.start}  {name}: silent for more than {chart.silent_days} days"
                found.append((stretch.start, 3, name, text))
    for event in chart.events:
        found.append((event.start.first, 1, "", f"{event.start}  event: {look.clean(event.name)}"))
    return [line for *_, line in sorted(found)]
