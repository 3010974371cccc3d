"""What the clause makes of a count: taking part, a total, a part of one, a programme's target, victims."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from etl.people.phrases import Phrase
from etl.people.settings import Settings
from etl.vocabulary import Hit

_CLAUSE_END = re.compile(r'[;:()"]|,(?![0-9])| - ')
_NEAR = 26  # characters between a word that announces a part or an audience and the number
_SHORT_CLAUSE = 70
_BESIDE = 2  # characters between a verb and the count right beside it
_APART = 24  # the same where a word or two stand between
_FEW = 2  # words
_LONGEST_ASIDE = 80  # characters of a remark between two commas
_SCHEME_REACH = 160  # characters from a plan to the clause that says whom it will reach
_OPENING = 4  # characters at the start of a clause in which a cue opens it
_NOT_AUDIENCE = frozenset({"victims", "suspects", "population", "staff", "winners"})
_SPEAKERS = frozenset({"speakers", "trainers", "exhibitors"})
_TAKING_PART = frozenset({"participants"})
_CONFIDENCE = {"participation": 0.95, "total": 0.93, "audience": 0.93}


class Verdict(NamedTuple):
    """A cue with the rule that found it and how sure it is."""

    cue: str
    rule: str
    confidence: float


class Sentence:
    """A sentence with its clauses and the cues in it, in folded offsets."""

    def __init__(self, folded: str, start: int, end: int, cues: Sequence[Hit], things: list[Hit]) -> None:
        self.folded, self.start, self.end = folded, start, end
        self._cues: dict[str, list[Hit]] = {}
        for cue in cues:
            self._cues.setdefault(cue.kind, []).append(cue)
        breaks = [match.start() for match in _CLAUSE_END.finditer(folded, start, end)]
        if things:
            self._cues["thing"] = things
        self._breaks = self._without_asides(breaks) if "subset" in self._cues else breaks

    def _without_asides(self, breaks: list[int]) -> list[int]:
        """The breaks without those around a part told in passing: "sixteen nurses, four of them men, took part"."""
        kept: list[int] = []
        index = 0
        while index < len(breaks):
            first, last = breaks[index], breaks[index + 1] if index + 1 < len(breaks) else self.end
            aside = self.folded[first] in ",(" and last < self.end and last - first <= _LONGEST_ASIDE
            if aside and self.any_of("subset", first, last) and not self.any_of("participation", first, last):
                index += 2
                continue
            kept.append(first)
            index += 1
        return kept

    def clause(self, offset: int) -> tuple[int, int]:
        """The clause around an offset."""
        index = bisect_right(self._breaks, offset)
        first = self._breaks[index - 1] + 1 if index else self.start
        return first, self._breaks[index] if index < len(self._breaks) else self.end

    def any_of(self, kind: str, start: int, end: int) -> Hit | None:
        """The first cue of a kind in a stretch."""
        cues = self._cues.get(kind)
        if not cues:
            return None
        index = bisect_left(cues, start, key=_start)
        return cues[index] if index < len(cues) and cues[index].end <= end else None

    def last_before(self, kind: str, offset: int, within: int) -> Hit | None:
        """The last cue of a kind that ends at most `within` characters before an offset."""
        cues = self._cues.get(kind)
        if not cues:
            return None
        index = bisect_right(cues, offset, key=_end) - 1
        return cues[index] if index >= 0 and offset - cues[index].end <= within else None


def _start(hit: Hit) -> int:
    return hit.start


def _end(hit: Hit) -> int:
    return hit.end


def judge(phrase: Phrase, sentence: Sentence, lead: int, before: Phrase | None, settings: Settings) -> Verdict:
    """What a phrase counts.

    Args:
        phrase: the number with its people.
        sentence: the sentence that it stands in.
        lead: folded offset at which the phrase begins with its bound ("plus de 30").
        before: the phrase before it in the same sentence.
        settings: of the text's language.

    Returns:
        The cue, the rule and the confidence.
    """
    classes = {noun.value for noun in phrase.nouns}
    first, last = sentence.clause(phrase.number.start)
    audience = _announced(phrase, sentence, lead, first, settings)
    if _is_part(phrase, sentence, lead, before):
        return Verdict("subset", "part-of-a-total", 0.9)
    each = sentence.last_before("per", lead, _NEAR)
    if (each is not None and each.value == "each") or sentence.any_of("per", phrase.end, min(last, phrase.end + 14)):
        return Verdict("not-people", "per-unit", 0.7)
    if classes & _NOT_AUDIENCE and not (audience and "victims" in classes):
        return Verdict("not-people", "not-an-audience", 0.9)
    if _leads(sentence, lead, first, before):
        return Verdict("not-people", "runs-the-event", 0.8)
    if _is_background(sentence, lead, settings):
        return Verdict("not-people", "statistics", 0.8)
    if _planned_by_scheme(sentence, lead, settings):
        return Verdict("target", "aim-of-a-plan", 0.85)
    named = sentence.last_before("total", lead, _NEAR * 2) and sentence.any_of("total", first, lead)
    if (outside := _outside(phrase, sentence, first, last, framed=not named)) is not None:
        return outside
    if classes and classes <= _SPEAKERS and not audience and not _benefits(sentence, first, last):
        takes_part = sentence.any_of("participation", first, last) is not None
        return Verdict("speakers", "speakers-take-part" if takes_part else "speakers", 0.7)
    if named:
        return Verdict("total", "named-total", _CONFIDENCE["total"])
    if audience:
        return Verdict("audience", "audience-phrase", _CONFIDENCE["audience"])
    return _taking_part(sentence, phrase, lead, settings)


def _taking_part(sentence: Sentence, phrase: Phrase, lead: int, settings: Settings) -> Verdict:
    first, last = sentence.clause(phrase.number.start)
    if phrase.nouns[0].kind == "joined":
        return Verdict("participation", "delegation", 0.85)
    if (cue := sentence.any_of("participation", first, last)) is not None:
        if cue.value == "delegation":
            return Verdict("participation", "delegation", 0.75)
        if cue.value == "holds" and (nearest := sentence.last_before("participation", lead, lead - first)):
            cue = nearest
        if cue.value == "holds":
            return Verdict("participation", "held-by-a-body", 0.75)
        return Verdict("participation", "participation-in-clause", _CONFIDENCE["participation"])
    if (beside := _beside(sentence, phrase, lead, settings)) is not None:
        return beside
    if sentence.any_of("participation", sentence.start, sentence.end):
        return Verdict("participation", "participation-in-sentence", 0.85)
    if _TAKING_PART & set(phrase.audiences):
        return Verdict("participation", "participants-by-name", 0.8)
    return Verdict("none", "people-alone", 0.4)


def _beside(sentence: Sentence, phrase: Phrase, lead: int, settings: Settings) -> Verdict | None:
    """Verbs that say much or little, with those counted as their subject: "تمكن 22 مزارعا", "900 visitors flocked"."""
    if settings.verb_first:
        cue = sentence.last_before("near", lead, _APART)
        gap = sentence.folded[cue.end : lead] if cue else ""
    else:
        cue = sentence.any_of("near", phrase.end, phrase.end + _APART + _FEW * 5)
        gap = sentence.folded[phrase.end : cue.start] if cue else ""
    if cue is None or len(gap) > _APART or len(words := gap.split()) > _FEW or "," in gap:
        return None
    return Verdict("participation", "verb-beside", 0.75 if words and settings.verb_first else 0.9)


def _is_background(sentence: Sentence, lead: int, settings: Settings) -> bool:
    """Right after a verb of statistics; where the verb comes first, its subject may stand between."""
    cue = sentence.last_before("background", lead, _APART if settings.verb_first else _BESIDE)
    if cue is None or sentence.any_of("participation", cue.end, lead):
        return False
    return len(sentence.folded[cue.end : lead].split()) <= 1


def _planned_by_scheme(sentence: Sentence, lead: int, settings: Settings) -> bool:
    """A plan's own target: "the project will reach 600", "مشروع ... والذي يستهدف 600"."""
    cue = sentence.last_before("participation", lead, _NEAR)
    if cue is None or cue.value != "prospective":
        return False
    if sentence.any_of("scheme", cue.end, lead):
        return True
    scheme = sentence.last_before("scheme", cue.word_start, _SCHEME_REACH)
    if scheme is None:
        return False
    words = sentence.folded[scheme.end : cue.word_start].split()
    return not words or words[-1] in settings.relatives or (len(words) <= _FEW and "," not in words[-1])


