"""Read how people attend: in person, online, or both."""

from __future__ import annotations

from typing import NamedTuple

from etl.vocabulary import Scan


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
        scan: a scan that holds the domain "places".

    Returns:
        Mentions in text order, none inside a longer one ("in person and online" is one, hybrid).
    """
    found: list[ModeMention] = []
    reach = -1
    for hit in scan.of("places", "mode"):
        if hit.end <= reach:
            continue
        reach = hit.end
        if hit.value == "none":
            continue
        start, end = scan.text.span(hit.start, hit.end)
        found.append(ModeMention(start, end, scan.text.body[start:end], hit.value, "mode-cue", 0.85))
    return found
