"""How sure an event is as a whole, and whether a person should look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Reasons that tell a reviewer something but ask for nothing by themselves.
NOTES = frozenset({"patronage", "no-organiser"})
ASKS_BELOW = 0.55  # an event less sure than this asks for review


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
