"""Events made of tellings: their values settled, their sources moved, their corrections kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from etl.store.schema import TIDY, tellings
from etl.store.tellings import Kept
from etl.tables.rows import Row
from etl.twins import settle

MARSAD = "marsad"  # who merges and splits by itself
MERGE, SPLIT = "merge", "split"  # fields of corrections that tell what became of events
PROPOSED = "proposed"
DECIDED = ("accepted", "rejected")
_SOURCES = (TIDY["event_releases"], TIDY["evidence"])
# Fields that a person corrects together with the one named: the machine must not put others beside them.
_DATE = ("date_start", "date_end", "date_precision", "date_text", "date_basis", "date_edtf")
_PLACE = ("city", "region", "country", "latitude", "longitude")
_TOGETHER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_DATE, _DATE),
    **dict.fromkeys(_PLACE, _PLACE),
    "participants": ("participants", "participants_bound"),
}
# Table of what an event has several of -> the fields whose correction protects it.
LISTS: Mapping[str, frozenset[str]] = {
    "participations": frozenset(("institutions", "organiser", "partner", "host", "funder", "participant", "mentioned")),
    "event_themes": frozenset(("themes",)),
    "event_audiences": frozenset(("audience",)),
    "candidates": frozenset(_DATE),
    "review_reasons": frozenset(("review_reasons", "needs_review")),
}


def corrected_fields(connection: sa.Connection, event_id: str) -> set[str]:
    """The fields of an event that a person corrected, with those that go with them."""
    rows = TIDY["corrections"].c
    chosen = sa.select(rows.field).where(rows.event_id == event_id, rows.field.not_in((MERGE, SPLIT))).distinct()
    return {name for field in connection.execute(chosen).scalars() for name in _TOGETHER.get(field, (field,))}


def known_to_people(connection: sa.Connection, event_ids: Iterable[str]) -> set[str]:
    """Those of some events that a person decided or corrected."""
    events, rows = TIDY["events"].c, TIDY["corrections"].c
    wanted = sorted(set(event_ids))
    decided = sa.select(events.event_id).where(events.event_id.in_(wanted), events.status != PROPOSED)
    corrected = sa.select(rows.event_id).where(rows.event_id.in_(wanted), rows.field.not_in((MERGE, SPLIT)))
    return set(connection.execute(decided).scalars()) | set(connection.execute(corrected).scalars())


def settle_events(connection: sa.Connection, tellings_of: Mapping[str, Sequence[Kept]]) -> None:
    """Give events the values of their tellings: all but what a person decided or corrected.

    Args:
        connection: a transaction that writes.
        tellings_of: event id -> its tellings.
    """
    events = TIDY["events"]
    decided = sa.select(events.c.event_id).where(
        events.c.event_id.in_(sorted(tellings_of)), events.c.status.in_(DECIDED)
    )
    left = tellings_of.keys() - set(connection.execute(decided).scalars())
    known = known_to_people(connection, left)
    corrected = {event_id: corrected_fields(connection, event_id) for event_id in sorted(known)}
    settled = {event_id: settle(event_id, (one.rows() for one in tellings_of[event_id])) for event_id in sorted(left)}
    whole = []
    for event_id, rows in settled.items():
        kept = corrected.get(event_id, set()) | {"event_id", "status"}
        values = {name: value for name, value in rows["events"][0].items() if name not in kept}
        if event_id in corrected:
            connection.execute(sa.update(events).where(events.c.event_id == event_id).values(values))
        else:
            whole.append(values | {"settled": event_id})
    if whole:
        connection.execute(sa.update(events).where(events.c.event_id == sa.bindparam("settled")), whole)
    for name, fields in LISTS.items():
        free = [event_id for event_id in settled if not fields & corrected.get(event_id, set())]
        connection.execute(sa.delete(TIDY[name]).where(TIDY[name].c.event_id.in_(free)))
        insert_rows(connection, name, [row for event_id in free for row in settled[event_id][name]])


def create_event(connection: sa.Connection, event_id: str, kept: Sequence[Kept]) -> None:
    """Insert an event with the values of its tellings; its sources are still to be moved to it."""
    rows = settle(event_id, (one.rows() for one in kept))
    for name in ("events", *LISTS):
        insert_rows(connection, name, rows[name])


def move_sources(connection: sa.Connection, moves: Sequence[tuple[Kept, str]]) -> None:
    """Make tellings, with the evidence of their releases in every version, another event's.

    Args:
        connection: a transaction that writes.
        moves: tellings, and the event that each goes to.
    """
    if not moves:
        return
    if {(kept.event_id, kept.key) for kept, _ in moves} & {(event_id, kept.key) for kept, event_id in moves}:
        _exchange_sources(connection, moves)
    else:
        rows = [{"from_event": kept.event_id, "to_event": event_id, "of_key": kept.key} for kept, event_id in moves]
        for table in _SOURCES:
            of_it = (table.c.event_id == sa.bindparam("from_event")) & _of_key(table, sa.bindparam("of_key"))
            connection.execute(sa.update(table).where(of_it).values(event_id=sa.bindparam("to_event")), rows)
    now = [{"of_told": kept.told_id, "to_event": event_id} for kept, event_id in moves]
    told = tellings.c.told_id == sa.bindparam("of_told")
    connection.execute(sa.update(tellings).where(told).values(event_id=sa.bindparam("to_event")), now)


def _exchange_sources(connection: sa.Connection, moves: Sequence[tuple[Kept, str]]) -> None:
    """Move sources where one goes to an event that another of the same release leaves: all out, then all in."""
    for table in _SOURCES:
        rows: list[Row] = []
        for kept, event_id in moves:
            of_it = (table.c.event_id == kept.event_id) & _of_key(table, kept.key)
            found = connection.execute(sa.select(table).where(of_it)).mappings().all()
            rows += [dict(row) | {"event_id": event_id} for row in found]
            connection.execute(sa.delete(table).where(of_it))
        if rows:
            connection.execute(sa.insert(table), rows)


def _of_key(table: sa.Table, key: str | sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    """Rows of a release in any version."""
    releases = TIDY["releases"].c
    return table.c.release_id.in_(sa.select(releases.release_id).where(releases.key == key))


def hand_over(connection: sa.Connection, heirs: Mapping[str, str]) -> None:
    """Delete events that became part of others; what was recorded of them goes there.

    Args:
        connection: a transaction that writes.
        heirs: event that is no more -> the one that it is part of.
    """
    if not heirs:
        return
    rows, events = TIDY["corrections"], TIDY["events"]
    known = sa.select(rows.c.event_id).where(rows.c.event_id.in_(sorted(heirs))).distinct()
    for event_id in connection.execute(known).scalars().all():
        connection.execute(sa.update(rows).where(rows.c.event_id == event_id).values(event_id=heirs[event_id]))
    connection.execute(sa.delete(events).where(events.c.event_id.in_(sorted(heirs))))


def delete_event(connection: sa.Connection, event_id: str) -> None:
    """Delete an event that no release tells of any more, with what Marsad itself recorded of it.

    An event that a person wrote of stays.
    """
    rows, events = TIDY["corrections"], TIDY["events"]
    of_it = rows.c.event_id == event_id
    people = sa.select(sa.func.count()).select_from(rows).where(of_it, rows.c.who != MARSAD)
    if connection.execute(people).scalar_one():
        return
    connection.execute(sa.delete(rows).where(of_it))
    connection.execute(sa.delete(events).where(events.c.event_id == event_id))


def correction(event_id: str, field: str, old: str, new: str, who: str, at: datetime, why: str | None) -> Row:
    """A row of `corrections` with an id of its own."""
    number = f"c-{secrets.token_hex(8)}"
    values = {"event_id": event_id, "field": field, "old": old, "new": new, "who": who, "at": at, "why": why}
    return {"correction_id": number} | values


def insert_rows(connection: sa.Connection, name: str, rows: Sequence[Row]) -> None:
    """Insert rows into a tidy table; none is nothing to do."""
    if rows:
        connection.execute(sa.insert(TIDY[name]), list(rows))
