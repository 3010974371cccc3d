"""What a person sees lives in the address as codes: filters, language, unit, event. The session keeps it between pages.

Streamlit's own binding writes shown labels into the address, so a link would break with the language.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast
from urllib.parse import urlencode

import streamlit as st

from dashboard.i18n import LANGUAGES, Words, read_words
from dashboard.selection import FILTERS, Selection, backward_period
from etl.event import STATES

UNITS = ("day", "week", "month", "quarter", "year")
DEFAULT_UNIT = "month"
EVENT_PAGE = "event"
HELD = STATES[0]
_ASKED = ("lang", "unit", *FILTERS)


def default_language() -> str:
    """The language of an address that names none: `MARSAD_LANG`, else Arabic."""
    wanted = os.environ.get("MARSAD_LANG", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def restore() -> Words:
    """Bring session and address together at the start of a run.

    What a person has just chosen goes first; else the address says what is seen; an address that says nothing, on
    another page than before, takes over what was chosen there.

    Returns:
        The interface's words in the language of this run.
    """
    chosen = st.session_state.pop("said", False)
    moved = st.session_state.get("url") != st.context.url
    st.session_state["url"] = st.context.url
    silent = not any(name in st.query_params for name in _ASKED)
    if not (chosen or (moved and silent and "selection" in st.session_state)):
        _read_address()
    return words()


def _read_address() -> None:
    lang, asked = st.query_params.get("lang"), st.query_params.get("unit")
    st.session_state["lang"] = lang if lang in LANGUAGES else default_language()
    st.session_state["unit"] = asked if asked in UNITS else DEFAULT_UNIT
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state["selection"] = Selection.from_query(query)
    st.session_state["backwards"] = backward_period(query)


def write_address(page: str) -> None:
    """Let the address say what the page shows.

    Args:
        page: path of the page that is shown, "" for the first one.
    """
    wanted = _parameters(selection())
    if days := backwards():  # as it was asked for, until something else is chosen
        wanted |= {name: [day.isoformat()] for name, day in zip(("from", "to"), days, strict=True)}
    if page == EVENT_PAGE and (asked := st.query_params.get("id")):
        wanted["id"] = [asked]
    if wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(wanted)


def selection() -> Selection:
    """The filters as they are chosen."""
    return cast("Selection", st.session_state.get("selection", Selection()))


def backwards() -> tuple[date, date] | None:
    """First and last day of a period that was asked for but ends before it starts, and is therefore not applied."""
    return cast("tuple[date, date] | None", st.session_state.get("backwards"))


def words() -> Words:
    """The interface's words in the language of this run."""
    return read_words(st.session_state.get("lang", default_language()))


def unit() -> str:
    """The unit of time of the charts."""
    return str(st.session_state.get("unit", DEFAULT_UNIT))


def choose(chosen: Selection) -> None:
    """Take over a selection; the address follows. For callbacks."""
    st.session_state["selection"] = chosen
    st.session_state["backwards"] = None
    st.session_state["said"] = True


def choose_filter(name: str) -> None:
    """Take over what the widget of a filter says. For callbacks."""
    values = _codes(st.session_state[f"filter-{name}"])
    chosen = selection().having(name, *values)
    if values and name in ("from", "to") and not chosen.has_period:  # it starts after its end: the new day stands
        chosen = selection().without("period").having(name, *values)
    choose(chosen)


def choose_states() -> None:
    """Take over which states are listed; without `state` in the address the held ones are. For callbacks."""
    values = _codes(st.session_state["filter-state"])
    choose(selection().having("state", *(() if set(values) <= {HELD} else values)))


def choose_mark(name: str, values: Sequence[str]) -> None:
    """Take over a click on a mark of a chart: its filter with its values. A second click takes it away again.

    Args:
        name: a filter of the address, or "period" with its first and last day; anything else changes nothing.
        values: the filter's value (what follows it in a mark is not for the address).
    """
    chosen = selection()
    if name == "period" and len(values) > 1:
        same = (*chosen.values_of("from"), *chosen.values_of("to")) == tuple(values[:2])
        empty = chosen.without("period")
        choose(empty if same else empty.having("from", values[0]).having("to", values[1]))
    elif name in FILTERS and values:
        choose(chosen.toggled(name, values[0]))


def choose_word(name: str) -> None:
    """Take over the language or the unit that a widget says. For callbacks."""
    if value := st.session_state[f"choice-{name}"]:
        st.session_state[name] = value
    st.session_state["said"] = True


def address(page: str = "", wanted: Selection | None = None, **more: str) -> str:
    """A link to a page that keeps language, unit and filters.

    Args:
        page: path of the page, "" for the first one.
        wanted: other filters than the chosen ones.
        more: further parameters ("id").

    Returns:
        A relative address ("event?id=…&lang=fr").
    """
    query = urlencode({**_parameters(wanted or selection()), **more}, doseq=True)
    return f"{page or './'}{'?' if query else ''}{query}"


def _parameters(wanted: Selection) -> dict[str, list[str]]:
    parameters = wanted.to_query()
    if (lang := st.session_state.get("lang", default_language())) != default_language():
        parameters["lang"] = [lang]
    if unit() != DEFAULT_UNIT:
        parameters["unit"] = [unit()]
    return parameters


def _codes(value: object) -> tuple[str, ...]:
    """What a widget holds, as codes of the address."""
    if value is None or value == "":
        return ()
    if isinstance(value, date):
        return (value.isoformat(),)
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, cast("Iterable[object]", value)))