def _announced(phrase: Phrase, sentence: Sentence, lead: int, first: int, settings: Settings) -> bool:
    """For 30 judges: by a word before the number or a particle on it."""
    particles = sentence.folded[phrase.number.word_start : phrase.number.start]
    if particles in settings.audience_particles:
        return True
    cue = sentence.last_before("audience", lead, _NEAR)
    return cue is not None and cue.start >= first


def _benefits(sentence: Sentence, first: int, last: int) -> bool:
    """True where those counted learn or receive something: trainers may be trained."""
    cue = sentence.any_of("participation", first, last)
    return cue is not None and cue.value == "benefited"


def _leads(sentence: Sentence, lead: int, first: int, before: Phrase | None) -> bool:
    """Right after "led by", "بتأطير من": trainers, staff, a jury, winners."""
    cue = sentence.last_before("led_by", lead, _NEAR)
    return cue is not None and cue.start >= first and (before is None or before.end <= cue.start)


def _is_part(phrase: Phrase, sentence: Sentence, lead: int, before: Phrase | None) -> bool:
    """Of them, dont, including; or in brackets right after another count."""
    cue = sentence.last_before("subset", lead, _NEAR)
    if cue is not None and any(sentence.last_before(kind, cue.start, _BESIDE) for kind in ("total", "participation")):
        cue = None  # "عدد المستفيدين منها", "تخرج منها": from it, not of them
    if cue is not None and (before is None or before.end <= cue.start):
        return True
    if sentence.any_of("subset", phrase.number.end, phrase.end):  # "38 of them girls"
        return True
    if before is None:
        return False
    return sentence.folded[before.end : lead].strip() == "("


