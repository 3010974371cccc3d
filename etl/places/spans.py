"""Find the spans of venues: a building's or a seat's first word after a preposition, and the words of its name."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from etl.places.cues import is_hosting, settings
from etl.places.gazetteer import venue_ends
from etl.text import Text
from etl.vocabulary import Hit, Scan
from etl.vocabulary.registry import ARTICLE

LONGEST = 90  # folded characters of a venue's name
MOST_WORDS = 10
_BREAK = re.compile(r"[\n,.;:()\"\[\]?!]|\s-\s|\s\w{1,3}\s\d")
_WORD = re.compile(r"\S+")
_ARTICLES = ("the ", "l'", "la ", "le ", "les ")
# A name in Latin letters may stand before its noun ("at the Grand Hassan hotel").
_NAME_BEFORE = re.compile(r"(?<!\w)(?:at|in)\s(?:the\s)?((?:[\w'&.-]+\s){1,5})$")


class VenueSpan(NamedTuple):
    """Folded span of a venue and the first word that it was found by."""

    start: int
    end: int
    head: Hit


def find_venues(scan: Scan) -> list[VenueSpan]:
    """Spans of venues in text order, none inside another.

    A first word counts only after a preposition ("at", "au") or a verb of hosting, a hall (unlike a seat) only with a
    name after or before it, or where its first words say what it is ("palais des congrès").
    """
    heads = scan.of("places", "venue")
    if not heads:
        return []
    found: list[VenueSpan] = []
    reach, stops = -1, _stops(scan)
    for head in heads:
        if head.start < reach:
            continue
        if head.value == "none":
            reach = head.end
        elif span := _span(scan, head, stops):
            found.append(VenueSpan(*span, head))
            reach = span[1]
    return found


def _stops(scan: Scan) -> list[int]:
    """Where a place, a town's word or a venue begins under a new preposition: there the name before it ends."""
    within = settings().particles
    return sorted(hit.word_start for hit in scan.of("places") if within.get(hit.prefix) == "in")


def _span(scan: Scan, head: Hit, stops: list[int]) -> tuple[int, int] | None:
    """Folded span of a venue's name, or None where nothing announces it or it has no name."""
    text = scan.text
    start = head.start - len(ARTICLE) if head.prefix.endswith(ARTICLE) else head.start
    if is_announced(text, head) or is_hosting(scan, head):
        end = _end(text, head, stops)
        named = end > head.end or head.value == "seat" or " " in text.folded[head.start : head.end]
        return (start, end) if named else None
    if head.lang == "en" and (before := _NAME_BEFORE.search(text.folded, max(0, start - 60), start)):
        capital = text.body[text.span(before.start(1), start)[0]].isupper()
        return (before.start(1), head.end) if capital else None
    return None


def is_announced(text: Text, head: Hit) -> bool:
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
    index = bisect_right(stops, head.end)
    limit = min(limit, stops[index]) if index < len(stops) else limit
    words = list(_WORD.finditer(folded, head.end, limit))[:MOST_WORDS]
    if head.value != "seat" and folded[head.start].isascii():
        while words and not _is_name(text, words[-1]):
            words.pop()
    return words[-1].end() if words else head.end


def _is_name(text: Text, word: re.Match[str]) -> bool:
    """Whether a word in Latin letters may end a name: it, or what follows its apostrophe, begins with a capital."""
    written = text.words(word.start(), word.end())
    first = written[0]
    elided = word.group().find("'") + 1
    return first.isupper() or first.isdigit() or (0 < elided < len(written) and written[elided].isupper())
