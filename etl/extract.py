"""The story of a release, told once: scan its text, read mentions, find activities, settle each into an event."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date

from etl.assembly.activities import NoActivity, find_activities
from etl.assembly.dating import find_published
from etl.assembly.mentions import read_mentions
from etl.assembly.settlement import put_together, settle_activity
from etl.event import Event, Evidence
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
    events = []
    for number, activity in enumerate(activities, 1):
        settlement = settle_activity(mentions, activity)
        event = put_together(settlement, f"{release_id}-{number}", release_id, mentions.lang)
        events.append(_date_release(event, known))
    return Reading(scan.lang, tuple(events))


def _date_release(event: Event, known: Published) -> Event:
    """The event with what is known of the publication of its release."""
    return dataclasses.replace(
        event, published=known.day, published_basis=known.basis, evidence=event.evidence + known.evidence
    )
