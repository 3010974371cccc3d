"""Releases and events as rows of the tidy tables: plain dictionaries, column name to value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from etl.event import ROLES, Event, Participation
from etl.release import Release
from etl.tables.columns import TABLES
from etl.vocabulary.registry import read_registry

Row = dict[str, Any]

UNLINKED = "unlinked"
_RELEASE_COLUMNS = TABLES["releases"].names
_PLACED = ("latitude", "longitude")
_EVENT_COLUMNS = tuple(name for name in TABLES["events"].names if name not in _PLACED)
_DATE = "date_start"
# Reasons that leave a date open, the most telling first; it explains the candidates.
_DATE_REASONS = (
    "weekday-conflict",
    "hijri-conflict",
    "order-conflict",
    "several-dates",
    "year-missing",
    "no-publication-date",
)


def release_row(release: Release) -> Row:
    """A release as a row of `releases`."""
    return {name: getattr(release, name) for name in _RELEASE_COLUMNS}


def event_rows(event: Event) -> dict[str, list[Row]]:
    """An event as rows of every table that it fills, `institutions` aside.

    Args:
        event: an event whose ids are set.

    Returns:
        Table name -> its rows; tables that the event says nothing for have none.
    """
    key = {"event_id": event.event_id}
    return {
        "events": [_event_row(event)],
        "event_releases": [key | {"release_id": event.release_id}],
        "participations": [
            key | {"institution_id": institution_id, "role": role}
            for institution_id, role in _roles(event.institutions).items()
        ],
        "event_themes": [key | {"theme_id": theme} for theme in dict.fromkeys(event.themes)],
        "event_audiences": [key | {"audience_id": audience} for audience in dict.fromkeys(event.audience)],
        "evidence": _evidence_rows(event),
        "review_reasons": [key | {"reason": reason} for reason in dict.fromkeys(event.review_reasons)],
        "candidates": [
            key | {"field": _DATE, "value": day.isoformat(), "reason": _date_reason(event)}
            for day in dict.fromkeys(event.date_candidates)
        ],
    }


def institution_rows(events: Iterable[Event]) -> list[Row]:
    """The institutions that events name: the registry's row, or one of kind `unlinked` with the name that was read."""
    rows: dict[str, Row] = {}
    for event in events:
        for party in event.institutions:
            if party.institution_id not in rows:
                rows[party.institution_id] = _institution_row(party, event.lang)
    return list(rows.values())


def _event_row(event: Event) -> Row:
    row = {name: getattr(event, name) for name in _EVENT_COLUMNS}
    place = _places().get(event.city or "")
    for name in _PLACED:
        row[name] = float(place[name]) if place and place.get(name) else None
    return row


def _evidence_rows(event: Event) -> list[Row]:
    return [
        {
            "event_id": event.event_id,
            "release_id": event.release_id,
            "field": piece.field,
            "value": piece.value,
            "start": piece.start,
            "end": piece.end,
            "text": piece.text,
            "rule": piece.rule,
            "confidence": piece.confidence,
        }
        for piece in event.evidence
    ]


def _roles(parties: Iterable[Participation]) -> dict[str, str]:
    """Each institution once, in its strongest role."""
    roles: dict[str, str] = {}
    for party in parties:
        known = roles.get(party.institution_id, party.role)
        roles[party.institution_id] = min(known, party.role, key=ROLES.index)
    return roles


def _date_reason(event: Event) -> str | None:
    return next((reason for reason in _DATE_REASONS if reason in event.review_reasons), None)


def _institution_row(party: Participation, lang: str) -> Row:
    row: Row = dict.fromkeys(TABLES["institutions"].names)
    row["institution_id"] = party.institution_id
    known = read_registry("institutions").get(party.institution_id)
    if known is None:
        return row | {f"name_{lang}": party.name, "kind": UNLINKED}
    return row | {name: known.get(name) or None for name in row} | {"kind": known.get("kind") or "other"}


def _places() -> Mapping[str, Mapping[str, str]]:
    return read_registry("places")
