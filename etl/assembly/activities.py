"""Which activities a release tells of: the sentence that carries each, and the part of the text that belongs to it.

A sentence carries an activity where an event noun meets a verb of holding, an organiser, a day or a count. A later
such sentence is an activity of its own only where it has a day of its own and does not point back ("this seminar").
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.assembly.mentions import Mentions, within
from etl.assembly.sentences import REACH_OF_FIRST, Placed, Sentence
from etl.dates import DateMention
from etl.topics import TopicMention

CARRIES = 4.0  # weight from which a sentence carries an activity
MAY_CARRY = 3.0  # weight that will do for the heaviest sentence where none carries one
POLICE_CUES = 2  # from here on a release without an organised event noun is police news
REACH = 25  # folded characters between a cue and what it says something of
HOLDING = frozenset({"organise", "hold", "host", "open", "close", "sign", "launch", "visit", "receive", "celebrate"})
ACTS = frozenset({"visit", "receive", "launch", "open", "celebrate"})  # verbs that are an activity without its noun
STANDING = frozenset({"in", "town", "chain", "headline"})  # how a place stands where something happens
HEADLINE = 1.5  # a headline names its subject, not who did what when
SURE_ENOUGH = 0.5  # an organiser read with less is none to build on
FRAMES = ("weekend", "week")  # rules of dates that frame several activities rather than date one
ATTENDING = frozenset({"participation", "audience", "total"})


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of a release.

    Attributes:
        core: the sentence that carries it.
        members: all sentences that carry it, the core among them.
        spans: body spans of the sentences that tell of it, in text order.
        shared: spans that it shares with the release's other activities (a lead that announces them all).
        first: whether it is the release's first activity, to which the title belongs.
    """

    core: Sentence
    members: tuple[Sentence, ...]
    spans: tuple[tuple[int, int], ...]
    shared: tuple[tuple[int, int], ...] = ()
    first: bool = True

    def holds(self, mention: Placed) -> bool:
        """Whether a mention stands in the activity's own part of the text."""
        return any(start <= mention.start < end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class NoActivity:
    """Why a release tells of no activity: a code such as "police" or "no-event-clause"."""

    reason: str


def find_activities(mentions: Mentions) -> list[Activity] | NoActivity:
    """The activities of a release in text order.

    Args:
        mentions: all that was read in it.

    Returns:
        At least one activity, or why there is none.
    """
    weights = [weigh_sentence(mentions, sentence) for sentence in mentions.sentences]
    cores = [index for index, weight in enumerate(weights) if weight >= CARRIES]
    if not cores:
        weights = [
            weight + HEADLINE * (sentence.is_title and weight > 0)
            for weight, sentence in zip(weights, mentions.sentences, strict=True)
        ]
        best = max(range(len(weights)), key=weights.__getitem__, default=-1)
        cores = [best] if best >= 0 and weights[best] >= MAY_CARRY else []
    if not cores:
        return NoActivity(_why_none(mentions))
    if reason := _is_other_news(mentions, mentions.sentences[cores[0]]):
        return NoActivity(reason)
    return _divide(mentions, cores)


def weigh_sentence(mentions: Mentions, sentence: Sentence) -> float:
    """How surely a sentence carries an activity: the sum of what it holds.

    Args:
        mentions: all that was read in the release.
        sentence: one of its sentences.

    Returns:
        0.0 where neither an event noun stands in it nor a verb of holding beside an organiser or a count; the weights
        were set by reading misses on the sample releases.
    """
    start, end = sentence.start, sentence.end
    nouns = within(mentions.topic("event_type"), start, end)
    verbs = within(mentions.topic("verb"), start, end)
    organised = any(
        named.role == "organiser" and named.confidence >= SURE_ENOUGH
        for named in within(mentions.institutions, start, end)
    )
    counted = any(count.cue in ATTENDING and count.value for count in within(mentions.counts, start, end))
    dated = any(is_of_event(mentions, day) for day in within(mentions.dates, start, end))
    enumerated = is_enumerated(mentions, sentence)
    acts = any(verb.value in ACTS for verb in verbs) and (organised or counted)
    acts = acts or (organised and dated and any(verb.value in HOLDING and verb.strength != "noun" for verb in verbs))
    if not nouns and not enumerated and not acts:
        return 0.0
    weight = 2.0 if enumerated or any(noun.strength == "strong" for noun in nouns) else 1.0
    if any(verb.value in HOLDING and verb.strength != "noun" for verb in verbs):
        weight += 2.0
    elif any(verb.value in HOLDING or verb.value == "take-part" for verb in verbs):
        weight += 1.0
    weight += 2.0 * organised + counted + dated
    weight += 0.5 * any(place.cue in STANDING for place in within(mentions.places, start, end))
    weight -= HEADLINE * sentence.is_title
    if nouns and _is_background(mentions, nouns[0]):
        weight -= 2.5
    return weight


def is_enumerated(mentions: Mentions, sentence: Sentence) -> bool:
    """Whether a sentence tells of one of several activities by its number ("the second was held in …") and its day."""
    firsts, seconds = mentions.cue("enumerator_first"), mentions.cue("enumerator_second")
    if not firsts or not seconds or not _days(mentions, sentence):
        return False
    start, end = sentence.start, sentence.end
    return any(
        0 < second.start - first.start < REACH_OF_FIRST and (start <= first.start < end or start <= second.start < end)
        for first in firsts
        for second in seconds
    )


def is_of_event(mentions: Mentions, day: DateMention) -> bool:
    """Whether a date may be an event's: no plan's period, no deadline, no law's day, no day of a statement."""
    return (
        day.kind == "date"
        and not is_deadline(mentions, day)
        and not is_said(mentions, day)
        and not _is_background(mentions, day)
        and not _follows(mentions, "coincide", day)
        and not _follows(mentions, "written", day)
    )


def is_deadline(mentions: Mentions, day: DateMention) -> bool:
    """Whether a date is one by which something must be done."""
    after = within(mentions.cue("deadline_after"), day.end, day.end + REACH)
    return _follows(mentions, "deadline", day) or any(cue.start - day.end < 4 for cue in after)


def is_said(mentions: Mentions, day: DateMention) -> bool:
    """Whether a date is that of a statement: between a saying verb and the words it says ("said yesterday that …")."""
    sentence = mentions.sentences[mentions.sentences.of(day)]
    says = within(mentions.topic("saying"), sentence.start, day.start)
    if not says:
        return False
    opened = within(mentions.cue("complementiser"), says[-1].end, day.start)
    verbs = [
        verb
        for verb in within(mentions.topic("verb"), says[-1].end, day.start)
        if verb.value in HOLDING and verb.strength != "noun"
    ]
    return not opened and not verbs


def _is_background(mentions: Mentions, mention: Placed) -> bool:
    """Whether words of the past behind the event (since, founded, an earlier edition) stand right before a mention."""
    sentence = mentions.sentences[mentions.sentences.of(mention)]
    cues = within(mentions.topic("background"), max(sentence.start, mention.start - 2 * REACH), mention.start)
    return bool(cues) and not _comma(mentions, cues[-1].end, mention.start)


def _follows(mentions: Mentions, kind: str, mention: Placed) -> bool:
    """Whether a cue of a kind stands right before a mention."""
    cues = within(mentions.cue(kind), mention.start - REACH, mention.start)
    return any(mention.start - cue.end <= 4 and not _comma(mentions, cue.end, mention.start) for cue in cues)


def _comma(mentions: Mentions, start: int, end: int) -> bool:
    return any(mark in mentions.text.body[start:end] for mark in ",،.;؛\n")


def is_beside(mentions: Mentions, noun: TopicMention) -> bool:
    """Whether an event noun names another event, beside which this one is ("on the sidelines of the congress")."""
    cues = within(mentions.cue("aside"), noun.start - 2 * REACH, noun.start)
    return any(noun.start - cue.end < REACH and not _comma(mentions, cue.end, noun.start) for cue in cues)


def points_back(mentions: Mentions, noun: TopicMention) -> bool:
    """Whether an event noun means the event told of before ("this seminar", "الندوة ذاتها")."""
    before = within(mentions.cue("back_reference"), noun.start - REACH, noun.start)
    after = within(mentions.cue("back_reference_after"), noun.end, noun.end + REACH)
    return any(noun.start - cue.end <= 3 for cue in before) or any(cue.start - noun.end <= 2 for cue in after)


def _why_none(mentions: Mentions) -> str:
    """The kind of news that a release without an activity is."""
    kinds = [cue.value for cue in mentions.topic("non_event")]
    return max(set(kinds), key=kinds.count) if kinds else "no-event-clause"


def _is_other_news(mentions: Mentions, core: Sentence) -> str:
    """Why the release is no report of an activity although one sentence looks like it; "" where it is one."""
    police = sum(cue.value == "police" for cue in mentions.topic("non_event"))
    organised = any(
        verb.value in ("organise", "hold", "host") for verb in within(mentions.topic("verb"), core.start, core.end)
    )
    if police >= POLICE_CUES and not organised:
        return "police"
    named = any(
        named.role not in (None, "mentioned") and named.confidence >= SURE_ENOUGH for named in mentions.institutions
    )
    dated = any(is_of_event(mentions, day) for day in mentions.dates)
    counted = any(count.cue in ATTENDING and count.value for count in mentions.counts)
    placed = any(place.cue in STANDING for place in mentions.places)
    return "" if named + dated + placed + 2 * counted + _is_announced(mentions) >= 2 else "no-event-clause"


def _is_announced(mentions: Mentions) -> bool:
    """Whether the headline itself names an activity and its day ("Closing meeting, 14 January 2021")."""
    nouns = within(mentions.topic("event_type"), *mentions.title)
    return any(noun.strength == "strong" for noun in nouns) and bool(within(mentions.dates, *mentions.title))


def _divide(mentions: Mentions, cores: list[int]) -> list[Activity]:
    """Group the carrying sentences into activities, and give each its part of the text."""
    groups: list[list[int]] = [[cores[0]]]
    for index in cores[1:]:
        if _begins_another(mentions, groups, index):
            groups.append([index])
        else:
            groups[-1].append(index)
    return [_activity(mentions, groups, number) for number in range(len(groups))]


def _begins_another(mentions: Mentions, groups: list[list[int]], index: int) -> bool:
    """Whether a carrying sentence tells of an activity of its own."""
    sentence = mentions.sentences[index]
    nouns = [
        noun
        for noun in within(mentions.topic("event_type"), sentence.start, sentence.end)
        if not is_beside(mentions, noun)
    ]
    if nouns and (points_back(mentions, nouns[0]) or _is_background(mentions, nouns[0])):
        return False
    days = _days(mentions, sentence)
    known = [day for group in groups for member in group for day in _days(mentions, mentions.sentences[member])]
    if not days or not known:
        return False
    before = mentions.sentences[groups[-1][0]]
    other_type = bool(nouns) and nouns[0].value not in {
        noun.value for noun in within(mentions.topic("event_type"), before.start, before.end)
    }
    if other_type and nouns[-1].value == "agreement" and within(mentions.cue("aside"), sentence.start, sentence.end):
        return True  # a signing beside the activity, on one of its days
    if not all(_apart(day, other) for day in days for other in known):
        return False
    counted = any(count.cue in ATTENDING for count in within(mentions.counts, sentence.start, sentence.end))
    return other_type or counted or is_enumerated(mentions, sentence)


def _days(mentions: Mentions, sentence: Sentence) -> list[DateMention]:
    """The days of a sentence that may be an event's."""
    found = within(mentions.dates, sentence.start, sentence.end)
    return [
        day
        for day in found
        if day.precision == "day" and not day.rule.startswith(FRAMES) and is_of_event(mentions, day)
    ]


def _apart(one: DateMention, other: DateMention) -> bool:
    """Whether two dates share no day; dates that are not resolved are apart only where their words differ in days."""
    if one.first is None or other.first is None:
        return False
    return (one.last or one.first) < other.first or (other.last or other.first) < one.first


def _is_common(mentions: Mentions, sentence: Sentence) -> bool:
    """Whether a sentence says that it holds for all activities ("both meetings were held with …")."""
    return bool(within(mentions.cue("shared"), sentence.start, sentence.end))


def _lead(mentions: Mentions, group: list[int]) -> tuple[tuple[int, int], ...]:
    """The sentences before the first that dates an activity, the title aside: what they say holds for all of them."""
    sentences = mentions.sentences
    first = next((index for index in group if _days(mentions, sentences[index])), group[0])
    return tuple((sentence.start, sentence.end) for sentence in sentences[:first] if not sentence.is_title)


def _activity(mentions: Mentions, groups: list[list[int]], number: int) -> Activity:
    """An activity with its part of the text: from its first carrying sentence to the next activity's."""
    sentences, group = mentions.sentences, groups[number]
    first = 0 if number == 0 else group[0]
    last = groups[number + 1][0] if number + 1 < len(groups) else len(sentences)
    dated = [index for index in group if _days(mentions, sentences[index])]
    spans = ((sentences[first].start, sentences[last - 1].end),)
    shared: tuple[tuple[int, int], ...] = ()
    if len(groups) > 1:
        common = (sentence for sentence in sentences if _is_common(mentions, sentence))
        shared = tuple((sentence.start, sentence.end) for sentence in common)
    if number:
        shared = _lead(mentions, groups[0]) + shared
    core = sentences[dated[0] if dated else group[0]]
    return Activity(core, tuple(sentences[index] for index in group), spans, shared, number == 0)
