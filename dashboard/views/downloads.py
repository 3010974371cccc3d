"""Downloads of what is filtered; computed when they are clicked, not before."""

from __future__ import annotations

import functools
from datetime import date

import streamlit as st

from dashboard.exports import FORMATS, export_name, write_export
from dashboard.i18n import Words
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

FORMAT = "csv-excel"


def download_button(words: Words, warehouse: Warehouse, chosen: Selection, key: str) -> None:
    """A button that downloads the chosen events for a spreadsheet."""
    st.download_button(
        words("download.csv"),
        data=functools.partial(write_export, FORMAT, warehouse, chosen, words.lang),
        file_name=export_name(FORMAT, chosen, date.today(), words.lang),
        mime=FORMATS[FORMAT].media_type,
        key=f"download-{key}",
        icon=":material/download:",
        help=words("download.help"),
        on_click="ignore",
    )
