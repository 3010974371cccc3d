"""From a selection to the events that it chooses: one table `chosen`, which all metrics of the selection read.

Its flags hold every answer that the filters can give, so that each metric is one short question in words that never
change: `now` (counts in the selection), `before` (counts in the equal period before), and `misses`: the filters that
keep an event out, a bit each. An event that misses only one filter is still in the table, for that filter's options.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir

from dashboard.selection import CODES, Selection
from dashboard.warehouse import Choice, Warehouse, table
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
BITS = {name: 1 << place for place, name in enumerate((*CODES, "dated", "q", "period"))}
ANY_STATE = (0, BITS["state"], BITS["status"], BITS["state"] | BITS["status"])

CHOSEN = ibis.table(
    {
        "event_key": "int32",
        "misses": "int32",
        "now": "boolean",
        "before": "boolean",
        "date_start": "date",
        "date_precision": "string",
        "participants": "int64",
        "needs_review": "boolean",
        **dict.fromkeys(COLUMNS.values(), "string"),
    },
    name="chosen",
)


def choose(warehouse: Warehouse, selection: Selection) -> Choice:
    """The events of a selection in a warehouse, ready for questions over `CHOSEN`."""
    return warehouse.choose(selection.key(), lambda: chosen_events(selection))


def chosen_events(selection: Selection) -> ir.Table:
    """The table `chosen` of a selection as an expression over the tidy tables.

    The filters `state` and `status` narrow; where one is not set, its rule of what counts stands for it. The metrics
    count held and not rejected events only, whatever those two filters let into the table of events.
    """
    events = table("events")
    rules = conditions(selection, events)
    missed = [ibis.ifelse(rule.fill_null(False), 0, BITS[name]) for name, rule in rules.items()]
    misses = functools.reduce(operator.add, missed).cast("int32")
    rows = events.select(*[name for name in CHOSEN.columns if name in events.columns], misses=misses)
    at_most_one = (rows.misses & (rows.misses - 1)) == 0
    rows = rows.filter(at_most_one | (rows.misses == ANY_STATE[-1]))
    counts = (rows.state == HELD) & (rows.status != REJECTED)
    before = selection.previous_period()
    if before and before.start and before.end:
        in_period = rows.date_start.between(ibis.literal(before.start), ibis.literal(before.end))
        earlier = (rows.misses == BITS["period"]) & counts & in_period
    else:
        earlier = ibis.literal(False)
    return rows.mutate(now=(rows.misses == 0) & counts, before=earlier).select(*CHOSEN.columns)


def bridge(name: str) -> ir.Table:
    """The rows (event_key, code) of a filter whose codes stand in a bridge; partners are institutions in that role."""
    source, column = BRIDGES[name]
    rows = table(source)
    rows = rows.filter(rows.role == "partner") if name == "partner" else rows
    return rows.select("event_key", code=rows[column])


def conditions(selection: Selection, rows: ir.Table) -> dict[str, ir.BooleanValue]:
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
            codes = bridge(name)
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
    """Each word looked for stands among the event's or in a name of its institutions, with or without the article."""
    words = {_bare(word) for text in selection.q for word in fold(text).split()}
    found = [rows.words.contains(word) | rows.event_key.isin(_acting_with(word)) for word in sorted(words)]
    return ibis.and_(*found) if found else None


def _acting_with(word: str) -> ir.Column:
    """The events of the institutions that have a word in one of their names."""
    bodies, acts = table("institutions"), table("participations")
    named = bodies.filter(bodies.words.contains(word)).institution_id
    return acts.filter(acts.institution_id.cast("string").isin(named)).event_key


def _bare(word: str) -> str:
    bare = word.removeprefix(ARTICLE)
    return bare if len(bare) > 1 else word


_OTHERS: Mapping[str, Callable[[Selection, ir.Table], ir.BooleanValue | None]] = {
    "period": _in_period,
    "dated": _is_dated,
    "q": _has_words,
}
