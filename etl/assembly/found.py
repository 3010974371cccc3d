"""A value on its way into an event: how sure it is, what backs it, what a reviewer should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from etl.event import Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A settled value.

    Attributes:
        value: the value; None or an empty tuple where the text states none.
        confidence: from 0 to 1; that of "not stated" where there is no value.
        evidence: the words that back it.
        reasons: review reason codes that it raises.
    """

    value: T
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
