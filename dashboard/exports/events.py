"""The rows of a report: an event each, with the names of its institutions, themes and audiences, and its sources."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import ibis.expr.types as ir
import pyarrow as pa

from dashboard.metrics.choose import CHOSEN, bridge, choose
from dashboard.selection import Selection
from dashboard.warehouse import COLUMNS, Choice, Warehouse, table

EVENT_COLUMNS = tuple(COLUMNS["events"])
ROLE_COLUMNS = {"organisers": "organiser", "partners": "partner", "hosts": "host", "funders": "funder"}
LIST_COLUMNS = (*ROLE_COLUMNS, "themes", "audiences", "source_url")
SEPARATOR = "; "


def event_rows(warehouse: Warehouse, selection: Selection, lang: str) -> pa.Table:
    """The events that a selection lists, the undated ones among them.

    What counts is listed, unless the filters `state` and `status` say otherwise.

    Args:
        lang: the language of the names ("ar", "fr", "en").

    Returns:
        A row for each event, by date, the undated ones last: the columns of `events`, then `organisers`, `partners`,
        `hosts`, `funders`, `themes`, `audiences` (names joined by "; ") and `source_url` (of its releases). What is
        not stated is null.
    """
    choice = choose(warehouse, selection)
    events = choice.read_arrow(_listed())
    keys = events["event_key"].to_pylist()
    lists = _roles(warehouse, choice, lang)
    lists["themes"] = _named(warehouse, choice, "theme", lang)
    lists["audiences"] = _named(warehouse, choice, "audience", lang)
    lists["source_url"] = _joined((row["event_key"], row["url"]) for row in choice.read_arrow(_sources()).to_pylist())
    rows = events.select(list(EVENT_COLUMNS))
    for name in LIST_COLUMNS:
        rows = rows.append_column(name, pa.array([lists[name].get(key) for key in keys], pa.string()))
    return rows


def _roles(warehouse: Warehouse, choice: Choice, lang: str) -> dict[str, dict[int, str]]:
    """For each list of institutions: event_key -> names in order of their names."""
    pairs: dict[str, list[tuple[int, str]]] = {role: [] for role in ROLE_COLUMNS.values()}
    name_of = functools.cache(lambda code: warehouse.names.of("institution", code, lang))
    for row in choice.read_arrow(_participations()).to_pylist():
        if row["role"] in pairs:
            pairs[row["role"]].append((row["event_key"], name_of(row["code"])))
    return {column: _joined(pairs[role]) for column, role in ROLE_COLUMNS.items()}


def _named(warehouse: Warehouse, choice: Choice, filter_name: str, lang: str) -> dict[int, str]:
    """event_key -> names of the codes of a filter, in order of their names."""
    name_of = functools.cache(lambda code: warehouse.names.of(filter_name, code, lang))
    rows = choice.read_arrow(_codes(filter_name)).to_pylist()
    return _joined((row["event_key"], name_of(row["code"])) for row in rows)


def _joined(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    values: dict[int, list[str]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return {key: SEPARATOR.join(dict.fromkeys(sorted(names))) for key, names in values.items()}


@functools.cache
def _listed() -> ir.Table:
    rows = table("events").semi_join(_chosen(), "event_key")
    return rows.order_by(rows.date_start.asc(nulls_first=False), "event_id").select("event_key", *EVENT_COLUMNS)


@functools.cache
def _participations() -> ir.Table:
    rows = table("participations").semi_join(_chosen(), "event_key")
    return rows.select("event_key", "role", code=rows.institution_id.cast("string"))


@functools.cache
def _codes(filter_name: str) -> ir.Table:
    rows = bridge(filter_name).semi_join(_chosen(), "event_key")
    return rows.select("event_key", code=rows.code.cast("string"))


@functools.cache
def _sources() -> ir.Table:
    events = table("events").semi_join(_chosen(), "event_key").select("event_id", "event_key")
    linked = table("event_releases").join(events, "event_id").select("event_key", "release_id")
    releases = table("releases")
    return linked.join(releases.filter(releases.url.notnull() & (releases.url != "")), "release_id").select(
        "event_key", "url"
    )


def _chosen() -> ir.Table:
    return CHOSEN.filter(CHOSEN.misses == 0)
