"""What a store says of the Marsad and the vocabulary that read."""

import shutil
from pathlib import Path

import pytest

from etl import versions
from etl.versions import marsad_version, reading_version, vocabulary_version
from etl.vocabulary.sources import data_folder


def version_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(versions, "data_folder", lambda: folder)
    return vocabulary_version.__wrapped__()


def test_the_version_of_the_vocabulary_follows_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy, ignore=shutil.ignore_patterns("local", "sources", "samples"))
    assert version_of(copy, monkeypatch) == vocabulary_version()
    for changed in ("languages/ar/dates.toml", "registry/places.csv", "settings.toml"):
        before = version_of(copy, monkeypatch)
        with (copy / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert version_of(copy, monkeypatch) != before, changed


def test_both_are_told_together() -> None:
    assert reading_version() == f"{marsad_version()} vocabulary {vocabulary_version()}"
    assert marsad_version() != "0"
