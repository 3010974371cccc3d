"""Front matter: what a file states of itself before its text, between two lines of three hyphens.

    ---
    published: 27 يوليوز 2024
    source: وكالة
    url: https://example.org/a
    title: العنوان
    lang: ar
    fictional: true
    ---
    the text

All keys are optional, further keys are left alone. A file that opens otherwise has none and is text from its first
character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from etl.release import Stated, normalise_url
from etl.vocabulary.sources import LANGUAGES

_FENCE = "---"
_KEYS = frozenset(("published", "source", "url", "title", "lang", "fictional"))
_LINE = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)$")
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """A file's front matter and its text.

    Args:
        text: the whole file, lines ended by line feeds.

    Returns:
        Key in lower case -> value without quotes (empty values left out), and the text that follows, without the
        empty lines above it. Without front matter (a text may open with a rule): no keys, and the text as it is.

    Raises:
        ValueError: a block that holds a known key is not closed, or has a line that is no "key: value".
    """
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    block = [line.strip() for line in lines[1:end] if line.strip() and not line.startswith("#")]
    matches = [(line, _LINE.match(line)) for line in (block if end else block[:1])]
    if not any(match and match[1].lower() in _KEYS for _, match in matches):
        return {}, text
    if end is None:
        raise ValueError(f"front matter without a line {_FENCE} at its end")
    keys: dict[str, str] = {}
    for line, match in matches:
        if match is None:
            raise ValueError(f"front matter: “{line}” is no “key: value”")
        keys[match[1].lower()] = _unquote(match[2])
    return {key: value for key, value in keys.items() if value}, "\n".join(lines[end + 1 :]).lstrip("\n")


def read_stated(keys: Mapping[str, str], read_date: Callable[[str, str | None], date]) -> Stated:
    """What front matter states.

    Args:
        keys: key -> value, as `split_front_matter` gives them.
        read_date: from a date in free form, and the file's language where stated, to a day; ValueError if it is none.

    Returns:
        The values, read.

    Raises:
        ValueError: a value is not what its key needs; the message names the key.
    """
    lang = _read(keys, "lang", _read_language)
    return Stated(
        title=keys.get("title"),
        source=keys.get("source"),
        url=_read(keys, "url", normalise_url),
        published=_read(keys, "published", lambda value: read_date(value, lang)),
        lang=lang,
        fictional=bool(_read(keys, "fictional", _read_flag)),
    )


def _read(keys: Mapping[str, str], key: str, reader: Callable[[str], Any]) -> Any:
    if key not in keys:
        return None
    try:
        return reader(keys[key])
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


def _read_language(value: str) -> str:
    if value.lower() not in LANGUAGES:
        raise ValueError(f"“{value}” is none of {', '.join(LANGUAGES)}")
    return value.lower()


def _read_flag(value: str) -> bool:
    if value.lower() not in _YES:
        raise ValueError(f"“{value}” is neither true nor false")
    return _YES[value.lower()]


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
