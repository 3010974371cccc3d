"""Random tidy tables that are valid: what a store could hold, in any size, the same for the same seed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.event import BOUNDS, MODES, PRECISIONS, ROLES, STATES, STATUSES

TYPES = ("seminar", "workshop", "training", "meeting", "campaign", "agreement", "other")
THEMES = ("trafficking-in-persons", "child-protection", "cyber-exploitation", "awareness", "migration", "gender")
AUDIENCES = ("children", "women", "judges", "teachers")
CITIES = ("rabat", "tanger", "fes", "agadir", "oujda")
REGIONS = ("MA-04", "MA-01", "MA-03", "MA-09", "MA-02")
WORDS = ("ندوة", "ورشة", "حماية", "الأطفال", "المرصد", "التحسيس", "séminaire", "École", "workshop", "50%", "o'clock")
FIRST_DAY = date(2023, 1, 1)
DAYS = 700


def make_tables(seed: int = 0, events: int = 60, institutions: int = 12, days: int = DAYS) -> dict[str, pd.DataFrame]:
    """Tidy tables of `events` random events.

    Args:
        seed: of the random numbers.
        events: number of events; 0 gives empty tables.
        institutions: number of institutions.
        days: length of the stretch of time that the dates fall into.
    """
    rng = np.random.default_rng(seed)
    ids = [f"event-{n:06d}" for n in range(events)]
    tables = {"events": _events(rng, ids, days)}
    tables["institutions"] = _institutions(institutions)
    tables["participations"] = _participations(rng, ids, institutions)
    tables["event_themes"] = _bridge(rng, ids, "theme_id", THEMES, 2)
    tables["event_audiences"] = _bridge(rng, ids, "audience_id", AUDIENCES, 1)
    tables["releases"], tables["event_releases"] = _releases(rng, ids)
    tables["evidence"] = pd.DataFrame(
        {
            "event_id": ids,
            "release_id": [f"release-{event}" for event in ids],
            "field": "event_type",
            "value": tables["events"]["event_type"],
            "start": pd.array([0] * events, dtype="Int64"),
            "end": pd.array([4] * events, dtype="Int64"),
            "text": "ندوة",
            "rule": "event-noun",
            "confidence": 0.9,
        }
    )
    review = [event for event, flag in zip(ids, tables["events"]["needs_review"], strict=True) if flag]
    tables["review_reasons"] = pd.DataFrame({"event_id": review, "reason": "several-counts"}, dtype="object")
    candidates = [(event, "date_start", "2024-07-25", "year-missing") for event in review]
    tables["candidates"] = pd.DataFrame(candidates, columns=["event_id", "field", "value", "reason"], dtype="object")
    return tables


def _events(rng: np.random.Generator, ids: list[str], days: int) -> pd.DataFrame:
    n = len(ids)
    precisions = rng.choice(PRECISIONS, n, p=(0.6, 0.1, 0.1, 0.05, 0.15)) if n else np.array([], dtype=str)
    spans = [_span(rng, precision, days) for precision in precisions]
    place = rng.integers(0, len(CITIES) + 1, n)
    counts = [None if rng.random() < 0.3 else int(rng.integers(0, 400)) for _ in ids]
    return pd.DataFrame(
        {
            "event_id": pd.Series(ids, dtype="object"),
            "title": [" ".join(rng.choice(WORDS, 4)) for _ in ids],
            "event_type": rng.choice(TYPES, n) if n else [],
            "date_start": pd.Series([start for start, _ in spans], dtype="object"),
            "date_end": pd.Series([end for _, end in spans], dtype="object"),
            "date_precision": precisions,
            "date_text": None,
            "date_basis": None,
            "date_edtf": None,
            "venue": None,
            "city": [CITIES[p] if p < len(CITIES) else None for p in place],
            "region": [REGIONS[p] if p < len(CITIES) else None for p in place],
            "country": "MA",
            "latitude": np.nan,
            "longitude": np.nan,
            "mode": rng.choice(MODES, n) if n else [],
            "participants": pd.array(counts, dtype="Int64"),
            "participants_bound": [None if count is None else str(rng.choice(BOUNDS)) for count in counts],
            "women": pd.array([None] * n, dtype="Int64"),
            "men": pd.array([None] * n, dtype="Int64"),
            "girls": pd.array([None] * n, dtype="Int64"),
            "boys": pd.array([None] * n, dtype="Int64"),
            "occasion": None,
            "slogan": [None if rng.random() < 0.8 else "لنجعل من حماية أطفالنا أولويتنا" for _ in ids],
            "lang": rng.choice(("ar", "fr", "en"), n, p=(0.6, 0.3, 0.1)) if n else [],
            "confidence": rng.random(n).round(2),
            "needs_review": rng.random(n) < 0.2,
            "state": rng.choice(STATES, n, p=(0.8, 0.1, 0.05, 0.05)) if n else [],
            "status": rng.choice(STATUSES, n, p=(0.5, 0.3, 0.1, 0.1)) if n else [],
        }
    )


def _span(rng: np.random.Generator, precision: str, days: int) -> tuple[date | None, date | None]:
    """First and last day of an event known to that precision."""
    day = FIRST_DAY + timedelta(days=int(rng.integers(0, days)))
    if precision == "day":
        return day, day + timedelta(days=int(rng.integers(0, 3)))
    if precision == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if precision == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return None, None


def _institutions(count: int) -> pd.DataFrame:
    numbers = range(count)
    return pd.DataFrame(
        {
            "institution_id": pd.Series([f"body-{n:03d}" for n in numbers], dtype="object"),
            "name_ar": pd.Series([f"المؤسسة الوطنية رقم {n} (UN)" for n in numbers], dtype="object"),
            "name_fr": pd.Series(
                [None if n % 5 == 4 else f"Institution nationale n° {n}" for n in numbers], dtype="object"
            ),
            "name_en": pd.Series([f"National body {n} & <partners>" for n in numbers], dtype="object"),
            "acronym": pd.Series([f"NB{n}" if n % 2 else None for n in numbers], dtype="object"),
            "kind": "unlinked",
            "country": "MA",
            "wikidata": None,
        }
    )


def _participations(rng: np.random.Generator, ids: list[str], institutions: int) -> pd.DataFrame:
    rows = []
    for event in ids:
        chosen = rng.choice(institutions, min(institutions, int(rng.integers(0, 5))), replace=False)
        rows += [(event, f"body-{n:03d}", str(rng.choice(ROLES))) for n in chosen]
    return pd.DataFrame(rows, columns=["event_id", "institution_id", "role"], dtype="object")


def _bridge(rng: np.random.Generator, ids: list[str], column: str, codes: tuple[str, ...], most: int) -> pd.DataFrame:
    rows = [
        (event, str(code)) for event in ids for code in rng.choice(codes, int(rng.integers(0, most + 1)), replace=False)
    ]
    return pd.DataFrame(rows, columns=["event_id", column], dtype="object")


def _releases(rng: np.random.Generator, ids: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A release for each event in some language, and for a fifth of them one in French beside it."""
    rows, links = [], []
    for event in ids:
        languages = [str(rng.choice(("ar", "fr", "en")))] + (["fr"] if rng.random() < 0.2 else [])
        for number, lang in enumerate(languages):
            release = f"release-{event}" + (f"-{number}" if number else "")
            rows.append((release, 1, lang, f"https://example.org/{release}", "ندوة حول حماية الأطفال", number == 1))
            links.append((event, release))
    columns = ["release_id", "version", "lang", "url", "body", "fictional"]
    releases = pd.DataFrame(rows, columns=columns).assign(source="agency", title="ندوة", published=date(2024, 1, 1))
    return releases, pd.DataFrame(links, columns=["event_id", "release_id"], dtype="object")
