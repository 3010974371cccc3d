"""What each filter can be set to, with how many events it would show given the other filters."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.choose import BITS, BRIDGES, CHOSEN, COLUMNS, bridge, choose
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
    found = choose(warehouse, selection).read_rows(_all_counts(names)) if names else []
    tables: dict[str, pd.DataFrame] = {}
    for name in names:
        counts = {row["code"]: row["events"] for row in found if row["filter"] == name}
        counts = dict.fromkeys(selection.values_of(name), 0) | counts
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        tables[name] = pd.DataFrame(ordered, columns=["code", "events"]).astype({"code": "str", "events": "int64"})
    return tables


@functools.cache
def _all_counts(names: tuple[str, ...]) -> ir.Table:
    parts = [_counts(name) for name in names]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _counts(name: str) -> ir.Table:
    """Events by value of one filter, among those that miss no filter, or this one only."""
    rows = CHOSEN.filter(CHOSEN.misses.isin([0, BITS[name]]))
    if name in BRIDGES:
        coded = bridge(name).join(rows.select("event_key"), "event_key")
    elif name == "dated":
        coded = rows.select(code=ibis.ifelse(rows.date_start.notnull(), "yes", "no"))
    else:
        coded = rows.filter(rows[COLUMNS[name]].notnull()).select(code=COLUMNS[name])
    counts = coded.group_by("code").agg(events=coded.count())
    return counts.select(filter=ibis.literal(name), code=counts.code.cast("string"), events=counts.events)
