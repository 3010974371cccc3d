"""Settings of the environment, read once at the edge and handed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.vocabulary.sources import LANGUAGES

LOCAL = Path("data", "local")  # under the working folder: the store of who runs Marsad there
MEGABYTE = 1_000_000


class SettingError(Exception):
    """A setting or an option that cannot be used: which one, and what it may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        database: SQLAlchemy URL of the store (`MARSAD_DATABASE`); SQLite under `data/local/` unless set.
        lang: language of the interface and of exports (`MARSAD_LANG`).
        max_bytes: a larger file is not read (`MARSAD_MAX_BYTES`).
        debug: show where an unexpected error arose (`MARSAD_DEBUG`).
        reader: name of a plugged-in reader that reads instead of Marsad's own (`MARSAD_READER`).
    """

    database: str
    lang: str = "ar"
    max_bytes: int = 10 * MEGABYTE
    debug: bool = False
    reader: str | None = None


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; an empty variable counts as unset.

    Args:
        environ: variable name -> value; the process's own unless given.

    Returns:
        The settings.

    Raises:
        SettingError: a variable has a value that it cannot have.
    """
    given = {name: value for name, value in (os.environ if environ is None else environ).items() if value.strip()}
    return Settings(
        database=given.get("MARSAD_DATABASE", default_database()),
        lang=_language(given.get("MARSAD_LANG", LANGUAGES[0])),
        max_bytes=_bytes(given.get("MARSAD_MAX_BYTES", str(10 * MEGABYTE))),
        debug=given.get("MARSAD_DEBUG", "0") not in ("0", "false", "no"),
        reader=given.get("MARSAD_READER"),
    )


def default_database(name: str = "marsad.db") -> str:
    """URL of a SQLite file under `data/local/` of the working folder."""
    return f"sqlite:///{(Path.cwd() / LOCAL / name).as_posix()}"


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise SettingError(f"MARSAD_LANG is {code!r}; it may be {', '.join(LANGUAGES)}")
    return code


def _bytes(number: str) -> int:
    if not number.isascii() or not number.isdigit() or int(number) == 0:
        raise SettingError(f"MARSAD_MAX_BYTES is {number!r}; it is a number of bytes, such as {10 * MEGABYTE}")
    return int(number)
