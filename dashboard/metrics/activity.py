"""Activity over time: events and people in each stretch of time, the uncertain ones apart."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.buckets import MOST_BUCKETS, TRUNCATION, buckets_between, coarser_units, number_of_buckets
from dashboard.metrics.choose import BITS, CHOSEN, HELD, REJECTED, choose
from dashboard.metrics.measures import events, people, without_count
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, table
from etl.event import PRECISIONS

LONGEST_PERIOD = 30  # years
COLUMNS = ("start", "events", "people", "without_count")


@dataclass(frozen=True, slots=True)
class Activity:
    """Events over time.

    Attributes:
        unit: "day", "week", "month", "quarter" or "year"; coarser than asked for where the stretch is too long.
        table: a row for each bucket, empty ones included: `start` (its first day), `events`, `people` (NA where none
            of the bucket's events states a number; 0 where it has no event), `without_count`.
        previous: the same of the equal period before, where a period is set and not cut; rows beside the table's.
        undated: events of the other filters that have no date. They count only where no period is set.
        undated_counts: whether they do.
        coarser: events of the selection whose date is known, but not to one bucket ("in March", by day); they stand
            in no row.
    """

    unit: str
    table: pd.DataFrame
    previous: pd.DataFrame | None
    undated: int
    undated_counts: bool
    coarser: int

    @property
    def total(self) -> int:
        """All events of the selection: those in the table, the coarser ones and the undated ones that count."""
        return int(self.table["events"].sum()) + self.coarser + (self.undated if self.undated_counts else 0)


def activity(warehouse: Warehouse, selection: Selection, unit: str = "month") -> Activity:
    """Events and people over time.

    An event stands in the bucket of its first day where its date is known to that bucket: an event known to the month
    is not placed on a day, nor one known to a week in a month where the week runs on into the next.

    Args:
        unit: the length of a bucket, one of `UNITS`.

    Raises:
        ValueError: an unknown unit.
    """
    if unit not in TRUNCATION:
        raise ValueError(f"unknown unit of time: {unit}")
    first, last = stretch(warehouse, selection)
    if first and last:
        fits = (coarse for coarse in coarser_units(unit) if number_of_buckets(first, last, coarse) <= MOST_BUCKETS)
        unit = next(fits, "year")
    rows = bucket_rows(warehouse, selection, unit)
    whole = (first, last) == (selection.start, selection.end)
    before = selection.previous_period() if whole else None
    return Activity(
        unit=unit,
        table=filled(rows, "now", unit, selection.start and first, selection.end and last),
        previous=filled(rows, "before", unit, before.start, before.end) if before else None,
        undated=sum(row["events"] for row in rows if row["kind"] == "undated"),
        undated_counts=not selection.has_period,
        coarser=sum(row["events"] for row in rows if row["now"] and row["kind"] == "coarser"),
    )


def bucket_rows(warehouse: Warehouse, selection: Selection, unit: str) -> list[dict[str, Any]]:
    """The events that count, summed by bucket.

    Returns:
        Rows of `now` and `before` (which of the two periods; neither: undated events where a period is set), `kind`
        ("placed", "coarser", "undated"), `bucket` (None unless placed), `events`, `people`, `without_count`.
    """
    return choose(warehouse, selection).read_rows(_by_bucket(unit))


@functools.cache
def _by_bucket(unit: str) -> ir.Table:
    undated = CHOSEN.date_start.isnull() & CHOSEN.misses.isin([0, BITS["period"]])
    counts = (CHOSEN.state == HELD) & (CHOSEN.status != REJECTED)
    rows = with_bucket(CHOSEN.filter(CHOSEN.now | CHOSEN.before | (undated & counts)), unit)
    return rows.group_by("now", "before", "kind", "bucket").agg(
        events=events(rows), people=people(rows), without_count=without_count(rows)
    )


def with_bucket(rows: ir.Table, unit: str) -> ir.Table:
    """The chosen events with `kind` and `bucket` in this unit."""
    start = rows.date_start
    cut = TRUNCATION[unit]
    finer = PRECISIONS[: PRECISIONS.index(unit) + 1] if unit in PRECISIONS else ("day", "week", "month")
    placed = rows.date_precision.isin(finer)
    if unit in ("month", "quarter", "year"):
        last = (start + ibis.interval(days=6)).cast("date")
        placed = placed & ((rows.date_precision != "week") | (start.truncate(cut) == last.truncate(cut)))
    kind = ibis.cases((start.isnull(), "undated"), (placed, "placed"), else_="coarser")
    bucket = ibis.ifelse(placed, start.truncate(cut), ibis.null("date"))
    return rows.mutate(kind=kind, bucket=bucket.cast("date"))


def stretch(warehouse: Warehouse, selection: Selection) -> tuple[date | None, date | None]:
    """First and last day that a chart over time shows: the period's, where it is open those of all events.

    A period of more than `LONGEST_PERIOD` years is cut to the stretch of all events.
    """
    extent = warehouse.read_rows(_extent())[0]
    first, last = extent["first"], extent["last"]
    if first is None:
        return selection.start, selection.end
    start, end = selection.start or first, selection.end or last
    if number_of_buckets(start, end, "year") > LONGEST_PERIOD:
        start, end = max(start, first), min(end, last)
    return start, end


@functools.cache
def _extent() -> ir.Table:
    days = table("events").date_start
    return table("events").agg(first=days.min(), last=days.max())


def filled(
    rows: Iterable[Mapping[str, Any]], period: str, unit: str, start: date | None, end: date | None
) -> pd.DataFrame:
    """The placed rows of a period ("now" or "before") as a table with a row for each bucket from `start` to `end`.

    Where `start` or `end` is None, the first or last bucket that has an event stands for it.
    """
    found = {row["bucket"]: row for row in rows if row[period] and row["kind"] == "placed"}
    first, last = start or min(found, default=None), end or max(found, default=None)
    days = list(buckets_between(first, last, unit)) if first and last else []
    empty = {"events": 0, "people": 0, "without_count": 0}
    table = pd.DataFrame([{"start": day} | _numbers(found.get(day, empty)) for day in days], columns=list(COLUMNS))
    kinds = {"start": "datetime64[s]", "events": "int64", "people": "Int64", "without_count": "int64"}
    return table.astype(kinds)


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in COLUMNS[1:]}
