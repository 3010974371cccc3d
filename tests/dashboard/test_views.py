"""Each page as Streamlit runs it: what it shows, what the address makes of it, and that it fails in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from tables_for_tests import make_tables

from dashboard import metrics
from dashboard.i18n import LANGUAGES, read_words
from dashboard.register import RegisterError
from dashboard.selection import Selection
from dashboard.views import page as page_module
from dashboard.warehouse import Warehouse, open_warehouse

APP = Path(page_module.__file__).parents[1] / "app.py"
PAGE = """
from dashboard import state
from dashboard.views import {view}
state.restore()
state.write_address("{view}")
{view}.show()
"""
Open = Callable[..., AppTest]


def _only_event(**changes: Any) -> dict[str, pd.DataFrame]:
    """The tables of a register with one undated event, read from a release of two lines."""
    body = "ندوة <b>تفاعلية</b>\nنظمت اللجنة أول أمس الخميس ندوة بالرباط."
    event = dict.fromkeys(make_tables(events=1)["events"].columns) | {
        "event_id": "e-1",
        "title": "ندوة <b>تفاعلية</b>",
        "event_type": "seminar",
        "date_precision": "unknown",
        "date_text": "أول أمس الخميس",
        "city": "rabat",
        "participants": 20,
        "participants_bound": "exact",
        "confidence": 0.8,
        "needs_review": True,
        "state": "held",
        "status": "proposed",
    }
    start = body.index("أول أمس")
    evidence = {
        "event_id": "e-1",
        "release_id": "r-1",
        "field": "date_start",
        "value": "",
        "start": start,
        "rule": "before-yesterday",
    }
    return {
        "events": pd.DataFrame([event | changes]),
        "releases": pd.DataFrame(
            [{"release_id": "r-1", "lang": "ar", "source": "وكالة", "url": "javascript:alert(1)", "body": body}]
        ),
        "event_releases": pd.DataFrame([{"event_id": "e-1", "release_id": "r-1"}]),
        "institutions": pd.DataFrame(
            [{"institution_id": "cnclt", "name_ar": "اللجنة الوطنية", "name_fr": "Commission"}]
        ),
        "participations": pd.DataFrame([{"event_id": "e-1", "institution_id": "cnclt", "role": "organiser"}]),
        "evidence": pd.DataFrame([evidence | {"end": start + 14, "text": "أول أمس الخميس", "confidence": 0.9}]),
        "review_reasons": pd.DataFrame([{"event_id": "e-1", "reason": "no-publication-date"}]),
        "candidates": pd.DataFrame(
            [
                {"event_id": "e-1", "field": "date_start", "value": day, "reason": "occasion-date"}
                for day in ("2024-07-25", "2024-08-01")
            ]
        ),
    }


@pytest.fixture
def open_view(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Runs a page over given tables, at an address."""

    def run(tables: Mapping[str, pd.DataFrame], view: str = "", **query: str | list[str]) -> AppTest:
        warehouse = open_warehouse(tables)
        monkeypatch.setattr(page_module, "read_register", lambda: warehouse)
        test = AppTest.from_string(PAGE.format(view=view)) if view else AppTest.from_file(str(APP))
        test.default_timeout = 30
        for name, value in query.items():
            test.query_params[name.removesuffix("_")] = value
        test.run()
        assert not test.exception
        return test

    return run


def _html(test: AppTest) -> str:
    """What the page shows as HTML, style and script left out."""
    bodies = [element.proto.body for element in test.get("html")]
    return unescape("\n".join(body for body in bodies if not body.startswith(("<style", "<script"))))


def _asked(test: AppTest, name: str) -> list[str]:
    """What the address says of a parameter."""
    value = test.query_params.get(name, [])
    return [value] if isinstance(value, str) else list(value)


def _kpi(test: AppTest, name: str) -> str:
    card = _html(test).split(f'data-kpi="{name}"')[1].split("</section>")[0]
    return card.split('class="kpi-value">')[1].split("<")[0]


TABLES = make_tables(seed=3, events=80)


@pytest.fixture(scope="module")
def warehouse() -> Warehouse:
    return open_warehouse(TABLES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["", "events", "event", "about"])
def test_every_page_shows_in_every_language(open_view: Open, view: str, lang: str) -> None:
    test = open_view(TABLES, view, lang=lang, id="event-000001")
    assert not test.error
    assert read_words(lang)("sample.banner") in _html(test)


@pytest.mark.parametrize("tables", [_only_event(), {}], ids=["one", "none"])
@pytest.mark.parametrize("view", ["", "events", "event", "about"])
def test_every_page_makes_sense_with_one_event_and_with_none(open_view: Open, view: str, tables: Any) -> None:
    assert not open_view(tables, view, id="e-1").error


