"""What frames every page: language and direction, style, brand, titles, banners and empty states."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.i18n import LANGUAGES, Words, read_words

HERE = Path(__file__).parent.parent
STYLE = HERE / "theme" / "ui.css"
SCRIPT = (HERE / "theme" / "page.js").read_text(encoding="utf-8")
MARK = HERE / "static" / "favicon.svg"
_MARK_DATA = f"data:image/svg+xml;base64,{base64.b64encode(MARK.read_bytes()).decode('ascii')}"


def dress(words: Words) -> None:
    """Turn the page to the language and its direction, and put the style on."""
    said = {name: words(f"placeholder.{name}") for name in ("day", "month", "year")} | {"skip": words("nav.skip")}
    said |= {"lang": words.lang, "direction": words.direction}
    script = SCRIPT.replace("WORDS", json.dumps(said, ensure_ascii=False), 1)
    st.html(STYLE)
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def brand(words: Words) -> None:
    """The name of the house, above the navigation; the demo says that it is one."""
    below = words("brand.demo" if os.environ.get("MARSAD_DEMO") else "brand.tagline")
    st.html(
        f'<div class="brand"><div class="brand-mark" style="background-image:url({_MARK_DATA})"></div>'
        f'<div><div class="brand-name">{escape(words("brand.name"))}</div>'
        f'<div class="brand-tag">{escape(below)}</div></div></div>'
    )


def choose_language(words: Words) -> None:
    """The switch of language, each by its own name."""
    st.session_state["choice-lang"] = words.lang
    st.segmented_control(
        words("language.label"),
        LANGUAGES,
        format_func=lambda lang: read_words(lang)("language.name"),
        key="choice-lang",
        required=True,
        on_change=state.choose_word,
        args=("lang",),
        label_visibility="collapsed",
        width="stretch",
    )


def title(text: str, below: str = "") -> None:
    """The page's title, with a line below."""
    line = f'<p class="page-sub">{escape(below)}</p>' if below else ""
    st.html(f'<h1 class="page-title" dir="auto">{escape(text)}</h1>{line}')


@contextmanager
def card(key: str, heading: str = "", finding: str = "", *, stretch: bool = False) -> Iterator[None]:
    """A card with a title that says what it shows and a line that says what is to be seen.

    Args:
        stretch: it is as high as the other cards of its row.
    """
    with st.container(key=f"card-{key}", height="stretch" if stretch else "content"):
        if heading:
            below = f'<p class="card-sub">{escape(finding)}</p>' if finding else ""
            st.html(f'<h2 class="card-title">{escape(heading)}</h2>{below}')
        yield


def banner(text: str, badge: str = "", kind: str = "") -> None:
    """A calm line across the page; the kind "warn" is for what a person should know before reading on."""
    mark = f'<span class="badge plain">{escape(badge)}</span>' if badge else ""
    st.html(f'<div class="banner {kind}" role="note">{mark}<span>{escape(text)}</span></div>')


def empty(heading: str, body: str) -> None:
    """What to do where there is nothing to see."""
    with card("empty"):
        st.html(f'<div class="empty" role="status"><b>{escape(heading)}</b>{escape(body)}</div>')
