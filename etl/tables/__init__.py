"""The tidy tables: declared once in `columns`, filled by `rows`, as checked pandas tables in `frames`."""

from etl.tables.columns import TABLES, Column, Table
from etl.tables.frames import check_tables, empty_tables, from_columns, schema, to_frame, to_tables
from etl.tables.rows import event_rows, institution_rows, release_row

__all__ = [
    "TABLES",
    "Column",
    "Table",
    "check_tables",
    "empty_tables",
    "event_rows",
    "from_columns",
    "institution_rows",
    "release_row",
    "schema",
    "to_frame",
    "to_tables",
]