def test_the_overview_shows_what_the_metrics_say(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES)
    for figure in metrics.kpis(warehouse, Selection()):
        assert _kpi(test, figure.name) == read_words("ar").number(figure.value or 0)
    assert "kpi-change" not in _html(test)


def test_a_period_brings_the_change_against_the_period_before(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES, from_="2024-01-01", to="2024-06-30", lang="fr")
    figures = metrics.kpis(warehouse, Selection(date(2024, 1, 1), date(2024, 6, 30)))
    assert _kpi(test, "events") == str(figures.events.value)
    assert f"contre {figures.events.previous}" in _html(test)
    assert "1 juillet 2023" in _html(test)


def test_filters_come_from_the_address_and_go_into_it(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES, partner=["body-001", "body-002"], lang="fr", unit="quarter")
    assert test.multiselect(key="filter-partner").value == ["body-001", "body-002"]
    assert _kpi(test, "events") == str(metrics.totals(warehouse, Selection(partner=("body-001", "body-002"))).counted)
    test.multiselect(key="filter-theme").select("child-protection").run()
    assert _asked(test, "partner") == ["body-001", "body-002"]
    assert _asked(test, "theme") == ["child-protection"]
    test.segmented_control(key="choice-lang").set_value("ar").run()
    assert "lang" not in test.query_params
    assert _asked(test, "unit") == ["quarter"]
    assert test.multiselect(key="filter-theme").value == ["child-protection"]
    test.button(key="clear").click().run()
    assert not test.multiselect(key="filter-partner").value
    assert "partner" not in test.query_params


def test_options_carry_their_counts(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES, lang="fr")
    first = metrics.options(warehouse, Selection(), "partner").iloc[0]
    assert test.multiselect(key="filter-partner").options[0].endswith(f"({first['events']})")


def test_a_chip_takes_one_value_away(open_view: Open) -> None:
    test = open_view(TABLES, partner=["body-001", "body-002"], theme="awareness")
    test.button(key="chip-partner-body-001").click().run()
    assert _asked(test, "partner") == ["body-002"]
    assert _asked(test, "theme") == ["awareness"]


def test_a_period_never_ends_before_it_starts(open_view: Open) -> None:
    test = open_view(TABLES, from_="2024-01-01", to="2024-03-31")
    test.date_input(key="filter-from").set_value(date(2024, 6, 1)).run()
    assert _asked(test, "from") == ["2024-06-01"]
    assert "to" not in test.query_params


def test_a_period_asked_for_backwards_is_told_and_the_rest_is_kept(open_view: Open) -> None:
    test = open_view(TABLES, from_="2024-06-01", to="2024-01-01", theme="awareness", lang="fr")
    told = read_words("fr")("filter.backwards", start="1 juin 2024", end="1 janvier 2024")
    assert told in _html(test)
    assert _asked(test, "theme") == ["awareness"]
    assert _asked(test, "from") == ["2024-06-01"]
    test.button(key="chip-theme-awareness").click().run()
    assert told not in _html(test)
    assert "from" not in test.query_params


def test_states_are_listed_where_they_are_asked_for(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES, "events", lang="en")
    totals = metrics.totals(warehouse, Selection())
    control = test.segmented_control(key="filter-state")
    assert control.value == ["held"]
    assert any(f"{totals.planned}" in option for option in control.options if option.startswith("Planned"))
    control.set_value(["planned"]).run()
    assert _asked(test, "state") == ["planned"]
    assert f"{totals.planned} activit" in _html(test)
    test.segmented_control(key="filter-state").set_value(["held"]).run()
    assert "state" not in test.query_params


def test_figures_do_not_follow_the_state(open_view: Open) -> None:
    assert _kpi(open_view(TABLES, state="planned"), "events") == _kpi(open_view(TABLES), "events")


def test_undated_events_are_one_click_away(open_view: Open) -> None:
    words = read_words("ar")
    for query in ({}, {"from_": "2024-01-01", "to": "2024-12-31"}):
        shown = _html(open_view(_only_event(), "events", **query))
        assert words.count("count.undated", 1) in shown
        assert "events?dated=no" in shown
    assert words("chart.undated_link") not in _html(open_view(_only_event(), "events", dated="no"))


@pytest.mark.parametrize(
    "query",
    [
        {"lang": "<script>"},
        {"unit": "fortnight"},
        {"partner": "nobody"},
        {"from": "2024-13-45"},
        {"theme": "' or 1=1 --"},
        {"q": "\x00%_'"},
        {"sort": "nothing"},
    ],
    ids=lambda query: next(iter(query)),
)
def test_a_wrong_address_shows_a_page_all_the_same(open_view: Open, query: dict[str, str]) -> None:
    for view in ("", "events"):
        open_view(TABLES, view, **query)


