"""Horizontal bars: institutions by role, roles, and the groups of any filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, LegendItem, Speech, make_figure, register
from dashboard.charts.frame import layout, number_axis
from dashboard.charts.labels import BREAK, END, LEFT_TO_RIGHT, RIGHT_TO_LEFT, sentence, two_lines
from dashboard.charts.palette import Palette
from etl.event import ROLES

ROW_HEIGHT, TALL_ROW = 40, 48  # pixels; a label of two lines needs the taller one
TOP = 8
ROOM_FOR_TOTAL = 1.14  # of the longest bar
NAMED_IN_FINDING = 3
ARABIC_WIDTH, LATIN_WIDTH = 5.4, 7.3  # pixels of a letter, on the wide side of what the font takes
TOOTHED = frozenset("\u0633\u0634\u0635\u0636")  # Arabic letters of twice that width
LAST_LETTER = 6  # pixels that the open form of the last letter takes more


@register("institutions")
def plot_by_institution(
    table: pd.DataFrame, names: Mapping[str, str], palette: Palette, words: Speech, top: int = TOP
) -> Chart:
    """The busiest institutions, each bar stacked by role, its total at the end.

    Args:
        table: what `metrics.by_institution` gives.
        names: code -> name of the institutions.
        top: how many are shown; the notes say how many are not.
    """
    rows = table.head(top).to_dict("records")
    roles = [role for role in ROLES if any(row[role] for row in rows)]
    labels = [two_lines(names.get(row["code"], row["code"])) for row in rows]
    totals = [int(row["events"]) for row in rows]
    places = list(range(len(rows)))
    traces: list[dict[str, Any]] = []
    for role in roles:
        hover = [
            sentence(
                names.get(row["code"], row["code"]),
                words("language.pair", name=words.code("role", role), value=words.number(row[role])),
            )
            for row in rows
        ]
        traces.append(
            _bar(places, [int(row[role]) for row in rows], palette.roles[role], hover, palette)
            | {"customdata": [["institution", row["code"], role] for row in rows]}
        )
    traces.append(_totals(places, totals, palette, words))
    figure = _horizontal(traces, labels, max(totals, default=0), palette, words)
    legend = tuple(LegendItem(words.code("role", role), palette.roles[role]) for role in roles)
    return Chart(figure, _institution_finding(rows, names, words), legend, _left_out(len(table) - len(rows), words))


@register("roles")
def plot_by_role(table: pd.DataFrame, palette: Palette, words: Speech) -> Chart:
    """How often institutions took part in each role, each bar in the role's colour.

    Args:
        table: what `metrics.by_role` gives.
    """
    rows = [row for row in table.to_dict("records") if row["participations"]]
    counts = [int(row["participations"]) for row in rows]
    labels = [two_lines(words.code("role", row["code"])) for row in rows]
    hover = [
        sentence(
            words.code("role", row["code"]),
            words.count("count.events", int(row["events"])),
            words.count("count.institutions", int(row["institutions"])),
        )
        for row in rows
    ]
    places = list(range(len(rows)))
    bars = _bar(places, counts, [palette.roles[row["code"]] for row in rows], hover, palette)
    traces = [bars | {"customdata": [["role", row["code"]] for row in rows]}, _totals(places, counts, palette, words)]
    figure = _horizontal(traces, labels, max(counts, default=0), palette, words)
    pairs = ((words.code("role", row["code"]), count) for row, count in zip(rows, counts, strict=True))
    return Chart(figure, _finding(pairs, words))


@register("themes")
def plot_by_theme(table: pd.DataFrame, names: Mapping[str, str], palette: Palette, words: Speech) -> Chart:
    """Events of each theme; see `plot_groups`."""
    return plot_groups(table, names, palette, words, filter_name="theme")


@register("types")
def plot_by_type(table: pd.DataFrame, names: Mapping[str, str], palette: Palette, words: Speech) -> Chart:
    """Events of each type; see `plot_groups`."""
    return plot_groups(table, names, palette, words, filter_name="type")


def plot_groups(
    table: pd.DataFrame, names: Mapping[str, str], palette: Palette, words: Speech, *, filter_name: str, top: int = TOP
) -> Chart:
    """Events of each theme, type, audience, region or city; those with none are hatched, at the end.

    Args:
        table: what `metrics.by_theme`, `by_type` and the like give.
        names: code -> name.
        filter_name: the filter that a click sets ("theme").
        top: how many groups are shown; the notes say how many are not.
    """
    known = table[table["code"].notna()]
    unknown = int(table.loc[table["code"].isna(), "events"].sum())
    rows = known.head(top).to_dict("records")
    full = [names.get(row["code"], row["code"]) for row in rows] + ([words("event.not_stated")] if unknown else [])
    counts = [int(row["events"]) for row in rows] + ([unknown] if unknown else [])
    codes: list[list[str]] = [[filter_name, row["code"]] for row in rows] + ([[]] if unknown else [])
    hover = [sentence(name, words.count("count.events", count)) for name, count in zip(full, counts, strict=True)]
    places = list(range(len(counts)))
    bars = _bar(places, counts, palette.accent, hover, palette) | {"customdata": codes}
    if unknown:
        bars["marker"] |= _hatched_last(len(counts), palette)
    figure = _horizontal(
        [bars, _totals(places, counts, palette, words)],
        list(map(two_lines, full)),
        max(counts, default=0),
        palette,
        words,
    )
    alt = _finding(zip(full, counts, strict=True), words)
    return Chart(figure, alt, (), _left_out(len(known) - len(rows), words))


def _bar(
    places: list[int], counts: list[int], colour: str | list[str], hover: list[str], palette: Palette
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": places,
        "marker": {"color": colour, "line": {"color": palette.card, "width": 1}},
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hatched_last(bars: int, palette: Palette) -> dict[str, Any]:
    """The marker of bars of which the last stands for what is not stated."""
    plain = bars - 1
    return {
        "color": [palette.accent] * plain + [palette.card],
        "pattern": {
            "shape": [""] * plain + ["/"],
            "fgcolor": palette.before,
            "bgcolor": palette.card,
            "fillmode": "overlay",
            "size": 6,
            "solidity": 0.25,
        },
        "line": {"color": [palette.card] * plain + [palette.before], "width": 1},
    }


def _totals(places: list[int], totals: list[int], palette: Palette, words: Speech) -> dict[str, Any]:
    """The number at the end of each bar."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": totals,
        "y": places,
        "text": [f" {words.number(total)} " for total in totals],
        "textposition": "middle left" if words.direction == "rtl" else "middle right",
        "textfont": {"color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "customdata": [[] for _ in totals],
    }


