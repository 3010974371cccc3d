"""Opening a store: created where there is none, refused in a sentence where it cannot be one."""

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_samples import event, reading, write

from etl.store import Store, StoreError, open_store
from etl.store.engine import writing
from etl.store.schema import meta


def test_the_default_lies_under_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARSAD_DATABASE", raising=False)
    with open_store() as store:
        assert store.url == str(tmp_path / "data" / "local" / "marsad.db")
    assert (tmp_path / "data" / "local" / "marsad.db").is_file()


def test_the_setting_goes_before_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARSAD_DATABASE", f"sqlite:///{tmp_path / 'own.db'}")
    with open_store() as store:
        assert store.url.endswith("own.db")
    assert not (tmp_path / "data").exists()


def test_sqlite_writes_ahead_and_keeps_foreign_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(f"sqlite:///{path}") as store:
        write(store, reading(event()))
        with store._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is no SQLAlchemy URL"),
        ("mongodb://host/x", "is no SQLAlchemy URL"),
        ("sqlite:///{tmp}/file/below/x.db", "Not a directory"),
        ("sqlite:///{tmp}", "unable to open database file"),
        ("sqlite:///{tmp}/file", "file is not a database"),
        ("postgresql://nobody@/x?host={tmp}", "failed: No such file or directory"),
    ],
)
def test_what_cannot_be_opened_is_said(tmp_path: Path, url: str, words: str) -> None:
    (tmp_path / "file").write_text("no database at all, but some text that is long enough" * 50)
    with pytest.raises(StoreError) as caught:
        open_store(url.format(tmp=tmp_path))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://marsad:s3cret@/x?host={tmp_path}")
    assert "s3cret" not in str(caught.value)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table accounts(a)")
    with pytest.raises(StoreError, match="holds other tables"):
        open_store(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        assert connection.execute("select name from sqlite_master").fetchall() == [("accounts",)]


@pytest.mark.parametrize(("version", "words"), [("99", "a newer Marsad"), ("0", "an older Marsad")])
def test_a_schema_of_another_version_is_refused(store: Store, url: str, version: str, words: str) -> None:
    with writing(store._engine) as connection:
        connection.execute(sa.update(meta).where(meta.c.name == "schema").values(value=version))
    with pytest.raises(StoreError, match=words):
        open_store(url)


def test_many_open_a_new_store_at_once(url: str) -> None:
    errors: list[BaseException] = []
    gate = threading.Barrier(6)

    def enter(number: int) -> None:
        try:
            gate.wait()
            with open_store(url) as store:
                write(store, reading(event(), name=f"{number}.txt"))
        except (StoreError, sa.exc.SQLAlchemyError) as error:
            errors.append(error)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_store(url) as store:
        assert store.status().rows["releases"] == 6


def test_a_reader_sees_whole_batches_while_another_writes(url: str) -> None:
    torn: list[tuple[int, int]] = []
    done = threading.Event()

    def look() -> None:
        with open_store(url) as store:
            while not done.is_set():
                tables = store.read_tables()
                torn.append((len(tables["releases"]), len(tables["event_releases"])))

    with open_store(url) as store:
        thread = threading.Thread(target=look)
        thread.start()
        for number in range(20):
            write(store, *[reading(event(), name=f"{number}-{n}.txt") for n in range(5)])
        done.set()
        thread.join()
    assert torn
    assert all(releases == links and releases % 5 == 0 for releases, links in torn)
