"""Plain text and Markdown: optional front matter, then the release, its first line the title."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from etl.readers.encoding import NoTextError, decode
from etl.readers.front_matter import read_stated, split_front_matter
from etl.readers.source import Source
from etl.release import Release, SourceError, Stated, make_release, title_of


def read_plain(source: Source, data: bytes, given: Stated) -> Iterator[Release]:
    """The one release of a text file.

    Args:
        source: where the bytes come from.
        data: the file's bytes.
        given: what the person who reads it in says of it.

    Yields:
        The release.

    Raises:
        SourceError: the bytes are no text, there is no text after the front matter, or a key there cannot be read.
    """
    try:
        text, encoding = decode(data)
        keys, body = split_front_matter(text)
        stated = read_stated(keys, read_day)
    except (NoTextError, ValueError) as error:
        raise SourceError(source.path, str(error)) from error
    if not title_of(body):
        raise SourceError(source.path, "no text after the front matter" if keys else "nothing but white space")
    if stated.title and stated.title != title_of(body):
        body = f"{stated.title}\n{body}"
    yield make_release(source.name, body, stated, given, encoding)


def read_day(text: str, lang: str | None) -> date:
    """A day in free form; days in ISO 8601 take the short way.

    Raises:
        ValueError: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        from etl.entered import read_entered_date  # noqa: PLC0415 - dateparser takes a while to load

        return read_entered_date(text, lang)
