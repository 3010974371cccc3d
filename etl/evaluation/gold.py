"""Releases with their answers: a folder with `releases.jsonl` and `gold.jsonl`, each line checked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from etl.event import BOUNDS, PRECISIONS, SEXES, STATES
from etl.release import SourceError
from etl.settings import SettingError
from etl.vocabulary import read_registry

RELEASES, ANSWERS = "releases.jsonl", "gold.jsonl"
NAMES = ("organisers", "partners", "funders", "hosts", "parties")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldRelease:
    """A release with answers: its text, the title first, and the day on which it appeared, where that is known."""

    release_id: str
    text: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a careful person reads of one activity of a release.

    Attributes:
        release_id: the release.
        is_event: false where the release tells of no activity; then nothing else is set.
        main: false for a sister activity told in passing.
        values: key of the format -> its answer, days as dates, names as a tuple; keys that the line does not have are
            not in it and not scored.
        accept: key -> further readings that are right (of names: neither asked for nor wrong).
    """

    release_id: str
    is_event: bool
    main: bool
    values: Mapping[str, Any]
    accept: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Gold:
    """The releases that can be scored, the answers of each, and the lines that cannot be used."""

    releases: tuple[GoldRelease, ...]
    answers: Mapping[str, tuple[Answer, ...]]
    failed: tuple[SourceError, ...]


def read_gold(folder: Path) -> Gold:
    """Read releases and answers; a release with a line that cannot be used is left out, and the line is named.

    Args:
        folder: holds `releases.jsonl` and `gold.jsonl`, one JSON object a line.

    Returns:
        What can be scored, releases in the order of the file.

    Raises:
        SettingError: it is no folder, or lacks one of the two files.
    """
    if not folder.is_dir():
        raise SettingError(f"{folder}: {'is no folder' if folder.exists() else 'no such folder'}")
    for name in (RELEASES, ANSWERS):
        if not (folder / name).is_file():
            raise SettingError(f"{folder}: there is no {name} in it")
    failed: list[SourceError] = []
    releases: dict[str, GoldRelease] = {}
    for release in _read_each(folder / RELEASES, _release, failed):
        if isinstance(release, str):
            continue
        if release.release_id in releases:
            failed.append(SourceError(str(folder / RELEASES), f"the release {release.release_id!r} stands twice"))
        releases.setdefault(release.release_id, release)
    answers: dict[str, list[Answer]] = defaultdict(list)
    spoilt: set[str] = set()
    for answer in _read_each(folder / ANSWERS, _answer, failed):
        if isinstance(answer, str):
            spoilt.add(answer)
        else:
            answers[answer.release_id].append(answer)
    failed += _unmatched(folder, releases, answers, spoilt)
    usable = {key: tuple(found) for key, found in answers.items() if key in releases and key not in spoilt}
    usable = {key: found for key, found in usable.items() if _is_consistent(found)}
    kept = tuple(release for key, release in releases.items() if key in usable)
    return Gold(kept, {release.release_id: usable[release.release_id] for release in kept}, tuple(failed))


def _unmatched(
    folder: Path, releases: Mapping[str, GoldRelease], answers: Mapping[str, list[Answer]], spoilt: set[str]
) -> Iterator[SourceError]:
    """Releases without an answer, answers without a release, and answers that contradict each other."""
    path = str(folder / ANSWERS)
    for key in releases:
        if key not in answers and key not in spoilt:
            yield SourceError(path, f"no line for the release {key!r}; one without an activity needs is_event: false")
    for key, found in answers.items():
        if key not in releases:
            yield SourceError(path, f"the release {key!r} is not in {RELEASES}, or cannot be used")
        elif not _is_consistent(found):
            yield SourceError(path, f"the release {key!r} has an activity and none (is_event)")


def _is_consistent(answers: tuple[Answer, ...] | list[Answer]) -> bool:
    return all(answer.is_event for answer in answers) or len(answers) == 1


def _read_each(path: Path, read: Callable[[dict[str, Any]], T], failed: list[SourceError]) -> Iterator[T | str]:
    """What each line gives; of a line that cannot be used its release's id, where it has one."""
    for number, raw in enumerate(path.read_bytes().split(b"\n"), 1):
        if not raw.strip():
            continue
        line: Any = None
        try:
            line = json.loads(raw.decode("utf-8-sig"))
            yield read(_object(line))
        except (ValueError, RecursionError) as error:
            failed.append(SourceError(f"{path}:{number}", _reason(error)))
            if isinstance(line, dict) and isinstance(line.get("release_id"), str):
                yield line["release_id"]


def _object(line: Any) -> dict[str, Any]:
    if isinstance(line, dict):
        return line
    raise ValueError("is no JSON object")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON: {error.msg} at character {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return "is no UTF-8"
    return str(error) or "nested too deeply"


def _release(line: dict[str, Any]) -> GoldRelease:
    published = _optional(_day)(line.get("published"))
    return GoldRelease(_field(line, "release_id", _text), _field(line, "text", _text), published)


def _answer(line: dict[str, Any]) -> Answer:
    release_id = _field(line, "release_id", _text)
    is_event = _field(line, "is_event", _flag) if "is_event" in line else True
    if not is_event:
        return Answer(release_id, is_event=False, main=True, values={}, accept={})
    values = {key: _field(line, key, read) for key, read in _KEYS.items() if key in line}
    start, end = values.get("event_start"), values.get("event_end")
    if start and end and end < start:
        raise ValueError("event_end is before event_start")
    accept = {key: tuple(readings) for key, readings in _field(line, "accept", _accepted).items()}
    main = values.pop("role", "main") == "main"
    return Answer(release_id, is_event=True, main=main, values=values, accept=accept)


def _field(line: Mapping[str, Any], key: str, read: Callable[[Any], Any]) -> Any:
    """The value of a key, checked; the error names the key."""
    try:
        return read(line.get(key))
    except ValueError as error:
        raise ValueError(f"{key} {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("is missing" if value is None else f"is no text: {value!r}")
    return value


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise ValueError(f"is neither true nor false: {value!r}")


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"is no count: {value!r}")
    return value


def _day(value: Any) -> date:
    try:
        return datetime.fromisoformat(value).date()
    except (TypeError, ValueError) as error:
        raise ValueError(f"is no day in ISO 8601: {value!r}") from error


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValueError(f"is no list of names: {value!r}")
    return tuple(value)


def _accepted(value: Any) -> dict[str, list[Any]]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(readings, list) for readings in value.values()):
        raise ValueError(f"is no object of lists: {value!r}")
    return value


def _one_of(codes: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in codes:
            raise ValueError(f"is {value!r}; it may be {', '.join(codes)}")
        return str(value)

    return read


def _event_type(value: Any) -> str:
    return _one_of(tuple(read_registry("event_types")))(value)


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


# Key of an answer -> how it is checked. Other keys are notes for people.
_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "role": _one_of(("main", "secondary")),
    "event_start": _optional(_day),
    "event_end": _optional(_day),
    "date_scored": _flag,
    "date_precision": _optional(_one_of(PRECISIONS)),
    "date_expression": _optional(_text),
    "event_type": _optional(_event_type),
    "participants_total": _optional(_number),
    "participants_bound": _optional(_one_of(BOUNDS)),
    "city": _optional(_text),
    "announced": _flag,
    "state": _optional(_one_of(STATES)),
    **dict.fromkeys(NAMES, _names),
    **dict.fromkeys(SEXES, _optional(_number)),
}
