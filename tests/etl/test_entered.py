"""Dates as people and metadata give them."""

from __future__ import annotations

from datetime import date, datetime
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.entered import read_entered_date

DAY = date(2025, 3, 19)
BASE = date(2024, 11, 13)  # a Wednesday


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-19", " 2025-03-19 ", "2025/03/19", "2025.3.19", "2025-3-19", "2025-03-19T10:00:00", "٢٠٢٥-٠٣-١٩",
        "2025-03-19T23:30:00-05:00", "2025-03-19T00:10:00+01:00", "2025-03-19 10:00", "2025-03-19T10:00:00Z",
        "19/03/2025", "19-03-2025", "19.03.2025", "19/3/2025", "19/03/2025 10:30", "١٩/٠٣/٢٠٢٥", "19 / 03 / 2025",
        "19 mars 2025", "Mercredi 19 mars 2025", "le 19 mars 2025", "mercredi 19 mars 2025 à 10h30", "19 MARS 2025",
        "Rabat, le 19 mars 2025", "19 March 2025", "March 19, 2025", "Mar 19, 2025", "19 Mar 2025", "19th March 2025",
        "Wed, 19 Mar 2025 10:00:00 GMT", "Wed, 19 Mar 2025 10:00:00 +0100", "Wednesday, March 19, 2025",
        "March 19th, 2025", "19-Mar-2025", "the 19th of March 2025", "Published on 19 March 2025",
        "19 مارس 2025", "١٩ مارس ٢٠٢٥", "الأربعاء 19 مارس 2025", "يوم 19 مارس 2025", "بتاريخ 19 مارس 2025",
        "19 آذار 2025", "19 اذار 2025", "19 مارس/آذار 2025", "الأربعاء، 19 مارس 2025", "19 رمضان 1446",
        "19 رمضان 1446هـ", "19/09/1446", "1446-09-19", "19 رمضان 1446هـ الموافق 19 مارس 2025", "الرباط في 19 مارس 2025",
        "Fait à Tunis, le 19 mars 2025",
    ],
)  # fmt: skip
def test_reads_what_people_write(text: str) -> None:
    assert read_entered_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 غشت 2023", date(2023, 8, 15)),
        ("1 يوليوز 2023", date(2023, 7, 1)),
        ("30 شتنبر 2023", date(2023, 9, 30)),
        ("2 نونبر 2023", date(2023, 11, 2)),
        ("24 دجنبر 2023", date(2023, 12, 24)),
        ("1 ماي 2023", date(2023, 5, 1)),
        ("15 آب 2023", date(2023, 8, 15)),
        ("15 أوت 2023", date(2023, 8, 15)),
        ("15 جويلية 2023", date(2023, 7, 15)),
        ("15 كانون الأول 2023", date(2023, 12, 15)),
        ("15 تشرين الثاني 2023", date(2023, 11, 15)),
        ("15 أغسطس 2023", date(2023, 8, 15)),
        ("فاتح ماي 2023", date(2023, 5, 1)),
        ("1er mai 2023", date(2023, 5, 1)),
        ("15 aout 2023", date(2023, 8, 15)),
        ("15 févr. 2023", date(2023, 2, 15)),
        ("15 sept. 2023", date(2023, 9, 15)),
        ("Sept. 3, 2023", date(2023, 9, 3)),
    ],
)
def test_reads_the_months_of_every_country(text: str, day: date) -> None:
    assert read_entered_date(text) == day


@pytest.mark.parametrize("lang", [None, "ar", "fr", "en"])
def test_figures_put_the_day_first(lang: str | None) -> None:
    assert read_entered_date("03/04/2025", lang) == date(2025, 4, 3)
    assert read_entered_date("2025/04/03", lang) == date(2025, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "not a date", "2025", "mars 2025", "31/02/2025", "2025-13-01", "2025-02-30", "99/99/9999", "رجب 1446",
     "du 3 au 5 mai 2025", "le 3 mai 2025 puis le 9 juin 2025", "19", "12:30", "x" * 5000, "1" * 5000, "-",
     "00/00/0000"],
)  # fmt: skip
def test_refuses_what_is_not_one_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"cannot read .* as a date: write it like 2025-03-19"):
        read_entered_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hier", date(2024, 11, 12)),
        ("yesterday", date(2024, 11, 12)),
        ("أول أمس الاثنين", date(2024, 11, 11)),
        ("12 novembre", date(2024, 11, 12)),
        ("il y a deux jours", date(2024, 11, 11)),
        ("last Thursday", date(2024, 11, 7)),
    ],
)
def test_counts_from_a_base_only(text: str, day: date) -> None:
    assert read_entered_date(text, base=BASE) == day
    with pytest.raises(ValueError, match="depends on the day on which it was written"):
        read_entered_date(text)


def test_never_asks_the_clock() -> None:
    with mock.patch("dateparser.parser.datetime") as clock:
        clock.now.side_effect = clock.utcnow.side_effect = AssertionError("asked the clock")
        clock.side_effect = datetime
        with pytest.raises(ValueError, match="depends on"):
            read_entered_date("12 mai")


@given(day=st.dates(date(1950, 1, 1), date(2060, 12, 31)), form=st.sampled_from(("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")))
def test_what_is_written_is_read_back(day: date, form: str) -> None:
    assert read_entered_date(day.strftime(form)) == day


@given(text=st.text(max_size=60))
def test_any_text_is_a_day_or_a_clear_refusal(text: str) -> None:
    message = "write"
    try:
        assert isinstance(read_entered_date(text), date)
    except ValueError as error:
        message = str(error)
    assert "write" in message
