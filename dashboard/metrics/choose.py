"""From a selection to the events that it chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir

from dashboard.selection import Selection
from dashboard.warehouse import Warehouse
from etl.text import fold
from etl.vocabulary.registry import ARTICLE

HELD, REJECTED = "held", "rejected"

# Filters whose codes stand in a column of the events, and those whose codes stand in a bridge.
COLUMNS = {"type": "event_type", "region": "region", "city": "city", "state": "state", "status": "status"}
BRIDGES = {
    "partner": ("participations", "institution_id"),
    "institution": ("participations", "institution_id"),
    "theme": ("event_themes", "theme_id"),
    "audience": ("event_audiences", "audience_id"),
    "language": ("event_languages", "lang"),
}


def listed(warehouse: Warehouse, selection: Selection) -> ir.Table:
    """The events that the table and the exports show.

    What counts, unless the filter `state` or `status` says otherwise: that filter then takes the place of its rule.
    """
    rows = warehouse.table("events")
    return rows.filter(list(conditions(warehouse, selection, rows).values()))


def counted(warehouse: Warehouse, selection: Selection) -> ir.Table:
    """The events that count: those listed that were held and are not rejected."""
    rows = warehouse.table("events")
    rules = conditions(warehouse, selection, rows)
    if selection.state:
        rules["held"] = rows.state == HELD
    if selection.status:
        rules["kept"] = rows.status != REJECTED
    return rows.filter(list(rules.values()))


def bridge(warehouse: Warehouse, name: str) -> ir.Table:
    """The rows (event_key, code) of a filter whose codes stand in a bridge; partners are institutions in that role."""
    table, column = BRIDGES[name]
    rows = warehouse.table(table)
    rows = rows.filter(rows.role == "partner") if name == "partner" else rows
    return rows.select("event_key", code=rows[column])


def conditions(warehouse: Warehouse, selection: Selection, rows: ir.Table) -> dict[str, ir.BooleanValue]:
    """The conditions of a selection on the events, by the filter that makes each; `period` is from and to together."""
    rules: dict[str, ir.BooleanValue] = {
        "state": rows.state.isin(selection.state) if selection.state else rows.state == HELD,
        "status": rows.status.isin(selection.status) if selection.status else rows.status != REJECTED,
    }
    for name, column in COLUMNS.items():
        if name not in rules and selection.values_of(name):
            rules[name] = rows[column].isin(selection.values_of(name))
    for name in BRIDGES:
        if values := selection.values_of(name):
            codes = bridge(warehouse, name)
            rules[name] = rows.event_key.isin(codes.filter(codes.code.isin(values)).event_key)
    for name, rule in _OTHERS.items():
        condition = rule(selection, rows)
        if condition is not None:
            rules[name] = condition
    return rules


def _in_period(selection: Selection, rows: ir.Table) -> ir.BooleanValue | None:
    if selection.start and selection.end:
        return rows.date_start.between(ibis.literal(selection.start), ibis.literal(selection.end))
    if selection.start:
        return rows.date_start >= ibis.literal(selection.start)
    if selection.end:
        return rows.date_start <= ibis.literal(selection.end)
    return None


def _is_dated(selection: Selection, rows: ir.Table) -> ir.BooleanValue | None:
    if len(selection.dated) != 1:
        return None
    return rows.date_start.notnull() if selection.dated == ("yes",) else rows.date_start.isnull()


def _has_words(selection: Selection, rows: ir.Table) -> ir.BooleanValue | None:
    """All words looked for stand in the event's folded words, with or without the article."""
    words = {_bare(word) for text in selection.q for word in fold(text).split()}
    found = [rows.words.contains(word) for word in sorted(words)]
    return ibis.and_(*found) if found else None


def _bare(word: str) -> str:
    bare = word.removeprefix(ARTICLE)
    return bare if len(bare) > 1 else word


_OTHERS: Mapping[str, Callable[[Selection, ir.Table], ir.BooleanValue | None]] = {
    "period": _in_period,
    "dated": _is_dated,
    "q": _has_words,
}
