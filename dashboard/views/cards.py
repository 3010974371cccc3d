"""The key figures as cards: value, change against the period before, what is left out, and the course."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard.i18n import Words
from dashboard.metrics import Kpi, Kpis
from dashboard.views.sparkline import sparkline


def show_kpis(words: Words, figures: Kpis, notes: Mapping[str, str]) -> None:
    """The cards in a row.

    Args:
        figures: what `metrics.kpis` gives.
        notes: name of a figure -> a line on what is in it or left out.
    """
    compared = ""
    if figures.before:
        start, end = (words.date(day) for day in figures.before)
        compared = f'<div class="notes">{escape(words("kpi.compared", start=start, end=end))}</div>'
    cards = "".join(_card(words, figure, notes.get(figure.name, "")) for figure in figures)
    st.html(f'<div class="kpis">{cards}</div>{compared}')


def _card(words: Words, figure: Kpi, note: str) -> str:
    label = words(f"kpi.{figure.name}")
    value = words("kpi.not_stated") if figure.value is None else words.number(figure.value)
    explained = escape(words(f"kpi_help.{figure.name}"))
    line = sparkline(figure.series)
    course = f'<div class="spark" role="img" aria-label="{escape(words("kpi.trend", name=label))}"' if line else "<div"
    course += f" style='--spark:{line}'></div>" if line else ' class="no-spark"></div>'
    return (
        f'<section class="kpi" data-kpi="{figure.name}" aria-label="{escape(label)}">'
        f'<div class="kpi-label"><span>{escape(label)}</span><span class="help" tabindex="0" role="note"'
        f' aria-label="{explained}">?<span class="tip" aria-hidden="true">{explained}</span></span></div>'
        f'<div class="kpi-value">{escape(value)}</div>{_change(words, figure)}'
        f'<div class="kpi-note">{escape(note)}</div>{course}</section>'
    )


def _change(words: Words, figure: Kpi) -> str:
    """The change against the equal period before; nothing where there is no such period."""
    if figure.previous is None:
        return ""
    was = f"<span>{escape(words('kpi.was', n=words.number(figure.previous)))}</span>"
    if figure.change is None:
        return f'<div class="kpi-change">{was}</div>'
    kind, arrow = ("flat", "") if figure.value == figure.previous else ("", "↑ ")
    if figure.change < 0:
        kind, arrow = "down", "↓ "
    text = words("kpi.same") if kind == "flat" else arrow + words.percent(figure.change, signed=True)
    return f'<div class="kpi-change"><span class="pill {kind}">{escape(text)}</span>{was}</div>'
