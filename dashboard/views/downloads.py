"""Downloads of what is filtered; computed when they are clicked, not before."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.exports import export_events, file_name
from dashboard.i18n import Words
from dashboard.warehouse import Warehouse


def download_button(words: Words, warehouse: Warehouse, key: str) -> None:
    """A button that downloads the chosen events for a spreadsheet."""
    chosen = state.selection()
    st.download_button(
        words("download.csv"),
        data=lambda: export_events(warehouse, chosen, "csv-excel", words.lang),
        file_name=file_name(chosen, "csv-excel"),
        mime="text/csv",
        key=f"download-{key}",
        icon=":material/download:",
        help=words("download.help"),
        on_click="ignore",
    )
