"""The overview: key figures, activity over time, who acts in which role, themes, and the latest events."""

from __future__ import annotations

import streamlit as st

from dashboard import metrics, state
from dashboard.charts import Chart, plot_activity, plot_by_institution, plot_by_role, plot_by_theme, plot_by_type
from dashboard.charts.time import bucket_name
from dashboard.i18n import Words
from dashboard.listing import list_events, records
from dashboard.metrics import Totals
from dashboard.selection import Selection
from dashboard.views.cards import show_kpis
from dashboard.views.downloads import download_button
from dashboard.views.figures import kept, palette, show_chart, show_notes, show_numbers
from dashboard.views.filters import show_chips, show_filters
from dashboard.views.frame import card, empty, title
from dashboard.views.markup import inside_link
from dashboard.views.page import open_page
from dashboard.views.table import events_table
from dashboard.warehouse import Warehouse
from etl.event import ROLES

LATEST = 8
TOP = 10
GROUPS = {"theme": (metrics.by_theme, plot_by_theme), "type": (metrics.by_type, plot_by_type)}


def show() -> None:
    """The page."""
    with open_page() as (words, warehouse):
        show_filters(words, warehouse)
        chosen = state.selection().without("state")  # what is planned or put off is never in a figure
        totals = metrics.totals(warehouse, chosen)
        _show_head(words, warehouse, chosen, totals)
        show_chips(words, warehouse, chosen)
        if not totals.all:
            empty(words("empty.store_title"), words("empty.store_body"))
            return
        show_kpis(words, metrics.kpis(warehouse, chosen), _notes(words, warehouse, chosen, totals))
        if not totals.listed:
            _show_nothing(words, metrics.activity(warehouse, chosen, state.unit()).undated, chosen)
            return
        _show_activity(words, warehouse, chosen)
        wide, narrow = st.columns([1.35, 1], gap="medium")
        with wide:
            _show_institutions(words, warehouse, chosen)
            _show_roles(words, warehouse, chosen)
        with narrow:
            _show_groups(words, warehouse, chosen, "theme")
            _show_groups(words, warehouse, chosen, "type")
        _show_latest(words, warehouse, chosen)


def _show_head(words: Words, warehouse: Warehouse, chosen: Selection, totals: Totals) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch"):
            title(words("overview.title"), _period(words, chosen))
        if totals.listed:
            download_button(words, warehouse, chosen, "overview")


def _period(words: Words, chosen: Selection) -> str:
    days = {name: words.date(day) for name, day in (("start", chosen.start), ("end", chosen.end)) if day}
    key = {("start", "end"): "from_to", ("start",): "from", ("end",): "to"}.get(tuple(days), "all_time")
    return words(f"overview.{key}", **days)


def _notes(words: Words, warehouse: Warehouse, chosen: Selection, totals: Totals) -> dict[str, str]:
    """A line below each figure: what is in it, what is left out."""
    if not totals.counted:
        return {}
    roles = {row["code"]: row for row in records(metrics.by_role(warehouse, chosen))}
    notes = {
        "people": words.count("kpi_note.uncounted", totals.without_count),
        "institutions": words.count("kpi_note.organisers", roles["organiser"]["institutions"]),
        "partners": words.count("kpi_note.partner_events", roles["partner"]["events"]),
    }
    return notes | ({} if chosen.has_period else {"events": words.count("kpi_note.undated", totals.undated)})


def _show_nothing(words: Words, undated: int, chosen: Selection) -> None:
    """No event in the selection; the undated ones that a period leaves out are told."""
    empty(words("empty.selection_title"), words("empty.selection_body"))
    if undated:
        st.html(f'<div class="notes">{words.count("count.undated", undated)} {_undated_link(words, chosen)}</div>')


def _undated_link(words: Words, chosen: Selection) -> str:
    return inside_link(words("chart.undated_link"), "events", chosen.without("period").having("dated", "no"))


