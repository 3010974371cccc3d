"""What stands between the parts of a date: a space, a dash, "to", "and", "of the month of", or a break.

Link words are too common to be searched for in the whole text; they are looked up in the few letters between two parts.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from etl.text import fold
from etl.vocabulary.sources import LANGUAGES, read_language

FILE = "date_links"
REACH = 40  # letters; a longer way between two parts is a break
PHRASE = 5  # words of the longest link
BREAK = "break"
_SIGNS = {",": "comma", "-": "dash", "/": "slash", "(": "open", ")": "close", "&": "and"}
_ALONE = {"": "space", ".": "dot", ":": "colon", "'": "space", "=": "equal", "*": BREAK}
_PIECE = re.compile(r"[^\W\d_]+(?:'(?=\w))?|\S")
_TAIL = re.compile(r"[^\W\d_]+'?")
_BEFORE_DATE = " \t'°º(\""  # signs between a link and a date
# A link says more when these words stand before it ("from the 3rd" after "starting"), strongest first.
_STRENGTH = (
    "street",
    "number",
    "plan",
    "every",
    "starting",
    "until",
    "by",
    "between",
    "equal",
    "and",
    "to",
    "since",
    "ago",
    "from",
)
_WEAK = frozenset({"on", "article", "within", "day_word", "month_word", "year_word", "from", "to"})
_AS_LEADS = {"before": "by", "after": "on"}  # what they say before a date with nothing counted before them
_LIGHT = ("article", "on", "within", "day_word", "comma", "from")  # add nothing beside another link, weakest first


@functools.cache
def link_words() -> dict[str, str]:
    """Link phrase (folded, words separated by one space) -> its meaning, for all languages."""
    words: dict[str, str] = {}
    for lang in LANGUAGES:
        for meaning, phrases in read_language(lang)[FILE]["links"].items():
            for phrase in phrases:
                key = " ".join(_PIECE.findall(fold(phrase)))
                words.setdefault(key, meaning)
                words.setdefault(key.removesuffix(" '"), meaning)  # before a date its apostrophe is stripped
    return words


def link_settings(table: str, key: str) -> list[Any]:
    """A setting of the link files of all languages: lists joined, single values in a list."""
    found: list[Any] = []
    for lang in LANGUAGES:
        value = read_language(lang)[FILE].get(table, {}).get(key, [])
        found += value if isinstance(value, list) else [value]
    return found


@functools.lru_cache(maxsize=4096)
def read_gap(gap: str) -> str:
    """What the letters between two parts of a date mean.

    Args:
        gap: the folded text between them, at most `REACH` letters.

    Returns:
        The name of a link; "break" where the parts do not belong together.
    """
    if "\n" in gap or ";" in gap:
        return BREAK
    bare = gap.strip()
    if bare in _ALONE:
        return _ALONE[bare] if bare != "." or len(gap) == 1 else BREAK
    if bare == "," and len(gap) == 1:
        return "dot"
    found: set[str] = set()
    pieces = _PIECE.findall(bare)
    at = 0
    while at < len(pieces):
        sign = _SIGNS.get(pieces[at])
        if sign:
            found.add(sign)
            at += 1
            continue
        meaning, length = _phrase_at(pieces, at)
        if not meaning:
            return BREAK
        found.add(meaning)
        at += length
    return _combine(found)


def _phrase_at(pieces: list[str], at: int) -> tuple[str | None, int]:
    """The longest link phrase that begins at a piece, and how many pieces it takes."""
    words = link_words()
    for length in range(min(PHRASE, len(pieces) - at), 0, -1):
        if meaning := words.get(" ".join(pieces[at : at + length])):
            return meaning, length
    return None, 0


def _combine(found: set[str]) -> str:
    """One meaning out of several links side by side ("and on the": and)."""
    for light in _LIGHT:
        if len(found) > 1:
            found.discard(light)
    for strong in ("equal", "until", "starting", "open"):
        if strong in found:
            return strong
    if len(found) == 1:
        return next(iter(found))
    if found == {"from", "between"}:
        return "between"
    for pair, meaning in (({"month_word", "year_word"}, "year_word"), ({"and", "month_word"}, "and")):
        if found == pair:
            return meaning
    return BREAK


@functools.cache
def _phrase_lengths() -> dict[str, tuple[int, ...]]:
    """Last word of link phrases -> how many words such phrases have, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in link_words():
        pieces = phrase.split(" ")
        lengths.setdefault(pieces[-1], set()).add(len(pieces))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


