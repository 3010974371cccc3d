"""Which of a release's dates is the event's, and when the release appeared."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.assembly.activities import FRAMES, HOLDING, Activity, is_deadline, is_of_event
from etl.assembly.found import Found
from etl.assembly.mentions import Mentions, within
from etl.assembly.sentences import Sentence
from etl.dates import DateMention
from etl.event import Evidence
from etl.vocabulary import read_registry

# Kinds of activity that last longer than the day on which they are said to open.
LASTING = frozenset({"campaign", "exhibition", "conference", "training", "competition", "other"})
DATELINE_REACH = 70  # characters from the start of a paragraph within which a dateline's date stands
BESIDE = 90  # characters between "on the sidelines of" and the date of what stands there
NEAR_YEAR = timedelta(days=60)  # a day without a year takes that of a full date so near to it
NEAR_OCCASION = timedelta(days=7)  # an activity for an international day is held within a week of it
_DATELINE_END = re.compile(r"\W*(?:\([^)\n]{1,40}\)|[^\W\d]{1,12})?\s*[)–—:\-/.ـ]|\W*$", re.MULTILINE)
_AGENCY = re.compile(r"[^\w\n]*\([^)\n]{1,30}\)\s*[–—:\-ـ]")  # "16 July (Petra) –": no other date is followed so
_GRAIN = {"day": 2.0, "week": 0.0, "month": -1.0, "year": -3.0}


@dataclass(frozen=True, slots=True)
class When:
    """When an event is: first and last day, grain, the words, how they were resolved, and what else it may be."""

    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    text: str | None = None
    basis: str | None = None
    edtf: str | None = None
    candidates: tuple[date, ...] = ()


def find_published(mentions: Mentions) -> tuple[DateMention, date, str] | None:
    """When a release without metadata appeared, by its own words.

    Args:
        mentions: all that was read in it, without an anchor.

    Returns:
        The mention that says so, the day and its basis: "text" for a dateline ("Rabat, 14 May 2024 –", at the start of
        a paragraph or alone on its line) or a line such as "published on"; "inferred" where a day is both stated in
        full and named from the publication ("yesterday, Sunday 17 November 2024"). None where no words say it.
    """
    for day in mentions.dates:
        if day.kind == "date" and day.precision == "day" and day.first and day.first == day.last:
            if day.offset is not None and day.basis == "stated":
                return day, day.first - timedelta(days=day.offset), "inferred"
            if day.basis == "stated" and _is_dateline(mentions, day):
                return day, day.first, "text"
    return None


def _is_dateline(mentions: Mentions, day: DateMention) -> bool:
    """Whether a date stands where a release says when it was written."""
    body = mentions.text.body
    begin = body.rfind("\n", 0, day.start) + 1
    stop = body.find("\n", day.end)
    stop = len(body) if stop < 0 else stop
    if any(
        cue.start >= begin and day.start - cue.end < 40 for cue in within(mentions.cue("written"), begin, day.start)
    ):
        return True
    if day.start - begin > DATELINE_REACH or any(
        verb.strength != "noun" for verb in within(mentions.topic("verb"), begin, day.start)
    ):
        return False
    alone = stop - day.end < 12 and day.start - begin < 40 and stop - begin < 90
    if (alone and begin > 0) or _AGENCY.match(body, day.end, day.end + 60):
        return True
    names_place = any(begin <= place.start < day.start for place in mentions.places)
    return names_place and bool(_DATELINE_END.match(body, day.end, day.end + 60))


def settle_when(mentions: Mentions, activity: Activity, event_type: str) -> Found[When]:
    """The date of an activity.

    Args:
        mentions: all that was read in the release, resolved against its publication where that is known.
        activity: the activity.
        event_type: its type; an exhibition that opened goes on, a seminar that opened is over the same day.

    Returns:
        The date with its evidence and review reasons. Nothing is chosen where a relative expression has no anchor or
        contradicts its weekday: the start stays None and the candidates say what it may be.
    """
    choices = [
        day
        for day in mentions.dates
        if activity.holds(day) and is_of_event(mentions, day) and not _is_dateline(mentions, day)
    ]
    if not choices:
        return Found(When(), 0.6, (), ("no-date",))
    weighed = [(_weigh(mentions, activity, day), -position) for position, day in enumerate(choices)]
    best = max(weighed)
    day = _wider(choices[-best[1]], [c for (w, _), c in zip(weighed, choices, strict=True) if w > best[0] - 2.0])
    rivals = [
        other
        for (weight, _), other in zip(weighed, choices, strict=True)
        if other is not day and weight > best[0] - 1.5 and _differ(day, other)
    ]
    return _settle(mentions, activity, day, choices, rivals, event_type)


def _wider(day: DateMention, rivals: Sequence[DateMention]) -> DateMention:
    """The range that holds a single day, where the text gives both ("closed yesterday … from the 19th to the 21st")."""
    if day.first is None or day.first != day.last:
        return day
    for rival in rivals:
        if rival.precision != "day" or rival.first is None or rival.last is None or rival.first == rival.last:
            continue
        if rival.first <= day.first <= rival.last:
            return rival
    return day


def _weigh(mentions: Mentions, activity: Activity, day: DateMention) -> float:
    """How likely a date is the activity's own: in the clause of the event verb first, then headline, then lead."""
    sentence = mentions.sentences[mentions.sentences.of(day)]
    weight = _GRAIN[day.precision]
    if sentence == activity.core:
        weight += 4.0
    elif sentence.is_title or sentence in activity.members:
        weight += 2.5
    elif sentence.paragraph == activity.core.paragraph:
        weight += 2.0
    verbs = within(mentions.topic("verb"), sentence.start, sentence.end)
    weight += any(verb.value in HOLDING for verb in verbs)
    weight -= 1.5 * day.rule.startswith(FRAMES) + 0.5 * (day.rule == "weekday")
    weight -= 3.5 * (day.first is None and day.last is None)  # a full date later beats a bare relative one
    weight += 3.0 * _is_new_day(mentions, sentence, day) - 3.0 * _is_beside(mentions, sentence, day)
    published = mentions.published
    if published and day.first and day.first > published + timedelta(days=1):
        told = any(verb.strength == "past" and verb.value in HOLDING for verb in verbs)
        ahead = any(verb.strength in ("present", "future") for verb in verbs)
        states = within(mentions.topic("state"), sentence.start, sentence.end)
        weight -= 3.0 * (told and not ahead and not states)
    if published and day.last and day.last < published - timedelta(days=370):
        weight -= 3.0
    return weight


