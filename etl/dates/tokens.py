"""A text as typed tokens: the words and numbers that dates are made of, and what stands between them.

The tokens are also written as a string of codes, one character a gap and one a token in turn, so that the grammar is
a set of patterns over kinds instead of letters.
"""

from __future__ import annotations

import functools
import re
from operator import itemgetter
from typing import NamedTuple

from etl.dates.figures import Token, merge_years, read_numbers
from etl.dates.links import BREAK, REACH, link_settings, read_gap, read_lead
from etl.text import fold
from etl.vocabulary import Hit, Scan
from etl.vocabulary.registry import ARTICLE
from etl.vocabulary.sources import read_language

DOMAIN = "dates"

# Kinds of tokens: numbers first, then the kinds of the word files.
NUMBERS = ("DAY", "SHORT", "YEAR", "NUM", "ISOWEEK", "COMPACT")
WORDS = (
    "MONTH", "WEAK_MONTH", "FIRST_MONTH", "WEAK_FIRST_MONTH", "HIJRI_MONTH", "WEEKDAY", "WEAK_WEEKDAY",
    "RELATIVE_DAY", "BLOCKED", "UNIT", "UNITS", "DUAL", "MODIFIER_LAST", "MODIFIER_NEXT", "MODIFIER_THIS", "AGO",
    "AHEAD", "SAME", "PART", "SEASON", "QUARTER", "HALF", "ERA", "SCHOOL", "ONWARDS", "ORDINAL", "NTH", "CARDINAL",
    "PLUS_HALF", "NOW", "FEAST", "CENTURY",
)  # fmt: skip
GAPS = (
    "space", "comma", "dash", "slash", "dot", "colon", "open", "close", "and", "to", "until", "from", "between",
    "starting", "on", "article", "within", "day_word", "month_word", "year_word", "equal", "number", "street", "plan",
    "ago", "since", "ahead", "by", "before", "after", "every", "edition", BREAK,
)  # fmt: skip
TOKEN_CODES = {kind: chr(0x4E00 + index) for index, kind in enumerate(NUMBERS + WORDS)}
GAP_CODES = {gap: chr(0x0430 + index) for index, gap in enumerate(GAPS)}
LEAD_CODES = {gap: chr(0x0400 + index) for index, gap in enumerate(GAPS[:-1])} | {BREAK: GAP_CODES[BREAK]}

_BREAK_CODE = GAP_CODES[BREAK]

MONTHS = frozenset({"MONTH", "WEAK_MONTH", "FIRST_MONTH", "WEAK_FIRST_MONTH", "HIJRI_MONTH"})
MONTH_FIRST = "en"  # the language that may write the month before the day
ABBREVIATION = 5  # letters at most of an abbreviated month or weekday before a dot
_DOTTED = MONTHS | {"WEEKDAY", "WEAK_WEEKDAY"}
# Kinds that a bare unit word only introduces ("month of May", "year 2024", "day Thursday").
_INTRODUCED = {
    "day": frozenset({"DAY", "ORDINAL", "WEEKDAY", "RELATIVE_DAY", "BLOCKED"}),
    "month": MONTHS,
    "year": frozenset({"YEAR", "CENTURY"}),
}
_ANNOUNCING = frozenset({"UNIT", "UNITS", "RELATIVE_DAY", "PART"})
_VARYING = frozenset({"MONTH", "WEAK_MONTH", "SHORT_MONTH", "RELATIVE_DAY", "CENTURY"})
_KINDS = {kind.lower(): kind for kind in (*WORDS, "SHORT_MONTH")}  # table of the word files -> kind; the rest is tense
_BY_START = itemgetter(0)
_new = tuple.__new__  # the same as Token(…), without the detour that the constructor of a named tuple takes
_DAYLIKE = frozenset({"DAY", "ORDINAL", "WEEKDAY"})
NEAR = 16  # letters at most to the token that a leaning one leans on
INTRODUCTION = 5  # letters at most between a unit word and what it introduces


class Tokens(NamedTuple):
    """The tokens of a text and their codes: the gap before token i is character 2i, the token character 2i + 1."""

    tokens: list[Token]
    codes: str
    tense: list[Hit]


@functools.cache
def _month_first() -> frozenset[str]:
    """Months as English writes them, which alone may put them before the day."""
    words = read_language(MONTH_FIRST)[DOMAIN]
    return frozenset(
        fold(form)
        for kind in ("month", "weak_month", "short_month")
        for forms in words[kind].values()
        for form in forms
    )


@functools.cache
def _not_today() -> re.Pattern[str]:
    """What makes of "today" a plain "day": an adjective right after it."""
    return re.compile("|".join(rf" {pattern}(?!\w)" for pattern in link_settings("settings", "not_today")))


