"""Every metric against a slow, plain computation of the same in pandas, on random tables and selections."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tables_for_tests import AUDIENCES, CITIES, REGIONS, THEMES, TYPES, make_tables

from dashboard import metrics
from dashboard.metrics import activity, by_institution, by_role, events, kpis, options, totals
from dashboard.metrics.buckets import UNITS
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse, open_warehouse
from etl.event import PRECISIONS, ROLES, STATES, STATUSES
from etl.text import fold

Tables = dict[str, pd.DataFrame]
CHOICES = {
    "partner": [f"body-{n:03d}" for n in range(12)],
    "institution": [f"body-{n:03d}" for n in range(12)],
    "theme": THEMES,
    "type": TYPES,
    "region": REGIONS,
    "city": CITIES,
    "audience": AUDIENCES,
    "language": ("ar", "fr", "en"),
    "state": STATES,
    "status": STATUSES,
    "dated": ("yes", "no"),
    "q": ("الندوة", "حماية الاطفال", "ecole", "50%", "o'clock", "zzz"),
}


def random_selection(seed: int) -> Selection:
    """Some filters at random; the first seeds are the plain cases."""
    rng = random.Random(seed)
    query: dict[str, list[str]] = {}
    if seed % 3 != 0:
        start = date(2023, 1, 1) + timedelta(days=rng.randrange(500))
        end = start + timedelta(days=rng.randrange(1, 400))
        query |= {"from": [start.isoformat()], "to": [end.isoformat()]}
        if seed % 3 == 2 and rng.random() < 0.4:
            query.pop(rng.choice(("from", "to")))
    for name in rng.sample(sorted(CHOICES), rng.randrange(4) if seed else 0):
        query[name] = rng.sample(list(CHOICES[name]), 1 if name == "q" else rng.randrange(1, 3))
    return Selection.from_query(query)


SEEDS = range(60)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make_tables(7, 300)


@pytest.fixture(scope="module")
def warehouse(tables: Tables) -> Warehouse:
    return open_warehouse(tables)


# The slow and plain way. Rows and values of the module's tables are kept: they are used some thousand times.
PLAIN: dict[int, tuple[list[Any], list[dict[str, set[Any]]]]] = {}


def values_of(tables: Tables) -> list[dict[str, set[Any]]]:
    """The values of each event by filter, in the order of the events."""
    roles = tables["participations"]
    sources = {
        "partner": (roles[roles["role"] == "partner"], "institution_id"),
        "institution": (roles, "institution_id"),
        "theme": (tables["event_themes"], "theme_id"),
        "audience": (tables["event_audiences"], "audience_id"),
        "language": (tables["event_releases"].merge(tables["releases"], on="release_id"), "lang"),
    }
    found = {name: frame.groupby("event_id")[column].agg(set).to_dict() for name, (frame, column) in sources.items()}
    return [
        {name: found[name].get(event.event_id, set()) for name in sources}
        | {"type": {event.event_type}, "region": {event.region}, "city": {event.city}}
        | {"state": {event.state}, "status": {event.status}, "dated": {"yes" if event.date_start else "no"}}
        | {"language": found["language"].get(event.event_id, set()) | {event.lang}}
        for event in tables["events"].itertuples()
    ]


def passes(values: dict[str, set[Any]], selection: Selection, event: Any) -> bool:
    """Whether an event passes all filters, the rules of what counts standing for state and status."""
    for name, found in values.items():
        wanted = set(selection.values_of(name))
        if name == "state" and not wanted:
            wanted = {"held"}
        if name == "status" and not wanted:
            wanted = set(STATUSES) - {"rejected"}
        if wanted and not wanted & found:
            return False
    return in_period(selection, event.date_start) and has_words(selection, event)


def in_period(selection: Selection, day: date | None) -> bool:
    if selection.start is None and selection.end is None:
        return True
    if day is None:
        return False
    return (selection.start or date.min) <= day <= (selection.end or date.max)


def has_words(selection: Selection, event: Any) -> bool:
    if not selection.q:
        return True
    text = fold(" ".join(str(part) for part in (event.title, event.slogan, event.venue) if isinstance(part, str)))
    return all(word.removeprefix("ال") in text for words in selection.q for word in fold(words).split())


def _plain(tables: Tables) -> tuple[list[Any], list[dict[str, set[Any]]]]:
    key = id(tables["events"])
    if key not in PLAIN:
        PLAIN[key] = (list(tables["events"].itertuples()), values_of(tables))
    return PLAIN[key]


def listed(tables: Tables, selection: Selection) -> pd.DataFrame:
    frame = tables["events"]
    rows, values = _plain(tables)
    return frame[[passes(value, selection, row) for row, value in zip(rows, values, strict=True)]]


def counted(tables: Tables, selection: Selection) -> pd.DataFrame:
    rows = listed(tables, selection)
    return rows[(rows["state"] == "held") & (rows["status"] != "rejected")]


def people(rows: pd.DataFrame) -> int | None:
    stated = rows["participants"].dropna()
    return int(stated.sum()) if len(stated) or rows.empty else None


def where(rows: pd.DataFrame, holds: Callable[[Any], bool]) -> pd.DataFrame:
    """The rows of which something holds."""
    return rows[np.array([holds(row) for row in rows.itertuples()], dtype=bool)]


def bodies(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    roles = tables["participations"]
    return roles[roles["event_id"].isin(rows["event_id"])]


def bucket(day: date, unit: str) -> date:
    return pd.Period(
        day, {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}[unit]
    ).start_time.date()


def is_placed(event: Any, unit: str) -> bool:
    """Known to the bucket: not coarser than the unit, and a week that does not run on into the next bucket."""
    if event.date_precision == "unknown":
        return False
    grain = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 3}
    if grain[event.date_precision] > grain[unit] or (unit == "quarter" and event.date_precision == "year"):
        return False
    week_end = event.date_start + timedelta(days=6)
    return event.date_precision != "week" or bucket(event.date_start, unit) == bucket(week_end, unit)


# The comparisons.


@pytest.mark.parametrize("seed", SEEDS)
def test_key_figures(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    figures = kpis(warehouse, selection)
    expected = plain_figures(tables, selection)
    assert {figure.name: figure.value for figure in figures} == expected
    assert figures.people.without == int(counted(tables, selection)["participants"].isna().sum())
    before = selection.previous_period()
    past = plain_figures(tables, before) if before else dict.fromkeys(expected)
    assert {figure.name: figure.previous for figure in figures} == past
    assert figures.before == ((before.start, before.end) if before else None)


def plain_figures(tables: Tables, selection: Selection) -> dict[str, int | None]:
    rows = counted(tables, selection)
    roles = bodies(tables, rows)
    return {
        "events": len(rows),
        "people": people(rows),
        "institutions": roles[roles["role"] != "mentioned"]["institution_id"].nunique(),
        "partners": roles[roles["role"] == "partner"]["institution_id"].nunique(),
    }


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_the_courses_of_the_key_figures(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    figures = kpis(warehouse, selection)
    rows = counted(tables, selection)
    placed = where(rows, lambda event: is_placed(event, figures.unit))
    keys = [bucket(day, figures.unit) for day in placed["date_start"]]
    for place, start in enumerate(figures.starts):
        inside = placed[np.array([key == start for key in keys], dtype=bool)]
        roles = bodies(tables, inside)
        assert figures.events.series[place] == len(inside)
        assert figures.people.series[place] == people(inside)
        assert figures.institutions.series[place] == roles[roles["role"] != "mentioned"]["institution_id"].nunique()
        assert figures.partners.series[place] == roles[roles["role"] == "partner"]["institution_id"].nunique()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_activity(tables: Tables, warehouse: Warehouse, seed: int, unit: str) -> None:
    selection = random_selection(seed + UNITS.index(unit))
    found = activity(warehouse, selection, unit)
    assert found.unit == unit
    rows = counted(tables, selection)
    check_buckets(found.table, rows, unit)
    if selection.start and selection.end and len(found.table):
        assert found.table["start"].iloc[0].date() == bucket(selection.start, unit)
        assert found.table["start"].iloc[-1].date() == bucket(selection.end, unit)
    undated = counted(tables, selection.without("period"))
    assert found.undated == int(undated["date_start"].isna().sum())
    assert found.undated_counts is not selection.has_period
    assert found.coarser == sum(not is_placed(e, unit) for e in rows[rows["date_start"].notna()].itertuples())
    assert found.total == len(rows)
    before = selection.previous_period()
    assert (found.previous is None) is (before is None)
    if before and found.previous is not None:
        check_buckets(found.previous, counted(tables, before), unit)


def check_buckets(table: pd.DataFrame, rows: pd.DataFrame, unit: str) -> None:
    """Every bucket once, without a hole, each with the events placed in it."""
    placed = where(rows, lambda event: is_placed(event, unit))
    keys = [bucket(day, unit) for day in placed["date_start"]]
    starts = [start.date() for start in table["start"]]
    assert set(keys) <= set(starts)
    assert starts == sorted(set(starts))
    assert all(bucket(start, unit) == start for start in starts)
    assert all(bucket(other - timedelta(days=1), unit) == one for one, other in itertools.pairwise(starts))
    for row in table.itertuples():
        inside = placed[np.array([key == row.start.date() for key in keys], dtype=bool)]
        assert row.events == len(inside)
        assert (None if pd.isna(row.people) else row.people) == people(inside)
        assert row.without_count == int(inside["participants"].isna().sum())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("role", [None, "any", "partner"])
def test_institutions(tables: Tables, warehouse: Warehouse, seed: int, role: str | None) -> None:
    selection = random_selection(seed)
    rows = counted(tables, selection)
    roles = bodies(tables, rows)
    roles = roles[roles["role"] != "mentioned"] if role is None else roles[(roles["role"] == role) | (role == "any")]
    found = by_institution(warehouse, selection, role)
    assert set(found["code"]) == set(roles["institution_id"])
    assert list(found["events"]) == sorted(found["events"], reverse=True)
    for row in found.to_dict("records"):
        own = roles[roles["institution_id"] == row["code"]]
        assert {name: row[name] for name in ROLES} == {name: int((own["role"] == name).sum()) for name in ROLES}
        assert row["events"] == own["event_id"].nunique()
        assert (None if pd.isna(row["people"]) else row["people"]) == people(
            rows[rows["event_id"].isin(own["event_id"])]
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_roles(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    roles = bodies(tables, counted(tables, selection))
    found = by_role(warehouse, selection).set_index("code")
    assert tuple(found.index) == ROLES
    for role in ROLES:
        own = roles[roles["role"] == role]
        expected = [own["event_id"].nunique(), own["institution_id"].nunique(), len(own)]
        assert list(found.loc[role, ["events", "institutions", "participations"]]) == expected


GROUPS = {
    "theme": (metrics.by_theme, "event_themes", "theme_id"),
    "audience": (metrics.by_audience, "event_audiences", "audience_id"),
    "type": (metrics.by_type, "events", "event_type"),
    "region": (metrics.by_region, "events", "region"),
    "city": (metrics.by_city, "events", "city"),
}


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_groups(tables: Tables, warehouse: Warehouse, seed: int, name: str) -> None:
    measure, source, column = GROUPS[name]
    selection = random_selection(seed)
    rows = counted(tables, selection)
    pairs = rows[["event_id", "participants"]].merge(tables[source][["event_id", column]], on="event_id", how="left")
    found = measure(warehouse, selection)
    expected: dict[str | None, tuple[int, int | None, int]] = {}
    for code in pairs[column].unique():
        own = pairs[pairs[column].isna() if pd.isna(code) else pairs[column] == code]
        expected[None if pd.isna(code) else code] = (len(own), people(own), int(own["participants"].isna().sum()))
    assert {
        None if pd.isna(row.code) else row.code: (
            row.events,
            None if pd.isna(row.people) else row.people,
            row.without_count,
        )
        for row in found.itertuples()
    } == expected
    known = found[found["code"].notna()]
    assert list(known["events"]) == sorted(known["events"], reverse=True)
    assert found["code"].isna().sum() == 0 or pd.isna(found["code"].iloc[-1])


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_options_count_what_each_value_would_list(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    tables_of = metrics.all_options(warehouse, selection)
    assert set(tables_of) == set(metrics.OPTIONS)
    for name, found in tables_of.items():
        codes = set(CHOICES[name]) | set(selection.values_of(name))
        counts = {code: len(listed(tables, selection.having(name, code))) for code in sorted(codes)}
        chosen = set(selection.values_of(name))
        assert dict(found.itertuples(index=False)) == {c: n for c, n in counts.items() if n or c in chosen}
        assert list(found["events"]) == sorted(found["events"], reverse=True)


def test_options_of_one_filter_are_those_of_all(warehouse: Warehouse) -> None:
    selection = random_selection(5)
    pd.testing.assert_frame_equal(
        options(warehouse, selection, "theme"), metrics.all_options(warehouse, selection)["theme"]
    )
    with pytest.raises(ValueError, match="q"):
        options(warehouse, selection, "q")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_of_events(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    expected = listed(tables, selection)
    found = events(warehouse, selection, limit=1000)
    assert sorted(found["event_id"]) == sorted(expected["event_id"])
    dated = found["date_start"].dropna()
    assert list(dated) == sorted(dated, reverse=True)
    assert found["date_start"].iloc[len(dated) :].isna().all()
    pages = [events(warehouse, selection, limit=7, offset=offset) for offset in range(0, len(expected) + 7, 7)]
    assert [code for page in pages for code in page["event_id"]] == list(found["event_id"])


@pytest.mark.parametrize("sort", [*metrics.SORTS, *(f"-{name}" for name in metrics.SORTS)])
def test_the_table_is_sorted_with_the_unknown_last(warehouse: Warehouse, sort: str) -> None:
    name = sort.removeprefix("-")
    values = events(warehouse, Selection(), limit=1000, sort=sort)[name]
    known = values.dropna().map(fold) if name == "title" else values.dropna()
    assert list(known) == sorted(known, reverse=sort.startswith("-"))
    assert values.iloc[len(known) :].isna().all()


def test_a_sort_that_does_not_exist_is_by_date(warehouse: Warehouse) -> None:
    pd.testing.assert_frame_equal(events(warehouse, Selection(), sort="; drop"), events(warehouse, Selection()))


@pytest.mark.parametrize("seed", SEEDS)
def test_totals(tables: Tables, warehouse: Warehouse, seed: int) -> None:
    selection = random_selection(seed)
    rows, table = counted(tables, selection), listed(tables, selection)
    everything = Selection.from_query({**selection.to_query(), "state": list(STATES), "status": list(STATUSES)})
    others = listed(tables, everything)
    kept = others[others["status"] != "rejected"]
    found = totals(warehouse, selection)
    assert found.counted == len(rows)
    assert found.listed == len(table)
    assert found.undated == int(rows["date_start"].isna().sum())
    assert found.without_count == int(rows["participants"].isna().sum())
    assert found.needs_review == int(table["needs_review"].sum())
    for state in ("planned", "postponed", "cancelled"):
        assert getattr(found, state) == int((kept["state"] == state).sum())
    assert found.rejected == int(((others["state"] == "held") & (others["status"] == "rejected")).sum())
    assert found.all == len(tables["events"])


def test_planned_events_are_listed_where_asked_for_and_never_added_in(warehouse: Warehouse) -> None:
    plain = kpis(warehouse, Selection()).events.value
    both = Selection.from_query({"state": ["held", "planned", "cancelled"]})
    assert kpis(warehouse, both).events.value == plain
    assert totals(warehouse, both).listed > totals(warehouse, Selection()).listed == plain


def test_unknown_is_not_zero() -> None:
    tables = make_tables(3, 5)
    tables["events"] = tables["events"].assign(
        state="held", status="proposed", participants=pd.array([None] * 5, dtype="Int64")
    )
    figures = kpis(open_warehouse(tables), Selection())
    assert (figures.events.value, figures.people.value, figures.people.without) == (5, None, 5)
    assert figures.people.change is None
    nothing = kpis(open_warehouse({}), Selection())
    assert [figure.value for figure in nothing] == [0, 0, 0, 0]
    assert nothing.starts == ()


def test_a_period_far_too_long_is_cut_to_the_events(warehouse: Warehouse) -> None:
    selection = Selection.from_query({"from": "1900-01-01", "to": "2100-12-31"})
    found = activity(warehouse, selection, "day")
    assert found.unit == "day"
    assert len(found.table) <= 731
    assert found.previous is None
    assert found.total == kpis(warehouse, selection).events.value
    with pytest.raises(ValueError, match="fortnight"):
        activity(warehouse, selection, "fortnight")


def test_a_stretch_too_long_for_its_unit_is_told_in_a_coarser_one() -> None:
    found = activity(open_warehouse(make_tables(1, 60, days=9000)), Selection(), "day")
    assert found.unit == "week"
    assert 1000 < len(found.table) < 1400


def test_one_event_with_all_that_is_known(tables: Tables, warehouse: Warehouse) -> None:
    row = tables["events"][tables["events"]["needs_review"] & tables["events"]["date_start"].notna()].iloc[0]
    found = metrics.event(warehouse, row["event_id"])
    assert found is not None
    assert found.values["title"] == row["title"]
    assert found.values["date_start"] == row["date_start"]
    assert found.values["venue"] is None
    links = tables["event_releases"]
    assert set(found.releases["release_id"]) == set(links[links["event_id"] == row["event_id"]]["release_id"])
    assert set(found.releases["body"]) == {"ندوة حول حماية الأطفال"}
    roles = tables["participations"]
    own = roles[roles["event_id"] == row["event_id"]].sort_values("institution_id")
    own = own.sort_values("role", key=lambda column: column.map(ROLES.index), kind="stable")
    assert list(found.participations["institution_id"]) == list(own["institution_id"])
    assert list(found.participations["role"]) == list(own["role"])
    assert found.participations["name_ar"].notna().all()
    themes = tables["event_themes"]
    assert found.themes == tuple(sorted(themes[themes["event_id"] == row["event_id"]]["theme_id"]))
    assert list(found.evidence["text"]) == ["ندوة"]
    assert found.review_reasons == ("several-counts",)
    assert list(found.candidates["value"]) == ["2024-07-25"]
    assert found.corrections.empty
    assert metrics.event(warehouse, "no-such-event") is None


def test_measures_say_what_they_are() -> None:
    assert all(len(metrics.definition(name)) > 20 for name in metrics.KPIS)
    assert set(PRECISIONS) == {"day", "week", "month", "year", "unknown"}


@pytest.mark.parametrize("words", ["Institution nationale n° 3", "nationale 3"])
def test_a_search_finds_events_by_the_names_of_their_institutions(words: str) -> None:
    tables = make_tables(seed=5, events=60)
    names = tables["institutions"].assign(words=lambda rows: rows["name_fr"].fillna("").map(fold))
    matching = names[[all(word in name for word in fold(words).split()) for name in names["words"]]]
    acting = tables["participations"].merge(matching, on="institution_id")["event_id"].unique()
    warehouse = open_warehouse(tables)
    everything = events(warehouse, Selection(), limit=100)
    found = events(warehouse, Selection(q=(words,)), limit=100)
    assert set(found["event_id"]) == set(everything["event_id"]) & set(acting)
    assert 0 < len(found) < len(everything)
