"""What a date in a text is: its words, the days it stands for, and how sure that is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class DateMention(NamedTuple):
    """A date or a range of dates in a text.

    Attributes:
        start: body offset of its first character.
        end: body offset past its last one.
        text: the body's words, `body[start:end]`.
        kind: "date", or "period" (plan, school year): never an event's date.
        first: first day; None where the start is open or cannot be resolved.
        last: last day; None where the end is open or cannot be resolved.
        precision: "day", "week", "month" or "year": the grain of the words.
        basis: "stated" (day, month and year are there), "relative" (counted from the anchor or from an earlier date),
            "inferred" (the year or the month is chosen by nearness, weekday and tense).
        edtf: the same in Extended Date/Time Format (ISO 8601-2), as far as it is known; None where nothing is.
        candidates: days that it may be: both days of a conflict, the years that fit a weekday, days of a list.
        conflict: None, or what disagrees: "weekday", "hijri" or "order".
        rule: the rule of the grammar that read it.
        weekday: ISO weekday (1 Monday to 7 Sunday) that its words name for its one day.
        offset: days from the publication that its words name (-2 for the day before yesterday).
    """

    start: int
    end: int
    text: str
    kind: str
    first: date | None
    last: date | None
    precision: str
    basis: str
    edtf: str | None
    candidates: tuple[date, ...] = ()
    conflict: str | None = None
    rule: str = ""
    weekday: int | None = None
    offset: int | None = None


class Day(NamedTuple):
    """A day as it is written: any part may be missing.

    `day` 0 is the last of the month, `at` its offset; `figures` says whether the month is a number, `month_first` if
    it stands before the day, `side` whether the day lies before (-1) or after (1) the anchor.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    hijri: bool = False
    at: int = 0
    figures: bool = False
    month_first: bool = False
    side: int | None = None


class Reading(NamedTuple):
    """A mention before it has its place: tokens [start, end) of the grammar and what they mean."""

    start: int
    end: int
    rule: str
    precision: str
    basis: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    candidates: tuple[date, ...] = ()
    conflict: str | None = None
    weekday: int | None = None
    offset: int | None = None
    kind: str = "date"
    hijri: bool = False
    parts: Day | None = None
