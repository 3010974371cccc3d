"""The way to the database: one that is created, opened and refused in clear words."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from etl.store.schema import VERSION, meta, metadata

_WAIT_MS = 30_000  # for another writer to finish
_CREATING = 0x4D617273  # the lock of who creates the tables, on PostgreSQL


class StoreError(Exception):
    """The store cannot be opened, read or written; says which store and why."""


def open_engine(url: str) -> sa.Engine:
    """An engine on a store, its tables created where there are none.

    Args:
        url: SQLAlchemy URL; the folder of a SQLite file is created.

    Returns:
        The engine. SQLite: WAL, foreign keys on, transactions that begin where we say.

    Raises:
        StoreError: the URL is wrong, a driver is missing, the database cannot be opened or written, it is no store of
            Marsad, or a newer Marsad made it.
    """
    address = _parse(url)
    shown = shown_url(address)
    with store_errors(shown):
        if address.get_backend_name() == "sqlite":
            engine = _sqlite(address)
        else:
            engine = sa.create_engine(address, pool_pre_ping=True)
        try:
            _prepare(engine, shown)
        except BaseException:
            engine.dispose()
            raise
    return engine


def shown_url(url: sa.URL) -> str:
    """A store's URL for people: a SQLite file by its path, a server without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


@contextmanager
def store_errors(shown: str) -> Iterator[None]:
    """Errors of the database as `StoreError`, in one line.

    Args:
        shown: the store, for people.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError(f"{shown}: the driver {error.name} is not installed (marsad[postgresql] brings it)") from error
    except DBAPIError as error:
        raise StoreError(f"{shown}: {_line(error.orig)}") from error
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(f"{shown}: {_line(error)}") from error


def _parse(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            "MARSAD_DATABASE is no SQLAlchemy URL, such as sqlite:///data/local/marsad.db"
            " or postgresql://user:password@host/marsad"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(f"the driver {error.name} of MARSAD_DATABASE is not installed") from error
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    return address


def _sqlite(address: sa.URL) -> sa.Engine:
    if address.database and address.database != ":memory:":
        folder = Path(address.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error
    engine = sa.create_engine(address)

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # or sqlite3 begins late, and a read of several tables is no snapshot
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection whose reads all see the same whole batches."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that writes one transaction, one writer at a time; rolled back on any error."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.select(meta.c.value).where(meta.c.name == "revision").with_for_update())
        yield connection


def _prepare(engine: sa.Engine, shown: str) -> None:
    """Create the tables where there are none; refuse a schema of another version."""
    with engine.connect() as connection, connection.begin():
        names = sa.inspect(connection).get_table_names()
        version = _version(connection) if meta.name in names else None
    if version is None:
        if names:
            raise StoreError(f"{shown}: holds other tables and is no store of Marsad")
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if engine.dialect.name == "postgresql":  # its DDL does not wait for that of others
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATING)))
            if not sa.inspect(connection).has_table(meta.name):  # another process may have been first
                metadata.create_all(connection)
                rows = {"schema": str(VERSION), "store": secrets.token_hex(4), "revision": "0"}
                connection.execute(sa.insert(meta), [{"name": name, "value": value} for name, value in rows.items()])
    elif version != VERSION:
        age = "a newer" if version > VERSION else "an older"
        raise StoreError(f"{shown}: made by {age} Marsad (schema {version}, this one has {VERSION})")


def _version(connection: sa.Connection) -> int:
    value = connection.execute(sa.select(meta.c.value).where(meta.c.name == "schema")).scalar()
    return int(value or 0)


def _line(error: BaseException | None) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return " ".join(str(error).split())
