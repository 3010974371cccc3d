"""The grammar of number words: each rule joins two neighbouring pieces into one, level by level.

Levels go from small to large, so that "deux cents et trois cents" stays two numbers: the hundreds are complete before
anything is added to them. Every level is one pass from left to right.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from etl.numbers.joins import ADJACENT, APART, COMMA, JOINED

Value = int | Fraction


class Piece(NamedTuple):
    """A part of a number, in folded offsets.

    `strict` says that its language adds parts only through a joiner; `join` how it hangs on the piece before;
    `scale` is the largest scale inside it (0: none), below which more may be added.
    """

    start: int
    end: int
    value: Value
    kind: str
    strict: bool
    lang: str
    form: str
    approximate: bool = False
    join: int = APART
    scale: int = 0

    def joined(self, join: int) -> Piece:
        """The same piece, hanging so on the one before."""
        return self._replace(join=join)


Rule = Callable[[Piece, Piece], Piece | None]

_BELOW_HUNDRED = frozenset({"unit", "unit_first", "teen", "ten", "tens", "score"})
_WHOLE = _BELOW_HUNDRED | {"hundreds"}
_COUNTED_ON = frozenset(
    {(tens, unit) for tens in ("tens", "score") for unit in ("unit", "bound")} | {("score", "teen")}
)
_MULTIPLE = frozenset({"scale", "scale_or_dual", "plural_scale", "about", "plural_about"})
_NOT_ALONE = frozenset(
    {"bound", "bound_first", "half", "half_of", "point", "minus", "plural_hundred", "plural_scale", "plural_about"}
)
_NOT_MULTIPLIED = _NOT_ALONE - {"bound", "bound_first"} | {"dual", "about"}
_NOT_ADDED = _NOT_ALONE - {"bound"} | {"dual", "about"}


def combine(run: list[Piece]) -> list[Piece]:
    """The numbers of a run of pieces.

    Args:
        run: pieces that stand together, in text order.

    Returns:
        The numbers, in text order.
    """
    if len(run) == 1:
        return _alone(run[0])
    for rule in _SMALL_LEVELS:
        run = _pass(run, rule)
    run = _points(run)
    for rule in _LARGE_LEVELS:
        run = _pass(run, rule)
    return [number for piece in run for number in _alone(piece)]


def _pass(run: list[Piece], rule: Rule) -> list[Piece]:
    """One level: each piece is joined to what stands before it where the rule allows it."""
    done = [run[0]]
    for piece in run[1:]:
        both = rule(done[-1], piece) if piece.join != APART else None
        if both is None:
            done.append(piece)
        else:
            done[-1] = both
    return done


def _alone(piece: Piece) -> list[Piece]:
    """What a piece says without company."""
    if piece.kind in _NOT_ALONE:
        return []
    if piece.kind == "scale_or_dual":
        return [piece._replace(value=2 * piece.value)]
    return [piece._replace(approximate=True)] if piece.kind == "about" else [piece]


def _both(first: Piece, second: Piece, value: Value, kind: str, scale: int = 0) -> Piece:
    form = first.form if first.form == second.form else "mixed"
    approximate = first.approximate or second.approximate or second.kind in {"about", "plural_about"}
    return Piece(
        first.start,
        second.end,
        value,
        kind,
        first.strict or second.strict,
        first.lang,
        form,
        approximate,
        first.join,
        scale,
    )


def _below_hundred(first: Piece, second: Piece) -> Piece | None:
    """Twenty-one; خمسة عشر; خمسة وعشرون; soixante et onze; quatre-vingt-dix-sept."""
    if first.kind in {"unit_first", "bound_first"}:
        fits = (second.kind, second.join) in {("ten", ADJACENT), ("tens", JOINED)}
    else:
        fits = (first.kind, second.kind) in _COUNTED_ON and (
            second.join == ADJACENT or (second.join == JOINED and second.value in {1, 11})
        )
    if not (fits and first.value and second.value):
        return None
    return _both(first, second, first.value + second.value, "teen")


def _hundreds(first: Piece, second: Piece) -> Piece | None:
    """Three hundred; deux cents; ثلاث مائة; 3 hundred."""
    if second.kind not in {"hundred", "plural_hundred"} or second.join != ADJACENT:
        return None
    digits = first.kind == "digits" and second.kind == "hundred" and not second.strict
    if (digits or first.kind in _BELOW_HUNDRED or first.kind == "bound_first") and 0 < first.value < 100:
        return _both(first, second, first.value * second.value, "hundreds")
    return None


def _below_thousand(first: Piece, second: Piece) -> Piece | None:
    """One hundred and three; cent vingt; مائة وخمسة وعشرون."""
    if first.kind not in {"hundred", "hundreds"} or second.join not in {ADJACENT, JOINED}:
        return None
    if second.kind in _BELOW_HUNDRED or second.kind == "bound":
        return _both(first, second, first.value + second.value, "teen") if second.value else None
    return None


def _halves(first: Piece, second: Piece) -> Piece | None:
    """Two and a half; deux et demi; half a million; نصف مليون."""
    if first.kind == "half_of" and second.kind in _MULTIPLE and second.join == ADJACENT:
        return _both(first, second, Fraction(second.value, first.value), "scaled", int(second.value))
    if second.kind == "half" and second.join == ADJACENT and first.value and first.kind in _BELOW_HUNDRED:
        return _both(first, second, first.value + Fraction(1, second.value), "digits")
    return None


def _points(run: list[Piece]) -> list[Piece]:
    """One point two five; deux virgule cinq: what follows the point are decimals, figure by figure."""
    if not any(piece.kind == "point" for piece in run):
        return run
    done: list[Piece] = []
    figures = -1
    for piece in run:
        small = piece.kind in _BELOW_HUNDRED and piece.join == ADJACENT
        if figures >= 0 and small and (figures == 0 or piece.value < 10):
            figures += len(str(piece.value))
            whole, decimals = done[-1], Fraction(piece.value, 10**figures)
            done[-1] = _both(whole, piece, whole.value + decimals, "digits")
        elif piece.kind == "point" and piece.join == ADJACENT and done and done[-1].kind in _WHOLE:
            figures = 0
        else:
            figures = -1
            done.append(piece)
    return done


def _scales(first: Piece, second: Piece) -> Piece | None:
    """Three thousand; 1,2 million; two dozen; خمسون ألفا; 150 ألف; mille milliards."""
    if second.kind not in _MULTIPLE or second.join != ADJACENT or first.kind in _NOT_MULTIPLIED or not first.value:
        return None
    if first.kind in _MULTIPLE | {"scaled"} and first.value >= second.value:
        return None
    scale = int(second.value)
    return _both(first, second, first.value * scale, "scaled", scale)


def _sums(first: Piece, second: Piece) -> Piece | None:
    """Two thousand three hundred; ألف ومائتان; مليون و300 ألف; مليونان ونصف."""
    scale = first.scale or (int(first.value) if first.kind in {"scale", "scale_or_dual"} else 0)
    if first.kind == "thousands":
        scale = 1000
    elif first.kind == "dual_scale":
        scale = int(first.value) // 2
    if not scale:
        return None
    if second.kind == "half" and second.join == ADJACENT:
        return _both(first, second, first.value + Fraction(scale, second.value), "scaled")
    if second.kind in _NOT_ADDED or not 0 < second.value < scale or not _may_add(first, second):
        return None
    lower = second.scale or (int(second.value) if second.kind == "scale" else 1)
    return _both(first, second, first.value + second.value, "scaled", lower if lower > 1 else 0)


def _may_add(first: Piece, second: Piece) -> bool:
    if first.strict:
        return second.join == JOINED or (second.join == ADJACENT and first.form == second.form == "words")
    if second.form in {"digits", "mixed"}:
        return second.join == ADJACENT and second.value >= 1000 and first.value >= 1_000_000
    return second.join in {ADJACENT, JOINED} or (second.join == COMMA and first.form == "words")


def _signs(first: Piece, second: Piece) -> Piece | None:
    """Minus five."""
    if first.kind != "minus" or second.join != ADJACENT or second.kind in _NOT_ALONE:
        return None
    return _both(first, second, -second.value, "digits")


_SMALL_LEVELS: tuple[Rule, ...] = (_below_hundred, _hundreds, _below_thousand)
_LARGE_LEVELS: tuple[Rule, ...] = (_halves, _scales, _sums, _signs)
