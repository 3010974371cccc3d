"""What all figures have in common: fonts, colours, axes of numbers."""

from __future__ import annotations

import math
from typing import Any

from dashboard.charts.chart import Speech
from dashboard.charts.palette import Palette

FONT = "Plex Arabic, IBM Plex Sans Arabic, sans-serif"
FONT_SIZE = 13
MOST_TICKS = 4


def layout(palette: Palette, words: Speech, height: int, **more: Any) -> dict[str, Any]:
    """The layout of a figure on a card: no ground of its own, no legend, no zoom."""
    return {
        "template": {},
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "right" if words.direction == "rtl" else "left",
            "bgcolor": palette.card,
            "bordercolor": palette.line,
            "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
        },
        "modebar": {"remove": ["all"]},
        **more,
    }


def number_axis(palette: Palette, words: Speech, largest: float, **more: Any) -> dict[str, Any]:
    """An axis of whole numbers from 0, written as the language writes numbers."""
    ticks = whole_ticks(largest)
    return {
        "range": [0, max(largest * 1.08, ticks[-1], 1)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [words.number(tick) for tick in ticks],
        "tickfont": {"color": palette.muted, "size": FONT_SIZE - 1},
        "gridcolor": palette.line,
        "zeroline": False,
        "fixedrange": True,
        **more,
    }


def whole_ticks(largest: float) -> list[int]:
    """Round whole numbers from 0 to what is just below or at the largest value, a handful of them."""
    if largest <= 0:
        return [0]
    step = 1
    raw = largest / MOST_TICKS
    if raw > 1:
        power = 10 ** math.floor(math.log10(raw))
        step = int(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw))
    return list(range(0, int(largest) + 1, step))
