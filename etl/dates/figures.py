"""Numbers as tokens of dates: digits by what they may be, and years written in words.

"12" DAY; "2024" YEAR; "3rd" ORDINAL; "2024-W30" ISOWEEK; "20240725" COMPACT; "two thousand and four" YEAR.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from etl.dates.links import REACH, link_settings, read_gap, read_lead
from etl.text import fold

# A time written onto a day in figures: "2024-07-25T10:15".
_TIMED = re.compile(r"t[0-9]{2}:?[0-9]{2}")
_WEEK = r"-?w[0-5][0-9](?:-[1-7])?(?![\w-])"
_SIGNED = frozenset("/-.")
_JOINING = frozenset("_+-/")
COMPACT_YEARS = range(1970, 2051)
_ADDING = frozenset({"space", "dash", "and"})
IN_WORDS = "words"  # the language of a year that is written in words, which much else may be
_CENTURY = 100
# One and two digits -> what they may be.
_SMALL = {
    digits: "DAY" if 1 <= number <= 31 else "SHORT" for number in range(100) for digits in (f"{number}", f"{number:02}")
}
_new = tuple.__new__  # the same as Token(…), without the detour that the constructor of a named tuple takes


class Token(NamedTuple):
    """A word or number in folded offsets: its kind (a key of `TOKEN_CODES`), value and language."""

    start: int
    end: int
    kind: str
    value: str
    lang: str


@functools.cache
def _number() -> re.Pattern[str]:
    """Digits, with what makes them an ordinal or marks a year's calendar."""
    suffixes = "|".join(sorted({fold(word) for word in link_settings("settings", "suffixes")}, key=len, reverse=True))
    hijri, gregorian = ("|".join(fold(mark) for mark in link_settings("marks", era)) for era in ("hijri", "gregorian"))
    return re.compile(rf"([0-9][0-9]*)(?:( ?(?:{suffixes}))(?![^\W_])| ?(?:({hijri})|({gregorian}))(?!\w)|({_WEEK}))?")


def read_numbers(folded: str) -> list[Token]:
    """Every run of digits by what it may be."""
    numbers: list[Token] = []
    size = len(folded)
    for match in _number().finditer(folded):
        if match.lastindex == 1:
            start, end = match.span()
            kind = _SMALL.get(digits := match[0])
            if kind and not "a" <= folded[end : end + 1] <= "z":  # most of them, without the detour
                numbers.append(_new(Token, (start, end, kind, digits, "")))
            else:
                numbers.append(_plain(folded, start, end, size))
            continue
        digits, suffix, hijri, _, week = match.groups()
        start, end = match.span()
        if week:
            numbers.append(_week_token(start, end, digits, week))
            continue
        plain = _plain(folded, start, match.end(1), 0)
        if suffix:
            kind = "ORDINAL" if plain.kind == "DAY" else "NUM"
            numbers.append(plain._replace(end=end, kind=kind))
            continue
        ended = plain.kind == "YEAR" or (start > 0 and folded[start - 1] in _SIGNED)
        numbers.append(plain._replace(end=end, lang="hijri" if hijri else "") if ended else plain)
    return numbers


def _plain(folded: str, start: int, end: int, size: int) -> Token:
    """Digits with nothing written onto them that makes them an ordinal, a week or a year of a calendar."""
    digits = folded[start:end]
    length = end - start
    if end < size and "a" <= folded[end] <= "z" and not _TIMED.match(folded, end):
        return Token(start, end, "NUM", digits, "glued")
    if length <= 2:
        kind = _SMALL[digits]
    elif length == 4 and digits[0] in "12":
        kind = "YEAR"
    else:
        kind = "COMPACT" if length == 8 and _is_compact(folded, start, end) else "NUM"
    return _new(Token, (start, end, kind, digits, ""))


def _week_token(start: int, end: int, digits: str, week: str) -> Token:
    """A week in ISO form: "2024-W30"; with a day of the week it is a day: "2024-W30-4"."""
    kind = "ISOWEEK" if len(digits) == 4 else "NUM"
    return Token(start, end, kind, digits + week.replace("-", "").replace("w", "-"), "")


def _is_compact(folded: str, start: int, end: int) -> bool:
    """Whether eight digits are a day as computers write it: "20240725"."""
    year, month, day = (int(folded[at:to]) for at, to in ((start, end - 4), (end - 4, end - 2), (end - 2, end)))
    before, after = folded[max(start - 1, 0) : start], folded[end : end + 1]
    apart = not (before.isalnum() or before in _JOINING or after.isalnum() or after in _JOINING)
    return apart and year in COMPACT_YEARS and 1 <= month <= 12 and 1 <= day <= 31


def merge_years(tokens: list[Token], folded: str) -> list[Token]:
    """Years in words as one token each: a century with its tens and units ("nineteen ninety-eight").

    Args:
        tokens: tokens in text order.
        folded: the folded text.

    Returns:
        The tokens with "CENTURY" and the cardinals that belong to it as "YEAR"; a bare thousand only after "year".
    """
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind != "CENTURY":
            merged.append(token)
            continue
        rest, end = 0, token.end
        while at < len(tokens) and (units := _units(tokens[at], rest, folded[end : tokens[at].start])):
            rest, end, at = rest + units, tokens[at].end, at + 1
        if not rest and int(token.value) % _CENTURY == 0:
            before = folded[max(token.start - REACH, 0) : token.start]
            if read_lead(before) != "year_word":
                continue
        merged.append(Token(token.start, end, "YEAR", str(int(token.value) + rest), IN_WORDS))
    return merged


def _units(token: Token, rest: int, gap: str) -> int:
    """What a cardinal adds to a year in words; 0 where it is no part of it."""
    if token.kind != "CARDINAL" or len(gap) > REACH or (gap and read_gap(gap) not in _ADDING):
        return 0
    value = int(token.value)
    return value if value + rest < _CENTURY else 0
