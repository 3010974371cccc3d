"""Dates counted from the anchor or from the date read before: yesterday, two weeks ago, next month, the same day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.dates.calendar import (
    EARLIEST,
    LATEST,
    Span,
    add_months,
    edtf_span,
    month_span,
    week_span,
    weekend_span,
    year_span,
)
from etl.dates.days import read_days
from etl.dates.grammar import LEADS, Match
from etl.dates.links import link_words
from etl.dates.mention import Reading
from etl.dates.points import MODIFIERS
from etl.dates.resolve import PLANNED, Context, check_relative, resolve_weekday
from etl.dates.tokens import GAP_CODES, Tokens

FARTHEST = {"day": 4000, "week": 600, "fortnight": 300, "month": 600, "year": 400}  # a larger count is no date
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_STEPS = {"day": 0, "next-day": 1, "previous-day": -1, "next-next-day": 2}
_ADJACENT = frozenset(GAP_CODES[name] for name in ("ago", "ahead"))
_NEXT_WORD = re.compile(r" ([^\W\d_]+'?)")
SATURDAY = 6
BEFORE_LAST = -2
MOST = 5  # times that a weekday may fall in one month


def read_relative(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """Days by name (yesterday, tomorrow), each with the weekday beside it."""
    offsets: list[int] = []
    weekdays: list[int | None] = []
    waiting: int | None = None
    for token in tokens.tokens[match.start : match.end]:
        if token.kind == "RELATIVE_DAY":
            offsets.append(int(token.value))
            weekdays.append(waiting)
            waiting = None
        elif offsets and weekdays[-1] is None:
            weekdays[-1] = int(token.value)
        else:
            waiting = int(token.value)
    first = Reading(match.start, match.end, "relative", "day", "relative", weekday=weekdays[0], offset=offsets[0])
    if context.anchor is None:
        return [first]
    found = [
        check_relative(context.anchor + timedelta(days=offset), weekday)
        for offset, weekday in zip(offsets, weekdays, strict=True)
    ]
    days = [one.day for one in found if one.day]
    if len(days) < len(found):
        candidates = tuple(day for one in found for day in one.candidates)
        return [first._replace(candidates=candidates, conflict="weekday")]
    span = min(days), max(days)
    if len(days) > 1:
        first = first._replace(weekday=None, offset=None)
    return [first._replace(first=span[0], last=span[1], edtf=edtf_span(*span, "day"))]


def read_distance(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """So many days, weeks, months or years ago or ahead; months and years keep their own grain."""
    count, unit = 1, ""
    for token in tokens.tokens[match.start : match.end]:
        if token.kind in ("UNIT", "UNITS"):
            unit = token.value
        elif token.kind == "DUAL":
            count, unit = 2, token.value
        elif token.kind not in ("AGO", "AHEAD"):
            count = int(token.value[:6])
    if unit not in FARTHEST or count > FARTHEST[unit] or _counts_from(context.folded, tokens.tokens[match.end - 1].end):
        return []
    if LEADS[tokens.codes[2 * match.start]] == match.rule and tokens.codes[2 * match.start] in _ADJACENT:
        before = tokens.tokens[match.start - 1]
        if before.kind in ("UNIT", "UNITS"):  # "year after year"
            return []
    sign = -1 if match.rule == "ago" else 1
    precision = unit if unit in ("month", "year") else "day"
    reading = Reading(match.start, match.end, match.rule, precision, "relative")
    if unit in _DAYS:
        reading = reading._replace(offset=sign * count * _DAYS[unit])
    if context.anchor is None:
        return [reading]
    return [_with_span(reading, _shift(context.anchor, unit, sign * count))]


def _counts_from(folded: str, end: int) -> bool:
    """Whether the distance is counted from something that the text names ("two days after the start of")."""
    following = _NEXT_WORD.match(folded, end)
    return following is not None and link_words().get(following.group(1)) == "from"


def _shift(anchor: date, unit: str, count: int) -> Span:
    """The day, month or year that lies so many units from a day."""
    if unit in _DAYS:
        day = anchor + timedelta(days=count * _DAYS[unit])
        return day, day
    if unit == "month":
        return month_span(anchor.year, anchor.month + count)
    return year_span(anchor.year + count)


def _with_span(reading: Reading, span: Span | None) -> Reading:
    if span is None:
        return reading
    return reading._replace(first=span[0], last=span[1], edtf=edtf_span(*span, reading.precision))


def unit_span(unit: str, delta: int, anchor: date) -> Span | None:
    """The week, weekend, month, quarter, half or year so many units from the anchor's own."""
    if unit == "week":
        return week_span(anchor + timedelta(weeks=delta))
    if unit == "weekend":
        return weekend_span(anchor + timedelta(weeks=delta))
    if unit == "month":
        return month_span(anchor.year, anchor.month + delta)
    if unit == "year":
        return year_span(anchor.year + delta)
    months = {"quarter": 3, "half": 6}.get(unit)
    if months is None:
        return None
    start = (anchor.month - 1) // months * months + 1 + delta * months
    return month_span(anchor.year, start)[0], month_span(anchor.year, start + months - 1)[1]


