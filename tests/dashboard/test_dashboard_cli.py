"""`marsad demo` and `marsad serve` as a person starts them: what they print, what they answer, how they end."""

import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.vocabulary.sources import data_folder, seeds_folder

MARSAD = Path(sys.executable).with_name("marsad")
SEED = next(seeds_folder().glob("*.txt"))
ADDRESS = re.compile(r"Marsad: (http://127\.0\.0\.1:\d+)\n")
PATIENCE = 90  # seconds, on a machine that does other things as well


@contextmanager
def started(folder: Path, *words: str) -> Iterator[tuple[str, str]]:
    """Start a command that serves; what it printed until it did, and its address."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    command = [str(MARSAD), *words]
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            told = b""
            end = time.monotonic() + PATIENCE
            while not (found := ADDRESS.search(told.decode(errors="replace"))):
                assert time.monotonic() < end, told.decode()
                if select.select([process.stdout], [], [], 1)[0]:
                    piece = os.read(process.stdout.fileno(), 1 << 16)
                    assert piece, process.communicate()
                    told += piece
            yield told.decode(), found[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


def answer(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:  # noqa: S310 - an address of our own
        content: bytes = response.read()
        return content


def rows(database: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as connection:
        return connection.execute(question).fetchall()


def test_demo_reads_seed_and_samples_into_a_store_of_its_own(tmp_path: Path) -> None:
    local = tmp_path / "data" / "local"
    local.mkdir(parents=True)
    (local / "marsad.db").write_text("mine")
    (local / "demo.db").write_text("of an older demo")
    with started(tmp_path, "demo", "--no-browser", "--port", "0") as (told, address):
        assert answer(f"{address}/health") == b'{"status":"ok"}'
        assert b'dir="rtl"' in answer(address)
    samples = len(list((data_folder() / "samples").glob("*")))
    fictional = dict(rows(local / "demo.db", "select fictional, count(*) from releases group by 1"))
    assert fictional == {0: 1, 1: samples}
    for (event_id,) in rows(local / "demo.db", "select event_id from events"):
        assert str(event_id) in told
    assert "(sample)" in told
    assert "No activity in " in told
    assert (local / "marsad.db").read_text() == "mine"


def test_demo_without_samples_reads_the_seed_alone(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--no-browser", "--no-samples", "--port", "0") as (told, _):
        assert "seminar" in told
        assert "(sample)" not in told
    assert rows(tmp_path / "data" / "local" / "demo.db", "select count(*), sum(fictional) from releases") == [(1, 0)]


def test_serve_serves_the_store(tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--port", "0") as (_, address):
        assert answer(f"{address}/health") == b'{"status":"ok"}'
    assert (tmp_path / "data" / "local" / "marsad.db").is_file()


def test_a_second_demo_leaves_the_store_of_the_first_alone(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--no-browser", "--no-samples", "--port", "0") as (_, address):
        store = tmp_path / "data" / "local" / "demo.db"
        before = store.stat()
        for port in (address.rsplit(":", 1)[1], "0"):
            done = subprocess.run(
                [str(MARSAD), "demo", "--no-browser", "--port", port],
                check=False,
                cwd=tmp_path,
                capture_output=True,
                timeout=PATIENCE,
            )
            assert done.returncode == 2
            assert done.stderr.decode().count("\n") == 1
        assert "a demo runs in this folder" in done.stderr.decode()
        assert (store.stat().st_ino, store.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert answer(f"{address}/health") == b'{"status":"ok"}'


def test_a_host_that_is_not_ours_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(MARSAD), "serve", "--host", "203.0.113.7"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "cannot listen on 203.0.113.7" in done.stderr.decode()


@pytest.mark.parametrize("words", [("serve",), ("demo", "--no-browser", "--no-samples")])
def test_a_port_that_is_taken_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [str(MARSAD), *words, "--port", port], check=False, cwd=tmp_path, capture_output=True, timeout=PATIENCE
        )
    assert done.returncode == 2
    assert f"port {port}" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
