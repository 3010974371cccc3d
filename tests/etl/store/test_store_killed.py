"""A reading that is killed: what was acknowledged is there, nothing is half there, and the next one finishes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

MARSAD = Path(sys.executable).with_name("marsad")
INPUTS = 900
BATCH = 200
PATIENCE = 90  # seconds


def start(folder: Path) -> subprocess.Popen[bytes]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    return subprocess.Popen(
        [str(MARSAD), "ingest", "in"], cwd=folder, env=environ, stdout=subprocess.PIPE, start_new_session=True
    )


def stored(database: Path) -> int:
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            count: int = connection.execute("select count(*) from releases").fetchone()[0]
            return count
    except sqlite3.OperationalError:  # not made yet
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by their group")
def test_killed_readings_lose_and_double_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(INPUTS):
        (tmp_path / "in" / f"{number}.txt").write_text(f"رأي {number}", encoding="utf-8")
    database = tmp_path / "data" / "local" / "marsad.db"
    for kill in range(3):
        process = start(tmp_path)
        before, end = stored(database), time.monotonic() + PATIENCE
        while stored(database) <= before and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        acknowledged = stored(database)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        with sqlite3.connect(database) as connection:
            count, distinct = connection.execute("select count(*), count(distinct key) from releases").fetchone()
            assert count == distinct >= acknowledged > before, kill
            assert count % BATCH == 0
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
            assert connection.execute("pragma foreign_key_check").fetchall() == []
    process = start(tmp_path)
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"{INPUTS} releases read" in told.decode()
    assert stored(database) == INPUTS
