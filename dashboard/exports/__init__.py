"""Reports from the tidy tables: a registry of formats, one function and one entry each."""

from dashboard.exports.events import EVENT_COLUMNS, LIST_COLUMNS, event_rows
from dashboard.exports.formats import FORMATS, Format, export_name, write_export

__all__ = ["EVENT_COLUMNS", "FORMATS", "LIST_COLUMNS", "Format", "event_rows", "export_name", "write_export"]
