"""How `stance timeline` finds its range, its events and its page."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from stance.analysis.timeline import Track, order_tracks, timeline
from stance.cli.common import say
from stance.cli.options import Output
from stance.cli.output import Answer, Row, chosen_format
from stance.cli.reading import no_statements, warn_of_undated
from stance.cli.selecting import Selection, known
from stance.errors import BadUsage
from stance.export.rows import track_rows
from stance.model import Event, Statement
from stance.render import timelines
from stance.render.style import Line, Look, counted
from stance.render.timelines import Chart

MAIN_EVENTS = 8  #: events marked where nobody asks for others
PAGE = 40  #: actors on a page where there is no terminal
SORTS = ("shift", "name", "country")


def timeline_answer(
    chosen: Selection, output: Output, silent: int, events: str, *, lines: bool = False, page: int | None = None
) -> Answer:
    """The timeline, ready to be delivered."""
    pool = chosen.placed(since=None, positions=frozenset())
    warn_of_undated(pool)
    since, until = time_range(chosen, pool)
    tracks = timeline(pool, since, until, chosen.catalog.order, silent)
    _name_the_silent(chosen, {track.actor for track in tracks}, until)
    if chosen.query.positions:
        tracks = [track for track in tracks if positions_of(track) & chosen.query.positions]
    tracks = sorted_tracks(chosen, tracks, output.sort)
    everyone = len(tracks)
    drawn = chosen_format(output) in ("table", "svg", "html")
    note = ""
    if drawn:
        tracks, note = cut_page(chosen, output, tracks, page, lines)
    elif output.limit is not None:
        tracks = tracks[: output.limit]
    names = {track.actor: chosen.catalog.name(track.actor) for track in tracks}
    chart = Chart(tracks, since, until, names, pick_events(chosen, events, pool, since, until), silent)
    look = chosen.look
    rows: Sequence[Row] = [
        {"actor_id": track.actor} if drawn else row  # a drawing is made of tracks and needs no rows
        for track in tracks
        for row in ([{}] if drawn else track_rows(track, chosen.catalog))
    ]

    def title(shown: Sequence[Row]) -> str:
        parts = ["Positions over time", counted(everyone, "actor"), note, chosen.words]
        return f" {look.sign('dot')} ".join(filter(None, parts))

    def draw(shown: Sequence[Row], look: Look, room: int) -> list[Line]:
        if lines:
            return [[(line, "")] for line in timelines.list_lines(chart, look)]
        return timelines.draw(chart, look, room)

    def plain(shown: Sequence[Row]) -> str:
        from stance.render.plain import to_text

        if not chart.tracks:
            return ""
        drawing = draw(shown, look, chosen.project.width)
        return to_text(drawing if lines else [[(title(shown), "")], *drawing])

    def picture(shown: Sequence[Row], heading: str, form: str) -> str:
        from stance.render.chart import chart_page, chart_svg

        return (
            chart_svg(chart, look, chosen.catalog, heading)
            if form == "svg"
            else chart_page(chart, look, chosen.catalog, heading)
        )

    return Answer(
        "timeline", "timeline", rows, look, title, draw, plain, no_statements(chosen, "No timeline to draw"),
        until.isoformat(), chosen.given, {"since": since.isoformat(), "until": until.isoformat(), "silent_days": silent},
        picture=picture, limits=False,
    )  # fmt: skip


def _name_the_silent(chosen: Selection, drawn: set[str], until: date) -> None:
    """Say who was asked for and has nothing to draw, where others have; where nobody has, that is said of all."""
    missing = sorted(chosen.catalog.name(one) for one in chosen.query.actors - drawn)
    if missing and drawn:
        more = " that fits these filters" if set(chosen.given) - {"actor", "since", "until", "as_of"} else ""
        say(f"Nothing to draw of {', '.join(missing)}: no dated statement up to {until}{more}.")


def time_range(chosen: Selection, pool: Sequence[Statement]) -> tuple[date, date]:
    """From --since, else the month of the first statement, to --until or --as-of, else today."""
    until = chosen.as_of
    first = min((one.stated_on.first for one in pool if one.stated_on), default=until)
    since = chosen.since or first.replace(day=1)
    if since > until:
        raise BadUsage(f"The timeline would begin on {since} and end on {until}.", "Choose an earlier --since.")
    return since, until


def positions_of(track: Track) -> set[str]:
    """All positions that an actor held in the range."""
    held = {turn.position for turn in track.turns}
    return held | {track.carried.position} if track.carried else held


def sorted_tracks(chosen: Selection, tracks: Sequence[Track], sort: str | None) -> list[Track]:
    """By first shift, name or country; `-` turns it round."""
    by = (sort or "shift").removeprefix("-")
    if by not in SORTS:
        raise BadUsage(f"A timeline cannot be sorted by {by!r}.", f"Choose from {', '.join(SORTS)}.")
    names = {track.actor: chosen.catalog.name(track.actor).casefold() for track in tracks}
    countries = {
        track.actor: chosen.catalog.country(track.last.statement) for track in tracks if track.last is not None
    }
    found = order_tracks(tracks, by, names, countries)
    return found[::-1] if sort and sort.startswith("-") else found


def cut_page(
    chosen: Selection, output: Output, tracks: list[Track], page: int | None, lines: bool
) -> tuple[list[Track], str]:
    """The actors of a page, and what is said of it; no pages where all fit, and none in files or on a pipe unless asked."""
    total = len(tracks)
    on_terminal = chosen.project.on_terminal and not output.output and not lines
    size = output.limit
    if size is None and (page is not None or on_terminal):
        height = shutil.get_terminal_size((80, PAGE + 16)).lines
        size = max(5, height - 16) if on_terminal else PAGE
    if not size or size >= total:
        if page is not None and page > 1:
            raise BadUsage(f"There is no page {page}: all {counted(total, 'actor')} are on the first.")
        return (tracks, "") if size != 0 else ([], "")
    pages = -(-total // size)
    number = page or 1
    if number > pages:
        raise BadUsage(f"There is no page {number}: there are {pages}.")
    start = (number - 1) * size
    shown = tracks[start : start + size]
    if page is None and not on_terminal:
        return shown, f"{size} of them"
    dash = "-" if chosen.project.ascii else "–"
    note = f"{start + 1}{dash}{start + len(shown)}, page {number} of {pages}"
    return shown, note + (f" (--page {number + 1} shows more)" if number < pages else "")


def pick_events(chosen: Selection, which: str, pool: Sequence[Statement], since: date, until: date) -> list[Event]:
    """The events to mark, those at which most was said first."""
    if which == "none":
        return []
    events = list(chosen.store.events())
    if which not in ("all", "main"):
        ids = [known(typed.strip(), chosen.catalog.events, "event") for typed in which.split(",") if typed.strip()]
        return [event for event in events if event.id in ids]
    inside = [event for event in events if since <= event.start.first <= until]
    if which == "all":
        return inside
    said = Counter(one.event for one in pool if one.event and one.stated_on and since <= one.stated_on.first <= until)
    ranked = sorted(
        (event for event in inside if said[event.id]), key=lambda event: (-said[event.id], event.start.first)
    )
    kept: list[Event] = []
    apart = timedelta((until - since).days // 40)  # two letters in one column tell nothing
    for event in ranked:
        if len(kept) < MAIN_EVENTS and all(abs(event.start.first - other.start.first) > apart for other in kept):
            kept.append(event)
    return kept
