"""What an activity is and about what: type, state, themes, audience, occasion, slogan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from etl.assembly.activities import HOLDING, Activity, is_beside
from etl.assembly.dating import When
from etl.assembly.found import Found
from etl.assembly.mentions import Mentions, inside, last_before, within
from etl.event import Evidence
from etl.topics import TopicMention

TOPIC_REACH = 80  # characters after "about" within which people are the topic
NEAR_VERB = 120  # characters between the verb of holding and the noun of what is held
AFTER_HELD = frozenset({"organise", "hold", "host", "open", "close", "launch", "sign"})
TYPE_OF_ACT = {"visit": "visit", "receive": "meeting", "sign": "agreement", "celebrate": "ceremony"}


def settle_type(mentions: Mentions, activity: Activity) -> Found[str]:
    """The type of an activity: the noun that its verb holds, before what the headline calls it.

    Args:
        mentions: all that was read in the release.
        activity: the activity.

    Returns:
        A code of `event_types.csv`; "other" with low confidence where no noun says any.
    """
    core = activity.core
    nouns = list(within(mentions.topic("event_type"), core.start, core.end))
    beside = [noun for noun in nouns if is_beside(mentions, noun)]
    if any(noun.strength == "strong" for noun in nouns if noun not in beside):
        nouns = [noun for noun in nouns if noun not in beside]
    headline = within(mentions.topic("event_type"), *mentions.title) if activity.first else ()
    if not nouns and (act := _type_of_act(mentions, activity)):
        return act
    if not any(noun.strength == "strong" for noun in nouns):
        nouns += _strong_nouns(mentions, activity)
    if not nouns:
        nouns = list(headline) or [noun for noun in mentions.topic("event_type") if activity.holds(noun)]
    if not nouns:
        return Found("other", 0.5, (), ("type-unclear",))
    named = Counter(
        noun.value for noun in mentions.topic("event_type") if activity.holds(noun) and noun.strength == "strong"
    )
    titled = {noun.value for noun in headline if noun.strength == "strong"}
    best = max(nouns, key=lambda noun: (_weigh_noun(mentions, noun, named, titled), -noun.start))
    if best.strength == "weak" and titled:
        best = next(noun for noun in headline if noun.strength == "strong")
    sure = (
        best.confidence if best.value in titled or named[best.value] > 1 or len(named) <= 1 else best.confidence - 0.15
    )
    return Found(best.value, sure, (_proof(best, "event_type", sure),), () if sure >= 0.5 else ("type-unclear",))


def _strong_nouns(mentions: Mentions, activity: Activity) -> list[TopicMention]:
    """Strong nouns of the other sentences that carry the activity, or of the lead that it shares."""
    spans = [(member.start, member.end) for member in activity.members if member != activity.core]
    return [
        noun
        for span in (*spans, *activity.shared)
        for noun in within(mentions.topic("event_type"), *span)
        if noun.strength == "strong"
    ]


def _type_of_act(mentions: Mentions, activity: Activity) -> Found[str] | None:
    """The type that the verb of a carrying sentence without an event noun says, if it says one."""
    for verb in within(mentions.topic("verb"), activity.core.start, activity.core.end):
        if verb.value in TYPE_OF_ACT:
            value = TYPE_OF_ACT[verb.value]
            proof = Evidence("event_type", verb.start, verb.end, verb.text, value, f"act-{verb.value}", 0.7)
            return Found(value, 0.7, (proof,))
    return None


def _weigh_noun(mentions: Mentions, noun: TopicMention, named: Counter[str], titled: set[str]) -> float:
    before = within(mentions.topic("verb"), noun.start - NEAR_VERB, noun.start)
    held = any(verb.value in AFTER_HELD and verb.strength != "noun" for verb in before)
    weight = (
        3.0 * (noun.strength == "strong") + 1.5 * held + 1.5 * (noun.value in titled) + 0.3 * min(named[noun.value], 3)
    )
    return weight + (0.5 if noun.rule == "noun-and-adjective" else 0.0) + (1.0 if noun.rule == "signing" else 0.0)


def settle_state(mentions: Mentions, activity: Activity, when: When) -> Found[str]:
    """Whether an activity was held, is planned, was postponed or was cancelled.

    Args:
        mentions: all that was read in the release.
        activity: the activity.
        when: its date.

    Returns:
        "held" unless the title or the carrying sentence says otherwise, or its day lies after the publication.
    """
    core = activity.core
    spans = [(core.start, core.end)] + ([mentions.title] if activity.first else [])
    cues = [cue for span in spans for cue in within(mentions.topic("state"), *span)]
    for state in ("cancelled", "postponed"):
        if called_off := [cue for cue in cues if cue.value == state]:
            return Found(state, 0.85, (_proof(called_off[0], "state", 0.85),), (f"{state}-event",))
    planned = [cue for cue in cues if cue.value == "planned"]
    verbs = within(mentions.topic("verb"), core.start, core.end)
    past = any(verb.strength == "past" and verb.value in HOLDING for verb in verbs)
    published, day = mentions.published, when.start or when.end
    if published and day:
        if day > published:
            proofs = tuple(_proof(cue, "state", 0.92) for cue in planned[:1])
            return Found("planned", 0.92, proofs)
        if day < published or not planned:
            return Found("held", 0.95)
    if planned and not past:
        return Found("planned", 0.8, (_proof(planned[0], "state", 0.8),))
    return Found("held", 0.9 if past else 0.8)


def settle_themes(mentions: Mentions, activity: Activity) -> Found[tuple[str, ...]]:
    """What an activity is about.

    Args:
        mentions: all that was read in the release.
        activity: the activity.

    Returns:
        Theme ids, the most often named first: those of the title and the carrying sentence, and those named more than
        once elsewhere in the activity's part; words inside institutions' names do not count.
    """
    weights: Counter[str] = Counter()
    proofs: dict[str, TopicMention] = {}
    start, end = mentions.title
    for theme in mentions.topic("theme"):
        if not activity.holds(theme) or inside(theme, mentions.institutions):
            continue
        central = activity.core.start <= theme.start < activity.core.end
        central = central or (activity.first and start <= theme.start < end)
        central = central or inside(theme, mentions.slogans)
        weights[theme.value] += (4 if central else 2) if theme.strength == "strong" else (2 if central else 1)
        kept = proofs.get(theme.value)
        if kept is None or (kept.strength == "weak" and theme.strength == "strong"):
            proofs[theme.value] = theme
    chosen = [value for value, weight in weights.most_common() if weight >= 4]
    backing = tuple(_proof(proofs[value], "themes", proofs[value].confidence) for value in chosen)
    return Found(tuple(chosen), 0.8 if chosen else 0.5, backing)


def settle_audience(
    mentions: Mentions, activity: Activity, counted: Sequence[str], backing: Sequence[Evidence]
) -> Found[tuple[str, ...]]:
    """For whom an activity is.

    Args:
        mentions: all that was read in the release.
        activity: the activity.
        counted: audience codes of the people who were counted.
        backing: the evidence of those counts.

    Returns:
        Audience codes: those that a cue announces in the carrying sentence or the title, and those counted.
    """
    proofs: dict[str, Evidence] = {}
    start, end = mentions.title
    for group in mentions.topic("audience"):
        central = activity.core.start <= group.start < activity.core.end
        central = central or (activity.first and start <= group.start < end)
        announced = group.strength == "strong" and group.rule == "audience-for"
        if central and announced and not inside(group, mentions.institutions) and not _is_topic(mentions, group):
            proofs.setdefault(group.value, _proof(group, "audience", group.confidence))
    for code in counted:
        if code not in proofs and backing:
            first = backing[0]
            proofs[code] = Evidence("audience", first.start, first.end, first.text, code, "counted-people", 0.85)
    if len(proofs) > 1:
        proofs.pop("others", None)
    return Found(tuple(proofs), 0.8 if proofs else 0.5, tuple(proofs.values()))


def _is_topic(mentions: Mentions, group: TopicMention) -> bool:
    """Whether people are what an activity is about, not for whom it is ("training for judges on victims of …")."""
    about = last_before(mentions.cue("about"), group.start)
    cue = last_before(mentions.cue("audience_cue"), group.start)
    return about is not None and group.start - about.end < TOPIC_REACH and (cue is None or cue.start < about.start)


def settle_occasion(mentions: Mentions, activity: Activity) -> Found[str | None]:
    """The international day or campaign on which an activity was held; None where no words say so."""
    for occasion in mentions.occasions:
        if activity.holds(occasion) and occasion.occasion_id and occasion.rule == "occasion-cue":
            proof = Evidence(
                "occasion",
                occasion.start,
                occasion.end,
                occasion.text,
                occasion.occasion_id,
                occasion.rule,
                occasion.confidence,
            )
            return Found(occasion.occasion_id, occasion.confidence, (proof,))
    return Found(None, 0.7)


def settle_slogan(mentions: Mentions, activity: Activity) -> Found[str | None]:
    """The activity's own slogan, without its quotes; a campaign's or an occasion's is not its own."""
    for slogan in mentions.slogans:
        if slogan.owner == "event" and activity.holds(slogan):
            proof = Evidence(
                "slogan", slogan.start, slogan.end, slogan.text, slogan.text, slogan.rule, slogan.confidence
            )
            return Found(slogan.text, slogan.confidence, (proof,))
    return Found(None, 0.8)


def _proof(mention: TopicMention, field: str, confidence: float) -> Evidence:
    return Evidence(field, mention.start, mention.end, mention.text, mention.value, mention.rule, confidence)
