"""Readers: front matter, encodings, limits, and the words that refuse what cannot be read."""

import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers import READERS, Source, find_sources, open_source, read_releases
from etl.readers.encoding import NoTextError, decode
from etl.readers.front_matter import split_front_matter
from etl.release import Release, SourceError, Stated
from etl.vocabulary.sources import seeds_folder

NOTHING = Stated()
ARABIC = "نظمت الجمعية ندوة بالرباط\nوشارك فيها عشرون طفلا"
FRENCH = "Une journée d'étude à Fès\nL'événement a réuni près de quarante élèves."


def read(data: bytes | str, name: str = "a.txt", given: Stated = NOTHING) -> Release:
    data = data.encode() if isinstance(data, str) else data
    (release,) = read_releases(Source(name, name), data, given)
    return release


def refusal(data: bytes | str, name: str = "a.txt") -> str:
    with pytest.raises(SourceError) as caught:
        read(data, name)
    assert caught.value.path == name
    return caught.value.reason


def test_a_text_without_front_matter_is_the_body_as_it_is() -> None:
    body = next(seeds_folder().glob("*.txt")).read_text(encoding="utf-8")
    release = read(body)
    assert release.body == body
    assert release.title == body.split("\n")[0]
    assert (release.published, release.source, release.url, release.fictional) == (None, None, None, False)


def test_front_matter_is_taken_off_and_read() -> None:
    release = read(
        "---\npublished: 2024-07-27\nsource: 'وكالة: الأنباء'\nurl: https://Example.org/a#top\n# a remark\n"
        "fictional: true\nlang: AR\nother: left alone\n---\n\nعنوان\nنص\n"
    )
    assert release.body == "عنوان\nنص\n"
    assert (release.title, release.source, release.lang) == ("عنوان", "وكالة: الأنباء", "ar")
    assert release.url == "https://example.org/a"
    assert (release.published, release.published_basis) == (date(2024, 7, 27), "metadata")
    assert release.fictional


@pytest.mark.parametrize(
    ("text", "body", "why"),
    [
        ("---\ntitle: عنوان\n---\nنص", "عنوان\nنص", "a title of its own becomes the first line"),
        ("---\ntitle: عنوان\n---\nعنوان\nنص", "عنوان\nنص", "a title that the text repeats stands once"),
        ("---\ntitle:\nurl: https://a.example/\n---\nعنوان\nنص", "عنوان\nنص", "an empty value counts as none"),
        ("---\r\nlang: ar\r\n---\r\nعنوان\r\nنص\rذيل", "عنوان\nنص\nذيل", "lines end in line feeds alone"),
        ("\ufeff---\nlang: ar\n---\nعنوان", "عنوان", "the mark of UTF-8 is no text"),
        ("---\nlang:ar\n---\nعنوان", "عنوان", "no space after the colon"),
        ("---\nخط\n---\nعنوان", "---\nخط\n---\nعنوان", "a text may open with a rule"),
        ("----\nlang: ar\n----\nx", "----\nlang: ar\n----\nx", "four hyphens are a rule"),
        ("source: x\n\nنص", "source: x\n\nنص", "keys without hyphens are text"),
        ("---\nتاريخ: 2024\n---\nعنوان", "---\nتاريخ: 2024\n---\nعنوان", "no known key: text"),
    ],
)
def test_body(text: str, body: str, why: str) -> None:
    assert read(text).body == body, why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty file"),
        (" \n\t\n", "nothing but white space"),
        ("\ufeff", "nothing but white space"),
        ("---\nlang: ar\n---\n \n", "no text after the front matter"),
        ("---\nlang: ar\nعنوان\n", "front matter without a line --- at its end"),
        ("---\nlang: ar\nno key here\n---\nx", "front matter: “no key here” is no “key: value”"),
        ("---\nurl: javascript:alert(1)\n---\nx", "url: “javascript:alert(1)” is no http or https address"),
        ("---\nlang: de\n---\nx", "lang: “de” is none of ar, fr, en"),
        ("---\nfictional: perhaps\n---\nx", "fictional: “perhaps” is neither true nor false"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file, not text"),
        (bytes(range(256)) * 4, "binary file, not text"),
        (b"\xff\xfea", "broken UTF-16"),
        (b"\xef\xbb\xbf\xff\xff", "broken UTF-8"),
        (b"\xc3\x28\x80\x81\x82" * 40, "neither UTF-8 nor another encoding of Arabic, French or English"),
    ],
)
def test_refusals(text: str | bytes, reason: str) -> None:
    assert refusal(text) == reason


