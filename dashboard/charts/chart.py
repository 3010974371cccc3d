"""What a chart is to a page, and the registry of charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import plotly.graph_objects as go

CHARTS: dict[str, Callable[..., Chart]] = {}


class Speech(Protocol):
    """The words of a language, as `dashboard.i18n.Words` has them."""

    @property
    def direction(self) -> str:
        """Either "rtl" or "ltr"."""

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of a key."""

    def code(self, table: str, value: str) -> str:
        """The name of a code."""

    def count(self, key: str, n: int, **values: object) -> str:
        """The phrase for a number of things."""

    def number(self, value: float) -> str:
        """A number as the language writes it."""

    def date(self, day: date, pattern: str = ...) -> str:
        """A day in words."""

    def list(self, items: Iterable[str]) -> str:
        """Things in a row."""


@dataclass(frozen=True, slots=True)
class LegendItem:
    """An entry of the legend, for the page to draw: plotly's own legend cannot run from right to left.

    Attributes:
        mark: "bar", "line" (dotted) or "hatch".
    """

    label: str
    colour: str
    mark: str = "bar"


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure and what belongs around it.

    Attributes:
        figure: for `st.plotly_chart`, with `config={"displayModeBar": False}`. The `customdata` of each mark is the
            filter that a click sets: its name, then its value or values (`["theme", "child-protection"]`,
            `["period", "2024-01-01", "2024-01-31"]`, `["dated", "no"]`); an empty list where none says it.
        alt: the finding in a sentence, for those who do not see the figure.
        legend: its entries in reading order; empty where the figure has one kind of mark.
        notes: sentences to write beside it: what is not in the figure.
        height: in pixels.
    """

    figure: go.Figure
    alt: str
    legend: tuple[LegendItem, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def height(self) -> int:
        """The figure's height in pixels."""
        return int(self.figure.layout.height)


def register(name: str) -> Callable[[Callable[..., Chart]], Callable[..., Chart]]:
    """Enter a chart in the registry under a name."""

    def enter(plot: Callable[..., Chart]) -> Callable[..., Chart]:
        CHARTS[name] = plot
        return plot

    return enter


def make_figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure of plain values; it is not validated, which is most of the cost of a figure."""
    return go.Figure({"data": traces, "layout": layout}, _validate=False)
