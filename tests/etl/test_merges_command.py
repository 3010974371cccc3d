"""`marsad merges`: the twin releases of the samples are one activity, and a person takes them apart."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.cli import app
from etl.vocabulary.sources import data_folder

TWINS = [
    str(data_folder() / "samples" / f"2024-07-{name}.txt") for name in ("journee-mondiale-rabat", "yawm-alami-rabat")
]


def marsad(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("order", [TWINS, TWINS[::-1]])
def test_twins_are_listed_and_taken_apart(order: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DATABASE", f"sqlite:///{tmp_path / 'a.db'}")
    for path in order:
        marsad("ingest", "--executor", "serial", path)
    assert "  events: 1\n" in marsad("status")
    listed = marsad("merges")
    assert listed.endswith("1 merges\n")
    assert "organisers 1.00" in listed
    told = marsad("merges", "--undo", listed.split()[0], "--who", "Amal", "--why", "two days")
    assert told.endswith("is an activity of its own again\n")
    assert "(undone)" in marsad("merges")
    marsad("ingest", "--executor", "serial", *order)
    assert "  events: 2\n" in marsad("status")


def test_an_undo_needs_a_name_and_a_reason() -> None:
    done = CliRunner().invoke(app, ["merges", "--undo", "c-1"])
    assert done.exit_code == 2
    assert "--who and --why" in done.output
