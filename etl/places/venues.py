"""Read the venues of a text: a building's or a seat's first word after a preposition, and the words of its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.places.cues import settings
from etl.places.gazetteer import venue_ends
from etl.places.read import PlaceMention, read_places
from etl.text import Text
from etl.vocabulary import Hit, Scan
from etl.vocabulary.registry import ARTICLE

LONGEST = 90  # folded characters of a venue's name
MOST_WORDS = 10
NEAR = 14  # folded characters from a venue to the city that follows it
_BREAK = re.compile(r"[\n,.;:()\"\[\]?!]|\s-\s")
_WORD = re.compile(r"\S+")
_ARTICLES = ("the ", "l'", "la ", "le ", "les ")
# A name in Latin letters may stand before its noun ("at the Grand Hassan hotel").
_NAME_BEFORE = re.compile(r"(?<!\w)(?:at|in)\s(?:the\s)?((?:[\w'&.-]+\s){1,5})$")


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
        Mentions in text order that do not overlap. A first word counts only after a preposition ("at", "بـ", "au"), a
        hall (unlike a seat) only with a name after or before it.
    """
    heads = scan.of("places", "venue")
    if not heads:
        return []
    text, found, reach = scan.text, list[VenueMention](), -1
    stops = _stops(scan)
    for head in heads:
        if head.start < reach:
            continue
        if head.value == "none":
            reach = head.end
            continue
        span = _span(text, head, stops)
        if span is None:
            continue
        reach = span[1]
        places = read_places(scan) if places is None else places
        found.append(_venue(text, head, span, places))
    return found


def _stops(scan: Scan) -> list[int]:
    """Where a place, a town's word or a venue begins under a new preposition: there the name before it ends."""
    within = settings().particles
    return [hit.word_start for hit in scan.of("places") if within.get(hit.prefix) == "in"]


def _venue(text: Text, head: Hit, span: tuple[int, int], places: list[PlaceMention]) -> VenueMention:
    first, last = text.span(*span)
    city = next((p.place_id for p in places if first < p.start <= last + NEAR and p.kind == "city"), None)
    seat = head.value == "seat"
    return VenueMention(first, last, text.body[first:last], f"venue-{head.value}", 0.88 if seat else 0.75, city, seat)


def _span(text: Text, head: Hit, stops: list[int]) -> tuple[int, int] | None:
    """Folded span of a venue's name, or None where no preposition stands before it or it has no name."""
    latin = text.folded[head.start].isascii()
    start = head.start - len(ARTICLE) if head.prefix.endswith(ARTICLE) else head.start
    end = _end(text, head, stops)
    if _is_announced(text, head):
        named = end > head.end or head.value == "seat" or " " in text.folded[head.start : head.end]
        return (start, end) if named else None
    if latin and head.lang == "en" and (before := _NAME_BEFORE.search(text.folded, max(0, start - 60), start)):
        capital = text.body[text.span(before.start(1), start)[0]].isupper()
        return (before.start(1), head.end) if capital else None
    return None


def _is_announced(text: Text, head: Hit) -> bool:
    """Whether a preposition stands before a venue's first word, on it or as a word (with an article after it)."""
    known = settings()
    if head.prefix and head.prefix != ARTICLE:
        return known.particles.get(head.prefix) == "in"
    before = text.folded[max(0, head.word_start - 24) : head.word_start]
    for article in _ARTICLES:
        before = before.removesuffix(article)
    words = before.replace("'", "' ").split()
    return any(known.cues.get(" ".join(words[-count:]).replace("' ", "'")) == "in" for count in (1, 2, 3))


def _end(text: Text, head: Hit, stops: list[int]) -> int:
    """Where a venue's name ends: at punctuation, a word of `venue_ends`, or a word under a new preposition."""
    folded, limit = text.folded, min(head.end + LONGEST, len(text.folded))
    for pattern in (_BREAK, venue_ends()):
        stop = pattern.search(folded, head.end, limit)
        limit = stop.start() if stop else limit
    limit = next((stop for stop in stops if head.end < stop < limit), limit)
    words = list(_WORD.finditer(folded, head.end, limit))[:MOST_WORDS]
    if head.value != "seat" and folded[head.start].isascii():
        while words and not _is_name(text, words[-1]):
            words.pop()
    return words[-1].end() if words else head.end


def _is_name(text: Text, word: re.Match[str]) -> bool:
    """Whether a word in Latin letters may end a name: it begins with a capital or a digit."""
    first = text.body[text.span(word.start(), word.end())[0]]
    after = word.group().partition("'")[2]
    return (
        first.isupper()
        or first.isdigit()
        or (bool(after) and text.words(word.start(), word.end())[-len(after)].isupper())
    )
