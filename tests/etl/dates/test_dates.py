"""Dates against tables of phenomena: `<lang>.csv` by hand, `<lang>_forms.csv` all months in the common forms.

A row has a text, the anchor (the day of publication, or nothing), what is expected and why. Expected values, several
separated by " ; ": a day 2024-07-25, a month 2024-07, a year 2024, a week 2024-W30, a span with "/" (".." an open
end), "?" for what cannot be resolved; then candidates in braces, "!" for a contradiction; "period:" for what is never
an event's date. Nothing expected: no date in the text.
"""

from __future__ import annotations

import calendar
import csv
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from etl.dates import DateMention, find_dates
from etl.dates.grammar import RULES
from etl.dates.reading import READERS, read_dates
from etl.vocabulary import read_scan

FOLDER = Path(__file__).parent
LANGUAGES = ("ar", "fr", "en")


def _rows() -> list[tuple[str, dict[str, str]]]:
    rows = []
    for lang in LANGUAGES:
        for name in (f"{lang}.csv", f"{lang}_forms.csv"):
            with (FOLDER / name).open(encoding="utf-8", newline="") as file:
                rows += [(lang, row) for row in csv.DictReader(file)]
    return rows


ROWS = _rows()


def _edge(value: str, last: bool) -> str:
    """First or last day of a day, week, month or year in ISO form."""
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-12-31" if last else f"{value}-01-01"
    if re.fullmatch(r"\d{4}-\d\d", value):
        number = tuple(map(int, value.split("-")))
        return f"{value}-{calendar.monthrange(number[0], number[1])[1] if last else 1:02d}"
    if "W" in value:
        year, week = value.split("-W")
        return date.fromisocalendar(int(year), int(week), 7 if last else 1).isoformat()
    return value


def _expand(expected: str) -> str:
    """An expected value with its days written out."""
    kind, value, rest = re.fullmatch(r"((?:period:)?)([^{!]*)(.*)", expected.strip()).groups()  # type: ignore[union-attr]
    first, last = value.split("/") if "/" in value else (value, value)
    first, last = _edge(first, False), _edge(last, True)
    return f"{kind}{first}{rest}" if first == last else f"{kind}{first}/{last}{rest}"


def _show(mention: DateMention) -> str:
    """A mention in the notation of the tables."""
    first, last = (day.isoformat() if day else ".." for day in (mention.first, mention.last))
    value = "?" if mention.first is mention.last is None else first if first == last else f"{first}/{last}"
    candidates = "{" + ",".join(day.isoformat() for day in mention.candidates) + "}" if mention.candidates else ""
    kind = "period:" if mention.kind == "period" else ""
    return f"{kind}{value}{candidates}{'!' if mention.conflict else ''}"


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[f"{lang}-{row['text']}" for lang, row in ROWS])
def test_reads_the_table(lang: str, row: dict[str, str]) -> None:
    anchor = date.fromisoformat(row["anchor"]) if row["anchor"] else None
    mentions = find_dates(row["text"], anchor, lang)
    expected = [_expand(one) for one in row["expected"].split(";")] if row["expected"] else []
    assert [_show(mention) for mention in mentions] == expected, row["why"]
    for mention in mentions:
        assert mention.text == row["text"][mention.start : mention.end]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_hold_enough_forms(lang: str) -> None:
    rows = [row for of, row in ROWS if of == lang]
    texts = [(row["text"], row["anchor"]) for row in rows]
    assert len(set(texts)) == len(texts) >= 300
    assert sum(not row["expected"] for row in rows) >= 30, "negatives"


def test_language_is_detected() -> None:
    assert [m.text for m in find_dates("نظمت الجمعية يوم 12 يوليوز 2024 ندوة")] == ["12 يوليوز 2024"]
    assert [m.text for m in find_dates("Le colloque s'est tenu le 12 juillet 2024 à Rabat")] == ["12 juillet 2024"]


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'de'"):
        find_dates("12. Juli 2024", None, "de")


def test_anchor_may_be_a_moment() -> None:
    assert find_dates("hier", datetime(2024, 7, 27, 23, 59), "fr")[0].first == date(2024, 7, 26)


def test_two_counted_days_tell_their_weekdays_and_offsets() -> None:
    text = "نظمت اللجنة، أول أمس الخميس، ندوة، وذكر بلاغ لها، يوم أمس الجمعة، أن اللقاء ناجح"
    mentions = find_dates(text, None, "ar")
    assert [(m.text, m.offset, m.weekday, m.first) for m in mentions] == [
        ("أول أمس الخميس", -2, 4, None),
        ("يوم أمس الجمعة", -1, 5, None),
    ]


def test_distances_tell_their_offset_and_their_words() -> None:
    (mention,) = find_dates("L'atelier s'est achevé il y a deux semaines.", None, "fr")
    assert (mention.text, mention.offset, mention.first) == ("il y a deux semaines", -14, None)


@pytest.mark.parametrize(
    ("text", "lang", "edtf"),
    [
        ("12 juillet 2024", "fr", "2024-07-12"),
        ("du 12 au 15 juillet 2024", "fr", "2024-07-12/2024-07-15"),
        ("les 3 et 10 mai 2024", "fr", "{2024-05-03,2024-05-10}"),
        ("à partir du 5 mai 2024", "fr", "2024-05-05/.."),
        ("jusqu'au 5 mai 2024", "fr", "../2024-05-05"),
        ("mai 2024", "fr", "2024-05"),
        ("2023-2030", "fr", "2023/2030"),
        ("été 2023", "fr", "2023-22"),
        ("T2 2024", "fr", "2024-34"),
        ("Monday, March 17", "en", "XXXX-03-17"),
        ("15 رجب 1446هـ", "ar", "2025-01-15"),
    ],
)
def test_extended_format(text: str, lang: str, edtf: str) -> None:
    parser = pytest.importorskip("edtf")
    (mention,) = find_dates(text, None, lang)
    assert mention.edtf == edtf
    assert parser.parse_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "anchor", "precision", "basis"),
    [
        ("12 يوليوز 2024", None, "day", "stated"),
        ("12 يوليوز", date(2024, 7, 27), "day", "inferred"),
        ("أمس", date(2024, 7, 27), "day", "relative"),
        ("الأسبوع الماضي", date(2024, 7, 27), "week", "relative"),
        ("يوليوز 2024", None, "month", "stated"),
        ("سنة 2024", None, "year", "stated"),
    ],
)
def test_precision_and_basis(text: str, anchor: date | None, precision: str, basis: str) -> None:
    (mention,) = find_dates(text, anchor, "ar")
    assert (mention.precision, mention.basis) == (precision, basis)


def test_one_scan_of_everything_reads_the_same() -> None:
    text = "نظمت اللجنة الوطنية أول أمس الخميس بالرباط ندوة، في إطار الخطة 2023-2030"
    anchor = date(2024, 7, 27)
    assert read_dates(read_scan(text, "ar"), anchor) == find_dates(text, anchor, "ar")


def test_every_rule_has_a_reader_and_an_example_that_it_reads() -> None:
    assert set(RULES) == set(READERS)
    for name, (_, examples) in RULES.items():
        for example in examples.split("; "):
            assert find_dates(example, date(2024, 11, 13)), (name, example)
