"""People that no list holds: whoever stands right after a number beside a word for an audience or for taking part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.people.cues import Sentence
from etl.people.phrases import Number, Phrase
from etl.people.settings import Settings
from etl.vocabulary import Hit

UNLISTED = "unlisted-people"
BOUNDS = ("at_most", "at_least", "about", "bound_either")
_HEADCOUNT = "headcount"
_THINGS = ("thing", "school", "scheme", "per")  # what is counted otherwise
_BOUND_GAP = 4  # characters between a bound and its number
_BESIDE = 2  # characters between a cue and the number
_LONGEST = 48  # characters from a number to the end of its noun
_SHORTEST = 4  # letters of a noun
_MOST_WORDS = 4
_APART = 14  # the same with a word between: "تلقى خلالها"
_NAMED = 8  # characters from "the number of those trained" to the number
_AFTER = 18  # characters from a noun to its verb
_YEARS = range(1900, 2101)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SAYING = frozenset({"benefited", "took-part"})  # verbs whose subject takes part
_STOPS = ("participation", "near", "total", "subset", "not_participation", "cumulative", "target", "led_by")


def bound_before(number: Number, sentence: Sentence) -> Hit | None:
    """The first word of the bound that stands right before a number: "plus de", "أزيد من"."""
    found = [
        cue
        for kind in BOUNDS
        if (cue := sentence.last_before(kind, number.word_start, _BOUND_GAP)) is not None
        and not sentence.folded[cue.end : number.word_start].strip(' "(')
    ]
    return min(found, key=lambda hit: hit.start, default=None)


def add_unlisted(
    figures: list[Number], phrases: list[Phrase], sentence_at: Callable[[int], Sentence], settings: Settings
) -> list[Phrase]:
    """The phrases with those whose noun is in no list, and those that name nobody ("we were 90").

    A number right beside a word for an audience or for taking part counts people whatever follows it, unless that is
    a thing, a unit, a body or a place.

    Args:
        figures: all numbers in text order.
        phrases: those that listed people follow.
        sentence_at: the sentence around a folded offset.
        settings: of the text's language.

    Returns:
        All phrases in text order.
    """
    taken = {phrase.number.start: phrase for phrase in phrases}
    figures = sorted({*figures, *(phrase.number for phrase in phrases)})
    all_phrases: list[Phrase] = []
    for number in figures:
        phrase = taken.get(number.start)
        if phrase is None and number.value > 1 and not number.dual and number.value not in _YEARS:
            before = all_phrases[-1] if all_phrases else None
            phrase = _read(number, before, sentence_at(number.start), settings)
        if phrase is not None:
            all_phrases.append(phrase)
    return all_phrases


def _read(number: Number, before: Phrase | None, sentence: Sentence, settings: Settings) -> Phrase | None:
    bound = bound_before(number, sentence)
    lead = bound.word_start if bound else number.word_start
    noun = _noun(number, sentence, settings)
    cue = sentence.last_before("total", lead, _BESIDE)
    if cue is not None and cue.value == _HEADCOUNT and not _is_thing(number, sentence):
        nobody = Hit(number.start, number.end, "person", "others", "", "")
        return Phrase(number, number.end, (noun or nobody,), UNLISTED if noun else _HEADCOUNT)
    if noun is None or not _takes_part(number, noun, lead, before, sentence=sentence, settings=settings):
        return None
    return Phrase(number, noun.end, (noun,), UNLISTED)


def _is_thing(number: Number, sentence: Sentence) -> bool:
    end = min(number.end + _LONGEST, sentence.end)
    after = sentence.folded[number.end : end].lstrip()
    return after[:1] == "%" or any(
        (thing := sentence.any_of(kind, number.end, end)) is not None and thing.start - number.end <= 1
        for kind in _THINGS
    )


def _noun(number: Number, sentence: Sentence, settings: Settings) -> Hit | None:
    """The word that may be people: right after the number, or the last of a few where the head comes last."""
    words = list(_words(number, sentence, settings))
    if not words:
        return None
    start, end = words[-1 if settings.head_last else 0]
    word = sentence.folded[start:end]
    if len(word) < _SHORTEST or (settings.plural_endings and not word.endswith(settings.plural_endings)):
        return None
    if any(sentence.any_of(kind, number.end, end) for kind in _THINGS):
        return None
    kind = "person"
    if settings.shapes is None or settings.shapes.fullmatch(word):
        feminine = word.endswith(settings.feminine_endings) if settings.feminine_endings else False
        kind = "feminine" if feminine else "masculine" if settings.shapes else "person"
    return Hit(start, end, kind, "others", "", "")


def _words(number: Number, sentence: Sentence, settings: Settings) -> Iterator[tuple[int, int]]:
    """The words after a number up to a sign, a function word or a cue."""
    position, limit = number.end, min(number.end + _LONGEST, sentence.end)
    for _ in range(_MOST_WORDS):
        match = _WORD.search(sentence.folded, position, limit)
        if match is None or sentence.folded[position : match.start()].strip(" )\"'"):
            return
        start, end = match.span()
        word = match.group()
        if start - number.end <= 1 and word in settings.links and not settings.verb_first:  # "une vingtaine de"
            position = end
            continue
        if word in settings.forbidden or word in settings.links or word in settings.joiners:
            return
        if any((cue := sentence.any_of(kind, start, limit)) and cue.start == start for kind in _STOPS):
            return
        yield start, end
        position = end


def _takes_part(
    number: Number, noun: Hit, lead: int, before: Phrase | None, *, sentence: Sentence, settings: Settings
) -> bool:
    """Right after an audience word or a verb, right before a verb, or added to people."""
    cue = sentence.last_before("audience", lead, _BESIDE)
    if cue is not None and cue.value != "weak":
        return True
    shaped = settings.shapes is not None and noun.kind != "person"
    if shaped and sentence.folded[number.word_start : number.start] in settings.audience_particles:
        return True
    cue = sentence.last_before("participation", lead, _BESIDE)
    if cue is not None and (settings.verb_first or cue.value not in _SAYING):
        return True
    if sentence.last_before("total", lead, _NAMED):
        return True
    if settings.verb_first:
        cue = sentence.last_before("participation", lead, _APART)
        if cue is not None and cue.value in _SAYING and len(sentence.folded[cue.end : lead].split()) <= 1:
            return True
        if shaped and (sentence.any_of("participation", *sentence.clause(number.start)) or _near(sentence, lead)):
            return True
    else:
        after = sentence.any_of("participation", noun.end, noun.end + _AFTER)
        if after is not None and after.value in _SAYING:
            gap = sentence.folded[noun.end : after.start].split()
            return (settings.forbidden | settings.links).issuperset(gap)
    return before is not None and _is_added(before, lead, sentence, settings) and (shaped or not settings.verb_first)


def _near(sentence: Sentence, lead: int) -> bool:
    return sentence.last_before("near", lead, _BESIDE) is not None


def _is_added(before: Phrase, lead: int, sentence: Sentence, settings: Settings) -> bool:
    """True where only "and" stands between a counted phrase and a number."""
    if before.number.start < sentence.start or before.end > lead:
        return False
    gap = sentence.folded[before.end : lead].strip()
    attached = settings.joiner_attached and sentence.folded[lead : lead + 1] in settings.joiners
    return gap in settings.joiners or (not gap and attached)
