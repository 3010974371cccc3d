"""The shape of what the topics recogniser reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from etl.text import Text
from etl.vocabulary import Hit


class TopicMention(NamedTuple):
    """Words that say what an activity is, about what, for whom, or what the clause does with it.

    `start` and `end` are body offsets, `text` is the body's words there; `kind` and `value` as in `read_topics`;
    `rule` names the rule, `confidence` is from 0 to 1, `strength` says how firmly the words mean it (a verb's: tense).
    """

    start: int
    end: int
    text: str
    kind: str
    value: str
    rule: str
    confidence: float
    strength: str


def mention(text: Text, hit: Hit, kind: str, *how: *tuple[str, float, str]) -> TopicMention:
    """The mention of a hit, in body offsets; `how` is its rule, confidence and strength."""
    start, end = (hit.start, hit.end) if text.starts is None else text.span(hit.start, hit.end)
    return TopicMention(start, end, text.body[start:end], kind, hit.value, *how)


def between(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """Those of some hits in text order that begin between two folded offsets."""
    return hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]


_start = attrgetter("start")
