"""Read towns that no table lists: a name after "village of", or a capital after "in" where something is held."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from etl.places.cues import is_hosting
from etl.places.gazetteer import unlisted_id
from etl.places.mention import PlaceMention
from etl.places.spans import VenueSpan, is_announced
from etl.text import fold
from etl.vocabulary import Hit, Scan
from etl.vocabulary.sources import read_language

MOST_WORDS = 3  # of a name
SHORTEST = 3  # letters of a name
CLAUSE = 140  # folded characters before a bare preposition in which a word of holding stands
FOLLOWS = 26  # characters after a town within which its country or province stands
_WORD = re.compile(r"\s([^\W\d_](?:[\w]|['-](?=\w))*)")
_NAME_WORD = re.compile(r"[^\W\d_][\w'-]*")
_DATELINE = re.compile(
    r"^([^\W\d_][\w'-]*(?:\s[^\W\d_][\w'-]*){0,2}?)(?:\s?,)?(?:\s\d{1,2}\s[^\W\d_]+(?:\s\d{4})?)?\s\([^)\n]{2,12}\)\s?-",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[\n;?!]|\.(?=\s|$)")
_STOP = re.compile(r"[\n;?!.\d]")
_NAME_GOES_ON = re.compile(r"\s[^\W\d_]")
_EVENT_KINDS = frozenset({"event_strong", "event_weak", "event_bare"})
_HELD = frozenset({"organise", "hold", "host", "open", "close", "sign", "launch", "celebrate", "visit"})
_OTHER_WORDS = ("dates", "numbers", "topics", "institutions", "people", "roles", "occasions")
_AREAS = frozenset({"country", "region", "province"})
_ASIDE = frozenset({"from", "to", "inside"})
# Rule -> confidence; a country or province after the name adds to it.
_SURE = {"town": 0.85, "commune": 0.85, "host": 0.82, "in": 0.7, "venue": 0.65, "dateline": 0.55}
AREA_ADDS = 0.08


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `towns.toml` of a language says, folded.

    `at`: prepositions before a capital, or None; `firsts`: words after which a name goes on; `none`: words that are no
    name; `adjective_ends`: ends of words that are none; `to_persons`: what is done to persons; `venue`: a venue of a
    municipality with the word between it and the town, or None.
    """

    at: re.Pattern[str] | None
    firsts: frozenset[str]
    none: frozenset[str]
    adjective_ends: tuple[str, ...]
    to_persons: frozenset[str]
    venue: re.Pattern[str] | None


@functools.cache
def grammar(lang: str) -> Grammar:
    """The grammar of a language's towns, read once."""
    words = {key: [fold(form) for form in forms] for key, forms in read_language(lang)["towns"].items()}
    at, of, municipal = words.get("at", []), words.get("of", []), words.get("municipal", [])
    return Grammar(
        re.compile(rf"(?<![\w'-])(?:{'|'.join(at)})(?=\s[^\W\d_])") if at else None,
        frozenset(words["firsts"]),
        frozenset(words["none"]),
        tuple(words.get("adjective_ends", [])),
        frozenset(words.get("to_persons", [])),
        re.compile(rf"(?:{'|'.join(map(re.escape, municipal))})\s(?:{'|'.join(of)})(?=\s|(?<='))") if of else None,
    )


def add_unlisted(scan: Scan, listed: list[PlaceMention], venues: list[VenueSpan]) -> list[PlaceMention]:
    """The places of a text with the towns that no table lists.

    Args:
        scan: the scan of the text.
        listed: its places of the registry, in text order.
        venues: its venues.

    Returns:
        All in text order, none over another. A person, a month, a language or another word that the vocabulary knows is
        no town, nor is a capital after "in" where nothing before it in the sentence is held.
    """
    found = _after_nouns(scan) + _in_venues(scan, venues) + _in_datelines(scan)
    if grammar(scan.lang).at:
        found += _after_prepositions(scan, venues)
    if not found:
        return listed
    added: list[PlaceMention] = []
    reach = -1
    for start, end, how in sorted(found):
        first, last = scan.text.span(start, end)
        if first >= reach and not _overlaps(listed, first, last):
            reach = last
            added.append(_mention(scan, first, last, how, listed))
    return sorted([*listed, *added], key=itemgetter(0)) if added else listed


def _overlaps(listed: list[PlaceMention], start: int, end: int) -> bool:
    """Whether a listed place, none of which lies in another, has letters in common with a span."""
    index = bisect_left(listed, end, key=itemgetter(0)) - 1
    return index >= 0 and listed[index].end > start


def _after_nouns(scan: Scan) -> list[tuple[int, int, str]]:
    """Names after the noun for a town or village, with that noun's kind; "host" where it is the subject of hosting."""
    found = []
    for noun in scan.of("places", "town_noun"):
        host = is_hosting(scan, noun)
        if (host or is_announced(scan.text, noun)) and (name := _read_name(scan, noun.lang, noun.end)):
            found.append((*name, "host" if host else noun.value))
    return found


def _in_datelines(scan: Scan) -> list[tuple[int, int, str]]:
    """Names that begin a line before an agency in brackets and a dash, with or without a day between."""
    found = []
    for match in _DATELINE.finditer(scan.text.folded):
        words = list(_NAME_WORD.finditer(scan.text.folded, *match.span(1)))
        known = grammar(scan.lang)
        if not any(_is_none(word.group(), known) or _is_known(scan, *word.span()) for word in words):
            found.append((*match.span(1), "dateline"))
    return found


