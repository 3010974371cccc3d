"""The web application: Streamlit's pages, a health address, and a first paint in the right language and direction."""

from __future__ import annotations

import functools
import logging
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from dashboard.i18n import LANGUAGES, read_words
from dashboard.state import default_language

SCRIPT = Path(__file__).with_name("app.py")
PATHS = ("/", "/events", "/event", "/about")

_log = logging.getLogger(__name__)


def tell_error(error: Exception) -> bool:
    """Say in a sentence that the page failed; the traceback goes to the log and never to the page."""
    _log.error("a page failed", exc_info=error)
    words = read_words(st.session_state.get("lang", default_language()))
    st.error(f"**{words('error.title')}**\n\n{words('error.body')}", icon=":material/error:")
    return True


async def health(_request: Request) -> JSONResponse:
    """Say that the server answers."""
    return JSONResponse({"status": "ok"})


async def index(request: Request) -> HTMLResponse:
    """Streamlit's page with our language, direction and title from its first byte."""
    asked = request.query_params.get("lang", "")
    return HTMLResponse(
        _index(asked if asked in LANGUAGES else default_language()), headers={"Cache-Control": "no-cache"}
    )


@functools.cache
def _index(lang: str) -> str:
    words = read_words(lang)
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{lang}" dir="{words.direction}">')
    return page.replace("<title>Streamlit</title>", f"<title>{words('brand.name')}</title>")


app = st.App(
    SCRIPT,
    routes=[Route("/health", health), *(Route(path, index) for path in PATHS)],
    on_script_error=tell_error,
)
