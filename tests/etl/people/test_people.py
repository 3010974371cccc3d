"""Counts of people: the tables of phrases, and what must hold of any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.numbers import read_numbers
from etl.people import CountMention, Settled, read_counts, settle_counts
from etl.vocabulary import read_scan

HERE = Path(__file__).parent
LANGUAGES = ("ar", "fr", "en")
NUMBERS = ("total", "women", "men", "girls", "boys")


def counts_of(text: str, lang: str | None = None) -> list[CountMention]:
    scan = read_scan(text, lang, "numbers", "people")
    return read_counts(scan, read_numbers(scan))


def settled(text: str, lang: str | None = None) -> Settled:
    return settle_counts(counts_of(text, lang))


def rows(lang: str) -> list[dict[str, str]]:
    with (HERE / f"{lang}.csv").open(encoding="utf-8", newline="") as file:
        return [{"lang": lang, **row} for row in csv.DictReader(file)]


TABLE = [row for lang in LANGUAGES for row in rows(lang)]


@pytest.mark.parametrize("row", TABLE, ids=[row["text"] for row in TABLE])
def test_an_event_has_the_participants_that_its_words_state(row: dict[str, str]) -> None:
    found = settled(row["text"] + ".", row["lang"])
    got = {name: getattr(found, name) for name in (*NUMBERS, "bound")}
    want = {name: int(row[name]) if row[name] else None for name in NUMBERS} | {"bound": row["bound"] or None}
    assert got == want, row["why"]
    assert " ".join(found.reasons) == row["reasons"], row["why"]


PIECES = st.sampled_from(
    [row["text"] for row in TABLE]
    + ["20", "و", "et", "and", "(", ")", ",", "من", "dont", "including", "\u200f", "ﻻ", "\n"]
)


@given(pieces=st.lists(PIECES, max_size=8), glue=st.sampled_from([" ", ", ", "\n", ""]))
@settings(max_examples=300)
def test_mentions_hold_the_words_of_the_body(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    for mention in counts_of(text):
        assert mention.text == text[mention.start : mention.end]
        assert (mention.value is None) == (mention.cue == "mass")


@given(text=st.text(), lang=st.sampled_from([None, *LANGUAGES]))
def test_any_text_can_be_read(text: str, lang: str | None) -> None:
    settled(text, lang)


@given(pieces=st.lists(PIECES, max_size=6))
@settings(max_examples=200)
def test_the_sexes_never_come_without_a_total(pieces: list[str]) -> None:
    found = settled(". ".join(pieces))
    assert found.total is not None or not any((found.women, found.men, found.girls, found.boys))
    assert (found.bound is None) == (found.total is None)
    assert all(mention.text for _, mention in found.evidence)


def test_no_counts_settle_to_nothing() -> None:
    assert settle_counts([]) == Settled()


def test_members_of_a_sum_are_each_evidence() -> None:
    found = settled("استفادت من الدورة 12 قاضية و8 قضاة", "ar")
    assert [(field, mention.text) for field, mention in found.evidence] == [
        ("participants", "12 قاضية"),
        ("participants", "8 قضاة"),
        ("women", "12 قاضية"),
        ("men", "8 قضاة"),
    ]


def test_audiences_are_codes_of_those_who_take_part() -> None:
    assert settled("لفائدة 30 قاضيا و12 محاميا، من تأطير ثلاثة خبراء", "ar").audiences == ("judges", "lawyers")


def test_the_sentence_of_the_event_goes_before_others_alike() -> None:
    text = "The society met 40 teachers in June. The workshop gathered 25 teachers."
    second = (text.index("The workshop"), len(text))
    assert settle_counts(counts_of(text, "en")).total == 40
    assert settle_counts(counts_of(text, "en"), second).total == 25
    assert settle_counts(counts_of(text, "en"), second).reasons == ()


def test_people_of_the_event_s_sentence_count_without_a_cue_but_unsurely() -> None:
    text = "Deux bus ont conduit 84 écoliers au musée."
    assert settled(text, "fr").total is None
    found = settle_counts(counts_of(text, "fr"), (0, len(text)))
    assert found.total == 84
    assert found.confidence < 0.6


def test_a_strong_cue_is_sure_and_a_noun_in_no_list_less_so() -> None:
    assert settled("Une session au profit de 28 juges.", "fr").confidence >= 0.9
    assert settled("Une session au profit de 28 luthiers.", "fr").confidence < 0.9


def test_students_at_a_school_are_girls() -> None:
    found = settled("وصلت الحملة في ثلاث ثانويات إلى 90 طالبة.", "ar")
    assert (found.women, found.girls) == (None, found.total)
