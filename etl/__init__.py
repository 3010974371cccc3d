"""Marsad reads press releases in Arabic, French and English into events; every value keeps the words it came from."""

from etl.extract import extract

__all__ = ["extract"]
