"""Readers: files in, releases out. One module a format, one entry a suffix."""

from etl.readers.plain import read_day
from etl.readers.registry import READERS, read_releases
from etl.readers.source import Source, find_sources, open_source

__all__ = ["READERS", "Source", "find_sources", "open_source", "read_day", "read_releases"]