_GRAINS = {"week": "week", "weekend": "day", "month": "month", "year": "year", "quarter": "month", "half": "month"}


def read_unit(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """This, last or next week, month or year, or a part of one."""
    unit, delta = "", 0
    for token in tokens.tokens[match.start : match.end]:
        if token.kind in MODIFIERS:
            delta = BEFORE_LAST if token.value == "before-last" else MODIFIERS[token.kind]
        elif token.kind == "UNIT":
            unit = token.value
    if unit not in _GRAINS:
        return []
    reading = Reading(match.start, match.end, match.rule, _GRAINS[unit], "relative")
    return [_with_span(reading, unit_span(unit, delta, context.anchor) if context.anchor else None)]


def read_weekend(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A weekend with nothing beside it: the coming one where the clause announces, else the latest that has begun."""
    token = tokens.tokens[match.start]
    if token.value != "weekend":
        return []
    reading = Reading(match.start, match.end, "weekend", "day", "relative")
    if context.anchor is None:
        return [reading]
    tense = context.tense(token.start)
    saturday = resolve_weekday(SATURDAY, context.anchor, 0, tense)
    if tense == PLANNED and context.anchor.isoweekday() > SATURDAY:
        saturday = context.anchor - timedelta(days=1)
    return [_with_span(reading, (saturday, saturday + timedelta(days=1)) if saturday else None)]


def read_same(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """Words that point back to the date read before."""
    value = tokens.tokens[match.start].value
    if value == "of-it":
        return []
    precision = value if value in ("month", "year") else "day"
    reading = Reading(match.start, match.end, "same", precision, "relative")
    if context.before is None:
        return [reading]
    first, last = context.before
    if value == "month":
        return [_with_span(reading, month_span(first.year, first.month))]
    if value == "year":
        return [_with_span(reading, year_span(first.year))]
    step = _STEPS[value]
    day = (last if step >= 0 else first) + timedelta(days=step)
    return [_with_span(reading, (day, day))]


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
    return [_with_span(reading, (day, day))] if day else []


def read_week_of_month(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """The first, second … or last week of a month: seven days each, counted from its first or its last day."""
    parts = tokens.tokens[match.start : match.end]
    number, word = (parts[1], parts[0]) if parts[0].kind == "UNIT" else (parts[0], parts[1])
    month = next(token for token in parts[2:] if token.kind.endswith("MONTH"))
    if word.value != "week" or month.kind == "HIJRI_MONTH":
        return []
    nth = int(number.value) if number.value.isdigit() else 0
    year = next((int(token.value) for token in parts if token.kind == "YEAR"), None)
    reading = Reading(match.start, match.end, "week-of-month", "week", "stated" if year else "inferred")
    if nth > MOST:
        return []
    if year is None and context.anchor is None:
        return [reading]
    if year is None and context.anchor is not None:
        year = _year_near(int(month.value), context.anchor, context.tense(month.start))
    if year is None or not EARLIEST <= year <= LATEST:
        return []
    first, last = month_span(year, int(month.value))
    start = first + timedelta(days=7 * (nth - 1)) if nth else last - timedelta(days=6)
    return [_with_span(reading, (start, min(start + timedelta(days=6), last)))] if start <= last else []


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, the last for -1; None where it has no fifth one."""
    first, last = month_span(year, month)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if day <= last else None


def _year_near(month: int, anchor: date, tense: int) -> int:
    """The year in which a month is nearest to the anchor, on the side of the tense."""
    distance = (month - anchor.month + 6) % 12 - 6
    if tense == PLANNED:
        distance = (month - anchor.month) % 12
    return anchor.year + (anchor.month - 1 + distance) // 12
