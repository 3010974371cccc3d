"""The door of the store: open it, read tables from it, write batches into it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import pandas as pd
import sqlalchemy as sa

from etl.release import Release
from etl.settings import read_settings
from etl.store.activities import MARSAD
from etl.store.batch import Counts, Failure, Reading, Run
from etl.store.engine import StoreError, open_engine, reading, shown_url, store_errors, writing
from etl.store.merges import Change, Merge, read_merges, split_event, undo_merge
from etl.store.schema import TIDY, VERSION, failures, meta
from etl.store.writing import Writer
from etl.tables import TABLES, from_columns

_LAST_RUNS = 5


@dataclass(frozen=True, slots=True)
class Status:
    """The store at a glance: where it is, rows a table, the last runs (newest first), inputs that failed."""

    url: str
    schema: int
    rows: dict[str, int]
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]


class Store:
    """An open store. Each method is one transaction; `StoreError` says in one line what the database refuses."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.url = shown_url(engine.url)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the database's connections back."""
        self._engine.dispose()

    def revision(self) -> str:
        """A mark of the content: differs whenever a table has changed; one row is read for it."""
        with store_errors(self.url), reading(self._engine) as connection:
            found = _pairs(connection, sa.select(meta.c.name, meta.c.value))
        return f"{found['store']}-{found['revision']}"

    def read_tables(self) -> dict[str, pd.DataFrame]:
        """All tidy tables as they stand between two batches, in the order of their keys."""
        with store_errors(self.url), reading(self._engine) as connection:
            return {name: _read_table(connection, name) for name in TABLES}

    def read_table(self, name: str) -> pd.DataFrame:
        """One tidy table.

        Args:
            name: a key of `etl.tables.TABLES`.
        """
        with store_errors(self.url), reading(self._engine) as connection:
            return _read_table(connection, name)

    def read_release(self, release_id: str) -> Release | None:
        """A release in one version; None where the store has none of that id."""
        table = TIDY["releases"]
        columns = [table.c[field.name] for field in dataclasses.fields(Release)]
        with store_errors(self.url), reading(self._engine) as connection:
            row = connection.execute(sa.select(*columns).where(table.c.release_id == release_id)).first()
        return None if row is None else Release(**row._mapping)

    def write_batch(self, readings: Sequence[Reading], run: Run, failed: Sequence[Failure] = ()) -> Run:
        """Write a batch: all of it, or nothing.

        A release that was read before changes nothing; other words of a known release are a new version. A run is
        recorded once something changed or an input failed that was not known to.

        Args:
            readings: releases and their events.
            run: the run that they belong to, as the batch before gave it back.
            failed: inputs of the batch that could not be read.

        Returns:
            The run, with the batch counted.

        Raises:
            StoreError: the database refuses; the store is as before.
        """
        with store_errors(self.url), writing(self._engine) as connection:
            known = _known_failures(connection)
            counts = Writer(connection, run.at).write(readings)
            run = dataclasses.replace(run, counts=run.counts + counts + Counts(failed=len(failed)))
            news = [failure for failure in failed if known.get(failure.path) != failure.reason]
            mended = sorted(known.keys() & {reading.path for reading in readings})
            if run.recorded or news or mended or counts.new or counts.changed:
                run = _record(connection, run)
                _write_failures(connection, run, news, mended)
                _bump(connection)
        return run

    def merges(self) -> list[Merge]:
        """Merges of events, the latest first, with what became of them."""
        with store_errors(self.url), reading(self._engine) as connection:
            return read_merges(connection)

    def undo_merge(self, correction_id: str, who: str, why: str) -> str:
        """Take an event out again that a merge made part of another one; the two are not merged again.

        Args:
            correction_id: of the merge.
            who: the person.
            why: the reason.

        Returns:
            The id of the event that is back, with the values of its own release.

        Raises:
            StoreError: there is no such merge, it is undone already, or nobody is named.
        """
        with self._changed_by(who) as connection:
            return undo_merge(connection, correction_id, Change(who, _now(), why), self.url)

    def split_event(self, event_id: str, release_id: str, who: str, why: str) -> str:
        """Take out of an event what one of its releases tells; the two are not merged again.

        Args:
            event_id: the event.
            release_id: one of its releases.
            who: the person.
            why: the reason.

        Returns:
            The id of the event that the release tells of now.

        Raises:
            StoreError: the release does not tell of the event, or alone does, or nobody is named.
        """
        with self._changed_by(who) as connection:
            return split_event(connection, event_id, release_id, Change(who, _now(), why), self.url)

    @contextmanager
    def _changed_by(self, who: str) -> Iterator[sa.Connection]:
        """A transaction in which a person changes something."""
        if not who.strip() or who.strip() == MARSAD:
            raise StoreError(f"{self.url}: a change needs the name of a person")
        with store_errors(self.url), writing(self._engine) as connection:
            yield connection
            _bump(connection)

    def status(self) -> Status:
        """The store at a glance."""
        with store_errors(self.url), reading(self._engine) as connection:
            rows = {
                name: connection.execute(sa.select(sa.func.count()).select_from(TIDY[name])).scalar_one()
                for name in TABLES
            }
            runs = connection.execute(
                sa.select(TIDY["runs"]).order_by(sa.desc("at"), sa.desc("run_id")).limit(_LAST_RUNS)
            )
            return Status(
                self.url,
                VERSION,
                rows,
                tuple(_run(row) for row in runs),
                tuple(Failure(*row) for row in _known_failures(connection).items()),
            )


