"""Events that several releases tell of become one; what was one and is none becomes several again.

Which tellings are one activity follows from all of them that hang together (`etl.twins.group`), so that the order in
which releases come changes nothing. An event keeps its id: it stays with its own telling, else with its first one; of
events that become one, the one that a person knows of lives on, else the oldest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from itertools import combinations, product
from typing import NamedTuple

import sqlalchemy as sa

from etl.store.activities import (
    MARSAD,
    MERGE,
    SPLIT,
    correction,
    create_event,
    hand_over,
    insert_rows,
    known_to_people,
    move_sources,
    settle_events,
)
from etl.store.schema import TIDY
from etl.store.tellings import Kept, read_kept, read_near
from etl.tables.rows import Row
from etl.twins import compare, group, pairs_among

MOST = 2_000  # tellings that hang together; beyond, no further ones are looked for
_UNSCORED = "no longer the likest"
_KNOWN = "known as one"


class _Plan(NamedTuple):
    """Where tellings go: event id -> its tellings, and the events that there were."""

    events: dict[str, list[Kept]]
    before: dict[str, list[Kept]]


def join(connection: sa.Connection, told_ids: Collection[str], at: datetime) -> None:
    """Bring new or changed tellings together with those of the store that are of the same activity.

    Args:
        connection: a transaction that writes.
        told_ids: the tellings.
        at: the time that merges and splits are recorded with.
    """
    found = _hanging_together(connection, told_ids)
    if len(found) < 2:
        return
    known = known_to_people(connection, {kept.event_id for kept in found.values()})
    apart = _taken_apart(connection)
    groups = group(
        (kept.telling() for kept in found.values()),
        apart | _known_apart(found.values(), known),
        _known_together(found.values(), known, apart),
    )
    plan = _plan(connection, [[found[told_id] for told_id in ids] for ids in groups], known)
    _carry_out(connection, plan, at, known, apart)


def _hanging_together(connection: sa.Connection, told_ids: Collection[str]) -> dict[str, Kept]:
    """Tellings that are like some, like those that are like them, and so on; and those of the same events."""
    found: dict[str, Kept] = {}
    fresh = read_kept(connection, "told_id", told_ids)
    while fresh and len(found) < MOST:
        companions = read_kept(connection, "event_id", {kept.event_id for kept in fresh})
        fresh = [kept for kept in companions if kept.told_id not in found]
        found |= {kept.told_id: kept for kept in fresh}
        looking = [kept.telling() for kept in fresh]
        near = {told_id: kept for told_id, kept in read_near(connection, looking).items() if told_id not in found}
        ids = pairs_among(looking, [kept.telling() for kept in near.values()])
        fresh = [near[told_id] for told_id in ids]
    return found


def _taken_apart(connection: sa.Connection) -> set[frozenset[str]]:
    """Pairs of tellings that a person took apart."""
    rows = TIDY["corrections"].c
    chosen = sa.select(rows.old, rows.new).where(rows.field == SPLIT, rows.who != MARSAD)
    return {frozenset(row) for row in connection.execute(chosen)}


def _known_apart(kept: Iterable[Kept], known: set[str]) -> set[frozenset[str]]:
    """Pairs of tellings of two events that a person knows of: only a person makes one of them."""
    by_event: dict[str, list[str]] = defaultdict(list)
    for one in kept:
        if one.event_id in known:
            by_event[one.event_id].append(one.told_id)
    return {frozenset(pair) for ours, theirs in combinations(by_event.values(), 2) for pair in product(ours, theirs)}


def _known_together(kept: Iterable[Kept], known: set[str], apart: set[frozenset[str]]) -> list[list[str]]:
    """Tellings of an event that a person knows of stay with it, but for those that a person took away."""
    by_event: dict[str, list[str]] = defaultdict(list)
    for one in sorted(kept, key=lambda one: (one.told_id != one.event_id, one.number)):
        together = by_event[one.event_id] if one.event_id in known else []
        if not any(frozenset((one.told_id, other)) in apart for other in together):
            together.append(one.told_id)
    return [ids for ids in by_event.values() if len(ids) > 1]


def _plan(connection: sa.Connection, groups: Sequence[Sequence[Kept]], known: set[str]) -> _Plan:
    """Give every group the id of an event: one that it owns, else one of its own."""
    before: dict[str, list[Kept]] = defaultdict(list)
    place = {kept.told_id: number for number, ours in enumerate(groups) for kept in ours}
    for kept in sorted((kept for ours in groups for kept in ours), key=lambda kept: kept.number):
        before[kept.event_id].append(kept)
    owned: dict[int, list[str]] = defaultdict(list)
    for event_id, kepts in before.items():
        own = next((kept for kept in kepts if kept.told_id == event_id), kepts[0])
        owned[place[own.told_id]].append(event_id)
    events: dict[str, list[Kept]] = {}
    for number, ours in enumerate(groups):
        # `owned` is in the order of first storing; a person's event goes first
        choices = sorted(owned[number], key=lambda event_id: event_id not in known)
        events[choices[0] if choices else _new_id(connection, ours)] = list(ours)
    return _Plan(events, dict(before))


def _new_id(connection: sa.Connection, kepts: Sequence[Kept]) -> str:
    """The id of the first telling whose id is no event's."""
    ids = [kept.told_id for kept in sorted(kepts, key=lambda kept: kept.number)]
    events = TIDY["events"].c.event_id
    taken = set(connection.execute(sa.select(events).where(events.in_(ids))).scalars())
    return next((told_id for told_id in ids if told_id not in taken), f"{ids[0]}-s")


