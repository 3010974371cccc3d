"""Weeks by number or around a day, halves of months, weekdays of a month, days of a named week."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates.calendar import EARLIEST, LATEST, add_months, edtf_span, month_span, week_span
from etl.dates.days import read_days
from etl.dates.figures import Token
from etl.dates.grammar import LEADS, Match
from etl.dates.mention import Reading
from etl.dates.points import MODIFIERS
from etl.dates.relative import read_unit, unit_span
from etl.dates.resolve import PLANNED, Context
from etl.dates.spans import read_quarter
from etl.dates.tokens import GAP_CODES, Tokens

MOST = 5  # times that a weekday may fall in one month
MIDDLE = 15  # last day of the first half of a month
FEW = 10  # weeks up to which a bare number may count the weeks of a course instead of a year
BEFORE_LAST = "before-last"


def read_nth_weekday(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """The first, second … or last of a weekday in a month; "Sunday 24th November" is the 24th."""
    second = tokens.tokens[match.start + 1]
    if second.kind == "ORDINAL":
        days = read_days(tokens, match, context)
        own = bool(days) and days[0].basis == "stated" and days[0].first is not None and days[0].conflict is None
        if own or not second.lang or int(second.value.replace("last", "0")) > MOST:
            return days
    weekday, nth, month, year, unit, delta = 0, 0, 0, 0, "month", 0
    for index, token in enumerate(tokens.tokens[match.start : match.end]):
        if token.kind in ("WEEKDAY", "WEAK_WEEKDAY"):
            weekday = int(token.value)
        elif token.kind in ("ORDINAL", "NTH") and token.value.isdigit():
            nth = int(token.value)
        elif index < 2 and (token.kind in ("MODIFIER_LAST", "ORDINAL") or token.value == "end"):
            nth = -1
        elif token.kind == "PART":
            nth = 1
        elif token.kind in MODIFIERS:
            delta = MODIFIERS[token.kind]
        elif token.kind == "UNIT":
            unit = token.value
        elif token.kind.endswith("MONTH"):
            month = int(token.value)
        elif token.kind == "YEAR":
            year = int(token.value)
    reading = Reading(match.start, match.end, "nth-weekday", "day", "stated" if year else "relative", weekday=weekday)
    anchor = context.anchor
    if not weekday or not nth or nth > MOST or unit not in ("month", "year") or (anchor is None and not year):
        return [reading] if weekday and nth and nth <= MOST else []
    if anchor and not month:
        first = add_months(anchor.replace(day=1), delta) if unit == "month" else date(anchor.year + delta, 1, 1)
        year, month = first.year, first.month
    elif anchor and not year:
        year = _year_near(month, anchor, context.tense(tokens.tokens[match.start].start))
    day = nth_weekday(year, month, weekday, nth)
    return [_with_span(reading, day, day)] if day else []


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, the last for -1; None where it has no fifth one."""
    first, last = month_span(year, month)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if day <= last else None


