"""Read slogans: the quoted words after "under the slogan", and whose they are."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import NamedTuple

from etl.occasions.days import OccasionMention, read_occasions
from etl.text import Text, fold
from etl.vocabulary import Hit, Scan
from etl.vocabulary.sources import read_table

GAP = 45  # folded characters between the cue and the opening quote ("it took as its slogan this year")
LONGEST = 220  # folded characters of a slogan
ALIKE = 0.8  # share of words in common from which a slogan is the table's, spelling differences allowed
_OPEN = re.compile(r"[^\n\"'.;()]*?(?:\"+|''|(?<=\s)'|[)(](?=\w))")
_CLOSE = re.compile(r"\"|''|'(?=[\s.,;]|$)|[()](?=[\s.,;]|$)|\n")
_COLON = re.compile(r"\s*:\s*(?=\w)")
LINE = 1500  # folded characters before a cue in which its owner stands
MOST_HITS = 80  # hits before a cue among which its owner is
_CLAUSE_END = re.compile(r"[\n,;.]")
_WORD = re.compile(r"\w+")
_NOUNS = frozenset({"event_strong", "event_weak"})
_CAMPAIGNS = frozenset({"campaign"})


class SloganMention(NamedTuple):
    """A slogan: `text` is the body's words between the quotes, at body offsets `start` and `end`.

    `owner` is event, occasion or campaign; `year` and `occasion_id` come from `slogans.csv` where the slogan stands
    there (spelling differences allowed), `occasion_id` also from the occasion that owns it; else both are None.
    """

    start: int
    end: int
    text: str
    owner: str
    year: int | None
    occasion_id: str | None
    rule: str
    confidence: float


class _Known(NamedTuple):
    """A slogan of the table, by its folded words."""

    words: frozenset[str]
    occasion_id: str
    year: int


def read_slogans(scan: Scan, occasions: list[OccasionMention] | None = None) -> list[SloganMention]:
    """Slogans of a text.

    Args:
        scan: a scan that holds the domains "occasions" and, for the owner, "topics".
        occasions: the occasions read from the same scan, where they are at hand; None reads them.

    Returns:
        Mentions in text order. The nearest noun before the cue owns the slogan; one that the table knows is never the
        event's.
    """
    found: list[SloganMention] = []
    reach = -1
    for cue in scan.of("occasions", "slogan"):
        if cue.start < reach or (span := _quoted(scan.text, cue)) is None:
            continue
        reach = span[1]
        occasions = read_occasions(scan) if occasions is None else occasions
        found.append(_mention(scan, cue, span, occasions))
    return found


def _quoted(text: Text, cue: Hit) -> tuple[int, int, str] | None:
    """Folded span of the words in quotes after a cue, or of the words after its colon; and the rule."""
    folded = text.folded
    opening, rule = _OPEN.match(folded, cue.end, cue.end + GAP), "slogan-quoted"
    if opening is None:
        opening, rule = _COLON.match(folded, cue.end, cue.end + 4), "slogan-colon"
        if opening is None:
            return None
    start = opening.end()
    close = (_CLOSE if rule == "slogan-quoted" else re.compile(r"[.\n,;]")).search(folded, start, start + LONGEST)
    end = close.start() if close else min(len(folded), start + LONGEST)
    words = folded[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end, rule) if end - start >= 3 else None


def _mention(scan: Scan, cue: Hit, span: tuple[int, int, str], occasions: list[OccasionMention]) -> SloganMention:
    start, end, rule = span
    known = _find(scan.text.folded[start:end])
    owner, occasion_id = _owner(scan, cue, occasions)
    if known:
        owner = "campaign" if owner == "campaign" else "occasion"
        occasion_id = known.occasion_id
    first, last = scan.text.span(start, end)
    confidence = 0.95 if known else 0.9 if rule == "slogan-quoted" else 0.6
    year = known.year if known else None
    return SloganMention(first, last, scan.text.body[first:last], owner, year, occasion_id, rule, confidence)


def _owner(scan: Scan, cue: Hit, occasions: list[OccasionMention]) -> tuple[str, str | None]:
    """Whose slogan it is: that of the nearest noun before the cue in its line.

    An occasion owns it only where the cue follows at once: after a comma the clause is the event's again.
    """
    text = scan.text
    line = text.folded.rfind("\n", max(0, cue.start - LINE), cue.start) + 1
    event = _last_start(scan.of("topics"), _NOUNS, line, cue.start)
    campaign = _last_start(scan.of("occasions"), _CAMPAIGNS, line, cue.start)
    if campaign >= 0 and campaign >= event:
        return "campaign", None
    cue_start = text.span(cue.start, cue.start)[0]
    index = bisect_right(occasions, cue_start, key=attrgetter("end")) - 1
    if index >= 0 and occasions[index].start > (text.span(event, event)[0] if event >= 0 else -1):
        between = fold(text.body[occasions[index].end : cue_start]) if cue_start - occasions[index].end <= GAP else "."
        if not _CLAUSE_END.search(between):
            return "occasion", occasions[index].occasion_id
    return "event", None


def _last_start(hits: list[Hit], kinds: frozenset[str], first: int, end: int) -> int:
    """Start of the last hit of some kinds from `first` on and before `end`; -1 where there is none."""
    last = bisect_left(hits, end, key=attrgetter("start")) - 1
    for place in range(last, max(-1, last - MOST_HITS), -1):
        hit = hits[place]
        if hit.start < first:
            break
        if hit.kind in kinds:
            return hit.start
    return -1


@functools.cache
def _table() -> tuple[_Known, ...]:
    return tuple(
        _Known(frozenset(_WORD.findall(fold(row["slogan"]))), row["occasion_id"], int(row["year"]))
        for row in read_table("slogans")
    )


def _find(folded: str) -> _Known | None:
    """The slogan of the table that shares enough words with the text's."""
    words = frozenset(_WORD.findall(folded))
    best = max(_table(), key=lambda known: len(known.words & words), default=None)
    if best and len(best.words & words) >= ALIKE * max(len(best.words), len(words)):
        return best
    return None
