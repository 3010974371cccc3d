"""What a person decided or corrected stays, whatever a later reading says."""

from typing import Any

import pytest
import sqlalchemy as sa
from store_samples import AT, BODY, event, reading, rows, write

from etl.event import Participation
from etl.store import Store
from etl.store.engine import writing
from etl.store.schema import TIDY

OTHER = event(
    title="ورشة بسلا",
    event_type="workshop",
    city="sale",
    participants=99,
    participants_bound="about",
    date_start=None,
    date_end=None,
    date_precision="unknown",
    date_text=None,
    themes=("child-protection",),
    audience=(),
    institutions=(Participation("x-9", "شبكة", "partner", "شبكة", 0, 4),),
    review_reasons=("year-missing",),
    evidence=(),
    confidence=0.4,
)


def decide(store: Store, **values: Any) -> None:
    with writing(store._engine) as connection:
        connection.execute(sa.update(TIDY["events"]).values(**values))


def correct(store: Store, field: str, **values: Any) -> None:
    """As a person would: the event takes the values and says that it is corrected; the correction is a row."""
    decide(store, status="corrected", **values)
    (event_row,) = rows(store, "events")
    row = {"event_id": event_row["event_id"], "field": field, "old": None, "new": None, "who": "a", "at": AT, "why": ""}
    with writing(store._engine) as connection:
        connection.execute(sa.insert(TIDY["corrections"]).values(correction_id=f"c-{field}", **row))


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    names = ("events", "participations", "event_themes", "event_audiences", "review_reasons", "candidates", "evidence")
    return {name: rows(store, name) for name in names}


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_a_decided_event_is_never_touched(store: Store, status: str) -> None:
    write(store, reading(event()))
    decide(store, status=status)
    before = state(store)
    write(store, reading(OTHER, body=BODY + " جديد"))
    assert state(store) == before
    key = rows(store, "releases")[0]["release_id"]
    assert {row["release_id"] for row in rows(store, "event_releases")} == {key, f"{key}-2"}


@pytest.mark.parametrize("status", ["accepted", "rejected", "corrected"])
def test_a_decided_event_stays_when_no_longer_told(store: Store, status: str) -> None:
    write(store, reading(event()))
    decide(store, status=status)
    before = state(store)
    write(store, reading(body="رأي"))
    assert state(store) == before


@pytest.mark.parametrize(
    ("field", "values", "kept"),
    [
        ("participants", {"participants": 25}, ("participants", "participants_bound")),
        ("city", {"city": "fes"}, ("city", "region", "country", "latitude", "longitude")),
        ("date_start", {}, ("date_start", "date_end", "date_precision", "date_text", "date_basis", "date_edtf")),
        ("title", {"title": "عنوان آخر"}, ("title",)),
    ],
)
def test_a_corrected_field_keeps_its_value(
    store: Store, field: str, values: dict[str, Any], kept: tuple[str, ...]
) -> None:
    write(store, reading(event()))
    correct(store, field, **values)
    before = rows(store, "events")[0]
    write(store, reading(OTHER, body=BODY + " جديد"))
    after = rows(store, "events")[0]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["event_type"] == "workshop"
    assert after["confidence"] == pytest.approx(0.4)
    assert after["status"] == "corrected"
    assert len(rows(store, "corrections")) == 1


@pytest.mark.parametrize(
    ("field", "table", "column", "value"),
    [
        ("institutions", "participations", "institution_id", "x-1"),
        ("themes", "event_themes", "theme_id", "awareness"),
        ("audience", "event_audiences", "audience_id", "children"),
        ("date_start", "candidates", "value", "2024-07-25"),
        ("review_reasons", "review_reasons", "reason", "several-counts"),
    ],
)
def test_a_corrected_list_keeps_its_rows(store: Store, field: str, table: str, column: str, value: str) -> None:
    write(store, reading(event()))
    correct(store, field)
    write(store, reading(OTHER, body=BODY + " جديد"))
    assert [row[column] for row in rows(store, table)] == [value]


def test_evidence_of_a_corrected_field_stays_with_the_words_that_it_is_from(store: Store) -> None:
    write(store, reading(event()))
    correct(store, "city", city="rabat")
    write(store, reading(event(), body=BODY + " جديد"))
    key = rows(store, "releases")[0]["release_id"]
    found = {(row["field"], row["release_id"]) for row in rows(store, "evidence")}
    assert found == {("city", key), ("participants", f"{key}-2")}
    assert {row["release_id"] for row in rows(store, "event_releases")} == {key, f"{key}-2"}


def test_an_event_with_a_correction_cannot_be_deleted(store: Store) -> None:
    write(store, reading(event()))
    correct(store, "city")
    with pytest.raises(sa.exc.IntegrityError), writing(store._engine) as connection:
        connection.execute(sa.delete(TIDY["events"]))
