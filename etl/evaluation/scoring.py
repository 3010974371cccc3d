"""One release against its answers: a verdict for each value that was asked for or read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from etl.evaluation.gold import Answer, GoldRelease
from etl.evaluation.pairing import is_named, pair, parties_of, same_name
from etl.event import SEXES, Event, Participation
from etl.text import read_text
from etl.vocabulary import read_registry
from etl.vocabulary.registry import names_of

# Whether there is an event, the number of events, and the fields of one, in the order in which they are shown.
FIELDS = (
    "event", "events", "date", "participants", "bound", "sexes",
    "organiser", "partner", "funder", "host", "city", "type", "state",
)  # fmt: skip
ROLES = {"organiser": "organisers", "partner": "partners", "funder": "funders", "host": "hosts"}
CENTRAL = frozenset({"date", "participants", "organiser", "partner"})  # an event with one of these wrong needs review
TO_COME = ("planned", "postponed")  # states of an event that is announced

# right: as asked for, null where null is right · wrong: another value · missed: nothing read · surplus: not asked for.
Outcome = Literal["right", "wrong", "missed", "surplus"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one value.

    `wanted` and `read` are the value asked for and the one read, in plain form; `confidence` is that of the value
    read, None where nothing backs it (null has no words); `text` holds the words of the release that it lies in.
    """

    field: str
    release_id: str
    outcome: Outcome
    wanted: Any = None
    read: Any = None
    confidence: float | None = None
    text: str = ""

    @property
    def is_right(self) -> bool:
        """Whether the value is the one asked for."""
        return self.outcome == "right"


@dataclass(frozen=True, slots=True)
class Whole:
    """An event as a whole: whether date, count, organisers and partners are right, its date settled, review asked."""

    release_id: str
    is_right: bool
    is_dated: bool
    asks: bool
    confidence: float


def score_release(
    release: GoldRelease, answers: Sequence[Answer], events: Sequence[Event]
) -> tuple[list[Verdict], list[Whole]]:
    """Judge what was read of a release.

    Args:
        release: the release.
        answers: its answers; a single one with `is_event` false where it tells of no activity.
        events: what was read.

    Returns:
        A verdict a value, and one an event that a main answer was paired with. Values of events that no answer asks
        for are not judged, only their number is.
    """
    asked = [answer for answer in answers if answer.is_event]
    pairs = pair(asked, events)
    verdicts = [_is_there(release, bool(asked), bool(events)), *_number(release, pairs, events)]
    wholes: list[Whole] = []
    for answer, event in pairs:
        if answer.main:
            judged = list(_judge(release, answer, event))
            verdicts += judged
            if event is not None:
                wholes.append(_whole(answer, event, judged))
    return verdicts, wholes


def _is_there(release: GoldRelease, wanted: bool, read: bool) -> Verdict:
    """Whether the release tells of any activity."""
    return Verdict(
        "event",
        release.release_id,
        "right" if wanted == read else "wrong",
        wanted,
        read,
        None,
        _first_line(release.text),
    )


def _number(
    release: GoldRelease, pairs: Sequence[tuple[Answer, Event | None]], events: Sequence[Event]
) -> Iterator[Verdict]:
    """Each activity found, missed or read besides; a sister activity that was not read is not missed."""
    for answer, event in pairs:
        told = answer.values.get("date_expression") or answer.values.get("event_type")
        if event is not None:
            yield Verdict("events", release.release_id, "right", told, event.title, event.confidence)
        elif answer.main:
            yield Verdict("events", release.release_id, "missed", told, None, None, _around(release.text, told))
    answering = {id(event) for _, event in pairs}
    for event in events:
        if id(event) not in answering:
            told, text = event.date_text or event.event_type, _sentence_of(release.text, event, "date_start")
            yield Verdict("events", release.release_id, "surplus", None, told, event.confidence, text or event.title)


