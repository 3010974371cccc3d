"""Every absolute form that dateparser reads as a whole string: the same day here, or a reviewed difference.

`dateparser_differences.csv` holds the differences: language, form, the day that dateparser reads, and why this reading
is another one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from dateparser.date import DateDataParser

from etl.dates import find_dates

FOLDER = Path(__file__).parent
LOCALES = {"ar": ("ar", "ar-MA", "ar-LB", "ar-DZ"), "fr": ("fr",), "en": ("en",)}
MONTHS = {
    "ar": ("يوليوز", "مارس", "آب", "تشرين الأول"),
    "fr": ("mars", "févr.", "août"),
    "en": ("March", "Sept", "Feb"),
}
NUMBERS = {
    "يوليوز": 7,
    "مارس": 3,
    "آب": 8,
    "تشرين الأول": 10,
    "mars": 3,
    "févr.": 2,
    "août": 8,
    "March": 3,
    "Sept": 9,
    "Feb": 2,
}
DAYS = (date(2024, 2, 3), date(2023, 12, 31), date(1999, 7, 15))
SETTINGS = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False}  # fmt: skip


def _forms(lang: str) -> Iterator[str]:
    for name in (f"{lang}.csv", f"{lang}_forms.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            yield from (row["text"] for row in csv.DictReader(file))
    for day in DAYS:
        for sign in ("/", "-", ".", " "):
            yield f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}"
            yield f"{day.day}{sign}{day.month}{sign}{day.year}"
            yield f"{day.year}{sign}{day.month:02d}{sign}{day.day:02d}"
            yield f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year % 100:02d}"
        for month in MONTHS[lang]:
            for sign in (" ", "-", "/", ", ", "."):
                yield f"{day.day}{sign}{month}{sign}{day.year}"
                yield f"{month}{sign}{day.day}{sign}{day.year}"
                yield f"{day.year}{sign}{month}{sign}{day.day}"
                yield f"{day.day}{sign}{month}{sign}{day.year % 100:02d}"


def _dateparser_reads(lang: str, forms: Iterator[str]) -> dict[str, date]:
    parsers = [DateDataParser(locales=[locale], settings=SETTINGS) for locale in LOCALES[lang]]
    read = {}
    for form in forms:
        days = (parser.get_date_data(form).date_obj for parser in parsers)
        if found := next((day for day in days if day), None):
            read[form] = found.date()
    return read


def _reviewed(lang: str) -> dict[str, dict[str, str]]:
    with (FOLDER / "dateparser_differences.csv").open(encoding="utf-8", newline="") as file:
        return {row["text"]: row for row in csv.DictReader(file) if row["lang"] == lang}


@pytest.mark.parametrize("lang", LOCALES)
def test_absolute_forms_agree_with_dateparser(lang: str) -> None:
    reviewed = _reviewed(lang)
    read = _dateparser_reads(lang, _forms(lang))
    assert len(read) >= 150
    differences = {}
    for form, day in read.items():
        mentions = find_dates(form, None, lang)
        if [(mention.first, mention.last) for mention in mentions] != [(day, day)]:
            differences[form] = day.isoformat()
    assert differences == {form: row["dateparser"] for form, row in reviewed.items()}
    assert all(row["why"] for row in reviewed.values())
