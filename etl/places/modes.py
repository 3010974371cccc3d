"""Read how people attend: in person, online, or both."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from etl.vocabulary import Hit, Scan

NEAR = 90  # folded characters before and after in which what is held stands
_SENTENCE_END = re.compile(r"[\n;?!]|\.(?=\s|$)")
_HELD = frozenset({"organise", "hold", "host", "open", "close", "launch", "take-part"})
_EVENT_KINDS = frozenset({"event_strong", "event_weak", "event_bare"})
_start = attrgetter("start")


class ModeMention(NamedTuple):
    """Words that say how people attend; `value` is "online", "in-person" or "hybrid"; offsets count the body."""

    start: int
    end: int
    text: str
    value: str
    rule: str
    confidence: float


def read_modes(scan: Scan) -> list[ModeMention]:
    """Mode cues of a text.

    Args:
        scan: a scan that holds the domains "places" and "topics".

    Returns:
        Mentions in text order, none inside a longer one ("in person and online" is one, hybrid). A word that says many
        things ("online") counts only in a sentence that tells of something held, and of no form or photograph there.
    """
    found: list[ModeMention] = []
    reach = -1
    for hit in scan.of("places", "mode", "mode_weak"):
        if hit.end <= reach:
            continue
        reach = hit.end
        if hit.value == "none" or (hit.kind == "mode_weak" and not _is_held(scan, hit)):
            continue
        start, end = scan.text.span(hit.start, hit.end)
        found.append(ModeMention(start, end, scan.text.body[start:end], hit.value, "mode-cue", 0.85))
    return found


def _is_held(scan: Scan, hit: Hit) -> bool:
    """Whether the sentence around a hit tells of something held, and of nothing else that is done online."""
    folded, start, end = scan.text.folded, max(hit.start - NEAR, 0), hit.end + NEAR
    for stop in _SENTENCE_END.finditer(folded, start, hit.start):
        start = stop.end()
    after = _SENTENCE_END.search(folded, hit.end, end)
    end = after.start() if after else end
    if any(other.kind == "mode_other" for other in _between(scan.of("places"), start, end)):
        return False
    words = _between(scan.of("topics"), start, end)
    return any(word.kind in _EVENT_KINDS or word.value in _HELD for word in words)


def _between(hits: list[Hit], start: int, end: int) -> list[Hit]:
    return hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]
