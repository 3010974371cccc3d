"""Where releases come from: the files that paths name, and their bytes, never more than the limit."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from etl.release import STANDARD_INPUT, SourceError
from etl.settings import LOCAL


class Source(NamedTuple):
    """A file to read: its path as a person knows it, and its name within the folder that was given."""

    path: str
    name: str


def find_sources(paths: Iterable[str]) -> Iterator[Source | SourceError]:
    """The files that paths name, folders walked in the order of their names.

    Hidden files and folders are left out, and so is what Marsad itself keeps under `data/local/` of the working folder.

    Args:
        paths: files, folders, or `-` for standard input.

    Yields:
        A source a file, or an error for a path or folder that cannot be read.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield Source(path, path)
        elif Path(path).is_dir():
            yield from _walk(path)
        else:
            yield Source(path, Path(path).name)


def open_source(source: Source, max_bytes: int) -> bytes:
    """The bytes of a source.

    Args:
        source: what to read.
        max_bytes: the most that is read.

    Returns:
        All of its bytes.

    Raises:
        SourceError: it is missing, may not be read, is no file, or is larger than the limit.
    """
    try:
        if source.path == STANDARD_INPUT:
            return _within(sys.stdin.buffer, source, max_bytes)
        _check_kind(source)
        with Path(source.path).open("rb") as file:
            return _within(file, source, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceError(source.path, _reason(error)) from error


def _walk(folder: str) -> Iterator[Source | SourceError]:
    problems: list[SourceError] = []
    top = Path(folder)
    own = LOCAL.resolve()

    def note(error: OSError) -> None:
        problems.append(SourceError(str(error.filename), _reason(error)))

    found = False
    for where, folders, files in os.walk(folder, onerror=note):
        below = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(name for name in below if name != own.name or Path(where, name).resolve() != own)
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(where, name)
            found = True
            yield Source(str(path), path.relative_to(top).as_posix())
    yield from problems
    if not found and not problems:
        yield SourceError(folder, "no file in this folder")


def _check_kind(source: Source) -> None:
    mode = Path(source.path).stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceError(source.path, "is a folder")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise SourceError(source.path, "is no regular file")


def _within(file: BinaryIO, source: Source, max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise SourceError(source.path, f"larger than {max_bytes / 1_000_000:g} MB (the setting MARSAD_MAX_BYTES)")
    return data


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    return getattr(error, "strerror", None) or str(error)
