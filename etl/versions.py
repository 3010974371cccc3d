"""Which Marsad and which vocabulary read: a store says so beside every run."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version

from etl.plug_in import reader_version
from etl.vocabulary.sources import data_folder


def marsad_version() -> str:
    """The installed version of Marsad; "0" where it runs without being installed."""
    try:
        return version("marsad")
    except PackageNotFoundError:
        return "0"


@functools.cache
def vocabulary_version() -> str:
    """A short hash of what reading goes by in `data`: languages, registry and settings; differs whenever one does."""
    digest = hashlib.sha256()
    folder = data_folder()
    for pattern in ("languages/**/*.toml", "registry/*.csv", "*.toml"):
        for path in sorted(folder.glob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def reading_version(reader: str | None = None) -> str:
    """Both, as one text: "0.1.0 vocabulary 0123456789ab"; then the plugged-in reader, where one reads.

    Args:
        reader: the name of its entry point.

    Raises:
        SettingError: there is no such reader.
    """
    plugged = f", {reader_version(reader)}" if reader else ""
    return f"{marsad_version()} vocabulary {vocabulary_version()}{plugged}"