def _judge(release: GoldRelease, answer: Answer, event: Event | None) -> Iterator[Verdict]:
    """The fields of one main answer; those that it does not have are not judged."""
    values = answer.values
    if values.get("date_scored", True) and "event_start" in values:
        yield _date(release, answer, event)
    if "participants_total" in values:
        count = _single(release, "participants", answer, "participants_total", event and event.participants, event)
        yield count
        if event is not None and values["participants_total"] is not None and count.is_right:
            yield _single(release, "bound", answer, "participants_bound", event.participants_bound, event)
    if any(sex in values for sex in SEXES):
        yield _sexes(release, answer, event)
    for role, key in ROLES.items():
        if key in values:
            yield from _members(release, answer, event, role, key)
    if values.get("parties"):
        yield from _parties(release, answer, event)
    if "city" in values:
        yield _city(release, answer, event)
    if values.get("event_type"):
        yield _single(release, "type", answer, "event_type", event and event.event_type, event)
    if "state" in values or "announced" in values:
        yield _state(release, answer, event)


# Which key of an event's evidence backs a field.
_BACKED_BY = {
    "date": "date_start", "participants": "participants", "bound": "participants", "type": "event_type",
    "city": "city", "state": "state",
}  # fmt: skip


def _single(
    release: GoldRelease, field: str, answer: Answer, key: str, read: Any, event: Event | None, wanted: Any = None
) -> Verdict:
    """The verdict on a field with one value."""
    wanted = answer.values.get(key) if wanted is None else wanted
    is_right = read == wanted or read in answer.accept.get(key, ())
    return _verdict(release, field, event, is_right, wanted, read)


def _verdict(release: GoldRelease, field: str, event: Event | None, is_right: bool, wanted: Any, read: Any) -> Verdict:
    if event is None:
        return Verdict(field, release.release_id, "missed", wanted, None, None, _first_line(release.text))
    backing = _BACKED_BY.get(field, field)
    text = _sentence_of(release.text, event, backing) or _around(release.text, wanted)
    sure = max((proof.confidence for proof in event.evidence if proof.field == backing), default=None)
    return Verdict(field, release.release_id, "right" if is_right else "wrong", wanted, read, sure, text)


def _date(release: GoldRelease, answer: Answer, event: Event | None) -> Verdict:
    """First and last day together; a one-day event has both alike."""
    wanted = _days(answer.values.get("event_start"), answer.values.get("event_end"))
    read = _days(event.date_start, event.date_end) if event else None
    is_right = read == wanted
    if event is not None and read is not None and not is_right:
        starts = answer.accept.get("event_start", ()), answer.accept.get("event_end", ())
        is_right = any(readings for readings in starts) and all(
            day == want or day in readings for day, want, readings in zip(read, wanted, starts, strict=True)
        )
    verdict = _verdict(release, "date", event, is_right, wanted, read)
    expression = answer.values.get("date_expression")
    return verdict if verdict.is_right or not expression else replace(verdict, text=_around(release.text, expression))


def _days(start: Any, end: Any) -> tuple[str | None, str | None]:
    first, last = (day.isoformat() if day else None for day in (start, end or start))
    return first, last


def _sexes(release: GoldRelease, answer: Answer, event: Event | None) -> Verdict:
    """Women, men, girls and boys together."""
    wanted = {sex: answer.values.get(sex) for sex in SEXES}
    read = {sex: getattr(event, sex) for sex in SEXES} if event else None
    is_right = read is not None and all(
        read[sex] == wanted[sex] or read[sex] in answer.accept.get(sex, ()) for sex in SEXES
    )
    verdict = _verdict(release, "sexes", event, is_right, _stated(wanted), read and _stated(read))
    proofs = [proof for proof in event.evidence if proof.field in SEXES] if event else []
    return replace(verdict, confidence=min((proof.confidence for proof in proofs), default=None))


def _stated(counts: dict[str, Any]) -> dict[str, Any]:
    return {sex: count for sex, count in counts.items() if count is not None}


