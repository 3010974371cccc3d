"""A release beside the values read from it: the body with each field's words in its colour, and links to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, NamedTuple

from dashboard.i18n import LANGUAGES, Words
from dashboard.listing import records
from dashboard.metrics import EventDetail
from dashboard.views.evidence import COLOURS, Passage, mark_body
from dashboard.views.naming import country_name, how_many, name_of, when
from dashboard.warehouse import Warehouse
from etl.event import ROLES, SEXES

KEYS = ("date_start", "participants", "organiser", "partner", "institutions", "city", "event_type", "themes", "slogan")


class Value(NamedTuple):
    """A value as it is shown, and the evidence behind it: the mark's anchor, confidence and rule."""

    shown: str
    anchor: str = ""
    confidence: float | None = None
    rule: str = ""


class Field(NamedTuple):
    """A line of the list of values: the field's code, its values, a note."""

    name: str
    values: Sequence[Value]
    note: str = ""


class Evidence:
    """The evidence of an event, in the order of the text."""

    def __init__(self, detail: EventDetail) -> None:
        self._rows = records(detail.evidence)
        self._roles = {row["institution_id"]: row["role"] for row in records(detail.participations)}

    def behind(self, shown: str, field: str, code: str | None = None, said: str | None = None) -> Value:
        """A value with the first evidence of its field, of this code where several codes stand in the field.

        Of several releases, the one that said the value (`said`) goes first.
        """
        found = [
            number for number, row in enumerate(self._rows) if row["field"] == field and code in (None, row["value"])
        ]
        if not found:
            return Value(shown)
        number = next((number for number in found if self._rows[number]["value"] == said), found[0])
        return Value(shown, f"ev-{number}", self._rows[number]["confidence"], self._rows[number]["rule"] or "")

    def passages(self, words: Words, release_id: str) -> list[Passage]:
        """What is to be marked in the body of a release; institutions by their role."""
        passages = []
        for number, row in enumerate(self._rows):
            name = self._roles.get(row["value"], "mentioned") if row["field"] == "institutions" else row["field"]
            if row["release_id"] == release_id and name in COLOURS and None not in (row["start"], row["end"]):
                label = words.code("field", name)
                passages.append(Passage(int(row["start"]), int(row["end"]), COLOURS[name], label, f"ev-{number}"))
        return passages


def body_html(words: Words, detail: EventDetail, release: Mapping[str, Any]) -> str:
    """The release's body with its evidence marked, and the colours explained above."""
    if not release["body"]:
        return f'<p class="muted">{escape(words("event.no_body"))}</p>'
    passages = Evidence(detail).passages(words, release["release_id"])
    used = {passage.colour for passage in passages}
    keys = "".join(
        f'<span><i class="key f-{COLOURS[name]}"></i>{escape(words.code("field", name))}</span>'
        for name in KEYS
        if COLOURS[name] in used
    )
    lang = release["lang"] if release["lang"] in LANGUAGES else ""
    return (
        f'<div class="legend" aria-label="{escape(words("event.legend"))}">{keys}</div>'
        f'<div class="body" lang="{lang}" dir="auto">{mark_body(release["body"], passages)}</div>'
    )


def fields_html(words: Words, warehouse: Warehouse, detail: EventDetail) -> str:
    """The values of an event as a list; each leads to its words in the body."""
    lines = "".join(_line(words, field) for field in _fields(words, warehouse, detail))
    return f'<dl class="fields">{lines}</dl>'


