"""Settings: defaults, and values that are refused in words."""

from pathlib import Path

import pytest

from etl.settings import SettingError, Settings, read_settings


def test_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({}) == Settings(
        database=f"sqlite:///{tmp_path}/data/local/marsad.db", lang="ar", max_bytes=10_000_000, debug=False
    )
    assert read_settings({"MARSAD_DATABASE": " ", "MARSAD_LANG": "", "MARSAD_DEBUG": "0"}) == read_settings({})


def test_the_environment_goes_before_defaults() -> None:
    environ = {
        "MARSAD_DATABASE": "postgresql://h/d",
        "MARSAD_LANG": "fr",
        "MARSAD_MAX_BYTES": "5000",
        "MARSAD_DEBUG": "1",
    }
    assert read_settings(environ) == Settings("postgresql://h/d", "fr", 5000, True)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MARSAD_LANG", "de", "MARSAD_LANG is 'de'; it may be ar, fr, en"),
        ("MARSAD_MAX_BYTES", "10 MB", "MARSAD_MAX_BYTES is '10 MB'; it is a number of bytes"),
        ("MARSAD_MAX_BYTES", "0", "it is a number of bytes"),
        ("MARSAD_MAX_BYTES", "-5", "it is a number of bytes"),
        ("MARSAD_MAX_BYTES", "٥", "it is a number of bytes"),
    ],
)
def test_refusals(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        read_settings({name: value})
