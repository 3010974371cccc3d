"""What each filter can be set to, with how many events it would show given the other filters."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.choose import BRIDGES, COLUMNS, bridge, conditions
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

OPTIONS = (*BRIDGES, *COLUMNS, "dated")


def options(warehouse: Warehouse, selection: Selection, filter_name: str) -> pd.DataFrame:
    """The values of one filter.

    Args:
        filter_name: one of `OPTIONS`.

    Returns:
        `code`, `events` (how many would be listed with this value alone and all other filters as they are), the
        largest first. Values without any event are left out, save those that are chosen.
    """
    return all_options(warehouse, selection, (filter_name,))[filter_name]


def all_options(
    warehouse: Warehouse, selection: Selection, filter_names: Iterable[str] = OPTIONS
) -> dict[str, pd.DataFrame]:
    """The values of several filters in one query; see `options`.

    Raises:
        ValueError: a filter without fixed values.
    """
    names = tuple(filter_names)
    if unknown := set(names) - set(OPTIONS):
        raise ValueError(f"no options for {', '.join(sorted(unknown))}")
    rows, bits = _with_misses(warehouse, selection)
    parts = [_counts(warehouse, rows, name, bits.get(name, 0)) for name in names]
    found = warehouse.read_rows(ibis.union(*parts) if len(parts) > 1 else parts[0]) if parts else []
    tables: dict[str, pd.DataFrame] = {}
    for name in names:
        counts = {row["code"]: row["events"] for row in found if row["filter"] == name}
        counts = dict.fromkeys(selection.values_of(name), 0) | counts
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        tables[name] = pd.DataFrame(ordered, columns=["code", "events"]).astype({"code": "str", "events": "int64"})
    return tables


def _with_misses(warehouse: Warehouse, selection: Selection) -> tuple[ir.Table, Mapping[str, int]]:
    """The events that miss one filter at most; the bit in `misses` says which one."""
    events = warehouse.table("events")
    rules = conditions(warehouse, selection, events)
    bits = {name: 1 << place for place, name in enumerate(name for name in rules if name in OPTIONS)}
    always = [rule for name, rule in rules.items() if name not in bits]
    missed = [ibis.ifelse(rules[name].fill_null(False), 0, bit) for name, bit in bits.items()]
    misses = functools.reduce(operator.add, missed, ibis.literal(0))
    rows = events.filter(always) if always else events
    columns = {name: events[column].cast("string") for name, column in COLUMNS.items()}
    dated = ibis.ifelse(events.date_start.notnull(), "yes", "no")
    rows = rows.select("event_key", misses=misses.cast("int64"), dated=dated, **columns)
    return rows.filter(rows.misses.isin([0, *bits.values()])), bits


def _counts(warehouse: Warehouse, rows: ir.Table, name: str, bit: int) -> ir.Table:
    """Events by value of one filter, among those that miss no filter, or this one only."""
    chosen = rows.filter(rows.misses.isin([0, bit]) if bit else rows.misses == 0)
    if name in BRIDGES:
        joined = bridge(warehouse, name).join(chosen.select("event_key"), "event_key")
    else:
        joined = chosen.select(code=chosen[name])
        joined = joined.filter(joined.code.notnull())
    counts = joined.group_by("code").agg(events=joined.count())
    return counts.select(filter=ibis.literal(name), code=counts.code.cast("string"), events=counts.events)
