"""Reads the cardinals of a text: digits and words become pieces, neighbours become one number.

"1,2 million"          digits x scale
"خمسة وعشرون ألفا"      (units + tens) x scale
"quatre-vingt-dix-sept" score + teen
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from etl.numbers.digits import read_digits
from etl.numbers.grammar import Piece, combine
from etl.numbers.joins import ADJACENT, APART, JOINED, Joins, joins
from etl.vocabulary import Hit, Scan, read_scan

DOMAIN = "numbers"
_SILENT = frozenset({"not", "edition", "ordinal", "fraction"})
_DEFINITE = "ال"  # the Arabic article as a scan's prefixes end in it
_PHRASE = 80  # characters up to which a text's language may be mistaken
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
    text = scan.text
    found = []
    for run in _runs(scan):
        if len(run) == 1 and run[0].lang not in ("", scan.lang) and len(text.folded) > _PHRASE:
            continue  # a lone word of another language: "one" in a French name
        for piece in combine(run):
            start, end = text.span(piece.start, piece.end)
            value = int(piece.value) if piece.value == int(piece.value) else float(piece.value)
            found.append(NumberMention(start, end, text.body[start:end], value, piece.approximate, piece.form))
    return found


def _runs(scan: Scan) -> Iterable[list[Piece]]:
    """Pieces that stand together: only blanks, hyphens and joiners between them."""
    folded, rules = scan.text.folded, joins()
    run: list[Piece] = []
    blocked = before = None
    for piece, hit in _pieces(scan):
        join = APART
        if before is not None:
            join = rules.between(folded, before.end, piece.start, piece.lang)
        before = piece
        if piece.kind in _SILENT:
            if (
                piece.kind in {"ordinal", "fraction"}
                and run
                and (join == ADJACENT or (join == JOINED and not piece.strict))
            ):
                _spoil(run)
            blocked = piece
            if run:
                yield run
            run = []
            continue
        if blocked is not None and hit is not None and _is_ordinal(blocked, piece, hit, join):
            continue
        blocked = None
        if join == APART and run:
            yield run
            run = []
        run.append(piece if join == APART else piece.joined(join))
    if run:
        yield run


def _spoil(run: list[Piece]) -> None:
    """Take back the piece that an ordinal or a fraction ends: "twenty-first", "two thirds"."""
    while run and run[-1].form != "digits":
        last = run.pop()
        if last.join not in {ADJACENT, JOINED}:
            break


def _is_ordinal(before: Piece, piece: Piece, hit: Hit, join: int) -> bool:
    """The ten or the tens of an ordinal: "الثالث عشر", "الخامسة والعشرين", "الذكرى الخمسين"."""
    if before.kind == "ordinal":
        return join != APART and piece.kind in {"ten", "tens"}
    return before.kind == "edition" and join == ADJACENT and hit.prefix.endswith(_DEFINITE) and piece.kind == "tens"


def _pieces(scan: Scan) -> Iterable[tuple[Piece, Hit | None]]:
    """Words and digits of the text in order; a word inside a longer form of the vocabulary is left out."""
    digits = iter(read_digits(scan.text, scan.lang))
    waiting = next(digits, None)
    reach = 0
    rules = joins()
    for hit in scan.of(DOMAIN):
        if hit.start < reach or _misread(scan, hit):
            continue
        reach = hit.end
        while waiting is not None and waiting.start < hit.start:
            yield waiting, None
            waiting = next(digits, None)
        yield _word(hit, rules), hit
    while waiting is not None:
        yield waiting, None
        waiting = next(digits, None)


def _misread(scan: Scan, hit: Hit) -> bool:
    """The known ones in the dual ("المشاركان"), and "and one of" ("وأحد") that folding makes "one" ("واحد")."""
    if hit.kind == "dual":
        return hit.prefix.endswith(_DEFINITE)
    return hit.value == "1" and hit.kind == "unit_first" and _HAMZA in scan.text.words(hit.start, hit.end)


def _word(hit: Hit, rules: Joins) -> Piece:
    value = int(hit.value) if hit.value.isdecimal() else 0
    form = "dual" if hit.kind == "dual" else "words"
    return Piece(hit.start, hit.end, value, hit.kind, hit.lang in rules.needed, hit.lang, form)
