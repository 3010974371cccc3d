"""The registry: institutions, places, themes, event types, audiences, occasions; a table each in `data/registry`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from etl.text import fold
from etl.vocabulary.sources import read_language, read_table

# Tables whose names are looked for in texts, and the domain and kind that their names have in a scan.
NAMED = {
    "institutions": ("institutions", "name"),
    "places": ("places", "place"),
    "occasions": ("occasions", "name"),
}
NAME_COLUMNS = ("name_ar", "name_fr", "name_en", "acronym")
ARTICLE: str = read_language("ar")["language"]["article"]  # written onto the word that follows


@functools.cache
def read_registry(name: str) -> Mapping[str, Mapping[str, str]]:
    """A table of the registry by its ids.

    Args:
        name: "institutions", "places", "themes", "event_types", "audiences", "occasions" …

    Returns:
        Id (the table's first column) -> the row, column name to text; an empty cell is "".

    Raises:
        FileNotFoundError: there is no such table.
        ValueError: two rows have the same id.
    """
    rows: dict[str, Mapping[str, str]] = {}
    for row in read_table(name):
        key = next(iter(row.values()))
        if key in rows:
            raise ValueError(f"data/registry/{name}.csv: the id {key!r} stands twice")
        rows[key] = MappingProxyType(row)
    return MappingProxyType(rows)


def registry_names() -> Iterable[tuple[str, str, str, str]]:
    """Names to look for in texts: (domain, kind, id, form).

    An Arabic form comes without its article, which a scan finds as a particle ("لل" in "للمرصد" hides it).
    """
    for table, (domain, kind) in NAMED.items():
        for key, row in read_registry(table).items():
            for form in names_of(row):
                yield domain, kind, key, form.removeprefix(ARTICLE)


def names_of(row: Mapping[str, str]) -> list[str]:
    """All names of a registry row: the three languages, the acronym and the aliases (separated by "|")."""
    names = [row.get(column, "") for column in NAME_COLUMNS]
    names += row.get("aliases", "").split("|")
    unique = {fold(name): name for name in (name.strip() for name in names) if name}
    return list(unique.values())
