"""From a scan to its dates: tokens, rules, readings, neighbours that tell one date, mentions in body offsets."""

from __future__ import annotations

import functools
import tomllib
from bisect import bisect_left
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from etl.dates.calendar import EARLIEST, LATEST, edtf_span, nearest_weekday
from etl.dates.days import read_days
from etl.dates.feasts import read_compact, read_feast
from etl.dates.grammar import FIRST, LEADS, Match, compile_codes, match_rules
from etl.dates.links import REACH, lead_length, link_settings
from etl.dates.mention import DateMention, Reading
from etl.dates.relative import read_distance, read_relative, read_same, read_unit, read_weekend
from etl.dates.resolve import PLANNED, REPORTED, Context, agree, build_day
from etl.dates.shifts import apply_pending, read_around, read_shift
from etl.dates.spans import (
    read_month_number,
    read_months,
    read_quarter,
    read_school_year,
    read_season,
    read_years,
)
from etl.dates.tokens import DOMAIN, GAP_CODES, Tokens, read_tokens
from etl.dates.weeks import (
    read_half_month,
    read_iso_week,
    read_nth_weekday,
    read_week_of_month,
    read_week_weekday,
)
from etl.text import fold
from etl.vocabulary import Hit, Scan, read_scan
from etl.vocabulary.sources import data_folder

Reader = Callable[[Tokens, Match, Context], list[Reading]]

READERS: dict[str, Reader] = {
    "ago": read_distance,
    "ahead": read_distance,
    "shift": read_shift,
    "relative": read_relative,
    "nth-weekday": read_nth_weekday,
    "week-of-month": read_week_of_month,
    "iso-week": read_iso_week,
    "around": read_around,
    "half-month": read_half_month,
    "compact": read_compact,
    "feast": read_feast,
    "week-weekday": read_week_weekday,
    "days": read_days,
    "same": read_same,
    "part-of-unit": read_unit,
    "unit": read_unit,
    "weekend": read_weekend,
    "school-year": read_school_year,
    "quarter": read_quarter,
    "season": read_season,
    "month-number": read_month_number,
    "months": read_months,
    "years": read_years,
}
_BESIDE = frozenset(GAP_CODES[name] for name in ("space", "comma", "open", "equal", "on", "day_word"))
_PAIRED = _BESIDE | frozenset(GAP_CODES[name] for name in ("dash", "slash", "close", "and"))
_MONTH_BEFORE_DAY = compile_codes(f"{FIRST} space DAY comma YEAR")
_DAY_BEFORE_MONTH = compile_codes("DAY space FIRST_MONTH space YEAR")
_BLOCKING = frozenset({"every", "number", "street", "edition"})
CUE_BEFORE, CUE_AFTER = 300, 160  # letters in which a cue of tense speaks for a date
PASSIVE = 20  # letters after an announcing word in which a participle belongs to it ("will be organised")
TOLERANCE = 1  # days by which the Hijri calendar of a country may differ from the table
NEIGHBOURING = 3  # days at most between a day that is counted and the date beside it that disagrees


@functools.cache
def date_settings() -> dict[str, Any]:
    """The table "dates" of `data/settings.toml`: years tried, order of numbers."""
    path = data_folder() / "settings.toml"
    settings: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["dates"]
    return settings


def find_dates(text: str, anchor: date | datetime | None = None, lang: str | None = None) -> list[DateMention]:
    """Every date and range of dates of day, week, month or year grain in a text.

    Args:
        text: the body, as given.
        anchor: when it was published; what relative expressions and missing years are resolved against.
        lang: "ar", "fr" or "en"; None detects it.

    Returns:
        Mentions in text order, none overlapping; offsets are characters of `text`.

    Raises:
        ValueError: `lang` is not one of the languages.
    """
    return read_dates(read_scan(text, lang, DOMAIN), anchor)


