"""The key figures, each with the equal period before and its course."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis.expr.types as ir

from dashboard.metrics.activity import bucket_rows, filled, stretch, with_bucket
from dashboard.metrics.buckets import fitting_unit
from dashboard.metrics.choose import CHOSEN, choose
from dashboard.metrics.groups import institution_rows
from dashboard.metrics.measures import institutions, partners
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, table

KPIS = ("events", "people", "institutions", "partners")


@dataclass(frozen=True, slots=True)
class Kpi:
    """One key figure; `dashboard.metrics.definition(name)` says what it is.

    Attributes:
        name: one of `KPIS`.
        value: None is "not stated" (people: no event of the selection states a number).
        previous: the value in the equal period before; None where no period is set or it is not stated there.
        without: events that state no number (people only, else 0).
        series: its course over `Kpis.starts`; None where not stated.
    """

    name: str
    value: int | None
    previous: int | None
    without: int
    series: tuple[int | None, ...]

    @property
    def change(self) -> float | None:
        """Change against the period before as a ratio (0.05 is 5 % more); None where there is nothing to compare."""
        if self.value is None or not self.previous:
            return None
        return self.value / self.previous - 1


@dataclass(frozen=True, slots=True)
class Kpis:
    """The key figures of a selection.

    Attributes:
        events, people, institutions, partners: the figures.
        unit: the unit of the courses.
        starts: first days of their buckets.
        before: first and last day of the equal period before, or None.
    """

    events: Kpi
    people: Kpi
    institutions: Kpi
    partners: Kpi
    unit: str
    starts: tuple[date, ...]
    before: tuple[date, date] | None

    def __iter__(self) -> Iterator[Kpi]:
        """The figures in the order of the cards."""
        return iter((self.events, self.people, self.institutions, self.partners))


def kpis(warehouse: Warehouse, selection: Selection) -> Kpis:
    """The key figures of what counts in a selection, in three queries that other metrics share."""
    first, last = stretch(warehouse, selection)
    unit = fitting_unit(first, last) if first and last else "month"
    rows = bucket_rows(warehouse, selection, unit)
    table = filled(rows, "now", unit, selection.start and first, selection.end and last)
    starts = tuple(start.date() for start in table["start"])
    bodies = institution_rows(warehouse, selection)
    courses = _institution_courses(warehouse, selection, unit)
    before = selection.previous_period()

    def of(name: str, now: int | None, then: int | None, series: Iterable[Any], without: int = 0) -> Kpi:
        course = tuple(None if value is None else int(value) for value in series)
        return Kpi(name, now, then if before else None, without, course)

    people = table["people"].astype("object").where(table["people"].notna(), None)
    return Kpis(
        events=of("events", _sum(rows, "events", "now"), _sum(rows, "events", "before"), table["events"]),
        people=of("people", _people(rows, "now"), _people(rows, "before"), people, _sum(rows, "without_count", "now")),
        institutions=of(
            "institutions",
            _distinct(bodies, "now"),
            _distinct(bodies, "before"),
            [courses.get(start, {}).get("institutions", 0) for start in starts],
        ),
        partners=of(
            "partners",
            _distinct(bodies, "now", "partner"),
            _distinct(bodies, "before", "partner"),
            [courses.get(start, {}).get("partners", 0) for start in starts],
        ),
        unit=unit,
        starts=starts,
        before=(before.start, before.end) if before and before.start and before.end else None,
    )


def _institution_courses(warehouse: Warehouse, selection: Selection, unit: str) -> dict[date, Mapping[str, Any]]:
    return {row["bucket"]: row for row in choose(warehouse, selection).read_rows(_institutions_by_bucket(unit))}


@functools.cache
def _institutions_by_bucket(unit: str) -> ir.Table:
    """Distinct institutions and partners in each bucket: these do not add up, so they are counted where the data is."""
    rows = with_bucket(CHOSEN.filter(CHOSEN.now), unit)
    rows = rows.filter(rows.kind == "placed").select("event_key", "bucket")
    joined = table("participations").join(rows, "event_key")
    return joined.group_by("bucket").agg(institutions=institutions(joined), partners=partners(joined))


def _sum(rows: Iterable[Mapping[str, Any]], name: str, period: str) -> int:
    return sum(row[name] for row in rows if row[period])


def _people(rows: Iterable[Mapping[str, Any]], period: str) -> int | None:
    """The sum of what is stated; None where there are events and none states a number."""
    stated = [row["people"] for row in rows if row[period]]
    if not stated:
        return 0
    known = [value for value in stated if value is not None]
    return sum(known) if known else None


def _distinct(rows: Iterable[Mapping[str, Any]], period: str, role: str | None = None) -> int:
    """How many institutions: in one role, or in any but mentioned. Says with rows what `measures` says with columns."""
    chosen = (row for row in rows if row[period])
    return len({row["code"] for row in chosen if (row["role"] == role if role else row["role"] != "mentioned")})
