"""Read for whom an activity is: groups of people, firm where a cue announces them."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from etl.topics.mention import TopicMention, mention
from etl.vocabulary import Hit, Scan

REACH = 90  # folded characters after the cue in which its groups stand
GAP = 40  # folded characters from the cue to its first group, and from one group to the next
NEAR = 16  # the same after a preposition that says many things ("for")
_STOP = re.compile(r"[\n;:]|\.(?=\s|$)")
_start = attrgetter("start")
_CONFIDENCE = {"for": 0.9, "near": 0.7, "attend": 0.75}


def read_audiences(scan: Scan, kinds: dict[str, list[Hit]]) -> list[TopicMention]:
    """Groups of people.

    Args:
        scan: the scan of the text.
        kinds: its topic hits by kind.

    Returns:
        Mentions of kind "audience": strong after a cue ("for the benefit of"), less sure after a word of attendance,
        weak without one in the title (the first line); elsewhere a group is no audience.
    """
    groups = _longest(kinds.get("audience", ()))
    announced = _announced(scan, groups, kinds.get("audience_cue", ()))
    found = []
    title_end = scan.text.folded.find("\n")
    for hit in groups:
        cue = announced.get(hit.start)
        if cue is None:
            if hit.start < title_end:
                found.append(mention(scan.text, hit, "audience", "audience-title", 0.5, "weak"))
        else:
            found.append(mention(scan.text, hit, "audience", f"audience-{cue}", _CONFIDENCE[cue], "strong"))
    return found


def _announced(scan: Scan, groups: list[Hit], cues: list[Hit] | tuple[()]) -> dict[int, str]:
    """Start of a group -> the cue that announces it."""
    announced: dict[int, str] = {}
    venues = [hit.start for hit in scan.of("places", "venue")] if cues else []
    for cue in cues:
        stop = _STOP.search(scan.text.folded, cue.end, cue.end + REACH)
        limit = stop.start() if stop else cue.end + REACH
        venue = bisect_left(venues, cue.end)
        limit = min(limit, venues[venue]) if venue < len(venues) else limit
        last = cue.end
        for index in range(bisect_left(groups, cue.end, key=_start), len(groups)):
            hit = groups[index]
            if hit.start >= limit or hit.word_start - last > (NEAR if cue.value == "near" else GAP):
                break
            last = max(last, hit.end)
            if announced.get(hit.start) != "for":
                announced[hit.start] = cue.value
    return announced


def _longest(hits: list[Hit] | tuple[()]) -> list[Hit]:
    """Groups that stand in no longer one; a word that names two groups keeps both."""
    kept: list[Hit] = []
    reach, span = -1, (-1, -1)
    for hit in hits:
        if hit.end > reach or (hit.start, hit.end) == span:
            kept.append(hit)
            reach, span = max(reach, hit.end), (hit.start, hit.end)
    return kept
