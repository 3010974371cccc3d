"""One event: what was read, from which words of which releases, and what is not settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from dashboard import metrics
from dashboard.i18n import Words
from dashboard.listing import Listed, fictional_among, records
from dashboard.metrics import EventDetail
from dashboard.views.frame import card, empty
from dashboard.views.markup import bullet_list, inside_link
from dashboard.views.naming import name_of, when, where
from dashboard.views.page import open_page
from dashboard.views.release import body_html, fields_html
from dashboard.views.table import badges
from dashboard.warehouse import Warehouse
from etl.twins import SOURCES_DIFFER


def show() -> None:
    """The page; the event is the address's `id`."""
    with open_page() as (words, warehouse):
        detail = metrics.event(warehouse, st.query_params.get("id", ""))
        st.html(inside_link(words("nav.back"), "events"))
        if detail is None:
            empty(words("event.not_found_title"), words("event.not_found_body"))
            return
        _show_heading(words, warehouse, detail)
        _show_doubts(words, warehouse, detail)
        values, body = st.columns([1, 1.08], gap="medium")
        with values, card("values", words("event.values"), words("event.values_help")):
            st.html(fields_html(words, warehouse, detail))
        with body:
            _show_sources(words, detail)


def _show_heading(words: Words, warehouse: Warehouse, detail: EventDetail) -> None:
    values = dict(detail.values)
    shown = Listed(values, (), values["event_id"] in fictional_among(warehouse, [values["event_id"]]))
    parts = [when(words, values), where(warehouse, words, values)]
    below = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts if part)
    st.html(
        f'<h1 class="page-title" dir="auto">{escape(values["title"])}</h1>'
        f'<p class="page-sub">{below}{badges(words, shown)}</p>'
    )


def _show_doubts(words: Words, warehouse: Warehouse, detail: EventDetail) -> None:
    """Why the event asks for a person, the days that its date may be, and what other releases say."""
    days = _candidate_days(words, detail)
    reasons = [_reason(words, code) for code in detail.review_reasons]
    reasons += _said_elsewhere(words, warehouse, detail)
    if not days and not reasons:
        return
    inferred = "event.inferred_candidates" if _all_inferred(detail) else "event.candidates_body"
    heading, below = (words("event.candidates"), words(inferred)) if days else (words("event.review"), "")
    with card("doubts", heading, below):
        st.html(bullet_list(days, "days") + bullet_list(reasons, "reasons"))


def _candidate_days(words: Words, detail: EventDetail) -> list[str]:
    days = {
        row["value"]
        for row in records(detail.candidates)
        if row["field"] == "date_start" and row["reason"] != SOURCES_DIFFER
    }
    return [words.weekday(day) for day in sorted(filter(None, map(_read_day, days)))]


def _said_elsewhere(words: Words, warehouse: Warehouse, detail: EventDetail) -> list[str]:
    """The values of other releases that differ from the event's."""
    said = []
    for row in records(detail.candidates):
        if row["reason"] == SOURCES_DIFFER:
            value = _value(words, warehouse, row["field"], row["value"])
            said.append(words("event.said_elsewhere", field=words.code("field", row["field"]), value=value))
    return said


def _value(words: Words, warehouse: Warehouse, field: str, value: str) -> str:
    """A candidate's value as it is shown."""
    day = _read_day(value)
    if day is not None:
        return words.weekday(day)
    if field in ("event_type", "city"):
        return name_of(warehouse, words, field.removeprefix("event_"), value)
    if field == "mode":
        return words.code("mode", value)
    return words.number(int(value)) if value.isdecimal() else value


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _all_inferred(detail: EventDetail) -> bool:
    """Whether the days come from the occasion and not from the text."""
    reasons = {row["reason"] for row in records(detail.candidates) if row["field"] == "date_start"}
    return detail.values["date_basis"] == "inferred" or reasons == {"occasion-date"}


def _reason(words: Words, code: str) -> str:
    """A review reason in a sentence; one that the interface does not know is shown by its code."""
    return words.phrases.get(f"reason.{code}") or words("reason.other", code=code)


def _show_sources(words: Words, detail: EventDetail) -> None:
    """Each release with its marked body; several stand in tabs."""
    releases = records(detail.releases)
    if len(releases) > 1:
        tabs = st.tabs([_source_name(words, release) for release in releases])
        for tab, (number, release) in zip(tabs, enumerate(releases), strict=True):
            with tab, card(f"release-{number}", words("event.body"), _published(words, release)):
                _show_release(words, detail, release)
    for release in releases if len(releases) == 1 else []:
        below = f"{_source_name(words, release)} · {_published(words, release)}"
        with card("release", words("event.body"), below):
            _show_release(words, detail, release)


def _show_release(words: Words, detail: EventDetail, release: Mapping[str, Any]) -> None:
    st.html(body_html(words, detail, release))
    url = release["url"] or ""
    if urlsplit(url).scheme in ("http", "https"):
        st.html(
            f'<a class="link" href="{escape(url)}" rel="noopener noreferrer" target="_blank">'
            f"{escape(words('event.source_link'))}</a>"
        )


def _source_name(words: Words, release: Mapping[str, Any]) -> str:
    return str(release["source"] or words("event.source_unknown"))


def _published(words: Words, release: Mapping[str, Any]) -> str:
    if release["published"] is None:
        return words("event.published_unknown")
    key = "event.published_inferred" if release["published_basis"] == "inferred" else "event.published"
    return words(key, date=words.date(release["published"]))
