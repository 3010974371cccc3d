"""One way to read: an ibis expression in, rows out, from any thread."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from dashboard.warehouse.columns import COLUMNS, DERIVED, IBIS_TYPES
from dashboard.warehouse.names import Names

# What is kept: questions in the engine's words, answers, and choices of events with their tables.
MOST_QUESTIONS = 1024
MOST_ANSWERS = 512
LARGEST_ANSWER = 20_000  # rows
MOST_CHOICES = 16
UNLISTED = "x-"  # how the codes of towns begin that the registry does not list

_NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
Value = TypeVar("Value")


@functools.cache
def table(name: str) -> ir.Table:
    """A tidy table as an expression, bound to no warehouse yet; columns as in `COLUMNS` and `DERIVED`."""
    columns = {column: IBIS_TYPES.get(kind, kind) for column, kind in COLUMNS.get(name, {}).items()}
    if name in ("events", "institutions"):
        columns |= dict(DERIVED[name])
    elif name in DERIVED:
        columns = dict(DERIVED[name])
    return ibis.table(columns, name=name)


class Warehouse:
    """The tidy tables of one state of the store. It does not change: a new state is a new warehouse.

    Safe to share between threads: each query has a cursor of its own. Metrics are ibis expressions over `table`, so
    another engine needs only another backend with the same tables.

    Args:
        backend: where the tables are.
        materialise: whether a choice of events is computed once into a temporary table that all its metrics read
            (DuckDB), or stands inside each question (an engine that may not write).
    """

    def __init__(self, backend: ibis.BaseBackend, materialise: bool = True) -> None:
        self._backend = backend
        self._materialise = materialise and backend.name == "duckdb"
        self._compiling = threading.Lock()
        self._questions: _Kept[str] = _Kept(MOST_QUESTIONS)
        self._choices: _Kept[Choice] = _Kept(MOST_CHOICES)
        self._whole = Choice(self, None)

    def choose(self, key: Hashable, build: Callable[[], ir.Table]) -> Choice:
        """The events that a selection chooses, ready for many questions.

        Args:
            key: what the same choice is known by.
            build: the choice as an expression; called only where it is not ready yet.
        """
        return self._choices.get_or_make(key, lambda: Choice(self, build()))

    def read(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression over all tables; see `Choice.read`."""
        return self._whole.read(expression)

    def read_rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of a small expression over all tables as plain values; null is None."""
        return self._whole.read_rows(expression)

    @functools.cached_property
    def names(self) -> Names:
        """What codes are called in each language."""
        said = table("evidence")
        towns = said.filter((said.field == "city") & said.value.startswith(UNLISTED)).select("value", "text").distinct()
        rows = self.read_rows(towns.order_by("value", "text"))
        return Names(self.read_rows(table("institutions")), [(row["value"], row["text"]) for row in rows])

    def compile(self, expression: ir.Table) -> str:
        """The expression in the engine's words; the same expression is put into words once."""
        with self._compiling:
            return self._questions.get_or_make(expression.op(), lambda: str(self._backend.compile(expression)))

    def cursor(self) -> Any:
        """A connection of its own to the same tables (DuckDB)."""
        return self._backend.con.cursor()

    def run(self, sql: str, cursor: Any | None) -> pa.Table:
        """The rows of a query; the cursor must be the caller's alone."""
        if cursor is not None:
            return cursor.sql(sql).to_arrow_table()
        if self._backend.name == "duckdb":
            with self.cursor() as own:
                return own.sql(sql).to_arrow_table()
        return self._backend.sql(sql).to_pyarrow()

    @property
    def materialises(self) -> bool:
        """Whether a choice of events has a table of its own."""
        return self._materialise


class Choice:
    """Events of a warehouse that a selection chooses, as the table `chosen`, and the answers about them.

    Args:
        warehouse: where the events are.
        expression: the choice; None is no table `chosen`, only the tidy tables.
    """

    def __init__(self, warehouse: Warehouse, expression: ir.Table | None) -> None:
        self._warehouse = warehouse
        self._expression = expression
        self._asking = threading.Lock()
        self._answers: _Kept[pa.Table] = _Kept(MOST_ANSWERS)
        self._cursor: Any | None = None
        if expression is not None and warehouse.materialises:
            self._cursor = warehouse.cursor()
            self._cursor.execute(f"create temp table chosen as {warehouse.compile(expression)}")

    def read_arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression, in Arrow; the same question is answered from memory.

        Args:
            expression: an ibis table over `table(...)` and the unbound table `chosen`.

        Returns:
            The rows, in the expression's own types (sums are 64-bit integers, codes are strings).
        """
        sql = self._warehouse.compile(self._inlined(expression))
        found = self._answers.get(sql)
        if found is not None:
            return found
        if self._cursor is None:
            rows = self._warehouse.run(sql, None)
        else:
            with self._asking:
                rows = self._warehouse.run(sql, self._cursor)
        rows = rows.cast(expression.schema().to_pyarrow())
        if rows.num_rows <= LARGEST_ANSWER:
            self._answers.put(sql, rows)
        return rows

    def read_rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of a small aggregate as plain values; null is None."""
        rows: list[dict[str, Any]] = self.read_arrow(expression).to_pylist()
        return rows

    def read(self, expression: ir.Table) -> pd.DataFrame:
        """The rows as a table of nullable columns: numbers keep their kind where some are unknown (`pd.NA`)."""
        rows = self.read_arrow(expression)
        frame: pd.DataFrame = rows.to_pandas(types_mapper=_NULLABLE.get, date_as_object=False)
        return frame

    def _inlined(self, expression: ir.Table) -> ir.Table:
        """The expression with the choice in the place of `chosen`, where it has no table of its own."""
        if self._cursor is not None or self._expression is None:
            return expression
        chosen = ibis.table(self._expression.schema(), name="chosen")
        return expression.op().replace({chosen.op(): self._expression.op()}).to_expr()


class _Kept(Generic[Value]):
    """The latest values by key, a bounded number of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> Value:
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def get_or_make(self, key: Hashable, make: Callable[[], Value]) -> Value:
        found = self.get(key)
        return found if found is not None else self.put(key, make())

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
