"""Distances from a date that follows ("three weeks after 3 May") and weeks around one ("the week of 3 May").

The words before the date only leave a `Pending` in the context; the date read next is moved by it.
"""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates.calendar import Span, edtf_span, week_span, weekend_span
from etl.dates.grammar import LEADS, Match
from etl.dates.mention import Reading
from etl.dates.relative import FARTHEST, read_count, shift_span
from etl.dates.resolve import PLANNED, Context, Pending
from etl.dates.tokens import Tokens

_SPANS = {"week": week_span, "weekend": weekend_span}
_DAYS_BY_NAME = frozenset({"RELATIVE_DAY", "WEEKDAY"})


def read_shift(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A distance that the next date is moved by."""
    count, unit = read_count(tokens.tokens[match.start : match.end])
    link = LEADS[tokens.codes[2 * match.end]]
    named = tokens.tokens[match.end].kind in _DAYS_BY_NAME
    if unit not in FARTHEST or count > FARTHEST[unit] or (not named and link == "from" and unit == "day"):
        return []
    if link == "on" and unit != "week":  # a week on Tuesday
        return []
    context.pending = Pending(match.start, match.end, unit, -count if link == "before" else count)
    if link in ("from", "on"):
        context.leaning = PLANNED
    return []


def read_around(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A week or weekend that the next date lies in."""
    unit = tokens.tokens[match.start].value
    if unit in _SPANS:
        context.pending = Pending(match.start, match.end, unit, 0)
    return []


def apply_pending(reading: Reading, pending: Pending) -> Reading:
    """The date that a distance or a word for a week before it makes of a reading.

    Args:
        reading: the date right after the words.
        pending: what they say.

    Returns:
        The moved date; the same one where it is a range or not known.
    """
    if reading.kind != "date" or reading.precision != "day" or (reading.first != reading.last and pending.steps):
        return reading
    moved = reading._replace(
        start=pending.start, rule="shift", weekday=None, offset=None, parts=None, conflict=None, candidates=()
    )
    if reading.first is None or reading.last is None:
        return moved._replace(edtf=None)
    if not pending.steps:
        if reading.first != reading.last and pending.unit == "week":
            return reading
        span: Span = _SPANS[pending.unit](reading.first)
        precision = "week" if pending.unit == "week" else "day"
        return moved._replace(first=span[0], last=span[1], precision=precision, edtf=edtf_span(*span, "day"))
    span = shift_span(reading.first, pending.unit, pending.steps)
    if pending.unit in ("month", "year"):
        day = _same_day(reading.first, span)
        span = (day, day)
    return moved._replace(first=span[0], last=span[1], edtf=edtf_span(*span, "day"))


def _same_day(day: date, month: Span) -> date:
    """The day of the same number in another month, or its last one."""
    if month[1] - month[0] > timedelta(days=31):
        month = (month[0].replace(month=day.month), month[0].replace(month=day.month, day=28))
    return month[0].replace(day=min(day.day, month[1].day))
