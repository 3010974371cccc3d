"""The metrics: every number that the dashboard and the reports show is defined here, once.

What counts: events whose state is held and whose status is not rejected. An event belongs to the period that holds its
`date_start`; undated events count where no period is set. Filters narrow what counts, they never add planned,
postponed or cancelled events to a number; the table of events (and the exports) list what the filters `state` and
`status` ask for.
"""

from dashboard.metrics.activity import Activity, activity
from dashboard.metrics.buckets import UNITS
from dashboard.metrics.groups import (
    by_audience,
    by_city,
    by_institution,
    by_region,
    by_role,
    by_theme,
    by_type,
)
from dashboard.metrics.kpis import KPIS, Kpi, Kpis, kpis
from dashboard.metrics.measures import definition
from dashboard.metrics.options import OPTIONS, all_options, options
from dashboard.metrics.rows import SORTS, EventDetail, Totals, event, events, totals

__all__ = [
    "KPIS",
    "OPTIONS",
    "SORTS",
    "UNITS",
    "Activity",
    "EventDetail",
    "Kpi",
    "Kpis",
    "Totals",
    "activity",
    "all_options",
    "by_audience",
    "by_city",
    "by_institution",
    "by_region",
    "by_role",
    "by_theme",
    "by_type",
    "definition",
    "event",
    "events",
    "kpis",
    "options",
    "totals",
]
