"""The samples are read as a careful person would: whether there is an activity, when, where, by whom, for how many."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import extract
from etl.event import Event
from etl.readers import Source, read_releases
from etl.release import Stated
from etl.text import fold

ROOT = Path(__file__).parents[2]
GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
Answer = dict[str, object]


def read_sample(release_id: str) -> list[Event]:
    path = ROOT / "data" / "samples" / f"{release_id}.txt"
    (release,) = read_releases(Source(str(path), path.name), path.read_bytes(), Stated())
    return extract(release.body, published=release.published)


READ = {release_id: read_sample(release_id) for release_id in dict.fromkeys(answer["release_id"] for answer in GOLD)}
PAIRS: list[tuple[Answer, Event]] = [
    (answer, READ[answer["release_id"]][answer["event_no"] - 1])
    for answer in GOLD
    if answer["is_event"] and len(READ[answer["release_id"]]) >= answer["event_no"]
]


def same_name(wanted: str, event: Event, role: str) -> bool:
    names = [fold(name) for party in event.institutions if party.role == role for name in (party.name, party.text)]
    return any(fold(wanted) in name or name in fold(wanted) for name in names)


def has_date(answer: Answer, event: Event) -> bool:
    days = [day and day.isoformat() for day in (event.date_start, event.date_end)]
    return days == [answer["event_start"], answer["event_end"]]


def has_count(answer: Answer, event: Event) -> bool:
    counted = [event.participants, event.participants_bound, event.women, event.men, event.girls, event.boys]
    keys = ("participants_total", "participants_bound", "women", "men", "girls", "boys")
    return counted == [answer[key] for key in keys]


def has_type(answer: Answer, event: Event) -> bool:
    return event.event_type in (answer["event_type"], *answer.get("accept", {}).get("event_type", []))


def has_state(answer: Answer, event: Event) -> bool:
    return event.state == answer.get("state", "planned" if answer["announced"] else "held")


def has_organisers(answer: Answer, event: Event) -> bool:
    return all(same_name(name, event, "organiser") for name in answer["organisers"])


def has_partners(answer: Answer, event: Event) -> bool:
    read = sum(party.role == "partner" for party in event.institutions)
    return read == len(answer["partners"]) and all(same_name(name, event, "partner") for name in answer["partners"])


@pytest.mark.parametrize("release_id", READ)
def test_a_sample_gives_its_number_of_events(release_id: str) -> None:
    assert len(READ[release_id]) == sum(answer["is_event"] for answer in GOLD if answer["release_id"] == release_id)


@pytest.mark.parametrize(
    ("agrees", "share"),
    [
        (has_date, 0.93),
        (has_count, 0.93),
        (has_type, 0.90),
        (has_state, 0.90),
        (has_organisers, 0.90),
        (has_partners, 0.88),
    ],
)
def test_values_are_read_right(agrees: Callable[[Answer, Event], bool], share: float) -> None:
    wrong = [answer["release_id"] for answer, event in PAIRS if not agrees(answer, event)]
    assert len(wrong) <= len(PAIRS) * (1 - share), wrong


@pytest.mark.parametrize("release_id", READ)
def test_evidence_is_the_text_word_for_word(release_id: str) -> None:
    path = ROOT / "data" / "samples" / f"{release_id}.txt"
    (release,) = read_releases(Source(str(path), path.name), path.read_bytes(), Stated())
    for event in READ[release_id]:
        assert all(release.body[proof.start : proof.end] == proof.text for proof in event.evidence)
