"""Numbers and the people that they count: "une trentaine de jeunes magistrats", "20 طفلة وطفلا برلمانيا"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from etl.numbers import NumberMention
from etl.people.settings import Settings
from etl.text import Text
from etl.vocabulary import Hit

NOUNS = frozenset({"feminine", "masculine", "person", "joined"})
_LONGEST_GAP = 48  # characters between a number and its people
_MOST_NOUNS = 12  # that one number counts
_CLOSING = " )\"'"
_BREAKS = frozenset(",.;:!?\n(%/")
_GENDERS = frozenset({"feminine", "masculine"})
_CHILDREN = frozenset({"children", "girls", "pupils"})
_ANY_AGE = frozenset({"athletes"})  # a woman or a girl: the noun does not say
_GENERAL = frozenset({"participants", "others"})  # whom "of judges and lawyers" may describe
SEXED = {"women": "women", "men": "men", "girls": "girls", "boys": "boys"}


class Number(NamedTuple):
    """A number to find the people of, in folded offsets; two ends of a range are one."""

    start: int
    end: int
    word_start: int  # with the particles written onto it
    value: int
    upper: int | None
    approximate: bool
    dual: bool


class Around(NamedTuple):
    """What stands around numbers and people: other things that are counted, and word starts after "the number of"."""

    things: list[Hit]
    counted: frozenset[int]


class Phrase(NamedTuple):
    """A number with its people, in folded offsets."""

    number: Number
    end: int
    nouns: tuple[Hit, ...]
    rule: str
    beside: tuple[str, ...] = ()  # audiences of nouns that only describe the people: "femmes juges"

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the nouns, each once, in their order."""
        return tuple(dict.fromkeys([*(noun.value for noun in self.nouns), *self.beside]))

    @property
    def form(self) -> str:
        """The form that all nouns share: "feminine", "masculine" or ""."""
        kinds = {noun.kind for noun in self.nouns}
        return kinds.pop() if len(kinds) == 1 and kinds < _GENDERS else ""

    @property
    def group(self) -> str:
        """The group that the words name; "people" where they name none or several."""
        groups = {group_of(noun) for noun in self.nouns}
        return groups.pop() if len(groups) == 1 else "people"


def group_of(noun: Hit) -> str:
    """Women and girls by the feminine, men and boys only by a word of their own: the masculine alone says nothing."""
    if noun.value in SEXED:
        return SEXED[noun.value]
    if noun.kind != "feminine" or noun.value in _ANY_AGE:
        return "people"
    return "girls" if noun.value in _CHILDREN else "women"


def read_figures(text: Text, numbers: Sequence[NumberMention], settings: Settings) -> list[Number]:
    """Whole numbers in folded offsets, the ends of a range and a figure repeated in brackets taken together."""
    figures: list[Number] = []
    for mention in numbers:
        if mention.value < 0 or mention.value != int(mention.value):
            continue
        start, end = _folded(text, mention.start), _folded(text, mention.end)
        number = Number(
            start,
            end,
            _word_start(text.folded, start),
            int(mention.value),
            None,
            mention.approximate,
            mention.form == "dual",
        )
        before = figures[-1] if figures else None
        if before is not None and (both := _together(text.folded, before, number, settings)):
            figures[-1] = both
        else:
            figures.append(number)
    return figures


def _folded(text: Text, offset: int) -> int:
    return offset if text.starts is None else bisect_left(text.starts, offset)


def _word_start(folded: str, start: int) -> int:
    """Start of the word with its particles ("بخمسة", "الستين"); digits end a word."""
    first = start
    while first and start - first < 5 and folded[first - 1].isalpha():
        first -= 1
    return first


def _together(folded: str, first: Number, second: Number, settings: Settings) -> Number | None:
    """A range ("20 to 30", "ما بين 20 و30") or the same figure again ("عشرين (20)")."""
    gap = folded[first.end : second.start]
    if len(gap) > 6 or "\n" in gap or first.dual != second.dual:
        return None
    if first.value == second.value and gap.strip() == "(":
        return first._replace(end=second.end)
    if first.upper is not None or not first.value < second.value:
        return None
    link = gap.strip()
    if link in settings.ranges or (link in settings.joiners and _word_before(folded, first) in settings.between):
        return first._replace(end=second.end, upper=second.value)
    return None


def _word_before(folded: str, number: Number) -> str:
    words = folded[max(0, number.word_start - 12) : number.word_start].split()
    return words[-1] if words else ""


