"""Verbs and nouns that say what they say only with the right object: persons received, an event called off."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from etl.topics.mention import TopicMention, between, mention
from etl.vocabulary import Hit, Scan

RECEIVED = 60  # folded characters from a verb of receiving to the persons received
CALLED_OFF = 30  # the same from the noun of calling off to the event
CALL = 25  # the same from a verb to the call for candidates that it launches
_BREAK = re.compile(r"[\n;?!]|\.(?=\s|$)")
_VERBS = frozenset({"verb_past", "verb_present", "verb_future"})
_LAUNCHING = frozenset({"launch", "open", "organise"})
_start = attrgetter("start")


def is_no_activity(scan: Scan, verb: Hit, kinds: dict[str, list[Hit]], calls: list[Hit]) -> bool:
    """Whether a verb is none of an activity: things are received, or a call for candidates is launched.

    Args:
        scan: the scan of the text.
        verb: any hit that is a mention as it stands.
        kinds: the topic hits by kind.
        calls: those of calls for candidates.

    Returns:
        True for a verb that needs persons and has none soon after it, and for one that launches a call.
    """
    if verb.kind not in _VERBS:
        return False
    if verb.value in _LAUNCHING:
        return bool(between(calls, verb.end, verb.end + CALL + 1))
    needing = between(kinds.get("needs_person", ()), verb.start, verb.start + 1)
    if verb.value != "receive" or not any(other.end == verb.end for other in needing):
        return False
    stop = _BREAK.search(scan.text.folded, verb.end, verb.end + RECEIVED)
    end = stop.start() if stop else verb.end + RECEIVED
    end = min([end, *(cue.start for cue in between(kinds.get("audience_cue", ()), verb.end, end))])
    return not any(between(kinds.get(kind, ()), verb.end, end) for kind in ("audience", "person"))


def read_called_off(scan: Scan, kinds: dict[str, list[Hit]], found: list[TopicMention]) -> list[TopicMention]:
    """States that a noun tells ("the cancellation of"): only where the noun of an event follows it.

    Args:
        scan: the scan of the text.
        kinds: its topic hits by kind.
        found: its mentions so far, those of events among them.

    Returns:
        Mentions of kind "state".
    """
    nouns = kinds.get("state_noun", [])
    if not nouns:
        return []
    events = sorted((event for event in found if event.kind == "event_type"), key=_start)
    called = []
    for noun in nouns:
        read = mention(scan.text, noun, "state", "state-noun", 0.85, "strong")
        index = bisect_left(events, read.end, key=_start)
        if index < len(events) and events[index].start - read.end <= CALLED_OFF:
            called.append(read)
    return called