def _is_new_day(mentions: Mentions, sentence: Sentence, day: DateMention) -> bool:
    """Whether a date is the one to which an activity was put off: the last of a sentence that says so before it."""
    states = within(mentions.topic("state"), sentence.start, day.start)
    later = [
        other
        for other in within(mentions.dates, day.end, sentence.end)
        if other.first and day.first and other.first > day.first and is_of_event(mentions, other)
    ]
    return not later and any(state.value == "postponed" for state in states)


def _is_beside(mentions: Mentions, sentence: Sentence, day: DateMention) -> bool:
    """Whether a date is that of another event, beside which this one is ("on the sidelines of the fair (3-6 May)")."""
    cues = within(mentions.cue("aside"), sentence.start, day.start)
    return bool(cues) and day.start - cues[-1].end < BESIDE and not within(mentions.dates, cues[-1].end, day.start)


def _differ(one: DateMention, other: DateMention) -> bool:
    """Whether two dates cannot both be the event's: neither lies in the other."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return not (one.first <= other.first and other.last <= one.last) and not (
        other.first <= one.first and one.last <= other.last
    )


def _settle(
    mentions: Mentions,
    activity: Activity,
    day: DateMention,
    choices: Sequence[DateMention],
    rivals: Sequence[DateMention],
    event_type: str,
) -> Found[When]:
    """The chosen mention as the event's date, its open ends closed by what else the activity says."""
    if day.conflict and day.first is None:
        return _open(day, (f"{day.conflict}-conflict",), day.candidates)
    if day.first is None and day.last is None:
        return _unresolved(mentions, activity, day, choices)
    start, end, proofs, confidence, basis = day.first, day.last, [day], 0.95, day.basis
    reasons: list[str] = []
    if day.conflict:
        confidence, reasons = 0.5, [f"{day.conflict}-conflict"]
    if basis == "inferred":
        confidence = min(confidence, 0.88)
    if day.precision == "day":
        start, end, more = _close(mentions, activity, day, choices, event_type)
        proofs += more
        if more:
            confidence = min(confidence, 0.9)
    if rivals:
        confidence = min(confidence, 0.75)
        reasons.append("several-dates")
    if start and mentions.published and abs((start - mentions.published).days) > 400:
        confidence = min(confidence, 0.6)
    edtf = day.edtf if (start, end) == (day.first, day.last) else _edtf(start, end)
    candidates = day.candidates if day.conflict else tuple(sorted({r.first for r in rivals if r.first}))
    when = When(start, end, day.precision, day.text, basis, edtf, candidates)
    return Found(
        when, confidence, tuple(_proof(proof, _value(start, end), confidence) for proof in proofs), tuple(reasons)
    )


def _close(
    mentions: Mentions, activity: Activity, day: DateMention, choices: Sequence[DateMention], event_type: str
) -> tuple[date | None, date | None, list[DateMention]]:
    """First and last day where the words name one of them: an opening, a closing, "until", or a length in days."""
    start, end = day.first, day.last
    others = [other for other in choices if other is not day and other.precision == "day"]
    if start is None:
        return (None, None, []) if end is None else _begin(end, others)
    for other in others:
        if other.first is None and other.last and (last := _end_after(start, other, open_end=end is None)):
            return start, last, [other]
    if end is None:
        return start, _last_of(start, _length(mentions, activity, day)), []
    if start != end:
        return start, end, []
    return *_around(mentions, activity, day, event_type), []


