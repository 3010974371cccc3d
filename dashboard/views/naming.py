"""What codes and values are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.i18n import Words
from dashboard.warehouse import Warehouse

# Filters whose codes the interface itself names; all others are named by the registry.
OWN = {"state": "state", "status": "status", "dated": "dated", "language": "release_language"}


def name_of(warehouse: Warehouse, words: Words, filter_name: str, code: str) -> str:
    """The name of a filter's value; a day in words."""
    if filter_name in ("from", "to"):
        return words.date(date.fromisoformat(code))
    if filter_name == "q":
        return code
    if filter_name in OWN:
        return words.code(OWN[filter_name], code)
    return warehouse.names.of(filter_name, code, words.lang)


def shortened(name: str, most: int) -> str:
    """A name of so many letters at most: of a longer one the middle is left out, between words."""
    if len(name) <= most:
        return name
    half = (most - 1) // 2
    start, end = name[:half].rpartition(" ")[0] or name[:half], name[-half:].partition(" ")[2] or name[-half:]
    return f"{start}…\u202f{end}"


def when(words: Words, event: Mapping[str, Any], *, short: bool = False) -> str:
    """The date of an event, as exact as it is known."""
    start, end, precision = event["date_start"], event["date_end"], event["date_precision"]
    if start is None:
        return words("event.undated")
    day = "d MMM y" if short else "d MMMM y"
    if precision == "year":
        return words.date(start, "y")
    if precision == "month":
        return words.date(start, "LLLL y")
    if precision == "week":
        return words("precision.week", day=words.date(start, day))
    if end is None or end == start:
        return words.date(start, day) if short else words.weekday(start)
    return words("event.date_range", start=words.date(start, _without_year(start, end, day)), end=words.date(end, day))


def _without_year(start: date, end: date, day: str) -> str:
    """The pattern of a range's first day: what its last day says too is left out."""
    if (start.year, start.month) == (end.year, end.month):
        return "d"
    return day.replace(" y", "") if start.year == end.year else day


def how_many(words: Words, event: Mapping[str, Any]) -> str | None:
    """The participants of an event with what is known of the bound; None where not stated."""
    if event["participants"] is None:
        return None
    return words(f"bound.{event['participants_bound'] or 'exact'}", n=words.number(event["participants"]))


def where(warehouse: Warehouse, words: Words, event: Mapping[str, Any]) -> str | None:
    """The city of an event, else its region or its country; None where not stated."""
    for column in ("city", "region"):
        if event[column]:
            return warehouse.names.of(column, event[column], words.lang)
    return country_name(words, event["country"]) if event["country"] else None


def country_name(words: Words, code: str) -> str:
    """A country's name."""
    return words.territory(code)
