"""Which reader reads which file: a new format is one module and one entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from etl.readers.encoding import is_binary
from etl.readers.plain import read_plain
from etl.readers.source import Source
from etl.release import Release, SourceError, Stated

# From a file's bytes, and what the person who reads it in says of it, to the releases that it holds.
Reader = Callable[[Source, bytes, Stated], Iterator[Release]]

READERS: Mapping[str, Reader] = {
    "": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_plain,
    ".markdown": read_plain,
}


def read_releases(source: Source, data: bytes, given: Stated) -> Iterator[Release]:
    """Read the releases of a file with the reader of its suffix.

    Args:
        source: where the bytes come from.
        data: the file's bytes.
        given: what the person who reads it in says of it; what the file states goes before.

    Yields:
        Its releases, in order.

    Raises:
        SourceError: the file is empty, is binary, is broken, or there is no reader for it.
    """
    if not data.strip():
        raise SourceError(source.path, "empty file" if not data else "nothing but white space")
    suffix = PurePath(source.name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        kinds = ", ".join(sorted(filter(None, READERS)))
        what = "binary file, and no reader" if is_binary(data) else "no reader"
        raise SourceError(source.path, f"{what} for {suffix} files; there are readers for {kinds}")
    yield from reader(source, data, given)
