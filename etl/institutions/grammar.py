"""The words that the grammar of names turns on, from `data/languages/<lang>/names.toml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from etl.text import fold
from etl.vocabulary.sources import read_language


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """Settings of the Arabic grammar of names, all folded."""

    article: str
    hidden_article: str
    conjunction: str
    inside: str
    toward: str
    stop: frozenset[str]
    definite_stop: frozenset[str]
    event: frozenset[str]
    object: frozenset[str]
    verb: frozenset[str]
    into_stop: frozenset[str]
    apposition: frozenset[str]
    privative: frozenset[str]
    purpose: frozenset[str]
    purpose_kind: frozenset[str]
    quoting_kind: frozenset[str]
    governs_inside: frozenset[str]
    governs_from: frozenset[str]
    governs_into: frozenset[str]
    governs_with: frozenset[str]
    governs_against: frozenset[str]
    from_word: str
    into_word: str
    with_word: str
    against_word: str
    past_ending: str
    plural_before: str
    future: tuple[str, ...]
    present: str
    present_feminine: str
    noun_last: str
    noun_middle: str
    noun_long: str
    common_ending: tuple[str, ...]
    filiation: frozenset[str]
    opening_link: frozenset[str]
    adjectives: frozenset[str]
    named_kind: frozenset[str]
    naming_head: frozenset[str]
    inner: frozenset[str]
    joiner: tuple[str, ...]
    own_waw: frozenset[str]
    own_lam: frozenset[str]
    own_ba: frozenset[str]
    own_article: frozenset[str]
    proper_first: frozenset[str]
    place_noun: frozenset[str]
    local_adjective: frozenset[str]
    national_adjective: frozenset[str]
    generic: frozenset[str]
    connector: frozenset[str]
    governor: frozenset[str]
    person: frozenset[str]
    local_kind: frozenset[str]
    always_local_kind: frozenset[str]
    unit_kind: frozenset[str]
    possessive: tuple[str, ...]
    noun_ending: str
    nouns: frozenset[str]
    ambiguous: frozenset[str]
    feminine_ending: tuple[str, ...]
    hall: frozenset[str]
    relative: frozenset[str]
    background: frozenset[str]
    project: frozenset[str]
    host_kind: frozenset[str]
    onto_word: str
    venue_head: frozenset[str]
    people: frozenset[str]
    paired: frozenset[str]
    statement: frozenset[str]
    over: frozenset[str]
    period: frozenset[str]
    same: frozenset[str]
    hall_link: frozenset[str]
    member: frozenset[str]
    delegation: frozenset[str]
    delegated_by: frozenset[str]
    region: frozenset[str]
    aimed_kind: frozenset[str]
    unnamed_ending: tuple[str, ...]
    counting: frozenset[str]
    verb_particle: str

    def definite(self, word: str) -> bool:
        """Whether a word has the article in front."""
        return word.startswith(self.article) and len(word) > 3 and word not in self.own_article

    def bare(self, word: str) -> str:
        """The word without its article."""
        return word[len(self.article) :] if self.definite(word) else word


# Settings that a text is compared with by `startswith` and `endswith`.
_ORDERED = frozenset({"joiner", "possessive", "feminine_ending", "future", "common_ending", "unnamed_ending"})


@functools.cache
def arabic_words() -> ArabicWords:
    """The settings of Arabic, folded."""
    settings = _settings("ar")
    settings["verb"] |= {verb + settings["past_ending"] for verb in settings["verb"]}
    settings["verb"] |= {verb + its for its in settings.pop("its") for verb in settings["verb"]}
    return ArabicWords(**settings)


@dataclass(frozen=True, slots=True)
class LatinWords:
    """Settings of the French or the English grammar of names, folded except `at` ("à" is no "a")."""

    of: frozenset[str]
    article: frozenset[str]
    and_: frozenset[str]
    determiner: frozenset[str]
    no_name: frozenset[str]
    connector: frozenset[str]
    closing: frozenset[str]
    governor: frozenset[str]
    person: frozenset[str]
    title: frozenset[str]
    preposition: frozenset[str]
    seat: frozenset[str]
    no_subject: frozenset[str]
    anaphora: frozenset[str]
    background: frozenset[str]
    project: frozenset[str]
    event: frozenset[str]
    work: frozenset[str]
    auxiliary: frozenset[str]
    copula: frozenset[str]
    without: frozenset[str]
    negation: frozenset[str]
    talks: frozenset[str]
    room: frozenset[str]
    lists: frozenset[str] = frozenset()
    before_noun: frozenset[str] = frozenset()
    capital_only: frozenset[str] = frozenset()
    abroad_kind: frozenset[str] = frozenset()
    second_word: frozenset[str] = frozenset()
    purpose: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    takes_at: frozenset[str] = frozenset()
    takes_about: frozenset[str] = frozenset()
    governs_at: frozenset[str] = frozenset()
    at_stop: frozenset[str] = frozenset()
    at_article: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    governs_with: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    adjective_ending: tuple[str, ...] = ()
    adjective: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    verb: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    inside_object: frozenset[str] = frozenset()
    no_name_ending: tuple[str, ...] = ()
    noun_ending: tuple[str, ...] = ()
    adjective_letter: str = ""
    shared_link: str = ""


@functools.cache
def latin_words(lang: str) -> LatinWords:
    """The settings of "fr" or "en", folded."""
    settings = _settings(lang)
    settings["and_"] = settings.pop("and")
    settings["with_"] = settings.pop("with", frozenset())
    settings["at"] = frozenset(read_language(lang)["names"].get("at", ()))
    for key in ("adjective_ending", "no_name_ending", "noun_ending"):
        settings[key] = tuple(settings.get(key, ()))
    return LatinWords(**settings)


def _settings(lang: str) -> dict[str, Any]:
    """The words of a `names.toml`, folded: a setting of one word as text, a list as a set, the joiners in order."""
    folded: dict[str, Any] = {}
    for key, value in read_language(lang)["names"].items():
        if isinstance(value, str):
            folded[key] = fold(value)
        elif key in _ORDERED:
            folded[key] = tuple(dict.fromkeys(fold(form) for form in value))
        else:
            folded[key] = frozenset(fold(form) for form in value)
    return folded
