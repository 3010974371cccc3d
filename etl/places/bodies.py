"""Which towns belong to a body's name or stand right after it: where the body is, not where something is held."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from etl.places.cues import settings
from etl.places.spans import VenueSpan, is_announced
from etl.text import fold
from etl.vocabulary import Hit, Scan
from etl.vocabulary.sources import read_language

LONGEST = 80  # folded characters from a body's head noun to its town
NAME_BEFORE = 60  # folded characters of a name before its head noun ("the Wadi Youth Centre")
WORDS_AFTER = 4  # words of a name from a town to its head noun ("Adwa Polytechnic College")
_BREAK = re.compile(r"[\n,.;:()\"\[\]?!\d]|\s-\s")
_CAPITALS = re.compile(r"(?:\s[^\W\d_][\w'&.-]*)+$")
_WORD = re.compile(r"\s([^\W\d_][\w'-]*)")
_HEADS = ("head", "heads", "name")
_AREA = frozenset({"local-authority", "government", "media"})
_VERBS = frozenset({"verb_past", "verb_present", "verb_future"})
_EVENTS = frozenset({"event_strong", "event_weak", "event_bare"})


def find_heads(scan: Scan) -> list[Hit]:
    """Head nouns and known names of bodies, in text order."""
    return scan.of("institutions", *_HEADS)


def is_of_body(scan: Scan, heads: Sequence[Hit], venues: Sequence[VenueSpan], start: int, end: int) -> bool:
    """Whether a town under a preposition belongs to the body named before it, or begins a body's name.

    Args:
        scan: the scan of the text.
        heads: what `find_heads` gave.
        venues: the venues of the text.
        start: folded offset of the town with the particles on it.
        end: where it ends.

    Returns:
        False where the body has no name but its noun, where it stands under "at" or in a venue's name (there the town
        is where it meets), where a verb, an event noun, another place or a mark stands between, and in French, where
        "à" begins a phrase of its own.
    """
    if scan.text.folded[end - 1].isascii():
        return _begins_name(scan, heads, end) or (scan.lang == "en" and _follows_name(scan, heads, venues, start))
    return _follows_name(scan, heads, venues, start)


def is_seat(scan: Scan, heads: Sequence[Hit], start: int) -> bool:
    """Whether a town ends the name of a body under "at" ("au Centre de formation de …"): there the body is at home.

    Args:
        scan: the scan of the text.
        heads: what `find_heads` gave.
        start: folded offset of the town.
    """
    index = bisect_right(heads, start, key=_end) - 1
    if index < 0 or start - heads[index].end > LONGEST:
        return False
    head = heads[index]
    if _BREAK.search(scan.text.folded, head.end, start):
        return False
    return is_announced(scan.text, head)


def _follows_name(scan: Scan, heads: Sequence[Hit], venues: Sequence[VenueSpan], start: int) -> bool:
    """Whether a body's name ends right before a town, and the body is not where something is held."""
    index = bisect_right(heads, start, key=_end) - 1
    if index < 0 or start - heads[index].end > LONGEST:
        return False
    head = heads[index]
    between = scan.text.folded[head.end : start]
    if not between.strip() or _BREAK.search(between) or _holds_clause(scan, head.end, start):
        return False
    venue = bisect_right(venues, head.start, key=attrgetter("start")) - 1
    if venue >= 0 and venues[venue].end >= head.start:
        return False
    first = head
    for before in reversed(heads[max(0, index - 3) : index]):  # "at the library of the faculty": the outer head decides
        if not (
            _BREAK.search(scan.text.folded, before.end, first.start) or _holds_clause(scan, before.end, first.start)
        ):
            first = before
    return not (is_announced(scan.text, head) or is_announced(scan.text, first) or _is_at(scan, first))


def _holds_clause(scan: Scan, start: int, end: int) -> bool:
    """Whether a verb, an event noun or a place under a preposition of its own stands between two offsets."""
    topics, within = scan.of("topics"), settings().with_article  # with its article a noun may be of the name
    for index in range(bisect_left(topics, start, key=_start), len(topics)):
        if topics[index].start >= end:
            break
        word = topics[index]
        if word.kind in _VERBS or (word.kind in _EVENTS and word.prefix not in within):
            return True
    places = scan.of("places")
    for index in range(bisect_left(places, start, key=_start), len(places)):
        if places[index].start >= end:
            break
        if places[index].prefix and places[index].end < end and is_announced(scan.text, places[index]):
            return True
    return False


def _is_at(scan: Scan, head: Hit) -> bool:
    """Whether a name that stands before its head noun is under "at" ("at the Wadi Youth Centre")."""
    if scan.lang != "en":
        return False
    text = scan.text
    before = _CAPITALS.search(text.folded, max(0, head.start - NAME_BEFORE), head.start - 1)
    words = before.group().split() if before else []
    offset = head.start - 1
    for word in reversed(words):
        offset -= len(word)
        if word in _at():
            return True
        if not text.words(offset, offset + 1).isupper() and word not in _links():
            return False
        offset -= 1
    return False


@functools.cache
def _at() -> frozenset[str]:
    """Words under which a body is where something is held."""
    return frozenset(fold(seat).split()[0] for seat in read_language("en")["names"]["seat"])


@functools.cache
def _links() -> frozenset[str]:
    """Words without a capital inside a name."""
    names = read_language("en")["names"]
    return frozenset(fold(word) for key in ("of", "article", "and") for word in names[key])


def _begins_name(scan: Scan, heads: Sequence[Hit], end: int) -> bool:
    """Whether capitals go on from a town to the head noun of a body ("Adwa Polytechnic College")."""
    position = end
    for _ in range(WORDS_AFTER):
        match = _WORD.match(scan.text.folded, position)
        if match is None or not scan.text.words(*match.span(1))[0].isupper():
            return False
        index = bisect_left(heads, match.start(1), key=_start)
        if index < len(heads) and heads[index].start == match.start(1):
            return heads[index].value not in _AREA
        position = match.end()
    return False


def _start(hit: Hit) -> int:
    return hit.start


def _end(hit: Hit) -> int:
    return hit.end
