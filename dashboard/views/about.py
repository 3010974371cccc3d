"""About the data: what the register holds, what counts, what roles mean, what to keep in mind."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import metrics
from dashboard.i18n import Words
from dashboard.listing import size_of
from dashboard.metrics import KPIS, Totals
from dashboard.selection import Selection
from dashboard.views.frame import card, title
from dashboard.views.markup import bullet_list
from dashboard.views.page import open_page
from etl.event import ROLES

LIMITS = ("unknown", "undated", "planned", "rules", "confidence")


def show() -> None:
    """The page."""
    with open_page() as (words, warehouse):
        title(words("about.title"), words("about.intro"))
        with card("counts", words("about.counts_title")):
            st.html(_counts(words, size_of(warehouse), metrics.totals(warehouse, Selection())))
        left, right = st.columns(2, gap="medium")
        with left, card("definitions", words("about.definitions_title"), stretch=True):
            st.html(_list(words, {f"kpi.{name}": f"kpi_help.{name}" for name in KPIS}))
        with right, card("roles", words("about.roles_title"), stretch=True):
            st.html(_list(words, {f"role.{role}": f"role_help.{role}" for role in ROLES}))
        with card("limits", words("about.limits_title")):
            st.html(bullet_list([words(f"about.limit_{name}") for name in LIMITS], "plain"))


def _counts(words: Words, sizes: dict[str, int], totals: Totals) -> str:
    figures = sizes | {
        "held": totals.counted,
        "planned": totals.planned,
        "undated": totals.undated,
        "review": totals.needs_review,
    }
    names = ("releases", "samples", "events", "held", "planned", "undated", "review", "institutions", "evidence")
    cells = "".join(
        f"<div><dt>{escape(words(f'about.{name}'))}</dt><dd>{escape(words.number(figures[name]))}</dd></div>"
        for name in names
    )
    return f'<dl class="figures">{cells}</dl>'


def _list(words: Words, entries: dict[str, str]) -> str:
    items = "".join(
        f"<li><b>{escape(words(name))}</b><br><span class='muted'>{escape(words(text))}</span></li>"
        for name, text in entries.items()
    )
    return f'<ul class="plain">{items}</ul>'
