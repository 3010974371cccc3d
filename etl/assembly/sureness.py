"""How sure an event is as a whole, and whether a person should look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.people import CountMention

# Reasons that tell a reviewer something but ask for nothing by themselves.
NOTES = frozenset({"patronage"})
A_CROWD = 5  # fewer people are speakers or officials more often than an audience
ASKS_BELOW = 0.6  # an event less sure than this asks for review


def unclaimed(total: int | None, counts: Sequence[CountMention]) -> tuple[str, ...]:
    """Why a missing number of participants asks for a look: people are counted, and nothing says what they did.

    Args:
        total: the number of participants that was settled.
        counts: the counts of the activity's part of the text.

    Returns:
        The reason "count-unclear", or nothing.
    """
    left = any(count.cue == "none" and (count.value or 0) >= A_CROWD for count in counts)
    return ("count-unclear",) if total is None and left else ()


def sureness(confidences: Sequence[float]) -> float:
    """The confidence of an event: that of its least sure value among date, count, institutions, type and place.

    Args:
        confidences: those of its values, from 0 to 1.

    Returns:
        The lowest, rounded to two places; 0 where there are none.
    """
    return round(min(confidences, default=0.0), 2)


def needs_review(confidence: float, reasons: Iterable[str]) -> bool:
    """Whether a person should look: a value is doubtful, or a reason asks for it."""
    return confidence < ASKS_BELOW or any(reason not in NOTES for reason in reasons)
