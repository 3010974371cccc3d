"""The points of a series of days: each day as it is written, the joints between them, the words that follow.

A point may lack its month or its year; `etl.dates.days` fills them in and resolves them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.dates.calendar import HIJRI_YEARS, make_day
from etl.dates.figures import Token
from etl.dates.grammar import LEADS, POINT, Match, compile_codes
from etl.dates.links import link_words
from etl.dates.mention import Day
from etl.dates.resolve import Context
from etl.dates.tokens import GAP_CODES, MONTHS, Tokens

MODIFIERS = {"MODIFIER_LAST": -1, "MODIFIER_THIS": 0, "MODIFIER_NEXT": 1}
NUMBERS = frozenset({"DAY", "SHORT", "YEAR", "ORDINAL", "CARDINAL"})
_WEEKDAYS = frozenset({"WEEKDAY", "WEAK_WEEKDAY"})
_POINT = compile_codes(POINT)
_JOINTS = {GAP_CODES[name]: name for name in ("to", "until", "dash", "slash", "and", "comma")}
_ANNOUNCING = frozenset({"day_word", "on", "from", "starting", "until", "between"})
_GOING_ON = frozenset({"on", "within", "and", "to", "from", "until", "day_word"})
_WORD = re.compile(r" ?([^\W\d_]+)")
_LATIN_WORD = re.compile(r" ([a-z]+)")
_PLAIN_END = re.compile(r"\s*(?:[.,;)!?](?!\d)|\n|$)")
HANGING = frozenset({"dash", "slash", "dot", "colon"})  # by these a number hangs on the one before it
_PIVOT = 45  # two digits of a year from here on are of the last century


class Point(NamedTuple):
    """A day as written, its tokens [start, end) and the joint before it."""

    day: Day
    start: int
    end: int
    joint: str


class Tail(NamedTuple):
    """What follows the days and says of which month, week or year they are."""

    side: int | None = None
    unit: str | None = None
    delta: int = 0
    same: str | None = None
    weeks: int = 0


NO_TAIL = Tail()


def is_announced(tokens: Tokens, match: Match, count: int, context: Context) -> bool:
    """Whether the words around bare numbers say that they are days ("on the 12th", "يومي 10 و11")."""
    first = tokens.tokens[match.start]
    suffixed = first.kind == "ORDINAL" and not first.lang
    if first.kind == "ORDINAL" and not suffixed:
        return False
    if LEADS[tokens.codes[2 * (match.start + count)]] == "every":
        return False
    if match.lead != "day_word" and not (match.lead in ("on", "article") and suffixed):
        return False
    following = _LATIN_WORD.match(context.folded, tokens.tokens[match.start + count - 1].end)
    return following is None or link_words().get(following.group(1)) in _GOING_ON


def read_points(tokens: Tokens, start: int, end: int, context: Context) -> tuple[list[Point], int]:
    """The points of a series one by one, and the token past the last one."""
    points: list[Point] = []
    joint, at = "", start
    while at < end and (found := _POINT.match(tokens.codes, 2 * at + 1, 2 * end + 1)):
        past = (found.end() + 1) // 2
        past -= _counts(tokens, at, past, context.folded)
        day = _read_point(tokens.tokens[at:past], context)
        if day:
            points.append(Point(day, at, past, joint))
        at = past
        if points and at + 1 < end and tokens.tokens[at].kind in MODIFIERS and tokens.codes[2 * at + 2] in _JOINTS:
            side = MODIFIERS[tokens.tokens[at].kind]
            points[-1] = points[-1]._replace(day=points[-1].day._replace(side=side), end=at + 1)
            at += 1
        joint = _JOINTS.get(tokens.codes[2 * at], "")
        if not joint:
            break
    return points, at


def _counts(tokens: Tokens, start: int, end: int, folded: str) -> int:
    """How many tokens at the end of a point are no part of it: "24" in "12 March 24 people" is no year."""
    if end - start < 3:
        return 0
    last = tokens.tokens[end - 1]
    if last.kind not in ("SHORT", "DAY") or tokens.codes[2 * (end - 1)] != GAP_CODES["space"]:
        return 0
    if tokens.tokens[end - 3].kind not in NUMBERS:
        return 0
    return int(tokens.tokens[end - 2].kind in MONTHS and _PLAIN_END.match(folded, last.end) is None)


def _read_point(tokens: list[Token], context: Context) -> Day | None:
    """A day from its tokens."""
    weekday: int | None = None
    month: Token | None = None
    numbers: list[Token] = []
    for token in tokens:
        if token.kind in _WEEKDAYS:
            weekday = int(token.value)
        elif token.kind in MONTHS:
            month = token
        elif token.kind in NUMBERS:
            numbers.append(token)
    offset = tokens[0].start
    if month is None:
        if len(numbers) == 2 and numbers[1].kind == "YEAR":
            return Day(day=_day_number(numbers[0].value), year=int(numbers[1].value), weekday=weekday, at=offset)
        if len(numbers) > 1 and all(token.kind != "ORDINAL" for token in numbers):
            return _read_numeric([token.value for token in numbers], numbers[-1].lang, weekday, context, offset)
        if not numbers:
            return Day(weekday=weekday, at=offset)
        return Day(day=_day_number(numbers[0].value), weekday=weekday, at=offset)
    if len(numbers) > 1:
        numbers.sort(key=lambda token: token.kind == "YEAR")
    day = _day_number(numbers[0].value) if numbers and numbers[0].kind != "YEAR" else None
    if day is None:
        return None
    year = _full_year(numbers[1].value) if len(numbers) > 1 else None
    leads = month.start < numbers[0].start
    return Day(day, int(month.value), year, weekday, month.kind == "HIJRI_MONTH", offset, month_first=leads)


def _day_number(value: str) -> int | None:
    """Day of the month; 0 is its last."""
    number = 0 if value == "last" else int(value)
    return number if number <= 31 else None


def _full_year(digits: str) -> int:
    """The year that four or two digits mean."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _read_numeric(values: list[str], mark: str, weekday: int | None, context: Context, at: int) -> Day | None:
    """A day in figures: ISO where the year leads, else day or month first by the text's habit."""
    if len(values[0]) == 4:
        year, month, day = int(values[0]), int(values[1]), int(values[2])
    else:
        day, month = int(values[0]), int(values[1])
        year = _full_year(values[2]) if len(values) > 2 else 0
        if month > 12 or (day <= 12 and not _day_leads(day, month, year, weekday, context.day_first)):
            day, month = month, day
    if month > 12:
        return None
    hijri = mark == "hijri" or year in HIJRI_YEARS
    return Day(day, month, year or None, weekday, hijri, at, figures=True)


