"""The table of events: search, order, pages; a row leads to its event."""

from __future__ import annotations

import math

import streamlit as st

from dashboard import metrics, state
from dashboard.i18n import Words
from dashboard.listing import list_events
from dashboard.views.downloads import download_button
from dashboard.views.filters import escape_markdown, show_chips, show_filters
from dashboard.views.frame import card, empty, title
from dashboard.views.markup import inside_link
from dashboard.views.page import open_page
from dashboard.views.table import events_table
from dashboard.warehouse import Warehouse
from etl.event import STATES

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
        chosen = state.selection()
        listed = metrics.totals(warehouse, chosen).listed
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(width="stretch"):
                title(words("events.title"), words.count("count.events", listed))
            download_button(words, warehouse, chosen, "events")
        show_chips(words, warehouse, chosen)
        _show_tools(words)
        _choose_states(words, warehouse)
        _show_undated(words, warehouse)
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


def _choose_states(words: Words, warehouse: Warehouse) -> None:
    """Which states are listed, with how many events each has; the held ones where nothing is chosen."""
    table = metrics.options(warehouse, state.selection(), "state")
    counts = dict(zip(table["code"], table["events"], strict=True))

    def labelled(code: str) -> str:
        number = words.number(int(counts.get(code, 0)))
        return escape_markdown(words("filter.option", name=words.code("states", code), n=number))

    st.session_state["filter-state"] = list(state.selection().state) or [state.HELD]
    st.segmented_control(
        words("events.states"),
        STATES,
        format_func=labelled,
        selection_mode="multi",
        key="filter-state",
        on_change=state.choose_states,
        label_visibility="collapsed",
    )


def _show_undated(words: Words, warehouse: Warehouse) -> None:
    """How many events have no date, with a link to them: the order by date puts them last, a period leaves them out."""
    anywhere = state.selection().without("period", "dated")
    table = metrics.options(warehouse, anywhere, "dated")
    undated = int(table.loc[table["code"] == "no", "events"].sum())
    if undated and not state.selection().dated:
        link = inside_link(words("chart.undated_link"), "events", anywhere.having("dated", "no"))
        st.html(f'<div class="notes"><span>{words.count("count.undated", undated)}</span>{link}</div>')


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