def test_the_one_undated_event_stands_beside_the_chart(open_view: Open) -> None:
    test = open_view(_only_event())
    assert _kpi(test, "events") == "1"
    assert _kpi(test, "people") == "20"
    assert read_words("ar").count("count.undated", 1) in _html(test)
    assert "events?dated=no" in _html(test)


def test_a_period_without_events_tells_of_the_undated_ones(open_view: Open) -> None:
    test = open_view(_only_event(), from_="2024-01-01", to="2024-12-31")
    assert _kpi(test, "events") == "0"
    assert read_words("ar").count("count.undated", 1) in _html(test)


def test_an_empty_register_says_what_to_do(open_view: Open) -> None:
    assert read_words("ar")("empty.store_body") in _html(open_view({}))


def test_an_event_shows_its_values_words_candidates_and_reasons(open_view: Open) -> None:
    test = open_view(_only_event(), "event", id="e-1")
    shown = "\n".join(element.proto.body for element in test.get("html"))
    assert "ندوة &lt;b&gt;تفاعلية&lt;/b&gt;" in shown
    assert "<b>تفاعلية" not in shown
    assert '<mark class="f-date" id="ev-0" title="التاريخ">أول أمس الخميس</mark>' in shown
    assert 'href="#ev-0"' in shown
    assert read_words("ar")("event.inferred_candidates") in shown
    assert "الخميس 25 يوليوز 2024" in shown
    assert "الخميس 1 غشت 2024" in shown
    assert read_words("ar")("reason.no-publication-date") in shown
    assert "before-yesterday" in shown
    assert "javascript:" not in shown


def test_an_unknown_event_is_said_to_be_unknown(open_view: Open) -> None:
    assert read_words("ar")("event.not_found_title") in _html(open_view(TABLES, "event", id="nothing"))


def test_only_samples_carry_the_badge(open_view: Open) -> None:
    words = read_words("ar")
    assert words("sample.badge") not in _html(open_view(_only_event(), "events"))
    tables = _only_event()
    tables["releases"]["fictional"] = True
    shown = _html(open_view(tables, "events"))
    assert words("sample.banner") in shown
    assert words("sample.help") in shown


def test_the_table_has_pages(open_view: Open, warehouse: Warehouse) -> None:
    listed = metrics.totals(warehouse, Selection()).listed
    test = open_view(TABLES, "events", lang="en")
    assert f"{listed} activities" in _html(test)
    assert _html(test).count("<tr>") == 26
    assert f"1 to 25 of {listed}" in _html(test)


def test_a_search_narrows_the_table(open_view: Open, warehouse: Warehouse) -> None:
    test = open_view(TABLES, "events", lang="en")
    test.text_input(key="filter-q").set_value("المرصد").run()
    assert _asked(test, "q") == ["المرصد"]
    found = metrics.totals(warehouse, Selection(q=("المرصد",))).listed
    assert f"{found} activities" in _html(test)


def test_a_store_that_cannot_be_read_is_a_sentence(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Warehouse:
        raise RegisterError("no such file")

    monkeypatch.setattr(page_module, "read_register", fail)
    test = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not test.exception
    assert read_words("ar")("error.store") in _html(test)
    assert "no such file" not in _html(test)


def test_what_two_releases_say_leads_to_the_one_that_said_it(open_view: Open) -> None:
    tables = _only_event()
    counts = {"event_id": "e-1", "field": "participants", "start": 0, "end": 4, "text": "x", "rule": "count"}
    told = [
        counts | {"release_id": "r-0", "value": "25", "confidence": 0.5},
        counts | {"release_id": "r-1", "value": "20", "confidence": 0.7},
    ]
    tables["evidence"] = pd.concat([tables["evidence"], pd.DataFrame(told)])
    other = {"release_id": "r-0", "lang": "fr", "source": "Agence", "url": None, "body": "25 enfants"}
    tables["releases"] = pd.concat([tables["releases"], pd.DataFrame([other])])
    tables["event_releases"] = pd.DataFrame([{"event_id": "e-1", "release_id": code} for code in ("r-0", "r-1")])
    differs = {"event_id": "e-1", "field": "participants", "value": "25", "reason": "sources-differ"}
    tables["candidates"] = pd.DataFrame([differs])
    tables["review_reasons"] = pd.DataFrame([{"event_id": "e-1", "reason": "sources-differ"}])
    words = read_words("en")
    test = open_view(tables, "event", id="e-1", lang="en")
    shown = _html(test)
    assert [tab.label for tab in test.tabs] == ["Agence", "وكالة"]
    assert words("event.said_elsewhere", field=words.code("field", "participants"), value="25") in shown
    assert words("event.candidates") not in shown
    line = shown.split('data-field="participants"')[1].split("</div></dd>")[0]
    assert words.percent(0.7) in line
    assert 'id="ev-0"' in shown
