"""Reads the cardinals of a text: digits and words become pieces, neighbours become one number.

"1,2 million"          digits x scale
"خمسة وعشرون ألفا"      (units + tens) x scale
"quatre-vingt-dix-sept" score + teen
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from etl.numbers.digits import read_digits
from etl.numbers.duals import read_duals
from etl.numbers.grammar import Piece, combine
from etl.numbers.joins import ADJACENT, APART, JOINED, Joins, joins
from etl.vocabulary import Hit, Scan, read_scan
from etl.vocabulary.registry import ARTICLE

DOMAIN = "numbers"
_SILENT = frozenset({"not", "ordinal", "fraction"})
_SPOILING = frozenset({"ordinal", "fraction"})
_PHRASE = 80  # characters up to which a text's language may be mistaken
_LONGEST_WORD = 16  # characters
_HAMZA = "أ"  # folding makes "and one of" (with it) and "one" (without) alike


class NumberMention(NamedTuple):
    """A cardinal in a text.

    Attributes:
        start: offset of its first character in the body.
        end: offset past its last character.
        text: the body's words, `body[start:end]`.
        value: an int, or a float where it has decimals.
        approximate: True of round words ("une centaine", "a dozen").
        form: "digits", "words", "mixed", or "dual" (a noun whose ending counts two).
    """

    start: int
    end: int
    text: str
    value: int | float
    approximate: bool = False
    form: str = "words"


def find_numbers(text: str, lang: str | None = None) -> list[NumberMention]:
    """Every cardinal of a text, in digits or words.

    Args:
        text: the body.
        lang: its main language; None detects it.

    Returns:
        Mentions in text order that never overlap.

    Raises:
        ValueError: `lang` is not a language of `data/languages`.
    """
    return read_numbers(read_scan(text, lang, DOMAIN))


def read_numbers(scan: Scan) -> list[NumberMention]:
    """The cardinals of a scanned text.

    Args:
        scan: a scan with the domain "numbers".

    Returns:
        Mentions in text order that never overlap, in body offsets.
    """
    text, lone = scan.text, len(scan.text.folded) > _PHRASE
    found = []
    for run in _runs(scan):
        if lone and len(run) == 1 and run[0].lang not in ("", scan.lang):
            continue  # a lone word of another language: "one" in a French name
        for piece in combine(run):
            start, end = text.span(piece.start, piece.end)
            found.append(NumberMention(start, end, text.body[start:end], _value(piece), piece.approximate, piece.form))
    return found


def _value(piece: Piece) -> int | float:
    if isinstance(piece.value, int):
        return piece.value
    return int(piece.value) if piece.value.denominator == 1 else float(piece.value)


def _runs(scan: Scan) -> Iterator[list[Piece]]:
    """Pieces that stand together: only blanks, hyphens and joiners between them."""
    folded, between = scan.text.folded, joins().between
    run: list[Piece] = []
    ordinal, end = False, -1
    for piece in _pieces(scan):
        join = between(folded, end, piece.start, piece.lang) if end >= 0 else APART
        end = piece.end
        if join == APART or piece.kind in _SILENT:
            if piece.kind in _SPOILING and (join == ADJACENT or (join == JOINED and not piece.strict)):
                _spoil(run)
            if run:
                yield run
            run = []
        if piece.kind in _SILENT:
            ordinal = piece.kind == "ordinal"
            continue
        if ordinal and join != APART and piece.kind in {"ten", "tens"}:
            continue  # "الثالث عشر", "الخامسة والعشرين"
        ordinal = False
        run.append(piece if join == APART else piece.joined(join))
    if run:
        yield run


def _spoil(run: list[Piece]) -> None:
    """Take back the piece that an ordinal or a fraction ends: "twenty-first", "two thirds"."""
    while run and run[-1].form != "digits":
        last = run.pop()
        if last.join not in {ADJACENT, JOINED}:
            break


def _pieces(scan: Scan) -> Iterator[Piece]:
    """Words and digits of the text in order; a word inside a longer form of the vocabulary is left out."""
    found = read_digits(scan.text, scan.lang)
    if duals := read_duals(scan.text, scan.lang):
        found = sorted(found + duals)
    digits = iter(found)
    waiting = next(digits, None)
    reach = 0
    rules = joins()
    for hit in scan.of(DOMAIN):
        if hit.start < reach or _misread(scan, hit, rules):
            continue
        reach = hit.end
        while waiting is not None and waiting.start < hit.start:
            yield waiting
            waiting = next(digits, None)
        yield _word(hit, rules)
    while waiting is not None:
        yield waiting
        waiting = next(digits, None)


def _misread(scan: Scan, hit: Hit, rules: Joins) -> bool:
    """Words that only look like cardinals.

    The known ones in the dual ("المشاركان"), tens that are an edition's ordinal ("الذكرى الخمسين"), and "and one of"
    ("وأحد") that folding makes "one" ("واحد").
    """
    if hit.kind == "dual":
        return hit.prefix.endswith(ARTICLE)
    if hit.kind == "tens":
        return hit.prefix.endswith(ARTICLE) and _word_before(scan.text.folded, hit.word_start) in rules.editions
    if hit.value != "1" or hit.kind != "unit_first":
        return False
    return hit.prefix.endswith(ARTICLE) or _HAMZA in scan.text.words(hit.start, hit.end)


def _word_before(folded: str, start: int) -> str:
    """The word before an offset, without its article."""
    words = folded[max(0, start - _LONGEST_WORD) : start].split()
    return words[-1].removeprefix(ARTICLE) if words else ""


def _word(hit: Hit, rules: Joins) -> Piece:
    value = int(hit.value) if hit.value.isdecimal() else 0
    form = "dual" if hit.kind == "dual" else "words"
    return Piece(hit.start, hit.end, value, hit.kind, hit.lang in rules.needed, hit.lang, form)
