"""Roles that French and English say by nouns, participles, clefts and everyday verbs; how sure each is."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.institutions import find_institutions, read_institutions, settle_institutions
from etl.vocabulary import read_scan

TABLE = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(case["text"], case["expected"], id=case["why"]) for case in TABLE]
)
def test_phrases(text: str, expected: list[list[str]]) -> None:
    settled = settle_institutions(find_institutions(text))
    assert [[one.role, one.name] for one in settled if one.role != "mentioned"] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Un atelier organisé par la Ligue Corail", 0.85, 1.0),
        ("The fair was organised by the Coral Society, in partnership with the Larch Trust", 0.85, 1.0),
        ("La Ligue Corail propose un atelier sur le sel", 0.6, 0.85),
        ("La Boussole saboise vous attend dimanche pour son tournoi annuel", 0.0, 0.6),
        ("If you are new here: Dune Trust works with herders. Last Monday we held a workshop", 0.0, 0.6),
        ("Coral College's annual workshop was attended by the mayor of Saba", 0.0, 0.6),
    ],
)
def test_sureness_follows_the_evidence(text: str, low: float, high: float) -> None:
    organisers = [mention for mention in find_institutions(text) if mention.role == "organiser"]
    assert organisers
    assert all(low <= mention.confidence <= high for mention in organisers)


@pytest.mark.parametrize(
    "piece",
    ["without a grant from ", "partner of the event, ", "our workshop Alfa Trust ", "organised with Alfa Trust, ",
     "notre asbl, Alfa, ", "les Amis du canal ont tenu ", "Coral College's workshop ", "menée l'enquête, "],
)  # fmt: skip
def test_work_grows_with_length_alone(piece: str, count_calls: Callable[[Callable[[], object]], int]) -> None:
    def work(size: int) -> int:
        scan = read_scan(piece * (size // len(piece)), None, "institutions", "roles", "places")
        return count_calls(lambda: read_institutions(scan))

    work(1_000)
    assert work(40_000) < 12 * work(4_000) + 2_000
