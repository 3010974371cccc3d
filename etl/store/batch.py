"""What is written: readings, the failures beside them, and the run that they belong to."""

from __future__ import annotations

import dataclasses
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from etl.event import Event
from etl.release import Release


@dataclass(frozen=True, slots=True)
class Reading:
    """A release and the events that were read from it, in the order of the text; none is an answer, too.

    `path` is where it was read from, as a person knows it; `none_because` is the code of why it tells of no activity.
    """

    release: Release
    events: tuple[Event, ...] = ()
    path: str = ""
    none_because: str | None = None


class Failure(NamedTuple):
    """An input that could not be read: its path as given, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the inputs of a run. `events` counts the events of new and changed releases."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    events: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of inputs into a store.

    Attributes:
        run_id: when it began, and some letters of its own.
        at: when it began, UTC.
        version: the Marsad and the vocabulary that read.
        counts: of the batches written so far.
        recorded: whether the store has a row of it; it has none while nothing changed.
    """

    run_id: str
    at: datetime
    version: str
    counts: Counts = Counts()
    recorded: bool = False


def new_run(at: datetime, version: str) -> Run:
    """A run that begins now.

    Args:
        at: the time, UTC, without a zone.
        version: the Marsad and the vocabulary that read.
    """
    return Run(f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}", at.replace(microsecond=0), version)
