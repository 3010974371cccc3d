"""One scan finds words at their boundaries, in three languages, with Arabic particles kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.text import fold, read_text
from etl.vocabulary.lexicon import Entry, Hit, Lexicon, longest, read_scan

FORMS = [
    ("ندوة", Entry("t", "type", "seminar", "ar")),
    ("يوم", Entry("t", "unit", "day", "ar")),
    ("اليوم", Entry("t", "day", "today", "ar")),
    ("مرصد الوطني لحقوق الطفل", Entry("t", "name", "onde", "")),
    ("mars", Entry("t", "month", "3", "fr")),
    ("second", Entry("t", "ordinal", "2", "en")),
    ("second", Entry("t", "ordinal", "deuxième", "fr")),
    ("14", Entry("t", "number", "14", "")),
]

FOUND = [
    ("نظمت ندوة", "ar", [("type", "ندوة", "")], "a word of its own"),
    ("وبندوة علمية", "ar", [("type", "ندوة", "وب")], "particles written onto it"),
    ("للندوة", "ar", [("type", "ندوة", "لل")], "the article hidden by its preposition"),
    ("مندوة", "ar", [], "no particle before it"),
    ("ندوتان", "ar", [], "the start of a longer word"),
    ("48ندوة", "ar", [("type", "ندوة", "")], "glued to a digit"),
    ("اليوم", "ar", [("day", "اليوم", ""), ("unit", "يوم", "ال")], "both readings of a word"),
    ("وللمرصد الوطني لحقوق الطفل", "ar", [("name", "مرصد الوطني لحقوق الطفل", "ولل")], "a name of the registry"),
    ("27.14 et 114", "fr", [("number", "14", "")], "a number inside a number is no number"),
    ("le 3 mars", "en", [("month", "mars", "")], "another language's word, where this one has none"),
    ("le second", "fr", [("ordinal", "second", "")], "the meaning of the text's own language"),
    ("l'an mars2024", "fr", [("month", "mars", "")], "glued to a year"),
]


@pytest.fixture(scope="module")
def small() -> Lexicon:
    return Lexicon(FORMS)


@pytest.mark.parametrize(("body", "lang", "expected", "why"), FOUND, ids=[why for *_, why in FOUND])
def test_scan(small: Lexicon, body: str, lang: str, expected: list[tuple[str, str, str]], why: str) -> None:
    text = read_text(body)
    hits = small.scan(text, lang).get("t", [])
    assert sorted((hit.kind, text.words(hit.start, hit.end), hit.prefix) for hit in hits) == sorted(expected)


def test_the_languages_own_meaning_wins(small: Lexicon) -> None:
    (hit,) = small.scan(read_text("second"), "fr")["t"]
    assert (hit.value, hit.lang) == ("deuxième", "fr")


@given(st.text(alphabet=" وبلالكندةيم14mars\n.", max_size=60))
def test_hits_are_what_they_say(body: str) -> None:
    text = read_text(body)
    known = {fold(form) for form, _ in FORMS}
    for hit in Lexicon(FORMS).scan(text, "ar").get("t", []):
        assert text.folded[hit.start : hit.end] in known
        assert text.folded[hit.word_start : hit.start] == hit.prefix


def test_longest_drops_what_lies_inside() -> None:
    hits = [
        Hit(0, 4, "a", "", "", ""),
        Hit(0, 9, "b", "", "", ""),
        Hit(5, 9, "c", "", "", ""),
        Hit(8, 12, "d", "", "", ""),
    ]
    assert [hit.kind for hit in longest(hits)] == ["b", "d"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'de'"):
        read_scan("Guten Tag", "de")
