"""Places, venues and modes by phenomenon, and the gazetteer's own order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.places import read_modes, read_places, read_venues
from etl.text import fold
from etl.vocabulary import read_registry, read_scan

HERE = Path(__file__).parent
ASCII_ID = "abcdefghijklmnopqrstuvwxyz0123456789-"


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("places.csv"), ids=lambda row: row["text"])
def test_places(row: dict[str, str]) -> None:
    """Each place with its cue, in text order."""
    read = [f"{place.place_id} {place.cue}" for place in read_places(read_scan(row["text"]))]
    assert read == [part for part in row["expected"].split(";") if part], row["why"]


@pytest.mark.parametrize("row", rows("unlisted.csv"), ids=lambda row: row["text"])
def test_towns_that_no_table_lists(row: dict[str, str]) -> None:
    """Words, cue and country of each place with an id of its own."""
    found = [place for place in read_places(read_scan(row["text"])) if place.place_id.startswith("x-")]
    read = [f"{place.text} {place.cue} {place.country or '-'}" for place in found]
    assert read == [part for part in row["expected"].split(";") if part], row["why"]


@pytest.mark.parametrize("row", rows("venues.csv"), ids=lambda row: row["text"])
def test_venues(row: dict[str, str]) -> None:
    """Each venue word for word, whether it is a seat, and its city."""
    found = read_venues(read_scan(row["text"]))
    assert [venue.text for venue in found] == [part for part in row["expected"].split(";") if part], row["why"]
    if found:
        seats = row["seat"].split(";")
        assert [venue.is_seat for venue in found] == [seat == "yes" for seat in seats]
    if row["city"].strip(";"):
        assert found[-1].city_id == row["city"].split(";")[-1]


@pytest.mark.parametrize("row", rows("modes.csv"), ids=lambda row: row["text"])
def test_modes(row: dict[str, str]) -> None:
    """How people attend."""
    read = [mode.value for mode in read_modes(read_scan(row["text"]))]
    assert read == [part for part in row["expected"].split(";") if part], row["why"]


def test_a_place_inside_an_institution_is_marked() -> None:
    """A country in the name of a body is not where the body met."""
    name = next(
        row["name_fr"] for row in read_registry("institutions").values() if row["name_fr"].endswith(" du Maroc")
    )
    cues = {place.cue for place in read_places(read_scan(f"Selon {name}, le bilan est bon.", "fr"))}
    assert cues == {"inside"}


def test_one_region_one_country() -> None:
    """What a mention says of region and country is what the registry says."""
    place = read_places(read_scan("نظم لقاء بمدينة تيزنيت"))[0]
    assert (place.kind, place.region, place.country) == ("city", "ma-09", "MA")


def test_place_ids_are_ascii_and_twelve_regions_stand() -> None:
    """Ids are lower-case ASCII; regions are "ma-01" to "ma-12"."""
    places = read_registry("places")
    assert all(set(place_id) <= set(ASCII_ID) for place_id in places)
    regions = {place_id for place_id, row in places.items() if row["kind"] == "region"}
    assert regions == {f"ma-{number:02}" for number in range(1, 13)}
    assert {"rabat", "casablanca", "fes", "tangier", "sale"} <= set(places)


def test_rows_of_places_are_whole() -> None:
    """A kind that is known, a region that exists, a country that exists, a name in every language that has one."""
    places = read_registry("places")
    countries = {row["country"] for row in places.values() if row["kind"] == "country"}
    for place_id, row in places.items():
        assert row["kind"] in ("city", "commune", "province", "region", "country"), place_id
        assert row["country"] in countries or row["country"] in ("XK",), place_id
        assert row["name_fr"], place_id
        assert row["name_en"], place_id
        if row["country"] == "MA" and row["kind"] != "country":
            assert places[row["region"]]["kind"] == "region", place_id
            assert row["name_ar"], place_id


def test_coordinates_are_plausible() -> None:
    """Both or none; on the globe; those of Morocco between its corners; a known town where it is."""
    places = read_registry("places")
    for place_id, row in places.items():
        assert bool(row["latitude"]) == bool(row["longitude"]), place_id
        if row["latitude"]:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            assert -60 < latitude < 80, place_id
            assert -180 <= longitude <= 180, place_id
            if row["country"] == "MA":
                assert 20.7 < latitude < 36, place_id
                assert -17.2 < longitude < -0.9, place_id
    assert float(places["rabat"]["latitude"]) == pytest.approx(34.0, abs=0.1)
    assert float(places["oujda"]["longitude"]) == pytest.approx(-1.9, abs=0.1)


def test_names_have_three_letters() -> None:
    """A shorter name would be found in too many words."""
    for place_id, row in read_registry("places").items():
        for alias in filter(None, row["aliases"].split("|")):
            assert len(fold(alias).removeprefix("ال")) >= 3, place_id


def test_common_names_are_names() -> None:
    """Every word of the table of common names is some place's name."""
    names = set()
    for row in read_registry("places").values():
        names |= {fold(row[column]) for column in ("name_ar", "name_fr", "name_en")}
        names |= {fold(alias) for alias in row["aliases"].split("|")}
    common = read_registry("common_place_names")
    assert set(common) <= names
    assert all(3.0 < float(row["zipf"]) < 9 for row in common.values())


PIECES = [
    "بالرباط",
    "في",
    "بمدينة",
    "الجديدة",
    "بمقر",
    "وزارة",
    "à",
    "Rabat",
    "hôtel",
    "in",
    "\n",
    "، ",
    " – ",
    "(",
    "ـ",
    "َ",
]
WORDS = st.sampled_from(PIECES)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=30).map(" ".join))
def test_mentions_are_word_for_word(body: str) -> None:
    """Whatever the text, nothing breaks and each mention is the body's own words."""
    scan = read_scan(body)
    for mention in (*read_places(scan), *read_venues(scan), *read_modes(scan)):
        assert body[mention.start : mention.end] == mention.text
        assert mention.text
        assert 0 < mention.confidence < 1
