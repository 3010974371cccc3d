"""How the parts of a number hang together: side by side, by "and", or after a comma."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from etl.text import fold
from etl.vocabulary.registry import ARTICLE
from etl.vocabulary.sources import LANGUAGES, read_language

APART, ADJACENT, JOINED, COMMA = range(4)

_LONGEST_GAP = 8  # characters: " - and - "


@dataclass(frozen=True, slots=True)
class Joins:
    """The joiners of each language, the languages whose parts must be joined, and what is counted by ordinals."""

    gaps: dict[str, dict[str, int]]
    needed: frozenset[str]
    editions: frozenset[str]

    def between(self, folded: str, end: int, start: int, lang: str) -> int:
        """How the part that starts at `start` hangs on the one that ends at `end`, attached particles included."""
        if start == end:
            return ADJACENT
        if start - end > _LONGEST_GAP:
            return APART
        gap = folded[end:start]
        known = self.gaps.get(lang, self.gaps[""])
        join = known.get(gap)
        if join is None and "  " in gap:
            join = known.get(" ".join(gap.split(" ")).replace("  ", " "))
        return APART if join is None else join


@functools.cache
def joins() -> Joins:
    """The joins that the settings of the languages name."""
    everywhere = {" ": ADJACENT, "-": ADJACENT, " - ": ADJACENT, "  ": ADJACENT}
    gaps = {"": dict(everywhere)}
    needed, editions = set(), set()
    for lang in LANGUAGES:
        settings = read_language(lang)["language"]
        gaps[lang] = dict(everywhere)
        editions |= {fold(word) for word in settings.get("edition_words", [])}
        if settings["number_joiner_needed"]:
            needed.add(lang)
        else:
            gaps[lang][", "] = COMMA
        for joiner in map(fold, settings["number_joiners"]):
            glued = (f" {joiner}", f" {joiner}{ARTICLE}") if lang in needed else (f"-{joiner}-",)
            if lang in needed:
                gaps[lang][f" {ARTICLE}"] = ADJACENT
            gaps[lang] |= dict.fromkeys((f" {joiner} ", *glued), JOINED)
            gaps[""] |= gaps[lang]
    return Joins(gaps, frozenset(needed), frozenset(editions))
