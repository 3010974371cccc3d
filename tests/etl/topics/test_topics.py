"""Event types, themes, audiences, verbs and cues by phenomenon, and the order of their tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.topics import TopicMention, read_topics
from etl.vocabulary import read_registry, read_scan
from etl.vocabulary.sources import LANGUAGES, read_language

HERE = Path(__file__).parent
NAMES = ("name_ar", "name_fr", "name_en")
DEFINITIONS = ("definition_ar", "definition_fr", "definition_en")
EVENT_TYPES = {
    "seminar", "workshop", "training", "conference", "meeting", "study-day", "campaign", "agreement", "visit",
    "ceremony", "competition", "exhibition", "other",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str, lang: str, kind: str) -> list[TopicMention]:
    """Mentions of one kind in a text."""
    return [mention for mention in read_topics(read_scan(text, lang)) if mention.kind == kind]


def parts(expected: str) -> list[str]:
    """The mentions that a cell lists."""
    return [part for part in expected.split(";") if part]


@pytest.mark.parametrize("row", rows("event_types.csv"), ids=lambda row: row["text"])
def test_event_types(row: dict[str, str]) -> None:
    """The kind of the event and how firmly its noun says so."""
    found = [f"{mention.value} {mention.strength}" for mention in read(row["text"], row["lang"], "event_type")]
    assert found == parts(row["expected"]), row["why"]


@pytest.mark.parametrize("row", rows("cues.csv"), ids=lambda row: f"{row['kind']}: {row['text']}")
def test_cues(row: dict[str, str]) -> None:
    """Verbs with their tense, states, and what tells of no event or of an older one."""
    found = [
        f"{mention.value} {mention.strength}" if row["kind"] == "verb" else mention.value
        for mention in read(row["text"], row["lang"], row["kind"])
    ]
    assert " ".join(found).startswith(row["expected"]), row["why"]
    assert bool(found) == bool(row["expected"]), row["why"]


@pytest.mark.parametrize("row", rows("audiences.csv"), ids=lambda row: row["text"])
def test_audiences(row: dict[str, str]) -> None:
    """Groups after a cue, each once."""
    found = [mention.value for mention in read(row["text"], row["lang"], "audience") if mention.strength == "strong"]
    assert found == parts(row["expected"]), row["why"]


@pytest.mark.parametrize("row", rows("themes.csv"), ids=lambda row: row["text"])
def test_themes(row: dict[str, str]) -> None:
    """Themes by name, or weakly by a generic word."""
    found = [f"{mention.value} {mention.strength}" for mention in read(row["text"], row["lang"], "theme")]
    assert found == parts(row["expected"]), row["why"]


def test_a_group_without_a_cue_counts_in_the_title_only() -> None:
    """The headline's subject may be the audience; a group told of later is not."""
    found = read("الأطفال يستفيدون من ورشة\nقال الأطفال إنهم سعداء", "ar", "audience")
    assert [(mention.start, mention.strength) for mention in found] == [(2, "weak")]


def test_the_other_latin_language_is_not_read() -> None:
    """French "course" is no race in an English text."""
    assert read("the course of the river", "en", "event_type") == []
    assert [mention.value for mention in read("la course a eu lieu", "fr", "event_type")] == ["competition"]


def test_event_types_are_the_fixed_list() -> None:
    """The codes that other programs rely on, each with its names and definitions."""
    table = read_registry("event_types")
    assert set(table) == EVENT_TYPES
    assert all(row[column] for row in table.values() for column in (*NAMES, *DEFINITIONS))


def test_themes_are_a_tree() -> None:
    """At least forty, every parent there, no circle, names unique in each language."""
    themes = read_registry("themes")
    assert len(themes) >= 40
    assert {"trafficking-in-persons", "child-protection", "cyber-exploitation", "awareness"} <= set(themes)
    for theme_id, row in themes.items():
        assert all(row[column] for column in (*NAMES, *DEFINITIONS)), theme_id
        steps, parent = 0, row["parent"]
        while parent:
            steps, parent = steps + 1, themes[parent]["parent"]
            assert steps < 5, theme_id
    for column in NAMES:
        assert len({row[column] for row in themes.values()}) == len(themes), column


def test_audiences_have_names() -> None:
    """Every group in three languages."""
    assert all(row[column] for row in read_registry("audiences").values() for column in NAMES)


def test_pairs_lead_to_event_types() -> None:
    """A noun and its adjective decide for a code of the list."""
    assert {row["event_type"] for row in read_registry("event_type_pairs").values()} <= EVENT_TYPES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_lead_to_codes(lang: str) -> None:
    """Every word of a language stands for a code that its table knows; every theme and audience has a word."""
    words = read_language(lang)["topics"]
    themes = set(words["theme"]) | set(words["theme_weak"])
    assert themes <= set(read_registry("themes"))
    roots = {theme_id for theme_id, row in read_registry("themes").items() if not row["parent"]}
    assert set(read_registry("themes")) - roots <= themes
    assert set(words["audience"]) == set(read_registry("audiences"))
    assert set(words["event_strong"]) <= EVENT_TYPES
    assert set(words["event_weak"]) <= EVENT_TYPES
    adjectives = {row["adjective"] for row in read_registry("event_type_pairs").values()}
    assert set(words["event_adjective"]) <= adjectives


PIECES = [
    "ستنظم",
    "ندوة",
    "صحفية",
    "لفائدة",
    "الأطفال",
    "توقيع",
    "اتفاقية",
    "organisera",
    "séminaire",
    "for",
    "\n",
    ". ",
    "ـ",
    "َ",
]
WORDS = st.sampled_from(PIECES)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=30).map(" ".join))
def test_mentions_are_word_for_word(body: str) -> None:
    """Whatever the text, nothing breaks and each mention is the body's own words, in order."""
    found = read_topics(read_scan(body))
    for mention in found:
        assert body[mention.start : mention.end] == mention.text
        assert mention.text
        assert 0 < mention.confidence < 1
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