def read_tokens(scan: Scan) -> Tokens:
    """Words and numbers of a scan that dates may be made of, in text order, none overlapping.

    Args:
        scan: a scan of the domain "dates".

    Returns:
        Tokens and codes; the tense cues apart.
    """
    folded, first = scan.text.folded, _month_first()
    tense: list[Hit] = []
    found: list[Token] = []
    centuries = False
    for hit in scan.of(DOMAIN):
        start, end, name, value, prefix, lang = hit
        kind = _KINDS.get(name)
        if kind is None:
            tense.append(hit)
            continue
        if kind in _VARYING:
            if kind == "SHORT_MONTH" or (kind == "WEAK_MONTH" and prefix):
                kind, lang = "WEAK_MONTH", "short"
            if kind == "RELATIVE_DAY" and prefix.endswith(ARTICLE):
                continue  # "the morrow" of a name; forms that take the article are listed with it
            if kind == "RELATIVE_DAY":
                kind = "BLOCKED" if value == "0" and _not_today().match(folded, end) else kind
            elif kind == "CENTURY":
                centuries = True
            elif folded[start:end] in first:
                kind = kind.replace("MONTH", "FIRST_MONTH")
        found.append(_new(Token, (start, end, kind, value, lang)))
    found += read_numbers(folded)
    found.sort(key=_BY_START)  # of two that begin alike the words are the longer one and stay first
    tokens = _settle(found, folded)
    if centuries:
        tokens = merge_years(tokens, folded)
    return Tokens(tokens, _encode(tokens, folded), tense)


def _settle(found: list[Token], folded: str) -> list[Token]:
    """One token a place: the longest, of several meanings the one that its neighbour asks for."""
    tokens: list[Token] = []
    reach = -1
    for token in found:
        start, end, kind, _, _ = token
        if start >= reach:
            if start - reach <= INTRODUCTION:
                while tokens and tokens[-1].kind in _ANNOUNCING and _introduces(tokens[-1], token, folded):
                    tokens.pop()
            if kind in MONTHS and tokens and _doubles(tokens[-1], token, folded):
                reach = _closed(end, folded)
                tokens[-1] = tokens[-1]._replace(end=reach)
            else:
                tokens.append(token)
                reach = end
        elif (token.start, token.end) == tokens[-1][:2] and _fits_better(token, tokens):
            tokens[-1] = token
    return tokens


def _introduces(before: Token, token: Token, folded: str) -> bool:
    """Whether a word only announces the token after it: a unit ("month of May"), "day" before an ordinal, a start."""
    if token.start - before.end > INTRODUCTION:
        return False
    if before.kind in ("UNIT", "UNITS"):
        return token.kind in _INTRODUCED.get(before.value, ())
    if before.kind == "RELATIVE_DAY" and before.value == "0":
        return token.kind == "ORDINAL"
    if before.kind == "PART" and token.kind in _DAYLIKE:
        return before.value == "start" and read_gap(folded[before.end : token.start]) == "from"
    return False


def _doubles(month: Token, token: Token, folded: str) -> bool:
    """Whether a month is the one before it again under another name ("تشرين الأول/أكتوبر")."""
    if token.kind not in MONTHS or month.kind not in MONTHS or month.value != token.value:
        return False
    if "HIJRI_MONTH" in (month.kind, token.kind):
        return False
    return folded[month.end : token.start].strip() in ("/", "(", "-")


def _closed(end: int, folded: str) -> int:
    """Past a closing bracket that follows at once."""
    return end + 1 if folded[end : end + 1] == ")" else end


def _fits_better(token: Token, tokens: list[Token]) -> bool:
    """Whether a second meaning of the same word goes better with the word before it."""
    if len(tokens) < 2:
        return False
    before, first = tokens[-2], tokens[-1]
    beside = token.start - before.end <= 1
    if token.kind in MONTHS and first.kind not in MONTHS:
        return beside and before.kind in ("DAY", "ORDINAL")
    if token.kind == "WEAK_MONTH" and first.kind == "WEAK_WEEKDAY":
        return beside and before.kind == "DAY"
    return False


# Kinds that mean something only beside another token: the words before them say nothing where they stand alone.
_LEANING = frozenset(
    {"MODIFIER_LAST", "MODIFIER_NEXT", "MODIFIER_THIS", "BLOCKED", "AGO", "AHEAD", "SAME", "PART", "ERA", "PLUS_HALF",
     "NOW",
     "ONWARDS", "NTH", "CARDINAL", "NUM", "SHORT", "UNITS", "WEAK_WEEKDAY"}
)  # fmt: skip


def _encode(tokens: list[Token], folded: str) -> str:
    """Gap and token codes in turn, with a break at the end."""
    codes: list[str] = []
    past = len(folded) + REACH
    end, dotted = -past, False  # where the token before ends, and whether a dot may belong to it
    for index, (start, to, kind, _, _) in enumerate(tokens, 1):
        meaning = BREAK
        if start - end <= REACH:
            gap = folded[end:start]
            if gap[:1] == "." and dotted and len(gap) > 1:
                gap = gap[1:]
            meaning = "space" if gap == " " or not gap else read_gap(gap)
        if meaning != BREAK:
            codes.append(GAP_CODES[meaning])
        elif kind in _LEANING and (tokens[index].start if index < len(tokens) else past) - to > NEAR:
            codes.append(_BREAK_CODE)
        else:
            codes.append(LEAD_CODES[read_lead(folded[max(end, start - REACH, 0) : start])])
        codes.append(TOKEN_CODES[kind])
        end, dotted = to, kind in _DOTTED and to - start <= ABBREVIATION
    codes.append(_BREAK_CODE)
    return "".join(codes)
