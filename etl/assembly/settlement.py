"""All values of one activity, settled side by side and put together into an event."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from etl.assembly.activities import Activity
from etl.assembly.dating import When, settle_when
from etl.assembly.describing import (
    settle_audience,
    settle_occasion,
    settle_slogan,
    settle_state,
    settle_themes,
    settle_type,
)
from etl.assembly.found import Found
from etl.assembly.mentions import Mentions
from etl.assembly.naming import settle_who
from etl.assembly.placing import Where, settle_where
from etl.assembly.sureness import needs_review, sureness, unclaimed
from etl.event import Event, Evidence, Participation
from etl.people import CountMention, Settled, settle_counts

NO_COUNT = 0.8  # how sure it is that a release without a count of participants states none


class Settlement(NamedTuple):
    """The values of an activity, each with its confidence, evidence and review reasons."""

    title: Found[str]
    kind: Found[str]
    when: Found[When]
    where: Found[Where]
    who: Found[tuple[Participation, ...]]
    people: Found[Settled]
    audience: Found[tuple[str, ...]]
    themes: Found[tuple[str, ...]]
    occasion: Found[str | None]
    slogan: Found[str | None]
    state: Found[str]

    @property
    def confidence(self) -> float:
        """That of the least sure of date, count, institutions, type and place."""
        central = (self.when, self.people, self.who, self.kind, self.where)
        return sureness([found.confidence for found in central])

    @property
    def reasons(self) -> tuple[str, ...]:
        """Review reasons, each once."""
        return tuple(dict.fromkeys(itertools.chain.from_iterable(found.reasons for found in self)))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that back the values."""
        return tuple(itertools.chain.from_iterable(found.evidence for found in self))


def settle_activity(mentions: Mentions, activity: Activity) -> Settlement:
    """Choose each value of an activity from what was read.

    Args:
        mentions: all that was read in the release.
        activity: one of its activities.

    Returns:
        The values.
    """
    kind = settle_type(mentions, activity)
    when = settle_when(mentions, activity, kind.value)
    who = settle_who(mentions, activity)
    people = _settle_people(mentions, activity)
    counted = [proof for proof in people.evidence if proof.field == "participants"]
    return Settlement(
        title=_settle_title(mentions),
        kind=kind,
        when=when,
        where=settle_where(mentions, activity, tuple(named for named in who.value if named.role == "host")),
        who=who,
        people=people,
        audience=settle_audience(mentions, activity, people.value.audiences, counted),
        themes=settle_themes(mentions, activity),
        occasion=settle_occasion(mentions, activity),
        slogan=settle_slogan(mentions, activity),
        state=settle_state(mentions, activity, when.value),
    )


def put_together(settlement: Settlement, event_id: str, release_id: str, lang: str) -> Event:
    """The event of a settlement; its publication is still open.

    Args:
        settlement: the values.
        event_id: the id that it gets.
        release_id: the release that tells of it.
        lang: the language of the release.

    Returns:
        The event, proposed.
    """
    when, where, people = settlement.when.value, settlement.where.value, settlement.people.value
    confidence, reasons = settlement.confidence, settlement.reasons
    return Event(
        event_id=event_id,
        release_id=release_id,
        lang=lang,
        title=settlement.title.value,
        event_type=settlement.kind.value,
        themes=settlement.themes.value,
        occasion=settlement.occasion.value,
        slogan=settlement.slogan.value,
        date_start=when.start,
        date_end=when.end,
        date_precision=when.precision,
        date_text=when.text,
        date_basis=when.basis,
        date_edtf=when.edtf,
        date_candidates=when.candidates,
        venue=where.venue,
        city=where.city,
        region=where.region,
        country=where.country,
        mode=where.mode,
        institutions=settlement.who.value,
        audience=settlement.audience.value,
        participants=people.total,
        participants_bound=people.bound,
        women=people.women,
        men=people.men,
        girls=people.girls,
        boys=people.boys,
        confidence=confidence,
        needs_review=needs_review(confidence, reasons),
        review_reasons=reasons,
        state=settlement.state.value,
        evidence=settlement.evidence,
    )


def _settle_title(mentions: Mentions) -> Found[str]:
    """The release's first line that is not empty."""
    body = mentions.text.body
    line = next((line for line in body.split("\n") if line.strip()), "")
    title = line.strip()
    if not title:
        return Found("")
    start = body.index(title)
    return Found(title, 0.95, (Evidence("title", start, start + len(title), title, title, "first-line", 0.95),))


def _settle_people(mentions: Mentions, activity: Activity) -> Found[Settled]:
    """The participants, with the words that back the counts, one row a mention and field."""
    counts = [count for count in mentions.counts if activity.holds(count)]
    people = settle_counts(counts, (activity.core.start, activity.core.end))
    reasons = people.reasons + unclaimed(people.total, counts)
    proofs = tuple(_proof(field, count, people) for field, count in people.evidence)
    return Found(people, NO_COUNT if people.total is None else people.confidence, proofs, reasons)


def _proof(field: str, count: CountMention, people: Settled) -> Evidence:
    value = people.total if field == "participants" else count.value
    return Evidence(field, count.start, count.end, count.text, str(value), count.rule, people.confidence)
