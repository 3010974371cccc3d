"""Read the kind of an event from its noun: strong nouns alone, weak and bare ones by their adjective or verb."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from operator import attrgetter

from etl.text import Text, fold
from etl.topics.generic import is_generic
from etl.topics.mention import TopicMention
from etl.vocabulary import Hit, Scan, read_registry
from etl.vocabulary.sources import LANGUAGES, read_language

_SENTENCE_BREAK = re.compile(r"[\n;]|\.(?=\s|$)")
SIGNING_REACH = 160  # folded characters between the verb of signing and the noun of what is signed
MOST_SIGNS = 12  # verbs of signing around one noun that are looked at
_start = attrgetter("start")
_NOUNS = ("event_strong", "event_weak", "event_bare", "event_none")
HELD_REACH = 30  # folded characters between a course and the verb that says it is held
_COURSES = ("course", "held_course")
_HOLDING = ("verb_past", "verb_future")
_SIGNED, _SIGNING = "agreement", "signing"
# Rule -> confidence and strength.
_SURE = {
    "noun-and-adjective": (0.92, "strong"),
    "strong-noun": (0.92, "strong"),
    "weak-noun": (0.6, "weak"),
    "course-about": (0.8, "strong"),
    "signing": (0.93, "strong"),
}


@functools.cache
def _pairs() -> dict[tuple[str, str], str]:
    """Noun class and adjective class -> event type."""
    return {(row["noun"], row["adjective"]): row["event_type"] for row in read_registry("event_type_pairs").values()}


def read_event_types(scan: Scan, kinds: dict[str, list[Hit]], verbs: list[Hit]) -> list[TopicMention]:
    """Nouns that name an activity.

    Args:
        scan: the scan of the text.
        kinds: its topic hits by kind.
        verbs: its verbs of signing.

    Returns:
        Mentions of kind "event_type"; the span holds the adjective that decided. A noun that is neither strong nor
        weak is read only with an adjective of `event_type_pairs.csv`, an agreement only near a verb of signing. Nouns
        that name events in general are not read.
    """
    adjectives = {hit.word_start: hit for hit in kinds.get("event_adjective", ())}
    nouns = sorted((hit for kind in _NOUNS for hit in kinds.get(kind, ())), key=_order)
    signs = sorted([*verbs, *(hit for hit in nouns if hit.value == _SIGNING)], key=_start)
    held = [hit.start for kind in _HOLDING for hit in kinds.get(kind, ())]
    found: list[TopicMention] = []
    reach = -1
    for hit in nouns:
        if hit.start < reach or hit.value == _SIGNING or _is_participle(scan.text, hit):
            continue
        reach = hit.end
        if (read := _read_noun(scan.text, hit, adjectives, signs, held)) and not is_generic(scan, hit, kinds):
            found.append(read)
    return _heads(found) if scan.lang == "en" else found


def _is_participle(text: Text, hit: Hit) -> bool:
    """Whether folding made a French participle look like the noun ("rencontré", "rencontre")."""
    if text.folded[hit.end - 1] != "e" or text.words(hit.end - 1, hit.end) == "e":
        return False
    return text.folded[hit.start : hit.end] not in _accented()


@functools.cache
def _accented() -> frozenset[str]:
    """Folded event nouns that themselves end with an accent."""
    return frozenset(
        fold(form)
        for lang in LANGUAGES
        for kind in _NOUNS
        for forms in read_language(lang)["topics"].get(kind, {}).values()
        for form in forms
        if fold(form)[-1] != form[-1].lower()
    )


def _order(hit: Hit) -> tuple[int, int, bool]:
    return hit.start, -hit.end, hit.kind != "event_strong"


def _read_noun(
    text: Text, hit: Hit, adjectives: dict[int, Hit], signs: list[Hit], held: list[int]
) -> TopicMention | None:
    adjective = adjectives.get(hit.end + 1)
    if adjective is not None and (decided := _pairs().get((hit.value, adjective.value))):
        return _noun(text, hit.start, adjective.end, decided, "noun-and-adjective")
    if (
        hit.value in _COURSES
        and (not hit.prefix or hit.prefix in _bare_particles())
        and _about().match(text.folded, hit.end)
    ):
        return _noun(text, hit.start, hit.end, "training", "course-about")
    if hit.value == _COURSES[1] and any(abs(start - hit.end) <= HELD_REACH for start in held):
        return _noun(text, hit.start, hit.end, "training", "weak-noun")
    if hit.kind == "event_strong":
        return _noun(text, hit.start, hit.end, hit.value, "strong-noun")
    if hit.kind == "event_weak":
        return _noun(text, hit.start, hit.end, hit.value, "weak-noun")
    if hit.value == _SIGNED and (start := _signed_from(text, hit, signs)) is not None:
        return _noun(text, start, hit.end, "agreement", "signing")
    return None


@functools.cache
def _about() -> re.Pattern[str]:
    """A word that says that a course is about something."""
    words = [fold(word) for lang in LANGUAGES for word in read_language(lang)["language"].get("course_topics", [])]
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, words))})\s")


@functools.cache
def _bare_particles() -> frozenset[str]:
    """Particles without the article: under it a course is an edition, known already."""
    settings = [read_language(lang)["language"] for lang in LANGUAGES]
    particles = {fold(form) for words in settings for form in words.get("particles", [])}
    return frozenset(particles - {fold(form) for words in settings for form in words.get("article_particles", [])})


def _signed_from(text: Text, hit: Hit, signs: list[Hit]) -> int | None:
    """Where the words of signing and the signed thing begin; None where no verb of signing stands near."""
    folded = text.folded
    index = bisect_left(signs, hit.start - SIGNING_REACH, key=_start)
    for sign in signs[index : index + MOST_SIGNS]:
        if 0 <= hit.start - sign.end <= SIGNING_REACH and not _SENTENCE_BREAK.search(folded, sign.end, hit.start):
            return sign.start if hit.word_start - sign.end <= 2 else hit.start
        if 0 <= sign.start - hit.end <= SIGNING_REACH and not _SENTENCE_BREAK.search(folded, hit.end, sign.start):
            return hit.start
    return None


def _noun(text: Text, start: int, end: int, value: str, rule: str) -> TopicMention:
    first, last = text.span(start, end)
    return TopicMention(first, last, text.body[first:last], "event_type", value, rule, *_SURE[rule])


def _heads(found: list[TopicMention]) -> list[TopicMention]:
    """English puts the head last: of nouns that touch ("training workshop") the last one is the kind."""
    begins = {read.start for read in found}
    return [read for read in found if read.end + 1 not in begins]
