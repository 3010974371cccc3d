"""What opens every page: the words of its language, the register, the banner on samples, and a sentence if it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import state
from dashboard.i18n import Words
from dashboard.listing import has_samples
from dashboard.register import RegisterError, read_register
from dashboard.views.frame import banner, empty
from dashboard.warehouse import Warehouse


@contextmanager
def open_page() -> Iterator[tuple[Words, Warehouse]]:
    """The words and the warehouse of a page; stops with a sentence where the register cannot be read."""
    words = state.words()
    try:
        warehouse = read_register()
    except RegisterError:
        empty(words("error.title"), words("error.store"))
        st.stop()
    if has_samples(warehouse):
        banner(words("sample.banner"), words("sample.badge"))
    yield words, warehouse