def read_week_of_month(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """The first, second … or last week of a month: seven days each, counted from its first or its last day."""
    parts = tokens.tokens[match.start : match.end]
    number, word = (parts[1], parts[0]) if parts[0].kind == "UNIT" else (parts[0], parts[1])
    month = next(token for token in parts[2:] if token.kind.endswith("MONTH"))
    if word.value == "day":
        return read_days(tokens, match, context)
    if word.value != "week" or month.kind == "HIJRI_MONTH":
        return []
    nth = int(number.value) if number.value.isdigit() else 0
    stated, year = _month_year(parts, month, context)
    reading = Reading(match.start, match.end, "week-of-month", "week", "stated" if stated else "inferred")
    if nth > MOST:
        return []
    if year is None:
        return [reading]
    if not EARLIEST <= year <= LATEST:
        return []
    first, last = month_span(year, int(month.value))
    from_end = 13 if number.value == BEFORE_LAST else 6
    start = first + timedelta(days=7 * (nth - 1)) if nth else last - timedelta(days=from_end)
    return [_with_span(reading, start, min(start + timedelta(days=6), last))] if start <= last else []


def _month_year(parts: list[Token], month: Token, context: Context) -> tuple[bool, int | None]:
    """Whether the year of a month is written, and which one it is; None without one and without an anchor."""
    year = next((int(token.value) for token in parts if token.kind == "YEAR"), None)
    if year is not None or context.anchor is None:
        return year is not None, year
    return False, _year_near(int(month.value), context.anchor, context.tense(month.start))


def read_half_month(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """The first or the second half of a month: to its 15th, from its 16th."""
    parts = tokens.tokens[match.start : match.end]
    month = next((token for token in parts if token.kind.endswith("MONTH")), None)
    span = None
    if month is None:
        unit = next(token.value for token in parts if token.kind == "UNIT")
        if unit != "month":
            return read_quarter(tokens, match._replace(rule="quarter"), context)
        stated, delta = False, next(MODIFIERS[token.kind] for token in parts if token.kind in MODIFIERS)
        span = unit_span(unit, delta, context.anchor) if context.anchor else None
    else:
        stated, year = _month_year(parts, month, context)
        if month.kind == "HIJRI_MONTH" or (year is not None and not EARLIEST <= year <= LATEST):
            return []
        span = month_span(year, int(month.value)) if year is not None else None
    reading = Reading(match.start, match.end, "half-month", "month", "stated" if stated else "relative")
    if span is None:
        return [reading]
    first, last = span
    half = (first, first.replace(day=MIDDLE)) if parts[0].value == "1" else (first.replace(day=MIDDLE + 1), last)
    return [_with_span(reading, *half)]


def read_iso_week(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A week of a year by its number; without a year the one that is nearest to the anchor."""
    parts = tokens.tokens[match.start : match.end]
    if parts[0].kind == "ISOWEEK":
        year, _, rest = parts[0].value.partition("-")
        return _numbered_week(match, int(year), int(rest[:2]), int(rest[2:] or 0))
    word, number = (parts[0], parts[1]) if parts[0].kind == "UNIT" else (parts[1], parts[0])
    if word.value != "week" or not number.value.isdigit():
        return []
    week = int(number.value)
    if len(parts) > 2:
        return _numbered_week(match, int(parts[2].value), week, 0)
    marked = LEADS[tokens.codes[2 * match.start + 2]] == "number"
    followed = tokens.codes[2 * match.end] in (GAP_CODES["from"], GAP_CODES["space"])
    if context.anchor is None or not (marked or (week > FEW and not followed)):
        return []
    years = (context.anchor.year + step for step in (-1, 0, 1))
    found = [reading for year in years for reading in _numbered_week(match, year, week, 0)]
    anchor = context.anchor
    found.sort(key=lambda reading: (abs(((reading.first or anchor) - anchor).days), reading.edtf))
    same = [reading for reading in found if reading.first and reading.first.year == anchor.year]
    return [one._replace(basis="inferred") for one in (same or found)[:1]]


def _numbered_week(match: Match, year: int, week: int, weekday: int) -> list[Reading]:
    try:
        first = date.fromisocalendar(year, week, weekday or 1)
        last = first if weekday else first + timedelta(days=6)
    except (ValueError, OverflowError):
        return []
    if not EARLIEST <= year <= LATEST:
        return []
    return [
        _with_span(Reading(match.start, match.end, "iso-week", "day" if weekday else "week", "stated"), first, last)
    ]


def read_week_weekday(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A weekday of a week named before it: next week on Tuesday."""
    unit = next(token for token in tokens.tokens[match.start : match.end] if token.kind == "UNIT")
    weekday = tokens.tokens[match.end - 1]
    if unit.value != "week":
        apart = match._replace(start=match.end - 1, lead=LEADS[tokens.codes[2 * match.end - 2]])
        return read_unit(tokens, match._replace(end=match.end - 1), context) + read_days(tokens, apart, context)
    found = read_unit(tokens, match._replace(end=match.end - 1), context)
    if not found:
        return []
    week = found[0]
    reading = Reading(match.start, match.end, "week-weekday", "day", "relative", weekday=int(weekday.value))
    if week.first is None:
        return [reading]
    monday, _ = week_span(week.first)
    day = monday + timedelta(days=int(weekday.value) - 1)
    return [_with_span(reading, day, day)]


def _with_span(reading: Reading, first: date, last: date) -> Reading:
    return reading._replace(first=first, last=last, edtf=edtf_span(first, last, "day"))


def _year_near(month: int, anchor: date, tense: int) -> int:
    """The year in which a month is nearest to the anchor, on the side of the tense."""
    distance = (month - anchor.month + 6) % 12 - 6
    if tense == PLANNED:
        distance = (month - anchor.month) % 12
    return anchor.year + (anchor.month - 1 + distance) // 12
