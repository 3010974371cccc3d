"""From mentions to participations: an institution once, with its strongest role and the words that carry it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from etl.event import ROLES, Participation
from etl.institutions.mention import InstitutionMention, unlinked_id
from etl.text import fold
from etl.vocabulary.sources import LANGUAGES, read_language

_WORD = re.compile(r"[^\W_]+")
_RANK = {role: rank for rank, role in enumerate(ROLES)}
_STEM = 3  # letters that a word has at least without its particles
_ALIKE = 0.8  # share of words that two spellings of one name have in common


def settle_institutions(mentions: Iterable[InstitutionMention]) -> list[Participation]:
    """Merge the mentions of an event into one participation for each institution.

    Mentions are of one institution where the registry's id is the same, where a short reference or an acronym leads to
    the other, or where the folded names share four fifths of their words (another order of words, a slip of the pen).

    Args:
        mentions: in text order; the caller leaves out what is not about the event.

    Returns:
        One participation for each institution, strongest roles first, then in the order of the text. Its words are
        those of the mention that carries the role, the surest of them, the first where they are as sure.
    """
    groups: dict[str, list[InstitutionMention]] = {}
    words: dict[str, frozenset[str]] = {}
    for mention in mentions:
        key = mention.institution_id or _same_name(mention.name, words)
        groups.setdefault(key, []).append(mention)
    settled = [_participation(key, group) for key, group in groups.items()]
    return sorted(settled, key=lambda one: (_RANK[one.role], one.start))


def _same_name(name: str, words: dict[str, frozenset[str]]) -> str:
    """The id of an unlinked name; of an alike one where the event has it already."""
    own = frozenset(map(_plain, _WORD.findall(fold(name))))
    for key, other in words.items():
        if len(own & other) >= _ALIKE * max(len(own), len(other)):
            return key
    key = unlinked_id(name)
    words[key] = own
    return key


def _plain(word: str) -> str:
    """A word without the particles written onto it."""
    for particle in _particles():
        if word.startswith(particle) and len(word) - len(particle) >= _STEM:
            return word[len(particle) :]
    return word


@functools.cache
def _particles() -> tuple[str, ...]:
    forms = {fold(form) for lang in LANGUAGES for form in read_language(lang)["language"].get("particles", ())}
    return tuple(sorted(forms, key=len, reverse=True))


def _participation(key: str, group: list[InstitutionMention]) -> Participation:
    role = min((mention.role or "mentioned" for mention in group), key=lambda name: _RANK[name])
    carriers = [mention for mention in group if (mention.role or "mentioned") == role]
    best = max(carriers, key=lambda mention: (mention.confidence, -mention.start))
    full = next((mention for mention in group if mention.kind == "full"), best)
    return Participation(key, full.name, role, best.text, best.start, best.end)
