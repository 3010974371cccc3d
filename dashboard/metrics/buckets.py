"""Stretches of time: days, weeks from Monday, months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

UNITS = ("day", "week", "month", "quarter", "year")
TRUNCATION = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
# A chart with more marks than this says nothing; a longer stretch is told in the next unit.
MOST_BUCKETS = 4000
# The longest stretch, in days, that a sparkline tells in each unit.
FITTING = (("day", 62), ("week", 372), ("month", 1860), ("quarter", 5580))


def bucket_of(day: date, unit: str) -> date:
    """The first day of the bucket that holds a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"day": None, "month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return day if month is None else date(day.year, month, 1)


def next_bucket(first: date, unit: str) -> date:
    """The first day of the bucket after the one that starts on `first`."""
    if unit in ("day", "week"):
        return first + timedelta(days=1 if unit == "day" else 7)
    months = first.year * 12 + first.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(months // 12, months % 12 + 1, 1)


def buckets_between(start: date, end: date, unit: str) -> Iterator[date]:
    """First days of all buckets from the one that holds `start` to the one that holds `end`."""
    bucket = bucket_of(start, unit)
    while bucket <= end:
        yield bucket
        bucket = next_bucket(bucket, unit)


def number_of_buckets(start: date, end: date, unit: str) -> int:
    """How many buckets a stretch takes, within one."""
    days = (end - start).days + 1
    return days // {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}[unit] + 1


def fitting_unit(start: date, end: date) -> str:
    """The unit in which a sparkline tells a stretch of time: some sixty points at most."""
    days = (end - start).days
    return next((unit for unit, most in FITTING if days <= most), "year")


def coarser_units(unit: str) -> tuple[str, ...]:
    """The unit itself and those above it."""
    return UNITS[UNITS.index(unit) :]
