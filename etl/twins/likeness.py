"""How alike two tellings are, part by part; and what says that they cannot be one activity.

The weights and the threshold are our own, chosen so that the twin pair of the samples, and pairs composed by
phenomenon (`tests/etl/twins/twins.toml`), come out right with room on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from etl.twins.telling import NEAR_DAYS, NEAR_PUBLISHED, Telling

THRESHOLD = 0.8  # from here on two tellings are of one activity
WEIGHTS = {
    "date": 3.0,
    "organisers": 3.0,
    "partners": 1.0,
    "place": 1.5,
    "type": 2.0,
    "counts": 1.0,
    "subject": 4.0,
}
_CODED = "x-"  # an id made from a name: says nothing across languages
# Types that two writers give to the same gathering.
_GATHERINGS = frozenset(("seminar", "workshop", "training", "conference", "meeting", "study-day", "other"))
_SAME_NAME = 85  # of 100, of two folded names
_CLOSE_COUNTS = 0.85  # the smaller by the larger
_SAME_TITLE = 0.9
_SAME_YEAR = 200  # days between two publications
_CROWD = 10  # an equal count of fewer people says little
_NUMBER = re.compile(r"\d+")


class Likeness(NamedTuple):
    """A score from 0 to 1 and the parts that it is made of, those that both tellings state."""

    score: float
    parts: dict[str, float]

    def __str__(self) -> str:
        """The score and its parts in one line, as a merge records them."""
        return f"{self.score:.2f}: " + ", ".join(f"{name} {value:.2f}" for name, value in self.parts.items())


def conflicts(a: Telling, b: Telling) -> bool:
    """Whether two tellings cannot be of one activity.

    They cannot where they are of one release, days or places apart, publications of undated ones far apart, titles
    that differ in a number alone, or both count and audience different.
    """
    return a.key == b.key or _apart_in_time(a, b) or _apart_in_place(a, b) or _apart_in_number(a, b)


def compare(a: Telling, b: Telling) -> Likeness | None:
    """How alike two tellings are.

    Args:
        a: a telling.
        b: another; the order of the two makes no difference.

    Returns:
        The likeness; None where nothing brings the two near each other in time, they cannot be one activity, or it
        would stay below `THRESHOLD`.
    """
    when = _date(a, b)
    if when is None or conflicts(a, b):
        return None
    parts: dict[str, float | None] = {
        "date": when,
        "organisers": _organisers(a, b),
        "partners": _partners(a, b),
        "place": _place(a, b),
        "type": _type(a, b),
        "counts": _counts(a, b),
        "subject": 1.0,
    }
    if _score(parts) < THRESHOLD:
        return None
    title = _title(a, b)
    parts["subject"] = _subject(a, b, title)
    score = _score(parts)
    if score < THRESHOLD or not _is_anchored(a, b, parts, title):
        return None
    if not (a.dated and b.dated) and (a.days and b.days) and not _is_same_edition(a, b, title):
        return None
    return Likeness(score, {name: value for name, value in parts.items() if value is not None})


def _score(parts: dict[str, float | None]) -> float:
    known = [(WEIGHTS[name], value) for name, value in parts.items() if value is not None]
    return round(sum(weight * value for weight, value in known) / sum(weight for weight, _ in known), 4)


def _is_anchored(a: Telling, b: Telling, parts: dict[str, float | None], title: float | None) -> bool:
    """Whether a body, the title, or a large equal count says that it is the same one, beside day and place."""
    return (
        (parts["organisers"] or 0) >= 0.7
        or (parts["partners"] or 0) >= 0.5
        or (title or 0) >= _SAME_TITLE
        or (a.participants is not None and a.participants == b.participants and a.participants >= _CROWD)
    )


def _is_same_edition(a: Telling, b: Telling, title: float | None) -> bool:
    """Whether two tellings, of which one leaves the year open, are of the same year's activity."""
    if a.participants is not None and b.participants is not None and a.participants != b.participants:
        return False
    return (
        (title or 0) >= _SAME_TITLE
        or bool(a.slogan and a.slogan == b.slogan)
        or (a.participants is not None and a.participants == b.participants)
    )


def _apart(a: tuple[date, ...], b: tuple[date, ...]) -> int:
    """Days between the nearest of two sets of days."""
    return min(abs((one - other).days) for one in a for other in b)


