"""Words for days in running text → days: "on Thursday", "6 July", "last week", "the same evening"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from stance.dates import MONTHS, NUMBERS, WEEKDAYS, latest_weekday, shift_months
from stance.model import PartialDate, Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|several|few|some|couple of)"

_TIME = re.compile(
    rf"""(?<![\w-])(?:
    (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\w)
  | (?P<dmy>(?:3[01]|[12]\d|0\d)[-./](?:0\d|1[0-2])[-./]20\d\d)(?!\w)
  | (?P<d1>{_DAY})(?:st|nd|rd|th)?(?P<to1>\s?(?:-|–|and|to|or)\s?{_DAY}(?:st|nd|rd|th)?)?(?:\sof)?\s(?P<m1>{_MONTH})(?:,?\s(?P<y1>\d{{4}}))?(?!\w)
  | (?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:st|nd|rd|th)?(?P<to2>\s?(?:-|–|and|to)\s?{_DAY}(?:st|nd|rd|th)?)?(?:,?\s(?P<y2>\d{{4}}))?(?![\w:])
  | (?P<when3>(?:[Ll]ast|[Ii]n|[Ii]n\s(?:early|late|mid)|(?:[Aa]t|[Ii]n|[Tt]owards?)\sthe\s(?:end|beginning|start|middle|course)\sof|[Dd]uring|[Ee]arlier\sin|[Ss]ince|[Nn]ext|[Bb]y|[Uu]ntil|[Tt]his)[\s-])(?P<m3>{_MONTH})(?:,?\s(?P<y3>\d{{4}}))?(?!\w)
  | (?P<m4>{_MONTH})\s(?P<y4>\d{{4}})(?!\w)
  | (?P<mod>(?:[Ll]ast|[Nn]ext|[Cc]oming|[Pp]ast|[Pp]revious|[Tt]he\sfollowing|[Tt]his)\s)?(?P<weekday>{_WEEKDAY})(?!\w)
  | (?P<word>(?:[Tt]he\sday\sbefore\s)?[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Ll]ast\snight|[Tt]his\s(?:morning|afternoon|evening)|(?:[Ee]arlier|[Ll]ater)\stoday)(?![\w’'])
  | (?P<which>[Ee]arlier\sthis|[Ll]ater\sthis|[Ll]ast|[Tt]his|[Nn]ext|[Tt]he\spast|[Tt]he\sprevious)\s(?P<period>week(?:end)?|month|year)(?![\w’'])
  | (?P<over>[Oo]ver|[Aa]t)\sthe\sweekend
  | (?P<count>[Aa]\s{_COUNT}|(?i:{_COUNT}))\s(?P<unit>day|week|fortnight|month|year|hour|minute)s?\s(?P<dir>ago|earlier|before|later|after(?!\s(?:the|his|her|their|its|a)\b))(?!\w)
  | (?P<same>[Tt]he\s[Ss]ame\s(?:day|morning|afternoon|evening|night)|[Tt]hat\s(?:day|morning|afternoon|evening|night)|[Ww]ithin\s(?:the\s|an\s)?(?:hours?|minutes)|(?:[Mm]inutes|[Hh]ours)\s(?:later|earlier))
  | (?P<next>[Tt]he\s(?:next|following)\s(?:day|morning|afternoon|evening)|[Tt]he\sday\safter)
  | (?P<prev>[Tt]he\s(?:day|evening|night)\sbefore|[Tt]he\sprevious\s(?:day|evening))
  | (?P<year>(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f)\s(?:19|20)\d\d)(?!\w)
    )""",
    re.X,
)
# Letters without one of which no time is named; found far faster by str.find than by one pattern.
_ANCHORS = (
    "day", "week", "month", "year", "ago", "night", "morning", "afternoon", "evening", "tomorrow", "earlier", "later", "hours", "Hours",
    "hour", "inutes", "20", "19", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_WORD = re.compile(r"(?<![\w-])\w+")
# The words that can begin what names a time, before the anchor.
_STARTERS = frozenset(
    "last next coming past previous the this at toward towards earlier later in since by until during of over at a an few some several within that day".split()  # noqa: SIM905
) | frozenset(NUMBERS)
# What makes a day one that is still to come, or one that bounds a time, right before it …
_AHEAD = re.compile(
    r"\b(?:until|till|by|before|from|for|since|next|coming|due|scheduled|planned|expected|set|will|shall|would|is to|are to|"
    r"was to|were to|be|meets?|begins?|starts?|opens?|ahead of)(?: be)?(?: (?:on|at|in|of|held|the|published|issued))* $",
    re.I,
)
# … "flies to Paris on": the present tense of a timetable …
_TIMETABLE = re.compile(
    r"\b(?:flies|travels|visits|hosts|heads|leaves|returns|votes|convenes|meets)(?: (?:to|for|with|in|at|the|[A-Z][\w’'-]+))* on $"
)
# … or anywhere in the clause before it.
_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) (?:to|due|set|scheduled|expected)\b|plans? to|going to)\b", re.I
)
_CLAUSE_END = re.compile(r"[,;:.!?—–()]|\b(?:and|but|said|says|told|after|that|which|who|when|as)\b")


@dataclass(frozen=True)
class Time:
    """Words that name a day, a month or a year, or place it by another one."""

    span: Span
    date: PartialDate | None  #: None: known only from the day told of before (`shift`)
    shift: int | None = None  #: days from that day
    future: bool = False  #: still to come when it was written, or only a bound ("until Monday")
    full: bool = False  #: written with its year: needs no other date to be understood


def _year_for(month: int, day: int, near: date | None) -> int | None:
    """The year in which the day was last, seen from the publication; a few days ahead still count as this year's."""
    if near is None:
        return None
    for year in (near.year + 1, near.year, near.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= near + timedelta(days=120 if year == near.year else 20):
            return year
    return None


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()[:3]]


def find_times(text: str, near: PartialDate | None, span: Span | None = None) -> list[Time]:
    """Every time named in the text, in order. `near` is the day of publication; where it is no day, only what the
    text says in full can be told. Linear in the length of the text."""
    base = near.first if near and near.day else None
    month_base = near.first if near and near.month else None
    found: list[Time] = []
    start, end = (span.start, span.end) if span else (0, len(text))
    done = start
    for anchor in _anchors(text, start, end):
        if anchor < done:
            continue
        # The whole of what names a time begins a few words before the word that tells it is one.
        for word in _WORD.finditer(text, max(done, anchor - 24), min(end, anchor + 1)):
            first = word.group()
            if word.end() <= anchor and not (first[0].isdigit() or first.lower() in _STARTERS):
                continue
            match = _TIME.match(text, word.start(), end)
            if match is None or match.end() <= anchor:
                continue
            done = match.end()
            try:
                time = _read(text, match, base, month_base)
            except (ValueError, OverflowError):
                break
            if time:
                found.append(time)
            break
    return found


def _anchors(text: str, start: int, end: int) -> list[int]:
    found = []
    for letters in _ANCHORS:
        at = text.find(letters, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(letters, at + 1, end)
    found.sort()
    return found


def _read(text: str, match: re.Match[str], base: date | None, month_base: date | None) -> Time | None:
    group = match.groupdict()
    span = Span(match.start(), match.end())
    if group["iso"]:
        return _dated(text, span, PartialDate.parse(group["iso"]), base, full=True)
    if group["dmy"]:
        numbers = [int(part) for part in re.split(r"[-./]", group["dmy"])]
        written = date(numbers[2], numbers[1], numbers[0])
        # Below the 13th nobody knows which is the month, unless it is the day of publication.
        if written.day <= 12 and written.day != written.month and written != base:
            return None
        return _dated(text, span, PartialDate.of(written), base, full=True)
    for d, m, y, to in (("d1", "m1", "y1", "to1"), ("d2", "m2", "y2", "to2")):
        if group[m]:
            month, day = _month(group[m]), int(group[d])
            year = int(group[y]) if group[y] else _year_for(month, day, base or month_base)
            if year is None:
                return None
            date(year, month, day)
            found = PartialDate(year, month, None if group[to] else day)
            return _dated(text, span, found, base, full=bool(group[y]))
    if group["m3"] or group["m4"]:
        month = _month(group["m3"] or group["m4"])
        given = group["y3"] or group["y4"]
        if not given and month_base is None:
            return None
        when = (group["when3"] or "").lower()
        this_year = month_base.year if month_base else 0
        year = (
            int(given)
            if given
            else this_year - (month > (month_base or date.max).month and not when.startswith("this"))
        )
        ahead = when.startswith(("next", "by", "until", "since"))
        return _dated(text, span, PartialDate(year, month), base, full=bool(given), ahead=ahead)
    if group["weekday"]:
        return _weekday(text, span, group, base)
    if group["word"]:
        if base is None:
            return None
        word = group["word"].lower()
        back = 2 if word.startswith("the day before") else 1 if word in ("yesterday", "last night") else 0
        ahead = word in ("tomorrow", "tonight", "later today")
        return _dated(text, span, PartialDate.of(base - timedelta(days=back)), base, ahead=ahead)
    if group["period"] or group["over"]:
        return _period(text, span, group, base)
    if group["count"]:
        return _counted(text, span, group, base)
    if group["same"] or group["next"] or group["prev"]:
        return Time(span, None, 0 if group["same"] else 1 if group["next"] else -1)
    if group["year"]:
        return Time(
            span, PartialDate(int(group["year"][-4:])), future=group["year"].lower().startswith("since"), full=True
        )
    return None


def _dated(
    text: str, span: Span, found: PartialDate, base: date | None, *, full: bool = False, ahead: bool = False
) -> Time:
    future = ahead or (base is not None and found.first > base) or _is_ahead(text, span.start)
    return Time(span, found, future=future, full=full)


def _is_ahead(text: str, start: int) -> bool:
    before = " ".join(text[max(0, start - 60) : start].split()) + " "
    if _AHEAD.search(before) or _TIMETABLE.search(before):
        return True
    clause = before[max((end.end() for end in _CLAUSE_END.finditer(before)), default=0) :]
    return bool(_FUTURE.search(clause))


def _weekday(text: str, span: Span, group: dict[str, str | None], base: date | None) -> Time | None:
    if base is None:
        return None
    modifier = (group["mod"] or "").lower().strip()
    number = WEEKDAYS[(group["weekday"] or "").lower()]
    ahead = modifier in ("next", "coming", "the following") or _is_ahead(text, span.start)
    day = latest_weekday(number, base, before=modifier == "last")
    if ahead and modifier != "last":
        day += timedelta(days=7)
    return Time(span, PartialDate.of(day), future=ahead)


def _period(text: str, span: Span, group: dict[str, str | None], base: date | None) -> Time | None:
    """ "Last week" and its kind tell the month at most."""
    if base is None:
        return None
    which, period = (group["which"] or "").lower(), group["period"] or "weekend"
    ahead = which.startswith(("next", "later"))
    last = which in ("last", "the past", "the previous")
    if period == "week":
        day = base - timedelta(days=7 * last)
        return Time(span, PartialDate(day.year, day.month), future=ahead)
    if period == "weekend":
        day = latest_weekday(6, base)
        return Time(span, PartialDate(day.year, day.month), future=ahead or which == "this")
    if period == "month":
        day = base.replace(day=1) - timedelta(days=1) if last else base
        return Time(span, PartialDate(day.year, day.month), future=ahead)
    if period == "year":
        return Time(span, PartialDate(base.year - last), future=ahead)
    return None


def _counted(text: str, span: Span, group: dict[str, str | None], base: date | None) -> Time | None:
    counted = (group["count"] or "").lower().removeprefix("a ").strip()
    number = int(counted) if counted.isdigit() else NUMBERS.get(counted)
    unit, way = group["unit"], group["dir"]
    if unit in ("hour", "minute"):
        return Time(span, None, 0) if way != "before" else None
    if way == "ago":
        if base is None or number is None:
            return None
        if unit in ("month", "year"):
            day = shift_months(base, -number * (12 if unit == "year" else 1))
        else:
            day = base - timedelta(days=number * {"week": 7, "fortnight": 14}.get(unit or "", 1))
        if unit == "day":
            return Time(span, PartialDate.of(day))
        return Time(span, PartialDate(day.year) if unit == "year" else PartialDate(day.year, day.month))
    if unit == "day" and number is not None:
        return Time(span, None, number if way in ("later", "after") else -number)
    return None
