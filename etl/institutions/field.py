"""The names and the cues of one text side by side: what the rules of roles look things up in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from etl.institutions.grammar import ArabicWords, LatinWords, arabic_words, latin_words
from etl.institutions.latin import LatinNames
from etl.institutions.mention import Name
from etl.institutions.names import Namer
from etl.vocabulary import Hit, Scan

SIGNS = ' ,:"()-\n'  # what a gap between two words may hold and still be empty
VERBS = frozenset({"subject", "object_subject"})
_QUIET = frozenset(
    {"held", "agent", "with", "first_person", "visit", "paid", "behind", "related"}
)  # cues that own no names
_WEAK = "_weak"
_LESS = 0.65  # how much of its sureness a weak cue keeps


class Role(NamedTuple):
    """A role with the folded span of its cue, the rule and its sureness; `note` tells patrons and weak cues apart."""

    role: str
    rule: str
    confidence: float
    cue: tuple[int, int]
    note: str | None = None


class Field:
    """Names in text order with their roles so far, and the cues between them; all offsets folded.

    Attributes:
        names: the names; cues may add some.
        roles: the role of each name, or None.
        starts: where each name's first word begins.
        cues: cues in text order, none inside a name.
        cue_starts: where each cue's first word begins.
    """

    def __init__(self, scan: Scan, names: list[Name], namer: Namer) -> None:
        self.lang = scan.lang
        self.folded = scan.text.folded
        self.names = list(names)
        self.roles: list[Role | None] = [None] * len(names)
        self.starts = [name.word_start for name in names]
        self.cues = _free_cues(scan.of("roles"), names)
        self.cue_starts = [cue.start - len(cue.prefix) for cue in self.cues]
        self._sentences = [end for _, end in scan.text.sentences()]
        self._namer = namer

    def latin(self) -> LatinNames:
        """The reader of further names in Latin letters."""
        return self._namer.latin()

    def country_at(self, position: int) -> Name | None:
        """The country that is named at a position."""
        return self._namer.country_at(position)

    def lang_of(self, cue: Hit) -> str:
        """The language of a cue; the text's where the registry lists it."""
        return cue.lang or self.lang

    def lang_at(self, index: int) -> str:
        """The language whose lists a name stands in: Arabic by its letters, else the text's Latin one."""
        if not self.folded[self.names[index].start].isascii():
            return "ar"
        return self.lang if self.lang != "ar" else "fr"

    def words(self, lang: str) -> ArabicWords | LatinWords:
        """The settings of a language."""
        return arabic_words() if lang == "ar" else latin_words(lang)

    def sentence_end(self, position: int) -> int:
        """Where the sentence of a position ends."""
        index = bisect_right(self._sentences, position)
        return self._sentences[index] if index < len(self._sentences) else len(self.folded)

    def sentence_start(self, position: int) -> int:
        """Where the sentence of a position begins."""
        index = bisect_right(self._sentences, position)
        return self._sentences[index - 1] if index else 0

    def name_from(self, position: int) -> int:
        """Index of the first name that begins at a position or later."""
        return bisect_left(self.starts, position)

    def cue_from(self, position: int) -> int:
        """Index of the first cue that begins at a position or later."""
        return bisect_left(self.cue_starts, position)

    def cue_between(self, start: int, end: int) -> bool:
        """Whether a cue that owns names begins in a span."""
        index = self.cue_from(start)
        while index < len(self.cues) and self.cue_starts[index] < end:
            if self.cues[index].kind not in _QUIET:
                return True
            index += 1
        return False

    def next_verb(self, position: int, limit: int) -> int:
        """Where the next verb with a subject begins; the limit where none does before it."""
        index = self.cue_from(position)
        while index < len(self.cues) and self.cue_starts[index] < limit:
            if self.cues[index].kind in VERBS:
                return self.cue_starts[index]
            index += 1
        return limit

    def give(self, items: list[int], role: Role) -> None:
        """Give names a role that have none yet, or a weak one."""
        for index in items:
            known = self.roles[index]
            if known is None or known.note == "weak":
                self.roles[index] = role

    def insert(self, name: Name) -> int | None:
        """Put a new name at its place; None where it overlaps one."""
        index = self.name_from(name.word_start)
        if index < len(self.names) and self.names[index].start < name.end:
            return None
        if index and self.names[index - 1].end > name.start:
            return None
        self.names.insert(index, name)
        self.roles.insert(index, None)
        self.starts.insert(index, name.word_start)
        return index


def role_of(cue: Hit, rule: str, confidence: float, end: int = 0) -> Role:
    """The role that a cue gives; a weak one counts only where nothing surer is said.

    Args:
        cue: the cue, its value a role or a role marked weak.
        rule: the way in which it gives it.
        confidence: of a cue that is not weak.
        end: where the words end that give the role; 0 for the cue's end.
    """
    role = cue.value.removesuffix(_WEAK)
    weak = role != cue.value
    sure = confidence * (_LESS if weak else 1.0)
    return Role(role, f"{rule}-{role}", sure, (cue.start, end or cue.end), "weak" if weak else None)


def _free_cues(hits: list[Hit], names: list[Name]) -> list[Hit]:
    """Cues in text order, the longest where several overlap, none inside a name."""
    kept: list[Hit] = []
    count, current = len(names), 0
    reach, last = -1, (-1, -1)
    for hit in hits:
        held = hit.kind == "held"
        if hit.start < reach and not held and (hit.start, hit.end) != last:
            continue
        while current < count and names[current].end <= hit.start:
            current += 1
        if current < count and names[current].start <= hit.start and hit.end <= names[current].end:
            continue
        kept.append(hit)
        if not held and hit.end > reach:
            reach, last = hit.end, (hit.start, hit.end)
    return kept