def read_dates(scan: Scan, anchor: date | datetime | None = None) -> list[DateMention]:
    """The dates of a scan; see `find_dates`.

    Args:
        scan: a scan that holds the domain "dates".
        anchor: when the text was published.

    Returns:
        Mentions in text order, none overlapping, in body offsets.
    """
    tokens = read_tokens(scan)
    if not tokens.tokens:
        return []
    matches = match_rules(tokens.codes)
    settings = date_settings()
    context = Context(
        anchor=_plain_anchor(anchor),
        years=range(settings["first_year"], settings["last_year"] + 1),
        tense=_tense_reader(tokens.tense, scan.text.folded),
        folded=scan.text.folded,
        day_first=_day_first(tokens, scan.lang, settings["numeric_order"]),
    )
    kept: list[Reading] = []
    clause = context.tense
    for found in matches:
        match = found
        if found.lead == "from" and _starts_as_written(tokens.tokens[found.start].start, scan):
            match = found._replace(lead="starting")  # accents tell it apart
        elif found.lead in _BLOCKING and _is_blocked(tokens, found):
            continue
        context.tense = _leaning(match.lead, clause, context)
        pending, context.pending, context.leaning = context.pending, None, 0
        for reading in READERS[match.rule](tokens, match, context):
            moved = apply_pending(reading, pending) if pending and reading.start == pending.end else reading
            _keep(kept, _opened(moved, tokens, match), tokens, context)
    return [_mention(reading, tokens, scan) for reading in kept]


def _plain_anchor(anchor: date | datetime | None) -> date | None:
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    return day if day and EARLIEST + 500 < day.year < LATEST - 500 else None


def _day_first(tokens: Tokens, lang: str, order: dict[str, str]) -> bool:
    """Which number of 03/04/2025 is the day: as the text's dates in words have it, else as its language has it."""
    if _MONTH_BEFORE_DAY.search(tokens.codes):
        return False
    return order[lang] == "day" or _DAY_BEFORE_MONTH.search(tokens.codes) is not None


def _tense_reader(cues: list[Hit], folded: str) -> Callable[[int], int]:
    """What the clause around an offset says: announced, reported, or nothing."""
    starts = [cue.start for cue in cues]

    def tense(at: int) -> int:
        index = bisect_left(starts, at)
        if index and at - starts[index - 1] <= CUE_BEFORE and _same_sentence(folded, starts[index - 1], at):
            cue = cues[index - 1]
            if cue.value == "reported" and index > 1:
                earlier = cues[index - 2]
                if earlier.value == "planned" and cue.start - earlier.end <= PASSIVE:
                    cue = earlier
            return PLANNED if cue.value == "planned" else REPORTED
        if index < len(cues) and starts[index] - at <= CUE_AFTER and _same_sentence(folded, at, starts[index]):
            return PLANNED if cues[index].value == "planned" else REPORTED
        return 0

    return tense


def _leaning(lead: str, clause: Callable[[int], int], context: Context) -> Callable[[int], int]:
    """The tense that the words before a date bring: "since" looks back, "until" ahead where the clause says nothing."""
    if lead in ("since", "ago"):
        return lambda _: REPORTED
    if lead in ("starting", "until", "by") or context.leaning:
        return lambda at: clause(at) or PLANNED
    return clause


def _same_sentence(folded: str, start: int, end: int) -> bool:
    return folded.find("\n", start, end) < 0 and folded.find(". ", start, end) < 0


def _is_blocked(tokens: Tokens, match: Match) -> bool:
    """Whether the words before it make a number a law, an article, a street, or a weekday one of every week."""
    if match.lead == "every":
        return True
    kind = tokens.tokens[match.start].kind
    if match.lead == "edition" and kind == "YEAR":
        return False
    return kind in ("DAY", "SHORT", "YEAR", "NUM", "ORDINAL", "COMPACT")


@functools.cache
def _starting_words() -> tuple[str, ...]:
    """Words that say "from … on" only as they are written: folding makes them alike with others."""
    return tuple(link_settings("settings", "starting_as_written"))


@functools.cache
def _folded_starting_words() -> tuple[str, ...]:
    return tuple(fold(word).strip() for word in _starting_words())


def _starts_as_written(start: int, scan: Scan) -> bool:
    """Whether a word right before an offset opens a span, by its accents."""
    if not scan.text.folded.endswith(_folded_starting_words(), 0, max(start - 1, 0)):
        return False
    before = scan.text.words(max(start - REACH, 0), start).rstrip().lower()
    return f" {before}".endswith(_starting_words())


