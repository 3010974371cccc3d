"""Who takes part in an activity and in which role: the institutions of its part of the text, and what it inherits."""

from __future__ import annotations

from collections.abc import Sequence

from etl.assembly.activities import Activity
from etl.assembly.found import Found
from etl.assembly.mentions import Mentions, within
from etl.event import Evidence, Participation
from etl.institutions import InstitutionMention, settle_institutions

NEAR = 4  # paragraphs from the carrying sentence within which partners are the activity's


def settle_who(mentions: Mentions, activity: Activity) -> Found[tuple[Participation, ...]]:
    """The institutions of an activity, each once with its strongest role.

    Args:
        mentions: all that was read in the release.
        activity: the activity; one that is not the release's first inherits the roles of the lead that announces
            several, and the organiser of the release where its own part names none.

    Returns:
        Participations with their evidence; review reasons where roles are unclear or there is no organiser.
    """
    own = [_of_activity(mentions, activity, named) for named in mentions.institutions if activity.holds(named)]
    own = _inherited(mentions, activity, own) + own
    who = tuple(settle_institutions(own))
    sure = {(named.start, named.end): named for named in own}
    proofs = tuple(_proof(participation, sure) for participation in who)
    organisers = [p for p in who if p.role == "organiser"]
    reasons = [named.note for named in own if named.note == "patronage"][:1]
    if not organisers:
        reasons.append("no-organiser")
    central = [proof.confidence for p, proof in zip(who, proofs, strict=True) if p.role in ("organiser", "partner")]
    confidence = min(central, default=0.5 if not organisers else 0.8)
    if organisers and len(organisers) > 2:
        confidence = min(confidence, 0.6)
    if confidence < 0.5 and organisers:
        reasons.append("role-unclear")
    return Found(who, confidence, proofs, tuple(reason for reason in reasons if reason))


def _of_activity(mentions: Mentions, activity: Activity, named: InstitutionMention) -> InstitutionMention:
    """The mention, without a role where it is that of another thing: a partner of a project told of far below."""
    if named.role not in ("partner", "funder"):
        return named
    sentence = mentions.sentences[mentions.sentences.of(named)]
    if abs(sentence.paragraph - activity.core.paragraph) <= NEAR:
        return named
    span = sentence.start, sentence.end
    tells = within(mentions.topic("event_type"), *span) or any(
        verb.value in ("organise", "hold") for verb in within(mentions.topic("verb"), *span)
    )
    return named if tells else named._replace(role="mentioned", cue=None)


def _inherited(mentions: Mentions, activity: Activity, own: Sequence[InstitutionMention]) -> list[InstitutionMention]:
    """Mentions of a shared lead, and the release's organisers where the activity's own part names none."""
    lead = [
        named
        for named in mentions.institutions
        if any(start <= named.start < end for start, end in activity.shared) and named.role not in (None, "mentioned")
    ]
    if any(named.role == "organiser" for named in (*own, *lead)):
        return lead
    if activity.first:
        return lead
    before = [named for named in mentions.institutions if named.start < activity.core.start]
    return lead + [named for named in before if named.role == "organiser"]


def _proof(participation: Participation, sure: dict[tuple[int, int], InstitutionMention]) -> Evidence:
    named = sure.get((participation.start, participation.end))
    rule, confidence = (named.rule, named.confidence) if named else (participation.role, 0.7)
    return Evidence(
        "institutions",
        participation.start,
        participation.end,
        participation.text,
        participation.institution_id,
        rule,
        confidence,
    )
