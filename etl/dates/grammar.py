"""The grammar of dates: named patterns over the codes of tokens and gaps, one set for all languages.

In a pattern "||" separates whole alternatives; an upper-case name is a kind of token, a lower-case one what stands
between two tokens; `any_` before the latter also takes it as the last words before the first token. Repetition is
bounded everywhere, so reading is linear.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from etl.dates.tokens import GAP_CODES, LEAD_CODES, TOKEN_CODES

LONGEST_LIST = 11  # days that one list or range names after the first

MONTH = "[MONTH WEAK_MONTH FIRST_MONTH WEAK_FIRST_MONTH HIJRI_MONTH]"
FIRST = "[FIRST_MONTH WEAK_FIRST_MONTH]"
WEEK = "[WEEKDAY WEAK_WEEKDAY]"
NUMBER = "[DAY ORDINAL CARDINAL]"
COUNT = "[DAY SHORT NUM CARDINAL]"
MODIFIER = "[MODIFIER_LAST MODIFIER_NEXT MODIFIER_THIS]"
ANY_UNIT = "[UNIT UNITS]"
OF = "[space from month_word dash slash dot open]"
AFTER_WEEKDAY = "[space comma on article open close day_word dash equal from]"
BEFORE_YEAR = "[space comma from year_word on dash slash dot]"

YEAR = f"{BEFORE_YEAR} YEAR (?: [space open] ERA)?"
_SIGNS = ("space", "comma", "dash", "slash", "dot")
SIGNED = [f"DAY {sign} {MONTH} {sign} [SHORT DAY YEAR]" for sign in _SIGNS[2:]]
FULL = [
    *(f"YEAR {sign} {MONTH} {sign} DAY (?! {sign})" for sign in _SIGNS),
    *(f"{MONTH} {sign} DAY {sign} YEAR" for sign in _SIGNS),
    f"{MONTH} space DAY comma YEAR",
    f"YEAR comma {MONTH} space DAY",
    f"{NUMBER} comma {MONTH} comma YEAR",
]
DAY_THEN_MONTH = f"{NUMBER} {OF} {MONTH} (?: {YEAR} | space [SHORT DAY] (?= break))?"
# A day without its weekday; every alternative begins with a kind, so that most fail at the first look.
DATED = "|".join(
    [f"{form} (?: open WEEKDAY)?" for form in (*SIGNED, *FULL, DAY_THEN_MONTH)]
    + [f"ORDINAL space UNIT [space from month_word] {MONTH} (?: {YEAR})?"]
    + [f"{FIRST} [space on article comma] [DAY ORDINAL] (?: [space comma] YEAR)?"]
    + [f"DAY {sign} DAY {sign} [YEAR SHORT DAY] (?! {sign}) (?: open WEEKDAY)?" for sign in _SIGNS[2:]]
    + [f"YEAR {sign} DAY {sign} DAY (?! {sign})" for sign in _SIGNS[2:]]
    + [f"DAY slash DAY (?! {OF} {MONTH} | slash)"]
    + ["[DAY ORDINAL] (?! colon) (?: comma YEAR)?", f"CARDINAL (?= [to until and] {NUMBER})"]
)
POINT = f"(?: {WEEK} {AFTER_WEEKDAY} (?: {DATED}) | {DATED} | WEEKDAY)"
JOINT = "[to until dash slash and comma]"
RELATIVE = (
    "RELATIVE_DAY (?: [space comma open on day_word] WEEKDAY)?"
    " (?: [and to] RELATIVE_DAY (?: [space comma open] WEEKDAY)?)?"
)
DISTANCE = (
    f"(?: {COUNT} space {ANY_UNIT} | [UNIT DUAL]) (?: space PLUS_HALF)? | {COUNT} space PLUS_HALF space {ANY_UNIT}"
)
UNIT_SPAN = f"(?: {MODIFIER} space UNIT | UNIT space {MODIFIER})"
TAIL = (
    f"(?: [space comma] {MODIFIER} (?! space UNIT) | [space from on comma] {UNIT_SPAN} | [space from] SAME | from UNIT)"
)
_ANY_MONTH = MONTH.strip("[]")
DAYLIKE = f"(?= [WEEKDAY WEAK_WEEKDAY DAY ORDINAL CARDINAL YEAR {_ANY_MONTH}])"
# What a distance may be counted from.
TARGET = f"[DAY ORDINAL WEEKDAY WEAK_WEEKDAY RELATIVE_DAY COMPACT {_ANY_MONTH}]"
MONTHLIKE = f"[PART MODIFIER_LAST MODIFIER_NEXT MODIFIER_THIS {_ANY_MONTH}]"
SERIES = f"{POINT} (?: (?: space {MODIFIER})? {JOINT} {POINT}){{0,{LONGEST_LIST}}} {TAIL}?"
MONTH_SPAN = f"{MONTH} (?: {BEFORE_YEAR} YEAR (?: [space open] ERA)?)?"
OF_MONTH = f"[from space on within month_word] (?: {MONTH_SPAN} | {UNIT_SPAN} | UNIT)"
IN_MONTH = f"[from space on within month_word] (?: {MONTH_SPAN} | {UNIT_SPAN})"

# Rules in the order in which they are tried at one place: name -> (pattern, an example).
RULES: dict[str, tuple[str, str]] = {
    "ago": (
        f"any_ago (?: {DISTANCE}) (?: space [AGO NOW])? || (?: {DISTANCE}) space AGO",
        "il y a deux jours; قبل أسبوعين; three weeks ago",
    ),
    "ahead": (
        f"any_ahead (?: {DISTANCE}) (?: space [AHEAD NOW])? || any_within {COUNT} space {ANY_UNIT}"
        f" || any_by {COUNT} space UNITS"
        f" || (?: {DISTANCE}) space AHEAD || AHEAD on (?: {COUNT} space {ANY_UNIT} | DUAL)",
        "dans trois jours; بعد أسبوعين; two weeks from now",
    ),
    "shift": (
        f"(?: {COUNT} space {ANY_UNIT} | [UNIT DUAL]) (?= [after before] {TARGET} | from [RELATIVE_DAY WEEKDAY])"
        f" || {COUNT} space UNITS (?= from {TARGET}) || UNIT (?= on WEEKDAY)",
        "three weeks after 3 February 2025; a week from Friday",
    ),
    "relative": (
        f"{RELATIVE} || WEEKDAY [space comma] {RELATIVE}",
        "أول أمس الخميس; hier vendredi; today",
    ),
    "nth-weekday": (
        f"[ORDINAL NTH MODIFIER_LAST PART] space {WEEK} {OF_MONTH} || {WEEK} space [ORDINAL MODIFIER_LAST] {OF_MONTH}",
        "last Monday of next month; أول اثنين من شهر ماي 2024",
    ),
    "week-of-month": (
        f"[ORDINAL NTH MODIFIER_LAST] space UNIT [from space on within month_word] {MONTH_SPAN}"
        f" || UNIT space [ORDINAL MODIFIER_LAST] [from space on within month_word] {MONTH_SPAN}",
        "the last week of March 2024; الأسبوع الأول من شهر ماي",
    ),
    "iso-week": (
        f"UNIT [space number] [DAY SHORT] (?! {OF} {MONTH}) (?: {BEFORE_YEAR} YEAR)? || ISOWEEK"
        f" || ORDINAL space UNIT {BEFORE_YEAR} YEAR",
        "week 32; semaine 12 de 2024; 2024-W27",
    ),
    "around": (
        f"UNIT (?= [from space starting day_word on] {TARGET})",
        "la semaine du 7 juillet; the weekend of 5 July",
    ),
    "half-month": (f"HALF {IN_MONTH}", "first half of July 2025; النصف الثاني من شهر مارس"),
    "compact": ("COMPACT", "20240725"),
    "feast": (
        f"{MODIFIER} space FEAST || FEAST (?: {BEFORE_YEAR} YEAR | space {MODIFIER} | [space from] {UNIT_SPAN})?",
        "Christmas 2024; Noël dernier",
    ),
    "week-weekday": (
        f"{UNIT_SPAN} [space on comma] WEEKDAY (?! {AFTER_WEEKDAY} [DAY ORDINAL])",
        "next week on Tuesday",
    ),
    "month-number": ("DAY [slash dash] YEAR (?! [slash dash dot])", "03/2024"),
    "days": (
        f"{DAYLIKE} {SERIES} || {MODIFIER} [space day_word] {SERIES}",
        "من 12 إلى 15 يوليوز 2024; les mardi 18 et mercredi 19; Nov 5-7, 2024",
    ),
    "same": ("SAME", "le jour même; في نفس اليوم"),
    "quarter": (
        f"[QUARTER HALF] (?: {BEFORE_YEAR} YEAR | [from space on] (?: {UNIT_SPAN} | UNIT))?"
        f" || YEAR [space dash slash] QUARTER || MODIFIER_LAST space UNIT {BEFORE_YEAR} YEAR",
        "Q1 2024; الربع الأول من سنة 2024",
    ),
    "part-of-unit": (
        f"PART [space from on article dash] (?: {UNIT_SPAN} | UNIT) || UNIT dash PART",
        "fin du mois; early next week; نهاية الشهر الجاري",
    ),
    "unit": (f"{MODIFIER} space UNIT || UNIT space {MODIFIER}", "cette semaine; الأسبوع الماضي; next month"),
    "weekend": ("UNIT", "over the weekend"),
    "school-year": (
        f"SCHOOL (?: [space from on comma year_word open] YEAR (?: [slash dash to] [YEAR SHORT DAY])?"
        f" | space {MODIFIER})",
        "السنة الدراسية 2023-2024; année scolaire 2023/2024",
    ),
    "season": (
        f"{MODIFIER} space SEASON || (?: PART [space from on article dash])?"
        f" SEASON (?: {BEFORE_YEAR} YEAR | space {MODIFIER} | [space from] {UNIT_SPAN})?",
        "été 2023; last spring; ربيع 2024",
    ),
    "months": (
        f"(?= {MONTHLIKE}) (?: PART [space from dash on article month_word])? (?: {MODIFIER} space)? {MONTH_SPAN}"
        f" (?: [to until dash and slash comma] {MONTH_SPAN}){{0,3}}"
        f" (?: [space comma] {MODIFIER} | [from space] {UNIT_SPAN} | [from space] SAME | space ERA)?",
        "من ماي إلى يوليوز 2024; fin mars; last May",
    ),
    "years": (
        "any_year_word NUM (?: [space open] ERA)?"
        " || (?= [PART YEAR]) (?: PART [space from dash on article year_word])? YEAR"
        " (?: [to dash slash until] (?: YEAR | [SHORT DAY] (?! [dash slash])) | and YEAR)? (?: [space open] ERA)?",
        "2023-2030; سنة 2024; début 2025",
    ),
}


# Code of a gap, before the first token or between two -> its name.
LEADS = {code: name for names in (LEAD_CODES, GAP_CODES) for name, code in names.items()}


class Match(NamedTuple):
    """A rule that matched: its name, its tokens [start, end), and the link that stands before the first one."""

    rule: str
    start: int
    end: int
    lead: str


def compile_codes(pattern: str) -> re.Pattern[str]:
    """A pattern over names as a pattern over codes.

    Args:
        pattern: names of tokens and gaps, spaces for reading, signs of regular expressions.

    Returns:
        The compiled pattern; a named group keeps its name if it has one letter.
    """
    return re.compile(_NAME.sub(_code, pattern).replace(" ", ""))


_NAME = re.compile(r"[A-Za-z_]{2,}")
_SEPARATOR = "__"


def _code(match: re.Match[str]) -> str:
    name = match.group()
    if name.startswith("any_"):
        gap = name.removeprefix("any_")
        return f"[{GAP_CODES[gap]}{LEAD_CODES[gap]}]"
    return TOKEN_CODES.get(name) or GAP_CODES[name]


@functools.cache
def _grammar() -> re.Pattern[str]:
    """All rules in one pattern; an empty group at the end of each tells which one it was.

    Every alternative begins with the kind that it wants, which the engine looks at before it tries the rest; none
    begins at a token, so the codes of gaps come first.
    """
    led: list[str] = []
    plain: list[str] = []
    for name, (pattern, _) in RULES.items():
        for index, piece in enumerate(pattern.split("||")):
            label = f"(?P<{name.replace('-', '_')}{_SEPARATOR}{index}>)"
            forms = led if piece.strip().startswith("any_") else plain
            forms.append(compile_codes(piece).pattern + label)
    return re.compile("|".join([*led, f"[{min(LEADS)}-{max(LEADS)}](?:" + "|".join(plain) + ")"]))


def match_rules(codes: str) -> list[Match]:
    """Every place where a rule matches, from left to right, none overlapping.

    Args:
        codes: the code string of a text's tokens.

    Returns:
        Rules with the tokens that they cover.
    """
    names, matches = _rule_names(), []
    for found in _grammar().finditer(codes):
        start, end = found.span()
        # The same as Match(…), without the detour that the constructor of a named tuple takes.
        matches.append(tuple.__new__(Match, (names[found.lastgroup], start // 2, end // 2, LEADS[codes[start]])))
    return matches


@functools.cache
def _rule_names() -> dict[str | None, str]:
    """Label of a group -> name of its rule."""
    return {label: label.split(_SEPARATOR)[0].replace("_", "-") for label in _grammar().groupindex}
