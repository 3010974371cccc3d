"""Where a French name ends: adjectives, "de" with its noun, capitals, and lists under one "de"."""

from __future__ import annotations

import re

from etl.institutions.english import list_goes_on
from etl.institutions.grammar import latin_words
from etl.institutions.tokens import Token, Tokens
from etl.vocabulary import Hit

_QUOTED = re.compile(r' ?" ?[^"\n]{2,60}"')
_LONGEST = 24  # words of a name


def french_end(tokens: Tokens, head: Hit) -> int:
    """Where the name of a head noun ends; the head's own end where nothing belongs to it.

    Args:
        tokens: the text's words.
        head: the head noun.
    """
    if (quoted := _QUOTED.match(tokens.folded, head.end)) is not None:
        return quoted.end()
    return _Walk(tokens, head).read()


def adjective_end(tokens: Tokens, position: int) -> int:
    """Past the adjective that follows capitals ("Entraide nationale"), if there is one."""
    token = tokens.after(position, "fr")
    adjective = token is not None and not token.comma and token.word.endswith(latin_words("fr").adjective_ending)
    return token.end if token is not None and adjective else position


class _Walk:
    """One walk from a head noun to the end of its name."""

    def __init__(self, tokens: Tokens, head: Hit) -> None:
        self._tokens, self._words = tokens, latin_words("fr")
        self._form = tokens.folded[head.start : head.end]
        self._end = head.end
        self._noun = True  # the word before is a noun, which an adjective may follow
        self._bare = self._form in self._words.lists  # capitals follow the head without "de": they may be a list
        self._purpose = False  # the name has "pour": "et le" may join two purposes
        self._last = self._form  # the noun that a preposition would depend on

    def read(self) -> int:
        complements = self._form.count(" ")
        while complements < _LONGEST and (token := self._tokens.after(self._end, "fr")) is not None:
            past = self._past_comma(token) if token.comma and complements else 0 if token.comma else self._past(token)
            if not past:
                break
            self._noun = token.word in self._words.of or self._tokens.capital(token.start)
            self._purpose = self._purpose or token.word in self._words.purpose
            self._end = past
            complements += 1
        return self._end

    def _past(self, token: Token) -> int:
        """Past the next word and what it takes with it; 0 where the name is over."""
        words, word = self._words, token.word
        if word in words.of:
            self._bare = False
            return self._complement(token.end)
        if word in words.and_:
            return self._past_and(token.end)
        if self._is_at(token) and (self._form in words.takes_at or self._last in words.governs_at):
            return self._past_at(token)
        if word in words.inside:
            return self._past_inside(token)
        if word in words.with_ and self._last in words.governs_with:
            return self._complement(token.end)
        if word in words.purpose or (word in words.about and self._form in words.takes_about):
            after = self._tokens.after(token.end, "fr")
            leads = after is not None and (after.word in words.article or self._tokens.capital(after.start))
            return self._complement(token.end) if leads else 0
        capital = self._tokens.capital(token.start)
        if capital and word in words.article:
            return self._complement(token.end)
        if self._closes(word) and not (capital and word in words.stop):
            return 0
        if capital:
            hit = self._tokens.heads.get(token.start)
            self._last = word
            return token.end if hit is None or hit.kind != "name" else 0
        if self._is_adjective(word) or (self._noun and self._like_adjective(token)):
            return token.end
        return 0

    def _past_at(self, token: Token) -> int:
        """Past what "à" leads to behind a noun that governs it ("d'aide aux victimes"); a bare town is the event's."""
        tokens, words = self._tokens, self._words
        noun = tokens.noun(token.end, "fr")
        if noun is None or noun.word in words.at_stop or (noun.start in tokens.heads and tokens.capital(noun.start)):
            return 0
        following = tokens.after(token.end, "fr")
        town = noun.start in tokens.places and following is not None and following.start == noun.start
        return 0 if town and token.word not in words.at_article else self._complement(token.end)

    def _past_inside(self, token: Token) -> int:
        """Past "en" between two capitals ("Femmes en Action"), or to the state of people ("en situation de handicap").

        Before a place it is the event's.
        """
        tokens = self._tokens
        after = tokens.after(token.end, "fr")
        if after is not None and not after.comma and after.word in self._words.state:
            self._last = after.word
            return after.end
        if not self._noun or after is None or after.comma or not tokens.capital(after.start):
            return 0
        return 0 if after.start in tokens.places else after.end

    def _closes(self, word: str) -> bool:
        words = self._words
        return word in words.stop or word in words.verb or word in words.title or word in words.article

    def _is_at(self, token: Token) -> bool:
        return self._tokens.cased[token.start : token.end] in self._words.at

    def _is_adjective(self, word: str) -> bool:
        return word in self._words.adjective or word.endswith(self._words.adjective_ending)

    def _like_adjective(self, token: Token) -> bool:
        """An unknown word that ends like an adjective and has no object behind it, as a verb would."""
        words, after = self._words, self._tokens.after(token.end, "fr")
        free = after is None or after.comma or (after.word not in words.article and after.word not in words.stop)
        return free and len(token.word) > 4 and token.word[-1] in words.adjective_letter

    def _complement(self, position: int) -> int:
        """Past the article and the noun after "de"; 0 where no noun of a name stands there."""
        noun = self._tokens.noun(position, "fr")
        if noun is None or noun.word in self._words.stop or noun.word in self._words.title or noun.word[0].isdigit():
            return 0
        self._last = noun.word
        if noun.word in self._words.before_noun:
            after = self._tokens.after(noun.end, "fr")
            if after is not None and not after.comma and not self._closes(after.word):
                return after.end
        return noun.end

    def _past_and(self, position: int) -> int:
        """Past "et" and what it joins inside the name; 0 where it joins another name or a clause."""
        words, tokens = self._words, self._tokens
        token = tokens.after(position, "fr")
        if token is None or token.comma:
            return 0
        if token.word in words.of or self._is_at(token):
            return 0 if self._capital_head(token.end) else self._complement(token.end)
        if token.word in words.article and self._purpose:
            noun = tokens.noun(position, "fr")
            return 0 if noun is None or noun.start in tokens.heads else self._complement(position)
        if self._closes(token.word) or token.start in tokens.heads:
            return 0
        if tokens.capital(token.start):
            return 0 if tokens.all_capitals(token) else token.end
        joins = self._is_adjective(token.word) or token.word.endswith(words.noun_ending)
        return token.end if joins else 0

    def _capital_head(self, position: int) -> bool:
        """Whether a capitalised head stands behind "de": another institution, not a complement."""
        noun = self._tokens.noun(position, "fr")
        return noun is not None and noun.start in self._tokens.heads and self._tokens.capital(noun.start)

    def _in_list(self, noun: Token) -> bool:
        """Whether a noun behind ", de" is one of several: a capital, or "et de" follows it."""
        tokens, words = self._tokens, self._words
        after = tokens.after(noun.end, "fr")
        if tokens.capital(noun.start) or after is None or after.word not in words.and_:
            return tokens.capital(noun.start)
        last = tokens.after(after.end, "fr")
        return last is not None and last.word in words.of

    def _past_comma(self, token: Token) -> int:
        """Past ", de l'Insertion" or the middle of "économique, social et environnemental"."""
        words, tokens = self._words, self._tokens
        if token.word in words.of:
            noun = tokens.noun(token.end, "fr")
            inside = noun is not None and noun.start not in tokens.heads and self._in_list(noun)
            return self._complement(token.end) if inside else 0
        if tokens.capital(token.start):
            return token.end if self._bare and list_goes_on(tokens, token, "fr") else 0
        if not self._is_adjective(token.word):
            return 0
        after = tokens.after(token.end, "fr")
        if after is None or after.word not in words.and_:
            return 0
        last = tokens.after(after.end, "fr")
        return token.end if last is not None and self._is_adjective(last.word) else 0
