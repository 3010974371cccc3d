"""The sample releases are marked as fictional, and their answers stand in them word for word."""

import json
from pathlib import Path

import pytest

from etl.text import fold

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "samples").glob("*.txt"))
GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
EVENTS = [answer for answer in GOLD if answer["is_event"]]


def parts(path: Path) -> tuple[dict[str, str], str]:
    """The front matter and the body of a sample."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in front.splitlines()), body


def body_of(answer: dict[str, object]) -> str:
    return parts(ROOT / "data" / "samples" / f"{answer['release_id']}.txt")[1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_marked_as_fictional(path: Path) -> None:
    front, body = parts(path)
    assert front["fictional"] == "true"
    assert "source" in front
    assert set(front) <= {"published", "source", "url", "fictional"}
    assert ".example/" in front.get("url", "https://none.example/")
    assert 80 <= len(body.split()) <= 350


def test_every_sample_has_an_answer() -> None:
    assert {answer["release_id"] for answer in GOLD} == {path.stem for path in SAMPLES}


def test_the_samples_give_partner_filters_a_shape() -> None:
    named = [fold(" ".join(answer["partners"])) for answer in EVENTS]
    assert sum(fold("المخدرات والجريمة") in names or "drug" in names or "drogue" in names for names in named) >= 6
    assert sum("unicef" in names or fold("للطفولة") in names or fold("اليونيسف") in names for names in named) >= 5
    assert sum("migration" in names or fold("للهجرة") in names for names in named) >= 4


@pytest.mark.parametrize("answer", EVENTS, ids=lambda answer: f"{answer['release_id']}-{answer['event_no']}")
def test_an_answer_stands_in_the_text(answer: dict[str, object]) -> None:
    body = body_of(answer)
    for words in (answer["date_expression"], answer["city"], *answer["numbers_that_are_not_participants"]):
        assert words is None or words in body, words


@pytest.mark.parametrize("answer", EVENTS, ids=lambda answer: f"{answer['release_id']}-{answer['event_no']}")
def test_the_words_of_a_name_stand_in_the_text(answer: dict[str, object]) -> None:
    body = fold(body_of(answer))
    for name in (*answer["organisers"], *answer["partners"], *answer["funders"], *answer["hosts"]):
        for word in fold(name).split():
            assert word.removeprefix("ال").removesuffix("ه") in body or word == "وزاره", (name, word)


@pytest.mark.parametrize("answer", EVENTS, ids=lambda answer: f"{answer['release_id']}-{answer['event_no']}")
def test_an_answer_is_consistent(answer: dict[str, object]) -> None:
    assert (answer["participants_total"] is None) == (answer["participants_bound"] is None)
    assert (answer["event_start"] is None) == (answer["date_precision"] == "unknown")
    assert answer["event_start"] is None or answer["event_start"] <= answer["event_end"]
    counted = [answer[group] for group in ("women", "men", "girls", "boys") if answer[group] is not None]
    assert sum(counted) <= (answer["participants_total"] or 0)