def _opened(reading: Reading, tokens: Tokens, match: Match) -> Reading:
    """A single date whose words leave its start or end open."""
    lead = match.lead if reading.start == match.start else LEADS[tokens.codes[2 * reading.start]]
    onwards = reading.end < len(tokens.tokens) and tokens.tokens[reading.end].kind == "ONWARDS"
    if onwards:
        reading = reading._replace(end=reading.end + 1)
    if (lead not in ("starting", "until") and not onwards) or not reading.first or reading.kind == "period":
        return reading
    spread = reading.precision == "day" and reading.first != reading.last
    if spread:
        return reading
    if lead == "until" and not onwards:
        return reading._replace(first=None, edtf=edtf_span(None, reading.last, reading.precision))
    return reading._replace(last=None, edtf=edtf_span(reading.first, None, reading.precision))


def _keep(kept: list[Reading], reading: Reading, tokens: Tokens, context: Context) -> None:
    """Add a reading, or join it to the one before where both tell one date."""
    if kept and (joined := _joined(kept[-1], reading, tokens)):
        kept[-1] = joined
    else:
        kept.append(reading)
    last = kept[-1]
    first, end = last.first or last.last, last.last or last.first
    if first and end and last.kind == "date":
        context.before = (first, end)


def _joined(before: Reading, reading: Reading, tokens: Tokens) -> Reading | None:
    if before.end != reading.start or before.precision != reading.precision:
        return None
    gap = tokens.codes[2 * reading.start]
    if before.hijri != reading.hijri and gap in _PAIRED:
        hijri, other = (before, reading) if before.hijri else (reading, before)
        return _pair_calendars(hijri, other)._replace(start=before.start, end=reading.end)
    if reading.parts is None or gap not in _BESIDE or before.hijri or reading.hijri:
        return None
    if before.offset is None and before.rule != "weekday":
        return None
    return _with_date(before, reading)._replace(start=before.start, end=reading.end)


def _pair_calendars(hijri: Reading, other: Reading) -> Reading:
    """One date in both calendars: the Gregorian one counts."""
    if other.parts and other.parts.year is None and hijri.first:
        near = hijri.first
        options = [day for year in range(near.year - 1, near.year + 2) if (day := build_day(other.parts, year))]
        day = min(options, key=lambda option: abs((option - near).days))
        other = other._replace(first=day, last=day, basis="stated", edtf=day.isoformat(), candidates=(), conflict=None)
    weekday = other.weekday or hijri.weekday
    if weekday and other.first and other.first == other.last and not agree(other.first, weekday):
        both = tuple(sorted((other.first, nearest_weekday(other.first, weekday))))
        other = other._replace(candidates=both, conflict="weekday")
    other = other._replace(weekday=weekday)
    if other.first and hijri.first and other.precision == "day":
        if abs((other.first - hijri.first).days) <= TOLERANCE:
            return other
        return other._replace(conflict="hijri", candidates=tuple(sorted((other.first, hijri.first))))
    return other if other.first else hijri._replace(weekday=weekday) if hijri.first else other


def _with_date(before: Reading, reading: Reading) -> Reading:
    """A day that is counted or named by its weekday, with the date itself beside it."""
    parts = reading.parts
    if parts is None or reading.first is None or parts.weekday:
        return reading._replace(weekday=before.weekday, offset=before.offset) if not reading.weekday else reading
    merged = reading._replace(weekday=before.weekday, offset=before.offset)
    if before.first is not None and before.first != reading.first:
        both = tuple(sorted((before.first, reading.first)))
        return merged._replace(candidates=both, conflict="relative" if before.offset is not None else "weekday")
    return merged


def _mention(reading: Reading, tokens: Tokens, scan: Scan) -> DateMention:
    start, end = tokens.tokens[reading.start].start, tokens.tokens[reading.end - 1].end
    if reading.rule in ("ago", "ahead"):
        lead = LEADS[tokens.codes[2 * reading.start]]
        start -= lead_length(scan.text.folded[max(start - REACH, 0) : start], lead)
    first, last = scan.text.span(start, end)
    # The same as DateMention(…), without the detour that the constructor of a named tuple takes.
    return tuple.__new__(
        DateMention,
        (
            first, last, scan.text.body[first:last], reading.kind, reading.first, reading.last, reading.precision,
            reading.basis, reading.edtf, reading.candidates, reading.conflict, reading.rule, reading.weekday,
            reading.offset,
        ),
    )  # fmt: skip
