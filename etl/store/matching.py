"""Which event of a release's new words is which event of its old ones, so that an event keeps its id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from etl.event import Event


class Stored(NamedTuple):
    """What is compared of an event in the store, as its release told it."""

    event_id: str
    title: str
    event_type: str
    date_start: date | None
    city: str | None


# What an equal value says for two events being one. A title counts most: events of one release rarely share it.
_WEIGHTS = (("title", 4), ("date_start", 3), ("event_type", 2), ("city", 2))
_ORDER = 1  # the same place in the release


def match_events(stored: Sequence[Stored], read: Sequence[Event]) -> dict[int, str]:
    """Pair events that were read with events in the store.

    Args:
        stored: events of the release's former words, in their order.
        read: events of its new words, in theirs.

    Returns:
        Index in `read` -> event_id; each event at most once. The likest pairs come first; one old and one new event
        are the same one; else a pair shares at least one value.
    """
    if len(stored) == len(read) == 1:
        return {0: stored[0].event_id}
    pairs = sorted(
        (
            (-_likeness(old, new) - _ORDER * (i == j), i, j)
            for i, old in enumerate(stored)
            for j, new in enumerate(read)
        ),
    )
    matches: dict[int, str] = {}
    taken: set[int] = set()
    for score, i, j in pairs:
        if -score > _ORDER and i not in taken and j not in matches:
            matches[j] = stored[i].event_id
            taken.add(i)
    return matches


def _likeness(old: Stored, new: Event) -> int:
    return sum(
        weight
        for name, weight in _WEIGHTS
        if getattr(old, name) is not None and getattr(old, name) == getattr(new, name)
    )
