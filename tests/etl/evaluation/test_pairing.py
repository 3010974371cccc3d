"""Names that are the same, and events that answer one another."""

from datetime import date

import pytest

from etl.evaluation import Answer
from etl.evaluation.pairing import pair, same_name
from etl.event import Event


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        ("وزارة العدل", "وزاره العدل"),
        ("المرصد الوطني للإجرام", "مرصد الوطني للاجرام"),  # an article
        ("المكتب الأممي", "بالمكتب الأممي"),  # a particle with its article
        ("Ministère de la Justice", "ministere de la justice"),
        ("l'Observatoire national", "Observatoire national"),
        ("Faculty of Law", "the Faculty of Law"),
        ("جمعية النور", "جمعية النور للتنمية"),  # three of its words, two of them held
        ("Centre Soleil d'Agadir", "Centre Soleil"),
    ],
)
def test_names_that_are_one(wanted: str, read: str) -> None:
    assert same_name(wanted, read)
    assert same_name(read, wanted)


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        ("وزارة العدل", "وزارة الداخلية"),
        ("وزارة", "وزارة العدل والحريات العامة"),  # less than half
        ("Ministère de la Justice", "Ministère de la Santé"),
        ("Association Nord", "Nord Association"),  # other order
        ("Justice", "Injustice"),  # part of a word
        ("", "Ministère"),
        ("-", "-"),
    ],
)
def test_names_that_are_not(wanted: str, read: str) -> None:
    assert not same_name(wanted, read)


def answer(day: date | None, kind: str = "meeting", count: int | None = None) -> Answer:
    values = {"event_start": day, "event_type": kind, "participants_total": count}
    return Answer("r", is_event=True, main=True, values=values, accept={})


def event(day: date | None, kind: str = "meeting", count: int | None = None) -> Event:
    return Event("e", "r", "en", "", kind, date_start=day, participants=count)


ONE, OTHER = date(2025, 1, 1), date(2025, 2, 2)


def test_events_are_paired_by_what_they_have_in_common() -> None:
    answers, events = [answer(ONE), answer(OTHER)], [event(OTHER, "visit"), event(ONE)]
    assert [found for _, found in pair(answers, events)] == [events[1], events[0]]


def test_events_alike_are_paired_in_the_order_of_the_text() -> None:
    answers, events = [answer(None), answer(None)], [event(None), event(None, "visit")]
    assert [found for _, found in pair(answers, events)] == events
    assert [found for _, found in pair(answers, events[:1])] == [events[0], None]


def test_a_null_in_common_says_nothing() -> None:
    answers, events = [answer(None, "visit"), answer(None, count=5)], [event(None, "other", 5)]
    assert [found for _, found in pair(answers, events)] == [None, events[0]]
