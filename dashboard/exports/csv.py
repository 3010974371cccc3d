"""CSV for programs and for Excel; no cell starts a formula."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel reads Arabic as Latin-1
# A spreadsheet computes a text that starts so, also with the wide forms of the signs; a plain number it only shows.
FORMULA = "^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
NUMBER = r"^[+-]?\d+([.,]\d+)?$"


def write_csv(rows: pa.Table) -> bytes:
    """UTF-8, commas, one header line; null is an empty cell, days are ISO 8601."""
    options = pa.csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    sink = io.BytesIO()
    pa.csv.write_csv(guard(rows), sink, options)
    return sink.getvalue()


def write_csv_excel(rows: pa.Table) -> bytes:
    """As `write_csv`, with the mark by which Excel knows UTF-8."""
    return BYTE_ORDER_MARK + write_csv(rows)


def guard(rows: pa.Table) -> pa.Table:
    """The rows with an apostrophe before each text that a spreadsheet would compute; numbers stay."""
    for place, field in enumerate(rows.schema):
        if not pa.types.is_string(field.type):
            continue
        column = rows.column(place)
        danger = pc.and_(pc.match_substring_regex(column, FORMULA), pc.invert(pc.match_substring_regex(column, NUMBER)))
        guarded = pc.binary_join_element_wise("'", column, "")
        rows = rows.set_column(place, field, pc.if_else(pc.fill_null(danger, False), guarded, column))
    return rows
