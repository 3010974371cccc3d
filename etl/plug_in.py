"""What reads a text: `etl.extract`, or a function that another package offers under the entry points `marsad.readers`.

Off by default: a plugged-in reader reads only where `MARSAD_READER` or `--reader` names it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from etl.event import (
    BASES,
    BOUNDS,
    DATE_BASES,
    MODES,
    PRECISIONS,
    ROLES,
    SEXES,
    STATES,
    STATUSES,
    Event,
    Evidence,
    Participation,
)
from etl.extract import Reading
from etl.settings import SettingError
from etl.text import read_text
from etl.vocabulary import detect_language, read_registry
from etl.vocabulary.sources import LANGUAGES

GROUP = "marsad.readers"
NOTHING_TOLD = "no-event-clause"  # all that is known of a release of which a plugged-in reader gives no event


class ReadText(Protocol):
    """What a reader is: a function with the contract of `etl.extract`."""

    def __call__(self, text: str, *, published: date | None = None, lang: str | None = None) -> Sequence[Event]:
        """The events that a text tells of; none where it tells of no activity.

        Args:
            text: the body; its first line is the title, offsets count its characters from 0.
            published: the day on which it appeared, or None.
            lang: "ar", "fr" or "en", or None.
        """


class ContractError(Exception):
    """A plugged-in reader gave what is no event, or an event that cannot stand: what is wrong with it."""


def reader_names() -> list[str]:
    """The names of the readers that installed packages offer, in alphabetical order."""
    return sorted({point.name for point in entry_points(group=GROUP)})


@functools.cache
def load_reader(name: str) -> ReadText:
    """The reader of a name, each of its answers checked.

    Args:
        name: of its entry point.

    Returns:
        A function that raises `ContractError` where the reader breaks the contract of `check_events`.

    Raises:
        SettingError: there is none of this name, two packages offer one, or it cannot be loaded.
    """
    point = _point(name)
    try:
        found = point.load()
    except Exception as error:  # whatever a stranger's module raises, a person gets a sentence
        raise SettingError(f"the reader {name!r} ({point.value}) cannot be loaded: {error}") from error
    if not callable(found):
        raise SettingError(f"the reader {name!r} ({point.value}) is no function")
    plugged = cast(ReadText, found)

    def read(text: str, *, published: date | None = None, lang: str | None = None) -> Sequence[Event]:
        return check_events(plugged(text, published=published, lang=lang), text)

    return read


def read_plugged(name: str, text: str, *, published: date | None = None, lang: str | None = None) -> Reading:
    """What a plugged-in reader gives of a text, as `etl.extract.read_events` gives it.

    Args:
        name: of the reader's entry point.
        text: the body.
        published: the day on which it appeared, or None.
        lang: its language, or None; then that of the first event, else detected.

    Returns:
        The reading.

    Raises:
        SettingError: as `load_reader`.
        ContractError: as `check_events`.
    """
    events = tuple(load_reader(name)(text, published=published, lang=lang))
    lang = lang or (events[0].lang if events else detect_language(read_text(text)))
    return Reading(lang, events, None if events else NOTHING_TOLD)


def reader_version(name: str) -> str:
    """A reader with the package that offers it and its version, as a run in the store names it.

    Raises:
        SettingError: as `load_reader`.
    """
    package = _point(name).dist
    return f"reader {name}" + (f" ({package.name} {package.version})" if package else "")


def check_events(events: Iterable[Event], text: str) -> tuple[Event, ...]:
    """Check what a reader gave of a text.

    Args:
        events: what it gave.
        text: the text.

    Returns:
        The same events.

    Raises:
        ContractError: something in it is no event, has an unknown code, a count below zero or a confidence outside 0
            to 1, or rests on words that do not stand where it says.
    """
    try:
        found = tuple(events)
    except TypeError as error:
        raise ContractError(f"it gave no list of events but {type(events).__name__}") from error
    for event in found:
        if not isinstance(event, Event):
            raise ContractError(f"it gave {type(event).__name__} instead of an event")
        for problem in (*_codes(event), *_numbers(event), *_words(event, text)):
            raise ContractError(problem)
    return found


def _point(name: str) -> EntryPoint:
    offered = tuple(entry_points(group=GROUP, name=name))
    if not offered:
        there = ", ".join(reader_names())
        raise SettingError(f"no reader {name!r} is installed; " + (f"there are {there}" if there else "there is none"))
    if len({point.value for point in offered}) > 1:
        raise SettingError(f"two packages offer a reader {name!r}: {' and '.join(point.value for point in offered)}")
    return offered[0]


def _codes(event: Event) -> Iterable[str]:
    """Values that are none of the codes of their field."""
    may = {
        "lang": LANGUAGES,
        "event_type": tuple(read_registry("event_types")),
        "date_precision": PRECISIONS,
        "state": STATES,
        "status": STATUSES[:1],  # what is read is proposed; the rest is a person's
        "participants_bound": (None, *BOUNDS),
        "mode": (None, *MODES),
        "published_basis": (None, *BASES),
        "date_basis": (None, *DATE_BASES),
    }
    for field, codes in may.items():
        if getattr(event, field) not in codes:
            yield f"{field} is {getattr(event, field)!r}; it may be {', '.join(map(str, codes))}"
    for party in event.institutions:
        if party.role not in ROLES:
            yield f"the role of {party.name!r} is {party.role!r}; it may be {', '.join(ROLES)}"
    for field, given, table in (("themes", event.themes, "themes"), ("audience", event.audience, "audiences")):
        for code in given:
            if code not in read_registry(table):
                yield f"{field} has {code!r}, which is not in data/registry/{table}.csv"


def _numbers(event: Event) -> Iterable[str]:
    for field in ("participants", *SEXES):
        count = getattr(event, field)
        if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 0):
            yield f"{field} is {count!r}; it is a count or None"
    for confidence in (event.confidence, *(proof.confidence for proof in event.evidence)):
        if not 0 <= confidence <= 1:
            yield f"a confidence is {confidence!r}; it is from 0 to 1"


def _words(event: Event, text: str) -> Iterable[str]:
    """Evidence and names of institutions that are not the text word for word."""
    pieces: tuple[Evidence | Participation, ...] = (*event.evidence, *event.institutions)
    for piece in pieces:
        if not 0 <= piece.start <= piece.end or text[piece.start : piece.end] != piece.text:
            yield f"{piece.text!r} does not stand from {piece.start} to {piece.end} of the text"
