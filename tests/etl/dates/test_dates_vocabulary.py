"""The date words of the three languages against CLDR and against each other."""

from __future__ import annotations

import pytest
from babel.dates import get_day_names, get_month_names

from etl.dates.links import link_words
from etl.dates.tokens import GAP_CODES, LEAD_CODES, TOKEN_CODES
from etl.text import fold
from etl.vocabulary.sources import LANGUAGES, read_language

LOCALES = {
    "ar": ("ar", "ar_MA", "ar_MR", "ar_DZ", "ar_TN", "ar_EG", "ar_SA", "ar_LB", "ar_SY", "ar_IQ", "ar_JO"),
    "fr": ("fr", "fr_MA"),
    "en": ("en", "en_GB"),
}
KINDS = ("month", "weak_month", "short_month")


def _forms(lang: str, kinds: tuple[str, ...], number: int) -> set[str]:
    words = read_language(lang)["dates"]
    return {fold(form) for kind in kinds for form in words.get(kind, {}).get(str(number), [])}


@pytest.mark.parametrize(("lang", "locale"), [(lang, locale) for lang, names in LOCALES.items() for locale in names])
def test_months_of_every_country_are_known(lang: str, locale: str) -> None:
    for width in ("wide", "abbreviated"):
        if width == "abbreviated" and lang == "ar":
            continue
        for number, name in get_month_names(width, "format", locale).items():
            assert fold(name).rstrip(".") in _forms(lang, KINDS, number), (locale, name)


@pytest.mark.parametrize(("lang", "locale"), [("ar", "ar"), ("fr", "fr"), ("en", "en")])
def test_weekdays_are_known(lang: str, locale: str) -> None:
    for number, name in get_day_names("wide", "format", locale).items():
        assert fold(name) in _forms(lang, ("weekday",), number + 1), name


def test_no_month_has_two_numbers() -> None:
    for lang in LANGUAGES:
        seen: dict[str, int] = {}
        for number in range(1, 13):
            for form in _forms(lang, KINDS, number):
                assert seen.setdefault(form, number) == number, (lang, form)


def test_every_link_and_kind_has_a_code_of_its_own() -> None:
    assert set(link_words().values()) <= set(GAP_CODES)
    codes = [
        *TOKEN_CODES.values(),
        *GAP_CODES.values(),
        *(code for name, code in LEAD_CODES.items() if name != "break"),
    ]
    assert len(set(codes)) == len(codes)


def test_every_kind_of_the_word_files_is_read() -> None:
    known = {kind.lower() for kind in TOKEN_CODES} | {"short_month", "tense"}
    for lang in LANGUAGES:
        assert set(read_language(lang)["dates"]) <= known, lang
