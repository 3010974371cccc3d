"""Reads the counts of people of a text: numbers, their people, bounds, cues and sums."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from etl.numbers import NumberMention
from etl.people.cues import Sentence, Verdict, judge
from etl.people.mentions import CountMention
from etl.people.phrases import NOUNS, Around, Number, Phrase, read_figures, read_phrases
from etl.people.settings import Settings, read_settings
from etl.people.unlisted import BOUNDS, UNLISTED, add_unlisted, bound_before
from etl.vocabulary import Hit, Scan

DOMAIN = "people"
_BY_START = itemgetter(0)
_LONGEST_NAMED = 48  # characters from a bound over "the number of" people to their number
_AUDIENCE_GAP = 12  # characters between "for" and a crowd
_BOUND_AFTER = 14  # characters after a number or its people in which a bound still belongs to it
_LONGEST_ADDITION = 70  # characters between two members of a sum
_UNLISTED = 0.7  # how sure a noun that no list holds may be
_ELSEWHEN = 0.75  # the same of a count beside another edition or the whole year
_SUMMED = frozenset({"participation", "total", "audience", "none", "subset", "speakers"})


def read_counts(scan: Scan, numbers: Sequence[NumberMention]) -> list[CountMention]:
    """Every counted phrase of people in a text.

    Args:
        scan: a scan with the domain "people".
        numbers: the text's numbers, as `read_numbers` gives them.

    Returns:
        Mentions in text order, in body offsets: one for each phrase, sums as their members with one `sum_id`.
    """
    settings = read_settings(scan.lang)
    nouns, cues, things = _vocabulary(scan)
    figures = read_figures(scan.text, numbers, settings)
    if not figures and not nouns:
        return []
    phrases = read_phrases(scan.text, figures, nouns, _around(scan.text.folded, nouns, cues, things), settings)
    sentences = _Sentences(scan, cues, things)
    phrases = add_unlisted(_undated(scan, figures), phrases, sentences.at, settings)
    masses = _masses(scan, nouns, cues, settings, {phrase.nouns[0].start for phrase in phrases})
    if not phrases and not masses:
        return []
    found = _counted(scan, phrases, sentences, settings)
    found += [_mass(scan, start, noun, sentences) for start, noun in masses]
    return sorted(found, key=lambda mention: mention.start)


def _vocabulary(scan: Scan) -> tuple[list[Hit], list[Hit], list[Hit]]:
    """People that do not overlap, longest first, the cues likewise, and things."""
    nouns: list[Hit] = []
    cues: list[Hit] = []
    things: list[Hit] = []
    noun_end = cue_end = 0
    for hit in scan.of(DOMAIN):
        start, end, kind = hit[0], hit[1], hit[2]
        if kind == "thing":
            things.append(hit)
        elif kind in NOUNS:
            if start >= noun_end:
                nouns.append(hit)
                noun_end = end
        elif start >= cue_end:
            cues.append(hit)
            cue_end = end
    return nouns, cues, things


def _undated(scan: Scan, figures: list[Number]) -> list[Number]:
    """The figures without the days of dates: "20 March" counts nobody."""
    months = {hit.word_start for hit in scan.of("dates", "month", "weak_month", "hijri_month")}
    folded = scan.text.folded
    return [figure for figure in figures if figure.end + (folded[figure.end : figure.end + 1] == " ") not in months]


def _around(folded: str, nouns: list[Hit], cues: list[Hit], things: list[Hit]) -> Around:
    named = [cue for cue in cues if cue.kind in {"number_of", "total"}]
    counted = {cue.end + (folded[cue.end : cue.end + 1] == " ") for cue in named}
    starts = [cue.start for cue in named]
    for noun in nouns:  # "the number of participants" may be a form of its own
        index = bisect_right(starts, noun.start) - 1
        if index >= 0 and noun.start < named[index].end:
            counted.add(noun.word_start)
    return Around(things, frozenset(counted))


class _Sentences:
    """The sentences that counts stand in, each made once."""

    def __init__(self, scan: Scan, cues: list[Hit], things: list[Hit]) -> None:
        self._folded, self._cues, self._things = scan.text.folded, cues, things
        self._starts, self._ends = zip(*scan.text.sentences(), strict=True)
        self._cue_starts = [cue.start for cue in cues]
        self._made: dict[int, Sentence] = {}

    def at(self, offset: int) -> Sentence:
        """The sentence around a folded offset."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        if index not in self._made:
            start, end = self._starts[index], self._ends[index]
            first, last = bisect_right(self._cue_starts, start - 1), bisect_right(self._cue_starts, end)
            thing, stop = bisect_left(self._things, start, key=_BY_START), bisect_left(self._things, end, key=_BY_START)
            self._made[index] = Sentence(self._folded, start, end, self._cues[first:last], self._things[thing:stop])
        return self._made[index]


def _counted(scan: Scan, phrases: list[Phrase], sentences: _Sentences, settings: Settings) -> list[CountMention]:
    found: list[CountMention] = []
    before: Phrase | None = None
    sentence_before: Sentence | None = None
    sums = 0
    for phrase in phrases:
        sentence = sentences.at(phrase.number.start)
        if sentence is not sentence_before:
            before = None
        bound, lead = _bound(phrase, sentence)
        verdict = judge(phrase, sentence, lead, before, settings)
        if phrase.rule == UNLISTED:
            verdict = verdict._replace(confidence=min(verdict.confidence, _UNLISTED))
        elif sentence.any_of("elsewhen", *sentence.clause(phrase.number.start)):
            verdict = verdict._replace(confidence=min(verdict.confidence, _ELSEWHEN))
        alike = before is not None and (found[-1].cue != "speakers" or verdict.cue == "speakers")
        if alike and before and found[-1].cue in _SUMMED and _adds(before, lead, sentence, settings):
            if verdict.cue in {"none", "participation", "audience"} or found[-1].cue == "subset":
                verdict = Verdict(found[-1].cue, verdict.rule, found[-1].confidence)
            if verdict.cue == found[-1].cue:
                sums += found[-1].sum_id is None
                found[-1] = _member(found[-1], sums)
                found.append(_member(_mention(scan, phrase, bound, verdict, sentence), sums))
                before, sentence_before = phrase, sentence
                continue
        found.append(_mention(scan, phrase, bound, verdict, sentence))
        before, sentence_before = phrase, sentence
    return found


