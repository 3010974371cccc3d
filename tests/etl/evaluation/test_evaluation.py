"""Figures of a small made-up folder, each computed by hand, with a reader whose answers are known."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.evaluation import Report, evaluate, read_gold
from etl.evaluation.report import BINS
from etl.event import Event, Evidence, Participation
from etl.text import fold

# The first event is read right; of the second the day is wrong, an organiser missed, a partner too many and no review
# asked; the third release has no activity and none is read; the fourth has one that is not read; the fifth has a main
# activity and a sister, and three events are read; the sixth has none, and one is read.
TEXTS = {
    "one": "ندوة\nنظمت جمعية النور ندوة يوم 3 مارس 2025 بالرباط بشراكة مع وزارة العدل بحضور 20 قاضيا.",
    "two": "Atelier\nL'association Étoile et le Centre Soleil ont tenu un atelier le 4 mai 2025. La commune y était.",
    "three": "Avis\nLe prix du pain reste stable.",
    "four": "Meeting\nThe Reef Network met on 6 June 2025.",
    "five": "Deux rencontres\nPremière rencontre le 1 juillet 2025. Une autre le 9 juillet 2025.",
    "six": "Obituary\nHe died on 1 May 2025.",
}
ANSWERS: list[dict[str, Any]] = [
    {"release_id": "one", "is_event": True, "role": "main", "event_start": "2025-03-03", "event_end": "2025-03-03",
     "event_type": "seminar", "organisers": ["جمعيه النور"], "partners": ["وزارة العدل"], "funders": [], "hosts": [],
     "city": "الرباط", "participants_total": 20, "participants_bound": "exact", "women": None, "men": 20,
     "girls": None, "boys": None, "announced": False},
    {"release_id": "two", "event_start": "2025-05-04", "event_end": "2025-05-04", "date_expression": "le 4 mai 2025",
     "event_type": "meeting", "accept": {"event_type": ["workshop"], "funders": ["Fonds Lune"]}, "funders": [],
     "organisers": ["Association Etoile", "Centre Soleil"], "partners": [], "participants_total": None,
     "participants_bound": None, "city": None, "state": "held"},
    {"release_id": "three", "is_event": False},
    {"release_id": "four", "event_start": "2025-06-06", "event_end": "2025-06-06", "event_type": "meeting",
     "organisers": ["Reef Network"], "participants_total": None, "announced": False},
    {"release_id": "five", "event_start": "2025-07-01", "event_end": None, "date_scored": False,
     "event_type": "meeting", "parties": ["Un", "Deux"], "organisers": [], "partners": []},
    {"release_id": "five", "role": "secondary", "event_start": "2025-07-09", "event_end": "2025-07-09",
     "event_type": "meeting"},
    {"release_id": "six", "is_event": False},
]  # fmt: skip


def proof(release_id: str, field: str, words: str, value: str, confidence: float) -> Evidence:
    start = TEXTS[release_id].index(words)
    return Evidence(field, start, start + len(words), words, value, "by hand", confidence)


def party(release_id: str, institution_id: str, name: str, role: str, words: str) -> Participation:
    start = TEXTS[release_id].index(words)
    return Participation(institution_id, name, role, words, start, start + len(words))


def event(title: str, event_type: str, day: date | None = None, **values: Any) -> Event:
    return Event("e", "r", "fr", title, event_type, date_start=day, date_end=day, **values)


READ: dict[str, list[Event]] = {
    "one": [
        event(
            "ندوة",
            "seminar",
            date(2025, 3, 3),
            city="rabat",
            participants=20,
            participants_bound="at_least",
            men=20,
            institutions=(
                party("one", "nour", "جمعية النور", "organiser", "جمعية النور"),
                party("one", "justice-ma", "وزارة العدل", "partner", "وزارة العدل"),
            ),
            confidence=0.9,
            needs_review=True,
            evidence=(
                proof("one", "date_start", "3 مارس 2025", "2025-03-03", 0.95),
                proof("one", "participants", "20 قاضيا", "20", 0.7),
                proof("one", "city", "بالرباط", "rabat", 0.9),
                proof("one", "institutions", "جمعية النور", "nour", 0.85),
                proof("one", "institutions", "وزارة العدل", "justice-ma", 1.0),
            ),
        )
    ],
    "two": [
        event(
            "Atelier",
            "workshop",
            date(2025, 4, 5),
            institutions=(
                party("two", "etoile", "Association Étoile", "organiser", "association Étoile"),
                party("two", "commune", "La commune", "partner", "La commune"),
                party("two", "lune", "Fonds Lune", "funder", "La commune"),
            ),
            confidence=0.55,
            evidence=(
                proof("two", "date_start", "4 mai 2025", "2025-04-05", 0.92),
                proof("two", "institutions", "association Étoile", "etoile", 0.4),
                proof("two", "institutions", "La commune", "commune", 0.9),
            ),
        )
    ],
    "five": [
        event("Une autre", "meeting", date(2025, 7, 9)),
        event(
            "Première",
            "meeting",
            date(2025, 7, 1),
            institutions=(party("five", "un", "Un", "partner", "Une"), party("five", "tiers", "Tiers", "partner", "1")),
        ),
        event("Rien", "other", date_text="juillet"),
    ],
    "six": [event("Obituary", "ceremony", date(2025, 5, 1))],
}


def read(text: str, *, published: date | None = None, lang: str | None = None) -> Sequence[Event]:
    key = next(key for key, body in TEXTS.items() if body == text)
    assert published == (date(2025, 3, 4) if key == "one" else None)
    return READ.get(key, [])


def write(folder: Path, answers: Sequence[object] = ANSWERS) -> Path:
    releases = [
        {"release_id": key, "text": text, "published": "2025-03-04T10:00:00" if key == "one" else None, "origin": "-"}
        for key, text in TEXTS.items()
    ]
    for name, lines in (("releases.jsonl", releases), ("gold.jsonl", answers)):
        content = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / name).write_text(content + "\n\n", encoding="utf-8")
    return folder


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return evaluate(read_gold(write(tmp_path)), read)


@pytest.mark.parametrize(
    ("field", "counts"),
    [  # right, wrong, missed, surplus
        ("event", (4, 2, 0, 0)),  # wrong: four (an event, none read), six (none, one read)
        ("events", (4, 0, 1, 2)),  # right: one, two, both of five; surplus: five's third, six's
        ("date", (1, 1, 1, 0)),  # five's is not scored
        ("participants", (2, 0, 1, 0)),  # two's null is right
        ("bound", (0, 1, 0, 0)),  # at_least for exact; two states no number
        ("sexes", (1, 0, 0, 0)),  # the others have no such keys
        ("organiser", (3, 0, 3, 0)),  # right: one, Étoile, five's Un as partner; missed: Soleil, Reef, five's Deux
        ("partner", (1, 0, 0, 2)),  # surplus: La commune, Tiers; Un is a party
        ("city", (2, 0, 0, 0)),
        ("type", (3, 0, 1, 0)),  # a workshop is accepted for two
        ("state", (2, 0, 1, 0)),
    ],
)
def test_counts_of_a_field(report: Report, field: str, counts: tuple[int, ...]) -> None:
    score = next(score for score in report.scores if score.field == field)
    assert (score.right, score.wrong, score.missed, score.surplus) == counts


def test_fields_that_nobody_asked_for_have_no_score(report: Report) -> None:
    assert not {"funder", "host"} & {score.field for score in report.scores}  # Fonds Lune is accepted


def test_precision_recall_and_f1(report: Report) -> None:
    scores = {score.field: score for score in report.scores}
    date_, organiser, partner = scores["date"], scores["organiser"], scores["partner"]
    assert (date_.precision, date_.recall, date_.f1) == (1 / 2, 1 / 3, pytest.approx(2 / 5))
    assert (organiser.precision, organiser.recall, organiser.f1) == (1.0, 1 / 2, pytest.approx(2 / 3))
    assert (partner.precision, partner.recall, partner.f1) == (1 / 3, 1.0, 1 / 2)
    assert scores["bound"].f1 == 0.0


def test_calibration(report: Report) -> None:
    rows = {(row.field, row.low): (row.values, row.right, round(row.mean, 3)) for row in report.calibration}
    assert rows == {
        ("date", 0.9): (2, 1, 0.935),
        ("participants", 0.7): (1, 1, 0.7),
        ("organiser", 0.0): (1, 1, 0.4),
        ("organiser", 0.8): (1, 1, 0.85),
        ("partner", 0.9): (2, 1, 0.95),  # 1.0 lies in the last bin
        ("city", 0.9): (1, 1, 0.9),
        ("all values", 0.0): (1, 1, 0.4),
        ("all values", 0.7): (1, 1, 0.7),
        ("all values", 0.8): (1, 1, 0.85),
        ("all values", 0.9): (5, 3, 0.934),
        ("whole event", 0.0): (1, 0, 0.0),  # five's main event, whose confidence is not set
        ("whole event", 0.5): (1, 0, 0.55),
        ("whole event", 0.9): (1, 1, 0.9),
    }
    assert {row.low for row in report.calibration} <= set(BINS)


def test_who_asks_for_review(report: Report) -> None:
    review = report.review
    assert (review.wrong, review.wrong_asking) == (2, 0)  # two and five's main; four was not read at all
    assert (review.right, review.right_asking) == (1, 1)


def test_misses_have_their_text(report: Report) -> None:
    told = {(miss.field, miss.release_id, miss.outcome): miss for miss in report.misses}
    day = told["date", "two", "wrong"]
    assert (day.wanted, day.read) == (("2025-05-04", "2025-05-04"), ("2025-04-05", "2025-04-05"))
    assert day.text == "L'association Étoile et le Centre Soleil ont tenu un atelier le 4 mai 2025."
    assert told["organiser", "two", "missed"].wanted == "Centre Soleil"
    assert told["organiser", "two", "missed"].text.startswith("L'association")
    assert told["partner", "two", "surplus"].text == "La commune y était."
    assert told["event", "six", "wrong"].text == "Obituary"
    assert told["organiser", "four", "missed"].text == "The Reef Network met on 6 June 2025."


def test_the_report_is_json(report: Report) -> None:
    plain = json.loads(json.dumps(report.to_dict()))
    assert plain["releases"] == 6
    assert plain["fields"]["date"] == {
        "precision": 0.5, "recall": 0.3333, "f1": 0.4, "right": 1, "wrong": 1, "missed": 1, "surplus": 0
    }  # fmt: skip
    assert plain["review"] == {"wrong": 2, "wrong_asking": 0, "right": 1, "right_asking": 1}
    assert len(plain["misses"]) == len(report.misses)


def test_a_reader_that_fails_is_named_and_read_nothing(tmp_path: Path) -> None:
    def fail(text: str, *, published: date | None = None, lang: str | None = None) -> Sequence[Event]:
        raise KeyError("four" if text == TEXTS["four"] else "another")

    report = evaluate(read_gold(write(tmp_path)), fail)
    assert len(report.failed) == len(TEXTS)
    assert str(report.failed[3]) == "four: cannot be read (KeyError: 'four')"
    score = next(score for score in report.scores if score.field == "event")
    assert (score.right, score.wrong) == (2, 4)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "gold.jsonl:1: is no JSON"),
        ("[]", "gold.jsonl:1: is no JSON object"),
        ({"is_event": True}, "gold.jsonl:1: release_id is missing"),
        ({"release_id": "nine"}, "the release 'nine' is not in releases.jsonl"),
        ({"release_id": "one", "is_event": "yes"}, "gold.jsonl:1: is_event is neither true nor false: 'yes'"),
        ({"release_id": "one", "event_start": "3 mars"}, "gold.jsonl:1: event_start is no day in ISO 8601: '3 mars'"),
        ({"release_id": "one", "event_start": "2025-03-03", "event_end": "2025-03-01"}, "end is before event_start"),
        ({"release_id": "one", "participants_total": "20"}, "gold.jsonl:1: participants_total is no count: '20'"),
        ({"release_id": "one", "women": True}, "women is no count: True"),
        ({"release_id": "one", "participants_bound": "ca"}, "participants_bound is 'ca'; it may be exact, at_least"),
        ({"release_id": "one", "event_type": "party"}, "event_type is 'party'; it may be seminar"),
        ({"release_id": "one", "organisers": "A"}, "organisers is no list of names: 'A'"),
        ({"release_id": "one", "accept": ["A"]}, "accept is no object of lists"),
        ({"release_id": "one", "role": "third"}, "role is 'third'"),
        ({"release_id": "one", "is_event": False}, "the release 'one' has an activity and none"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: object, words: str) -> None:
    gold = read_gold(write(tmp_path, [line, *ANSWERS]))
    assert [str(failure) for failure in gold.failed if words in str(failure)]
    named = {release.release_id for release in gold.releases}
    spoilt = {"one"} if isinstance(line, dict) and line.get("release_id") == "one" else set()
    assert named == set(TEXTS) - spoilt
    assert len(gold.failed) == 1


def test_a_release_without_an_answer_is_named(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path, ANSWERS[1:]))
    assert [str(failure).partition(": ")[2] for failure in gold.failed] == [
        "no line for the release 'one'; one without an activity needs is_event: false"
    ]


def test_a_release_that_cannot_be_used_is_left_out(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "releases.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"release_id": "one", "text": "again"}\n{"release_id": "ten", "text": ""}\n\x00\n')
    gold = read_gold(tmp_path)
    assert [str(failure).replace(str(tmp_path), "") for failure in gold.failed] == [
        "/releases.jsonl: the release 'one' stands twice",
        "/releases.jsonl:9: text is no text: ''",
        "/releases.jsonl:10: is no JSON: Expecting value at character 1",
    ]
    assert len(gold.releases) == len(TEXTS)


def test_folded_text_of_names_is_what_is_compared() -> None:
    assert fold("جمعية النور") == fold("جمعيه النور")
