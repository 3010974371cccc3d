"""One way to read: an ibis expression in, rows out, from any thread."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from dashboard.warehouse.names import Names

# Answers that are kept: several metrics ask for the same aggregate, and so do several people.
MOST_ANSWERS = 256
LARGEST_ANSWER = 20_000  # rows

_NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


class Warehouse:
    """The tidy tables of one state of the store. It does not change: a new state is a new warehouse.

    Safe to share between threads: each query has a cursor of its own. Metrics are ibis expressions over `table`, so
    another engine needs only another backend with the same tables.
    """

    def __init__(self, backend: ibis.BaseBackend) -> None:
        self._backend = backend
        self._compiling = threading.Lock()
        self._keeping = threading.Lock()
        self._answers: OrderedDict[str, pa.Table] = OrderedDict()
        self._tables: dict[str, ir.Table] = {}

    def table(self, name: str) -> ir.Table:
        """A tidy table as an expression; columns as in `COLUMNS` and `DERIVED`."""
        found = self._tables.get(name)
        if found is None:
            with self._compiling:
                found = self._tables[name] = self._backend.table(name)
        return found

    def read_arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression, in Arrow; the same question is answered from memory.

        Args:
            expression: any ibis table of this warehouse.

        Returns:
            The rows, in the expression's own types (sums are 64-bit integers, codes are strings).
        """
        with self._compiling:
            sql = self._backend.compile(expression)
        with self._keeping:
            if sql in self._answers:
                self._answers.move_to_end(sql)
                return self._answers[sql]
        rows = self._run(sql, expression)
        if rows.num_rows <= LARGEST_ANSWER:
            with self._keeping:
                self._answers[sql] = rows
                while len(self._answers) > MOST_ANSWERS:
                    self._answers.popitem(last=False)
        return rows

    def read_rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of a small aggregate as plain values; null is None."""
        rows: list[dict[str, Any]] = self.read_arrow(expression).to_pylist()
        return rows

    def read(self, expression: ir.Table) -> pd.DataFrame:
        """The rows as a table of nullable columns: numbers keep their kind where some are unknown (`pd.NA`)."""
        frame: pd.DataFrame = self.read_arrow(expression).to_pandas(types_mapper=_NULLABLE.get, date_as_object=False)
        return frame

    @functools.cached_property
    def names(self) -> Names:
        """What codes are called in each language."""
        return Names(self.read_rows(self.table("institutions")))

    def _run(self, sql: str, expression: ir.Table) -> pa.Table:
        schema = expression.schema().to_pyarrow()
        if self._backend.name == "duckdb":
            with self._backend.con.cursor() as cursor:
                return cursor.sql(sql).to_arrow_table().cast(schema)
        return self._backend.to_pyarrow(expression).cast(schema)
