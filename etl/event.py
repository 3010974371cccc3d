"""What one event holds: its values, and for each value the words of the release that it came from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any

ROLES = ("organiser", "partner", "host", "funder", "participant", "mentioned")  # strongest first
BOUNDS = ("exact", "at_least", "at_most", "about")
PRECISIONS = ("day", "week", "month", "year", "unknown")
BASES = ("given", "metadata", "text", "inferred")  # who says when a release was published
DATE_BASES = ("stated", "relative", "inferred")
STATES = ("held", "planned", "cancelled", "postponed")
STATUSES = ("proposed", "accepted", "corrected", "rejected")
MODES = ("in-person", "online", "hybrid")
SEXES = ("women", "men", "girls", "boys")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that back a value.

    `field` is the key of the event that it backs, `value` the code or number in text form; `start` and `end` are
    body offsets and `text` is `body[start:end]`; `rule` names the rule that read it; `confidence` is from 0 to 1.
    """

    field: str
    start: int
    end: int
    text: str
    value: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Participation:
    """An institution in an event: its id (of the registry, or `x-` and a hash), full name, role, and the words."""

    institution_id: str
    name: str
    role: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """An activity that an institution held, plans, postponed or cancelled. None means "not stated"."""

    event_id: str
    release_id: str
    lang: str
    title: str
    event_type: str
    themes: tuple[str, ...] = ()
    occasion: str | None = None
    slogan: str | None = None
    published: date | None = None
    published_basis: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_precision: str = "unknown"
    date_text: str | None = None
    date_basis: str | None = None
    date_edtf: str | None = None
    date_candidates: tuple[date, ...] = ()
    venue: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    mode: str | None = None
    institutions: tuple[Participation, ...] = ()
    audience: tuple[str, ...] = ()
    participants: int | None = None
    participants_bound: str | None = None
    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    confidence: float = 0.0
    needs_review: bool = False
    review_reasons: tuple[str, ...] = ()
    state: str = "held"
    status: str = "proposed"
    evidence: tuple[Evidence, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The event as plain JSON values: days in ISO 8601, tuples as lists, the keys in the order of the fields."""
        return {key: _plain(value) for key, value in dataclasses.asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
