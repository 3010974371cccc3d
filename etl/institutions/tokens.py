"""Words of a text in Latin letters, one at a time, with their capitals and the head nouns among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from etl.institutions.grammar import LatinWords, latin_words
from etl.text import Text
from etl.vocabulary import Hit, Scan

_FRENCH = re.compile(r"([ ,]{0,3})((?:[ldnsmcj]|qu|jusqu)'|[^\W_]+(?:[.-][^\W_]+)*|&)")
_ENGLISH = re.compile(r"([ ,]{0,3})([^\W_]+(?:['.-][^\W_]+)*'?|&)")
_BEFORE = re.compile(r"([^\W_]+(?:['.&-][^\W_]+)*'?(?: &)?)[ ]{1,2}$")
_PARTICLE = re.compile(r"[a-z]{1,3}-[A-Z]")  # "al-Nar", "es-Salam"
_WINDOW = 40  # characters looked at for the word before; longer words are no name's
_RUN = 5  # capitalised words looked through for a head noun


class Token(NamedTuple):
    """A word with its folded offsets, and whether a comma stands before it."""

    word: str
    start: int
    end: int
    comma: bool


class Tokens:
    """The words of one scan, read forwards and backwards from any place."""

    def __init__(self, scan: Scan, heads: Mapping[int, Hit]) -> None:
        self.folded = scan.text.folded
        self.cased = _cased(scan.text)
        self.heads = heads
        self.places = {hit.start: hit.end for hit in reversed(scan.of("places", "place"))}

    def capital(self, position: int) -> bool:
        """Whether a word with a capital begins here, or a particle that a hyphen joins to one ("al-Nar")."""
        cased = self.cased
        return cased[position].isupper() or (
            "-" in cased[position : position + 4] and _PARTICLE.match(cased, position) is not None
        )

    def all_capitals(self, token: Token) -> bool:
        """Whether a word is an acronym."""
        return token.end - token.start > 1 and self.cased[token.start : token.end].isupper()

    def after(self, position: int, lang: str) -> Token | None:
        """The next word, where nothing but spaces and commas stands before it."""
        found = (_FRENCH if lang == "fr" else _ENGLISH).match(self.folded, position)
        return None if found is None else Token(found[2], found.start(2), found.end(), "," in found[1])

    def before(self, position: int, floor: int) -> Token | None:
        """The word right before, not further back than a floor."""
        floor = max(floor, position - _WINDOW)
        found = _BEFORE.search(self.folded[floor:position])
        return None if found is None else Token(found[1], floor + found.start(), floor + found.end(1), comma=False)

    def hyphenated(self, start: int) -> int:
        """Where the compound begins whose last part begins here ("Ciné-club")."""
        while start > 1 and self.folded[start - 1] == "-" and self.folded[start - 2].isalnum():
            start -= 1
            while start and self.folded[start - 1].isalnum():
                start -= 1
        return start

    def noun(self, position: int, lang: str) -> Token | None:
        """The next word behind articles; None where a comma or nothing stands there."""
        words = latin_words(lang)
        token = self.after(position, lang)
        while token is not None and not token.comma and token.word in words.article:
            token = self.after(token.end, lang)
        return None if token is None or token.comma else token

    def past_determiners(self, position: int, words: LatinWords) -> int:
        """Past quotes, articles and "of" up to where a name may begin."""
        folded, size = self.folded, len(self.folded)
        for _ in range(3):
            while position < size and folded[position] in ' ":':
                position += 1
            for form in (*words.article, *words.of):
                end = position + len(form)
                if folded.startswith(form, position) and (form[-1] == "'" or folded[end : end + 1] == " "):
                    position = end
                    break
            else:
                return position
        return position

    def holds_head(self, position: int, lang: str) -> bool:
        """Whether a run of capitals holds a head noun beyond its first word ("and Cedar Foundation")."""
        first = True
        for _ in range(_RUN):
            token = self.after(position, lang)
            if token is None or token.comma or not self.capital(token.start):
                return False
            hit = self.heads.get(token.start)
            if hit is not None and hit.kind == "head" and not first:
                return True
            first, position = False, token.end
        return False

    def begins_name(self, start: int, lang: str) -> bool:
        """Whether a name of its own begins here: a registry's, a head with "of", or capitals with a head."""
        hit = self.heads.get(start)
        if hit is None:
            return self.holds_head(start, lang)
        after = self.after(hit.end, lang)
        if hit.kind == "name":
            return True
        leads = after is not None and not after.comma
        return after is not None and leads and (after.word in latin_words(lang).of or self.capital(after.start))


def _cased(text: Text) -> str:
    """The body's letters at the offsets of the folded text."""
    if text.starts is None:
        return text.body
    return "".join([text.body[start] for start in text.starts[: len(text.folded)]])
