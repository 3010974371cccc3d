"""Read the venues of a text: a building's or a seat's first word after a preposition, and the words of its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.places.gazetteer import place_cues, venue_ends
from etl.places.read import PlaceMention, read_places
from etl.text import Text
from etl.vocabulary import Hit, Scan
from etl.vocabulary.registry import ARTICLE

LONGEST = 90  # folded characters of a venue's name
MOST_WORDS = 10
_BREAK = re.compile(r"[\n,.;:()\"\[\]?!]|\s-\s")
_IN = ("ب", "وب", "بال", "وبال")
_PREFIXED = re.compile(r"\s(?:بال|ب)(?=\w{3})")


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
        Mentions in text order that do not overlap. A first word counts only after a preposition ("at", "بـ", "au").
    """
    heads = scan.of("places", "venue")
    if not heads:
        return []
    text, found, reach = scan.text, list[VenueMention](), -1
    for head in heads:
        if head.start < reach:
            continue
        if head.value == "none":
            reach = head.end
        if head.value == "none" or not _is_announced(text, head):
            continue
        start = head.start - len(ARTICLE) if head.prefix.endswith(ARTICLE) else head.start
        end = _end(text, head)
        if end <= start:
            continue
        reach = end
        places = read_places(scan) if places is None else places
        found.append(_venue(text, head, start, end, places))
    return found


def _venue(text: Text, head: Hit, start: int, end: int, places: list[PlaceMention]) -> VenueMention:
    first, last = text.span(start, end)
    city = next((place.place_id for place in places if first < place.start <= last + 9 and place.kind == "city"), None)
    seat = head.value == "seat"
    return VenueMention(first, last, text.body[first:last], f"venue-{head.value}", 0.88 if seat else 0.75, city, seat)


def _is_announced(text: Text, head: Hit) -> bool:
    """Whether a preposition stands before a venue's first word, on it or as a word (with an article after it)."""
    if head.prefix in _IN:
        return True
    if head.prefix not in ("", ARTICLE):
        return False
    words = text.folded[max(0, head.word_start - 24) : head.word_start].replace("'", "' ").split()
    cues = place_cues()
    return any(cues.get(" ".join(words[-count:]).replace("' ", "'")) == "in" for count in (1, 2, 3)) or (
        len(words) > 1 and words[-1] in ("l'", "la", "le", "the", "les") and cues.get(words[-2]) == "in"
    )


def _end(text: Text, head: Hit) -> int:
    """Where a venue's name ends: at punctuation, a word of `venue_ends` or a word under a new preposition."""
    folded, limit = text.folded, head.end + LONGEST
    for pattern in (_BREAK, venue_ends()):
        stop = pattern.search(folded, head.end, limit)
        limit = stop.start() if stop else limit
    stop = _PREFIXED.search(folded, head.end, limit)
    limit = min(stop.start() if stop else limit, len(folded))
    words = list(re.finditer(r"\S+", folded[head.end : limit]))[: MOST_WORDS + 1]
    if not words:
        return head.end
    return head.end + words[min(len(words), MOST_WORDS) - 1].end()