def _end_after(start: date, until: DateMention, *, open_end: bool) -> date | None:
    """The last day that "until …" gives an activity; a bare weekday is the first one after its start."""
    last = until.last
    if last and until.rule == "weekday" and last < start:
        last += timedelta(weeks=-((last - start).days // 7))
    return last if last and (last > start or (open_end and last == start)) else None


def _begin(end: date, others: Sequence[DateMention]) -> tuple[date | None, date | None, list[DateMention]]:
    """First and last day where the last is known: the first is another date, or a day without a year that fits."""
    for other in others:
        if other.first and other.first == other.last and other.first <= end:
            return other.first, end, [other]
        if other.first is None and other.last is None:
            fits = [candidate for candidate in other.candidates if timedelta(0) <= end - candidate <= NEAR_YEAR]
            if len(fits) == 1:
                return fits[0], end, [other]
    return None, end, []


def _around(
    mentions: Mentions, activity: Activity, day: DateMention, event_type: str
) -> tuple[date | None, date | None]:
    """The span of an activity of which one day is told: its opening, its closing, or all of it."""
    verb = _verb_of(mentions, day)
    length = _length(mentions, activity, day)
    if verb == "close":
        if length and day.first:
            return day.first - timedelta(days=length - 1), day.last
        return None, day.last
    if length:
        return day.first, _last_of(day.first, length)
    if verb == "open" and event_type in LASTING:
        return day.first, None
    return day.first, day.last


def _verb_of(mentions: Mentions, day: DateMention) -> str:
    """What the clause of a day says of the activity: the event verb nearest to it in its sentence."""
    sentence = mentions.sentences[mentions.sentences.of(day)]
    verbs = [
        verb
        for verb in within(mentions.topic("verb"), sentence.start, sentence.end)
        if verb.value in HOLDING and verb.strength != "noun"
    ]
    if not verbs:
        return ""
    return min(verbs, key=lambda verb: (verb.start > day.start, abs(verb.start - day.start))).value


def _length(mentions: Mentions, activity: Activity, day: DateMention) -> int | None:
    """How many days an activity lasts, where its part of the text says so beside a cue ("over three days")."""
    for duration in mentions.durations:
        if activity.holds(duration) and not day.start <= duration.start < day.end:
            return duration.days
    return None


def _last_of(start: date | None, length: int | None) -> date | None:
    return start + timedelta(days=length - 1) if start and length else None


def _unresolved(
    mentions: Mentions, activity: Activity, day: DateMention, choices: Sequence[DateMention]
) -> Found[When]:
    """A date that needs an anchor and has none: a full date beside it, or the occasion, may narrow it down."""
    near = [
        candidate
        for candidate in day.candidates
        for other in mentions.dates
        if other.first and other.basis == "stated" and other.kind == "date" and not is_deadline(mentions, other)
        if abs(candidate - (other.first or candidate)) <= NEAR_YEAR and activity.holds(other)
    ]
    if len(set(near)) == 1:
        until = [other for other in choices if other.first is None and other.last and other.last >= near[0]]
        end = until[0].last if until else near[0]
        when = When(near[0], end, "day", day.text, "inferred", _edtf(near[0], end))
        proofs = (day, *until[:1])
        return Found(when, 0.8, tuple(_proof(proof, _value(near[0], end), 0.8) for proof in proofs))
    candidates = day.candidates or _near_occasion(mentions, day.weekday)
    reason = "year-missing" if day.basis != "relative" else "no-publication-date"
    return _open(day, (reason,), candidates)


def _near_occasion(mentions: Mentions, weekday: int | None) -> tuple[date, ...]:
    """The days of a weekday around the occasion of the year whose slogan the release quotes."""
    if weekday is None:
        return ()
    for slogan in mentions.slogans:
        if slogan.year is None or slogan.occasion_id is None:
            continue
        occasion = read_registry("occasions")[slogan.occasion_id]
        if not occasion["month"] or not occasion["day"]:  # a campaign, or a day that moves
            continue
        month, day = int(occasion["month"]), int(occasion["day"])
        centre = date(slogan.year, month, min(day, calendar.monthrange(slogan.year, month)[1]))
        window = range(-NEAR_OCCASION.days, NEAR_OCCASION.days + 1)
        near = (centre + timedelta(days=shift) for shift in window)
        return tuple(candidate for candidate in near if candidate.isoweekday() == weekday)
    return ()


def _open(day: DateMention, reasons: tuple[str, ...], candidates: tuple[date, ...]) -> Found[When]:
    """A date that is not settled: its words, what it may be, and why it is open."""
    basis = "inferred" if candidates and not day.candidates else day.basis
    when = When(None, None, "unknown", day.text, basis, None, candidates)
    return Found(when, 0.5, (_proof(day, "", 0.5),), reasons)


def _edtf(start: date | None, end: date | None) -> str | None:
    """A day or an interval in Extended Date/Time Format; ".." for an end that is not stated."""
    if start and start == end:
        return start.isoformat()
    if start or end:
        return f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}"
    return None


def _value(start: date | None, end: date | None) -> str:
    first = start.isoformat() if start else ""
    return first if start == end else f"{first}/{end.isoformat() if end else ''}"


def _proof(day: DateMention, value: str, confidence: float) -> Evidence:
    return Evidence("date_start", day.start, day.end, day.text, value, day.rule or "date", confidence)
