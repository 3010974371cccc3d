"""The warehouse: what it takes in, what it gives out, from many threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import ibis
import pandas as pd
import pytest
from tables_for_tests import make_tables

from dashboard import metrics
from dashboard.selection import Selection
from dashboard.warehouse import COLUMNS, Warehouse, open_warehouse, table


def test_all_tables_and_columns_are_there_even_of_nothing() -> None:
    warehouse = open_warehouse({})
    for name, columns in COLUMNS.items():
        if name not in ("participations", "event_themes", "event_audiences"):
            rows = warehouse.read(table(name))
            assert set(columns) <= set(rows.columns)
            assert rows.empty


@pytest.mark.parametrize("days", ["dates", "timestamps", "texts"])
def test_days_come_in_any_form(days: str) -> None:
    tables = make_tables(1, 20)
    expected = tables["events"]["date_start"]
    if days == "timestamps":
        tables["events"]["date_start"] = pd.to_datetime(expected)
    elif days == "texts":
        tables["events"]["date_start"] = expected.map(lambda day: day.isoformat() if day else None)
    rows = open_warehouse(tables).read_rows(table("events").order_by("event_id"))
    assert [row["date_start"] for row in rows] == list(expected)


def test_an_institution_stands_once_an_event_with_its_strongest_role() -> None:
    tables = make_tables(1, 1)
    roles = pd.DataFrame({"event_id": "event-000000", "institution_id": "a", "role": ["mentioned", "partner", "host"]})
    ghost = pd.DataFrame({"event_id": ["ghost"], "institution_id": ["a"], "role": ["host"]})
    warehouse = open_warehouse(tables | {"participations": pd.concat([roles, ghost])})
    assert [row["role"] for row in warehouse.read_rows(table("participations"))] == ["partner"]


def test_a_role_that_does_not_exist_is_refused_with_the_name_of_the_table() -> None:
    wrong = pd.DataFrame({"event_id": ["event-000000"], "institution_id": ["a"], "role": ["sponsor"]})
    with pytest.raises(ValueError, match="table participations"):
        open_warehouse(make_tables(1, 1) | {"participations": wrong})


def test_the_engine_opens_no_file() -> None:
    warehouse = open_warehouse({})
    with pytest.raises(duckdb.PermissionException):
        warehouse.run("select * from read_csv('/etc/hostname')", None)


def test_names_fall_back_to_another_language_then_to_the_code() -> None:
    names = open_warehouse(make_tables(1, 1)).names
    assert names.of("partner", "body-000", "fr") == "Institution nationale n° 0"
    assert names.of("institution", "body-004", "fr") == "المؤسسة الوطنية رقم 4 (UN)"
    assert names.of("partner", "x-unknown", "ar") == "x-unknown"
    assert names.of("theme", "no-such-theme", "ar") == "no-such-theme"
    assert names.acronym("body-001") == "NB1"
    assert names.acronym("body-000") == ""
    assert names.all("partner", ["body-001"], "en") == {"body-001": "National body 1 & <partners>"}


def test_threads_share_a_warehouse() -> None:
    warehouse = open_warehouse(make_tables(2, 200))
    selections = [Selection.from_query({"theme": theme}) for theme in ("migration", "gender", "awareness")] * 8

    def ask(selection: Selection) -> tuple[object, ...]:
        return (
            metrics.kpis(warehouse, selection),
            tuple(metrics.by_institution(warehouse, selection)["events"]),
            metrics.totals(warehouse, selection),
        )

    alone = [ask(selection) for selection in selections[:3]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, selections))
    assert together == alone * 8


def test_an_engine_that_may_not_write_answers_the_same() -> None:
    tables = make_tables(3, 150)
    warehouse = open_warehouse(tables)
    inlined = Warehouse(warehouse._backend, materialise=False)
    for query in ({}, {"from": "2023-03-01", "to": "2024-02-29", "partner": ["body-001", "body-002"]}):
        selection = Selection.from_query(query)
        assert metrics.kpis(inlined, selection) == metrics.kpis(warehouse, selection)
        pd.testing.assert_frame_equal(metrics.by_theme(inlined, selection), metrics.by_theme(warehouse, selection))
        assert metrics.totals(inlined, selection) == metrics.totals(warehouse, selection)


def test_the_same_question_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = open_warehouse(make_tables(1, 30))
    expression = table("events").agg(first=table("events").date_start.min())
    first = warehouse.read_rows(expression)
    monkeypatch.setattr(warehouse, "run", None)
    assert warehouse.read_rows(expression) == first
    assert isinstance(first[0]["first"], date)
    assert isinstance(expression, ibis.Table)
