"""Merges as a person sees them: listed, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from etl.store.activities import MERGE, SPLIT, correction, insert_rows
from etl.store.engine import StoreError
from etl.store.joining import join
from etl.store.schema import TIDY, tellings
from etl.store.tellings import Kept, read_kept


class Merge(NamedTuple):
    """A merge: its row of `corrections`, the events, and whether they are apart again."""

    correction_id: str
    at: datetime
    who: str
    kept: str
    absorbed: str
    title: str
    release_id: str | None
    why: str | None
    undone: bool


class Change(NamedTuple):
    """Who changes something, when (UTC), and why."""

    who: str
    at: datetime
    why: str


def read_merges(connection: sa.Connection) -> list[Merge]:
    """Merges, the latest first."""
    rows, events = TIDY["corrections"].c, TIDY["events"].c
    chosen = (
        sa.select(
            rows.correction_id,
            rows.at,
            rows.who,
            rows.new,
            rows.old,
            events.title,
            tellings.c.release_id,
            rows.why,
            sa.func.coalesce(tellings.c.event_id != rows.event_id, sa.true()),
        )
        .join_from(TIDY["corrections"], TIDY["events"], rows.event_id == events.event_id)
        .outerjoin(tellings, tellings.c.told_id == rows.old)
        .where(rows.field == MERGE)
        .order_by(rows.at.desc(), rows.correction_id)
    )
    return [Merge(*row) for row in connection.execute(chosen)]


def undo_merge(connection: sa.Connection, correction_id: str, change: Change, shown: str) -> str:
    """Take the absorbed event of a merge out again; see `Store.undo_merge`.

    Args:
        connection: a transaction that writes.
        correction_id: of the merge.
        change: who undoes it.
        shown: the store, for people.
    """
    rows = TIDY["corrections"].c
    chosen = sa.select(rows.event_id, rows.old).where(rows.correction_id == correction_id, rows.field == MERGE)
    row = connection.execute(chosen).first()
    if row is None:
        raise StoreError(f"{shown}: there is no merge {correction_id}")
    told = read_kept(connection, "event_id", [row.event_id])
    taken = next((kept for kept in told if kept.told_id == row.old), None)
    if taken is None or len(told) < 2:
        raise StoreError(f"{shown}: the merge {correction_id} is undone already")
    return _take_out(connection, taken, told, change)


def split_event(connection: sa.Connection, event_id: str, release_id: str, change: Change, shown: str) -> str:
    """Take out of an event what a release tells; see `Store.split_event`.

    Args:
        connection: a transaction that writes.
        event_id: the event.
        release_id: one of its releases.
        change: who splits it.
        shown: the store, for people.
    """
    told = read_kept(connection, "event_id", [event_id])
    taken = next((kept for kept in told if kept.release_id == release_id), None)
    if taken is None:
        raise StoreError(f"{shown}: the release {release_id} does not tell of the event {event_id}")
    if len(told) < 2:
        raise StoreError(f"{shown}: no other release tells of the event {event_id}")
    return _take_out(connection, taken, told, change)


def _take_out(connection: sa.Connection, taken: Kept, told: Sequence[Kept], change: Change) -> str:
    """Record each pair that is apart from now on, then bring together anew what hangs together."""
    others = [kept for kept in told if kept is not taken]
    insert_rows(
        connection,
        "corrections",
        [correction(taken.event_id, SPLIT, kept.told_id, taken.told_id, *change) for kept in others],
    )
    join(connection, [kept.told_id for kept in told], change.at)
    (now,) = read_kept(connection, "told_id", [taken.told_id])
    return now.event_id
