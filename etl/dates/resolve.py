"""Which day is meant: the year that is not written, the weekday that must agree, the month that is only pointed at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from etl.dates.calendar import add_months, hijri_day, hijri_year_of, make_day, nearest_weekday
from etl.dates.mention import Day

PLANNED, REPORTED = 1, -1
# Without a cue a day ahead must be this much nearer than one behind: news tells mostly of the past.
AHEAD_WEIGHT = 1.25
AGAINST_TENSE = 8.0  # the same for a day on the side that the tense speaks against
FORTNIGHT = 14  # days by which a report may still name a day ahead, an announcement a day behind
MONTHS_TRIED = 8  # months around the anchor in which a weekday and a day of the month are looked for


@dataclass(slots=True)
class Context:
    """What a reading may lean on.

    Attributes:
        anchor: day of publication, if known.
        years: years tried where neither the text nor the anchor gives one.
        tense: for a token's offset, `PLANNED`, `REPORTED` or 0.
        day_first: which number comes first in "03/04/2025".
        folded: the folded text.
        before: first and last day of the date read before.
        pending: what the words right before the next date make of it.
        leaning: the tense that they bring.
    """

    anchor: date | None
    years: range
    tense: Callable[[int], int]
    day_first: bool = True
    folded: str = ""
    before: tuple[date, date] | None = None
    pending: Pending | None = None
    leaning: int = 0


class Pending(NamedTuple):
    """What the words [start, end) before a date say of it: so many units from it, or (0) the unit that holds it."""

    start: int
    end: int
    unit: str
    steps: int


class Found(NamedTuple):
    """The day that is meant, or what it may be."""

    day: date | None = None
    basis: str = "stated"
    candidates: tuple[date, ...] = ()
    conflict: str | None = None


def build_day(day: Day, year: int) -> date | None:
    """The calendar's day of a `Day` in a year."""
    if day.day is None or day.month is None:
        return None
    return hijri_day(year, day.month, day.day) if day.hijri else make_day(year, day.month, day.day)


def agree(found: date, weekday: int | None) -> bool:
    """Whether a day has the weekday that is named, if any is."""
    return weekday is None or found.isoweekday() == weekday


def check_weekday(found: date, weekday: int | None, basis: str) -> Found:
    """A written day against its weekday: the written one stays, a contradiction is noted."""
    if agree(found, weekday) or weekday is None:
        return Found(found, basis)
    return Found(found, basis, tuple(sorted((found, nearest_weekday(found, weekday)))), "weekday")


def check_relative(found: date, weekday: int | None) -> Found:
    """A day counted from the anchor against its weekday: neither is chosen where they disagree."""
    if agree(found, weekday) or weekday is None:
        return Found(found, "relative")
    return Found(None, "relative", tuple(sorted((found, nearest_weekday(found, weekday)))), "weekday")


def choose_day(days: Iterable[date], anchor: date, tense: int) -> date | None:
    """The day that tense and nearness to the anchor speak for."""
    return min(days, key=lambda day: (_distance(day, anchor, tense), day), default=None)


def _distance(day: date, anchor: date, tense: int) -> float:
    away = (day - anchor).days
    if tense == PLANNED:
        return float(away) if away >= 0 else AGAINST_TENSE * -away
    if tense == REPORTED:
        return float(-away) if away <= 0 else AGAINST_TENSE * away
    return AHEAD_WEIGHT * away if away > 0 else float(-away)


def resolve_day(day: Day, context: Context, side: int = 0, after: date | None = None) -> Found | None:
    """The day that a written day stands for.

    Args:
        day: its parts, day and month at least.
        context: anchor, years, tense.
        side: -1 strictly before the anchor ("last"), 1 strictly after it ("next"), 0 no such word.
        after: the day before it in the same range or list, which it must follow.

    Returns:
        What is meant; None where the calendar has no such day.
    """
    if day.year is not None:
        found = build_day(day, day.year)
        if found is None:
            return None
        if day.hijri:
            around = (found - timedelta(days=1), found, found + timedelta(days=1))
            if day.weekday and (fitting := [other for other in around if agree(other, day.weekday)]):
                return Found(fitting[0], "stated", around)
            return Found(found, "stated", around)
        return check_weekday(found, day.weekday, "stated")
    if day.hijri:
        return _hijri_without_year(day, context)
    if after is not None:
        options = [found for year in (after.year, after.year + 1) if (found := build_day(day, year)) and found > after]
        return check_weekday(options[0], day.weekday, "inferred") if options else None
    if context.anchor is None:
        return _without_anchor(day, context)
    return _near_anchor(day, context.anchor, side, context.tense(day.at))


def _hijri_without_year(day: Day, context: Context) -> Found:
    if context.anchor is None:
        return Found(None, "inferred")
    near = hijri_year_of(context.anchor)
    options = [found for year in (near - 1, near, near + 1) if (found := build_day(day, year))]
    best = choose_day(options, context.anchor, context.tense(day.at))
    return Found(None, "inferred", (best - timedelta(days=1), best, best + timedelta(days=1)) if best else ())


def _without_anchor(day: Day, context: Context) -> Found | None:
    options = [found for year in context.years if (found := build_day(day, year))]
    if not options:
        return None
    fitting = tuple(found for found in options if agree(found, day.weekday)) if day.weekday else ()
    return Found(None, "inferred", fitting)


def _near_anchor(day: Day, anchor: date, side: int, tense: int) -> Found | None:
    years = range(anchor.year - 4, anchor.year + 5) if day.day == 29 and day.month == 2 else near_years(anchor)
    options = [found for year in years if (found := build_day(day, year))]
    if side:
        options = [found for found in options if (found - anchor).days * side > 0]
    if not options:
        return None
    fitting = [found for found in options if agree(found, day.weekday)]
    best = choose_day(fitting or options, anchor, tense)
    return check_weekday(best, day.weekday, "inferred") if best else None


def near_years(anchor: date) -> range:
    """The year of the anchor and the ones around it."""
    return range(anchor.year - 1, anchor.year + 2)


def resolve_day_of_month(day: Day, context: Context) -> Found | None:
    """A day of a month that is not named ("Tuesday 18"), by its weekday, the tense and nearness."""
    if context.anchor is None or day.day is None:
        return Found(None, "inferred")
    months = (add_months(context.anchor.replace(day=1), step) for step in range(-MONTHS_TRIED, MONTHS_TRIED + 1))
    options = [found for first in months if (found := make_day(first.year, first.month, day.day))]
    fitting = [found for found in options if agree(found, day.weekday)]
    return Found(choose_day(fitting, context.anchor, context.tense(day.at)), "inferred")


def resolve_weekday(weekday: int, anchor: date | None, side: int, tense: int) -> date | None:
    """The day that a bare weekday means.

    Args:
        weekday: 1 for Monday to 7 for Sunday.
        anchor: day of publication.
        side: -1 strictly before it ("last"), 1 strictly after it ("next"), 0 no such word.
        tense: `PLANNED` looks ahead, anything else back; the anchor's own day counts for both.

    Returns:
        The nearest such day on that side; None without an anchor.
    """
    if anchor is None:
        return None
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    if side < 0:
        return anchor - timedelta(days=back or 7)
    if side > 0:
        return anchor + timedelta(days=ahead or 7)
    return anchor + timedelta(days=ahead) if tense == PLANNED else anchor - timedelta(days=back)
