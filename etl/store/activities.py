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


def settle_event(connection: sa.Connection, event_id: str, kept: Sequence[Kept]) -> None:
    """Give an event the values of its tellings: all but what a person decided or corrected.

    Args:
        connection: a transaction that writes.
        event_id: the event.
        kept: its tellings.
    """
    events = TIDY["events"]
    key = events.c.event_id == event_id
    status = connection.execute(sa.select(events.c.status).where(key)).scalar_one()
    if status in DECIDED:
        return
    corrected = corrected_fields(connection, event_id)
    rows = settle(event_id, (one.rows() for one in kept))
    values = {
        name: value for name, value in rows["events"][0].items() if name not in corrected | {"event_id", "status"}
    }
    connection.execute(sa.update(events).where(key).values(values))
    for name, fields in LISTS.items():
        if not fields & corrected:
            connection.execute(sa.delete(TIDY[name]).where(TIDY[name].c.event_id == event_id))
            insert_rows(connection, name, rows[name])


def create_event(connection: sa.Connection, event_id: str, kept: Sequence[Kept]) -> None:
    """Insert an event with the values of its tellings; its sources are still to be moved to it."""
    rows = settle(event_id, (one.rows() for one in kept))
    for name in ("events", *LISTS):
        insert_rows(connection, name, rows[name])


def move_source(connection: sa.Connection, kept: Kept, event_id: str) -> None:
    """Make a telling, with the evidence of its release in every version, one of another event's."""
    releases = TIDY["releases"].c
    versions = sa.select(releases.release_id).where(releases.key == kept.key)
    for name in ("event_releases", "evidence"):
        table = TIDY[name]
        of_it = (table.c.event_id == kept.event_id) & table.c.release_id.in_(versions)
        connection.execute(sa.update(table).where(of_it).values(event_id=event_id))
    connection.execute(sa.update(tellings).where(tellings.c.told_id == kept.told_id).values(event_id=event_id))


def delete_event(connection: sa.Connection, event_id: str, heir: str | None = None) -> None:
    """Delete an event that no release tells of on its own any more.

    Args:
        connection: a transaction that writes.
        event_id: the event.
        heir: the event that it became part of; its corrections go there. Without one the rows that Marsad itself
            wrote go with the event, and an event that a person wrote of stays.
    """
    rows = TIDY["corrections"]
    of_it = rows.c.event_id == event_id
    if heir:
        connection.execute(sa.update(rows).where(of_it).values(event_id=heir))
    else:
        people = sa.select(sa.func.count()).select_from(rows).where(of_it, rows.c.who != MARSAD)
        if connection.execute(people).scalar_one():
            return
        connection.execute(sa.delete(rows).where(of_it))
    events = TIDY["events"]
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