def _fields(words: Words, warehouse: Warehouse, detail: EventDetail) -> list[Field]:
    """The lines of the list, in the order that a reader asks: what, when, where, who, for whom, how many."""
    values, evidence = detail.values, Evidence(detail)

    def coded(field: str, filter_name: str, codes: Iterable[str | None], note: str = "") -> Field:
        named = [(name_of(warehouse, words, filter_name, code), code) for code in codes if code]
        return Field(field, [evidence.behind(name, field, code) for name, code in named], note)

    def plain(field: str, shown: str | None, note: str = "") -> Field:
        said = values[field].isoformat() if isinstance(values[field], date) else str(values[field])
        return Field(field, [evidence.behind(shown, field, said=said)] if shown else [], note)

    lines = [
        coded("event_type", "type", [values["event_type"]]),
        plain("date_start", _date(words, detail), _date_note(words, values)),
        coded("city", "city", [values["city"]], _place_note(warehouse, words, values)),
        plain("venue", values["venue"]),
        plain("mode", values["mode"] and words.code("mode", values["mode"])),
        *_institutions(words, warehouse, detail, evidence),
        plain("participants", how_many(words, values), _sexes_note(words, values)),
        coded("audience", "audience", detail.audiences),
        coded("themes", "theme", detail.themes),
        coded("occasion", "occasion", [values["occasion"]]),
        plain("slogan", values["slogan"]),
    ]
    return [line for line in lines if line.values or line.name in ("date_start", "participants", "organiser", "city")]


def _institutions(words: Words, warehouse: Warehouse, detail: EventDetail, evidence: Evidence) -> list[Field]:
    """A line for each role that an institution holds; the organiser's always."""
    held: dict[str, list[Value]] = {"organiser": []}
    for row in records(detail.participations):
        code = row["institution_id"]
        name = name_of(warehouse, words, "institution", code)
        held.setdefault(row["role"], []).append(evidence.behind(name, "institutions", code))
    return [Field(role, held[role]) for role in ROLES if role in held]


def _line(words: Words, field: Field) -> str:
    colour = f'<i class="key f-{COLOURS[field.name]}" aria-hidden="true"></i>' if field.name in COLOURS else ""
    shown = "".join(_value(words, value) for value in field.values)
    shown = shown or f'<div class="value muted">{escape(words("event.not_stated"))}</div>'
    note = f"<small>{escape(field.note)}</small>" if field.note else ""
    label = escape(words.code("field", field.name))
    return f'<div data-field="{field.name}"><dt>{colour}{label}</dt><dd>{shown}{note}</dd></div>'


def _value(words: Words, value: Value) -> str:
    name = f'<span dir="auto">{escape(value.shown)}</span>'
    if value.anchor:
        name = f'<a class="to-words" href="#{value.anchor}" dir="auto">{escape(value.shown)}</a>'
    if value.confidence is None:
        return f'<div class="value">{name}</div>'
    share = words.percent(value.confidence)
    said = f"{words('event.confidence', n=share)}{words('language.separator')}{words('event.rule', rule=value.rule)}"
    meter = f'<i style="--share:{value.confidence:.0%}"></i><span>{share}</span>'
    return f'<div class="value">{name}<span class="meter" title="{escape(said)}">{meter}</span></div>'


def _date(words: Words, detail: EventDetail) -> str | None:
    if detail.values["date_start"]:
        return when(words, detail.values)
    days = any(row["field"] == "date_start" for row in records(detail.candidates))
    return words("event.unsettled") if days or detail.values["date_text"] else None


def _date_note(words: Words, values: Mapping[str, Any]) -> str:
    notes = []
    if values["date_basis"] and values["date_start"]:
        notes.append(words.code("basis", values["date_basis"]))
    if values["date_text"]:
        notes.append(words("event.date_from_words", words=values["date_text"]))
    return words("language.separator").join(notes)


def _place_note(warehouse: Warehouse, words: Words, values: Mapping[str, Any]) -> str:
    notes = [name_of(warehouse, words, "region", values["region"])] if values["region"] else []
    if values["country"]:
        notes.append(country_name(words, values["country"]))
    return words("language.separator").join(notes)


def _sexes_note(words: Words, values: Mapping[str, Any]) -> str:
    stated = [
        words("language.pair", name=words.code("field", sex), value=words.number(values[sex]))
        for sex in SEXES
        if values[sex] is not None
    ]
    if values["participants"] is not None and not stated:
        return words("event.no_sex_split")
    return words("language.separator").join(stated)