def _horizontal(traces: list[dict[str, Any]], labels: list[str], largest: int, palette: Palette, words: Speech) -> Any:
    """A figure of horizontal bars, the first row on top; in Arabic they grow from the right, the names beside them."""
    rtl = words.direction == "rtl"
    most = max(largest * ROOM_FOR_TOTAL, 1)
    row = TALL_ROW if any(BREAK in label for label in labels) else ROW_HEIGHT
    numbers = number_axis(palette, words, largest, showticklabels=False, ticks="", showgrid=False)
    numbers["range"] = [most, 0] if rtl else [0, most]
    names = {
        "range": [len(labels) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "tickfont": {"color": palette.text},
        "ticklabelstandoff": 6,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "showticklabels": not rtl,
    }
    own = _names_at_right(labels, palette) if rtl else {}
    height = row * max(len(labels), 1) + 24
    frame = layout(palette, words, height, barmode="stack", bargap=0.38, xaxis=numbers, yaxis=names)
    return make_figure(traces, frame | own)


def _names_at_right(labels: list[str], palette: Palette) -> dict[str, Any]:
    """The names as lines that start at the right edge: an axis would align them at their left ends."""
    longest = max((_width(line) for label in labels for line in label.split(BREAK)), default=0)
    margin = longest + 26
    edge = {"xref": "paper", "x": 1, "xanchor": "right", "xshift": margin - 8, "align": "right", "showarrow": False}
    names = [
        {"yref": "y", "y": place, "yanchor": "middle", "text": label, "font": {"color": palette.text}, **edge}
        for place, label in enumerate(labels)
    ]
    return {"annotations": names, "margin": {"l": 18, "r": margin, "t": 12, "b": 8}}


def _width(line: str) -> int:
    """About how wide a line is, in pixels; rather too wide. Isolates take no room, an entity is one letter."""
    letters = [letter for letter in unescape(line) if letter not in (RIGHT_TO_LEFT, LEFT_TO_RIGHT, END)]
    latin = sum(letter < "\u0250" and letter != " " for letter in letters)
    toothed = sum(letter in TOOTHED for letter in letters)
    return round(latin * LATIN_WIDTH + (len(letters) - latin + toothed) * ARABIC_WIDTH) + LAST_LETTER


def _institution_finding(rows: list[dict[Any, Any]], names: Mapping[str, str], words: Speech) -> str:
    if not rows:
        return words("empty.chart")
    first = rows[0]
    events = words.count("count.events", int(first["events"]))
    finding = words("chart.institutions_finding", name=names.get(first["code"], first["code"]), events=events)
    others = ((names.get(row["code"], row["code"]), int(row["events"])) for row in rows[1:])
    return words("language.separator").join([finding, *_pairs(others, words)])


def _finding(pairs: Iterable[tuple[str, int]], words: Speech) -> str:
    """The largest groups with their numbers."""
    return words("language.separator").join(_pairs(pairs, words)) or words("empty.chart")


def _pairs(pairs: Iterable[tuple[str, int]], words: Speech) -> list[str]:
    return [
        words("language.pair", name=name, value=words.number(count)) for name, count in list(pairs)[:NAMED_IN_FINDING]
    ]


def _left_out(number: int, words: Speech) -> tuple[str, ...]:
    return (words("chart.more", n=words.number(number)),) if number > 0 else ()
