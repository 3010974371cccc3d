"""The filters in the sidebar, and what is on as a row of chips above the page."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import metrics, state
from dashboard.i18n import Words
from dashboard.selection import FILTERS, FIRST_YEAR, LAST_YEAR, Selection
from dashboard.views.frame import banner
from dashboard.views.naming import name_of, shortened
from dashboard.warehouse import Warehouse

LONGEST_OPTION = 88  # letters; what two lines of the list hold on a phone
LISTS = ("partner", "institution", "theme", "type", "city")
EXPLAINED = ("partner", "institution")
DAY_FORMAT = "DD/MM/YYYY"


def show_filters(words: Words, warehouse: Warehouse) -> None:
    """The filters, with how many events each value would show."""
    chosen = state.selection()
    with st.sidebar.container(key="filters"):
        st.html(f'<div class="side-title">{words("filter.title")}</div>')
        for name in ("from", "to"):
            _choose_day(words, chosen, name)
        tables = metrics.all_options(warehouse, chosen, LISTS)
        for name in LISTS:
            counts = dict(zip(tables[name]["code"], tables[name]["events"], strict=True))
            _choose_values(words, warehouse, name, {str(code): int(n) for code, n in counts.items()})
        st.button(
            words("filter.clear"),
            key="clear",
            icon=":material/filter_alt_off:",
            disabled=chosen == Selection(),
            on_click=state.choose,
            args=(Selection(),),
            width="stretch",
        )


def show_chips(words: Words, warehouse: Warehouse, chosen: Selection) -> None:
    """What is on, each to be taken away by a click; above it what was asked for and could not be applied.

    Args:
        chosen: the part of the selection that the page follows.
    """
    if days := state.backwards():
        start, end = map(words.date, days)
        banner(words("filter.backwards", start=start, end=end), kind="warn")
    if chosen == Selection():
        return
    with st.container(key="chips", horizontal=True, gap="small"):
        for name in FILTERS:
            for code in chosen.values_of(name):
                label, value = words(f"filter.{name}"), name_of(warehouse, words, name, code)
                rest = tuple(other for other in chosen.values_of(name) if other != code)
                st.button(
                    f"{words('filter.chip', filter=label, name=escape_markdown(value))}",
                    key=f"chip-{name}-{code}",
                    icon=":material/close:",
                    help=words("filter.remove", filter=label, name=value),
                    on_click=state.choose,
                    args=(state.selection().having(name, *rest),),
                )


def escape_markdown(text: str) -> str:
    """A text whose signs Streamlit's labels do not read as Markdown."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()#+-.!$:<>~|" else letter for letter in text)


def _choose_day(words: Words, chosen: Selection, name: str) -> None:
    st.session_state[f"filter-{name}"] = chosen.start if name == "from" else chosen.end
    st.date_input(
        words(f"filter.{name}"),
        value=None,
        key=f"filter-{name}",
        format=DAY_FORMAT,
        min_value=date(FIRST_YEAR, 1, 1),
        max_value=date(LAST_YEAR, 12, 31),
        on_change=state.choose_filter,
        args=(name,),
    )


def _choose_values(words: Words, warehouse: Warehouse, name: str, counts: dict[str, int]) -> None:
    st.session_state[f"filter-{name}"] = list(state.selection().values_of(name))

    def labelled(code: str) -> str:
        value = shortened(name_of(warehouse, words, name, code), LONGEST_OPTION)
        return words("filter.option", name=value, n=words.number(counts.get(code, 0)))

    st.multiselect(
        words(f"filter.{name}"),
        options=list(counts),
        format_func=labelled,
        key=f"filter-{name}",
        placeholder=words("filter.all"),
        select_all=False,
        help=words(f"filter.{name}_help") if name in EXPLAINED else None,
        on_change=state.choose_filter,
        args=(name,),
    )
