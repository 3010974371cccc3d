"""Releases, events and dumps for the tests of the store."""

import dataclasses
from datetime import date, datetime
from typing import Any

from etl.event import Event, Evidence, Participation
from etl.release import Stated, make_release
from etl.store import Failure, Reading, Run, Store, new_run
from etl.tables import TABLES

AT = datetime(2026, 1, 2, 3, 4, 5)
DAY = date(2024, 7, 25)
BODY = "ندوة بالرباط\nشارك فيها 20 طفلا"


def event(**values: Any) -> Event:
    told = Event(
        event_id="",
        release_id="",
        lang="ar",
        title="ندوة بالرباط",
        event_type="seminar",
        themes=("awareness",),
        audience=("children",),
        date_start=DAY,
        date_end=DAY,
        date_precision="day",
        date_text="الخميس",
        city="rabat",
        participants=20,
        participants_bound="exact",
        institutions=(Participation("x-1", "جمعية", "organiser", "جمعية", 0, 4),),
        confidence=0.9,
        needs_review=True,
        review_reasons=("several-counts",),
        date_candidates=(DAY,),
        evidence=(
            Evidence("participants", 24, 31, "20 طفلا", "20", "count", 0.9),
            Evidence("city", 6, 12, "الرباط", "rabat", "place", 0.9),
        ),
    )
    return dataclasses.replace(told, **values)


def reading(*events: Event, name: str = "a.txt", body: str = BODY, **stated: Any) -> Reading:
    given = Stated(published=stated.pop("given", None))
    release = make_release(name, body, Stated(**stated), given)
    return Reading(dataclasses.replace(release, lang="ar"), events, name)


def write(store: Store, *readings: Reading, failed: tuple[Failure, ...] = ()) -> Run:
    return store.write_batch(readings, new_run(AT, "1"), failed)


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every table of the store as plain rows."""
    return {name: frame.astype(object).to_dict("records") for name, frame in store.read_tables().items()}


def rows(store: Store, name: str) -> list[dict[str, Any]]:
    assert name in TABLES
    frame = store.read_table(name).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")
