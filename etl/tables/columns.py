"""The tidy tables, declared once: pandas schemas, the store and the data dictionary are all made from this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from etl.event import BASES, BOUNDS, DATE_BASES, MODES, PRECISIONS, ROLES, STATES, STATUSES
from etl.vocabulary.sources import LANGUAGES

# text: string · day: a date · moment: a date and time in UTC · integer · number · share: a number from 0 to 1
# · flag: true or false
Kind = Literal["text", "day", "moment", "integer", "count", "number", "share", "flag"]


class Column(NamedTuple):
    """A column: its name, kind, meaning, whether null ("not stated") may stand in it, and the codes it may hold."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    codes: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table: what one row is, its key, and its columns in order."""

    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


_EVENT = Column("event_id", "text", "the event", required=True)
_RELEASE = Column("release_id", "text", "the release, in the version that was read", required=True)
_INSTITUTION = Column("institution_id", "text", "the institution", required=True)

TABLES: Mapping[str, Table] = {
    "releases": Table(
        "a press release in one version",
        ("release_id",),
        (
            Column("release_id", "text", "id of this version of the release", required=True),
            Column("version", "integer", "1 for the first words of the release, 2 for the next", required=True),
            Column("superseded_by", "text", "release_id of the next version; null: this is the current one"),
            Column("source", "text", "who published it"),
            Column("url", "text", "its address"),
            Column("lang", "text", "its main language", codes=LANGUAGES),
            Column("title", "text", "its first line", required=True),
            Column("published", "day", "when it was published"),
            Column("published_basis", "text", "who says when it was published", codes=BASES),
            Column("body", "text", "the text; evidence counts its characters from 0", required=True),
            Column("content_hash", "text", "hash of the body and of what its file states", required=True),
            Column("ingested_at", "moment", "when this version was first stored (UTC)"),
            Column("fictional", "flag", "a made-up sample", required=True),
        ),
    ),
    "events": Table(
        "an activity",
        ("event_id",),
        (
            Column("event_id", "text", "id, given when it was first stored", required=True),
            Column("title", "text", "what it was", required=True),
            Column("event_type", "text", "kind of activity, a code", required=True),
            Column("date_start", "day", "its first day"),
            Column("date_end", "day", "its last day"),
            Column("date_precision", "text", "how exact the date is", required=True, codes=PRECISIONS),
            Column("date_text", "text", "the words that date it"),
            Column("date_basis", "text", "how the date was read", codes=DATE_BASES),
            Column("date_edtf", "text", "the date in the Extended Date/Time Format"),
            Column("venue", "text", "the place's name, as in the release"),
            Column("city", "text", "city, a code of the registry, or x- and a hash of its name"),
            Column("region", "text", "region, a code"),
            Column("country", "text", "country, ISO 3166-1 alpha-2"),
            Column("latitude", "number", "of the city, degrees north"),
            Column("longitude", "number", "of the city, degrees east"),
            Column("mode", "text", "in person, online or both", codes=MODES),
            Column("participants", "count", "people who took part"),
            Column("participants_bound", "text", "how exact that number is", codes=BOUNDS),
            Column("women", "count", "women among them, where stated"),
            Column("men", "count", "men among them, where stated"),
            Column("girls", "count", "girls among them, where stated"),
            Column("boys", "count", "boys among them, where stated"),
            Column("occasion", "text", "international day or campaign, a code"),
            Column("slogan", "text", "its slogan"),
            Column("lang", "text", "language of the release", required=True, codes=LANGUAGES),
            Column("confidence", "share", "how sure the reading is", required=True),
            Column("needs_review", "flag", "a person should look at it", required=True),
            Column("state", "text", "held, planned, cancelled or postponed", required=True, codes=STATES),
            Column("status", "text", "what a person made of it", required=True, codes=STATUSES),
        ),
    ),
    "event_releases": Table("a release tells of an event", ("event_id", "release_id"), (_EVENT, _RELEASE)),
    "participations": Table(
        "an institution's part in an event, its strongest role",
        ("event_id", "institution_id"),
        (_EVENT, _INSTITUTION, Column("role", "text", "its part", required=True, codes=ROLES)),
    ),
    "event_themes": Table(
        "a theme of an event",
        ("event_id", "theme_id"),
        (_EVENT, Column("theme_id", "text", "the theme, a code", required=True)),
    ),
    "event_audiences": Table(
        "an audience of an event",
        ("event_id", "audience_id"),
        (_EVENT, Column("audience_id", "text", "the audience, a code", required=True)),
    ),
    "institutions": Table(
        "an institution that an event names",
        ("institution_id",),
        (
            Column("institution_id", "text", "id in the registry, or x- and a hash of its name", required=True),
            Column("name_ar", "text", "name in Arabic"),
            Column("name_fr", "text", "name in French"),
            Column("name_en", "text", "name in English"),
            Column("acronym", "text", "short name"),
            Column("kind", "text", "kind of body; unlinked: not in the registry", required=True),
            Column("country", "text", "country, ISO 3166-1 alpha-2"),
            Column("wikidata", "text", "id in Wikidata"),
        ),
    ),
    "evidence": Table(
        "words that back a value of an event",
        (),
        (
            _EVENT,
            _RELEASE,
            Column("field", "text", "the value's key", required=True),
            Column("value", "text", "the value that the words back", required=True),
            Column("start", "count", "where the words begin in the body, in characters", required=True),
            Column("end", "count", "where they end", required=True),
            Column("text", "text", "the words", required=True),
            Column("rule", "text", "the rule that read them", required=True),
            Column("confidence", "share", "how sure that is", required=True),
        ),
    ),
    "review_reasons": Table(
        "why a person should look at an event",
        ("event_id", "reason"),
        (_EVENT, Column("reason", "text", "a code", required=True)),
    ),
    "candidates": Table(
        "a value that an event's field may have",
        ("event_id", "field", "value"),
        (
            _EVENT,
            Column("field", "text", "the field's key", required=True),
            Column("value", "text", "the value; days in ISO 8601", required=True),
            Column("reason", "text", "why it is not settled, a code"),
        ),
    ),
    "corrections": Table(
        "what a person changed; never deleted",
        ("correction_id",),
        (
            Column("correction_id", "text", "id", required=True),
            _EVENT,
            Column("field", "text", "the field's key", required=True),
            Column("old", "text", "the value before"),
            Column("new", "text", "the value after"),
            Column("who", "text", "who changed it", required=True),
            Column("at", "moment", "when (UTC)", required=True),
            Column("why", "text", "the reason given"),
        ),
    ),
    "runs": Table(
        "a reading that changed the store or failed in part",
        ("run_id",),
        (
            Column("run_id", "text", "id", required=True),
            Column("at", "moment", "when it began (UTC)", required=True),
            Column("version", "text", "Marsad and vocabulary that read", required=True),
            Column("counts", "text", "what it did, a JSON object of numbers", required=True),
        ),
    ),
}
