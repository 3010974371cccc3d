"""A release beside the values read from it: the body with each field's words in its colour, and links to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from dashboard.i18n import Words
from dashboard.listing import records
from dashboard.metrics import EventDetail
from dashboard.views.evidence import COLOURS, Passage, mark_body
from dashboard.views.naming import country_name, how_many, name_of, when
from dashboard.warehouse import Warehouse

SEXES = ("women", "men", "girls", "boys")
LEGEND = (
    "date_start",
    "participants",
    "organiser",
    "partner",
    "institutions",
    "city",
    "event_type",
    "themes",
    "slogan",
)


class Field(NamedTuple):
    """A line of the list of values: field code, its values, a note, and the anchor of its words."""

    name: str
    values: Sequence[str]
    note: str = ""
    anchor: str = ""
    confidence: float | None = None
    rule: str = ""


def passages_of(words: Words, detail: EventDetail, release_id: str) -> list[Passage]:
    """The evidence of one release, ready to be marked; institutions by their role."""
    roles = {row["institution_id"]: row["role"] for row in records(detail.participations)}
    passages = []
    for number, row in enumerate(records(detail.evidence)):
        name = roles.get(row["value"], "institutions") if row["field"] == "institutions" else row["field"]
        if row["release_id"] != release_id or name not in COLOURS or row["start"] is None or row["end"] is None:
            continue
        label = words.code("field", name)
        passages.append(Passage(int(row["start"]), int(row["end"]), COLOURS[name], label, f"ev-{number}"))
    return passages


def body_html(words: Words, detail: EventDetail, release: Mapping[str, Any]) -> str:
    """The release's body with its evidence marked, and the colours explained above."""
    if not release["body"]:
        return f'<p class="muted">{escape(words("event.no_body"))}</p>'
    passages = passages_of(words, detail, release["release_id"])
    used = {passage.colour for passage in passages}
    keys = "".join(
        f'<span><i class="f-{COLOURS[name]}" style="border:1.5px solid"></i>{escape(words.code("field", name))}</span>'
        for name in LEGEND
        if COLOURS[name] in used
    )
    lang = release["lang"] if release["lang"] in ("ar", "fr", "en") else ""
    return (
        f'<div class="legend" aria-label="{escape(words("event.legend"))}">{keys}</div>'
        f'<div class="body" lang="{lang}" dir="auto">{mark_body(release["body"], passages)}</div>'
    )


def fields_html(words: Words, warehouse: Warehouse, detail: EventDetail) -> str:
    """The values of an event as a list; a field's name leads to its words in the body."""
    return f'<dl class="fields">{"".join(_line(words, field) for field in _fields(words, warehouse, detail))}</dl>'


def _fields(words: Words, warehouse: Warehouse, detail: EventDetail) -> list[Field]:
    """The lines of the list, in the order that a reader asks: what, when, where, who, for whom, how many."""
    values = detail.values
    backing = _Backing(detail)
    names = lambda filter_name, codes: [name_of(warehouse, words, filter_name, code) for code in codes]  # noqa: E731
    fields = [
        backing.field("event_type", names("type", [values["event_type"]] if values["event_type"] else [])),
        backing.field("date_start", [when(words, values)] if values["date_start"] else [], _date_note(words, values)),
        backing.field(
            "city", names("city", [values["city"]] if values["city"] else []), _place_note(warehouse, words, values)
        ),
        backing.field("venue", [values["venue"]] if values["venue"] else []),
    ]
    if values["mode"]:
        fields.append(backing.field("mode", [words.code("mode", values["mode"])]))
    fields += _institution_fields(words, warehouse, detail, backing)
    stated = how_many(words, values)
    fields.append(backing.field("participants", [stated] if stated else [], _sexes_note(words, values)))
    if detail.audiences:
        fields.append(backing.field("audience", names("audience", detail.audiences)))
    fields.append(backing.field("themes", names("theme", detail.themes)))
    if values["occasion"]:
        fields.append(backing.field("occasion", names("occasion", [values["occasion"]])))
    if values["slogan"]:
        fields.append(backing.field("slogan", [values["slogan"]]))
    return fields


def _institution_fields(words: Words, warehouse: Warehouse, detail: EventDetail, backing: _Backing) -> list[Field]:
    by_role: dict[str, list[str]] = {}
    for row in records(detail.participations):
        by_role.setdefault(row["role"], []).append(row["institution_id"])
    fields = []
    for role, codes in by_role.items():
        for code in codes:
            name = name_of(warehouse, words, "institution", code)
            fields.append(backing.field(role, [name], value=code))
    if "organiser" not in by_role:
        fields.insert(0, Field("organiser", []))
    return fields


class _Backing:
    """Finds the evidence behind a value: its anchor in the page, confidence and rule."""

    def __init__(self, detail: EventDetail) -> None:
        self._rows = list(enumerate(records(detail.evidence)))

    def field(self, name: str, values: Sequence[str], note: str = "", value: str | None = None) -> Field:
        """A line with the first evidence of a field, of one value of it where it is given."""
        wanted = "institutions" if value else name
        for number, row in self._rows:
            if row["field"] == wanted and (value is None or row["value"] == value):
                return Field(name, values, note, f"ev-{number}", row["confidence"], row["rule"] or "")
        return Field(name, values, note)


def _line(words: Words, field: Field) -> str:
    label = escape(words.code("field", field.name))
    name = f'<a class="link" href="#{field.anchor}">{label}</a>' if field.anchor else f"<span>{label}</span>"
    colour = COLOURS.get(field.name, "")
    swatch = f'<i class="swatch f-{colour}" aria-hidden="true"></i>' if colour else ""
    shown = "<br>".join(f'<span dir="auto">{escape(value)}</span>' for value in field.values)
    value = shown or f'<span class="muted">{escape(words("event.not_stated"))}</span>'
    note = f"<small>{escape(field.note)}</small>" if field.note else ""
    meter = ""
    if field.values and field.confidence is not None:
        share = words.percent(field.confidence)
        said = escape(words.list([words("event.confidence", n=share), words("event.rule", rule=field.rule)]))
        meter = f'<span class="meter" title="{said}"><i style="--share:{field.confidence:.0%}"></i>{share}</span>'
    return f'<div data-field="{field.name}"><dt>{swatch}{name}</dt><dd>{value}{note}</dd>{meter}</div>'


def _date_note(words: Words, values: Mapping[str, Any]) -> str:
    notes = []
    if values["date_basis"]:
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
    stated = [f"{words.code('field', sex)}: {words.number(values[sex])}" for sex in SEXES if values[sex] is not None]
    if values["participants"] is not None and not stated:
        return words("event.no_sex_split")
    return words("language.separator").join(stated)