def read_phrases(
    text: Text, figures: list[Number], nouns: list[Hit], around: Around, settings: Settings
) -> list[Phrase]:
    """The figures that count people, with their people.

    Args:
        text: the folded text.
        figures: numbers in text order.
        nouns: people in text order that do not overlap.
        around: words that make a number count something else, and where "the number of" people ends.
        settings: of the text's language.

    Returns:
        Phrases in text order.
    """
    starts = [noun.start for noun in nouns]
    phrases: list[Phrase] = []
    reach = -1
    for index, number in enumerate(figures):
        limit = figures[index + 1].word_start if index + 1 < len(figures) else len(text.folded)
        first = bisect_left(starts, number.start if number.dual else number.end)
        if first < len(nouns) and _counts(
            text.folded, number, nouns[first], limit=limit, things=around.things, settings=settings
        ):
            phrases.append(
                _phrase(text.folded, number, nouns[first : first + _MOST_NOUNS], limit=limit, settings=settings)
            )
        elif first and (noun := nouns[first - 1]).start > reach and _follows(text.folded, number, noun, around.counted):
            phrases.append(Phrase(number, max(number.end, noun.end), (noun,), "people-then-number"))
        reach = phrases[-1].end if phrases else -1
    return phrases


def _counts(folded: str, number: Number, noun: Hit, *, limit: int, things: list[Hit], settings: Settings) -> bool:
    """True where only links and a few adjectives stand between a number and a noun."""
    if number.dual:
        return noun.start == number.start
    start, end = number.end, noun.word_start
    if end - start > _LONGEST_GAP or end > limit or noun.start < start:
        return False
    if folded[noun.end : noun.end + 1] == "'":
        return False
    gap = folded[start:end].lstrip(_CLOSING)
    if noun.kind == "joined" or gap == "-":  # "a ten-member delegation"
        return noun.kind == "joined" and gap == "-"
    if gap[:1] == "-" or not _BREAKS.isdisjoint(gap):
        return False
    words = [word for word in gap.replace("'", "' ").split() if word not in settings.links]
    if len(words) > settings.gap or not settings.forbidden.isdisjoint(words):
        return False
    if not words and noun.prefix not in ("", settings.article) and not gap.strip():
        return False  # "2023 بمشاركة": what a number counts takes no particle
    return not words or not any(start <= thing.start < end for thing in things)


def _phrase(folded: str, number: Number, nouns: list[Hit], *, limit: int, settings: Settings) -> Phrase:
    """The number with its nouns: those joined by "and" are counted together, one beside them describes them."""
    counted, beside = [nouns[0]], list[str]()
    end = nouns[0].end
    for noun in nouns[1:]:
        if noun.word_start >= limit or noun.word_start - end > _LONGEST_GAP:
            break
        gap = folded[end : noun.start].split()
        if not gap or gap == ["-"]:
            if noun.prefix:
                break
            if counted[-1].value in SEXED:
                beside.append(noun.value)
            elif settings.head_last:
                counted[-1] = noun
        elif _describes(gap, counted[0], beside, settings):
            beside.append(noun.value)
        elif _is_joined(gap, settings):
            counted.append(noun)
        else:
            break
        end = noun.end
    return Phrase(number, end, tuple(counted), "number-then-people", tuple(beside))


def _describes(gap: list[str], first: Hit, beside: list[str], settings: Settings) -> bool:
    """Who they are: "120 مشاركا من قضاة ومحامين"."""
    if beside:
        return len(gap) == 1 and gap[0] in settings.joiners
    return first.value in _GENERAL and settings.links.issuperset(gap)


def _is_joined(gap: list[str], settings: Settings) -> bool:
    few = len(gap) <= 1 + settings.gap
    return few and gap[0] in settings.joiners and settings.forbidden.isdisjoint(gap[1:])


def _follows(folded: str, number: Number, noun: Hit, counted: frozenset[int]) -> bool:
    """A figure after its people: "participants (40)", "عدد المستفيدات: 45", "the number of trainees was 40"."""
    gap = folded[noun.end : number.word_start]
    if gap.strip() in {"(", ":", "- "} and len(gap) <= 4:
        return True
    if 1900 <= number.value <= 2100:  # a year beside its people: "the women helped since 2018"
        return False
    return noun.word_start in counted and len(gap) <= _LONGEST_GAP and _BREAKS.isdisjoint(gap)
