"""Short releases by phenomenon: what the whole reading makes of them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etl import extract

CASES = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))["case"]
NOTHING = -1  # TOML has no null: a number that must not be stated
ROLES = ("organiser", "partner", "funder", "host")


def value_of(event: dict[str, Any], key: str) -> Any:
    if key in ROLES:
        return sorted(named["name"] for named in event["institutions"] if named["role"] == key)
    return event[{"reasons": "review_reasons", "candidates": "date_candidates"}.get(key, key)]


def check(event: dict[str, Any], expected: dict[str, Any]) -> None:
    for key, wanted in expected.items():
        got = value_of(event, key)
        if key == "reasons":
            assert set(wanted) <= set(got), key
        elif key in ROLES:
            assert got == sorted(wanted), key
        else:
            assert got == (None if wanted in ("", NOTHING) else wanted), key


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_read(case: dict[str, Any]) -> None:
    body = case["text"].strip()
    events = [event.to_dict() for event in extract(body, published=case.get("published"))]
    assert len(events) == case.get("events", 1)
    for event, key in zip(events, ("expect", "second"), strict=False):
        check(event, case.get(key, {}))
        for proof in event["evidence"]:
            assert body[proof["start"] : proof["end"]] == proof["text"]
