"""Read the venues of a text, with the city that a venue is in."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from etl.places.mention import PlaceMention
from etl.places.read import read_places
from etl.places.spans import VenueSpan, find_venues
from etl.text import Text
from etl.vocabulary import Scan

AFTER = 4  # places after a venue's first word that are looked at
NEAR = 14  # characters from a venue to the city that follows it


class VenueMention(NamedTuple):
    """The building or seat where an activity is: `text` is the body's words from its first word to its end.

    `is_seat`: the named body's own seat ("the headquarters of the ministry"), which makes that body the host;
    `city_id`: the city that its name holds ("the faculty of law in Fes"), or that follows at once, else None.
    """

    start: int
    end: int
    text: str
    rule: str
    confidence: float
    city_id: str | None
    is_seat: bool


def read_venues(scan: Scan, places: list[PlaceMention] | None = None) -> list[VenueMention]:
    """Venues of a text.

    Args:
        scan: a scan that holds the domain "places".
        places: the places read from the same scan, where they are at hand; None reads them.

    Returns:
        Mentions in text order that do not overlap.
    """
    spans = find_venues(scan)
    if not spans:
        return []
    places = read_places(scan) if places is None else places
    return [_venue(scan.text, span, places) for span in spans]


def _venue(text: Text, span: VenueSpan, places: list[PlaceMention]) -> VenueMention:
    first, last = text.span(span.start, span.end)
    index = bisect_right(places, first, key=attrgetter("start"))
    after = places[index : index + AFTER]
    city = next((place.place_id for place in after if place.start <= last + NEAR and place.kind == "city"), None)
    value = span.head.value
    sure = 0.88 if value == "seat" else 0.75
    return VenueMention(first, last, text.body[first:last], f"venue-{value}", sure, city, value == "seat")
