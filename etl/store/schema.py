"""The tidy tables as tables of a database, with keys, foreign keys and indexes; and what only the store needs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from etl.tables import TABLES, Column

VERSION = 2  # of the schema; a store says which one it has in `meta`

metadata = sa.MetaData()

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "day": sa.Date,
    "moment": sa.DateTime,
    "integer": sa.Integer,
    "count": sa.Integer,
    "number": sa.Float,
    "share": sa.Float,
    "flag": sa.Boolean,
}
# Column -> what it refers to, and what happens to the row when that is deleted: what a machine read of an event goes
# with it; what a person entered does not let it go.
_REFERENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("releases", "superseded_by"): ("releases.release_id", "RESTRICT"),
    **{
        (table, "event_id"): ("events.event_id", "CASCADE")
        for table in (
            "event_releases",
            "participations",
            "event_themes",
            "event_audiences",
            "evidence",
            "review_reasons",
            "candidates",
        )
    },
    ("corrections", "event_id"): ("events.event_id", "RESTRICT"),
    ("event_releases", "release_id"): ("releases.release_id", "RESTRICT"),
    ("evidence", "release_id"): ("releases.release_id", "RESTRICT"),
    ("participations", "institution_id"): ("institutions.institution_id", "RESTRICT"),
}
_INDEXES = (
    ("events", "date_start"),
    ("event_releases", "release_id"),
    ("participations", "institution_id"),
    ("event_themes", "theme_id"),
    ("event_audiences", "audience_id"),
    ("evidence", "event_id"),
    ("evidence", "release_id"),
    ("corrections", "event_id"),
    ("releases", "superseded_by"),
)
# Columns that the tidy tables do not show.
_INNER: dict[str, tuple[sa.Column[Any], ...]] = {
    "releases": (
        sa.Column("key", sa.Text, nullable=False, comment="the same for all versions of a release"),
        sa.Column("name", sa.Text, nullable=False, comment="file name"),
        sa.Column("encoding", sa.Text, comment="of the file, where not UTF-8"),
        sa.Column("none_because", sa.Text, comment="why it tells of no activity, a code"),
        sa.Column("events_given", sa.Integer, nullable=False, comment="event ids given out for the key"),
    ),
    "evidence": (sa.Column("evidence_id", sa.Integer, primary_key=True),),
}


def _column(table: str, column: Column, key: tuple[str, ...]) -> sa.Column[Any]:
    reference = _REFERENCES.get((table, column.name))
    links = [sa.ForeignKey(reference[0], ondelete=reference[1])] if reference else []
    return sa.Column(
        column.name,
        _TYPES[column.kind],
        *links,
        primary_key=column.name in key,
        nullable=not column.required,
        comment=column.description,
    )


def _checks(name: str) -> list[sa.CheckConstraint]:
    """The codes and ranges of the tidy tables, refused by the database as well."""
    checks = []
    for column in TABLES[name].columns:
        held: sa.ColumnClause[Any] = sa.column(column.name)
        if column.codes:
            checks.append(sa.CheckConstraint(held.in_(column.codes), name=f"{name}_{column.name}_codes"))
        if column.kind == "count":
            checks.append(sa.CheckConstraint(held >= 0, name=f"{name}_{column.name}_range"))
        if column.kind == "share":
            checks.append(sa.CheckConstraint(held.between(0, 1), name=f"{name}_{column.name}_range"))
    return checks


def _table(name: str) -> sa.Table:
    declared = TABLES[name]
    columns = [_column(name, column, declared.key) for column in declared.columns]
    return sa.Table(name, metadata, *_INNER.get(name, ()), *columns, *_checks(name), comment=declared.description)


TIDY: dict[str, sa.Table] = {name: _table(name) for name in TABLES}
for _name, _indexed in _INDEXES:
    sa.Index(f"{_name}_{_indexed}", TIDY[_name].c[_indexed])
sa.Index("releases_key", TIDY["releases"].c.key, TIDY["releases"].c.version, unique=True)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="the store itself: schema, store (its own id), revision (grows whenever a table changes)",
)
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("run_id", sa.Text, sa.ForeignKey("runs.run_id"), nullable=False),
    comment="inputs that could not be read and have not been since",
)
tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("told_id", sa.Text, primary_key=True, comment="id that the event has, or would have, on its own"),
    sa.Column("number", sa.Integer, nullable=False, comment="grows in the order of first storing"),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, comment="the event that it is of"),
    sa.Column("release_id", sa.Text, sa.ForeignKey("releases.release_id"), nullable=False),
    sa.Column("key", sa.Text, nullable=False, comment="of the release"),
    sa.Column("own", sa.Boolean, nullable=False, comment="an organiser published the release"),
    sa.Column("published", sa.Date, comment="when the release was published"),
    sa.Column("open", sa.Boolean, nullable=False, comment="no day is stated, nor one that it may be"),
    sa.Column("traits", sa.Text, nullable=False, comment="what is compared, JSON"),
    sa.Column("told", sa.Text, nullable=False, comment="its rows of the tidy tables, JSON"),
    comment="what each release says of an event by itself; an event of several releases is settled from them",
)
telling_days = sa.Table(
    "telling_days",
    metadata,
    sa.Column("told_id", sa.Text, sa.ForeignKey("tellings.told_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    comment="the first day of a telling, or the days that it may be",
)
sa.Index("tellings_event_id", tellings.c.event_id)
sa.Index("tellings_release_id", tellings.c.release_id)
sa.Index("tellings_published", tellings.c.published)
sa.Index("telling_days_day", telling_days.c.day)
