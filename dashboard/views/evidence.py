"""The words behind the values: a release's body with its evidence marked, each field in its colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

# The colour of each field's evidence (a class of ui.css); a field that is not here is not marked.
COLOURS: Mapping[str, str] = {
    "date_start": "date",
    "published": "date",
    "participants": "count",
    "women": "count",
    "men": "count",
    "girls": "count",
    "boys": "count",
    "audience": "count",
    "organiser": "organiser",
    "partner": "partner",
    "host": "institution",
    "funder": "institution",
    "participant": "institution",
    "mentioned": "institution",
    "institutions": "institution",
    "city": "place",
    "region": "place",
    "country": "place",
    "venue": "place",
    "mode": "place",
    "event_type": "type",
    "state": "type",
    "themes": "theme",
    "occasion": "slogan",
    "slogan": "slogan",
}


LONGEST_PREFIX = 5  # letters written onto a word: two particles and the article


class Passage(NamedTuple):
    """A stretch of the body to mark.

    Attributes:
        start, end: half-open offsets into the body.
        colour: a value of `COLOURS`.
        label: what it backs, in the language of the interface.
        anchor: the mark's id, unique in the page; "" for none.
    """

    start: int
    end: int
    colour: str
    label: str
    anchor: str = ""


def mark_body(body: str, passages: Iterable[Passage]) -> str:
    """The body as HTML, its passages marked.

    A mark starts with its word: an article or a particle that is written onto the word before the passage belongs to
    the mark. A passage inside another nests; one that crosses another is cut at the border and goes on as a second
    mark, and so does one that runs over a paragraph's end. Every character of the body is escaped.

    Args:
        body: the text as given.
        passages: in any order; parts that lie outside the body are cut off.

    Returns:
        A `<p>` for each line that is not empty, the first of class `headline`.
    """
    ordered = sorted(_fitting(body, passages), key=lambda passage: (passage.start, -passage.end))
    paragraphs: list[str] = []
    open_ones: list[Passage] = []
    named: set[str] = set()
    position = 0
    for line in body.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip("\r\n"))
        position += len(line)
        inside = [*open_ones, *_taken(ordered, end)]
        if line.strip():
            kind = "" if paragraphs else ' class="headline"'
            paragraphs.append(f'<p dir="auto"{kind}>{_mark_line(body, start, end, inside, named)}</p>')
        open_ones = [passage for passage in inside if passage.end > position]
    return "".join(paragraphs)


def _fitting(body: str, passages: Iterable[Passage]) -> list[Passage]:
    cut = (passage._replace(start=max(passage.start, 0), end=min(passage.end, len(body))) for passage in passages)
    return [passage._replace(start=_word_start(body, passage.start)) for passage in cut if passage.start < passage.end]


def _word_start(body: str, start: int) -> int:
    """Where the word begins in which a passage starts, if only a few letters stand before it, and letters alone."""
    first = start
    while first > 0 and start - first <= LONGEST_PREFIX and _joins(body[first - 1]):
        first -= 1
    return first if _joins(body[start]) and start - first <= LONGEST_PREFIX else start


def _joins(character: str) -> bool:
    """Whether it is an Arabic letter or a mark on one."""
    kind = unicodedata.bidirectional(character)
    return kind == "NSM" or (kind == "AL" and character.isalpha())


def _taken(ordered: list[Passage], end: int) -> list[Passage]:
    """Take the passages that start before `end` off the list."""
    count = next((n for n, passage in enumerate(ordered) if passage.start >= end), len(ordered))
    taken, ordered[:count] = ordered[:count], []
    return taken


def _mark_line(body: str, start: int, end: int, passages: Sequence[Passage], named: set[str]) -> str:
    """One line's HTML: a walk over all borders with a stack of the open marks."""
    clipped = [(max(passage.start, start), min(passage.end, end), passage) for passage in passages]
    spans = sorted((span for span in clipped if span[0] < span[1]), key=lambda span: (span[0], -span[1]))
    borders = sorted({start, end, *(edge for span in spans for edge in span[:2])})
    parts: list[str] = []
    stack: list[tuple[int, Passage]] = []
    waiting = iter(spans)
    upcoming = next(waiting, None)
    for border, following in zip(borders, [*borders[1:], end], strict=True):
        parts += _closed(stack, border, named)
        while upcoming and upcoming[0] == border:
            stack.append((upcoming[1], upcoming[2]))
            parts.append(_opened(upcoming[2], named))
            upcoming = next(waiting, None)
        parts.append(escape(body[border:following], quote=False))
    return "".join(parts)


def _closed(stack: list[tuple[int, Passage]], border: int, named: set[str]) -> list[str]:
    """Close what ends at a border; marks above it on the stack are closed with it and opened again."""
    deepest = next((depth for depth, (end, _) in enumerate(stack) if end <= border), len(stack))
    lifted = stack[deepest:]
    del stack[deepest:]
    again = [(end, passage) for end, passage in lifted if end > border]
    stack += again
    return ["</mark>"] * len(lifted) + [_opened(passage, named) for _, passage in again]


def _opened(passage: Passage, named: set[str]) -> str:
    anchor = ""
    if passage.anchor and passage.anchor not in named:
        named.add(passage.anchor)
        anchor = f' id="{escape(passage.anchor)}"'
    return f'<mark class="f-{escape(passage.colour)}"{anchor} title="{escape(passage.label)}">'
