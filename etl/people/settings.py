"""Settings of a language that the reading of counts needs, folded once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from etl.text import fold
from etl.vocabulary.sources import read_language


@dataclass(frozen=True, slots=True)
class Settings:
    """How a language puts numbers and people side by side (see `language.toml`)."""

    joiners: frozenset[str]
    joiner_attached: bool
    ranges: frozenset[str]
    between: frozenset[str]
    links: frozenset[str]
    forbidden: frozenset[str]
    gap: int
    head_last: bool
    audience_particles: frozenset[str]
    article: str
    verb_first: bool
    relatives: frozenset[str]
    plural_endings: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    shapes: re.Pattern[str] | None


@functools.cache
def read_settings(lang: str) -> Settings:
    """The settings of a language.

    Args:
        lang: one of `LANGUAGES`.

    Returns:
        The settings, every word folded.
    """
    settings = read_language(lang)["language"]
    links = {word for link in settings["counted_links"] for word in fold(link).split()}
    return Settings(
        joiners=frozenset(map(fold, settings["number_joiners"])),
        joiner_attached=settings["number_joiner_needed"],
        ranges=frozenset(map(fold, settings["range_words"])) | {"-"},
        between=frozenset(map(fold, settings["between_words"])),
        links=frozenset(links),
        forbidden=frozenset(map(fold, settings["function_words"])) - links,
        gap=settings["counted_gap"],
        head_last=settings["head_last"],
        audience_particles=frozenset(map(fold, settings.get("audience_particles", []))),
        article=fold(settings.get("article", "")),
        verb_first=settings["verb_first"],
        relatives=frozenset(map(fold, settings["relatives"])),
        plural_endings=tuple(map(fold, settings["plural_endings"])),
        feminine_endings=tuple(map(fold, settings["feminine_endings"])),
        shapes=re.compile(fold(shapes)) if (shapes := settings.get("people_shapes")) else None,
    )