def _apart_in_time(a: Telling, b: Telling) -> bool:
    if a.days and b.days:
        if _apart(a.days, b.days) > NEAR_DAYS.days:
            return True
        if a.dated and b.dated:
            return False
        return bool(a.published and b.published and abs((a.published - b.published).days) > _SAME_YEAR)
    return _date(a, b) is None and bool((a.published or a.days) and (b.published or b.days))


def _apart_in_place(a: Telling, b: Telling) -> bool:
    if a.country and b.country and a.country != b.country:
        return True
    comparable = a.lang == b.lang or not (a.city.startswith(_CODED) or b.city.startswith(_CODED))
    return bool(a.city and b.city and a.city != b.city and comparable)


def _apart_in_number(a: Telling, b: Telling) -> bool:
    if a.title != b.title and _NUMBER.sub("", a.title) == _NUMBER.sub("", b.title):
        return True
    share = _counts(a, b)
    differ = share is not None and share < 0.8
    return differ and bool(a.audience and b.audience) and not a.audience & b.audience


def _date(a: Telling, b: Telling) -> float | None:
    """1 for the same day, less for a day between, or for days that one of the two leaves open; None: not near."""
    if a.days and b.days:
        apart = _apart(a.days, b.days)
        if apart > NEAR_DAYS.days:
            return None
        return (1.0 if apart == 0 else 0.5) if a.dated and b.dated else (0.6 if apart == 0 else 0.3)
    ways = [(a.published, b.published)]
    ways += [(b.published, day) for day in a.days] + [(a.published, day) for day in b.days]
    near = any(one and other and abs(one - other) <= NEAR_PUBLISHED for one, other in ways)
    return 0.5 if near else None


def _organisers(a: Telling, b: Telling) -> float | None:
    if a.organisers & b.organisers:
        return 1.0
    if a.lang == b.lang and any(fuzz.token_sort_ratio(x, y) >= _SAME_NAME for x in a.names for y in b.names):
        return 0.9
    if a.organisers & b.others or b.organisers & a.others:
        return 0.7
    if not a.organisers or not b.organisers or (a.lang != b.lang and (a.names or b.names)):
        return None
    return 0.0


def _partners(a: Telling, b: Telling) -> float | None:
    ours, theirs = a.others, b.others
    if a.lang != b.lang:
        ours, theirs = _linked(ours), _linked(theirs)
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else None


def _linked(ids: Set[str]) -> frozenset[str]:
    return frozenset(code for code in ids if not code.startswith(_CODED))


def _place(a: Telling, b: Telling) -> float | None:
    if a.city and b.city:
        return 1.0 if a.city == b.city else None
    if a.region and b.region:
        return 0.7 if a.region == b.region else 0.0
    return None


def _type(a: Telling, b: Telling) -> float | None:
    if a.event_type == b.event_type:
        return 1.0
    return 0.5 if a.event_type in _GATHERINGS and b.event_type in _GATHERINGS else 0.0


def _counts(a: Telling, b: Telling) -> float | None:
    if a.participants is None or b.participants is None:
        return None
    low, high = sorted((a.participants, b.participants))
    share = low / high if high else 1.0
    return 1.0 if low == high else 0.8 if share >= _CLOSE_COUNTS else 0.3 if share >= 0.5 else 0.0


def _title(a: Telling, b: Telling) -> float | None:
    """How alike two titles of one language are: words in any order, and the words that one has more."""
    if a.lang != b.lang or not a.title or not b.title:
        return None
    if a.title == b.title:
        return 1.0
    return (fuzz.token_sort_ratio(a.title, b.title) + fuzz.token_set_ratio(a.title, b.title)) / 200


def _subject(a: Telling, b: Telling, title: float | None) -> float | None:
    """What it is about: the title, or title and topic together where that says more."""
    if a.slogan and a.slogan == b.slogan:
        return 1.0
    topic = _topic(a, b)
    if title is None or topic is None:
        return topic if title is None else title
    return max(title, (title + topic) / 2)


def _topic(a: Telling, b: Telling) -> float | None:
    """Themes and audience that both name, and the occasion."""
    shares = [(3, _overlap(a.themes, b.themes)), (1, _overlap(a.audience, b.audience))]
    known = [(weight, share) for weight, share in shares if share is not None]
    if a.occasion and b.occasion:
        known.append((3, float(a.occasion == b.occasion)))
    return sum(weight * share for weight, share in known) / sum(weight for weight, _ in known) if known else None


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float | None:
    """Between the share of all and the share of the smaller set: a shorter release names fewer."""
    if not ours or not theirs:
        return None
    both = len(ours & theirs)
    return (both / len(ours | theirs) + both / min(len(ours), len(theirs))) / 2
