"""The pages of the dashboard. Streamlit runs this file for every visitor and after every click."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.views import about, event, events, frame, overview


def run() -> None:
    """Settle language and filters, frame the page, and show the one that is asked for."""
    words = state.restore()
    st.set_page_config(page_title=words("brand.name"), page_icon=str(frame.MARK), layout="wide")
    frame.dress(words)
    with st.sidebar.container(key="brand"):
        frame.brand(words)
    with st.sidebar:
        frame.choose_language(words)
    page = st.navigation(
        [
            st.Page(
                overview.show, title=words("nav.overview"), icon=":material/space_dashboard:", url_path="", default=True
            ),
            st.Page(events.show, title=words("nav.events"), icon=":material/list_alt:", url_path="events"),
            st.Page(event.show, title=words("nav.event"), url_path=state.EVENT_PAGE, visibility="hidden"),
            st.Page(about.show, title=words("nav.about"), icon=":material/info:", url_path="about"),
        ]
    )
    state.write_address(page.url_path)
    page.run()


run()
