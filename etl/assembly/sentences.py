"""Where the sentences of a release lie, and which of them a mention stands in."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple, Protocol

from etl.text import Text
from etl.vocabulary import Hit

OPENING = 40  # folded characters: "the second" so near to the start of a sentence opens it
REACH_OF_FIRST = 600  # folded characters between "the first …" and "the second …" of one enumeration


class Placed(Protocol):
    """Anything with a place in the body."""

    @property
    def start(self) -> int:
        """Body offset of its first character."""

    @property
    def end(self) -> int:
        """Body offset past its last one."""


class Sentence(NamedTuple):
    """A sentence, or a part of one that tells of an activity of its own, in body offsets.

    `paragraph` counts the lines that are not empty; `is_title` marks the first of them.
    """

    start: int
    end: int
    paragraph: int
    is_title: bool


class Sentences(tuple[Sentence, ...]):
    """The sentences of a text in order; finds the one that an offset lies in."""

    __slots__ = ()

    def at(self, offset: int) -> int:
        """The index of the sentence that a body offset lies in; the last one that begins before it."""
        return max(0, bisect_right(self, offset, key=_start) - 1)

    def of(self, mention: Placed) -> int:
        """The index of the sentence that a mention begins in."""
        return self.at(mention.start)


def _start(sentence: Sentence) -> int:
    return sentence.start


def read_sentences(text: Text, firsts: list[Hit], seconds: list[Hit]) -> Sentences:
    """The sentences of a text; one that enumerates two activities ("the first in …, the second in …") is two.

    Args:
        text: the folded text.
        firsts: hits of words such as "the first".
        seconds: hits of words such as "the second".

    Returns:
        Sentences in text order, without empty ones.
    """
    paragraphs = list(text.paragraphs())
    starts = [start for start, _ in paragraphs]
    cuts = sorted(
        second.word_start
        for second in seconds
        if any(0 < second.start - first.start < REACH_OF_FIRST for first in firsts)
    )
    found: list[Sentence] = []
    for start, end in text.sentences():
        if text.folded[start:end].isspace():
            continue
        paragraph = max(0, bisect_right(starts, start + _blank(text.folded, start, end)) - 1)
        inner = [cut for cut in cuts if start + OPENING < cut < end]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            found.append(Sentence(*text.span(first, last), paragraph, paragraph == 0))
    return Sentences(found)


def _blank(folded: str, start: int, end: int) -> int:
    """Number of blanks before the first word of a sentence."""
    part = folded[start:end]
    return len(part) - len(part.lstrip())
