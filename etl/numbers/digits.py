"""Numbers in digits: grouping and decimals told apart, dates, times, telephones and codes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from etl.numbers.grammar import Piece
from etl.text import Text

# Western digits only: folding has levelled the Arabic-Indic and Persian ones.
_CLUSTER = re.compile(r"[0-9]+(?:[ .,/:'-][0-9]+)*")
_PART = re.compile(
    r"(?P<phone>(?<![0-9])[0-9]{2,4}(?:[ .-][0-9]{2}){3,}(?![0-9]))"
    r"|(?P<spaced>(?<![0-9.,/])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?)"
    r"|[0-9]+(?:[.,/:'-][0-9]+)*"
)
# After a plus or a bracket: "+212 5 37 …", "(+212) 661 …", "00 212 537 …".
_PHONE = re.compile(r"[0-9]{1,5}(?:\)? ?\(?[0-9]{1,4}\)?)?(?:[ .-][0-9]{1,4}){1,8}")
_SHORTEST_PHONE = 8  # digits
_DIALLING = frozenset("+(")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'])[0-9]{3})+")
_GROUPED_DECIMAL = re.compile(r"([0-9]{1,3}(?:([.,'])[0-9]{3})+)(?!\2)[.,]([0-9]+)")
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]+)")
_SEPARATORS = re.compile(r"[.,' ]")
_SUFFIX = re.compile(r"[a-z]+")
_LONGEST = 24  # digits; longer ones are codes
_LONGEST_PADDED = 4  # digits with zeros in front ("03 أشخاص"); longer ones are telephones
_LONGEST_CLUSTER = 90  # characters: a range of two grouped numbers fits
_MULTIPLIERS = {
    "k": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "md": 1_000_000_000,
    "mds": 1_000_000_000,
}
_CURRENCIES = frozenset("$€£")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "ere", "e", "eme", "emes", "o", "re", "nde", "ieme"})
_HOURS = frozenset({"h", "am", "pm", "hrs"})
_DASHED = frozenset({"ar"})  # a hyphen right before digits is a dash there, as in datelines
_DECIMAL_POINT = {"en": "."}  # elsewhere three digits after a point or a comma are a group


def read_digits(text: Text, lang: str) -> list[Piece]:
    """The numbers in digits of a text.

    Args:
        text: the folded text.
        lang: its main language, which decides whether "1.250" has decimals.

    Returns:
        Pieces of kind "digits", in text order, in folded offsets.
    """
    pieces: list[Piece] = []
    folded, reach = text.folded, 0
    for cluster in _CLUSTER.finditer(folded):
        start, end = cluster.span()
        if start < reach:
            continue
        if (start and folded[start - 1] in _DIALLING) or folded.startswith("00", start):
            reach = _past_phone(folded, start)
            if reach > start:
                continue
        if cluster.group().isdecimal():
            _read(text, start, end, lang, pieces)
            continue
        for part in _PART.finditer(text.folded, start, end):
            if not part["phone"]:
                _read(text, *part.span(), lang, pieces)
    return pieces


def _past_phone(folded: str, start: int) -> int:
    """Where an international telephone number that starts here ends; `start` where it is none."""
    match = _PHONE.match(folded, start)
    if match is None or sum(map(str.isdecimal, match.group())) < _SHORTEST_PHONE:
        return start
    return match.end()


def _read(text: Text, start: int, end: int, lang: str, pieces: list[Piece]) -> None:
    """Append the numbers of a cluster: one, both ends of a range, or none."""
    sign = _before(text, start, lang)
    reach, times = _after(text, start, end)
    figures = text.folded[start:end]
    if not sign * times or end - start > _LONGEST_CLUSTER:
        return
    if figures.isdecimal():
        if _is_fraction(text.folded, start):
            pieces.append(_piece(start - 1, reach, _decimal("0", figures) * times))
        elif (whole := _whole(figures)) is not None:
            pieces.append(_piece(start, reach, sign * whole * times))
        return
    for first, last, value in _values(figures, start, lang, text.folded):
        if value is not None:
            pieces.append(_piece(first, reach if last == end else last, sign * value * times))


def _is_fraction(folded: str, start: int) -> bool:
    """Decimals without a whole: " .77"."""
    return start > 0 and folded[start - 1] == "." and (start == 1 or folded[start - 2] in " \n(")


def _piece(start: int, end: int, value: int | Fraction) -> Piece:
    return Piece(start, end, value, "digits", False, "", "digits")


def _whole(cluster: str) -> int | None:
    """The integer, unless it is a code: too long, or long with leading zeros."""
    return None if len(cluster) > _LONGEST or (len(cluster) > _LONGEST_PADDED and cluster[0] == "0") else int(cluster)


def _before(text: Text, start: int, lang: str) -> int:
    """The sign that what stands before gives: 1, -1, or 0 where the digits belong to a code ("G20", "covid-19")."""
    if not start:
        return 1
    folded, before = text.folded, text.folded[start - 1]
    if before in " \n(":
        return 1
    if before in "/_#@$\\":
        return 1 if before in "$#" else 0
    if before == "-":
        if start == 1:
            return -1
        earlier = folded[start - 2]
        if earlier not in " (":
            return 0 if earlier.isalnum() else 1
        dash = lang in _DASHED or (start > 2 and folded[start - 3].isdigit())
        return 1 if dash else -1
    if before.isascii() and before.isalpha():
        word = start
        while word and start - word < 4 and folded[word - 1].isascii() and folded[word - 1].isalpha():
            word -= 1
        return 1 if start - word > 1 and text.words(word, start).islower() else 0
    return 1


def _after(text: Text, start: int, end: int) -> tuple[int, int]:
    """End and factor with what is written onto the digits: ("100k"); factor 0 for ordinals, hours and codes."""
    folded = text.folded
    if end >= len(folded) or not ("a" <= folded[end] <= "z"):
        return end, 1
    suffix = _SUFFIX.match(folded, end, end + 6)
    letters = suffix.group() if suffix else ""
    if letters in _ORDINAL_ENDINGS or letters in _HOURS:
        return end, 0
    money = start > 0 and folded[start - 1] in _CURRENCIES
    written = text.words(end, end + len(letters))
    if letters in _MULTIPLIERS and (letters != "m" or written == "M" or money):
        return end + len(letters), _MULTIPLIERS[letters]
    return end, 0 if len(letters) == 1 and written.isupper() else 1


def _values(cluster: str, start: int, lang: str, folded: str) -> Iterator[tuple[int, int, int | Fraction | None]]:
    """The numbers of digits with separators: one, the two ends of a range, a list without blanks, or none."""
    if "/" in cluster or ":" in cluster:
        return
    parts = cluster.split("-")
    if len(parts) > 2:
        return
    numbers = [_number(part, lang, folded, start + len(cluster)) for part in parts]
    if len(parts) == 2 and (None in numbers or not _rising(numbers)):
        return
    for part, number in zip(parts, numbers, strict=True):
        if number is None and part.count(",") > 1:
            yield from _listed(part, start)
        yield start, start + len(part), number
        start += len(part) + 1


def _rising(numbers: list[int | Fraction | None]) -> bool:
    low, high = numbers
    return low is not None and high is not None and low < high


def _listed(part: str, start: int) -> Iterator[tuple[int, int, int | None]]:
    """The members of a list written without blanks: "12,15,18"."""
    for figure in part.split(","):
        if figure.isdecimal():
            yield start, start + len(figure), _whole(figure)
        start += len(figure) + 1


def _number(part: str, lang: str, folded: str, end: int) -> int | Fraction | None:
    """The value of digits with grouping or decimals; None where they are a date or a version ("12.05.2024")."""
    if part.isdecimal():
        return _whole(part)
    if " " in part:
        whole, _, decimals = part.partition(",") if "," in part else part.partition(".")
        return _decimal(whole.replace(" ", ""), decimals)
    if match := _GROUPED.fullmatch(part):
        once = len(part) - len(match[1]) - 3 <= 3
        if part[0] != "0" and not (
            once and (_DECIMAL_POINT.get(lang) == match[1] or folded[end : end + 2].strip() == "%")
        ):
            return int(_SEPARATORS.sub("", part))
    if match := _GROUPED_DECIMAL.fullmatch(part):
        return _decimal(_SEPARATORS.sub("", match[1]), match[3])
    if match := _DECIMAL.fullmatch(part):
        return _decimal(match[1], match[2])
    return None


def _decimal(whole: str, decimals: str) -> int | Fraction:
    return int(whole) + Fraction(int(decimals), 10 ** len(decimals)) if decimals else int(whole)
