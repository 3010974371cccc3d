"""From bytes to text: the encodings that releases are met in, and what is no text at all."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ARABIC = re.compile("[\u0621-\u0652]")
_BEYOND_ASCII = re.compile("[^\0-\x7f]")
_LATIN = re.compile("[A-Za-z]")
_ACCENTED = re.compile("[\u00c0-\u00ff\u0152\u0153]")
_STRAY_CONTROLS = 0.01  # of the characters; more is no text. Copies from PDF leave a few.
_ACCENT_SHARE = 0.3  # of the Latin letters: French has about 4 in 100, a short line more
_ARABIC_SHARE = 0.7  # of what is not ASCII in an Arabic text; the rest are quotes, commas, names in Latin letters


class NoTextError(ValueError):
    """Bytes that are no text in any encoding known here."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file's bytes, only line feeds ending its lines.

    UTF-8 first, with or without its mark; UTF-16 by its mark; else Windows-1256 where that gives Arabic letters, or
    Windows-1252 where it gives a Latin text with some accents.

    Args:
        data: the bytes.

    Returns:
        The text and the encoding's name ("utf-8", "utf-16", "windows-1256", "windows-1252").

    Raises:
        NoTextError: the bytes are binary, or text in an encoding that is not known here.
    """
    text, encoding = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding known here."""
    try:
        decode(data)
    except NoTextError:
        return True
    return False


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), "utf-16" if encoding == "utf-16" else "utf-8"
    if b"\0" in data:
        raise NoTextError("binary file, not text")
    try:
        return _strict(data, "utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _windows(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        raise NoTextError(f"broken {encoding.upper().removesuffix('-SIG')}") from error
    if "\0" in text or len(_CONTROLS.findall(text)) > len(text) * _STRAY_CONTROLS:
        raise NoTextError("binary file, not text")
    return text


def _windows(data: bytes) -> tuple[str, str]:
    """Windows-1256 keeps the accented small letters of French where Windows-1252 has them, so it goes first."""
    text = data.decode("cp1256")
    if _CONTROLS.search(text):
        raise NoTextError("binary file, not text")
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic > latin and arabic >= _ARABIC_SHARE * len(_BEYOND_ASCII.findall(text)):
        return text, "windows-1256"
    western = data.decode("cp1252", errors="replace")
    if "\ufffd" not in western and 0 < len(_ACCENTED.findall(western)) <= latin * _ACCENT_SHARE:
        return western, "windows-1252"
    raise NoTextError("neither UTF-8 nor another encoding of Arabic, French or English")
