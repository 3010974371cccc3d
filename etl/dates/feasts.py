"""Days by other names: feasts on a fixed day or counted from Easter, days as computers write them."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates.calendar import EARLIEST, LATEST, edtf_span, make_day
from etl.dates.grammar import Match
from etl.dates.mention import Reading
from etl.dates.points import MODIFIERS
from etl.dates.resolve import Context, choose_day, near_years
from etl.dates.tokens import Tokens
from etl.dates.weeks import nth_weekday

# Links before a feast that make it a day; elsewhere it is more often part of a name.
_ANNOUNCING = frozenset({"on", "within", "day_word", "by", "until", "starting", "to", "since"})
_FROM_EASTER = "easter"


def read_compact(tokens: Tokens, match: Match, _context: Context) -> list[Reading]:
    """A day in eight digits."""
    digits = tokens.tokens[match.start].value
    day = make_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return [Reading(match.start, match.end, "compact", "day", "stated", day, day, day.isoformat())] if day else []


def read_feast(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A feast of a year, or the one that tense and nearness speak for."""
    parts = tokens.tokens[match.start : match.end]
    name = next(token for token in parts if token.kind == "FEAST")
    year = next((int(token.value) for token in parts if token.kind == "YEAR"), None)
    side = next((MODIFIERS[token.kind] for token in parts if token.kind in MODIFIERS), None)
    if len(parts) == 1 and match.lead not in _ANNOUNCING:
        return []
    reading = Reading(match.start, match.end, "feast", "day", "stated" if year else "inferred")
    if year is None and context.anchor is None:
        return [reading]
    if year is None and context.anchor is not None:
        anchor = context.anchor
        if any(token.kind == "UNIT" and token.value == "year" for token in parts):
            days = [feast_day(name.value, anchor.year + (side or 0))]
        else:
            days = [feast_day(name.value, other) for other in near_years(anchor)]
            days = [day for day in days if day and (not side or (day - anchor).days * side > 0)]
        day = choose_day((day for day in days if day), anchor, context.tense(name.start))
    else:
        day = feast_day(name.value, year) if year and EARLIEST <= year <= LATEST else None
    return [reading._replace(first=day, last=day, edtf=edtf_span(day, day, "day"))] if day else []


def feast_day(value: str, year: int) -> date | None:
    """The day of a feast in a year.

    Args:
        value: "12-25" (month, day), "11-4-4" (month, ISO weekday, which of them), "easter+1" (days from Easter).
        year: of the Gregorian calendar.
    """
    if value.startswith(_FROM_EASTER):
        return easter(year) + timedelta(days=int(value.removeprefix(_FROM_EASTER)))
    numbers = [int(number) for number in value.split("-")]
    return nth_weekday(year, *numbers) if len(numbers) == 3 else make_day(year, *numbers)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus, Meeus 1991, chapter 8)."""
    golden, century = year % 19, year // 100
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (year % 100 // 4) - epact - year % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
