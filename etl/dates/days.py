"""Dates of day grain: single days, ranges and lists, with what may be missing filled in from their neighbours."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates.calendar import add_months, edtf_span, make_day, week_span
from etl.dates.figures import Token
from etl.dates.grammar import LEADS, Match
from etl.dates.mention import Day, Reading
from etl.dates.points import (
    HANGING,
    MODIFIERS,
    NO_TAIL,
    NUMBERS,
    Point,
    Tail,
    is_announced,
    keep_plausible,
    pair_weekdays,
    read_points,
    read_tail,
    stands_in_figures,
)
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
from etl.dates.tokens import MONTHS, Tokens

LONGEST_WHOLE = 4  # tokens: weekday, day, month, year
EARLY = 1600  # years before are more often of the Hijri calendar
Form = tuple[int, int, int | None, bool]  # places of day, month and year among the tokens, whether all are figures
_WHOLE: dict[tuple[str, ...], Form] = {("YEAR", "DAY", "DAY"): (2, 1, 0, True), ("DAY", "DAY", "YEAR"): (0, 1, 2, True)}
for _month in MONTHS - {"HIJRI_MONTH"}:
    _WHOLE |= {("DAY", _month, "YEAR"): (0, 1, 2, False), ("WEEKDAY", "DAY", _month, "YEAR"): (1, 2, 3, False)}
    _WHOLE |= {("DAY", _month): (0, 1, None, False), ("WEEKDAY", "DAY", _month): (1, 2, None, False)}
_RANGES = frozenset({"to", "until", "dash"})
FIGURES = 6  # numbers in two dates in figures; a longer row of small numbers that nothing announces is no list of days


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
    if match.end - start == 1:
        if tokens.tokens[start].kind in NUMBERS and not is_announced(tokens, match, 1, context):
            return []
    elif (whole := _read_whole(tokens, match, context)) is not None:
        return whole
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
    if LEADS[tokens.codes[2 * match.end]] == "every":
        return []
    points, end = read_points(tokens, start, match.end, context)
    if lead == "between" and len(points) == 2 and points[1].joint == "and":
        points[1] = points[1]._replace(joint="to")
    if not points:
        return []
    tail = read_tail(tokens.tokens[end : match.end])
    if side is not None and tail.side is None:
        tail = tail._replace(side=side)
    if len(points) == 1 and _is_counting(tokens, points[0], end):
        return []
    bare = tail == NO_TAIL and all(point.day.month is None and point.day.weekday is None for point in points)
    if bare and not is_announced(tokens, match, end - start, context):
        return []
    points = keep_plausible(pair_weekdays(points), lead, tail, tokens, context.folded)
    if not points or (points[0].day.figures and not stands_in_figures(points, tokens, lead)):
        return []
    if points[0].day.day is None and all(point.day.day is None for point in points):
        readings = _read_weekdays(points, tail, context, tokens, match.start if side is not None else points[0].start)
    else:
        readings = _read_points([point for point in points if point.day.day is not None], tail, context)
    if readings and readings[-1].end != match.end and tail != Tail(side=side):
        readings[-1] = readings[-1]._replace(end=match.end)
    if readings and side is not None:
        readings[0] = readings[0]._replace(start=match.start)
    return readings


def _read_whole(tokens: Tokens, match: Match, context: Context) -> list[Reading] | None:
    """The commonest forms, without the detour: one day with its month; None where it takes a closer look."""
    parts = tokens.tokens[match.start : match.end]
    if len(parts) > LONGEST_WHOLE:
        return None
    form = _WHOLE.get(tuple([part.kind for part in parts]))
    if form is None:
        return None
    day, month, year = parts[form[0]], parts[form[1]], parts[form[2]] if form[2] is not None else None
    if day.lang or (year is not None and (year.lang or int(year.value) < EARLY)):
        return None
    if form[3] and not _is_plain_figures(tokens, match, month, form, context):
        return None
    weekday = int(parts[0].value) if parts[0].kind == "WEEKDAY" else None
    number = int(year.value) if year else None
    written = Day(int(day.value), int(month.value), number, weekday, False, parts[0].start, form[3])
    if number is None:
        return _resolve_group([Point(written, match.start, match.end, "")], NO_TAIL, context)
    found = make_day(number, int(month.value), int(day.value))
    if found is None or (weekday is not None and found.isoweekday() != weekday):
        return None
    return [
        Reading(match.start, match.end, "days", "day", "stated", found, found, found.isoformat(), (), None, weekday,
                None, "date", False, written)
    ]  # fmt: skip


def _is_plain_figures(tokens: Tokens, match: Match, month: Token, form: Form, context: Context) -> bool:
    """Whether figures can only be one date: ISO, or the day first where the text has it so."""
    ordered = form[2] == 0 or (context.day_first and int(month.value) <= 12)
    return ordered and LEADS[tokens.codes[2 * match.start]] not in HANGING


def _is_counting(tokens: Tokens, point: Point, end: int) -> bool:
    """Whether a lone number counts the unit after it: "the last 10 years"."""
    lone = point.day.month is None and point.day.weekday is None
    following = tokens.tokens[end].kind if end < len(tokens.tokens) else ""
    return lone and following in ("UNIT", "UNITS") and LEADS[tokens.codes[2 * end]] == "space"


def _read_weekdays(points: list[Point], tail: Tail, context: Context, tokens: Tokens, start: int) -> list[Reading]:
    """Bare weekdays: one, a list of neighbours, or a range."""
    weekdays = [point.day.weekday for point in points if point.day.weekday]
    at = points[0].day.at
    tense = context.tense(at)
    if context.anchor is not None and tokens.tokens[start].kind == "MODIFIER_THIS":
        tense = _tense_of_this(weekdays[0], context.anchor, tense)
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
    days = [day + timedelta(weeks=tail.weeks) if day else None for day in days]
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


def _tense_of_this(weekday: int, anchor: date, tense: int) -> int:
    """Where "this Friday" lies if the clause does not say: in the anchor's own week."""
    return tense or (PLANNED if weekday > anchor.isoweekday() else REPORTED)


