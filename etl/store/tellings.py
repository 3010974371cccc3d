"""Tellings in the database: what each release says of an event by itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from etl.event import Event
from etl.release import Release
from etl.store.schema import telling_days, tellings
from etl.tables import event_rows
from etl.tables.rows import Row
from etl.twins import NEAR_DAYS, NEAR_PUBLISHED, Telling, Told, make_telling, plain_rows, read_telling, typed_rows

_AT_ONCE = 5_000  # ids or days a query


class Kept(NamedTuple):
    """A telling as it is stored; `traits` and `told` are JSON."""

    told_id: str
    number: int
    event_id: str
    release_id: str
    key: str
    own: bool
    published: date | None
    open: bool
    traits: str
    told: str

    def telling(self) -> Telling:
        """What is compared."""
        return read_telling(self.told_id, self.key, self.traits)

    def rows(self) -> Told:
        """What is settled."""
        return Told(self.told_id, self.number, self.own, typed_rows(json.loads(self.told)))


def telling_rows(event: Event, release: Release, number: int) -> tuple[Row, list[Row]]:
    """An event with its ids as rows of `tellings` and `telling_days`; `number` is its place in the store's order."""
    telling = make_telling(event, release)
    kept = Kept(
        told_id=event.event_id,
        number=number,
        event_id=event.event_id,
        release_id=release.release_id,
        key=release.key,
        own=telling.own,
        published=release.published,
        open=not telling.days,
        traits=telling.traits(),
        told=json.dumps(plain_rows(event_rows(event)), ensure_ascii=False),
    )
    return kept._asdict(), [{"told_id": event.event_id, "day": day} for day in telling.days]


def read_kept(connection: sa.Connection, column: str, values: Collection[str]) -> list[Kept]:
    """Tellings that have one of some values in a column, in the order of first storing."""
    found = _read(connection, tellings.c[column].in_, values)
    return sorted(found, key=lambda kept: kept.number)


def read_near(connection: sa.Connection, looked_from: Iterable[Telling]) -> dict[str, Kept]:
    """Tellings that stand near others in time: days by a day, undated ones by their publication.

    Args:
        looked_from: tellings whose neighbours are wanted.

    Returns:
        Told id -> telling; those looked from may be among them.
    """
    days: set[date] = set()
    around_open: set[date] = set()
    around: set[date] = set()
    for telling in looked_from:
        days |= _near(telling.days, NEAR_DAYS)
        stated = {*telling.days, telling.published} - {None}
        around |= _near(filter(None, stated), NEAR_PUBLISHED)
        if telling.published and not telling.days:
            around_open |= _near([telling.published], NEAR_PUBLISHED)
    on_day = sa.select(telling_days.c.told_id)
    found = _read(
        connection, lambda some: tellings.c.told_id.in_(on_day.where(telling_days.c.day.in_(some))), days | around_open
    )
    found += _read(connection, lambda some: tellings.c.open & tellings.c.published.in_(some), around)
    found += _read(connection, tellings.c.published.in_, around_open)
    return {kept.told_id: kept for kept in found}


def write_telling(connection: sa.Connection, row: Row, days: Sequence[Row]) -> None:
    """Put a telling in the place of the one of its id; what it is of, and its number, stay."""
    key = tellings.c.told_id == row["told_id"]
    changed = {name: value for name, value in row.items() if name not in ("told_id", "number", "event_id")}
    connection.execute(sa.update(tellings).where(key).values(changed))
    connection.execute(sa.delete(telling_days).where(telling_days.c.told_id == row["told_id"]))
    if days:
        connection.execute(sa.insert(telling_days), list(days))


def next_number(connection: sa.Connection) -> int:
    """The number of the next new telling."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(tellings.c.number), 0))).scalar_one()) + 1


def _near(days: Iterable[date], reach: timedelta) -> set[date]:
    return {day + timedelta(days=away) for day in days for away in range(-reach.days, reach.days + 1)}


def _read(connection: sa.Connection, where: Any, values: Iterable[Any]) -> list[Kept]:
    """Tellings of a condition over values, so many values a query."""
    wanted = sorted(set(values))
    columns = [tellings.c[name] for name in Kept._fields]
    found: list[Kept] = []
    for first in range(0, len(wanted), _AT_ONCE):
        chosen = sa.select(*columns).where(where(wanted[first : first + _AT_ONCE]))
        found += [Kept(*row) for row in connection.execute(chosen)]
    return found