def open_store(url: str | None = None) -> Store:
    """Open a store, and create it where there is none.

    Args:
        url: SQLAlchemy URL; the setting MARSAD_DATABASE, else SQLite under `data/local/`, unless given.

    Returns:
        The store; close it, or use it in a `with`.

    Raises:
        StoreError: it cannot be opened; says why.
    """
    return Store(open_engine(url or read_settings().database))


def _now() -> datetime:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _read_table(connection: sa.Connection, name: str) -> pd.DataFrame:
    table, declared = TIDY[name], TABLES[name]
    order = [table.c[column] for column in declared.key] or list(table.primary_key)
    rows = connection.execute(sa.select(*(table.c[column] for column in declared.names)).order_by(*order)).all()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(declared.names)
    return from_columns(name, dict(zip(declared.names, columns, strict=True)))


def _known_failures(connection: sa.Connection) -> dict[str, str]:
    return _pairs(connection, sa.select(failures.c.path, failures.c.reason).order_by(failures.c.path))


def _pairs(connection: sa.Connection, chosen: sa.Select[Any]) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(chosen)}


def _record(connection: sa.Connection, run: Run) -> Run:
    table = TIDY["runs"]
    counts = json.dumps(dataclasses.asdict(run.counts))
    if run.recorded:
        connection.execute(sa.update(table).where(table.c.run_id == run.run_id).values(counts=counts))
        return run
    row = {"run_id": run.run_id, "at": run.at, "version": run.version, "counts": counts}
    connection.execute(sa.insert(table), [row])
    return dataclasses.replace(run, recorded=True)


def _write_failures(connection: sa.Connection, run: Run, news: Sequence[Failure], mended: Sequence[str]) -> None:
    rows = {path: {"path": path, "reason": reason, "run_id": run.run_id} for path, reason in news}
    connection.execute(sa.delete(failures).where(failures.c.path.in_([*rows, *mended])))
    if rows:
        connection.execute(sa.insert(failures), list(rows.values()))


def _bump(connection: sa.Connection) -> None:
    number = connection.execute(sa.select(meta.c.value).where(meta.c.name == "revision")).scalar_one()
    connection.execute(sa.update(meta).where(meta.c.name == "revision").values(value=str(int(number) + 1)))


def _run(row: Any) -> Run:
    return Run(row.run_id, row.at, row.version, Counts(**json.loads(row.counts)), recorded=True)
