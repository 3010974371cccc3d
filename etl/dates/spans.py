"""Dates of a coarser grain: months, quarters, seasons, years, and the periods that are no event's date."""

from __future__ import annotations

import re
from datetime import date

from etl.dates.calendar import (
    HALF_CODE,
    HIJRI_YEARS,
    QUARTER_CODE,
    SEASON_CODES,
    SEASON_MONTHS,
    Span,
    edtf_span,
    hijri_month_span,
    hijri_year_of,
    hijri_year_span,
    month_span,
    school_span,
    year_span,
)
from etl.dates.figures import IN_WORDS, Token
from etl.dates.grammar import LEADS, Match
from etl.dates.links import link_words
from etl.dates.mention import Reading
from etl.dates.points import MODIFIERS
from etl.dates.resolve import PLANNED, REPORTED, Context, near_years
from etl.dates.tokens import GAP_CODES, MONTHS, Tokens

FIRST_YEAR, LAST_YEAR = 1900, 2100  # four digits before or after are no year unless a word says so
LONGEST_PERIOD = 60  # years; "1445-2024" is none
ROUND = 100  # 1900, 2000 are more often counts
_SIGNPOSTS = frozenset(
    {
        "on",
        "within",
        "from",
        "between",
        "starting",
        "until",
        "month_word",
        "year_word",
        "ago",
        "since",
        "ahead",
        "by",
        "article",
        "edition",
        "plan",
        "to",
    }
)
_TIGHT = frozenset({"slash", "dash", "dot", "colon"})
_TIGHT_CODES = frozenset(GAP_CODES[name] for name in _TIGHT)
_NEXT_WORD = re.compile(r"[ ]?([^\W\d_]+'?)")
_PAIRING = frozenset({"between", "year_word"})  # "between 2019 and 2021", "سنتي 2019 و2020"
_WEAK_SIDES = frozenset(
    {"on", "by", "within", "from", "between", "starting", "until", "month_word", "ago", "since", "to"}
)
_SEASON_SIDES = frozenset({"on", "within", "by", "since"})
_QUARTER_SIDES = _WEAK_SIDES | {"article"}


class _Month:
    """A month as written; the year may come from its neighbour."""

    __slots__ = ("end", "hijri", "joint", "month", "start", "token", "year")

    def __init__(self, token: Token, index: int, joint: str) -> None:
        self.token, self.month, self.hijri = token, int(token.value), token.kind == "HIJRI_MONTH"
        self.year: int | None = None
        self.start, self.end, self.joint = index, index + 1, joint

    def span(self, year: int) -> Span | None:
        return hijri_month_span(year, self.month) if self.hijri else month_span(year, self.month)


