"""Read the places of a text: hits of the registry, weighed by the words and particles before them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from etl.places.bodies import find_heads, is_of_body, is_seat
from etl.places.cues import is_hosting, read_cue, settings
from etl.places.gazetteer import HOME, KNOWN_TOWN, Place, read_place
from etl.places.mention import PlaceMention
from etl.places.spans import VenueSpan, find_venues
from etl.places.unlisted import add_unlisted
from etl.vocabulary import Hit, Scan
from etl.vocabulary.lexicon import longest
from etl.vocabulary.registry import ARTICLE

NEAR = 45  # characters from a venue that a town names to the town where it is
_FIXED = frozenset({"town", "region", "province", "commune", "dateline", "headline"})
_ENOUGH = _FIXED | {"in", "country", "chain", "host", "venue", "seat"}
_AREAS = frozenset({"province", "region", "country"})
_CONFIDENCE = {
    "in": 0.9, "town": 0.93, "region": 0.93, "province": 0.93, "commune": 0.93, "country": 0.9, "dateline": 0.6,
    "headline": 0.7, "chain": 0.85, "host": 0.88, "to": 0.5, "from": 0.45, "inside": 0.5, "": 0.5,
}  # fmt: skip
# The kinds that a cue asks for, best first; a kind that it does not name comes after those.
_WANTED = {
    "province": ("province",),
    "region": ("region",),
    "commune": ("commune", "city"),
    "country": ("country",),
    "town": ("city",),
    "dateline": ("city",),
    "headline": ("city",),
}
_USUAL = ("city", "country", "region", "commune", "province")


class _Read(NamedTuple):
    """A place with its folded span, its word's begin and its cue, before it is settled which namesake it is."""

    start: int
    end: int
    word: int
    places: list[Place]
    cue: str


def read_places(scan: Scan) -> list[PlaceMention]:
    """Places of a text.

    Args:
        scan: a scan that holds the domain "places"; names of "institutions" mark the places inside them.

    Returns:
        Mentions in text order, none inside a longer place name. A name that is also a common word is read only after
        a preposition or a noun such as "town"; one in Latin letters only with a capital; towns that no table lists only
        as `etl.places.unlisted` says. Of namesakes the one whose
        kind the cue asks for, then whose country the text names elsewhere, then Morocco's, then the largest.
    """
    hits = scan.of("places", "place")
    venues, heads = find_venues(scan), find_heads(scan)
    read: list[_Read] = []
    reach = -1
    for (_, end), group in groupby(hits, key=_span):
        if end <= reach:
            continue
        found = _read_place(scan, list(group), read[-1] if read else None, venues, heads)
        if found:
            read.append(found)
            reach = end
    inside = [(hit.start, hit.end) for hit in longest(scan.of("institutions", "name"))]
    votes = Counter(found.places[0].country for found in read if len({p.country for p in found.places}) == 1)
    listed = [_mention(scan, found, votes, inside, heads, venues) for found in read]
    return add_unlisted(scan, _settle_venues(listed, scan.text.body), venues)


