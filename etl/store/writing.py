"""Readings into the store: what is new is added, what changed is a new version, what a person decided stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from etl.event import Event
from etl.release import Release, event_id_of
from etl.store.activities import DECIDED, corrected_fields, delete_event, insert_rows, known_to_people, settle_events
from etl.store.batch import Counts, Reading
from etl.store.joining import join
from etl.store.matching import Stored, match_events
from etl.store.schema import TIDY, telling_days, tellings
from etl.store.tellings import Kept, next_number, read_kept, telling_rows, write_telling
from etl.tables import event_rows, institution_rows, release_row
from etl.tables.rows import UNLINKED, Row

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
    "tellings",
    "telling_days",
)
_TABLES = {**TIDY, "tellings": tellings, "telling_days": telling_days}


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
        self._fresh: set[str] = set()  # tellings that are new, changed, or left alone by another that went
        self._number = next_number(connection)

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
        if self._fresh:
            join(self._connection, self._fresh, self._at)
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
            event_id = event_id_of(release.key, number)
            self._queue_event(dataclasses.replace(told, event_id=event_id, release_id=release.release_id), release)

    def _replace(self, current: Current, reading: Reading) -> None:
        """Other words of a known release: a new version, its events with the ids that they have."""
        version = current.version + 1
        release = dataclasses.replace(
            reading.release,
            release_id=f"{reading.release.key}-{version}",
            version=version,
            ingested_at=self._at,
        )
        stored = read_kept(self._connection, "release_id", [current.release_id])
        matches = match_events(sorted(map(_as_told, stored), key=_place), reading.events)
        given = current.events_given
        self._queue_release(release, given + len(reading.events) - len(matches), reading.none_because)
        self._flush()
        for index, told in enumerate(reading.events):
            told_id = matches.get(index)
            if told_id is None:
                given += 1
                event_id = event_id_of(release.key, given)
                self._queue_event(dataclasses.replace(told, event_id=event_id, release_id=release.release_id), release)
            else:
                (kept,) = (kept for kept in stored if kept.told_id == told_id)
                self._reread(kept, dataclasses.replace(told, event_id=told_id, release_id=release.release_id), release)
        for kept in stored:
            if kept.told_id not in matches.values():
                self._drop(kept)
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

    def _queue_event(self, told: Event, release: Release) -> None:
        self._rows["institutions"].extend(institution_rows([told]))
        for name, rows in event_rows(told).items():
            self._rows[name].extend(rows)
        telling, days = telling_rows(told, release, self._number)
        self._number += 1
        self._rows["tellings"].append(telling)
        self._rows["telling_days"].extend(days)
        self._fresh.add(told.event_id)

    def _flush(self) -> None:
        """Insert what is queued, table by table, in the order that foreign keys ask for."""
        self._rows["institutions"] = self._new_institutions(self._rows["institutions"])
        for name in _INSERT_ORDER:
            if self._rows[name]:
                self._connection.execute(sa.insert(_TABLES[name]), self._rows[name])
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

    def _reread(self, kept: Kept, told: Event, release: Release) -> None:
        """A known event, read again: all but what a person decided or corrected takes the new values."""
        connection, event_id = self._connection, kept.event_id
        telling, days = telling_rows(told, release, kept.number)
        write_telling(connection, telling, days)
        tellings_now = read_kept(connection, "event_id", [event_id])
        self._fresh |= {one.told_id for one in tellings_now}
        insert_rows(connection, "institutions", self._new_institutions(institution_rows([told])))
        settle_events(connection, {event_id: tellings_now})
        insert_rows(connection, "event_releases", [{"event_id": event_id, "release_id": release.release_id}])
        status = connection.execute(
            sa.select(TIDY["events"].c.status).where(TIDY["events"].c.event_id == event_id)
        ).scalar_one()
        if status in DECIDED:
            return
        corrected = corrected_fields(connection, event_id)
        evidence = TIDY["evidence"].c
        old = (evidence.event_id == event_id) & (evidence.release_id == kept.release_id)
        connection.execute(sa.delete(TIDY["evidence"]).where(old, evidence.field.not_in(sorted(corrected))))
        rows = [row | {"event_id": event_id} for row in event_rows(told)["evidence"] if row["field"] not in corrected]
        insert_rows(connection, "evidence", rows)
        if not corrected:
            links = TIDY["event_releases"]
            link = (links.c.event_id == event_id) & (links.c.release_id == kept.release_id)
            connection.execute(sa.delete(links).where(link))

    def _drop(self, kept: Kept) -> None:
        """An event that the new words no longer tell of goes, unless a person or another release knows of it."""
        connection, event_id = self._connection, kept.event_id
        if known_to_people(connection, [event_id]):
            return
        for table in (TIDY["event_releases"], TIDY["evidence"]):
            connection.execute(
                sa.delete(table).where(table.c.event_id == event_id, table.c.release_id == kept.release_id)
            )
        connection.execute(sa.delete(tellings).where(tellings.c.told_id == kept.told_id))
        self._fresh.discard(kept.told_id)
        others = read_kept(connection, "event_id", [event_id])
        if others:
            settle_events(connection, {event_id: others})
            self._fresh |= {other.told_id for other in others}
        else:
            delete_event(connection, event_id)


def _as_told(kept: Kept) -> Stored:
    values = kept.rows().values
    return Stored(kept.told_id, *(values[name] for name in Stored._fields[1:]))


def _place(stored: Stored) -> tuple[int, str]:
    """Ids end in the number that they were given at."""
    return len(stored.event_id), stored.event_id


def is_same(current: Current, release: Release) -> bool:
    """Whether a release was read before: the same words, and no other publication date given with them."""
    if current.content_hash != release.content_hash:
        return False
    return release.published_basis != "given" or release.published == current.published
