"""Charts on the page: figures are made once for everybody, a click on a mark sets a filter, numbers stand beside."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st

from dashboard import state
from dashboard.charts import DARK, LIGHT, Chart, LegendItem, Palette
from dashboard.i18n import Words
from dashboard.warehouse import Warehouse

MOST_FIGURES = 256
MOST_ROWS = 200  # of a table of numbers
CONFIG = {"displayModeBar": False, "responsive": True}

_figures: WeakKeyDictionary[Warehouse, OrderedDict[Hashable, Chart]] = WeakKeyDictionary()
_keeping = threading.Lock()


def palette() -> Palette:
    """The colours of the visitor's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def kept(warehouse: Warehouse, words: Words, colours: Palette, name: str, make: Callable[[], Chart]) -> Chart:
    """A chart of the chosen events: made once, shared by all who look at the same; it must not be changed.

    Args:
        name: of the chart, with what it depends on beside filters, unit, language and colours.
        make: makes it where it is not there yet.
    """
    key = (name, state.selection().key(), state.unit(), words.lang, colours.card)
    with _keeping:
        figures = _figures.setdefault(warehouse, OrderedDict())
        if key in figures:
            figures.move_to_end(key)
            return figures[key]
    chart = make()
    with _keeping:
        figures[key] = chart
        while len(figures) > MOST_FIGURES:
            figures.popitem(last=False)
    return chart


def show_chart(chart: Chart, key: str) -> None:
    """The chart with its legend above; a click on a mark sets the filter that the mark stands for."""
    if chart.legend:
        st.html(f'<div class="legend">{"".join(map(_legend_item, chart.legend))}</div>')
    turn = st.session_state.get(f"clicks-{key}", 0)
    widget = f"chart-{key}-{turn}"
    st.plotly_chart(
        chart.figure,
        theme=None,
        key=widget,
        on_select=lambda: _take_click(key, widget),
        selection_mode="points",
        config=CONFIG,
        alt=chart.alt,
    )


def show_notes(notes: Sequence[str]) -> None:
    """What is not in the chart, in sentences."""
    if notes:
        lines = "".join(f"<span>{escape(note)}</span>" for note in notes)
        st.html(f'<div class="notes">{lines}</div>')


def show_numbers(words: Words, key: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The chart's numbers as a table, folded away; a very long one is cut, and says so."""
    listed = list(rows)
    with st.expander(words("chart.numbers"), key=f"numbers-{key}"):
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in listed[:MOST_ROWS])
        st.html(
            f'<div class="table-scroll"><table class="rows"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )
        if len(listed) > MOST_ROWS:
            show_notes([words("chart.more", n=words.number(len(listed) - MOST_ROWS))])


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _legend_item(item: LegendItem) -> str:
    kind = {"line": "dotted", "hatch": "hatch"}.get(item.mark, "")
    return f'<span><i class="{kind}" style="--key:{escape(item.colour)}"></i>{escape(item.label)}</span>'


def _take_click(key: str, widget: str) -> None:
    """Turn a click into a filter; a new key then redraws the chart, which a click has paled."""
    points: list[dict[str, Any]] = st.session_state[widget]["selection"]["points"]
    for wanted in (point.get("customdata") for point in points):
        if isinstance(wanted, (list, tuple)) and len(wanted) > 1:
            state.choose_mark(str(wanted[0]), [str(value) for value in wanted[1:]])
            break
    st.session_state[f"clicks-{key}"] = st.session_state.get(f"clicks-{key}", 0) + 1
