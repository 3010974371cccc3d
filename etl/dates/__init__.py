"""Dates in text: Arabic, French and English, stated, relative and in ranges, resolved against the publication date."""

from etl.dates.mention import DateMention
from etl.dates.reading import find_dates, read_dates

__all__ = ["DateMention", "find_dates", "read_dates"]
