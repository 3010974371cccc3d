"""Reports: what is in them, what a spreadsheet makes of them, how they are called."""

import csv
import io
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_for_tests import make_tables

from dashboard import metrics
from dashboard.exports import EVENT_COLUMNS, FORMATS, LIST_COLUMNS, export_name, write_export
from dashboard.exports.csv import BYTE_ORDER_MARK, write_csv
from dashboard.selection import Selection
from dashboard.warehouse import open_warehouse

TODAY = date(2026, 11, 24)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_event_that_is_listed_the_undated_last() -> None:
    warehouse = open_warehouse(make_tables(4, 80))
    rows = read(write_export("csv", warehouse, Selection(), "ar"))
    assert tuple(rows[0]) == (*EVENT_COLUMNS, *LIST_COLUMNS)
    expected = metrics.events(warehouse, Selection(), limit=1000)
    assert sorted(row["event_id"] for row in rows) == sorted(expected["event_id"])
    days = [row["date_start"] for row in rows]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days[len(dated) :] == [""] * (len(days) - len(dated))
    assert 0 < len(dated) < len(days)
    assert {row["state"] for row in rows} == {"held"}
    assert "rejected" not in {row["status"] for row in rows}


def test_the_filters_say_what_is_in_it() -> None:
    warehouse = open_warehouse(make_tables(4, 80))
    planned = Selection.from_query({"state": "planned", "partner": ["body-001", "body-002", "body-003"]})
    rows = read(write_export("csv", warehouse, planned, "fr"))
    assert {row["state"] for row in rows} == {"planned"}
    assert all("Institution nationale n° " in row["partners"] for row in rows)
    assert len(rows) == metrics.totals(warehouse, planned).listed > 0


def test_names_are_joined_in_the_chosen_language() -> None:
    tables = make_tables(4, 1)
    tables["events"] = tables["events"].assign(state="held", status="accepted")
    roles = ["organiser", "partner", "partner", "host", "mentioned"]
    ids = [f"body-{n:03d}" for n in range(5)]
    tables["participations"] = pd.DataFrame({"event_id": "event-000000", "institution_id": ids, "role": roles})
    tables["event_themes"] = pd.DataFrame({"event_id": "event-000000", "theme_id": ["no-such-theme"]})
    warehouse = open_warehouse(tables)
    row = read(write_export("csv", warehouse, Selection(), "en"))[0]
    assert row["organisers"] == "National body 0 & <partners>"
    assert row["partners"] == "National body 1 & <partners>; National body 2 & <partners>"
    assert row["hosts"] == "National body 3 & <partners>"
    assert row["funders"] == ""
    assert row["themes"] == "no-such-theme"
    assert row["source_url"].startswith("https://example.org/release-event-000000")
    arabic = read(write_export("csv", warehouse, Selection(), "ar"))[0]
    assert arabic["organisers"] == "المؤسسة الوطنية رقم 0 (UN)"


def test_excel_knows_the_encoding_and_the_words_are_whole() -> None:
    warehouse = open_warehouse(make_tables(4, 20))
    plain, excel = (write_export(name, warehouse, Selection(), "ar") for name in ("csv", "csv-excel"))
    assert excel == BYTE_ORDER_MARK + plain
    titles = pd.read_csv(io.BytesIO(excel))["title"]
    assert set(titles) == set(metrics.events(warehouse, Selection(), limit=100)["title"])


def test_a_report_of_nothing_has_its_header() -> None:
    content = write_export("csv-excel", open_warehouse({}), Selection(), "ar").decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(content))) == [*EVENT_COLUMNS, *LIST_COLUMNS]
    assert content.count("\n") == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+212 537", "'+212 537"),
        ("-5", "-5"),
        ("+3.2", "+3.2"),
        ("-1,5", "-1,5"),
        ("-5+1", "'-5+1"),
        ("- ندوة", "'- ندوة"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("-5\n=1", "'-5\n=1"),
        ("ندوة = لقاء", "ندوة = لقاء"),
        ('a "b", c\nd', 'a "b", c\nd'),
        ("", ""),
    ],
)
def test_no_cell_starts_a_formula(cell: str, expected: str) -> None:
    assert read(write_csv(pa.table({"cell": [cell, None], "n": [-5, 1]})))[0] == {"cell": expected, "n": "-5"}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), min_size=1))
def test_any_text_is_read_back(cells: list[str]) -> None:
    rows = read(write_csv(pa.table({"cell": cells, "end": ["x"] * len(cells)})))
    assert [row["cell"].removeprefix("'") for row in rows] == [cell.removeprefix("'") for cell in cells]
    assert all(not row["cell"].startswith(("=", "@", "\t", "\r")) for row in rows)


@pytest.mark.parametrize(
    ("query", "lang", "name"),
    [
        ({}, "ar", "marsad_2026-11-24.csv"),
        (
            {"partner": "unodc", "from": "2024-01-01", "to": "2024-12-31"},
            "ar",
            "marsad_partner-unodc_2024-01-01_2024-12-31_2026-11-24.csv",
        ),
        ({"theme": ["b", "a"], "from": "2024-01-01"}, "fr", "marsad_theme-a-b_from-2024-01-01_2026-11-24_fr.csv"),
        ({"q": "ندوة"}, "ar", "marsad_q_2026-11-24.csv"),
        ({"q": "../école x"}, "ar", "marsad_q-ecole-x_2026-11-24.csv"),
    ],
)
def test_a_file_is_named_after_the_filters_and_the_day(query: dict[str, str], lang: str, name: str) -> None:
    assert export_name("csv", Selection.from_query(query), TODAY, lang) == name


def test_a_name_is_never_too_long_and_an_unknown_format_is_refused() -> None:
    many = Selection.from_query({"partner": [f"institution-{n}" for n in range(100)], "city": "rabat"})
    assert export_name("csv-excel", many, TODAY) == "marsad_city-rabat_2026-11-24.csv"
    with pytest.raises(ValueError, match="pdf"):
        export_name("pdf", Selection(), TODAY)
    with pytest.raises(ValueError, match="pdf"):
        write_export("pdf", open_warehouse({}), Selection())
    assert set(FORMATS) >= {"csv", "csv-excel"}
