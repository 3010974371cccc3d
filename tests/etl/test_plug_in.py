"""A reader of another package: a real package on the path, found by its entry point, chosen by name, checked."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl import extract
from etl.event import Event, Evidence, Participation
from etl.pipeline import Options, ingest, read_sources
from etl.plug_in import ContractError, check_events, load_reader, read_plugged, reader_names, reader_version
from etl.settings import SettingError, read_settings
from etl.store import Failure, Reading, open_store

MARSAD = Path(sys.executable).with_name("marsad")
EXTEND = Path(__file__).parents[2] / "docs" / "extend.md"
# The example of the documentation is the package that is tested.
PROJECT, MODULE = re.findall(r"^```(?:toml|python)\n(.*?)^```", EXTEND.read_text(encoding="utf-8"), re.M | re.S)[1:3]
TEXT = "Bureau\nLe bureau se réunit le 5 mai 2025.\nLa suite le 7 mai."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with the package as an installer leaves it."""
    folder = tmp_path / "site"
    install(folder, "marsad-minutes", "minutes = marsad_minutes:read", MODULE)
    monkeypatch.syspath_prepend(str(folder))
    load_reader.cache_clear()
    monkeypatch.delitem(sys.modules, "marsad_minutes", raising=False)
    return folder


def install(folder: Path, name: str, points: str, module: str) -> None:
    stem = name.replace("-", "_")
    info = folder / f"{stem}-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[marsad.readers]\n{points}\n", encoding="utf-8")
    (folder / f"{stem}.py").write_text(module, encoding="utf-8")


def release(folder: Path, text: str = TEXT) -> Path:
    path = folder / "release.txt"
    path.write_text(text, encoding="utf-8")
    return path


