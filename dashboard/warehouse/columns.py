"""The columns that the warehouse keeps of the tidy tables, and their types where metrics are computed."""

from __future__ import annotations

from collections.abc import Mapping

from etl.event import BOUNDS, PRECISIONS, ROLES, STATES, STATUSES

# Short lists become enumerations: comparing and grouping them costs as little as with numbers. "code" is an enumeration
# of the values that occur. The order of the roles is their strength.
ENUMERATIONS: Mapping[str, tuple[str, ...]] = {
    "role": ROLES,
    "state": STATES,
    "status": STATUSES,
    "precision": PRECISIONS,
    "bound": BOUNDS,
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "releases": {
        "release_id": "varchar",
        "version": "bigint",
        "superseded_by": "varchar",
        "source": "varchar",
        "url": "varchar",
        "lang": "varchar",
        "title": "varchar",
        "published": "date",
        "published_basis": "varchar",
        "body": "varchar",
        "content_hash": "varchar",
        "ingested_at": "timestamp",
        "fictional": "boolean",
    },
    "events": {
        "event_id": "varchar",
        "title": "varchar",
        "event_type": "code",
        "date_start": "date",
        "date_end": "date",
        "date_precision": "precision",
        "date_text": "varchar",
        "date_basis": "varchar",
        "date_edtf": "varchar",
        "venue": "varchar",
        "city": "code",
        "region": "code",
        "country": "code",
        "latitude": "double",
        "longitude": "double",
        "mode": "varchar",
        "participants": "bigint",
        "participants_bound": "bound",
        "women": "bigint",
        "men": "bigint",
        "girls": "bigint",
        "boys": "bigint",
        "occasion": "varchar",
        "slogan": "varchar",
        "lang": "code",
        "confidence": "double",
        "needs_review": "boolean",
        "state": "state",
        "status": "status",
    },
    "event_releases": {"event_id": "varchar", "release_id": "varchar"},
    "participations": {"event_id": "varchar", "institution_id": "code", "role": "role"},
    "event_themes": {"event_id": "varchar", "theme_id": "code"},
    "event_audiences": {"event_id": "varchar", "audience_id": "code"},
    "institutions": {
        "institution_id": "varchar",
        "name_ar": "varchar",
        "name_fr": "varchar",
        "name_en": "varchar",
        "acronym": "varchar",
        "kind": "varchar",
        "country": "varchar",
        "wikidata": "varchar",
    },
    "evidence": {
        "event_id": "varchar",
        "release_id": "varchar",
        "field": "varchar",
        "value": "varchar",
        "start": "bigint",
        "end": "bigint",
        "text": "varchar",
        "rule": "varchar",
        "confidence": "double",
    },
    "review_reasons": {"event_id": "varchar", "reason": "varchar"},
    "candidates": {"event_id": "varchar", "field": "varchar", "value": "varchar", "reason": "varchar"},
    "corrections": {
        "correction_id": "varchar",
        "event_id": "varchar",
        "field": "varchar",
        "old": "varchar",
        "new": "varchar",
        "who": "varchar",
        "at": "timestamp",
        "why": "varchar",
    },
    "runs": {"run_id": "varchar", "at": "timestamp", "version": "varchar", "counts": "varchar"},
}

# What the warehouse adds: `event_key` joins events and bridges (a number in DuckDB, elsewhere the event_id itself);
# `words` are what a search looks into, folded:
# title, slogan and venue of an event, the names of an institution; `event_languages` are those of the releases.
DERIVED: Mapping[str, Mapping[str, str]] = {
    "events": {"event_key": "int32", "words": "string"},
    "institutions": {"words": "string"},
    "participations": {"event_key": "int32", "institution_id": "string", "role": "string"},
    "event_themes": {"event_key": "int32", "theme_id": "string"},
    "event_audiences": {"event_key": "int32", "audience_id": "string"},
    "event_languages": {"event_key": "int32", "lang": "string"},
}

# The types of `COLUMNS` in ibis; enumerations are strings there.
IBIS_TYPES: Mapping[str, str] = {
    "varchar": "string",
    "code": "string",
    "bigint": "int64",
    "double": "float64",
    "date": "date",
    "timestamp": "timestamp(6)",
    "boolean": "boolean",
    **dict.fromkeys(ENUMERATIONS, "string"),
}
