"""The registry of report formats, and how a report's file is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from dashboard.exports.csv import write_csv, write_csv_excel
from dashboard.exports.events import event_rows
from dashboard.selection import CODES, Selection
from dashboard.warehouse import Warehouse

DEFAULT_LANGUAGE = "ar"
LONGEST_NAME = 150
_NOT_SAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the report.

    Attributes:
        suffix: of its files, with the dot.
        media_type: for the web.
        write: the rows of `event_rows` -> the file's bytes.
    """

    suffix: str
    media_type: str
    write: Callable[[pa.Table], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv", "text/csv; charset=utf-8", write_csv),
    "csv-excel": Format(".csv", "text/csv; charset=utf-8", write_csv_excel),
}


def write_export(format_name: str, warehouse: Warehouse, selection: Selection, lang: str = DEFAULT_LANGUAGE) -> bytes:
    """The report of a selection as a file.

    Args:
        format_name: one of `FORMATS`.
        lang: the language of the names in it.

    Raises:
        ValueError: an unknown format.
    """
    return _format(format_name).write(event_rows(warehouse, selection, lang))


def export_name(format_name: str, selection: Selection, today: date, lang: str = DEFAULT_LANGUAGE) -> str:
    """The name of a report's file: what was chosen, the period, the day it was made, the language if not Arabic.

    Args:
        format_name: one of `FORMATS`.

    Returns:
        A name of ASCII letters, digits, "-", "_" and ".", of `LONGEST_NAME` characters at most, such as
        "marsad_partner-unodc_2024-01-01_2024-12-31_2026-11-24.csv". What does not fit or is not ASCII is left out.

    Raises:
        ValueError: an unknown format.
    """
    suffix = _format(format_name).suffix
    end = [today.isoformat()] + ([_safe(lang)] if lang != DEFAULT_LANGUAGE else [])
    room = LONGEST_NAME - len("_".join(["marsad", *_period_parts(selection), *end])) - len(suffix)
    parts = ["marsad"]
    for part in _filter_parts(selection):
        if len(part) + 1 <= room:
            parts.append(part)
            room -= len(part) + 1
    return "_".join([*parts, *_period_parts(selection), *end]) + suffix


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise ValueError(f"unknown format {name!r}: there are {', '.join(FORMATS)}")
    return FORMATS[name]


def _filter_parts(selection: Selection) -> list[str]:
    names = [name for name in (*CODES, "dated", "q") if selection.values_of(name)]
    return ["-".join(filter(None, [name, *map(_safe, selection.values_of(name))])) for name in names]


def _period_parts(selection: Selection) -> list[str]:
    start, end = selection.start, selection.end
    if start and end:
        return [start.isoformat(), end.isoformat()]
    return [f"{name}-{day.isoformat()}" for name, day in (("from", start), ("to", end)) if day]


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _NOT_SAFE.sub("-", plain).strip("-")
