"""Activity over time: events and people in each stretch of time, the uncertain ones apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.buckets import MOST_BUCKETS, TRUNCATION, buckets_between, coarser_units, number_of_buckets
from dashboard.metrics.choose import counted
from dashboard.metrics.measures import events, people, without_count
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse
from etl.event import PRECISIONS

COLUMNS = ("start", "events", "people", "without_count")


@dataclass(frozen=True, slots=True)
class Activity:
    """Events over time.

    Attributes:
        unit: "day", "week", "month", "quarter" or "year"; coarser than asked for where the stretch is too long.
        table: a row for each bucket, empty ones included: `start` (its first day), `events`, `people` (NA where none
            of the bucket's events states a number; 0 where it has no event), `without_count`.
        previous: the same of the equal period before, where a period is set; its rows stand beside the table's.
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
    before = selection.previous_period()
    undated = _undated(warehouse, selection, rows)
    return Activity(
        unit=unit,
        table=filled(rows, True, unit, selection.start and first, selection.end and last),
        previous=filled(rows, False, unit, before.start, before.end) if before else None,
        undated=undated,
        undated_counts=not selection.has_period,
        coarser=sum(row["events"] for row in rows if row["current"] and row["kind"] == "coarser"),
    )


def bucket_rows(warehouse: Warehouse, selection: Selection, unit: str) -> list[dict[str, Any]]:
    """The events that count, summed by bucket.

    Returns:
        Rows of `current` (False in the period before), `kind` ("placed", "coarser", "undated"), `bucket` (None unless
        placed), `events`, `people`, `without_count`.
    """
    rows = with_bucket(with_period(warehouse, selection), unit)
    return warehouse.read_rows(
        rows.group_by("current", "kind", "bucket").agg(
            events=events(rows), people=people(rows), without_count=without_count(rows)
        )
    )


def with_period(warehouse: Warehouse, selection: Selection) -> ir.Table:
    """The events that count in the period and in the equal one before; `current` tells them apart."""
    before = selection.previous_period()
    if before is None:
        return counted(warehouse, selection).mutate(current=ibis.literal(True))
    rows = counted(warehouse, replace(selection, start=before.start))
    return rows.mutate(current=rows.date_start >= ibis.literal(selection.start))


def with_bucket(rows: ir.Table, unit: str) -> ir.Table:
    """The events with `kind` and `bucket` in this unit."""
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

    A period much longer than the stretch of all events is cut to it.
    """
    rows = warehouse.table("events")
    extent = warehouse.read_rows(rows.agg(first=rows.date_start.min(), last=rows.date_start.max()))[0]
    first, last = extent["first"], extent["last"]
    if first is None:
        return selection.start, selection.end
    start, end = selection.start or first, selection.end or last
    if number_of_buckets(start, end, "month") > MOST_BUCKETS:
        start, end = max(start, first), min(end, last)
    return start, end


def filled(
    rows: Iterable[Mapping[str, Any]], current: bool, unit: str, start: date | None, end: date | None
) -> pd.DataFrame:
    """The placed rows of one of the two periods as a table with a row for each bucket from `start` to `end`.

    Where `start` or `end` is None, the first or last bucket that has an event stands for it.
    """
    found = {row["bucket"]: row for row in rows if row["current"] is current and row["kind"] == "placed"}
    first, last = start or min(found, default=None), end or max(found, default=None)
    days = list(buckets_between(first, last, unit)) if first and last else []
    empty = {"events": 0, "people": 0, "without_count": 0}
    table = pd.DataFrame([{"start": day} | _numbers(found.get(day, empty)) for day in days], columns=list(COLUMNS))
    kinds = {"start": "datetime64[s]", "events": "int64", "people": "Int64", "without_count": "int64"}
    return table.astype(kinds)


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in COLUMNS[1:]}


def _undated(warehouse: Warehouse, selection: Selection, rows: Iterable[Mapping[str, Any]]) -> int:
    if not selection.has_period:
        return sum(row["events"] for row in rows if row["kind"] == "undated")
    if selection.dated == ("yes",):
        return 0
    undated = counted(warehouse, replace(selection.without("period"), dated=("no",)))
    return int(warehouse.read_rows(undated.agg(events=events(undated)))[0]["events"])
