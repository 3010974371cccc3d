"""The warehouse: the tidy tables where metrics are computed, DuckDB in memory by default, through ibis."""

from dashboard.warehouse.columns import COLUMNS, DERIVED
from dashboard.warehouse.load import open_warehouse
from dashboard.warehouse.names import Names
from dashboard.warehouse.warehouse import Choice, Warehouse, table

__all__ = ["COLUMNS", "DERIVED", "Choice", "Names", "Warehouse", "open_warehouse", "table"]