def _outside(phrase: Phrase, sentence: Sentence, first: int, last: int, *, framed: bool) -> Verdict | None:
    """Counts of more than the event, or of people that something else happens to."""
    cue = sentence.any_of("not_participation", first, last)
    if cue is not None and cue.value != "speaking":
        return Verdict("not-people", "something-else-happens", 0.8)
    if cue is not None and not _between(sentence, cue, phrase):
        return Verdict("speakers", "speaking", 0.8)
    for kind, rule in (("cumulative", "longer-than-the-event"), ("target", "aim-of-a-programme")):
        beyond = framed or kind != "target"  # a named total beside an aim is no aim
        if sentence.any_of(kind, first, last) or (beyond and _framed(sentence, kind, first, last)):
            return Verdict(kind, rule, 0.85)
    return None


def _between(sentence: Sentence, cue: Hit, phrase: Phrase) -> bool:
    """True where an audience stands between speaking and a count: "ont présenté l'étude devant 40 étudiants"."""
    start, end = min(cue.end, phrase.end), max(cue.start, phrase.number.start)
    return any(sentence.any_of(kind, start, end) for kind in ("participation", "audience"))


def _framed(sentence: Sentence, kind: str, first: int, last: int) -> bool:
    """A short clause right before or after says so: "Depuis 2020, 312 mineurs", "استفاد منها، إلى حدود اليوم، 310"."""
    if first > sentence.start:
        start, end = sentence.clause(first - 2)
        cue = sentence.any_of(kind, start, end)
        if cue is not None and end - start <= _SHORT_CLAUSE and cue.word_start - start <= _OPENING:
            return True
    if last < sentence.end:
        start, end = sentence.clause(last + 1)
        cue = sentence.any_of(kind, start, end)
        return cue is not None and cue.word_start - start <= _OPENING
    return False
