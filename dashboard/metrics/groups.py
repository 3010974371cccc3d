"""The events that count, by institution, role, theme, type, audience and place."""

from __future__ import annotations

import functools
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.choose import CHOSEN, COLUMNS, bridge, choose
from dashboard.metrics.measures import events, people, without_count
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, table
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
    bodies: dict[str, dict[str, Any]] = {}
    for row in institution_rows(warehouse, selection):
        if row["now"] and _has_role(row["role"], role):
            empty = {"code": row["code"]} | dict.fromkeys((*ROLES, "events"), 0) | {"people": None}
            body = bodies.setdefault(row["code"], empty)
            body[row["role"]] += row["events"]
            body["events"] += row["events"]
            if row["people"] is not None:
                body["people"] = (body["people"] or 0) + row["people"]
    ordered = sorted(bodies.values(), key=lambda body: (-body["events"], body["code"]))
    kinds = {"code": "str"} | dict.fromkeys((*ROLES, "events"), "int64") | {"people": "Int64"}
    return pd.DataFrame(ordered, columns=list(kinds)).astype(kinds)


def by_role(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events that have an institution in each role, and the institutions in it; a row for each of the roles.

    Returns:
        `code` (the role), `events` (distinct), `institutions` (distinct), `participations` (times an institution had
        the role).
    """
    found = {row["code"]: row for row in choose(warehouse, selection).read_rows(_roles())}
    empty = {"events": 0, "institutions": 0, "participations": 0}
    return pd.DataFrame([{"code": role} | found.get(role, empty) for role in ROLES])


def by_theme(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events of each theme (an event with two themes stands in both), then `code` None: those with none.

    Returns:
        `code`, `events`, `people` (NA: not stated), `without_count`; the largest first.
    """
    return choose(warehouse, selection).read(_by_bridge("theme"))


def by_audience(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events for each audience (an event with two stands in both), then `code` None: those that state none.

    Returns:
        Columns as `by_theme`.
    """
    return choose(warehouse, selection).read(_by_bridge("audience"))


def by_type(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events of each type; columns as `by_theme`."""
    return choose(warehouse, selection).read(_by_column("type"))


def by_region(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events in each region, then `code` None: those whose region is not known; columns as `by_theme`."""
    return choose(warehouse, selection).read(_by_column("region"))


def by_city(warehouse: Warehouse, selection: Selection) -> pd.DataFrame:
    """Events in each city, then `code` None: those whose city is not known; columns as `by_theme`."""
    return choose(warehouse, selection).read(_by_column("city"))


def institution_rows(warehouse: Warehouse, selection: Selection) -> list[dict[str, Any]]:
    """Events and people by institution and role, in the period and in the equal one before.

    Returns:
        Rows of `now`, `before`, `code`, `role`, `events`, `people`.
    """
    return choose(warehouse, selection).read_rows(_institutions())


@functools.cache
def _institutions() -> ir.Table:
    rows = CHOSEN.filter(CHOSEN.now | CHOSEN.before).select("event_key", "now", "before", "participants")
    joined = table("participations").join(rows, "event_key")
    return joined.group_by("now", "before", "role", code=joined.institution_id).agg(
        events=events(joined), people=people(joined)
    )


@functools.cache
def _roles() -> ir.Table:
    joined = table("participations").join(CHOSEN.filter(CHOSEN.now).select("event_key"), "event_key")
    return joined.group_by(code=joined.role).agg(
        events=joined.event_key.nunique(),
        institutions=joined.institution_id.nunique(),
        participations=joined.count(),
    )


@functools.cache
def _by_column(name: str) -> ir.Table:
    rows = CHOSEN.filter(CHOSEN.now)
    return _grouped(rows.select("participants", code=rows[COLUMNS[name]].cast("string")))


@functools.cache
def _by_bridge(name: str) -> ir.Table:
    rows = CHOSEN.filter(CHOSEN.now).select("event_key", "participants")
    joined = rows.left_join(bridge(name), "event_key")
    return _grouped(joined.select("participants", code=joined.code.cast("string")))


def _grouped(rows: ir.Table) -> ir.Table:
    grouped = rows.group_by("code").agg(events=events(rows), people=people(rows), without_count=without_count(rows))
    return grouped.order_by(grouped.code.isnull(), ibis.desc("events"), "code").select(*GROUP_COLUMNS)


def _has_role(role: str, wanted: str | None) -> bool:
    if wanted is None:
        return role != "mentioned"
    return wanted in ("any", role)
