"""All that the recognisers read in one release, from one scan: what the assembly chooses from."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from etl.assembly.sentences import Placed, Sentences, read_sentences
from etl.dates import DateMention, read_dates
from etl.institutions import InstitutionMention, read_institutions
from etl.numbers import NumberMention, read_numbers
from etl.occasions import OccasionMention, SloganMention, read_occasions, read_slogans
from etl.people import CountMention, read_counts
from etl.places import ModeMention, PlaceMention, VenueMention, read_modes, read_places, read_venues
from etl.text import Text
from etl.topics import TopicMention, read_topics
from etl.vocabulary import Scan

DOMAIN = "assembly"
MOST_DAYS = 60  # a longer span is a programme, not an activity

M = TypeVar("M", bound=Placed)


class InOrder(tuple[M, ...]):
    """Mentions in text order, with their starts at hand: looked into often, so each look is one bisection."""

    starts: list[int]

    def __new__(cls, mentions: Iterable[M] = ()) -> InOrder[M]:
        """Take over mentions that are in text order."""
        found = super().__new__(cls, mentions)
        found.starts = [mention.start for mention in found]
        return found


NONE: InOrder[Any] = InOrder()


class Cue(NamedTuple):
    """A word of the domain "assembly", in body offsets; `kind` as in `data/languages/<lang>/assembly.toml`."""

    start: int
    end: int
    kind: str


class Duration(NamedTuple):
    """A length in days that the text gives an activity ("over three days"), in body offsets."""

    start: int
    end: int
    days: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """What stands in a release, each kind in text order, in body offsets."""

    text: Text
    lang: str
    published: date | None
    sentences: Sentences
    dates: InOrder[DateMention]
    numbers: InOrder[NumberMention]
    counts: InOrder[CountMention]
    institutions: InOrder[InstitutionMention]
    places: InOrder[PlaceMention]
    venues: InOrder[VenueMention]
    modes: InOrder[ModeMention]
    occasions: InOrder[OccasionMention]
    slogans: InOrder[SloganMention]
    topics: dict[str, InOrder[TopicMention]]
    cues: dict[str, InOrder[Cue]]
    durations: Sequence[Duration]

    def topic(self, kind: str) -> InOrder[TopicMention]:
        """Topic mentions of a kind."""
        return self.topics.get(kind, NONE)

    def cue(self, kind: str) -> InOrder[Cue]:
        """Cues of a kind."""
        return self.cues.get(kind, NONE)

    @property
    def title(self) -> tuple[int, int]:
        """Body span of the first line."""
        lines = [sentence for sentence in self.sentences if sentence.is_title]
        return (lines[0].start, lines[-1].end) if lines else (0, 0)


def within(mentions: InOrder[M], start: int, end: int) -> tuple[M, ...]:
    """Mentions that begin in a half-open span of the body.

    Args:
        mentions: in text order.
        start: body offset.
        end: body offset.

    Returns:
        The mentions, in text order.
    """
    starts = mentions.starts
    if not starts:
        return ()
    first = bisect_left(starts, start)
    return mentions[first : bisect_left(starts, end, first)]


def last_before(mentions: InOrder[M], offset: int) -> M | None:
    """The last mention that begins before a body offset."""
    index = bisect_left(mentions.starts, offset)
    return mentions[index - 1] if index else None


def inside(mention: Placed, others: InOrder[M]) -> bool:
    """Whether a mention lies within one of others, which are in text order and do not overlap."""
    other = last_before(others, mention.start + 1)
    return other is not None and mention.start < other.end


def _start(mention: Placed) -> int:
    return mention.start


def read_mentions(scan: Scan, published: date | None) -> Mentions:
    """Let every recogniser read a scanned release once.

    Args:
        scan: of all domains.
        published: the anchor of relative dates, or None.

    Returns:
        The mentions.
    """
    topics: dict[str, list[TopicMention]] = defaultdict(list)
    for topic in read_topics(scan):
        topics[topic.kind].append(topic)
    cues = _read_cues(scan)
    numbers = read_numbers(scan)
    places = read_places(scan)
    venues, institutions = InOrder(read_venues(scan, places)), InOrder(read_institutions(scan))
    # "Palace of congresses" is no congress, nor is "avec le concours de" a competition.
    cues_of_partners = (Cue(*named.cue, "role") for named in institutions if named.cue and named.role == "partner")
    spans: list[Placed] = [*venues, *institutions, *cues_of_partners]
    names = InOrder(sorted(spans, key=_start))
    topics["event_type"] = [noun for noun in topics["event_type"] if not inside(noun, names)]
    # "Association of Tomorrow", "University of 8 May 1945", "Sunday Market" are names.
    towns = InOrder(places)
    dates = InOrder(
        day for day in read_dates(scan, published) if not inside(day, institutions) and not inside(day, towns)
    )
    return Mentions(
        text=scan.text,
        lang=scan.lang,
        published=published,
        sentences=read_sentences(scan.text, scan.of(DOMAIN, "enumerator_first"), scan.of(DOMAIN, "enumerator_second")),
        dates=dates,
        numbers=InOrder(numbers),
        counts=InOrder(read_counts(scan, numbers)),
        institutions=institutions,
        places=towns,
        venues=venues,
        modes=InOrder(read_modes(scan)),
        occasions=InOrder(read_occasions(scan)),
        slogans=InOrder(read_slogans(scan)),
        topics={kind: InOrder(found) for kind, found in topics.items()},
        cues={kind: InOrder(found) for kind, found in cues.items()},
        durations=[
            duration
            for duration in _read_durations(scan, InOrder(numbers), InOrder(cues["lasting"]))
            if not inside(duration, dates)
        ],
    )


def _read_cues(scan: Scan) -> dict[str, list[Cue]]:
    """Words that say how clauses hang together, by kind."""
    cues: dict[str, list[Cue]] = defaultdict(list)
    for hit in (*scan.of(DOMAIN), *scan.of("topics", "audience_cue")):
        cues[hit.kind].append(Cue(*scan.text.span(hit.start, hit.end), hit.kind))
    return cues


def _read_durations(scan: Scan, numbers: InOrder[NumberMention], cues: InOrder[Cue]) -> list[Duration]:
    """Lengths in days: a number of days after a cue ("for three days"), or joined to it by a hyphen ("three-day")."""
    found: list[Duration] = []
    for hit in scan.of("dates", "unit", "units", "dual"):
        if hit.value != "day":
            continue
        start, end = scan.text.span(hit.start, hit.end)
        days, begin = 2, start
        if hit.kind != "dual":
            number = last_before(numbers, start)
            if number is None or not 0 <= start - number.end <= 2 or number.value != int(number.value):
                continue
            days, begin = int(number.value), number.start
        cue = last_before(cues, begin)
        announced = cue is not None and 0 <= begin - cue.end <= 4
        hyphenated = scan.text.body[start - 1 : start] == "-"
        if (announced or hyphenated) and 1 < days <= MOST_DAYS:
            found.append(Duration(begin, end, days))
    return found
