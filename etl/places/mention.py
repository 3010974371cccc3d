"""The shape of what the places recogniser reads."""

from __future__ import annotations

from typing import NamedTuple


class PlaceMention(NamedTuple):
    """A place that the text names.

    `start` and `end` are body offsets, `text` the body's words there (with the article, without prepositions).
    `kind` is city, commune, province, region or country; `region` is an id of `places.csv` (Morocco only), `country` an
    ISO 3166 code. `place_id` is an id of `places.csv`, or that of `unlisted_id` for a town which no table lists: there
    region and country are what the words after it say, or None. `cue` says how it stands: in, town, region, province,
    commune, country (after such a word), chain (in a list after one), host (subject of a verb of hosting), dateline,
    headline, to, from, inside (of an institution's name or right after it, so that it may be only where the institution
    is) or "" (none). A town in a venue's name, or at the end of that of a body under
    "at", is "in", its rule place-venue or place-seat.
    """

    start: int
    end: int
    text: str
    place_id: str
    kind: str
    region: str | None
    country: str | None
    cue: str
    rule: str
    confidence: float
