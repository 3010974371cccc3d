"""Releases that tell of one activity: which tellings are one, and what the activity is by all of them."""

from etl.twins.grouping import group, pairs_among
from etl.twins.likeness import THRESHOLD, Likeness, compare, conflicts
from etl.twins.settling import SOURCES_DIFFER, Told, in_order, plain_rows, settle, typed_rows
from etl.twins.telling import NEAR_DAYS, NEAR_PUBLISHED, Telling, make_telling, read_telling

__all__ = [
    "NEAR_DAYS",
    "NEAR_PUBLISHED",
    "SOURCES_DIFFER",
    "THRESHOLD",
    "Likeness",
    "Telling",
    "Told",
    "compare",
    "conflicts",
    "group",
    "in_order",
    "make_telling",
    "pairs_among",
    "plain_rows",
    "read_telling",
    "settle",
    "typed_rows",
]
