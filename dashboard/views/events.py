"""The table of events: search, order, pages; a row leads to its event."""

from __future__ import annotations

import math

import streamlit as st

from dashboard import metrics, state
from dashboard.i18n import Words
from dashboard.listing import list_events
from dashboard.views.downloads import download_button
from dashboard.views.filters import show_chips, show_filters
from dashboard.views.frame import card, empty, title
from dashboard.views.page import open_page
from dashboard.views.table import events_table
from dashboard.warehouse import Warehouse

PAGE = 25
SORTS = {
    "newest": "-date_start",
    "oldest": "date_start",
    "largest": "-participants",
    "title": "title",
    "doubtful": "confidence",
}


def show() -> None:
    """The page."""
    with open_page() as (words, warehouse):
        show_filters(words, warehouse)
        listed = metrics.totals(warehouse, state.selection()).listed
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(width="stretch"):
                title(words("events.title"), words.count("count.events", listed))
            download_button(words, warehouse, "events")
        show_chips(words, warehouse)
        _show_tools(words)
        if listed:
            _show_rows(words, warehouse, listed)
        else:
            empty(words("empty.selection_title"), words("empty.selection_body"))


def _show_tools(words: Words) -> None:
    with st.container(key="tools"):
        search, order = st.columns([3, 1.3], gap="small", vertical_alignment="bottom")
        with search:
            st.session_state["filter-q"] = " ".join(state.selection().q)
            st.text_input(
                words("events.search_label"),
                key="filter-q",
                placeholder=words("events.search"),
                icon=":material/search:",
                label_visibility="collapsed",
                on_change=state.choose_filter,
                args=("q",),
            )
        with order:
            st.selectbox(
                words("events.sort"),
                list(SORTS),
                format_func=lambda sort: words(f"sort.{sort}"),
                key="sort",
                label_visibility="collapsed",
                persist_state="session",
            )


def _show_rows(words: Words, warehouse: Warehouse, listed: int) -> None:
    pages = math.ceil(listed / PAGE)
    page = min(max(int(st.session_state.get("page-number", 1)), 1), pages)
    offset = (page - 1) * PAGE
    rows = list_events(warehouse, state.selection(), PAGE, offset, SORTS[st.session_state["sort"]])
    with card("events"):
        st.html(events_table(words, warehouse, rows, caption=words("events.caption")))
        if pages > 1:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                first, last, total = (words.number(n) for n in (offset + 1, offset + len(rows), listed))
                st.html(f'<span class="muted">{words("events.shown", first=first, last=last, total=total)}</span>')
                st.pagination(pages, key="page-number", width="stretch")
