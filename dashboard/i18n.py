"""Words of the interface: every string comes from `locales/<lang>.toml`; plurals, numbers and dates from the CLDR."""

from __future__ import annotations

import datetime
import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

LOCALES = Path(__file__).with_name("locales")
LANGUAGES = ("ar", "fr", "en")  # the first one is the default
PLURAL_CLASSES = frozenset(("zero", "one", "two", "few", "many", "other"))
FIRST_STRONG, END = "\u2068", "\u2069"  # a Unicode bidi isolate


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language.

    Attributes:
        lang: "ar", "fr" or "en".
        locale: the CLDR locale that dates and numbers follow ("ar_MA": يوليوز, Western digits).
        direction: "rtl" or "ltr".
        phrases: dotted key -> phrase with `{places}`.
        plurals: dotted key -> plural class ("one", "few" …) -> phrase with `{n}`.
    """

    lang: str
    locale: str
    direction: str
    phrases: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of a key, its `{places}` filled.

        Raises:
            KeyError: the language has no such phrase.
        """
        return self.phrases[key].format(**values) if values else self.phrases[key]

    def code(self, table: str, value: str) -> str:
        """The name of a code ("role", "organiser"); a code that the table does not know stands for itself."""
        return self.phrases.get(f"{table}.{value}", value.replace("-", " "))

    def count(self, key: str, n: int, **values: object) -> str:
        """The phrase for a number of things in the right plural form ("3 أنشطة", "11 نشاطا")."""
        forms = self.plurals[key]
        form = "zero" if n == 0 and "zero" in forms else Locale.parse(self.locale).plural_form(n)
        return forms.get(form, forms["other"]).format(n=self.number(n), **values)

    def number(self, value: float) -> str:
        """A number with the separators of the language."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float, *, signed: bool = False) -> str:
        """A share (1.0 is all of it) in whole percent, with a plus sign where it is asked for."""
        text = str(format_percent(share, locale=self.locale))
        return f"+{text}" if signed and share > 0 else text

    def date(self, day: datetime.date, pattern: str = "d MMMM y") -> str:
        """A day in words ("25 يوليوز 2024")."""
        return str(format_date(day, pattern, locale=self.locale))

    def weekday(self, day: datetime.date) -> str:
        """A day in words, its weekday before it."""
        return self.date(day, self.phrases["language.weekday_pattern"])

    def territory(self, code: str) -> str:
        """A country's name by its two letters; the code itself where it is none."""
        return str(Locale.parse(self.locale).territories.get(code, code))

    def list(self, items: Iterable[str]) -> str:
        """Things in a row, the last one joined by "and"."""
        return str(format_list(list(items), locale=self.locale))


@functools.cache
def read_words(lang: str) -> Words:
    """Read the words of a language.

    Args:
        lang: one of `LANGUAGES`.

    Raises:
        ValueError: Marsad's interface does not speak it.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no interface in {lang!r}: there are {', '.join(LANGUAGES)}")
    phrases: dict[str, str] = {}
    plurals: dict[str, Mapping[str, str]] = {}
    _flatten(tomllib.loads((LOCALES / f"{lang}.toml").read_text(encoding="utf-8")), "", phrases, plurals)
    return Words(lang, phrases["language.locale"], phrases["language.direction"], phrases, plurals)


def _flatten(
    table: Mapping[str, Any], prefix: str, phrases: dict[str, str], plurals: dict[str, Mapping[str, str]]
) -> None:
    for key, value in table.items():
        if isinstance(value, str):
            phrases[prefix + key] = value
        elif value.keys() <= PLURAL_CLASSES:
            plurals[prefix + key] = value
        else:
            _flatten(value, f"{prefix}{key}.", phrases, plurals)


def isolate(text: str) -> str:
    """A piece of text that keeps its own direction inside any sentence."""
    return f"{FIRST_STRONG}{text}{END}"
