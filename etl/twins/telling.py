"""A telling: what one release says of one activity, in the traits that are compared."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import NamedTuple

from rapidfuzz import fuzz

from etl.event import Event
from etl.release import Release
from etl.text import fold
from etl.vocabulary.registry import names_of, read_registry

NEAR_DAYS = timedelta(days=1)  # between the first days of two tellings of one activity
NEAR_PUBLISHED = timedelta(days=10)  # between publications where one of the two states no day
_SAME_NAME = 90  # of 100: from here on a source's name is the organiser's


class Telling(NamedTuple):
    """What one release says of one activity.

    Attributes:
        told_id: the id that the event has, or would have, on its own.
        key: the release's, the same for all its versions.
        lang: of the release.
        title, slogan: folded; "" where there is none.
        event_type, city, region, country, occasion: codes; "" where not stated.
        dated: whether `days` is its first day; else they are the days that it may be.
        days: in their order.
        published: when the release was.
        organisers, others: ids of institutions; `others` take part in any other way than by being mentioned.
        names: folded names of the organisers that no registry has.
        participants: None where not stated.
        themes, audience: codes.
        own: whether an organiser published the release itself.
    """

    told_id: str
    key: str
    lang: str
    title: str
    slogan: str
    event_type: str
    city: str
    region: str
    country: str
    occasion: str
    dated: bool
    days: tuple[date, ...]
    published: date | None
    organisers: frozenset[str]
    others: frozenset[str]
    names: tuple[str, ...]
    participants: int | None
    themes: frozenset[str]
    audience: frozenset[str]
    own: bool

    def traits(self) -> str:
        """All but the ids as JSON; equal for equal tellings."""
        return json.dumps([_plain(value) for value in self[2:]], ensure_ascii=False, separators=(",", ":"))


def make_telling(event: Event, release: Release) -> Telling:
    """The telling of an event by its release, ids set."""
    organisers = {party.institution_id: party.name for party in event.institutions if party.role == "organiser"}
    others = {p.institution_id for p in event.institutions if p.role not in ("organiser", "mentioned")}
    days = (event.date_start,) if event.date_start else tuple(sorted(set(event.date_candidates)))
    return Telling(
        told_id=event.event_id,
        key=release.key,
        lang=event.lang,
        title=fold(event.title or ""),  # the database refuses an event without one
        slogan=fold(event.slogan or ""),
        event_type=event.event_type,
        city=event.city or "",
        region=event.region or "",
        country=event.country or "",
        occasion=event.occasion or "",
        dated=event.date_start is not None,
        days=days,
        published=release.published,
        organisers=frozenset(organisers),
        others=frozenset(others - organisers.keys()),
        names=tuple(
            sorted(fold(name) for code, name in organisers.items() if code not in read_registry("institutions"))
        ),
        participants=event.participants,
        themes=frozenset(event.themes),
        audience=frozenset(event.audience),
        own=_is_own(release.source, organisers),
    )


def read_telling(told_id: str, key: str, traits: str) -> Telling:
    """A telling from its ids and what `Telling.traits` gave."""
    values = dict(zip(Telling._fields[2:], json.loads(traits), strict=True))
    for name in ("organisers", "others", "themes", "audience"):
        values[name] = frozenset(values[name])
    values["names"] = tuple(values["names"])
    values["days"] = tuple(map(date.fromisoformat, values["days"]))
    values["published"] = date.fromisoformat(values["published"]) if values["published"] else None
    return Telling(told_id, key, **values)


def _is_own(source: str | None, organisers: dict[str, str]) -> bool:
    """Whether a release's source is one of the organisers, by any of its names."""
    if not source:
        return False
    said = fold(source).strip()
    for code, name in organisers.items():
        row = read_registry("institutions").get(code)
        for form in map(fold, (name, *(names_of(row) if row else ()))):
            if form and (f" {form} " in f" {said} " or fuzz.ratio(form, said) >= _SAME_NAME):
                return True
    return False


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
