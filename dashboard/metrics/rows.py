"""The events themselves: a page of the table, one event with all that is known of it, how many are left out."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.metrics.choose import ANY_STATE, CHOSEN, HELD, REJECTED, choose
from dashboard.selection import Selection
from dashboard.warehouse import COLUMNS, Warehouse, table
from etl.event import ROLES, STATES

# Columns that the table can be sorted by; "-" before one is descending. Events without a value come last.
SORTS = ("date_start", "title", "event_type", "city", "participants", "confidence")
LARGEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Totals:
    """How many events a selection has, and what is not among the numbers.

    Attributes:
        counted: events that count (the KPI "events").
        listed: events of the table and the exports.
        undated: counted events without a date.
        without_count: counted events without a number of participants.
        needs_review: listed events that wait for a person.
        planned, postponed, cancelled: events of the other filters in these states, not rejected; never added in.
        rejected: held events of the other filters that a person rejected.
        all: all events of the warehouse, whatever their state.
    """

    counted: int
    listed: int
    undated: int
    without_count: int
    needs_review: int
    planned: int
    postponed: int
    cancelled: int
    rejected: int
    all: int


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One event.

    Attributes:
        values: the columns of `events`; None is "not stated".
        releases: the releases that tell of it, with their bodies, the oldest first.
        participations: `institution_id`, `role`, names and acronym, the strongest role first.
        themes, audiences: codes.
        evidence: `release_id`, `field`, `value`, `start`, `end`, `text`, `rule`, `confidence` in the order of the text.
        review_reasons: codes.
        candidates: `field`, `value`, `reason`.
        corrections: what people changed, the latest first.
    """

    values: Mapping[str, Any]
    releases: pd.DataFrame
    participations: pd.DataFrame
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    evidence: pd.DataFrame
    review_reasons: tuple[str, ...]
    candidates: pd.DataFrame
    corrections: pd.DataFrame


def events(
    warehouse: Warehouse, selection: Selection, limit: int = 50, offset: int = 0, sort: str = "-date_start"
) -> pd.DataFrame:
    """A page of the events that a selection lists.

    Args:
        limit: rows of the page, `LARGEST_PAGE` at most.
        offset: rows before it.
        sort: one of `SORTS`, "-" before it for descending; anything else sorts by date, the latest first.

    Returns:
        The columns of `events` as in `COLUMNS`, with nullable types.
    """
    name = sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "date_start"
    descending = sort.startswith("-") or name != sort
    page = _page(name, descending, max(0, min(limit, LARGEST_PAGE)), max(0, offset))
    return choose(warehouse, selection).read(page)


def totals(warehouse: Warehouse, selection: Selection) -> Totals:
    """How many events a selection has, and how many are left out of the numbers."""
    row = choose(warehouse, selection).read_rows(_totals())[0] | warehouse.read_rows(_everything())[0]
    return Totals(**{name: int(value or 0) for name, value in row.items()})


@functools.lru_cache(maxsize=256)
def _page(name: str, descending: bool, limit: int, offset: int) -> ir.Table:
    rows = table("events").semi_join(CHOSEN.filter(CHOSEN.misses == 0), "event_key")
    column = rows.words if name == "title" else rows[name]
    column = column.cast("string") if name in ("event_type", "city") else column
    first = ibis.desc(column, nulls_first=False) if descending else ibis.asc(column, nulls_first=False)
    return rows.order_by(first, "event_id").select(*COLUMNS["events"]).limit(limit, offset=offset)


@functools.cache
def _totals() -> ir.Table:
    rows = CHOSEN
    listed, elsewhere = rows.misses == 0, rows.misses.isin(ANY_STATE)
    kept = elsewhere & (rows.status != REJECTED)
    states = {state: rows.count(where=kept & (rows.state == state)) for state in STATES if state != HELD}
    return rows.agg(
        counted=rows.count(where=rows.now),
        listed=rows.count(where=listed),
        undated=rows.count(where=rows.now & rows.date_start.isnull()),
        without_count=rows.count(where=rows.now & rows.participants.isnull()),
        needs_review=rows.count(where=listed & rows.needs_review),
        rejected=rows.count(where=elsewhere & (rows.state == HELD) & (rows.status == REJECTED)),
        **states,
    )


@functools.cache
def _everything() -> ir.Table:
    return table("events").agg(all=table("events").count())


def event(warehouse: Warehouse, event_id: str) -> EventDetail | None:
    """All that is known of an event; None where there is no such event."""
    chosen = table("events")
    chosen = chosen.filter(chosen.event_id == event_id)
    found = warehouse.read_rows(chosen)
    if not found:
        return None
    key, values = found[0]["event_key"], {name: found[0][name] for name in COLUMNS["events"]}
    links = table("event_releases")
    releases = table("releases")
    sources = releases.semi_join(links.filter(links.event_id == event_id), "release_id")
    return EventDetail(
        values=values,
        releases=warehouse.read(sources.order_by("published", "release_id")),
        participations=_participations(warehouse, key),
        themes=_codes(warehouse, "event_themes", "theme_id", key),
        audiences=_codes(warehouse, "event_audiences", "audience_id", key),
        evidence=_of_event(warehouse, "evidence", event_id).sort_values(
            ["release_id", "start", "end"], ignore_index=True
        ),
        review_reasons=tuple(sorted(set(_of_event(warehouse, "review_reasons", event_id)["reason"].dropna()))),
        candidates=_of_event(warehouse, "candidates", event_id).sort_values(["field", "value"], ignore_index=True),
        corrections=_of_event(warehouse, "corrections", event_id).sort_values("at", ascending=False, ignore_index=True),
    )


def _of_event(warehouse: Warehouse, name: str, event_id: str) -> pd.DataFrame:
    rows = table(name)
    return warehouse.read(rows.filter(rows.event_id == event_id).drop("event_id"))


def _codes(warehouse: Warehouse, name: str, column: str, key: int) -> tuple[str, ...]:
    rows = table(name)
    found = warehouse.read_rows(rows.filter(rows.event_key == key).select(column))
    return tuple(sorted(row[column] for row in found))


def _participations(warehouse: Warehouse, key: int) -> pd.DataFrame:
    rows = table("participations")
    rows = rows.filter(rows.event_key == key).select(
        institution_id=rows.institution_id.cast("string"), role=rows.role, strength=_strength(rows.role)
    )
    named = rows.left_join(table("institutions"), "institution_id").drop("institution_id_right", "words")
    return warehouse.read(named.order_by("strength", "institution_id").drop("strength"))


def _strength(role: ir.StringValue) -> ir.IntegerValue:
    return ibis.cases(*[(role == name, place) for place, name in enumerate(ROLES)], else_=len(ROLES))
