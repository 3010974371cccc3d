"""The web application around the pages: addresses, first paint, errors in a sentence, the port, the configuration."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from streamlit import config

from dashboard import serving, web
from dashboard.i18n import LANGUAGES, read_words
from dashboard.listener import PortTakenError, listen

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a name to print, not bound


def _answer(endpoint: Callable[[Request], Awaitable[Response]], path: str = "/", lang: str = "") -> str:
    """What a route answers."""
    query = urlencode({"lang": lang}).encode()
    request = Request({"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []})
    return bytes(asyncio.run(endpoint(request)).body).decode()


def test_health_answers() -> None:
    assert json.loads(_answer(web.health)) == {"status": "ok"}


@pytest.mark.parametrize("path", web.PATHS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_paint_has_language_and_direction(path: str, lang: str) -> None:
    words = read_words(lang)
    page = _answer(web.index, path, lang)
    assert f'<html lang="{lang}" dir="{words.direction}">' in page
    assert f"<title>{words('brand.name')}</title>" in page


@pytest.mark.parametrize("lang", ["", "de", '"><script>'])
def test_an_unknown_language_is_arabic(lang: str) -> None:
    page = _answer(web.index, lang=lang)
    assert '<html lang="ar" dir="rtl">' in page
    assert '"><script>"' not in page


def test_an_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    said: list[str] = []
    monkeypatch.setattr(st, "error", lambda text, **_: said.append(text))
    assert web.tell_error(ValueError("secret path of a file")) is True
    assert read_words("ar")("error.body") in said[0]
    assert "secret" not in said[0]
    assert "secret path" in caplog.text


def test_a_taken_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} of 127.0.0.1 is in use"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), (EVERYWHERE, "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("office", "office")],
)
def test_the_printed_address_can_be_opened(host: str, shown: str) -> None:
    assert serving._named(host) == shown


def test_only_this_machine_is_let_in_by_default() -> None:
    assert serving._options("127.0.0.1", 1)["server.allowedHosts"] == ["localhost", "127.0.0.1", "::1"]
    assert "server.allowedHosts" not in serving._options(EVERYWHERE, 1)


def test_the_configuration_holds_in_any_folder(tmp_path: Path) -> None:
    code = (
        "from dashboard import web\n"
        "from streamlit import config\n"
        "config.get_config_options(force_reparse=True)\n"
        "names = 'client.showErrorDetails client.showErrorLinks browser.gatherUsageStats server.enableStaticServing'\n"
        "print([config.get_option(name) for name in names.split()], config.get_option('theme.font'))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert answer.stdout.strip() == "['none', 'false', False, True] Plex Arabic, sans-serif"


def test_every_font_of_the_configuration_is_shipped() -> None:
    config.get_config_options(force_reparse=True)
    faces = config.get_option("theme.fontFaces")
    folder = Path(web.__file__).parent
    assert len(faces) == 8
    for face in faces:
        assert (folder / face["url"].removeprefix("app/")).is_file()
    assert "SIL Open Font License" in (folder / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