def _carry_out(
    connection: sa.Connection, plan: _Plan, at: datetime, known: set[str], apart: Set[frozenset[str]]
) -> None:
    """Move sources, settle the events that changed, delete those that have none left, and record all of it."""
    changed = {
        event_id: kepts
        for event_id, kepts in plan.events.items()
        if {kept.told_id for kept in kepts} != {kept.told_id for kept in plan.before.get(event_id, ())}
    }
    if not changed:
        return
    records: list[Row] = []
    moves: list[tuple[Kept, str]] = []
    for event_id, kepts in changed.items():
        if event_id not in plan.before:
            create_event(connection, event_id, kepts)
        moves += [(kept, event_id) for kept in kepts if kept.event_id != event_id]
        records += _records(event_id, kepts, plan, at, apart)
    move_sources(connection, moves)
    hand_over(connection, _heirs(plan))
    settle_events(connection, {event_id: changed[event_id] for event_id in changed.keys() & plan.before.keys() - known})
    insert_rows(connection, "corrections", records)


def _heirs(plan: _Plan) -> dict[str, str]:
    """Where each event that is no more went: to the event that has its own telling now, else its first one."""
    now = {kept.told_id: event_id for event_id, kepts in plan.events.items() for kept in kepts}
    gone = plan.before.keys() - plan.events.keys()
    return {event_id: now.get(event_id, now[plan.before[event_id][0].told_id]) for event_id in gone}


def _records(event_id: str, kepts: Sequence[Kept], plan: _Plan, at: datetime, apart: Set[frozenset[str]]) -> list[Row]:
    """What happened to get an event's tellings together, as rows of `corrections`."""
    records = []
    gone: dict[str, Kept] = {}
    for kept in kepts:
        if kept.event_id == event_id:
            continue
        if kept.event_id not in plan.events:
            if kept.event_id not in gone or kept.told_id == kept.event_id:
                gone[kept.event_id] = kept
            continue
        before = plan.before[kept.event_id]
        if not any(
            frozenset((kept.told_id, other.told_id)) in apart for other in before
        ):  # else a person's row says it
            records.append(correction(kept.event_id, SPLIT, kept.event_id, kept.told_id, MARSAD, at, _UNSCORED))
        if event_id in plan.before:
            gone[kept.told_id] = kept
    by_traits = _by_traits(kepts)
    merged = [(old, _why(kept, by_traits)) for old, kept in gone.items()]
    return records + [correction(event_id, MERGE, old, event_id, MARSAD, at, why) for old, why in merged]


def _why(kept: Kept, by_traits: Mapping[str, Sequence[Kept]]) -> str:
    """The likeness to the likest telling of the event."""
    ours = kept.telling()
    others = [other for alike in by_traits.values() for other in alike if other is not kept]
    scores = [likeness for other in others if (likeness := compare(ours, other.telling())) is not None]
    return str(max(scores, key=lambda likeness: likeness.score)) if scores else _KNOWN


def _by_traits(kepts: Iterable[Kept]) -> dict[str, list[Kept]]:
    """Two tellings for each set of traits: enough to compare any one with the others."""
    found: dict[str, list[Kept]] = defaultdict(list)
    for kept in kepts:
        if len(found[kept.traits]) < 2:
            found[kept.traits].append(kept)
    return found
