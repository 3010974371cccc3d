"""What codes are called in a language: institutions from their table, all else from the registry."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from etl.vocabulary.registry import read_registry

LANGUAGES = ("ar", "fr", "en")
# Which table of the registry names the values of a filter.
REGISTERED = {
    "institution": "institutions",
    "theme": "themes",
    "type": "event_types",
    "audience": "audiences",
    "region": "places",
    "city": "places",
    "occasion": "occasions",
}


class Names:
    """Names of institutions, themes, event types, audiences, places and occasions.

    Args:
        institutions: rows of the table `institutions`, the unlinked ones among them.
        towns: code and words of towns that the registry does not list; they are called what a release calls them.
    """

    def __init__(self, institutions: Iterable[Mapping[str, Any]], towns: Iterable[tuple[str, str]] = ()) -> None:
        self._institutions = {row["institution_id"]: row for row in institutions}
        self._towns = {code: {f"name_{LANGUAGES[0]}": words} for code, words in towns}

    def of(self, filter_name: str, code: str, lang: str) -> str:
        """The name of a code of a filter in a language; in another one where it has none, else the code itself."""
        row = self._row(filter_name, code)
        return _name(row, lang) or code

    def acronym(self, institution_id: str) -> str:
        """The acronym of an institution, "" where it has none."""
        return _text(self._institutions.get(institution_id, {}).get("acronym"))

    def knows(self, filter_name: str, code: str) -> bool:
        """Whether there is such a code of a filter: in the register, or in the registry though nothing has it yet.

        Filters whose codes neither names ("state", "language") know every code.
        """
        if filter_name in ("partner", "institution"):
            return code in self._institutions or code in _registered("institution")
        return filter_name not in REGISTERED or bool(self._row(filter_name, code))

    def all(self, filter_name: str, codes: Iterable[str], lang: str) -> dict[str, str]:
        """Code -> name for several codes."""
        return {code: self.of(filter_name, code, lang) for code in codes}

    def _row(self, filter_name: str, code: str) -> Mapping[str, Any]:
        if filter_name in ("partner", "institution"):
            return self._institutions.get(code, {})
        if filter_name == "city" and code in self._towns:
            return self._towns[code]
        return _registered(filter_name).get(code, {})


@functools.cache
def _registered(filter_name: str) -> Mapping[str, Mapping[str, str]]:
    table = REGISTERED.get(filter_name)
    try:
        return read_registry(table) if table else {}
    except FileNotFoundError:
        return {}


def _name(row: Mapping[str, Any], lang: str) -> str:
    for language in (lang, *LANGUAGES):
        if name := _text(row.get(f"name_{language}")):
            return name
    return ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