def _read_points(points: list[Point], tail: Tail, context: Context) -> list[Reading]:
    """Days with numbers: filled in, grouped, resolved."""
    written = [point.day.month is not None for point in points]
    if tail.same and any(written) and not all(written):
        cut = max(index for index, month in enumerate(written) if month) + 1
        before = _read_points(points[:cut], NO_TAIL, context)
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
    return _join_neighbours(readings) if len(readings) > 1 else readings


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
        month, year, hijri = other.month, day.year or other.year, other.hijri
    elif day.year is None and other.year is not None and day.hijri == other.hijri:
        crossing = other.month is not None and day.month > other.month and point.joint != "and"
        month, year, hijri = day.month, other.year - 1 if crossing and other.year else other.year, day.hijri
    else:
        return point
    dated = Day(day.day, month, year, day.weekday, hijri, day.at, day.figures, day.month_first, day.side)
    return Point(dated, point.start, point.end, point.joint)


def _apply_tail(points: list[Point], tail: Tail, context: Context) -> list[Point]:
    """Month or year that the words after the days point at."""
    if tail == NO_TAIL:
        return points
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
    if first.day.weekday is None and tail != NO_TAIL and not pointed:
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


UNKNOWN_YEAR = "X" * 4  # a year that is not stated, in Extended Date/Time Format


def _gather(group: list[Point], found: list[Found], basis: str) -> Reading:
    """One reading of the days of a group: a range, a list, or one day."""
    start, end = group[0].start, group[-1].end
    days = [one.day for one in found if one.day]
    conflict, candidates = found[0].conflict, found[0].candidates
    if len(found) > 1:
        conflict = next((one.conflict for one in found if one.conflict), None)
        candidates = tuple(dict.fromkeys([day for one in found for day in one.candidates]))
    written = group[0].day
    weekday = written.weekday if len(group) == 1 else None
    if len(days) < len(found):
        return _gather_open(group, found, basis, conflict)
    first, last = min(days), max(days)
    ranged = len(group) > 1 and any(point.joint in _RANGES for point in group)
    if ranged and days[-1] < days[0]:
        conflict = "order"
    edtf = edtf_span(first, last, "day")
    if not ranged and len(days) > 1 and (last - first).days != len(set(days)) - 1:
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


def _gather_open(group: list[Point], found: list[Found], basis: str, conflict: str | None) -> Reading:
    """Days of which some have no year: their edtf leaves it out, their candidates say what they may be."""
    written = group[0].day
    ends = group[:1] if len(group) == 1 else [group[0], group[-1]]
    edtf = "/".join(f"{UNKNOWN_YEAR}-{p.day.month:02d}-{p.day.day:02d}" for p in ends if p.day.day) or None
    return Reading(
        group[0].start,
        group[-1].end,
        "days",
        "day",
        basis,
        None,
        None,
        None if written.hijri else edtf,
        found[0].candidates,
        conflict,
        written.weekday if len(group) == 1 else None,
        None,
        "date",
        written.hijri,
        written,
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
