"""One scan for all vocabulary: every word of the languages and every name of the registry, found in one pass.

A word file `data/languages/<lang>/<domain>.toml` holds tables `[kind]` of `value = ["form", ...]`; the registry adds
names. A `Hit` is a form found at word boundaries, with the particles written onto it (Arabic "وبال…") kept apart.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from etl.text import Text, fold, read_text
from etl.vocabulary.language import detect_language
from etl.vocabulary.registry import registry_names
from etl.vocabulary.sources import LANGUAGES, read_language

NOT_WORDS = "language"  # the word file that holds a language's settings, not vocabulary
# Word files that are read by themselves: "names" says how names of institutions go on and end, "date_links" what joins
# the parts of a date, "towns" how towns are named that no table lists.
SETTINGS = frozenset({NOT_WORDS, "names", "date_links", "towns"})


class Hit(NamedTuple):
    """A form of the vocabulary found in a text, in folded offsets.

    `prefix` holds the attached particles that stand before `start` in the same word ("", "و", "بال", "لل" …);
    `kind` and `value` say what the form means; `lang` is the language whose file lists it ("" for the registry).
    """

    start: int
    end: int
    kind: str
    value: str
    prefix: str
    lang: str

    @property
    def word_start(self) -> int:
        """Folded offset at which the word with its particles begins."""
        return self.start - len(self.prefix)


class Entry(NamedTuple):
    """What a form stands for: the domain that asks for it, its kind, its value and its language."""

    domain: str
    kind: str
    value: str
    lang: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with all that the vocabulary knows in it: what every recogniser starts from."""

    text: Text
    lang: str
    hits: dict[str, list[Hit]]

    def of(self, domain: str, *kinds: str) -> list[Hit]:
        """Hits of a domain (all, or those of some kinds) in text order, longer ones first where they begin alike."""
        found = self.hits.get(domain, [])
        return [hit for hit in found if hit.kind in kinds] if kinds else found


class Lexicon:
    """Forms of some domains, ready to be found."""

    def __init__(self, forms: Iterable[tuple[str, Entry]]) -> None:
        entries: dict[str, list[Entry]] = defaultdict(list)
        for form, entry in forms:
            if (folded := fold(form)) and entry not in entries[folded]:
                entries[folded].append(entry)
        self._particles = _particles()
        self._particle_ends = frozenset(particle[-1] for particle in self._particles)
        self._automaton = AhoCorasick(list(entries))
        # What the first and the last character of each form are (a letter, a digit or a sign), and what it means.
        self._forms = {
            lang: [(_edge(form[0]), _edge(form[-1]), _preferred(found, lang)) for form, found in entries.items()]
            for lang in LANGUAGES
        }

    def scan(self, text: Text, lang: str) -> dict[str, list[Hit]]:
        """Every form of the lexicon that stands in the text as a word of its own.

        Args:
            text: the folded text.
            lang: the text's main language; where a form means something in it, other languages' meanings are left out.

        Returns:
            Domain -> hits, sorted by start, then longest first.
        """
        forms, particle_ends = self._forms[lang], self._particle_ends
        padded = f" {text.folded} "  # spares the looks for the ends of the text
        found: dict[str, list[Hit]] = defaultdict(list)
        matches = self._automaton.find_matches_as_indexes(text.folded, overlapping=True)
        for index, start, end in reversed(matches):  # matches come by their end: longer ones are met first
            first, last, meanings = forms[index]
            after = padded[end + 1]
            if (last == _LETTER and after.isalpha()) or (last == _DIGIT and after.isdigit()):
                continue
            before, prefix = padded[start], ""
            if first == _LETTER and before.isalpha():
                if before not in particle_ends or not (prefix := self._read_prefix(padded, start + 1)):
                    continue
            elif first == _DIGIT and before.isdigit():
                continue
            for domain, kind, value, of_lang in meanings:
                # The same as Hit(…), without the detour that the constructor of a named tuple takes.
                found[domain].append(tuple.__new__(Hit, (start, end, kind, value, prefix, of_lang)))
        for hits in found.values():
            hits.sort(key=_BY_START)
        return dict(found)

    def _read_prefix(self, padded: str, start: int) -> str:
        """The particles that a word begins with before `start`; "" where what stands there is no particle."""
        word = start - 1
        while start - word < LONGEST_PARTICLE + 1 and padded[word - 1].isalpha():
            word -= 1
        prefix = padded[word:start]
        return prefix if prefix in self._particles else ""


_SIGN, _LETTER, _DIGIT = range(3)
_BY_START = itemgetter(0)
LONGEST_PARTICLE = 5  # letters; one more than the longest entry of `particles`


def _edge(character: str) -> int:
    return _LETTER if character.isalpha() else _DIGIT if character.isdigit() else _SIGN


def _order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _preferred(entries: list[Entry], lang: str) -> tuple[Entry, ...]:
    """Entries of the text's language and the registry where there are any of that language, else all."""
    own = tuple(entry for entry in entries if entry.lang in (lang, ""))
    return own if any(entry.lang == lang for entry in own) else tuple(entries)


def _particles() -> frozenset[str]:
    """Particles that a language writes onto the word that follows (Arabic clitics)."""
    return frozenset(
        fold(particle) for lang in LANGUAGES for particle in read_language(lang)[NOT_WORDS].get("particles", [])
    )


def language_forms() -> Iterable[tuple[str, Entry]]:
    """Every form of the word files with what it stands for."""
    for lang in LANGUAGES:
        for domain, kinds in read_language(lang).items():
            if domain in SETTINGS:
                continue
            for kind, values in kinds.items():
                for value, forms in values.items():
                    for form in forms:
                        yield form, Entry(domain, kind, value, lang)


def registry_forms() -> Iterable[tuple[str, Entry]]:
    """Every name and alias of the registry with what it stands for."""
    for domain, kind, value, form in registry_names():
        yield form, Entry(domain, kind, value, "")


@functools.cache
def lexicon(*domains: str) -> Lexicon:
    """The lexicon of some domains; of all of them where none is named. Built once a process."""
    wanted = frozenset(domains)
    forms = (*language_forms(), *registry_forms())
    return Lexicon((form, entry) for form, entry in forms if not wanted or entry.domain in wanted)


def read_scan(body: str, lang: str | None = None, *domains: str) -> Scan:
    """Fold a body and find the vocabulary in it.

    Args:
        body: the text.
        lang: its main language; None detects it.
        domains: what to look for; nothing named looks for everything.

    Returns:
        The scan that recognisers work on.

    Raises:
        ValueError: `lang` is not one of the languages of `data/languages`.
    """
    if lang is not None and lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: expected one of {', '.join(LANGUAGES)}")
    text = read_text(body)
    main = lang or detect_language(text)
    return Scan(text, main, lexicon(*domains).scan(text, main))


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits without those that lie inside a longer one; the order of the text is kept."""
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=_order):
        if hit.end > reach or (kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)):
            kept.append(hit)
            reach = hit.end
    return kept