def _member(mention: CountMention, sum_id: int) -> CountMention:
    if mention.sum_id is not None:
        return mention
    values = {name: getattr(mention, name) for name in CountMention.__slots__}
    return CountMention(**(values | {"sum_id": sum_id}))


def _mention(scan: Scan, phrase: Phrase, bound: str, verdict: Verdict, sentence: Sentence) -> CountMention:
    start = min(phrase.number.start, *(noun.start for noun in phrase.nouns))
    first, last = scan.text.span(start, phrase.end)
    return CountMention(
        start=first,
        end=last,
        text=scan.text.body[first:last],
        value=phrase.number.value,
        bound=bound,
        group=_group(phrase, sentence),
        cue=verdict.cue,
        audiences=phrase.audiences,
        form=phrase.form,
        rule=f"{phrase.rule}/{verdict.rule}",
        confidence=verdict.confidence,
        upper=phrase.number.upper,
        sentence=scan.text.span(sentence.start, sentence.end)[0],
    )


def _group(phrase: Phrase, sentence: Sentence) -> str:
    """Those whom the words name; women who study at a school are girls."""
    group = phrase.group
    at_school = group == "women" and "students" in phrase.audiences
    return "girls" if at_school and sentence.any_of("school", sentence.start, sentence.end) else group


def _bound(phrase: Phrase, sentence: Sentence) -> tuple[str, int]:
    """The bound of a number and the folded offset at which its words begin."""
    number = phrase.number
    if (cue := bound_before(number, sentence)) is not None:
        return cue.value, cue.word_start
    if sentence.any_of("partial", sentence.start, sentence.end):
        return "at_least", number.word_start
    for kind in BOUNDS:
        distant = sentence.last_before(kind, number.word_start, _LONGEST_NAMED)
        if distant is not None and _names(sentence, distant.end, number.word_start):
            return distant.value, number.word_start
    for end in (phrase.end, number.end):
        if (after := sentence.any_of("bound_either", end, end + _BOUND_AFTER)) is not None:
            return after.value, number.word_start
    if number.upper is not None:
        return "at_least", number.word_start
    return "about" if number.approximate else "exact", number.word_start


def _names(sentence: Sentence, start: int, end: int) -> bool:
    """True where "the number of" follows right away: "لم يتجاوز عدد الحاضرين 50"."""
    return any(
        (cue := sentence.any_of(kind, start, end)) is not None and cue.word_start - start <= 1
        for kind in ("number_of", "total")
    )


def _adds(first: Phrase, lead: int, sentence: Sentence, settings: Settings) -> bool:
    """True where the second phrase is added to the first: "and", a comma, nothing that starts another clause."""
    folded = sentence.folded
    gap = folded[first.end : lead]
    if not 0 < lead - first.end <= _LONGEST_ADDITION or any(mark in gap for mark in ".;:(\n"):
        return False
    if any(sentence.any_of(kind, first.end, lead) for kind in ("participation", "subset", "not_participation")):
        return False
    words = gap.replace(",", " ").split()
    if not words:
        return "," in gap or folded[lead : lead + 1] in settings.joiners
    if settings.joiner_attached:
        return words[-1] in settings.joiners or folded[lead] in settings.joiners
    return words[-1] in settings.joiners


def _masses(
    scan: Scan, nouns: list[Hit], cues: list[Hit], settings: Settings, counted: set[int]
) -> list[tuple[int, Hit]]:
    """Words for many with the people after them: "عشرات المشاركين", "des dizaines de jeunes"."""
    folded, starts = scan.text.folded, [noun.start for noun in nouns]
    found: list[tuple[int, Hit]] = []
    for cue in cues:
        if cue.kind != "mass":
            continue
        index = bisect_right(starts, cue.end - 1)
        if index >= len(nouns) or nouns[index].start in counted or (found and cue.start < found[-1][1].end):
            continue
        gap = folded[cue.end : nouns[index].word_start]
        words = [word for word in gap.replace("'", "' ").split() if word not in settings.links]
        if (
            len(gap) <= 24
            and len(words) <= settings.gap
            and settings.forbidden.isdisjoint(words)
            and gap.isascii()
            and "," not in gap
        ):
            found.append((cue.start, nouns[index]))
    return found


def _mass(scan: Scan, start: int, noun: Hit, sentences: _Sentences) -> CountMention:
    first, last = scan.text.span(start, noun.end)
    sentence = sentences.at(start)
    clause, stop = sentence.clause(start)
    takes_part = sentence.any_of("participation", clause, stop) or sentence.last_before(
        "audience", start, _AUDIENCE_GAP
    )
    return CountMention(
        start=first,
        end=last,
        text=scan.text.body[first:last],
        value=None,
        bound=None,
        group="people",
        cue="mass",
        audiences=(noun.value,),
        form="",
        rule="mass/participation" if takes_part else "mass",
        confidence=0.8,
        sentence=scan.text.span(sentence.start, sentence.end)[0],
    )
