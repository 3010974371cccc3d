"""Which tellings are of one activity: pairs by phenomenon, and what holds for any set of them."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_samples import telling

from etl.twins import THRESHOLD, Telling, compare, conflicts, group, pairs_among, read_telling

PAIRS = tomllib.loads((Path(__file__).parent / "twins.toml").read_text(encoding="utf-8"))["pair"]


def both(pair: dict[str, Any]) -> tuple[Telling, Telling]:
    common = pair.get("both", {})
    return telling("a", **common | pair.get("a", {})), telling("b", **common | pair.get("b", {}))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_pairs(pair: dict[str, Any]) -> None:
    a, b = both(pair)
    likeness = compare(a, b)
    assert (likeness is not None) == pair["same"], likeness
    assert compare(b, a) == likeness
    assert len(group([a, b])) == (1 if pair["same"] else 2)
    assert pairs_among([a], [b]) == ({b.told_id} if pair["same"] or a.key == b.key else set())


def test_a_likeness_says_what_it_is_made_of() -> None:
    likeness = compare(telling("a"), telling("b", participants=64))
    assert likeness is not None
    assert THRESHOLD <= likeness.score < 1
    assert str(likeness) == (
        "0.99: date 1.00, organisers 1.00, partners 1.00, place 1.00, type 1.00, counts 0.80, subject 1.00"
    )


def test_what_is_kept_as_json_is_the_same_telling() -> None:
    told = telling("a", audience=["children"], organisers=["x-1"], slogan="معا")
    assert read_telling(told.told_id, told.key, told.traits()) == told


@pytest.mark.parametrize(
    ("source", "own"),
    [
        ("", False),
        ("Agence Tamaris", False),
        ("x-1 ar", True),
        ("UNODC", True),
        ("مكتب الأمم المتحدة المعني بالمخدرات والجريمة", True),
        ("UNODC Maroc", True),
        ("CNDH", False),
    ],
)
def test_an_organisers_own_release(source: str, own: bool) -> None:
    assert telling("a", source=source, organisers=["x-1", "unodc"]).own is own


def test_no_two_of_one_release_come_together_through_a_third() -> None:
    tellings = [telling("a"), telling("a2", key="a", participants=61), telling("b")]
    assert group(tellings) == [("e-a-1", "e-b-1"), ("e-a2-1",)]


def test_a_chain_of_days_is_not_one_activity() -> None:
    days = [telling(str(day), date_start=f"2024-07-{day}") for day in (28, 29, 30)]
    assert sorted(map(len, group(days))) == [1, 2]


def test_pairs_taken_apart_stay_apart() -> None:
    tellings = [telling("a"), telling("b"), telling("c")]
    assert group(tellings) == [("e-a-1", "e-b-1", "e-c-1")]
    apart = {frozenset(("e-a-1", "e-c-1")), frozenset(("e-b-1", "e-c-1"))}
    assert group(tellings, apart) == [("e-a-1", "e-b-1"), ("e-c-1",)]


def test_what_a_person_knows_as_one_stays_one() -> None:
    tellings = [telling("a"), telling("b", city="fes"), telling("c")]
    assert group(tellings, together=[["e-a-1", "e-b-1"]]) == [("e-a-1", "e-b-1"), ("e-c-1",)]


VALUES = st.fixed_dictionaries(
    {
        "key": st.sampled_from("pqrstuvw"),
        "lang": st.sampled_from(["ar", "fr"]),
        "date_start": st.sampled_from(["2024-07-29", "2024-07-30", "2024-07-31", "", "2025-07-30"]),
        "published": st.sampled_from(["2024-07-31", "2024-08-03", ""]),
        "city": st.sampled_from(["rabat", "rabat", "", "fes"]),
        "participants": st.sampled_from([0, 60, 64, 20]),
        "event_type": st.sampled_from(["study-day", "seminar", "agreement"]),
        "organisers": st.sampled_from([["cnclt"], ["unodc"], ["x-1"], []]),
        "title": st.sampled_from(
            ["يوم دراسي حول الاتجار", "يوم دراسي حول الاتجار بالبشر", "اتفاقية", "ورشة 1", "ورشة 2"]
        ),
    }
)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_any_set_is_grouped_alike_in_any_order(values: list[dict[str, Any]], random: Any) -> None:
    tellings = [telling(f"{number}", **changes) for number, changes in enumerate(values)]
    groups = group(tellings)
    assert sorted(itertools.chain(*groups)) == sorted(told.told_id for told in tellings)
    known = {told.told_id: told for told in tellings}
    for ids in groups:
        for one, other in itertools.combinations(ids, 2):
            assert not conflicts(known[one], known[other])
    random.shuffle(tellings)
    assert group(tellings) == groups
