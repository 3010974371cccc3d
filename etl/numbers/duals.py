"""Nouns whose ending counts two, where the vocabulary or the text itself knows their singular.

"مدربتان" two women who train, because "مدربة" is a counted noun; "بستان" a garden, because nothing is "بسة".
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from etl.numbers.grammar import Piece
from etl.text import Text, fold
from etl.vocabulary.sources import read_language

DOMAIN, ENDINGS = "numbers", "dual_ending"
NOUNS = ("feminine", "masculine", "person")  # kinds of the domain "people"
TWO = 2
_LONGEST_WORD = 18  # letters
_SHORTEST_STEM = 3
_AROUND = 3000  # letters to either side in which a singular supports its dual
_REACH = 24  # letters after a dual in which another one is its adjective


@dataclass(frozen=True, slots=True)
class _Duals:
    """How a language forms its dual.

    `endings` leads to the ending of the singular; `nouns` are counted singulars, `particles` what may be written onto
    a noun but the article, `listed` forms that the vocabulary of numbers settles.
    """

    endings: dict[str, str]
    pattern: re.Pattern[str]
    nouns: frozenset[str]
    particles: frozenset[str]
    listed: frozenset[str]


@functools.cache
def _duals(lang: str) -> _Duals | None:
    """The dual of a language, None where it has none."""
    files = read_language(lang)
    table = files[DOMAIN].get(ENDINGS)
    if not table:
        return None
    pairs = [(fold(form).lstrip("-"), fold(singular)) for singular, forms in table.items() for form in forms]
    endings = dict(sorted(pairs, key=lambda pair: -len(pair[0])))
    nouns = {fold(form) for kind in NOUNS for forms in files["people"].get(kind, {}).values() for form in forms}
    listed = {fold(form) for values in files[DOMAIN].values() for forms in values.values() for form in forms}
    definite = {fold(particle) for particle in files["language"].get("article_particles", [])}
    particles = {fold(particle) for particle in files["language"].get("particles", [])} - definite
    # Last letters of words first, which few words have; the whole endings after that.
    pattern = re.compile(f"[{''.join(sorted({ending[-1] for ending in endings}))}](?!\\w)")
    return _Duals(endings, pattern, frozenset(nouns), frozenset(particles), frozenset(listed))


def read_duals(text: Text, lang: str) -> list[Piece]:
    """The nouns in the dual that the vocabulary of numbers does not list.

    Args:
        text: the folded text.
        lang: its main language.

    Returns:
        Pieces of kind "dual" in text order, in folded offsets; an adjective after one is left out.
    """
    rules = _duals(lang)
    if rules is None:
        return []
    found: list[Piece] = []
    reach = -1
    folded, endings = text.folded, tuple(rules.endings)
    for match in rules.pattern.finditer(folded):
        end = match.end()
        if not folded.endswith(endings, max(end - _LONGEST_WORD, 0), end):
            continue
        start = _noun_start(folded, end, rules)
        if start is None:
            continue
        if start > reach or folded[start - 1].isalpha():  # with a particle it is no adjective
            found.append(Piece(start, end, TWO, "dual", False, lang, "dual"))
        reach = end + _REACH
    return found


def _noun_start(folded: str, end: int, rules: _Duals) -> int | None:
    """Where the noun of a dual that ends here begins, particles left out; None where no singular supports it."""
    word = end
    while word and end - word < _LONGEST_WORD and folded[word - 1].isalpha():
        word -= 1
    ending = next(ending for ending in rules.endings if folded.endswith(ending, 0, end))
    at = end - len(ending)
    singular_ending = rules.endings[ending]
    for start in range(word, min(word + 3, at - _SHORTEST_STEM + 1)):
        if start > word and folded[word:start] not in rules.particles:
            continue
        stem = folded[start:at]
        if stem + ending in rules.listed:
            return None
        if stem + singular_ending in rules.nouns:
            return start
        if singular_ending and _stands_near(folded, at, stem + singular_ending):
            return start
    return None


def _stands_near(folded: str, at: int, singular: str) -> bool:
    """Whether the text around has the singular as a word, the particles before it left aside."""
    near = folded[max(at - _AROUND, 0) : at + _AROUND]
    found = near.find(singular)
    return found >= 0 and not near[found + len(singular) : found + len(singular) + 1].isalpha()
