"""The selection: the state of all filters, the same on the command line, in the address and at the data addresses."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from etl.event import STATES, STATUSES

# What may be chosen, by the names of the address. `from` and `to` are the attributes `start` and `end`.
CODES = ("partner", "institution", "theme", "type", "region", "city", "audience", "language", "state", "status")
FILTERS = ("from", "to", *CODES, "dated", "q")
FIXED = {"state": STATES, "status": STATUSES, "dated": ("yes", "no")}

# Limits on what an address may ask for; a year outside is a slip of the keyboard.
MOST_VALUES = 200
LONGEST_SEARCH = 200
FIRST_YEAR, LAST_YEAR = 1900, 2100

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,119}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a person chose to look at. An empty filter chooses everything; values of one filter are alternatives.

    Attributes:
        start, end: first and last day of the period, both included; None is open.
        partner: ids of institutions in the role partner.
        institution: ids of institutions in any role.
        theme, type, region, city, audience: codes of the registry.
        language: languages of the releases.
        state, status: what is listed beside what counts (see `dashboard.metrics`).
        dated: "yes" or "no".
        q: words to look for; all of them must be found.
    """

    start: date | None = None
    end: date | None = None
    partner: tuple[str, ...] = ()
    institution: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    q: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Put the values of each filter in one order, so that equal choices are equal selections."""
        for name in (*CODES, "dated", "q"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    @classmethod
    def from_query(cls, query: Mapping[str, str | Iterable[str]]) -> Selection:
        """Read the parameters of an address.

        Args:
            query: parameter name to its value or values; other parameters are passed over.

        Returns:
            The selection of the valid values: unknown codes of fixed lists, malformed codes and days that do not
            exist are dropped, and so is a period that ends before it starts (see `backward_period`). Never raises on
            any text.
        """
        chosen: dict[str, tuple[str, ...]] = {}
        for name in CODES:
            chosen[name] = tuple(value for value in _values(query, name) if _is_code(name, value))[:MOST_VALUES]
        dated = tuple(value for value in _values(query, "dated") if value in FIXED["dated"])
        words = tuple(filter(None, map(_clean_search, _values(query, "q"))))[:MOST_VALUES]
        backwards = backward_period(query) is not None
        start, end = (None if backwards else _read_day(query, name) for name in ("from", "to"))
        return cls(start=start, end=end, dated=dated, q=words, **chosen)

    def to_query(self) -> dict[str, list[str]]:
        """The parameters of the address that gives this selection back; filters that are not set are left out."""
        return {name: list(values) for name in FILTERS if (values := self.values_of(name))}

    def key(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The selection as plain hashable values, for caches."""
        return tuple((name, values) for name in FILTERS if (values := self.values_of(name)))

    def values_of(self, name: str) -> tuple[str, ...]:
        """The values of a filter under its name in the address; days in ISO 8601."""
        if name in ("from", "to"):
            day = self.start if name == "from" else self.end
            return (day.isoformat(),) if day else ()
        values: tuple[str, ...] = getattr(self, name)
        return values

    def without(self, *names: str) -> Selection:
        """The selection with these filters (names of the address) cleared; "period" clears `from` and `to`."""
        cleared: dict[str, Any] = {}
        for name in names:
            days = {"from": ("start",), "to": ("end",), "period": ("start", "end")}.get(name, ())
            cleared |= dict.fromkeys(days) if days else {name: ()}
        return replace(self, **cleared)

    def having(self, name: str, *values: str) -> Selection:
        """The selection with one filter set to these values instead; an invalid value is dropped as in an address."""
        return Selection.from_query({**self.to_query(), name: list(values)})

    def toggled(self, name: str, value: str) -> Selection:
        """The selection with one value of a filter added, or taken away where it is chosen (a click on a bar)."""
        values = self.values_of(name)
        return self.having(name, *(set(values) ^ {value}))

    @property
    def has_period(self) -> bool:
        """Whether a first or a last day is set; then undated events do not count."""
        return self.start is not None or self.end is not None

    def previous_period(self) -> Selection | None:
        """The same choice in the equal period before.

        Whole months are compared with as many whole months (2024 with 2023, March with February), other periods with
        as many days just before.

        Returns:
            The selection, or None where the period is not set or open on one side: it has no equal.
        """
        if self.start is None or self.end is None or self.end < self.start:
            return None
        months = _whole_months(self.start, self.end)
        try:
            if months:
                first = _months_before(self.start, months)
            else:
                first = self.start - (self.end - self.start) - timedelta(days=1)
            return replace(self, start=first, end=self.start - timedelta(days=1))
        except (OverflowError, ValueError):
            return None


def backward_period(query: Mapping[str, str | Iterable[str]]) -> tuple[date, date] | None:
    """The first and last day of a period that ends before it starts; None where an address asks for no such period."""
    start, end = _read_day(query, "from"), _read_day(query, "to")
    return (start, end) if start and end and start > end else None


def _values(query: Mapping[str, str | Iterable[str]], name: str) -> list[str]:
    values = query.get(name)
    if values is None:
        return []
    listed = [values] if isinstance(values, str) else list(values)
    return [value.strip() for value in listed if isinstance(value, str)]


def _is_code(name: str, value: str) -> bool:
    return value in FIXED[name] if name in FIXED else _CODE.fullmatch(value) is not None


def _read_day(query: Mapping[str, str | Iterable[str]], name: str) -> date | None:
    """The last valid day among the parameter's values."""
    for value in reversed(_values(query, name)):
        if _DAY.fullmatch(value) and value.isascii():
            try:
                day = date.fromisoformat(value)
            except ValueError:
                continue
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    return None


def _clean_search(value: str) -> str:
    return " ".join(_CONTROL.sub(" ", value[: LONGEST_SEARCH * 4]).split())[:LONGEST_SEARCH].strip()


def _whole_months(start: date, end: date) -> int:
    """How many calendar months the period is made of; 0 where it does not start and end with one."""
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _months_before(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)
