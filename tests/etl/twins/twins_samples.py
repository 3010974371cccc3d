"""Tellings for the tests, from a few changed values."""

import dataclasses
from datetime import date
from typing import Any

from etl.event import Event, Participation
from etl.release import Release
from etl.twins import Telling, make_telling

COMMON: dict[str, Any] = {
    "lang": "ar",
    "title": "الرباط تحتضن يوما دراسيا حول الاتجار بالبشر",
    "event_type": "study-day",
    "date_start": "2024-07-30",
    "date_candidates": [],
    "published": "2024-07-31",
    "city": "rabat",
    "country": "MA",
    "organisers": ["cnclt"],
    "partners": ["unodc", "iom"],
    "mentioned": [],
    "participants": 60,
    "themes": ["trafficking-in-persons", "victim-support"],
    "audience": [],
    "occasion": "world-day-against-trafficking",
    "slogan": "",
    "source": "",
    "key": "",
    "state": "held",
}
ROLES = {"organisers": "organiser", "partners": "partner", "mentioned": "mentioned"}


def event_of(values: dict[str, Any], event_id: str) -> Event:
    parties = [(code, role) for name, role in ROLES.items() for code in values[name]]
    return Event(
        event_id=event_id,
        release_id=values["key"],
        lang=values["lang"],
        title=values["title"],
        event_type=values["event_type"],
        date_start=_day(values["date_start"]),
        date_end=_day(values["date_start"]),
        date_precision="day" if values["date_start"] else "unknown",
        date_candidates=tuple(filter(None, map(_day, values["date_candidates"]))),
        city=values["city"] or None,
        country=values["country"] or None,
        institutions=tuple(Participation(code, f"{code} {values['lang']}", role, "", 0, 0) for code, role in parties),
        participants=values["participants"] or None,
        participants_bound="exact" if values["participants"] else None,
        themes=tuple(values["themes"]),
        audience=tuple(values["audience"]),
        occasion=values["occasion"] or None,
        slogan=values["slogan"] or None,
        state=values["state"],
        confidence=0.9,
    )


def telling(name: str = "a", **changes: Any) -> Telling:
    values = COMMON | {"key": name} | changes
    release = Release(
        values["key"], "", "", "", values["key"], "", source=values["source"], published=_day(values["published"])
    )
    return make_telling(dataclasses.replace(event_of(values, f"e-{name}-1"), release_id=values["key"]), release)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
