"""The samples through `marsad evaluate`: a folder made of them by the reader of files, and the program run on it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.readers import Source, read_releases
from etl.release import Stated

ROOT = Path(__file__).parents[2]
MARSAD = Path(sys.executable).with_name("marsad")
GOALS = {
    "event": 0.97, "events": 0.92, "date": 0.93, "participants": 0.93, "bound": 0.90, "sexes": 0.90, "organiser": 0.90,
    "partner": 0.88, "funder": 0.85, "host": 0.80, "city": 0.95, "type": 0.90, "state": 0.90,
}  # fmt: skip


def evaluate(*words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")} | settings
    command = [str(MARSAD), "evaluate", *map(str, words)]
    return subprocess.run(command, check=False, env=environ, capture_output=True, encoding="utf-8", timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("samples")
    shutil.copy(Path(__file__).with_name("gold.jsonl"), made)
    with (made / "releases.jsonl").open("w", encoding="utf-8") as file:
        for path in sorted((ROOT / "data" / "samples").glob("*.txt")):
            (release,) = read_releases(Source(str(path), path.name), path.read_bytes(), Stated())
            day = release.published and release.published.isoformat()
            file.write(json.dumps({"release_id": path.stem, "text": release.body, "published": day}) + "\n")
    return made


@pytest.fixture(scope="module")
def figures(folder: Path) -> dict[str, dict[str, float]]:
    done = evaluate(folder, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("field", GOALS)
def test_the_samples_reach_the_goals(figures: dict[str, dict[str, dict[str, float]]], field: str) -> None:
    assert figures["fields"][field]["f1"] >= GOALS[field]


def test_sure_values_are_right_nine_times_in_ten(figures: dict[str, list[dict[str, float]]]) -> None:
    (sure,) = (row for row in figures["calibration"] if row["field"] == "all values" and row["low"] == 0.9)
    assert sure["values"] > 100
    assert sure["share"] >= 0.9


def test_every_sample_is_scored(figures: dict[str, int]) -> None:
    assert figures["releases"] == len(list((ROOT / "data" / "samples").glob("*.txt")))


def test_tables_for_a_person(folder: Path) -> None:
    done = evaluate(folder, "--errors", "none")
    assert done.returncode == 0
    for words in ("precision", "Calibration", "whole event", "ask for review", "34 releases scored"):
        assert words in done.stdout
    assert "Misses" not in done.stdout


def test_misses_of_a_field(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    gold = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    changed = json.loads(gold[0]) | {"participants_total": 33, "event_type": "visit"}
    (tmp_path / "gold.jsonl").write_text("\n".join([json.dumps(changed), *gold[1:]]), encoding="utf-8")
    done = evaluate(tmp_path, "--errors", "participants")
    assert done.returncode == 0
    assert "participants wrong: expected 33, read 32" in done.stdout
    assert "type wrong" not in done.stdout
    shown = json.loads(evaluate(tmp_path, "--errors", "type", "--format", "json").stdout)
    assert {miss["field"] for miss in shown["misses"]} == {"type"}


def test_a_broken_line_is_named_and_the_rest_scored(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "gold.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"release_id": "2024-01-dawra-fes", "city": 5}\n')
    done = evaluate(tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'gold.jsonl'}:37: city is no text: 5\n"
    assert "33 releases scored" in done.stdout


@pytest.mark.parametrize("missing", ["releases.jsonl", "gold.jsonl"])
def test_a_folder_without_a_file(folder: Path, tmp_path: Path, missing: str) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / missing).unlink()
    done = evaluate(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"marsad: {tmp_path}: there is no {missing} in it\n"


def test_what_is_no_folder(tmp_path: Path) -> None:
    assert evaluate(tmp_path / "none").stderr == f"marsad: {tmp_path / 'none'}: no such folder\n"
    assert evaluate(Path(__file__)).returncode == 2
    done = evaluate(tmp_path, "--errors", "dates")
    assert done.returncode == 2
    assert "participants" in done.stderr  # what it may be
