"""What the words ahead of an Arabic name say: where it must end, and whether it becomes definite."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.institutions.grammar import ArabicWords, arabic_words
from etl.vocabulary import Hit

WORD = re.compile(r" {0,3}([^\W\d_]+)")
_YEAR = 4  # digits
_SHORT_PLACE = 4  # letters; a longer word may be a future verb
_CENTURIES = ("14", "19", "20")
AHEAD = 4  # words within which an indefinite chain must become definite


class Lookahead:
    """Looks at single words and at the few that follow a position of one folded text."""

    __slots__ = ("_folded", "_places", "_words")

    def __init__(self, folded: str, places: Mapping[int, int]) -> None:
        self._folded, self._places = folded, places
        self._words: ArabicWords = arabic_words()

    def _stops(self, word: str) -> bool:
        """Whether a word (without particles) cannot stand in a name."""
        words = self._words
        return (
            word in words.stop or word in words.verb or word in words.event or word in words.object
            or word in words.definite_stop or self._verb_shape(word)
        )  # fmt: skip

    def _verb_shape(self, word: str) -> bool:
        """A past verb in the feminine ends in "ت" that is no plural's; a future one begins with "سي" or "ست"."""
        words, length = self._words, len(word)
        if length > 3 and word[-1] == words.past_ending and word[-2] not in words.plural_before:
            return True
        return length > 4 and word.startswith(words.future) and word not in words.proper_first

    def _finite(self, word: str) -> bool:
        """A present verb: "ي" in front, or "ت" in front of what is no verbal noun (تكوين، تنمية، تعاون)."""
        words, length = self._words, len(word)
        if self._verb_shape(word) or word[0] == words.present:
            return True
        noun = (
            word[-1] == words.noun_last
            or (length > 4 and word[-2] == words.noun_middle)
            or (length > 3 and word[2] == words.noun_long)
        )
        return word[0] == words.present_feminine and not noun

    def _reaches(self, position: int, words_ahead: int) -> bool:
        """Whether the chain of words from here becomes definite before anything ends it."""
        words, folded = self._words, self._folded
        for _ in range(words_ahead):
            found = WORD.match(folded, position)
            if found is None:
                return False
            word = found.group(1)
            if found.start(1) in self._places:
                return True
            if words.definite(word):
                return word not in words.stop and word[len(words.article) :] not in words.definite_stop
            if self._stops(word) or (word[0] == words.inside and word not in words.own_ba):
                return False
            if word.startswith(words.hidden_article) and word not in words.own_lam:
                return True
            position = found.end()
        return False

    def _aims(self, position: int) -> bool:
        """Whether what a body is for begins here ("للتنمية", "لحماية البيئة"), and not whom an act is for."""
        words, found = self._words, WORD.match(self._folded, position)
        if found is None or found[1] in words.stop or not found[1].startswith(words.toward):
            return False
        word = found[1]
        if word.startswith(words.hidden_article):
            return len(word) > 4 and word[len(words.hidden_article) :] not in words.definite_stop
        return word not in words.own_lam and self._reaches(found.end(), 1)

    def _place_end(self, word: str, start: int) -> int:
        """Where a place that begins here ends, a historic region too; 0 where none does or its word is a verb's."""
        reach = self._places.get(start, 0)
        if reach > start:
            words = self._words
            known = word in words.stop or word in words.verb or word in words.event or word in words.object
            future = len(word) > _SHORT_PLACE and word.startswith(words.future) and word not in words.proper_first
            return 0 if known or future or word in words.definite_stop else reach
        return start + len(word) if word in self._words.region else 0

    def counted(self, head: Hit) -> bool:
        """Whether an indefinite head stands behind a number ("12 مؤسسة سجنية"); a year before it counts nothing."""
        words, start = self._words, head.start - len(head.prefix)
        if head.prefix or start < 2:
            return False
        before = self._folded[max(0, start - 12) : start].rstrip(" ").rsplit(" ", 1)[-1]
        number = before.isdecimal() and (len(before) < _YEAR or not before.startswith(_CENTURIES))
        if not number and before.removeprefix(words.conjunction) not in words.counting:
            return False
        found = WORD.match(self._folded, head.end)
        return found is None or not words.definite(found[1])

    def _ends_at(self, position: int) -> bool:
        """Whether a name must end here anyway: so the word before is its last ("جمعية أقلام حرة بشراكة مع")."""
        found = WORD.match(self._folded, position)
        if found is None:
            return True
        words, word = self._words, found[1]
        return self._stops(word) or (word[0] == words.inside and word not in words.own_ba)

    def _bare_noun(self, word: str) -> bool:
        """Whether a word has no particle and no shape of a verb."""
        words = self._words
        joined = word[0] == words.conjunction and word not in words.own_waw
        return not joined and not self._finite(word) and not (word[0] == words.toward and word not in words.own_lam)

    def _into_field(self, position: int) -> bool:
        """Whether "في" leads to what is studied or taught, and not to a place or a time."""
        words, found = self._words, WORD.match(self._folded, position)
        if found is None or found.start(1) in self._places or found[1].endswith(words.possessive):
            return False
        bare = words.bare(found[1])
        over = bare in words.stop or bare in words.event or bare in words.into_stop
        return not over and self._reaches(position, AHEAD)
