"""Charts: the right marks in the right direction, nothing read as markup, the finding in words."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from tables_for_tests import make_tables

from dashboard import metrics
from dashboard.charts import (
    DARK,
    LIGHT,
    Chart,
    Palette,
    escape,
    isolate,
    plot_activity,
    plot_by_institution,
    plot_by_role,
    plot_by_theme,
    plot_by_type,
    two_lines,
)
from dashboard.charts.frame import whole_ticks
from dashboard.i18n import Words, read_words
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, open_warehouse
from etl.event import ROLES

YEAR = Selection.from_query({"from": "2024-01-01", "to": "2024-12-31"})


@pytest.fixture(scope="module")
def warehouse() -> Warehouse:
    return open_warehouse(make_tables(5, 200))


@pytest.fixture(params=["ar", "fr", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return read_words(request.param)


def institutions(warehouse: Warehouse, words: Words, palette: Palette = LIGHT) -> Chart:
    table = metrics.by_institution(warehouse, Selection())
    return plot_by_institution(table, warehouse.names.all("institution", table["code"], words.lang), palette, words)


def traces(chart: Chart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(chart.figure.to_json())["data"]
    return found


def layout(chart: Chart) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(chart.figure.to_json())["layout"]
    return found


@pytest.mark.parametrize("unit", metrics.UNITS)
def test_time_runs_from_left_to_right_with_the_undated_beside(warehouse: Warehouse, words: Words, unit: str) -> None:
    found = metrics.activity(warehouse, Selection(), unit)
    chart = plot_activity(found, LIGHT, words)
    bars, undated = traces(chart)
    assert bars["x"] == list(range(len(found.table)))
    assert bars["y"] == list(found.table["events"])
    left, right = layout(chart)["xaxis"]["range"]
    assert left < 0 < right
    assert undated["x"][0] > bars["x"][-1] + 1
    assert undated["text"] == [words.number(found.undated)]
    assert undated["customdata"] == [["dated", "no"]]
    assert undated["marker"]["pattern"]["shape"] == "/"
    texts = layout(chart)["xaxis"]["ticktext"]
    assert len(texts) <= 7
    assert words("chart.undated") in texts[-1]
    assert words.count("count.undated", found.undated) in chart.notes
    assert (words.count("count.coarser", found.coarser) in chart.notes) is bool(found.coarser)
    assert all(note in chart.alt for note in chart.notes)


def test_a_towering_undated_bar_is_broken_and_says_its_number() -> None:
    tables = make_tables(5, 40)
    undated = pd.Series([n > 3 for n in range(40)])
    for column in ("date_start", "date_end"):
        tables["events"][column] = tables["events"][column].mask(undated, None)
    tables["events"] = tables["events"].assign(state="held", status="accepted")
    chart = plot_activity(metrics.activity(open_warehouse(tables), Selection(), "month"), LIGHT, read_words("en"))
    bars, undated_bar = traces(chart)
    assert int(undated_bar["text"][0]) >= 36
    assert undated_bar["y"][0] <= max(bars["y"]) * 1.5
    assert len(layout(chart)["shapes"]) == 1


def test_the_period_before_is_a_dotted_line(warehouse: Warehouse, words: Words) -> None:
    found = metrics.activity(warehouse, YEAR, "month")
    chart = plot_activity(found, DARK, words)
    line = next(trace for trace in traces(chart) if trace["type"] == "scatter")
    assert found.previous is not None
    assert line["y"] == list(found.previous["events"])
    assert line["line"]["dash"] == "dot"
    assert [item.mark for item in chart.legend][:2] == ["bar", "line"]
    assert traces(chart)[0]["customdata"][0] == ["period", "2024-01-01", "2024-01-31"]


def test_months_are_named_as_in_morocco(warehouse: Warehouse) -> None:
    texts = layout(plot_activity(metrics.activity(warehouse, YEAR, "month"), LIGHT, read_words("ar")))["xaxis"][
        "ticktext"
    ]
    assert any("يوليوز" in text for text in texts)
    assert texts[0].endswith("<br>2024")


def test_horizontal_bars_grow_from_where_the_language_starts(warehouse: Warehouse, words: Words) -> None:
    chart = institutions(warehouse, words)
    first, last = layout(chart)["xaxis"]["range"]
    top, bottom = layout(chart)["yaxis"]["range"]
    assert (top, bottom) == (7.5, -0.5)
    if words.direction == "rtl":
        assert first > last == 0
        assert all(name["align"] == "right" and name["x"] == 1 for name in layout(chart)["annotations"])
    else:
        assert first == 0 < last
        assert len(layout(chart)["yaxis"]["ticktext"]) == 8


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_stacks_add_up_to_the_totals_at_their_ends(warehouse: Warehouse, palette: Palette) -> None:
    words = read_words("fr")
    table = metrics.by_institution(warehouse, Selection()).head(8)
    chart = institutions(warehouse, words, palette)
    *stacked, totals = traces(chart)
    sums = [sum(values) for values in zip(*(trace["x"] for trace in stacked), strict=True)]
    assert sums == totals["x"] == list(table["events"])
    assert [text.strip() for text in totals["text"]] == [words.number(total) for total in table["events"]]
    assert [item.colour for item in chart.legend] == [trace["marker"]["color"] for trace in stacked]
    assert stacked[0]["customdata"][0] == ["institution", table["code"].iloc[0], "organiser"]
    assert {item.colour for item in chart.legend} <= set(palette.roles.values())


def test_the_rest_is_counted_and_the_finding_names_the_first(warehouse: Warehouse, words: Words) -> None:
    table = metrics.by_institution(warehouse, Selection())
    chart = institutions(warehouse, words)
    assert chart.notes == (words("chart.more", n=words.number(len(table) - 8)),)
    assert warehouse.names.of("institution", table["code"].iloc[0], words.lang) in chart.alt


def test_roles_keep_their_colours(warehouse: Warehouse, words: Words) -> None:
    table = metrics.by_role(warehouse, Selection())
    bars, _ = traces(plot_by_role(table, DARK, words))
    assert bars["x"] == list(table["participations"])
    assert bars["marker"]["color"] == [DARK.roles[role] for role in ROLES]


def test_what_is_not_stated_is_hatched_at_the_end(warehouse: Warehouse, words: Words) -> None:
    table = metrics.by_theme(warehouse, Selection())
    names = warehouse.names.all("theme", table["code"].dropna(), words.lang)
    bars, _ = traces(plot_by_theme(table, names, LIGHT, words))
    assert bars["customdata"][0] == ["theme", table["code"].iloc[0]]
    assert bars["customdata"][-1] == []
    assert bars["marker"]["pattern"]["shape"][-2:] == ["", "/"]
    types = plot_by_type(metrics.by_type(warehouse, Selection()), {}, LIGHT, words)
    assert traces(types)[0]["customdata"][0][0] == "type"


def test_nothing_to_show_is_still_a_figure(words: Words) -> None:
    empty = open_warehouse({})
    for chart in (
        plot_activity(metrics.activity(empty, Selection()), LIGHT, words),
        institutions(empty, words),
        plot_by_role(metrics.by_role(empty, Selection()), LIGHT, words),
        plot_by_theme(metrics.by_theme(empty, Selection()), {}, LIGHT, words),
    ):
        assert chart.alt
        assert chart.height > 0
        assert all(not trace["y"] for trace in traces(chart))


def test_the_seed_alone_is_one_undated_bar() -> None:
    tables = make_tables(5, 1)
    tables["events"] = tables["events"].assign(
        state="held", status="proposed", date_start=None, date_end=None, date_precision="unknown"
    )
    chart = plot_activity(metrics.activity(open_warehouse(tables), Selection()), LIGHT, read_words("ar"))
    assert traces(chart)[1]["y"] == [1]
    assert chart.notes == ("نشاط واحد غير مؤرخ",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a & <b>b</b>", "a &amp; &lt;b&gt;b&lt;/b&gt;"),
        ("$x^2$", "&#36;x^2&#36;"),
        ("وزارة العدل", "وزارة العدل"),
    ],
)
def test_labels_are_never_markup(text: str, shown: str) -> None:
    assert escape(text) == shown
    assert shown in isolate(text)


def test_a_label_keeps_the_direction_of_its_first_letter() -> None:
    assert isolate("المنظمة (IOM)") == "\u2067المنظمة (IOM)\u2069"
    assert isolate("IOM (المنظمة)") == "\u2066IOM (المنظمة)\u2069"
    assert isolate("12 / 3") == "\u206612 / 3\u2069"


@pytest.mark.parametrize(
    "name",
    [
        "وزارة العدل",
        "مكتب الأمم المتحدة المعني بالجريمة والمخدرات (UNODC)",
        "اللجنة الوطنية لتنسيق إجراءات مكافحة الاتجار بالبشر والوقاية منه",
        "كلمة " * 40,
        "x" * 300,
        "",
    ],
)
def test_names_take_two_lines_at_most(name: str) -> None:
    lines = two_lines(name).split("<br>")
    assert len(lines) <= 2
    assert all(len(line) <= 34 + 3 for line in lines)
    if len(name) <= 65:
        shown = " ".join(line.strip("\u2066\u2067\u2069") for line in lines)
        assert shown == name


@pytest.mark.parametrize(
    ("largest", "ticks"), [(0, [0]), (1, [0, 1]), (3, [0, 1, 2, 3]), (20, [0, 5, 10, 15, 20]), (52, [0, 20, 40])]
)
def test_ticks_are_round_whole_numbers(largest: int, ticks: list[int]) -> None:
    assert whole_ticks(largest) == ticks
