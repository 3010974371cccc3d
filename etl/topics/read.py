"""Read every topic word of a text: the one entry, which sorts the hits and hands them to the small grammars."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable

from etl.text import fold
from etl.topics.audiences import read_audiences
from etl.topics.mention import TopicMention, mention
from etl.topics.nouns import read_event_types
from etl.vocabulary import Hit, Scan
from etl.vocabulary.sources import LANGUAGES, read_language

__all__ = ["TopicMention", "read_topics"]

# Kinds of the word files that are mentions as they stand: name, rule, confidence, strength.
_PLAIN = {
    "theme": ("theme", "theme-name", 0.85, "strong"),
    "theme_weak": ("theme", "theme-word", 0.6, "weak"),
    "verb_past": ("verb", "verb-past", 0.9, "past"),
    "verb_present": ("verb", "verb-present", 0.8, "present"),
    "verb_future": ("verb", "verb-future", 0.9, "future"),
    "verb_noun": ("verb", "verb-noun", 0.7, "noun"),
    "state": ("state", "state-cue", 0.85, "strong"),
    "non_event": ("non_event", "non-event-cue", 0.7, "strong"),
    "saying": ("saying", "saying-verb", 0.8, "strong"),
    "background": ("background", "background-cue", 0.7, "strong"),
}
# French and English spell too many words alike to read both in one text.
_OTHER_LATIN = {"fr": "en", "en": "fr"}
# A kind is read once where words overlap: the longest; theme names and theme words compete with each other.
_GROUPS = {kind: name if name == "theme" else kind for kind, (name, *_) in _PLAIN.items()}


def read_topics(scan: Scan) -> list[TopicMention]:
    """Event types, themes, audiences, event verbs, states and cues of a text.

    Args:
        scan: a scan that holds the domain "topics".

    Returns:
        Mentions in body offsets, sorted by start. `kind` and `value`:
        "event_type" with a code of `event_types.csv` (`strength` strong, or weak where only a general noun stands);
        "theme" with an id of `themes.csv` (strong for a name, weak for a generic word);
        "audience" with an id of `audiences.csv` (strong after a cue such as "for the benefit of", else weak);
        "verb" with organise, hold, host, open, close, sign, launch, take-part, visit, receive or celebrate (`strength`
        is the tense: past, present, future or noun); "state" with planned, postponed or cancelled; "non_event" with
        police, obituary, appointment, opinion, statistics, call or statement; "saying"; "background" with since, law,
        edition or plan. One word may stand in several kinds.
    """
    kinds: dict[str, list[Hit]] = defaultdict(list)
    foreign = _OTHER_LATIN.get(scan.lang)
    for hit in scan.of("topics"):
        if hit.lang != foreign:
            kinds[hit.kind].append(hit)
    found = read_event_types(scan, kinds)
    found += read_audiences(scan, kinds)
    found += _read_plain(scan, kinds)
    found.sort(key=_order)
    return found


def _read_plain(scan: Scan, kinds: dict[str, list[Hit]]) -> list[TopicMention]:
    """Mentions that need no grammar; a verb with the particle of the future says that its event is planned."""
    found: list[TopicMention] = []
    reach: dict[tuple[str, str], int] = {}
    for hit in _in_order(kinds):
        kind, rule, confidence, strength = _PLAIN[hit.kind]
        group = (_GROUPS[hit.kind], hit.value if kind == "theme" else "")
        if hit.end <= reach.get(group, -1):
            continue
        reach[group] = hit.end
        if hit.kind == "verb_present" and hit.prefix in _future_particles():
            rule, strength = "verb-future", "future"
        found.append(mention(scan.text, hit, kind, rule, confidence, strength))
        if strength == "future":
            found.append(found[-1]._replace(kind="state", value="planned", rule="future-verb", strength="strong"))
    return found


def _in_order(kinds: dict[str, list[Hit]]) -> Iterable[Hit]:
    merged = [hit for kind in _PLAIN for hit in kinds.get(kind, ())]
    merged.sort(key=_hit_order)
    return merged


def _hit_order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _order(found: TopicMention) -> tuple[int, int]:
    return found.start, -found.end


@functools.cache
def _future_particles() -> frozenset[str]:
    """Particles that make the verb under them future, alone or after "and", "so"."""
    return frozenset(
        fold(form) for lang in LANGUAGES for form in read_language(lang)["language"].get("future_particles", [])
    )
