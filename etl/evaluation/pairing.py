"""Which event answers which: names that are the same, and how much an event looks like an answer."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from etl.evaluation.gold import Answer
from etl.event import Event, Participation
from etl.text import fold
from etl.vocabulary.registry import ARTICLE
from etl.vocabulary.sources import LANGUAGES, read_language

_WORD = re.compile(r"\w+")
_LEFT = 2  # letters that a word must keep when a particle is taken off it


def same_name(wanted: str, read: str) -> bool:
    """Whether two names are one: equal after folding, or one holds the other and is at most twice as long.

    Articles, words such as "of" and "the", and particles written onto a word do not count.
    """
    one, other = sorted((_words(wanted), _words(read)), key=len)
    if not one or len(one) * 2 < len(other):
        return False
    return any(other[at : at + len(one)] == one for at in range(len(other) - len(one) + 1))


def is_named(wanted: str, party: Participation) -> bool:
    """Whether a wanted name is that of an institution: its full name or the words of the text agree."""
    return same_name(wanted, party.name) or same_name(wanted, party.text)


def parties_of(event: Event, *roles: str) -> list[Participation]:
    """The institutions of an event in some roles."""
    return [party for party in event.institutions if party.role in roles]


def pair(answers: Sequence[Answer], events: Sequence[Event]) -> list[tuple[Answer, Event | None]]:
    """Each answer with an event of its own, or none: those most alike first, else in the order of the text."""
    ranked = sorted((-_likeness(a, e), i, j) for i, a in enumerate(answers) for j, e in enumerate(events))
    taken: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return [(answer, events[taken[i]] if i in taken else None) for i, answer in enumerate(answers)]


def _likeness(answer: Answer, event: Event) -> float:
    """How much an event looks like an answer: a day and an organiser weigh two, a count one, a type a half."""
    values = answer.values
    dated = bool(values.get("event_start")) and values["event_start"] == event.date_start
    organisers = parties_of(event, "organiser")
    organised = any(is_named(name, party) for name in values.get("organisers", ()) for party in organisers)
    counted = bool(values.get("participants_total")) and values["participants_total"] == event.participants
    return 2 * dated + 2 * organised + counted + 0.5 * (values.get("event_type") == event.event_type)


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    words = [_bare(word) for word in _WORD.findall(fold(name))]
    telling = [word for word in words if word not in _function_words() and not (len(word) == 1 and word.isascii())]
    return tuple(telling or words)


def _bare(word: str) -> str:
    """A word without the particles that end in an article ("بال", "لل")."""
    for particle in _particles():
        if word.startswith(particle) and len(word) - len(particle) >= _LEFT:
            return word[len(particle) :]
    return word


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(word) for lang in LANGUAGES for word in read_language(lang)["language"]["function_words"])


@functools.cache
def _particles() -> tuple[str, ...]:
    """Attached particles that hold an article, the longest first."""
    particles = {fold(p) for lang in LANGUAGES for p in read_language(lang)["language"].get("article_particles", [])}
    return tuple(sorted(particles | {ARTICLE}, key=len, reverse=True))
