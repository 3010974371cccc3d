"""A date that a person or a file's metadata gives, in whatever form: "2025-03-19", "19 mars 2025", "19 رجب 1446".

Unlike in a running text the whole string is one date, so dateparser reads it: it knows hundreds of forms. Its plain
Arabic has no Maghrebi or Levantine months and its locales no Hijri calendar: those locales and that calendar are tried
beside it. What counts from another day ("yesterday", "12 mai") is left to `etl.dates`; nothing here asks the clock.
"""

from __future__ import annotations

import functools
import re
from datetime import date

from dateparser.calendars.hijri import HijriCalendar
from dateparser.date import DateDataParser

from etl.dates import find_dates
from etl.text import fold
from etl.vocabulary.sources import LANGUAGES

# dateparser's locales by language, in the order in which they are tried.
LOCALES = {"ar": ("ar-MA", "ar-LB", "ar-DZ"), "fr": ("fr",), "en": ("en",)}
LONGEST = 120  # characters; more is no date
EXAMPLE = "2025-03-19"
SETTINGS = {
    "DATE_ORDER": "DMY",  # as written in the press of the region and by the United Nations
    "PREFER_LOCALE_DATE_ORDER": False,
    "REQUIRE_PARTS": ["day", "month", "year"],  # what is missing would come from the clock
    "PARSERS": ["absolute-time"],  # neither time stamps nor words that count from now
}
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:[t ]\d.*)?$")
_HIJRI = re.compile(r"(?<!\d)(?:13[4-9]\d|14\d\d|1500)(?!\d)")  # years of the Umm al-Qura table


def read_entered_date(text: str, lang: str | None = None, base: date | None = None) -> date:
    """The day that a free-form date stands for.

    Args:
        text: the date as entered; a time beside it is ignored, the day as written counts.
        lang: "ar", "fr" or "en" to try first; None tries all. "03/04/2025" is 3 April in each.
        base: what "yesterday" or a date without a year counts from; None refuses them.

    Returns:
        The day.

    Raises:
        ValueError: nothing that can be read as one day, or it counts from a day that is not given.
    """
    entered = " ".join(text.split())
    folded = fold(entered)
    if not folded or len(folded) > LONGEST:
        raise ValueError(_unreadable(entered))
    if match := _YEAR_FIRST.match(folded):
        return _year_first(match, entered)
    if _HIJRI.search(folded) and (day := _read_hijri(folded)):
        return day
    if not _HIJRI.search(folded) and (day := _read_absolute(entered, lang)):
        return day
    return _read_sentence(entered, lang, base)


def _unreadable(entered: str) -> str:
    shown = entered if len(entered) <= LONGEST else f"{entered[:LONGEST]}…"
    return f"cannot read {shown!r} as a date: write it like {EXAMPLE}"


def _year_first(match: re.Match[str], entered: str) -> date:
    """ISO and its relatives; a Hijri year where it can be no other."""
    year, _, month, day = match.groups()
    if _HIJRI.fullmatch(year) and (hijri := _read_hijri(f"{day}/{month}/{year}")):
        return hijri
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(_unreadable(entered)) from error


def _read_hijri(folded: str) -> date | None:
    """A date that is wholly in the Hijri calendar, by dateparser's Umm al-Qura table."""
    try:
        found = HijriCalendar(folded).get_date()
    except (ValueError, OverflowError):
        return None
    return found.date_obj.date() if found and found.date_obj and found.period == "day" else None


@functools.cache
def _parser(locale: str) -> DateDataParser:
    return DateDataParser(locales=[locale], settings=SETTINGS)


def _read_absolute(entered: str, lang: str | None) -> date | None:
    """A date with day, month and year, in the first locale that reads it."""
    languages = sorted(LANGUAGES, key=lambda other: other != lang)
    for locale in (locale for language in languages for locale in LOCALES[language]):
        try:
            found = _parser(locale).get_date_data(entered)
        except (ValueError, OverflowError):
            continue
        if found.date_obj and found.period in ("day", "time"):
            day: date = found.date_obj.date()
            return day
    return None


def _read_sentence(entered: str, lang: str | None, base: date | None) -> date:
    """A date with words around it, or one that counts from the base: the only day that the text tells."""
    mentions = [mention for mention in find_dates(entered, base, lang) if mention.kind == "date"]
    days = {mention.first for mention in mentions if mention.first and mention.first == mention.last}
    if len(mentions) == len(days) == 1:
        (day,) = days
        return day
    if base is None and any(mention.first is mention.last is None for mention in mentions):
        raise ValueError(f"{entered!r} depends on the day on which it was written: write the date like {EXAMPLE}")
    raise ValueError(_unreadable(entered))
