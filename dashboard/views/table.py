"""A table of events as real HTML: it turns with the language, wraps, is read aloud, and stacks on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard import state
from dashboard.i18n import Words
from dashboard.listing import Listed
from dashboard.views.markup import badge, inside_link
from dashboard.views.naming import how_many, name_of, when, where
from dashboard.warehouse import Warehouse

FULL = ("title", "date", "type", "place", "organisers", "participants")


def events_table(
    words: Words, warehouse: Warehouse, events: Iterable[Listed], columns: tuple[str, ...] = FULL, caption: str = ""
) -> str:
    """The HTML of a table of events; each title leads to its event.

    Args:
        columns: of `FULL`, in their order.
        caption: what the table holds, for those who hear it.
    """
    head = "".join(f'<th scope="col">{escape(words(f"column.{name}"))}</th>' for name in columns)
    rows = "".join(_row(words, warehouse, event, columns) for event in events)
    return (
        f'<div class="table-scroll"><table class="rows stack"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def event_link(words: Words, event: Listed) -> str:
    """A link to an event, with a badge on a sample and on what is not held."""
    link = inside_link(event.values["title"], state.EVENT_PAGE, id=event.values["event_id"])
    return f"{link}{badges(words, event)}"


def badges(words: Words, event: Listed) -> str:
    """What one must know of an event before reading on."""
    marks = []
    if event.values["state"] != "held":
        marks.append(badge(words.code("state", event.values["state"]), "warn"))
    if event.fictional:
        marks.append(badge(words("sample.badge"), "plain", words("sample.help")))
    return "".join(f" {mark}" for mark in marks)


def _row(words: Words, warehouse: Warehouse, event: Listed, columns: tuple[str, ...]) -> str:
    values = event.values
    cells = {
        "title": event_link(words, event),
        "date": f'<span class="nowrap">{escape(when(words, values, short=True))}</span>',
        "type": escape(name_of(warehouse, words, "type", values["event_type"] or "other")),
        "place": escape(where(warehouse, words, values) or ""),
        "organisers": "<br>".join(escape(name_of(warehouse, words, "institution", code)) for code in event.organisers),
        "participants": f'<span class="n">{escape(how_many(words, values) or "")}</span>',
    }
    known = {
        "organisers": bool(event.organisers),
        "place": bool(cells["place"]),
        "participants": values["participants"] is not None,
    }
    return f"<tr>{''.join(_cell(words, name, cells[name], known.get(name, True)) for name in columns)}</tr>"


def _cell(words: Words, name: str, content: str, known: bool) -> str:
    if known:
        said = words("language.pair", name=words(f"column.{name}"), value="").strip() if name == "participants" else ""
        label = f' data-label="{escape(said)}"' if said else ""
        return f'<td class="c-{name}"{label}>{content}</td>'
    return f'<td class="c-{name} blank"><span class="muted" title="{escape(words("event.not_stated"))}">—</span></td>'
