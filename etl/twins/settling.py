"""What an activity is by all of its tellings: the organiser's own words first, gaps filled, differences kept."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from etl.assembly.sureness import needs_review
from etl.tables.rows import Row
from etl.vocabulary.registry import read_registry

SOURCES_DIFFER = "sources-differ"

_DATE = ("date_start", "date_end", "date_precision", "date_text", "date_basis", "date_edtf")
_PLACE = ("city", "region", "country", "latitude", "longitude")
_COUNTS = ("participants", "participants_bound", "women", "men", "girls", "boys")
# Values that are taken from one telling together; the first one says whether it states them.
_TOGETHER = (_DATE, _PLACE, _COUNTS, ("venue",), ("mode",), ("occasion",), ("slogan",))
_COMPARED = ("date_start", "event_type", "city", "mode", "participants", "women", "men", "girls", "boys")
_NO_TYPE = "other"
_STATES = ("planned", "postponed", "cancelled", "held")  # each is later news than the one before
# Review reasons that go when another telling gives the value: its first column -> the codes.
_REASONS = {
    "date_start": {
        "no-publication-date",
        "year-missing",
        "weekday-conflict",
        "hijri-conflict",
        "order-conflict",
        "several-dates",
        "no-date",
        "occasion-date",
    },
    "participants": {"count-without-number", "count-unclear", "count-of-speakers", "several-counts"},
}
_NO_ORGANISER = "no-organiser"


class Told(NamedTuple):
    """A telling with its rows.

    `number` grows in the order of first storing, `own` says that an organiser published it, `rows` are those of
    `etl.tables.event_rows`, days as `date`.
    """

    told_id: str
    number: int
    own: bool
    rows: Mapping[str, Sequence[Row]]

    @property
    def values(self) -> Row:
        """The row of `events`."""
        return self.rows["events"][0]


def in_order(tellings: Iterable[Told]) -> list[Told]:
    """The organiser's own first, then the first stored."""
    return sorted(tellings, key=lambda told: (not told.own, told.number))


def settle(event_id: str, tellings: Iterable[Told]) -> dict[str, list[Row]]:
    """The rows of an activity by all of its tellings.

    Args:
        event_id: the activity's id.
        tellings: at least one.

    Returns:
        Table name -> rows, those of evidence and links aside. Of one telling they are its own; of several, a value
        that differs from the kept one is a candidate with the reason "sources-differ", which asks for review.
    """
    first, *others = in_order(tellings)
    rows = {name: copy.deepcopy(list(found)) for name, found in first.rows.items()}
    values = rows["events"][0]
    if others:
        given = {columns[0]: _take(values, columns, [first, *others]) for columns in _TOGETHER}
        _fill_type_and_state(values, others)
        _fill_lists(rows, others)
        dates = given["date_start"]
        if dates is not first:
            rows["candidates"] = copy.deepcopy(list(dates.rows["candidates"]))
        differing = _differing(values, others)
        known = {(row["field"], row["value"]) for row in rows["candidates"]}
        rows["candidates"] += [row for row in differing if (row["field"], row["value"]) not in known]
        _settle_reasons(rows, first, given, bool(differing))
    for found in rows.values():
        for row in found:
            row["event_id"] = event_id
    return rows


def _take(values: Row, columns: Sequence[str], tellings: Sequence[Told]) -> Told:
    """Take columns from the first telling that states them; the telling that gave them."""
    giver = next((told for told in tellings if told.values[columns[0]] is not None), tellings[0])
    if giver is not tellings[0]:
        values.update({name: giver.values[name] for name in columns})
    return giver


def _fill_type_and_state(values: Row, others: Sequence[Told]) -> None:
    if values["event_type"] == _NO_TYPE:
        values["event_type"] = next(
            (told.values["event_type"] for told in others if told.values["event_type"] != _NO_TYPE), _NO_TYPE
        )
    values["state"] = max([values["state"], *(told.values["state"] for told in others)], key=_STATES.index)


def _fill_lists(rows: dict[str, list[Row]], others: Sequence[Told]) -> None:
    """Institutions of the registry that others name; unlinked ones, themes and audiences only where none are known."""
    parts = rows["participations"]
    for told in others:
        known, roles = {row["institution_id"] for row in parts}, {row["role"] for row in parts}
        for row in told.rows["participations"]:
            linked = row["institution_id"] in read_registry("institutions")
            if row["institution_id"] not in known and (linked or row["role"] not in roles):
                parts.append(dict(row))
        for name in ("event_themes", "event_audiences"):
            rows[name] = rows[name] or [dict(row) for row in told.rows[name]]


def _differing(values: Row, others: Sequence[Told]) -> list[Row]:
    """The values of others that are not the kept ones, each once."""
    found: dict[tuple[str, str], Row] = {}
    for told in others:
        for name in _COMPARED:
            value = told.values[name]
            if value is None or values[name] is None or value == values[name] or value == _NO_TYPE:
                continue
            said = value.isoformat() if isinstance(value, date) else str(value)
            found[name, said] = {"event_id": "", "field": name, "value": said, "reason": SOURCES_DIFFER}
    return list(found.values())


def _settle_reasons(rows: dict[str, list[Row]], first: Told, given: Mapping[str, Told], differ: bool) -> None:
    """Reasons of values that another telling gives go, that one's come; a difference is a reason of its own."""
    values = rows["events"][0]
    before = [row["reason"] for row in rows["review_reasons"]]
    reasons = list(before)
    for name, codes in _REASONS.items():
        giver = given[name]
        if giver is not first:
            theirs = [row["reason"] for row in giver.rows["review_reasons"] if row["reason"] in codes]
            reasons = [reason for reason in reasons if reason not in codes] + theirs
            values["confidence"] = max(values["confidence"], giver.values["confidence"])
    if any(row["role"] == "organiser" for row in rows["participations"]):
        reasons = [reason for reason in reasons if reason != _NO_ORGANISER]
    if differ:
        reasons.append(SOURCES_DIFFER)
    rows["review_reasons"] = [{"event_id": "", "reason": reason} for reason in dict.fromkeys(reasons)]
    if reasons != before:
        values["needs_review"] = needs_review(values["confidence"], reasons)


def plain_rows(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[dict[str, Any]]]:
    """Rows of a telling for keeping as JSON: evidence, links and ids left out, days in ISO 8601."""
    return {
        name: [
            {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
            for row in found
        ]
        for name, found in rows.items()
        if name not in ("evidence", "event_releases")
    }


def typed_rows(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[Row]]:
    """What `plain_rows` gave, with days as `date` again."""
    (values,) = rows["events"]
    for name in ("date_start", "date_end"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return dict(rows)