def marsad(folder: Path, site: Path, *words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    environ |= {"PYTHONPATH": str(site)} | settings
    command = [str(MARSAD), *map(str, words)]
    return subprocess.run(
        command, check=False, cwd=folder, env=environ, capture_output=True, encoding="utf-8", timeout=120
    )


def test_the_example_is_the_package_of_the_documentation() -> None:
    assert 'minutes = "marsad_minutes:read"' in PROJECT
    assert "def read(" in MODULE


def test_a_reader_is_found_by_its_name(site: Path) -> None:
    assert reader_names() == ["minutes"]
    assert reader_version("minutes") == "reader minutes (marsad-minutes 0.1)"
    (event,) = load_reader("minutes")(TEXT, published=None, lang="fr")
    assert (event.event_type, event.date_start) == ("meeting", date(2025, 5, 5))


def test_a_reading_has_the_language_and_says_where_there_is_no_event(site: Path) -> None:
    assert read_plugged("minutes", TEXT).lang == "fr"
    nothing = read_plugged("minutes", "عنوان\nلا شيء هنا في النص")
    assert (nothing.lang, nothing.events, nothing.none_because) == ("ar", (), "no-event-clause")


def test_marsad_reads_by_itself_unless_told(site: Path, tmp_path: Path) -> None:
    path = release(tmp_path)
    (own,) = read_sources([str(path)], Options())
    (plugged,) = read_sources([str(path)], Options(reader="minutes"))
    assert isinstance(own, Reading)
    assert isinstance(plugged, Reading)
    assert [event.evidence for event in own.events] == [event.evidence for event in extract(TEXT)]
    assert [event.evidence[0].rule for event in plugged.events] == ["minutes"]
    assert plugged.events[0].release_id == plugged.release.release_id
    assert read_settings({}).reader is None


def test_a_store_says_which_reader_read(site: Path, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        run, failed = ingest([str(release(tmp_path))], store, Options(reader="minutes"))
        assert (run.counts.events, failed) == (1, [])
        assert run.version.endswith(", reader minutes (marsad-minutes 0.1)")
        assert list(store.read_table("evidence")["rule"]) == ["minutes"]


def test_the_option_and_the_setting_choose_it(site: Path, tmp_path: Path) -> None:
    path = release(tmp_path)
    asked = marsad(tmp_path, site, "extract", path, "--reader", "minutes")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert json.loads(asked.stdout)["evidence"][0]["rule"] == "minutes"
    stored = marsad(tmp_path, site, "ingest", path, MARSAD_READER="minutes")
    assert stored.returncode == 0
    with sqlite3.connect(tmp_path / "data" / "local" / "marsad.db") as connection:
        assert connection.execute("SELECT DISTINCT rule FROM evidence").fetchall() == [("minutes",)]
    plain = marsad(tmp_path, site, "extract", path)
    assert "minutes" not in plain.stdout


def test_it_reads_in_several_processes(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:02}.txt").write_text(f"{TEXT}\n{number}", encoding="utf-8")
    done = marsad(tmp_path, site, "extract", folder, "--reader", "minutes")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 70


def test_it_can_be_measured(site: Path, tmp_path: Path) -> None:
    gold = {"release_id": "a", "event_start": "2025-05-05", "event_end": "2025-05-05", "event_type": "visit"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "releases.jsonl").write_text(json.dumps({"release_id": "a", "text": TEXT}), encoding="utf-8")
    done = marsad(tmp_path, site, "evaluate", tmp_path, "--reader", "minutes", "--format", "json")
    assert done.returncode == 0
    figures = json.loads(done.stdout)["fields"]
    assert (figures["date"]["f1"], figures["type"]["f1"]) == (1.0, 0.0)


def test_a_reader_that_is_not_there(site: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no reader 'none' is installed; there are minutes"):
        load_reader("none")
    done = marsad(tmp_path, tmp_path, "ingest", release(tmp_path), "--reader", "none")
    assert done.returncode == 2
    assert done.stderr == "marsad: no reader 'none' is installed; there is none\n"
    assert not (tmp_path / "data").exists()


def test_a_reader_that_cannot_be_loaded(site: Path) -> None:
    install(site, "marsad-broken", "broken = marsad_broken:read\nnumber = marsad_broken:number", "number = 1\n")
    install(site, "marsad-other", "minutes = marsad_other:read", "")
    with pytest.raises(SettingError, match=r"the reader 'broken' \(marsad_broken:read\) cannot be loaded"):
        load_reader("broken")
    with pytest.raises(SettingError, match="is no function"):
        load_reader("number")
    with pytest.raises(SettingError, match="two packages offer a reader 'minutes'"):
        load_reader("minutes")


def test_a_breach_of_the_contract_is_a_failure_of_its_file(site: Path, tmp_path: Path) -> None:
    install(site, "marsad-liar", "liar = marsad_liar:read", "def read(text, **known):\n    return [text]\n")
    (failure,) = read_sources([str(release(tmp_path))], Options(reader="liar"))
    assert isinstance(failure, Failure)
    assert failure.reason == "the reader 'liar' broke its contract: it gave str instead of an event"


GOOD = Event("1", "1", "fr", "Bureau", "meeting")


def party(role: str, text: str) -> Participation:
    return Participation("x-1", "Bureau", role, text, 0, len(text))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lang": "de"}, "lang is 'de'"),
        ({"event_type": "party"}, "event_type is 'party'"),
        ({"date_precision": "hour"}, "date_precision is 'hour'"),
        ({"date_basis": "guess"}, "date_basis is 'guess'"),
        ({"state": "past"}, "state is 'past'"),
        ({"status": "accepted"}, "status is 'accepted'; it may be proposed"),
        ({"mode": "hall"}, "mode is 'hall'"),
        ({"participants": -1}, "participants is -1"),
        ({"women": "12"}, "women is '12'"),
        ({"themes": ("nonsense",)}, "themes has 'nonsense', which is not in data/registry/themes.csv"),
        ({"audience": ("nobody",)}, "audience has 'nobody'"),
        ({"confidence": 1.5}, r"a confidence is 1\.5"),
        ({"institutions": (party("leader", "Bureau"),)}, "the role of 'Bureau' is 'leader'"),
        ({"institutions": (party("host", "Bureau"), party("host", "Comité"))}, "'Comité' does not stand from 0 to 6"),
        ({"evidence": (Evidence("city", 3, 1, "", "x", "r", 0.5),)}, "does not stand from 3 to 1"),
    ],
)
def test_events_that_cannot_stand(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ContractError, match=words):
        check_events([replace(GOOD, **changes)], TEXT)


def test_events_that_can() -> None:
    assert check_events([GOOD], TEXT) == (GOOD,)
    told = "Séminaire\nL'association Nord a organisé un séminaire à Rabat le 5 mai 2025 au profit de 20 juges."
    assert len(check_events(extract(told), told)) == 1
    with pytest.raises(ContractError, match="it gave no list of events but NoneType"):
        check_events(None, TEXT)
