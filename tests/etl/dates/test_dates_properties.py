"""What holds for every date and every text, not for some."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.dates import find_dates
from etl.vocabulary.sources import read_language

LANGUAGES = ("ar", "fr", "en")
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
ANCHORS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WORDS = (
    "أمس|أول أمس|الخميس|12|3|2024|/|-|من|إلى|ماي|يوليوز|و|الجاري|هـ|رجب|1446|الموافق|(|)|,|.|:|منه|قبل|"
    "hier|le|mai|du|au|2|fin|1er|يومين|سنة|27.14|24/7|\n|ـ|\u200f|آب|شهر|الأسبوع|الماضي|نهاية|"
    "last|Monday|of|May|March|next|week|ago|in|two|days|and|the|19th|Q1|until|spring|school year"
)
PIECES = st.sampled_from(WORDS.split("|"))


def _months(lang: str) -> list[tuple[int, str]]:
    words = read_language(lang)["dates"]
    return [
        (int(number), form)
        for kind in ("month", "weak_month")
        for number, forms in words[kind].items()
        for form in forms
    ]


def _weekday(lang: str, day: date) -> str:
    return str(read_language(lang)["dates"]["weekday"][str(day.isoweekday())][0])


RENDERED: dict[str, list[Callable[[date, str], str]]] = {
    "ar": [
        lambda day, month: f"{day.day} {month} {day.year}",
        lambda day, month: f"يوم {_weekday('ar', day)} {day.day} {month} {day.year}",
        lambda day, month: f"{day.day} من شهر {month} سنة {day.year}",
        lambda day, month: f"بتاريخ {day.day} {month} {day.year}".translate(EASTERN),
        lambda day, _: f"{day.day:02d}/{day.month:02d}/{day.year}",
        lambda day, month: f"{_weekday('ar', day)} ({day.day} {month} {day.year})",
    ],
    "fr": [
        lambda day, month: f"le {day.day} {month} {day.year}",
        lambda day, month: f"{_weekday('fr', day)} {day.day} {month} {day.year}",
        lambda day, _: f"{day.day:02d}/{day.month:02d}/{day.year}",
        lambda day, _: f"{day.day:02d}.{day.month:02d}.{day.year}",
    ],
    "en": [
        lambda day, month: f"{day.day} {month} {day.year}",
        lambda day, month: f"{month} {day.day}, {day.year}",
        lambda day, month: f"{_weekday('en', day)}, {month} {day.day}, {day.year}",
        lambda day, _: day.isoformat(),
    ],
}


@pytest.mark.parametrize("lang", LANGUAGES)
@given(day=DAYS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_rendered_day_is_read_back(lang: str, day: date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from([form for number, form in _months(lang) if number == day.month]))
    text = data.draw(st.sampled_from(RENDERED[lang]))(day, month)
    (mention,) = find_dates(text, None, lang)
    assert (mention.first, mention.last, mention.conflict) == (day, day, None), text


@pytest.mark.parametrize("lang", LANGUAGES)
@given(day=DAYS, length=st.integers(1, 20), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_rendered_range_is_read_back(lang: str, day: date, length: int, data: st.DataObject) -> None:
    end = day + timedelta(days=length)
    names = dict(sorted(_months(lang), reverse=True))
    link = {"ar": ("من", "إلى"), "fr": ("du", "au"), "en": ("from", "to")}[lang]
    start = f"{day.day}" if day.month == end.month else f"{day.day} {names[day.month]}"
    text = f"{link[0]} {start} {link[1]} {end.day} {names[end.month]} {end.year}"
    (mention,) = find_dates(text, None, lang)
    assert (mention.first, mention.last) == (day, end), text


@given(anchor=ANCHORS, shift=st.integers(-4000, 4000), data=st.data())
@settings(max_examples=150, deadline=None)
def test_shifting_the_anchor_shifts_relative_days(anchor: date, shift: int, data: st.DataObject) -> None:
    text, lang = data.draw(
        st.sampled_from([("أول أمس", "ar"), ("بعد غد", "ar"), ("قبل ثلاثة أيام", "ar"), ("hier", "fr"),
                         ("il y a deux semaines", "fr"), ("the day after tomorrow", "en"), ("5 days ago", "en")])
    )  # fmt: skip
    moved = anchor + timedelta(days=shift)
    (before,), (after,) = find_dates(text, anchor, lang), find_dates(text, moved, lang)
    assert before.first is not None
    assert after.first == before.first + timedelta(days=shift)


@given(anchor=ANCHORS, weekday=st.integers(1, 7), weeks=st.integers(-100, 100))
@settings(max_examples=100, deadline=None)
def test_weekdays_move_with_whole_weeks(anchor: date, weekday: int, weeks: int) -> None:
    name = read_language("fr")["dates"]["weekday"][str(weekday)][0]
    for text in (name, f"{name} dernier", f"{name} prochain"):
        (here,) = find_dates(text, anchor, "fr")
        (there,) = find_dates(text, anchor + timedelta(weeks=weeks), "fr")
        assert here.first is not None
        assert here.first.isoweekday() == weekday
        assert there.first == here.first + timedelta(weeks=weeks)


def _check(text: str, anchor: date | None, lang: str | None) -> None:
    reach = 0
    for mention in find_dates(text, anchor, lang):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= reach, "overlap"
        reach = mention.end
        assert mention.kind in ("date", "period")
        assert mention.precision in ("day", "week", "month", "year")
        assert mention.basis in ("stated", "relative", "inferred")
        if mention.first and mention.last:
            assert mention.first <= mention.last


@given(pieces=st.lists(PIECES, max_size=30), glue=st.sampled_from((" ", "", "  ", ", ")), anchor=st.none() | st.dates(),
       lang=st.sampled_from((*LANGUAGES, None)))  # fmt: skip
@settings(max_examples=800, deadline=None)
def test_no_pieces_of_dates_overlap_or_fail(
    pieces: list[str], glue: str, anchor: date | None, lang: str | None
) -> None:
    _check(glue.join(pieces), anchor, lang)


@given(text=st.text(max_size=200), anchor=st.none() | st.dates(), lang=st.sampled_from((*LANGUAGES, None)))
@settings(max_examples=300, deadline=None)
def test_no_text_fails(text: str, anchor: date | None, lang: str | None) -> None:
    _check(text, anchor, lang)


@given(day=DAYS, before=st.text(alphabet="ـ\u064e\u200f\u200bأ «»ﻻ", max_size=12))
@settings(max_examples=150, deadline=None)
def test_offsets_survive_folding(day: date, before: str) -> None:
    words = f"{day.day} يوليوز {day.year}"
    text = f"{before} {words}"
    mention = find_dates(text, None, "ar")[-1]
    assert mention.text == words
    assert text[mention.start : mention.end] == words


HOSTILE = {
    "digits": "7 " * 3200,
    "years": "2024 " * 2000,
    "slashes": "1/1/" * 2000,
    "ranges": "من 1 إلى 2 " * 1000,
    "brackets": "الخميس (" * 1500,
    "lists": "1, 2, 3, " * 1500,
    "and": "و" * 100_000,
    "weekdays": "Monday Monday, Monday and " * 700,
    "months": "May March " * 1500,
    "dashes": "-" * 50_000,
    "marks": "\u064b" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    """Twice the text must not cost much more than twice the work: counted in function calls, not in seconds."""
    calls = [_calls(text[: len(text) // 2]), _calls(text)]
    assert calls[1] <= 2.5 * calls[0] + 500


def _calls(text: str) -> int:
    import sys

    count = 0

    def count_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        find_dates(text, date(2024, 7, 27), "ar")
    finally:
        sys.setprofile(None)
    return count
