"""Dates counted from the anchor or from the date read before: yesterday, two weeks ago, next month, the same day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.dates.calendar import (
    Span,
    add_months,
    edtf_span,
    month_span,
    week_span,
    weekend_span,
    year_span,
)
from etl.dates.figures import Token
from etl.dates.grammar import LEADS, Match
from etl.dates.links import link_words
from etl.dates.mention import Reading
from etl.dates.points import MODIFIERS
from etl.dates.resolve import PLANNED, REPORTED, Context, Pending, check_relative, resolve_weekday
from etl.dates.tokens import GAP_CODES, MONTHS, Tokens

FARTHEST = {"day": 4000, "week": 600, "fortnight": 300, "month": 600, "year": 400}  # a larger count is no date
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_STEPS = {"day": 0, "next-day": 1, "previous-day": -1, "next-next-day": 2, "day-after": 1, "day-before": -1}
_BEFORE_DATE = {"next-day": ("from",), "previous-day": ("from",), "next-next-day": ("from",)} | dict.fromkeys(
    ("day-after", "day-before"), ("from", "space", "article", "on", "day_word")
)
_DATED = frozenset({"DAY", "ORDINAL", "WEEKDAY", "COMPACT", "RELATIVE_DAY"}) | MONTHS
_ADJACENT = frozenset(GAP_CODES[name] for name in ("ago", "ahead"))
_NEXT_WORD = re.compile(r" ([^\W\d_]+'?)")
SATURDAY = 6
_FARTHER = {"before-last": -2, "after-next": 2}
_OF_SEVERAL = frozenset({"last-ones", "next-ones"})  # the last months are no month
_COUNTING = frozenset({"DAY", "SHORT", "NUM", "CARDINAL"})
HALF_MONTH = 15  # days


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
    parts = tokens.tokens[match.start : match.end]
    count, unit = read_count(parts)
    if unit not in FARTHEST or count > FARTHEST[unit] or len({part.lang for part in parts if part.lang}) > 1:
        return []
    sign = -1 if match.rule == "ago" else 1
    if _counts_from(context.folded, parts[-1].end):
        if LEADS[tokens.codes[2 * match.end]] == "from" and match.end < len(tokens.tokens):
            context.pending = Pending(match.start, match.end, unit, sign * count)
        return []
    if LEADS[tokens.codes[2 * match.start]] == match.rule and tokens.codes[2 * match.start] in _ADJACENT:
        before = tokens.tokens[match.start - 1]
        if before.kind in ("UNIT", "UNITS"):  # "year after year"
            return []
    if match.lead == "within" and unit in ("month", "year") and context.tense(parts[0].start) == REPORTED:
        return []  # "the first in ten years"
    half = any(part.kind == "PLUS_HALF" for part in parts)
    precision = unit if unit in ("month", "year") and not (half and unit == "year") else "day"
    precision = "month" if half and unit == "year" else precision
    reading = Reading(match.start, match.end, match.rule, precision, "relative")
    anaphoric = any(part.value in ("before", "after") for part in parts)
    base = context.before[0 if sign < 0 else 1] if anaphoric and context.before else context.anchor
    if unit in _DAYS and not (anaphoric and context.before):
        reading = reading._replace(offset=sign * (count * _DAYS[unit] + half * _DAYS[unit] // 2))
    if base is None:
        return [reading]
    return [_with_span(reading, _halfway(base, unit, sign, count) if half else shift_span(base, unit, sign * count))]


def read_count(parts: list[Token]) -> tuple[int, str]:
    """How many of which unit the words of a distance name; a unit alone counts one."""
    count, unit = 1, ""
    for token in parts:
        if token.kind in ("UNIT", "UNITS"):
            unit = token.value
        elif token.kind == "DUAL":
            count, unit = 2, token.value
        elif token.kind in _COUNTING:
            count = int(token.value[:6])
    return count, unit


def _halfway(anchor: date, unit: str, sign: int, count: int) -> Span:
    """Half a unit more: a week and three days, a month and fifteen, a year and six months."""
    if unit == "year":
        return shift_span(anchor, "month", sign * (count * 12 + 6))
    if unit == "month":
        day = add_months(anchor, sign * count) + timedelta(days=sign * HALF_MONTH)
        return month_span(day.year, day.month)
    day = anchor + timedelta(days=sign * (count * _DAYS[unit] + _DAYS[unit] // 2))
    return day, day


def _counts_from(folded: str, end: int) -> bool:
    """Whether the distance is counted from something that the text names ("two days after the start of")."""
    following = _NEXT_WORD.match(folded, end)
    return following is not None and link_words().get(following.group(1)) == "from"


def shift_span(anchor: date, unit: str, count: int) -> Span:
    """The day, month or year that lies so many units from a day.

    Args:
        anchor: the day to count from.
        unit: a key of `FARTHEST`.
        count: how many; negative ones lie before it.
    """
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
            if token.value in _OF_SEVERAL:
                return []
            delta = _FARTHER.get(token.value, MODIFIERS[token.kind])
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
    dated = match.end < len(tokens.tokens) and tokens.tokens[match.end].kind in _DATED
    if dated and LEADS[tokens.codes[2 * match.end]] in _BEFORE_DATE.get(value, ()):
        context.pending = Pending(match.start, match.end, "day", _STEPS[value])
        return []
    precision = value if value in ("month", "year") else "day"
    reading = Reading(match.start, match.end, "same", precision, "relative")
    if context.before is None:
        return [] if value.startswith("day-") else [reading]
    first, last = context.before
    if value == "month":
        return [_with_span(reading, month_span(first.year, first.month))]
    if value == "year":
        return [_with_span(reading, year_span(first.year))]
    step = _STEPS[value]
    day = (last if step >= 0 else first) + timedelta(days=step)
    return [_with_span(reading, (day, day))]
