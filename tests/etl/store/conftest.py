"""Stores to test on: SQLite always, PostgreSQL where its server program is installed."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.store import Store, open_store

PROGRAMS = [Path(found).parent for name in ("initdb",) if (found := shutil.which(name))]
PROGRAMS += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def server_programs() -> Path | None:
    return next((folder for folder in PROGRAMS if (folder / "initdb").exists()), None)


def run(command: list[str | Path]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a server of our own, on a socket in a folder of its own."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server program is not installed")
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    as_user: list[str | Path] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "nobody")
        as_user = ["setpriv", "--reuid", "nobody", "--clear-groups", "--"]
    data, log = folder / "data", folder / "log"
    run([*as_user, programs / "initdb", "-D", data, "-U", "marsad", "-A", "trust", "-E", "UTF8", "--no-sync"])
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    run([*control, "-l", log, "-o", options, "start"])
    try:
        yield f"postgresql://marsad@/postgres?host={folder}"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a store that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server = request.getfixturevalue("postgresql")
    name = f"test_{secrets.token_hex(6)}"
    engine = sa.create_engine(
        sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with engine.connect() as connection:
        connection.execute(sa.text(f"create database {name}"))
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
