"""The events that count, by institution, role, theme, type, audience and place."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.activity import with_period
from dashboard.metrics.choose import BRIDGES, COLUMNS, bridge, counted
from dashboard.metrics.measures import events, people, without_count
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse
from etl.event import ROLES

GROUP_COLUMNS = ("code", "events", "people", "without_count")


def by_institution(warehouse: Warehouse, selection: Selection, role: str | None = None) -> pd.DataFrame:
    """Events of each institution by its role in them, the busiest first.

    Args:
        role: only the institutions in this role; None leaves out those merely mentioned. "any" leaves out none.

    Returns:
        `code`, a column for each of the roles (events in that role), `events` (their sum: an institution stands once
        an event), `people`.
    """
    rows = [row for row in institution_rows(warehouse, selection) if row["current"] and _has_role(row["role"], role)]
    table = pd.DataFrame(rows, columns=["code", "role", "events", "people"])
    counts = table.pivot_table(index="code", columns="role", values="events", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=list(ROLES), fill_value=0).astype("int64")
    counts["events"] = counts.sum(axis="columns")
    stated = table.assign(people=table["people"].astype("Int64")).groupby("code")["people"].sum(min_count=1)
    counts["people"] = stated.reindex(counts.index).astype("Int64")
    counts.columns.name = None
    ordered = counts.reset_index().sort_values(["events", "code"], ascending=[False, True], ignore_index=True)
    return ordered.astype({"code": "str"})


def by_role(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events that have an institution in each role, and the institutions in it; a row for each of the roles.

    Returns:
        `code` (the role), `events` (distinct), `institutions` (distinct).
    """
    rows = counted(warehouse, selection).select("event_key")
    joined = warehouse.table("participations").join(rows, "event_key")
    grouped = joined.group_by(code=joined.role).agg(
        events=joined.event_key.nunique(), institutions=joined.institution_id.nunique()
    )
    found = {row["code"]: row for row in warehouse.read_rows(grouped)}
    empty = {"events": 0, "institutions": 0}
    return pd.DataFrame([{"code": role} | found.get(role, empty) for role in ROLES])


def by_theme(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events of each theme (an event with two themes stands in both), then `code` None: those with none.

    Returns:
        `code`, `events`, `people` (NA: not stated), `without_count`; the largest first.
    """
    return _by_bridge(warehouse, selection, "theme")


def by_audience(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events for each audience (an event with two stands in both), then `code` None: those that state none.

    Returns:
        Columns as `by_theme`.
    """
    return _by_bridge(warehouse, selection, "audience")


def by_type(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events of each type; columns as `by_theme`."""
    return _by_column(warehouse, selection, "type")


def by_region(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events in each region, then `code` None: those whose region is not known; columns as `by_theme`."""
    return _by_column(warehouse, selection, "region")


def by_city(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events in each city, then `code` None: those whose city is not known; columns as `by_theme`."""
    return _by_column(warehouse, selection, "city")


def institution_rows(warehouse: Warehouse, selection: Selection) -> list[dict[str, Any]]:
    """Events and people by institution and role, in the period and in the equal one before.

    Returns:
        Rows of `current`, `code`, `role`, `events`, `people`.
    """
    rows = with_period(warehouse, selection).select("event_key", "current", "participants")
    joined = warehouse.table("participations").join(rows, "event_key")
    return warehouse.read_rows(
        joined.group_by("current", "role", code=joined.institution_id).agg(events=events(joined), people=people(joined))
    )


def _has_role(role: str, wanted: str | None) -> bool:
    if wanted is None:
        return role != "mentioned"
    return wanted in ("any", role)


def _by_column(warehouse: Warehouse, selection: Selection, name: str) -> pd.DataFrame:
    rows = counted(warehouse, selection)
    return _grouped(warehouse, rows.mutate(code=rows[COLUMNS[name]].cast("string")))


def _by_bridge(warehouse: Warehouse, selection: Selection, name: str) -> pd.DataFrame:
    if name not in BRIDGES:
        raise ValueError(f"no bridge for {name}")
    rows = counted(warehouse, selection).select("event_key", "participants")
    codes = bridge(warehouse, name)
    return _grouped(warehouse, rows.left_join(codes, "event_key").select("participants", "code"))


def _grouped(warehouse: Warehouse, rows: ir.Table) -> pd.DataFrame:
    grouped = rows.group_by("code").agg(events=events(rows), people=people(rows), without_count=without_count(rows))
    ordered = grouped.order_by(grouped.code.isnull(), ibis.desc("events"), "code")
    return warehouse.read(ordered.select(*GROUP_COLUMNS))
