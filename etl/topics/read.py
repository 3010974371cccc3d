"""Read every topic word of a text: the one entry, which sorts the hits and hands them to the small grammars."""

from __future__ import annotations

import functools
from collections import defaultdict
from itertools import chain
from operator import itemgetter

from etl.text import Text, fold
from etl.topics.audiences import read_audiences
from etl.topics.mention import TopicMention, mention
from etl.topics.nouns import read_event_types
from etl.topics.objects import is_no_activity, read_called_off
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
# Those of them that the grammars of nouns and objects look at besides.
_LOOKED_AT = frozenset({"verb_past", "verb_future", "non_event"})
# French and English spell too many words alike to read both in one text.
_OTHER_LATIN = {"fr": "en", "en": "fr"}


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
        police, obituary, appointment, opinion, statistics, call, law or statement; "saying"; "background" with since,
        law, edition or plan. One word may stand in several kinds.
    """
    kinds: dict[str, list[Hit]] = defaultdict(list)
    plain: list[Hit] = []
    foreign = _OTHER_LATIN.get(scan.lang)
    for hit in scan.of("topics"):
        if hit.lang == foreign:
            continue
        if hit.kind not in _PLAIN:
            kinds[hit.kind].append(hit)
            continue
        plain.append(hit)
        if hit.kind in _LOOKED_AT:
            kinds[hit.kind].append(hit)
    signs = [hit for hit in plain if hit.value == "sign"]
    found = read_event_types(scan, kinds, signs)
    found += read_audiences(scan, kinds)
    calls = [hit for hit in kinds.get("non_event", ()) if hit.value == "call"]
    if calls or "needs_person" in kinds:
        plain = [hit for hit in plain if not is_no_activity(scan, hit, kinds, calls)]
    found += _read_plain(scan, plain)
    found += read_called_off(scan, kinds, found)
    found.sort(key=itemgetter(0))
    return found


def _read_plain(scan: Scan, hits: list[Hit]) -> list[TopicMention]:
    """Mentions that need no grammar; a verb with the particle of the future says that its event is planned."""
    found: list[TopicMention] = []
    reach: dict[str, int] = {}
    text, future = scan.text, _future_particles()
    for hit in hits:
        kind, rule, confidence, strength = _PLAIN[hit.kind]
        if hit.lang == "fr" and not _is_spelt(text, hit):
            continue
        group = hit.value if kind == "theme" else hit.kind
        if hit.end <= reach.get(group, -1):
            continue
        reach[group] = hit.end
        if hit.prefix and hit.kind == "verb_present" and hit.prefix in future:
            rule, strength = "verb-future", "future"
        found.append(mention(text, hit, kind, rule, confidence, strength))
        if strength == "future":
            found.append(found[-1]._replace(kind="state", value="planned", rule="future-verb", strength="strong"))
    return found


def _is_spelt(text: Text, hit: Hit) -> bool:
    """Whether a verb is the one that the accents say, where folding made two tenses alike ("organisé", "organise")."""
    spellings = _spellings().get(text.folded[hit.start : hit.end])
    if spellings is None:
        return True
    written = text.words(hit.start, hit.end).lower().replace("\u2019", "'")
    return written not in spellings or hit.kind in spellings[written]


@functools.cache
def _spellings() -> dict[str, dict[str, set[str]]]:
    """Folded French verbs that stand for several spellings -> spelling -> the kinds that it has."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, values in read_language("fr")["topics"].items():
        if kind in _PLAIN:
            for form in chain.from_iterable(values.values()):
                forms[fold(form)][form.lower()].add(kind)
    return {folded: dict(spellings) for folded, spellings in forms.items() if len(spellings) > 1}


@functools.cache
def _future_particles() -> frozenset[str]:
    """Particles that make the verb under them future, alone or after "and", "so"."""
    settings = [read_language(lang)["language"].get("future_particles", []) for lang in LANGUAGES]
    return frozenset(fold(form) for forms in settings for form in forms)
