"""Loading the tidy tables into DuckDB in memory."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import ibis
import pandas as pd

from dashboard.warehouse.columns import COLUMNS, ENUMERATIONS
from dashboard.warehouse.warehouse import Warehouse
from etl.text import fold

# Nothing in a tidy table may make the engine open a file or fetch an extension.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
ADDED = {"event_key": "integer", "words": "varchar"}
SEARCHED = {"events": ("title", "slogan", "venue"), "institutions": ("name_ar", "name_fr", "name_en", "acronym")}
# The enumeration of roles is in the order of their strength, so that the least is the strongest.
LINKS = """
    create table linked as
        select event_key, institution_id, min(role) as role
        from events join participations using (event_id)
        where role is not null and institution_id is not null
        group by all order by event_key, institution_id;
    drop table participations;
    alter table linked rename to participations;

    create table linked as
        select distinct event_key, theme_id
        from events join event_themes using (event_id)
        where theme_id is not null order by event_key;
    drop table event_themes;
    alter table linked rename to event_themes;

    create table linked as
        select distinct event_key, audience_id
        from events join event_audiences using (event_id)
        where audience_id is not null order by event_key;
    drop table event_audiences;
    alter table linked rename to event_audiences;

    create table event_languages as
        select event_key, lang::varchar as lang from events where lang is not null
        union
        select event_key, releases.lang
        from events join event_releases using (event_id) join releases using (release_id)
        where releases.lang is not null;

    analyze
"""


def open_warehouse(tables: Mapping[str, pd.DataFrame]) -> Warehouse:
    """Load the tidy tables.

    Args:
        tables: table name to its rows, with the columns of `COLUMNS`; a table or a column that is missing is empty,
            columns beyond those are left out.

    Returns:
        A warehouse that does not change any more. An institution stands once an event in it, with its strongest role;
        rows of events that do not exist are left out.

    Raises:
        ValueError: a value does not fit its column's type; the message names the table.
    """
    connection = duckdb.connect(":memory:", config=SETTINGS)
    for name, values in ENUMERATIONS.items():
        connection.execute(f"create type {_quoted(name)} as enum ({_listed(values)})")
    for name, columns in COLUMNS.items():
        frame = tables.get(name, pd.DataFrame())
        try:
            _load_table(connection, name, _with_words(name, frame) if name in SEARCHED else frame, columns)
        except duckdb.Error as error:
            raise ValueError(f"table {name}: {error}") from error
    _link_bridges(connection)
    return Warehouse(ibis.duckdb.from_connection(connection))


def _load_table(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame, columns: Mapping[str, str]
) -> None:
    """Create one table, each column in its declared type."""
    present = [column for column in columns if column in frame.columns]
    derived = [column for column in ADDED if column in frame.columns]
    incoming = present + derived
    if incoming:
        connection.register("incoming", frame[incoming])
    source = " from incoming" if incoming else " where false"
    for column in present:
        if columns[column] == "code":
            _create_codes(connection, f"{name}_{column}", column)
    parts = [_cast(name, column, kind, column in present) for column, kind in columns.items()]
    parts += [_cast(name, column, ADDED[column], True) for column in derived]
    connection.execute(f"create table {_quoted(name)} as select {', '.join(parts)}{source}")
    if incoming:
        connection.unregister("incoming")


def _create_codes(connection: duckdb.DuckDBPyConnection, type_name: str, column: str) -> None:
    """An enumeration of the codes that occur in a column of the incoming table."""
    quoted = _quoted(column)
    # The column's name is one of ours, and quoted.
    values = f"select distinct {quoted}::varchar as code from incoming where {quoted} is not null order by code"  # noqa: S608
    connection.execute(f"create type {_quoted(type_name)} as enum ({values})")


def _cast(table: str, column: str, kind: str, present: bool) -> str:
    if kind == "code":
        type_name = _quoted(f"{table}_{column}") if present else "varchar"
        value = f"{_quoted(column)}::varchar::{type_name}" if present else "null::varchar"
    else:
        type_name = _quoted(kind) if kind in ENUMERATIONS else kind
        value = f"{_quoted(column)}{'::varchar' if kind in ENUMERATIONS else ''}::{type_name}"
        value = value if present else f"null::{type_name}"
    return f"{value} as {_quoted(column)}"


def _with_words(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the folded words that a search looks into; events with their key."""
    texts = [rows[column].fillna("").astype(str) for column in SEARCHED[name] if column in rows.columns]
    words = [fold("\n".join(filter(None, row))) for row in zip(*texts, strict=True)] if texts else []
    rows = rows.assign(words=pd.Series(words or [""] * len(rows), index=rows.index, dtype="object"))
    return rows.assign(event_key=pd.RangeIndex(len(rows)).astype("int32")) if name == "events" else rows


def _link_bridges(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the bridges the events' key and one row for each pair."""
    for statement in filter(None, map(str.strip, LINKS.split(";"))):
        connection.execute(statement)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