def _members(release: GoldRelease, answer: Answer, event: Event | None, role: str, key: str) -> Iterator[Verdict]:
    """The institutions of a role: each one asked for, then those that were read besides."""
    left = parties_of(event, role) if event else []
    for name in answer.values[key]:
        hit = next((party for party in left if is_named(name, party)), None)
        if hit is None:
            yield Verdict(role, release.release_id, "missed", name, None, None, _around(release.text, name))
        else:
            left.remove(hit)
            yield _named(release, role, "right", name, hit, event)
    either = answer.values.get("parties", ()) if role in ("organiser", "partner") else ()
    spare = (*answer.accept.get(key, ()), *either)
    for party in left:
        if not any(is_named(name, party) for name in spare):
            yield _named(release, role, "surplus", None, party, event)


def _parties(release: GoldRelease, answer: Answer, event: Event | None) -> Iterator[Verdict]:
    """The parties of an agreement or a joint act: right as organiser or as partner, counted as organisers."""
    left = parties_of(event, "organiser", "partner") if event else []
    for name in answer.values["parties"]:
        hit = next((party for party in left if is_named(name, party)), None)
        if hit is None:
            yield Verdict("organiser", release.release_id, "missed", name, None, None, _around(release.text, name))
        else:
            left.remove(hit)
            yield _named(release, "organiser", "right", name, hit, event)


def _named(
    release: GoldRelease, role: str, outcome: Outcome, wanted: str | None, party: Participation, event: Event | None
) -> Verdict:
    proofs = event.evidence if event else ()
    backing = [p for p in proofs if p.field == "institutions" and p.value == party.institution_id]
    sure = max((proof.confidence for proof in backing), default=None)
    return Verdict(role, release.release_id, outcome, wanted, party.name, sure, _sentence(release.text, party.start))


def _city(release: GoldRelease, answer: Answer, event: Event | None) -> Verdict:
    """The city by any name that the registry has for it, or by the words of the text."""
    wanted, read = answer.values["city"], event.city if event else None
    words = [proof.text for proof in event.evidence if proof.field == "city"] if event else []
    names = [*words, *names_of(read_registry("places").get(read or "", {})), read or ""]
    accepted = [wanted, *answer.accept.get("city", ())]
    is_right = any(
        (read is None) if want is None else any(same_name(want, name) for name in names if name) for want in accepted
    )
    return _verdict(release, "city", event, is_right, wanted, read)


def _state(release: GoldRelease, answer: Answer, event: Event | None) -> Verdict:
    """The state where it is stated, else whether the event was still to come."""
    if (state := answer.values.get("state")) is not None:
        return _single(release, "state", answer, "state", event and event.state, event)
    announced = answer.values.get("announced", state)
    is_right = event is not None and (event.state in TO_COME) == announced
    return _verdict(release, "state", event, is_right, TO_COME[0] if announced else "held", event and event.state)


def _whole(answer: Answer, event: Event, verdicts: Iterable[Verdict]) -> Whole:
    is_right = all(verdict.is_right for verdict in verdicts if verdict.field in CENTRAL)
    is_dated = answer.values.get("event_start") is not None
    return Whole(answer.release_id, is_right, is_dated, event.needs_review, event.confidence)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def _sentence_of(text: str, event: Event, field: str) -> str:
    """The sentence of the words that back a field; "" where none do."""
    proof = next((proof for proof in event.evidence if proof.field == field), None)
    return _sentence(text, proof.start) if proof else ""


def _around(text: str, words: Any) -> str:
    """The sentence in which some words stand, or the title where they do not stand in the text as they are."""
    if isinstance(words, str) and words and (at := text.find(words)) >= 0:
        return _sentence(text, at)
    return _first_line(text)


def _sentence(text: str, offset: int) -> str:
    folded = read_text(text)
    for span in folded.sentences():
        start, end = folded.span(*span)
        if start <= offset < end:
            return " ".join(text[start:end].split())
    return _first_line(text)
