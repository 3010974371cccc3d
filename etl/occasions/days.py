"""Read occasions: days and campaigns of the registry in their many spellings, and days that no table knows."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from operator import attrgetter
from typing import NamedTuple

from etl.text import Text, fold
from etl.vocabulary import Hit, Scan, read_registry
from etl.vocabulary.registry import ARTICLE, names_of
from etl.vocabulary.sources import LANGUAGES, read_language

LONGEST = 90  # folded characters of an unknown occasion's name
MOST_CUES = 6  # cues before an occasion that are looked at
REACH = 60  # folded characters from the cue to the occasion
_BREAK = re.compile(r"[\n,.;:()\"?!\d]|\s-\s")
_SENTENCE_END = re.compile(r"[\n;?!]|\.(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")


class OccasionMention(NamedTuple):
    """An occasion that the text names.

    `start` and `end` are body offsets and `text` the body's words there; `occasion_id` is None where no table knows it,
    `name` the registry's in the text's language, else the text; `rule` is occasion-cue or occasion-name (with or
    without words such as "on the occasion of" before it).
    """

    start: int
    end: int
    text: str
    occasion_id: str | None
    name: str
    rule: str
    confidence: float


def read_occasions(scan: Scan) -> list[OccasionMention]:
    """Occasions of a text.

    Args:
        scan: a scan that holds the domain "occasions".

    Returns:
        Mentions in text order that do not overlap. A name that the registry spells otherwise is linked by what follows
        its first words ("the World Day" against what); one that it does not know has no id.
    """
    hits = scan.of("occasions")
    cues = [hit for hit in hits if hit.kind == "cue"]
    found: list[OccasionMention] = []
    reach = -1
    for hit in hits:
        if hit.kind not in ("name", "head") or hit.end <= reach:
            continue
        end, occasion_id = (hit.end, hit.value) if hit.kind == "name" else _read_rest(scan.text, hit)
        if end == hit.end and occasion_id is None:
            continue
        reach = end
        found.append(_mention(scan, hit, end, occasion_id, _is_announced(scan.text, hit, cues)))
    return found


def _mention(scan: Scan, hit: Hit, end: int, occasion_id: str | None, announced: bool) -> OccasionMention:
    start = hit.start - len(ARTICLE) if hit.prefix.endswith(ARTICLE) else hit.start
    first, last = scan.text.span(start, end)
    words = scan.text.body[first:last]
    name = read_registry("occasions")[occasion_id][f"name_{scan.lang}"] if occasion_id else words
    sure = (0.93 if announced else 0.65) if occasion_id else (0.6 if announced else 0.35)
    return OccasionMention(
        first, last, words, occasion_id, name, "occasion-cue" if announced else "occasion-name", sure
    )


def _is_announced(text: Text, hit: Hit, cues: list[Hit]) -> bool:
    """Whether words such as "on the occasion of" stand shortly before, in the same sentence."""
    index = bisect_left(cues, hit.start, key=attrgetter("start"))
    return any(
        0 <= hit.start - cue.end <= REACH and not _SENTENCE_END.search(text.folded, cue.end, hit.start)
        for cue in cues[max(0, index - MOST_CUES) : index]
    )


def _read_rest(text: Text, head: Hit) -> tuple[int, str | None]:
    """Where the name that a head begins ends, and the occasion that it names (None: not in the registry)."""
    folded, limit = text.folded, head.end + LONGEST
    for pattern in (_BREAK, _ends()):
        stop = pattern.search(folded, head.end, limit)
        limit = stop.start() if stop else limit
    words = list(_WORD.finditer(folded, head.end, min(limit, len(folded))))
    keys = [(_key(word.group(), place == 0), word.end()) for place, word in enumerate(words)]
    keys = [(key, end) for key, end in keys if key]
    if not keys:
        return head.end, None
    for known, occasion_id in _known().get((head.value, keys[0][0]), ()):
        if tuple(key for key, _ in keys[: len(known)]) == known:
            return keys[len(known) - 1][1], occasion_id
    return (words[min(len(words), 7) - 1].end(), None)


@functools.cache
def _known() -> dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]:
    """Kind of head and first key word -> the key words after it, longest first, with the occasion's id."""
    heads = {
        fold(form): kind
        for lang in LANGUAGES
        for kind, forms in read_language(lang)["occasions"]["head"].items()
        for form in forms
    }
    known: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for occasion_id, row in read_registry("occasions").items():
        for name in names_of(row):
            folded = fold(name).removeprefix(ARTICLE)
            head = next((form for form in sorted(heads, key=len, reverse=True) if folded.startswith(form + " ")), None)
            if head is None:
                continue
            words = _WORD.findall(folded[len(head) :])
            keys = tuple(key for place, word in enumerate(words) if (key := _key(word, place == 0)))
            if keys:
                known[heads[head], keys[0]].append((keys, occasion_id))
    for found in known.values():
        found.sort(key=lambda item: -len(item[0]))
    return dict(known)


def _key(word: str, is_first: bool) -> str:
    """A word as it tells occasions apart: without article and preposition, function words as nothing."""
    if word in _function_words() or len(word) == 1:
        return ""
    particle = next((one for one in _particles() if is_first and word.startswith(one)), "")
    word = word.removeprefix(particle)
    return word.removeprefix(ARTICLE)


@functools.cache
def _particles() -> tuple[str, ...]:
    """Particles written onto what an occasion is about, longest first."""
    return tuple(
        fold(form) for lang in LANGUAGES for form in read_language(lang)["language"].get("occasion_particles", [])
    )


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(word) for lang in LANGUAGES for word in read_language(lang)["language"]["function_words"])


@functools.cache
def _ends() -> re.Pattern[str]:
    """One of the words that end an occasion's name, with the space before it."""
    words = {fold(word) for lang in LANGUAGES for word in read_language(lang)["language"]["occasion_ends"]}
    return re.compile(r"\s(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)")
