"""Occasions and slogans by phenomenon, on the first release, and the order of their tables."""

from __future__ import annotations

import calendar
import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.occasions import read_occasions, read_slogans
from etl.text import fold
from etl.vocabulary import read_registry, read_scan
from etl.vocabulary.registry import names_of
from etl.vocabulary.sources import read_table, seeds_folder

HERE = Path(__file__).parent
KINDS = {"international-day", "regional-day", "national-day", "campaign"}
SOURCE = re.compile(
    r"A/RES/(?:\d+/\d+|\d+\([IVX]+\))|UN list of international days|campaign of the UN Office on Drugs and Crime|"
)


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("occasions.csv"), ids=lambda row: row["text"])
def test_occasions(row: dict[str, str]) -> None:
    """The occasion's id, or after a question mark the words of one that no table knows."""
    found = read_occasions(read_scan(row["text"], row["lang"]))
    assert [day.occasion_id or f"?{day.text}" for day in found] == ([row["expected"]] if row["expected"] else [])
    assert [day.rule for day in found] == ([row["rule"]] if row["rule"] else []), row["why"]


@pytest.mark.parametrize("row", rows("slogans.csv"), ids=lambda row: row["text"])
def test_slogans(row: dict[str, str]) -> None:
    """The words in the quotes, whose they are, and the year of a known one."""
    found = read_slogans(read_scan(row["text"], row["lang"]))
    assert [slogan.text for slogan in found] == ([row["expected"]] if row["expected"] else []), row["why"]
    for slogan in found:
        assert slogan.owner == row["owner"], row["why"]
        assert str(slogan.year or "") == row["year"], row["why"]
        assert bool(slogan.year) == (slogan.occasion_id == "world-day-against-trafficking")


def test_the_first_release_has_two_slogans() -> None:
    """That of the seminar, and that of the campaign, which tells the year."""
    body = next(seeds_folder().glob("*.txt")).read_text(encoding="utf-8")
    seminar, campaign = read_slogans(read_scan(body))
    assert (seminar.text, seminar.owner) == ("لنجعل من حماية أطفالنا من الاستغلال السيبيراني أولويتنا", "event")
    assert (campaign.owner, campaign.year) == ("campaign", 2024)
    assert campaign.occasion_id == "world-day-against-trafficking"
    days = [day.occasion_id for day in read_occasions(read_scan(body))]
    assert days == ["world-day-against-trafficking", "blue-heart-campaign"]


def test_occasions_are_whole() -> None:
    """Names in three languages, days that a calendar has, a kind and a source of the known forms."""
    occasions = read_registry("occasions")
    day = occasions["world-day-against-trafficking"]
    assert (day["month"], day["day"], day["source"]) == ("7", "30", "A/RES/68/192")
    for occasion_id, row in occasions.items():
        assert all(row[column] for column in ("name_ar", "name_fr", "name_en")), occasion_id
        assert row["kind"] in KINDS, occasion_id
        assert SOURCE.fullmatch(row["source"]), occasion_id
        if row["day"]:
            assert 1 <= int(row["day"]) <= calendar.monthrange(2024, int(row["month"]))[1], occasion_id


def test_no_name_stands_for_two_occasions() -> None:
    """A name leads to one day."""
    names = Counter(fold(name) for row in read_registry("occasions").values() for name in names_of(row))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_name_leads_to_its_occasion() -> None:
    """Each name and alias is read back as the occasion that it belongs to."""
    for occasion_id, row in read_registry("occasions").items():
        for name in names_of(row):
            lang = "ar" if re.search("[\u0621-\u064a]", name) else "fr"
            found = [day.occasion_id for day in read_occasions(read_scan(f"{name}.", lang))]
            assert found == [occasion_id], name


def test_slogans_belong_to_occasions() -> None:
    """A slogan has an occasion, a year, a language and a source."""
    for row in read_table("slogans"):
        assert row["occasion_id"] in read_registry("occasions")
        assert 2000 < int(row["year"]) < 2100
        assert row["lang"] in ("ar", "fr", "en")
        assert row["slogan"]
        assert row["source"]


PIECES = [
    "بمناسبة",
    "اليوم العالمي",
    "للطفل",
    "تحت شعار",
    "«",
    "»",
    '"',
    "'",
    ":",
    ")",
    "(",
    "حملة",
    "under the slogan",
    "World Day",
    "\n",
]
WORDS = st.sampled_from(PIECES)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=30).map(" ".join))
def test_mentions_are_word_for_word(body: str) -> None:
    """Whatever the text, nothing breaks and each mention is the body's own words."""
    scan = read_scan(body)
    for mention in (*read_occasions(scan), *read_slogans(scan)):
        assert body[mention.start : mention.end] == mention.text
        assert mention.text
        assert 0 < mention.confidence < 1