def _day_leads(day: int, month: int, year: int, weekday: int | None, habit: bool) -> bool:
    """Whether the first of two small numbers is the day: as the weekday proves, else by the text's habit."""
    if weekday and year and day != month:
        days = make_day(year, month, day), make_day(year, day, month)
        fits = [found is not None and found.isoweekday() == weekday for found in days]
        if fits[0] != fits[1]:
            return fits[0]
    return habit


def read_tail(tokens: list[Token]) -> Tail:
    """What the words after a series say of it: last, next, of this month, of the same month."""
    tail = NO_TAIL
    for token in tokens:
        if token.kind in MODIFIERS:
            weeks = int(token.value == "in-eight")
            tail = tail._replace(side=MODIFIERS[token.kind], delta=MODIFIERS[token.kind], weeks=weeks)
        elif token.kind == "UNIT":
            tail = tail._replace(unit=token.value)
        elif token.kind == "SAME":
            tail = tail._replace(same="month" if token.value == "of-it" else token.value)
    return tail


def pair_weekdays(points: list[Point]) -> list[Point]:
    """Weekdays named before their days, each with its own ("Saturday and Sunday 3 and 4 May")."""
    days = [point for point in points if point.day.day is not None]
    if not days or len(days) == len(points):
        return points
    weekdays = [point.day.weekday for point in points if point.day.weekday]
    if len(weekdays) == len(days):
        paired = [
            point._replace(day=point.day._replace(weekday=weekday))
            for point, weekday in zip(days, weekdays, strict=True)
        ]
        paired[0] = paired[0]._replace(start=points[0].start)
        return paired
    return days


def stands_in_figures(points: list[Point], tokens: Tokens, lead: str) -> bool:
    """Whether figures are a date: no piece of a longer number; without a year only where words announce a day."""
    if LEADS[tokens.codes[2 * points[0].start]] in HANGING:
        return False
    last = points[-1].day
    return last.year is not None or last.weekday is not None or len(points) > 1 or lead in _ANNOUNCING


def _closes(point: Point, before: Point, tokens: Tokens, folded: str) -> bool:
    """Whether a bare number after a full date is the end of its range: "12 March 2024 to 14"."""
    if point.joint not in ("to", "until") or (point.day.day or 0) <= (before.day.day or 0):
        return False
    following = _WORD.match(folded, tokens.tokens[point.end - 1].end)
    return following is None or link_words().get(following.group(1)) in _GOING_ON


def keep_plausible(points: list[Point], lead: str, tail: Tail, tokens: Tokens, folded: str) -> list[Point]:
    """Without numbers that only stand beside the date ("page 5, 12 May", "27-15 March", "12 March 2024, 10 people")."""
    keep = 0
    for index in range(1, len(points)):
        loose = points[index].day.month is None and points[index].day.day is not None
        full = points[index - 1].day.month is not None and not points[index - 1].day.month_first
        if loose and full and tail == NO_TAIL and not _closes(points[index], points[index - 1], tokens, folded):
            points = points[:index]
            break
    for index in range(1, len(points)):
        before, point = points[index - 1], points[index]
        if before.day.day is None or before.day.month is not None or before.day.weekday:
            continue
        listed = point.joint == "comma" and lead != "day_word" and all(later.joint != "and" for later in points[index:])
        backwards = point.joint in ("dash", "slash") and (point.day.day or 32) <= before.day.day
        if listed or backwards:
            keep = index
    return points[keep:]
