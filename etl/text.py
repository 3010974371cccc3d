"""The text floor: a body folded once, with the way back to its own characters.

Folding levels what writers and keyboards vary (hamza, ta marbuta, digits, quotes, accents, letter case) so that one
spelling in the vocabulary matches all of them. It never decides anything: it only makes surfaces comparable.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# One character becomes one character, so offsets stay as they are. What releases are full of is replaced in a chain,
# several times as fast as one `str.translate` over a non-ASCII table; the rest is replaced where it occurs.
_COMMON: tuple[tuple[str, str], ...] = tuple(
    (source, target)
    for target, sources in {
        "ا": "أإآ",
        "ي": "ىئ",
        "ه": "ة",
        "و": "ؤ",
        " ": "\u00a0\t",
        '"': "«»“”",
        "'": "’`",
        "-": "–—",
        ",": "،",
        ";": "؛",
        "?": "؟",
        "%": "٪",
    }.items()
    for source in sources
)
_RARE = {
    source: target
    for target, sources in {
        "ا": "ٱ",
        "ي": "یې",
        "ه": "ہۀ",
        "ك": "کڪ",
        " ": "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        '"': "„‟″",
        "'": "‘‛ʼ′´",
        "-": "‐‑‒―−",
        ",": "٬",
        ".": "٫۔",
    }.items()
    for source in sources
}
_DIGITS = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_ACCENTS = {
    letter: plain
    for letter in map(chr, range(0x00C0, 0x0180))
    if len(plain := unicodedata.normalize("NFD", letter)[0]) == 1 and plain.isascii() and plain != letter
}
_REPLACED = _RARE | _DIGITS | _ACCENTS

# Characters that carry no letter of their own: tatweel, Arabic and Latin combining marks, zero-width and bidi controls.
_MARKS = "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
_DROPPED = re.compile(f"[{_MARKS}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_TRAILING = re.compile(f"[{_MARKS}]*")
# Arabic presentation forms and Latin ligatures, which one character may stand for several letters in.
_COMPATIBILITY = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")

# Everything that only some releases hold: one look for all of it tells which of it to see to.
_UNCOMMON = re.compile(f"[{''.join(_REPLACED)}{_DROPPED.pattern[1:-2]}{_COMPATIBILITY.pattern[1:]}")

# The letters and signs of plain releases as one alphabet of at most 256, and each of them levelled.
_ALPHABET = "".join(
    (
        *map(chr, (*range(128), *range(0x0621, 0x063B), *range(0x0641, 0x064B))),
        *(letter + letter.upper() for letter in "àâäçéèêëîïôöùûüœæáíóúñ"),
        "\u00a0\u202f«»“”’–—•…·°€،؛؟٪",
    )
)
_LEVEL = "".join((dict(_COMMON) | _REPLACED).get(letter, letter).lower() for letter in _ALPHABET)
_CODES = codecs.charmap_build(_ALPHABET)

_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"[!?.;\n]")  # one class of characters: several times as fast as alternatives that look ahead


@dataclass(frozen=True, slots=True)
class Text:
    """A body and its folded form.

    Attributes:
        body: the text as given; every offset that leaves a recogniser counts its characters from 0.
        folded: the levelled text that vocabulary and grammars look at.
        starts: for each folded character and one past the last, its offset in the body; None where both agree.
    """

    body: str
    folded: str
    starts: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Body offsets of the folded half-open span [start, end), marks of the last letter included."""
        if self.starts is None:
            return start, end
        if end <= start:
            return self.starts[start], self.starts[start]
        last = _TRAILING.match(self.body, self.starts[end - 1] + 1)
        return self.starts[start], last.end() if last else self.starts[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """The body's own words under the folded span [start, end)."""
        first, last = self.span(start, end)
        return self.body[first:last]

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Folded spans of the lines that are not empty; the first one is the title."""
        return (match.span() for match in _PARAGRAPH.finditer(self.folded) if not match.group().isspace())

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Folded spans of the sentences: up to a full stop, a question mark, a semicolon or the end of the line."""
        folded, start = self.folded, 0
        for match in _STOP.finditer(folded):
            end = match.end()
            sign, after = folded[end - 1], folded[end : end + 1]
            if sign not in "\n;" and after and not after.isspace() and (sign, after) != (".", '"'):
                continue  # a dot inside a number or an address, a question inside quotes
            if end - start > 1:
                yield start, end
            start = end
        if start < len(folded):
            yield start, len(folded)


def fold(text: str) -> str:
    """The folded form of a name or a phrase; what `Text.folded` is to a body.

    Args:
        text: any string.

    Returns:
        The levelled string, in lower case, without marks and controls.
    """
    return read_text(text).folded


def read_text(body: str) -> Text:
    """Fold a body once.

    Args:
        body: the release's text, its first line the title.

    Returns:
        A `Text` whose folded form is as long as the body, or shorter or longer with `starts` to find the way back.
    """
    if body.isascii():  # most names of the registry: spares them the long way
        return Text(body, body.replace("\t", " ").replace("`", "'").lower(), None)
    try:  # nearly all releases: every letter through a table of a byte's size and back
        codes, _ = codecs.charmap_encode(body, "strict", _CODES)
    except UnicodeEncodeError:
        return _read_uncommon(body)
    return Text(body, codecs.charmap_decode(codes, "strict", _LEVEL)[0], None)


def _read_uncommon(body: str) -> Text:
    """Fold a body of any letters."""
    folded, starts = body, None
    uncommon = set(_UNCOMMON.findall(body))
    if uncommon and _COMPATIBILITY.search("".join(uncommon)):
        folded, starts = _decompose(body)
        uncommon = set(_UNCOMMON.findall(folded))
    for source, target in _COMMON:
        folded = folded.replace(source, target)
    for source in uncommon & _REPLACED.keys():
        folded = folded.replace(source, _REPLACED[source])
    folded = folded.lower()
    if uncommon and _DROPPED.search("".join(uncommon)):
        folded, starts = _drop(folded, starts)
    return Text(body, folded, starts)


def _decompose(body: str) -> tuple[str, list[int]]:
    """Presentation forms as plain letters, with the offset of each in the body."""
    letters: list[str] = []
    starts: list[int] = []
    for offset, character in enumerate(body):
        plain = unicodedata.normalize("NFKC", character) if _COMPATIBILITY.match(character) else character
        letters.append(plain)
        starts.extend([offset] * len(plain))
    starts.append(len(body))
    return "".join(letters), starts


def _drop(folded: str, starts: Sequence[int] | None) -> tuple[str, list[int]]:
    """The text without marks and controls, with the offset of each remaining character."""
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _DROPPED.finditer(folded):
        kept.append(folded[position : match.start()])
        offsets.extend(range(position, match.start()))
        position = match.end()
    kept.append(folded[position:])
    offsets.extend(range(position, len(folded) + 1))
    return "".join(kept), offsets if starts is None else [starts[offset] for offset in offsets]
