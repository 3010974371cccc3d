"""Days, weeks, months and years as spans of days; the Hijri calendar; Extended Date/Time Format."""

from __future__ import annotations

import calendar
import functools
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

EARLIEST, LATEST = 1000, 2999  # years that four digits may mean
HIJRI_YEARS = range(1343, 1501)  # years of the Umm al-Qura table
SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}  # ISO 8601-2
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month, northern hemisphere
QUARTER_CODE, HALF_CODE = 32, 39  # the code before the first quarter and half of ISO 8601-2
_LENGTHS = {"month": 7, "year": 4}  # letters of a month and a year in EDTF
Span = tuple[date, date]


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none; day 0 is the month's last."""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12):
        return None
    try:
        return date(year, month, day) if day else month_span(year, month)[1]
    except ValueError:
        return None


@functools.lru_cache(maxsize=2048)
def month_span(year: int, month: int) -> Span:
    """First and last day of a month; months past 12 or below 1 run into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_span(day: date) -> Span:
    """Monday and Sunday of the ISO week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend_span(day: date) -> Span:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday, sunday = week_span(day)
    return monday + timedelta(days=5), sunday


def school_span(year: int) -> Span:
    """September of a year to June of the next: the school year by convention."""
    return date(year, 9, 1), date(year + 1, 6, 30)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter."""
    first, last = month_span(day.year, day.month + months)
    return first.replace(day=min(day.day, last.day))


def nearest_weekday(day: date, weekday: int) -> date:
    """The nearest day with an ISO weekday: at most three days away."""
    return day + timedelta(days=(weekday - day.isoweekday() + 3) % 7 - 3)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """A Hijri day by the Umm al-Qura table, None outside it; day 0 is the month's last."""
    if year not in HIJRI_YEARS:
        return _hijri_day_in(year, month, day)
    try:
        length = Hijri(year, month, 1).month_length()
        found = Hijri(year, month, day or length).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def _hijri_day_in(year: int, month: int, day: int) -> date | None:
    """The Hijri day that falls in a Gregorian year ("15 Ramadan 2024"), the first where two do."""
    if not 1930 <= year <= 2070:
        return None
    near = hijri_year_of(date(year, 1, 1))
    days = (hijri_day(hijri, month, day) for hijri in (near, near + 1))
    return next((found for found in days if found and found.year == year), None)


def hijri_month_span(year: int, month: int) -> Span | None:
    """First and last day of a Hijri month."""
    first, last = hijri_day(year, month, 1), hijri_day(year, month, 0)
    return (first, last) if first and last else None


def hijri_year_span(year: int) -> Span | None:
    """First and last day of a Hijri year of the table."""
    if year not in HIJRI_YEARS:
        return None
    first, last = hijri_day(year, 1, 1), hijri_day(year, 12, 0)
    return (first, last) if first and last else None


def hijri_year_of(day: date) -> int:
    """The Hijri year in which a day lies; outside the table the nearest year of it."""
    if day < date(1924, 8, 1):
        return HIJRI_YEARS[0]
    if day > date(2077, 11, 16):
        return HIJRI_YEARS[-1]
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def edtf_span(first: date | None, last: date | None, precision: str) -> str | None:
    """A span in Extended Date/Time Format.

    Args:
        first: first day, None where the start is open.
        last: last day, None where the end is open.
        precision: "day", "week", "month" or "year".

    Returns:
        "2024-07-25", "2024-07", "2024", "2024-07-01/2024-07-03", "2024-07-01/.." …; None where both are None.
    """
    if not first and not last:
        return None
    length = _LENGTHS.get(precision, 10)
    start = first.isoformat()[:length] if first else ".."
    if first == last:
        return start
    end = last.isoformat()[:length] if last else ".."
    return start if start == end else f"{start}/{end}"
