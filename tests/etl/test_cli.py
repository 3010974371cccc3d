"""The program itself, run as a person runs it: real files, a real store, exit status and both outputs."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from etl.vocabulary.sources import data_folder, seeds_folder

MARSAD = Path(sys.executable).with_name("marsad")
SEED = next(seeds_folder().glob("*.txt"))
STORE = Path("data", "local", "marsad.db")


def marsad(folder: Path, *words: str | Path, given: bytes = b"", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `marsad` in a folder, without the settings of who runs the tests."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")} | settings
    command = [str(MARSAD), *map(str, words)]
    done = subprocess.run(command, check=False, cwd=folder, env=environ, input=given, capture_output=True, timeout=120)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def dump(folder: Path) -> list[str]:
    with sqlite3.connect(folder / STORE) as connection:
        return list(connection.iterdump())


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    folder = tmp_path / "بلاغات"
    folder.mkdir()
    for number in range(9):
        body = SEED.read_text(encoding="utf-8") + f"\n{number}"
        (folder / f"بلاغ رقم {number}.txt").write_text(body, encoding="utf-8")
    (folder / "صورة.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    return folder


def test_extract_prints_an_object_an_event(tmp_path: Path) -> None:
    done = marsad(tmp_path, "extract", SEED, "--published", "2024-07-27")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    event = json.loads(line)
    assert event["title"] == SEED.read_text(encoding="utf-8").split("\n")[0]
    assert event["participants"] == 20
    assert event["published"] == "2024-07-27"
    body = SEED.read_text(encoding="utf-8")
    assert event["evidence"]
    assert all(body[piece["start"] : piece["end"]] == piece["text"] for piece in event["evidence"])
    assert "ندوة" in line  # letters, not escapes
    assert list(tmp_path.iterdir()) == []  # no store


def test_extract_reads_standard_input(tmp_path: Path) -> None:
    done = marsad(tmp_path, "extract", "-", given=SEED.read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["published"] is None


def test_extract_as_a_table(tmp_path: Path) -> None:
    done = marsad(tmp_path, "extract", SEED, "--format", "table", "--published", "27 يوليوز 2024")
    assert done.returncode == 0
    assert "seminar" in done.stdout
    assert "rabat" in done.stdout
    assert "2024-07-25" in done.stdout


def test_extract_into_parquet(tmp_path: Path) -> None:
    done = marsad(tmp_path, "extract", SEED, "--out", "tables")
    assert (done.returncode, done.stdout) == (0, "")
    assert len(pd.read_parquet(tmp_path / "tables" / "events")) == 1
    again = marsad(tmp_path, "extract", SEED, "--out", "tables")
    assert again.returncode == 2
    assert "choose an empty folder" in again.stderr


def test_ingest_stores_the_others_and_says_what_failed(tmp_path: Path, ten: Path) -> None:
    (tmp_path / "فارغ.txt").touch()
    (tmp_path / "big.txt").write_bytes(b"a" * 10_000_001)
    inputs = ["missing.txt", "فارغ.txt", "big.txt", ten]
    done = marsad(tmp_path, "ingest", *inputs)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "missing.txt: no such file",
        "فارغ.txt: empty file",
        "big.txt: larger than 10 MB (the setting MARSAD_MAX_BYTES)",
        f"{ten / 'صورة.txt'}: binary file, not text",
    ]
    assert done.stdout.startswith("9 releases read (9 new, 0 changed, 0 unchanged), 9 events, 4 inputs not read\n")
    before = dump(tmp_path)
    again = marsad(tmp_path, "ingest", *inputs)
    assert again.returncode == 1
    assert again.stderr == done.stderr
    assert "9 releases read (0 new, 0 changed, 9 unchanged)" in again.stdout
    assert dump(tmp_path) == before


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    done = marsad(tmp_path, "ingest", SEED, MARSAD_MAX_BYTES="1000")
    assert done.returncode == 1
    assert done.stderr == f"{SEED}: larger than 0.001 MB (the setting MARSAD_MAX_BYTES)\n"


def test_ingest_takes_source_and_date_for_releases_that_state_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "b.txt").write_bytes(b"---\nsource: Own\npublished: 2024-07-26\n---\n" + SEED.read_bytes())
    done = marsad(tmp_path, "ingest", "a.txt", "b.txt", "--source", "وكالة", "--published", "27/07/2024")
    assert (done.returncode, done.stderr) == (0, "")
    with sqlite3.connect(tmp_path / STORE) as connection:
        rows = connection.execute("select source, published, published_basis from releases order by source").fetchall()
    assert rows == [("Own", "2024-07-26", "metadata"), ("وكالة", "2024-07-27", "given")]


def test_status_counts_and_names_failures(tmp_path: Path, ten: Path) -> None:
    empty = marsad(tmp_path, "status")
    assert empty.returncode == 0
    assert "No runs yet." in empty.stdout
    marsad(tmp_path, "ingest", ten)
    done = marsad(tmp_path, "status")
    assert done.returncode == 0
    assert f"Store: {tmp_path / STORE}" in done.stdout
    assert "  releases: 9\n" in done.stdout
    assert "9 releases read (9 new, 0 changed, 0 unchanged), 9 events, 1 input not read" in done.stdout
    assert "صورة.txt: binary file, not text" in done.stdout
    assert "vocabulary" in done.stdout


@pytest.mark.parametrize(
    ("words", "settings", "message"),
    [
        (["extract"], {}, "Missing argument"),
        (["extract", "x", "--format", "xml"], {}, "--format"),
        (["extract", "x", "--lang", "de"], {}, "--lang"),
        (["extract", "x", "--published", "soonish"], {}, "“soonish” is no date"),
        (["extract", "x", "--executor", "threads"], {}, "no executor 'threads'"),
        (["ingest", "x"], {"MARSAD_DATABASE": "nonsense"}, "MARSAD_DATABASE is no SQLAlchemy URL"),
        (["ingest", "x"], {"MARSAD_DATABASE": "sqlite:////dev/null/a.db"}, "Not a directory"),
        (["status"], {"MARSAD_MAX_BYTES": "many"}, "MARSAD_MAX_BYTES is 'many'"),
        (["export", "--format", "xls", "-o", "a"], {}, "--format cannot be xls"),
        (["export", "--format", "csv", "-o", "a", "--from", "2024-13-01"], {}, "--from cannot be 2024-13-01"),
        (["export", "--format", "csv", "-o", "a", "--state", "done"], {}, "--state cannot be done"),
        (["export", "--format", "csv", "-o", "no/such/folder/a.csv"], {}, "directory: no/such/folder/a.csv"),
        (["export", "--format", "csv", "-o", "a", "--theme", "nonsense"], {}, "--theme: there is no nonsense"),
        (["export", "--format", "csv", "-o", "a", "--partner", "nobody"], {}, "--partner: there is no nobody"),
        (
            ["export", "--format", "csv", "-o", "a", "--from", "2025-01-01", "--to", "2024-01-01"],
            {},
            "--from 2025-01-01 is later than --to 2024-01-01",
        ),
        (["nonsense"], {}, "No such command"),
    ],
)
def test_what_cannot_be_used_is_status_2_in_words(
    tmp_path: Path, words: list[str], settings: dict[str, str], message: str
) -> None:
    done = marsad(tmp_path, *words, **settings)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_input_of_any_name_is_one_line(tmp_path: Path) -> None:
    name = b"a\nb\x1b[31m\xff.txt"
    (tmp_path / os.fsdecode(name)).write_bytes(b"\0")
    done = marsad(tmp_path, "ingest", tmp_path)
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "binary" in line]
    assert line.endswith("a\\nb\\x1b[31m\\xff.txt: binary file, not text")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f'"{MARSAD}" extract "{data_folder() / "samples"}" | head -n 1'
    done = subprocess.run(["bash", "-c", command], check=False, cwd=tmp_path, capture_output=True, timeout=120)
    assert len(done.stdout.splitlines()) == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_progress_is_shown_on_a_terminal_alone(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    environ = os.environ | {"TERM": "xterm", "COLUMNS": "100", "MARSAD_DATABASE": f"sqlite:///{tmp_path / 'a.db'}"}
    command = [str(MARSAD), "ingest", str(data_folder() / "samples")]
    done = subprocess.run(command, check=False, env=environ, stdout=subprocess.PIPE, stderr=follower, timeout=120)
    os.close(follower)
    shown = os.read(leader, 1 << 16).decode(errors="replace")
    os.close(leader)
    assert done.returncode == 0
    assert "Reading" in shown
    assert " releases read" in done.stdout.decode()
    assert marsad(tmp_path, "ingest", data_folder() / "samples").stderr == ""


def test_export_writes_the_filtered_events(tmp_path: Path) -> None:
    marsad(tmp_path, "ingest", SEED, "--published", "2024-07-27")
    done = marsad(tmp_path, "export", "--format", "csv-excel", "--partner", "unodc", "-o", "تقرير.csv")
    assert (done.returncode, done.stderr) == (0, "")
    content = (tmp_path / "تقرير.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(tmp_path / "تقرير.csv")
    assert table["title"].tolist() == [SEED.read_text(encoding="utf-8").split("\n")[0]]
    other = marsad(tmp_path, "export", "--format", "csv", "--partner", "unicef", "-o", "-")
    assert other.returncode == 0
    assert len(other.stdout.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "تقرير.csv"]
