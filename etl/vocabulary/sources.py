"""Where the vocabulary lies: beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

import csv
import functools
import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("ar", "fr", "en")


@functools.cache
def data_folder() -> Path:
    """The folder that holds `languages/`, `registry/` and `samples/`.

    Raises:
        FileNotFoundError: neither the package nor the checkout holds the vocabulary.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data", package.parent / "data"):
        if (folder / "languages").is_dir():
            return folder
    raise FileNotFoundError("Marsad's vocabulary (data/languages) is neither in the package nor beside it")


@functools.cache
def seeds_folder() -> Path:
    """The folder of the seed releases: inside the package in a wheel, at the top of a checkout."""
    inside = data_folder() / "seeds"
    return inside if inside.is_dir() else data_folder().parent / "seeds"


@functools.cache
def read_language(lang: str) -> dict[str, dict[str, Any]]:
    """All word files of a language.

    Args:
        lang: one of `LANGUAGES`.

    Returns:
        File stem (the domain) -> the content of the TOML file.
    """
    folder = data_folder() / "languages" / lang
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def read_table(name: str) -> list[dict[str, str]]:
    """A registry table as rows of text, keys its header.

    Args:
        name: the stem of a CSV file in `data/registry/`.

    Returns:
        One dictionary a row; an empty cell is "".

    Raises:
        FileNotFoundError: there is no such table.
    """
    path = data_folder() / "registry" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