def _in_venues(scan: Scan, venues: list[VenueSpan]) -> list[tuple[int, int, str]]:
    """Names at the end of a municipality's venue ("salle des fêtes de …")."""
    found = []
    for venue in venues:
        known = grammar(venue.head.lang or scan.lang)
        if known.venue and (match := known.venue.match(scan.text.folded, venue.head.start)):
            elided = scan.text.folded[match.end() - 1] == "'"
            name = _read_name(scan, venue.head.lang, match.end(), elided)
            if name and name[1] <= venue.end:
                found.append((*name, "venue"))
    return found


def _after_prepositions(scan: Scan, venues: list[VenueSpan]) -> list[tuple[int, int, str]]:
    """Names with a capital after a bare preposition, in a clause that tells of something held."""
    text, known, found = scan.text, grammar(scan.lang), []
    if known.at is None:
        return []
    held: list[int] | None = None
    for match in known.at.finditer(text.folded):
        if not text.words(match.end() + 1, match.end() + 2).isupper():
            continue
        name = _read_name(scan, scan.lang, match.end())
        if not name or _goes_on(scan, name[1]):
            continue
        held = _held(scan, venues) if held is None else held
        start = max(match.start() - CLAUSE, 0)
        for stop in _SENTENCE_END.finditer(text.folded, start, match.start()):
            start = stop.end()
        index = bisect_left(held, start)
        clause = text.folded[start : match.start()]
        if index < len(held) and held[index] < match.start() and known.to_persons.isdisjoint(clause.split()):
            found.append((*name, "in"))
    return found


def _held(scan: Scan, venues: list[VenueSpan]) -> list[int]:
    """Where words of holding, of events and of venues begin."""
    topics = scan.of("topics")
    starts = [hit.start for hit in topics if hit.kind in _EVENT_KINDS or hit.value in _HELD]
    return sorted(starts + [venue.start for venue in venues])


def _goes_on(scan: Scan, end: int) -> bool:
    """Whether another word with a capital follows at once: then the name is rather a person's or a body's."""
    if scan.text.folded.startswith("'", end):
        return True
    match = _NAME_GOES_ON.match(scan.text.folded, end)
    return match is not None and scan.text.words(match.end() - 1, match.end()).isupper()


def _read_name(scan: Scan, lang: str, end: int, elided: bool = False) -> tuple[int, int] | None:
    """Folded span of the name that begins after `end`; None where what stands there is no town's name."""
    text, known, latin = scan.text, grammar(lang or scan.lang), lang != "ar"
    start, last = -1, end - elided
    for _ in range(MOST_WORDS):
        match = _WORD.match(text.folded, last) if not (elided and start < 0) else _ELIDED.match(text.folded, last)
        if match is None or (latin and not _is_capital(scan, *match.span(1))):
            break
        word = match[1]
        if start < 0 and (_is_none(word, known) or _is_known(scan, *match.span(1))):
            return None
        start = match.start(1) if start < 0 else start
        last = match.end(1)
        if word not in known.firsts:
            return (start, last) if last - start >= SHORTEST else None
    return None


_ELIDED = re.compile(r"'([^\W\d_](?:[\w]|['-](?=\w))*)")


def _is_capital(scan: Scan, start: int, end: int) -> bool:
    """Whether a word begins with a capital and is no acronym."""
    written = scan.text.words(start, end)
    return written[0].isupper() and not (len(written) > 1 and written.isupper())


def _is_none(word: str, known: Grammar) -> bool:
    return word in known.none or (known.adjective_ends != () and word.endswith(known.adjective_ends))


def _is_known(scan: Scan, start: int, end: int) -> bool:
    """Whether the vocabulary knows a word as something else: a month, a number, a body, a group of people."""
    for domain in _OTHER_WORDS:
        hits = scan.of(domain)
        for index in range(bisect_left(hits, start, key=_start), len(hits)):
            hit = hits[index]
            if hit.start > start + 3 or hit.word_start > start:
                break
            if hit.end >= end:
                return True
    return False


def _start(hit: Hit) -> int:
    return hit.start


def _mention(scan: Scan, start: int, end: int, how: str, listed: list[PlaceMention]) -> PlaceMention:
    """The mention of an unlisted town, in the area that the words after it name."""
    body = scan.text.body
    area = _area(body, end, listed)
    cue = "in" if how == "venue" else how
    sure = round(_SURE[how] + (AREA_ADDS if area else 0.0), 2)
    return PlaceMention(
        start,
        end,
        body[start:end],
        unlisted_id(body[start:end]),
        "city",
        area.region if area else None,
        area.country if area else None,
        cue,
        f"place-unlisted-{how}",
        sure,
    )


def _area(body: str, end: int, listed: list[PlaceMention]) -> PlaceMention | None:
    """The country, region or province that follows a town."""
    index = bisect_left(listed, end, key=attrgetter("start"))
    if index == len(listed) or listed[index].start - end > FOLLOWS or _STOP.search(body, end, listed[index].start):
        return None
    place = listed[index]
    return place if place.cue not in _ASIDE and (place.kind in _AREAS or place.cue == "province") else None
