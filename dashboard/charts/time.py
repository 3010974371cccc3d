"""Activity over time, the undated events beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from dashboard.charts.chart import Chart, LegendItem, Speech, make_figure, register
from dashboard.charts.frame import layout, number_axis
from dashboard.charts.labels import isolate, sentence
from dashboard.charts.palette import Palette
from dashboard.metrics import Activity
from dashboard.metrics.buckets import next_bucket

HEIGHT = 300
MOST_LABELS = {"day": 5, "week": 5, "month": 6, "quarter": 4, "year": 6}  # more of them collide on a phone
GAP = 1.0  # between the last bucket and the undated bar, in buckets
NARROWEST_SHARE = 0.03  # of the figure's width, for the undated bar beside hundreds of buckets
MOST_HIGHER = 1.5  # an undated bar that towers above the others more than this is broken: its number says its height
BROKEN_AT = 1.25
ROOM_FOR_NUMBER = 1.12
ROOM_BEFORE = 0.02  # of the time axis, before hundreds of buckets
ROOM_FOR_NAME = 0.15  # of the time axis, before the undated bar
PATTERNS = {"day": "d MMM", "week": "d MMM", "month": "MMM", "year": "y"}


@register("activity")
def plot_activity(activity: Activity, palette: Palette, words: Speech) -> Chart:
    """Events in each stretch of time as bars; the period before as a dotted line; "not dated" as a hatched bar beside.

    Args:
        activity: what `metrics.activity` gives.
        palette: `LIGHT` or `DARK`.
        words: the interface's language.

    Returns:
        The chart. Its notes say how many events are not dated, and how many are known too roughly for its unit.
    """
    starts = [start.date() for start in activity.table["start"]]
    counts = [int(value) for value in activity.table["events"]]
    before = _before_line(activity, len(starts), palette, words)
    highest = max([*counts, *(before["y"] if before else ())], default=0)
    beside = _beside(activity.undated, len(starts), highest)
    traces = [_bars(activity, starts, counts, palette, words)]
    traces += [before] if before else []
    traces += [_undated_bar(beside, palette, words)] if beside else []
    numbers = number_axis(palette, words, highest or activity.undated, automargin=True)
    if beside:
        numbers["range"] = [0, max(numbers["range"][1], beside.height * ROOM_FOR_NUMBER)]
    figure = make_figure(
        traces,
        layout(
            palette,
            words,
            HEIGHT,
            bargap=0.35 if len(starts) < 150 else 0.05,
            margin={"l": 8, "r": 30 if beside else 8, "t": 12, "b": 8},
            shapes=[_cut(beside, palette)] if beside and beside.height < beside.number else [],
            xaxis=_time_axis(starts, activity.unit, beside, palette, words),
            yaxis=numbers,
        ),
    )
    finding = _finding(activity, starts, counts, words)
    return Chart(figure, finding, _legend(activity, palette, words), notes(activity, words))


def notes(activity: Activity, words: Speech) -> tuple[str, ...]:
    """What is not among the dated bars, in sentences."""
    undated = (words.count("count.undated", activity.undated),) if activity.undated else ()
    return undated + ((words.count("count.coarser", activity.coarser),) if activity.coarser else ())


def bucket_name(start: date, unit: str, words: Speech) -> str:
    """A bucket in words ("يوليوز 2024")."""
    if unit == "week":
        return words("unit.week_of", day=words.date(start, "d MMMM y"))
    patterns = {"day": "d MMMM y", "month": "MMMM y", "quarter": words("language.quarter_pattern"), "year": "y"}
    return words.date(start, patterns[unit])


def _bars(activity: Activity, starts: list[date], counts: list[int], palette: Palette, words: Speech) -> dict[str, Any]:
    events = functools.cache(lambda n: words.count("count.events", n))
    people = functools.cache(lambda n: words.count("count.people", n))
    hover = [
        sentence(bucket_name(start, activity.unit, words), events(n), _people(total, people) if n else "")
        for start, n, total in zip(starts, counts, activity.table["people"], strict=True)
    ]
    return {
        "type": "bar",
        "x": list(range(len(starts))),
        "y": counts,
        "marker": {"color": palette.accent, "cornerradius": 3},
        "customdata": [["period", start.isoformat(), _last(start, activity.unit).isoformat()] for start in starts],
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _people(total: Any, people: Callable[[int], str]) -> str:
    """The people of a bucket in words; nothing where none of its events states a number."""
    return "" if pd.isna(total) else people(int(total))


class _Beside(NamedTuple):
    """The undated bar: its number, where it stands, and how wide and high it is drawn."""

    number: int
    place: float
    width: float
    height: float


def _beside(undated: int, buckets: int, highest: int) -> _Beside | None:
    """The undated bar beside so many buckets; broken where it would tower above them."""
    if not undated:
        return None
    place = buckets - 1 + max(1 + GAP, buckets * NARROWEST_SHARE * 2) if buckets else 0
    broken = 0 < highest * MOST_HIGHER < undated
    return _Beside(undated, place, max(0.7, buckets * NARROWEST_SHARE), highest * BROKEN_AT if broken else undated)


def _undated_bar(beside: _Beside, palette: Palette, words: Speech) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [beside.place],
        "y": [beside.height],
        "width": [beside.width],
        "marker": {
            "color": palette.card,
            "line": {"color": palette.before, "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": palette.before, "bgcolor": palette.card, "size": 6, "solidity": 0.25},
            "cornerradius": 3,
        },
        "text": [words.number(beside.number)],
        "textposition": "outside",
        "constraintext": "none",
        "textfont": {"color": palette.text},
        "cliponaxis": False,
        "customdata": [["dated", "no"]],
        "hovertext": [sentence(words("chart.undated"), words.count("count.events", beside.number))],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _cut(beside: _Beside, palette: Palette) -> dict[str, Any]:
    """A slanted cut through a bar that is drawn lower than its number."""
    half = beside.width * 0.75
    ends = {
        "x0": beside.place - half,
        "x1": beside.place + half,
        "y0": beside.height * 0.78,
        "y1": beside.height * 0.86,
    }
    return {"type": "line", "layer": "above", "line": {"color": palette.card, "width": 6}, **ends}


def _time_axis(
    starts: list[date], unit: str, beside: _Beside | None, palette: Palette, words: Speech
) -> dict[str, Any]:
    """Some of the buckets by name, and the undated bar; from left to right in every language."""
    places, texts = _labels(starts, unit, words)
    end = max(len(starts) - 1, 0) + 0.6
    if beside:
        far = [place for place in places if place < beside.place * (1 - ROOM_FOR_NAME)]
        places, texts = [*far, beside.place], [*texts[: len(far)], isolate(words("chart.undated"))]
        end = beside.place + max(0.6, beside.width)
    return {
        "range": [-max(0.6, end * ROOM_BEFORE), end] if starts else [-3, 3],
        "tickmode": "array",
        "tickvals": places,
        "ticktext": texts,
        "tickfont": {"color": palette.muted, "size": 12},
        "tickangle": 0,
        "ticklabelstandoff": 5,
        "ticklabeloverflow": "allow",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def _before_line(activity: Activity, buckets: int, palette: Palette, words: Speech) -> dict[str, Any] | None:
    """The period before, its first bucket under the first of this one; None where it has no event."""
    if activity.previous is None:
        return None
    rows = activity.previous.head(buckets)
    counts = [int(value) for value in rows["events"]]
    if not any(counts):
        return None
    names = [bucket_name(start.date(), activity.unit, words) for start in rows["start"]]
    events = functools.cache(lambda n: words.count("count.events", n))
    return {
        "type": "scatter",
        "mode": "lines" if len(counts) > 1 else "markers",
        "x": list(range(len(counts))),
        "y": counts,
        "line": {"color": palette.before, "width": 2, "dash": "dot"},
        "marker": {"color": palette.before, "size": 9, "symbol": "diamond-open"},
        "customdata": [[] for _ in counts],
        "hovertext": [
            sentence(words("chart.previous"), name, events(n)) for name, n in zip(names, counts, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _labels(starts: list[date], unit: str, words: Speech) -> tuple[list[float], list[str]]:
    """Some of the buckets with their names; the year under the first one and under the first of each year."""
    every = max(1, -(-len(starts) // MOST_LABELS[unit]))
    places = list(range(0, len(starts), every))
    texts, year = [], None
    for place in places:
        start = starts[place]
        pattern = PATTERNS.get(unit) or words("language.quarter_pattern").replace("y", "").strip()
        name = isolate(words.date(start, pattern))
        texts.append(name if unit == "year" or start.year == year else f"{name}<br>{words.date(start, 'y')}")
        year = start.year
    return [float(place) for place in places], texts


def _finding(activity: Activity, starts: list[date], counts: list[int], words: Speech) -> str:
    """The finding: how many events are dated, when there were most, what is left out."""
    total = sum(counts)
    most = max(counts, default=0)
    events = words.count("count.events", total)
    if most and counts.count(most) == 1:
        when = bucket_name(starts[counts.index(most)], activity.unit, words)
        finding = words("chart.activity_finding", events=events, when=when, n=words.number(most))
    else:
        finding = words("chart.activity_even", events=events)
    return words("language.separator").join([finding, *notes(activity, words)])


def _legend(activity: Activity, palette: Palette, words: Speech) -> tuple[LegendItem, ...]:
    if activity.previous is None or not activity.previous["events"].any():
        return ()
    items = [
        LegendItem(words("chart.current"), palette.accent),
        LegendItem(words("chart.previous"), palette.before, "line"),
    ]
    if activity.undated:
        items.append(LegendItem(words("chart.undated"), palette.before, "hatch"))
    return tuple(items)


def _last(start: date, unit: str) -> date:
    return next_bucket(start, unit) - timedelta(days=1)