def read_months(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """Months: alone, with a year, in a range, with a word like "last"."""
    months: list[_Month] = []
    part, side, unit, same = False, None, None, False
    for index in range(match.start, match.end):
        token = tokens.tokens[index]
        if token.kind in MONTHS:
            months.append(_Month(token, index, LEADS[tokens.codes[2 * index]]))
        elif token.kind == "YEAR" and months:
            months[-1].year, months[-1].end = int(token.value), index + 1
        elif token.kind == "PART":
            part = True
        elif token.kind in MODIFIERS:
            side = MODIFIERS[token.kind]
        elif token.kind == "UNIT":
            unit = token.value
        elif token.kind == "SAME":
            same = token.value == "year"
    months[0].start = match.start
    if match.lead == "between" and len(months) == 2 and months[1].joint == "and":
        months[1].joint = "to"
    if unit or side is not None or same:
        months[-1].end = match.end
    marked = part or side is not None or len(months) > 1
    if not _stands_as_month(months[0], match.lead, marked):
        months = months[1:]
    if not months:
        return []
    if unit == "year" and context.anchor:
        months[-1].year = context.anchor.year + (side or 0)
    elif same and context.before:
        months[-1].year = context.before[0].year
    return _group_months(months, side if unit is None else None, context)


def _stands_as_month(month: _Month, lead: str, marked: bool) -> bool:
    """Whether a month word means a month: many are other words too."""
    if month.year is not None or marked:
        return True
    if month.token.lang == "short":
        return False
    if month.hijri or month.token.kind.startswith("WEAK"):
        return lead in _WEAK_SIDES
    return True


def _group_months(months: list[_Month], side: int | None, context: Context) -> list[Reading]:
    for before, after in zip(months[-2::-1], months[:0:-1], strict=True):
        if before.year is None and after.year is not None and before.hijri == after.hijri:
            ranged = after.joint in ("to", "dash", "until") and before.month > after.month
            before.year = after.year - 1 if ranged else after.year
    groups: list[list[_Month]] = [[months[0]]]
    for month in months[1:]:
        last = groups[-1][-1]
        following = month.joint in ("to", "dash", "until") or month.month == last.month % 12 + 1
        if following and month.hijri == last.hijri:
            groups[-1].append(month)
        else:
            groups.append([month])
    return [_month_reading(group, side, context) for group in groups]


def _month_reading(group: list[_Month], side: int | None, context: Context) -> Reading:
    first, last = group[0], group[-1]
    basis = "stated" if first.year else "relative" if side is not None else "inferred"
    reading = Reading(first.start, last.end, "months", "month", basis, hijri=first.hijri)
    span = first.span(first.year) if first.year else _month_near(first, side, context)
    if span is None:
        edtf = f"XXXX-{first.month:02d}" if first is last and not first.hijri and not first.year else None
        return reading._replace(edtf=edtf)
    end = span[1]
    if last is not first:
        year = last.year or (span[0].year if last.month >= first.month else span[0].year + 1)
        ending = last.span(year)
        end = ending[1] if ending and ending[1] > span[0] else end
    edtf = edtf_span(span[0], end, "day" if first.hijri else "month")
    return reading._replace(first=span[0], last=end, edtf=edtf)


def _month_near(month: _Month, side: int | None, context: Context) -> Span | None:
    """The month of the year that tense, nearness or a word like "last" speaks for."""
    anchor = context.anchor
    if anchor is None:
        return None
    near = hijri_year_of(anchor) if month.hijri else anchor.year
    spans = [span for year in range(near - 1, near + 2) if (span := month.span(year))]
    if side:
        spans = [span for span in spans if (span[1] < anchor if side < 0 else span[0] > anchor)]
    elif side == 0:
        spans = [span for span in spans if span[0].year == anchor.year] or spans
    tense = context.tense(month.token.start)
    return min(spans, key=lambda span: _span_distance(span, anchor, tense), default=None)


def _span_distance(span: Span, anchor: date, tense: int) -> float:
    if span[0] <= anchor <= span[1]:
        return 0.0
    away = (span[0] - anchor).days if span[0] > anchor else (span[1] - anchor).days
    against = (tense == PLANNED and away < 0) or (tense == REPORTED and away > 0)
    return abs(away) * (8.0 if against else 1.25 if away > 0 else 1.0)


def read_month_number(tokens: Tokens, match: Match, _context: Context) -> list[Reading]:
    """A month in figures: 03/2024."""
    month, year = int(tokens.tokens[match.start].value), int(tokens.tokens[match.start + 1].value)
    if month > 12 or not FIRST_YEAR <= year <= LAST_YEAR or _tight_before(tokens, match.start):
        return []
    span = month_span(year, month)
    return [Reading(match.start, match.end, "month-number", "month", "stated", *span, edtf_span(*span, "month"))]


def _tight_before(tokens: Tokens, index: int) -> bool:
    """Whether a number hangs on the one before it by a sign."""
    return tokens.codes[2 * index] in _TIGHT_CODES


def read_years(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """Years, months in ISO figures, and periods of years."""
    if _tight_before(tokens, match.start):
        return []
    parts = tokens.tokens[match.start : match.end]
    if len(parts) == 1 and parts[0].kind == "YEAR":  # most of them
        return _single_year(tokens, match, parts[0].lang == "hijri", context)
    numbers = [token for token in parts if token.kind in ("YEAR", "SHORT", "DAY")]
    if not numbers:
        return _early_year(match, parts)
    hijri = numbers[0].lang == "hijri" or any(token.kind == "ERA" and token.value == "hijri" for token in parts)
    if len(numbers) == 1:
        return _single_year(tokens, match, hijri, context)
    if numbers[1].kind != "YEAR":
        return _year_and_number(tokens, match, numbers, hijri, context)
    if LEADS[tokens.codes[2 * parts.index(numbers[1]) + 2 * match.start]] == "and" and match.lead not in _PAIRING:
        middle = match.end - 1
        halves = match._replace(end=middle), match._replace(start=middle, lead="year_word")
        first = _single_year(tokens, halves[0], hijri, context)
        return first + _single_year(tokens, halves[1] if first else halves[1]._replace(lead="break"), hijri, context)
    return _year_period(match, int(numbers[0].value), int(numbers[1].value), hijri)


def _early_year(match: Match, parts: list[Token]) -> list[Reading]:
    """A year of three figures, which only the word for a year makes one: "l'an 622"."""
    year = int(parts[0].value[:4])
    if len(parts[0].value) != 3 or len(parts) > 1 or not year:
        return []
    return [Reading(match.start, match.end, "years", "year", "stated", *year_span(year), f"{year:04d}")]


def _single_year(tokens: Tokens, match: Match, hijri: bool, context: Context) -> list[Reading]:
    parts = tokens.tokens[match.start : match.end]
    year = next(int(token.value) for token in parts if token.kind == "YEAR")
    if hijri or (match.lead == "year_word" and year in HIJRI_YEARS):
        span = hijri_year_span(year)
        edtf = edtf_span(*span, "day") if span else None
        return [Reading(match.start, match.end, "years", "year", "stated", *span, edtf, hijri=True)] if span else []
    named = match.lead == "year_word" or len(parts) > 1
    if year > LAST_YEAR or not (named or _stands_as_year(tokens, match, context.folded)):
        return []
    kind = "period" if match.lead == "plan" else "date"
    return [Reading(match.start, match.end, "years", "year", "stated", *year_span(year), str(year), kind=kind)]


def _stands_as_year(tokens: Tokens, match: Match, folded: str) -> bool:
    """Whether four bare digits are a year: words before them, no counted thing after them."""
    index = match.end
    after = tokens.tokens[index] if index < len(tokens.tokens) else None
    if after and tokens.codes[2 * index] == GAP_CODES["space"] and after.kind in ("UNITS", "NUM", "UNIT"):
        return False
    token = tokens.tokens[match.start]
    if folded[token.end : token.end + 2].strip()[:1] == "%":
        return False
    following = _NEXT_WORD.match(folded, token.end)
    counted = following is not None and following.group(1) not in link_words()
    if int(token.value) % ROUND == 0 or int(token.value) < FIRST_YEAR or token.lang == IN_WORDS:
        return match.lead in _SIGNPOSTS and not counted
    return match.lead in _SIGNPOSTS or not counted


def _year_and_number(
    tokens: Tokens, match: Match, numbers: list[Token], hijri: bool, context: Context
) -> list[Reading]:
    """A year and a smaller number: 2023/24, 2024-07."""
    first, second = int(numbers[0].value), int(numbers[1].value)
    joint = LEADS[tokens.codes[2 * (match.start + tokens.tokens[match.start : match.end].index(numbers[1]))]]
    if joint not in _TIGHT:
        return _single_year(tokens, match._replace(end=match.end - 1), hijri, context)
    if second == (first + 1) % 100 or (second > 12 and first % 100 < second):
        return _year_period(match, first, first - first % 100 + second if second else first + 1, hijri)
    if 1 <= second <= 12 and FIRST_YEAR <= first <= LAST_YEAR:
        span = month_span(first, second)
        return [Reading(match.start, match.end, "years", "month", "stated", *span, edtf_span(*span, "month"))]
    return []


def _year_period(match: Match, first: int, second: int, hijri: bool) -> list[Reading]:
    """A plan's or a season's years; a season may be written backwards."""
    if first - second == 1:
        first, second = second, first
    if not (first < second <= first + LONGEST_PERIOD and (hijri or FIRST_YEAR <= first <= LAST_YEAR)):
        return []
    spans = (hijri_year_span(first), hijri_year_span(second)) if hijri else (year_span(first), year_span(second))
    if spans[0] is None or spans[1] is None:
        return []
    start, end = spans[0][0], spans[1][1]
    edtf = edtf_span(start, end, "day" if hijri else "year")
    return [Reading(match.start, match.end, "years", "year", "stated", start, end, edtf, kind="period", hijri=hijri)]


def read_school_year(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A school year: September to June by convention."""
    parts = tokens.tokens[match.start : match.end]
    years = [int(token.value) for token in parts if token.kind == "YEAR"]
    reading = Reading(match.start, match.end, "school-year", "year", "stated", kind="period")
    if not years:
        if context.anchor is None:
            return [reading._replace(basis="relative")]
        delta = next((MODIFIERS[token.kind] for token in parts if token.kind in MODIFIERS), 0)
        autumn = context.anchor.year if context.anchor.month >= 9 else context.anchor.year - 1
        span = school_span(autumn + delta)
        return [reading._replace(basis="relative", first=span[0], last=span[1], edtf=edtf_span(*span, "day"))]
    if not FIRST_YEAR <= min(years) <= LAST_YEAR:
        return []
    span = school_span(min(years))
    return [reading._replace(first=span[0], last=span[1], edtf=edtf_span(*span, "day"))]


def read_quarter(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A quarter or a half of a year."""
    parts = tokens.tokens[match.start : match.end]
    named = next((token for token in parts if token.kind in ("QUARTER", "HALF")), None)
    if named is None:  # the last quarter of a year
        months = {"quarter": 3, "half": 6}.get(next(token.value for token in parts if token.kind == "UNIT"), 0)
        number = 12 // months if months else 0
    else:
        months, number = 3 if named.kind == "QUARTER" else 6, int(named.value)
    if not months:
        return []
    year = next((int(token.value) for token in parts if token.kind == "YEAR"), None)
    basis = "stated" if year else "relative"
    if year is None and context.anchor and any(token.kind == "UNIT" and token.value == "year" for token in parts):
        year = context.anchor.year + next((MODIFIERS[token.kind] for token in parts if token.kind in MODIFIERS), 0)
    elif year is None and context.anchor and len(parts) == 1 and match.lead in _QUARTER_SIDES and months == 3:
        spans = [_part_of_year(number, months, other) for other in near_years(context.anchor)]
        anchor, tense = context.anchor, context.tense(parts[0].start)
        year = min(spans, key=lambda span: _span_distance(span, anchor, tense))[0].year
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    span = _part_of_year(number, months, year)
    code = (QUARTER_CODE if months == 3 else HALF_CODE) + number
    return [Reading(match.start, match.end, "quarter", "month", basis, *span, f"{year}-{code}")]


def _part_of_year(number: int, months: int, year: int) -> Span:
    start = (number - 1) * months + 1
    return month_span(year, start)[0], month_span(year, start + months - 1)[1]


def read_season(tokens: Tokens, match: Match, context: Context) -> list[Reading]:
    """A season of a year; winter runs into the next one."""
    parts = tokens.tokens[match.start : match.end]
    name = next(token.value for token in parts if token.kind == "SEASON")
    year = next((int(token.value) for token in parts if token.kind == "YEAR"), None)
    side = next((MODIFIERS[token.kind] for token in parts if token.kind in MODIFIERS), 0)
    basis = "stated" if year else "relative"
    if len(parts) == 1 and not (match.lead in _SEASON_SIDES or (match.lead == "to" and name == "spring")):
        return []  # "été" is also "been": "a été"
    if year is None and context.anchor and any(token.value == "year" for token in parts):
        year = context.anchor.year + side
    if year is None and context.anchor is None:
        return [Reading(match.start, match.end, "season", "month", basis)]
    if year is None and context.anchor is not None:
        anchor = context.anchor
        options = [other for other in near_years(anchor) if _on_side(_season_span(name, other), side, anchor)]
        year = (max(options) if side < 0 else min(options)) if options else anchor.year
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [Reading(match.start, match.end, "season", "month", basis, *_season_span(name, year),
                    f"{year}-{SEASON_CODES[name]}")]  # fmt: skip


def _season_span(name: str, year: int) -> Span:
    start = SEASON_MONTHS[name]
    return month_span(year, start)[0], month_span(year, start + 2)[1]


def _on_side(span: Span, side: int, anchor: date) -> bool:
    if side < 0:
        return span[1] < anchor
    if side > 0:
        return span[0] > anchor
    return span[0].year == anchor.year
