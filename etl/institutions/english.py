"""Where an English name begins and ends: with its capitals, and the links between them."""

from __future__ import annotations

from etl.institutions.grammar import latin_words
from etl.institutions.tokens import Token, Tokens
from etl.vocabulary import Hit

_LONGEST = 24  # words of a name
_BEFORE_HEAD = 6  # capitalised words before a head noun


def english_start(tokens: Tokens, head: Hit, floor: int) -> int:
    """Where the capitalised words before a head noun begin ("Tamale Technical University")."""
    words, start = latin_words("en"), head.start
    for _ in range(_BEFORE_HEAD):
        token = tokens.before(start, max(floor, 0))
        if token is None or not tokens.capital(token.start) or token.word in words.no_name:
            break
        if token.word in words.title or token.word.endswith(words.no_name_ending):
            break
        start = token.start
    return start


def capitals_end(tokens: Tokens, position: int, lang: str, *, lists: bool = True) -> int:
    """Where a run of capitalised words ends that goes on at a position, "of the", "for" and "and" inside it.

    Args:
        tokens: the text's words.
        position: behind the run's first word.
        lang: "fr" or "en".
        lists: whether "Trade, Industry and Energy" may go on over commas.
    """
    words, end = latin_words(lang), position
    for _ in range(_LONGEST):
        token = tokens.after(end, lang)
        if token is None:
            break
        if token.comma:
            if not lists or not list_goes_on(tokens, token, lang):
                break
            end = token.end
        elif tokens.capital(token.start) and token.word not in words.title and not _other_name(tokens, end, token):
            end = token.end
        elif not (past := _past_link(tokens, token, lang)):
            break
        else:
            end = past
    return end


def last_head(tokens: Tokens, head: Hit, end: int) -> str:
    """The kind that the last noun of a compound says ("Royal Police Institute")."""
    kind, position = head.value, head.end
    while position < end and (after := tokens.heads.get(position + 1)) and after.kind == "head":
        kind, position = after.value, after.end
    return kind


def capital_behind(tokens: Tokens, position: int, lang: str, link: str = "") -> int:
    """The end of the capitalised word that a link leads to; 0 where there is none."""
    words = latin_words(lang)
    token = tokens.noun(position, lang)
    if token is None or not tokens.capital(token.start) or token.word in words.no_name:
        return 0
    return 0 if link in words.inside and token.word not in words.inside_object else token.end


def _other_name(tokens: Tokens, end: int, token: Token) -> bool:
    hit = tokens.heads.get(token.start)
    return hit is not None and hit.kind == "name" and tokens.folded[end : token.start] != " "


def _past_link(tokens: Tokens, token: Token, lang: str) -> int:
    """Past a link word and the capital that it leads to; 0 where the name does not go on."""
    words = latin_words(lang)
    if token.word in words.of or token.word in words.inside:
        return capital_behind(tokens, token.end, lang, token.word)
    if token.word not in words.and_:
        return 0
    after = tokens.after(token.end, lang)
    if after is None or after.comma or not tokens.capital(after.start) or tokens.all_capitals(after):
        return 0
    return 0 if tokens.begins_name(after.start, lang) else after.end


def list_goes_on(tokens: Tokens, token: Token, lang: str) -> bool:
    """As in "Ministry of Trade, Industry and Energy": capitals up to an "and" with a capital, no head among them."""
    words, first, item = latin_words(lang), True, token
    for _ in range(8):
        if item.word in words.and_:
            after = tokens.after(item.end, lang)
            return not first and after is not None and tokens.capital(after.start) and not (
                after.start in tokens.heads or tokens.holds_head(after.start, lang) or tokens.all_capitals(after)
            )  # fmt: skip
        if not tokens.capital(item.start) or item.start in tokens.heads or tokens.all_capitals(item):
            return False
        following = tokens.after(item.end, lang)
        if following is None:
            return False
        first, item = False, following
    return False
