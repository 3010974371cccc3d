"""Folding levels spellings and never loses the way back to the body."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.text import fold, read_text

SAME = [
    ("أكتوبر", "اكتوبر", "dropped hamza"),
    ("إبريل", "أبريل", "hamza above or below"),
    ("ندوة", "ندوه", "ta marbuta"),
    ("ملتقى", "ملتقي", "alef maqsura"),
    ("مسؤول", "مسوول", "hamza on waw"),
    ("نـــدوة", "ندوة", "tatweel"),
    ("نَدْوَةٌ", "ندوة", "diacritics"),
    ("ﻧﺪﻭﺓ", "ندوة", "presentation forms"),
    ("ﻻ", "لا", "a ligature of two letters"),
    ("١٢٣", "123", "Arabic-Indic digits"),
    ("۱۲۳", "123", "Persian digits"),
    ("يوم\u00a0الخميس", "يوم الخميس", "no-break space"),
    ("\u200fالرباط\u200e", "الرباط", "bidi marks"),
    ("Février", "fevrier", "accents and case"),
    ("Fe\u0301vrier", "fevrier", "a decomposed accent"),
    ("«ورشة»", '"ورشة"', "guillemets"),
    ("l’Office", "l'office", "typographic apostrophe"),
    ("13–15", "13-15", "en dash"),
    ("کتاب", "كتاب", "Persian kaf"),
]

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتثنولمأإآةىؤئ ـَُِّْ\u200f\u202b\u2066\ufeffﻻﻧﺪﷲ١٢۳،؛؟«»"),
        st.characters(exclude_categories=("Cs",)),
    )
)


@pytest.mark.parametrize(("left", "right", "why"), SAME, ids=[why for *_, why in SAME])
def test_fold_levels(left: str, right: str, why: str) -> None:
    assert fold(left) == fold(right)


def test_fold_keeps_different_words_apart() -> None:
    assert len({fold(word) for word in ("ندوة", "ندوات", "دورة", "ورشة", "غشت", "شتنبر")}) == 6


@given(ANY_TEXT)
def test_starts_lead_back_to_the_body(body: str) -> None:
    text = read_text(body)
    starts = text.starts if text.starts is not None else range(len(body) + 1)
    assert len(starts) == len(text.folded) + 1
    assert list(starts) == sorted(starts)
    assert starts[-1] == len(body)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(body: str) -> None:
    once = fold(body)
    assert fold(once) == once


@given(ANY_TEXT, ANY_TEXT)
def test_a_span_holds_its_letter(before: str, after: str) -> None:
    body = f"{before}\nندوة\n{after}"
    text = read_text(body)
    found = text.folded.index(fold("ندوة"), len(fold(before)))
    assert "ندوة" in unicodedata.normalize("NFKC", text.words(found, found + 4)) or "ندو" in before


def test_words_carry_the_marks_of_the_last_letter() -> None:
    text = read_text("في نَدْوَةٍ علمية")
    start = text.folded.index("ندوه")
    assert text.words(start, start + 4) == "نَدْوَةٍ"


def test_sentences_end_where_readers_stop() -> None:
    body = "العنوان\nنظمت الجمعية ورشة. وحضرها 1.250 شخصا! انتهى"
    text = read_text(body)
    assert [text.words(*span).strip() for span in text.sentences()] == [
        "العنوان",
        "نظمت الجمعية ورشة.",
        "وحضرها 1.250 شخصا!",
        "انتهى",
    ]
    assert next(text.paragraphs()) == (0, 7)


def test_a_question_inside_quotes_ends_no_sentence() -> None:
    text = read_text('ندوة حول "أي دور للقضاء؟"، نظمتها الكلية. قال: "انتهى."')
    assert [text.words(*span).strip() for span in text.sentences()] == [
        'ندوة حول "أي دور للقضاء؟"، نظمتها الكلية.',
        'قال: "انتهى.',
        '"',
    ]


def test_a_law_number_and_an_abbreviation_end_no_sentence() -> None:
    text = read_text("La loi n° 27.14 du 25 août 2016 est entrée en vigueur")
    assert len(list(text.sentences())) == 1


def test_quick_table_folds_as_the_long_way_does() -> None:
    plain = "".join(map(chr, range(0x20, 0x2100)))
    for letter in plain:
        assert read_text(f"é{letter}").folded == read_text(f"é{letter}\u4e00").folded[:-1]  # one letter of no table
