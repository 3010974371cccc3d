"""The overview: key figures, activity over time, who acts in which role, themes, and the latest events."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import metrics, state
from dashboard.i18n import Words
from dashboard.listing import list_events
from dashboard.metrics import Totals
from dashboard.selection import Selection
from dashboard.views.cards import show_kpis
from dashboard.views.downloads import download_button
from dashboard.views.filters import show_chips, show_filters
from dashboard.views.frame import card, empty, title
from dashboard.views.page import open_page
from dashboard.views.table import events_table
from dashboard.warehouse import Warehouse

LATEST = 8


def show() -> None:
    """The page."""
    with open_page() as (words, warehouse):
        show_filters(words, warehouse)
        chosen = state.selection()
        totals = metrics.totals(warehouse, chosen)
        _show_head(words, warehouse, chosen, totals)
        show_chips(words, warehouse)
        if not totals.all:
            empty(words("empty.store_title"), words("empty.store_body"))
            return
        show_kpis(words, metrics.kpis(warehouse, chosen), _notes(words, warehouse, chosen, totals))
        if not totals.listed:
            empty(words("empty.selection_title"), words("empty.selection_body"))
            return
        _show_latest(words, warehouse, chosen)


def _show_head(words: Words, warehouse: Warehouse, chosen: Selection, totals: Totals) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch"):
            title(words("overview.title"), _period(words, chosen))
        if totals.listed:
            download_button(words, warehouse, "overview")


def _period(words: Words, chosen: Selection) -> str:
    days = {name: words.date(day) for name, day in (("start", chosen.start), ("end", chosen.end)) if day}
    key = {("start", "end"): "from_to", ("start",): "from", ("end",): "to"}.get(tuple(days), "all_time")
    return words(f"overview.{key}", **days)


def _notes(words: Words, warehouse: Warehouse, chosen: Selection, totals: Totals) -> dict[str, str]:
    """A line below each figure: what is in it, what is left out."""
    roles = metrics.by_role(warehouse, chosen).set_index("code")
    notes = {
        "people": words.count("kpi_note.uncounted", totals.without_count),
        "institutions": words.count("kpi_note.organisers", int(roles.loc["organiser", "institutions"])),
        "partners": words.count("kpi_note.partner_events", int(roles.loc["partner", "events"])),
    }
    return notes | ({} if chosen.has_period else {"events": words.count("kpi_note.undated", totals.undated)})


def _show_latest(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    with card("latest", words("chart.latest")):
        rows = list_events(warehouse, chosen, LATEST, 0, "-date_start")
        st.html(events_table(words, warehouse, rows, caption=words("chart.latest")))
        st.html(
            f'<a class="link" data-inside="" href="{escape(state.address("events"))}">{escape(words("chart.latest_all"))}</a>'
        )
