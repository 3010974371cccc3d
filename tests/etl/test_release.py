"""What a release is known by, and what counts as the same words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.release import Stated, event_id_of, key_of, make_release, normalise_url, title_of

NOTHING = Stated()


@pytest.mark.parametrize(
    ("first", "second", "same", "why"),
    [
        (("https://a.example/1", "A", "x.txt"), ("https://a.example/1", "B", "y.txt"), True, "the address decides"),
        ((None, "A", "x.txt"), (None, "A", "x.txt"), True, "source and file name"),
        ((None, "A", "x.txt"), (None, "B", "x.txt"), False, "another source"),
        ((None, "A", "x.txt"), (None, "A", "y.txt"), False, "another file"),
        ((None, None, "x.txt"), (None, "x.txt", ""), False, "no source is not the name"),
        ((None, None, "caf\u00e9.txt"), (None, None, "cafe\u0301.txt"), True, "composed and decomposed letters"),
    ],
)
def test_key(first: tuple[str | None, ...], second: tuple[str | None, ...], same: bool, why: str) -> None:
    assert (key_of(*first) == key_of(*second)) is same, why


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.ORG/A?b=1#c", "https://example.org/A?b=1"),
        (" http://example.org ", "http://example.org/"),
        ("HTTPS://example.org/خبر", "https://example.org/خبر"),
    ],
)
def test_normalise_url(url: str, expected: str) -> None:
    assert normalise_url(url) == expected
    assert normalise_url(expected) == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "example.org/a", "", "http://", "ftp://a/b"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no http or https address"):
        normalise_url(url)


def test_title_is_the_first_line_that_is_not_empty() -> None:
    assert title_of("\n  \n  عنوان \nنص") == "عنوان"
    assert title_of(" \n\n") == ""


def test_what_the_file_states_goes_before_what_a_person_gives() -> None:
    stated = Stated(source="وكالة", published=date(2024, 7, 27), lang="ar")
    asked = Stated(source="Other", published=date(2020, 1, 1), lang="fr")
    release = make_release("a.txt", "عنوان\nنص", stated, asked)
    assert (release.source, release.published, release.published_basis) == ("وكالة", date(2024, 7, 27), "metadata")
    assert release.lang == "ar"


def test_what_a_person_gives_holds_where_the_file_is_silent() -> None:
    release = make_release("a.txt", "عنوان", NOTHING, Stated(source="Other", published=date(2020, 1, 1)))
    assert (release.source, release.published, release.published_basis) == ("Other", date(2020, 1, 1), "given")
    assert make_release("a.txt", "عنوان", NOTHING, NOTHING).published_basis is None


def test_words_are_the_same_whatever_a_person_gives_with_them() -> None:
    plain = make_release("a.txt", "عنوان", NOTHING, NOTHING)
    dated = make_release("a.txt", "عنوان", NOTHING, Stated(published=date(2020, 1, 1)))
    stating = make_release("a.txt", "عنوان", Stated(published=date(2020, 1, 1)), NOTHING)
    assert plain.content_hash == dated.content_hash
    assert plain.content_hash != stating.content_hash
    assert plain.key == dated.key == stating.key


def test_texts_from_standard_input_are_releases_of_their_own() -> None:
    first, again, other = (make_release("-", body, NOTHING, NOTHING) for body in ("a", "a", "b"))
    assert first.key == again.key != other.key


def test_a_name_that_is_no_unicode_is_still_a_name() -> None:
    release = make_release("caf\udce9.txt", "titre", NOTHING, NOTHING)
    assert release.name == "caf\\xe9.txt"
    assert release.name.encode("utf-8")


@given(st.text(), st.integers(1, 10**6))
def test_ids_are_lower_case_ascii(name: str, number: int) -> None:
    key = (
        make_release(name, "t", NOTHING, NOTHING).key
        if "\0" not in name and name.isprintable()
        else key_of(None, None, "a")
    )
    for code in (key, event_id_of(key, number)):
        assert code.isascii()
        assert code == code.lower()