def _ends(word: str) -> tuple[str, str, str]:
    """What a link phrase may end in where the last word before a date is this one."""
    bare = word.rstrip('°º("')
    return word, bare.rsplit("'", 1)[-1], bare.rstrip("'").rsplit("'", 1)[-1]


@functools.lru_cache(maxsize=4096)
def _may_end(word: str) -> bool:
    """Whether a link phrase may end in the last word before a date."""
    lengths = _phrase_lengths()
    return word in lengths or not (word.isalnum() or lengths.keys().isdisjoint(_ends(word)))


def read_lead(tail: str) -> str:
    """What the words right before a date announce, where another part does not stand close before.

    Args:
        tail: the folded text before it, at most `REACH` letters.

    Returns:
        The name of a link ("on", "from", "starting", "number" …), or "break".
    """
    words = tail.rsplit(None, 1)
    if not words or not _may_end(words[-1]):
        return BREAK
    last = words[-1]
    tail = tail[tail.rfind("\n") + 1 :].rstrip(_BEFORE_DATE)
    if not last.isalpha():
        return _read_tail(tail)
    # Only what may be part of a link matters: the same few words stand before most dates.
    words, known = tail.split(" "), _link_pieces()
    first = len(words)
    while first and words[first - 1] in known:
        first -= 1
    return _read_tail(" ".join(words[first:])) if first else _read_tail(tail)


@functools.cache
def _link_pieces() -> frozenset[str]:
    """Every word of every link phrase."""
    return frozenset(piece for phrase in link_words() for piece in phrase.split(" ") if piece.isalpha())


@functools.lru_cache(maxsize=4096)
def _read_tail(tail: str) -> str:
    """The link that words right before a date are."""
    pieces = _TAIL.findall(tail)
    if not pieces or not tail.endswith(pieces[-1]):
        return BREAK
    meaning, length = _phrase_before(pieces, len(pieces))
    strongest, at = meaning, len(pieces)
    while meaning:
        if _rank(meaning) < _rank(strongest or BREAK) and meaning != "number":
            strongest = meaning
        at -= length
        if meaning not in _WEAK:
            break
        meaning, length = _phrase_before(pieces, at)
    return _AS_LEADS.get(strongest, strongest) if strongest else BREAK


def _phrase_before(pieces: list[str], end: int) -> tuple[str | None, int]:
    """The longest link phrase that ends before a piece, and how many pieces it takes."""
    words = link_words()
    for length in _phrase_lengths().get(pieces[end - 1], ()) if end else ():
        if length <= end and (meaning := words.get(" ".join(pieces[end - length : end]))):
            return meaning, length
    return None, 0


def _rank(meaning: str) -> int:
    return _STRENGTH.index(meaning) if meaning in _STRENGTH else len(_STRENGTH)


def lead_length(tail: str, meaning: str) -> int:
    """How many letters of the text before a date are the words that announce it.

    Args:
        tail: the folded text before it, at most `REACH` letters.
        meaning: the link that `read_lead` found.

    Returns:
        Letters from the phrase's first one to the end of the tail; 0 where no phrase of that meaning ends there.
    """
    starts = [found.start() for found in _PIECE.finditer(tail)]
    pieces = _PIECE.findall(tail)
    for length in range(min(PHRASE, len(pieces)), 0, -1):
        if link_words().get(" ".join(pieces[-length:])) == meaning:
            return len(tail) - starts[-length]
    return 0