def _show_activity(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    """Events over time, the undated ones beside, with a link to them."""
    activity, colours = metrics.activity(warehouse, chosen, state.unit()), palette()
    chart = kept(warehouse, words, colours, "activity", lambda: plot_activity(activity, colours, words))
    with card("activity", words(f"chart.activity_{activity.unit}"), chart.alt):
        _choose_unit(words)
        if not activity.total and not activity.undated:
            st.html(f'<div class="empty small">{words("empty.chart")}</div>')
            return
        if activity.table["events"].any() or activity.undated:
            show_chart(chart, "activity")
        if activity.undated:
            st.html(_undated_link(words, chosen))
        rows = [
            (bucket_name(row["start"], activity.unit, words), words.number(row["events"]))
            for row in records(activity.table)
        ]
        show_numbers(words, "activity", (words("chart.period"), words("chart.events")), rows)


def _choose_unit(words: Words) -> None:
    st.session_state["choice-unit"] = state.unit()
    st.segmented_control(
        words("unit.label"),
        state.UNITS,
        format_func=lambda unit: words(f"unit.{unit}"),
        key="choice-unit",
        required=True,
        on_change=state.choose_word,
        args=("unit",),
        label_visibility="collapsed",
    )


def _show_institutions(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    """Who acts, and in which role."""
    table, colours = metrics.by_institution(warehouse, chosen), palette()
    names = warehouse.names.all("institution", table["code"], words.lang)
    chart = kept(
        warehouse, words, colours, "institutions", lambda: plot_by_institution(table, names, colours, words, top=TOP)
    )
    with card("institutions", words("chart.institutions"), words.count("count.institutions", len(table)), stretch=True):
        _show_bars(words, chart, "institutions", bool(len(table)))
        rows = [
            (names[row["code"]], *(words.number(row[role]) for role in ROLES[:-1]), words.number(row["events"]))
            for row in records(table)
        ]
        heads = [words("column.name"), *(words(f"role.{role}") for role in ROLES[:-1]), words("chart.total")]
        show_numbers(words, "institutions", heads, rows)


def _show_groups(words: Words, warehouse: Warehouse, chosen: Selection, name: str) -> None:
    """Events of each theme or type."""
    count, plot = GROUPS[name]
    table, colours = count(warehouse, chosen), palette()
    names = warehouse.names.all(name, table["code"].dropna(), words.lang)
    chart = kept(warehouse, words, colours, name, lambda: plot(table, names, colours, words))
    with card(f"{name}s", words(f"chart.{name}s"), words(f"chart.{name}s_finding"), stretch=True):
        _show_bars(words, chart, name, bool(len(table)))
        rows = [
            (names.get(row["code"], words("event.not_stated")), words.number(row["events"])) for row in records(table)
        ]
        show_numbers(words, name, (words(f"filter.{name}"), words("chart.events")), rows)


def _show_roles(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    """How often institutions took part in each role."""
    table, colours = metrics.by_role(warehouse, chosen), palette()
    chart = kept(warehouse, words, colours, "roles", lambda: plot_by_role(table, colours, words))
    with card("roles", words("chart.roles"), words("chart.roles_finding"), stretch=True):
        _show_bars(words, chart, "roles", bool(table["participations"].any()))
        rows = [
            (words(f"role.{row['code']}"), *(words.number(row[name]) for name in ("participations", "institutions")))
            for row in records(table)
        ]
        heads = (words("filter.role"), words("chart.participations"), words("kpi.institutions"))
        show_numbers(words, "roles", heads, rows)


def _show_bars(words: Words, chart: Chart, key: str, any_bar: bool) -> None:
    if any_bar:
        show_chart(chart, key)
        show_notes(chart.notes)
    else:
        st.html(f'<div class="empty small">{words("empty.chart")}</div>')


def _show_latest(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    with card("latest", words("chart.latest")):
        rows = list_events(warehouse, chosen, LATEST, 0, "-date_start")
        st.html(events_table(words, warehouse, rows, caption=words("chart.latest")))
        st.html(inside_link(words("chart.latest_all"), "events"))
