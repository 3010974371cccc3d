"""Tell event nouns in general from events: done every so often, laid down by a law, or counted in dozens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from etl.topics.mention import between
from etl.vocabulary import Hit, Scan

REACH = 220  # folded characters of the sentence that are looked at on each side
DUTY_REACH = 60  # the same from the word of a duty to what must be held
MANY_REACH = 30  # the same from "dozens of" to what is counted
CLAUSE = 22  # the same from a plural to the verb of its clause
DAY = 4  # folded characters between a month and its day
_BREAK = re.compile(r"[\n;?!]|\.(?=\s|$)")
_DAYS = ("weekday", "weak_weekday", "relative_day")
_MONTHS = ("month", "short_month", "hijri_month")
_MARK = re.compile(r"[,.;:()\"]")
_start = attrgetter("start")


def is_generic(scan: Scan, hit: Hit, kinds: dict[str, list[Hit]]) -> bool:
    """Whether an event noun names no event of its own where it stands.

    Args:
        scan: the scan of the text.
        hit: the noun.
        kinds: its topic hits by kind.

    Returns:
        True under a duty ("imposes the holding of a general assembly"), among dozens, in a habit ("every spring"), and
        for a plural whose relative clause is in the present; False for all of them where the sentence names a day.
    """
    cues = kinds.get("generic", [])
    if not cues:
        return False
    relative = _has_present_clause(scan, hit, cues)
    near = [cue for cue in between(cues, hit.start - REACH, hit.end + REACH) if _applies(hit, cue)]
    if not near and not relative:
        return False
    folded = scan.text.folded
    start, end = max(hit.start - REACH, 0), hit.end + REACH
    for stop in _BREAK.finditer(folded, start, hit.start):
        start = stop.end()
    after = _BREAK.search(folded, hit.end, end)
    end = after.start() if after else end
    said = relative or any(start <= cue.start < end for cue in near)
    return said and not _names_day(scan, start, end)


def _applies(hit: Hit, cue: Hit) -> bool:
    apart = hit.word_start - cue.end
    if cue.value == "habit":
        return True
    reach = {"duty": DUTY_REACH, "many": MANY_REACH}.get(cue.value, -1)
    return 0 <= apart <= reach


def _names_day(scan: Scan, start: int, end: int) -> bool:
    """Whether a sentence names a day: a weekday, "yesterday", or a month with its day beside it."""
    folded = scan.text.folded
    for day in between(scan.of("dates"), start, end):
        if day.kind in _DAYS or day.kind in _MONTHS:
            around = folded[max(start, day.word_start - DAY) : day.word_start] + folded[day.end : day.end + DAY - 1]
            if day.kind in _DAYS or any(map(str.isdigit, around)):
                return True
    return False


def _has_present_clause(scan: Scan, hit: Hit, cues: Sequence[Hit]) -> bool:
    """Whether a noun in the plural has a verb in the present right behind it ("the workshops that bodies hold")."""
    if not any(cue.value == "plural" for cue in between(cues, hit.start, hit.start + 1)):
        return False
    topics = scan.of("topics")
    for index in range(bisect_left(topics, hit.end, key=_start), len(topics)):
        verb = topics[index]
        if verb.start - hit.end > CLAUSE:
            return False
        if verb.kind == "verb_present":
            return verb.prefix == "" and _MARK.search(scan.text.folded, hit.end, verb.start) is None
    return False
