"""Small pieces of HTML; every text that goes in is escaped here."""

from __future__ import annotations

from html import escape

from dashboard import state
from dashboard.selection import Selection


def inside_link(text: str, page: str = "", wanted: Selection | None = None, **more: str) -> str:
    """A link to a page that keeps language, unit and filters; arguments as for `state.address`."""
    target = escape(state.address(page, wanted, **more))
    return f'<a class="link" data-inside="" href="{target}" dir="auto">{escape(text)}</a>'


def badge(text: str, kind: str = "plain", explained: str = "") -> str:
    """A short word in a pill: "plain", "warn" or "" for the accent."""
    return f'<span class="badge {kind}" title="{escape(explained)}">{escape(text)}</span>'


def bullet_list(items: list[str], kind: str) -> str:
    """A list of texts with a class of ui.css."""
    return f'<ul class="{kind}">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'
