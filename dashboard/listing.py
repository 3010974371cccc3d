"""Events as the pages list them: a page of the table with organisers and the mark of fictional samples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from dashboard import metrics
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, table


class Listed(NamedTuple):
    """An event in a list.

    Attributes:
        values: the columns of `events`; None is "not stated".
        organisers: ids of the institutions that organised it.
        fictional: all its releases are samples.
    """

    values: dict[str, Any]
    organisers: tuple[str, ...]
    fictional: bool


def list_events(warehouse: Warehouse, chosen: Selection, limit: int, offset: int, sort: str) -> list[Listed]:
    """A page of the events of a selection; arguments as for `metrics.events`."""
    return with_company(warehouse, records(metrics.events(warehouse, chosen, limit=limit, offset=offset, sort=sort)))


def with_company(warehouse: Warehouse, events: list[dict[str, Any]]) -> list[Listed]:
    """Events with their organisers and whether they are samples."""
    ids = [event["event_id"] for event in events]
    organisers, fictional = _organisers(warehouse, ids), fictional_among(warehouse, ids)
    return [
        Listed(event, tuple(organisers.get(event["event_id"], ())), event["event_id"] in fictional) for event in events
    ]


def fictional_among(warehouse: Warehouse, ids: Iterable[str]) -> frozenset[str]:
    """Those of some events that only fictional releases tell of."""
    links, releases = table("event_releases"), table("releases")
    links = links.filter(links.event_id.isin(list(ids)))
    joined = links.join(releases, "release_id")
    grouped = joined.group_by("event_id").agg(fictional=joined.fictional.fill_null(False).all())
    return frozenset(row["event_id"] for row in warehouse.read_rows(grouped) if row["fictional"])


def has_samples(warehouse: Warehouse) -> bool:
    """Whether any release is a fictional sample."""
    releases = table("releases")
    found = warehouse.read_rows(releases.agg(samples=releases.fictional.fill_null(False).sum()))
    return bool(found[0]["samples"])


def size_of(warehouse: Warehouse) -> dict[str, int]:
    """How much the register holds: rows of the main tables, and the fictional releases."""
    sizes = {name: table(name).count() for name in ("releases", "events", "institutions", "evidence")}
    counts = {name: int(warehouse.read_rows(table(name).agg(rows=size))[0]["rows"]) for name, size in sizes.items()}
    releases = table("releases")
    samples = warehouse.read_rows(releases.agg(samples=releases.fictional.fill_null(False).sum()))
    return counts | {"samples": int(samples[0]["samples"] or 0)}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values: days as `date`, null as None."""
    plain = frame.astype("object").where(frame.notna(), None)
    rows: list[dict[str, Any]] = [
        {str(name): value.date() if isinstance(value, pd.Timestamp) else value for name, value in row.items()}
        for row in plain.to_dict("records")
    ]
    return rows


def _organisers(warehouse: Warehouse, ids: Iterable[str]) -> dict[str, list[str]]:
    events, bodies = table("events"), table("participations")
    chosen = events.filter(events.event_id.isin(list(ids))).select("event_key", "event_id")
    joined = bodies.filter(bodies.role == "organiser").join(chosen, "event_key")
    rows = warehouse.read_rows(joined.select("event_id", code=joined.institution_id.cast("string")))
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["code"]):
        found.setdefault(row["event_id"], []).append(row["code"])
    return found
