"""The story of a release, told once: scan its text, read mentions, find activities, settle each into an event."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.assembly.activities import Activity, NoActivity, find_activities
from etl.assembly.dating import find_published, settle_when
from etl.assembly.describing import (
    settle_audience,
    settle_occasion,
    settle_slogan,
    settle_state,
    settle_themes,
    settle_type,
)
from etl.assembly.mentions import Mentions, read_mentions
from etl.assembly.naming import settle_who
from etl.assembly.placing import settle_where
from etl.assembly.sureness import needs_review, sureness, unclaimed
from etl.event import Event, Evidence
from etl.people import CountMention, Settled, settle_counts
from etl.vocabulary import read_scan


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text gave: its language, its events in text order, and where there are none, why."""

    lang: str
    events: tuple[Event, ...]
    none_because: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When a release appeared: the day, how it is known, and the words where the text itself says so."""

    day: date | None = None
    basis: str | None = None
    evidence: tuple[Evidence, ...] = ()


def extract(text: str, *, published: date | None = None, lang: str | None = None) -> list[Event]:
    """The events that a release tells of.

    Args:
        text: the body; its first line is the title, offsets count its characters from 0.
        published: the day on which it appeared, to which "yesterday" and the like refer; None where unknown.
        lang: "ar", "fr" or "en"; None detects it.

    Returns:
        Events in text order; none where the release tells of no activity.

    Raises:
        ValueError: `lang` is none of the three.
    """
    return list(read_events(text, published=published, lang=lang).events)


def read_events(text: str, *, published: date | None = None, lang: str | None = None) -> Reading:
    """Like `extract`, with the language and the reason where a release tells of no activity.

    Args:
        text: the body.
        published: the day on which it appeared, or None.
        lang: its language, or None.

    Returns:
        The reading.

    Raises:
        ValueError: `lang` is none of the three.
    """
    scan = read_scan(text, lang)
    known = Published(published, "given" if published else None)
    mentions = read_mentions(scan, published)
    if published is None and (found := find_published(mentions)):
        mention, day, basis = found
        proof = Evidence(
            "published", mention.start, mention.end, mention.text, day.isoformat(), f"published-{basis}", 0.85
        )
        known = Published(day, basis, (proof,))
        mentions = read_mentions(scan, day)
    activities = find_activities(mentions)
    if isinstance(activities, NoActivity):
        return Reading(scan.lang, (), activities.reason)
    release_id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    events = (
        _settle_event(mentions, activity, known, f"{release_id}-{number}", release_id)
        for number, activity in enumerate(activities, 1)
    )
    return Reading(scan.lang, tuple(events))


def _settle_event(mentions: Mentions, activity: Activity, known: Published, event_id: str, release_id: str) -> Event:
    """Settle each value of an activity and put the event together."""
    kind = settle_type(mentions, activity)
    when = settle_when(mentions, activity, kind.value)
    who = settle_who(mentions, activity)
    where = settle_where(mentions, activity, tuple(p for p in who.value if p.role == "host"))
    counts = [count for count in mentions.counts if activity.holds(count)]
    people = settle_counts(counts, (activity.core.start, activity.core.end))
    counted = _people_evidence(people)
    state = settle_state(mentions, activity, when.value)
    themes = settle_themes(mentions, activity)
    audience = settle_audience(
        mentions, activity, people.audiences, [proof for proof in counted if proof.field == "participants"]
    )
    occasion, slogan = settle_occasion(mentions, activity), settle_slogan(mentions, activity)
    title, titled = _title(mentions)
    unclear = unclaimed(people.total, counts)
    reasons = (*when.reasons, *people.reasons, *unclear, *who.reasons, *kind.reasons, *state.reasons)
    reasons = tuple(dict.fromkeys(reasons))
    counting = people.confidence if people.total is not None else 0.8
    confidence = sureness([when.confidence, counting, who.confidence, kind.confidence, where.confidence])
    return Event(
        event_id=event_id,
        release_id=release_id,
        lang=mentions.lang,
        title=title,
        event_type=kind.value,
        themes=themes.value,
        occasion=occasion.value,
        slogan=slogan.value,
        published=known.day,
        published_basis=known.basis,
        date_start=when.value.start,
        date_end=when.value.end,
        date_precision=when.value.precision,
        date_text=when.value.text,
        date_basis=when.value.basis,
        date_edtf=when.value.edtf,
        date_candidates=when.value.candidates,
        venue=where.value.venue,
        city=where.value.city,
        region=where.value.region,
        country=where.value.country,
        mode=where.value.mode,
        institutions=who.value,
        audience=audience.value,
        participants=people.total,
        participants_bound=people.bound,
        women=people.women,
        men=people.men,
        girls=people.girls,
        boys=people.boys,
        confidence=confidence,
        needs_review=needs_review(confidence, reasons),
        review_reasons=reasons,
        state=state.value,
        evidence=(
            *titled,
            *known.evidence,
            *when.evidence,
            *kind.evidence,
            *where.evidence,
            *who.evidence,
            *counted,
            *audience.evidence,
            *themes.evidence,
            *occasion.evidence,
            *slogan.evidence,
            *state.evidence,
        ),
    )


def _title(mentions: Mentions) -> tuple[str, tuple[Evidence, ...]]:
    """The release's first line as the event's title."""
    body = mentions.text.body
    line = next((line for line in body.split("\n") if line.strip()), "")
    start = body.index(line) + len(line) - len(line.lstrip())
    title = line.strip()
    return title, (Evidence("title", start, start + len(title), title, title, "first-line", 0.95),) if title else ()


def _people_evidence(people: Settled) -> Sequence[Evidence]:
    """The words that back the counts, one row a mention and field."""

    def value(field: str, mention: CountMention) -> str:
        return str(people.total if field == "participants" else mention.value)

    return tuple(
        Evidence(field, count.start, count.end, count.text, value(field, count), count.rule, people.confidence)
        for field, count in people.evidence
    )
