"""Which of an event's counts is the number of participants, and what the words say of the sexes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.people.mentions import CountMention
from etl.people.unlisted import UNLISTED

_COUNTING = ("participation", "total", "sum", "audience")  # strongest first
# Roles in the event, and words that say nothing of whom ("people", "members").
_NOT_AUDIENCES = frozenset(
    {"participants", "others", "speakers", "exhibitors", "staff", "winners", "suspects", "population"}
)
_SEXES = ("women", "men", "girls", "boys")
_SURE = 0.9  # from here a count is read by a strong cue in its own clause
_WEAK = 0.5  # people in the event's own sentence without any cue
_DOUBT = 0.8  # below it a count stands behind surer ones of the other kinds
_BESIDE = {"women": "men", "girls": "boys"}
_STEM = 4  # letters that the two forms of a noun share
_LOOSEST = ("about", "at_least", "at_most", "exact")


@dataclass(frozen=True, slots=True)
class Settled:
    """An event's participants.

    Attributes:
        total: the number of participants; None where the text states none.
        bound: "exact", "at_least", "at_most", "about"; None without a total.
        women: as far as stated, like `men`, `girls` and `boys`; None is unknown, never zero.
        men: see `women`.
        girls: see `women`.
        boys: see `women`.
        audiences: codes of the registry of audiences.
        evidence: (field of the event, mention that backs it).
        confidence: of the total (0 without one).
        reasons: codes that ask for review.
        candidates: other totals that the text gives.
    """

    total: int | None = None
    bound: str | None = None
    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    audiences: tuple[str, ...] = ()
    evidence: tuple[tuple[str, CountMention], ...] = ()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Total:
    """A count or a sum of counts that may be the total."""

    members: tuple[CountMention, ...]

    @property
    def value(self) -> int:
        """The number of people."""
        return sum(member.value or 0 for member in self.members)

    @property
    def bound(self) -> str:
        """The loosest bound of its members."""
        bounds = {member.bound for member in self.members}
        return next(bound for bound in _LOOSEST if bound in bounds)

    @property
    def confidence(self) -> float:
        """That of its least sure member."""
        return min(member.confidence for member in self.members)

    @property
    def rank(self) -> int:
        """Participation, a named total, a sum, an audience phrase; people alone come last."""
        cue = self.members[0].cue
        if cue == "none":
            return _COUNTING.index("sum") if len(self.members) > 1 else len(_COUNTING)
        return _COUNTING.index(cue) + (0 if self.confidence >= _DOUBT else len(_COUNTING))

    @property
    def counts(self) -> bool:
        """False of people alone."""
        return self.members[0].cue != "none" or len(self.members) > 1

    def within(self, span: tuple[int, int] | None) -> bool:
        """Whether it begins in a body span; False of none."""
        return span is not None and span[0] <= self.members[0].start < span[1]


def settle_counts(counts: Sequence[CountMention], core: tuple[int, int] | None = None) -> Settled:
    """Which count is the event's: people who take part, a named total, a sum of groups, the audience phrase.

    Args:
        counts: the mentions that belong to one event, in text order.
        core: the body's span of the sentence that carries the event, where known; of counts alike, its own goes first,
            and its people count even without a cue.

    Returns:
        The total with its bound, the sexes as far as stated, evidence, confidence and reasons for review.
    """
    reasons: list[str] = []
    totals = _totals(counts)
    chosen = _choose(totals, core) or _whole(counts, totals)
    if chosen is None:
        chosen = _speakers(counts)
        if chosen is not None:
            reasons.append("count-of-speakers")
    if chosen is None:
        chosen = _carried(counts, totals, core)
    if chosen is None:
        if any(_is_crowd(mention) for mention in counts):
            reasons.append("count-without-number")
        return Settled(audiences=_audiences(counts), reasons=tuple(reasons))
    parts = _parts(counts, totals, chosen)
    if _broken_down(chosen):
        chosen, parts = _Total(chosen.members[:1]), list(chosen.members[1:])
    others = _others(totals, chosen, parts, core)
    reasons += _doubts(chosen, others)
    sexes, backing, differ = _sexes(chosen, parts)
    if differ:
        reasons.append("parts-differ")
    evidence = [("participants", member) for member in chosen.members] + backing
    return Settled(
        total=chosen.value,
        bound=chosen.bound,
        **sexes,
        audiences=_audiences(chosen.members) or _audiences(counts),
        evidence=tuple(evidence),
        confidence=_confidence(chosen, reasons),
        reasons=tuple(dict.fromkeys(reasons)),
        candidates=tuple(others),
    )


def _totals(counts: Sequence[CountMention]) -> list[_Total]:
    """Counts that may be the total, the members of a sum together."""
    groups: dict[object, list[CountMention]] = {}
    for mention in counts:
        if mention.value is not None and mention.cue in {"participation", "total", "audience", "none"}:
            groups.setdefault(mention if mention.sum_id is None else mention.sum_id, []).append(mention)
    return [_Total(tuple(members)) for members in groups.values()]


def _broken_down(total: _Total) -> bool:
    """True where the first is the total of the others: "45 élèves, 25 filles et 20 garçons"."""
    first, *rest = total.members
    return len(rest) > 1 and first.value == sum(member.value or 0 for member in rest)


def _carried(counts: Sequence[CountMention], totals: list[_Total], core: tuple[int, int] | None) -> _Total | None:
    """The only people of the event's own sentence, where nothing says what they do and no crowd takes part."""
    found = [total for total in totals if total.within(core)]
    return found[0] if len(found) == 1 and not any(map(_is_crowd, counts)) else None


