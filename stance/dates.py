"""What people write for a day, a month, a quarter → dates; "today" is always an argument, never the clock."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from stance.errors import BadUsage
from stance.model import PartialDate

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAY_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: number for number, word in enumerate(_COUNTED.split(), 1)} | {"a": 1, "an": 1}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted([*WEEKDAYS, *_WEEKDAY_SHORT], key=len, reverse=True))
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.A)
_QUARTER = re.compile(r"(\d{4})[- ]?q([1-4])|q([1-4])[- ]?(\d{4})", re.A)
_HALF = re.compile(r"(\d{4})[- ]?h([12])", re.A)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]({_MONTH})\.?,?[ -](\d{{4}})", re.A)
_MONTH_FIRST = re.compile(rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.A)
_MONTH_YEAR = re.compile(rf"({_MONTH})\.?,? (\d{{4}})", re.A)
_AGO = re.compile(rf"(\d{{1,4}}|{'|'.join(NUMBERS)}) (day|week|fortnight|month|year)s? ago", re.A)
_LAST = re.compile(rf"(?:last |past |on )?({_WEEKDAY})", re.A)
_PERIOD = re.compile(r"(this|last) (week|month|quarter|year)", re.A)
_SLASHED = re.compile(r"\d{1,4}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{1,4}", re.A)
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.A)
_YEAR_FIRST = re.compile(r"(\d{4})\s*([/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})", re.A)
#: How a table may write days in figures.
ORDERS = ("dmy", "mdy")
_RANGE = re.compile(r"\s*(?:\.\.\.?|…|\bto\b|–)\s*")

_HINT = "Write it like 2023-07-11, 2023-07, 2023, 2023-Q3, 11 July 2023, yesterday, last thursday, 3 months ago."


def _bad(typed: str, reason: str) -> BadUsage:
    return BadUsage(f"The date {typed[:60]!r} {reason}.", _HINT)


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def latest_weekday(weekday: int, today: date, *, before: bool = False) -> date:
    """The latest such weekday (Monday is 0) not after `today`, or strictly before it."""
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back or 7 * before)


def _build(typed: str, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if not 1000 <= year <= 9998:
        raise _bad(typed, "has a year out of range")
    if month is not None and not 1 <= month <= 12:
        raise _bad(typed, f"has no month {month}")
    try:
        return PartialDate(year, month, day)
    except ValueError:
        raise _bad(
            typed, f"is not in the calendar: {calendar.month_name[month or 1]} {year} has no day {day}"
        ) from None


def _relative(text: str, today: date) -> PartialDate | None:
    if text in ("today", "now"):
        return PartialDate.of(today)
    if text == "yesterday":
        return PartialDate.of(today - timedelta(days=1))
    if text in ("day before yesterday", "the day before yesterday"):
        return PartialDate.of(today - timedelta(days=2))
    if match := _AGO.fullmatch(text):
        count, unit = match.groups()
        number = NUMBERS.get(count) or int(count)
        if unit in _UNITS:
            return PartialDate.of(today - timedelta(days=number * _UNITS[unit]))
        return PartialDate.of(shift_months(today, -number * (12 if unit == "year" else 1)))
    if match := _LAST.fullmatch(text):
        name = match[1]
        weekday = WEEKDAYS.get(name, _WEEKDAY_SHORT.get(name, 0))
        return PartialDate.of(latest_weekday(weekday, today, before=text.startswith(("last", "past"))))
    return None


def _tidy(typed: str) -> str:
    return " ".join(typed.casefold().split())


def parse_day(typed: str, today: date) -> PartialDate:
    """What a person typed → a date, as precise as typed; BadUsage says what is wrong with it.

    Takes what `parse_written` takes, and today, yesterday, (last) thursday, 3 months ago. "thursday" is the latest one
    not after today, "last thursday" the latest before today.
    """
    try:
        if found := _relative(_tidy(typed), today):
            return found
    except (OverflowError, ValueError):
        raise _bad(typed, "lies outside the calendar") from None
    return parse_written(typed)


def parse_written(typed: str, order: str = "") -> PartialDate:
    """A date written out, without "yesterday" and its like → as precise as written; BadUsage says what is wrong.

    Takes 2023-07-11, 2023-07, 2023, 11 July 2023, July 11, 2023, July 2023, 31/12/2023. 03/04/2023 is refused unless an
    `order` of ORDERS says which is the month.
    """
    text = _tidy(typed)
    try:
        if match := _ISO.fullmatch(text):
            return _build(typed, *(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        if match := _DAY_FIRST.fullmatch(text):
            return _build(typed, int(match[3]), MONTHS[match[2]], int(match[1]))
        if match := _MONTH_FIRST.fullmatch(text):
            return _build(typed, int(match[3]), MONTHS[match[1]], int(match[2]))
        if match := _MONTH_YEAR.fullmatch(text):
            return _build(typed, int(match[2]), MONTHS[match[1]])
        if found := parse_numeric(text, order):
            return found
    except (OverflowError, ValueError):
        raise _bad(typed, "lies outside the calendar") from None
    if not text:
        raise BadUsage("The date is empty.", _HINT)
    if _SLASHED.fullmatch(text):
        raise _bad(typed, "is ambiguous (day or month first?)")
    if _QUARTER.fullmatch(text) or _HALF.fullmatch(text) or _PERIOD.fullmatch(text):
        raise _bad(typed, "is a span of time, but one day, month or year is needed")
    raise _bad(typed, "cannot be read")


def parse_numeric(typed: str, order: str = "") -> PartialDate | None:
    """A day in figures, such as 05.07.2023; None for what is no such day, BadUsage for one that cannot be.

    Which figure is the month is told by the `order`, else by one above 12.
    """
    if match := _YEAR_FIRST.fullmatch(typed.strip()):
        return _build(typed, int(match[1]), int(match[3]), int(match[4]))
    match = _NUMERIC.fullmatch(typed.strip())
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if order == "mdy" or (not order and first <= 12 < second):
        first, second = second, first
    elif not order and second != first <= 12:
        raise _bad(typed, "is ambiguous (day or month first?)")
    return _build(typed, year, second, first)


def _period(text: str, today: date) -> tuple[date, date] | None:
    """Quarters, halves, and "last week", which are no PartialDate."""
    if match := _QUARTER.fullmatch(text):
        year, quarter = (match[1], match[2]) if match[1] else (match[4], match[3])
        if not 1000 <= int(year) <= 9998:
            return None
        first = date(int(year), int(quarter) * 3 - 2, 1)
        return first, shift_months(first, 3) - timedelta(days=1)
    if match := _HALF.fullmatch(text):
        if not 1000 <= int(match[1]) <= 9998:
            return None
        first = date(int(match[1]), int(match[2]) * 6 - 5, 1)
        return first, shift_months(first, 6) - timedelta(days=1)
    if match := _PERIOD.fullmatch(text):
        back, unit = match[1] == "last", match[2]
        if unit == "week":
            first = today - timedelta(days=today.weekday() + 7 * back)
            return first, first + timedelta(days=6)
        months = {"month": 1, "quarter": 3, "year": 12}[unit]
        first = date(today.year, (today.month - 1) // months * months + 1, 1)
        first = shift_months(first, -months * back)
        return first, shift_months(first, months) - timedelta(days=1)
    return None


def parse_range(typed: str, today: date) -> tuple[date, date]:
    """The first and the last day meant: of a day, a month, a year, 2023-Q3, "last month", or of "A..B" and "A to B".

    Both ends are included. BadUsage as with `parse_day`, and if the range ends before it begins.
    """
    text = _tidy(typed)
    try:
        if period := _period(text, today):
            return period
        ends = _RANGE.split(text)
        if len(ends) == 2 and all(ends):
            first, last = parse_range(ends[0], today)[0], parse_range(ends[1], today)[1]
            if last < first:
                raise _bad(typed, f"ends ({last}) before it begins ({first})")
            return first, last
    except (OverflowError, ValueError):
        raise _bad(typed, "lies outside the calendar") from None
    found = parse_day(typed, today)
    return found.first, found.last


# --- date lines -----------------------------------------------------------------------------------------------------

_NAMED_MONTH = "(?P<m>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)"
_LINE_DATE = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,?\s)?"
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{_NAMED_MONTH}(?:,?\s(?P<y>\d{{4}}))?"
    rf"|{_NAMED_MONTH.replace('<m>', '<m2>')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}))?"
    r"|(?P<dots>(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4})))"
)
_CITY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-ÞŁŚŻČŠŽ][\w.’'-]*(?:[ /][A-ZÀ-ÞŁŚŻČŠŽ][\w.’'-]*){0,3}"
# "KYIV, July 6 (Agency) —", "Tallinn, Estonia, 17 May 2023. The …", "BRUSSELS, 8 November – …"
_WIRE = re.compile(
    rf"{_CITY}(?:,\s{_CITY}){{0,2}},\s{_LINE_DATE}\s?(?:\([^()\n]{{1,40}}\)|/[^/\n]{{1,30}}/)?\s?(?:[-–—.:]+\s|$)"
)
# A line of its own: "Oslo, 1 June 2023", "20 January 2026, 21:07", "Published: July 6, 2023", "Tuesday, 11 July 2023. All …"
_ALONE = re.compile(
    rf"(?P<label>(?i:published|posted|updated|last updated|date|created|issued|released)(?:\son)?:?\s)?(?P<city>{_CITY}(?:,\s{_CITY}){{0,2}},?\s)?{_LINE_DATE}"
    r"(?P<clock>,?\s(?:[|•·–-]\s?|at\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[APap]\.?[Mm]\.?)?(?:\s[A-Z]{2,4}\b)?)?(?P<rest>[^\n]{0,60})$"
)
_DIGIT = re.compile(r"\d")
_LINES = 14  # a date line stands among the first lines
_REACH = 1500  # characters


class DateLine(NamedTuple):
    """The date that a text carries at its head."""

    date: PartialDate
    start: int  #: where its words begin in the text
    end: int
    kind: str  #: "event" (a line that places what is told), "wire" (an agency's), "published" (a stamp of the page)
    body: int  #: where the text goes on after it
    full: bool = True  #: written with its year


def find_date_line(text: str, near: date | None = None) -> DateLine | None:
    """The date line among the first lines of an article; `near` (the publication) gives the year where it lacks one.

    A stamp with a clock time or a label is "published": it says when the page went out, not when words were said.
    """
    at = 0
    best: DateLine | None = None
    for _ in range(_LINES):
        while at < len(text) and text[at] in " \t\r\n\xa0":
            at += 1
        if at >= min(len(text), _REACH):
            break
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if _DIGIT.search(text, at, min(stop, at + 120)):
            line = text[at : min(stop, at + 120)].rstrip()
            found = _date_line(line, at, stop, near)
            if found and (best is None or (best.kind == "published" and found.kind != "published")):
                best = found
                if found.kind != "published":
                    break
        at = stop
    return best


def _date_line(line: str, at: int, stop: int, near: date | None) -> DateLine | None:
    for pattern in (_WIRE, _ALONE):
        match = pattern.match(line)
        if not match:
            continue
        group = match.groupdict()
        if pattern is _ALONE:
            rest = group["rest"].strip()
            if rest and not re.match(r"[.|(–—/•·]", rest):
                continue
            if not group["city"] and not (group["y"] or group["y2"] or group["y3"] or group["iso"]):
                continue
        try:
            found, full = _line_date(group, near)
        except ValueError:
            continue
        if found is None:
            continue
        if pattern is _WIRE:
            alone = match.end() >= len(line) and stop - at <= 120
            kind = "event" if alone else "wire"
        else:
            placed = bool(group["city"]) or line[:3].lower() in _WEEKDAY_SHORT
            kind = "event" if placed and not (group["clock"] or group["label"]) and full else "published"
        return DateLine(found, at, at + len(match[0].rstrip()), kind, min(stop, at + match.end()), full)
    return None


def _line_date(group: dict[str, str | None], near: date | None) -> tuple[PartialDate | None, bool]:
    if group["iso"]:
        return PartialDate.parse(group["iso"]), True
    if group["dots"]:
        day, month = int(group["d3"] or 0), int(group["m3"] or 0)
        return (PartialDate(int(group["y3"] or 0), month, day), True) if day > 12 else (None, True)
    day = int(group["d"] or group["d2"] or 0)
    month = MONTHS[(group["m"] or group["m2"] or "").rstrip(".").lower()[:3]]
    given = group["y"] or group["y2"]
    if given:
        return PartialDate(int(given), month, day), True
    if near is None:
        return None, False
    return min(
        (
            PartialDate(year, month, day)
            for year in (near.year - 1, near.year, near.year + 1)
            if _exists(year, month, day)
        ),
        key=lambda found: abs((found.first - near).days),
        default=None,
    ), False


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def find_published(text: str) -> PartialDate | None:
    """The date that an article carries at its head with its year; None where there is none."""
    found = find_date_line(text)
    return found.date if found else None