def _settle_venues(places: list[PlaceMention], body: str) -> list[PlaceMention]:
    """Places where a town that only names a venue gives way to the town that follows it ("the hall of …, in …")."""
    settled = list(places)
    for index, (place, after) in enumerate(pairwise(places)):
        apart = body[place.end : after.start]
        if place.rule == "place-venue" and after.cue in ("in", "town") and len(apart) <= NEAR and "\n" not in apart:
            settled[index] = place._replace(cue="inside", rule="place-inside", confidence=_CONFIDENCE["inside"])
    return settled


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _read_place(
    scan: Scan, hits: list[Hit], before: _Read | None, venues: list[VenueSpan], heads: list[Hit]
) -> _Read | None:
    """The places that a name may mean where it stands, or None where it is a word like any other."""
    text, first = scan.text, hits[0]
    form = text.folded[first.start : first.end]
    latin = form[0].isascii()
    if latin and not text.body[text.span(first.start, first.end)[0]].isupper():
        return None
    if settings().particles.get(first.prefix) == "never":
        return None
    article = first.prefix in settings().with_article
    named = [
        (place, needs)
        for hit in hits
        for place in (read_place(hit.value),)
        for with_article, needs in (place.names.get(form, (False, "")),)
        if latin or with_article == article
    ]
    if not named:
        return None
    cue = read_cue(text, first, (before.end, before.cue) if before else None)
    if not cue and is_hosting(scan, first):
        cue = "host"
    if cue in ("", "from") and _ends_a_venue(first, venues):
        cue = "venue"
    elif cue == "from" and latin and is_seat(scan, heads, first.start):
        cue = "seat"
    kept = [place for place, needs in named if _is_meant(place, needs, cue, latin)]
    start = first.start - len(ARTICLE) if first.prefix.endswith(ARTICLE) else first.start
    return _Read(start, first.end, first.word_start, kept, cue) if kept else None


def _ends_a_venue(hit: Hit, venues: list[VenueSpan]) -> bool:
    """Whether a place is the end of a venue's name ("the theatre of Rabat")."""
    index = bisect_left(venues, hit.end, key=attrgetter("end"))
    return index < len(venues) and venues[index].end == hit.end and venues[index].head.end < hit.start


def _is_meant(place: Place, needs: str, cue: str, latin: bool) -> bool:
    """Whether what stands before a name, or its place in the line, is enough to read it as this place."""
    if cue in _AREAS and place.kind not in _WANTED[cue] and (place.kind in ("country", "commune") or needs == "noun"):
        return False
    if latin and cue in ("province", "region") and place.kind == "city" and place.country != HOME:
        return False  # the province of a name is not its town
    if cue in ("from", "to") and place.population >= KNOWN_TOWN:
        return needs != "noun"
    return not needs or cue in (_FIXED if needs == "noun" else _ENOUGH)


def _mention(
    scan: Scan,
    found: _Read,
    votes: Counter[str | None],
    inside: list[tuple[int, int]],
    heads: list[Hit],
    venues: list[VenueSpan],
) -> PlaceMention:
    text, cue = scan.text, found.cue
    rule = f"place-{cue}" if cue else "place-name"
    cue = "in" if cue in ("venue", "seat") else cue
    place = found.places[0] if len(found.places) == 1 else _choose(found.places, cue, votes)
    start, end = text.span(found.start, found.end)
    if (cue not in ("in", "town") and _is_inside(found, inside)) or (
        place.kind == "city"
        and found.cue in ("in", "from", "chain")
        and is_of_body(scan, heads, venues, found.word, found.end)
    ):
        cue, rule = "inside", "place-inside"
    return PlaceMention(
        start,
        end,
        text.body[start:end],
        place.place_id,
        place.kind,
        place.region,
        place.country,
        cue,
        rule,
        _CONFIDENCE[cue],
    )


def _is_inside(found: _Read, names: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some longer names, which come in text order."""
    index = bisect_right(names, found.start, key=itemgetter(0))
    around = [name for name in names[max(0, index - 3) : index] if name[0] <= found.start and found.end <= name[1]]
    return any(end - start > found.end - found.start + len(ARTICLE) + 1 for start, end in around)


def _choose(places: list[Place], cue: str, votes: Counter[str | None]) -> Place:
    """The likeliest of places that share a name."""
    wanted = _WANTED.get(cue, ())
    countries = {place.country for place in places if place.kind == "country"}

    def likelihood(place: Place) -> tuple[bool, bool, int, bool, int, int]:
        # A country and its capital may share a name ("Tunis"): without a word for the town the country is meant.
        shadowed = place.kind != "country" and place.country in countries
        return (
            place.kind in wanted,
            not shadowed,
            votes[place.country],
            place.country == HOME,
            -_USUAL.index(place.kind),
            place.population,
        )

    return max(places, key=likelihood)