def _choose(totals: list[_Total], core: tuple[int, int] | None) -> _Total | None:
    """The strongest, the first of several; a lone count of people without any cue only where another place agrees."""
    ranked = [total for total in totals if total.counts]
    if not ranked:
        return None
    told = Counter(total.value for total in totals)  # the title's and the text's

    def order(total: _Total) -> tuple[int, bool, bool, bool]:
        return total.rank, told[total.value] == 1, not total.within(core), total.confidence < _SURE

    best = min(ranked, key=order)
    same = [total for total in totals if total.value == best.value and total.bound != "exact"]
    return best if best.bound != "exact" or not same or len(best.members) > 1 else same[0]


def _whole(counts: Sequence[CountMention], totals: list[_Total]) -> _Total | None:
    """People alone, where the text goes on to tell a part of them: "120 young people, among them 70 girls"."""
    for before, after in itertools.pairwise(counts):
        if after.cue == "subset" and before.cue == "none":
            return next(total for total in totals if before in total.members)
    return None


def _speakers(counts: Sequence[CountMention]) -> _Total | None:
    """Speakers who are said to take part, where nothing else counts people."""
    if any(_is_crowd(mention) for mention in counts):
        return None
    found = [mention for mention in counts if mention.rule.endswith("speakers-take-part")]
    if not found:
        return None
    if found[0].sum_id is not None:
        return _Total(tuple(mention for mention in counts if mention.sum_id == found[0].sum_id))
    same = (mention for mention in found if mention.value == found[0].value and mention.bound != "exact")
    return _Total((next(same, found[0]),))


def _is_crowd(mention: CountMention) -> bool:
    """People without a number who take part: "dozens of visitors attended"."""
    return mention.rule == "mass/participation" and not set(mention.audiences) & _NOT_AUDIENCES - {
        "participants",
        "others",
    }


def _parts(counts: Sequence[CountMention], totals: list[_Total], chosen: _Total) -> list[CountMention]:
    """The subsets of the total: announced as such, or a sum elsewhere that makes it up."""
    parts = []
    whole: CountMention | None = None
    for mention in counts:
        if mention.cue != "subset":
            whole = mention
        elif whole is None or whole in chosen.members or whole.value == chosen.value:
            parts.append(mention)
    if len(chosen.members) == 1:
        for total in totals:
            if total is not chosen and len(total.members) > 1 and total.value == chosen.value:
                parts += total.members
    return parts


def _others(totals: list[_Total], chosen: _Total, parts: list[CountMention], core: tuple[int, int] | None) -> list[int]:
    """Other totals of the same kind, read as surely and standing as near, those that are its parts left out."""
    values = [
        total.value
        for total in totals
        if total.counts and total.value != chosen.value and not set(total.members) & {*parts, *chosen.members}
        if total.rank == chosen.rank and total.confidence >= min(_SURE, chosen.confidence)
        if total.within(core) or not chosen.within(core)
    ]
    return list(dict.fromkeys(values))


def _doubts(chosen: _Total, others: list[int]) -> list[str]:
    reasons = []
    if others:
        reasons.append("several-counts")
    if any(member.upper is not None for member in chosen.members):
        reasons.append("count-range")
    return reasons


def _sexes(
    chosen: _Total, parts: list[CountMention]
) -> tuple[dict[str, int | None], list[tuple[str, CountMention]], bool]:
    """Women, men, girls and boys as far as words or contrast state them, their mentions, and whether they disagree."""
    stated = parts if parts else chosen.members
    backing = _name_sexes(stated)
    if not backing and parts:
        backing = _name_sexes(chosen.members)
    found: dict[str, int | None] = dict.fromkeys(_SEXES)
    for sex, mention in backing:
        found[sex] = (found[sex] or 0) + (mention.value or 0)
    whole = sum(value or 0 for value in found.values())
    split = len({sex for sex, _ in backing}) > 1
    return found, backing, whole > chosen.value or (split and parts != [] and whole != chosen.value)


def _name_sexes(mentions: Sequence[CountMention]) -> list[tuple[str, CountMention]]:
    """Mentions whose sex is told: by a word, the feminine, or the masculine beside the feminine of the same people."""
    men = {key for mention in mentions if mention.form == "masculine" for key in _people(mention)}
    women: dict[str, str] = {}
    for mention in mentions:
        group = mention.group
        if mention.form == "feminine" and group == "people" and not men.isdisjoint(_people(mention)):
            group = "women"  # of runners the noun does not say it alone
        if mention.form == "feminine" and group in _BESIDE:
            women |= dict.fromkeys(_people(mention), group)
    named = []
    for mention in mentions:
        group = mention.group
        if group == "people" and mention.form and (key := next((k for k in _people(mention) if k in women), None)):
            group = women[key] if mention.form == "feminine" else _BESIDE[women[key]]
        if group != "people":
            named.append((group, mention))
    return named


def _people(mention: CountMention) -> tuple[str, ...]:
    """Who they are, to compare: audiences, and how the noun begins; of those that no list holds, only this."""
    stem = mention.text.split()[-1][:_STEM]
    return (stem,) if mention.rule.startswith(UNLISTED) else (*mention.audiences, stem)


def _audiences(counts: Sequence[CountMention]) -> tuple[str, ...]:
    """Codes of those who take part; roles in the event are no audiences."""
    found = [
        code
        for mention in counts
        if mention.cue in {"participation", "total", "audience", "none", "speakers", "mass"}
        for code in mention.audiences
        if code not in _NOT_AUDIENCES
    ]
    return tuple(dict.fromkeys(found))


def _confidence(chosen: _Total, reasons: list[str]) -> float:
    alone = chosen.members[0].cue == "none"
    confidence = _WEAK if alone else chosen.confidence
    return round(confidence * 0.7 ** len(set(reasons)), 2)
