"""Dates of day grain: single days, ranges and lists, with what may be missing filled in from their neighbours."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from etl.dates.calendar import HIJRI_YEARS, add_months, edtf_span, week_span
from etl.dates.grammar import LEADS, POINT, Match, compile_codes
from etl.dates.links import link_words
from etl.dates.mention import Day, Reading
from etl.dates.resolve import (
    PLANNED,
    REPORTED,
    Context,
    Found,
    check_weekday,
    resolve_day,
    resolve_day_of_month,
    resolve_weekday,
)
from etl.dates.tokens import GAP_CODES, MONTHS, Token, Tokens

MODIFIERS = {"MODIFIER_LAST": -1, "MODIFIER_THIS": 0, "MODIFIER_NEXT": 1}
_NUMBERS = frozenset({"DAY", "SHORT", "YEAR", "ORDINAL", "CARDINAL"})
_WEEKDAYS = frozenset({"WEEKDAY", "WEAK_WEEKDAY"})
_POINT = compile_codes(POINT)
_JOINTS = {GAP_CODES[name]: name for name in ("to", "until", "dash", "slash", "and", "comma")}
_RANGES = frozenset({"to", "until", "dash"})
_ANNOUNCING = frozenset({"day_word", "on", "from", "starting", "until", "between"})
_GOING_ON = frozenset({"on", "within", "and", "to", "from", "until", "day_word"})
_LATIN_WORD = re.compile(r" ([a-z]+)")
_PLAIN_END = re.compile(r"\s*(?:[.,;)!?](?!\d)|\n|$)")
FIGURES = 6  # numbers in two dates in figures; a longer row of small numbers that nothing announces is no list of days
_PIVOT = 70  # two digits of a year from here on are of the last century
_GAP_NAMES = {code: name for name, code in GAP_CODES.items()}


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


def read_days(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """Readings of the rule "days".

    Args:
        tokens: all tokens.
        match: the tokens that the rule covers.
        context: anchor, tense, date read before.

    Returns:
        One reading a day, range or list; none where the numbers are not days.
    """
    start, lead = match.start, match.lead
    if match.end - start == 1 and tokens.tokens[start].kind in _NUMBERS and not _announced(tokens, match, 1, context):
        return []
    side: int | None = None
    if tokens.tokens[start].kind in MODIFIERS:
        side = MODIFIERS[tokens.tokens[start].kind]
        start += 1
    if (
        match.end - start > FIGURES
        and lead == "break"
        and all(token.kind == "DAY" for token in tokens.tokens[start : match.end])
    ):
        return []
    points, end = _split(tokens, start, match.end, context)
    if lead == "between" and len(points) == 2 and points[1].joint == "and":
        points[1] = points[1]._replace(joint="to")
    if not points:
        return []
    tail = _read_tail(tokens.tokens[end : match.end])
    if side is not None and tail.side is None:
        tail = tail._replace(side=side)
    bare = all(point.day.month is None and point.day.weekday is None for point in points)
    if bare and tail == Tail() and not _announced(tokens, match, end - start, context):
        return []
    points = _plausible(_pair_weekdays(points), lead, tail)
    if not points or (points[0].day.figures and not _stands_in_figures(points, tokens, lead)):
        return []
    if all(point.day.day is None for point in points):
        readings = _read_weekdays(points, tail, context, tokens, match.start if side is not None else points[0].start)
    else:
        readings = _read_points([point for point in points if point.day.day is not None], tail, context)
    if readings and tail != Tail(side=side):
        readings[-1] = readings[-1]._replace(end=match.end)
    if readings and side is not None:
        readings[0] = readings[0]._replace(start=match.start)
    return readings


def _announced(tokens: Tokens, match: Match, count: int, context: Context) -> bool:
    """Whether the words around bare numbers say that they are days ("on the 12th", "يومي 10 و11")."""
    first = tokens.tokens[match.start]
    suffixed = first.kind == "ORDINAL" and not first.lang
    if first.kind == "ORDINAL" and not suffixed:
        return False
    if match.lead != "day_word" and not (match.lead in ("on", "article") and suffixed):
        return False
    following = _LATIN_WORD.match(context.folded, tokens.tokens[match.start + count - 1].end)
    return following is None or link_words().get(following.group(1)) in _GOING_ON


def _split(tokens: Tokens, start: int, end: int, context: Context) -> tuple[list[Point], int]:
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
    last = tokens.tokens[end - 1]
    if end - start < 3 or last.kind not in ("SHORT", "DAY") or tokens.codes[2 * (end - 1)] != GAP_CODES["space"]:
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
        elif token.kind in _NUMBERS:
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
        if month > 12 or (not context.day_first and day <= 12):
            day, month = month, day
        year = _full_year(values[2]) if len(values) > 2 else 0
    if month > 12:
        return None
    hijri = mark == "hijri" or year in HIJRI_YEARS
    return Day(day, month, year or None, weekday, hijri, at, figures=True)


def _read_tail(tokens: list[Token]) -> Tail:
    tail = Tail()
    for token in tokens:
        if token.kind in MODIFIERS:
            tail = tail._replace(side=MODIFIERS[token.kind], delta=MODIFIERS[token.kind])
        elif token.kind == "UNIT":
            tail = tail._replace(unit=token.value)
        elif token.kind == "SAME":
            tail = tail._replace(same="month" if token.value == "of-it" else token.value)
    return tail


def _pair_weekdays(points: list[Point]) -> list[Point]:
    """Weekdays named before their days, each with its own ("Saturday and Sunday 3 and 4 May")."""
    weekdays = [point.day.weekday for point in points if point.day.weekday]
    days = [point for point in points if point.day.day is not None]
    if not days or len(days) == len(points):
        return points
    if len(weekdays) == len(days):
        paired = [
            point._replace(day=point.day._replace(weekday=weekday))
            for point, weekday in zip(days, weekdays, strict=True)
        ]
        paired[0] = paired[0]._replace(start=points[0].start)
        return paired
    return days


def _stands_in_figures(points: list[Point], tokens: Tokens, lead: str) -> bool:
    """Whether figures are a date: no piece of a longer number; without a year only where words announce a day."""
    if LEADS[tokens.codes[2 * points[0].start]] in ("dash", "slash", "dot", "colon"):
        return False
    last = points[-1].day
    return last.year is not None or last.weekday is not None or len(points) > 1 or lead in _ANNOUNCING


def _plausible(points: list[Point], lead: str, tail: Tail) -> list[Point]:
    """Without numbers that only stand beside the date ("page 5, 12 May", "27-15 March", "12 March 2024, 10 people")."""
    keep = 0
    for index in range(1, len(points)):
        loose = points[index].day.month is None and points[index].day.day is not None
        full = points[index - 1].day.month is not None and not points[index - 1].day.month_first
        if loose and full and tail == Tail():
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


def _read_weekdays(points: list[Point], tail: Tail, context: Context, tokens: Tokens, start: int) -> list[Reading]:
    """Bare weekdays: one, a list of neighbours, or a range."""
    weekdays = [point.day.weekday for point in points if point.day.weekday]
    at = points[0].day.at
    tense = context.tense(at)
    if tail.side == 0 and tail.unit is None and tokens.tokens[start].lang == "en" and tense != REPORTED:
        tense = PLANNED
    days: list[date | None]
    if context.anchor is not None and tail.unit == "week":
        monday, _ = week_span(context.anchor + timedelta(weeks=tail.delta))
        days = [monday + timedelta(days=weekday - 1) for weekday in weekdays]
    else:
        side = tail.side or 0
        ahead = side > 0 or (side == 0 and tense == PLANNED)
        chain = weekdays if ahead else weekdays[::-1]
        day = resolve_weekday(chain[0], context.anchor, side, tense)
        days = [day]
        for weekday in chain[1:]:
            day = resolve_weekday(weekday, day, 1 if ahead else -1, 0)
            days.append(day)
        days = days if ahead else days[::-1]
    first, last = days[0], days[-1]
    reading = Reading(start, points[-1].end, "weekday", "day", "relative", first, last, edtf_span(first, last, "day"))
    single = weekdays[0] if len(weekdays) == 1 else None
    if len(points) > 1 and all(point.joint in ("and", "comma") for point in points[1:]) and first and last:
        listed = [day for day in days if day]
        if (last - first).days != len(listed) - 1:
            return [
                Reading(point.start, point.end, "weekday", "day", "relative", day, day, day.isoformat(), weekday=number)
                for point, day, number in zip(points, listed, weekdays, strict=True)
            ]
    return [reading._replace(weekday=single)]


def _read_points(points: list[Point], tail: Tail, context: Context) -> list[Reading]:
    """Days with numbers: filled in, grouped, resolved."""
    written = [point.day.month is not None for point in points]
    if tail.same and any(written) and not all(written):
        cut = max(index for index, month in enumerate(written) if month) + 1
        before = _read_points(points[:cut], Tail(), context)
        if before and before[-1].first and before[-1].last:
            context.before = before[-1].first, before[-1].last
        return before + _read_points(points[cut:], tail, context)
    points = _apply_tail(_fill(points), tail, context)
    if points[0].day.month is None:
        return _read_bare(points, context, tail)
    readings: list[Reading] = []
    group = [points[0]]
    for index in range(1, len(points)):
        point = points[index]
        listed = point.joint not in _RANGES and written[index] and written[index - 1]
        if listed:
            readings += _resolve_group(group, tail, context)
            group = []
        group.append(point)
    readings += _resolve_group(group, tail, context)
    return _join_neighbours(readings)


def _fill(points: list[Point]) -> list[Point]:
    """Month and year where a neighbour carries them: at the end in most languages, at the start in English."""
    filled = list(points)
    for index in range(len(filled) - 2, -1, -1):
        filled[index] = _borrow(filled[index], filled[index + 1].day)
    for index in range(1, len(filled)):
        if filled[index].day.month is None:
            filled[index] = _borrow(filled[index], filled[index - 1].day)
    years = {point.day.year for point in filled if point.day.year}
    if len(years) == 1 and filled[0].day.year is None and filled[-1].day.year:
        filled = [point._replace(day=point.day._replace(year=filled[-1].day.year)) for point in filled]
    return filled


def _borrow(point: Point, other: Day) -> Point:
    day = point.day
    if day.month is None:
        day = day._replace(month=other.month, year=day.year or other.year, hijri=other.hijri)
    elif day.year is None and day.hijri == other.hijri:
        crossing = other.year is not None and other.month is not None and day.month > other.month
        ranged = point.joint != "and"
        day = day._replace(year=other.year - 1 if crossing and ranged and other.year else other.year)
    return point._replace(day=day)


def _apply_tail(points: list[Point], tail: Tail, context: Context) -> list[Point]:
    """Month or year that the words after the days point at."""
    anchor, before = context.anchor, context.before
    month: date | None = None
    if tail.same == "month" and before:
        month = before[0]
    elif tail.same == "month":
        return points
    elif anchor and tail.unit == "month":
        month = add_months(anchor.replace(day=1), tail.delta)
    elif anchor and tail.unit is None and tail.side is not None and tail.same is None:
        month = add_months(anchor.replace(day=1), tail.side)
    if month and points[0].day.month is None:
        return [p._replace(day=p.day._replace(month=month.month, year=month.year)) for p in points]
    year: int | None = None
    if tail.same == "year" and before:
        year = before[0].year
    elif anchor and tail.unit == "year":
        year = anchor.year + tail.delta
    if year and points[-1].day.month is not None and points[-1].day.year is None:
        return [p._replace(day=p.day._replace(year=year)) for p in points]
    return points


def _read_bare(points: list[Point], context: Context, tail: Tail) -> list[Reading]:
    """Days whose month is not named: only where a weekday or a word for days says that they are days."""
    first = points[0]
    pointed = tail.unit == "month" or tail.same == "month" or (tail.side is not None and tail.unit is None)
    if first.day.weekday is None and tail != Tail() and not pointed:
        return []
    if any(point.day.weekday is None for point in points) and first.day.weekday and len(points) > 1:
        points = points[:1]
    found = resolve_day_of_month(first.day, context)
    last = resolve_day_of_month(points[-1].day, context) if len(points) > 1 else found
    if found is None or last is None:
        return []
    start, end = (found.day, last.day) if not pointed else (None, None)
    if start and end and end < start:
        start = add_months(start, -1)
    basis = "relative" if pointed else "inferred"
    single = first.day.weekday if len(points) == 1 else None
    return [
        Reading(
            first.start, points[-1].end, "day-of-month", "day", basis, start, end, edtf_span(start, end, "day"),
            weekday=single,
        )
    ]  # fmt: skip


def _resolve_group(group: list[Point], tail: Tail, context: Context) -> list[Reading]:
    """A single day, a range or a list of days as one reading."""
    common = (tail.side or 0) if tail.unit is None else 0
    found: list[Found] = []
    after: date | None = None
    for point in group:
        day = point.day
        ranged = point.joint in _RANGES
        own = day.side is not None and day.month is not None
        side = (day.side or 0) if own else common
        resolved = resolve_day(day, context, side, after if found and not own else None)
        if resolved is None:
            return [] if len(group) == 1 else _resolve_group([p for p in group if p is not point], tail, context)
        if ranged and after and resolved.day and resolved.day < after and day.year is None:
            resolved = check_weekday(resolved.day.replace(year=resolved.day.year + 1), day.weekday, resolved.basis)
        found.append(resolved)
        after = resolved.day or after
    basis = "relative" if tail.side is not None or tail.unit or tail.same else found[0].basis
    return [_gather(group, found, basis)]


def _gather(group: list[Point], found: list[Found], basis: str) -> Reading:
    start, end = group[0].start, group[-1].end
    days = [one.day for one in found if one.day]
    conflict = next((one.conflict for one in found if one.conflict), None)
    candidates = tuple(dict.fromkeys(day for one in found for day in one.candidates))
    written = group[0].day
    weekday = written.weekday if len(group) == 1 else None
    if len(days) < len(found):
        edtf = (
            "/".join(
                f"XXXX-{p.day.month:02d}-{p.day.day:02d}"
                for p in (group[:1] if len(group) == 1 else (group[0], group[-1]))
                if p.day.day
            )
            or None
        )
        return Reading(
            start,
            end,
            "days",
            "day",
            basis,
            None,
            None,
            None if written.hijri else edtf,
            found[0].candidates,
            conflict,
            weekday,
            None,
            "date",
            written.hijri,
            written,
        )
    first, last = min(days), max(days)
    ranged = any(point.joint in _RANGES for point in group)
    if ranged and days[-1] < days[0]:
        conflict = "order"
    edtf = edtf_span(first, last, "day")
    if not ranged and (last - first).days != len(set(days)) - 1:
        candidates = tuple(sorted(set(days)))
        edtf = "{" + ",".join(day.isoformat() for day in candidates) + "}"
    if conflict is None and len(found) > 1 and written.hijri:
        candidates = ()
    return Reading(
        start,
        end,
        "days",
        "day",
        basis,
        first,
        last,
        edtf,
        candidates,
        conflict,
        weekday,
        None,
        "date",
        written.hijri,
        written if len(group) == 1 else None,
    )


def _join_neighbours(readings: list[Reading]) -> list[Reading]:
    """Days that are listed in full and follow each other become one range."""
    joined: list[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        if last and last.last and reading.first and (reading.first - last.last).days == 1 and not last.conflict:
            joined[-1] = last._replace(
                end=reading.end, last=reading.last, edtf=edtf_span(last.first, reading.last, "day"), weekday=None,
                parts=None,
            )  # fmt: skip
        else:
            joined.append(reading)
    return joined