def test_a_date_that_is_none_is_refused_by_its_key() -> None:
    assert refusal("---\npublished: soon, perhaps\n---\nx").startswith("published: ")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-07-27", date(2024, 7, 27)),
        ("27 يوليوز 2024", date(2024, 7, 27)),
        ("12 février 2024", date(2024, 2, 12)),
        ("14 December 2024", date(2024, 12, 14)),
    ],
)
def test_dates_of_front_matter_are_free_in_form(written: str, day: date) -> None:
    assert read(f"---\npublished: {written}\n---\nx").published == day


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (ARABIC, "utf-8", None),
        (ARABIC, "utf-8-sig", None),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "cp1256", "windows-1256"),
        (FRENCH, "utf-8", None),
        (FRENCH, "cp1252", "windows-1252"),
        ("ندوة حول «L'école» بفاس، شارك فيها أربعون تلميذا", "cp1256", "windows-1256"),
    ],
)
def test_encodings(text: str, encoding: str, told: str | None) -> None:
    release = read(text.encode(encoding))
    assert release.body == text
    assert release.encoding == told


def test_utf_16_of_either_order() -> None:
    assert read(b"\xff\xfe" + ARABIC.encode("utf-16-le")).body == ARABIC
    assert read(b"\xfe\xff" + ARABIC.encode("utf-16-be")).body == ARABIC


def test_a_few_stray_controls_are_still_text() -> None:
    text = "نص منسوخ من ملف " * 20 + "\x0c\x02"
    assert read(text).body == text


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.md", "بلاغ.text", "README"])
def test_suffixes_that_are_read(name: str) -> None:
    assert read("عنوان", name).name == name


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "binary file, and no reader for .jpg files"),
        ("a.json", b"{}", "no reader for .json files"),
    ],
)
def test_suffixes_that_are_not(name: str, data: bytes, reason: str) -> None:
    assert refusal(data, name).startswith(reason)
    assert ".txt" in refusal(data, name)


def test_every_reader_has_a_suffix_in_lower_case() -> None:
    assert all(suffix == "" or (suffix.startswith(".") and suffix == suffix.lower()) for suffix in READERS)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except NoTextError:
        return
    assert "\0" not in text
    assert "\r" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text())
def test_any_text_has_front_matter_or_none(text: str) -> None:
    try:
        keys, body = split_front_matter(text)
    except ValueError:
        assert text.startswith("---") or text.lstrip().startswith("---")
        return
    assert body == text or text.endswith(body)
    assert all(keys.values())


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("ب.txt", "a.txt", ".hidden.txt", "sub/c d.txt", ".git/config", "sub/.x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = list(find_sources([str(tmp_path), str(tmp_path / "a.txt"), "-"]))
    assert [(source.path, source.name) for source in found if isinstance(source, Source)] == [
        (str(tmp_path / "a.txt"), "a.txt"),
        (str(tmp_path / "ب.txt"), "ب.txt"),
        (str(tmp_path / "sub/c d.txt"), "sub/c d.txt"),
        (str(tmp_path / "a.txt"), "a.txt"),
        ("-", "-"),
    ]


def test_the_folder_of_the_store_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data/local/marsad.db", "data/notes.txt", "other/data/local/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    for folder in (".", "..//" + tmp_path.name, str(tmp_path)):
        names = [source.name for source in find_sources([folder]) if isinstance(source, Source)]
        assert names == ["data/notes.txt", "other/data/local/a.txt"]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (error,) = find_sources([str(tmp_path)])
    assert isinstance(error, SourceError)
    assert error.reason == "no file in this folder"


def test_bytes_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    source = Source(str(path), path.name)
    assert open_source(source, 1000) == b"x" * 1000
    with pytest.raises(SourceError, match=r"larger than 0\.000999 MB \(the setting MARSAD_MAX_BYTES\)"):
        open_source(source, 999)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    reasons = {}
    for path in (tmp_path / "missing.txt", tmp_path, Path(os.devnull), tmp_path / ("x" * 300)):
        with pytest.raises(SourceError) as caught:
            open_source(Source(str(path), path.name), 1000)
        reasons[path] = caught.value.reason
    assert list(reasons.values()) == ["no such file", "is a folder", "is no regular file", "File name too long"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(SourceError, match="permission denied"):
        open_source(Source(str(path), path.name), 1000)
