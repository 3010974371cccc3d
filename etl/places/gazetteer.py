"""What the registry knows of a place, as a recogniser asks it: how its names are written and what they need."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.text import fold
from etl.vocabulary import read_registry
from etl.vocabulary.registry import ARTICLE, names_of
from etl.vocabulary.sources import LANGUAGES, read_language

# How common a name may be as a word (Zipf) before a preposition will not do; Latin names have their capital besides.
VERY_COMMON, VERY_COMMON_LATIN = 4.5, 5.5
KNOWN_TOWN = 150_000  # inhabitants from which a preposition will do all the same
LARGE_TOWN = 100_000  # inhabitants from which a town abroad is read without a preposition
HOME = "MA"
SMALL_TOWN = 10_000  # inhabitants up to which a name alone is rather a person's or a thing's
SHORT = 4  # letters up to which the name of a small town in Arabic is too like other words
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `places.csv`.

    `names` holds each name as a scan finds it (folded, without the Arabic article) -> whether it has the article, and
    what it needs to be read as a place: "" (nothing), "cue" (a preposition or the like) or "noun" (such as "town").
    """

    place_id: str
    kind: str
    region: str | None
    country: str | None
    population: int
    names: Mapping[str, tuple[bool, str]]


@functools.cache
def read_place(place_id: str) -> Place:
    """The place of an id.

    Raises:
        KeyError: the registry has no such place.
    """
    row = read_registry("places")[place_id]
    population = int(row["population"] or 0)
    names: dict[str, tuple[bool, str]] = {}
    for name in names_of(row):
        folded = fold(name)
        needs = _needs(folded, row["kind"], population, row["country"] == HOME)
        names.setdefault(folded.removeprefix(ARTICLE), (folded.startswith(ARTICLE), needs))
    return Place(place_id, row["kind"], row["region"] or None, row["country"] or None, population, names)


def _needs(folded: str, kind: str, population: int, at_home: bool) -> str:
    """What a name needs to be read as a place, by how common it is as a word and how large the place is."""
    word = read_registry("common_place_names").get(folded)
    if kind in ("country", "region"):
        return "cue" if word and word["press"] else ""
    zipf = float(word["zipf"]) if word else 0.0
    small = kind == "city" and not at_home and population < LARGE_TOWN
    very_common = VERY_COMMON_LATIN if folded.isascii() and not small else VERY_COMMON
    if zipf >= very_common and population < KNOWN_TOWN:
        return "noun"
    if zipf or small or kind == "commune":
        return "cue"
    if kind == "city" and 0 < population < SMALL_TOWN:
        return "cue"
    short = not folded.isascii() and len(folded.removeprefix(ARTICLE)) <= SHORT
    return "cue" if short and kind == "city" and population < KNOWN_TOWN else ""


def unlisted_id(name: str) -> str:
    """The id of a town that no row of the registry names: "x-" and a short hash of its folded name.

    Args:
        name: the town's name.

    Returns:
        The same id for the same name whatever its spelling variants, letter case, article and spaces.
    """
    folded = " ".join(_LETTERS.findall(fold(name)))
    return "x-" + hashlib.sha256(folded.removeprefix(ARTICLE).encode()).hexdigest()[:10]


@functools.cache
def venue_ends() -> re.Pattern[str]:
    """One of the words that end a venue's name, with the space before it."""
    words = {fold(word) for lang in LANGUAGES for word in read_language(lang)["language"]["venue_ends"]}
    return re.compile(r"\s(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)")
