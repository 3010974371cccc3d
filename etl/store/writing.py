"""Readings into the store: what is new is added, what changed is a new version, what a person decided stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from etl.event import Event
from etl.release import Release, event_id_of
from etl.store.batch import Counts, Reading
from etl.store.matching import Stored, match_events
from etl.store.schema import TIDY
from etl.tables import event_rows, institution_rows, release_row
from etl.tables.rows import UNLINKED, Row

DECIDED = ("accepted", "rejected")
# Fields that a person corrects together with the one named: the machine must not put others beside them.
_DATE = ("date_start", "date_end", "date_precision", "date_text", "date_basis", "date_edtf")
_PLACE = ("city", "region", "country", "latitude", "longitude")
_TOGETHER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_DATE, _DATE),
    **dict.fromkeys(_PLACE, _PLACE),
    "participants": ("participants", "participants_bound"),
}
# Table of what an event has several of -> the fields whose correction protects it.
_LISTS: dict[str, frozenset[str]] = {
    "participations": frozenset(("institutions", "organiser", "partner", "host", "funder", "participant", "mentioned")),
    "event_themes": frozenset(("themes",)),
    "event_audiences": frozenset(("audience",)),
    "candidates": frozenset(_DATE),
    "review_reasons": frozenset(("review_reasons", "needs_review")),
}
_INSERT_ORDER = (
    "releases",
    "institutions",
    "events",
    "event_releases",
    "participations",
    "event_themes",
    "event_audiences",
    "evidence",
    "review_reasons",
    "candidates",
)


class Current(NamedTuple):
    """The version of a release that the store has now."""

    release_id: str
    version: int
    content_hash: str
    published: Any
    published_basis: str | None
    events_given: int


class Writer:
    """One batch on its way into the store, inside a transaction that its caller opened."""

    def __init__(self, connection: sa.Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._rows: dict[str, list[Row]] = {name: [] for name in _INSERT_ORDER}
        self._current: dict[str, Current] = {}

    def write(self, readings: Sequence[Reading]) -> Counts:
        """Write readings.

        Args:
            readings: releases and their events; ids of events are given here.

        Returns:
            How many releases were new, changed or unchanged, and how many events the first two have.
        """
        self._current |= self._read_current({reading.release.key for reading in readings})
        counts = Counts()
        for reading in readings:
            current = self._current.get(reading.release.key)
            if current is None:
                self._add(reading)
                counts += Counts(new=1, events=len(reading.events))
            elif is_same(current, reading.release):
                counts += Counts(unchanged=1)
            else:
                self._flush()
                self._replace(current, reading)
                counts += Counts(changed=1, events=len(reading.events))
        self._flush()
        return counts

    def _read_current(self, keys: Iterable[str]) -> dict[str, Current]:
        releases = TIDY["releases"].c
        columns = [releases.key, *(releases[name] for name in Current._fields)]
        chosen = sa.select(*columns).where(releases.key.in_(sorted(keys)), releases.superseded_by.is_(None))
        return {row[0]: Current(*row[1:]) for row in self._connection.execute(chosen)}

    def _add(self, reading: Reading) -> None:
        """A release that the store does not know, with ids for its events."""
        release = dataclasses.replace(reading.release, version=1, ingested_at=self._at)
        self._queue_release(release, len(reading.events), reading.none_because)
        for number, told in enumerate(reading.events, 1):
            self._queue_event(
                dataclasses.replace(told, event_id=event_id_of(release.key, number), release_id=release.release_id)
            )

    def _replace(self, current: Current, reading: Reading) -> None:
        """Other words of a known release: a new version, its events with the ids that they have."""
        version = current.version + 1
        release = dataclasses.replace(
            reading.release,
            release_id=f"{reading.release.key}-{version}",
            version=version,
            ingested_at=self._at,
        )
        stored = self._read_events(current.release_id)
        matches = match_events(stored, reading.events)
        given = current.events_given
        self._queue_release(release, given + len(reading.events) - len(matches), reading.none_because)
        self._flush()
        for index, told in enumerate(reading.events):
            event_id = matches.get(index)
            if event_id is None:
                given += 1
                event_id = event_id_of(release.key, given)
            known = dataclasses.replace(told, event_id=event_id, release_id=release.release_id)
            if index in matches:
                self._reread(known, current.release_id)
            else:
                self._queue_event(known)
        for event_id in {event.event_id for event in stored} - set(matches.values()):
            self._drop(event_id, current.release_id)
        releases = TIDY["releases"]
        self._connection.execute(
            sa.update(releases)
            .where(releases.c.release_id == current.release_id)
            .values(superseded_by=release.release_id)
        )

    def _queue_release(self, release: Release, events_given: int, none_because: str | None) -> None:
        inner = {
            "key": release.key,
            "name": release.name,
            "encoding": release.encoding,
            "none_because": none_because,
            "events_given": events_given,
        }
        self._rows["releases"].append(release_row(release) | inner)
        self._current[release.key] = Current(
            release.release_id,
            release.version,
            release.content_hash,
            release.published,
            release.published_basis,
            events_given,
        )

    def _queue_event(self, told: Event) -> None:
        self._rows["institutions"].extend(institution_rows([told]))
        for name, rows in event_rows(told).items():
            self._rows[name].extend(rows)

    def _flush(self) -> None:
        """Insert what is queued, table by table, in the order that foreign keys ask for."""
        self._rows["institutions"] = self._new_institutions(self._rows["institutions"])
        for name in _INSERT_ORDER:
            if self._rows[name]:
                self._connection.execute(sa.insert(TIDY[name]), self._rows[name])
                self._rows[name] = []

    def _new_institutions(self, rows: list[Row]) -> list[Row]:
        """Those that the store does not have; rows that the registry changed since are brought up to date."""
        table = TIDY["institutions"]
        wanted = {row["institution_id"]: row for row in rows}
        known = self._connection.execute(sa.select(table).where(table.c.institution_id.in_(sorted(wanted))))
        for row in [dict(found._mapping) for found in known]:
            today = wanted.pop(row["institution_id"])
            if today != row and today["kind"] != UNLINKED:
                key = table.c.institution_id == row["institution_id"]
                self._connection.execute(sa.update(table).where(key).values(today))
        return list(wanted.values())

    def _read_events(self, release_id: str) -> list[Stored]:
        events, links = TIDY["events"].c, TIDY["event_releases"].c
        chosen = (
            sa.select(*(events[name] for name in Stored._fields))
            .join_from(TIDY["event_releases"], TIDY["events"], links.event_id == events.event_id)
            .where(links.release_id == release_id)
        )
        found = [Stored(*row) for row in self._connection.execute(chosen)]
        return sorted(found, key=lambda event: (len(event.event_id), event.event_id))

    def _corrected(self, event_id: str) -> set[str]:
        """The fields of an event that a person corrected, with those that go with them."""
        corrections = TIDY["corrections"].c
        fields = self._connection.execute(
            sa.select(corrections.field).where(corrections.event_id == event_id).distinct()
        ).scalars()
        return {name for field in fields for name in _TOGETHER.get(field, (field,))}

    def _reread(self, told: Event, old_release: str) -> None:
        """A known event, read again: all but what a person decided or corrected takes the new values."""
        events, links = TIDY["events"], TIDY["event_releases"]
        key = events.c.event_id == told.event_id
        status = self._connection.execute(sa.select(events.c.status).where(key)).scalar_one()
        rows = event_rows(told)
        self._rows["event_releases"] += rows["event_releases"]
        if status in DECIDED:
            return
        corrected = self._corrected(told.event_id)
        kept = corrected | {"event_id", "status"}
        values = {name: value for name, value in rows["events"][0].items() if name not in kept}
        self._connection.execute(sa.update(events).where(key).values(values))
        for name, fields in _LISTS.items():
            if not fields & corrected:
                table = TIDY[name]
                self._connection.execute(sa.delete(table).where(table.c.event_id == told.event_id))
                self._rows[name] += rows[name]
        self._rows["institutions"] += institution_rows([told])
        evidence = TIDY["evidence"].c
        old = (evidence.event_id == told.event_id) & (evidence.release_id == old_release)
        self._connection.execute(sa.delete(TIDY["evidence"]).where(old, evidence.field.not_in(sorted(corrected))))
        self._rows["evidence"] += [row for row in rows["evidence"] if row["field"] not in corrected]
        if not corrected:
            link = (links.c.event_id == told.event_id) & (links.c.release_id == old_release)
            self._connection.execute(sa.delete(links).where(link))

    def _drop(self, event_id: str, old_release: str) -> None:
        """An event that the new words no longer tell of goes, unless a person or another release knows of it."""
        events, links = TIDY["events"], TIDY["event_releases"]
        status = self._connection.execute(sa.select(events.c.status).where(events.c.event_id == event_id)).scalar_one()
        if status != "proposed" or self._corrected(event_id):
            return
        others = self._connection.execute(
            sa.select(sa.func.count())
            .select_from(links)
            .where(links.c.event_id == event_id, links.c.release_id != old_release)
        ).scalar_one()
        if others:
            evidence = TIDY["evidence"]
            for table in (links, evidence):
                self._connection.execute(
                    sa.delete(table).where(table.c.event_id == event_id, table.c.release_id == old_release)
                )
            return
        self._connection.execute(sa.delete(events).where(events.c.event_id == event_id))


def is_same(current: Current, release: Release) -> bool:
    """Whether a release was read before: the same words, and no other publication date given with them."""
    if current.content_hash != release.content_hash:
        return False
    return release.published_basis != "given" or release.published == current.published
