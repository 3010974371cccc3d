"""A release: one source document, what is known about it before its text is read, and how it is known again."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit

STANDARD_INPUT = "-"


class SourceError(Exception):
    """An input that cannot be read: which one, and why, in words for a person."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Release:
    """A press release as its reader gives it.

    Attributes:
        release_id: its key; a later version has `-2`, `-3` … at its end.
        body: the text, its lines ended by line feeds alone, the title first; offsets count its characters.
        title: the body's first line that is not empty.
        content_hash: of the body and of what the file itself states; equal hashes are the same words.
        key: `r-` and a hash of what it is known by: its address, else its source and file name.
        name: the file's name, within the folder that was given.
        source: who published it; None where nobody said.
        url: its address, http or https.
        lang: "ar", "fr" or "en" where stated.
        published: its publication date where stated; `published_basis` says by whom ("metadata": the file itself,
            "given": the person who read it in, "text": a dateline, "inferred").
        fictional: a made-up sample.
        encoding: of the file's bytes, where it was not UTF-8.
        version: 1 for the first; `superseded_by` is the release_id of the version that replaced it.
        ingested_at: when it was first stored, UTC; None without a store.
    """

    release_id: str
    body: str
    title: str
    content_hash: str
    key: str
    name: str
    source: str | None = None
    url: str | None = None
    lang: str | None = None
    published: date | None = None
    published_basis: str | None = None
    fictional: bool = False
    encoding: str | None = None
    version: int = 1
    superseded_by: str | None = None
    ingested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said about a release outside its text: by its file, or by the person who reads it in."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    lang: str | None = None
    fictional: bool = False


def make_release(name: str, body: str, stated: Stated, given: Stated, encoding: str = "utf-8") -> Release:
    """A release from its body and what is said about it; what the file states goes before what a person gives.

    Args:
        name: the file's name, within the folder that was given; `-` for standard input.
        body: the text, its lines ended by line feeds alone; the first one that is not empty is the title.
        stated: what the file itself states.
        given: what the person says for files that state none.
        encoding: of the file's bytes.

    Returns:
        The release, in its first version.
    """
    content_hash = content_hash_of(
        body, stated.source, stated.url, stated.published, stated.lang, "fictional" if stated.fictional else None
    )
    name = printable(name)
    if name == STANDARD_INPUT:  # no file name to know it by, and two texts are not versions of one
        name = f"{STANDARD_INPUT}{content_hash[:12]}"
    source = stated.source or given.source
    key = key_of(stated.url, source, name)
    published = stated.published or given.published
    basis = "metadata" if stated.published else "given"
    return Release(
        release_id=key,
        body=body,
        title=title_of(body),
        content_hash=content_hash,
        key=key,
        name=name,
        source=source,
        url=stated.url,
        lang=stated.lang or given.lang,
        published=published,
        published_basis=basis if published else None,
        fictional=stated.fictional,
        encoding=None if encoding == "utf-8" else encoding,
    )


def printable(path: str) -> str:
    """A path as text that can be stored and printed: bytes that are no UTF-8 in hexadecimal."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def title_of(body: str) -> str:
    """The first line of a body that is not empty, without spaces around it; "" where there is none."""
    return next((line.strip() for line in body.split("\n") if line.strip()), "")


def normalise_url(url: str) -> str:
    """An address in the form that releases are compared by: scheme and host in lower case, no fragment.

    Args:
        url: an address as written.

    Returns:
        The normalised address.

    Raises:
        ValueError: it is no http or https address.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise ValueError(f"“{url.strip()}” is no http or https address")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def key_of(url: str | None, source: str | None, name: str) -> str:
    """What a release is known by: its address, else its source and file name; the same in any store.

    Args:
        url: the normalised address, or None.
        source: who published it, or None.
        name: the file's name; composed and decomposed letters are the same name.

    Returns:
        `r-` and 16 hexadecimal digits; equal for the same release.
    """
    known_by = url or unicodedata.normalize("NFC", f"{source or ''}\t{name}")
    return f"r-{_digest(known_by)[:16]}"


def event_id_of(key: str, number: int) -> str:
    """The id of the n-th event that a release brings into a store, from 1."""
    return f"e-{key.removeprefix('r-')}-{number}"


def content_hash_of(body: str, *stated: object) -> str:
    """A hash of a body and of what its file states about it (None counts as nothing)."""
    return _digest("\x1f".join([*("" if value is None else str(value) for value in stated), body]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
