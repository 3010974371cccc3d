"""The tidy tables: what a release and its events become, and what the schemas refuse."""

import dataclasses
from datetime import date, datetime

import pandas as pd
import pandera.errors
import pytest

from etl.event import Event, Evidence, Participation
from etl.release import Release
from etl.tables import TABLES, check_tables, empty_tables, schema, to_tables

INTERFACE = {
    "releases": "release_id version superseded_by source url lang title published published_basis body content_hash "
    "ingested_at fictional",
    "events": "event_id title event_type date_start date_end date_precision date_text date_basis date_edtf venue city "
    "region country latitude longitude mode participants participants_bound women men girls boys occasion slogan lang "
    "confidence needs_review state status",
    "event_releases": "event_id release_id",
    "participations": "event_id institution_id role",
    "event_themes": "event_id theme_id",
    "event_audiences": "event_id audience_id",
    "institutions": "institution_id name_ar name_fr name_en acronym kind country wikidata",
    "evidence": "event_id release_id field value start end text rule confidence",
    "review_reasons": "event_id reason",
    "candidates": "event_id field value reason",
    "corrections": "correction_id event_id field old new who at why",
    "runs": "run_id at version counts",
}

RELEASE = Release("r-1", "عنوان\nنص", "عنوان", "h", "r-1", "n.txt", lang="ar", published=date(2024, 7, 27))
EVENT = Event(
    event_id="e-1",
    release_id="r-1",
    lang="ar",
    title="عنوان",
    event_type="seminar",
    themes=("child-protection", "awareness", "awareness"),
    audience=("children",),
    date_candidates=(date(2024, 7, 25), date(2024, 7, 26)),
    institutions=(
        Participation("x-1", "جمعية السلام", "mentioned", "الجمعية", 0, 5),
        Participation("x-1", "جمعية السلام", "organiser", "الجمعية", 0, 5),
    ),
    participants=20,
    participants_bound="exact",
    confidence=0.9,
    needs_review=True,
    review_reasons=("several-counts", "weekday-conflict"),
    evidence=(Evidence("participants", 0, 5, "عنوان", "20", "count", 0.97),),
)


def test_columns_are_those_of_the_interface() -> None:
    assert {name: " ".join(table.names) for name, table in TABLES.items()} == INTERFACE
    assert list(empty_tables()) == list(INTERFACE)
    for name, frame in empty_tables().items():
        assert " ".join(frame.columns) == INTERFACE[name]


def test_every_table_and_column_says_what_it_is() -> None:
    for name, table in TABLES.items():
        assert schema(name).description == table.description
        assert all(column.description for column in schema(name).columns.values())


def test_empty_tables_have_the_dtypes_of_full_ones() -> None:
    full = to_tables([RELEASE], [EVENT])
    for name, frame in empty_tables().items():
        assert dict(frame.dtypes) == dict(full[name].dtypes)
    check_tables(empty_tables())


def test_null_stays_null() -> None:
    events = to_tables([RELEASE], [EVENT])["events"]
    row = events.iloc[0]
    assert row["participants"] == 20
    for column in ("women", "men", "girls", "boys", "date_start", "city", "latitude", "slogan", "mode"):
        assert pd.isna(row[column]), column
    assert events["women"].dtype == "Int64"


def test_days_stay_days_and_far_years_fit() -> None:
    tables = to_tables([RELEASE], [dataclasses.replace(EVENT, date_start=date(1203, 5, 1))])
    assert tables["releases"]["published"].dtype == "datetime64[s]"
    assert tables["releases"]["published"].dt.date.tolist() == [date(2024, 7, 27)]
    assert tables["events"]["date_start"].dt.date.tolist() == [date(1203, 5, 1)]


def test_an_institution_stands_once_with_its_strongest_role() -> None:
    assert to_tables([RELEASE], [EVENT])["participations"].values.tolist() == [["e-1", "x-1", "organiser"]]


def test_an_unlinked_institution_has_a_row_in_the_language_of_its_release() -> None:
    row = to_tables([RELEASE], [EVENT])["institutions"].iloc[0]
    assert (row["institution_id"], row["name_ar"], row["kind"]) == ("x-1", "جمعية السلام", "unlinked")
    assert pd.isna(row["name_fr"])


def test_a_linked_institution_has_the_registry_row() -> None:
    party = Participation("unodc", "UNODC", "partner", "UNODC", 0, 5)
    row = to_tables([], [dataclasses.replace(EVENT, institutions=(party,))])["institutions"].iloc[0]
    assert row["name_en"] == "United Nations Office on Drugs and Crime"
    assert row["kind"] != "unlinked"


def test_a_city_brings_its_coordinates() -> None:
    row = to_tables([RELEASE], [dataclasses.replace(EVENT, city="rabat")])["events"].iloc[0]
    assert row["latitude"] == pytest.approx(34.02, abs=0.1)
    assert row["longitude"] == pytest.approx(-6.83, abs=0.1)


def test_candidates_say_why_the_date_is_open() -> None:
    assert to_tables([RELEASE], [EVENT])["candidates"].values.tolist() == [
        ["e-1", "date_start", "2024-07-25", "weekday-conflict"],
        ["e-1", "date_start", "2024-07-26", "weekday-conflict"],
    ]


def test_a_reason_of_another_field_explains_no_date() -> None:
    told = dataclasses.replace(EVENT, review_reasons=("several-counts",))
    assert to_tables([RELEASE], [told])["candidates"]["reason"].isna().all()


def test_themes_stand_once() -> None:
    assert to_tables([RELEASE], [EVENT])["event_themes"]["theme_id"].tolist() == ["child-protection", "awareness"]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "happened"},
        {"status": "unknown"},
        {"participants": -1},
        {"confidence": 1.5},
        {"participants_bound": "roughly"},
        {"mode": "somewhere"},
        {"date_precision": "decade"},
        {"title": None},
        {"lang": "de"},
    ],
)
def test_schemas_refuse_what_is_no_value(change: dict[str, object]) -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        to_tables([RELEASE], [dataclasses.replace(EVENT, **change)])


def test_schemas_refuse_an_event_twice() -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        to_tables([RELEASE], [EVENT, EVENT])


def test_moments_are_utc_without_zone() -> None:
    release = dataclasses.replace(RELEASE, ingested_at=datetime(2026, 1, 2, 3, 4, 5))
    assert to_tables([release], [])["releases"]["ingested_at"].iloc[0] == pd.Timestamp("2026-01-02T03:04:05")
