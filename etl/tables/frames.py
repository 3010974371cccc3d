"""Tidy pandas tables with their dtypes, and the schemas that check them.

Dtypes: text is `string`, integers `Int64`, numbers `Float64`, flags `boolean` (all nullable); days and moments are
`datetime64[s]` (a day at midnight; a moment in UTC), so that null stays null and years before 1677 fit.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa

from etl.event import Event
from etl.release import Release
from etl.tables.columns import TABLES, Column, Kind
from etl.tables.rows import Row, event_rows, institution_rows, release_row

DTYPES: Mapping[Kind, Any] = {
    "text": "string",
    "day": "datetime64[s]",
    "moment": "datetime64[s]",
    "integer": "Int64",
    "count": "Int64",
    "number": "Float64",
    "share": "Float64",
    "flag": "boolean",
}


@functools.cache
def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a tidy table.

    Args:
        name: a key of `TABLES`.

    Returns:
        Columns in order, no others; dtypes, null, codes, ranges and the key are checked.
    """
    table = TABLES[name]
    return pa.DataFrameSchema(
        {column.name: _schema_column(column) for column in table.columns},
        name=name,
        description=table.description,
        unique=list(table.key) or None,
        strict=True,
        ordered=True,
    )


def to_frame(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a tidy table with its dtypes; not checked.

    Args:
        name: a key of `TABLES`.
        rows: column name to value; further keys are left out.

    Returns:
        A table with every column, also where there are no rows.
    """
    return from_columns(name, {column.name: [row[column.name] for row in rows] for column in TABLES[name].columns})


def from_columns(name: str, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Columns of plain values as a tidy table with its dtypes; not checked."""
    table = TABLES[name]
    return pd.DataFrame({column.name: _series(columns[column.name], column.kind) for column in table.columns})


def empty_tables() -> dict[str, pd.DataFrame]:
    """Every tidy table without a row."""
    return {name: to_frame(name, []) for name in TABLES}


def check_tables(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check tidy tables against their schemas.

    Raises:
        pandera.errors.SchemaErrors: with every failure of the first table that has one.
    """
    for name, frame in tables.items():
        schema(name).validate(frame, lazy=True)


def to_tables(releases: Iterable[Release], events: Iterable[Event]) -> dict[str, pd.DataFrame]:
    """Releases and events as tidy tables, checked.

    Args:
        releases: the releases that were read.
        events: their events, ids set.

    Returns:
        Every tidy table of `TABLES`; those that only a store fills are empty.

    Raises:
        pandera.errors.SchemaErrors: a value breaks the schema: a defect in the reading.
    """
    told = list(events)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    rows["releases"] = [release_row(release) for release in releases]
    rows["institutions"] = institution_rows(told)
    for event in told:
        for name, more in event_rows(event).items():
            rows[name].extend(more)
    tables = {name: to_frame(name, rows[name]) for name in TABLES}
    check_tables(tables)
    return tables


def _schema_column(column: Column) -> pa.Column:
    checks = []
    if column.codes:
        checks.append(pa.Check.isin(column.codes))
    if column.kind == "count":
        checks.append(pa.Check.ge(0))
    if column.kind == "share":
        checks.append(pa.Check.in_range(0, 1))
    return pa.Column(DTYPES[column.kind], checks=checks, nullable=not column.required, description=column.description)


def _series(values: Sequence[Any], kind: Kind) -> pd.Series[Any]:
    series: pd.Series[Any] = pd.Series(list(values), dtype=DTYPES[kind])
    return series
